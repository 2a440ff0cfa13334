"""Which certificates make a signature a trusted one; and what a time stamp changes."""

import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from attrs import evolve
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from privacy_wizard.attestation.reasons import Reason
from privacy_wizard.attestation.sign import Attestation, countersign, sign
from privacy_wizard.attestation.statement import KeyPart, Statement
from privacy_wizard.attestation.timestamps import TimeStampingService
from privacy_wizard.attestation.verify import Examination, examine
from privacy_wizard.attestation.wording import worded
from privacy_wizard.certificates import fingerprint
from privacy_wizard.identity import fingerprint_words, new_person_identifier
from privacy_wizard.intake.file_checker import FileChecker
from privacy_wizard.intake.file_checks import judge
from privacy_wizard.intake.intake_run import IntakeOutcome
from privacy_wizard.intake.report import FileVerdict, VerificationReport
from privacy_wizard.intake.trust import Trust, TrustUnreadable, load_trust, plainly_vouches
from privacy_wizard.register import Register
from tests.attestation.authority import AUTHORITY, TestKey
from tests.attestation.time_service import running_service
from tests.in_turn import in_turn
from tests.register.made import create_register

from .officers import officer_key
from .school_world import Clock, a_school, register_officer
from .world import NAME, NOW, NUMBER, SCHOOL_TRUST, named, reasons, references, report, stated

START = datetime.now(UTC).replace(microsecond=0) - timedelta(days=30)


def issued(
    name: str,
    by: TestKey | None = None,
    *,
    authority: bool,
    usage: bool = True,
    days: int = 900,
    path_length: int | None = None,
) -> TestKey:
    """A key with a certificate from another one, or from itself."""
    private = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name(
        [x509.NameAttribute(NameOID.COMMON_NAME, name), x509.NameAttribute(NameOID.SERIAL_NUMBER, NUMBER)]
    )
    flags = dict.fromkeys(
        ["key_encipherment", "data_encipherment", "key_agreement", "crl_sign", "encipher_only", "decipher_only"], False
    )
    allowed = x509.KeyUsage(
        digital_signature=usage and not authority, content_commitment=False, key_cert_sign=authority, **flags
    )
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(by.certificate.subject if by else subject)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(START)
        .not_valid_after(START + timedelta(days=days))
        .add_extension(x509.BasicConstraints(ca=authority, path_length=path_length), critical=True)
        .add_extension(allowed, critical=True)
        .sign(by.private_key if by else private, hashes.SHA256())
    )
    return TestKey(private_key=private, certificate=made, chain=(by.certificate, *by.chain) if by else ())


def with_extension(key: TestKey, by: TestKey, *more: x509.ExtensionType, critical: bool = False) -> x509.Certificate:
    """The certificate with the identifiers that our authorities put in, and these extensions."""
    old = key.certificate
    made = x509.CertificateBuilder().subject_name(old.subject).issuer_name(old.issuer).public_key(old.public_key())  # type: ignore[arg-type]
    made = made.serial_number(5).not_valid_before(old.not_valid_before_utc).not_valid_after(old.not_valid_after_utc)
    issuer = by.private_key.public_key()
    own = x509.SubjectKeyIdentifier.from_public_key(key.private_key.public_key())
    for each in (
        *(one.value for one in old.extensions),
        own,
        x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer),
    ):
        made = made.add_extension(each, critical=isinstance(each, (x509.BasicConstraints, x509.KeyUsage)))
    for each in more:
        made = made.add_extension(each, critical=critical)
    return made.sign(by.private_key, hashes.SHA256())


def test_an_authority_vouches_plainly_for_what_it_issued_and_anything_unusual_takes_a_closer_look() -> None:
    root, other = issued("Trust", authority=True), issued("Trust", authority=True)
    person, unfit = issued(NAME, root, authority=False), issued(NAME, root, authority=False, usage=False)
    authority, moment = with_extension(root, root), START + timedelta(days=9)
    limits = x509.NameConstraints(permitted_subtrees=None, excluded_subtrees=[x509.DNSName("example.org")])
    assert plainly_vouches(authority, with_extension(person, root), moment)
    for above, leaf, when in (
        (authority, with_extension(person, root, x509.OCSPNoCheck()), moment),
        (with_extension(root, root, limits, critical=True), with_extension(person, root), moment),
        (authority, with_extension(unfit, root), moment),
        (authority, with_extension(person, root), START - timedelta(days=1)),
        (authority, with_extension(person, root), START + timedelta(days=901)),
        (with_extension(other, other), with_extension(person, root), moment),
        (authority, with_extension(person, other), moment),
        (authority, person.certificate, moment),
    ):
        assert not plainly_vouches(above, leaf, when)


