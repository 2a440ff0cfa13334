"""The JSON Schemas of the answers file and of what `--json` prints.

``python -m privacy_wizard.cli.schemas`` writes them to resources/schemas.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..audit.answers_form import AnswersForm
from ..catalogue.schemas import schema_of_form
from ..system import shipped_folder
from .attestation_outputs import attestation_schemas
from .campaign_outputs import campaign_schemas
from .checklist_outputs import checklist_schemas
from .evidence_outputs import evidence_schemas
from .intake_outputs import intake_schemas
from .outputs import score_schemas
from .person_outputs import person_schemas
from .policy_outputs import policy_schemas
from .register_outputs import register_schemas
from .register_reports import paper_schemas
from .school_outputs import school_schemas


def schemas() -> Mapping[str, dict[str, Any]]:
    """File name → schema."""
    return {
        "answers.schema.json": schema_of_form(AnswersForm, "Privacy Wizard: answers"),
        **score_schemas(),
        **attestation_schemas(),
        **campaign_schemas(),
        **checklist_schemas(),
        **evidence_schemas(),
        **intake_schemas(),
        **paper_schemas(),
        **person_schemas(),
        **policy_schemas(),
        **register_schemas(),
        **school_schemas(),
    }


def schema_text(schema: Mapping[str, Any]) -> str:
    """The file as it is shipped."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def shipped_schema(name: str) -> Path:
    """Where a schema lies."""
    return shipped_folder("resources") / "schemas" / name


if __name__ == "__main__":
    for name, schema in schemas().items():
        shipped_schema(name).write_text(schema_text(schema), encoding="utf-8", newline="\n")
