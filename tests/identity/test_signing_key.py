from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from privacy_wizard.certificates import fingerprint
from privacy_wizard.identity import DifferentKey, SigningKey, add_certificate, certificate_request, make_key
from tests.in_turn import in_turn

from .keys import NOW, ada, ben


def issued_by_the_school(key: SigningKey, authority: SigningKey) -> x509.Certificate:
    request = x509.load_pem_x509_csr(certificate_request(key))
    builder = (
        x509.CertificateBuilder()
        .subject_name(request.subject)
        .issuer_name(authority.certificate.subject)
        .public_key(request.public_key())
        .serial_number(7)
        .not_valid_before(NOW)
        .not_valid_after(NOW + timedelta(days=365))
    )
    return builder.sign(authority.private_key, hashes.SHA256())


def text_of(name: x509.Name, oid: x509.ObjectIdentifier) -> list[str | bytes]:
    return [attribute.value for attribute in name.get_attributes_for_oid(oid)]


def test_the_certificate_names_the_person_the_identifier_and_the_school() -> None:
    subject = ada().certificate.subject
    assert text_of(subject, NameOID.COMMON_NAME) == ["Ada Łąka"]
    assert text_of(subject, NameOID.SERIAL_NUMBER) == ["S-1042"]
    assert text_of(subject, NameOID.ORGANIZATION_NAME) == ["Hillside Primary School"]


def test_the_key_is_p256_and_vouches_for_itself() -> None:
    key = ada()
    assert isinstance(key.private_key.curve, ec.SECP256R1)
    assert key.is_self_signed
    key.certificate.verify_directly_issued_by(key.certificate)


def test_the_certificate_is_for_signing_documents_and_nothing_else() -> None:
    extensions = ada().certificate.extensions
    usage = extensions.get_extension_for_class(x509.KeyUsage)
    assert usage.critical
    assert usage.value.digital_signature
    assert usage.value.content_commitment
    assert not usage.value.key_cert_sign
    assert not usage.value.key_encipherment
    purposes = extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    assert [purpose.dotted_string for purpose in purposes] == [
        ExtendedKeyUsageOID.EMAIL_PROTECTION.dotted_string,
        "1.3.6.1.5.5.7.3.36",
    ]
    assert not extensions.get_extension_for_class(x509.BasicConstraints).value.ca


def test_the_certificate_lasts_three_years_from_the_day_it_was_made() -> None:
    key = ada()
    assert key.valid_at(NOW)
    assert key.valid_at(NOW + timedelta(days=1094))
    assert not key.valid_at(NOW + timedelta(days=1096))
    assert not key.valid_at(datetime(2026, 11, 19, tzinfo=UTC))


def test_a_very_long_name_is_cut_to_what_other_programs_accept() -> None:
    key = make_key(name="A" * 500, identifier="1", school="S" * 500, now=NOW)
    assert text_of(key.certificate.subject, NameOID.COMMON_NAME) == ["A" * 64]


@in_turn(("name", "identifier"), [("", "1"), ("  ", "1"), ("Ada", " ")])
def test_no_key_is_made_for_nobody(name: str, identifier: str) -> None:
    with pytest.raises(ValueError, match="needs a name and an identifier"):
        make_key(name=name, identifier=identifier, school="School", now=NOW)


def test_a_key_without_a_school_has_no_empty_school() -> None:
    key = make_key(name="Ada", identifier="1", school="", now=NOW)
    assert text_of(key.certificate.subject, NameOID.ORGANIZATION_NAME) == []


def test_the_request_is_signed_by_the_key_and_names_the_same_person() -> None:
    request = x509.load_pem_x509_csr(certificate_request(ada()))
    assert request.is_signature_valid
    assert request.subject == ada().certificate.subject
    assert fingerprint(request) == fingerprint(ada().certificate)


def test_a_certificate_from_the_school_joins_the_same_key_and_keeps_its_fingerprint() -> None:
    certificate = issued_by_the_school(ada(), ben())
    joined = add_certificate(ada(), certificate, ben().certificate)
    assert joined.certificate == certificate
    assert joined.chain == (ben().certificate,)
    assert not joined.is_self_signed
    assert fingerprint(joined.certificate) == fingerprint(ada().certificate)


def test_a_certificate_of_another_key_is_refused() -> None:
    with pytest.raises(DifferentKey, match="made for another key"):
        add_certificate(ada(), ben().certificate)


def test_a_key_never_shows_its_secret() -> None:
    secret = ada().private_key.private_numbers().private_value
    assert str(secret) not in repr(ada())
    assert "private_key" not in repr(ada())
