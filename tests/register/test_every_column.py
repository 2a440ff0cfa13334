"""`register check` leaves no column of the record, and of what is read from it, unwatched."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import zip_longest
from pathlib import Path

import pytest
from sqlalchemy import Boolean, Column, Date, Integer, LargeBinary
from sqlalchemy.types import TypeEngine

from privacy_wizard.domain.certificate_events import Certified, Invited, KeyConfirmed
from privacy_wizard.domain.register_events import DocumentKind, Noted, Reminded
from privacy_wizard.register import Officer, Register, schema
from privacy_wizard.register.errors import RegisterTrouble

from .conftest import create_register
from .sample import REVIEW, TODAY, a_school, paper, received, without_guards

MOMENT = datetime(2026, 11, 20, 9, tzinfo=UTC)
NOT_OF_THE_RECORD = {"stored", "doomed", "work", "access"}  # files on PostgreSQL, work that comes and goes, its roles
COLUMNS = [each for table in schema.metadata.sorted_tables for each in table.c if table.name not in NOT_OF_THE_RECORD]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory, officer: Officer) -> Path:
    """A register with a row in every table, whose guards were removed by someone who owns the file."""
    path = tmp_path_factory.mktemp("whole") / "register.sqlite"
    create_register(f"sqlite:///{path}")
    with Register.open(str(path), officer) as register:
        dates = {"starts": MOMENT, "ends": MOMENT + timedelta(days=700)}
        register.add_school("oak", "Oak School")
        with register.session("oak") as act:
            act.record_all(a_school())
            act.record(Noted(person="p2", text="A note."))
            act.record(Invited(person="p1", campaign=REVIEW.id, invitation="i1", expires=MOMENT, code_check="abc"))
            act.record(Reminded(person="p1", campaign=REVIEW.id, on=TODAY))
            act.record(Certified(person="p1", serial="1", fingerprint=paper(1), **dates))
            act.record(KeyConfirmed(person="p1", fingerprint=paper(1)))
            act.record(received(1))
            act.keep(b"the file", DocumentKind.ATTESTATION, "a.pdf", person="p1")
        register.erase_person("oak", "p2", "asked for")
        assert register.check("oak").holds
    without_guards(f"sqlite:///{path}")
    return path


def other(kind: TypeEngine[object], value: object) -> object:
    """Another value of the same kind."""
    if isinstance(kind, Date):
        return "2019-01-01"
    if isinstance(kind, schema.Moment):
        return "2020-01-01T00:00:00.000000Z"
    if isinstance(kind, Boolean):
        return 1 - int(str(value))
    if isinstance(kind, LargeBinary):
        return bytes([bytes(value)[0] ^ 1]) + bytes(value)[1:]  # type: ignore[call-overload]
    if isinstance(kind, Integer):
        return int(str(value or 0)) + 77
    return f"{value or ''}x"


def found(path: Path) -> set[str | None]:
    """What the check names, or at the latest the register that is opened for it: then it says that it is damaged."""
    try:
        with Register.open(str(path)) as register:
            return {each.what for each in register.check("oak").faults}
    except RegisterTrouble:
        return {None}


def change(path: Path, column: Column[object], *, every: bool = False) -> Iterator[str]:
    """Change it in the last row, or in one row after the other, and say how."""
    table = column.table.name
    with closing(sqlite3.connect(path)) as database:
        rows = database.execute(f'SELECT rowid, "{column.name}" FROM "{table}"').fetchall()
    assert rows, table
    for row, value in rows if every else rows[-1:]:
        changed = other(column.type, value)
        with closing(sqlite3.connect(path)) as database, database:
            database.execute(f'UPDATE "{table}" SET "{column.name}" = ? WHERE rowid = ?', (changed, row))
        yield f"{column}: {value!r} to {changed!r}"


def test_a_change_of_any_column_is_found(whole: Path, tmp_path: Path) -> None:
    missed = []
    path = tmp_path / "register.sqlite"
    shutil.copytree(whole.parent, tmp_path, dirs_exist_ok=True)
    content = path.read_bytes()
    for column in (each for each in COLUMNS if each.table not in schema.READ_TABLES):
        for said in change(path, column, every=column.table is schema.about):
            missed += [] if found(path) else [said]
            path.write_bytes(content)
    for columns in zip_longest(*(table.c for table in schema.READ_TABLES)):  # of each table one at once: it is named
        changed = {each.table.name: [*change(path, each)] for each in columns if each is not None}
        missed += [changed[table] for table in changed.keys() - found(path)]
        path.write_bytes(content)
    assert missed == []
