"""`register`: create one, check it, count, and manage who may see it."""

import re
from argparse import ArgumentParser, Namespace, _SubParsersAction
from collections.abc import Sequence
from datetime import UTC, date, datetime
from functools import partial
from typing import Any

from attrs import asdict, frozen

from ..domain.register_views import ChainHead, CheckReport, Overview, RegisterFault
from ..i18n import _, ngettext
from ..office.chain_heads import ChainHeads
from ..register import Asked, Register, queries
from ..register.check import advice, fault_sentence
from ..register.tickets import Waiting
from ..serialization import PrintedDocument, View, given, the, worked_out
from .context import DONE, FAILED, WRONG_USE, CliContext, say, stop
from .options import json_option, register_options
from .register_acts import HEADS, MANY, SHA256, RegisterAct, own_address
from .register_keeping import add_backup, add_keeping
from .register_person import add_person
from .register_reports import add_papers

_HEAD = re.compile(r"([1-9][0-9]{0,17}):([0-9a-f]{64})")


@frozen(kw_only=True)
class SchoolOverview:
    """The people of one school per state, and its queue."""

    school: str
    name: str
    overview: Overview
    queue: Waiting

    @property
    def waiting(self) -> int:
        """Files that were handed in and are not judged yet."""
        return self.queue.waiting + self.queue.taken


def add_options(command: ArgumentParser) -> None:
    """Add the acts and options of the command."""
    acts = command.add_subparsers(dest="act", required=True, metavar="ACT")
    _add_making(acts)
    check = _act(acts, "check", _("find whatever was changed, lost or cut off; exit 1 if there is anything"), check_all)
    check.add_argument(
        "--head", default="", metavar="NUMBER:DIGEST", help=_("a signed head from an export; needs --school")
    )
    check.add_argument("--quick", action="store_true", help=_("without reading every file and rebuilding the tables"))
    _act(acts, "overview", _("how many people are missing, overdue or done"), overview)
    add_keeping(partial(_act, acts))
    add_person(partial(_act, acts))
    add_papers(partial(_act, acts))
    _act(acts, "rebuild", _("rebuild what is shown from the record"), rebuild)
    for act in acts.choices.values():
        if act.get_default("do"):
            act.set_defaults(run=_run)


def _add_making(acts: "_SubParsersAction[Any]") -> None:
    new = acts.add_parser("new", help=_("make an empty register"))
    register_options(new)
    new.add_argument(
        "--documents", default="", metavar="ADDRESS", help=_("where files are kept, as s3://… or file://…")
    )
    new.set_defaults(run=make)
    upgrade = acts.add_parser("upgrade", help=_("bring the tables of an older version up to date"))
    register_options(upgrade)
    upgrade.set_defaults(run=bring_up_to_date)
    add_backup(acts)
    school = _act(acts, "school", _("enter a school, or change its name"), enter_school, one=True, writes=True)
    school.add_argument("--name", required=True)
    for name, help_text, act in (
        ("give", _("let a PostgreSQL role see a school"), give),
        ("take", _("stop it from seeing the school"), take),
    ):
        access = _act(acts, name, help_text, act, writes=True)
        access.add_argument("role", metavar="ROLE")
        access.add_argument("--every-school", action="store_true", help=_("a trust officer"))


def _act(
    acts: "_SubParsersAction[Any]",
    name: str,
    help_text: str,
    act: RegisterAct,
    *,
    one: bool = False,
    writes: bool = False,
    aliases: Sequence[str] = (),
) -> ArgumentParser:
    found: ArgumentParser = acts.add_parser(name, help=help_text, aliases=aliases)
    found.add_argument(
        "--school", required=one, default="", metavar="ID", help="" if one else _("if omitted: every one")
    )
    register_options(found)
    json_option(found)
    found.set_defaults(do=act, writes=writes)
    return found


