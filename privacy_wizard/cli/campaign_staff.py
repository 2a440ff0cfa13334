"""`campaign staff` and `person`: what a staff list would change, and importing exactly that; one person added
or changed without a list.
"""

from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from typing import Any

from attrs import evolve

from ..domain.names import change_name
from ..domain.staff import ChangeKind, StaffChange, StaffMember
from ..domain.staff_plan import HeldBack, ImportPlan, PlanNotice
from ..domain.vocabulary import PersonKind
from ..i18n import _, ngettext
from ..office import staff_list
from ..office.staff_list import change_person, enter_person
from ..office.staff_sentences import MATCHING_FAULTS, NOTES, NOTICES, ROW_FAULTS
from ..register import SchoolRegister
from ..serialization import PrintedDocument, View, given, given_entries, the, worked_out
from ..staff_import import (
    PRESETS,
    Matching,
    Preset,
    StaffField,
    StaffTable,
    TableRefused,
    read_table,
    suggest,
    understand,
)
from .context import DONE, SOME_NEED_A_LOOK, WRONG_USE, CliContext, a_day, say, stop

_SHOWN = 20
"""So many of each kind are listed on the terminal; `--json` has them all."""


def import_staff(arguments: Namespace, tools: CliContext, register: SchoolRegister) -> int:
    """The preview; with `--confirm` the import. Exits with 2 if rows were held back."""
    table = _table(arguments)
    matching = _matching(arguments, table)
    read, today = understand(table, matching, is_whole=arguments.whole), tools.now().date()
    if arguments.same_numbers:
        read = evolve(read, same_numbers=arguments.same_numbers == "yes")
    if arguments.confirm:
        plan = staff_list.confirm(register, read, arguments.confirm, today)
    else:
        plan = staff_list.preview(register, read, today)
    if arguments.json:
        say(STAFF.text(plan, imported=bool(arguments.confirm), **_how_it_was_read(table, matching)))
    else:
        _say_table(table, matching)
        _say_plan(plan, imported=bool(arguments.confirm))
    return SOME_NEED_A_LOOK if plan.held_back or plan.alike else DONE


def _table(arguments: Namespace) -> StaffTable:
    try:
        return read_table(
            arguments.file,
            sheet=arguments.sheet,
            encoding=arguments.encoding,
            delimiter="\t" if arguments.delimiter == "tab" else arguments.delimiter,
            headings_line=arguments.headings_line,
        )
    except TableRefused as refused:
        stop(str(refused))


def _matching(arguments: Namespace, table: StaffTable) -> Matching:
    matching = suggest(table.headings, _preset(arguments.preset))
    for said in arguments.column:
        what, _sign, heading = said.partition("=")
        if what not in [*StaffField]:
            stop(
                _(
                    "{what} is no field of a staff list. Use one of: {fields}.",
                    what=what,
                    fields=", ".join(StaffField),
                ),
                WRONG_USE,
            )
        places = [at for at, each in enumerate(table.headings) if each.casefold() == heading.strip().casefold()]
        if len(places) != 1 and heading.strip():
            told = _("stands there twice") if places else _("is not there")
            stop(
                _(
                    "The heading {heading} {told}. The headings are: {headings}.",
                    heading=heading,
                    told=told,
                    headings=", ".join(table.headings),
                ),
                WRONG_USE,
            )
        matching = matching.with_column(StaffField(what), places[0] if heading.strip() else None)
    faults = matching.faults(len(table.headings))
    if faults:
        told = " ".join(str(MATCHING_FAULTS[fault]) for fault in faults)
        stop(
            _(
                "{told} Use --column FIELD=HEADING. The headings are: {headings}.",
                told=told,
                headings=", ".join(table.headings),
            ),
            WRONG_USE,
        )
    return matching


def _preset(wanted: str) -> Preset | None:
    found = next((preset for preset in PRESETS if preset.id == wanted), None)
    if wanted and found is None:
        stop(
            _(
                "There is no preset {wanted}. Use one of: {presets}.",
                wanted=wanted,
                presets=", ".join(preset.id for preset in PRESETS),
            ),
            WRONG_USE,
        )
    return found


def _say_table(table: StaffTable, matching: Matching) -> None:
    if table.sheet:
        how = _("sheet {sheet}", sheet=table.sheet)
    elif table.delimiter:
        how = _("{encoding}, delimiter {delimiter}", encoding=table.encoding, delimiter=table.delimiter)
    else:
        how = _("web page, {encoding}", encoding=table.encoding)
    say(
        ngettext(
            "{n} row ({how}), headings on line {line}",
            "{n} rows ({how}), headings on line {line}",
            len(table.rows),
            how=how,
            line=table.headings_line,
        )
    )
    for what, at in matching.columns.items():
        say(f"  {table.headings[at]} → {what}")
    if left := _not_matched(table, matching):
        say(_("  Left where they are: {headings}.", headings=", ".join(left)))
    for note in sorted(table.notes):
        say(f"  {NOTES[note]}")
    if len(table.sheets) > 1:
        say(_("  The sheets are: {sheets}.", sheets=", ".join(table.sheets)))
    preset = _preset(matching.preset)
    if preset is not None:
        say(
            _(
                "  The headings are those of {title}. {not_documented}",
                title=preset.title,
                not_documented=preset.not_documented,
            )
        )


