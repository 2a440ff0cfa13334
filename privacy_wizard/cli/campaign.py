"""`campaign`: the staff list, campaigns, who stands how, who is excused, who is reminded."""

from argparse import ArgumentParser, Namespace, _SubParsersAction
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from attrs import evolve

from ..domain.campaign import Campaign, CampaignRefused, CampaignStanding, CampaignState, ReminderRule
from ..domain.names import state_name
from ..domain.rules_version import CURRENT_RULES
from ..domain.vocabulary import ExportKind, Occasion
from ..i18n import _, ngettext
from ..office import campaigns, staff_list
from ..office.staff_sentences import CAMPAIGN_FAULTS
from ..register import Register, SchoolRegister
from ..register.errors import NoSuchSchool
from ..system import OutgoingFiles, outgoing_files
from .campaign_outputs import PRINTER, CampaignsOut, standings_out
from .context import DONE, SOME_NEED_A_LOOK, WRONG_USE, CliContext, a_day, say, stop
from .options import SCHOOL_IN_REGISTER, json_option, register_options

Opener = Callable[[Namespace, CliContext], Register]
_Act = Callable[[Namespace, CliContext, SchoolRegister], int]
_EXPECTED = (
    NoSuchSchool,
    campaigns.UnknownCampaign,
    campaigns.NotAsked,
    campaigns.NoReason,
    staff_list.PreviewOutdated,
)


def add_campaign(command: ArgumentParser, open_register: Opener) -> None:
    """The acts of the command; `open_register` finds the register that the arguments name."""
    acts = command.add_subparsers(dest="act", required=True, metavar="ACT")
    _add_staff(acts)
    _add_new(acts)
    acts.add_parser("list", help=_("every campaign")).set_defaults(do=list_campaigns)
    show = acts.add_parser("show", help=_("who stands how"))
    show.add_argument("campaign", metavar="ID")
    show.add_argument("--state", choices=[*CampaignState], help=_("only those"))
    show.add_argument("--out", type=Path, metavar="FILE", help=_("write a table, .csv or .xlsx; goes on record"))
    show.set_defaults(do=show_campaign)
    excuse = acts.add_parser("excuse", help=_("excuse one person, with the reason"))
    excuse.add_argument("campaign", metavar="ID")
    excuse.add_argument("number", metavar="STAFF-NUMBER")
    excuse.add_argument("--reason", required=True)
    excuse.add_argument("--until", type=a_day, metavar="DATE", help=_("left out: for the whole campaign"))
    excuse.set_defaults(do=excuse_person)
    remind = acts.add_parser("remind", help=_("who is to be reminded today"))
    remind.add_argument("campaign", metavar="ID")
    remind.add_argument("--everyone", action="store_true", help=_("whoever has not answered, not only by the rule"))
    remind.add_argument("--record", action="store_true", help=_("record that they are reminded; never twice in a day"))
    remind.add_argument(
        "--out", type=Path, metavar="DIR", help=_("with --record: write the drafts of the mails (.eml)")
    )
    remind.add_argument(
        "--school-name", default="", metavar="NAME", help=_("for the mails; left out: as in the register")
    )
    remind.add_argument("--officer", default="", metavar="NAME", help=_("for the mails: who signs them"))
    remind.set_defaults(do=remind_people)
    for act in acts.choices.values():
        _register_options(act, open_register)


def _add_staff(acts: "_SubParsersAction[Any]") -> None:
    staff = acts.add_parser("staff", help=_("show what a staff list would change; import it with --confirm"))
    staff.add_argument("file", type=Path, metavar="FILE", help=_("CSV or XLSX"))
    staff.add_argument("--preset", default="", metavar="ID", help=_("sims, arbor or bromcom; left out: recognised"))
    staff.add_argument(
        "--column", action="append", default=[], metavar="FIELD=HEADING", help=_("match a column by hand")
    )
    staff.add_argument("--sheet", default="", help=_("of a workbook"))
    staff.add_argument("--encoding", default="", help=_("of a CSV file, where it is not recognised"))
    staff.add_argument("--delimiter", default="", metavar="SIGN", help=_("of a CSV file: any sign, or tab"))
    staff.add_argument("--headings-line", type=int, default=0, metavar="LINE", help=_("where the headings stand"))
    staff.add_argument("--whole", action="store_true", help=_("whoever is not in the file has left"))
    staff.add_argument(
        "--confirm", default="", metavar="DIGEST", help=_("import what the preview of that digest showed")
    )
    staff.set_defaults(do=_staff)


