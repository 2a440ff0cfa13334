"""Layout 2, the end of its first page: what is open under the policy and the baseline, and what does not count."""

from collections.abc import Sequence

from ..domain.vocabulary import Level
from ..pdf.flow import WIDTH, PageFlow, PageTable, TableCell, TableColumn, row_height, table_start
from ..pdf.text import Style, wrap
from .page_parts import BODY, SMALL, SUBSECTION
from .phrases import account_name, say
from .statement import Statement
from .summary import OpenPoint, open_points

_NAME = Style(size=8.6, leading=12)
_TEXT = Style(size=8.2, leading=12)
_COLUMNS = (("what", 0.39), ("where", 0.33), ("level", 0.1), ("due", 0.18))
_HEADING = SUBSECTION.leading + 16  # with the space around it
_PAD = 3.5
Row = tuple[TableCell, ...]
Table = tuple[tuple[TableColumn, ...], Sequence[Row]]


def draw_open(sheet: PageFlow, statement: Statement) -> None:
    """Each list as far as the page goes; the annex has it all. Raises DrawingFault."""
    points = open_points(statement)
    of_policy, of_baseline = (
        [_row(statement, point) for point in points if point.from_baseline is baseline] for baseline in (False, True)
    )
    if not points:
        sheet.paragraph("P", say(statement, "open.none"), BODY, after=4)
    columns = tuple(TableColumn(title=say(statement, f"open.{c}"), width=share * WIDTH) for c, share in _COLUMNS)
    numbers = 12 + SUBSECTION.leading + len(wrap(say(statement, "numbers"), BODY, WIDTH)) * BODY.leading
    after = _HEADING + table_start(columns, of_baseline, _PAD) + SMALL.leading if of_baseline else 0
    more = say(statement, "open.more")
    _list(sheet, say(statement, "open.policy"), more, (columns, of_policy), numbers + after)
    _list(sheet, say(statement, "open.baseline"), more, (columns, of_baseline), numbers)
    sheet.need(numbers)
    sheet.space(10)
    sheet.paragraph("H3", say(statement, "numbers.heading"), SUBSECTION, after=1)
    sheet.paragraph("P", say(statement, "numbers"), BODY)


def _row(statement: Statement, point: OpenPoint) -> Row:
    first = point.findings[0]
    where = "; ".join(account_name(statement, finding.account) for finding in point.findings)
    due = "; ".join(dict.fromkeys(say(statement, f"action.{at}.due") for at in point.actions))
    level = min((finding.level for finding in point.findings), key=list(Level).index)
    return (
        TableCell(paragraphs=((first.title, _NAME),), names_row=True),
        TableCell(paragraphs=((where, _TEXT),)),
        TableCell(paragraphs=((say(statement, f"level.{level}"), _TEXT),)),
        TableCell(paragraphs=((due, _TEXT),)),
    )


def _list(sheet: PageFlow, heading: str, more: str, table: Table, spare: float) -> None:
    """A heading, as many rows as leave that much room on the page, and where the others are."""
    columns, rows = table
    if not rows:
        return
    sheet.need(_HEADING + table_start(columns, rows, _PAD))
    sheet.space(8)
    sheet.paragraph("H3", heading, SUBSECTION, after=2)
    drawn = PageTable(sheet, columns, pad=_PAD)
    shown = _fitting(table, sheet.room() - spare)
    drawn.rows(rows[:shown])
    if shown < len(rows):
        sheet.space(3)
        sheet.paragraph("P", more, SMALL, after=4)


def _fitting(table: Table, room: float) -> int:
    """How many rows have room, at least two, with a line below them on what is left out."""
    columns, rows = table
    heights = [row_height(columns, row, _PAD) for row in rows]
    if sum(heights) <= room:
        return len(rows)
    shown, used = 0, SMALL.leading + 7
    while shown < len(rows) and (shown < 2 or used + heights[shown] <= room):
        used += heights[shown]
        shown += 1
    return shown
