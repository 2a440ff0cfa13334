"""Layout 1: the pages, drawn from the statement alone. The same statement gives the same bytes; see `layouts`."""

from collections.abc import Sequence
from hashlib import sha256

from attrs import evolve

from ..domain.vocabulary import Basis, Level, Verdict
from ..pdf.canvas import Drawing
from ..pdf.flow import WIDTH, PageFlow, PageTable, TableCell, TableColumn
from ..pdf.fonts import MEDIUM, SEMIBOLD
from ..pdf.pictures import MUTED, VERDICT_COLOURS, verdict_mark
from ..pdf.text import Style, wrap
from . import page_parts as parts
from .page_parts import BODY, SECTION, SUBSECTION
from .phrases import account_name, say, weakest_first
from .statement import FindingPart, Statement, to_json

_NAME = Style(font=MEDIUM, size=8.6, leading=12)
_TEXT = Style(size=8.2, leading=12)
_REASON = Style(size=8.2, leading=11.8, colour=MUTED)
_MARK = 14.0
_WORST_FIRST = (
    Verdict.NOT_ANSWERED,
    Verdict.NOT_MET,
    Verdict.NOT_SURE,
    Verdict.PARTLY_MET,
    Verdict.EXCEPTED,
    Verdict.MET,
    Verdict.ACKNOWLEDGED,
    Verdict.NOT_APPLICABLE,
)
_STRICTEST_FIRST = (Level.MUST, Level.SHOULD, Level.INFORM)


def _table(sheet: PageFlow, statement: Statement, name: str, *columns: tuple[str, float]) -> PageTable:
    """A table with those columns, the width of each as a share of the page's."""
    made = tuple(
        TableColumn(title=say(statement, f"{name}.{column}"), width=share * WIDTH) for column, share in columns
    )
    return PageTable(sheet, made)


def _cell(text: str, style: Style = _TEXT) -> TableCell:
    return TableCell(paragraphs=((text, style),))


def draw_actions(sheet: PageFlow, statement: Statement, style: Style) -> None:
    """What is still to do, what each action gains, and by when. Raises DrawingFault."""
    if not statement.actions:
        sheet.paragraph("P", say(statement, "actions.none"), style)
        return
    table = _table(sheet, statement, "actions", ("what", 0.45), ("where", 0.25), ("gain", 0.1), ("due", 0.2))
    for at, action in enumerate(statement.actions):
        due = say(statement, f"action.{at}.due")
        table.row(
            (
                TableCell(paragraphs=((action.text, _NAME),), names_row=True),
                _cell(account_name(statement, action.account)),
                _cell(say(statement, f"action.{at}.gain")),
                _cell(due),
            )
        )


def draw_findings(sheet: PageFlow, statement: Statement, section: Style, subsection: Style) -> None:
    """Every expected pair that counts, by account; the weakest account and the worst finding come first."""
    sheet.need(150)
    sheet.space(22)
    sheet.paragraph("H2", say(statement, "findings.heading"), section, after=2)
    for account, _ in weakest_first(statement):
        findings = [finding for finding in statement.findings if finding.account == account]
        if findings:
            sheet.need(100)
            sheet.space(10)
            sheet.paragraph("H3", say(statement, f"findings.{account or 'person'}"), subsection, after=3)
            _findings_table(sheet, statement, findings, account_name(statement, account))


def _findings_table(sheet: PageFlow, statement: Statement, findings: Sequence[FindingPart], name: str) -> None:
    columns = (("verdict", 0.19), ("what", 0.41), ("level", 0.085), ("clauses", 0.12), ("known", 0.195))
    table = _table(sheet, statement, "findings", *columns)
    table.again = f"{name}, {say(statement, 'continued')}"
    ordered = sorted(findings, key=lambda f: (_WORST_FIRST.index(f.verdict), _STRICTEST_FIRST.index(f.level)))
    for finding in ordered:
        table.row(_finding_cells(statement, finding))


