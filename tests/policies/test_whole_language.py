"""A policy that uses all that a pack can say, from its file to the signed and verified attestation."""

import json
from functools import reduce
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from privacy_wizard import identity
from privacy_wizard.attestation.reasons import Reason
from privacy_wizard.attestation.sign import sign
from privacy_wizard.attestation.statement import FurtherPart
from privacy_wizard.attestation.wording import worded
from privacy_wizard.audit.session import AuditSession
from privacy_wizard.audit.state import Key
from privacy_wizard.audit.statement_builder import NotReady
from privacy_wizard.audit.steps import StepId
from privacy_wizard.catalogue import CatalogueFaults, shipped_folder
from privacy_wizard.catalogue.writing import write_pack
from privacy_wizard.domain.audit import Waiver
from privacy_wizard.domain.model import Catalogue, PolicyPack
from privacy_wizard.domain.questions import best_options
from privacy_wizard.domain.school_profile import Manifest, SchoolProfile
from privacy_wizard.domain.scoring import CRITICAL_LIMIT
from privacy_wizard.domain.vocabulary import ExceptionReason, HowKnown, PersonKind, Verdict
from privacy_wizard.exchange import audit_results, oscal_policy
from privacy_wizard.exchange.ocil_reading import read_ocil
from privacy_wizard.intake.reference_library import ReferenceLibrary, SchoolLibrary
from privacy_wizard.intake.report import FileVerdict
from privacy_wizard.office.policy_files import read_pack
from tests import yaml_text
from tests.attestation.authority import TestKey, vouched_key
from tests.attestation.reading import text_of
from tests.command import typed
from tests.exchange.audits import WHEN, record
from tests.in_turn import in_turn
from tests.intake.school_world import signed
from tests.intake.test_schools_own import judged
from tests.intake.world import NAME, NOW, NUMBER, SIGNED, audited, reasons, stated
from tests.settling import respond, responded

FILE = Path(__file__).with_name("brookfield-trust-2026.yaml")
ID = FILE.stem
LOCKER, CHATBOT = f"{ID}.ack-phone-in-locker", f"{ID}.nothing-into-chatbots"
Read = tuple[Catalogue, PolicyPack]


@pytest.fixture(scope="module")
def read() -> Read:
    return read_pack(FILE, shipped_folder())


def as_asked(catalogue: Catalogue) -> AuditSession:
    done = audited(ID, catalogue=catalogue)
    best = [(each.key, option) for each in done.questions for option in best_options(each)[:1]]
    done.change(reduce(lambda audit, each: responded(done, audit, *each, HowKnown.LOOKED), best, done.audit))
    assert done.first_open is None
    return done


@pytest.fixture(scope="module")
def session(read: Read) -> AuditSession:
    """Everything as asked, but for a relative among the former pupils on Instagram, which nobody has to approve."""
    done = as_asked(read[0])
    key = ("instagram.former-pupils", "instagram-1")
    respond(done, key, "adults")
    until = SIGNED.date().replace(year=SIGNED.year + 1, day=1)
    done.declare_exception(
        key, Waiver(reason=ExceptionReason.RELATIVE, approver_role="", approver_name="", until=until)
    )
    return done


def known_here(*, further: bool) -> ReferenceLibrary:
    profile = SchoolProfile(name="St Brigid's Primary School", further=further)
    manifest = Manifest(number=1, issued=NOW, authority="ab" * 32, profile=profile, members=())
    own = SchoolLibrary(manifest=manifest, members={f"packs/{ID}.yaml": FILE.read_bytes()})
    return ReferenceLibrary.here(own.to_bytes())


@pytest.fixture(scope="module")
def references() -> ReferenceLibrary:
    return known_here(further=False)


@pytest.fixture(scope="module")
def key() -> TestKey:
    return vouched_key(NAME, NUMBER)


def rows(session: AuditSession) -> dict[Key, tuple[str, str]]:
    assert session.interview is not None
    pages = session.interview.pages
    return {row.question.key: (page.kind, row.label) for page in pages for row in page.rows}


def test_what_is_written_of_it_is_read_as_the_same_pack(read: Read, tmp_path: Path) -> None:
    file = tmp_path / FILE.name
    file.write_text(write_pack(read[1]), encoding="utf-8")
    assert read_pack(file, shipped_folder())[1].requirements == read[1].requirements


def test_its_own_statements_are_asked_where_the_interview_asks_such_things(session: AuditSession) -> None:
    asked = rows(session)
    assert asked[LOCKER, None] == (
        "acknowledgements",
        "Your own phone stays in its locker while pupils are in the building.",
    )
    assert asked[CHATBOT, None] == ("conduct", "I type nothing about a pupil into a chatbot.")
    assert asked[f"{ID}.devices-insured", None][0] == "further"
    assert asked["every-account.pupils-elsewhere", "instagram-1"][0] == "people"
    assert (f"{ID}.portfolio-pictures-shown", None) not in asked, "it is only for trainees"


