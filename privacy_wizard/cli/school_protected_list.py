"""`school protected-list`: made and signed in the office; taken into use, compared and deleted by its staff."""

import sys
from argparse import Namespace
from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from pathlib import Path

from attrs import frozen

from ..audit.school_files import list_in_use, take_list
from ..certificates import certified_school
from ..domain.protected_list import MOST_TOKENS, USUAL, ProtectedList
from ..domain.staff_plan import HeldBack
from ..evidence import read_exports
from ..evidence.matching.matches import ListMatch, match_reason, matches
from ..evidence.observation import MOST_CONNECTIONS, ExportedConnection
from ..i18n import _, long_date, long_moment, ngettext
from ..office.protected_lists import protected_list_in_use
from ..office.school_folder import SchoolFolder
from ..office.staff_sentences import ROW_FAULTS
from ..school.profile_file import read_some
from ..school.protected_list import LIST_LIMIT
from ..serialization import PrintedDocument, View, given, worked_out
from ..staff_import import StaffTable, TableRefused, read_table
from ..staff_import.protected_rows import (
    ProtectedField,
    protected_columns,
    tells_people_apart,
    understand_protected,
)
from ..system.progress import WorkProgress
from .campaign_staff import HELD_BACK
from .context import DONE, SOME_NEED_A_LOOK, WRONG_USE, CliContext, passphrase, say, stop
from .school_authority import acts, known_school, school_folder

_SHOWN = 20
_MANY = {"limit": MOST_CONNECTIONS}


@frozen(kw_only=True)
class _Met:
    connection: ExportedConnection
    match: ListMatch


def make(arguments: Namespace, tools: CliContext) -> int:
    """Make a list. Exit 2 where rows were left out."""
    try:
        table = read_table(arguments.file, sheet=arguments.sheet)
    except TableRefused as refused:
        stop(str(refused))
    columns = _columns(arguments.column, table)
    rows = understand_protected(table, columns)
    place = SchoolFolder(folder=school_folder(arguments, tools), now=tools.now)
    doing = acts(arguments, tools)
    made = doing.make_protected_list(
        passphrase(arguments.passphrase_file) if arguments.impact_assessment_made else "",
        rows.people,
        school=place.name(certified_school(doing.authority_store.card().certificate)),
        expires=_expires(arguments, tools),
        into=place.protected_list,
        out=arguments.out,
        weighed=arguments.impact_assessment_made,
        progress=_progress(),
    )
    if arguments.json:
        say(MADE.text(made.protected, people=made.people, held_back=rows.held_back))
    else:
        _say_made(made.people, made.protected, arguments.out)
        _say_held_back(rows.held_back)
    return SOME_NEED_A_LOOK if rows.held_back else DONE


def show(arguments: Namespace, tools: CliContext) -> int:
    """What the last list says, as far as anybody can read it."""
    found = protected_list_in_use(SchoolFolder(folder=school_folder(arguments, tools), now=tools.now))
    return _say_list(found, arguments)


def take(arguments: Namespace, tools: CliContext) -> int:
    """On a member of staff's computer: take a list into use."""
    content = read_some(arguments.file, LIST_LIMIT + 1)
    return _say_list(take_list(content, known_school(arguments, tools), tools.now()), arguments)


def match(arguments: Namespace, tools: CliContext) -> int:
    """On a member of staff's computer: which connections in downloads may be on the list."""
    protected = list_in_use(known_school(arguments, tools), tools.now())
    if protected is None:
        stop(_("No protected list of your school is in use on this computer, so nothing was compared."))
    read = read_exports(arguments.paths)
    connections = [
        each for export in read.exports for one in export.lists for each in one.connections if each.name or each.handle
    ]
    found = matches(protected, connections, _progress())
    if arguments.json:
        met = tuple(_Met(connection=connections[at], match=each) for at, each in found.items())
        say(MATCHED.text(compared=len(connections), matches=met))
        return DONE
    say(ngettext("{n} connection compared.", "{n} connections compared.", len(connections)))
    for at, each in found.items():
        who = connections[at].name or connections[at].handle
        say(f"  {who}: {match_reason(each)}")
    say(_("A match is a question, not an answer: people share names. Nothing of the school's list is shown here."))
    return DONE


def delete(arguments: Namespace, tools: CliContext) -> int:
    """On a member of staff's computer: delete the list."""
    kept = known_school(arguments, tools).protected_list
    was_there = kept.is_there
    kept.delete()
    if arguments.json:
        say(DELETED.text(deleted=was_there))
    else:
        say(_("The list is deleted.") if was_there else _("There was no list. Nothing was changed."))
    return DONE


