"""`register person|record|note|correct|confirm-key` and `attestation correct`, typed by an officer or a script."""

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from privacy_wizard.certificates import fingerprint
from privacy_wizard.domain.event_sentences import _LINES
from privacy_wizard.domain.register_event_index import EVENTS
from privacy_wizard.domain.register_events import Event, EventKind, Reminded
from privacy_wizard.identity import certificate_request, fingerprint_words, make_key
from tests.cli.offices import NOW, SCHOOL, TODAY, CommandOffice, people
from tests.cli.test_attestations import PNG
from tests.register.databases import on_both_databases
from tests.register.sample import raw, without_guards

THERE = ("--school", SCHOOL)


@pytest.fixture
def staffed(office: CommandOffice) -> CommandOffice:
    office.record(*people(3))
    return office


def about(office: CommandOffice, number: str) -> dict:
    return office.type("register", "person", number, "--json", *THERE, secret=False).json("person-1.schema.json")


def paper(office: CommandOffice, number: str) -> str:
    """A paper on record; its digest."""
    scan = office.folder / "scan.png"
    scan.write_bytes(PNG)
    given = ("--signed", TODAY.isoformat(), "--policy", "baseline", "--outcome", "meets the policy")
    words = ("attestation", "paper", number, "--scan", scan, *given, "--campaign", "review", "--json", *THERE)
    [done] = office.type(*words).json("attestation-act-1.schema.json")["attestations"]
    return str(done["attestation"])


@on_both_databases
def test_everything_about_a_person_is_on_one_page(staffed: CommandOffice) -> None:
    sha256 = paper(staffed, "s1")
    found = about(staffed, "S1")
    assert (found["number"], found["campaigns"][0]["state"]) == ("S1", "done")
    assert [each["attestation"] for each in found["attestations"]] == [sha256]
    assert [each["of"] for each in found["files"]] == ["signed paper checklist"]
    said = staffed.type("register", "person", "S1", *THERE, secret=False).out
    assert "A signed paper checklist was entered." in said
    assert sha256 in said
    gone = staffed.type("register", "person", "S9", *THERE, secret=False)
    assert (gone.code, "staff number S9" in gone.err) == (1, True)


def test_a_note_is_corrected_and_both_stay_on_record(staffed: CommandOffice) -> None:
    said = staffed.type("register", "note", "S1", "--text", "Works from home", "--json", *THERE)
    assert "on record" in said.json("entered-1.schema.json")["entered"]
    entry = about(staffed, "S1")["record"][0]
    assert entry["sentence"] == "Note: Works from home"
    correct = ("register", "correct", entry["number"], "--reason", "Mistyped")
    assert staffed.type(*correct, "--text", " ", *THERE).code == 3
    assert staffed.type(*correct, "--text", "Works from Hove", *THERE).code == 0
    newest, before, *_ = about(staffed, "S1")["record"]
    assert "It now reads: Note: Works from Hove" in newest["sentence"]
    assert (before["number"], before["corrected"]) == (entry["number"], True)
    assert staffed.type(*correct, "--take-back", *THERE).code == 0
    assert staffed.type(*correct, "--take-back", *THERE).code == 1
    assert staffed.type("register", "check", secret=False).code == 0


def test_a_wrong_reminder_is_taken_back_by_its_number(staffed: CommandOffice) -> None:
    staffed.record(Reminded(person="p1", campaign="review", on=TODAY))
    listed = staffed.type("register", "record", "--last", "1", "--json", *THERE, secret=False)
    [entry] = listed.json("record-1.schema.json")["record"]
    assert entry["kind"] == "reminded"
    assert "A reminder was prepared on" in staffed.type("register", "record", *THERE, secret=False).out
    assert staffed.type("register", "correct", entry["number"], "--take-back", "--reason", "Not sent", *THERE).code == 0


def test_an_attestation_that_was_given_to_the_wrong_person_is_moved_and_taken_back(staffed: CommandOffice) -> None:
    sha256 = paper(staffed, "S1")
    correct = ("attestation", "correct", sha256, "--reason", "Two papers were mixed up")
    assert staffed.type(*correct, *THERE).code == 3
    assert staffed.type(*correct, "--number", "S2", *THERE).code == 0
    assert about(staffed, "S1")["attestations"] == []
    assert [each["attestation"] for each in about(staffed, "S2")["attestations"]] == [sha256]
    assert staffed.type(*correct, "--take-back", *THERE).code == 0
    assert about(staffed, "S2")["attestations"] == []
    assert staffed.type("register", "check", secret=False).code == 0


def test_a_key_is_confirmed_by_words_that_were_compared_in_person(staffed: CommandOffice) -> None:
    key = make_key(name="Ada Lee 1", identifier="S1", school="Oak School", now=NOW)
    own, words = fingerprint(key.certificate).hex(), " ".join(fingerprint_words(key.certificate))
    confirm = ("register", "confirm-key", "S1", "--of", own)
    wrong = staffed.type(*confirm, "--words", "not these", *THERE)
    assert (wrong.code, "not the words of this key" in wrong.err) == (1, True)
    assert staffed.type(*confirm, "--words", words.upper(), *THERE).code == 0
    assert about(staffed, "S1")["keys"] == [own]
    assert "already" in staffed.type(*confirm, "--words", words, *THERE).err
    other = staffed.type("register", "confirm-key", "S2", "--of", own, "--words", words, *THERE)
    assert (other.code, "somebody else's" in other.err) == (1, True)


def test_a_key_is_named_by_a_certificate_or_a_request(staffed: CommandOffice, tmp_path: Path) -> None:
    for at, made in enumerate(
        (
            lambda key: key.certificate.public_bytes(Encoding.PEM),
            lambda key: certificate_request(key),
        )
    ):
        key = make_key(name="Ada Lee", identifier=f"S{at}", school="Oak School", now=NOW)
        (tmp_path / "key").write_bytes(made(key))
        words = " ".join(fingerprint_words(key.certificate))
        said = staffed.type("register", "confirm-key", f"S{at}", "--of", tmp_path / "key", "--words", words, *THERE)
        assert said.code == 0, said
    (tmp_path / "key").write_text("nothing of the kind")
    said = staffed.type("register", "confirm-key", "S1", "--of", tmp_path / "key", "--words", "x", *THERE)
    assert (said.code, bool(said.err.strip())) == (1, True)


def test_every_kind_of_event_has_a_sentence() -> None:
    assert set(_LINES) == {EVENTS[kind] for kind in EventKind}
    assert all(issubclass(each, Event) for each in _LINES)


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE attestation SET standing = 'odd'", ("attestation", "list", *THERE)),
        ("UPDATE attestation SET reasons = '[[['", ("register", "person", "S1", *THERE)),
        ("UPDATE attestation SET reasons = 5", ("register", "picture", *THERE)),
        ("UPDATE attestation SET campaign = x'ff'", ("attestation", "list", *THERE)),
        ("UPDATE chain SET at = '2026-13-01T00:00:00.000000Z'", ("register", "record", *THERE)),
        ("UPDATE chain SET school = x'ff' WHERE number = 1", ("register", "overview")),
        ("UPDATE about SET value = x'ff'", ("register", "overview")),
    ],
)
def test_what_somebody_else_put_into_the_database_ends_in_a_sentence(
    staffed: CommandOffice, statement: str, words: tuple[str, ...]
) -> None:
    paper(staffed, "s1")
    without_guards(staffed.address)
    raw(staffed.address, statement, "SELECT 1")
    told = staffed.type(*words, secret=False)
    assert told.code == 1
    assert "privacy-wizard register check" in told.err or "is damaged" in told.err, told.err