def _run(arguments: Namespace, tools: CliContext) -> int:
    act: RegisterAct = arguments.do
    if getattr(arguments, "confirm", "") or getattr(arguments, "out", None):  # what leaves the register is on record
        arguments.writes = True
    return act(arguments, tools, tools.register(arguments))


def make(arguments: Namespace, tools: CliContext) -> int:
    """Make an empty register."""
    address = own_address(arguments, tools)
    Register.create(address, documents=arguments.documents)
    with Register.open(address) as register:
        say(
            _(
                "The register is {place}. It is empty. Enter your school: privacy-wizard register school.",
                place=register.place,
            )
        )
    return DONE


def bring_up_to_date(arguments: Namespace, tools: CliContext) -> int:
    """Update the tables: all steps, or none."""
    changed = Register.upgrade(own_address(arguments, tools))
    say(_("The register is up to date now.") if changed else _("The register was up to date. Nothing was changed."))
    return DONE


def enter_school(arguments: Namespace, _tools: CliContext, register: Register) -> int:
    """Enter a school, or change its name."""
    try:
        register.add_school(arguments.school, arguments.name)
    except ValueError as error:
        stop(str(error), WRONG_USE)
    say(_("{arguments} is in the register as {school}.", arguments=arguments.name, school=arguments.school))
    return DONE


def give(arguments: Namespace, _tools: CliContext, register: Register) -> int:
    """Let a database role see a school."""
    register.give_access(arguments.role, _given_schools(arguments), every_school=arguments.every_school)
    say(_("{role} sees {which} now.", role=arguments.role, which=_which(arguments)))
    return DONE


def take(arguments: Namespace, _tools: CliContext, register: Register) -> int:
    """No longer let a database role see a school."""
    register.take_access(arguments.role, _given_schools(arguments), every_school=arguments.every_school)
    say(_("{role} no longer sees {which}.", role=arguments.role, which=_which(arguments)))
    return DONE


def check_all(arguments: Namespace, tools: CliContext, register: Register) -> int:
    """Every school that was asked for, against what this computer has seen signed, and a head that was given."""
    memory = ChainHeads(tools.key_file.parent / HEADS)
    reports = [
        register.check(school, _asked(arguments, register, [*memory.known(register.identifier, school)], school))
        for school in _schools(arguments, register)
    ]
    if arguments.json:
        holds = all(report.holds for report in reports)
        say(CHECK.text(register=register.identifier, holds=holds, schools=reports))
    else:
        for report in reports:
            _say_report(report)
    return DONE if all(report.holds for report in reports) else FAILED


def overview(arguments: Namespace, tools: CliContext, register: Register) -> int:
    """The figures of every school that was asked for."""
    today = tools.now().date()
    wanted = _schools(arguments, register)
    with register.reading() as view:
        names = {row.school: row.name for row in queries.schools(view)}
        counts = {school: queries.overview(view, [school], None, today) for school in wanted}
    rows = tuple(
        SchoolOverview(
            school=school,
            name=names.get(school, school),
            overview=counts[school],
            queue=register.queue(school).count(),
        )
        for school in wanted
    )
    if arguments.json:
        say(OVERVIEW.text(today=today, schools=rows))
        return DONE
    for row in rows:
        say(
            _(
                "{row}: {done} done, {missing} missing, {overdue} of them overdue, {excused} excused, "
                "{due} not asked yet; {needs_a_look} to look at, {waiting} waiting, {stuck} stuck; "
                "{handed_in} handed in and not decided, {problem} with a problem",
                row=row.name,
                missing=row.overview.missing,
                waiting=row.waiting,
                stuck=row.queue.stuck,
                **asdict(row.overview),
            )
        )
    return DONE


def rebuild(arguments: Namespace, _tools: CliContext, register: Register) -> int:
    """Rebuild the tables from the record, which is only read."""
    for school in _schools(arguments, register):
        register.rebuild(school)
    say(_("What is shown was rebuilt from the record."))
    return DONE


