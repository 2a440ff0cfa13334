"""JSON Schemas of the three kinds of file, made from the forms, so that an editor completes and checks them.

``python -m privacy_wizard.catalogue.schemas [FOLDER]`` writes them beside the checklists.
"""

import inspect
import json
import sys
import types
import typing
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

import attrs

from .field_rules import FieldRule, note_on
from .folder import FileKind, shipped_folder
from .forms import ChecklistForm, ControlsForm, PackForm
from .validation import LONGEST_TEXT

Schema = dict[str, Any]
FORMS: Mapping[FileKind, type] = {
    FileKind.CONTROLS: ControlsForm,
    FileKind.CHECKLIST: ChecklistForm,
    FileKind.PACK: PackForm,
}


def schema_of(kind: FileKind) -> Schema:
    """The JSON Schema (draft 2020-12) of one kind of file."""
    return schema_of_form(FORMS[kind], f"Privacy Wizard: {kind}")


def schema_of_form(form: type, title: str) -> Schema:
    """The JSON Schema (draft 2020-12) of what `form` reads."""
    definitions: dict[str, Schema] = {}
    top = _record(form, definitions)
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title}
    return head | top | {"$defs": dict(sorted(definitions.items()))}


def schema_text(kind: FileKind) -> str:
    """The schema file as it is shipped."""
    return json.dumps(schema_of(kind), indent=2, ensure_ascii=False) + "\n"


def schema_file(kind: FileKind, folder: Path) -> Path:
    """Where the schema lies in a library."""
    return folder / "schemas" / f"{kind}.schema.json"


def _record(form: type, definitions: dict[str, Schema]) -> Schema:
    properties, required = {}, []
    for field in attrs.fields(form):
        note, kind = note_on(form, field.name), field.type
        if field.default is attrs.NOTHING:
            required.append(field.name)
        elif typing.get_origin(kind) is types.UnionType:
            kind = _without_none(kind)  # an optional field is left out, never null
        described = {"description": note.about} if note.about else {}
        properties[field.name] = _field(kind, note, definitions) | described
    return {
        "description": inspect.cleandoc(form.__doc__ or "").partition("\n")[0],
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


def _field(kind: Any, note: FieldRule, definitions: dict[str, Schema]) -> Schema:
    origin = typing.get_origin(kind)
    if origin is types.UnionType:
        return {"anyOf": [_field(_without_none(kind), note, definitions), {"type": "null"}]}
    if origin is tuple:
        return _list(typing.get_args(kind)[0], note, definitions)
    if origin is Mapping:
        verdicts = _field(typing.get_args(kind)[1], note, definitions)
        return {"type": "object", "propertyNames": {"pattern": _whole(note)}, "additionalProperties": verdicts}
    if attrs.has(kind):
        if kind.__name__ not in definitions:
            definitions[kind.__name__] = {}
            definitions[kind.__name__] = _record(kind, definitions)
        return {"$ref": f"#/$defs/{kind.__name__}"}
    return _scalar(kind, note)


def _list(kind: Any, note: FieldRule, definitions: dict[str, Schema]) -> Schema:
    schema: Schema = {"type": "array", "items": _field(kind, note, definitions)}
    if note.at_least:
        schema["minItems"] = note.at_least
    return schema if attrs.has(kind) else schema | {"uniqueItems": True}


def _scalar(kind: Any, note: FieldRule) -> Schema:
    if kind is bool:
        return {"type": "boolean"}
    if kind is int:
        low, high = note.between or (0, 1_000_000)
        return {"type": "integer", "minimum": low, "maximum": high}
    if kind is date:
        return {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
    if issubclass(kind, StrEnum) or note.words:
        words = [str(word) for word in (note.words or kind)]
        return {"const": words[0]} if len(words) == 1 else {"enum": words}
    pattern = {"pattern": _whole(note)} if note.pattern else {}
    return {"type": "string", "minLength": 0 if note.blank else 1, "maxLength": LONGEST_TEXT} | pattern


def _whole(note: FieldRule) -> str:
    return f"^(?:{note.pattern})$"


def _without_none(kind: Any) -> Any:
    return next(part for part in typing.get_args(kind) if part is not types.NoneType)


def main(arguments: list[str]) -> int:
    """Write the three schemas into the library's folder."""
    folder = Path(arguments[0]) if arguments else shipped_folder()
    for kind in FileKind:
        path = schema_file(kind, folder)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(schema_text(kind), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
