"""From plain tables to the forms: every type, pattern and word is checked, nothing is turned into anything else.

A field that is wrong is reported and given a neutral value, so that the rest of the file is still looked at.
"""

import re
import types
import typing
from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar

import attrs

from .document import Document, Rows, Table, Value, quoted
from .faults import Path
from .forms import Note, note_on

LONGEST_TEXT = 600
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

T = TypeVar("T")
Shape = Callable[[Value, Path, Document], Any]
"""Makes a value; raises `Wrong` with a sentence, or reports deeper faults to the document itself."""


class Wrong(Exception):
    """One value is not what its field asks; carries the sentence."""


def shape(form: type[T], document: Document) -> T | None:
    """The document as a form; None where it is not even a table."""
    if not isinstance(document.root, Table):
        if not document.faults:
            document.report((), 'The file must be a table that begins with "kind:".')
        return None
    return typing.cast(T, _record(typing.cast(type, form))(document.root, (), document))


@cache
def _record(form: type) -> Shape:
    fields = {f.name: (f, _shape_of(f.type, note_on(form, f.name))) for f in attrs.fields(form)}
    required = tuple(name for name, (f, _) in fields.items() if f.default is attrs.NOTHING)

    def read(value: Value, path: Path, document: Document) -> Any:
        if not isinstance(value, Table):
            raise Wrong(f"This must be a table with the fields {_listed(required)}.")
        made, before = {}, len(document.faults)
        for key, inner in value.items():
            if key not in fields:
                document.report((*path, key), _unknown(key, fields))
                continue
            field, inner_shape = fields[key]
            if inner is None and field.default is not attrs.NOTHING:
                document.report((*path, key), f'There is nothing after "{key}:". Fill it in, or take the line out.')
                continue
            try:
                made[key] = inner_shape(inner, (*path, key), document)
            except Wrong as wrong:
                document.report((*path, key), str(wrong))
        for name in required:
            if name not in made:
                if name not in value:
                    document.report(path, f'The field "{name}" is missing.', value.line)
                made[name] = _neutral(fields[name][0].type)
        result = form(**made)
        document.place(result, path, whole=len(document.faults) == before)
        return result

    return read


def _shape_of(kind: Any, note: Note) -> Shape:
    origin = typing.get_origin(kind)
    if origin is types.UnionType:
        return _nullable(_shape_of(_without_none(kind), note))
    if origin is tuple:
        return _many(typing.get_args(kind)[0], note)
    if origin is Mapping:
        return _judgement(typing.get_args(kind)[1], note)
    if attrs.has(kind):
        return _record(kind)
    if issubclass(kind, StrEnum):
        return _word(kind, note)
    if kind is bool:
        return _yes_or_no
    return _day if kind is date else {str: _text, int: _whole_number}[kind](note)


def _without_none(kind: Any) -> Any:
    return next(part for part in typing.get_args(kind) if part is not types.NoneType)


def _nullable(inner: Shape) -> Shape:
    return lambda value, path, document: None if value is None else inner(value, path, document)


def _text(note: Note) -> Shape:
    allowed = re.compile(note.pattern).fullmatch if note.pattern else None

    def read(value: Value, _path: Path, _document: Document) -> str:
        if type(value) is not str:
            raise Wrong(_not_text(value))
        if not value.isprintable() or value != value.strip() or len(value) > LONGEST_TEXT:
            raise Wrong(_untidy(value))
        if not value and not note.blank:
            raise Wrong("This is empty. Fill it in.")
        if allowed and not allowed(value):
            raise Wrong(f"{quoted(value)} is not written as it should be. {note.about}".rstrip())
        if _is_no_day(value):
            raise Wrong(f"There is no day {value} in the calendar.")
        if note.words and value not in note.words:
            raise Wrong(f"{quoted(value)} is not known here; known are {_listed(note.words)}.")
        return value

    return read


def _not_text(value: Value) -> str:
    if isinstance(value, Table):
        return "This must be text, not a table."
    if isinstance(value, Rows):
        return "This must be text, not a list."
    if value is None:
        return "This is empty. Fill it in."
    word = str(value).lower() if isinstance(value, bool) else str(value)
    return f"YAML may take {word} for something other than text. Put quotes around it: {quoted(word)}."


