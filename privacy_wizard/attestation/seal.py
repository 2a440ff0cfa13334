"""One signature in a file: which bytes it covers, whether it is right, whose it is. Nothing is fetched, ever.

A signature has to have the one form in which this program signs (PAdES, P-256, SHA-256). It is checked twice, by a
strict reading of our own and by pyHanko; either may say no.
"""

import hashlib
import re
from datetime import datetime
from io import BytesIO

from asn1crypto import cms, tsp
from attrs import frozen
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509.oid import NameOID

from ..sandbox import run_without_io
from .chains import whole_chain
from .plain_values import Name, Text, Value
from .raw_signatures import is_intact
from .reasons import Reason

_ATTRIBUTES = ["content_type", "message_digest", "signing_certificate_v2"]
_DATE = re.compile(r"D:(\d{14})(?:Z|([+-]\d\d)'(\d\d)'?)")


class SealFault(Exception):
    """A signature cannot stand."""

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(detail)
        self.reason, self.detail = reason, detail


@frozen(kw_only=True)
class Seal:
    """A signature that is intact and right; whose key it is, is for others to judge."""

    name: str
    identifier: str  # the subject's serial number: staff number or person identifier
    fingerprint: str  # SHA-256 of the public key, hexadecimal
    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...]  # its issuers, nearest first, as far as they came along
    signed_at: datetime  # by the signer's own clock
    time_stamp: datetime | None  # by a time-stamping service
    time_stamp_by: str  # the name that this service gives itself; nobody vouches for it here
    end: int  # the bytes of the file that it covers, from the first on

    @property
    def moment(self) -> datetime:
        """When it was made: by the time-stamping service, else by the signer's own clock."""
        return self.time_stamp or self.signed_at

    def valid_at(self, moment: datetime) -> bool:
        """Whether the certificate's dates cover that moment."""
        return self.certificate.not_valid_before_utc <= moment <= self.certificate.not_valid_after_utc


def read_seal(source: bytes, signature: Value) -> Seal:
    """The signature that a field holds. Raises SealFault."""
    if not isinstance(signature, dict):
        raise SealFault(Reason.SIGNATURE_DAMAGED, "The field does not hold a signature.")
    end = _coverage(source, signature)
    der = _der(signature[b"Contents"])
    try:
        content = cms.ContentInfo.load(der, strict=True)["content"]
        leaf, chain = _certificates(content)
        _check_form(der, content)
        _check_signature(content, leaf)
        when = read_date(signature.get(b"M"))
        stamp, stamper = _time_stamp(content)
    except SealFault:
        raise
    except (InvalidSignature, ValueError, TypeError, KeyError, IndexError, AttributeError) as fault:
        raise SealFault(Reason.SIGNATURE_WRONG, f"The signature cannot be read ({type(fault).__name__}).") from None
    return Seal(
        name=_subject(leaf, NameOID.COMMON_NAME),
        identifier=_subject(leaf, NameOID.SERIAL_NUMBER),
        fingerprint=key_fingerprint(leaf),
        certificate=leaf,
        chain=chain,
        signed_at=when,
        time_stamp=stamp,
        time_stamp_by=stamper,
        end=end,
    )


def key_fingerprint(certificate: x509.Certificate) -> str:
    """The SHA-256 of the public key (SubjectPublicKeyInfo, DER) in hexadecimal."""
    key = certificate.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return hashlib.sha256(key).hexdigest()


def read_date(written: Value) -> datetime:
    """A PDF date with its zone. Raises ValueError."""
    parts = _DATE.fullmatch(written.value.decode("latin-1")) if isinstance(written, Text) else None
    if parts is None:
        raise ValueError("not a date")
    zone = f"{parts[2]}{parts[3]}" if parts[2] else "+0000"
    return datetime.strptime(parts[1] + zone, "%Y%m%d%H%M%S%z")


