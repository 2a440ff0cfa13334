"""The JSON Schema (2020-12) of a type: what the converter writes and reads of it."""

from datetime import date, datetime
from typing import Any, get_args, get_origin

from attrs import fields, has

from .kinds import ITEM_LIMIT, NO_RULES, TEXT_LIMIT, Rules, hints, optional

_JSON_TYPES = {int: "integer", float: "number"}


def document_schema(kind: Any, title: str) -> dict[str, Any]:
    """The schema of a whole document, as it is shipped."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title, **schema_of(kind)}


def schema_of(kind: Any, rules: Rules = NO_RULES) -> dict[str, Any]:
    """The schema of a type under those rules."""
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
        return {"type": _JSON_TYPES[kind], **bounds}
    if kind is bool:
        return {"type": "boolean"}
    if kind is str:
        pattern = {"pattern": f"^{rules['pattern']}$"} if "pattern" in rules else {}
        return {"type": "string", "maxLength": rules.get("limit", TEXT_LIMIT), **pattern}
    return {"enum": [str(word) for word in kind]}
