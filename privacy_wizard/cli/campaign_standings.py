"""`campaign show`, `excuse`, `remind` and `actions`: where each person stands, who need not answer, who is
reminded, and what accepted attestations still ask of people.
"""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from types import MappingProxyType

from attrs import field, frozen

from ..domain.campaign import CampaignStanding, CampaignState, ReminderRule, count
from ..domain.names import state_name
from ..domain.vocabulary import ExportKind, SendKind, SendWay
from ..i18n import _, long_date, ngettext
from ..office import campaigns
from ..office.exports import hand_out
from ..office.home_table import home_rows
from ..office.open_actions import STILL_TO_BE_DONE, WHAT_IS_LEFT, OpenAction, how_many_open, open_actions
from ..register import SchoolRegister
from ..serialization import PrintedDocument, given, given_entries
from ..system import OutgoingFiles, outgoing_files
from .context import DONE, SOME_NEED_A_LOOK, WRONG_USE, CliContext, say, stop
from .options import TABLE_FILE


@frozen(kw_only=True)
class CampaignCounts:
    """People per state in a campaign."""

    due: int
    open: int
    overdue: int
    handed_in: int
    problem: int
    excused: int
    done: int
    done_on_paper: int  # among the done


def show_campaign(arguments: Namespace, tools: CliContext, register: SchoolRegister) -> int:
    """Each person's state in a campaign: on the terminal, as JSON or as a table."""
    today = tools.now().date()
    everyone = campaigns.how_they_stand(register, arguments.campaign, today)
    shown = [each for each in everyone if arguments.state in (None, each.state)]
    if arguments.out:
        _write(arguments, tools, register, shown)
    if arguments.json:
        say(_standings(arguments.campaign, today, everyone, shown))
        return DONE
    counts = _counts(everyone)
    for state in CampaignState:
        paper = (
            _(", {done_on_paper} of them on paper", done_on_paper=counts.done_on_paper)
            if state is CampaignState.DONE
            else ""
        )
        say(f"{state_name(state)}: {getattr(counts, state.name.lower())}{paper if counts.done_on_paper else ''}")
    if not arguments.out:
        _say_people(shown)
    return DONE


def excuse_person(arguments: Namespace, tools: CliContext, register: SchoolRegister) -> int:
    """Excuse one person from a campaign, with the reason, and print how they stand now."""
    today = tools.now().date()
    campaigns.excuse(register, arguments.campaign, arguments.number, arguments.reason, today, arguments.until)
    everyone = campaigns.how_they_stand(register, arguments.campaign, today)
    excused = [each for each in everyone if each.member.number.casefold() == arguments.number.casefold()]
    if arguments.json:
        say(_standings(arguments.campaign, today, everyone, excused, recorded=True))
    else:
        say(_("{number} is excused. The reason is on record.", number=arguments.number))
    return DONE


def remind_people(arguments: Namespace, tools: CliContext, register: SchoolRegister) -> int:
    """Who has to be reminded; exits with 2 if there is someone and nothing was recorded."""
    if arguments.out and not arguments.record:
        stop(_("Drafts are written for reminders on record: add --record."), WRONG_USE)
    today, rule = tools.now().date(), None if arguments.everyone else ReminderRule()
    drafts, without = dict[str, str](), list[str]()
    if arguments.record:
        with outgoing_files() as files:
            write = _drafting(arguments, register, today, files, drafts, without) if arguments.out else _nothing
            found = campaigns.take_reminders(register, arguments.campaign, today, rule, write)
    else:
        found = campaigns.due_reminders(register, arguments.campaign, today, rule)
    if arguments.json:
        everyone = campaigns.how_they_stand(register, arguments.campaign, today)
        say(_standings(arguments.campaign, today, everyone, found, recorded=arguments.record, drafts=drafts))
    else:
        say(
            ngettext("{n} recorded as reminded", "{n} recorded as reminded", len(found))
            if arguments.record
            else ngettext("{n} to be reminded today", "{n} to be reminded today", len(found))
        )
        _say_people(found)
        if drafts:
            say(_("Drafts written to {out}: {count}.", out=arguments.out, count=len(drafts)))
        for each in without:
            say(_("No draft for {each}: there is no e-mail address on the staff list. Tell them yourself.", each=each))
    return SOME_NEED_A_LOOK if found and not arguments.record else DONE


def _nothing(_found: Sequence[CampaignStanding]) -> None:
    return


def _drafting(
    arguments: Namespace,
    register: SchoolRegister,
    today: date,
    files: OutgoingFiles,
    written: dict[str, str],
    without: list[str],
) -> Callable[[Sequence[CampaignStanding]], None]:
    """Writes the drafts: `written` gets staff number → file of the mail, `without` who has no address."""
    from ..office.sending import MailWriter, Recipient, Sender, file_name

    campaign = campaigns.campaign(register, arguments.campaign)
    with register.staff.reading() as facts:
        school = arguments.school_name or facts.school_name()
        people = {row.member.key: row for row in facts.people()}

    def write(found: Sequence[CampaignStanding]) -> None:
        sender = Sender(school=school, officer=arguments.officer)
        writer = MailWriter(kind=SendKind.REMIND, campaign=campaign, sender=sender, today=today)
        for each in found:
            to = Recipient(person=people[each.member.key], due=each.due)
            if not to.has_address:
                without.append(each.member.name)
                continue
            file = arguments.out / f"reminder {file_name(to.person)}.eml"
            files.private(file, writer.write(to, SendWay.DRAFT).draft())
            written[each.member.number] = str(file)

    return write


