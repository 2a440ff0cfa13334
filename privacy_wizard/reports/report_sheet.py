"""A report as a PDF: headings, paragraphs, lists and tables, in the look of the attestation and tagged as it is.

Every text is taken as it is; the drawing adds none of its own but the number of each page.
"""

from collections.abc import Sequence
from datetime import datetime

from attrs import field, frozen

from .. import __version__
from ..i18n import _
from ..pdf import pictures
from ..pdf.canvas import PAGE_WIDTH, Drawing, PageCanvas
from ..pdf.flow import (
    BOTTOM,
    GUTTER,
    HEADING,
    LEFT,
    LINE,
    TOP,
    WIDTH,
    PageFlow,
    PageTable,
    TableCell,
    TableColumn,
    table_start,
)
from ..pdf.fonts import MEDIUM, SEMIBOLD
from ..pdf.metadata import PRODUCER, Description, finish
from ..pdf.text import Style, width_of, wrap


def page_number(number: int, of: int) -> str:
    """Which page of how many."""
    return _("Page {number} of {of}", number=number, of=of)


_KICKER = Style(font=SEMIBOLD, size=8, leading=11, colour=pictures.ACCENT, spacing=0.6)
_TITLE = Style(font=SEMIBOLD, size=23, leading=29)
_BELOW = Style(size=9.5, leading=14, colour=pictures.MUTED)
_SECTION = Style(font=SEMIBOLD, size=12.5, leading=17)
_BODY = Style(size=9, leading=13.2)
_LISTED = Style(size=8.6, leading=12.2)
_SMALL = Style(size=7.6, leading=11, colour=pictures.MUTED)
_CELL = Style(size=8.4, leading=12)
_FIRST = Style(font=MEDIUM, size=8.4, leading=12)
_TINY = Style(size=7, leading=9.5, colour=pictures.MUTED)
_THIRD: float = WIDTH / 3
_HEADED_ROW = 64  # points: headings of two lines, and a row; alone at the foot of a page they head nothing
_FEW = 8  # rows: a table of no more stays on one page
_HALF = (TOP - BOTTOM) / 2  # a page: a table that is higher may be broken
_LOGO = (112.0, 52.0)  # at most, in points
LOGO_ROOM = _LOGO[0] + 20  # that text beside it leaves free


@frozen(kw_only=True)
class ReportTable:
    """Rows under headings; `shares` are the columns' widths, in any unit; the last `numbers` stand to the right.

    No column is narrower than its longest word; the shares are of the rest.
    """

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    shares: tuple[float, ...]
    numbers: int = 0


@frozen(kw_only=True)
class Small:
    """A paragraph in small letters."""

    text: str


@frozen(kw_only=True)
class Items:
    """A list with a dot before each text."""

    texts: tuple[str, ...]


Part = str | Small | Items | ReportTable


@frozen(kw_only=True)
class Section:
    """A heading, and what stands under it; a plain text is a paragraph."""

    heading: str
    parts: tuple[Part, ...]


@frozen(kw_only=True)
class Letterhead:
    """Whose a document is."""

    school: str
    logo: pictures.Logo | None = field(default=None, repr=False)
    words: tuple[str, ...] = ()  # of the key that signed the school's file, to be compared when it is opened


@frozen(kw_only=True)
class ReportDocument:
    """Every text of a report; `head` gives its author, its logo, and what stands at each foot before the kicker."""

    head: Letterhead
    kicker: str  # the kind of document
    title: str
    below: str = ""  # a line below the title
    lead: str = ""
    sections: tuple[Section, ...]


def draw_report(report: ReportDocument, created: datetime) -> bytes:
    """The PDF: tagged, PDF/A-3a and PDF/UA-1, the same bytes each time. Raises Unprintable, LogoFault."""
    description = Description(
        title=f"{report.kicker}: {report.title}",
        subject=report.lead or report.kicker,
        author=report.head.school or PRODUCER,
        creator=f"{PRODUCER} {__version__}",
        created=created,
        identifier=f"{report.kicker} {created.isoformat()}",
    )
    return finish(_draw(report), description)


def _draw(report: ReportDocument) -> Drawing:
    sheet = PageFlow()
    logo = report.head.logo
    below_logo = draw_logo(sheet, report.head.school, logo) if logo is not None else sheet.y
    room = WIDTH - LOGO_ROOM if logo is not None else WIDTH
    sheet.paragraph("P", report.kicker.upper(), _KICKER, after=3, width=room)
    sheet.paragraph("H1", report.title, _TITLE, after=2, width=room)
    sheet.y = min(sheet.y, below_logo - 6)
    if report.below:
        sheet.paragraph("P", report.below, _BELOW, after=8)
    if report.lead:
        sheet.paragraph("P", report.lead, _BODY, after=4)
    for section in report.sections:
        _section(sheet, section)
    return sheet.canvas.finish(lambda canvas, number, of: _foot(canvas, report, number, of))