def _coverage(source: bytes, signature: dict[bytes, Value]) -> int:
    """Where the covered bytes end. They begin with the file, and leave out the hexadecimal signature and no more."""
    covered, gap = signature.get(b"ByteRange"), signature.get(b"Contents")
    form = (signature.get(b"Type"), signature.get(b"Filter"), signature.get(b"SubFilter"))
    if form != (Name(b"Sig"), Name(b"Adobe.PPKLite"), Name(b"ETSI.CAdES.detached")):
        raise SealFault(Reason.SIGNATURE_DAMAGED, "The signature is of another kind than this program makes.")
    if not isinstance(covered, tuple) or not isinstance(gap, Text) or len(covered) != 4:
        raise SealFault(Reason.SIGNATURE_DAMAGED, "The signature does not say what it covers.")
    first, before, after, length = (each if type(each) is int else -1 for each in covered)
    if first != 0 or before != gap.start or after != gap.end or not 0 <= length <= len(source) - after:
        raise SealFault(Reason.SIGNATURE_DAMAGED, "The signature leaves out more of the file than itself.")
    if source[before:after] != b"<" + gap.value.hex().upper().encode() + b">":
        raise SealFault(Reason.SIGNATURE_DAMAGED, "The signature is not written in the one way in which it may be.")
    intact = is_intact(source, before, after, length)
    if intact is None:
        raise SealFault(Reason.SIGNATURE_DAMAGED, "The place of the signature holds no signature.")
    if not intact:
        raise SealFault(Reason.NOT_INTACT, "The bytes of the file are not those that were signed.")
    return after + length


def _der(gap: Value) -> bytes:
    """The signature without the zeros that fill its place."""
    padded = gap.value if isinstance(gap, Text) else b""
    length = len(cms.ContentInfo.load(padded).dump())
    if padded[length:].strip(b"\0"):
        raise SealFault(Reason.SIGNATURE_DAMAGED, "Something stands behind the signature in its place.")
    return padded[:length]


def _certificates(content: cms.SignedData) -> tuple[x509.Certificate, tuple[x509.Certificate, ...]]:
    """The signer's certificate and those above it, which have to be a whole chain, or none."""
    if any(each.chosen["signature_value"].contents[:1] != b"\0" for each in content["certificates"]):
        # The one byte of a certificate that its issuer does not sign: how many bits to leave out, always none.
        raise SealFault(Reason.SIGNATURE_WRONG, "A certificate is not written in the one way in which it may be.")
    found = [x509.load_der_x509_certificate(each.chosen.dump()) for each in content["certificates"]]
    named = content["signer_infos"][0]["sid"].chosen
    leaves = [
        c for c in found if c.serial_number == named["serial_number"].native and _issuer(c) == named["issuer"].dump()
    ]
    if len(leaves) != 1:
        raise SealFault(Reason.SIGNATURE_WRONG, "The signature does not name one certificate.")
    others = [certificate for certificate in found if certificate is not leaves[0]]
    chain = whole_chain(leaves[0], others)
    if len(chain) != len(others):
        raise SealFault(Reason.SIGNATURE_WRONG, "The signature comes with certificates that do not belong to it.")
    return leaves[0], chain


def _issuer(certificate: x509.Certificate) -> bytes:
    return certificate.issuer.public_bytes()


def _check_form(der: bytes, content: cms.SignedData) -> None:
    """The parts that are not signed themselves must be exactly what they always are: written again, nothing differs."""
    signer = content["signer_infos"][0]
    sha256 = {"algorithm": "sha256"}
    written = {
        "version": "v1",
        "sid": signer["sid"],
        "digest_algorithm": sha256,
        "signed_attrs": signer["signed_attrs"],
        "signature_algorithm": {"algorithm": "sha256_ecdsa"},
        "signature": signer["signature"],
    }
    if len(signer["unsigned_attrs"]):
        written["unsigned_attrs"] = signer["unsigned_attrs"]
    again = cms.ContentInfo(
        {
            "content_type": "signed_data",
            "content": cms.SignedData(
                {
                    "version": "v1",
                    "digest_algorithms": [sha256],
                    "encap_content_info": {"content_type": "data"},
                    "certificates": content["certificates"],
                    "signer_infos": [written],
                }
            ),
        }
    )
    kinds = sorted(each["type"].native for each in signer["signed_attrs"])
    if again.dump() != der or kinds != _ATTRIBUTES:
        raise SealFault(Reason.SIGNATURE_WRONG, "The signature has another form than this program gives it.")


