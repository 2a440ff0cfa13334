"""From plain tables to the forms: every field is checked, nothing is turned into anything else.

A field that is wrong is reported and given a neutral value, so that the rest of the file is still looked at.
"""

import types
import typing
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar

import attrs

from .document import Document, Rows, Value, YamlTable, quoted
from .faults import Path
from .field_rules import FieldRule, note_on
from .scalars import Shape, Wrong, day, listed, text, whole_number, word, yes_or_no

T = TypeVar("T")


def shape(form: type[T], document: Document) -> T | None:
    """The document as a form; None where it is not even a table."""
    if not isinstance(document.root, YamlTable):
        if not document.faults:
            document.report((), 'The file must be a table that begins with "kind:".')
        return None
    return typing.cast(T, _record(typing.cast(type, form))(document.root, (), document))


@cache
def _record(form: type) -> Shape:
    return _Record(form).read


class _Record:
    """Makes the values of one form; built once per form."""

    def __init__(self, form: type) -> None:
        self._form = form
        self._types = {field.name: field.type for field in attrs.fields(form)}
        self._shapes = {name: _shape_of(kind, note_on(form, name)) for name, kind in self._types.items()}
        self._required = tuple(field.name for field in attrs.fields(form) if field.default is attrs.NOTHING)

    def read(self, value: Value, path: Path, document: Document) -> Any:
        """The value, with neutral parts where something is wrong or missing."""
        if not isinstance(value, YamlTable):
            raise Wrong(f"This must be a table with the fields {listed(self._required or self._shapes)}.")
        before, made = len(document.faults), {}
        for key, inner in value.items():
            try:
                made[key] = self._field(key, inner, path, document)
            except Wrong as wrong:
                document.report((*path, key), str(wrong))
        self._fill(made, value, path, document)
        result = self._form(**made)
        document.place(result, path, whole=len(document.faults) == before)
        return result

    def _field(self, key: str, inner: Value, path: Path, document: Document) -> Any:
        if key not in self._shapes:
            raise Wrong("" if document.is_full else _unknown(key, self._shapes))
        if inner is None and key not in self._required:
            raise Wrong(f'There is nothing after "{key}:". Fill it in, or take the line out.')
        return self._shapes[key](inner, (*path, key), document)

    def _fill(self, made: dict[str, Any], value: YamlTable, path: Path, document: Document) -> None:
        for name in self._required:
            if name not in made:
                if name not in value:
                    document.report(path, f'The field "{name}" is missing.', value.line)
                made[name] = _neutral(self._types[name])
                document.place(made[name], (*path, name), whole=False)


def _shape_of(kind: Any, note: FieldRule) -> Shape:
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
        return word(kind, note)
    if kind is bool:
        return yes_or_no
    return day if kind is date else {str: text, int: whole_number}[kind](note)


def _without_none(kind: Any) -> Any:
    return next(part for part in typing.get_args(kind) if part is not types.NoneType)


def _nullable(inner: Shape) -> Shape:
    return lambda value, path, document: None if value is None else inner(value, path, document)


def _many(kind: Any, note: FieldRule) -> Shape:
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
        key = item.get(name) if name and isinstance(item, YamlTable) else item
        if type(key) is not str:
            continue
        here = (*path, index, name) if name else (*path, index)
        if key in seen:
            first = document.line_of(seen[key])
            document.report(here, f"{quoted(key)} stands in this list twice; the first is on line {first}.")
        else:
            seen[key] = here


def _judgement(kind: type[StrEnum], note: FieldRule) -> Shape:
    verdict, name = word(kind, note), text(FieldRule(pattern=note.pattern))

    def read(value: Value, path: Path, document: Document) -> Mapping[str, Any]:
        if not isinstance(value, YamlTable):
            raise Wrong("This must be a table of facts with their verdicts.")
        made = {}
        for key, inner in value.items():
            try:
                made[name(key, path, document)] = verdict(inner, path, document)
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
    hint = f" Did you mean {quoted(near[0])}?" if near else f" Known are {listed(fields)}."
    return f"There is no field {quoted(key)} here.{hint}"
