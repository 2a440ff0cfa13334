"""`campaign`: the staff list, campaigns, where each person stands, who is excused, who is reminded."""

from argparse import ArgumentParser, Namespace, _SubParsersAction
from collections.abc import Callable
from pathlib import Path
from typing import Any

from attrs import evolve

from ..domain.campaign import Campaign, CampaignRefused, CampaignState
from ..domain.versions import CURRENT_RULES
from ..domain.vocabulary import Occasion
from ..i18n import _, ngettext
from ..office import campaigns, staff_list
from ..office.campaigns import due_after
from ..office.staff_sentences import CAMPAIGN_FAULTS
from ..register import SchoolRegister
from ..register.errors import NoSuchSchool
from ..serialization import PrintedDocument, View, given
from .campaign_send import add_send, send_mails
from .campaign_staff import add_person, enter_one, import_staff
from .campaign_standings import add_actions, excuse_person, remind_people, say_actions, show_campaign
from .context import DONE, WRONG_USE, CliContext, a_day, say, stop
from .options import SCHOOL_IN_REGISTER, TABLE_FILE, WHO_SIGNS, json_option, register_options

_Act = Callable[[Namespace, CliContext, SchoolRegister], int]
_EXPECTED = (
    NoSuchSchool,
    campaigns.UnknownCampaign,
    campaigns.NotAsked,
    campaigns.NoReason,
    campaigns.ExcusalPast,
    staff_list.NumbersNotSettled,
    staff_list.PreviewOutdated,
)


def add_options(command: ArgumentParser) -> None:
    """Add the acts and options of the command."""
    acts = command.add_subparsers(dest="act", required=True, metavar="ACT")
    _add_staff(acts)
    add_person(acts.add_parser("person", help=_("add somebody to the staff list, or change what it says of them")))
    _add_new(acts)
    acts.add_parser("list", help=_("every campaign")).set_defaults(do=list_campaigns)
    show = acts.add_parser("show", help=_("the state of each person"))
    show.add_argument("campaign", metavar="ID")
    show.add_argument("--state", choices=[*CampaignState], help=_("only those"))
    show.add_argument("--out", type=Path, metavar="FILE", help=str(TABLE_FILE))
    show.set_defaults(do=show_campaign)
    add_actions(acts.add_parser("actions", help=_("what accepted attestations still ask of people, and by when")))
    excuse = acts.add_parser("excuse", help=_("excuse one person, with the reason"))
    excuse.add_argument("campaign", metavar="ID")
    excuse.add_argument("number", metavar="STAFF-NUMBER")
    excuse.add_argument("--reason", required=True)
    excuse.add_argument("--until", type=a_day, metavar="DATE", help=_("if omitted: for the whole campaign"))
    excuse.set_defaults(do=excuse_person)
    remind = acts.add_parser("remind", help=_("who is to be reminded today"))
    remind.add_argument("campaign", metavar="ID")
    remind.add_argument(
        "--everyone",
        action="store_true",
        help=_("everyone who has not answered, not only those whom the rule names today"),
    )
    remind.add_argument("--record", action="store_true", help=_("record that they are reminded; never twice in a day"))
    remind.add_argument(
        "--out", type=Path, metavar="DIR", help=_("with --record: write the drafts of the mails (.eml)")
    )
    remind.add_argument(
        "--school-name", default="", metavar="NAME", help=_("for the mails; if omitted: as in the register")
    )
    remind.add_argument("--officer", default="", metavar="NAME", help=str(WHO_SIGNS))
    remind.set_defaults(do=remind_people)
    add_send(acts.add_parser("send", help=_("ask, invite, remind, and send certificates and copies to many at once")))
    for act in acts.choices.values():
        _on_register(act)


def _add_staff(acts: "_SubParsersAction[Any]") -> None:
    staff = acts.add_parser("staff", help=_("show what a staff list would change; import it with --confirm"))
    staff.add_argument("file", type=Path, metavar="FILE", help=_("CSV, XLS, XLSX or ODS"))
    staff.add_argument("--preset", default="", metavar="ID", help=_("sims, arbor or bromcom; if omitted: recognised"))
    staff.add_argument(
        "--column", action="append", default=[], metavar="FIELD=HEADING", help=_("match a column by hand")
    )
    staff.add_argument("--sheet", default="", help=_("of a workbook"))
    staff.add_argument("--encoding", default="", help=_("of a CSV file, where it is not recognised"))
    staff.add_argument("--delimiter", default="", metavar="SIGN", help=_("of a CSV file: any character, or tab"))
    staff.add_argument("--headings-line", type=int, default=0, metavar="LINE", help=_("where the headings are"))
    staff.add_argument("--whole", action="store_true", help=_("whoever is not in the file has left"))
    staff.add_argument(
        "--same-numbers",
        choices=("yes", "no"),
        help=_("whether numbers such as 1 and 00001 are the same; asked for where the list has any"),
    )
    staff.add_argument(
        "--confirm", default="", metavar="DIGEST", help=_("import what the preview of that digest showed")
    )
    staff.set_defaults(do=import_staff)


