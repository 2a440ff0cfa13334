"""JSON Schemas of the three kinds of file, made from the forms, so that an editor completes and checks them.

``python -m privacy_wizard.catalogue.schemas [FOLDER]`` writes them beside the checklists.
"""

import json
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, get_args, get_origin

import attrs

from ..serialization import form_schema
from .field_rules import note_on
from .folder import FileKind, shipped_folder
from .forms import ChecklistForm, ControlsForm, PackForm

FORMS: Mapping[FileKind, type] = {
    FileKind.CONTROLS: ControlsForm,
    FileKind.CHECKLIST: ChecklistForm,
    FileKind.PACK: PackForm,
}


def schema_of(kind: FileKind) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of one kind of file."""
    return schema_of_form(FORMS[kind], f"Privacy Wizard: {kind}")


def schema_of_form(form: type, title: str) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of what `form` reads."""
    return form_schema(form, title, _rules)


def schema_text(kind: FileKind) -> str:
    """The schema file as it is shipped."""
    return json.dumps(schema_of(kind), indent=2, ensure_ascii=False) + "\n"


def schema_file(kind: FileKind, folder: Path) -> Path:
    """Where the schema lies in a library."""
    return folder / "schemas" / f"{kind}.schema.json"


def _rules(form: type, name: str) -> Mapping[str, Any]:
    """What is noted on a field, in the words of the schemas."""
    note, kind = note_on(form, name), attrs.fields_dict(form)[name].type
    least, most = note.between or (0, 1_000_000)
    text: dict[str, Any] = {"limit": note.longest, "shortest": 0 if note.blank else 1, "least": least, "most": most}
    text |= {"pattern": f"(?:{note.pattern})"} if note.pattern else {}
    text |= {"pattern": "[0-9]{4}-[0-9]{2}-[0-9]{2}"} if date in (kind, *get_args(kind)) else {}
    text |= {"words": note.words} if note.words else {}
    if get_origin(kind) is tuple:
        is_plain = not attrs.has(get_args(kind)[0])
        return {"about": note.about, "each": text, "limit": None, "fewest": note.at_least, "unique": is_plain}
    return {"about": note.about, **text}


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
