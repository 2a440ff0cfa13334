"""What several layouts draw in the same way. Signed pages rest on it, so nothing here may ever change."""

from collections.abc import Sequence

from ..domain.vocabulary import Verdict
from ..pdf import pictures
from ..pdf.canvas import PAGE_HEIGHT, PAGE_WIDTH, PageCanvas
from ..pdf.flow import BETWEEN, BOTTOM, LEFT, LINE, TINT, WIDTH, PageFlow
from ..pdf.fonts import MEDIUM, SEMIBOLD
from ..pdf.text import Style, colour, width_of, wrap
from .phrases import account_name, say, weakest_first
from .statement import Statement

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

SIGNATURE_HEIGHT = 92.0
QR_SIZE = 78.0
_BAR_NAME_WIDTH = 128.0
_FEW, _MANY = 12, 24  # bars in one column, before there are two; and at most

Scored = tuple[str, int | None]


def draw_head(sheet: PageFlow, statement: Statement) -> None:
    """Logo, title, and who has checked what for whom."""
    below_logo = _logo(sheet, statement) if statement.school.logo is not None else sheet.y
    sheet.paragraph("P", say(statement, "eyebrow"), EYEBROW, after=3, width=sheet.width - 130)
    sheet.paragraph("H1", say(statement, "title"), TITLE, after=3, width=sheet.width - 130)
    sheet.y = min(sheet.y, below_logo - 6)
    sheet.paragraph("P", say(statement, "lead"), LEAD, after=12)


def _logo(sheet: PageFlow, statement: Statement) -> float:
    """The school's logo at the top right; returns where it ends below."""
    assert statement.school.logo is not None  # noqa: S101
    image, width, height = pictures.logo(statement.school.logo)
    scale = min(112 / width, 56 / height)
    wide, high = width * scale, height * scale
    left, bottom = LEFT + sheet.width - wide, sheet.y - high
    box = (left, bottom, left + wide, bottom + high)
    with sheet.canvas.element("Figure", Alt=say(statement, "logo.alt"), BBox=box), sheet.canvas.content():
        sheet.canvas.picture(image, left, bottom, wide, high)
    return bottom


def draw_facts(sheet: PageFlow, statement: Statement) -> None:
    """Who, when, for whom, under which policy: labelled values in two columns."""
    names = ("person", "role", "number", "school", "occasion", "created", "policy", "issuer")
    pairs = [(say(statement, f"facts.{name}.label"), say(statement, f"facts.{name}")) for name in names]
    with sheet.canvas.decoration():
        sheet.canvas.rule(LEFT, sheet.y, sheet.width, INK, 0.8)
    sheet.space(9)
    with sheet.canvas.element("L"):
        for at in range(0, len(pairs), 2):
            _fact_row(sheet, pairs[at : at + 2])
    sheet.space(5)


def _fact_row(sheet: PageFlow, pairs: Sequence[tuple[str, str]]) -> None:
    heights = [len(wrap(value, VALUE, sheet.column)) * VALUE.leading for _, value in pairs]
    sheet.need(LABEL.leading + max(heights))
    top = sheet.y
    for (label, value), x in zip(pairs, (LEFT, LEFT + sheet.column + BETWEEN), strict=False):
        with sheet.canvas.element("LI"):
            sheet.y = top
            sheet.paragraph("Lbl", label, LABEL, x=x, width=sheet.column)
            sheet.paragraph("LBody", value, VALUE, x=x, width=sheet.column)
    sheet.y = top - LABEL.leading - max(heights) - 7


def draw_outcome(sheet: PageFlow, statement: Statement, sentences: Sequence[str]) -> None:
    """The result at a glance: a ring, the outcome in words, the counts of the verdicts."""
    tone, tint = pictures.TONES[statement.outcome]
    text_x, text_width = LEFT + 118, sheet.width - 118 - 22
    heading = Style(font=SEMIBOLD, size=16, leading=21, colour=tone)
    parts = [("H2", say(statement, "outcome.heading"), heading), *(("P", text, BODY) for text in sentences)]
    counts = _count_rows(statement, text_width)
    lines = sum(len(wrap(text, style, text_width)) * style.leading for _, text, style in parts)
    words = lines + 3 * len(parts) + 15 * len(counts)
    height = max(106.0, words + 36)
    sheet.need(height)
    bottom, top = sheet.y - height, sheet.y
    with sheet.canvas.decoration():
        sheet.canvas.fill(LEFT, bottom, sheet.width, height, tint, radius=8)
    middle = (bottom + top) / 2
    box = (LEFT + 20, middle - 39, LEFT + 98, middle + 39)
    with sheet.canvas.element("Figure", Alt=say(statement, "outcome.alt"), BBox=box), sheet.canvas.content():
        pictures.ring(sheet.canvas, LEFT + 59, middle, statement.score, say(statement, "score.of"), tone)
    sheet.y = top - (height - words) / 2
    for tag, text, style in parts:
        sheet.paragraph(tag, text, style, x=text_x, width=text_width, after=3)
    _counts(sheet, counts, text_x)
    sheet.y = bottom - 20


