"""The trust on which a file was judged, as the register keeps it for good; read and written only here."""

from datetime import datetime
from enum import StrEnum

from attrs import frozen

from ..serialization import Refused, from_canonical, to_canonical

_LIMIT = 1_000_000  # bytes; one person's keys and two names fit many times over


class TrustedThrough(StrEnum):
    """How it is known whose signature it is."""

    AUTHORITY = "the school's authority"
    KNOWN_KEY = "a key that was compared in person"
    NOTHING = "nothing"


@frozen(kw_only=True)
class TrustEvidence:
    """What was known when a file was judged, so that it stays trusted after the certificate has expired."""

    judged: datetime  # by the register's clock
    through: TrustedThrough
    key: str  # SHA-256 of the public key
    voucher: str  # SHA-256 of the authority's public key
    certificate: str
    issuer: str
    starts: datetime | None
    ends: datetime | None
    confirmed_keys: tuple[str, ...]
    profile: int

    def text(self) -> str:
        """The recorded form."""
        return to_canonical(self).decode()

    @classmethod
    def recorded(cls, text: str) -> "TrustEvidence | None":
        """What a record says; None where nothing was judged by its signature, as with what came on paper."""
        try:
            return from_canonical(text.encode(), cls, _LIMIT)
        except (Refused, ValueError):
            return None
