"""A school's authority for tests, and keys that it vouches for."""

from datetime import UTC, datetime, timedelta

from attrs import evolve, frozen
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from privacy_wizard.attestation.statement import KeyPart, Statement
from privacy_wizard.certificates import fingerprint


@frozen(kw_only=True)
class TestKey:
    __test__ = False

    private_key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...] = ()


def _name(common: str, serial: str | None = None) -> x509.Name:
    parts = [x509.NameAttribute(NameOID.COMMON_NAME, common)]
    parts += [x509.NameAttribute(NameOID.SERIAL_NUMBER, serial)] if serial else []
    return x509.Name(parts)


def _usage(*allowed: str) -> x509.KeyUsage:
    names = (
        "digital_signature content_commitment key_encipherment data_encipherment key_agreement key_cert_sign crl_sign "
        "encipher_only decipher_only"
    )
    return x509.KeyUsage(**{name: name in allowed for name in names.split()})


def _certificate(
    subject: x509.Name,
    issuer: x509.Name,
    public: ec.EllipticCurvePublicKey,
    by: ec.EllipticCurvePrivateKey,
    ca: bool,
    start: datetime | None = None,
) -> x509.Certificate:
    start = start or datetime.now(UTC) - timedelta(days=400)
    usage = _usage("key_cert_sign", "crl_sign") if ca else _usage("digital_signature", "content_commitment")
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + timedelta(days=3000))
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(by.public_key()), critical=False)
    )
    if not ca:
        signing_documents = x509.ObjectIdentifier("1.3.6.1.5.5.7.3.36")
        purposes = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION, signing_documents])
        made = made.add_extension(purposes, critical=False)
    return made.sign(by, hashes.SHA256())


AUTHORITY_KEY = ec.generate_private_key(ec.SECP256R1())
_AUTHORITY_NAME = _name("Marsh Lane test authority")
AUTHORITY = _certificate(_AUTHORITY_NAME, _AUTHORITY_NAME, AUTHORITY_KEY.public_key(), AUTHORITY_KEY, ca=True)


def vouched_key(name: str = "Siân Nguyễn-O’Brien", serial: str = "T-20417", starts: datetime | None = None) -> TestKey:
    """A new key with a certificate from the test authority."""
    private = ec.generate_private_key(ec.SECP256R1())
    certificate = _certificate(
        _name(name, serial), _AUTHORITY_NAME, private.public_key(), AUTHORITY_KEY, ca=False, start=starts
    )
    return TestKey(private_key=private, certificate=certificate, chain=(AUTHORITY,))


def key_of_authority(name: str, serial: str) -> TestKey:
    """An authority whose own key goes under somebody's name and number."""
    private, subject = ec.generate_private_key(ec.SECP256R1()), _name(name, serial)
    return TestKey(private_key=private, certificate=_certificate(subject, subject, private.public_key(), private, True))


def stated_by(statement: Statement, key: TestKey) -> Statement:
    """The statement with that key's fingerprint in it."""
    return evolve(statement, key=KeyPart(fingerprint=fingerprint(key.certificate).hex(), words=statement.key.words))
