"""The slip of paper with the one-time code, to be handed over in person."""

from collections.abc import Sequence
from datetime import datetime
from textwrap import fill

from attrs import field, frozen

from .. import __version__
from ..i18n import Message, _, long_moment
from ..pdf import pictures
from ..pdf.finish import finish
from ..pdf.flow import LEFT, WIDTH, PageFlow
from ..pdf.fonts import SEMIBOLD
from ..pdf.metadata import PRODUCER, Description
from ..pdf.text import Style, colour, wrap

_TITLE = Message("Your one-time code")
_WHAT_TO_DO = Message(
    "Open the invitation that you were sent in Privacy Wizard, and type this code when it asks for it. "
    "It works once. Keep it to yourself: do not photograph it, e-mail it or give it over the telephone. "
    "Once it has worked, tear this slip up."
)
_CHARACTERS = 66  # on a line of plain text
_SCHOOL = Style(size=8.5, leading=13, colour=pictures.MUTED)
_HEADING = Style(font=SEMIBOLD, size=13, leading=19)
_BODY = Style(size=9.5, leading=14)
_CODE = Style(font=SEMIBOLD, size=24, leading=40, spacing=1.5)
_SMALL = Style(size=8.5, leading=12.5, colour=pictures.MUTED)
_MARGIN = 16.0  # between the text and the line to cut along
_CUT = colour("7d838e")
_DASH, _GAP = 5.0, 4.0


@frozen(kw_only=True)
class Slip:
    """What stands on the paper. It is printed, never saved or sent."""

    school: str
    name: str
    staff_number: str
    code: str = field(repr=False)
    expires: datetime
    words: tuple[str, ...] = ()  # of the school's certificate, to be compared when its file is opened

    def as_text(self) -> str:
        """For a printer of plain text."""
        lines = (
            self.school,
            "",
            str(_TITLE).upper(),
            self._whose,
            "",
            f"    {self.code}",
            "",
            self._until,
            *self._compare,
        )
        edge = "-" * _CHARACTERS
        return "\n".join((edge, *lines, fill(str(_WHAT_TO_DO), _CHARACTERS), edge))

    @property
    def _whose(self) -> str:
        return _("For {name}, staff number {number}", name=self.name, number=self.staff_number)

    @property
    def _until(self) -> str:
        return _("Use it by {moment}.", moment=long_moment(self.expires))

    @property
    def _compare(self) -> tuple[str, ...]:
        return (compare_words(self.words),) if self.words else ()

    def _paragraphs(self) -> tuple[tuple[str, str, Style], ...]:
        """Tag, text and style of each."""
        return (
            ("P", self.school, _SCHOOL),
            ("H1", str(_TITLE), _HEADING),
            ("P", self._whose, _BODY),
            ("P", self.code, _CODE),
            ("P", self._until, _BODY),
            *(("P", text, _BODY) for text in self._compare),
            ("P", str(_WHAT_TO_DO), _SMALL),
        )

    def draw(self, sheet: PageFlow) -> None:
        """Whole on one page, with a line below to cut along. Raises Unprintable."""
        paragraphs = self._paragraphs()
        lines = sum(len(wrap(text, style, WIDTH)) * style.leading for _tag, text, style in paragraphs)
        sheet.need(lines + 2 * _MARGIN)
        for tag, text, style in paragraphs:
            sheet.paragraph(tag, text, style)
        sheet.y -= _MARGIN
        with sheet.canvas.decoration():
            starts = (LEFT + at * (_DASH + _GAP) for at in range(int((WIDTH + _GAP) / (_DASH + _GAP))))
            sheet.canvas.strokes(tuple(((x, sheet.y), (x + _DASH, sheet.y)) for x in starts), _CUT, 0.6)
        sheet.y -= _MARGIN


def compare_words(words: Sequence[str]) -> str:
    """The line on paper with the words of the school's key."""
    return _(
        "When you open the school's file, Privacy Wizard shows seven words. They must be these: {words}",
        words=" ".join(words),
    )


def draw_slips(slips: Sequence[Slip], created: datetime) -> bytes:
    """The PDF: one slip below the other, tagged, PDF/A-3a and PDF/UA-1. Raises Unprintable."""
    sheet, title = PageFlow(), _("One-time codes")
    for slip in slips:
        slip.draw(sheet)
    description = Description(
        title=title,
        subject=title,
        author=slips[0].school,
        creator=f"{PRODUCER} {__version__}",
        created=created,
        identifier=f"{title} {created.isoformat()}",
    )
    return finish(sheet.canvas.finish(lambda _pen, _number, _of: None), description)
