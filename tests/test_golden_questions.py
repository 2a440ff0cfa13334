"""What people are asked under each pack stays as it was last read through; refresh with `python -m tests.golden`."""

import pytest

from privacy_wizard.catalogue import load_catalogue, shipped_folder
from privacy_wizard.domain.vocabulary import Level

from .golden import FOLDER, as_text, cases, questions

CATALOGUE = load_catalogue(shipped_folder())
CASES = cases(CATALOGUE)


@pytest.mark.parametrize("name", CASES)
def test_people_are_asked_what_was_last_read_through(name: str) -> None:
    pack, accounts = CASES[name]
    kept = (FOLDER / name).read_text(encoding="utf-8")
    assert as_text(CATALOGUE, pack, accounts) == kept, "read what changed, then run: python -m tests.golden"


def test_no_text_is_left_over_from_a_pack_that_is_gone() -> None:
    assert {path.name for path in FOLDER.glob("*.txt")} == set(CASES)


@pytest.mark.parametrize("pack", sorted(CATALOGUE.packs))
def test_three_personal_accounts_make_no_more_than_80_questions_that_count(pack: str) -> None:
    asked = questions(CATALOGUE, pack, ("facebook", "instagram", "whatsapp"))
    assert len([each for each in asked if each.level is not Level.INFORM]) <= 80
