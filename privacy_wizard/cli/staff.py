"""`campaign staff`: what a staff list would change, and importing exactly that."""

from argparse import Namespace

from ..domain.names import change_name
from ..domain.staff import ChangeKind
from ..domain.staff_plan import ImportPlan
from ..office import staff_list
from ..office.staff_register import StaffRegister
from ..office.staff_sentences import MATCHING_FAULTS, NOTES, NOTICES, ROW_FAULTS
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
from .campaign_outputs import PRINTER, differing, staff_out
from .context import DONE, SOME_NEED_A_LOOK, WRONG_USE, CliContext, say, stop

_SHOWN = 20
"""So many of each kind are listed on the terminal; `--json` has them all."""


def import_staff(arguments: Namespace, tools: CliContext, register: StaffRegister) -> int:
    """The preview; with `--confirm` the import. Exit 2 where rows were held back."""
    table = _table(arguments)
    matching = _matching(arguments, table)
    read, today = understand(table, matching, is_whole=arguments.whole), tools.now().date()
    if arguments.confirm:
        plan = staff_list.confirm(register, arguments.school, read, arguments.confirm, today)
    else:
        plan = staff_list.preview(register, arguments.school, read, today)
    if arguments.json:
        say(PRINTER.text(staff_out(plan, table, matching, imported=bool(arguments.confirm))))
    else:
        _say_table(table, matching)
        _say_plan(plan, imported=bool(arguments.confirm))
    return SOME_NEED_A_LOOK if plan.held_back else DONE


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
    for given in arguments.column:
        what, _, heading = given.partition("=")
        if what not in [*StaffField]:
            stop(f"{what} is no field of a staff list. Use one of: {', '.join(StaffField)}.", WRONG_USE)
        places = [at for at, each in enumerate(table.headings) if each.casefold() == heading.strip().casefold()]
        if len(places) != 1 and heading.strip():
            told = "stands there twice" if places else "is not there"
            stop(f"The heading {heading} {told}. The headings are: {', '.join(table.headings)}.", WRONG_USE)
        matching = matching.with_column(StaffField(what), places[0] if heading.strip() else None)
    faults = matching.faults(len(table.headings))
    if faults:
        told = " ".join(str(MATCHING_FAULTS[fault]) for fault in faults)
        stop(f"{told} Use --column FIELD=HEADING. The headings are: {', '.join(table.headings)}.", WRONG_USE)
    return matching


def _preset(wanted: str) -> Preset | None:
    found = next((preset for preset in PRESETS if preset.id == wanted), None)
    if wanted and found is None:
        stop(f"There is no preset {wanted}. Use one of: {', '.join(preset.id for preset in PRESETS)}.", WRONG_USE)
    return found


def _say_table(table: StaffTable, matching: Matching) -> None:
    how = f"sheet {table.sheet}" if table.sheet else f"{table.encoding}, delimiter {table.delimiter!r}"
    say(f"{len(table.rows)} rows ({how}), headings on line {table.headings_line}")
    for what, at in matching.columns.items():
        say(f"  {table.headings[at]} → {what}")
    for note in sorted(table.notes):
        say(f"  {NOTES[note]}")
    preset = _preset(matching.preset)
    if preset is not None:
        say(f"  The headings are those of {preset.title}. {preset.not_documented}")


def _say_plan(plan: ImportPlan, *, imported: bool) -> None:
    say(f"{'Imported' if imported else 'This would be imported'}:")
    for kind in ChangeKind:
        say(f"  {change_name(kind)}: {plan.count(kind)}")
    say(f"  unchanged: {plan.unchanged}")
    for change in plan.changes[:_SHOWN]:
        before, after = change.before, change.after
        was = f", was {before.name}" if before and before.name != after.name else ""
        fields = ", ".join(name.replace("_", " ") for name in differing(before, after))
        say(f"  {change_name(change.kind)}: {after.number} {after.name}{was}" + (f" [{fields}]" if fields else ""))
    if len(plan.changes) > _SHOWN:
        say(f"  … and {len(plan.changes) - _SHOWN} more")
    for held in plan.held_back[:_SHOWN]:
        place = f"line {held.line}" + (f", {held.column}" if held.column else "")
        say(f"  held back, {place}: {held.shown!r}. {ROW_FAULTS[held.fault]}")
    if len(plan.held_back) > _SHOWN:
        say(f"  … and {len(plan.held_back) - _SHOWN} more held back")
    for notice in plan.notices[:_SHOWN]:
        say(f"  {NOTICES[notice.kind]} ({', '.join(notice.numbers[:_SHOWN])})")
    if not imported and plan.changes:
        say(f"Nothing has been imported yet. To import exactly this, add --confirm {plan.digest}")
