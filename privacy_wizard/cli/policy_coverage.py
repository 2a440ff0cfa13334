"""`policy explain` and `policy coverage`: what a pack asks of each control, and where it can be answered."""

from argparse import Namespace
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from ..domain.coverage import Coverage, CoverageCell, CoverageMark, Row, coverage
from ..domain.model import Clause, PolicyPack, Requirement
from ..domain.names import level_name
from ..domain.policy_difference import Lowering, lowerings
from ..domain.policy_draft import BASELINE
from ..domain.vocabulary import Basis, Level
from ..i18n import _, ngettext
from ..office.policy_sentences import justified_lowering
from ..serialization import Entry, PrintedDocument, View, entries, given, given_entries, worked_out
from ..system import write_whole
from .context import DONE, SOME_NEED_A_LOOK, WRONG_USE, CliContext, say, stop
from .pack_options import find_pack, known_platforms

_LEVEL_MARKS = {Level.MUST: "M", Level.SHOULD: "S", Level.INFORM: "i", None: "."}
_MARKS = {CoverageMark.ANSWERED: "+", CoverageMark.LACKS: "-", CoverageMark.NOT_ASKED: " ", CoverageMark.HOLE: "!"}


def explain_pack(arguments: Namespace, tools: CliContext) -> int:
    """Each control: what it asks, why, how strictly, and which checks answer it."""
    catalogue, pack = find_pack(arguments.pack, tools)
    table = coverage(catalogue, [pack], known_platforms(arguments.platform, catalogue))
    rows = [row for row in table.rows if arguments.control in ("", row.control.id)]
    if not rows:
        known = ", ".join(row.control.id for row in table.rows)
        stop(
            _('This policy does not ask for "{control}". It asks for {known}.', control=arguments.control, known=known),
            WRONG_USE,
        )
    lowered = [
        each for each in lowerings(pack, catalogue.packs[BASELINE]) if arguments.control in ("", each.asked.control.id)
    ]
    if arguments.json:
        asked = {each.control.id: each for each in pack.requirements}
        controls = [(asked[row.control.id], row) for row in rows]
        say(EXPLAIN.text(pack=pack, controls=controls, lowerings=tuple(lowered)))
        return DONE
    say(pack_name(pack))
    for row in rows:
        _say_row(pack, row, table)
    say_lowerings(pack, lowered)
    return DONE


def _say_row(pack: PolicyPack, row: Row, table: Coverage) -> None:
    asked = next(each for each in pack.requirements if each.control.id == row.control.id)
    rests = {Basis.BASELINE: _(", from the baseline"), Basis.READING: _(", a further question that never scores")}
    origin = rests.get(asked.basis, "") + (_(", critical") if asked.is_critical else "")
    say(f"\n{row.control.id}: {row.control.title} ({level_name(asked.level)}{origin})")
    for line in (asked.summary, *asked.details):
        say(f"  {line}")
    for clause in asked.clauses:
        say(_("  why: {ref}: {asks}", ref=clause.ref, asks=clause.asks))
    if asked.words:
        say(_("  named by: {words}", words="; ".join(f"“{each}”" for each in asked.words)))
    for fact in row.control.facts:
        say(_("  “{label}” counts as {judge}", label=fact.label, judge=asked.judge(fact.id)))
    if asked.exception:
        approved = _("  exceptions: {reasons}; approved by the {approver}")
        words = approved if asked.exception.approver else _("  exceptions: {reasons}; nobody has to approve them")
        say(words.format(reasons=", ".join(asked.exception.reasons), approver=asked.exception.approver))
    for checklist in table.checklists:
        cell = row.cells[checklist.id]
        if cell.mark is CoverageMark.ANSWERED:
            say(_("  on {title}: {id}", title=checklist.title, id=", ".join(check.id for check in cell.checks)))
        elif cell.mark is not CoverageMark.NOT_ASKED:
            say(_("  on {title}: {reason}", title=checklist.title, reason=cell.reason or _("HOLE: nothing answers it")))


def cover(arguments: Namespace, tools: CliContext) -> int:
    """The table controls × platforms × level; exit 2 where something asked cannot be answered."""
    catalogue, packs = tools.catalogue, list[PolicyPack]()
    for named in arguments.packs or sorted(tools.catalogue.packs):
        packs.append(find_pack(named, tools)[1])
    table = coverage(catalogue, packs, known_platforms(arguments.platform, catalogue))
    if arguments.out:
        _write_table(arguments.out, table)
    if arguments.json:
        say(COVERAGE.text(table))
    else:
        _say_table(table, short=bool(arguments.out))
    return SOME_NEED_A_LOOK if table.holes else DONE


