"""`register check`: whatever is done to the record past the program is found."""

import os
import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from privacy_wizard.domain.register_events import DocumentKind, Event, Noted
from privacy_wizard.domain.register_views import ChainHead, FaultKind, RegisterFault
from privacy_wizard.register import Asked, Officer, Register, check
from privacy_wizard.register.errors import CheckStopped, Damaged, DocumentLost, NoMemory, RegisterTrouble
from privacy_wizard.system.progress import WorkProgress
from tests.stopping import stopped_everywhere

from .conftest import Clock, new_officer, one_school, robin
from .databases import mostly_sqlite, on_both_databases
from .made import create_register
from .sample import a_school, raw, received, without_guards

__all__ = ["mostly_sqlite"]
LAST = 11  # the school, 7 entries of a_school, a note, an attestation, a file


def fill(address: str) -> None:
    """A record of eleven entries, whose guards were removed by someone who owns the database."""
    with Register.open(address, robin(), now=Clock()) as register:
        register.add_school("oak", "Oak School")
        with register.session("oak") as act:
            act.record_all(a_school())
            act.record(Noted(person="p1", text="A note."))
        with register.session("oak") as act:
            act.record(received(1))
            act.keep(b"the file", DocumentKind.ATTESTATION, "a.pdf", person="p1")
    without_guards(address)


def with_oak(path: Path, *events: Event) -> None:
    create_register(str(path), one_school)
    with Register.open(str(path), robin()) as register, register.session("oak") as act:
        act.record_all([*a_school(), *events])


def kinds(found: Register, asked: Asked | None = None) -> set[tuple[FaultKind, int]]:
    return {(fault.kind, fault.number) for fault in found.check("oak", asked).faults}


@on_both_databases
def test_a_record_that_nobody_touched_holds(filled: Register) -> None:
    report = filled.check("oak")
    assert report.holds
    assert (report.events, report.erased, report.documents) == (LAST, 0, 1)
    assert report.head == filled.head("oak")


@on_both_databases
def test_every_changed_row_is_found(filled: Register, register_url: str) -> None:
    changes = {
        2: "kind = 'noted'",
        3: "at = '2020-01-01T00:00:00.000000Z'",
        5: "at = 'no moment at all'",
        6: "officer = 'someone else'",
        7: "commitment = 'x'",
        8: "previous = 'x'",
    }
    acts = [f"UPDATE chain SET {change} WHERE number = {number}" for number, change in changes.items()]
    raw(register_url, *acts, "SELECT 1")
    found = kinds(filled)
    assert {number for kind, number in found if kind is FaultKind.CHANGED} == set(changes)


@on_both_databases
def test_changed_content_is_found_and_what_is_filed_under_another_or_erasing_would_leave_it(
    filled: Register, register_url: str
) -> None:
    changes = {
        2: "salt = (SELECT salt FROM content WHERE number = 1)",
        3: "body = replace(body, 'First1', 'Someone')",
        6: "body = 'nonsense'",
        7: "person = NULL",
        9: "person = 'p2'",
        10: "attestation = 'x'",
    }
    acts = [f"UPDATE content SET {change} WHERE number = {number}" for number, change in changes.items()]
    raw(register_url, *acts, "SELECT 1")
    assert kinds(filled) == {(FaultKind.CONTENT_CHANGED, number) for number in changes}


def test_whatever_sqlite_finds_broken_in_its_file_the_check_finds(tmp_path: Path) -> None:
    path, chance = tmp_path / "own.sqlite", random.Random(7)
    with_oak(path)
    whole, said = path.read_bytes(), 0
    for _flip in range(60):
        place = chance.randrange(200, len(whole))
        path.write_bytes(whole[:place] + bytes([whole[place] ^ (1 << chance.randrange(8))]) + whole[place + 1 :])
        if not sqlite_finds(path):
            continue
        said += 1
        try:
            with Register.open(str(path)) as again:
                assert not again.check("oak").holds
        except RegisterTrouble:
            continue
    assert said