def test_where_an_authority_is_trusted_its_officers_decide_and_whoever_is_named_and_nobody_else() -> None:
    officer, person = officer_key("Olive", "O-1").certificate, officer_key("Ada", "A-1", None).certificate
    trust = Trust((AUTHORITY,))
    assert trust.may_decide(officer, NOW)
    assert not trust.may_decide(person, NOW)
    assert not trust.may_decide(officer, officer.not_valid_after_utc + timedelta(days=1))
    assert not trust.may_decide(officer, officer.not_valid_before_utc - timedelta(days=1))
    assert Trust((AUTHORITY, person)).may_decide(person, NOW)
    foreign = issued("Trust", authority=True).certificate
    assert not Trust((foreign,)).may_decide(officer, NOW)
    assert Trust(()).may_decide(person, NOW), "anyone, where there is no authority"


@pytest.fixture(scope="module")
def examination(pdf: bytes) -> Examination:
    return examine(pdf)


def _judged(examination: Examination, key: TestKey, *trusted: TestKey) -> VerificationReport:
    """The report on a file that is in order but for whose key it is: the judge alone, without drawing and signing."""
    assert examination.statement is not None
    assert examination.attestor is not None
    said = worded(named(examination.statement, key))
    of_key = {"certificate": key.certificate, "chain": key.chain, "fingerprint": said.key.fingerprint}
    changed = evolve(examination, statement=said, attestor=evolve(examination.attestor, **of_key))
    return judge(changed, references(), Trust(tuple(each.certificate for each in trusted)), NOW)


def _signed(statement: Statement, key: TestKey) -> bytes:
    part = KeyPart(fingerprint=fingerprint(key.certificate).hex(), words=fingerprint_words(key.certificate))
    return sign(worded(evolve(statement, key=part)), key).pdf


def test_a_key_is_trusted_by_name_unless_it_is_an_authoritys(pdf: bytes) -> None:
    seal = examine(pdf).attestor
    assert seal is not None
    assert Trust((seal.certificate,)).names(seal)
    authority = evolve(seal, certificate=AUTHORITY, fingerprint=fingerprint(AUTHORITY).hex())
    assert not Trust((AUTHORITY,)).names(authority)


def test_a_path_over_an_authority_in_between_is_trusted(statement: Statement) -> None:
    root = issued("Trust", authority=True)
    between = issued("School", root, authority=True)
    pdf = _signed(statement, issued(NAME, between, authority=False))
    for trusted in (root, between):
        assert report(pdf, trust=Trust((trusted.certificate,))).verdict is FileVerdict.ACCEPTED
    assert reasons(report(pdf)) == {Reason.NOT_TRUSTED}


def test_a_member_of_staff_cannot_vouch_for_others(examination: Examination) -> None:
    root = issued("Trust", authority=True)
    colleague = issued("Adam Colleague", root, authority=False)
    person = issued(NAME, colleague, authority=False)
    for trusted in (root, colleague):
        assert reasons(_judged(examination, person, trusted)) == {Reason.NOT_TRUSTED}


def test_an_authority_whose_paths_must_be_short_is_held_to_it(examination: Examination) -> None:
    root = issued("Trust", authority=True)
    short = issued("School", root, authority=True, path_length=0)
    below = issued("Branch", short, authority=True)
    assert reasons(_judged(examination, issued(NAME, short, authority=False), root)) == set()
    assert reasons(_judged(examination, issued(NAME, below, authority=False), root)) == {Reason.NOT_TRUSTED}


def test_a_certificate_that_is_not_for_signing_is_not_trusted(examination: Examination) -> None:
    root = issued("Trust", authority=True)
    person = issued(NAME, root, authority=False, usage=False)
    assert reasons(_judged(examination, issued(NAME, root, authority=False), root)) == set()
    assert Reason.NOT_TRUSTED in reasons(_judged(examination, person, root))


