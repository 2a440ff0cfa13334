"""The one form in which this program signs (CMS as PAdES asks for, P-256, SHA-256), written in DER.

It is put together from bytes: the classes of asn1crypto take a length that ends in 0x80 for an indefinite one, and
sort what was not sorted.
"""

from collections.abc import Iterable
from hashlib import sha256

from asn1crypto import algos, cms, core, parser
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

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
