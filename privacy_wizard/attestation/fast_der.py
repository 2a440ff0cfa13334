"""The parts of a signature, taken apart without judgement and put together again in the one form that ours have.

Whoever takes a signature apart, puts it together again and gets the same bytes knows that nothing else is in it.
"""

import hashlib

from attrs import frozen

SEQUENCE, SET, INTEGER, OCTETS, BITS, IDENTIFIER = 0x30, 0x31, 0x02, 0x04, 0x03, 0x06
TEXTS = (0x0C, 0x13)  # UTF8String, PrintableString
_MOST_CERTIFICATES = 16
_SHORT, _LONGEST = 0x80, 2  # lengths of up to two bytes: none of our parts is longer than 64 KB


class OtherForm(Exception):
    """The bytes do not have the form that is read here; what they are instead is for others to say."""


@frozen(kw_only=True)
class CertificateBytes:
    """A certificate and where its parts stand: all of them DER with their heads."""

    whole: bytes
    serial: bytes
    issuer: bytes
    subject: bytes


@frozen(kw_only=True)
class SignatureParts:
    """What differs from one signature to the next."""

    certificates: tuple[CertificateBytes, ...]  # in the order in which they stand
    signature: bytes  # DER of two numbers


class Reader:
    """Reads one element after another. Raises OtherForm."""

    def __init__(self, source: bytes) -> None:
        self._source, self._at = source, 0

    @property
    def ended(self) -> bool:
        """Whether everything was read."""
        return self._at == len(self._source)

    def content(self, tag: int) -> bytes:
        """The content of the next element, which must have that tag."""
        return self._element(tag)[1]

    def whole(self, tag: int) -> bytes:
        """The next element with its head."""
        return self._element(tag)[0]

    def into(self, tag: int) -> "Reader":
        """A reader for what is inside the next element."""
        return Reader(self.content(tag))

    def skip(self) -> int:
        """Over the next element; returns its tag."""
        if self.ended:
            raise OtherForm
        tag = self._source[self._at]
        self._element(tag)
        return tag

    def _element(self, tag: int) -> tuple[bytes, bytes]:
        head = self._source[self._at : self._at + 2]
        if len(head) != 2 or head[0] != tag:
            raise OtherForm
        start, length = self._at + 2, head[1]
        if length >= _SHORT:
            count = length - _SHORT
            if not 1 <= count <= _LONGEST:
                raise OtherForm
            length, start = int.from_bytes(self._source[start : start + count], "big"), start + count
        end = start + length
        if end > len(self._source):
            raise OtherForm
        whole, content = self._source[self._at : end], self._source[start:end]
        if whole != element(tag, content):  # a length written in more bytes than it takes
            raise OtherForm
        self._at = end
        return whole, content


def element(tag: int, *parts: bytes) -> bytes:
    """One element in DER."""
    content = b"".join(parts)
    length = len(content)
    if length < _SHORT:
        return bytes((tag, length)) + content
    written = length.to_bytes((length.bit_length() + 7) // 8, "big")
    return bytes((tag, _SHORT + len(written))) + written + content


def _identifier(hexadecimal: str) -> bytes:
    return element(IDENTIFIER, bytes.fromhex(hexadecimal))


_DATA = _identifier("2a864886f70d010701")
_SIGNED_DATA = _identifier("2a864886f70d010702")
_SHA256 = element(SEQUENCE, _identifier("608648016503040201"), b"\5\0")
ECDSA_SHA256 = element(SEQUENCE, _identifier("2a8648ce3d040302"))
_CONTENT_TYPE = element(SEQUENCE, _identifier("2a864886f70d010903"), element(SET, _DATA))
_MESSAGE_DIGEST = _identifier("2a864886f70d010904")
_CERTIFICATE_USED = _identifier("2a864886f70d010910022f")
_ONE = element(INTEGER, b"\1")


def taken_apart(signature: bytes) -> SignatureParts:
    """The parts of a signature (CMS, DER). Raises OtherForm."""
    content = Reader(signature).into(SEQUENCE)
    content.skip()
    signed = content.into(0xA0).into(SEQUENCE)
    for _ in range(3):  # version, digest algorithms, what is signed
        signed.skip()
    inside, found = signed.into(0xA0), list[CertificateBytes]()
    while not inside.ended:
        found.append(certificate_bytes(inside.whole(SEQUENCE)))
        if len(found) > _MOST_CERTIFICATES:
            raise OtherForm
    signer = signed.into(SET).into(SEQUENCE)
    for _ in range(5):  # version, whose, digest algorithm, signed attributes, signature algorithm
        signer.skip()
    return SignatureParts(certificates=tuple(found), signature=signer.content(OCTETS))


def put_together(parts: SignatureParts, signer: CertificateBytes, digest: bytes) -> bytes:
    """The signature in the form that ours have."""
    attributes = signed_attributes(signer, digest)
    info = element(
        SEQUENCE,
        _ONE,
        element(SEQUENCE, signer.issuer, signer.serial),
        _SHA256,
        b"\xa0" + attributes[1:],
        ECDSA_SHA256,
        element(OCTETS, parts.signature),
    )
    certificates = element(0xA0, *(each.whole for each in parts.certificates))
    signed = element(SEQUENCE, _ONE, element(SET, _SHA256), element(SEQUENCE, _DATA), certificates, element(SET, info))
    return element(SEQUENCE, _SIGNED_DATA, element(0xA0, signed))


def signed_attributes(signer: CertificateBytes, digest: bytes) -> bytes:
    """What the key signs: the digest of the document, and which certificate is meant."""
    named = element(SEQUENCE, element(SEQUENCE, element(0xA4, signer.issuer)), signer.serial)
    used = element(SEQUENCE, element(OCTETS, hashlib.sha256(signer.whole).digest()), named)
    return element(
        SET,
        _CONTENT_TYPE,
        element(SEQUENCE, _MESSAGE_DIGEST, element(SET, element(OCTETS, digest))),
        element(SEQUENCE, _CERTIFICATE_USED, element(SET, element(SEQUENCE, element(SEQUENCE, used)))),
    )


def certificate_bytes(whole: bytes) -> CertificateBytes:
    """The parts of a certificate signed with ECDSA and SHA-256, whose names are plain texts. Raises OtherForm."""
    outer = Reader(whole).into(SEQUENCE)
    signed = outer.whole(SEQUENCE)
    if outer.whole(SEQUENCE) != ECDSA_SHA256 or outer.content(BITS)[:1] != b"\0" or not outer.ended:
        raise OtherForm
    inside = Reader(signed).into(SEQUENCE)
    if inside.content(0xA0) != element(INTEGER, b"\2"):
        raise OtherForm
    serial = inside.whole(INTEGER)
    if inside.whole(SEQUENCE) != ECDSA_SHA256:
        raise OtherForm
    issuer = inside.whole(SEQUENCE)
    inside.skip()  # its dates
    subject = inside.whole(SEQUENCE)
    for name in (issuer, subject):
        _require_plain_texts(name)
    return CertificateBytes(whole=whole, serial=serial, issuer=issuer, subject=subject)


def _require_plain_texts(name: bytes) -> None:
    parts = Reader(name).into(SEQUENCE)
    while not parts.ended:
        pairs = parts.into(SET)
        pair = pairs.into(SEQUENCE)
        pair.content(IDENTIFIER)
        if pair.skip() not in TEXTS or not pair.ended or not pairs.ended:
            raise OtherForm