def test_trainees_are_asked_what_is_for_them(read: Read) -> None:
    trainee = typed("audit", "--template", "--policy", FILE, "--person-kind", PersonKind.TRAINEE)
    assert f"{ID}.portfolio-pictures-shown" in trainee.stdout


def test_an_answered_statement_counts_like_any_other(read: Read) -> None:
    done = as_asked(read[0])
    before = done.score()
    respond(done, (CHATBOT, None), "partly")
    partly = done.score()
    respond(done, (CHATBOT, None), "no")
    assert (before.value, before.outcome) == (100, "meets the policy")
    assert (partly.outcome, partly.value) == ("action needed", 69)
    assert done.score().value == CRITICAL_LIMIT, "the pack makes it critical"
    respond(done, (CHATBOT, None), "yes")
    respond(done, (LOCKER, None), "refuse")
    assert done.score().outcome == "action needed"


@pytest.mark.parametrize(
    ("check", "option", "verdict"),
    [
        ("instagram.parents", "known-before", Verdict.MET),
        ("instagram.parents", "some", Verdict.NOT_MET),
        ("every-account.pupils-elsewhere", "relatives", Verdict.MET),
        ("every-account.pupils-elsewhere", "some", Verdict.NOT_MET),
        ("every-account.wiki", "clean", Verdict.NOT_MET),
        ("every-account.wiki", "never-from-work", Verdict.MET),
    ],
)
def test_the_policy_judges_parents_other_schools_pupils_and_wikis_itself(
    session: AuditSession, check: str, option: str, verdict: Verdict
) -> None:
    asked = next(each for each in session.questions if each.check.id == check)
    chosen = asked.check.option(option)
    assert chosen is not None
    assert chosen.fact is not None
    assert asked.own_requirement.judge(chosen.fact) is verdict


def test_it_becomes_an_attestation_that_the_school_accepts(
    session: AuditSession, references: ReferenceLibrary, key: TestKey
) -> None:
    pdf = signed(session, key)
    text = text_of(pdf)
    for said in ("Staff, governors and trustees online", "Brookfield Academy Trust", "Phones in lockers"):
        assert said in text
    assert session.pack is not None
    assert session.pack.sha256[:16] in text.replace(" ", ""), "the policy is told from others by its digest"
    found = judged(pdf, references)
    assert (found.reasons, found.verdict, found.score_agrees) == ((), FileVerdict.ACCEPTED, True)


def test_further_questions_are_stated_where_the_school_asks_for_them_and_never_score(
    read: Read, references: ReferenceLibrary, key: TestKey
) -> None:
    done, insured = as_asked(read[0]), (f"{ID}.devices-insured", None)
    respond(done, insured, "no")
    alone = stated(done, key)
    assert alone.further is None, "left alone or answered, they stay off the page unless the school asks"
    assert "Devices insured" not in text_of(sign(worded(alone), key).pdf)
    assert done.audit.school is not None
    done.choose_school(evolve(done.audit.school, asks_further=True))
    done.withdraw(insured)
    assert done.first_open is not None, "they must be answered then"
    assert done.first_open[0].id is StepId.FURTHER
    with pytest.raises(NotReady):
        stated(done, key)
    respond(done, insured, "no")
    asked = stated(done, key)
    assert asked.further == FurtherPart(settled=0, offered=1)
    assert (asked.score, asked.outcome, asked.actions) == (100, "meets the policy", ())
    assert asked.xccdf == alone.xccdf
    pdf = sign(worded(asked), key).pdf
    assert "Devices insured" in text_of(pdf)
    school = known_here(further=True)
    assert judged(pdf, school).verdict is FileVerdict.ACCEPTED
    missing = judged(sign(worded(alone), key).pdf, school)
    assert (reasons(missing), missing.verdict) == ({Reason.WITHOUT_FURTHER}, FileVerdict.NEEDS_A_LOOK)
    false = evolve(asked, further=FurtherPart(settled=1, offered=1))
    assert Reason.SCORE_WRONG in reasons(judged(sign(worded(false), key).pdf, references))


