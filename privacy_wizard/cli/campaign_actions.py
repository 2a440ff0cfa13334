"""`campaign actions`: what accepted attestations still ask of people, with its days."""

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from attrs import field, frozen

from ..domain.vocabulary import ExportKind
from ..i18n import _, long_date
from ..office import campaigns
from ..office.exports import hand_out
from ..office.home_table import home_rows
from ..office.open_actions import STILL_TO_BE_DONE, WHAT_IS_LEFT, OpenAction, how_many_open, open_actions
from ..register import SchoolRegister
from ..serialization import PrintedDocument, given
from .context import DONE, CliContext, say
from .options import TABLE_FILE


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
        _write(arguments.out, tools, register, shown)
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


def _write(out: Path, tools: CliContext, register: SchoolRegister, shown: Sequence[OpenAction]) -> None:
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
