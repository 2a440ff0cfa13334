"""On what a requirement rests: the words of a clause, a reading of it, or the baseline."""

import pytest

from privacy_wizard.catalogue import load_catalogue
from privacy_wizard.domain.audit import Account, Declaration
from privacy_wizard.domain.expectation import expected_set
from privacy_wizard.domain.model import PolicyPack, Requirement
from privacy_wizard.domain.vocabulary import Basis, Occasion

from ..domain.library import SOMEONE
from .libraries import FILES, Library

VILLAGE = "packs/village.yaml"
HEAD = FILES[VILLAGE].partition("  - {control: visibility.audience")[0]
NAMED = ", words: [private]"
READING = ", basis: reading"
CRITICAL = "critical: [conduct.professional]\n"


def village(*, first: str = "", others: str = "", end: str = "", level: str = "must") -> str:
    """The small pack, with this in its first requirement, and in the others."""
    return f"""{HEAD}
  - {{control: visibility.audience, level: must, clauses: [B.1], summary: Be private.{first}}}
  - {{control: conduct.professional, level: {level}, clauses: [B.2], summary: Be professional.{others}}}
  - {{control: conduct.ack-libel, level: inform, clauses: [B.3], summary: Beware of libel.{others}}}
{end}"""


def pack(library: Library, text: str) -> PolicyPack:
    library.write(VILLAGE, text)
    return load_catalogue(library.folder).packs["village"]


def of(found: PolicyPack, control: str) -> Requirement:
    return next(each for each in found.requirements if each.control.id == control)


def test_a_pack_that_does_not_say_on_what_it_rests_is_named_throughout(library: Library) -> None:
    found = load_catalogue(library.folder).packs["village"]
    assert {each.basis for each in found.own_requirements} == {Basis.NAMED}
    assert {each.basis for each in found.requirements} == {Basis.NAMED, Basis.BASELINE}


def test_what_the_baseline_states_rests_on_itself(library: Library) -> None:
    baseline = load_catalogue(library.folder).packs["baseline"]
    assert {each.basis for each in baseline.requirements} == {Basis.BASELINE}
    assert baseline.own_requirements == baseline.requirements


def test_a_reading_belongs_to_the_further_questions(library: Library) -> None:
    found = pack(library, village(first=NAMED, others=READING))
    catalogue = load_catalogue(library.folder)
    accounts = (Account(id="pictures-1", checklist="pictures"),)
    declared = Declaration(person=SOMEONE, occasion=Occasion.INDUCTION, pack=found.id, accounts=accounts)
    pairs = expected_set(catalogue, declared)
    assert {pair.requirement.basis for pair in pairs.core} == {Basis.NAMED, Basis.BASELINE}
    assert {pair.requirement.basis for pair in pairs.further} == {Basis.READING}
    assert pairs.all == pairs.core + pairs.further


def test_a_pack_makes_a_control_critical_where_it_demands_it(library: Library) -> None:
    before = of(load_catalogue(library.folder).packs["village"], "conduct.professional")
    after = of(pack(library, village(end=CRITICAL)), "conduct.professional")
    assert (before.is_critical, after.is_critical) == (False, True)


def test_advice_and_readings_are_never_critical(library: Library) -> None:
    for text in (village(level="should", end=CRITICAL), village(first=NAMED, others=READING, end=CRITICAL)):
        assert not of(pack(library, text), "conduct.professional").is_critical


def test_what_people_are_only_told_needs_no_words(library: Library) -> None:
    library.write(VILLAGE, village(first=NAMED, level="inform"))
    assert not library.faults()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (village(first=NAMED), "Give the words of the clause that name this."),
        (village(first=NAMED, others=f"{NAMED}{READING}"), "Only a named requirement has words"),
        (village(first=", basis: baseline", others=READING), "What the baseline asks is inherited."),
        (village(first=", words: [a b c d e f g h]", others=READING), "Give at most 7 words"),
        (village(first=READING, others=READING), "The baseline asks for visibility.audience, and a reading cannot"),
        (
            village(others=", exception: {reasons: [relative]}", end=CRITICAL).replace(
                "conduct.ack-libel", "content.wiki"
            ),
            "This control is critical: say which role approves an exception.",
        ),
        (village(end="critical: [conduct.nothing]\n"), 'There is no control "conduct.nothing" in controls.yaml.'),
    ],
)
def test_the_linter_asks_on_what_a_requirement_rests(library: Library, text: str, said: str) -> None:
    library.write(VILLAGE, text)
    assert any(said in str(fault) for fault in library.faults())
