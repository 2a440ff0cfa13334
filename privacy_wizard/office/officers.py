"""Who writes to a register."""

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding

from ..identity import SigningKey
from ..register import Officer


def officer_of(key: SigningKey) -> Officer:
    """The owner of a key: what they record is signed with it."""
    return Officer(
        certificate=key.certificate.public_bytes(Encoding.DER),
        sign=lambda message: key.private_key.sign(message, ec.ECDSA(SHA256())),
    )