@pytest.mark.parametrize(
    ("purpose", "is_trusted"),
    [
        (ExtendedKeyUsageOID.SERVER_AUTH, False),
        (ExtendedKeyUsageOID.CLIENT_AUTH, False),
        (ExtendedKeyUsageOID.TIME_STAMPING, False),
        (ExtendedKeyUsageOID.EMAIL_PROTECTION, True),
        (x509.ObjectIdentifier("1.3.6.1.5.5.7.3.36"), True),
    ],
)
def test_a_certificate_for_a_server_or_a_service_is_not_a_persons(
    pdf: bytes, purpose: x509.ObjectIdentifier, is_trusted: bool
) -> None:
    root, seal = issued("Trust", authority=True), examine(pdf).attestor
    assert seal is not None
    leaf = with_extension(issued(NAME, root, authority=False), root, x509.ExtendedKeyUsage([purpose]))
    assert Trust((root.certificate,)).covers(evolve(seal, certificate=leaf, chain=(root.certificate,))) is is_trusted
    between = with_extension(issued("School", root, authority=True), root, x509.ExtendedKeyUsage([purpose]))
    plain = with_extension(issued(NAME, root, authority=False), root)
    below = evolve(seal, certificate=plain, chain=(between, root.certificate))
    assert Trust((root.certificate,)).covers(below) is is_trusted


def test_a_key_that_is_trusted_is_not_trusted_under_the_name_or_number_of_somebody_else(pdf: bytes) -> None:
    seal = examine(pdf).attestor
    assert seal is not None
    trust = Trust((seal.certificate,))
    assert trust.names(seal)
    assert not trust.names(evolve(seal, name="Ben Okafor"))
    assert not trust.names(evolve(seal, identifier="B-1"))
    assert trust.names(evolve(seal, identifier=new_person_identifier())), "signed before there was a number"


def test_an_authority_of_the_same_name_is_not_the_same_authority(examination: Examination) -> None:
    ours, theirs = issued("Trust", authority=True), issued("Trust", authority=True)
    found = _judged(examination, issued(NAME, theirs, authority=False), ours)
    assert (found.verdict, found.trusted, reasons(found)) == (FileVerdict.REJECTED, False, {Reason.ISSUER_FORGED})


def forged_by_name(key: TestKey) -> TestKey:
    """A certificate that names the school's authority as its issuer, and that its own key signed."""
    return _forged(key, AUTHORITY.subject, key.certificate.extensions.get_extension_for_class(_KEY_ID).value)


def forged_by_key(key: TestKey) -> TestKey:
    """One that names the authority's key instead."""
    return _forged(key, key.certificate.subject, AUTHORITY.extensions.get_extension_for_class(_KEY_ID).value)


_KEY_ID = x509.SubjectKeyIdentifier


def _forged(key: TestKey, issuer: x509.Name, above: x509.SubjectKeyIdentifier) -> TestKey:
    made = (
        x509.CertificateBuilder()
        .subject_name(key.certificate.subject)
        .issuer_name(issuer)
        .public_key(key.private_key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(START)
        .not_valid_after(START + timedelta(days=900))
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(above), critical=False)
        .sign(key.private_key, hashes.SHA256())
    )
    return TestKey(private_key=key.private_key, certificate=made)


FORGERS = [forged_by_name, forged_by_key]


@pytest.mark.parametrize("forge", FORGERS)
def test_a_certificate_that_its_authority_never_signed_is_rejected_and_not_merely_unknown(
    statement: Statement, key: TestKey, forge: Callable[[TestKey], TestKey]
) -> None:
    found = report(_signed(statement, forge(key)))
    assert (found.verdict, found.trusted, reasons(found)) == (FileVerdict.REJECTED, False, {Reason.ISSUER_FORGED})


def test_intake_rejects_it_too_although_it_takes_keys_that_nobody_vouches_for(
    statement: Statement, key: TestKey, tmp_path: Path, register_url: str
) -> None:
    officer = officer_key("Olive Officer", "O-1")
    create_register(register_url)
    who = register_officer(officer.certificate, officer.private_key)
    with (
        FileChecker(Trust((AUTHORITY,)), workers=1) as checker,
        Register.open(register_url, who, now=Clock()) as register,
    ):
        school = a_school(register, checker, tmp_path / "in")
        taken = school.take(_signed(statement, forged_by_name(key)))
    assert taken.outcome is IntakeOutcome.REJECTED
    assert taken.judgement is not None
    assert Reason.ISSUER_FORGED in taken.judgement.codes


def test_a_countersignature_by_a_forged_officer_is_rejected(attestation: Attestation, officer: TestKey) -> None:
    signed = countersign(attestation, forged_by_name(officer), name="Olive Officer", at=NOW).pdf
    found = report(signed)
    assert (found.verdict, reasons(found)) == (FileVerdict.REJECTED, {Reason.ISSUER_FORGED})


