"""An answers file of last year is told where its questions went."""

from pathlib import Path

import pytest
from attrs import evolve

from privacy_wizard.audit.answers import read_answers
from privacy_wizard.catalogue import CatalogueFaults
from privacy_wizard.domain.model import Catalogue

from .conftest import Clock

ANSWERS = """\
person: {{name: Sam Lee, role: Teacher, kind: employee}}
school: {{name: Hill Street School}}
occasion: annual review
policy: bradley-primary-2023
accounts: [{{id: instagram-1, platform: instagram, kind: personal}}]
questions:
  - {{id: {check}, account: instagram-1, answer: private}}
"""


def _faults(catalogue: Catalogue, file: Path, check: str) -> list[str]:
    file.write_text(ANSWERS.format(check=check), encoding="utf-8")
    with pytest.raises(CatalogueFaults) as refused:
        read_answers(file, catalogue, "P-1", Clock()(), complete=False)
    return [str(fault) for fault in refused.value.faults]


def test_a_question_that_others_took_over_names_them(catalogue: Catalogue, tmp_path: Path) -> None:
    instagram = catalogue.checklists["instagram"]
    first, second, *rest = instagram.checks
    parts = tuple(evolve(check, replaces=("instagram.gone",)) for check in (first, second))
    split = evolve(instagram, checks=(*parts, *rest))
    today = evolve(catalogue, checklists={**catalogue.checklists, "instagram": split})
    assert _faults(today, tmp_path / "answers.yaml", "instagram.gone") == [
        (
            'answers.yaml:7 questions[0].id: "instagram.gone" is no longer asked. '
            f"Answer what replaced it: {first.id}, {second.id}."
        )
    ]


def test_a_question_that_never_was_is_told_as_such(catalogue: Catalogue, tmp_path: Path) -> None:
    (fault,) = _faults(catalogue, tmp_path / "answers.yaml", "instagram.never")
    assert 'The policy does not ask "instagram.never" of the account "instagram-1"' in fault
