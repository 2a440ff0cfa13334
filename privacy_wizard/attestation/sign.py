"""Signing: a statement becomes an attestation, and an attestation a countersigned one; nothing else can be signed."""

import asyncio
import re
from datetime import datetime
from typing import Protocol

from asn1crypto import algos
from asn1crypto import x509 as asn1_x509
from attrs import field, frozen
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes, Signer
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.timestamps.common_utils import TimestampRequestError
from pyhanko_certvalidator.registry import SimpleCertificateStore

from ..certificates import fingerprint, whole_chain
from .faults import NotPrepared, TimeStampFailed, WrongKey
from .prepare import Place, Prepared, prepare_attestation, prepare_countersignature
from .statement import Statement

_LARGEST_REVISION = 1_000_000  # bytes; a countersignature takes about a twentieth of it
_RANGE = re.compile(rb"/ByteRange \[0 (\d{1,9}) (\d{1,9}) (\d{1,9})\]")


class Key(Protocol):
    """A P-256 key with its certificate and the certificates above it, nearest first."""

    @property
    def private_key(self) -> ec.EllipticCurvePrivateKey:
        """Signs."""

    @property
    def certificate(self) -> x509.Certificate:
        """Says whose key it is."""

    @property
    def chain(self) -> tuple[x509.Certificate, ...]:
        """The issuers above it."""


@frozen(kw_only=True)
class Attestation:
    """A statement signed by its attestor."""

    pdf: bytes = field(repr=False)
    statement: Statement = field(repr=False)


@frozen(kw_only=True)
class CountersignedAttestation:
    """An attestation signed by the school's officer as well."""

    pdf: bytes = field(repr=False)
    statement: Statement = field(repr=False)


def sign(statement: Statement, key: Key, *, timestamper: TimeStamper | None = None) -> Attestation:
    """Draws a worded statement and certifies it (PAdES, P-256, SHA-256); later only signature fields may be filled in.

    Raises DrawingFault; WrongKey where the statement names another key; TimeStampFailed.
    """
    if fingerprint(key.certificate).hex() != statement.key.fingerprint:
        raise WrongKey
    prepared = prepare_attestation(statement, _place(stamped=timestamper is not None))
    return Attestation(pdf=completed(prepared, key, timestamper), statement=statement)


def countersign(
    attestation: Attestation, key: Key, *, name: str, at: datetime, timestamper: TimeStamper | None = None
) -> CountersignedAttestation:
    """Adds the officer's signature to an attestation that has been verified; `at` is aware.

    Raises Unprintable where the name cannot be printed; TimeStampFailed.
    """
    revision = countersignature(attestation.pdf, name=name, at=at, stamped=timestamper is not None)
    pdf = sign_revision(attestation.pdf, revision, key, timestamper=timestamper)
    return CountersignedAttestation(pdf=pdf, statement=attestation.statement)


def countersignature(pdf: bytes, *, name: str, at: datetime, stamped: bool) -> bytes:
    """The revision that a countersignature adds to a file, with zeros where `sign_revision` puts the signature.

    It takes no key, so that it can be made where hostile files are read. `at` is aware. Raises Unprintable.
    """
    return prepare_countersignature(pdf, name=name, at=at, place=_place(stamped=stamped)).pdf[len(pdf) :]


def sign_revision(pdf: bytes, revision: bytes, key: Key, *, timestamper: TimeStamper | None = None) -> bytes:
    """The file with this revision behind it, signed. Neither is read as a PDF: what is signed is the digest of both.

    Raises NotPrepared where the revision leaves more of the file unsigned than the place of the signature;
    TimeStampFailed.
    """
    return completed(_prepared_by(pdf, revision), key, timestamper)


def completed(prepared: Prepared, key: Key, timestamper: TimeStamper | None = None) -> bytes:
    """The file with a PAdES signature in its place. Raises TimeStampFailed, and NotPrepared where there is no room."""
    signing = _KeySigner(key).async_sign(
        prepared.digest,
        "sha256",
        use_pades=True,
        timestamper=timestamper,
        signed_attr_settings=PdfCMSSignedAttributes(),
    )
    try:
        signature = asyncio.run(signing).dump().hex().upper()
    except TimestampRequestError:
        raise TimeStampFailed(str(getattr(timestamper, "url", ""))) from None
    room = prepared.end - prepared.start - 2
    if len(signature) > room:
        raise NotPrepared
    before, after = prepared.pdf[: prepared.start], prepared.pdf[prepared.end :]
    return b"%b<%b>%b" % (before, signature.ljust(room, "0").encode("ascii"), after)


class _KeySigner(Signer):
    """Signs with the key itself, which is never exported for it."""

    def __init__(self, key: Key) -> None:
        self._key = key.private_key
        certificate, *chain = (_asn1(each) for each in (key.certificate, *whole_chain(key.certificate, key.chain)))
        super().__init__(
            signing_cert=certificate,
            cert_registry=SimpleCertificateStore.from_certs(chain),  # type: ignore[no-untyped-call]
            signature_mechanism=algos.SignedDigestAlgorithm({"algorithm": "sha256_ecdsa"}),
        )

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:  # noqa: ARG002, FBT002
        """An ECDSA signature over the data, DER-encoded."""
        return bytes(72) if dry_run else self._key.sign(data, ec.ECDSA(hashes.SHA256()))


def _asn1(certificate: x509.Certificate) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(certificate.public_bytes(Encoding.DER))


def _place(*, stamped: bool) -> Place:
    return Place.with_time_stamp() if stamped else Place()


def _prepared_by(pdf: bytes, revision: bytes) -> Prepared:
    """A revision that was made elsewhere; there is one signature in it, and it covers all but its own place."""
    ranges = _RANGE.findall(revision)
    if len(revision) > _LARGEST_REVISION or revision.count(b"/ByteRange") != 1 or len(ranges) != 1:
        raise NotPrepared
    start, end, behind = map(int, ranges[0])
    whole = pdf + revision
    zeros = b"<" + b"0" * (end - start - 2) + b">"
    if not len(pdf) < start < end or end + behind != len(whole) or whole[start:end] != zeros:
        raise NotPrepared
    return Prepared(pdf=whole, start=start, end=end)
