"""`policy`: begin a school's own policy, compare policies, explain one, see what can be answered where."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from pathlib import Path

from ..catalogue import CatalogueFaults, shipped_folder
from ..catalogue.writing import write_pack
from ..domain.coverage import Coverage, CoverageMark, Row, coverage
from ..domain.model import Catalogue, PolicyPack
from ..domain.names import level_name
from ..domain.policy_difference import DifferenceKind, Lowering, differences, lowerings
from ..domain.policy_draft import BASELINE, USUAL_ACCOUNTS, count_questions, start_pack
from ..domain.vocabulary import Basis, Level, PersonKind
from ..i18n import _, ngettext
from ..office.policy_files import faults_of
from ..office.policy_sentences import count_sentence, difference_sentence, justified_lowering
from ..system import write_whole
from .context import DONE, SOME_NEED_A_LOOK, WRONG_USE, CliContext, say, stop
from .options import ALL_OF_THEM, PACK_OR_FILE, json_option
from .pack_options import find_pack, known_platforms
from .policy_outputs import PRINTER, DiffOut, NewOut, coverage_out, explain_out

_WORDS_ONLY = (DifferenceKind.WORDING, DifferenceKind.CLAUSES, DifferenceKind.PLATFORMS)
_LEVEL_MARKS = {Level.MUST: "M", Level.SHOULD: "S", Level.INFORM: "i", None: "."}
_MARKS = {CoverageMark.ANSWERED: "+", CoverageMark.LACKS: "-", CoverageMark.NOT_ASKED: " ", CoverageMark.HOLE: "!"}


def add_policy(command: ArgumentParser) -> None:
    """The acts of the command."""
    acts = command.add_subparsers(dest="act", required=True, metavar="ACT")
    begin = acts.add_parser("new", help=_("a pack that passes the linter, to be edited"))
    begin.add_argument("--from", dest="source", metavar="PACK", default=BASELINE, help=str(PACK_OR_FILE))
    begin.add_argument("--id", dest="pack_id", metavar="ID", required=True, help=_("such as millbrook-primary-2026"))
    begin.add_argument("--title", required=True, help=_("the policy's own title"))
    begin.add_argument("--issuer", required=True, help=_("who published it"))
    begin.add_argument("--out", type=Path, metavar="FILE", required=True, help=_("the id with .yaml after it"))
    begin.set_defaults(run=new)
    diff = acts.add_parser("diff", help=_("what changes for staff from one pack to another"))
    diff.add_argument("before", metavar="A", help=str(PACK_OR_FILE))
    diff.add_argument("after", metavar="B", help=str(PACK_OR_FILE))
    diff.add_argument("--wording", action="store_true", help=_("other words and clauses too, where the packs differ"))
    diff.add_argument(
        "--account", action="append", default=[], metavar="PLATFORM", help=_("for the count of questions")
    )
    diff.add_argument("--person-kind", choices=[*PersonKind], default=PersonKind.EMPLOYEE.value)
    diff.set_defaults(run=compare)
    explain = acts.add_parser("explain", help=_("what each control asks, why, and which checks answer it"))
    explain.add_argument("pack", metavar="PACK", help=str(PACK_OR_FILE))
    explain.add_argument("control", metavar="CONTROL", nargs="?", default="", help=str(ALL_OF_THEM))
    explain.set_defaults(run=explain_pack)
    covers = acts.add_parser(
        "coverage", help=_("controls × platforms × level, holes marked; exit 2 where there is one")
    )
    covers.add_argument("packs", metavar="PACK", nargs="*", help=_("left out: every pack"))
    covers.add_argument("--out", type=Path, metavar="FILE", help=_("write a table: .csv or .xlsx"))
    covers.set_defaults(run=cover)
    for act in (explain, covers):
        act.add_argument("--platform", action="append", default=[], metavar="ID", help=_("only these platforms"))
    for act in acts.choices.values():
        json_option(act)


def new(arguments: Namespace, tools: CliContext) -> int:
    """A pack to be edited, which the linter takes as it is."""
    catalogue, source = find_pack(arguments.source, tools)
    if arguments.pack_id in tools.catalogue.packs:
        stop(_('There is a policy "{pack_id}" already. Choose another id.', pack_id=arguments.pack_id), WRONG_USE)
    if arguments.out.name != f"{arguments.pack_id}.yaml":
        stop(
            _("The file's name must be the id: {pack_id}.yaml. Nothing was written.", pack_id=arguments.pack_id),
            WRONG_USE,
        )
    if arguments.out.exists():
        stop(
            _("{out} is there already. Nothing was written. Choose another folder or id.", out=arguments.out), WRONG_USE
        )
    now = tools.now().date()
    pack = start_pack(source, pack_id=arguments.pack_id, title=arguments.title, issuer=arguments.issuer, on=now)
    faults = faults_of(pack, shipped_folder())
    if faults:
        raise CatalogueFaults(faults)
    write_whole(arguments.out, write_pack(pack, note=_note(source)).encode())
    count = count_questions(catalogue, pack)
    if arguments.json:
        out = NewOut(file=str(arguments.out), pack=pack, source=source.id, questions=count)
        say(PRINTER.text(out))
        return DONE
    say(
        _(
            "The pack is {out}. It asks what {title} ({issuer}) asks; make it your own.",
            out=arguments.out,
            title=source.title,
            issuer=source.issuer,
        )
    )
    say(
        _(
            "Someone with {accounts} gets {questions}",
            accounts=_accounts(catalogue, USUAL_ACCOUNTS),
            questions=count_sentence(count),
        )
    )
    say(_("While you edit: privacy-wizard policy diff PACK FILE says what has changed, and what is wrong."))
    return DONE


def _note(source: PolicyPack) -> Iterator[str]:
    yield _(
        "Begun from {id}, version {version}. Put your own policy's clauses, words and levels in.",
        id=source.id,
        version=source.version,
    )
    yield _("docs/policy-packs.md explains every field.")


def compare(arguments: Namespace, tools: CliContext) -> int:
    """What changes for staff, in sentences."""
    old_library, before = find_pack(arguments.before, tools)
    library, after = find_pack(arguments.after, tools)
    accounts = tuple(known_platforms(arguments.account, tools.catalogue) or USUAL_ACCOUNTS)
    kind = PersonKind(arguments.person_kind)
    counts = count_questions(old_library, before, accounts, kind), count_questions(library, after, accounts, kind)
    found = differences(before, after)
    if before.id != after.id and not arguments.wording:
        found = tuple(each for each in found if each.kind not in _WORDS_ONLY)
    lowered = lowerings(after, library.packs[BASELINE])
    if arguments.json:
        out = DiffOut(
            before=before,
            after=after,
            accounts=accounts,
            questions_before=counts[0],
            questions_after=counts[1],
            differences=tuple(found),
            lowerings=tuple(lowered),
        )
        say(PRINTER.text(out))
        return DONE
    say(_("From {before} to {after}", before=_name(before), after=_name(after)))
    for each in found:
        say(f"  {difference_sentence(each)}")
    if not found:
        say(_("  Nothing changes for staff."))
    _say_lowerings(after, lowered)
    say(
        _(
            "Someone with {accounts} got {questions}",
            accounts=_accounts(library, accounts),
            questions=count_sentence(counts[0]),
        )
    )
    say(_("Now they get {questions}", questions=count_sentence(counts[1])))
    return DONE


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
        say(PRINTER.text(explain_out(pack, rows, lowered)))
        return DONE
    say(_name(pack))
    for row in rows:
        _say_row(pack, row, table)
    _say_lowerings(pack, lowered)
    return DONE


def _say_row(pack: PolicyPack, row: Row, table: Coverage) -> None:
    asked = next(each for each in pack.requirements if each.control.id == row.control.id)
    origin = _(", from the baseline") if asked.basis is Basis.BASELINE else ""
    say(f"\n{row.control.id}: {row.control.title} ({level_name(asked.level)}{origin})")
    for line in (asked.summary, *asked.details):
        say(f"  {line}")
    for clause in asked.clauses:
        say(_("  why: {ref}: {asks}", ref=clause.ref, asks=clause.asks))
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
    for given in arguments.packs or sorted(tools.catalogue.packs):
        packs.append(find_pack(given, tools)[1])
    table = coverage(catalogue, packs, known_platforms(arguments.platform, catalogue))
    if arguments.out:
        _write_table(arguments.out, table)
    if arguments.json:
        say(PRINTER.text(coverage_out(table)))
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


def _say_lowerings(pack: PolicyPack, found: Sequence[Lowering]) -> None:
    if found:
        say("\n" + _("Where {id} asks for less than the baseline:", id=pack.id))
    for each in found:
        say(f"  {justified_lowering(each)}")


def _accounts(catalogue: Catalogue, accounts: Sequence[str]) -> str:
    return ", ".join(catalogue.checklists[each].title for each in accounts)


def _name(pack: PolicyPack) -> str:
    return _(
        "{title}, {issuer} ({id}, version {version})",
        title=pack.title,
        issuer=pack.issuer,
        id=pack.id,
        version=pack.version,
    )
