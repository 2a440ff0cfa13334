"""Layout 2: a page on who and what is open, a page to sign, and an annex with what was found; see `layouts`."""

from hashlib import sha256

from attrs import evolve

from ..pdf.canvas import Drawing
from ..pdf.flow import WIDTH, PageFlow
from ..pdf.text import wrap
from . import page_parts as parts
from .layout2_annex import (
    draw_about,
    draw_exceptions,
    draw_findings,
    draw_further,
    draw_left_out,
    draw_versions,
)
from .layout2_open import draw_open
from .page_parts import BODY, SECTION, SUBSECTION
from .phrases import say
from .statement import Statement, to_json


def draw(statement: Statement) -> Drawing:
    """All pages. Raises DrawingFault."""
    sheet, attached = PageFlow(), to_json(statement)
    digest = sha256(attached).hexdigest()
    _summary(sheet, statement)
    sheet.turn()
    _declaration(sheet, statement)
    _proof(sheet, statement, digest)
    draw_about(sheet, statement)
    _areas(sheet, statement)
    sheet.turn()
    _annex(sheet, statement, digest)
    drawing = sheet.pen.finish(lambda pen, number, of: parts.draw_foot(pen, statement, number, of))
    return evolve(drawing, attached=attached)


def _summary(sheet: PageFlow, statement: Statement) -> None:
    """Who, by which policy, how it came out, and what is open."""
    parts.draw_head(sheet, statement)
    parts.draw_facts(sheet, statement)
    sentences = [say(statement, name) for name in ("outcome.text", "outcome.limit")]
    parts.draw_outcome(sheet, statement, [sentence for sentence in sentences if sentence])
    if statement.no_accounts:
        sheet.paragraph("P", say(statement, "no_accounts"), BODY, after=6)
    draw_open(sheet, statement)


def _declaration(sheet: PageFlow, statement: Statement) -> None:
    """The declaration, the signer's own comment, and the two places for signatures."""
    sheet.paragraph("H2", say(statement, "declaration.heading"), SECTION, after=4)
    for text in statement.wording.declaration:
        sheet.paragraph("P", text, BODY, after=5)
    if statement.comment:
        sheet.need(min(SUBSECTION.leading + len(wrap(statement.comment, BODY, WIDTH)) * BODY.leading, 200))
        sheet.space(4)
        sheet.paragraph("H3", say(statement, "comment.heading"), SUBSECTION, after=1)
        sheet.paragraph("P", statement.comment, BODY, after=6)
    parts.draw_signatures(sheet, statement)


def _proof(sheet: PageFlow, statement: Statement, digest: str) -> None:
    """What this document proves and what not; the key's words; the code for a camera."""
    texts = ((say(statement, "proof.text"), parts.PLAIN), (say(statement, "key.words"), parts.VALUE))
    parts.draw_proof(sheet, statement, digest, texts)


def _annex(sheet: PageFlow, statement: Statement, digest: str) -> None:
    """What the two pages before rest on, the versions and digests last."""
    sheet.paragraph("H2", say(statement, "findings.heading"), SECTION, after=6)
    draw_findings(sheet, statement)
    draw_further(sheet, statement)
    draw_left_out(sheet, statement)
    draw_exceptions(sheet, statement)
    draw_versions(sheet, statement, digest)


def _areas(sheet: PageFlow, statement: Statement) -> None:
    if not statement.areas:
        return
    sheet.space(6)
    scores = [(say(statement, f"area.{part.area}"), part.score) for part in statement.areas]
    half = (len(scores) + 1) // 2
    parts.draw_side_by_side(sheet, statement, (say(statement, "areas.heading"), ""), (scores[:half], scores[half:]))
