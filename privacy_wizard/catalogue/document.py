"""One YAML file as read: plain values that know their lines, and its faults, each at its place, with the
sentences that several rules report.
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import Generic, TypeVar

from attrs import Factory, define, frozen

from ..i18n import Message, _

Path = tuple[str | int, ...]
"""Where a value stands in its file: ("checks", 3, "options", 1)."""


class LibraryFaultKind(StrEnum):
    """The faults that the policy workshop words in its own way."""

    EMPTY = "empty"
    NOT_ASKED = "not asked"  # nothing rests on a clause
    TWICE = "twice"
    OTHER = "other"


@frozen(order=True)
class LibraryFault:
    """One thing wrong with one file; prints as ``platforms/x.yaml:42 checks[3].options[1]: sentence``."""

    file: str  # relative to the library's folder, with forward slashes
    line: int  # from 1
    path: str  # "checks[3].options[1]"; empty for the file as a whole
    sentence: str
    kind: LibraryFaultKind = LibraryFaultKind.OTHER

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" + (f" {self.path}" if self.path else "")
        return f"{place}: {self.sentence}"


class CatalogueFaults(Exception):
    """A library was rejected; ``faults`` lists everything wrong with it, in file and line order."""

    def __init__(self, faults: Iterable[LibraryFault]) -> None:
        self.faults: tuple[LibraryFault, ...] = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


def spell(path: Path) -> str:
    """A path as people read it: ``checks[3].options[1]``."""
    parts = (f"[{step}]" if isinstance(step, int) else f".{shown(step)}" for step in path)
    return "".join(parts).removeprefix(".")


def shown(text: str, limit: int = 60) -> str:
    """Text from an outside file, made safe for a terminal and short."""
    cut = text if len(text) <= limit else text[: limit - 1] + "…"
    return "".join(char if char.isprintable() else "�" for char in cut)


T = TypeVar("T")
MOST_FAULTS = 500  # of one file: a hostile one must not fill the memory with sentences


class Unquoted(str):
    """A bare word or number that YAML readers disagree on: text, or a number, a date or a yes/no."""

    __slots__ = ()


class YamlTable(dict[str, "Value"]):
    """A mapping; `lines` gives the line of each key."""

    __slots__ = ("line", "lines")

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: dict[str, int] = {}


class Rows(list["Value"]):
    """A sequence; `lines` gives the line of each item."""

    __slots__ = ("line", "lines")

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: list[int] = []


Value = str | int | bool | None | YamlTable | Rows


@define(eq=False)
class Document:
    """A file's values, the places of what was made from them, and its faults."""

    name: str
    sha256: str = ""
    root: Value = None
    faults: list[LibraryFault] = Factory(list)
    _paths: dict[int, Path] = Factory(dict)
    _spoilt: set[int] = Factory(set)
    _kept: list[object] = Factory(list)  # identities stay unique only while the values live

    def report(
        self, path: Path, sentence: str, line: int | None = None, kind: LibraryFaultKind = LibraryFaultKind.OTHER
    ) -> None:
        """Note a fault; after too many, one last says that there are more."""
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(LibraryFault(self.name, line or self.line_of(path), spell(path), sentence, kind))
        elif len(self.faults) == MOST_FAULTS:
            self.faults.append(
                LibraryFault(self.name, self.faults[-1].line, "", _("There are more faults in this file."))
            )

    @property
    def stem(self) -> str:
        """The file's name without its ending."""
        return self.name.rpartition("/")[2].removesuffix(".yaml")

    def check_id(self, given: str) -> None:
        """Note where the id that a file gives itself is not its name; an empty one is reported elsewhere."""
        if given and given != self.stem:
            self.report(("id",), _("The id must be the file's name, {stem}.", stem=quoted(self.stem)))

    @property
    def is_full(self) -> bool:
        """Whether no more faults will be noted, so that no sentence need be made."""
        return len(self.faults) > MOST_FAULTS

    def line_of(self, path: Path) -> int:
        """The line of the deepest part of the path that exists in the file."""
        here, line = self.root, 1
        for step in path:
            try:
                line, here = here.lines[step], here[step]  # type: ignore[union-attr, index]
            except (AttributeError, LookupError, TypeError):
                break
        return line

    def place(self, value: object, path: Path, *, whole: bool) -> None:
        """Remember where a value came from, and whether it was read without fault."""
        self._kept.append(value)
        self._paths[id(value)] = path
        if not whole:
            self._spoilt.add(id(value))

    def at(self, value: object, *more: str | int) -> Path:
        """The path of a value made from this file, or of something within it."""
        return self._paths[id(value)] + more

    def is_whole(self, value: object) -> bool:
        """Whether a value was read without fault, so that a rule about it tells something new."""
        return id(value) not in self._spoilt


@frozen
class Read(Generic[T]):
    """A file and the value made from it."""

    document: Document
    form: T


def quoted(text: str) -> str:
    """Outside text between quotation marks, safe to print."""
    return f'"{shown(text)}"'


NO_OTHER_ACKNOWLEDGEMENT = Message("An acknowledgement is either acknowledged or not met.")


def known_are(names: Iterable[str]) -> str:
    """The names that would be valid."""
    return _("Known are {names}.", names=", ".join(names))


def did_you_mean(near: str) -> str:
    """What was probably meant."""
    return _("Did you mean {near}?", near=quoted(near))


def no_control(given: str) -> str:
    """Says that there is no control with that id."""
    return _("There is no control {control} in controls.yaml.", control=quoted(given))


def no_source(given: str) -> str:
    """Says that the file lists no such source."""
    return _("There is no source {source} in this file.", source=quoted(given))


def no_fact(control: str, given: str, known: Iterable[str], otherwise: str) -> str:
    """Says that the control has no such fact, and which it has; `otherwise` where it has none at all."""
    facts = tuple(known)
    missing = _("{control} has no fact {fact}.", control=control, fact=quoted(given))
    return f"{missing} {known_are(facts) if facts else otherwise}"


def must_begin_with(file: str) -> str:
    """Says how the id has to begin."""
    return _('The id must begin with "{file}.".', file=file)
