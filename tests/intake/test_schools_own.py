"""A file is judged by what the school's profile brings: its policy, checklists, wording, and what it has revoked."""

from base64 import b64encode
from datetime import timedelta
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from PIL import Image

from privacy_wizard.attestation.reasons import Reason
from privacy_wizard.attestation.sign import sign
from privacy_wizard.attestation.statement import LogoPart, Statement
from privacy_wizard.attestation.verify import examine
from privacy_wizard.attestation.wording import worded
from privacy_wizard.audit.session import AuditSession
from privacy_wizard.certificates import fingerprint, serial_of
from privacy_wizard.domain.certificate_events import Certified, Issued, Revoked
from privacy_wizard.domain.model import Withdrawn
from privacy_wizard.domain.school_profile import Manifest, RevokedCertificate, SchoolProfile
from privacy_wizard.intake.file_checker import FileChecker, verify_files
from privacy_wizard.intake.file_checks import judge
from privacy_wizard.intake.intake_run import IntakeOutcome
from privacy_wizard.intake.reference_library import ReferenceLibrary, SchoolLibrary
from privacy_wizard.intake.report import FileVerdict, VerificationReport, is_barred
from privacy_wizard.intake.sentences import Rule
from privacy_wizard.intake.trust import Trust
from privacy_wizard.register import Register
from privacy_wizard.system import shipped_folder
from tests.attestation.authority import TestKey, key_of_authority, vouched_key
from tests.register.made import create_register

from .school_world import Clock, SchoolWorld, a_school, register_officer, signed
from .test_take_in import codes
from .world import NAME, NOW, NUMBER, PACK, SCHOOL_TRUST, SIGNED, audited, reasons, shipped, stated

SHIPPED = shipped_folder("checklists")
OWN_PACK = "packs/own-policy.yaml"
DECLARATION = ("I, {name}, work at {school}\nand have answered truthfully.",)
PROFILE = SchoolProfile(name="St Brigid's Primary School", declaration=DECLARATION)


def manifest(**changed: Any) -> Manifest:
    values: dict[str, Any] = {"number": 1, "issued": NOW, "authority": "ab" * 32, "profile": PROFILE, "members": ()}
    return Manifest(**{**values, **changed})


@pytest.fixture(scope="module")
def own() -> SchoolLibrary:
    """A policy of the school's own, and a newer checklist for Instagram."""
    pack = (SHIPPED / "packs" / f"{PACK}.yaml").read_bytes().replace(f"id: {PACK}".encode(), b"id: own-policy", 1)
    instagram = (SHIPPED / "platforms" / "instagram.yaml").read_bytes()
    version = shipped().checklists["instagram"].version.encode()
    newer = instagram.replace(b'version: "' + version + b'"', b'version: "2031.1.1"', 1)
    entry = b'changes:\n  - {version: "2031.1.1", date: "2031-01-01", summary: Newer.}\n'
    newer = newer.replace(b"changes:\n", entry, 1)
    return SchoolLibrary(manifest=manifest(), members={OWN_PACK: pack, "platforms/instagram.yaml": newer})


@pytest.fixture(scope="module")
def references(own: SchoolLibrary) -> ReferenceLibrary:
    return ReferenceLibrary.here(own.to_bytes())


@pytest.fixture(scope="module")
def at_school(references: ReferenceLibrary) -> AuditSession:
    """The audit of someone whose computer has the profile in use."""
    assert references.own is not None
    return audited("own-policy", catalogue=references.own)


def judged(pdf: bytes, references: ReferenceLibrary, trust: Trust = SCHOOL_TRUST) -> VerificationReport:
    return judge(examine(pdf, references.declaration), references, trust, NOW)


def declared(statement: Statement, *texts: str) -> Statement:
    return worded(statement, declaration=texts)


def test_the_schools_own_policy_and_checklist_are_judged_by(
    own: SchoolLibrary, references: ReferenceLibrary, at_school: AuditSession, key: TestKey, tmp_path: Path
) -> None:
    pdf = signed(at_school, key)
    assert judged(pdf, references).reasons == ()
    elsewhere = judged(pdf, ReferenceLibrary(shipped()))
    assert reasons(elsewhere) == {Reason.UNKNOWN_POLICY, Reason.UNKNOWN_CHECKLIST}
    assert elsewhere.verdict is FileVerdict.NEEDS_A_LOOK
    file = tmp_path / "a.pdf"
    file.write_bytes(pdf)
    (report,) = verify_files([file], SCHOOL_TRUST, now=NOW, own=own)
    assert (report.verdict, report.score_agrees) == (FileVerdict.ACCEPTED, True)