def _count_rows(statement: Statement, width: float) -> list[list[tuple[Verdict, str]]]:
    """How many findings have which verdict, in as many rows as needed."""
    rows: list[list[tuple[Verdict, str]]] = [[]]
    used = 0.0
    for verdict in Verdict:
        if f"count.{verdict}" in statement.wording.texts:
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
            with sheet.canvas.decoration():
                pictures.verdict_mark(verdict)(sheet.canvas, x, baseline + 9.2)
            with sheet.canvas.element("P"), sheet.canvas.content():
                sheet.canvas.text(x + 12.5, baseline, text, COUNT)
            x += 23.5 + width_of(text, COUNT)
        sheet.y -= 15


def draw_bars(sheet: PageFlow, statement: Statement) -> None:
    """The scores by account, weakest first, and by area: side by side where there are few, else one below the other."""
    accounts = [(account_name(statement, subject), score) for subject, score in weakest_first(statement)]
    areas = [(say(statement, f"area.{part.area}"), part.score) for part in statement.areas]
    headings = say(statement, "accounts.heading"), say(statement, "areas.heading")
    if statement.no_accounts:
        sheet.paragraph("P", say(statement, "no_accounts"), BODY, after=10)
    if len(accounts) <= _FEW:
        draw_side_by_side(sheet, statement, (headings[0], headings[1]), (accounts, areas))
        return
    for heading, scores in zip(headings, (accounts, areas), strict=True):
        for at in range(0, len(scores), 2 * _MANY):
            part = scores[at : at + 2 * _MANY]
            half = (len(part) + 1) // 2
            draw_side_by_side(sheet, statement, ("" if at else heading, ""), (part[:half], part[half:]))
            sheet.space(6)


def draw_side_by_side(
    sheet: PageFlow,
    statement: Statement,
    headings: tuple[str, str],
    columns: tuple[Sequence[Scored], Sequence[Scored]],
    tone: pictures.Tone = pictures.in_accent,
) -> None:
    """Scores as bars in two columns, each under its heading where it has one."""
    heights = [sum(_bar_height(name) for name, _ in column) for column in columns]
    sheet.need(18 + max(heights))
    top = sheet.y
    for heading, column, x in zip(headings, columns, (LEFT, LEFT + sheet.column + BETWEEN), strict=True):
        sheet.y = top
        if heading:
            sheet.paragraph("H3", heading, SUBSECTION, x=x, width=sheet.column)
        sheet.y = top - (17 if any(headings) else 0)
        if column:
            with sheet.canvas.element("L"):
                for name, score in column:
                    figure = say(statement, "score.none") if score is None else str(score)
                    _bar(sheet, (name, score), figure, x, tone)
    sheet.y = top - 17 - max(heights)


def _bar_height(name: str) -> float:
    return 11 * len(wrap(name, BAR_NAME, _BAR_NAME_WIDTH)) + 7


def _bar(sheet: PageFlow, scored: Scored, figure: str, x: float, tone: pictures.Tone) -> None:
    """A name, its score as a bar, and the figure."""
    name, score = scored
    top, middle = sheet.y, sheet.y - (_bar_height(name) - 7) / 2
    with sheet.canvas.element("LI"):
        sheet.paragraph("Lbl", name, BAR_NAME, x=x, width=_BAR_NAME_WIDTH)
        with sheet.canvas.decoration():
            pictures.bar(sheet.canvas, x + 136, middle - 2.5, sheet.column - 136 - 34, score, tone)
        with sheet.canvas.element("LBody"), sheet.canvas.content():
            sheet.canvas.text(x + sheet.column - width_of(figure, BAR_FIGURE), middle - 3, figure, BAR_FIGURE)
    sheet.y = top - _bar_height(name)


