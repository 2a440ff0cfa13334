"""Corrections: what was wrong counts no more, what holds instead does, and all of it stays on record."""

from datetime import date
from pathlib import Path

import pytest

from privacy_wizard.domain.register_events import AttestationStanding, Corrected, Countersigned, Excused, Noted
from privacy_wizard.office.books import Books
from privacy_wizard.office.corrections import (
    NothingToCorrect,
    ReasonMissing,
    move_attestation,
    reword,
    strike,
    strike_attestation,
)
from tests.ui.console.offices import INDUCTION, REVIEW, SCHOOL, TODAY, Came, busy_desk, person_id, take

FILE = b"%PDF-1.7 an attestation"


@pytest.fixture
def books(tmp_path: Path):
    desk = busy_desk(tmp_path, people=4)
    take(desk, FILE, Came(person=person_id(0), standing=AttestationStanding.ACCEPTED))
    yield desk.books
    desk.books.register.close()


def only(books: Books) -> str:
    [row] = books.attestations()
    return row.attestation


def done(books: Books) -> set[str]:
    file = (books.person_file(person_id(at), TODAY) for at in range(4))
    return {each.row.person for each in file if each and each.standing[REVIEW.id][0].value == "done"}


def test_an_attestation_that_was_given_to_the_wrong_person_answers_for_the_right_one(books: Books) -> None:
    assert done(books) == {person_id(0)}
    move_attestation(books.register, SCHOOL, only(books), person_id(1), REVIEW.id, "Same name")
    assert done(books) == {person_id(1)}
    assert [each.attestation for each in books.attestations_of(person_id(1))] == [only(books)]
    assert not books.attestations_of(person_id(0))
    [kept] = books.documents_of(only(books))
    assert kept.person == person_id(1)
    assert books.check().holds


def test_one_that_was_moved_and_countersigned_can_be_moved_back(books: Books) -> None:
    books.record(Countersigned(attestation=only(books), person=person_id(0), document="ab" * 32))
    move_attestation(books.register, SCHOOL, only(books), person_id(1), INDUCTION.id, "Same name")
    move_attestation(books.register, SCHOOL, only(books), person_id(0), REVIEW.id, "It was right after all")
    row = books.attestation(only(books))
    assert row is not None
    assert (row.person, row.campaign, row.countersigned) == (person_id(0), REVIEW.id, "ab" * 32)
    assert done(books) == {person_id(0)}


def test_one_that_is_taken_back_counts_for_nothing_and_may_come_in_again(books: Books) -> None:
    strike_attestation(books.register, SCHOOL, only(books), "Entered twice")
    assert not books.attestations()
    assert not done(books)
    assert books.check().holds
    assert sum(isinstance(each.event, Corrected) for each in books.register.records(SCHOOL)) == 1


def test_a_note_is_reworded_and_what_was_written_stays(books: Books) -> None:
    books.record(Noted(person=person_id(2), text="On leave untill May"))
    [written] = [each for each in books.register.records(SCHOOL) if isinstance(each.event, Noted)]
    reword(books.register, SCHOOL, written.number, "On leave until May", "Spelling")
    about = books.register.records(SCHOOL, person=person_id(2))
    assert [each.event.instead.text for each in about if isinstance(each.event, Corrected)] == ["On leave until May"]
    assert written in about


def test_an_excuse_that_is_taken_back_leaves_the_person_asked(books: Books) -> None:
    books.record(Excused(person=person_id(3), campaign=REVIEW.id, reason="Long illness", until=date(2027, 1, 1)))
    assert books.overview(REVIEW.id, TODAY).excused == 1
    number = books.register.records(SCHOOL)[-1].number
    strike(books.register, SCHOOL, number, "It was somebody else")
    assert books.overview(REVIEW.id, TODAY).excused == 0
    with pytest.raises(NothingToCorrect):
        strike(books.register, SCHOOL, number, "Once more")


def test_a_correction_needs_a_reason_and_an_entry_that_can_be_corrected(books: Books) -> None:
    before = len(books.register.records(SCHOOL))
    with pytest.raises(ReasonMissing):
        strike_attestation(books.register, SCHOOL, only(books), "  ")
    for number in (1, 10_000):
        with pytest.raises(NothingToCorrect):
            strike(books.register, SCHOOL, number, "why")
    assert len(books.register.records(SCHOOL)) == before