def _finding_cells(statement: Statement, finding: FindingPart) -> tuple[TableCell, ...]:
    verdict = Style(font=SEMIBOLD, size=8.4, leading=12, colour=VERDICT_COLOURS[finding.verdict])
    clauses = ", ".join(finding.clauses) or (
        say(statement, "findings.baseline") if finding.basis is Basis.BASELINE else "–"
    )
    known = [say(statement, f"known.{finding.known}")] if finding.known else []
    known += [say(statement, "findings.changed")] if finding.changed else []
    return (
        TableCell(
            paragraphs=((say(statement, f"verdict.{finding.verdict}"), verdict),),
            ornament=verdict_mark(finding.verdict),
            indent=_MARK,
        ),
        TableCell(paragraphs=((finding.title, _NAME), (finding.reason, _REASON)), names_row=True),
        _cell(say(statement, f"level.{finding.level}")),
        _cell(clauses),
        TableCell(paragraphs=tuple((text, _TEXT) for text in known or ["–"])),
    )


def draw_left_out(sheet: PageFlow, statement: Statement, style: Style) -> None:
    """What left the set, and why."""
    sheet.paragraph("P", say(statement, "left_out.text"), style, after=4)
    if not statement.left_out:
        return
    columns = (("what", 0.36), ("where", 0.24), ("level", 0.09), ("why", 0.31))
    table = _table(sheet, statement, "left_out", *columns)
    for part in statement.left_out:
        table.row(
            (
                TableCell(paragraphs=((part.title, _NAME),), names_row=True),
                _cell(account_name(statement, part.account)),
                _cell(say(statement, f"level.{part.level}")),
                _cell(part.reason),
            )
        )


def draw_exceptions(sheet: PageFlow, statement: Statement) -> None:
    """The declared exceptions; nobody's name but the approver's."""
    titles = {(finding.control, finding.account): finding.title for finding in statement.findings}
    columns = (("what", 0.36), ("reason", 0.2), ("approver", 0.26), ("until", 0.18))
    table = _table(sheet, statement, "exceptions", *columns)
    for at, part in enumerate(statement.exceptions):
        title = titles.get((part.control, part.account), part.control)
        where = account_name(statement, part.account)
        table.row(
            (
                TableCell(paragraphs=((title, _NAME), (where, _REASON)), names_row=True),
                _cell(say(statement, f"exception.{part.reason}")),
                TableCell(paragraphs=((part.approver_name, _TEXT), (part.approver_role, _REASON))),
                _cell(say(statement, f"exception.{at}.until")),
            )
        )


def draw_versions(sheet: PageFlow, statement: Statement) -> None:
    """The policy pack and the checklists, with their versions and digests."""
    table = _table(sheet, statement, "versions", ("title", 0.29), ("version", 0.13), ("digest", 0.58))
    rows = [(statement.policy.title, statement.policy.version, statement.policy.sha256)]
    rows += [(part.title, part.version, part.sha256) for part in statement.checklists]
    small = Style(size=6.6, leading=12, colour=MUTED)
    for title, version, digest in rows:
        name = TableCell(paragraphs=((title, _TEXT),), names_row=True)
        table.row((name, _cell(version), _cell(digest, small)))


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
        sheet.canvas.finish(lambda canvas, number, of: parts.draw_foot(canvas, statement, number, of)),
        attached=attached,
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
    """How old the guidance was, how the score is calculated, and which checklists were used."""
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
    """What this document proves and what it does not; the key's words; the QR code."""
    texts = (
        (say(statement, "proof.text"), parts.PLAIN),
        (say(statement, "key.words"), parts.VALUE),
        (say(statement, "key.fingerprint"), parts.TINY),
        (say(statement, "proof.digest") + " " + digest, parts.TINY),
    )
    parts.draw_proof(sheet, statement, digest, texts)
