"""Checks the wording of a signed statement against the wording that the program ships, without a template engine.

No template is taken from the file: it only names the digest of the one that it was written with, which has to be among
those that are shipped. Those are read here as what they are, texts with slots and choices; a value is put into a slot
as it is, and nothing in it is read again.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from hashlib import sha256
from typing import Any, TypeAlias

from attrs import frozen

from .resource import resource
from .statement import Statement
from .wording_facts import all_words, one_line_each

_SECTION = re.compile(r"^\[([a-z_0-9. ]+)\]\n", re.MULTILINE)
_PIECE = re.compile(r"(\{\{.*?\}\}|\{%.*?%\})", re.DOTALL)
_PATH = r"[a-z_]+(?:\.[a-z_]+)*"
_CONDITION = re.compile(
    rf"(?:(?P<not>not )?(?P<truth>{_PATH})"
    rf"|(?P<none>{_PATH}) is (?P<isnot>not )?none"
    rf'|(?P<left>{_PATH}) (?P<sign>==|!=) (?:"(?P<word>[^"]*)"|(?P<number>\d+)|(?P<right>{_PATH})))'
)
Facts: TypeAlias = Mapping[str, Any]
Declarations: TypeAlias = Callable[[str], tuple[str, ...]]
"""The name of whoever signs → the declaration that the school asks of them; empty where it has none of its own."""
DECLARATION = "declaration"


def no_declaration(_name: str) -> tuple[str, ...]:
    """Of a school that has none of its own."""
    return ()


@frozen
class Slot:
    """A place for a value."""

    path: str


@frozen
class Choice:
    """Texts of which the first whose condition holds is taken; the condition "" always holds."""

    branches: tuple[tuple[str, "Text"], ...]


Text: TypeAlias = "tuple[str | Slot | Choice, ...]"


class WordingUnknown(Exception):
    """A statement was written with a wording that this version of the program does not have."""


class NotUnderstood(Exception):
    """A shipped wording does more than choose between texts."""


@frozen
class PlainWording:
    """A shipped wording, read."""

    sections: Mapping[str, Text]
    sha256: str

    @property
    def keys(self) -> Iterable[str]:
        """Of every text."""
        return self.sections

    def text(self, key: str, /, **facts: Any) -> str:
        """The text that a statement has to have under that key."""
        return " ".join("".join(_pieces(self.sections[key], facts)).split())


def wording_difference(statement: Statement, *, timestamped: bool, own: Declarations = no_declaration) -> str | None:
    """The key of a text that is not the one which the data ask for; None where all are. Raises WordingUnknown.

    DECLARATION: only the declaration differs, from the shipped one and from the school's `own`.
    """
    words = shipped_wordings().get(statement.wording.template_sha256)
    if words is None:
        raise WordingUnknown
    wording, guidance, time_notes = all_words(statement, words)
    if statement.guidance.text != guidance:
        return "guidance"
    if statement.time_note != time_notes[timestamped]:
        return "time_note"
    stated, wanted = statement.wording.texts, wording.texts
    for key in sorted(stated.keys() | wanted.keys()):
        if stated.get(key) != wanted.get(key):
            return key
    known = (wording.declaration, one_line_each(own(statement.person.name)))
    declared = statement.wording.declaration
    return None if declared in known and says_something(declared) else DECLARATION


def says_something(declaration: Iterable[str]) -> bool:
    """Whether there is a letter in it; without one nobody has declared anything."""
    return any(character.isalpha() for text in declaration for character in text)


@cache
def shipped_wordings() -> Mapping[str, PlainWording]:
    """By digest, the present one and those of earlier versions."""
    files = sorted(resource("wording").glob("*.j2"))
    found = (read_plainly(file.read_text(encoding="utf-8")) for file in files)
    return {wording.sha256: wording for wording in found}


def read_plainly(source: str) -> PlainWording:
    """A wording file's text, read. Raises NotUnderstood."""
    _, *sections = _SECTION.split(source)
    read = {key: _read(text) for key, text in zip(sections[::2], sections[1::2], strict=True)}
    return PlainWording(read, sha256(source.encode()).hexdigest())


def _read(text: str) -> Text:
    pieces = _PIECE.split(text)
    found = _until(pieces, ())
    if pieces:
        raise NotUnderstood(pieces[0])
    return found


def _until(pieces: list[str], ends: tuple[str, ...]) -> Text:
    """The text up to one of those words, which is left where it is."""
    found: list[str | Slot | Choice] = []
    while pieces and not (pieces[0].startswith("{%") and _inside(pieces[0]).split(" ")[0] in ends):
        piece = pieces.pop(0)
        if piece.startswith("{{"):
            found.append(Slot(_checked(re.compile(_PATH), _inside(piece))))
        elif piece.startswith("{%"):
            found.append(_choice(piece, pieces))
        elif "{" in piece or "}" in piece:
            raise NotUnderstood(piece)
        else:
            found.append(piece)
    return tuple(found)


def _choice(opening: str, pieces: list[str]) -> Choice:
    branches, word = [], "if "
    head = _inside(opening)
    while word == "if " or head != "endif":
        if head != "else" and not head.startswith(word):
            raise NotUnderstood(head)
        condition = "" if head == "else" else _checked(_CONDITION, head.removeprefix(word))
        branches.append((condition, _until(pieces, ("elif", "else", "endif"))))
        if not pieces:
            raise NotUnderstood(opening)
        head, word = _inside(pieces.pop(0)), "elif "
    return Choice(tuple(branches))


def _inside(piece: str) -> str:
    return piece[2:-2].strip()


def _checked(form: re.Pattern[str], written: str) -> str:
    if form.fullmatch(written) is None:
        raise NotUnderstood(written)
    return written


def _pieces(text: Text, facts: Facts) -> Iterator[str]:
    for piece in text:
        if isinstance(piece, str):
            yield piece
        elif isinstance(piece, Slot):
            yield str(_value(piece.path, facts))
        else:
            yield from _pieces(next((then for when, then in piece.branches if _holds(when, facts)), ()), facts)


def _value(path: str, facts: Facts) -> Any:
    value: Any = facts
    for name in path.split("."):
        value = value[name]
    return value


def _holds(condition: str, facts: Facts) -> bool:
    parts = _CONDITION.fullmatch(condition)
    if parts is None:
        return True
    if parts["truth"]:
        return bool(_value(parts["truth"], facts)) is not bool(parts["not"])
    if parts["none"]:
        return (_value(parts["none"], facts) is None) is not bool(parts["isnot"])
    return bool(_value(parts["left"], facts) == _right(parts, facts)) is (parts["sign"] == "==")


def _right(parts: re.Match[str], facts: Facts) -> Any:
    if parts["right"]:
        return _value(parts["right"], facts)
    return int(parts["number"]) if parts["number"] else parts["word"]
