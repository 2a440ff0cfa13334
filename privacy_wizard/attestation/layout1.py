"""Layout 1: the pages, drawn from the statement alone. The same statement gives the same bytes; see `layouts`."""

from collections.abc import Sequence
from hashlib import sha256

from attrs import evolve

from ..domain.vocabulary import Verdict
from ..pdf import pictures
from ..pdf.canvas import PAGE_HEIGHT, PAGE_WIDTH, Drawing, Pen
from ..pdf.flow import BOTTOM, LEFT, LINE, TINT, WIDTH, PageFlow
from ..pdf.fonts import MEDIUM, SEMIBOLD
from ..pdf.text import Style, colour, width_of, wrap
from .layout1_tables import draw_actions, draw_exceptions, draw_findings, draw_left_out, draw_versions
from .phrases import account_name, say, weakest_first
from .statement import Statement, to_json

INK, MUTED = pictures.INK, pictures.MUTED
TITLE = Style(font=SEMIBOLD, size=28, leading=34)
LEAD = Style(size=10.5, leading=15, colour=MUTED)
EYEBROW = Style(font=SEMIBOLD, size=8, leading=11, colour=pictures.ACCENT, spacing=0.6)
SECTION = Style(font=SEMIBOLD, size=13, leading=18)
SUBSECTION = Style(font=SEMIBOLD, size=10, leading=14)
BODY = Style(size=9, leading=13.5)
SMALL = Style(size=7.8, leading=11.5, colour=MUTED)
PLAIN = Style(size=7.8, leading=11.5)
LABEL = Style(size=7.6, leading=11, colour=MUTED)
VALUE = Style(font=MEDIUM, size=9, leading=12.5)
COUNT = Style(font=MEDIUM, size=8, leading=12)
BAR_NAME = Style(size=8.4, leading=11)
BAR_FIGURE = Style(font=SEMIBOLD, size=8.4, leading=11)
TINY = Style(size=7, leading=9.5, colour=MUTED)

_COLUMN = (WIDTH - 24) / 2
SIGNATURE_HEIGHT = 92.0
_QR = 78.0
_BAR_NAME_WIDTH = 128.0
_FEW, _MANY = 12, 24  # bars in one column, before there are two; and at most

Score = tuple[str, int | None]


def draw(statement: Statement) -> Drawing:
    """All pages. Raises DrawingFault."""
    sheet, attached = PageFlow(), to_json(statement)
    _head(sheet, statement)
    _facts(sheet, statement)
    _outcome(sheet, statement)
    _bars(sheet, statement)
    _section(sheet, statement, "actions")
    draw_actions(sheet, statement, BODY)
    draw_findings(sheet, statement, SECTION, SUBSECTION)
    _what_left(sheet, statement)
    _about(sheet, statement)
    _declaration(sheet, statement)
    _proof(sheet, statement, sha256(attached).hexdigest())
    return evolve(sheet.pen.finish(lambda pen, number, of: _foot(pen, statement, number, of)), attached=attached)


def _section(sheet: PageFlow, statement: Statement, name: str) -> None:
    sheet.need(110)
    sheet.space(20)
    sheet.paragraph("H2", say(statement, f"{name}.heading"), SECTION, after=4)


def _head(sheet: PageFlow, statement: Statement) -> None:
    below_logo = _logo(sheet, statement) if statement.school.logo is not None else sheet.y
    sheet.paragraph("P", say(statement, "eyebrow"), EYEBROW, after=3, width=WIDTH - 130)
    sheet.paragraph("H1", say(statement, "title"), TITLE, after=3, width=WIDTH - 130)
    sheet.y = min(sheet.y, below_logo - 6)
    sheet.paragraph("P", say(statement, "lead"), LEAD, after=12)


def _logo(sheet: PageFlow, statement: Statement) -> float:
    """The school's logo at the top right; returns where it ends below."""
    assert statement.school.logo is not None  # noqa: S101
    image, width, height = pictures.logo(statement.school.logo)
    scale = min(112 / width, 56 / height)
    wide, high = width * scale, height * scale
    left, bottom = LEFT + WIDTH - wide, sheet.y - high
    box = (left, bottom, left + wide, bottom + high)
    with sheet.pen.element("Figure", Alt=say(statement, "logo.alt"), BBox=box), sheet.pen.content():
        sheet.pen.picture(image, left, bottom, wide, high)
    return bottom


