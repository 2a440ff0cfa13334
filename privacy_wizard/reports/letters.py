"""Letters to print, for people who have no address or want paper: what others get by mail."""

from collections.abc import Sequence
from datetime import datetime

from attrs import field, frozen

from .. import __version__
from ..i18n import _, local_time, long_date
from ..pdf import pictures
from ..pdf.finish import finish
from ..pdf.flow import FIRST_TOP, WIDTH, PageFlow
from ..pdf.fonts import SEMIBOLD
from ..pdf.metadata import PRODUCER, Description
from ..pdf.text import Style
from .report_sheet import LOGO_ROOM, Letterhead, draw_logo
from .slip import compare_words

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
