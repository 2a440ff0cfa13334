"""One file of an export, read according to the pattern that it matches."""

import io
import json
from collections.abc import Callable, Iterator
from functools import cache
from typing import IO, Any, cast

from .csv_rows import Row, record_rows, table_rows
from .export_notes import CannotReadMember, NoteKind
from .json_events import NOBODY, streamed
from .limits import LARGEST_AT_ONCE, ReadingBudget
from .members import CountedStream, ExportMember
from .observation import ConnectionKind
from .page_reading import page_tree
from .patterns import EACH, FileForm, FilePattern, Find, ListSeen, Reading, Steps, follow, steps_of

_BOM = b"\xef\xbb\xbf"
_ASSIGNED_WITHIN = 4096  # bytes in which a script names what it assigns to
_ENDING = b"; \t\r\n"


def read_member(
    member: ExportMember, pattern: FilePattern, budget: ReadingBudget, see: Callable[[bytes], None]
) -> Iterator[Reading]:
    """What the file shows; `see` is told of each piece read. Raises CannotReadMember, perhaps after much was read."""
    with member.open(budget, pattern.most, see) as source:
        if pattern.form in (FileForm.JSON, FileForm.SCRIPT):
            yield from _json(source, pattern)
        elif pattern.form is FileForm.PAGE:
            yield from _page(source, pattern)
        else:
            rows = record_rows if pattern.form is FileForm.RECORDS else _table_rows(pattern)
            yield from _rows(rows(io.BufferedReader(source)), pattern)


def _table_rows(pattern: FilePattern) -> Any:
    return lambda source: table_rows(source, pattern.heading)


def _rows(rows: Iterator[Row], pattern: FilePattern) -> Iterator[Reading]:
    """Each row by itself: every path of a table begins with `[]`."""
    finds = [(each, steps_of(each.path)[1:]) for each in pattern.finds]
    number = -1
    for number, row in enumerate(rows):
        for find, steps in finds:
            for key, value in follow(row, steps, f"[{number}]"):
                yield from find.make(value, key)
    if number < 0:
        for find in pattern.finds:
            yield from _lists(find)


def _lists(find: Find) -> Iterator[ListSeen]:
    yield from (ListSeen(kind=kind if isinstance(kind, ConnectionKind) else None) for kind in find.kinds)


def _page(source: CountedStream, pattern: FilePattern) -> Iterator[Reading]:
    tree = page_tree(source.read().decode("utf-8", "replace"))
    for find in pattern.finds:
        for key, value in follow(tree, steps_of(find.path)):
            yield from find.make(value, key)


def _json(source: CountedStream, pattern: FilePattern) -> Iterator[Reading]:
    first = source.read(LARGEST_AT_ONCE)
    if not first.strip():
        return  # some platforms write an empty file where there is nothing
    start = _start(first, pattern.form)
    if len(first) < LARGEST_AT_ONCE and not pattern.streamed:
        yield from _at_once(first[start:].rstrip(_ENDING), pattern)
        return
    roots = [_root(steps_of(each.path)) for each in pattern.finds]
    for number, key, value in streamed(cast(IO[bytes], _Rest(first[start:], source)), roots):
        find = pattern.finds[number]
        if value is NOBODY:
            yield from _lists(find) if steps_of(find.path).count(EACH) == 1 else ()
            continue
        rest = steps_of(find.path)[len(roots[number]) :]
        for place, found in follow(value, rest, key):
            yield from find.make(found, place)


def _start(first: bytes, form: FileForm) -> int:
    if form is FileForm.JSON:
        return len(_BOM) if first.startswith(_BOM) else 0
    head = first[:_ASSIGNED_WITHIN]
    found = [at for at in (head.find(b"[", head.find(b"=") + 1), head.find(b"{", head.find(b"=") + 1)) if at >= 0]
    if not found:
        raise CannotReadMember(NoteKind.UNKNOWN_LAYOUT)
    return min(found)


def _root(steps: Steps) -> Steps:
    """Up to the first list, whose items are taken one after the other; what is in an item is built whole."""
    return steps[: steps.index(EACH) + 1] if EACH in steps else steps


@cache
def _last_list(steps: Steps) -> Steps:
    """Up to the last list on the way, and not into it."""
    return steps[: len(steps) - 1 - steps[::-1].index(EACH)]


def _at_once(content: bytes, pattern: FilePattern) -> Iterator[Reading]:
    try:
        tree = json.loads(content.decode("utf-8", "replace"))
    except RecursionError:
        raise CannotReadMember(NoteKind.TOO_DEEP) from None
    except ValueError:
        raise CannotReadMember(NoteKind.DAMAGED) from None
    for find in pattern.finds:
        steps = steps_of(find.path)
        if EACH in steps and any(found is None or found == [] for _, found in follow(tree, _last_list(steps))):
            yield from _lists(find)
        yield from _made(find, tree, steps)


def _made(find: Find, tree: Any, steps: Steps) -> Iterator[Reading]:
    """Of a list at the end of the path everything at once, where that can be."""
    if find.make_many is None or steps[-1] is not EACH:
        for key, value in follow(tree, steps):
            yield from find.make(value, key)
        return
    for key, value in follow(tree, steps[:-1]):
        if isinstance(value, list) and (many := find.make_many(value, key)) is not None:
            yield many
            continue
        for place, each in follow(value, steps[-1:], key):
            yield from find.make(each, place)


class _Rest:
    """What was read already, and then what follows; of a script without what closes the statement."""

    def __init__(self, first: bytes, source: CountedStream) -> None:
        self._first, self._source = first, source

    def read(self, size: int = -1, /) -> bytes:
        """So many bytes, or fewer."""
        if self._first:
            found, self._first = self._first[:size], self._first[size:]
            return found
        found = self._source.read(size)
        return found.rstrip(_ENDING) if len(found) < size else found
