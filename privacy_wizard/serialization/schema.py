"""The JSON Schema (2020-12) of a type: of what is written and read as JSON, and of forms in YAML."""

import inspect
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, get_args, get_origin

from attrs import NOTHING, Attribute, fields, fields_dict, frozen, has

from .converter import ITEM_LIMIT, NO_RULES, SEQUENCES, TEXT_LIMIT, Rules, hints, optional
from .views import View, Views

Schema = dict[str, Any]
RulesOf = Callable[[Any, str], Rules]
_JSON_TYPES = {int: "integer", float: "number"}
_NO_VIEWS: Views = MappingProxyType({})


def document_schema(kind: Any, title: str, views: Views = _NO_VIEWS) -> Schema:
    """The schema of a whole document, as it is shipped; no field is left out. What has a view is described by it."""
    return {**_head(title), **_Describer(views=views).schema(kind, NO_RULES)}


def form_schema(form: type, title: str, rules_of: RulesOf) -> Schema:
    """The schema of a file that people write: a field with a default may be left out, and is never null then.

    `rules_of` says the rules of a class's field. Each class is described once, and referred to where it stands.
    """
    describer = _Describer(rules_of=rules_of, definitions={})
    described = describer.of_form(form)
    return {**_head(title), **described, "$defs": dict(sorted((describer.definitions or {}).items()))}


def schema_of(kind: Any, rules: Rules = NO_RULES) -> Schema:
    """The schema of a type under those rules."""
    return _Describer().schema(kind, rules)


def _head(title: str) -> Schema:
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title}


def _metadata(cls: Any, name: str) -> Rules:
    return fields_dict(cls)[name].metadata


@frozen(kw_only=True)
class _Describer:
    views: Views = _NO_VIEWS
    rules_of: RulesOf = _metadata
    definitions: dict[str, Schema] | None = None  # the classes of a form, by name

    def schema(self, kind: Any, rules: Rules) -> Schema:
        kind, may_be_none = optional(kind)
        if may_be_none:
            return {"anyOf": [self.schema(kind, rules), {"type": "null"}]}
        if isinstance(kind, View) or kind in self.views:
            return self._of_view(self.views.get(kind, kind))
        if has(kind):
            return self._of_class(kind) if self.definitions is None else self._referred(kind, self.definitions)
        if get_origin(kind) in SEQUENCES:
            return self._of_list(kind, rules)
        if get_origin(kind) is Mapping:
            key, value = get_args(kind)
            names = {"propertyNames": {"pattern": f"^{rules['pattern']}$"}} if key is str and "pattern" in rules else {}
            return {"type": "object", **names, "additionalProperties": self.schema(value, rules)}
        if get_origin(kind) is dict:
            return {"type": "object", "maxProperties": ITEM_LIMIT, "additionalProperties": schema_of(str)}
        return _of_scalar(kind, rules)

    def of_form(self, cls: type) -> Schema:
        required = [each.name for each in fields(cls) if each.default is NOTHING]
        properties = {each.name: self._of_form_field(cls, each) for each in fields(cls)}
        return _object(_about(cls), properties, required)

    def _of_form_field(self, cls: type, field: "Attribute[Any]") -> Schema:
        kind, rules = hints(cls)[field.name], self.rules_of(cls, field.name)
        described = self.schema(kind if field.default is NOTHING else optional(kind)[0], rules)
        return described | ({"description": rules["about"]} if rules.get("about") else {})

    def _referred(self, cls: type, definitions: dict[str, Schema]) -> Schema:
        if cls.__name__ not in definitions:
            definitions[cls.__name__] = {}  # it may hold itself
            definitions[cls.__name__] = self.of_form(cls)
        return {"$ref": f"#/$defs/{cls.__name__}"}

    def _of_class(self, cls: Any) -> Schema:
        return self._of_fields(
            _about(cls), ((name, kind, self.rules_of(cls, name)) for name, kind in hints(cls).items())
        )

    def _of_view(self, view: View) -> Schema:
        return self._of_fields(view.about, ((each.name, each.kind, each.rules) for each in view.fields))

    def _of_fields(self, about: str, parts: Iterable[tuple[str, Any, Rules]]) -> Schema:
        found = list(parts)
        properties = {name: self.schema(kind, rules) for name, kind, rules in found}
        return _object(about, properties, sorted(name for name, _, rules in found if not rules.get("later")))

    def _of_list(self, kind: Any, rules: Rules) -> Schema:
        of = get_args(kind)
        if get_origin(kind) is tuple and of[-1] is not Ellipsis:
            items = [self.schema(part, rules) for part in of]
            return {"type": "array", "prefixItems": items, "items": False, "minItems": len(of)}
        found: Schema = {"type": "array"}
        most, fewest = rules.get("limit", ITEM_LIMIT), rules.get("fewest", 0)
        found |= {"maxItems": most} if most is not None else {}
        found |= {"minItems": fewest} if fewest else {}
        found |= {"uniqueItems": True} if rules.get("unique") else {}
        return {**found, "items": self.schema(of[0], rules.get("each", rules))}


def _about(cls: type) -> str:
    return inspect.cleandoc(cls.__doc__ or "").partition("\n")[0]


def _object(about: str, properties: Schema, required: list[str]) -> Schema:
    return {
        "type": "object",
        "description": about,
        "additionalProperties": False,
        "required": required,
        "properties": properties,
    }


def _of_scalar(kind: Any, rules: Rules) -> Schema:
    pattern = {"pattern": f"^{rules['pattern']}$"} if "pattern" in rules else {}
    if kind in (date, datetime):
        return {"type": "string", "format": "date" if kind is date else "date-time", **pattern}
    if kind in (int, float):
        bounds = {"minimum": rules.get("least", 0), "maximum": rules.get("most", 1_000_000)}
        return {"type": _JSON_TYPES[kind], **bounds}
    if kind is bool:
        return {"type": "boolean"}
    if kind is str and "words" not in rules:
        shortest = {"minLength": rules["shortest"]} if "shortest" in rules else {}
        return {"type": "string", **shortest, "maxLength": rules.get("limit", TEXT_LIMIT), **pattern}
    words = [str(word) for word in rules.get("words", () if kind is str else kind)]
    return {"const": words[0]} if len(words) == 1 else {"enum": words}
