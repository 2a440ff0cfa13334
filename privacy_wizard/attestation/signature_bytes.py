"""Signatures as bytes: a first look at what they cover, and the one form in which this program signs.

The look reads no file, so it also works on files that are too damaged to be read: a changed byte is called a changed
byte. The form is CMS as PAdES asks for it (P-256, SHA-256) in DER, put together from bytes: the classes of asn1crypto
take a length that ends in 0x80 for an indefinite one, and sort what was not sorted.
"""

import hashlib
import re
from collections.abc import Iterable
from hashlib import sha256
from itertools import islice

from asn1crypto import algos, cms, core, parser
from attrs import frozen
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

_RANGE = re.compile(rb"/ByteRange\s{0,9}\[\s{0,9}0 (\d{1,9}) (\d{1,9}) (\d{1,9})\s{0,9}\]")
_MENTION = re.compile(rb"/ByteRange\b")
_LOCK = re.compile(rb"/Encrypt\s{0,9}(?:\d{1,9} \d{1,5} R|<<)")
_AT_MOST = 8  # signatures looked at
_LONGEST = 100_002  # hexadecimal digits and brackets; ours, with a time stamp, leave room for 44,000


@frozen(kw_only=True)
class RawLook:
    """What the bytes alone show."""

    mentioned: bool  # the file speaks of a signature at all
    intact: bool | None  # None: no signature could be read
    covers_all: bool  # a signature reaches to the end of the file
    locked: bool  # a password seems to be asked for; no attestation of ours asks for one


def look(source: bytes) -> RawLook:
    """Look at every place that could hold a signature."""
    ranges = [tuple(map(int, found.groups())) for found in islice(_RANGE.finditer(source), _AT_MOST)]
    intact = [is_intact(source, before, after, length) for before, after, length in ranges]
    known = [each for each in intact if each is not None]
    return RawLook(
        mentioned=_MENTION.search(source) is not None,
        intact=all(known) if known else None,
        covers_all=any(after + length == len(source) for _, after, length in ranges),
        locked=_LOCK.search(source) is not None,
    )


def is_intact(source: bytes, before: int, after: int, length: int) -> bool | None:
    """Whether the digest that was signed is that of the bytes around the gap; None where no signature is in it."""
    if not before < after <= after + length <= len(source):
        return None
    digest = signed_digest(source[before:after])
    if digest is None:
        return None
    return hashlib.sha256(source[:before] + source[after : after + length]).digest() == digest


def signed_digest(gap: bytes) -> bytes | None:
    """The digest inside a signature in hexadecimal, or None where it cannot be read."""
    from asn1crypto import cms

    if len(gap) > _LONGEST:
        return None
    try:
        content = cms.ContentInfo.load(bytes.fromhex(gap.strip(b"<>").decode("ascii")))["content"]
        attributes = content["signer_infos"][0]["signed_attrs"]
        digests = [each["values"][0].native for each in attributes if each["type"].native == "message_digest"]
    except Exception:  # noqa: BLE001 - hostile bytes: whatever the parser makes of them, there is no signature
        return None
    return digests[0] if len(digests) == 1 and isinstance(digests[0], bytes) else None


_SEQUENCE, _SET, _OCTETS = 0x30, 0x31, 0x04
_SHA256 = algos.DigestAlgorithm({"algorithm": "sha256"}).dump()
_ECDSA = algos.SignedDigestAlgorithm({"algorithm": "sha256_ecdsa"}).dump()
_VERSION = cms.CMSVersion("v1").dump()
_DATA, _SIGNED_DATA = (cms.ContentType(kind).dump() for kind in ("data", "signed_data"))
_CONTENT_TYPE, _MESSAGE_DIGEST, _CERTIFICATE_USED = (
    cms.CMSAttributeType(kind).dump() for kind in ("content_type", "message_digest", "signing_certificate_v2")
)


def signature_in_der(
    leaf: x509.Certificate,
    certificates: Iterable[x509.Certificate],
    *,
    digest: bytes,
    signature: bytes,
    unsigned: bytes = b"",
) -> bytes:
    """A signature over a document of that digest; `unsigned` are the attributes in DER that hold a time stamp."""
    signer = _element(
        _SEQUENCE,
        _VERSION,
        _element(_SEQUENCE, leaf.issuer.public_bytes(), _serial(leaf)),
        _SHA256,
        _element(0xA0, *_attributes(leaf, digest)),
        _ECDSA,
        _element(_OCTETS, signature),
        unsigned,
    )
    signed = _element(
        _SEQUENCE,
        _VERSION,
        _element(_SET, _SHA256),
        _element(_SEQUENCE, _DATA),
        _element(0xA0, *sorted(each.public_bytes(Encoding.DER) for each in certificates)),
        _element(_SET, signer),
    )
    return _element(_SEQUENCE, _SIGNED_DATA, _element(0xA0, signed))


def signed_attributes(leaf: x509.Certificate, digest: bytes) -> bytes:
    """What the key signs: the digest of the document, and which certificate is meant."""
    return _element(_SET, *_attributes(leaf, digest))


def _attributes(leaf: x509.Certificate, digest: bytes) -> list[bytes]:
    certificate = _element(_OCTETS, sha256(leaf.public_bytes(Encoding.DER)).digest())
    issuer = _element(_SEQUENCE, _element(0xA4, leaf.issuer.public_bytes()))
    named = _element(_SEQUENCE, certificate, _element(_SEQUENCE, issuer, _serial(leaf)))
    return sorted(
        (
            _attribute(_CONTENT_TYPE, _DATA),
            _attribute(_MESSAGE_DIGEST, _element(_OCTETS, digest)),
            _attribute(_CERTIFICATE_USED, _element(_SEQUENCE, _element(_SEQUENCE, named))),
        )
    )


def _attribute(kind: bytes, value: bytes) -> bytes:
    return _element(_SEQUENCE, kind, _element(_SET, value))


def _serial(certificate: x509.Certificate) -> bytes:
    return bytes(core.Integer(certificate.serial_number).dump())


def _element(tag: int, *parts: bytes) -> bytes:
    return bytes(parser.emit(tag >> 6, tag >> 5 & 1, tag & 0x1F, b"".join(parts)))
