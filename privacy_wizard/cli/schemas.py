"""The JSON Schemas of every file that is read or written as JSON, and of what `--json` prints.

``python -m privacy_wizard.cli.schemas`` writes them to resources/schemas.
"""

import json
import pkgutil
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path

from .. import cli
from ..attestation import statement
from ..audit.answers_form import AnswersForm
from ..catalogue.schemas import schema_of_form
from ..domain.school_profile import SchoolProfile
from ..serialization import PrintedDocument, Schema, document_schema
from ..system import shipped_folder


def schemas() -> Mapping[str, Schema]:
    """File name → schema."""
    return {
        "answers.schema.json": schema_of_form(AnswersForm, "Privacy Wizard: answers"),
        "attestation-2.schema.json": statement.schema(),
        "school-profile-form.schema.json": document_schema(SchoolProfile, "privacy-wizard-school-profile-form"),
        **{document.schema_file: document.schema() for document in _documents()},
    }


def _documents() -> Iterator[PrintedDocument]:
    """What the commands print; each stands in the module of its command."""
    for module in pkgutil.iter_modules(cli.__path__, f"{cli.__name__}."):
        if module.name != __name__:
            yield from (each for each in vars(import_module(module.name)).values() if isinstance(each, PrintedDocument))


def schema_text(schema: Schema) -> str:
    """The file as it is shipped."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def shipped_schema(name: str) -> Path:
    """Where a schema lies."""
    return shipped_folder("resources") / "schemas" / name


if __name__ == "__main__":
    for name, schema in schemas().items():
        shipped_schema(name).write_text(schema_text(schema), encoding="utf-8", newline="\n")