def _say_people(shown: Sequence[CampaignStanding]) -> None:
    for each in shown:
        reason = f" ({each.reason})" if each.reason else _(" (on paper)") if each.on_paper else ""
        say(
            _(
                "  {number}  {member}: {state_name}{reason}, due {due}",
                number=each.member.number,
                member=each.member.name,
                state_name=state_name(each.state),
                reason=reason,
                due=each.due,
            )
        )


def _write(
    arguments: Namespace, tools: CliContext, register: SchoolRegister, shown: Sequence[CampaignStanding]
) -> None:
    from .table_file import table_file

    rows = [_row(each) for each in shown]
    with register.staff.reading() as facts:
        foot = facts.foot(tools.now())
    content = table_file(arguments.out, _columns(), rows, _("Campaign"), foot)
    hand_out(register, arguments.out, content, ExportKind.CAMPAIGN, len(rows))


def _columns() -> tuple[str, ...]:
    first = (_("Staff number"), _("Name"), _("State"), _("Opens"), _("Due"))
    return (*first, _("Done on"), _("On paper"), _("Reason"))


def _row(each: CampaignStanding) -> tuple[str | date | None, ...]:
    member, paper = each.member, _("yes") if each.on_paper else ""
    return member.number, member.name, state_name(each.state), each.opens, each.due, each.done_on, paper, each.reason


def _counts(everyone: Sequence[CampaignStanding]) -> CampaignCounts:
    counted = {state.name.lower(): number for state, number in count(everyone).items()}
    return CampaignCounts(**counted, done_on_paper=sum(each.on_paper for each in everyone))


def _standings(
    campaign: str,
    on: date,
    everyone: Sequence[CampaignStanding],
    shown: Iterable[CampaignStanding],
    *,
    recorded: bool = False,
    drafts: Mapping[str, str] = MappingProxyType({}),
) -> str:
    """How the people shown stand, with the numbers of everyone. `drafts`: staff number → file of the mail."""
    people = [(each, drafts.get(each.member.number)) for each in shown]
    return STANDINGS.text(campaign=campaign, on=on, recorded=recorded, counts=_counts(everyone), people=people)


STANDINGS = PrintedDocument(
    "privacy-wizard-standings/1",
    "What `campaign show --json` and `campaign remind --json` print. `counts` is of the whole campaign.",
    given("campaign", str),
    given("on", date),
    given("recorded", bool),
    given("counts", CampaignCounts),
    given_entries(
        given("people", tuple[tuple[CampaignStanding, str | None], ...], limit=200_000, each={}),
        "How one person stands.",
        "number=key.member.number",
        "name=key.member.name",
        "state=key.state",
        "opens=key.opens",
        "due=key.due",
        "done_on=key.done_on",
        "on_paper=key.on_paper",
        "reason=key.reason",
        "draft=value",
    ),
)


@frozen(kw_only=True)
class ActionLeft:
    """One thing that somebody still has to do; `due` null: no day was named."""

    number: str
    name: str
    action: str
    due: date | None
    overdue: bool
    attestation: str = field(metadata={"pattern": "[0-9a-f]{64}"})


def add_actions(actions: ArgumentParser) -> None:
    """Its options."""
    actions.add_argument("campaign", metavar="ID")
    actions.add_argument("--overdue", action="store_true", help=_("only that of which the day is over"))
    actions.add_argument("--out", type=Path, metavar="FILE", help=str(TABLE_FILE))
    actions.set_defaults(do=say_actions)


def say_actions(arguments: Namespace, tools: CliContext, register: SchoolRegister) -> int:
    """Who, what, by when: on the terminal, as JSON or as a table; the soonest first."""
    today = tools.now().date()
    found = open_actions(register, home_rows(register, campaigns.campaign(register, arguments.campaign), today))
    shown = [each for each in found if each.is_overdue(today) or not arguments.overdue]
    if arguments.out:
        _write_actions(arguments.out, tools, register, shown)
    if arguments.json:
        say(ACTIONS.text(campaign=arguments.campaign, on=today, actions=[_left(each, today) for each in shown]))
        return DONE
    say(how_many_open(shown, today))
    for each in () if arguments.out else shown:
        when = long_date(each.due) if each.due is not None else "–"
        say(f"  {when}  {each.person.member.number}  {each.person.member.name}: {each.to_do}")
    return DONE


def _left(each: OpenAction, today: date) -> ActionLeft:
    member = each.person.member
    return ActionLeft(
        number=member.number,
        name=member.name,
        action=each.text,
        due=each.due,
        overdue=each.is_overdue(today),
        attestation=each.attestation,
    )


def _write_actions(out: Path, tools: CliContext, register: SchoolRegister, shown: Sequence[OpenAction]) -> None:
    from .table_file import table_file

    headings = (_("Staff number"), _("Name"), str(WHAT_IS_LEFT), _("By"))
    rows = [(each.person.member.number, each.person.member.name, each.to_do, each.due) for each in shown]
    content = table_file(out, headings, rows, str(STILL_TO_BE_DONE), register.foot(tools.now()))
    hand_out(register, out, content, ExportKind.ACTIONS, len(rows))


ACTIONS = PrintedDocument(
    "privacy-wizard-actions/1",
    "What `campaign actions --json` prints.",
    given("campaign", str),
    given("on", date),
    given("actions", tuple[ActionLeft, ...], limit=200_000),
)
