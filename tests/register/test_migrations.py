"""The tables come up and go down step by step, with what is in them, on both databases."""

import sqlite3
from collections.abc import Callable

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

from privacy_wizard.domain.register_events import DocumentKind
from privacy_wizard.domain.register_views import Overview, PeopleAsked
from privacy_wizard.register import Officer, Register, lifecycle, queries
from privacy_wizard.register.addresses import read_address
from privacy_wizard.register.engine import connect, reading
from privacy_wizard.register.errors import HoldsRecords, NewerRegister, NoRegister, OldRegister
from privacy_wizard.register.schema import metadata
from tests import economy

from .conftest import Clock, one_school, robin
from .postgres import Server
from .sample import REVIEW, TODAY, a_school, raw, received

VERSIONS = ["0005"]


@pytest.fixture
def down(register_url: str) -> Callable[[str], None]:
    def go(revision: str) -> None:
        engine = connect(read_address(register_url))
        try:
            lifecycle.downgrade(engine, revision)
        finally:
            engine.dispose()

    return go


def fill(address: str) -> None:
    one_school(address)
    with Register.open(address, robin(), now=Clock()) as register:
        with register.session("oak") as act:
            act.record_all(a_school())
            made = act.record(received(2, person="p1"))
            act.correct(made.number, "The wrong person.", received(2))
        register.erase_person("oak", "p0", "asked for")


def answers(register: Register) -> tuple[object, ...]:
    with register.reading() as view:
        return (
            queries.overview(view, ["oak"], REVIEW.id, TODAY),
            queries.people(view, PeopleAsked(campaign=REVIEW.id), TODAY, 0, 10),
            queries.attestations(view, ["oak"]),
            register.records("oak"),
        )


def test_the_steps_give_exactly_the_tables_that_the_program_works_with(register: Register, register_url: str) -> None:
    engine = connect(read_address(register_url))
    with reading(engine) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, metadata) == []
        assert lifecycle.versions()[0] == lifecycle.NEWEST == context.get_current_revision()
    engine.dispose()


@pytest.mark.parametrize("version", VERSIONS)
def test_going_down_and_up_again_loses_nothing(
    filled: Register, register_url: str, down: Callable[[str], None], version: str
) -> None:
    before = answers(filled)
    chain = raw(register_url, "SELECT * FROM chain ORDER BY number")
    down(version)
    assert raw(register_url, "SELECT * FROM chain ORDER BY number") == chain
    assert Register.upgrade(register_url)
    assert not Register.upgrade(register_url), "there is nothing more to do"
    assert answers(filled) == before
    assert filled.check("oak").holds
    assert before[0] == Overview(done=1, open=1)


def test_a_register_whose_guards_are_older_is_worked_with_as_it_is(
    filled: Register, register_url: str, down: Callable[[str], None], officer: Officer
) -> None:
    down("0005")
    with Register.open(register_url, officer) as found:
        found.erase_person("oak", "p1", "asked for")
        assert found.check("oak").holds
    assert Register.upgrade(register_url)
    filled.erase_person("oak", "p2", "asked for")
    assert filled.check("oak").holds


def test_nothing_is_freed_by_what_is_no_tombstone(filled: Register, register_url: str) -> None:
    for by in (1, 99):
        with pytest.raises(DBAPIError, match="never changed"):
            raw(register_url, f"INSERT INTO erased (school, number, by_number) VALUES ('oak', 3, {by})", "SELECT 1")
    assert filled.check("oak").holds


def test_the_first_step_is_never_undone_while_there_is_a_record(filled: Register, down: Callable[[str], None]) -> None:
    with filled.session("oak") as act:
        act.keep(b"a file", DocumentKind.LETTER, "a.txt", person="p1")
    before = answers(filled)
    with pytest.raises(HoldsRecords):
        down("base")
    assert answers(filled) == before, "not even the steps above it were undone"


def test_a_register_with_older_tables_is_refused_until_it_is_upgraded(
    filled: Register, register_url: str, down: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    down("0005")
    monkeypatch.setattr(lifecycle, "_WORKABLE", ())
    with pytest.raises(OldRegister, match="register upgrade"):
        Register.open(register_url)
    assert Register.upgrade(register_url)
    assert filled.check("oak").holds


def test_an_empty_register_goes_all_the_way_down_and_up(register_url: str, down: Callable[[str], None]) -> None:
    Register.create(register_url)
    down("base")
    with pytest.raises(NoRegister):
        Register.open(register_url)


def test_a_register_of_a_newer_program_is_left_alone(register: Register, register_url: str) -> None:
    raw(register_url, "UPDATE alembic_version SET version_num = '9999'", "SELECT 1")
    for act in (Register.open, Register.upgrade):
        with pytest.raises(NewerRegister, match="newer version"):
            act(register_url)


def test_who_sees_which_school_is_told_by_the_record_when_the_tables_are_made_anew(postgresql: Server, officer) -> None:
    address = postgresql.new_database()
    role, gone = postgresql.new_role(), postgresql.new_role()
    Register.create(address)
    with Register.open(address, officer) as owner:
        for school in ("oak", "elm"):
            owner.add_school(school, school)
        owner.give_access(role, ["oak"])
        owner.give_access(gone, ["elm"])
        owner.take_access(gone, ["elm"])
        engine = connect(read_address(address))
        lifecycle.downgrade(engine, "0005")
        engine.dispose()
        raw(address, "DELETE FROM access", "SELECT 1")
        Register.upgrade(address)
    with Register.open(postgresql.as_role(address, role)) as found:
        assert found.schools() == ["oak"]
    assert raw(address, "SELECT role, school FROM access") == [(role, "oak")]


def test_the_tables_that_tests_begin_with_are_those_of_the_steps_with_what_stands_in_them() -> None:
    made = []
    for bring in (economy._to_newest, economy._TO_NEWEST):
        in_memory = create_engine("sqlite://", poolclass=StaticPool)
        with in_memory.begin() as connection:
            bring(connection)
            raw = connection.connection.driver_connection
            assert isinstance(raw, sqlite3.Connection)
            made.append(list(raw.iterdump()))
        in_memory.dispose()
    assert made[0] == made[1]
    assert len(made[0]) > 20
