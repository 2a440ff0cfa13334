"""Frozen attrs values to JSON and strictly back, and the JSON Schema of both, from the one declaration of the class.

Understood: str, int, float, bool, date, aware datetime, StrEnum, attrs classes, tuples, dict[str, str], and None beside
one of them.
A field's metadata may carry `limit` (characters of a text, items of a tuple), `least` and `most` (numbers), `pattern`.
"""

import re
import types
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from enum import StrEnum
from functools import cache, partial
from typing import Any, Union, get_args, get_origin, get_type_hints

from attrs import fields, frozen, has

type_of_json = {str: "string", int: "integer", float: "number", bool: "boolean"}
TEXT_LIMIT = 4000
ITEM_LIMIT = 2000
_CONTROL_CHARACTER = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
Rules = Mapping[str, Any]
Reader = Callable[[Any], Any]


@frozen
class Fault:
    """One thing wrong with a document: where (`accounts[0].number`), and what."""

    place: str
    problem: str

    def __str__(self) -> str:
        return f"{self.place}: {self.problem}" if self.place else f"the document {self.problem}"


class Refused(Exception):
    """A value does not have the shape; carries the first fault met inside it."""

    def __init__(self, place: str, problem: str) -> None:
        super().__init__(f"{place}: {problem}")
        self.fault = Fault(place, problem)

    def inside(self, outer: str) -> "Refused":
        """The same fault, seen from what its value stands in."""
        place = self.fault.place
        return Refused(outer + place if place.startswith("[") else _join(outer, place), self.fault.problem)


@cache
def hints(cls: Any) -> dict[str, Any]:
    """The resolved types of a class's fields."""
    return get_type_hints(cls)


def optional(kind: Any) -> tuple[Any, bool]:
    """The type without None, and whether None was allowed beside it."""
    if get_origin(kind) in (Union, types.UnionType):
        rest = [part for part in get_args(kind) if part is not type(None)]
        return rest[0], True
    return kind, False


def to_plain(value: Any) -> Any:
    """The JSON form of a value: objects, arrays, texts, numbers."""
    cls: Any = type(value)
    if cls is str or cls is int or cls is bool or value is None:
        return value
    if names := _names(cls):
        return {name: to_plain(getattr(value, name)) for name in names}
    if isinstance(value, (tuple, list)):
        return [to_plain(item) for item in value]
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    return value.isoformat() if isinstance(value, date) else value


@cache
def _names(cls: Any) -> tuple[str, ...] | None:
    """The fields of an attrs class in their order; None of anything else."""
    return tuple(hints(cls)) if has(cls) else None


def from_plain(raw: Any, kind: Any) -> Any:
    """The value of that type that a JSON form stands for.

    Raises Refused at the first thing that does not fit: nothing is converted, guessed or ignored.
    """
    return _reader(kind, types.MappingProxyType({}))(raw)


def _reader(kind: Any, rules: Rules) -> Reader:
    """What reads values of that type, under those rules."""
    kind, may_be_none = optional(kind)
    read = _reader_of(kind, rules)
    return (lambda raw: None if raw is None else read(raw)) if may_be_none else read


def _reader_of(kind: Any, rules: Rules) -> Reader:
    if has(kind):
        return partial(_object, cls=kind)
    if get_origin(kind) is tuple:
        of = get_args(kind)
        if of[-1] is not Ellipsis:
            return partial(_tuple, readers=tuple(_reader(part, rules) for part in of))
        return partial(_array, read=_reader(of[0], rules.get("each", rules)), limit=rules.get("limit", ITEM_LIMIT))
    if get_origin(kind) is dict:
        return _texts
    reader = _SCALARS.get(kind)
    return partial(_word, kind=kind) if reader is None else partial(reader, rules=rules)


@cache
def _readers(cls: Any) -> dict[str, Reader]:
    """What reads each field of a class; asked when the first value comes, so a class may hold values of itself."""
    rules = {field.name: field.metadata for field in fields(cls)}
    return {name: _reader(kind, rules[name]) for name, kind in hints(cls).items()}


def _object(raw: Any, cls: type) -> Any:
    if not isinstance(raw, dict):
        raise Refused("", "must be an object")
    readers = _readers(cls)
    for name in raw.keys() - readers.keys():
        raise Refused(name[:60], "is not a field of this format")
    for name in readers.keys() - raw.keys():
        raise Refused(name, "is missing")
    found = {}
    for name, read in readers.items():
        try:
            found[name] = read(raw[name])
        except Refused as refused:
            raise refused.inside(name) from None
    return cls(**found)


def _tuple(raw: Any, readers: tuple[Reader, ...]) -> tuple[Any, ...]:
    if not isinstance(raw, list):
        raise Refused("", "must be a list")
    if len(raw) != len(readers):
        raise Refused("", f"must have {len(readers)} items")
    return _items(zip(readers, raw, strict=True))


def _array(raw: Any, read: Reader, limit: int) -> tuple[Any, ...]:
    if not isinstance(raw, list):
        raise Refused("", "must be a list")
    if len(raw) > limit:
        raise Refused("", "has too many items")
    return _items((read, item) for item in raw)


