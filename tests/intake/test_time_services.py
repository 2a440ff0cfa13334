"""Only the time-stamping services that the school's profile names count; anybody can run one of any name."""

from datetime import UTC, datetime, timedelta

import pytest
from attrs import evolve
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from privacy_wizard.attestation.reasons import Reason
from privacy_wizard.attestation.seal import Seal
from privacy_wizard.attestation.sign import sign
from privacy_wizard.attestation.timestamps import TimeStampingService
from privacy_wizard.attestation.verify import examine
from privacy_wizard.attestation.wording import worded
from privacy_wizard.audit.session import AuditSession
from privacy_wizard.intake.file_checker import FileChecker
from privacy_wizard.intake.file_checks import judge
from privacy_wizard.intake.reference_library import ReferenceLibrary, SchoolLibrary
from privacy_wizard.intake.report import FileVerdict
from privacy_wizard.intake.trust import is_named_service
from privacy_wizard.school.errors import NotThisKind
from privacy_wizard.school.profile_file import time_service_certificates, time_service_member
from tests.attestation.authority import TestKey
from tests.attestation.time_service import running_service

from .test_schools_own import manifest
from .world import NOW, SCHOOL_TRUST, reasons, report, shipped, stated

LATER = NOW + timedelta(hours=1)
START = datetime.now(UTC) - timedelta(days=2)


@pytest.fixture(scope="module")
def stamped(key: TestKey, audit: AuditSession) -> bytes:
    """With a stamp of a service that the signer could have made for themselves."""
    statement = worded(stated(audit, key, NOW), timestamped=True)
    with running_service() as address:
        return sign(statement, key, timestamper=TimeStampingService(f"{address}/tsa")).pdf


@pytest.fixture(scope="module")
def seal(stamped: bytes) -> Seal:
    found = examine(stamped).attestor
    assert found is not None
    return found


def pem(*certificates: x509.Certificate) -> bytes:
    return b"".join(each.public_bytes(Encoding.PEM) for each in certificates)


def library(*named: x509.Certificate) -> SchoolLibrary:
    return SchoolLibrary(manifest=manifest(), members={}, time_services=pem(*named))


def issued(
    name: str, by: tuple[x509.Certificate, ec.EllipticCurvePrivateKey] | None, *, authority: bool, stamps: bool
) -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
    private = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    made = x509.CertificateBuilder().subject_name(subject).issuer_name(by[0].subject if by else subject)
    made = made.public_key(private.public_key()).serial_number(x509.random_serial_number())
    made = made.not_valid_before(START).not_valid_after(START + timedelta(days=90))
    made = made.add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
    if stamps:
        made = made.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
    return made.sign(by[1] if by else private, hashes.SHA256()), private


def test_a_stamp_of_a_service_that_nobody_named_needs_a_look_and_confirms_nothing(stamped: bytes) -> None:
    for references in (ReferenceLibrary(shipped()), ReferenceLibrary(shipped(), None, manifest())):
        found = judge(examine(stamped), references, SCHOOL_TRUST, LATER)
        assert (found.verdict, reasons(found)) == (FileVerdict.NEEDS_A_LOOK, {Reason.TIME_SERVICE_UNKNOWN})
        assert "no more than the signer’s own clock" in found.reasons[0].sentence
        assert "confirmed" not in found.reasons[0].sentence
        assert found.reasons[0].detail == "Test time-stamping service"


def test_a_stamp_of_the_service_that_the_profile_names_counts(stamped: bytes, seal: Seal) -> None:
    references = ReferenceLibrary.here(library(seal.time_stamp_chain[0]).to_bytes())
    found = judge(examine(stamped), references, SCHOOL_TRUST, LATER)
    assert (found.verdict, found.reasons) == (FileVerdict.ACCEPTED, ())


def test_intake_takes_only_the_services_that_the_profile_names(stamped: bytes, seal: Seal) -> None:
    for named, verdict in (((seal.time_stamp_chain[0],), FileVerdict.ACCEPTED), ((), FileVerdict.NEEDS_A_LOOK)):
        with FileChecker(SCHOOL_TRUST, workers=1, own=library(*named)) as checker:
            assert checker.check("a.pdf", stamped, LATER).report.verdict is verdict


def test_a_stamp_without_the_services_certificate_does_not_count(seal: Seal) -> None:
    assert not is_named_service(evolve(seal, time_stamp_chain=()), seal.time_stamp_chain)
    assert not is_named_service(evolve(seal, time_stamp=None), seal.time_stamp_chain)


def test_a_service_of_the_same_name_is_another_service(seal: Seal) -> None:
    twin, _ = issued("Test time-stamping service", None, authority=False, stamps=True)
    assert seal.time_stamp_by == "Test time-stamping service"
    assert not is_named_service(seal, [twin])


def test_a_service_that_a_named_authority_vouches_for_counts_and_its_other_certificates_do_not(seal: Seal) -> None:
    root = issued("Root of time", None, authority=True, stamps=False)
    between = issued("Times", root, authority=True, stamps=False)
    service, _ = issued("Service", between, authority=False, stamps=True)
    no_service, _ = issued("A web server", between, authority=False, stamps=False)
    stray, _ = issued("Service", issued("Times", None, authority=True, stamps=False), authority=False, stamps=True)
    person = issued("A person", root, authority=False, stamps=False)
    by_person, _ = issued("Service", person, authority=False, stamps=True)

    def counts(own: x509.Certificate, *named: x509.Certificate) -> bool:
        return is_named_service(evolve(seal, time_stamp_chain=(own, between[0], person[0])), named)

    assert counts(service, root[0])
    assert counts(service, between[0])
    assert counts(service, service)
    assert not counts(service)
    for other in (no_service, stray, by_person):
        assert not counts(other, root[0])


def test_a_path_of_certificates_without_end_leads_to_nobody(seal: Seal) -> None:
    chain = [issued("Root of time", None, authority=True, stamps=False)]
    for number in range(8):
        chain.append(issued(f"Times {number}", chain[-1], authority=True, stamps=False))
    service, _ = issued("Service", chain[-1], authority=False, stamps=True)
    path = tuple(each for each, _ in reversed(chain))
    assert not is_named_service(evolve(seal, time_stamp_chain=(service, *path)), [chain[0][0]])
    assert is_named_service(evolve(seal, time_stamp_chain=(service, *path)), [chain[5][0]])


def test_a_stamp_from_outside_the_services_dates_does_not_count(seal: Seal) -> None:
    own = seal.time_stamp_chain[0]
    assert is_named_service(seal, [own])
    for moment in (own.not_valid_before_utc - timedelta(days=1), own.not_valid_after_utc + timedelta(days=1)):
        assert not is_named_service(evolve(seal, time_stamp=moment), [own])


def test_what_a_profile_names_has_to_be_certificates() -> None:
    root, _ = issued("Root of time", None, authority=True, stamps=False)
    assert time_service_certificates(pem(root)) == (root,)
    assert time_service_certificates(b"") == ()
    for content in (b"no certificate", pem(root) * 11):
        with pytest.raises(NotThisKind):
            time_service_certificates(content)


def test_a_certificate_is_taken_as_services_hand_it_out() -> None:
    root, _ = issued("Root of time", None, authority=True, stamps=False)
    for handed_out in (pem(root), root.public_bytes(Encoding.DER), b"Our service:\n" + pem(root)):
        assert time_service_member(handed_out) == pem(root)
    with pytest.raises(NotThisKind):
        time_service_member(b"no certificate")


def test_without_a_stamp_nothing_is_asked_of_services(pdf: bytes) -> None:
    assert report(pdf).reasons == ()
