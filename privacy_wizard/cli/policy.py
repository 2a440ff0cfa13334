"""`policy`: start a school's own policy, compare policies, explain one, see what can be answered where."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from pathlib import Path

from ..catalogue import CatalogueFaults, shipped_folder
from ..catalogue.writing import write_pack
from ..domain.model import AllowedException, Catalogue, PolicyPack
from ..domain.policy_difference import Difference, DifferenceKind, Lowering, Stated, differences, lowerings
from ..domain.policy_draft import BASELINE, USUAL_ACCOUNTS, QuestionCount, count_questions, start_pack
from ..domain.vocabulary import PersonKind
from ..i18n import _
from ..office.policy_files import faults_of
from ..office.policy_sentences import count_sentence, difference_sentence
from ..serialization import PrintedDocument, View, given, worked_out
from ..system import write_whole
from .context import DONE, WRONG_USE, CliContext, say, stop
from .options import ALL_OF_THEM, PACK_OR_FILE, json_option
from .pack_options import find_pack, known_platforms
from .policy_coverage import LOWERING, PACK, cover, explain_pack, pack_name, say_lowerings

_WORDS_ONLY = (DifferenceKind.WORDING, DifferenceKind.CLAUSES, DifferenceKind.PLATFORMS)


def add_options(command: ArgumentParser) -> None:
    """Add the acts and options of the command."""
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
        "coverage", help=_("controls × platforms × level, with gaps marked; exit 2 if there are any")
    )
    covers.add_argument("packs", metavar="PACK", nargs="*", help=_("if omitted: every pack"))
    covers.add_argument("--out", type=Path, metavar="FILE", help=_("write a table: .csv or .xlsx"))
    covers.set_defaults(run=cover)
    for act in (explain, covers):
        act.add_argument("--platform", action="append", default=[], metavar="ID", help=_("only these platforms"))
    for act in acts.choices.values():
        json_option(act)


def new(arguments: Namespace, tools: CliContext) -> int:
    """A draft pack that passes the linter as it is."""
    catalogue, source = find_pack(arguments.source, tools)
    if arguments.pack_id in tools.catalogue.packs:
        stop(_('There is already a policy "{pack_id}". Choose another id.', pack_id=arguments.pack_id), WRONG_USE)
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
        say(NEW.text(file=str(arguments.out), pack=pack, source=source.id, questions=count))
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
        "Started from {id}, version {version}. Put in your own policy's clauses, words and levels.",
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
        said = DIFF.text(
            before=before,
            after=after,
            accounts=accounts,
            questions_before=counts[0],
            questions_after=counts[1],
            differences=tuple(found),
            lowerings=tuple(lowered),
        )
        say(said)
        return DONE
    say(_("From {before} to {after}", before=pack_name(before), after=pack_name(after)))
    for each in found:
        say(f"  {difference_sentence(each)}")
    if not found:
        say(_("  Nothing changes for staff."))
    say_lowerings(after, lowered)
    say(
        _(
            "Someone with {accounts} got {questions}",
            accounts=_accounts(library, accounts),
            questions=count_sentence(counts[0]),
        )
    )
    say(_("Now they get {questions}", questions=count_sentence(counts[1])))
    return DONE


def _accounts(catalogue: Catalogue, accounts: Sequence[str]) -> str:
    return ", ".join(catalogue.checklists[each].title for each in accounts)


def _before(found: Difference) -> str:
    return _stated(found.before)


def _after(found: Difference) -> str:
    return _stated(found.after)


def _stated(said: Stated) -> str:
    """In the words of the policy file, whatever the reader's language."""
    if isinstance(said, AllowedException):
        return "; ".join((", ".join(said.reasons), said.approver or "nobody"))
    return ", ".join(said) if isinstance(said, tuple) else str(said)


QUESTIONS = View(
    QuestionCount,
    "How many questions one person gets: `least` without those asked only after certain answers.",
    "most",
    "least",
    "must",
    "should",
    "inform",
)
DIFFERENCE = View(
    Difference,
    "One difference; `control` is null where it is about the pack as a whole.",
    "kind",
    "control=control.id",
    "about",
    worked_out("before", _before),
    worked_out("after", _after),
    worked_out("sentence", difference_sentence),
)
NEW = PrintedDocument(
    "privacy-wizard-policy-new/1",
    "What `policy new --json` prints.",
    given("file", str),
    given("pack", PolicyPack),
    given("source", str),
    given("questions", QuestionCount),
    views=(PACK, QUESTIONS),
)
DIFF = PrintedDocument(
    "privacy-wizard-policy-diff/1",
    "What `policy diff --json` prints.",
    given("before", PolicyPack),
    given("after", PolicyPack),
    given("accounts", tuple[str, ...]),
    given("questions_before", QuestionCount),
    given("questions_after", QuestionCount),
    given("differences", tuple[Difference, ...]),
    given("lowerings", tuple[Lowering, ...]),  # of the second pack
    views=(PACK, QUESTIONS, DIFFERENCE, LOWERING),
)
