"""What is printed for people: letters instead of mails, the slip with the one-time code that is handed over in
person, and a document for a mail merge (`.docx`).
"""

import io
import re
from collections.abc import Sequence
from datetime import datetime
from textwrap import fill
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from attrs import field, frozen

from .. import __version__
from ..i18n import Message, _, local_time, long_date, long_moment
from ..pdf import pictures
from ..pdf.flow import FIRST_TOP, LEFT, WIDTH, PageFlow
from ..pdf.fonts import SEMIBOLD
from ..pdf.metadata import PRODUCER, Description, finish
from ..pdf.text import Style, colour, wrap
from .report_sheet import LOGO_ROOM, Letterhead, draw_logo

_TITLE = Message("Your one-time code")
_WHAT_TO_DO = Message(
    "Open the invitation that you were sent in Privacy Wizard, and type this code when it asks for it. "
    "It works once. Keep it to yourself: do not photograph it, e-mail it or give it over the telephone. "
    "Once it has worked, tear this slip up."
)
_CHARACTERS = 66  # on a line of plain text
_SCHOOL = Style(size=8.5, leading=13, colour=pictures.MUTED)
_HEADING = Style(font=SEMIBOLD, size=13, leading=19)
_SLIP_BODY = Style(size=9.5, leading=14)
_CODE = Style(font=SEMIBOLD, size=24, leading=40, spacing=1.5)
_SLIP_SMALL = Style(size=8.5, leading=12.5, colour=pictures.MUTED)
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
            ("P", self._whose, _SLIP_BODY),
            ("P", self.code, _CODE),
            ("P", self._until, _SLIP_BODY),
            *(("P", text, _SLIP_BODY) for text in self._compare),
            ("P", str(_WHAT_TO_DO), _SLIP_SMALL),
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


_HEAD = Style(font=SEMIBOLD, size=10, leading=15)
_SMALL = Style(size=9.5, leading=14, colour=pictures.MUTED)
_SUBJECT = Style(font=SEMIBOLD, size=13, leading=18)
_BODY = Style(size=10.5, leading=15.5)


@frozen(kw_only=True)
class Letter:
    """One letter; blank lines in the text separate paragraphs."""

    name: str
    about: str  # a line below the name: the job, the staff number
    subject: str
    text: str = field(repr=False)
    opens_file: bool = False  # whether it asks to open the school's file, so that the words are to be compared


def draw_letters(letters: Sequence[Letter], head: Letterhead, created: datetime) -> bytes:
    """The PDF: each begins on a page of its own; tagged, PDF/A-3a and PDF/UA-1. Raises Unprintable, LogoFault."""
    sheet, title = PageFlow(), _("Letters")
    for at, letter in enumerate(letters):
        if at:
            sheet.turn()
            sheet.y = FIRST_TOP  # each is somebody's first page
        _letter(sheet, letter, head, created)
    description = Description(
        title=title,
        subject=title,
        author=head.school,
        creator=f"{PRODUCER} {__version__}",
        created=created,
        identifier=f"{title} {created.isoformat()}",
    )
    return finish(sheet.canvas.finish(lambda _pen, _number, _of: None), description)


def _letter(sheet: PageFlow, letter: Letter, head: Letterhead, created: datetime) -> None:
    below = draw_logo(sheet, head.school, head.logo) if head.logo is not None else sheet.y
    room = WIDTH - LOGO_ROOM if head.logo is not None else WIDTH
    sheet.paragraph("P", head.school, _HEAD, width=room)
    sheet.paragraph("P", long_date(local_time(created).date()), _SMALL, after=24, width=room)
    sheet.y = min(sheet.y, below - 6)
    sheet.paragraph("P", letter.name, _BODY)
    if letter.about:
        sheet.paragraph("P", letter.about, _SMALL)
    sheet.space(24)
    sheet.paragraph("H1", letter.subject, _SUBJECT, after=10)
    for text in letter.text.strip().split("\n\n"):
        lines = [line for line in text.split("\n") if line]
        for at, line in enumerate(lines, 1):
            sheet.paragraph("P", line, _BODY, after=9 if at == len(lines) else 0)
    if letter.opens_file and head.words:
        sheet.space(9)
        sheet.paragraph("P", compare_words(head.words), _SMALL)


_WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MERGE_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_RELATIONS = "application/vnd.openxmlformats-package.relationships+xml"
_TYPES = (
    f'{_MERGE_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
    f'<Default Extension="rels" ContentType="{_RELATIONS}"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_DOCUMENT}"/></Types>'
)
_ROOT = (
    f'{_MERGE_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="document" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
)
_WHEN = (2026, 1, 1, 0, 0, 0)  # the same bytes each time
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@frozen
class MergeField:
    """A place that is filled from the column of this heading."""

    heading: str


Paragraph = Sequence[str | MergeField]


def merge_document(paragraphs: Sequence[Paragraph]) -> bytes:
    """The document: one paragraph below the other."""
    body = "".join(f"<w:p>{''.join(_run(part) for part in each)}</w:p>" for each in paragraphs)
    text = f'{_MERGE_HEAD}<w:document xmlns:w="{_WORDS}"><w:body>{body}</w:body></w:document>'
    stream = io.BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as file:
        for name, content in (("[Content_Types].xml", _TYPES), ("_rels/.rels", _ROOT), ("word/document.xml", text)):
            file.writestr(ZipInfo(name, _WHEN), content, ZIP_DEFLATED)
    return stream.getvalue()


def _run(part: str | MergeField) -> str:
    if isinstance(part, str):
        return f'<w:r><w:t xml:space="preserve">{escape(_NOT_IN_XML.sub("�", part))}</w:t></w:r>'
    shown = _run(f"«{part.heading}»")
    asked = escape(f' MERGEFIELD "{part.heading}" ')
    begin, between, end = (f"<w:r><w:fldChar w:fldCharType={quoteattr(at)}/></w:r>" for at in _ENDS)
    return f'{begin}<w:r><w:instrText xml:space="preserve">{asked}</w:instrText></w:r>{between}{shown}{end}'


_ENDS = ("begin", "separate", "end")
