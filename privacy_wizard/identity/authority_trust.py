"""Which authorities follow from the pinned one, whether a detached signature leads to one, and the list of
revoked certificates (X.509 CRL) for people who verify with other programs.
"""

import base64
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from attrs import frozen
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from ..certificates import fingerprint, is_in_date, subject_texts
from ..domain.signature import DetachedSignature, Purpose
from ..domain.staff import staff_key
from .authority import Authority
from .authority_profile import CertificateKind, is_authority, is_backward, kind_of, signed_by
from .errors import SignatureBroken, SignatureForeign
from .signing_key import SigningKey, fingerprint_words

_MOST_CERTIFICATES = 65


@frozen(kw_only=True)
class Anchors:
    """The keys of authorities that are trusted, by fingerprint."""

    current: frozenset[bytes]  # the pinned one and its successors: they sign profiles
    earlier: frozenset[bytes]  # predecessors, for the certificates they issued and nothing else


@frozen(kw_only=True)
class Signer:
    """Who made a valid signature."""

    certificate: x509.Certificate
    authority: bytes  # fingerprint of the authority that signed, or that vouches for the officer
    chain: tuple[x509.Certificate, ...]


def sign_document(key: Authority | SigningKey, purpose: Purpose, content: bytes) -> DetachedSignature:
    """A detached signature; its purpose is part of what is signed."""
    value = key.private_key.sign(_signed_bytes(purpose, content), ec.ECDSA(hashes.SHA256()))
    chain = key.links if isinstance(key, Authority) else key.chain
    return DetachedSignature(
        certificate=_text(key.certificate.public_bytes(Encoding.DER)),
        chain=tuple(_text(each.public_bytes(Encoding.DER)) for each in chain),
        value=_text(value),
    )


def read_profile_signature(signature: DetachedSignature, content: bytes) -> Signer:
    """Who signed a profile, before anything is pinned: its fingerprint is for a person to compare.

    Raises SignatureBroken.
    """
    return _read_school_signature(signature, content, Purpose.PROFILE)


def _read_school_signature(signature: DetachedSignature, content: bytes, purpose: Purpose) -> Signer:
    signer, *chain = _certificates(signature)
    _require_good(signature, signer, purpose, content)
    if not is_authority(signer) or not signed_by(signer, signer):
        raise SignatureBroken
    return Signer(certificate=signer, authority=fingerprint(signer), chain=tuple(chain))


def check_profile_signature(signature: DetachedSignature, content: bytes, pinned: bytes, now: datetime) -> Signer:
    """Who signed a profile, which must be the pinned authority or a successor that it named.

    Raises SignatureBroken, SignatureForeign.
    """
    return check_school_signature(signature, content, Purpose.PROFILE, pinned, now)


def check_school_signature(
    signature: DetachedSignature,
    content: bytes,
    purpose: Purpose,
    pinned: bytes,
    now: datetime,
    links: Sequence[x509.Certificate] = (),
) -> Signer:
    """Who signed what only the school itself signs: the pinned authority, or a successor that it named.

    `links` are certificates between authorities that are known from elsewhere.
    Raises SignatureBroken, SignatureForeign.
    """
    found = _read_school_signature(signature, content, purpose)
    anchors = anchors_from({pinned}, [found.certificate, *found.chain, *links], now)
    if found.authority not in anchors.current:
        raise SignatureForeign(fingerprint_words(found.certificate))
    return found


def check_officer_signature(
    signature: DetachedSignature,
    content: bytes,
    purpose: Purpose,
    pinned: bytes,
    now: datetime,
    links: Sequence[x509.Certificate] = (),
) -> Signer:
    """Which of the school's officers signed. Raises SignatureBroken, SignatureForeign.

    `links` are certificates between authorities that are known from elsewhere, such as the school profile.
    """
    signer, *chain = _certificates(signature)
    chain += links
    _require_good(signature, signer, purpose, content)
    authority = vouching_authority(signer, chain, pinned, now)
    if authority is None or kind_of(signer) is not CertificateKind.OFFICER:
        raise SignatureForeign(fingerprint_words(signer))
    return Signer(certificate=signer, authority=authority, chain=tuple(chain))


def vouching_authority(
    certificate: x509.Certificate, chain: Sequence[x509.Certificate], pinned: bytes, now: datetime
) -> bytes | None:
    """The fingerprint of the authority that issued a certificate in date, trusted through the pinned one; else None."""
    anchors = anchors_from({pinned}, chain, now)
    if is_authority(certificate) or not _covers(certificate, now):
        return None
    for each in chain:
        known = fingerprint(each)
        if known in anchors.current | anchors.earlier and signed_by(certificate, each):
            return known
    return None


def may_countersign(officer: x509.Certificate, attestor: x509.Certificate) -> bool:
    """Only an officer may, and never for themselves: neither with the same key nor the same number."""
    return (
        kind_of(officer) is CertificateKind.OFFICER
        and fingerprint(officer) != fingerprint(attestor)
        and _number(officer) != _number(attestor)
    )


