"""`attestation`, typed by an officer or by a script: from what came in to what is handed on."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from privacy_wizard.attestation.sign import sign
from privacy_wizard.domain.campaign import Campaign
from privacy_wizard.domain.register_events import (
    AskedInCampaign,
    AttestationStanding,
    CampaignEntered,
    Decided,
    PersonEntered,
)
from privacy_wizard.domain.vocabulary import Occasion
from privacy_wizard.identity import fingerprint_words
from privacy_wizard.office.open_actions import to_do
from tests.cli.offices import SCHOOL, TODAY, CommandOffice, people
from tests.intake.school_world import member, own_key
from tests.intake.world import audited, stated
from tests.register.databases import on_both_databases
from tests.replaced import program_being_replaced

pytestmark = pytest.mark.usefixtures("looked_at_once")
START = TODAY - timedelta(days=5)
STARTERS = Campaign(id="new", title="New", occasion=Occasion.INDUCTION, opens=START - timedelta(days=99), days=30)
THERE = ("--school", SCHOOL)
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8ffff3f0005fe02fe"
    "dccc59e70000000049454e44ae426082"
)


@pytest.fixture(scope="module")
def key():
    return own_key()


@pytest.fixture(scope="module")
def pdf(key) -> bytes:
    return sign(stated(audited(), key), key).pdf


@pytest.fixture
def taken(office: CommandOffice, pdf: bytes, tmp_path: Path) -> tuple[CommandOffice, str]:
    """One attestation came in with a key that nobody knows."""
    office.record(PersonEntered(person="p1", member=member(start=START)), CampaignEntered(campaign=STARTERS))
    (tmp_path / "a.pdf").write_bytes(pdf)
    said = office.type("intake", tmp_path / "a.pdf", "--json", *THERE, *office.trust)
    assert said.code == 2, said
    [file] = said.json("intake-1.schema.json")["files"]
    return office, file["sha256"]


def test_what_came_in_is_listed_with_the_digest_that_the_other_acts_take(taken: tuple[CommandOffice, str]) -> None:
    office, sha256 = taken
    said = office.type("attestation", "list", "--json", *THERE, secret=False)
    [listed] = said.json("attestations-1.schema.json")["attestations"]
    assert (listed["attestation"], listed["standing"], listed["countersigned"]) == (sha256, "needs a look", False)
    assert sha256 in office.type("attestation", "list", "--standing", "needs a look", *THERE, secret=False).out
    again = office.type("attestation", "judge-again", "--json", *THERE, *office.trust)
    assert again.json("attestation-act-1.schema.json")["attestations"] == [
        {"attestation": sha256, "done": "waits", "problem": "", "file": None}
    ]
    told = office.type("attestation", "judge-again", *THERE, *office.trust).out
    assert "1 waiting attestation was checked again." in told
    with program_being_replaced():
        held_up = office.type("attestation", "judge-again", *THERE, *office.trust)
    assert (held_up.code, held_up.out) == (2, "1 attestation could not be checked now.\n")
    for narrowed in (("--standing", "accepted"), ("--campaign", "nothing")):
        assert "There are none." in office.type("attestation", "list", *narrowed, *THERE, secret=False).out


def test_where_nothing_waits_judging_again_says_so(office: CommandOffice) -> None:
    told = office.type("attestation", "judge-again", *THERE, *office.trust)
    assert (told.code, told.out) == (0, "Nothing waits.\n")


@on_both_databases
def test_a_letter_is_said_to_be_no_attestation_of_ours_and_that_is_taken_back(
    taken: tuple[CommandOffice, str], tmp_path: Path
) -> None:
    office, known = taken
    (tmp_path / "letter.pdf").write_bytes(b"%PDF-1.7 Dear Sir or Madam")
    said = office.type("intake", tmp_path / "letter.pdf", "--json", *THERE, *office.trust)
    [letter] = said.json("intake-1.schema.json")["files"]
    for done, more, standing in (
        ("no attestation", (), "no attestation"),
        ("to be looked at", ("--undo",), "rejected"),
    ):
        told = office.type("attestation", "not-ours", letter["sha256"], *more, "--json", *THERE)
        [act] = told.json("attestation-act-1.schema.json")["attestations"]
        assert (told.code, act["done"]) == (0, done)
        listed = office.type("attestation", "list", "--standing", standing, "--json", *THERE, secret=False)
        [found] = listed.json("attestations-1.schema.json")["attestations"]
        assert found["attestation"] == letter["sha256"]
    office.record(Decided(attestation=known, person="p1", campaign=None, standing=AttestationStanding.SENT_BACK))
    refused = office.type("attestation", "not-ours", known, letter["sha256"], *THERE)
    assert refused.code == 1
    assert "Nothing was changed" in refused.err, "what is somebody's is not settled so, and neither is the other"


def test_an_attestation_goes_from_a_look_to_a_copy_by_its_digest(
    taken: tuple[CommandOffice, str], key, tmp_path: Path
) -> None:
    office, sha256 = taken
    office.record(AskedInCampaign(person="p1", campaign=STARTERS.id, opens=START, due=TODAY))
    shown = office.type("attestation", "show", sha256, "--json", *THERE, *office.trust, secret=False)
    assert shown.code == 2
    about = shown.json("attestation-shown-1.schema.json")
    assert "unknown key" in {each["code"] for each in about["reasons"]}
    assert [each["kind"] for each in about["record"]] == ["received", "document kept"]
    assert "Compare the words" in office.type("attestation", "show", sha256, *THERE, *office.trust, secret=False).out

    assert office.type("attestation", "accept", sha256, "--json", *THERE, *office.trust).code == 1
    words = " ".join(fingerprint_words(key.certificate))
    confirmed = [word for each in about["exceptions"] for word in ("--confirm", each)]
    whose = ("--number", member().number)
    said = office.type(
        "attestation", "accept", sha256, "--words", words, *whose, *confirmed, "--json", *THERE, *office.trust
    )
    [done] = said.json("attestation-act-1.schema.json")["attestations"]
    assert (done["attestation"], done["done"], done["problem"]) == (sha256, "accepted", "")

    said = office.type("attestation", "countersign", "--all", "--json", *THERE, *office.trust)
    assert said.json("attestation-act-1.schema.json")["attestations"][0]["done"] == "countersigned"
    said = office.type("attestation", "copy", sha256, "--out", tmp_path / "out", "--json", *THERE, *office.trust)
    [copied] = said.json("attestation-act-1.schema.json")["attestations"]
    assert Path(copied["file"]).read_bytes().startswith(b"%PDF-")
    assert "countersigned by: " in office.type("verify", copied["file"], *office.trust, register=False).out
    shown = office.type("attestation", "show", sha256, *THERE, *office.trust, secret=False)
    assert shown.code == 0
    assert "Decided: accepted." in shown.out
    assert "The attestation was countersigned." in shown.out

    left = office.type("campaign", "actions", STARTERS.id, "--json", *THERE, secret=False)
    actions = left.json("actions-1.schema.json")["actions"]
    assert {(each["number"], each["attestation"], each["overdue"]) for each in actions} == {
        (member().number, sha256, False)
    }
    assert office.type("campaign", "actions", STARTERS.id, "--overdue", *THERE, secret=False).out.startswith("0 people")
    office.type("campaign", "actions", STARTERS.id, "--out", tmp_path / "left.csv", *THERE)
    assert to_do(actions[0]["action"]) in (tmp_path / "left.csv").read_text(encoding="utf-8-sig")


def test_nobody_accepts_their_own_by_saying_whose_it_is(taken: tuple[CommandOffice, str], key) -> None:
    office, sha256 = taken
    office.record(PersonEntered(person="p9", member=member("O-1", "Olive", "Officer")))
    words = " ".join(fingerprint_words(key.certificate))
    said = office.type("attestation", "accept", sha256, "--words", words, "--number", "O-1", *THERE, *office.trust)
    assert (said.code, "Your own attestation stays as it was" in said.err) == (1, True)


def test_a_key_that_is_no_officers_accepts_nothing_where_the_school_has_an_authority(
    taken: tuple[CommandOffice, str], tmp_path: Path
) -> None:
    office, sha256 = taken
    trusted = ("--trust", tmp_path / "authority.pem")
    for act in (("accept", sha256), ("send-back", sha256, "--reason", "Read the words.")):
        said = office.type("attestation", *act, *THERE, *trusted)
        assert (said.code, "no officer's certificate" in said.err) == (1, True)


def test_the_check_of_the_register_names_who_decided_on_their_own(
    taken: tuple[CommandOffice, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    office, sha256 = taken
    office.record(PersonEntered(person="p9", member=member("O-1", "Olive", "Officer")))
    monkeypatch.setattr("privacy_wizard.register.duties.refuse", lambda *_: None)  # as another program would
    office.record(Decided(attestation=sha256, person="p9", campaign=None, standing=AttestationStanding.ACCEPTED))
    said = office.type("register", "check", "--json", *THERE, secret=False)
    [fault] = said.json("register-check-1.schema.json")["schools"][0]["faults"]
    assert (said.code, fault["kind"]) == (1, "own case")
    assert "decide on each of them again" in office.type("register", "check", *THERE, secret=False).out


def test_what_is_sent_back_leaves_the_draft_of_a_mail(taken: tuple[CommandOffice, str], tmp_path: Path) -> None:
    office, sha256 = taken
    said = office.type(
        "attestation", "send-back", sha256, "--reason", "Read the words.", "--out", tmp_path / "b.eml", "--json",
        *THERE, *office.trust,
    )  # fmt: skip
    [done] = said.json("attestation-act-1.schema.json")["attestations"]
    assert (done["done"], done["file"]) in (("sent back", str(tmp_path / "b.eml")), ("sent back", None))
    assert (tmp_path / "b.eml").exists() is (done["file"] is not None)


def test_what_is_not_held_and_a_school_that_is_not_there_end_with_a_sentence(office: CommandOffice) -> None:
    for words, code, sentence in (
        (("show", "0" * 64, *THERE), 1, "The register holds no such attestation."),
        (("list", "--school", "elm"), 1, "no school elm"),
    ):
        said = office.type("attestation", *words, secret=False)
        assert (said.code, sentence in said.err) == (code, True), said


def answers_file(office: CommandOffice, file: Path, number: str) -> None:
    """The template of a policy, every question ticked with its first answer."""
    said = office.type("audit", "--template", "--policy", "baseline", "--account", "whatsapp", register=False)
    assert said.code == 0, said
    from tests import yaml_text

    form = yaml_text.load(said.out)
    form["person"] |= {"name": "Ada Lee 1", "role": "Cook", "staff_number": number}
    form["school"]["name"] = "Oak School"
    form["occasion"] = "annual review"
    for question in form["questions"]:
        question["answer"] = question["options"][0]["id"]
    file.write_text(yaml_text.dump(form), encoding="utf-8")


@on_both_databases
def test_a_signed_paper_is_entered_with_its_scan_and_answers(office: CommandOffice, tmp_path: Path) -> None:
    office.record(*people(3))
    (tmp_path / "scan.png").write_bytes(PNG)
    answers_file(office, tmp_path / "answers.yaml", "S1")
    paper = ("attestation", "paper", "S1", "--scan", tmp_path / "scan.png", "--signed", TODAY.isoformat())
    said = office.type(*paper, "--answers", tmp_path / "answers.yaml", "--campaign", "review", "--json", *THERE)
    [done] = said.json("attestation-act-1.schema.json")["attestations"]
    listed = office.type("attestation", "list", "--campaign", "review", "--json", *THERE, secret=False)
    [row] = listed.json("attestations-1.schema.json")["attestations"]
    assert (row["attestation"], row["number"], row["on_paper"], row["standing"]) == (
        done["attestation"],
        "S1",
        True,
        "accepted",
    )
    assert row["score"] is not None
    assert office.type("attestation", "show", done["attestation"], *THERE, secret=False).code == 0
    assert "already" in office.type(*paper, "--answers", tmp_path / "answers.yaml", *THERE).err


def test_of_a_paper_the_outcome_alone_can_be_entered(office: CommandOffice, tmp_path: Path) -> None:
    office.record(*people(2))
    (tmp_path / "scan.png").write_bytes(PNG)
    paper = ("attestation", "paper", "S1", "--scan", tmp_path / "scan.png", "--signed", TODAY.isoformat())
    said = office.type(*paper, "--policy", "baseline", "--outcome", "action needed", *THERE)
    assert said.code == 0, said
    assert "is on record: Action needed" in said.out


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({}, "Name the answers"),
        ({"--signed": date(2100, 1, 1).isoformat(), "--policy": "baseline", "--outcome": "action needed"}, "future"),
        ({"--campaign": "none", "--policy": "baseline", "--outcome": "action needed"}, "There is no campaign none"),
        ({"--scan": "text.txt", "--policy": "baseline", "--outcome": "action needed"}, "not a PDF, JPEG or PNG"),
        ({"--scan": "bad.pdf", "--policy": "baseline", "--outcome": "action needed"}, "is damaged"),
        ({"--scan": "none.pdf", "--policy": "baseline", "--outcome": "action needed"}, "could not be read"),
    ],
)
def test_a_paper_that_is_not_whole_is_not_entered(
    office: CommandOffice, tmp_path: Path, changed: dict[str, str], sentence: str
) -> None:
    office.record(*people(2))
    (tmp_path / "scan.png").write_bytes(PNG)
    (tmp_path / "text.txt").write_text("no scan")
    (tmp_path / "bad.pdf").write_bytes(b"%PDF-1.7 cut off")
    given = {"--scan": "scan.png", "--signed": TODAY.isoformat(), **changed}
    given["--scan"] = str(tmp_path / given["--scan"])
    said = office.type("attestation", "paper", "S1", *(word for pair in given.items() for word in pair), *THERE)
    assert said.code in (1, 3)
    assert sentence in said.err
    assert "There are none." in office.type("attestation", "list", *THERE, secret=False).out


def test_a_day_that_is_none_is_said_in_a_sentence(office: CommandOffice) -> None:
    with pytest.raises(SystemExit, match="3"):
        office.type("attestation", "paper", "S1", "--scan", "x.png", "--signed", "2026-13-01", *THERE)
    assert "2026-13-01 is not a day. Write it as 2026-11-20." in office.capsys.readouterr().err
    with pytest.raises(SystemExit, match="3"):
        office.type("school", "protected-list", "make", "pupils.csv", "--out", "x.pwlist", "--until", "9999-12-31")
    assert "9999-12-31 is too far from today. Check the year." in office.capsys.readouterr().err


def test_the_answers_of_somebody_else_are_not_entered_for_a_person(office: CommandOffice, tmp_path: Path) -> None:
    office.record(*people(3))
    (tmp_path / "scan.png").write_bytes(PNG)
    answers_file(office, tmp_path / "answers.yaml", "S2")
    paper = ("attestation", "paper", "S1", "--scan", tmp_path / "scan.png", "--signed", TODAY.isoformat())
    assert "another staff number" in office.type(*paper, "--answers", tmp_path / "answers.yaml", *THERE).err
