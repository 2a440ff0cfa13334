"""Layout 2: a page on who and what is open, a page to sign, and an annex with what was found; see `layouts`."""

from collections import defaultdict
from collections.abc import Sequence
from hashlib import sha256

from attrs import evolve

from ..domain.vocabulary import Level
from ..pdf.canvas import Drawing
from ..pdf.flow import PageFlow, PageTable, TableCell, TableColumn, row_height, table_start
from ..pdf.pictures import Tone, in_accent
from ..pdf.text import Style, wrap
from . import page_parts as parts
from .findings import OpenPoint, open_points
from .layout2_annex import (
    about_all,
    draw_about,
    draw_exceptions,
    draw_findings,
    draw_further,
    draw_left_out,
    draw_versions,
)
from .page_parts import BODY, SECTION, SMALL, SUBSECTION
from .phrases import account_name, say
from .statement import FindingPart, Statement, to_json

_NAME = Style(size=8.6, leading=12)
_TEXT = Style(size=8.2, leading=12)
_COLUMNS = (("what", 0.39), ("where", 0.33), ("level", 0.1), ("due", 0.18))
_HEADING = SUBSECTION.leading + 16  # with the space around it
_PAD = 3.5
_MORE = 7  # around the line on what is left out
Row = tuple[TableCell, ...]
Table = tuple[tuple[TableColumn, ...], Sequence[Row]]


def draw_open(sheet: PageFlow, statement: Statement) -> None:
    """Each list as far as the page has room; the annex has all of it. Raises DrawingFault."""
    points = open_points(statement)
    of_policy, of_baseline = (
        [row for point in points if point.from_baseline is baseline for row in _rows(statement, point)]
        for baseline in (False, True)
    )
    if not points:
        sheet.paragraph("P", say(statement, "open.none"), BODY, after=4)
    columns = tuple(TableColumn(title=say(statement, f"open.{c}"), width=share * sheet.width) for c, share in _COLUMNS)
    counted = say(statement, "numbers")
    numbers = 12 + SUBSECTION.leading + len(wrap(counted, BODY, sheet.width)) * BODY.leading if counted else 0
    after = _HEADING + _start(sheet, columns, of_baseline) + SMALL.leading if of_baseline else 0
    after += _MORE if of_baseline and sheet.never_alone else 0
    more = say(statement, "open.more")
    _list(sheet, say(statement, "open.policy"), more, (columns, of_policy), numbers + after)
    _list(sheet, say(statement, "open.baseline"), more, (columns, of_baseline), numbers)
    if counted:
        sheet.need(numbers)
        sheet.space(10)
        sheet.paragraph("H3", say(statement, "numbers.heading"), SUBSECTION, after=1)
        sheet.paragraph("P", counted, BODY)


def _rows(statement: Statement, point: OpenPoint) -> list[Row]:
    """One for each way in which it stands; one for all where the wording is of before it was said."""
    if f"action.{point.actions[0]}.state" not in statement.wording.texts:
        due = "; ".join(dict.fromkeys(say(statement, f"action.{at}.due") for at in point.actions))
        return [_row(statement, point.findings, due)]
    where: dict[str, list[FindingPart]] = defaultdict(list)
    for finding, at in zip(point.findings, point.actions, strict=True):
        where[say(statement, f"action.{at}.state")].append(finding)
    return [_row(statement, findings, state) for state, findings in where.items()]


def _row(statement: Statement, findings: Sequence[FindingPart], due: str) -> Row:
    titles = "; ".join(dict.fromkeys(finding.title for finding in findings))
    where = "; ".join(account_name(statement, finding.account) for finding in findings)
    level = min((finding.level for finding in findings), key=list(Level).index)
    return (
        TableCell(paragraphs=((titles, _NAME),), names_row=True),
        TableCell(paragraphs=((where, _TEXT),)),
        TableCell(paragraphs=((say(statement, f"level.{level}"), _TEXT),)),
        TableCell(paragraphs=((due, _TEXT),)),
    )


