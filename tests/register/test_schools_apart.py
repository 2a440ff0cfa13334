"""Several schools in one register: PostgreSQL itself shows an officer the schools they were given, and no others."""

from collections.abc import Callable, Iterator

import psycopg
import pytest
from psycopg import errors as refused

from privacy_wizard.domain.register_events import DocumentKind, Noted
from privacy_wizard.domain.register_views import PeopleAsked
from privacy_wizard.register import Register, SchoolRegister, engine, queries
from privacy_wizard.register.errors import DocumentLost, NotYours, Unreachable
from privacy_wizard.register.schema import THE_TRUST
from privacy_wizard.register.tickets import HandedIn

from .conftest import Clock, new_officer
from .made import create_register
from .postgres import Server
from .sample import TODAY, a_school

TABLES = (
    "chain",
    "content",
    "head",
    "stored",
    "work",
    "school",
    "person",
    "in_group",
    "campaign",
    "task",
    "document",
)


@pytest.fixture
def address(postgresql: Server) -> str:
    found = postgresql.new_database()
    create_register(found, two_schools)
    return found


def two_schools(address: str) -> None:
    """With everything in each, entered by whoever owns the register."""
    with Register.open(address, new_officer(), now=Clock()) as owner:
        for school in ("oak", "elm"):
            owner.add_school(school, school)
            with owner.session(school) as act:
                act.record_all(a_school())
                act.keep(f"file of {school}".encode(), DocumentKind.LETTER, "a.txt", person="p1")
            owner.queue(school).hand_in([HandedIn(name="a.pdf", content=f"work of {school}".encode())])


@pytest.fixture
def owner(address: str, clock: Clock) -> Iterator[Register]:
    with Register.open(address, new_officer(), now=clock) as found:
        yield found


@pytest.fixture
def for_role(address: str, postgresql: Server, clock: Clock) -> Iterator[Callable[[str], Register]]:
    opened: list[Register] = []

    def open_for(role: str) -> Register:
        opened.append(Register.open(postgresql.as_role(address, role), new_officer(role), now=clock))
        return opened[-1]

    yield open_for
    for each in opened:
        each.close()


def raw_as(server: Server, address: str, role: str) -> "psycopg.Connection[tuple]":
    return psycopg.connect(server.as_role(address, role), autocommit=True)


def seen(connection: "psycopg.Connection[tuple]", table: str) -> set[str]:
    return {row[0] for row in connection.execute(f"SELECT DISTINCT school FROM {table}")}


def run_all(connection: "psycopg.Connection[tuple]", statements: list[str]) -> None:
    for statement in statements:
        connection.execute(statement)


def test_a_raw_connection_sees_the_given_school_and_no_other(owner: Register, address: str, postgresql: Server) -> None:
    role = postgresql.new_role()
    owner.give_access(role, ["oak"])
    with raw_as(postgresql, address, role) as connection:
        assert {table: seen(connection, table) for table in TABLES} == {table: {"oak"} for table in TABLES}


def test_a_trust_officer_sees_every_school_and_new_ones(owner: Register, address: str, postgresql: Server) -> None:
    role = postgresql.new_role()
    owner.give_access(role, every_school=True)
    owner.add_school("ash", "Ash School")
    with raw_as(postgresql, address, role) as connection:
        assert seen(connection, "person") == {"oak", "elm"}
        assert seen(connection, "chain") == {"oak", "elm", "ash", THE_TRUST}