def _untidy(value: str) -> str:
    if len(value) > LONGEST_TEXT:
        return f"This text has {len(value)} characters; the most is {LONGEST_TEXT}."
    if value != value.strip() and value.strip().isprintable():
        return 'This text begins or ends with a blank or an empty line. With ">", write ">-" instead.'
    if "\n" in value.strip():
        return "This text must be on one line."
    odd = next(char for char in value if not char.isprintable())
    return f"This text has a character that cannot be seen (U+{ord(odd):04X}). Take it out."


def _whole_number(note: Note) -> Shape:
    low, high = note.between or (0, 1_000_000)

    def read(value: Value, _path: Path, _document: Document) -> int:
        if type(value) is not int or not low <= value <= high:
            raise Wrong(f"This must be a whole number from {low} to {high}, without quotes.")
        return value

    return read


def _yes_or_no(value: Value, _path: Path, _document: Document) -> bool:
    if type(value) is not bool:
        raise Wrong("This must be true or false, without quotes.")
    return value


def _day(value: Value, _path: Path, _document: Document) -> date:
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


def _word(kind: type[StrEnum], note: Note) -> Shape:
    words = {str(word): word for word in kind if not note.words or word in note.words}

    def read(value: Value, _path: Path, _document: Document) -> StrEnum:
        found = words.get(value) if type(value) is str else None
        if found is None:
            text = quoted(value) if isinstance(value, str) else "This"
            raise Wrong(f"{text} is not known here; known are {_listed(words)}.")
        return found

    return read


def _many(kind: Any, note: Note) -> Shape:
    one = _shape_of(kind, note)
    of_records = attrs.has(kind)

    def read(value: Value, path: Path, document: Document) -> tuple[Any, ...]:
        if not isinstance(value, Rows):
            raise Wrong('This must be a list: each item begins with "- ", or all stand in [ ].')
        if len(value) < note.at_least:
            raise Wrong(f"This list needs {note.at_least} or more items.")
        made = []
        _refuse_repeated(value, path, note.unique if of_records else "", document)
        for index, item in enumerate(value):
            here = (*path, index)
            try:
                made.append(one(item, here, document))
            except Wrong as wrong:
                document.report(here, str(wrong))
        return tuple(made)

    return read


def _refuse_repeated(rows: Rows, path: Path, name: str, document: Document) -> None:
    seen: dict[str, Path] = {}
    for index, item in enumerate(rows):
        key = item.get(name) if name and isinstance(item, Table) else item
        if type(key) is not str:
            continue
        here = (*path, index, name) if name else (*path, index)
        if key in seen:
            first = document.line_of(seen[key])
            document.report(here, f"{quoted(key)} stands in this list twice; the first is on line {first}.")
        else:
            seen[key] = here


def _judgement(kind: type[StrEnum], note: Note) -> Shape:
    word, name = _word(kind, note), _text(Note(pattern=note.pattern))

    def read(value: Value, path: Path, document: Document) -> Mapping[str, Any]:
        if not isinstance(value, Table):
            raise Wrong("This must be a table of facts with their verdicts.")
        made = {}
        for key, inner in value.items():
            try:
                made[name(key, path, document)] = word(inner, path, document)
            except Wrong as wrong:
                document.report((*path, key), str(wrong))
        return made

    return read


def _neutral(kind: Any) -> Any:
    """A stand-in for what could not be read; the file is refused anyway."""
    origin = typing.get_origin(kind)
    if origin is types.UnionType:
        return None
    if origin is tuple:
        return ()
    if attrs.has(kind):
        return kind(**{f.name: _neutral(f.type) for f in attrs.fields(kind) if f.default is attrs.NOTHING})
    return next(iter(kind)) if issubclass(kind, StrEnum) else kind()


def _unknown(key: str, fields: Mapping[str, object]) -> str:
    import difflib

    near = difflib.get_close_matches(key[:40], fields, n=1)
    hint = f" Did you mean {quoted(near[0])}?" if near else f" Known are {_listed(fields)}."
    return f"There is no field {quoted(key)} here.{hint}"


def _listed(words: typing.Iterable[str]) -> str:
    return ", ".join(words)