def sqlite_finds(path: Path) -> bool:
    with closing(sqlite3.connect(path)) as database:
        try:
            return database.execute("PRAGMA integrity_check").fetchall() != [("ok",)]
        except sqlite3.DatabaseError:
            return True


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no pipes among its files")
def test_a_rule_and_a_pipe_that_somebody_else_put_there_are_found_and_not_waited_for(
    tmp_path: Path, officer: Officer
) -> None:
    path = tmp_path / "own.sqlite"
    with_oak(path)
    with Register.open(str(path), officer) as register:
        with register.session("oak") as act:
            kept = act.keep(b"scan", DocumentKind.PAPER, "scan.pdf", person="p1")
        assert register.check("oak").holds
        [file] = (tmp_path / "own-documents").rglob(kept)
        file.unlink()
        os.mkfifo(file)
        with closing(sqlite3.connect(path)) as database:
            database.execute("CREATE TRIGGER quiet AFTER INSERT ON chain BEGIN DELETE FROM attestation; END")
        faults = register.check("oak").faults
        assert {each.kind for each in faults} == {FaultKind.DOCUMENT_CHANGED, FaultKind.FOREIGN_RULE}
        assert "quiet" in {each.what for each in faults}


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("UPDATE content SET salt = 5000000000 WHERE number = 3", FaultKind.DATABASE_DAMAGED),
        ("UPDATE chain SET number = 'six' WHERE number = 6", FaultKind.DATABASE_DAMAGED),
        ("UPDATE head SET signature = 'mine'", FaultKind.DATABASE_DAMAGED),
        ("UPDATE person SET member = '{}'", FaultKind.TABLE_DIFFERS),
        ("UPDATE person SET last_day = 7", FaultKind.TABLE_DIFFERS),
        ("UPDATE attestation SET received = x'ff'", FaultKind.TABLE_DIFFERS),
    ],
)
def test_values_of_a_kind_that_no_program_writes_there_are_told_and_never_a_crash(
    tmp_path: Path, statement: str, fault: FaultKind
) -> None:
    path = tmp_path / "own.sqlite"
    with_oak(path, received(1))
    with Register.open(str(path)) as register:
        address = f"sqlite:///{path}"
        with pytest.raises(ValueError, match="a fault of ours"), register.reading():
            raise ValueError("a fault of ours")
        without_guards(address)
        raw(address, statement, "SELECT 1")
        assert fault in {each.kind for each in register.check("oak").faults}
        with pytest.raises(Damaged), register.reading():
            raise ValueError("what reading such a value ends in")


