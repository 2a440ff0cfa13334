"""Frozen attrs values to JSON and strictly back, and the JSON Schema of both, from the one declaration of the class.

Understood: str, int, float, bool, date, aware datetime, StrEnum, attrs classes, tuples, dict[str, str], and None beside
one of them.
A field's metadata may carry `limit` (characters of a text, items of a tuple), `least` and `most` (numbers), `pattern`.
"""

import re
import types
from collections.abc import Callable, Mapping
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from attrs import fields, frozen, has

type_of_json = {str: "string", int: "integer", float: "number", bool: "boolean"}
TEXT_LIMIT = 4000
ITEM_LIMIT = 2000
_CONTROL_CHARACTER = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
Rules = Mapping[str, Any]


@frozen
class Fault:
    """One thing wrong with a document: where (`accounts[0].number`), and what."""

    place: str
    problem: str

    def __str__(self) -> str:
        return f"{self.place or 'the document'}: {self.problem}"


class Refused(Exception):
    """A value does not have the shape; carries the first fault met inside it."""

    def __init__(self, place: str, problem: str) -> None:
        super().__init__(f"{place}: {problem}")
        self.fault = Fault(place, problem)


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
    if has(cls):
        return {name: to_plain(getattr(value, name)) for name in hints(cls)}
    if isinstance(value, (tuple, list)):
        return [to_plain(item) for item in value]
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    return value.isoformat() if isinstance(value, date) else value


def from_plain(raw: Any, kind: Any, place: str = "", rules: Rules = types.MappingProxyType({})) -> Any:
    """The value of that type that a JSON form stands for.

    Raises Refused at the first thing that does not fit: nothing is converted, guessed or ignored.
    """
    kind, may_be_none = optional(kind)
    if raw is None and may_be_none:
        return None
    if has(kind):
        return _object(raw, kind, place)
    if get_origin(kind) is tuple:
        return _array(raw, kind, place, rules)
    if get_origin(kind) is dict:
        return _texts(raw, place)
    reader = _SCALARS.get(kind)
    return reader(raw, place, rules) if reader is not None else _word(raw, kind, place)


def _object(raw: Any, cls: type, place: str) -> Any:
    if not isinstance(raw, dict):
        raise Refused(place, "must be an object")
    expected = hints(cls)
    for name in raw.keys() - expected.keys():
        raise Refused(_join(place, name[:60]), "is not a field of this format")
    for name in expected.keys() - raw.keys():
        raise Refused(_join(place, name), "is missing")
    rules = {field.name: field.metadata for field in fields(cls)}
    return cls(
        **{name: from_plain(raw[name], kind, _join(place, name), rules[name]) for name, kind in expected.items()}
    )


def _array(raw: Any, kind: Any, place: str, rules: Rules) -> tuple[Any, ...]:
    if not isinstance(raw, list):
        raise Refused(place, "must be a list")
    of = get_args(kind)
    if of[-1] is not Ellipsis:
        if len(raw) != len(of):
            raise Refused(place, f"must have {len(of)} items")
        return tuple(from_plain(item, of[at], f"{place}[{at}]", rules) for at, item in enumerate(raw))
    if len(raw) > rules.get("limit", ITEM_LIMIT):
        raise Refused(place, "has too many items")
    return tuple(from_plain(item, of[0], f"{place}[{at}]", rules.get("each", rules)) for at, item in enumerate(raw))


def _texts(raw: Any, place: str) -> dict[str, str]:
    if not isinstance(raw, dict):
        raise Refused(place, "must be an object")
    if len(raw) > ITEM_LIMIT:
        raise Refused(place, "has too many fields")
    return {_text(key, place, {}): _text(value, _join(place, key[:60]), {}) for key, value in raw.items()}


def _text(raw: Any, place: str, rules: Rules) -> str:
    if not isinstance(raw, str):
        raise Refused(place, "must be a text")
    if len(raw) > rules.get("limit", TEXT_LIMIT):
        raise Refused(place, "is too long")
    if _CONTROL_CHARACTER.search(raw):
        raise Refused(place, "contains a character that is not text")
    if "pattern" in rules and not re.fullmatch(rules["pattern"], raw, re.ASCII):
        raise Refused(place, "does not have the form that this field needs")
    return raw


def _number(raw: Any, kind: type, place: str, rules: Rules) -> Any:
    if type(raw) is not kind:
        raise Refused(place, "must be a whole number" if kind is int else "must be a number with a decimal point")
    if not rules.get("least", 0) <= raw <= rules.get("most", 1_000_000):
        raise Refused(place, "is out of range")
    return raw


def _switch(raw: Any, place: str, _rules: Rules) -> bool:
    if not isinstance(raw, bool):
        raise Refused(place, "must be true or false")
    return raw


def _moment(raw: Any, kind: Any, place: str) -> Any:
    try:
        moment = kind.fromisoformat(_text(raw, place, {"limit": 40}))
    except ValueError:
        moment = None
    if moment is None or to_plain(moment) != raw or (kind is datetime and moment.tzinfo is None):
        raise Refused(place, "must be a date" if kind is date else "must be a date and time with its zone")
    return moment


def _word(raw: Any, kind: Any, place: str) -> Any:
    try:
        return kind(_text(raw, place, {}))
    except ValueError:
        raise Refused(place, "must be one of: " + ", ".join(kind)) from None


_SCALARS: dict[Any, Callable[[Any, str, Rules], Any]] = {
    str: _text,
    bool: _switch,
    int: lambda raw, place, rules: _number(raw, int, place, rules),
    float: lambda raw, place, rules: _number(raw, float, place, rules),
    date: lambda raw, place, _rules: _moment(raw, date, place),
    datetime: lambda raw, place, _rules: _moment(raw, datetime, place),
}


def _join(place: str, name: str) -> str:
    return f"{place}.{name}" if place else name


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
