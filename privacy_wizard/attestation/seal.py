"""One signature in a file: which bytes it covers, whether it is right, whose it is. Nothing is fetched, ever.

A signature has to have the one form in which this program signs (PAdES, P-256, SHA-256): what differs from one to the
next is taken out of it and written again in strict DER, and not a byte may be another then.
"""

import hashlib
import re
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO

from asn1crypto import cms, tsp
from attrs import field, frozen
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from ..certificates import fingerprint, is_in_date, subject_texts, whole_chain
from ..pdf.strict_values import Name, PdfText, Value
from ..sandbox import run_without_io
from ..serialization import within_calendar
from .reasons import Reason
from .signature_bytes import signature_in_der, signed_attributes, signed_digest

_UNREADABLE = (InvalidSignature, x509.InvalidVersion, ValueError, TypeError, KeyError, IndexError, AttributeError)
_DATE = re.compile(r"D:(\d{14})(?:Z|([+-]\d\d)'(\d\d)'?)")


class SealFault(Exception):
    """The signature is not valid."""

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(detail)
        self.reason, self.detail = reason, detail


@frozen(kw_only=True)
class Seal:
    """An intact and valid signature; others decide whose key it is."""

    name: str
    identifier: str  # the subject's serial number: staff number or person identifier
    fingerprint: str  # SHA-256 of the public key, hexadecimal
    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...]  # its issuers, nearest first, as far as they came along
    signed_at: datetime  # by the signer's own clock
    time_stamp: datetime | None  # by a time-stamping service
    time_stamp_by: str  # the name that this service gives itself; nobody vouches for it here
    time_stamp_chain: tuple[x509.Certificate, ...]  # the service's own certificate, and those that came with it
    end: int  # the bytes of the file that it covers, from the first on
    digest: bytes = field(repr=False)  # SHA-256 of those bytes, but for the signature itself
    room: int  # hexadecimal digits in its place, zeros behind it included

    @property
    def moment(self) -> datetime:
        """When it was made, according to the time-stamping service or else the signer's own clock."""
        return self.time_stamp or self.signed_at

    def valid_at(self, moment: datetime) -> bool:
        """Whether the certificate's dates cover that moment."""
        return is_in_date(self.certificate, moment)


def read_seal(source: bytes, signature: Value) -> Seal:
    """The signature in a field. Raises SealFault."""
    if not isinstance(signature, dict):
        raise SealFault(Reason.SIGNATURE_DAMAGED, "The field does not hold a signature.")
    gap, end = _coverage(source, signature)
    digest = hashlib.sha256(source[: gap.start] + source[gap.end : end]).digest()
    _require_intact(source[gap.start : gap.end], digest)
    try:
        signer, certificates = _taken_apart(gap.value)
        leaf, chain = _signer_and_chain(signer, certificates)
        _require_the_one_form(source[gap.start : gap.end], signer, leaf, chain, digest)
        _require_signed(signer, leaf, digest)
        when = read_date(signature.get(b"M"))
        stamp, stampers = _time_stamp(signer)
    except _UNREADABLE as fault:
        raise SealFault(Reason.SIGNATURE_WRONG, f"The signature cannot be read ({type(fault).__name__}).") from None
    return Seal(
        name=subject_text(leaf, NameOID.COMMON_NAME),
        identifier=subject_text(leaf, NameOID.SERIAL_NUMBER),
        fingerprint=fingerprint(leaf).hex(),
        certificate=leaf,
        chain=chain,
        signed_at=when,
        time_stamp=stamp,
        time_stamp_by=subject_text(stampers[0], NameOID.COMMON_NAME) if stampers else "",
        time_stamp_chain=stampers,
        end=end,
        digest=digest,
        room=gap.end - gap.start - 2,
    )


def read_date(written: Value) -> datetime:
    """A PDF date with its zone, of a moment that can be told in another. Raises ValueError."""
    parts = _DATE.fullmatch(written.value.decode("latin-1")) if isinstance(written, PdfText) else None
    if parts is None:
        raise ValueError("not a date")
    zone = f"{parts[2]}{parts[3]}" if parts[2] else "+0000"
    return within_calendar(datetime.strptime(parts[1] + zone, "%Y%m%d%H%M%S%z"))


