"""`register`, run as an officer or a script would run it."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import jsonschema
import pytest

from privacy_wizard import app as bootstrap
from privacy_wizard import identity
from privacy_wizard.cli.context import CliContext
from privacy_wizard.cli.main import parser, run
from privacy_wizard.cli.schemas import shipped_schema
from privacy_wizard.domain.register_views import FaultKind, RegisterFault
from privacy_wizard.office.office_key import officer_of
from privacy_wizard.register import Register
from privacy_wizard.register.check import advice, fault_sentence
from tests.identity.keys import place_key
from tests.in_turn import in_turn

from .conftest import Clock
from .databases import mostly_sqlite, on_both_databases
from .made import create_register
from .sample import a_school, entered, raw, received, without_guards

__all__ = ["mostly_sqlite"]

PASSPHRASE = "kettle orbit maple fourteen"
Run = Callable[..., int]


@cache
def _officer_key() -> identity.SigningKey:
    made = datetime(2026, 1, 1, tzinfo=UTC)
    return identity.make_key(name="Robin Officer", identifier="HR1", school="Oak", now=made)


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    place_key(tmp_path / "home" / "key.p12", _officer_key(), PASSPHRASE)
    (tmp_path / "passphrase.txt").write_text(PASSPHRASE)
    return tmp_path / "home" / "key.p12"


@pytest.fixture
def command(register_url: str, key_file: Path, tmp_path: Path, clock: Clock) -> Run:
    def act(name: str, *words: str | Path) -> int:
        given = ["register", name, "--register", register_url, "--passphrase-file", tmp_path / "passphrase.txt", *words]
        found = parser("register")
        tools = CliContext(bootstrap._load_catalogue, clock, key_file, open_register=bootstrap._register)
        return run(found.parse_args([str(word) for word in given]), tools)

    return act


@pytest.fixture
def filled(command: Run, register_url: str) -> Run:
    create_register(register_url, fill)
    return command


def fill(address: str) -> None:
    """A school with three people; p1 handed in, p2 left long ago."""
    with Register.open(address, officer_of(_officer_key()), now=Clock()) as found:
        found.add_school("oak", "Oak School")
        with found.session("oak") as act:
            act.record_all([*a_school(), received(1), entered(2, last_day=date(2015, 7, 31))])


def printed(capsys: pytest.CaptureFixture[str], schema: str) -> dict:
    document = json.loads(capsys.readouterr().out)
    jsonschema.Draft202012Validator(json.loads(shipped_schema(schema).read_text())).validate(document)
    return document


def test_a_record_that_holds_ends_with_0_and_prints_its_head(filled: Run, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert filled("check") == 0
    said = capsys.readouterr().out
    assert "oak: the record holds: 10 entries" in said
    assert filled("check", "--json") == 0
    document = printed(capsys, "register-check-1.schema.json")
    [school] = document["schools"]
    assert f"10:{school['head']['digest']}" in said
    assert filled("check", "--school", "oak", "--head", f"10:{school['head']['digest']}") == 0
    assert filled("check", "--school", "oak", "--head", f"9:{'0' * 64}") == 1
    assert "Entry 9 is not the one that an officer signed." in capsys.readouterr().out
    assert filled("check", "--school", "oak", "--head", "nonsense") == 3


def test_what_this_computer_saw_signed_tells_when_a_record_was_cut(
    filled: Run, register_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert filled("school", "--school", "oak", "--name", "Oak Tree School") == 0
    without_guards(register_url)
    raw(register_url, *(f"DELETE FROM {table} WHERE number > 10" for table in ("chain", "content", "head")), "SELECT 1")
    capsys.readouterr()
    assert filled("check", "--quick") == 1
    said = capsys.readouterr().out
    assert "an officer signed entry 11, and it is no longer there" in said
    assert "Restore the register from the last sound backup" in said


def test_tables_that_differ_are_made_anew(filled: Run, register_url: str, capsys: pytest.CaptureFixture[str]) -> None:
    raw(register_url, "DELETE FROM attestation", "SELECT 1")
    assert filled("check") == 1
    assert "register rebuild" in capsys.readouterr().out
    assert filled("rebuild") == 0
    assert filled("check") == 0


def test_the_overview_counts_each_school(filled: Run, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert filled("overview", "--json") == 0
    [school] = printed(capsys, "overview-1.schema.json")["schools"]
    assert {name: school[name] for name in ("name", "done", "open", "overdue")} == {
        "name": "Oak School",
        "done": 1,
        "open": 1,
        "overdue": 0,
    }
    assert filled("overview") == 0
    assert "Oak School: 1 done, 1 missing, 0 of them overdue" in capsys.readouterr().out


@on_both_databases
def test_only_what_was_shown_is_deleted(filled: Run, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert filled("keeping", "--school", "oak", "--json") == 0
    document = printed(capsys, "keeping-1.schema.json")
    assert ([each["identifier"] for each in document["due"]], document["deleted"]) == (["p2"], False)
    assert filled("keeping", "--school", "oak", "--confirm", "0" * 64) == 1
    assert "Nothing was deleted" in capsys.readouterr().err
    assert filled("keeping", "--school", "oak", "--confirm", document["digest"]) == 0
    assert filled("keeping", "--school", "oak") == 0
    assert "Nothing falls due." in capsys.readouterr().out
    assert filled("check") == 0


def test_one_person_is_exported_and_deleted_by_their_number(
    filled: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert filled("export-person", "s1", "--school", "oak", "--out", tmp_path / "s1.zip") == 0
    assert (tmp_path / "s1.zip").exists()
    assert filled("erase-person", "S1", "--school", "oak", "--reason", "asked for") == 0
    assert filled("export-person", "S1", "--school", "oak", "--out", tmp_path / "s1.zip") == 1
    assert "Nobody in oak has the staff number S1" in capsys.readouterr().err
    assert filled("check") == 0


def test_every_failure_is_a_sentence(command: Run, capsys: pytest.CaptureFixture[str]) -> None:
    for words, code, sentence in (
        (("check",), 1, "There is no register at"),
        (("new",), 0, ""),
        (("new",), 1, "already"),
        (("upgrade",), 0, ""),
        (("check", "--school", "elm"), 1, "There is no school elm"),
        (("school", "--school", "Not This", "--name", "x"), 3, "small letters"),
        (("give", "someone"), 3, "Name one school"),
        (("give", "no-such-role", "--every-school"), 1, "You may not do this"),
    ):
        capsys.readouterr()
        assert command(*words) == code, words
        assert sentence in capsys.readouterr().err


@in_turn("kind", FaultKind)
def test_every_fault_has_a_sentence_and_advice(kind: FaultKind) -> None:
    fault = RegisterFault(kind=kind, school="oak", number=7, what="x")
    assert fault_sentence(fault).endswith(".")
    assert advice((fault,))