def anchors_from(
    pinned: Collection[bytes], certificates: Sequence[x509.Certificate], now: datetime | None = None
) -> Anchors:
    """The authorities that follow from the pinned ones by way of the links among these certificates.

    A link counts while it is in date at `now` (always, where None). One with path length 0 leads to a predecessor, from
    which no further link counts.
    """
    links = [each for each in certificates[:_MOST_CERTIFICATES] if is_authority(each) and _covers(each, now)]
    current, earlier, waiting = set(pinned), set[bytes](), list(pinned)
    while waiting:
        key = waiting.pop()
        # One of each name: a hostile chain must not make us check the same signature again and again.
        issuers = {each.subject: each for each in links if fingerprint(each) == key}
        for link in links:
            issuer = issuers.get(link.issuer)
            if issuer is None or fingerprint(link) in current or not signed_by(link, issuer):
                continue
            if is_backward(link):
                earlier.add(fingerprint(link))
            else:
                current.add(fingerprint(link))
                waiting.append(fingerprint(link))
    return Anchors(current=frozenset(current), earlier=frozenset(earlier - current))


def _certificates(signature: DetachedSignature) -> list[x509.Certificate]:
    try:
        found = [x509.load_der_x509_certificate(each) for each in signature.certificates()]
        for certificate in found:
            fingerprint(certificate)
            _ = certificate.issuer, certificate.subject, certificate.signature_hash_algorithm
            _ = list(certificate.extensions)
    except Exception as error:  # bytes from anywhere: the library raises many things
        raise SignatureBroken from error
    return found


def _require_good(signature: DetachedSignature, signer: x509.Certificate, purpose: Purpose, content: bytes) -> None:
    key = signer.public_key()
    if not isinstance(key, ec.EllipticCurvePublicKey) or not isinstance(key.curve, ec.SECP256R1):
        raise SignatureBroken
    try:
        value = base64.b64decode(signature.value, validate=True)
        key.verify(value, _signed_bytes(purpose, content), ec.ECDSA(hashes.SHA256()))
    except (InvalidSignature, ValueError) as error:
        raise SignatureBroken from error


def _signed_bytes(purpose: Purpose, content: bytes) -> bytes:
    return f"privacy-wizard {purpose} 1\n".encode() + content


def _covers(certificate: x509.Certificate, now: datetime | None) -> bool:
    return now is None or is_in_date(certificate, now)


def _number(certificate: x509.Certificate) -> list[str]:
    """As staff numbers are compared: whoever has one may not countersign under it in other capitals."""
    return [staff_key(each.strip()) for each in subject_texts(certificate, NameOID.SERIAL_NUMBER)]


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode()


_NEXT = timedelta(days=400)


class Withdrawal(StrEnum):
    """Why a certificate is not believed from a given moment on."""

    KEY_COMPROMISED = "key compromised"
    SUPERSEDED = "superseded"
    LEFT = "left the school"
    MISTAKE = "issued by mistake"

    def recorded(self, note: str = "") -> str:
        """As a record keeps it, with what the officer noted."""
        return f"{self}: {note}" if note else str(self)

    @classmethod
    def of(cls, recorded: str) -> "Withdrawal":
        """Why, by a record; what it does not say in one of these words counts as a mistake."""
        word = recorded.partition(":")[0]
        return cls(word) if word in list(cls) else cls.MISTAKE


_FLAGS = {
    Withdrawal.KEY_COMPROMISED: x509.ReasonFlags.key_compromise,
    Withdrawal.SUPERSEDED: x509.ReasonFlags.superseded,
    Withdrawal.LEFT: x509.ReasonFlags.affiliation_changed,
    Withdrawal.MISTAKE: x509.ReasonFlags.privilege_withdrawn,
}


@frozen(kw_only=True)
class WithdrawnCertificate:
    """One certificate on the list."""

    serial: int
    since: datetime  # aware; from when on its signatures are not believed
    why: Withdrawal


def revocation_list(
    authority: Authority, entries: Iterable[WithdrawnCertificate], *, number: int, now: datetime
) -> bytes:
    """The signed list as PEM; `number` grows with each list of this authority."""
    own = x509.AuthorityKeyIdentifier.from_issuer_public_key(authority.private_key.public_key())
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(authority.certificate.subject)
        .last_update(now)
        .next_update(min(now + _NEXT, authority.certificate.not_valid_after_utc))
        .add_extension(x509.CRLNumber(number), critical=False)
        .add_extension(own, critical=False)
    )
    for entry in entries:
        builder = builder.add_revoked_certificate(_revoked(entry))
    return builder.sign(authority.private_key, hashes.SHA256()).public_bytes(Encoding.PEM)


def _revoked(entry: WithdrawnCertificate) -> x509.RevokedCertificate:
    return (
        x509.RevokedCertificateBuilder()
        .serial_number(entry.serial)
        # Other programs read this date as the one from which signatures are not believed.
        .revocation_date(entry.since)
        .add_extension(x509.CRLReason(_FLAGS[entry.why]), critical=False)
        .build()
    )
