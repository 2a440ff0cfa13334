"""What `policy … --json` prints, as values whose schemas are shipped."""

from collections.abc import Sequence
from typing import Any

from attrs import field, frozen

from ..domain.coverage import Cell, Coverage, Mark, Row
from ..domain.model import Departure, PolicyPack
from ..domain.policy_difference import Difference, DifferenceKind, Lowering, LoweringKind
from ..domain.policy_draft import QuestionCount
from ..domain.vocabulary import Kind, Level
from ..office.policy_sentences import difference_sentence, lowering_sentence
from ..serialization import document_schema


def _format(name: str) -> Any:
    return field(default=f"privacy-wizard-{name}/1", metadata={"pattern": f"privacy-wizard-{name}/1"})


@frozen(kw_only=True)
class PackOut:
    """Which pack, and which version of it."""

    id: str
    title: str
    issuer: str
    version: str


@frozen(kw_only=True)
class CountOut:
    """How many questions one person gets: `least` without those asked only after certain answers."""

    most: int
    least: int
    must: int
    should: int
    inform: int


@frozen(kw_only=True)
class LoweringOut:
    """Where a pack asks for less than the baseline; without clause and reason it is refused."""

    control: str
    kind: LoweringKind
    clause: str | None
    reason: str | None
    sentence: str


@frozen(kw_only=True)
class NewOut:
    """What `policy new --json` prints."""

    format: str = _format("policy-new")
    file: str
    pack: PackOut
    source: str
    questions: CountOut


@frozen(kw_only=True)
class DifferenceOut:
    """One difference; `control` is null where it is about the pack as a whole."""

    kind: DifferenceKind
    control: str | None
    about: str
    before: str
    after: str
    sentence: str


@frozen(kw_only=True)
class DiffOut:
    """What `policy diff --json` prints."""

    format: str = _format("policy-diff")
    before: PackOut
    after: PackOut
    accounts: tuple[str, ...]
    questions_before: CountOut
    questions_after: CountOut
    differences: tuple[DifferenceOut, ...]
    lowerings: tuple[LoweringOut, ...]  # of the second pack


@frozen(kw_only=True)
class ClauseOut:
    """A clause that a requirement carries."""

    id: str
    ref: str
    asks: str


@frozen(kw_only=True)
class AnswerOut:
    """How one checklist stands to a control."""

    checklist: str
    mark: Mark
    checks: tuple[str, ...]
    reason: str


@frozen(kw_only=True)
class ExplainedOut:
    """One control as the pack requires it."""

    control: str
    title: str
    kind: Kind
    level: Level
    from_baseline: bool
    asks: str
    details: tuple[str, ...]
    clauses: tuple[ClauseOut, ...]
    answers: tuple[AnswerOut, ...]


@frozen(kw_only=True)
class ExplainOut:
    """What `policy explain --json` prints."""

    format: str = _format("policy-explain")
    pack: PackOut
    controls: tuple[ExplainedOut, ...]
    lowerings: tuple[LoweringOut, ...]


@frozen(kw_only=True)
class LevelOut:
    """How strictly one pack asks; null where it does not."""

    pack: str
    level: Level | None


@frozen(kw_only=True)
class RowOut:
    """A control: its level in each pack, and how each checklist stands to it."""

    control: str
    title: str
    kind: Kind
    levels: tuple[LevelOut, ...]
    cells: tuple[AnswerOut, ...]


@frozen(kw_only=True)
class HoleOut:
    """What would be asked and cannot be answered."""

    control: str
    checklist: str


@frozen(kw_only=True)
class CoverageOut:
    """What `policy coverage --json` prints."""

    format: str = _format("policy-coverage")
    packs: tuple[PackOut, ...]
    rows: tuple[RowOut, ...]
    holes: tuple[HoleOut, ...]


def pack_out(pack: PolicyPack) -> PackOut:
    """The pack by name."""
    return PackOut(id=pack.id, title=pack.title, issuer=pack.issuer, version=pack.version)


def count_out(count: QuestionCount) -> CountOut:
    """The questions counted."""
    return CountOut(most=count.most, least=count.least, must=count.must, should=count.should, inform=count.inform)


def lowering_out(found: Lowering) -> LoweringOut:
    """One lowering with its sentence."""
    departure: Departure | None = found.departure
    return LoweringOut(
        control=found.asked.control.id,
        kind=found.kind,
        clause=departure.clause if departure else None,
        reason=departure.reason if departure else None,
        sentence=lowering_sentence(found),
    )


def difference_out(found: Difference) -> DifferenceOut:
    """One difference with its sentence."""
    return DifferenceOut(
        kind=found.kind,
        control=found.control.id if found.control else None,
        about=found.about,
        before=found.before,
        after=found.after,
        sentence=difference_sentence(found),
    )


def explain_out(pack: PolicyPack, rows: Sequence[Row], lowered: Sequence[Lowering]) -> ExplainOut:
    """The pack's requirements that the rows stand for."""
    asked = {each.control.id: each for each in pack.requirements}
    return ExplainOut(
        pack=pack_out(pack),
        controls=tuple(
            ExplainedOut(
                control=row.control.id,
                title=row.control.title,
                kind=row.control.kind,
                level=asked[row.control.id].level,
                from_baseline=asked[row.control.id].from_baseline,
                asks=asked[row.control.id].summary,
                details=asked[row.control.id].details,
                clauses=tuple(ClauseOut(id=c.id, ref=c.ref, asks=c.asks) for c in asked[row.control.id].clauses),
                answers=_answers(row),
            )
            for row in rows
        ),
        lowerings=tuple(lowering_out(each) for each in lowered),
    )


def coverage_out(table: Coverage) -> CoverageOut:
    """The whole table."""
    return CoverageOut(
        packs=tuple(pack_out(pack) for pack in table.packs),
        rows=tuple(
            RowOut(
                control=row.control.id,
                title=row.control.title,
                kind=row.control.kind,
                levels=tuple(LevelOut(pack=pack, level=level) for pack, level in row.levels.items()),
                cells=_answers(row),
            )
            for row in table.rows
        ),
        holes=tuple(HoleOut(control=control.id, checklist=checklist.id) for control, checklist in table.holes),
    )


def _answers(row: Row) -> tuple[AnswerOut, ...]:
    return tuple(_answer(name, cell) for name, cell in row.cells.items() if cell.mark is not Mark.NOT_ASKED)


def _answer(checklist: str, cell: Cell) -> AnswerOut:
    checks = tuple(check.id for check in cell.checks)
    return AnswerOut(checklist=checklist, mark=cell.mark, checks=checks, reason=cell.reason)


def policy_schemas() -> dict[str, dict[str, Any]]:
    """File name → schema, as shipped in resources/schemas."""
    return {
        "policy-new-1.schema.json": document_schema(NewOut, "privacy-wizard-policy-new/1"),
        "policy-diff-1.schema.json": document_schema(DiffOut, "privacy-wizard-policy-diff/1"),
        "policy-explain-1.schema.json": document_schema(ExplainOut, "privacy-wizard-policy-explain/1"),
        "policy-coverage-1.schema.json": document_schema(CoverageOut, "privacy-wizard-policy-coverage/1"),
    }