def _facts(sheet: PageFlow, statement: Statement) -> None:
    """Who, when, for whom, by which policy: labelled values in two columns."""
    names = ("person", "role", "number", "school", "occasion", "created", "policy", "issuer")
    pairs = [(say(statement, f"facts.{name}.label"), say(statement, f"facts.{name}")) for name in names]
    with sheet.pen.decoration():
        sheet.pen.rule(LEFT, sheet.y, WIDTH, INK, 0.8)
    sheet.space(9)
    with sheet.pen.element("L"):
        for at in range(0, len(pairs), 2):
            _fact_row(sheet, pairs[at : at + 2])
    sheet.space(5)


def _fact_row(sheet: PageFlow, pairs: Sequence[tuple[str, str]]) -> None:
    heights = [len(wrap(value, VALUE, _COLUMN)) * VALUE.leading for _, value in pairs]
    sheet.need(LABEL.leading + max(heights))
    top = sheet.y
    for (label, value), x in zip(pairs, (LEFT, LEFT + _COLUMN + 24), strict=False):
        with sheet.pen.element("LI"):
            sheet.y = top
            sheet.paragraph("Lbl", label, LABEL, x=x, width=_COLUMN)
            sheet.paragraph("LBody", value, VALUE, x=x, width=_COLUMN)
    sheet.y = top - LABEL.leading - max(heights) - 7


def _outcome(sheet: PageFlow, statement: Statement) -> None:
    """The result at a glance: a ring, the outcome in words, the counts of the verdicts."""
    tone, tint = pictures.TONES[statement.outcome]
    text_x, text_width = LEFT + 118, WIDTH - 118 - 22
    heading = Style(font=SEMIBOLD, size=16, leading=21, colour=tone)
    parts = [("H2", say(statement, "outcome.heading"), heading), ("P", say(statement, "outcome.text"), BODY)]
    counts = _count_rows(statement, text_width)
    words = sum(len(wrap(text, style, text_width)) * style.leading for _, text, style in parts) + 6 + 15 * len(counts)
    height = max(106.0, words + 36)
    sheet.need(height)
    bottom, top = sheet.y - height, sheet.y
    with sheet.pen.decoration():
        sheet.pen.fill(LEFT, bottom, WIDTH, height, tint, radius=8)
    middle = (bottom + top) / 2
    box = (LEFT + 20, middle - 39, LEFT + 98, middle + 39)
    with sheet.pen.element("Figure", Alt=say(statement, "outcome.alt"), BBox=box), sheet.pen.content():
        pictures.ring(sheet.pen, LEFT + 59, middle, statement.score, say(statement, "score.of"), tone)
    sheet.y = top - (height - words) / 2
    for tag, text, style in parts:
        sheet.paragraph(tag, text, style, x=text_x, width=text_width, after=3)
    _counts(sheet, counts, text_x)
    sheet.y = bottom - 20


def _count_rows(statement: Statement, width: float) -> list[list[tuple[Verdict, str]]]:
    """How many findings have which verdict, in as many rows as it takes."""
    rows: list[list[tuple[Verdict, str]]] = [[]]
    used = 0.0
    for verdict in Verdict:
        if any(finding.verdict is verdict for finding in statement.findings):
            text = say(statement, f"count.{verdict}")
            wide = 23.5 + width_of(text, COUNT)
            if rows[-1] and used + wide > width:
                rows.append([])
                used = 0.0
            rows[-1].append((verdict, text))
            used += wide
    return rows


def _counts(sheet: PageFlow, rows: list[list[tuple[Verdict, str]]], left: float) -> None:
    """The counts of the verdicts, each with its mark."""
    for row in rows:
        x, baseline = left, sheet.y - 12
        for verdict, text in row:
            with sheet.pen.decoration():
                pictures.verdict_mark(verdict)(sheet.pen, x, baseline + 9.2)
            with sheet.pen.element("P"), sheet.pen.content():
                sheet.pen.text(x + 12.5, baseline, text, COUNT)
            x += 23.5 + width_of(text, COUNT)
        sheet.y -= 15