def _add_new(acts: "_SubParsersAction[Any]") -> None:
    days = _("induction: due so many days after the first day")
    new = acts.add_parser("new", help=_("set up an induction or an annual review"))
    new.add_argument("--title", required=True)
    new.add_argument("--occasion", required=True, choices=[Occasion.INDUCTION.value, Occasion.ANNUAL_REVIEW.value])
    new.add_argument("--opens", type=a_day, required=True, metavar="DATE")
    new.add_argument("--due", type=a_day, metavar="DATE", help=_("annual review"))
    new.add_argument("--days", type=int, metavar="N", help=days)
    new.add_argument("--ends", type=a_day, metavar="DATE", help=_("left out: until it is ended"))
    new.add_argument("--group", action="append", default=[], metavar="GROUP", help=_("left out: everyone"))
    new.set_defaults(do=new_campaign)
    change = acts.add_parser("change", help=_("change a campaign, or end it; what is left out stays as it is"))
    change.add_argument("campaign", metavar="ID")
    change.add_argument("--title")
    change.add_argument("--due", type=a_day, metavar="DATE", help=_("annual review"))
    change.add_argument("--days", type=int, metavar="N", help=days)
    change.add_argument("--ends", type=a_day, metavar="DATE", help=_("the last day on which audits answer it"))
    change.add_argument(
        "--group", action="append", metavar="GROUP", help=_("these instead of those so far; '' is everyone")
    )
    change.set_defaults(do=change_campaign)


def _register_options(act: ArgumentParser, open_register: Opener) -> None:
    act.add_argument("--school", required=True, metavar="ID", help=str(SCHOOL_IN_REGISTER))
    register_options(act)
    json_option(act)
    act.set_defaults(run=lambda arguments, tools: _run(arguments, tools, open_register))


def _run(arguments: Namespace, tools: CliContext, open_register: Opener) -> int:
    act: _Act = arguments.do
    arguments.writes = act in (new_campaign, change_campaign, excuse_person) or _is_to_record(arguments)
    try:
        register = open_register(arguments, tools)
        return act(arguments, tools, SchoolRegister(register=register, school=arguments.school))
    except _EXPECTED as error:
        stop(str(error))


def _is_to_record(arguments: Namespace) -> bool:
    leaves = arguments.do is show_campaign and bool(arguments.out)  # what leaves the register goes on record
    return leaves or bool(getattr(arguments, "record", False) or getattr(arguments, "confirm", ""))


def _staff(arguments: Namespace, tools: CliContext, register: SchoolRegister) -> int:
    from .staff import import_staff

    return import_staff(arguments, tools, register)


def new_campaign(arguments: Namespace, tools: CliContext, register: SchoolRegister) -> int:
    """Set up a campaign and ask everyone whom it asks."""
    try:
        campaign = Campaign(
            id=campaigns.new_campaign_id(),
            title=arguments.title,
            occasion=Occasion(arguments.occasion),
            opens=arguments.opens,
            due=arguments.due,
            days=arguments.days,
            ends=arguments.ends,
            groups=tuple(arguments.group),
            rules=CURRENT_RULES,
        )
    except CampaignRefused as refused:
        stop(CAMPAIGN_FAULTS[refused.fault], WRONG_USE)
    asked = campaigns.enter_campaign(register, campaign, tools.now().date())
    if arguments.json:
        say(PRINTER.text(CampaignsOut(campaigns=(campaign,))))
    else:
        say(
            ngettext(
                "The campaign is {id}. It asks {n} person so far.",
                "The campaign is {id}. It asks {n} people so far.",
                asked,
                id=campaign.id,
            )
        )
    return DONE


def change_campaign(arguments: Namespace, tools: CliContext, register: SchoolRegister) -> int:
    """Change a campaign, ask whoever it asks now, and ask no more whoever it does not."""
    given = {name: getattr(arguments, name) for name in ("title", "due", "days", "ends")}
    changes: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
    if arguments.group is not None:
        changes["groups"] = tuple(group for group in arguments.group if group.strip())
    try:
        before = campaigns.campaign(register, arguments.campaign)
        after = evolve(before, **changes)
    except CampaignRefused as refused:
        stop(CAMPAIGN_FAULTS[refused.fault], WRONG_USE)
    asked = campaigns.enter_campaign(register, after, tools.now().date()) if after != before else 0
    if arguments.json:
        say(PRINTER.text(CampaignsOut(campaigns=(after,))))
    elif after == before:
        say(_("It is so already. Nothing was changed."))
    else:
        say(_("The campaign is changed. People asked now, or by another date: {asked}.", asked=asked))
    return DONE


