"""How a reader describes what it reads: files by the end of their names, and the keys in them.

A reader is a table. `FilePattern` names a file, each `Find` in it a path and what is made of the value there.
"""

import re
from collections.abc import Callable, Iterable
from enum import StrEnum
from functools import cache, cached_property
from typing import Any

from attrs import frozen

from .export_notes import NoteKind
from .export_texts import folded, repaired
from .limits import LARGEST_MEMBER
from .observation import ConnectionColumns, ConnectionKind, ExportedConnection, ObservationKind, Observed

# As browsers number a second download, and as file managers call a copy.
_COPY = re.compile(r"(?: ?\(\d{1,2}\)| copy(?: \d{1,2})?| - (?:copy|copie|kopie|copia|kopia|kopi))+(?=\.\w+$)")

_WHATEVER = (r"[^/]*\.json", r"[^/]*\.csv")


class FileForm(StrEnum):
    """The format of a file."""

    JSON = "json"
    SCRIPT = "script"  # JSON that a script assigns to a name
    TABLE = "csv"
    PAGE = "html"  # one of Meta's web pages
    RECORDS = "text"  # lines of `Key: value`, with an empty line between two records


@frozen(kw_only=True, slots=False)
class ExportedFact:
    """An observation before its file and export are known."""

    kind: ObservationKind
    shown: Observed
    key: str
    value: str = ""
    since: object = None  # a moment as the export writes it
    proven: bool = True


@frozen(kw_only=True)
class ListEntry:
    """One entry of a list of connections."""

    kind: ConnectionKind
    connection: ExportedConnection


@frozen(kw_only=True)
class ListEntries:
    """Many entries of one list."""

    kind: ConnectionKind
    columns: ConnectionColumns


@frozen(kw_only=True)
class ListSeen:
    """There is a list, and it is empty; without a kind, one of something else than connections."""

    kind: ConnectionKind | None = None


@frozen(kw_only=True)
class NotUnderstood:
    """Something that no table knows."""

    kind: NoteKind
    detail: str


@frozen(kw_only=True)
class SpokenLanguage:
    """A label that only this one of the known languages uses."""

    code: str


@frozen(kw_only=True)
class ExpectedFile:
    """The export itself says that it contains this file."""

    name: str


@frozen(kw_only=True)
class ExportMoment:
    """The export itself says when it was made."""

    moment: object


Reading = (
    ExportedFact | ListEntry | ListEntries | ListSeen | NotUnderstood | SpokenLanguage | ExpectedFile | ExportMoment
)
Making = Callable[[Any, str], Iterable[Reading]]  # of a value and its key
# Of a list and its key, where its entries are alike; None where they are not, and are to be made one by one.
MakingMany = Callable[[list[Any], str], Reading | None]


@frozen
class Find:
    """What is made of each value that a path leads to; see `key_paths`.

    Thousands of people stand in one list: `make_many` gives for a list at the end of the path what `make` would give
    for its entries.
    """

    path: str
    make: Making
    kinds: tuple[ObservationKind | ConnectionKind, ...] = ()  # those that it may give
    make_many: MakingMany | None = None


@frozen(kw_only=True)
class FilePattern:
    """One kind of file of a platform.

    `name` is a regular expression over the end of a name, in lower case and from the start of a folder or file name.
    `sign` says that such a name alone shows whose export it is. `generation` is the time in which files were laid out
    so. Where `proven` is False, the layout is known from memory only. One without finds keeps a file closed.
    """

    name: str
    finds: tuple[Find, ...]
    form: FileForm = FileForm.JSON
    generation: str = ""
    sign: bool = False
    proven: bool = True
    guessed: bool = False  # by its folder alone: where nothing in it is understood, it is something else
    posts: bool = False  # read only when posts are asked for
    streamed: bool = False  # always event by event, since messages stand in the same file and are passed over
    most: int = LARGEST_MEMBER  # bytes unpacked
    heading: tuple[str, ...] = ()  # of a table: cells by which its heading is found, after what may stand before it

    def matches(self, name: str) -> bool:
        """Whether a member of that name, in lower case, is such a file."""
        return ends_with(name, self.name)

    def matches_alone(self, name: str) -> bool:
        """The same for a file that was taken out of its folders, and perhaps numbered by a browser.

        Never so where the pattern takes whatever lies in a folder: then the folder is all that tells.
        """
        last = _last_part(self.name)
        return last not in _WHATEVER and ends_with(_COPY.sub("", name), last)