def _say_table(table: Coverage, *, short: bool) -> None:
    if not short:
        heads = [*map(str, range(1, len(table.packs) + 1)), "", *(each.id for each in table.checklists)]
        for number, pack in enumerate(table.packs, 1):
            say(f"{number} {pack.title}, {pack.issuer}")
        width = max(len(row.control.id) for row in table.rows) if table.rows else 0
        for at in range(max(len(head) for head in heads)):
            say(" " * width + "  " + "".join(f"{head:<{at + 1}}"[at] for head in heads).rstrip())
        for row in table.rows:
            levels = "".join(_LEVEL_MARKS[row.levels[pack.id]] for pack in table.packs)
            cells = "".join(_MARKS[row.cells[each.id].mark] for each in table.checklists)
            say(f"{row.control.id:<{width}}  {levels} {cells}".rstrip())
        say("\n" + _("M a rule, S advice, i only to be known, . not in this policy"))
        say(_("+ answered, - the service does not have it (the checklist says why), ! hole, blank: asked elsewhere"))
    say(
        _(
            "{controls}, {checklists}, {holes}",
            controls=ngettext("{n} control", "{n} controls", len(table.rows)),
            checklists=ngettext("{n} checklist", "{n} checklists", len(table.checklists)),
            holes=ngettext("{n} hole", "{n} holes", len(table.holes)),
        )
    )
    for control, checklist in table.holes:
        say(_("  hole: nothing on {title} answers {id}", title=checklist.title, id=control.id))


def _write_table(file: Path, table: Coverage) -> None:
    from .table_file import table_file

    columns = (*(each.title for each in table.packs), *(each.title for each in table.checklists))
    write_whole(file, table_file(file, (_("Control"), _("Title"), *columns), list(_cells(table)), _("Coverage")))
    say(_("The table is {file}.", file=file))


def _cells(table: Coverage) -> Iterator[list[str]]:
    for row in table.rows:
        line = [row.control.id, row.control.title, *(level or "" for level in row.levels.values())]
        for cell in (row.cells[each.id] for each in table.checklists):
            if cell.mark is CoverageMark.ANSWERED:
                line.append("answered: " + ", ".join(check.id for check in cell.checks))
            else:
                line.append({CoverageMark.LACKS: cell.reason, CoverageMark.HOLE: "HOLE"}.get(cell.mark, ""))
        yield line


def say_lowerings(pack: PolicyPack, found: Sequence[Lowering]) -> None:
    """Where a pack asks for less than the baseline, and why."""
    if found:
        say("\n" + _("Where {id} asks for less than the baseline:", id=pack.id))
    for each in found:
        say(f"  {justified_lowering(each)}")


def pack_name(pack: PolicyPack) -> str:
    """A pack as the reader knows it."""
    return _(
        "{title}, {issuer} ({id}, version {version})",
        title=pack.title,
        issuer=pack.issuer,
        id=pack.id,
        version=pack.version,
    )


def _answers(row: Row) -> Mapping[str, CoverageCell]:
    """The mark of each checklist concerned."""
    return {name: cell for name, cell in row.cells.items() if cell.mark is not CoverageMark.NOT_ASKED}


def _answers_of_asked(asked: Entry) -> Mapping[str, CoverageCell]:
    return _answers(asked.value)


def _is_from_baseline(asked: Entry) -> bool:
    return bool(asked.key.basis is Basis.BASELINE)


_CELL = ("checklist=key", "mark=value.mark", "checks=value.checks.id", "reason=value.reason")
_OF_CELL = "How one checklist stands to a control."
PACK = View(PolicyPack, "Which pack, and which version of it.", "id", "title", "issuer", "version")
LOWERING = View(
    Lowering,
    "Where a pack asks for less than the baseline; without a clause or a decision, and a reason, it is refused.",
    "control=asked.control.id",
    "kind",
    "clause=departure.clause",
    "decided_by=departure.decision.by",
    "decided_on=departure.decision.on",
    "reason=departure.reason",
    worked_out("sentence", justified_lowering),
)
CLAUSE = View(Clause, "A clause that a requirement carries.", "id", "ref", "asks")
ROW = View(
    Row,
    "A control: its level in each pack, and how each checklist stands to it.",
    "control=control.id",
    "title=control.title",
    "kind=control.kind",
    entries("levels", "How strictly one pack asks; null where it does not.", "pack=key", "level=value"),
    entries(worked_out("cells", _answers), _OF_CELL, *_CELL),
)
EXPLAIN = PrintedDocument(
    "privacy-wizard-policy-explain/1",
    "What `policy explain --json` prints.",
    given("pack", PolicyPack),
    given_entries(
        given("controls", tuple[tuple[Requirement, Row], ...]),
        "One control as the pack requires it.",
        "control=key.control.id",
        "title=key.control.title",
        "kind=key.control.kind",
        "level=key.level",
        worked_out("from_baseline", _is_from_baseline),
        "basis=key.basis",
        "words=key.words",
        "critical=key.is_critical",
        "asks=key.summary",
        "details=key.details",
        "clauses=key.clauses",
        entries(worked_out("answers", _answers_of_asked), _OF_CELL, *_CELL),
    ),
    given("lowerings", tuple[Lowering, ...]),
    views=(PACK, CLAUSE, LOWERING),
)
COVERAGE = PrintedDocument(
    "privacy-wizard-policy-coverage/1",
    "What `policy coverage --json` prints.",
    "packs",
    "rows",
    entries("holes", "What would be asked and cannot be answered.", "control=key.id", "checklist=value.id"),
    of=Coverage,
    views=(PACK, ROW),
)
