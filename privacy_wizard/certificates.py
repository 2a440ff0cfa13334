"""What a certificate says of itself: whose it is, which key it has; and the certificates above it, a complete
chain up to a self-signed authority, or none.
"""

import hashlib
from collections.abc import Sequence
from datetime import datetime

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.types import PublicKeyTypes
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509.oid import NameOID

CertificateOrRequest = x509.Certificate | x509.CertificateSigningRequest


def fingerprint(key: PublicKeyTypes | CertificateOrRequest) -> bytes:
    """SHA-256 of the SubjectPublicKeyInfo: 32 bytes that stay the same whoever issues a certificate for the key."""
    public = key.public_key() if isinstance(key, CertificateOrRequest) else key
    return hashlib.sha256(public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).digest()


def serial_of(certificate: x509.Certificate) -> str:
    """The certificate's number in hex, as it is recorded and shown."""
    return f"{certificate.serial_number:x}"


def is_in_date(certificate: x509.Certificate, moment: datetime) -> bool:
    """Whether its dates cover that moment."""
    return certificate.not_valid_before_utc <= moment <= certificate.not_valid_after_utc


def certified_name(certified: CertificateOrRequest) -> str:
    """The name of a person or an authority; empty where there is none."""
    return _first(subject_texts(certified, NameOID.COMMON_NAME))


def certified_number(certified: CertificateOrRequest) -> str:
    """The staff number or person identifier; empty where there is none."""
    return _first(subject_texts(certified, NameOID.SERIAL_NUMBER))


def certified_school(certified: CertificateOrRequest) -> str:
    """The school; empty where there is none."""
    return _first(subject_texts(certified, NameOID.ORGANIZATION_NAME))


def subject_texts(certified: CertificateOrRequest, kind: x509.ObjectIdentifier) -> tuple[str, ...]:
    """Every part of that kind in its subject. Ours have at most one; those from elsewhere have what they have."""
    return tuple(str(each.value) for each in certified.subject.get_attributes_for_oid(kind))


def _first(found: tuple[str, ...]) -> str:
    return found[0] if found else ""


def whole_chain(leaf: x509.Certificate, others: Sequence[x509.Certificate]) -> tuple[x509.Certificate, ...]:
    """The issuers of `leaf` among the others, nearest first; empty where they do not lead to a self-signed one.

    What is in a whole chain is signed by what is in it, so that no byte of it can be changed unnoticed.
    """
    chain, rest = [leaf], list(others)
    while not is_issued(chain[-1], chain[-1]):
        above = next((each for each in rest if is_issued(chain[-1], each)), None)
        if above is None:
            return ()
        rest.remove(above)
        chain.append(above)
    return tuple(chain[1:])


def is_issued(certificate: x509.Certificate, by: x509.Certificate) -> bool:
    """Whether the other certificate's key signed it, under the issuer's name that it gives."""
    try:
        certificate.verify_directly_issued_by(by)
    except (InvalidSignature, UnsupportedAlgorithm, ValueError, TypeError):
        return False
    return True
