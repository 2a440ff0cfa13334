"""A report of the office as a PDF: headings, paragraphs and tables, in the look of the attestation and tagged as it is.

Every text is taken as it is; the drawing adds none of its own.
"""

from collections.abc import Sequence
from datetime import datetime

from attrs import field, frozen

from ..pdf import pictures
from ..pdf.canvas import PAGE_WIDTH, Drawing, Pen
from ..pdf.finish import finish
from ..pdf.flow import BOTTOM, LEFT, LINE, WIDTH, PageFlow, PageTable, TableCell, TableColumn
from ..pdf.fonts import MEDIUM, SEMIBOLD
from ..pdf.metadata import PRODUCER, Description
from ..pdf.text import Style, width_of, wrap

_KICKER = Style(font=SEMIBOLD, size=8, leading=11, colour=pictures.ACCENT, spacing=0.6)
_TITLE = Style(font=SEMIBOLD, size=23, leading=29)
_BELOW = Style(size=9.5, leading=14, colour=pictures.MUTED)
_SECTION = Style(font=SEMIBOLD, size=12.5, leading=17)
_BODY = Style(size=9, leading=13.2)
_SMALL = Style(size=7.6, leading=11, colour=pictures.MUTED)
_CELL = Style(size=8.4, leading=12)
_FIRST = Style(font=MEDIUM, size=8.4, leading=12)
_TINY = Style(size=7, leading=9.5, colour=pictures.MUTED)
_GUTTER = 10.0  # that a table leaves between its columns
_LOGO = (112.0, 52.0)  # at most, in points


@frozen(kw_only=True)
class ReportTable:
    """Rows under headings; `shares` are the columns' widths, in any unit; the last `numbers` stand to the right."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    shares: tuple[float, ...]
    numbers: int = 0


@frozen(kw_only=True)
class Small:
    """A paragraph in small letters."""

    text: str


@frozen(kw_only=True)
class Section:
    """A heading, and what stands under it; a plain text is a paragraph."""

    heading: str
    parts: tuple[str | Small | ReportTable, ...]


@frozen(kw_only=True)
class ReportDocument:
    """Every text of a report."""

    kicker: str  # the kind of document
    title: str
    below: str  # a line below the title
    lead: str
    sections: tuple[Section, ...]
    foot: str
    page: str = "Page {number} of {of}"
    logo: pictures.Logo | None = field(default=None, repr=False)
    logo_text: str = ""  # how it is read out


def draw_report(report: ReportDocument, *, author: str, version: str, created: datetime) -> bytes:
    """The PDF: tagged, PDF/A-3a and PDF/UA-1, the same bytes each time. Raises Unprintable, LogoFault."""
    description = Description(
        title=f"{report.kicker}: {report.title}",
        subject=report.lead,
        author=author,
        creator=f"{PRODUCER} {version}",
        created=created,
        identifier=f"{report.kicker} {created.isoformat()}",
    )
    return finish(_draw(report), description)


def _draw(report: ReportDocument) -> Drawing:
    sheet = PageFlow()
    below_logo = _logo(sheet, report, report.logo) if report.logo is not None else sheet.y
    room = WIDTH - _LOGO[0] - 20 if report.logo is not None else WIDTH
    sheet.paragraph("P", report.kicker.upper(), _KICKER, after=3, width=room)
    sheet.paragraph("H1", report.title, _TITLE, after=2, width=room)
    sheet.y = min(sheet.y, below_logo - 6)
    sheet.paragraph("P", report.below, _BELOW, after=8)
    sheet.paragraph("P", report.lead, _BODY, after=4)
    for section in report.sections:
        _section(sheet, section)
    return sheet.pen.finish(lambda pen, number, of: _foot(pen, report, number, of))


def _logo(sheet: PageFlow, report: ReportDocument, logo: pictures.Logo) -> float:
    """At the top right; returns where it ends below."""
    image, width, height = pictures.logo(logo)
    scale = min(_LOGO[0] / width, _LOGO[1] / height)
    wide, high = width * scale, height * scale
    left, bottom = LEFT + WIDTH - wide, sheet.y - high
    box = (left, bottom, left + wide, bottom + high)
    with sheet.pen.element("Figure", Alt=report.logo_text, BBox=box), sheet.pen.content():
        sheet.pen.picture(image, left, bottom, wide, high)
    return bottom


def _section(sheet: PageFlow, section: Section) -> None:
    sheet.need(90)
    sheet.space(16)
    sheet.paragraph("H2", section.heading, _SECTION, after=4)
    for part in section.parts:
        if isinstance(part, ReportTable):
            _table(sheet, part, section.heading)
        elif isinstance(part, Small):
            sheet.paragraph("P", part.text, _SMALL, after=4)
        else:
            sheet.paragraph("P", part, _BODY, after=4)


def _table(sheet: PageFlow, given: ReportTable, again: str) -> None:
    if not given.rows:
        return
    unit = WIDTH / sum(given.shares)
    columns = tuple(
        TableColumn(title=title, width=share * unit) for title, share in zip(given.headings, given.shares, strict=True)
    )
    sheet.space(2)
    table = PageTable(sheet, columns, again=again)
    for row in given.rows:
        table.row(_cells(row, columns, len(columns) - given.numbers))
    sheet.space(8)


def _cells(row: Sequence[str], columns: Sequence[TableColumn], first_number: int) -> list[TableCell]:
    found = []
    for at, (text, column) in enumerate(zip(row, columns, strict=True)):
        style = _CELL if at else _FIRST
        indent = 0.0
        if at >= first_number:
            indent = max(0.0, min(width_of(column.title, _TINY), column.width - _GUTTER) - width_of(text, style))
        found.append(TableCell(paragraphs=((text, style),), indent=indent, names_row=not at))
    return found


def _foot(pen: Pen, report: ReportDocument, number: int, of: int) -> None:
    page = report.page.format(number=number, of=of)
    with pen.decoration("Pagination"):
        pen.rule(LEFT, BOTTOM - 18, WIDTH, LINE)
        pen.text(LEFT, BOTTOM - 31, wrap(report.foot, _TINY, WIDTH - width_of(page, _TINY) - 16)[0], _TINY)
        pen.text(PAGE_WIDTH - LEFT - width_of(page, _TINY), BOTTOM - 31, page, _TINY)