def _list(sheet: PageFlow, heading: str, more: str, table: Table, spare: float) -> None:
    """A heading, as many rows as leave that much room on the page, and where the others are."""
    columns, rows = table
    if not rows:
        return
    sheet.need(_HEADING + _start(sheet, columns, rows))
    sheet.space(8)
    sheet.paragraph("H3", heading, SUBSECTION, after=2)
    drawn = PageTable(sheet, columns, pad=_PAD)
    shown = _fitting(table, sheet.room() - spare)
    drawn.rows(rows[:shown])
    if shown < len(rows):
        sheet.space(3)
        sheet.paragraph("P", more, SMALL, after=4)


def _start(sheet: PageFlow, columns: Sequence[TableColumn], rows: Sequence[Row]) -> float:
    return table_start(columns, rows, _PAD, sheet.first(len(rows)))


def _fitting(table: Table, room: float) -> int:
    """How many rows fit, at least two, with a line below them on what is left out."""
    columns, rows = table
    heights = [row_height(columns, row, _PAD) for row in rows]
    if sum(heights) <= room:
        return len(rows)
    shown, used = 0, SMALL.leading + _MORE
    while shown < len(rows) and (shown < 2 or used + heights[shown] <= room):
        used += heights[shown]
        shown += 1
    return shown


def draw(statement: Statement) -> Drawing:
    """All pages. Raises DrawingFault."""
    sheet, attached = PageFlow(), to_json(statement)
    digest = sha256(attached).hexdigest()
    draw_summary(sheet, statement)
    sheet.turn()
    draw_declaration(sheet, statement)
    draw_proof(sheet, statement, digest)
    draw_about(sheet, statement, about_all(statement))
    draw_areas(sheet, statement)
    sheet.turn()
    draw_annex(sheet, statement, digest)
    drawing = sheet.canvas.finish(lambda canvas, number, of: parts.draw_foot(canvas, statement, number, of))
    return evolve(drawing, attached=attached)


def draw_summary(sheet: PageFlow, statement: Statement) -> None:
    """Who, under which policy, the outcome, and what is open."""
    parts.draw_head(sheet, statement)
    parts.draw_facts(sheet, statement)
    sentences = [say(statement, name) for name in ("outcome.text", "outcome.limit")]
    parts.draw_outcome(sheet, statement, [sentence for sentence in sentences if sentence])
    if statement.no_accounts:
        sheet.paragraph("P", say(statement, "no_accounts"), BODY, after=6)
    draw_open(sheet, statement)


def draw_declaration(sheet: PageFlow, statement: Statement) -> None:
    """The declaration, the signer's own comment, and the two places for signatures."""
    sheet.paragraph("H2", say(statement, "declaration.heading"), SECTION, after=4)
    for text in statement.wording.declaration:
        sheet.paragraph("P", text, BODY, after=5)
    if statement.comment:
        sheet.need(min(SUBSECTION.leading + len(wrap(statement.comment, BODY, sheet.width)) * BODY.leading, 200))
        sheet.space(4)
        sheet.paragraph("H3", say(statement, "comment.heading"), SUBSECTION, after=1)
        sheet.paragraph("P", statement.comment, BODY, after=6)
    parts.draw_signatures(sheet, statement)


def draw_proof(sheet: PageFlow, statement: Statement, digest: str) -> None:
    """What this document proves and what it does not; the key's words; the QR code."""
    texts = ((say(statement, "proof.text"), parts.PLAIN), (say(statement, "key.words"), parts.VALUE))
    parts.draw_proof(sheet, statement, digest, texts)


def draw_annex(sheet: PageFlow, statement: Statement, digest: str) -> None:
    """What the first two pages rest on, with versions and digests last."""
    sheet.paragraph("H2", say(statement, "findings.heading"), SECTION, after=6)
    draw_findings(sheet, statement)
    draw_further(sheet, statement)
    draw_left_out(sheet, statement)
    draw_exceptions(sheet, statement)
    draw_versions(sheet, statement, digest)


def draw_areas(sheet: PageFlow, statement: Statement, tone: Tone = in_accent) -> None:
    """The scores by area, where anything was scored."""
    if not statement.areas:
        return
    sheet.space(6)
    scores = [(say(statement, f"area.{part.area}"), part.score) for part in statement.areas]
    half = (len(scores) + 1) // 2
    heading, columns = say(statement, "areas.heading"), (scores[:half], scores[half:])
    parts.draw_side_by_side(sheet, statement, (heading, ""), columns, tone)