def _coverage(source: bytes, signature: dict[bytes, Value]) -> tuple[PdfText, int]:
    """The signature's place and the end of the covered bytes: they leave out that place and nothing else."""
    covered, gap = signature.get(b"ByteRange"), signature.get(b"Contents")
    form = (signature.get(b"Type"), signature.get(b"Filter"), signature.get(b"SubFilter"))
    if form != (Name(b"Sig"), Name(b"Adobe.PPKLite"), Name(b"ETSI.CAdES.detached")):
        raise SealFault(Reason.SIGNATURE_DAMAGED, "The signature is of another kind than this program makes.")
    if not isinstance(covered, tuple) or not isinstance(gap, PdfText) or len(covered) != 4:
        raise SealFault(Reason.SIGNATURE_DAMAGED, "The signature does not say what it covers.")
    first, before, after, length = (each if type(each) is int else -1 for each in covered)
    if first != 0 or before != gap.start or after != gap.end or not 0 <= length <= len(source) - after:
        raise SealFault(Reason.SIGNATURE_DAMAGED, "The signature leaves out more of the file than itself.")
    return gap, after + length


def _require_intact(gap: bytes, digest: bytes) -> None:
    signed = signed_digest(gap)
    if signed is None:
        raise SealFault(Reason.SIGNATURE_DAMAGED, "The place of the signature holds no signature.")
    if signed != digest:
        raise SealFault(Reason.NOT_INTACT, "The bytes of the file are not those that were signed.")


def _taken_apart(padded: bytes) -> tuple[cms.SignerInfo, list[x509.Certificate]]:
    """What it says of the signer, and its certificates. What is not DER here shows when it is written again."""
    content = cms.ContentInfo.load(padded)["content"]
    if any(each.chosen["signature_value"].contents[:1] != b"\0" for each in content["certificates"]):
        # The one byte of a certificate that its issuer does not sign: how many bits to leave out, always none.
        raise SealFault(Reason.SIGNATURE_WRONG, "A certificate is not written in the one way in which it may be.")
    certificates = [x509.load_der_x509_certificate(each.chosen.dump()) for each in content["certificates"]]
    return content["signer_infos"][0], certificates


def _signer_and_chain(
    signer: cms.SignerInfo, certificates: Sequence[x509.Certificate]
) -> tuple[x509.Certificate, tuple[x509.Certificate, ...]]:
    """The signer's certificate and those above it, which have to be a whole chain, or none."""
    named = signer["sid"].chosen
    number, issuer = named["serial_number"].native, named["issuer"].dump()
    leaves = [each for each in certificates if each.serial_number == number and each.issuer.public_bytes() == issuer]
    if len(leaves) != 1:
        raise SealFault(Reason.SIGNATURE_WRONG, "The signature does not name one certificate.")
    others = [certificate for certificate in certificates if certificate is not leaves[0]]
    chain = whole_chain(leaves[0], others)
    if len(chain) != len(others):
        raise SealFault(Reason.SIGNATURE_WRONG, "The signature comes with certificates that do not belong to it.")
    return leaves[0], chain


def _require_the_one_form(
    gap: bytes, signer: cms.SignerInfo, leaf: x509.Certificate, chain: Sequence[x509.Certificate], digest: bytes
) -> None:
    """Written again from what it has to say, its sets in order, not a byte differs, nor one of the zeros behind it."""
    again = signature_in_der(
        leaf,
        (leaf, *chain),
        digest=digest,
        signature=signer["signature"].native,
        unsigned=signer["unsigned_attrs"].dump() if len(signer["unsigned_attrs"]) else b"",
    )
    if gap != b"<" + again.hex().upper().encode().ljust(len(gap) - 2, b"0") + b">":
        raise SealFault(Reason.SIGNATURE_DAMAGED, "The signature is not written in the one way in which it may be.")