REFUSED = (
    "INSERT INTO chain SELECT 'elm', 99, kind, at, officer, commitment, previous, digest FROM chain LIMIT 1",
    "INSERT INTO person SELECT 'elm', 'px', 'sx', member, sort_name, search, NULL, person_kind FROM person LIMIT 1",
    "UPDATE person SET school = 'elm'",
    "INSERT INTO school VALUES ('new', 'New School')",
    "UPDATE chain SET kind = 'x'",
    "DELETE FROM chain",
    "TRUNCATE content",
    "DELETE FROM content",
    "UPDATE content SET body = 'x'",
    "INSERT INTO access VALUES (current_user, '*')",
    "SELECT * FROM access",
    "UPDATE about SET value = 'x'",
    "ALTER TABLE chain DISABLE TRIGGER ALL",
    "ALTER TABLE person DISABLE ROW LEVEL SECURITY",
    "DROP POLICY of_the_school ON person",
    "CREATE OR REPLACE FUNCTION sees_every_school() RETURNS boolean LANGUAGE sql AS 'SELECT true'",
    "SET ROLE owner",
    "SET SESSION AUTHORIZATION owner",
)


def test_a_raw_connection_is_refused_what_is_not_its_own(owner: Register, address: str, postgresql: Server) -> None:
    role = postgresql.new_role()
    owner.give_access(role, ["oak"])
    with raw_as(postgresql, address, role) as connection:
        for statement in REFUSED:
            with pytest.raises(refused.InsufficientPrivilege):
                connection.execute(statement)
    assert owner.check("oak").holds
    assert owner.check("elm").holds


FORGED = """
INSERT INTO chain (school, number, kind, at, officer, commitment, previous, digest)
SELECT school, number + 1, '{kind}', at, officer, repeat('0', 64), digest, repeat('0', 64)
FROM chain WHERE school = 'oak' ORDER BY number DESC LIMIT 1
"""
BODY = """
INSERT INTO content (school, number, salt, body)
SELECT school, max(number), 'salt', '{{"event":{{"events":[2]}},"kind":"{kind}"}}' FROM chain WHERE school = 'oak'
GROUP BY school
"""
FREE = "INSERT INTO erased SELECT 'oak', 2, max(number) FROM chain WHERE school = 'oak'"
GONE = "DELETE FROM content WHERE school = 'oak' AND number = 2"


WAYS_TO_FREE = {
    "alone": [FREE, GONE],
    "by nothing": ["INSERT INTO erased VALUES ('oak', 2, 99)", GONE],
    "at once": [f"WITH freed AS ({FREE} RETURNING number) {GONE}"],
    "by a forged tombstone": [FORGED.format(kind="erased"), BODY.format(kind="erased"), FREE, GONE],
    "by one of another kind": [FORGED.format(kind="noted"), BODY.format(kind="erased"), FREE, GONE],
    "in a table of that name": [
        "CREATE TEMPORARY TABLE erased (school text, number bigint)",
        "INSERT INTO erased VALUES ('oak', 2)",
        GONE,
    ],
}


def test_an_officers_role_frees_no_content_without_a_tombstone(
    owner: Register, address: str, postgresql: Server
) -> None:
    role = postgresql.new_role()
    owner.give_access(role, ["oak"])
    with psycopg.connect(postgresql.as_role(address, role)) as connection:
        for statements in WAYS_TO_FREE.values():
            with pytest.raises(refused.InsufficientPrivilege, match="never changed"):
                run_all(connection, statements)
            connection.rollback()
    assert owner.check("oak").holds


def test_a_tombstone_frees_only_what_it_names_and_no_other_tombstone(
    owner: Register, address: str, postgresql: Server, for_role: Callable[[str], Register]
) -> None:
    role = postgresql.new_role()
    owner.give_access(role, ["oak"])
    mine = for_role(role)
    mine.erase_person("oak", "p1", "asked for")
    tombstone = mine.records("oak", last=1)[0].number
    with raw_as(postgresql, address, role) as connection:
        for number in (2, tombstone):
            with pytest.raises(refused.InsufficientPrivilege, match="never changed"):
                connection.execute("INSERT INTO erased VALUES ('oak', %s, %s)", (number, tombstone))
    with pytest.raises(NotYours), mine.session("oak") as act:
        act.erase([tombstone], [], rule="none", reason="to hide it")
    assert owner.check("oak").holds