def test_a_computer_without_memory_is_not_told_for_a_table_that_differs(
    filled: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none_left(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(check, "rebuild", none_left)
    with pytest.raises(NoMemory, match="says nothing about the register: what was finished before stays on record"):
        filled.check("oak")


def test_an_error_of_the_programs_own_is_never_blamed_on_a_whole_register(filled: Register) -> None:
    assert filled.trouble_behind(TypeError("a fault of ours")) is None
    assert isinstance(filled.trouble_behind(MemoryError()), NoMemory)


def test_missing_rows_are_found(filled: Register, register_url: str) -> None:
    raw(register_url, "DELETE FROM chain WHERE number IN (4, 5)", "SELECT 1")
    assert {(FaultKind.MISSING, 4), (FaultKind.MISSING, 5)} <= kinds(filled)


def test_rows_that_changed_places_are_found(filled: Register, register_url: str) -> None:
    moves = [f"UPDATE chain SET number = {new} WHERE number = {old}" for old, new in ((4, 99), (5, 4), (99, 5))]
    raw(register_url, *moves, "SELECT 1")
    assert {(FaultKind.CHANGED, 4), (FaultKind.CHANGED, 5)} <= kinds(filled)


def test_a_row_made_up_and_fitted_in_is_found(filled: Register, register_url: str) -> None:
    from privacy_wizard.register.chain import digest_of

    row = raw(register_url, "SELECT kind, at, officer, commitment FROM chain WHERE number = 5")[0]
    digest = digest_of(filled.identifier, "oak", 5, *row, "f" * 64)
    raw(register_url, f"UPDATE chain SET previous = '{'f' * 64}', digest = '{digest}' WHERE number = 5", "SELECT 1")
    assert {(FaultKind.OUT_OF_ORDER, 5), (FaultKind.OUT_OF_ORDER, 6)} <= kinds(filled)


def cut(address: str, after: int) -> None:
    raw(address, *(f"DELETE FROM {table} WHERE number > {after}" for table in ("chain", "content")), "SELECT 1")


def test_a_chain_cut_from_its_end_is_found_by_the_last_signed_head(filled: Register, register_url: str) -> None:
    cut(register_url, LAST - 1)
    assert kinds(filled) == {(FaultKind.CUT_OFF, LAST)}


def test_a_chain_cut_together_with_its_heads_is_found_by_a_head_printed_elsewhere(
    filled: Register, register_url: str
) -> None:
    printed = filled.head("oak")
    assert printed is not None
    cut(register_url, LAST - 2)
    raw(register_url, f"DELETE FROM head WHERE number > {LAST - 2}", "DELETE FROM document", "SELECT 1")
    filled.rebuild("oak")
    assert filled.check("oak").holds, "nothing in the register itself can tell"
    assert kinds(filled, Asked(known=[printed])) == {(FaultKind.CUT_OFF, LAST)}


def test_a_record_written_anew_from_some_place_on_is_found_by_an_older_head(
    filled: Register, register_url: str
) -> None:
    printed = filled.head("oak")
    assert printed is not None
    cut(register_url, LAST - 3)
    raw(register_url, f"DELETE FROM head WHERE number > {LAST - 3}", "DELETE FROM document", "SELECT 1")
    filled.rebuild("oak")
    with filled.session("oak") as act:
        act.record_all([Noted(person="p1", text="Nothing happened.")] * 5)
    assert kinds(filled, Asked(known=[printed])) == {(FaultKind.HEAD_DIFFERS, LAST)}


def test_entries_that_no_officer_signed_are_found(filled: Register, register_url: str) -> None:
    raw(register_url, f"DELETE FROM head WHERE number = {LAST}", "SELECT 1")
    assert kinds(filled) == {(FaultKind.NOT_SIGNED, LAST - 1)}


@on_both_databases
def test_every_head_that_was_changed_is_found(filled: Register, register_url: str) -> None:
    signed = [number for (number,) in raw(register_url, "SELECT number FROM head ORDER BY number")]
    changes = (
        "signed_at = '2020-01-01T00:00:00.000000Z'",
        "signed_at = 'never'",
        "signature = (SELECT salt FROM content LIMIT 1)",
    )
    acts = [f"UPDATE head SET {change} WHERE number = {number}" for number, change in zip(signed, changes, strict=True)]
    raw(register_url, *acts, "SELECT 1")
    assert {(FaultKind.SIGNATURE_WRONG, number) for number in signed} <= kinds(filled)


def test_a_whole_chain_worked_out_anew_without_the_key_is_found(filled: Register, register_url: str) -> None:
    from privacy_wizard.register.chain import START, digest_of

    raw(register_url, "UPDATE chain SET officer = 'x' WHERE number = 3", "SELECT 1")
    previous = START
    for number, kind, at, officer, commitment in raw(
        register_url, "SELECT number, kind, at, officer, commitment FROM chain WHERE school = 'oak' ORDER BY number"
    ):
        digest = digest_of(filled.identifier, "oak", number, kind, at, officer, commitment, previous)
        values = f"previous = '{previous}', digest = '{digest}'"
        raw(register_url, f"UPDATE chain SET {values} WHERE number = {number}", "SELECT 1")
        raw(register_url, f"UPDATE head SET digest = '{digest}' WHERE number = {number}", "SELECT 1")
        previous = digest
    assert {kind for kind, _ in kinds(filled)} == {FaultKind.SIGNATURE_WRONG}


def test_a_head_signed_by_someone_who_is_no_officer_is_found(
    filled: Register, open_register: Callable[..., Register]
) -> None:
    stranger = new_officer("A stranger")
    with open_register(stranger).session("oak") as act:
        act.record(Noted(person="p1", text="Hello."))
    assert filled.check("oak").holds, "who is an officer must be told from outside"
    asked = Asked(is_officer=lambda certificate: certificate != stranger.certificate)
    assert kinds(filled, asked) == {(FaultKind.OFFICER_UNKNOWN, LAST + 1)}


def test_a_chain_does_not_fit_into_another_school_or_register(
    filled: Register, register_url: str, open_register: Callable[..., Register]
) -> None:
    for table in ("chain", "content", "head"):
        raw(register_url, f"UPDATE {table} SET school = 'elm'", "SELECT 1")
    assert {(FaultKind.CHANGED, number) for number in range(1, LAST + 1)} <= {
        (fault.kind, fault.number) for fault in filled.check("elm").faults
    }


@pytest.mark.parametrize("table", ["content", "erased"])
def test_content_that_went_without_a_tombstone_is_found(filled: Register, register_url: str, table: str) -> None:
    statements = ["DELETE FROM content WHERE number = 9"]
    if table == "erased":  # and a row that pretends there was one
        statements.append("INSERT INTO erased (school, number, by_number) VALUES ('oak', 9, 3)")
    raw(register_url, *statements, "SELECT 1")
    assert kinds(filled) == {(FaultKind.CONTENT_MISSING, 9)}


@on_both_databases
def test_content_that_is_still_there_after_its_tombstone_is_found(filled: Register, register_url: str) -> None:
    rows = raw(register_url, "SELECT body, person FROM content WHERE number = 9")
    filled.erase_person("oak", "p1", "asked for")
    without_guards(register_url)
    assert filled.check("oak").holds
    [(body, person)] = rows
    raw(
        register_url,
        f"INSERT INTO content (school, number, salt, body, person) SELECT 'oak', 9, salt, '{body}', '{person}' "
        "FROM content WHERE number = 1",
        "SELECT 1",
    )
    assert kinds(filled) == {(FaultKind.CONTENT_NOT_ERASED, 9)}


@on_both_databases
def test_a_changed_or_lost_file_is_found_and_never_handed_out(filled: Register, register_url: str, tmp_path) -> None:
    [kept] = [fault.event.document for fault in filled.records("oak", last=1)]
    for kind in (FaultKind.DOCUMENT_CHANGED, FaultKind.DOCUMENT_MISSING):
        _spoil(register_url, tmp_path, kept, lose=kind is FaultKind.DOCUMENT_MISSING)
        assert filled.check("oak").faults == (RegisterFault(kind=kind, school="oak", number=LAST, what=kept),)
        with pytest.raises(DocumentLost):
            filled.document("oak", kept)


def _spoil(address: str, folder, document: str, *, lose: bool) -> None:
    if address.startswith("sqlite"):
        path = folder / "register-documents" / "oak" / document[:2] / document
        path.unlink() if lose else path.write_bytes(b"other bytes")
    else:
        act = "DELETE FROM stored" if lose else "UPDATE stored SET bytes = 'other bytes'"
        raw(address, act, "SELECT 1")


MADE_UP = (
    "INSERT INTO person SELECT school, 'px', 'sx', member, sort_name, search, last_day, person_kind "
    "FROM person WHERE person = 'p1'"
)


@on_both_databases
def test_what_is_read_must_follow_from_the_record_and_can_be_made_anew(filled: Register, register_url: str) -> None:
    for table, change in (
        ("attestation", "UPDATE attestation SET standing = 'rejected'"),
        ("attestation", "DELETE FROM attestation"),
        ("task", "UPDATE task SET attestation = 'x'"),
        ("person", MADE_UP),
    ):
        raw(register_url, change, "SELECT 1")
        assert filled.check("oak").faults == (RegisterFault(kind=FaultKind.TABLE_DIFFERS, school="oak", what=table),)
        filled.rebuild("oak")
        assert filled.check("oak").holds, change


def test_heads_of_other_schools_say_nothing_about_this_one(filled: Register) -> None:
    filled.add_school("elm", "Elm School")
    known = filled.head("elm")
    assert isinstance(known, ChainHead)
    assert filled.check("oak", Asked(known=[known])).holds


@on_both_databases
def test_a_check_counts_entries_and_files_and_one_that_is_stopped_says_nothing_of_the_record(filled: Register) -> None:
    came: list[tuple[int, int]] = []
    told = WorkProgress(came=lambda done, of: came.append((done, of)))
    assert filled.check("oak", Asked(progress=told)).holds
    entries = [(at, LAST) for at in range(1, LAST + 1)]
    assert came == [*entries, (1, 1), *entries], "the entries, the files, the entries once more for what is shown"
    report, times = stopped_everywhere(
        lambda told: filled.check("oak", Asked(progress=told)), CheckStopped, lambda: None
    )
    assert (report.holds, times) == (True, len(came) + 1)