def test_an_authority_that_had_run_out_when_it_was_signed_is_not_trusted(examination: Examination) -> None:
    for days, expected in ((10, {Reason.NOT_TRUSTED}), (40, set())):
        root = issued("Trust", authority=True, days=days)
        assert reasons(_judged(examination, issued(NAME, root, authority=False), root)) == expected


def test_a_chain_with_an_end_missing_is_left_out_when_signing(statement: Statement) -> None:
    root = issued("Trust", authority=True)
    between = issued("School", root, authority=True)
    key = evolve(issued(NAME, between, authority=False), chain=(between.certificate,))
    assert report(_signed(statement, key), trust=Trust((between.certificate,))).verdict is FileVerdict.ACCEPTED


def test_a_new_certificate_for_the_same_key_is_trusted_for_what_was_signed_before(pdf: bytes, key: TestKey) -> None:
    root = issued("Trust", authority=True)
    later = (
        x509.CertificateBuilder()
        .subject_name(key.certificate.subject)
        .issuer_name(root.certificate.subject)
        .public_key(key.certificate.public_key())  # type: ignore[arg-type]
        .serial_number(7)
        .not_valid_before(START)
        .not_valid_after(START + timedelta(days=900))
        .sign(root.private_key, hashes.SHA256())
    )
    assert report(pdf, trust=Trust((later,))).verdict is FileVerdict.ACCEPTED


@pytest.fixture(scope="module")
def stamped(key: TestKey) -> bytes:
    from .world import audited

    statement = worded(stated(audited(), key, NOW), timestamped=True)
    with running_service() as address:
        return sign(statement, key, timestamper=TimeStampingService(f"{address}/tsa")).pdf


def test_a_time_stamp_is_checked_and_told(stamped: bytes) -> None:
    found = report(stamped, now=datetime.now(UTC))
    assert reasons(found) == {Reason.TIME_SERVICE_UNKNOWN}
    assert found.signer is not None
    assert found.signer.time_stamp is not None
    assert found.signer.signed_at == NOW <= found.signer.time_stamp <= datetime.now(UTC)
    assert found.signer.time_stamp_by == "Test time-stamping service"


def test_a_time_stamp_that_is_changed_is_noticed(stamped: bytes) -> None:
    start = stamped.index(b"/Contents <3") + 11
    end = stamped.index(b"0000000000>", start)
    last = len(stamped[start:end].rstrip(b"0")) + start - 40  # inside the service's own signature
    changed = stamped[:last] + (b"1" if stamped[last : last + 1] != b"1" else b"2") + stamped[last + 1 :]
    found = report(changed, trust=Trust((AUTHORITY,)), now=datetime.now(UTC))
    assert found.verdict is FileVerdict.REJECTED
    assert reasons(found) == {Reason.TIME_STAMP_WRONG}


# ---- files of certificates


@pytest.mark.parametrize("encoding", [Encoding.PEM, Encoding.DER])
def test_certificates_are_read_in_both_forms(tmp_path: Path, encoding: Encoding) -> None:
    path = tmp_path / "school.crt"
    path.write_bytes(AUTHORITY.public_bytes(encoding))
    assert load_trust([path]) == SCHOOL_TRUST


def test_several_certificates_in_one_file_are_all_trusted(tmp_path: Path) -> None:
    path = tmp_path / "school.pem"
    path.write_bytes(AUTHORITY.public_bytes(Encoding.PEM) * 2)
    assert len(load_trust([path]).certificates) == 2


OF_NO_KIND = AUTHORITY.public_bytes(Encoding.DER).replace(
    b"\x2a\x86\x48\xce\x3d\x03\x01\x07", b"\x2a\x86\x48\xce\x3d\x03\x01\x7f"
)


@in_turn("content", [b"", b"-----BEGIN CERTIFICATE-----\n", b"\x30\x82", b"hello", OF_NO_KIND])
def test_what_is_no_certificate_is_refused_with_a_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "school.crt"
    path.write_bytes(content)
    with pytest.raises(TrustUnreadable) as refused:
        load_trust([path])
    assert "Please give a certificate file" in str(refused.value)
    with pytest.raises(TrustUnreadable):
        load_trust([tmp_path])


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no pipes among its files")
def test_a_pipe_in_place_of_a_certificate_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(TrustUnreadable):
        load_trust([tmp_path / "pipe"])