def _bars(sheet: PageFlow, statement: Statement) -> None:
    """The scores by account, weakest first, and by area: side by side where there are few, else one below the other."""
    accounts = [(account_name(statement, subject), score) for subject, score in weakest_first(statement)]
    areas = [(say(statement, f"area.{part.area}"), part.score) for part in statement.areas]
    headings = say(statement, "accounts.heading"), say(statement, "areas.heading")
    if statement.no_accounts:
        sheet.paragraph("P", say(statement, "no_accounts"), BODY, after=10)
    if len(accounts) <= _FEW:
        _side_by_side(sheet, statement, (headings[0], headings[1]), (accounts, areas))
        return
    for heading, scores in zip(headings, (accounts, areas), strict=True):
        for at in range(0, len(scores), 2 * _MANY):
            part = scores[at : at + 2 * _MANY]
            half = (len(part) + 1) // 2
            _side_by_side(sheet, statement, ("" if at else heading, ""), (part[:half], part[half:]))
            sheet.space(6)


def _side_by_side(
    sheet: PageFlow, statement: Statement, headings: tuple[str, str], columns: tuple[Sequence[Score], Sequence[Score]]
) -> None:
    heights = [sum(_bar_height(name) for name, _ in column) for column in columns]
    sheet.need(18 + max(heights))
    top = sheet.y
    for heading, column, x in zip(headings, columns, (LEFT, LEFT + _COLUMN + 24), strict=True):
        sheet.y = top
        if heading:
            sheet.paragraph("H3", heading, SUBSECTION, x=x, width=_COLUMN)
        sheet.y = top - (17 if any(headings) else 0)
        if column:
            with sheet.pen.element("L"):
                for name, score in column:
                    _bar(sheet, name, score, say(statement, "score.none") if score is None else str(score), x)
    sheet.y = top - 17 - max(heights)


def _bar_height(name: str) -> float:
    return 11 * len(wrap(name, BAR_NAME, _BAR_NAME_WIDTH)) + 7


def _bar(sheet: PageFlow, name: str, score: int | None, figure: str, x: float) -> None:
    """A name, its score as a bar, and the figure."""
    top, middle = sheet.y, sheet.y - (_bar_height(name) - 7) / 2
    with sheet.pen.element("LI"):
        sheet.paragraph("Lbl", name, BAR_NAME, x=x, width=_BAR_NAME_WIDTH)
        with sheet.pen.decoration():
            pictures.bar(sheet.pen, x + 136, middle - 2.5, _COLUMN - 136 - 34, score)
        with sheet.pen.element("LBody"), sheet.pen.content():
            sheet.pen.text(x + _COLUMN - width_of(figure, BAR_FIGURE), middle - 3, figure, BAR_FIGURE)
    sheet.y = top - _bar_height(name)


def _what_left(sheet: PageFlow, statement: Statement) -> None:
    _section(sheet, statement, "left_out")
    draw_left_out(sheet, statement, BODY)
    if statement.exceptions:
        _section(sheet, statement, "exceptions")
        draw_exceptions(sheet, statement)


def _about(sheet: PageFlow, statement: Statement) -> None:
    """How old the guidance was, how the score is made, and which checklists were used."""
    _section(sheet, statement, "about")
    for text in (statement.guidance.text, say(statement, "about.score"), say(statement, "about.xccdf")):
        sheet.paragraph("P", text, BODY, after=5)
    sheet.space(4)
    draw_versions(sheet, statement)


def _declaration(sheet: PageFlow, statement: Statement) -> None:
    """The declaration, the signer's own comment, and the two places for signatures, on one page where that can be."""
    texts = [*statement.wording.declaration, statement.comment or ""]
    height = sum(len(wrap(text, BODY, WIDTH)) * BODY.leading + 6 for text in texts)
    sheet.need(min(height + SIGNATURE_HEIGHT + 110, 640))
    _section(sheet, statement, "declaration")
    for text in statement.wording.declaration:
        sheet.paragraph("P", text, BODY, after=5)
    if statement.comment:
        sheet.space(4)
        sheet.paragraph("H3", say(statement, "comment.heading"), SUBSECTION, after=1)
        sheet.paragraph("P", statement.comment, BODY, after=6)
    _signatures(sheet, statement)