def draw_logo(sheet: PageFlow, school: str, logo: pictures.Logo) -> float:
    """At the top right; returns where it ends below."""
    image, width, height = pictures.logo(logo)
    scale = min(_LOGO[0] / width, _LOGO[1] / height)
    wide, high = width * scale, height * scale
    left, bottom = LEFT + WIDTH - wide, sheet.y - high
    box = (left, bottom, left + wide, bottom + high)
    with sheet.canvas.element("Figure", Alt=_("Logo of {school}", school=school), BBox=box), sheet.canvas.content():
        sheet.canvas.picture(image, left, bottom, wide, high)
    return bottom


def _section(sheet: PageFlow, section: Section) -> None:
    first = section.parts[0] if section.parts else ""
    sheet.need(33 + _least_room(first, _columns(first)) if isinstance(first, ReportTable) and first.rows else 64)
    sheet.space(12)
    if section.heading:
        sheet.paragraph("H2", section.heading, _SECTION, after=4)
    for part in section.parts:
        match part:
            case ReportTable():
                _table(sheet, part, section.heading)
            case Items():
                sheet.items(part.texts, _LISTED, after=2)
            case Small():
                sheet.paragraph("P", part.text, _SMALL, after=4)
            case _:
                sheet.paragraph("P", part, _BODY, after=4)


def _table(sheet: PageFlow, given: ReportTable, again: str) -> None:
    if not given.rows:
        return
    columns = _columns(given)
    sheet.need(_least_room(given, columns))
    sheet.space(2)
    table = PageTable(sheet, columns, again=again)
    for row in given.rows:
        table.row(_cells(row, columns, len(columns) - given.numbers))
    sheet.space(8)


def _least_room(given: ReportTable, columns: Sequence[TableColumn]) -> float:
    """Without which the table begins on the next page."""
    if len(given.rows) > _FEW:
        return _HEADED_ROW
    rows = [_cells(row, columns, len(columns) - given.numbers) for row in given.rows]
    whole = 2 + table_start(columns, rows, first=len(rows))
    return whole if whole < _HALF else _HEADED_ROW


def _columns(given: ReportTable) -> tuple[TableColumn, ...]:
    widths = zip(given.headings, _widths(given), strict=True)
    return tuple(TableColumn(title=title, width=width) for title, width in widths)


def _widths(given: ReportTable) -> list[float]:
    """Each column has its longest word, as far as the page has room for that, and its share of what is left over."""
    least = [_longest_word(given, at) for at in range(len(given.headings))]
    left = WIDTH - sum(least)
    if left < 0:
        return [WIDTH * each / sum(least) for each in least]
    return [each + left * share / sum(given.shares) for each, share in zip(least, given.shares, strict=True)]


def _longest_word(given: ReportTable, at: int) -> float:
    """With the gutter. What has no spaces, such as an address, may be broken: a third of the page at most."""
    style = _CELL if at else _FIRST
    texts = [(given.headings[at], HEADING), *((row[at], style) for row in given.rows)]
    words = {(word, style) for text, style in texts for word in text.replace("\n", " ").split(" ")}
    longest: float = max((width_of(word, style) for word, style in words), default=0.0) + GUTTER + 0.5
    return min(_THIRD, longest)


def _cells(row: Sequence[str], columns: Sequence[TableColumn], first_number: int) -> list[TableCell]:
    found = []
    for at, (text, column) in enumerate(zip(row, columns, strict=True)):
        style = _CELL if at else _FIRST
        indent = _to_the_right(text, style, column) if at >= first_number else 0.0
        found.append(TableCell(paragraphs=((text, style),), indent=indent, names_row=not at))
    return found


def _to_the_right(text: str, style: Style, column: TableColumn) -> float:
    """Numbers end where their heading ends."""
    heading = max(width_of(line, HEADING) for line in wrap(column.title, HEADING, column.width - GUTTER))
    return max(0.0, heading - width_of(text, style))


def _foot(canvas: PageCanvas, report: ReportDocument, number: int, of: int) -> None:
    page = page_number(number, of)
    foot = " · ".join(filter(None, (report.head.school, report.kicker)))
    with canvas.decoration("Pagination"):
        canvas.rule(LEFT, BOTTOM - 18, WIDTH, LINE)
        canvas.text(LEFT, BOTTOM - 31, wrap(foot, _TINY, WIDTH - width_of(page, _TINY) - 16)[0], _TINY)
        canvas.text(PAGE_WIDTH - LEFT - width_of(page, _TINY), BOTTOM - 31, page, _TINY)