def _schools(arguments: Namespace, register: Register) -> Sequence[str]:
    found = register.schools()
    if arguments.school and arguments.school not in found:
        stop(
            _(
                "There is no school {school} in this register that you may see. Check its identifier.",
                school=arguments.school,
            )
        )
    return [arguments.school] if arguments.school else found


def _given_schools(arguments: Namespace) -> Sequence[str]:
    if bool(arguments.school) is arguments.every_school:
        stop(_("Name one school with --school, or say --every-school."), WRONG_USE)
    return [arguments.school] if arguments.school else []


def _which(arguments: Namespace) -> str:
    return _("every school") if arguments.every_school else str(arguments.school)


def _asked(arguments: Namespace, register: Register, known: list[ChainHead], school: str) -> Asked:
    if arguments.head:
        given = _HEAD.fullmatch(arguments.head)
        if given is None or not arguments.school:
            stop(_("A head is its number, a colon and 64 digits (0-9, a-f), and needs --school."), WRONG_USE)
        known = [*known, _printed(register, school, int(given[1]), given[2])]
    return Asked(known=known, with_documents=not arguments.quick, with_tables=not arguments.quick)


def _printed(register: Register, school: str, number: int, digest: str) -> ChainHead:
    """A head that someone read from paper: what was signed when is not asked of it."""
    return ChainHead(
        register=register.identifier,
        school=school,
        number=number,
        digest=digest,
        signed_at=datetime.fromtimestamp(0, UTC),
        officer="",
        signature=b"",
    )


def _say_report(report: CheckReport) -> None:
    entries = ngettext("{n} entry", "{n} entries", report.events)
    how = _("holds") if report.holds else _("DOES NOT HOLD")
    say(
        _(
            "{school}: the record {how}: {entries}, {erased} erased by rule",
            school=report.school,
            how=how,
            entries=entries,
            erased=report.erased,
        )
    )
    if report.head is not None:
        signed = report.head.signed_at.astimezone(UTC)
        say(
            _(
                "  last signed head: {number}:{digest} ({signed} UTC)",
                number=report.head.number,
                digest=report.head.digest,
                signed=f"{signed:%Y-%m-%d %H:%M}",
            )
        )
    for fault in report.faults:
        say(f"  - {fault_sentence(fault)}")
    if report.faults:
        say(f"  {advice(report.faults)}")


HEAD = View(
    ChainHead,
    "The last signed head: print it, and any later check can tell whether the record was cut.",
    "number",
    the("digest", **SHA256),
    "signed_at",
    the("officer", **SHA256),
)
FAULT = View(
    RegisterFault, "One thing that is wrong.", "kind", "number", "what", worked_out("sentence", fault_sentence)
)
REPORT = View(
    CheckReport,
    "The record of one school.",
    "school",
    "holds",
    "events",
    "erased",
    "documents",
    "head",
    the("faults", **MANY),
)
CHECK = PrintedDocument(
    "privacy-wizard-register-check/1",
    "What `register check --json` prints.",
    given("register", str),
    given("holds", bool),
    given("schools", tuple[CheckReport, ...], **MANY),
    views=(REPORT, HEAD, FAULT),
)
FIGURES = View(
    SchoolOverview,
    "One school, or all.",
    "school",
    "name",
    "done=overview.done",
    "open=overview.open",
    "due=overview.due",
    "overdue=overview.overdue",
    "problem=overview.problem",
    "excused=overview.excused",
    "handed_in=overview.handed_in",
    "needs_a_look=overview.needs_a_look",
    "waiting",
    "stuck=queue.stuck",
)
OVERVIEW = PrintedDocument(
    "privacy-wizard-overview/1",
    "What `register overview --json` prints.",
    given("today", date),
    given("schools", tuple[SchoolOverview, ...], **MANY),
    views=(FIGURES,),
)
