"""`campaign person`: one person added to the staff list, or changed, without importing a list."""

from argparse import ArgumentParser, Namespace
from typing import Any

from attrs import evolve

from ..domain.staff import StaffMember
from ..domain.vocabulary import PersonKind
from ..i18n import _
from ..office.staff_list import change_person, enter_person
from ..register import SchoolRegister
from ..serialization import PrintedDocument, given
from .context import DONE, CliContext, a_day, say

_TEXTS = ("first_name", "last_name", "email", "role", "start", "last_day")


def add_person(act: ArgumentParser) -> None:
    """Add the options of the act."""
    act.add_argument("number", metavar="STAFF-NUMBER")
    act.add_argument("--first-name", metavar="NAME")
    act.add_argument("--last-name", metavar="NAME", help=_("needed for somebody new"))
    act.add_argument("--email", metavar="ADDRESS")
    act.add_argument("--role", metavar="JOB")
    act.add_argument("--kind", choices=[each.value for each in PersonKind])
    act.add_argument("--group", action="append", metavar="GROUP", help=_("these groups instead of the present ones"))
    act.add_argument("--start", type=a_day, metavar="DATE", help=_("the first day"))
    act.add_argument("--last-day", type=a_day, metavar="DATE", help=_("the last day"))
    act.add_argument("--misspelt", action="store_true", help=_("do not keep the name until now as a former one"))
    act.set_defaults(do=enter_one)


def enter_one(arguments: Namespace, tools: CliContext, register: SchoolRegister) -> int:
    """Add the person, or change only what was given."""
    today = tools.now().date()
    changes: dict[str, Any] = {
        name: getattr(arguments, name) for name in _TEXTS if getattr(arguments, name) is not None
    }
    if arguments.kind:
        changes["kind"] = PersonKind(arguments.kind)
    if arguments.group is not None:
        changes["groups"] = tuple(each for each in arguments.group if each.strip())
    known = register.people.numbered(arguments.number)
    before = known.member if known else StaffMember(number=arguments.number, first_name="", last_name="")
    member = evolve(before, **changes)
    if known is None:
        enter_person(register, member, today)
        done, told = "added", _("{name} is on the staff list.", name=member.name)
    elif change_person(register, member, today, keeps_former_name=not arguments.misspelt):
        done, told = "changed", _("The staff list is changed: {name}.", name=member.name)
    else:
        done, told = "unchanged", _("The staff list says so already. Nothing was changed.")
    say(PERSON.text(number=member.number, done=done) if arguments.json else told)
    return DONE


PERSON = PrintedDocument(
    "privacy-wizard-staff-entry/1",
    "What `campaign person --json` prints: the staff number, and `added`, `changed` or `unchanged`.",
    given("number", str),
    given("done", str),
)
