"""What is recorded: whole acts, in a chain, never changed."""

import sqlite3
from collections.abc import Callable
from datetime import UTC, date, timedelta

import psycopg
import pytest
from sqlalchemy.exc import DBAPIError

from privacy_wizard.domain.register_events import (
    AttestationStanding,
    Corrected,
    DocumentKind,
    Erased,
    Noted,
    PersonEntered,
    Reminded,
    SchoolEntered,
)
from privacy_wizard.domain.register_views import ChainHead, PeopleAsked
from privacy_wizard.register import Register, queries
from privacy_wizard.register.chain import START, is_signed, message_of
from privacy_wizard.register.errors import HeldAlready, NoOfficer, NoRegister, NoSuchRecord, NotYours, RegisterThere

from .conftest import Clock, new_officer
from .sample import REVIEW, TODAY, a_school, entered, member, paper, raw, received

# The same statements in the same order as in other tests here: a second database has nothing more to say.
IN_SQLITE = pytest.mark.parametrize("register_url", ["sqlite"], indirect=True)


def test_events_come_back_as_they_were_recorded_and_in_their_order(register: Register) -> None:
    with register.session("oak") as act:
        act.record_all(a_school())
        act.record(received(1))
    found = register.records("oak")
    assert [record.event for record in found] == [SchoolEntered(name="Oak School"), *a_school(), received(1)]
    assert [record.number for record in found] == list(range(1, len(found) + 1))


def test_an_act_that_fails_leaves_nothing(register: Register) -> None:
    before = register.records("oak"), register.head("oak")
    with pytest.raises(RuntimeError), register.session("oak") as act:  # noqa: PT012
        act.record_all(a_school())
        act.keep(b"a file", DocumentKind.LETTER, "letter.txt", person="p1")
        raise RuntimeError
    assert (register.records("oak"), register.head("oak")) == before
    with register.reading() as view:
        assert queries.count_people(view, PeopleAsked(), TODAY) == 0


@IN_SQLITE
def test_each_session_ends_with_a_head_signed_by_its_officer(
    register_url: str, open_register: Callable[..., Register], clock: Clock
) -> None:
    told: list[ChainHead] = []
    officer = new_officer()
    with Register.open(register_url, officer, now=clock, on_signed=told.append) as found:
        found.add_school("oak", "Oak School")
        with found.session("oak") as act:
            act.record_all(a_school())
        [first, last] = told
        assert (first.number, last.number) == (1, 8)
        assert found.head("oak") == last
        assert is_signed(officer.certificate, message_of(last), last.signature)
        assert not is_signed(officer.certificate, message_of(first), last.signature)


@IN_SQLITE
def test_each_row_names_the_digest_of_the_one_before_and_nothing_of_what_was_said(
    register: Register, register_url: str
) -> None:
    with register.session("oak") as act:
        act.record(Noted(person="p1", text="Rosebud"))
        act.record(Noted(person="p1", text="Rosebud"))
    rows = raw(register_url, "SELECT previous, digest FROM chain WHERE school = 'oak' ORDER BY number")
    assert [previous for previous, _ in rows] == [START, *(digest for _, digest in rows[:-1])]
    rows = raw(register_url, "SELECT * FROM chain")
    assert "Rosebud" not in str(rows)
    assert len({row[5] for row in rows}) == len(rows), "the same content gives different commitments"


def test_the_database_itself_refuses_to_change_or_empty_the_record(register: Register, register_url: str) -> None:
    columns = {"chain": "kind = 'x'", "head": "digest = 'x'", "signer": "officer = 'x'", "content": "body = 'x'"}
    acts = [f"UPDATE {table} SET {column}" for table, column in columns.items()]
    acts += [f"DELETE FROM {table}" for table in columns]
    acts += ["TRUNCATE chain"] if register_url.startswith("postgresql") else []
    before = [raw(register_url, f"SELECT * FROM {table}") for table in columns]
    for act in acts:
        with pytest.raises(DBAPIError, match="never changed"):
            raw(register_url, act)
        assert [raw(register_url, f"SELECT * FROM {table}") for table in columns] == before, act


@IN_SQLITE
def test_without_a_key_the_register_is_for_reading(register: Register, open_register: Callable[..., Register]) -> None:
    reader = open_register(None)
    assert reader.check("oak").holds
    with pytest.raises(NoOfficer), reader.session("oak"):
        pass


def test_the_same_file_is_received_once(register: Register) -> None:
    with register.session("oak") as act:
        act.record_all([*a_school(), received(1)])
    with pytest.raises(HeldAlready), register.session("oak") as act:
        act.record(received(1, person="p2"))
    assert register.check("oak").holds


def test_nobody_is_reminded_twice_in_a_day_of_the_same_campaign(register: Register) -> None:
    reminded = Reminded(person="p1", campaign=REVIEW.id, on=TODAY)
    with register.session("oak") as act:
        act.record_all([*a_school(), reminded])
    with pytest.raises(HeldAlready), register.session("oak") as act:
        act.record(reminded)
    with register.session("oak") as act:
        act.record(Reminded(person="p1", campaign=REVIEW.id, on=TODAY + timedelta(days=1)))


@IN_SQLITE
def test_a_wrong_entry_is_corrected_by_a_new_one_and_stays_on_record(register: Register) -> None:
    with register.session("oak") as act:
        act.record_all(a_school())
        wrong = act.record(received(1, person="p2"))
    with register.reading() as view:
        assert set(queries.campaign_answers(view, "oak", REVIEW.id).done) == {"s2"}
    with register.session("oak") as act:
        act.correct(wrong.number, "It is the other colleague's.", received(1))
    with register.reading() as view:
        assert set(queries.campaign_answers(view, "oak", REVIEW.id).done) == {"s1"}
        assert [row.person for row in queries.attestations(view, ["oak"])] == ["p1"]
    events = [record.event for record in register.records("oak")]
    assert received(1, person="p2") in events
    assert isinstance(events[-1], Corrected)
    assert register.check("oak").holds


