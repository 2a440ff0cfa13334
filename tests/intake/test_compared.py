"""Page, certificate, staff list and profile name one person and one school, or what differs is told in words."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from attrs import evolve
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.x509.oid import NameOID

from privacy_wizard.attestation.reasons import Reason
from privacy_wizard.attestation.statement import Statement
from privacy_wizard.attestation.verify import Examination, examine
from privacy_wizard.attestation.wording import worded
from privacy_wizard.audit.session import AuditSession
from privacy_wizard.domain.school_profile import SchoolProfile
from privacy_wizard.intake.decisions import Acceptance, Decisions
from privacy_wizard.intake.facts import SchoolRules
from privacy_wizard.intake.file_checker import FileChecker
from privacy_wizard.intake.file_checks import judge
from privacy_wizard.intake.intake_run import IntakeOutcome
from privacy_wizard.intake.not_decided import CannotAccept
from privacy_wizard.intake.reference_library import ReferenceLibrary
from privacy_wizard.intake.report import FileVerdict, VerificationReport
from privacy_wizard.intake.sentences import Rule
from privacy_wizard.register import Register
from tests.attestation.authority import AUTHORITY_KEY, TestKey, vouched_key
from tests.register.made import create_register

from .school_world import SCHOOL, Clock, SchoolWorld, _named, a_school, register_officer
from .test_schools_own import manifest
from .world import NAME, NOW, NUMBER, SCHOOL_TRUST, forged, reasons, references, report, shipped, stated

STATED_SCHOOL = "St Brigid's Primary School"
CYRILLIC = NAME.replace("o", "о")
OTHERS = {
    "a letter of another script that looks the same": CYRILLIC,
    "the first name alone": NAME.split()[0],
}
SPELLINGS = ["Zoe O'Brien-Luczak", "O'Brien-Łuczak Zoë", "Zoë OBrien Łuczak"]


def named(statement: Statement, key: TestKey, name: str) -> bytes:
    return forged(statement, key, person=evolve(statement.person, name=name))


@pytest.fixture(scope="module")
def examination(pdf: bytes) -> Examination:
    return examine(pdf)


def judged_under(examination: Examination, name: str) -> VerificationReport:
    """The report on a file that is in order but for that name: the judge alone, without drawing and signing."""
    assert examination.statement is not None
    person = evolve(examination.statement.person, name=name)
    changed = worded(evolve(examination.statement, person=person))
    return judge(evolve(examination, statement=changed), references(), SCHOOL_TRUST, NOW)


def of_school(key: TestKey, school: str) -> TestKey:
    """The key with a certificate of the authority that names a school, too."""
    old = key.certificate
    subject = x509.Name([*old.subject, x509.NameAttribute(NameOID.ORGANIZATION_NAME, school)])
    made = x509.CertificateBuilder().subject_name(subject).issuer_name(old.issuer).public_key(old.public_key())  # type: ignore[arg-type]
    made = made.serial_number(9).not_valid_before(old.not_valid_before_utc).not_valid_after(old.not_valid_after_utc)
    for each in old.extensions:
        made = made.add_extension(each.value, critical=each.critical)
    return evolve(key, certificate=made.sign(AUTHORITY_KEY, hashes.SHA256()))


@pytest.fixture(scope="module")
def checker() -> Iterator[FileChecker]:
    with FileChecker(SCHOOL_TRUST, workers=1) as made:
        yield made


@pytest.fixture
def school(tmp_path: Path, checker: FileChecker, officer: TestKey, register_url: str) -> Iterator[SchoolWorld]:
    create_register(register_url)
    who = register_officer(officer.certificate, officer.private_key)
    with Register.open(register_url, who, now=Clock()) as register:
        yield a_school(register, checker, tmp_path / "in")


# ---- the name


def test_a_page_under_another_name_than_the_certificates_is_rejected(statement: Statement, key: TestKey) -> None:
    found = report(named(statement, key, "Ben Okafor"))
    assert (found.verdict, reasons(found)) == (FileVerdict.REJECTED, {Reason.OTHER_NAME})
    assert f"“{NAME}” in the certificate" in found.reasons[0].detail


@pytest.mark.parametrize("name", OTHERS.values(), ids=OTHERS)
def test_a_name_that_is_only_like_the_certificates_is_another(examination: Examination, name: str) -> None:
    found = judged_under(examination, name)
    assert (found.verdict, reasons(found)) == (FileVerdict.REJECTED, {Reason.OTHER_NAME})
    assert f"“{NAME}” in the certificate" in found.reasons[0].detail


def test_what_only_looks_the_same_is_told_letter_by_letter(examination: Examination) -> None:
    (reason,) = judged_under(examination, NAME.replace("Zo", "Zо")).reasons
    assert "character 2 is “о” (cyrillic small letter o), not “o” (latin small letter o)" in reason.detail


@pytest.mark.parametrize("name", SPELLINGS)
def test_the_same_name_spelled_otherwise_needs_a_look(examination: Examination, name: str) -> None:
    found = judged_under(examination, name)
    assert (found.verdict, reasons(found)) == (FileVerdict.NEEDS_A_LOOK, {Reason.NAME_SPELLED_OTHERWISE})
    assert name in found.reasons[0].detail
    assert NAME in found.reasons[0].detail


@pytest.mark.parametrize("name", [NAME.upper(), NAME.replace("'", "’"), f" {NAME} ".replace(" ", "  ")])
def test_capitals_spaces_and_ways_of_typing_are_no_difference(examination: Examination, name: str) -> None:
    assert judged_under(examination, name).reasons == ()


def test_a_name_that_is_too_long_for_a_certificate_is_compared_as_far_as_it_goes(audit: AuditSession) -> None:
    name = "Wolfeschlegelsteinhausenbergerdorff " * 3
    key = vouched_key(name[:64].rstrip(), NUMBER)
    pdf = named(stated(audit, key), key, name.strip())
    assert report(pdf).reasons == ()


# ---- the number


@pytest.mark.parametrize("number", [NUMBER.replace("0", "O"), f"{NUMBER} "])
def test_another_number_than_the_certificates_is_rejected_however_alike(
    statement: Statement, key: TestKey, number: str
) -> None:
    found = report(forged(statement, key, person=evolve(statement.person, identifier=number)))
    assert (found.verdict, reasons(found)) == (FileVerdict.REJECTED, {Reason.OTHER_PERSON})
    assert f"“{NUMBER}” in the certificate" in found.reasons[0].detail


def test_a_number_that_only_looks_the_same_is_told_letter_by_letter(statement: Statement, key: TestKey) -> None:
    person = evolve(statement.person, identifier=NUMBER.replace("T", "Т"))
    (reason,) = report(forged(statement, key, person=person)).reasons
    assert "character 1 is “Т” (cyrillic capital letter te), not “T” (latin capital letter t)" in reason.detail


# ---- the school


def at_school(statement: Statement, name: str) -> Statement:
    return evolve(statement, school=evolve(statement.school, name=name))


def judged(examination: Examination, *names: str) -> VerificationReport:
    """Where a profile is in use that gives the school these names."""
    said = manifest(profile=SchoolProfile(name=names[0], other_names=names[1:]))
    return judge(examination, ReferenceLibrary(shipped(), None, said), SCHOOL_TRUST, NOW)


def test_another_school_than_the_certificates_needs_a_look(statement: Statement, key: TestKey) -> None:
    certified = of_school(key, STATED_SCHOOL)
    assert report(forged(statement, certified)).reasons == ()
    found = report(forged(at_school(statement, "Marsh Lane School"), certified))
    assert (found.verdict, reasons(found)) == (FileVerdict.NEEDS_A_LOOK, {Reason.SCHOOL_DIFFERS})
    shown = f"“Marsh Lane School” on the page, “{STATED_SCHOOL}” in the certificate"
    assert found.reasons[0].detail == shown


def test_another_school_than_the_profiles_needs_a_look(examination: Examination) -> None:
    assert judged(examination, "St Brigid’s Primary School").reasons == ()
    assert judged(examination, "St Brigid's", STATED_SCHOOL).reasons == ()
    found = judged(examination, "Marsh Lane School")
    assert (found.verdict, reasons(found)) == (FileVerdict.NEEDS_A_LOOK, {Reason.OTHER_SCHOOL})


def test_two_names_of_the_same_school_are_no_difference(statement: Statement, key: TestKey) -> None:
    certified = examine(forged(statement, of_school(key, "St Brigid's")))
    assert reasons(judge(certified, references(), SCHOOL_TRUST, NOW)) == {Reason.SCHOOL_DIFFERS}
    assert judged(certified, STATED_SCHOOL, "St Brigid's").reasons == ()


# ---- in the register


def test_intake_rejects_a_page_under_another_name_and_nobody_accepts_it(
    school: SchoolWorld, statement: Statement, key: TestKey
) -> None:
    taken = school.take(named(statement, key, "Ben Okafor"))
    assert taken.outcome is IntakeOutcome.REJECTED
    who = school.officer.certificate
    desk = Decisions(register=school.own, rules=school.rules, checker=school.checker, officer=who)
    with pytest.raises(CannotAccept) as refused:
        desk.accept(str(taken.sha256), Acceptance(), NOW)
    assert "somebody other than the signer" in str(refused.value)


def test_what_the_staff_list_and_the_profile_call_otherwise_is_told_in_words(
    tmp_path: Path, checker: FileChecker, officer: TestKey, register_url: str, statement: Statement
) -> None:
    create_register(register_url)
    who = register_officer(officer.certificate, officer.private_key)
    other = vouched_key(CYRILLIC, NUMBER)
    rules = SchoolRules(names=("Marsh Lane School",))
    with Register.open(register_url, who, now=Clock()) as register:
        world = a_school(register, checker, tmp_path / "in", rules)
        taken = world.take(named(_named(statement, other), other, CYRILLIC))
    details = {each.code: each.detail for each in taken.judgement.findings} if taken.judgement else {}
    assert "cyrillic small letter o" in details[Rule.OTHER_NAME]
    assert f"“{NAME}” on the staff list" in details[Rule.OTHER_NAME]
    assert details[Rule.OTHER_SCHOOL] == f"“{STATED_SCHOOL}” on the page, “Marsh Lane School” this school"
    assert world.own.school == SCHOOL