def _add_new(acts: "_SubParsersAction[Any]") -> None:
    days = _("induction: due this many days after the first day")
    new = acts.add_parser("new", help=_("set up an induction or an annual review"))
    new.add_argument("--title", required=True)
    new.add_argument("--occasion", required=True, choices=[Occasion.INDUCTION.value, Occasion.ANNUAL_REVIEW.value])
    new.add_argument("--opens", type=a_day, required=True, metavar="DATE")
    new.add_argument("--due", type=a_day, metavar="DATE", help=_("annual review"))
    new.add_argument("--days", type=int, metavar="N", help=days)
    new.add_argument("--ends", type=a_day, metavar="DATE", help=_("if omitted: until it is ended"))
    new.add_argument("--group", action="append", default=[], metavar="GROUP", help=_("if omitted: everyone"))
    new.set_defaults(do=new_campaign)
    change = acts.add_parser("change", help=_("change a campaign, or end it; what is left out stays as it is"))
    change.add_argument("campaign", metavar="ID")
    change.add_argument("--title")
    change.add_argument("--due", type=a_day, metavar="DATE", help=_("annual review"))
    change.add_argument("--days", type=int, metavar="N", help=days)
    change.add_argument("--ends", type=a_day, metavar="DATE", help=_("the last day on which audits answer it"))
    change.add_argument(
        "--group",
        action="append",
        metavar="GROUP",
        help=_("these groups instead of the present ones; '' means everyone"),
    )
    change.set_defaults(do=change_campaign)


def _on_register(act: ArgumentParser) -> None:
    act.add_argument("--school", required=True, metavar="ID", help=str(SCHOOL_IN_REGISTER))
    register_options(act)
    json_option(act)
    act.set_defaults(run=_run)


def _run(arguments: Namespace, tools: CliContext) -> int:
    act: _Act = arguments.do
    arguments.writes = act in (new_campaign, change_campaign, excuse_person, enter_one) or _is_to_record(arguments)
    try:
        return act(arguments, tools, SchoolRegister(register=tools.register(arguments), school=arguments.school))
    except _EXPECTED as error:
        stop(str(error))


def _is_to_record(arguments: Namespace) -> bool:
    leaves = arguments.do in (show_campaign, say_actions) and bool(
        arguments.out
    )  # what leaves the register goes on record
    leaves = leaves or (arguments.do is send_mails and not arguments.dry_run)
    return leaves or bool(getattr(arguments, "record", False) or getattr(arguments, "confirm", ""))


def new_campaign(arguments: Namespace, tools: CliContext, register: SchoolRegister) -> int:
    """Set up a campaign and ask everyone it covers."""
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
        say(CAMPAIGNS.text(campaigns=(campaign,)))
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
    """Change a campaign, ask whoever it now covers, and stop asking whoever it does not."""
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
        say(CAMPAIGNS.text(campaigns=(after,)))
    elif after == before:
        say(_("That is already so. Nothing was changed."))
    else:
        say(_("The campaign is changed. People asked now, or by another date: {asked}.", asked=asked))
    return DONE


def list_campaigns(arguments: Namespace, _tools: CliContext, register: SchoolRegister) -> int:
    """List every campaign."""
    found = campaigns.campaigns(register)
    if arguments.json:
        say(CAMPAIGNS.text(campaigns=found))
        return DONE
    for each in found:
        due = _("due {due}", due=each.due) if each.due else due_after(each.days or 0)
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


CAMPAIGNS = PrintedDocument(
    "privacy-wizard-campaigns/1",
    "What `campaign list --json` and `campaign new --json` print.",
    given("campaigns", tuple[Campaign, ...], limit=200_000, each={}),
    views=(
        View(Campaign, "One campaign.", "campaign=id", "title", "occasion", "opens", "due", "days", "ends", "groups"),
    ),
)
