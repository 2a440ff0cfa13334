"""The arithmetic of the chain: commitments, rows and signed heads. Pure.

A row of the chain holds no content, only a salted commitment to it. Without the salt, which goes with the content,
a commitment tells nothing, so content can be erased and the chain stays whole.
"""

import hashlib
import hmac
import json
import secrets
from collections.abc import Callable
from datetime import datetime

from attrs import field, frozen

from ..domain.register_views import ChainHead
from .schema import moment_text

SALT = 32
START = "0" * 64  # what stands before the first row


@frozen(kw_only=True)
class Link:
    """One row of the chain of a school."""

    school: str
    number: int
    kind: str
    at: datetime
    officer: str
    commitment: str
    previous: str
    digest: str


@frozen(kw_only=True)
class Officer:
    """The writer: the certificate in DER, and a function that signs a message with its key (ECDSA, P-256, SHA-256,
    DER).
    """

    certificate: bytes = field(repr=False)
    sign: Callable[[bytes], bytes] = field(repr=False)

    @property
    def identifier(self) -> str:
        """SHA-256 of the certificate, in hex."""
        return fingerprint(self.certificate)


def fingerprint(certificate: bytes) -> str:
    """SHA-256 of a certificate (DER), in hex."""
    return hashlib.sha256(certificate).hexdigest()


def new_salt() -> bytes:
    """Random bytes that make a commitment impossible to guess."""
    return secrets.token_bytes(SALT)


def commit(salt: bytes, body: str) -> str:
    """The commitment to a body, in hex."""
    return hmac.new(salt, body.encode(), hashlib.sha256).hexdigest()


def link(
    register: str, *, previous: "Link | None", school: str, kind: str, at: datetime, officer: str, commitment: str
) -> Link:
    """The row that follows another."""
    number = previous.number + 1 if previous else 1
    before = previous.digest if previous else START
    digest = digest_of(register, school, number, kind, moment_text(at), officer, commitment, before)
    return Link(
        school=school,
        number=number,
        kind=kind,
        at=at,
        officer=officer,
        commitment=commitment,
        previous=before,
        digest=digest,
    )


def digest_of(
    register: str, school: str, number: int, kind: str, at: str, officer: str, commitment: str, previous: str
) -> str:
    """The digest of a row over everything else in it, and over which register and school it belongs to."""
    parts = ["privacy-wizard-chain/1", register, school, number, kind, at, officer, commitment, previous]
    return hashlib.sha256(json.dumps(parts, ensure_ascii=True, separators=(",", ":")).encode()).hexdigest()


def head_message(register: str, school: str, number: int, digest: str, signed_at: datetime) -> bytes:
    """What an officer signs at a session's end."""
    parts = ["privacy-wizard-head/1", register, school, number, digest, moment_text(signed_at)]
    return json.dumps(parts, ensure_ascii=True, separators=(",", ":")).encode()


def message_of(head: ChainHead) -> bytes:
    """The message that the signature of a head is over."""
    return head_message(head.register, head.school, head.number, head.digest, head.signed_at)


def is_signed(certificate: bytes, message: bytes, signature: bytes) -> bool:
    """Whether the key of a certificate (DER) made the signature."""
    from cryptography import x509
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.hashes import SHA256

    try:
        key = x509.load_der_x509_certificate(certificate).public_key()
        if not isinstance(key, ec.EllipticCurvePublicKey):
            return False
        key.verify(signature, message, ec.ECDSA(SHA256()))
    except (InvalidSignature, ValueError):
        return False
    return True
