"""When an export was made, according to its file and folder names, and which of several parts a file is."""

import re
from collections.abc import Iterable
from datetime import date

from .export_notes import ExportNote, NoteKind
from .export_texts import day_of
from .members import note

_YEARS = range(2005, 2100)
_STAMP = re.compile(r"(?<!\d)(20\d\d)(\d\d)(\d\d)T\d{6}")
_NAMED_MONTH = re.compile(r"(?<!\d)(20\d\d)-([A-Z][a-z]{2})-(\d\d)(?!\d)")
_ISO = re.compile(r"(?<!\d)(20\d\d)[-_.](\d\d)[-_.](\d\d)(?!\d)")
_MONTH_FIRST = re.compile(r"(?<!\d)(\d\d)-(\d\d)-(20\d\d)(?!\d)")  # LinkedIn's
_PART = re.compile(
    r"((?:takeout|mydata|facebook|instagram|meta|twitter|snapchat)[^/]*?)"
    r"(?<!\d{4}-\d\d)[-_ ](\d{1,3})(?: ?\(\d+\))?\.zip",  # the day of a date is no number of a part
    re.IGNORECASE,
)


def day_in_name(name: str) -> date | None:
    """The day in a file or folder name, in the formats that platforms use."""
    for pattern, order in ((_STAMP, "{0}-{1}-{2}"), (_ISO, "{0}-{1}-{2}"), (_MONTH_FIRST, "{2}-{0}-{1}")):
        if (found := pattern.search(name)) and (day := day_of(order.format(*found.groups()))):
            return day if day.year in _YEARS else None
    if found := _NAMED_MONTH.search(name):
        return day_of(f"{found[3]} {found[2]} {found[1]}")
    return None


def part_of(name: str) -> str:
    """What a file is a part of, one of several that a platform numbered; empty where its name says no such thing."""
    found = _PART.fullmatch(name)
    return found[1] if found is not None else ""


def first_part_of(name: str) -> str:
    """What the other parts are numbered after where the first has no number, as Snapchat's."""
    return name[: -len(".zip")] if name.lower().endswith(".zip") else name


def missing_parts(names: Iterable[str]) -> tuple[ExportNote, ...]:
    """A note for each export of which some numbered parts are there and earlier ones are not."""
    opened = tuple(names)
    numbers: dict[str, set[int]] = {}
    for name in opened:
        if found := _PART.fullmatch(name):
            numbers.setdefault(found[1], set()).add(int(found[2]))
    for first in map(first_part_of, opened):
        numbers.get(first, set()).add(1)
    return tuple(
        note(NoteKind.PART_MISSING, stem)
        for stem, there in sorted(numbers.items())
        if there and set(range(1, max(there) + 1)) - there
    )