def draw_signatures(sheet: PageFlow, statement: Statement) -> None:
    """The places for the signature and the countersignature, side by side."""
    labels = [wrap(say(statement, f"signature.{role}"), VALUE, sheet.column) for role in ("attestor", "officer")]
    above = max(map(len, labels)) * VALUE.leading + 5
    sheet.need(above + SIGNATURE_HEIGHT + 34)
    sheet.space(8)
    top, bottom = sheet.y, sheet.y - above - SIGNATURE_HEIGHT
    right = LEFT + sheet.column + BETWEEN
    for role, name, x in (("attestor", "Attestor", LEFT), ("officer", "Officer", right)):
        sheet.y = top
        sheet.paragraph("P", say(statement, f"signature.{role}"), VALUE, x=x, width=sheet.column)
        with sheet.canvas.decoration():
            sheet.canvas.frame(x, bottom, sheet.column, SIGNATURE_HEIGHT, colour("b9bec8"), radius=6)
        with sheet.canvas.element("Form"):
            purpose = say(statement, f"signature.{role}.purpose")
            box = (x + 4, bottom + 4, x + sheet.column - 4, bottom + SIGNATURE_HEIGHT - 4)
            sheet.canvas.blank(name, purpose, box)
    below = bottom - 6
    sheet.y = below
    sheet.paragraph("P", say(statement, "signature.officer.empty"), TINY, x=right, width=sheet.column)
    sheet.y = below
    sheet.paragraph("P", statement.time_note, TINY, width=sheet.column, after=2)


def draw_proof(sheet: PageFlow, statement: Statement, digest: str, texts: Sequence[tuple[str, Style]]) -> None:
    """A box of texts with the QR code, which holds the digest."""
    width = sheet.width - QR_SIZE - 20 - 28
    parts = [("H2", say(statement, "proof.heading"), SUBSECTION), *(("P", *text) for text in texts)]
    words = sum(len(wrap(text, style, width)) * style.leading + 3 for _, text, style in parts)
    height = max(words, QR_SIZE) + 28
    sheet.need(height + 14)
    sheet.space(14)
    top, bottom = sheet.y, sheet.y - height
    with sheet.canvas.decoration():
        sheet.canvas.fill(LEFT, bottom, sheet.width, height, TINT, radius=8)
    sheet.y = top - 14
    for tag, text, style in parts:
        sheet.paragraph(tag, text, style, x=LEFT + 14, width=width, after=3)
    _code(sheet, statement, digest, LEFT + sheet.width - QR_SIZE - 14, top - 14 - QR_SIZE)
    sheet.y = bottom


def _code(sheet: PageFlow, statement: Statement, digest: str, x: float, y: float) -> None:
    content = f"PRIVACY-WIZARD:{statement.identifier}:{digest}".upper()
    squares, unit = pictures.qr_squares(content, x, y, QR_SIZE)
    box = (x - 4, y - 4, x + QR_SIZE + 4, y + QR_SIZE + 4)
    with sheet.canvas.element("Figure", Alt=say(statement, "proof.code.alt"), BBox=box), sheet.canvas.content():
        sheet.canvas.fill(x - 4, y - 4, QR_SIZE + 8, QR_SIZE + 8, pictures.WHITE, radius=3)
        sheet.canvas.squares(squares, unit, INK)


def draw_foot(canvas: PageCanvas, statement: Statement, number: int, of: int) -> None:
    """The running foot, and from the second page on a running head."""
    page = f"{say(statement, 'page')} {number} {say(statement, 'page.of')} {of}"
    with canvas.decoration("Pagination"):
        canvas.rule(LEFT, BOTTOM - 18, WIDTH, LINE)
        canvas.text(LEFT, BOTTOM - 31, say(statement, "foot"), TINY)
        canvas.text(PAGE_WIDTH - LEFT - width_of(page, TINY), BOTTOM - 31, page, TINY)
        if number > 1:
            canvas.text(LEFT, PAGE_HEIGHT - 48, wrap(say(statement, "running"), TINY, WIDTH)[0], TINY)
            canvas.rule(LEFT, PAGE_HEIGHT - 56, WIDTH, LINE)