def test_a_false_score_under_the_schools_own_policy_is_rejected(
    references: ReferenceLibrary, at_school: AuditSession, key: TestKey
) -> None:
    statement = stated(at_school, key)
    wrong = evolve(statement, score=99 if statement.score != 99 else 98)
    assert Reason.SCORE_WRONG in reasons(judged(sign(worded(wrong), key).pdf, references))


def test_whoever_has_not_opened_the_profile_yet_is_judged_by_what_is_shipped(
    references: ReferenceLibrary, pdf: bytes
) -> None:
    assert judged(pdf, references).reasons == ()


def test_versions_are_found_wherever_they_are_when_an_older_profile_had_only_some(
    references: ReferenceLibrary, key: TestKey
) -> None:
    assert references.own is not None
    mixed = evolve(references.own, checklists=shipped().checklists)
    assert judged(signed(audited("own-policy", catalogue=mixed), key), references).reasons == ()


def test_the_schools_declaration_is_known_and_anybody_elses_needs_a_look(
    references: ReferenceLibrary, statement: Statement, key: TestKey
) -> None:
    good = sign(declared(statement, *PROFILE.declaration_of(NAME)), key).pdf
    assert judged(good, references).reasons == ()
    assert reasons(judged(good, ReferenceLibrary(shipped()))) == {Reason.UNKNOWN_DECLARATION}
    for texts in (("I sign nothing.",), PROFILE.declaration_of("Somebody Else")):
        found = judged(sign(declared(statement, *texts), key).pdf, references)
        assert (found.verdict, reasons(found)) == (FileVerdict.NEEDS_A_LOOK, {Reason.UNKNOWN_DECLARATION})


def test_another_text_than_the_declaration_is_still_rejected(
    references: ReferenceLibrary, statement: Statement, key: TestKey
) -> None:
    changed = declared(statement, "I sign nothing.")
    texts = {**changed.wording.texts, "title": "Diploma"}
    pdf = sign(evolve(changed, wording=evolve(changed.wording, texts=texts)), key).pdf
    assert Reason.WORDING_DIFFERS in reasons(judged(pdf, references))


@pytest.mark.parametrize(("hours", "reason"), [(3, Reason.REVOKED), (1, Reason.REVOKED_SINCE)])
def test_what_the_profile_revokes_is_not_believed_from_then_on(
    pdf: bytes, key: TestKey, hours: int, reason: Reason
) -> None:
    revoked = RevokedCertificate(
        serial=serial_of(key.certificate), since=NOW - timedelta(hours=hours), reason="key compromised"
    )
    found = judged(pdf, ReferenceLibrary(shipped(), None, manifest(revoked=(revoked,))))
    assert reasons(found) == {reason}
    assert found.verdict is (FileVerdict.REJECTED if reason is Reason.REVOKED else FileVerdict.NEEDS_A_LOOK)


def test_a_copy_countersigned_by_a_revoked_officer_is_not_accepted(countersigned: bytes, officer: TestKey) -> None:
    serial, copy = serial_of(officer.certificate), examine(countersigned)
    for since, verdict in ((SIGNED, FileVerdict.REJECTED), (SIGNED + timedelta(hours=1), FileVerdict.NEEDS_A_LOOK)):
        said = manifest(revoked=(RevokedCertificate(serial=serial, since=since, reason="left the school"),))
        assert judge(copy, ReferenceLibrary(shipped(), None, said), SCHOOL_TRUST, NOW).verdict is verdict
    assert judge(copy, ReferenceLibrary(shipped()), SCHOOL_TRUST, NOW).verdict is FileVerdict.ACCEPTED


def picture(shade: str) -> bytes:
    made = BytesIO()
    Image.new("RGB", (60, 40), shade).save(made, "PNG")
    return made.getvalue()


def test_a_picture_that_the_school_never_signed_as_its_logo_needs_a_look(statement: Statement, key: TestKey) -> None:
    def with_logo(logo: bytes) -> bytes:
        part = LogoPart(media_type="image/png", base64=b64encode(logo).decode())
        return sign(worded(evolve(statement, school=evolve(statement.school, logo=part))), key).pdf

    def with_file(logos: tuple[str, ...] | None) -> ReferenceLibrary:
        said = SchoolLibrary(manifest=manifest(profile=SchoolProfile(name=PROFILE.name)), members={}, logos=logos)
        return ReferenceLibrary.here(said.to_bytes())

    def signed_logos(*logos: bytes) -> ReferenceLibrary:
        return with_file(tuple(sha256(each).hexdigest() for each in logos))

    now, before, foreign = map(picture, ("navy", "green", "red"))
    school, own, other = signed_logos(now, before), with_logo(before), with_logo(foreign)
    assert judged(own, school).reasons == ()
    assert judged(sign(statement, key).pdf, school).reasons == (), "an older school file had none"
    found = judged(other, school)
    assert (found.verdict, reasons(found)) == (FileVerdict.NEEDS_A_LOOK, {Reason.OTHER_LOGO})
    assert "at the top right of page 1" in found.reasons[0].sentence
    assert not is_barred(found), "a person may accept it all the same"
    assert reasons(judged(own, signed_logos())) == {Reason.OTHER_LOGO}, "the school has no logo"
    for nowhere in (with_file(None), ReferenceLibrary(shipped())):
        assert judged(other, nowhere).reasons == (), "no record is there to tell which logos were signed before"


