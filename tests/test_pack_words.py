"""What a clause names quotes the words that name it, and they stand in the policy; the rest are readings."""

import re

import pytest

from privacy_wizard.catalogue import shipped_folder
from privacy_wizard.domain.vocabulary import Basis, Level
from tests.in_turn import in_turn
from tests.shipped import shipped

from .test_packs_against_clauses import ROWS

CATALOGUE = shipped()
SOURCES = shipped_folder().parents[1] / "shared" / "sources"  # the policies' own texts, which are not ours to ship

# The one statement that carries a general sentence on settings.
GENERAL = {"conduct.uses-settings", "conduct.checks-settings"}


def plain(text: str) -> str:
    """A text without the marks of its layout: one kind of quotation mark, one blank between words, no capitals."""
    text = re.sub(r"\[([^]]*)\]\([^)]*\)|</?u>|\*", r"\1", text)
    for curly, straight in (("’", "'"), ("‘", "'"), ("“", '"'), ("”", '"')):
        text = text.replace(curly, straight)
    return " ".join(text.casefold().split())


@pytest.mark.skipif(not SOURCES.is_dir(), reason="the policies' own texts are not here")
@pytest.mark.parametrize("pack", ROWS)
def test_the_words_that_name_a_thing_stand_in_the_policy(pack: str) -> None:
    source = plain((SOURCES / f"{pack}.txt").read_text(encoding="utf-8"))
    quoted = [(each.control.id, words) for each in CATALOGUE.packs[pack].requirements for words in each.words]
    assert [(control, words) for control, words in quoted if plain(words) not in source] == []


@in_turn("pack", ROWS)
def test_what_is_named_quotes_words_and_what_is_read_into_a_clause_quotes_none(pack: str) -> None:
    for each in CATALOGUE.packs[pack].requirements:
        assert bool(each.words) is (each.basis is Basis.NAMED), each.control.id
        assert all(1 <= len(words.split()) <= 7 for words in each.words), each.control.id


@in_turn("pack", ROWS)
def test_every_clause_keeps_a_core_requirement_at_its_own_level(pack: str) -> None:
    policy = CATALOGUE.packs[pack]
    core = [each for each in policy.requirements if each.is_core and each.basis is not Basis.BASELINE]
    levels = {clause.id: {each.level for each in core if clause in each.clauses} for clause in policy.clauses}
    wanted = {
        clause.id: {Level(row["level"])} if row["level"] else set()
        for clause, row in zip(policy.clauses, ROWS[pack], strict=True)
    }
    assert levels == wanted


def test_a_general_sentence_on_privacy_settings_is_one_statement_and_its_details_do_not_score() -> None:
    for pack in ROWS:
        policy = CATALOGUE.packs[pack]
        assert {each.control.id for each in policy.requirements} & GENERAL, pack
        details = [each for each in policy.requirements if each.basis is Basis.READING]
        assert details, pack
        assert not any(each.is_core or each.is_critical for each in details), pack


def test_what_is_gravest_is_critical_wherever_it_is_a_must() -> None:
    critical = {name for name, control in CATALOGUE.controls.items() if control.critical}
    assert {"connections.no-pupils", "conduct.no-contact-pupils"} <= critical
    assert {"conduct.pupil-pictures", "conduct.confidential", "conduct.official-images"} <= critical
    assert not critical & {"connections.no-parents", "conduct.no-contact-parents"}
    for name, pack in CATALOGUE.packs.items():
        grave = {each.control.id for each in pack.requirements if each.is_critical}
        assert "connections.no-pupils" in grave, name
