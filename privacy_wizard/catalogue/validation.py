"""From plain tables to forms: every field and value is checked, and nothing is converted."""

import re
import types
import typing
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar

import attrs

from ..i18n import _
from .document import Document, LibraryFaultKind, Path, Rows, Value, YamlTable, did_you_mean, known_are, quoted, shown
from .field_rules import FieldRule, looks, note_on

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

Validator = Callable[[Value, Path, Document], Any]
"""Makes a value; raises `Wrong` with a sentence, or reports deeper faults to the document itself."""


class Wrong(Exception):
    """One value is not what its field requires; carries the sentence, and never leaves this package."""

    def __init__(self, sentence: str, kind: LibraryFaultKind = LibraryFaultKind.OTHER) -> None:
        super().__init__(sentence)
        self.kind = kind


def text(note: FieldRule) -> Validator:
    """Text on one line, tidy, of the pattern or among the words that the note asks for."""
    allowed = re.compile(note.pattern).fullmatch if note.pattern else None

    def read(value: Value, _path: Path, _document: Document) -> str:
        if value is None or (value == "" and not note.blank):
            raise Wrong(_("This is empty. Fill it in."), LibraryFaultKind.EMPTY)
        if type(value) is not str:
            raise Wrong(_not_text(value))
        if not value.isprintable() or value != value.strip() or len(value) > note.longest:
            raise Wrong(_untidy(value, note.longest))
        if allowed and not allowed(value):
            raise Wrong(_("{value} is not written as it should be. {looks}", value=quoted(value), looks=looks(note)))
        if _is_no_day(value):
            raise _no_such_day(value)
        if note.words and value not in note.words:
            raise _unknown_word(value, note.words)
        return value

    return read


def _not_text(value: Value) -> str:
    if isinstance(value, YamlTable):
        return _("This must be text, not a table.")
    if isinstance(value, Rows):
        return _("This must be text, not a list.")
    bare = str(value).lower() if isinstance(value, bool) else str(value)
    return _(
        "YAML may take {bare} for something other than text. Put quotes around it: {quoted}.",
        bare=shown(bare),
        quoted=quoted(bare),
    )


def _untidy(value: str, longest: int) -> str:
    if len(value) > longest:
        return _("This text has {n} characters; the most is {most}.", n=len(value), most=longest)
    if value != value.strip() and value.strip().isprintable():
        return _('This text begins or ends with a blank or an empty line. With ">", write ">-" instead.')
    if "\n" in value.strip():
        return _("This text must be on one line.")
    odd = next(char for char in value if not char.isprintable())
    return _("This text has an invisible character (U+{code}). Remove it.", code=f"{ord(odd):04X}")


def whole_number(note: FieldRule) -> Validator:
    """A whole number between the note's two."""
    low, high = note.between or (0, 1_000_000)

    def read(value: Value, _path: Path, _document: Document) -> int:
        if type(value) is not int or not low <= value <= high:
            raise Wrong(_("This must be a whole number from {low} to {high}, without quotes.", low=low, high=high))
        return value

    return read


def yes_or_no(value: Value, _path: Path, _document: Document) -> bool:
    """True or false."""
    if type(value) is not bool:
        raise Wrong(_("This must be true or false, without quotes."))
    return value


def day(value: Value, _path: Path, _document: Document) -> date:
    """A day of the calendar, with or without quotes: no YAML reader makes anything but a day of it."""
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        raise Wrong(_('This must be a day written like "2026-11-03".'))
    if _is_no_day(value):
        raise _no_such_day(value)
    return date.fromisoformat(value)


def _no_such_day(value: str) -> Wrong:
    return Wrong(_("There is no day {value} in the calendar.", value=value))


def _unknown_word(value: Value, words: Iterable[str]) -> Wrong:
    what = quoted(value) if isinstance(value, str) else _("This")
    return Wrong(_("{what} is not known here. Known are: {words}.", what=what, words=", ".join(words)))


def _is_no_day(text: str) -> bool:
    if len(text) != 10 or not _DAY.fullmatch(text):
        return False
    try:
        return not date.fromisoformat(text)
    except ValueError:
        return True


def word(kind: type[StrEnum], note: FieldRule) -> Validator:
    """One word of a closed vocabulary, or of the part that the note allows."""
    words = {str(word): word for word in kind if not note.words or word in note.words}

    def read(value: Value, _path: Path, _document: Document) -> StrEnum:
        found = words.get(value) if type(value) is str else None
        if found is None:
            raise _unknown_word(value, words)
        return found

    return read


T = TypeVar("T")


def validated(form: type[T], document: Document) -> T | None:
    """The document as a form; None if it is not even a table."""
    if not isinstance(document.root, YamlTable):
        if not document.faults:
            document.report((), _('The file must be a table that begins with "kind:".'))
        return None
    return typing.cast(T, _record(typing.cast(type, form))(document.root, (), document))