@cache
def _last_part(pattern: str) -> str:
    """What of a pattern stands after its last `/` between folders, not within a group or a set."""
    depth, start = 0, 0
    for place, character in enumerate(pattern):
        depth += (character in "([") - (character in ")]")
        if character == "/" and depth == 0:
            start = place + 1
    return pattern[start:]


@cache
def _ending(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?:.*/)?(?:{pattern})", re.DOTALL)


def ends_with(name: str, pattern: str) -> bool:
    """Whether a name ends so, from the start of a folder or file name."""
    return bool(_ending(pattern).fullmatch(name))


@frozen(kw_only=True, eq=False)  # there is one of each
class PlatformReader:
    """Everything read from one platform's exports. `id` is its checklist's."""

    id: str
    title: str
    files: tuple[FilePattern, ...]
    web_pages: tuple[str, ...] = ()  # like `FilePattern.name`: files of an export that was made as web pages
    signs: tuple[str, ...] = ()  # the same for files that are not read, and show whose export it is
    never_exported: tuple[ObservationKind, ...] = ()  # what is asked of staff and stands in no export of the platform

    @cached_property
    def kinds(self) -> tuple[ObservationKind | ConnectionKind, ...]:
        """What its exports may show, in the order of the table, followed by what they never do."""
        found = (kind for file in self.files if not file.posts for each in file.finds for kind in each.kinds)
        return tuple(dict.fromkeys((*found, *self.never_exported)))


EACH = None  # the step into a list
ANY = frozenset({"*"})
Step = frozenset[str] | None
Steps = tuple[Step, ...]


@cache
def steps_of(path: str) -> Steps:
    """The steps of a path."""
    found: list[Step] = []
    for part in path.split(".") if path else ():
        key = part.removesuffix("[]")
        if key:
            found.append(ANY if key == "*" else frozenset(map(folded, key.split("|"))))
        if part.endswith("[]"):
            found.append(EACH)
    return tuple(found)


def leads_to(step: Step, key: str) -> bool:
    """Whether a step into a dictionary goes to that key."""
    return step is not None and (step is ANY or folded(key) in step)


def below(key: str, inner: str) -> str:
    """The key of something in a dictionary."""
    shown = repaired(inner)
    return f"{key}.{shown}" if key else shown


def follow(value: Any, steps: Steps, key: str = "") -> list[tuple[str, Any]]:
    """What the steps lead to from a value, each with its key."""
    found = [(key, value)]
    for step in steps:
        before, found = found, []
        for place, each in before:
            if step is EACH:
                if isinstance(each, list):
                    found += [(f"{place}[{number}]", inner) for number, inner in enumerate(each)]
                elif each is not None:
                    found.append((place, each))
            elif isinstance(each, dict):
                wanted = each if step is ANY else [name for name in each if folded(name) in step]
                found += [(below(place, name), each[name]) for name in wanted]
    return found


def at(value: Any, path: str) -> Any:
    """The first value that is no empty text, list or dictionary at the end of a path; None if there is none."""
    return _first(value, steps_of(path))


def _first(value: Any, steps: Steps) -> Any:
    """As `follow` would, without a generator for every step: it is asked many times for each entry of a list."""
    if not steps:
        return None if value in ("", [], {}) else value
    first, rest = steps[0], steps[1:]
    if first is EACH:
        inner = value if isinstance(value, list) else [value]
        return next((found for each in inner if (found := _first(each, rest)) is not None), None)
    if not isinstance(value, dict):
        return None
    for name in value:
        if leads_to(first, name) and (found := _first(value[name], rest)) is not None:
            return found
    return None
