"""Tables and reports that leave the register: on the disk first, then on record."""

from pathlib import Path

from ..domain.register_events import Exported
from ..domain.vocabulary import ExportKind
from ..register import SchoolRegister
from ..system import outgoing_files


def hand_out(
    register: SchoolRegister, out: Path, content: bytes, what: ExportKind, rows: int = 1, *, for_others: bool = False
) -> None:
    """Write what leaves, and put on record that it did. `for_others`: it names nobody, so whoever may read that folder
    may read it. Raises NotWritten, RegisterTrouble: then nothing has left.
    """
    with outgoing_files() as files:
        (files.whole if for_others else files.private)(out, content)
        register.record(Exported(what=what.value, rows=rows))