def _items(each: Iterable[tuple[Reader, Any]]) -> tuple[Any, ...]:
    found: list[Any] = []
    for read, item in each:
        try:
            found.append(read(item))
        except Refused as refused:
            raise refused.inside(f"[{len(found)}]") from None
    return tuple(found)


def _texts(raw: Any) -> dict[str, str]:
    if not isinstance(raw, dict):
        raise Refused("", "must be an object")
    if len(raw) > ITEM_LIMIT:
        raise Refused("", "has too many fields")
    found = {}
    for key, value in raw.items():
        name = _text(key, {})
        try:
            found[name] = _text(value, {})
        except Refused as refused:
            raise refused.inside(name[:60]) from None
    return found


def _text(raw: Any, rules: Rules) -> str:
    if not isinstance(raw, str):
        raise Refused("", "must be a text")
    if len(raw) > rules.get("limit", TEXT_LIMIT):
        raise Refused("", "is too long")
    if _CONTROL_CHARACTER.search(raw):
        raise Refused("", "contains a character that is not text")
    if "pattern" in rules and not re.fullmatch(rules["pattern"], raw, re.ASCII):
        raise Refused("", "does not have the form that this field needs")
    return raw


def _number(raw: Any, kind: type, rules: Rules) -> Any:
    if type(raw) is not kind:
        raise Refused("", "must be a whole number" if kind is int else "must be a number with a decimal point")
    if not rules.get("least", 0) <= raw <= rules.get("most", 1_000_000):
        raise Refused("", "is out of range")
    return raw


def _switch(raw: Any, rules: Rules) -> bool:  # noqa: ARG001 - there are none for it
    if not isinstance(raw, bool):
        raise Refused("", "must be true or false")
    return raw


def _moment(raw: Any, kind: Any, rules: Rules) -> Any:  # noqa: ARG001 - there are none for it
    try:
        moment = kind.fromisoformat(_text(raw, {"limit": 40}))
    except ValueError:
        moment = None
    if moment is None or to_plain(moment) != raw or (kind is datetime and moment.tzinfo is None):
        raise Refused("", "must be a date" if kind is date else "must be a date and time with its zone")
    return moment


def _word(raw: Any, kind: Any) -> Any:
    try:
        return kind(_text(raw, {}))
    except ValueError:
        raise Refused("", "must be one of: " + ", ".join(kind)) from None


_SCALARS: dict[Any, Callable[..., Any]] = {
    str: _text,
    bool: _switch,
    int: partial(_number, kind=int),
    float: partial(_number, kind=float),
    date: partial(_moment, kind=date),
    datetime: partial(_moment, kind=datetime),
}


def _join(place: str, name: str) -> str:
    return f"{place}.{name}" if place and name else place or name


def schema_of(kind: Any, rules: Rules = types.MappingProxyType({})) -> dict[str, Any]:
    """The JSON Schema (2020-12) of a type."""
    kind, may_be_none = optional(kind)
    if may_be_none:
        return {"anyOf": [schema_of(kind, rules), {"type": "null"}]}
    if has(kind):
        return _schema_of_class(kind)
    if get_origin(kind) is tuple:
        return _schema_of_tuple(kind, rules)
    if get_origin(kind) is dict:
        return {"type": "object", "maxProperties": ITEM_LIMIT, "additionalProperties": schema_of(str)}
    return _schema_of_scalar(kind, rules)


def _schema_of_class(cls: type) -> dict[str, Any]:
    rules = {field.name: field.metadata for field in fields(cls)}
    return {
        "type": "object",
        "description": (cls.__doc__ or "").strip().splitlines()[0],
        "additionalProperties": False,
        "required": sorted(hints(cls)),
        "properties": {name: schema_of(kind, rules[name]) for name, kind in hints(cls).items()},
    }


def _schema_of_tuple(kind: Any, rules: Rules) -> dict[str, Any]:
    of = get_args(kind)
    if of[-1] is not Ellipsis:
        items = [schema_of(part, rules) for part in of]
        return {"type": "array", "prefixItems": items, "items": False, "minItems": len(of)}
    items_schema = schema_of(of[0], rules.get("each", rules))
    return {"type": "array", "maxItems": rules.get("limit", ITEM_LIMIT), "items": items_schema}


def _schema_of_scalar(kind: Any, rules: Rules) -> dict[str, Any]:
    if kind in (date, datetime):
        return {"type": "string", "format": "date" if kind is date else "date-time"}
    if kind in (int, float):
        bounds = {"minimum": rules.get("least", 0), "maximum": rules.get("most", 1_000_000)}
        return {"type": type_of_json[kind], **bounds}
    if kind is bool:
        return {"type": "boolean"}
    if kind is str:
        pattern = {"pattern": f"^{rules['pattern']}$"} if "pattern" in rules else {}
        return {"type": "string", "maxLength": rules.get("limit", TEXT_LIMIT), **pattern}
    return {"enum": [str(word) for word in kind]}
