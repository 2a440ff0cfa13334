"""Workbooks and web pages read in the sandbox: what others built must not be parsed where the office's key and register
are.
"""

import json
from typing import TYPE_CHECKING, Any

from ..sandbox import WorkerDied, WorkerPool
from ..system.progress import WorkProgress
from .file_kinds import TableKind, kind_of
from .old_workbook import read_old_workbook
from .opendocument import is_opendocument, read_flat_opendocument, read_opendocument
from .presets import known_headings
from .sheets import SheetRead
from .table import Note, Refusal, TableRefused, TableRow
from .web_page import read_web_page
from .workbook import read_sheet
from .xml_workbook import read_xml_workbook

if TYPE_CHECKING:
    from ..sandbox.file_worker import Answers

_TASK = f"{__name__}:prepare"
_LARGEST_ANSWER = 60_000_000  # bytes
_TOO_LARGE = {"refused": Refusal.TOO_LARGE.value}, b""


def read_sheet_apart(content: bytes, sheet: str, progress: WorkProgress) -> SheetRead:
    """The named sheet, or else the first visible one that looks like a list. Raises TableRefused, and the WorkStopped
    of `progress`.
    """
    with WorkerPool(_TASK) as pool:
        try:
            answer = progress.beside(lambda: pool.ask({"sheet": sheet}, content, _LARGEST_ANSWER), cut=pool.stop)
            return _understood(*answer)
        except WorkerDied as died:
            raise TableRefused(Refusal.TOO_LARGE if died.too_slow else Refusal.NOT_A_WORKBOOK) from None
        except (ValueError, TypeError, KeyError, RecursionError):  # no answer of ours
            raise TableRefused(Refusal.NOT_A_WORKBOOK) from None


def read_workbook(content: bytes, sheet: str) -> SheetRead:
    """The same, in this process. Raises TableRefused."""
    readers = {
        TableKind.WORKBOOK: read_opendocument if is_opendocument(content) else read_sheet,
        TableKind.OLD_WORKBOOK: read_old_workbook,
        TableKind.XML_WORKBOOK: read_xml_workbook,
        TableKind.FLAT_OPENDOCUMENT: read_flat_opendocument,
        TableKind.WEB_PAGE: read_web_page,
    }
    return readers[kind_of(content)](content, sheet, known_headings())


def prepare(_start: dict[str, Any], _content: bytes) -> "Answers":
    """The task of the worker."""
    import olefile  # type: ignore[import-untyped]  # while files may still be opened freely
    import openpyxl
    import xlrd  # type: ignore[import-untyped]

    _ = olefile, openpyxl, xlrd
    return _answer


def _answer(question: dict[str, Any], content: bytes) -> tuple[dict[str, Any], bytes]:
    try:
        found = read_workbook(content, question["sheet"])
    except TableRefused as refused:
        return {"refused": refused.reason.value}, b""
    if sum(len(cell) for row in found.rows for cell in row.cells) > _LARGEST_ANSWER:
        return _TOO_LARGE
    rows = json.dumps([[row.line, row.cells] for row in found.rows]).encode()
    if len(rows) > _LARGEST_ANSWER:
        return _TOO_LARGE
    head = {"sheet": found.sheet, "notes": sorted(found.notes), "merged_to": found.merged_to}
    head |= {"sheets": list(found.sheets), "lists": list(found.lists)}
    head |= {"struck": sorted(found.struck), "hidden": sorted(found.hidden)}
    return head, rows


def _understood(head: dict[str, Any], rows: bytes) -> SheetRead:
    """Raises TableRefused, ValueError, TypeError, KeyError."""
    if "refused" in head:
        raise TableRefused(Refusal(head["refused"]))
    return SheetRead(
        rows=[_row(line, cells) for line, cells in json.loads(rows)],
        sheet=_text(head["sheet"]),
        sheets=tuple(map(_text, head["sheets"])),
        lists=tuple(map(_text, head["lists"])),
        merged_to=int(head["merged_to"]),
        notes=frozenset(map(Note, head["notes"])),
        struck=frozenset(map(_line, head["struck"])),
        hidden=frozenset(map(_line, head["hidden"])),
    )


def _row(line: Any, cells: Any) -> TableRow:
    return TableRow(_line(line), tuple(map(_text, cells)))


def _line(found: Any) -> int:
    if type(found) is not int:
        raise TypeError
    return found


def _text(found: Any) -> str:
    if not isinstance(found, str):
        raise TypeError
    return found