def _say_plan(plan: ImportPlan, *, imported: bool) -> None:
    say(_("Imported:") if imported else _("This would be imported:"))
    for kind in ChangeKind:
        say(f"  {change_name(kind)}: {plan.count(kind)}")
    say(_("  unchanged: {unchanged}", unchanged=plan.unchanged))
    for change in plan.changes[:_SHOWN]:
        before, after = change.before, change.after
        was = _(", was {before}", before=before.name) if before and before.name != after.name else ""
        fields = ", ".join(name.replace("_", " ") for name in _differing(change))
        say(f"  {change_name(change.kind)}: {after.number} {after.name}{was}" + (f" [{fields}]" if fields else ""))
    if len(plan.changes) > _SHOWN:
        say(_("  … and {count} more", count=len(plan.changes) - _SHOWN))
    for held in plan.held_back[:_SHOWN]:
        place = _("line {line}", line=held.line) + (f", {held.column}" if held.column else "")
        say(
            _(
                "  held back, {place}: {shown}. {ROW_FAULTS}",
                place=place,
                shown=held.shown,
                ROW_FAULTS=ROW_FAULTS[held.fault],
            )
        )
    if len(plan.held_back) > _SHOWN:
        say(_("  … and {count} more held back", count=len(plan.held_back) - _SHOWN))
    for notice in plan.notices[:_SHOWN]:
        say(f"  {NOTICES[notice.kind]} ({', '.join(notice.numbers[:_SHOWN])})")
    if plan.alike:
        known, listed = plan.alike[0]
        say(
            ngettext(
                "{n} number in the file differs from the staff list's: {listed} is perhaps {held}. Say whether "
                "they are the same with --same-numbers yes or no.",
                "{n} numbers in the file differ from the staff list's: {listed} is perhaps {held}. Say whether "
                "they are the same with --same-numbers yes or no.",
                len(plan.alike),
                listed=listed,
                held=known,
            )
        )
    elif not imported and plan.changes:
        say(_("Nothing has been imported yet. To import exactly this, add --confirm {digest}", digest=plan.digest))


def _how_it_was_read(table: StaffTable, matching: Matching) -> Mapping[str, object]:
    return {
        "encoding": table.encoding,
        "delimiter": table.delimiter,
        "sheet": table.sheet,
        "headings_line": table.headings_line,
        "preset": matching.preset,
        "matched": {what: table.headings[at] for what, at in matching.columns.items()},
        "not_matched": _not_matched(table, matching),
        "notes": sorted(table.notes),
    }


def _not_matched(table: StaffTable, matching: Matching) -> list[str]:
    taken = set(matching.columns.values())
    return [heading for at, heading in enumerate(table.headings) if at not in taken and heading]


def _differing(change: StaffChange) -> tuple[str, ...]:
    """The names of the fields that differ."""
    if change.before is None:
        return ()
    names = StaffMember.__annotations__
    return tuple(name for name in names if getattr(change.before, name) != getattr(change.after, name))


def _earlier_name(change: StaffChange) -> str | None:
    before = change.before
    return before.name if before and before.name != change.after.name else None


def _fault_sentence(row: HeldBack) -> str:
    return str(ROW_FAULTS[row.fault])


def _notice_sentence(notice: PlanNotice) -> str:
    return str(NOTICES[notice.kind])


_MANY = {"limit": 200_000, "each": {}}
_LINE = {"least": 1, "most": 10_000_000}
CHANGE = View(
    StaffChange,
    "What would become of one person; `fields` names what differs.",
    "change=kind",
    "number=after.number",
    "name=after.name",
    worked_out("was", _earlier_name),
    worked_out("fields", _differing),
)
HELD_BACK = View(
    HeldBack,
    "A row that is not imported, and why.",
    the("line", **_LINE),
    "number",
    "column",
    "shown",
    "fault",
    worked_out("sentence", _fault_sentence),
)
NOTICE = View(
    PlanNotice,
    "What to look at before confirming.",
    "notice=kind",
    the("numbers", **_MANY),
    worked_out("sentence", _notice_sentence),
)
STAFF = PrintedDocument(
    "privacy-wizard-staff/1",
    "What `campaign staff --json` prints. `imported` is false for a preview; confirm one with its `digest`.",
    given("imported", bool),
    the("digest", pattern="[0-9a-f]{16}"),
    given("encoding", str),
    given("delimiter", str),
    given("sheet", str),
    given("headings_line", int, **_LINE),
    given("preset", str),
    given_entries(
        given("matched", Mapping[str, str]),
        "A column that was matched: what it means, and its heading.",
        "means=key",
        "heading=value",
    ),
    given("not_matched", tuple[str, ...]),
    given("notes", tuple[str, ...]),
    "unchanged",
    the("changes", **_MANY),
    the("held_back", **_MANY),
    the("notices", **_MANY),
    of=ImportPlan,
    views=(CHANGE, HELD_BACK, NOTICE),
)


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