def test_an_entry_can_be_struck_out_and_corrected_again(register: Register) -> None:
    with register.session("oak") as act:
        act.record_all(a_school())
        wrong = act.record(entered(1, last_name="Wrong"))
        act.correct(wrong.number, "A slip.", None)
    with register.reading() as view:
        assert queries.staff(view, "oak")["s1"].member == member(1)
    with register.session("oak") as act:
        act.correct(wrong.number, "It was right after all.", entered(1, last_name="Right"))
    with register.reading() as view:
        assert queries.staff(view, "oak")["s1"].member.last_name == "Right"
    assert register.check("oak").holds


@IN_SQLITE
def test_a_correction_of_the_school_itself_is_what_is_read(register: Register) -> None:
    with register.session("oak") as act:
        act.correct(1, "Misspelt.", SchoolEntered(name="Oak Tree School"))
    with register.reading() as view:
        assert [row.name for row in queries.schools(view)] == ["Oak Tree School"]
    assert register.check("oak").holds


@IN_SQLITE
def test_only_an_entry_of_the_same_kind_corrects(register: Register) -> None:
    with register.session("oak") as act:
        made = act.record(entered(1))
        with pytest.raises(TypeError):
            act.correct(made.number, "", Noted(person="p1", text=""))
        with pytest.raises(NoSuchRecord):
            act.correct(made.number + 1, "", None)
        correction = act.correct(made.number, "", entered(2))
        with pytest.raises(TypeError):
            act.correct(correction.number, "", None)


@IN_SQLITE
def test_corrections_and_erasures_cannot_be_recorded_past_their_rules(register: Register) -> None:
    with register.session("oak") as act:
        for event in (
            Corrected(wrong=1, reason="", instead=None),
            Erased(rule="", reason="", events=(1,), documents=0),
        ):
            with pytest.raises(TypeError):
                act.record(event)


def test_whatever_a_file_is_called_it_can_be_recorded(register: Register) -> None:
    texts = ("a\x00b", "a\udc80b", "line\nbreak", "\u202eright to left", "🙂", "'; DROP TABLE chain; --")
    for number, text in enumerate(texts):
        with register.session("oak") as act:
            act.record(received(number, file_name=text, evidence=text, policy=text, outcome=text, reasons=(text,)))
            act.record(PersonEntered(person=f"p{number}", member=member(number, last_name=text, groups=(text * 200,))))
        with register.reading() as view:
            assert queries.attestation_by_id(view, "oak", paper(number)) is not None, text
    assert register.check("oak").holds


def test_moments_are_kept_to_the_microsecond_in_utc(register: Register, clock: Clock) -> None:
    clock.moment = clock.moment.replace(microsecond=7).astimezone(tz=None)
    with register.session("oak") as act:
        made = act.record(entered(1))
    assert register.records("oak")[-1].at == made.at == clock.moment
    assert made.at.tzinfo is UTC


def test_a_register_is_made_once(register: Register, register_url: str) -> None:
    with pytest.raises(RegisterThere):
        Register.create(register_url)
    assert register.check("oak").holds


def test_where_there_is_no_register_none_is_made_by_opening(register_url: str) -> None:
    for _ in range(2):
        with pytest.raises(NoRegister, match="There is no register"):
            Register.open(register_url)


def test_what_is_still_read_when_the_register_is_closed_leaves_no_connection_open(
    open_register: Callable[..., Register],
) -> None:
    register = open_register()
    with register.reading() as view:
        connection = view.connection.dbapi_connection
        register.close()
        assert queries.count_people(view, PeopleAsked(), TODAY) == 0
    with pytest.raises((sqlite3.ProgrammingError, psycopg.OperationalError), match="closed"):
        connection.execute("SELECT 1")


def test_many_events_at_once_say_the_same_as_one_by_one(open_register: Callable[..., Register]) -> None:
    found = open_register()
    events = [
        *a_school(4),
        received(1),
        received(2, AttestationStanding.NEEDS_A_LOOK),
        entered(1, last_day=date(2026, 1, 1)),
    ]
    for school, batches in (("oak", [events]), ("elm", [[event] for event in events])):
        found.add_school(school, school)
        for batch in batches:
            with found.session(school) as act:
                act.record_all(batch)
    for school in ("oak", "elm"):
        assert found.check(school).holds
    with found.reading() as view:
        for people in (PeopleAsked(schools=("oak",)), PeopleAsked(schools=("oak",), campaign=REVIEW.id)):
            other = PeopleAsked(schools=("elm",), campaign=people.campaign)
            ours = queries.people(view, people, TODAY, 0, 10)
            theirs = queries.people(view, other, TODAY, 0, 10)
            assert [(each.person, each.member, each.state) for each in ours] == [
                (each.person, each.member, each.state) for each in theirs
            ]


@IN_SQLITE
def test_a_school_has_a_plain_identifier(register: Register) -> None:
    for name in ("", "Oak", "../x", "trust", "a" * 41):
        with pytest.raises(ValueError, match="small letters"):
            register.add_school(name, "x")


def test_access_is_given_only_to_roles_that_the_database_knows(register: Register) -> None:
    with pytest.raises(NotYours):
        register.give_access("nobody-of-that-name", ["oak"])
