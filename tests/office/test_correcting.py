"""Corrections: what was wrong counts no more, what holds instead does, and all of it stays on record."""

from datetime import date
from pathlib import Path

import pytest

from privacy_wizard.domain.register_events import AttestationStanding, Corrected, Countersigned, Excused, Noted
from privacy_wizard.office.corrections import (
    NothingToCorrect,
    ReasonMissing,
    move_attestation,
    reword,
    strike,
    strike_attestation,
)
from privacy_wizard.register import SchoolRegister
from tests.ui.console.offices import INDUCTION, REVIEW, SCHOOL, TODAY, Came, busy_context, person_id, take

FILE = b"%PDF-1.7 an attestation"


@pytest.fixture
def register(tmp_path: Path):
    context = busy_context(tmp_path, people=4)
    take(context.register, FILE, Came(person=person_id(0), standing=AttestationStanding.ACCEPTED))
    yield context.register
    context.register.close()


def only(register: SchoolRegister) -> str:
    [row] = register.attestations.listed()
    return row.attestation


def done(register: SchoolRegister) -> set[str]:
    file = (register.people.file(person_id(at), TODAY) for at in range(4))
    return {each.row.person for each in file if each and each.standing[REVIEW.id][0].value == "done"}


def test_an_attestation_that_was_given_to_the_wrong_person_answers_for_the_right_one(register: SchoolRegister) -> None:
    assert done(register) == {person_id(0)}
    move_attestation(register, only(register), person_id(1), REVIEW.id, "Same name")
    assert done(register) == {person_id(1)}
    assert [each.attestation for each in register.attestations.of(person_id(1))] == [only(register)]
    assert not register.attestations.of(person_id(0))
    [kept] = register.attestations.documents_of(only(register))
    assert kept.person == person_id(1)
    assert register.check().holds


def test_one_that_was_moved_and_countersigned_can_be_moved_back(register: SchoolRegister) -> None:
    register.record(Countersigned(attestation=only(register), person=person_id(0), document="ab" * 32))
    move_attestation(register, only(register), person_id(1), INDUCTION.id, "Same name")
    move_attestation(register, only(register), person_id(0), REVIEW.id, "It was right after all")
    row = register.attestations.one(only(register))
    assert row is not None
    assert (row.person, row.campaign, row.countersigned) == (person_id(0), REVIEW.id, "ab" * 32)
    assert done(register) == {person_id(0)}


def test_one_that_is_taken_back_counts_for_nothing_and_may_come_in_again(register: SchoolRegister) -> None:
    strike_attestation(register, only(register), "Entered twice")
    assert not register.attestations.listed()
    assert not done(register)
    assert register.check().holds
    assert sum(isinstance(each.event, Corrected) for each in register.register.records(SCHOOL)) == 1


def test_a_note_is_reworded_and_what_was_written_stays(register: SchoolRegister) -> None:
    register.record(Noted(person=person_id(2), text="On leave untill May"))
    [written] = [each for each in register.register.records(SCHOOL) if isinstance(each.event, Noted)]
    reword(register, written.number, "On leave until May", "Spelling")
    about = register.register.records(SCHOOL, person=person_id(2))
    assert [each.event.instead.text for each in about if isinstance(each.event, Corrected)] == ["On leave until May"]
    assert written in about


def test_an_excuse_that_is_taken_back_leaves_the_person_asked(register: SchoolRegister) -> None:
    register.record(Excused(person=person_id(3), campaign=REVIEW.id, reason="Long illness", until=date(2027, 1, 1)))
    assert register.overview(REVIEW.id, TODAY).excused == 1
    number = register.register.records(SCHOOL)[-1].number
    strike(register, number, "It was somebody else")
    assert register.overview(REVIEW.id, TODAY).excused == 0
    with pytest.raises(NothingToCorrect):
        strike(register, number, "Once more")


def test_a_correction_needs_a_reason_and_an_entry_that_can_be_corrected(register: SchoolRegister) -> None:
    before = len(register.register.records(SCHOOL))
    with pytest.raises(ReasonMissing):
        strike_attestation(register, only(register), "  ")
    for number in (1, 10_000):
        with pytest.raises(NothingToCorrect):
            strike(register, number, "why")
    assert len(register.register.records(SCHOOL)) == before
