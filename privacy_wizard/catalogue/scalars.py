"""Single values: text, numbers, words and days, taken as they stand or refused with a sentence."""

import re
from collections.abc import Callable, Iterable
from datetime import date
from enum import StrEnum
from typing import Any

from .document import Document, Rows, Value, YamlTable, quoted
from .faults import Path, shown
from .field_rules import FieldRule, looks

LONGEST_TEXT = 600
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

Shape = Callable[[Value, Path, Document], Any]
"""Makes a value; raises `Wrong` with a sentence, or reports deeper faults to the document itself."""


class Wrong(Exception):
    """One value is not what its field asks; carries the sentence, and never leaves this package."""


def text(note: FieldRule) -> Shape:
    """Text on one line, tidy, of the pattern or among the words that the note asks for."""
    allowed = re.compile(note.pattern).fullmatch if note.pattern else None

    def read(value: Value, _path: Path, _document: Document) -> str:
        if type(value) is not str:
            raise Wrong(_not_text(value))
        if not value.isprintable() or value != value.strip() or len(value) > LONGEST_TEXT:
            raise Wrong(_untidy(value))
        if not value and not note.blank:
            raise Wrong("This is empty. Fill it in.")
        if allowed and not allowed(value):
            raise Wrong(f"{quoted(value)} is not written as it should be. {looks(note)}")
        if _is_no_day(value):
            raise Wrong(f"There is no day {value} in the calendar.")
        if note.words and value not in note.words:
            raise Wrong(f"{quoted(value)} is not known here; known: {listed(note.words)}.")
        return value

    return read


def _not_text(value: Value) -> str:
    if isinstance(value, YamlTable):
        return "This must be text, not a table."
    if isinstance(value, Rows):
        return "This must be text, not a list."
    if value is None:
        return "This is empty. Fill it in."
    bare = str(value).lower() if isinstance(value, bool) else str(value)
    return f"YAML may take {shown(bare)} for something other than text. Put quotes around it: {quoted(bare)}."


def _untidy(value: str) -> str:
    if len(value) > LONGEST_TEXT:
        return f"This text has {len(value)} characters; the most is {LONGEST_TEXT}."
    if value != value.strip() and value.strip().isprintable():
        return 'This text begins or ends with a blank or an empty line. With ">", write ">-" instead.'
    if "\n" in value.strip():
        return "This text must be on one line."
    odd = next(char for char in value if not char.isprintable())
    return f"This text has a character that cannot be seen (U+{ord(odd):04X}). Take it out."


def whole_number(note: FieldRule) -> Shape:
    """A whole number between the note's two."""
    low, high = note.between or (0, 1_000_000)

    def read(value: Value, _path: Path, _document: Document) -> int:
        if type(value) is not int or not low <= value <= high:
            raise Wrong(f"This must be a whole number from {low} to {high}, without quotes.")
        return value

    return read


def yes_or_no(value: Value, _path: Path, _document: Document) -> bool:
    """True or false."""
    if type(value) is not bool:
        raise Wrong("This must be true or false, without quotes.")
    return value


def day(value: Value, _path: Path, _document: Document) -> date:
    """A day of the calendar, with or without quotes: no YAML reader makes anything but a day of it."""
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        raise Wrong('This must be a day written like "2026-11-03".')
    if _is_no_day(value):
        raise Wrong(f"There is no day {value} in the calendar.")
    return date.fromisoformat(value)


def _is_no_day(text: str) -> bool:
    if len(text) != 10 or not _DAY.fullmatch(text):
        return False
    try:
        return not date.fromisoformat(text)
    except ValueError:
        return True


def word(kind: type[StrEnum], note: FieldRule) -> Shape:
    """One word of a closed vocabulary, or of the part that the note allows."""
    words = {str(word): word for word in kind if not note.words or word in note.words}

    def read(value: Value, _path: Path, _document: Document) -> StrEnum:
        found = words.get(value) if type(value) is str else None
        if found is None:
            what = quoted(value) if isinstance(value, str) else "This"
            raise Wrong(f"{what} is not known here; known: {listed(words)}.")
        return found

    return read


def listed(words: Iterable[str]) -> str:
    """Words one after the other."""
    return ", ".join(words)