def _check_signature(content: cms.SignedData, leaf: x509.Certificate) -> None:
    """The signature over the signed attributes, which name the digest and the certificate. Raises InvalidSignature."""
    signer = content["signer_infos"][0]
    attributes = {each["type"].native: each["values"] for each in signer["signed_attrs"]}
    named = attributes["signing_certificate_v2"][0]["certs"][0]
    digest = hashlib.sha256(leaf.public_bytes(Encoding.DER)).digest()
    if named["hash_algorithm"]["algorithm"].native != "sha256" or named["cert_hash"].native != digest:
        raise SealFault(Reason.SIGNATURE_WRONG, "The signature was made for another certificate.")
    if attributes["content_type"][0].native != "data":
        raise SealFault(Reason.SIGNATURE_WRONG, "The signature is not one of a document.")
    key = leaf.public_key()
    if not isinstance(key, ec.EllipticCurvePublicKey) or not isinstance(key.curve, ec.SECP256R1):
        raise SealFault(Reason.SIGNATURE_WRONG, "The key is of another kind than this program makes.")
    key.verify(signer["signature"].native, signer["signed_attrs"].untag().dump(), ec.ECDSA(hashes.SHA256()))


def _time_stamp(content: cms.SignedData) -> tuple[datetime | None, str]:
    """The moment that a time-stamping service put on the signature, and its name; pyHanko checks that it is right."""
    unsigned = content["signer_infos"][0]["unsigned_attrs"]
    if not len(unsigned):
        return None, ""
    if [each["type"].native for each in unsigned] != ["signature_time_stamp_token"] or len(unsigned[0]["values"]) != 1:
        raise SealFault(Reason.SIGNATURE_WRONG, "The signature carries something that this program does not add.")
    token = unsigned[0]["values"][0]["content"]
    stamped = token["encap_content_info"]["content"].parsed
    if not isinstance(stamped, tsp.TSTInfo):
        raise SealFault(Reason.TIME_STAMP_WRONG, "What stands in the place of a time stamp is none.")
    number = token["signer_infos"][0]["sid"].chosen["serial_number"].native
    names = [each.chosen.subject.native for each in token["certificates"] if each.chosen.serial_number == number]
    moment: datetime = stamped["gen_time"].native
    return moment, str(names[0].get("common_name", "")) if names else ""


def _subject(certificate: x509.Certificate, oid: x509.ObjectIdentifier) -> str:
    found = certificate.subject.get_attributes_for_oid(oid)
    return str(found[0].value) if len(found) == 1 else ""


def confirm(source: bytes) -> None:
    """PyHanko's judgement: every signature intact and right, nothing added that they forbid. Raises SealFault."""
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import async_validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    for each in PdfFileReader(BytesIO(source), strict=True).embedded_signatures:
        # Whose key it is, is not asked here: what came along counts as trusted, so that no log tells names.
        at_hand = [each.signer_cert, *each.other_embedded_certs]
        trust = ValidationContext(trust_roots=at_hand, allow_fetching=False)
        status = run_without_io(async_validate_pdf_signature(each, trust))
        if not status.intact:
            raise SealFault(Reason.NOT_INTACT, "The bytes of the file are not those that were signed.")
        if not status.valid:
            raise SealFault(Reason.SIGNATURE_WRONG, "The signature does not fit its certificate.")
        if not status.docmdp_ok:
            raise SealFault(Reason.CHANGED_AFTER_SIGNING, "Something was added that the signature does not allow.")
        stamped = status.timestamp_validity
        if stamped is not None and not (stamped.intact and stamped.valid):
            raise SealFault(Reason.TIME_STAMP_WRONG, "The time stamp does not belong to this signature.")