@cache
def _record(form: type) -> Validator:
    return _Record(form).read


class _Record:
    """Makes the values of one form; built once per form."""

    def __init__(self, form: type) -> None:
        self._form = form
        self._types = {field.name: field.type for field in attrs.fields(form)}
        self._validators = {name: _validator_of(kind, note_on(form, name)) for name, kind in self._types.items()}
        self._required = tuple(field.name for field in attrs.fields(form) if field.default is attrs.NOTHING)

    def read(self, value: Value, path: Path, document: Document) -> Any:
        """The value, with neutral parts where something is wrong or missing."""
        if not isinstance(value, YamlTable):
            raise Wrong(
                _(
                    "This must be a table with the fields {fields}.",
                    fields=", ".join(self._required or self._validators),
                )
            )
        before, made = len(document.faults), {}
        for key, inner in value.items():
            try:
                made[key] = self._field(key, inner, path, document)
            except Wrong as wrong:
                document.report((*path, key), str(wrong), kind=wrong.kind)
        self._fill(made, value, path, document)
        result = self._form(**made)
        document.place(result, path, whole=len(document.faults) == before)
        return result

    def _field(self, key: str, inner: Value, path: Path, document: Document) -> Any:
        if key not in self._validators:
            raise Wrong("" if document.is_full else _unknown(key, self._validators, is_bare=inner is None))
        if inner is None and key not in self._required:
            raise Wrong(_('There is nothing after "{key}:". Fill it in, or remove the line.', key=key))
        return self._validators[key](inner, (*path, key), document)

    def _fill(self, made: dict[str, Any], value: YamlTable, path: Path, document: Document) -> None:
        for name in self._required:
            if name not in made:
                if name not in value:
                    document.report(path, _('The field "{name}" is missing.', name=name), value.line)
                made[name] = _neutral(self._types[name])
                document.place(made[name], (*path, name), whole=False)


def _validator_of(kind: Any, note: FieldRule) -> Validator:
    origin = typing.get_origin(kind)
    if origin is types.UnionType:
        return _nullable(_validator_of(_without_none(kind), note))
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


def _nullable(inner: Validator) -> Validator:
    return lambda value, path, document: None if value is None else inner(value, path, document)


def _many(kind: Any, note: FieldRule) -> Validator:
    one = _validator_of(kind, note)
    of_records = attrs.has(kind)

    def read(value: Value, path: Path, document: Document) -> tuple[Any, ...]:
        if not isinstance(value, Rows):
            raise Wrong(_('This must be a list: each item begins with "- ", or all are in [ ].'))
        if len(value) < note.at_least:
            raise Wrong(_("This list needs {at_least} or more items.", at_least=note.at_least))
        made = []
        _refuse_repeated(value, path, note.unique if of_records else "", document)
        for index, item in enumerate(value):
            here = (*path, index)
            try:
                made.append(one(item, here, document))
            except Wrong as wrong:
                document.report(here, str(wrong), kind=wrong.kind)
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
            sentence = _("{key} is in this list twice; the first is on line {first}.", key=quoted(key), first=first)
            document.report(here, sentence, kind=LibraryFaultKind.TWICE)
        else:
            seen[key] = here


def _judgement(kind: type[StrEnum], note: FieldRule) -> Validator:
    verdict, name = word(kind, note), text(FieldRule(pattern=note.pattern))

    def read(value: Value, path: Path, document: Document) -> Mapping[str, Any]:
        if not isinstance(value, YamlTable):
            raise Wrong(_("This must be a table of facts with their verdicts."))
        made = {}
        for key, inner in value.items():
            try:
                made[name(key, path, document)] = verdict(inner, path, document)
            except Wrong as wrong:
                document.report((*path, key), str(wrong), kind=wrong.kind)
        return made

    return read


def _neutral(kind: Any) -> Any:
    """A placeholder for what could not be read; the file is rejected anyway."""
    origin = typing.get_origin(kind)
    if origin is types.UnionType:
        return None
    if origin is tuple:
        return ()
    if attrs.has(kind):
        return kind(**{f.name: _neutral(f.type) for f in attrs.fields(kind) if f.default is attrs.NOTHING})
    if kind is date:
        return date.min
    return next(iter(kind)) if issubclass(kind, StrEnum) else kind()


def _unknown(key: str, fields: Mapping[str, object], *, is_bare: bool) -> str:
    import difflib

    if is_bare:  # {label: Yes, always, fact: shown}
        return _(
            "Between braces a comma begins a new field, here {key}. Put quotes around a text with a comma.",
            key=quoted(key),
        )

    near = difflib.get_close_matches(key[:40], fields, n=1)
    missing = _("There is no field {key} here.", key=quoted(key))
    hint = did_you_mean(near[0]) if near else known_are(fields)
    return f"{missing} {hint}"
