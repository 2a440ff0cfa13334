"""Who may countersign: officers of the school's authority, keys that are trusted by name, and nobody for themselves."""

from datetime import timedelta

import pytest

from privacy_wizard.attestation.reasons import Reason
from privacy_wizard.attestation.sign import Attestation, countersign
from privacy_wizard.identity import make_key
from privacy_wizard.identity.authority_profile import CertificateKind
from privacy_wizard.intake.report import FileVerdict
from privacy_wizard.intake.trust import Trust
from tests.attestation.authority import AUTHORITY, TestKey

from .officers import officer_key
from .world import NUMBER, SCHOOL_TRUST, SIGNED, reasons, report


def by(attestation: Attestation, key: TestKey, name: str = "Olive Officer") -> bytes:
    return countersign(attestation, key, name=name, at=SIGNED).pdf


def test_an_officer_of_the_authority_may(attestation: Attestation, officer: TestKey) -> None:
    assert report(by(attestation, officer)).verdict is FileVerdict.ACCEPTED


@pytest.mark.parametrize("kind", [None, CertificateKind.ATTESTOR])
def test_a_colleague_without_an_officers_certificate_may_not(
    attestation: Attestation, kind: CertificateKind | None
) -> None:
    found = report(by(attestation, officer_key("Olive Officer", "O-1", kind)))
    assert (found.verdict, reasons(found)) == (FileVerdict.REJECTED, {Reason.NOT_AN_OFFICER})


def test_a_key_that_is_trusted_by_name_may_without_such_a_certificate(attestation: Attestation) -> None:
    made = make_key(name="Olive Officer", identifier="O-1", school="St Brigid's", now=SIGNED)
    key = TestKey(private_key=made.private_key, certificate=made.certificate)
    signed = by(attestation, key)
    assert reasons(report(signed)) == {Reason.OFFICER_UNKNOWN}
    assert report(signed, Trust((AUTHORITY, made.certificate))).verdict is FileVerdict.ACCEPTED


def test_nobody_may_for_themselves_even_with_a_second_key(attestation: Attestation) -> None:
    own = officer_key("Olive Officer", NUMBER)
    assert reasons(report(by(attestation, own))) == {Reason.NOT_AN_OFFICER}
    assert reasons(report(by(attestation, own), Trust((AUTHORITY, own.certificate)))) == {Reason.NOT_AN_OFFICER}


def test_nor_under_their_number_in_other_letters(attestation: Attestation) -> None:
    own = officer_key("Olive Officer", f"{NUMBER.lower()} ")
    assert reasons(report(by(attestation, own))) == {Reason.NOT_AN_OFFICER}
    assert reasons(report(by(attestation, own), Trust((AUTHORITY, own.certificate)))) == {Reason.NOT_AN_OFFICER}


def test_nobody_countersigns_what_is_not_signed_yet(attestation: Attestation, officer: TestKey) -> None:
    early = countersign(attestation, officer, name="Olive Officer", at=SIGNED - timedelta(days=2)).pdf
    found = report(early)
    assert (found.verdict, reasons(found)) == (FileVerdict.REJECTED, {Reason.OFFICER_WRONG})
    a_slow_clock = countersign(attestation, officer, name="Olive Officer", at=SIGNED - timedelta(hours=20)).pdf
    assert report(a_slow_clock).verdict is FileVerdict.ACCEPTED


def test_without_anyone_trusted_nothing_is_said_of_officers(attestation: Attestation, officer: TestKey) -> None:
    assert reasons(report(by(attestation, officer), None)) == {Reason.UNKNOWN_KEY}
    assert SCHOOL_TRUST.certificates == (AUTHORITY,)