def test_a_withdrawn_version_is_rejected(pdf: bytes) -> None:
    catalogue = shipped()
    pack = catalogue.packs[PACK]
    why = Withdrawn(version=pack.version, date="2026-11-20", reason="It asked the wrong question.")
    withdrawn = evolve(catalogue, packs={**catalogue.packs, PACK: evolve(pack, withdrawn=(why,))})
    found = judged(pdf, ReferenceLibrary(withdrawn))
    assert (found.verdict, reasons(found)) == (FileVerdict.REJECTED, {Reason.WITHDRAWN})
    assert "It asked the wrong question." in found.reasons[0].detail
    newer = evolve(pack, version="2031.1.1", sha256="0" * 64, withdrawn=(why,))
    assert Reason.WITHDRAWN in reasons(
        judged(pdf, ReferenceLibrary(evolve(catalogue, packs={**catalogue.packs, PACK: newer})))
    )


def test_a_file_signed_before_its_certificate_was_issued_needs_a_look(audit: AuditSession) -> None:
    key = vouched_key(NAME, NUMBER, starts=NOW - timedelta(hours=1))
    found = judged(signed(audit, key, created=NOW - timedelta(hours=2)), ReferenceLibrary(shipped()))
    assert (found.verdict, reasons(found)) == (FileVerdict.NEEDS_A_LOOK, {Reason.BEFORE_CERTIFICATE})
    assert found.trusted is True


def test_the_authority_itself_never_signs_an_attestation(audit: AuditSession) -> None:
    key = key_of_authority(NAME, NUMBER)
    found = judged(signed(audit, key), ReferenceLibrary(shipped()), Trust((key.certificate,)))
    assert found.trusted is False
    assert found.verdict is FileVerdict.REJECTED


def test_intake_judges_by_the_profile_and_leaves_revocation_to_the_register(
    own: SchoolLibrary, at_school: AuditSession, key: TestKey, officer: TestKey, tmp_path: Path, register_url: str
) -> None:
    revoked = RevokedCertificate(serial=serial_of(key.certificate), since=SIGNED, reason="key compromised")
    told = evolve(own, manifest=manifest(revoked=(revoked,)))
    create_register(register_url)
    who = register_officer(officer.certificate, officer.private_key)
    with (
        FileChecker(SCHOOL_TRUST, workers=1, own=told) as checker,
        Register.open(register_url, who, now=Clock()) as register,
    ):
        world: SchoolWorld = a_school(register, checker, tmp_path / "in")
        taken = world.take(signed(at_school, key))
        assert (taken.outcome, codes(taken)) == (IntakeOutcome.ACCEPTED, set()), "the register knows of no revocation"
        assert taken.judgement is not None


def test_what_was_signed_before_a_certificate_was_superseded_stays_good(
    audit: AuditSession, key: TestKey, officer: TestKey, tmp_path: Path, register_url: str
) -> None:
    new = vouched_key(NAME, NUMBER)
    moment = NOW - timedelta(hours=3)
    old_serial = serial_of(key.certificate)

    def certified(made: TestKey, **more: Any) -> Certified:
        given: dict[str, Any] = {"starts": moment - timedelta(days=2), "ends": NOW + timedelta(days=300), **more}
        serial, public = serial_of(made.certificate), fingerprint(made.certificate).hex()
        return Certified(person="p1", serial=serial, fingerprint=public, **given)

    create_register(register_url)
    who = register_officer(officer.certificate, officer.private_key)
    with (
        FileChecker(SCHOOL_TRUST, workers=1) as checker,
        Register.open(register_url, who, now=Clock()) as register,
    ):
        world = a_school(register, checker, tmp_path / "in")
        world.enter(certified(key))
        world.enter(
            certified(new, starts=moment, issued=Issued.SUPERSEDING, replaces=old_serial),
            Revoked(person="p1", serial=old_serial, starts=moment, reason="superseded"),
        )
        early = world.take(signed(audit, key, created=NOW - timedelta(hours=5)))
        late = world.take(signed(audit, key, created=NOW - timedelta(hours=2)))
    assert (early.outcome, codes(early)) == (IntakeOutcome.ACCEPTED, set())
    assert Rule.SUPERSEDED in codes(late)
    assert late.outcome is IntakeOutcome.NEEDS_A_LOOK