def _signatures(sheet: PageFlow, statement: Statement) -> None:
    labels = [wrap(say(statement, f"signature.{role}"), VALUE, _COLUMN) for role in ("attestor", "officer")]
    above = max(map(len, labels)) * VALUE.leading + 5
    sheet.need(above + SIGNATURE_HEIGHT + 34)
    sheet.space(8)
    top, bottom = sheet.y, sheet.y - above - SIGNATURE_HEIGHT
    for role, name, x in (("attestor", "Attestor", LEFT), ("officer", "Officer", LEFT + _COLUMN + 24)):
        sheet.y = top
        sheet.paragraph("P", say(statement, f"signature.{role}"), VALUE, x=x, width=_COLUMN)
        with sheet.pen.decoration():
            sheet.pen.frame(x, bottom, _COLUMN, SIGNATURE_HEIGHT, colour("b9bec8"), radius=6)
        with sheet.pen.element("Form"):
            purpose = say(statement, f"signature.{role}.purpose")
            sheet.pen.blank(name, purpose, (x + 4, bottom + 4, x + _COLUMN - 4, bottom + SIGNATURE_HEIGHT - 4))
    below = bottom - 6
    sheet.y = below
    sheet.paragraph("P", say(statement, "signature.officer.empty"), TINY, x=LEFT + _COLUMN + 24, width=_COLUMN)
    sheet.y = below
    sheet.paragraph("P", statement.time_note, TINY, width=_COLUMN, after=2)


def _proof(sheet: PageFlow, statement: Statement, digest: str) -> None:
    """What this document proves and what not; the key's words; the code for a camera."""
    width = WIDTH - _QR - 20 - 28
    parts = [
        ("H2", say(statement, "proof.heading"), SUBSECTION),
        ("P", say(statement, "proof.text"), PLAIN),
        ("P", say(statement, "key.words"), VALUE),
        ("P", say(statement, "key.fingerprint"), TINY),
        ("P", say(statement, "proof.digest") + " " + digest, TINY),
    ]
    words = sum(len(wrap(text, style, width)) * style.leading + 3 for _, text, style in parts)
    height = max(words, _QR) + 28
    sheet.need(height + 14)
    sheet.space(14)
    top, bottom = sheet.y, sheet.y - height
    with sheet.pen.decoration():
        sheet.pen.fill(LEFT, bottom, WIDTH, height, TINT, radius=8)
    sheet.y = top - 14
    for tag, text, style in parts:
        sheet.paragraph(tag, text, style, x=LEFT + 14, width=width, after=3)
    _code(sheet, statement, digest, LEFT + WIDTH - _QR - 14, top - 14 - _QR)
    sheet.y = bottom


def _code(sheet: PageFlow, statement: Statement, digest: str, x: float, y: float) -> None:
    content = f"PRIVACY-WIZARD:{statement.identifier}:{digest}".upper()
    squares, unit = pictures.qr_squares(content, x, y, _QR)
    box = (x - 4, y - 4, x + _QR + 4, y + _QR + 4)
    with sheet.pen.element("Figure", Alt=say(statement, "proof.code.alt"), BBox=box), sheet.pen.content():
        sheet.pen.fill(x - 4, y - 4, _QR + 8, _QR + 8, pictures.WHITE, radius=3)
        sheet.pen.squares(squares, unit, INK)


def _foot(pen: Pen, statement: Statement, number: int, of: int) -> None:
    """The running foot, and from the second page on a running head."""
    page = f"{say(statement, 'page')} {number} {say(statement, 'page.of')} {of}"
    with pen.decoration("Pagination"):
        pen.rule(LEFT, BOTTOM - 18, WIDTH, LINE)
        pen.text(LEFT, BOTTOM - 31, say(statement, "foot"), TINY)
        pen.text(PAGE_WIDTH - LEFT - width_of(page, TINY), BOTTOM - 31, page, TINY)
        if number > 1:
            pen.text(LEFT, PAGE_HEIGHT - 48, wrap(say(statement, "running"), TINY, WIDTH)[0], TINY)
            pen.rule(LEFT, PAGE_HEIGHT - 56, WIDTH, LINE)
