"""Tables and reports that leave the register: written to disk first, then recorded."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from ..domain.register_events import Exported
from ..domain.vocabulary import ExportKind
from ..register import SchoolRegister
from ..register.errors import ExportStopped
from ..reports.spreadsheet import Cell, to_csv, to_xlsx
from ..system import outgoing_files
from ..system.progress import UNWATCHED, WorkProgress


def hand_out(
    register: SchoolRegister,
    out: Path,
    content: bytes,
    what: ExportKind,
    rows: int = 1,
    *,
    for_others: bool = False,
    progress: WorkProgress = UNWATCHED,
) -> None:
    """Write what leaves, and put on record that it did. `for_others`: it names nobody, so whoever may read that folder
    may read it. Raises NotWritten, RegisterTrouble, ExportStopped: then nothing has left.
    """
    progress.ending_in(ExportStopped).go_on()
    with outgoing_files() as files:
        (files.whole if for_others else files.private)(out, content)
        register.record(Exported(what=what.value, rows=rows))


def hand_out_table(
    register: SchoolRegister,
    out: Path,
    headings: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    what: ExportKind,
    now: datetime,
    progress: WorkProgress = UNWATCHED,
) -> int:
    """The same with a table, its rows counted: a workbook or CSV, as the ending of the name says. How many rows."""
    progress = progress.ending_in(ExportStopped)
    make = to_xlsx if out.suffix.lower() == ".xlsx" else to_csv
    content = make(headings, progress.through(rows, len(rows)), foot=register.foot(now))
    hand_out(register, out, content, what, len(rows), progress=progress)
    return len(rows)
