"""The owner's signing key, the certificate that names them, and the words by which a key is recognised and
compared in person.
"""

from datetime import UTC, datetime, timedelta
from functools import cache

from attrs import field, frozen
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.types import PublicKeyTypes
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID, ObjectIdentifier

from ..certificates import fingerprint, is_in_date
from ..system import shipped_folder
from .errors import DifferentKey

LIFETIME = timedelta(days=3 * 365)
DOCUMENT_SIGNING = ObjectIdentifier("1.3.6.1.5.5.7.3.36")  # RFC 9336
_CLOCK_SLACK = timedelta(minutes=5)  # a reader's clock may be behind the signer's
# The longest that X.509 allows (RFC 5280, appendix A.1); beyond it other programs refuse the certificate.
_LONGEST = {NameOID.COMMON_NAME: 64, NameOID.ORGANIZATION_NAME: 64, NameOID.SERIAL_NUMBER: 64}


NOBODYS_NUMBER = "office"
"""In the certificate of an office's key until somebody says that it is theirs."""


@frozen(kw_only=True)
class SigningKey:
    """A P-256 key that never leaves this computer unencrypted, with its certificate."""

    private_key: ec.EllipticCurvePrivateKey = field(repr=False, eq=lambda key: key.private_numbers())
    certificate: x509.Certificate  # self-signed, or issued by the school's authority
    chain: tuple[x509.Certificate, ...] = ()  # the issuers above it, nearest first

    @property
    def is_self_signed(self) -> bool:
        """Whether no authority has vouched for it yet."""
        return self.certificate.issuer == self.certificate.subject

    def valid_at(self, moment: datetime) -> bool:
        """Whether the certificate's dates cover an aware moment."""
        return is_in_date(self.certificate, moment)


def make_key(*, name: str, identifier: str, school: str, now: datetime) -> SigningKey:
    """A new key with a self-signed certificate for three years from `now` (aware).

    `identifier` is the staff number or the person identifier, and becomes the subject's serial number.
    Raises ValueError for an empty name or identifier.
    """
    return _certified(ec.generate_private_key(ec.SECP256R1()), _subject(name, identifier, school), now)


def certify_again(key: SigningKey, *, name: str, identifier: str, school: str, now: datetime) -> SigningKey:
    """The same key with a new self-signed certificate: for another staff number, or because the old one has
    expired.
    """
    return _certified(key.private_key, _subject(name, identifier, school), now)


def renewed(key: SigningKey, now: datetime) -> SigningKey:
    """The same key with a new self-signed certificate that says the same, as the old one runs out."""
    return _certified(key.private_key, key.certificate.subject, now)


def _certified(private_key: ec.EllipticCurvePrivateKey, subject: x509.Name, now: datetime) -> SigningKey:
    start = now.astimezone(UTC).replace(microsecond=0) - _CLOCK_SLACK
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(private_key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + LIFETIME)
    )
    for extension, critical in _profile(private_key.public_key()):
        builder = builder.add_extension(extension, critical=critical)
    return SigningKey(private_key=private_key, certificate=builder.sign(private_key, hashes.SHA256()))


def add_certificate(key: SigningKey, certificate: x509.Certificate, *chain: x509.Certificate) -> SigningKey:
    """The same key with a certificate from the school's authority; raises DifferentKey for one of another key."""
    if certificate.public_key() != key.private_key.public_key():
        raise DifferentKey
    return SigningKey(private_key=key.private_key, certificate=certificate, chain=chain)


def certificate_request(key: SigningKey) -> bytes:
    """A request (PKCS #10, PEM) for a certificate of the same subject and purpose."""
    builder = x509.CertificateSigningRequestBuilder().subject_name(key.certificate.subject)
    for extension, critical in _purposes():
        builder = builder.add_extension(extension, critical=critical)
    return builder.sign(key.private_key, hashes.SHA256()).public_bytes(Encoding.PEM)


def _subject(name: str, identifier: str, school: str) -> x509.Name:
    wanted = [(NameOID.COMMON_NAME, name), (NameOID.SERIAL_NUMBER, identifier), (NameOID.ORGANIZATION_NAME, school)]
    cleaned = [(oid, " ".join(text.split())[: _LONGEST[oid]].rstrip()) for oid, text in wanted]
    if not cleaned[0][1] or not cleaned[1][1]:
        raise ValueError("A certificate needs a name and an identifier.")
    return x509.Name([x509.NameAttribute(oid, text) for oid, text in cleaned if text])


def _profile(public_key: ec.EllipticCurvePublicKey) -> list[tuple[x509.ExtensionType, bool]]:
    identifier = x509.SubjectKeyIdentifier.from_public_key(public_key)
    return [
        (x509.BasicConstraints(ca=False, path_length=None), True),
        *_purposes(),
        (identifier, False),
        (x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(identifier), False),
    ]


def _purposes() -> list[tuple[x509.ExtensionType, bool]]:
    usage = x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,  # what used to be called non-repudiation
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    return [(usage, True), (x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION, DOCUMENT_SIGNING]), False)]


WORDS = 7  # of ten bits each: 70 bits, beyond what anyone can make a second key for
_BITS = 10


def fingerprint_words(
    key: bytes | PublicKeyTypes | x509.Certificate | x509.CertificateSigningRequest,
) -> tuple[str, ...]:
    """The first 70 bits of the fingerprint as seven words, to be read aloud and compared.

    Takes the 32 bytes that `fingerprint` gives, or the key itself. The list behind it never changes.
    """
    digest = key if isinstance(key, bytes) else fingerprint(key)
    number = int.from_bytes(digest, "big") >> (8 * len(digest) - WORDS * _BITS)
    picks = [(number >> (_BITS * place)) & (2**_BITS - 1) for place in reversed(range(WORDS))]
    return tuple(word_list()[pick] for pick in picks)


@cache
def word_list() -> tuple[str, ...]:
    """The 1,024 words, in the order that gives them their numbers."""
    text = (shipped_folder("resources") / "fingerprint-words.txt").read_text(encoding="ascii")
    return tuple(text.split())