def test_many_entries_are_freed_by_one_tombstone(
    owner: Register, postgresql: Server, for_role: Callable[[str], Register], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "_AT_ONCE", 10)  # in several parts, as hundreds are
    role = postgresql.new_role()
    owner.give_access(role, ["oak"])
    mine = for_role(role)
    with mine.session("oak") as act:
        act.record_all(Noted(person="p2", text=f"Note {number}") for number in range(260))
    mine.erase_person("oak", "p2", "asked for")
    assert mine.check("oak").erased > 260
    assert owner.check("oak").holds


def test_writing_without_naming_a_school_reaches_only_ones_own(
    owner: Register, address: str, postgresql: Server
) -> None:
    role = postgresql.new_role()
    owner.give_access(role, ["oak"])
    with raw_as(postgresql, address, role) as connection:
        connection.execute("DELETE FROM person")
        connection.execute("DELETE FROM stored")
    assert not owner.check("oak").holds
    assert owner.check("elm").holds


def test_an_officer_works_in_the_given_school_as_ever(
    owner: Register, for_role: Callable[[str], Register], postgresql: Server
) -> None:
    role = postgresql.new_role()
    owner.give_access(role, ["oak"])
    mine = for_role(role)
    with mine.session("oak") as act:
        noted = act.record(Noted(person="p1", text="Seen."))
        act.correct(noted.number, "Not seen.", None)
        act.keep(b"letter", DocumentKind.LETTER, "b.txt", person="p2")
    [ticket] = mine.queue("oak").take()
    assert mine.queue("oak").content(ticket) == b"work of oak"
    oak = SchoolRegister(register=mine, school="oak")
    before = oak.name()
    for _time in range(2):
        oak.call_also(["Oak C of E", "Oak CE"])
    assert (oak.name(), oak.also_called()) == (before, ("Oak C of E", "Oak CE"))
    mine.erase_person("oak", "p1", "asked for")
    mine.rebuild("oak")
    assert mine.check("oak").holds
    assert mine.schools() == ["oak"]
    with mine.reading() as view:
        assert {row.school for row in queries.people(view, PeopleAsked(), TODAY, 0, 100)} == {"oak"}
    assert owner.check("oak").holds


def test_an_officer_is_told_that_another_school_is_not_theirs(
    owner: Register, for_role: Callable[[str], Register], postgresql: Server
) -> None:
    role = postgresql.new_role()
    owner.give_access(role, ["oak"])
    mine = for_role(role)
    with pytest.raises(NotYours, match="not for this school"), mine.session("elm") as act:
        act.record(Noted(person="p1", text="Mine now."))
    with pytest.raises(NotYours):
        mine.give_access(role, ["elm"])
    assert not mine.queue("elm").take()
    assert mine.records("elm") == []
    with mine.reading() as view, pytest.raises(DocumentLost):
        mine._documents.get(view, "elm", owner.records("elm", last=1)[0].event.document)
    assert owner.check("elm").holds


def test_a_role_that_was_given_nothing_cannot_open_the_register(
    owner: Register, for_role: Callable[[str], Register], postgresql: Server
) -> None:
    with pytest.raises(NotYours):
        for_role(postgresql.new_role())


def test_a_role_that_does_not_exist_is_told_so(owner: Register, for_role: Callable[[str], Register]) -> None:
    with pytest.raises(Unreachable, match="cannot be reached"):
        for_role("never-made")
    with pytest.raises(NotYours):
        owner.give_access("never-made", ["oak"])
    with pytest.raises(NotYours):
        owner.give_access('x"; DROP TABLE chain; --', ["oak"])


def test_access_that_was_taken_is_gone(owner: Register, address: str, postgresql: Server) -> None:
    role = postgresql.new_role()
    owner.give_access(role, ["oak", "elm"])
    owner.take_access(role, ["oak"])
    with raw_as(postgresql, address, role) as connection:
        assert seen(connection, "person") == {"elm"}
        owner.take_access(role, ["elm"])
        with pytest.raises(refused.InsufficientPrivilege):
            seen(connection, "person")
    assert [each.event.kind.value for each in owner.records("elm", last=2)] == ["access given", "access taken"]
