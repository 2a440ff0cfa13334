"""The JSON Schema (2020-12) of a type: what the converter writes and reads of it."""

from collections.abc import Iterable
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, get_args, get_origin

from attrs import fields, has

from .kinds import ITEM_LIMIT, NO_RULES, TEXT_LIMIT, Rules, hints, optional
from .views import Views

Schema = dict[str, Any]
_JSON_TYPES = {int: "integer", float: "number"}
_NO_VIEWS: Views = MappingProxyType({})


def document_schema(kind: Any, title: str, views: Views = _NO_VIEWS) -> Schema:
    """The schema of a whole document, as it is shipped."""
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title}
    return {**head, **schema_of(kind, views=views)}


def schema_of(kind: Any, rules: Rules = NO_RULES, views: Views = _NO_VIEWS) -> Schema:
    """The schema of a type under those rules; a class that has a view is described by it."""
    kind, may_be_none = optional(kind)
    if may_be_none:
        return {"anyOf": [schema_of(kind, rules, views), {"type": "null"}]}
    if has(kind):
        return _schema_of_class(kind, views)
    if get_origin(kind) is tuple:
        return _schema_of_tuple(kind, rules, views)
    if get_origin(kind) is dict:
        return {"type": "object", "maxProperties": ITEM_LIMIT, "additionalProperties": schema_of(str)}
    return _schema_of_scalar(kind, rules)


def _schema_of_class(cls: Any, views: Views) -> Schema:
    if cls in views:
        return _object(views[cls].about, ((each.name, each.kind, each.rules) for each in views[cls].fields), views)
    rules = {field.name: field.metadata for field in fields(cls)}
    about = (cls.__doc__ or "").strip().splitlines()[0]
    return _object(about, ((name, kind, rules[name]) for name, kind in hints(cls).items()), views)


def _object(about: str, parts: Iterable[tuple[str, Any, Rules]], views: Views) -> Schema:
    properties = {name: schema_of(kind, rules, views) for name, kind, rules in parts}
    return {
        "type": "object",
        "description": about,
        "additionalProperties": False,
        "required": sorted(properties),
        "properties": properties,
    }


def _schema_of_tuple(kind: Any, rules: Rules, views: Views) -> Schema:
    of = get_args(kind)
    if of[-1] is not Ellipsis:
        items = [schema_of(part, rules, views) for part in of]
        return {"type": "array", "prefixItems": items, "items": False, "minItems": len(of)}
    items_schema = schema_of(of[0], rules.get("each", rules), views)
    return {"type": "array", "maxItems": rules.get("limit", ITEM_LIMIT), "items": items_schema}


def _schema_of_scalar(kind: Any, rules: Rules) -> Schema:
    if kind in (date, datetime):
        return {"type": "string", "format": "date" if kind is date else "date-time"}
    if kind in (int, float):
        bounds = {"minimum": rules.get("least", 0), "maximum": rules.get("most", 1_000_000)}
        return {"type": _JSON_TYPES[kind], **bounds}
    if kind is bool:
        return {"type": "boolean"}
    if kind is str:
        pattern = {"pattern": f"^{rules['pattern']}$"} if "pattern" in rules else {}
        return {"type": "string", "maxLength": rules.get("limit", TEXT_LIMIT), **pattern}
    return {"enum": [str(word) for word in kind]}
