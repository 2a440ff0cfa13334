import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from privacy_wizard.certificates import fingerprint
from privacy_wizard.identity import (
    NotAKeyFile,
    OtherKeyThere,
    SigningKey,
    WrongPassphrase,
    backup_key,
    certificate_request,
    load_key,
    save_key,
)
from privacy_wizard.identity.authority import (
    Authority,
    issue,
    load_authority,
    make_authority,
    read_request,
    renew,
    restore_authority,
    save_authority,
)
from privacy_wizard.identity.authority_profile import POLICIES, CertificateKind, is_authority, kind_of, signed_by
from privacy_wizard.identity.authority_trust import Withdrawal, WithdrawnCertificate, revocation_list
from privacy_wizard.identity.errors import BadRequest, NotAnAuthority, NotOurs, OutOfDate
from tests.in_turn import in_turn

from .authorities import SCHOOL, attestor, certified, hillside, officer, request_of, stranger
from .keys import NOW, PASSPHRASE, ada, ben


def pem(*certificates: x509.Certificate) -> bytes:
    return b"".join(each.public_bytes(Encoding.PEM) for each in certificates)


def usage(certificate: x509.Certificate) -> x509.KeyUsage:
    return certificate.extensions.get_extension_for_class(x509.KeyUsage).value


def test_the_authority_may_issue_certificates_and_lists_and_may_not_sign_documents() -> None:
    assert is_authority(hillside().certificate)
    assert signed_by(hillside().certificate, hillside().certificate)
    assert usage(hillside().certificate).key_cert_sign
    assert usage(hillside().certificate).crl_sign
    assert not usage(hillside().certificate).digital_signature
    assert not usage(hillside().certificate).content_commitment


def test_two_authorities_of_one_school_do_not_share_a_name() -> None:
    assert hillside().certificate.subject != stranger().certificate.subject


def test_an_authority_without_a_school_is_not_made() -> None:
    with pytest.raises(ValueError, match="needs the school's name"):
        make_authority(school="  ", now=NOW)


def test_a_saved_authority_opens_with_its_passphrase_only_and_is_never_written_over(tmp_path: Path) -> None:
    file = tmp_path / "authority.p12"
    save_authority(file, hillside(), PASSPHRASE)
    opened = load_authority(file, PASSPHRASE)
    assert (opened.certificate, opened.links) == (hillside().certificate, ())
    assert attestor(opened).certificate.issuer == hillside().certificate.subject
    with pytest.raises(WrongPassphrase, match=r"the school's authority in authority\.p12"):
        load_authority(file, "another one")
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7")
    with pytest.raises((WrongPassphrase, NotAKeyFile), match="school's authority"):
        load_authority(tmp_path / "a.pdf", PASSPHRASE)
    with pytest.raises(NotAKeyFile, match="signs certificates and the school's file only"):
        load_key(file, PASSPHRASE)
    with pytest.raises(OtherKeyThere):
        save_authority(file, stranger(), PASSPHRASE)


def test_a_backup_comes_back_with_its_links_and_never_over_another_authority(tmp_path: Path) -> None:
    place, copy = tmp_path / "authority.p12", tmp_path / "stick" / "authority.p12"
    linked = Authority(
        private_key=hillside().private_key, certificate=hillside().certificate, links=(stranger().certificate,)
    )
    save_authority(place, linked, PASSPHRASE)
    backup_key(place, copy)
    place.unlink()
    assert restore_authority(copy, place, PASSPHRASE).links == linked.links
    other = tmp_path / "other.p12"
    save_authority(other, stranger(), PASSPHRASE)
    with pytest.raises(OtherKeyThere):
        restore_authority(copy, other, PASSPHRASE)


def test_a_persons_key_is_not_taken_for_an_authority(tmp_path: Path) -> None:
    file = tmp_path / "key.p12"
    save_key(file, ada(), PASSPHRASE)
    with pytest.raises(NotAnAuthority, match="holds a person's key"):
        load_authority(file, PASSPHRASE)
    (tmp_path / "text.p12").write_text("hello")
    with pytest.raises(NotAKeyFile):
        load_authority(tmp_path / "text.p12", PASSPHRASE)


def test_a_certificate_names_whom_the_school_names_whatever_the_request_says() -> None:
    certificate = certified(ada(), hillside(), name="Ada Łąka-Jones", identifier="S-7").certificate
    subject = {each.oid: each.value for each in certificate.subject}
    assert subject == {
        NameOID.COMMON_NAME: "Ada Łąka-Jones",
        NameOID.SERIAL_NUMBER: "S-7",
        NameOID.ORGANIZATION_NAME: SCHOOL,
    }
    assert fingerprint(certificate) == fingerprint(ada().certificate)


def test_a_certificate_has_the_profile_that_other_readers_trust() -> None:
    certificate = attestor(hillside()).certificate
    assert signed_by(certificate, hillside().certificate)
    assert usage(certificate).digital_signature
    assert usage(certificate).content_commitment
    assert not usage(certificate).key_cert_sign
    purposes = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    assert {each.dotted_string for each in purposes} == {"1.3.6.1.5.5.7.3.4", "1.3.6.1.5.5.7.3.36"}


def test_officers_and_attestors_are_told_apart_by_policy() -> None:
    assert kind_of(attestor(hillside()).certificate) is CertificateKind.ATTESTOR
    assert kind_of(officer(hillside()).certificate) is CertificateKind.OFFICER
    assert kind_of(ada().certificate) is None
    assert len(set(POLICIES.values())) == 2


