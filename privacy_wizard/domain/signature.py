"""A signature that lies beside a document: the school's on its profile and its protected list, an officer's on an
invitation.
"""

import base64
from enum import StrEnum

from attrs import field, frozen

_BASE64 = "[A-Za-z0-9+/]+={0,2}"
_CERTIFICATE = {"pattern": _BASE64, "limit": 8_000}


class Purpose(StrEnum):
    """What is signed; part of the signed bytes, so that a signature on one thing is none on another."""

    PROFILE = "school profile"
    INVITATION = "invitation"
    PROTECTED_LIST = "protected list"


@frozen(kw_only=True)
class DetachedSignature:
    """Who signed, and the signature; whether it is good is for `identity` to say."""

    format: str = field(default="privacy-wizard-signature/1", metadata={"pattern": "privacy-wizard-signature/1"})
    certificate: str = field(metadata=_CERTIFICATE)  # the signer's, DER in base64
    chain: tuple[str, ...] = field(metadata={"limit": 64, "each": _CERTIFICATE})  # its issuers and their links
    value: str = field(metadata={"pattern": _BASE64, "limit": 200})  # ECDSA with SHA-256, DER in base64

    def certificates(self) -> tuple[bytes, ...]:
        """The signer's certificate and the chain as DER. Raises ValueError."""
        return tuple(base64.b64decode(each, validate=True) for each in (self.certificate, *self.chain))