def test_it_leaves_in_the_standards_of_the_field(read: Read, session: AuditSession) -> None:
    catalogue, pack = read
    assert session.audit.declaration is not None
    files = audit_results(record(catalogue, session.audit.declaration, list(session.findings())))
    questionnaire = read_ocil(files[f"{ID}-ocil.xml"])
    assert {check.id.partition(".")[2] for check in questionnaire.checklist.checks} >= {"nothing-into-chatbots"}
    assert b"conduct.nothing-into-chatbots" in files["results-xccdf.xml"]
    written = oscal_policy(catalogue, pack, WHEN)
    controls = json.loads(written["controls-oscal.json"])["catalog"]["groups"]
    known = {control["id"] for group in controls for control in group["controls"]}
    profile = json.loads(written[f"{ID}-oscal-profile.json"])["profile"]
    assert set(profile["imports"][0]["include-controls"][0]["with-ids"]) <= known


def test_every_audit_command_takes_its_file(tmp_path: Path) -> None:
    answers, out, key, secret = (tmp_path / name for name in ("answers.yaml", "out.pdf", "key.p12", "secret"))
    identity.save_key(key, identity.make_key(name="Ada Roe", identifier="T-1", school="Hill", now=NOW), "four words")
    secret.write_text("four words", encoding="utf-8")
    form: dict[str, Any] = yaml_text.load(
        typed("audit", "--template", "--policy", FILE, "--account", "instagram").stdout
    )
    form["person"] |= {"name": "Ada Roe", "role": "Trustee", "kind": "trustee", "staff_number": "T-1"}
    form["school"]["name"], form["occasion"] = "Hill", "induction"
    for question in form["questions"]:
        question["answer"] = question["options"][0]["id"]
    answers.write_text(yaml_text.dump(form), encoding="utf-8")
    for command in (
        ("score", "--policy", FILE, "--answers", answers),
        ("exchange", "results", "--policy", FILE, "--answers", answers, "--out", tmp_path / "xccdf"),
        ("exchange", "oscal", "--policy", FILE, "--answers", answers, "--out", tmp_path / "oscal"),
        ("audit", "--policy", FILE, "--answers", answers, "--key", key, "--passphrase-file", secret, "--out", out),
    ):
        ran = typed(*command)
        assert ran.returncode == 0, ran.stderr
    assert out.read_bytes().startswith(b"%PDF")
    for wrong in (
        ("score", "--policy", "bradley-primary-2023", "--answers", answers),
        ("score", "--answers", answers),
    ):
        assert typed(*wrong).returncode != 0


@in_turn(
    ("old", "new", "said"),
    [
        ("control: conduct.ack-phone-in-locker", "control: conduct.ack-libel", "is already a control."),
        ("control: conduct.devices-insured", "control: content.devices", 'begin its id with "conduct."'),
        ("says: My own devices are insured.", f"says: {'very ' * 31}", "Say it in at most 30 words"),
        ("      title: Devices insured\n", "", 'The field "title" is missing.'),
        ("exception: {reasons: [relative]}\n", "exception: {reasons: [relative], aprover: head}\n", "Did you mean"),
        (
            "    words: [chatbot]\n",
            "    words: [chatbot]\n    exception: {reasons: [relative]}\n",
            "This control is critical: say which role approves an exception.",
        ),
    ],
)
def test_a_statement_that_cannot_stand_is_refused_at_its_line(tmp_path: Path, old: str, new: str, said: str) -> None:
    text, file = FILE.read_text(encoding="utf-8"), tmp_path / FILE.name
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(CatalogueFaults, match=r"."):
        read_pack(file, shipped_folder())
    ran = typed("policy", "explain", file)
    assert said in ran.stderr
    assert f"{FILE.name}:" in ran.stderr


def test_explain_coverage_and_sheet_know_its_statements(tmp_path: Path) -> None:
    told = typed("policy", "explain", FILE, "conduct.nothing-into-chatbots").stdout
    assert f"{CHATBOT}" in told
    assert "4.2: Nothing about a pupil is typed into a chatbot." in told
    free = typed("policy", "explain", FILE, "connections.no-former-pupils").stdout
    assert "nobody has to approve them" in free
    covered = typed("policy", "coverage", FILE, "--platform", "instagram")
    assert (covered.returncode, "conduct.ack-phone-in-locker" in covered.stdout) == (0, True)
    out = tmp_path / "sheet.csv"
    assert typed("exchange", "sheet", "--policy", FILE, "--out", out).returncode == 0
    assert "I type nothing about a pupil into a chatbot." in out.read_text(encoding="utf-8-sig")


def test_the_piece_in_the_document_is_of_this_pack() -> None:
    document = (FILE.parents[2] / "docs" / "policy-packs.md").read_text(encoding="utf-8")
    piece = document.partition("## A clause for which there is no control")[2].partition("```yaml\n")[2]
    assert piece.partition("```")[0] in FILE.read_text(encoding="utf-8")