def _columns(said: Sequence[str], table: StaffTable) -> Mapping[ProtectedField, int]:
    columns = dict(protected_columns(table.headings))
    for each in said:
        what, _sign, heading = each.partition("=")
        places = [at for at, name in enumerate(table.headings) if name.casefold() == heading.strip().casefold()]
        if what not in [*ProtectedField] or (heading.strip() and len(places) != 1):
            stop(
                _(
                    "{said} cannot be used. Write FIELD=HEADING with one of {fields} and one of {headings}.",
                    said=each,
                    fields=", ".join(ProtectedField),
                    headings=", ".join(table.headings),
                ),
                WRONG_USE,
            )
        columns.pop(ProtectedField(what), None)
        if heading.strip():
            columns[ProtectedField(what)] = places[0]
    if not tells_people_apart(columns):
        stop(
            _(
                "No column says who somebody is. Use --column FIELD=HEADING. The headings are: {headings}.",
                headings=", ".join(table.headings),
            ),
            WRONG_USE,
        )
    return columns


def _expires(arguments: Namespace, tools: CliContext) -> datetime:
    """At the end of the last day."""
    now = tools.now().astimezone()
    last = arguments.until or (now + USUAL).date()
    return datetime.combine(last + timedelta(days=1), time(), now.tzinfo)


def _progress() -> WorkProgress:
    """On the terminal, one line that counts; silent where nobody looks."""
    if not sys.stderr.isatty():
        return WorkProgress()
    return WorkProgress(came=lambda done, of: print(f"\r{done:,} / {of:,}", end="", file=sys.stderr, flush=True))


def _say_made(people: int, protected: ProtectedList, out: Path) -> None:
    say(ngettext("A list of {n} person is made.", "A list of {n} people is made.", people))
    say(_("It is {out}, and expires after {day}.", out=out, day=long_date(protected.last_day)))
    say(_("Anyone with the file can try names one by one. Give it to your staff and to nobody else."))


def _say_held_back(held_back: Sequence[HeldBack]) -> None:
    for held in held_back[:_SHOWN]:
        say(_("  left out, line {line}: {shown}. {why}", line=held.line, shown=held.shown, why=ROW_FAULTS[held.fault]))
    if len(held_back) > _SHOWN:
        say(_("  … and {count} more left out", count=len(held_back) - _SHOWN))


def _say_list(found: ProtectedList | None, arguments: Namespace) -> int:
    if arguments.json:
        say(SHOWN.text(**_facts(found)))
    elif found is None:
        say(_("There is no protected list, or it has expired and was deleted."))
    else:
        made, ends = long_moment(found.made), long_date(found.last_day)
        say(_("{school}: protected list of {made}, until {ends}", school=found.school, made=made, ends=ends))
        say(_("  {count} tokens, which do not show who is on the list", count=f"{len(found.token_set()):,}"))
    return DONE


def _facts(found: ProtectedList | None) -> Mapping[str, object]:
    return {
        "there": found is not None,
        "school": found.school if found is not None else "",
        "made": found.made if found is not None else None,
        "expires": found.expires if found is not None else None,
        "tokens": len(found.token_set()) if found is not None else 0,
    }


def _kind(met: _Met) -> str:
    return met.match.kind


def _strength(met: _Met) -> str:
    return met.match.strength.name.lower()


def _reason(met: _Met) -> str:
    return match_reason(met.match)


_COUNT = {"most": MOST_TOKENS}
_LIST = (
    given("school", str),
    given("made", datetime | None),
    given("expires", datetime | None),
    given("tokens", int, **_COUNT),
)
MADE = PrintedDocument(
    "privacy-wizard-list-made/1",
    "What `school protected-list make --json` prints.",
    "school",
    "made",
    "expires",
    given("people", int, **_COUNT),
    given("held_back", tuple[HeldBack, ...], **_MANY),
    of=ProtectedList,
    views=(HELD_BACK,),
)
SHOWN = PrintedDocument(
    "privacy-wizard-list-shown/1",
    "What `school protected-list show|take --json` prints; `there` is false where there is none, or none any more.",
    given("there", bool),
    *_LIST,
)
MATCHED = PrintedDocument(
    "privacy-wizard-list-matches/1",
    "What `school protected-list match --json` prints: the member of staff's own connections, nothing of the list.",
    given("compared", int, **_COUNT),
    given("matches", tuple[_Met, ...], **_MANY),
    views=(
        View(
            _Met,
            "A connection that may be somebody of the list.",
            "name=connection.name",
            "handle=connection.handle",
            worked_out("kind", _kind),
            worked_out("strength", _strength),
            worked_out("reason", _reason),
        ),
    ),
)
DELETED = PrintedDocument(
    "privacy-wizard-list-deleted/1",
    "What `school protected-list delete --json` prints.",
    given("deleted", bool),  # false: there was none
)