def list_campaigns(arguments: Namespace, _tools: CliContext, register: SchoolRegister) -> int:
    """Every campaign."""
    found = campaigns.campaigns(register)
    if arguments.json:
        say(PRINTER.text(CampaignsOut(campaigns=tuple(found))))
        return DONE
    for each in found:
        due = _("due {due}", due=each.due) if each.due else _("due {days} days after the first day", days=each.days)
        say(
            _(
                "{id}  {title}: {occasion}, opens {opens}, {due}",
                id=each.id,
                title=each.title,
                occasion=each.occasion,
                opens=each.opens,
                due=due,
            )
        )
    return DONE


def show_campaign(arguments: Namespace, tools: CliContext, register: SchoolRegister) -> int:
    """Who stands how, on the terminal, as JSON or as a table."""
    today = tools.now().date()
    everyone = campaigns.how_they_stand(register, arguments.campaign, today)
    shown = [each for each in everyone if arguments.state in (None, each.state)]
    if arguments.out:
        _write(arguments, tools, register, shown)
    out = standings_out(arguments.campaign, today, everyone, shown)
    if arguments.json:
        say(PRINTER.text(out))
        return DONE
    for state in CampaignState:
        paper = (
            _(", {done_on_paper} of them on paper", done_on_paper=out.counts.done_on_paper)
            if state is CampaignState.DONE
            else ""
        )
        say(
            f"{state_name(state)}: {getattr(out.counts, state.name.lower())}{paper if out.counts.done_on_paper else ''}"
        )
    if not arguments.out:
        _say_people(shown)
    return DONE


def excuse_person(arguments: Namespace, tools: CliContext, register: SchoolRegister) -> int:
    """Excuse one person."""
    today = tools.now().date()
    campaigns.excuse(register, arguments.campaign, arguments.number, arguments.reason, today, arguments.until)
    everyone = campaigns.how_they_stand(register, arguments.campaign, today)
    excused = [each for each in everyone if each.member.number.casefold() == arguments.number.casefold()]
    if arguments.json:
        say(PRINTER.text(standings_out(arguments.campaign, today, everyone, excused, recorded=True)))
    else:
        say(_("{number} is excused. The reason is on record.", number=arguments.number))
    return DONE


def remind_people(arguments: Namespace, tools: CliContext, register: SchoolRegister) -> int:
    """Who is to be reminded; exit 2 where there is someone and nothing was recorded."""
    if arguments.out and not arguments.record:
        stop(_("Drafts are written for reminders on record: add --record."), WRONG_USE)
    today, rule = tools.now().date(), None if arguments.everyone else ReminderRule()
    drafts, without = dict[str, str](), list[str]()
    if arguments.record:
        with outgoing_files() as files:
            write = _drafting(arguments, register, files, drafts, without) if arguments.out else _nothing
            found = campaigns.take_reminders(register, arguments.campaign, today, rule, write)
    else:
        found = campaigns.due_reminders(register, arguments.campaign, today, rule)
    if arguments.json:
        everyone = campaigns.how_they_stand(register, arguments.campaign, today)
        out = standings_out(arguments.campaign, today, everyone, found, recorded=arguments.record, drafts=drafts)
        say(PRINTER.text(out))
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
    arguments: Namespace, register: SchoolRegister, files: OutgoingFiles, written: dict[str, str], without: list[str]
) -> Callable[[Sequence[CampaignStanding]], None]:
    """Writes the drafts: `written` gets staff number → file of the mail, `without` who has no address."""
    from ..office.reminders import letters

    campaign = campaigns.campaign(register, arguments.campaign)
    with register.staff.reading() as facts:
        school = arguments.school_name or facts.school_name()

    def write(found: Sequence[CampaignStanding]) -> None:
        for letter in letters(found, campaign, school=school, officer=arguments.officer):
            if letter.content is None:
                without.append(letter.standing.member.name)
                continue
            files.private(arguments.out / letter.name, letter.content)
            written[letter.standing.member.number] = str(arguments.out / letter.name)

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
    with outgoing_files() as files:
        files.private(arguments.out, content)
        campaigns.exported(register, ExportKind.CAMPAIGN.value, len(rows))


def _columns() -> tuple[str, ...]:
    first = (_("Staff number"), _("Name"), _("State"), _("Opens"), _("Due"))
    return (*first, _("Done on"), _("On paper"), _("Reason"))


def _row(each: CampaignStanding) -> tuple[str | date | None, ...]:
    member, paper = each.member, _("yes") if each.on_paper else ""
    return member.number, member.name, state_name(each.state), each.opens, each.due, each.done_on, paper, each.reason
