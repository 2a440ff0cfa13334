"""What `policy … --json` prints, as values whose schemas are shipped."""

from collections.abc import Sequence
from typing import Any

from attrs import frozen

from ..domain.coverage import Coverage, CoverageCell, CoverageMark, Row
from ..domain.model import AllowedException, Clause, PolicyPack, Requirement
from ..domain.policy_difference import Difference, Lowering, Stated
from ..domain.policy_draft import QuestionCount
from ..domain.vocabulary import Basis, Level
from ..office.policy_sentences import difference_sentence, justified_lowering
from ..serialization import Printer, View, format_field, worked_out


@frozen(kw_only=True)
class NewOut:
    """What `policy new --json` prints."""

    format: str = format_field("privacy-wizard-policy-new/1")
    file: str
    pack: PolicyPack
    source: str
    questions: QuestionCount


@frozen(kw_only=True)
class DiffOut:
    """What `policy diff --json` prints."""

    format: str = format_field("privacy-wizard-policy-diff/1")
    before: PolicyPack
    after: PolicyPack
    accounts: tuple[str, ...]
    questions_before: QuestionCount
    questions_after: QuestionCount
    differences: tuple[Difference, ...]
    lowerings: tuple[Lowering, ...]  # of the second pack


@frozen(kw_only=True)
class AnswerOut:
    """How one checklist stands to a control."""

    checklist: str
    mark: CoverageMark
    checks: tuple[str, ...]
    reason: str


@frozen(kw_only=True)
class Explained:
    """One control, and how the pack requires it."""

    row: Row
    asked: Requirement


@frozen(kw_only=True)
class ExplainOut:
    """What `policy explain --json` prints."""

    format: str = format_field("privacy-wizard-policy-explain/1")
    pack: PolicyPack
    controls: tuple[Explained, ...]
    lowerings: tuple[Lowering, ...]


@frozen(kw_only=True)
class LevelOut:
    """How strictly one pack asks; null where it does not."""

    pack: str
    level: Level | None


@frozen(kw_only=True)
class HoleOut:
    """What would be asked and cannot be answered."""

    control: str
    checklist: str


@frozen(kw_only=True)
class CoverageOut:
    """What `policy coverage --json` prints."""

    format: str = format_field("privacy-wizard-policy-coverage/1")
    packs: tuple[PolicyPack, ...]
    rows: tuple[Row, ...]
    holes: tuple[HoleOut, ...]


def explain_out(pack: PolicyPack, rows: Sequence[Row], lowered: Sequence[Lowering]) -> ExplainOut:
    """The pack's requirements that the rows stand for."""
    asked = {each.control.id: each for each in pack.requirements}
    controls = tuple(Explained(row=row, asked=asked[row.control.id]) for row in rows)
    return ExplainOut(pack=pack, controls=controls, lowerings=tuple(lowered))


def coverage_out(table: Coverage) -> CoverageOut:
    """The whole table."""
    holes = tuple(HoleOut(control=control.id, checklist=checklist.id) for control, checklist in table.holes)
    return CoverageOut(packs=table.packs, rows=table.rows, holes=holes)


def _levels(row: Row) -> tuple[LevelOut, ...]:
    return tuple(LevelOut(pack=pack, level=level) for pack, level in row.levels.items())


def _answers(row: Row) -> tuple[AnswerOut, ...]:
    return tuple(_answer(name, cell) for name, cell in row.cells.items() if cell.mark is not CoverageMark.NOT_ASKED)


def _is_from_baseline(control: Explained) -> bool:
    return control.asked.basis is Basis.BASELINE


def _answers_explained(control: Explained) -> tuple[AnswerOut, ...]:
    return _answers(control.row)


def _answer(checklist: str, cell: CoverageCell) -> AnswerOut:
    checks = tuple(check.id for check in cell.checks)
    return AnswerOut(checklist=checklist, mark=cell.mark, checks=checks, reason=cell.reason)


def _before(found: Difference) -> str:
    return _stated(found.before)


def _after(found: Difference) -> str:
    return _stated(found.after)


def _stated(said: Stated) -> str:
    """In the words of the policy file, whatever language the reader has."""
    if isinstance(said, AllowedException):
        return "; ".join((", ".join(said.reasons), said.approver or "nobody"))
    return ", ".join(said) if isinstance(said, tuple) else str(said)


def policy_schemas() -> dict[str, dict[str, Any]]:
    """File name → schema, as shipped."""
    return PRINTER.schemas(NewOut, DiffOut, ExplainOut, CoverageOut)


PRINTER = Printer(
    View(PolicyPack, "Which pack, and which version of it.", "id", "title", "issuer", "version"),
    View(
        QuestionCount,
        "How many questions one person gets: `least` without those asked only after certain answers.",
        "most",
        "least",
        "must",
        "should",
        "inform",
    ),
    View(
        Lowering,
        "Where a pack asks for less than the baseline; without clause and reason it is refused.",
        "control=asked.control.id",
        "kind",
        "clause=departure.clause",
        "reason=departure.reason",
        worked_out("sentence", justified_lowering),
    ),
    View(
        Difference,
        "One difference; `control` is null where it is about the pack as a whole.",
        "kind",
        "control=control.id",
        "about",
        worked_out("before", _before),
        worked_out("after", _after),
        worked_out("sentence", difference_sentence),
    ),
    View(
        Explained,
        "One control as the pack requires it.",
        "control=row.control.id",
        "title=row.control.title",
        "kind=row.control.kind",
        "level=asked.level",
        worked_out("from_baseline", _is_from_baseline),
        "basis=asked.basis",
        "words=asked.words",
        "critical=asked.is_critical",
        "asks=asked.summary",
        "details=asked.details",
        "clauses=asked.clauses",
        worked_out("answers", _answers_explained),
    ),
    View(
        Row,
        "A control: its level in each pack, and how each checklist stands to it.",
        "control=control.id",
        "title=control.title",
        "kind=control.kind",
        worked_out("levels", _levels),
        worked_out("cells", _answers),
    ),
    View(Clause, "A clause that a requirement carries.", "id", "ref", "asks"),
)
