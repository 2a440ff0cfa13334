"""One signature, checked with `cryptography` alone: plainly good, or of another form that the full check must read."""

import hashlib
from functools import lru_cache

from attrs import frozen
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtensionOID as Known
from cryptography.x509.oid import NameOID

from .chains import whole_chain
from .fast_der import CertificateBytes, OtherForm, SignatureParts, put_together, signed_attributes, taken_apart
from .seal import key_fingerprint

ROOM = 12_000  # hexadecimal digits that are kept free for a signature without a time stamp
_EXTENSIONS = frozenset(
    (
        *(Known.BASIC_CONSTRAINTS, Known.KEY_USAGE, Known.SUBJECT_KEY_IDENTIFIER, Known.AUTHORITY_KEY_IDENTIFIER),
        *(Known.EXTENDED_KEY_USAGE, Known.CERTIFICATE_POLICIES),
    )
)


@frozen(kw_only=True)
class FastSeal:
    """A signature that is plainly good over the bytes around its gap."""

    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...]
    digest: bytes  # of the bytes that it covers
    gap: tuple[int, int]
    end: int

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the public key in hexadecimal."""
        return key_fingerprint(self.certificate)

    def only(self, oid: x509.ObjectIdentifier) -> str:
        """The one text of that kind in the subject. Raises OtherForm where there is none, or more than one."""
        found = self.certificate.subject.get_attributes_for_oid(oid)
        if len(found) != 1:
            raise OtherForm
        return str(found[0].value)

    @property
    def name(self) -> str:
        """The common name."""
        return self.only(NameOID.COMMON_NAME)

    @property
    def identifier(self) -> str:
        """The subject's serial number."""
        return self.only(NameOID.SERIAL_NUMBER)


def plain_seal(source: bytes, before: int, after: int, length: int) -> FastSeal:
    """The signature in the gap, over everything else up to `after + length`. Raises OtherForm."""
    if after - before != ROOM + 2 or not 0 < before < after <= after + length <= len(source):
        raise OtherForm
    digest = hashlib.sha256(memoryview(source)[:before])
    digest.update(memoryview(source)[after : after + length])
    found = _signature(source[before:after])
    parts = taken_apart(found)
    certificates = {each: plain_certificate(each.whole) for each in parts.certificates}
    signer, leaf = _signer(parts, certificates)
    if put_together(parts, signer, digest.digest()) != found:
        raise OtherForm
    _require_signed(leaf, parts.signature, signed_attributes(signer, digest.digest()))
    others = tuple(certificate for each, certificate in certificates.items() if each is not signer)
    if len(certificates) != len(parts.certificates):
        raise OtherForm
    return FastSeal(
        certificate=leaf,
        chain=_chain(leaf, others),
        digest=digest.digest(),
        gap=(before, after),
        end=after + length,
    )


def _signature(gap: bytes) -> bytes:
    """What stands in the gap, which must be written in one way: capital digits, then zeros."""
    digits = gap[1:-1]
    try:
        padded = bytes.fromhex(digits.decode("ascii"))
    except ValueError:
        raise OtherForm from None
    head = padded[:4]
    if head[:2] != b"\x30\x82":  # a signature with a certificate always has from 256 to 65,535 bytes
        raise OtherForm
    found = padded[: 4 + int.from_bytes(head[2:], "big")]
    if gap != b"<" + found.hex().upper().encode().ljust(ROOM, b"0") + b">":
        raise OtherForm
    return found


def _signer(
    parts: SignatureParts, certificates: dict[CertificateBytes, x509.Certificate]
) -> tuple[CertificateBytes, x509.Certificate]:
    """The one certificate that issued no other: whether the signature names it, shows when it is put together."""
    issuers = {each.issuer for each in parts.certificates}
    ends = [each for each in parts.certificates if len(certificates) == 1 or each.subject not in issuers]
    if len(ends) != 1:
        raise OtherForm
    same = [each for each in parts.certificates if (each.issuer, each.serial) == (ends[0].issuer, ends[0].serial)]
    if len(same) != 1:
        raise OtherForm
    return ends[0], certificates[ends[0]]


def _require_signed(leaf: x509.Certificate, signature: bytes, signed: bytes) -> None:
    key = leaf.public_key()
    if not isinstance(key, ec.EllipticCurvePublicKey):
        raise OtherForm
    try:
        key.verify(signature, signed, ec.ECDSA(hashes.SHA256()))
    except InvalidSignature:
        raise OtherForm from None


@lru_cache(maxsize=512)
def plain_certificate(whole: bytes) -> x509.Certificate:
    """A certificate with a P-256 key and no extension that is not known here. Raises OtherForm."""
    try:
        found = x509.load_der_x509_certificate(whole)
        key, extensions = found.public_key(), found.extensions
        _ = found.subject, found.issuer
        positive = found.serial_number > 0
    except Exception:  # noqa: BLE001 - bytes from anywhere: the library raises many things
        raise OtherForm from None
    if not isinstance(key, ec.EllipticCurvePublicKey) or not isinstance(key.curve, ec.SECP256R1) or not positive:
        raise OtherForm
    if not {each.oid for each in extensions} <= _EXTENSIONS:
        raise OtherForm
    return found


def _chain(leaf: x509.Certificate, others: tuple[x509.Certificate, ...]) -> tuple[x509.Certificate, ...]:
    chain = _above(leaf, others) if others else ()
    if len(chain) != len(others) or (others and leaf.issuer == leaf.subject):
        raise OtherForm
    return chain


def _above(leaf: x509.Certificate, others: tuple[x509.Certificate, ...]) -> tuple[x509.Certificate, ...]:
    """As `whole_chain`; the part above the nearest issuer is the same for all colleagues, and is remembered."""
    for nearest in others:
        if leaf.issuer == nearest.subject:
            rest = tuple(each for each in others if each is not nearest)
            try:
                leaf.verify_directly_issued_by(nearest)
            except (InvalidSignature, ValueError, TypeError):
                continue
            return (nearest, *_rest_of_chain(nearest, rest))
    return ()


@lru_cache(maxsize=64)
def _rest_of_chain(nearest: x509.Certificate, rest: tuple[x509.Certificate, ...]) -> tuple[x509.Certificate, ...]:
    if not rest and not _vouches_for_itself(nearest):
        raise OtherForm
    return whole_chain(nearest, rest)


def _vouches_for_itself(certificate: x509.Certificate) -> bool:
    try:
        certificate.verify_directly_issued_by(certificate)
    except (InvalidSignature, ValueError, TypeError):
        return False
    return True
