"""Layout 1: the pages, drawn from the statement alone. The same statement gives the same bytes; see `layouts`."""

from hashlib import sha256

from attrs import evolve

from ..pdf.canvas import Drawing
from ..pdf.flow import WIDTH, PageFlow
from ..pdf.text import wrap
from . import page_parts as parts
from .layout1_tables import draw_actions, draw_exceptions, draw_findings, draw_left_out, draw_versions
from .page_parts import BODY, SECTION, SUBSECTION
from .phrases import say
from .statement import Statement, to_json


def draw(statement: Statement) -> Drawing:
    """All pages. Raises DrawingFault."""
    sheet, attached = PageFlow(), to_json(statement)
    parts.draw_head(sheet, statement)
    parts.draw_facts(sheet, statement)
    parts.draw_outcome(sheet, statement, [say(statement, "outcome.text")])
    parts.draw_bars(sheet, statement)
    _section(sheet, statement, "actions")
    draw_actions(sheet, statement, BODY)
    draw_findings(sheet, statement, SECTION, SUBSECTION)
    _what_left(sheet, statement)
    _about(sheet, statement)
    _declaration(sheet, statement)
    _proof(sheet, statement, sha256(attached).hexdigest())
    return evolve(
        sheet.pen.finish(lambda pen, number, of: parts.draw_foot(pen, statement, number, of)), attached=attached
    )


def _section(sheet: PageFlow, statement: Statement, name: str) -> None:
    sheet.need(110)
    sheet.space(20)
    sheet.paragraph("H2", say(statement, f"{name}.heading"), SECTION, after=4)


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
    sheet.need(min(height + parts.SIGNATURE_HEIGHT + 110, 640))
    _section(sheet, statement, "declaration")
    for text in statement.wording.declaration:
        sheet.paragraph("P", text, BODY, after=5)
    if statement.comment:
        sheet.space(4)
        sheet.paragraph("H3", say(statement, "comment.heading"), SUBSECTION, after=1)
        sheet.paragraph("P", statement.comment, BODY, after=6)
    parts.draw_signatures(sheet, statement)


def _proof(sheet: PageFlow, statement: Statement, digest: str) -> None:
    """What this document proves and what not; the key's words; the code for a camera."""
    texts = (
        (say(statement, "proof.text"), parts.PLAIN),
        (say(statement, "key.words"), parts.VALUE),
        (say(statement, "key.fingerprint"), parts.TINY),
        (say(statement, "proof.digest") + " " + digest, parts.TINY),
    )
    parts.draw_proof(sheet, statement, digest, texts)