def _require_signed(signer: cms.SignerInfo, leaf: x509.Certificate, digest: bytes) -> None:
    """The signature over the signed attributes. Raises InvalidSignature."""
    key = leaf.public_key()
    if not isinstance(key, ec.EllipticCurvePublicKey) or not isinstance(key.curve, ec.SECP256R1):
        raise SealFault(Reason.SIGNATURE_WRONG, "The key is of another kind than this program makes.")
    key.verify(signer["signature"].native, signed_attributes(leaf, digest), ec.ECDSA(hashes.SHA256()))


def _time_stamp(signer: cms.SignerInfo) -> tuple[datetime | None, tuple[x509.Certificate, ...]]:
    """The moment that a time-stamping service put on the signature, and its certificates, the service's own first."""
    unsigned = signer["unsigned_attrs"]
    if not len(unsigned):
        return None, ()
    if [each["type"].native for each in unsigned] != ["signature_time_stamp_token"] or len(unsigned[0]["values"]) != 1:
        raise SealFault(Reason.SIGNATURE_WRONG, "The signature carries something that this program does not add.")
    token = unsigned[0]["values"][0]["content"]
    stamped = token["encap_content_info"]["content"].parsed
    if not isinstance(stamped, tsp.TSTInfo):
        raise SealFault(Reason.TIME_STAMP_WRONG, "What stands in the place of a time stamp is none.")
    _require_right_stamp(token, signer["signature"].native)
    named = token["signer_infos"][0]["sid"].chosen
    found = [x509.load_der_x509_certificate(each.chosen.dump()) for each in token["certificates"]]
    own = [each for each in found if _is_named_by(named, each)]
    if len(own) != 1:
        raise SealFault(Reason.TIME_STAMP_WRONG, "The time stamp does not name one certificate.")
    moment: datetime = stamped["gen_time"].native
    return moment, (own[0], *(each for each in found if each is not own[0]))


def _is_named_by(named: cms.IssuerAndSerialNumber, certificate: x509.Certificate) -> bool:
    issuer: bytes = named["issuer"].dump()
    return (
        certificate.serial_number == int(named["serial_number"].native) and certificate.issuer.public_bytes() == issuer
    )


def _require_right_stamp(token: cms.SignedData, signature: bytes) -> None:
    """PyHanko's judgement on a time stamp: these come in many forms."""
    from pyhanko.sign.validation.generic_cms import validate_tst_signed_data
    from pyhanko.sign.validation.status import TimestampSignatureStatus
    from pyhanko_certvalidator import ValidationContext

    # Whose service it is, is not asked here: what came along counts as trusted, so that no log tells names.
    at_hand = ValidationContext(trust_roots=[each.chosen for each in token["certificates"]], allow_fetching=False)
    found = run_without_io(validate_tst_signed_data(token, at_hand, lambda kind: hashlib.new(kind, signature).digest()))
    status = TimestampSignatureStatus(**found)
    if not (status.intact and status.valid):
        raise SealFault(Reason.TIME_STAMP_WRONG, "The time stamp does not belong to this signature.")


def subject_text(certificate: x509.Certificate, oid: x509.ObjectIdentifier) -> str:
    """The one part of that kind in the subject of a certificate; empty where there is none, or more than one."""
    found = subject_texts(certificate, oid)
    return found[0] if len(found) == 1 else ""


def confirm(source: bytes) -> None:
    """PyHanko's judgement: every signature intact and right, nothing added that they forbid. Raises SealFault."""
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import async_validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    for each in PdfFileReader(BytesIO(source), strict=True).embedded_signatures:
        at_hand = [each.signer_cert, *each.other_embedded_certs]  # all of it trusted, as with a time stamp
        trust = ValidationContext(trust_roots=at_hand, allow_fetching=False)
        status = run_without_io(async_validate_pdf_signature(each, trust))
        if not status.intact:
            raise SealFault(Reason.NOT_INTACT, "The bytes of the file are not those that were signed.")
        if not status.valid:
            raise SealFault(Reason.SIGNATURE_WRONG, "The signature does not fit its certificate.")
        if not status.docmdp_ok:
            raise SealFault(Reason.CHANGED_AFTER_SIGNING, "Something was added that the signature does not allow.")