@in_turn("years", [1, 2, 3])
def test_a_certificate_lasts_one_to_three_years(years: int) -> None:
    key = certified(ada(), hillside(), years=years)
    assert key.valid_at(NOW + timedelta(days=365 * years - 1))
    assert not key.valid_at(NOW + timedelta(days=365 * years + 1))


@in_turn("years", [0, 4, -1])
def test_no_other_length_is_issued(years: int) -> None:
    with pytest.raises(ValueError, match="one, two or three"):
        certified(ada(), hillside(), years=years)


def test_no_certificate_outlives_its_authority_and_an_expired_authority_issues_none() -> None:
    end = hillside().certificate.not_valid_after_utc
    late = attestor(hillside(), end - timedelta(days=30))
    assert late.certificate.not_valid_after_utc == end
    with pytest.raises(OutOfDate, match="not in date"):
        attestor(hillside(), end + timedelta(days=1))


def test_a_renewed_certificate_is_for_the_same_person_and_key() -> None:
    old = officer(hillside()).certificate
    new = renew(hillside(), old, years=1, now=NOW + timedelta(days=900))
    assert (new.subject, fingerprint(new), kind_of(new)) == (old.subject, fingerprint(old), CertificateKind.OFFICER)
    assert new.serial_number != old.serial_number
    assert new.not_valid_after_utc > old.not_valid_after_utc


def test_another_schools_certificate_and_a_self_signed_one_are_not_renewed() -> None:
    for foreign in (attestor(stranger()).certificate, ada().certificate, hillside().certificate):
        with pytest.raises(NotOurs):
            renew(hillside(), foreign, years=1, now=NOW)


def csr(key: object) -> bytes:
    builder = x509.CertificateSigningRequestBuilder().subject_name(x509.Name([]))
    return builder.sign(key, hashes.SHA256()).public_bytes(Encoding.PEM)  # type: ignore[arg-type]


def test_requests_of_other_kinds_and_broken_ones_are_refused() -> None:
    good = certificate_request(ada())
    assert read_request(good).public_key() == ada().private_key.public_key()
    spoilt = x509.load_pem_x509_csr(good).public_bytes(Encoding.DER)
    for content in (
        b"",
        b"hello",
        good[:-60],
        good + b" " * 20_000,
        csr(rsa.generate_private_key(65537, 2048)),
        csr(ec.generate_private_key(ec.SECP384R1())),
        pem(ada().certificate),
        spoilt,
    ):
        with pytest.raises(BadRequest):
            read_request(content)


def test_a_request_whose_signature_was_changed_is_refused() -> None:
    import base64

    der = bytearray(x509.load_pem_x509_csr(certificate_request(ada())).public_bytes(Encoding.DER))
    der[-1] ^= 1
    content = (
        b"-----BEGIN CERTIFICATE REQUEST-----\n" + base64.encodebytes(der) + b"-----END CERTIFICATE REQUEST-----\n"
    )
    with pytest.raises(BadRequest):
        read_request(content)


def test_nobody_gets_a_certificate_for_the_authoritys_own_key() -> None:
    own = SigningKey(private_key=hillside().private_key, certificate=ada().certificate)
    with pytest.raises(BadRequest, match="authority's own key"):
        issue(
            hillside(),
            request_of(own),
            name="Eve",
            identifier="1",
            school=SCHOOL,
            kind=CertificateKind.OFFICER,
            years=1,
            now=NOW,
        )


def test_openssl_accepts_the_certificate_and_its_policy_and_refuses_it_once_it_is_on_the_list(tmp_path: Path) -> None:
    person = officer(hillside()).certificate
    (tmp_path / "ca.pem").write_bytes(pem(hillside().certificate))
    (tmp_path / "person.pem").write_bytes(pem(person))
    moment = str(int(NOW.timestamp()) + 3600)
    verify = ["openssl", "verify", "-x509_strict", "-attime", moment, "-CAfile", str(tmp_path / "ca.pem")]
    policy = ["-policy", POLICIES[CertificateKind.OFFICER].dotted_string, "-explicit_policy"]
    told = subprocess.run([*verify, *policy, str(tmp_path / "person.pem")], capture_output=True, text=True)
    assert told.returncode == 0, told.stderr
    entry = WithdrawnCertificate(serial=person.serial_number, since=NOW, why=Withdrawal.KEY_COMPROMISED)
    (tmp_path / "ca.crl").write_bytes(revocation_list(hillside(), [entry], number=1, now=NOW))
    checked = ["-crl_check", "-CRLfile", str(tmp_path / "ca.crl"), str(tmp_path / "person.pem")]
    told = subprocess.run([*verify, *checked], capture_output=True, text=True)
    assert "certificate revoked" in told.stderr


def test_another_persons_certificate_is_not_on_the_list() -> None:
    entry = WithdrawnCertificate(
        serial=attestor(hillside()).certificate.serial_number, since=NOW, why=Withdrawal.SUPERSEDED
    )
    found = x509.load_pem_x509_crl(revocation_list(hillside(), [entry], number=7, now=NOW))
    assert found.get_revoked_certificate_by_serial_number(entry.serial) is not None
    assert found.get_revoked_certificate_by_serial_number(officer(hillside()).certificate.serial_number) is None
    assert found.is_signature_valid(hillside().certificate.public_key())  # type: ignore[arg-type]


def test_the_secret_is_never_shown() -> None:
    assert "private" not in repr(hillside())
    _ = ben()
