"""The list of revoked certificates (X.509 CRL), for people who verify with other programs."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum

from attrs import frozen
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding

from .authority import Authority

_NEXT = timedelta(days=400)


class Withdrawal(StrEnum):
    """Why a certificate is not believed from a given moment on."""

    KEY_COMPROMISED = "key compromised"
    SUPERSEDED = "superseded"
    LEFT = "left the school"
    MISTAKE = "issued by mistake"

    def recorded(self, note: str = "") -> str:
        """As a record keeps it, with what the officer noted."""
        return f"{self}: {note}" if note else str(self)

    @classmethod
    def of(cls, recorded: str) -> "Withdrawal":
        """Why, by a record; what it does not say in one of these words counts as a mistake."""
        word = recorded.partition(":")[0]
        return cls(word) if word in list(cls) else cls.MISTAKE


_FLAGS = {
    Withdrawal.KEY_COMPROMISED: x509.ReasonFlags.key_compromise,
    Withdrawal.SUPERSEDED: x509.ReasonFlags.superseded,
    Withdrawal.LEFT: x509.ReasonFlags.affiliation_changed,
    Withdrawal.MISTAKE: x509.ReasonFlags.privilege_withdrawn,
}


@frozen(kw_only=True)
class WithdrawnCertificate:
    """One certificate on the list."""

    serial: int
    since: datetime  # aware; from when on its signatures are not believed
    why: Withdrawal


def revocation_list(
    authority: Authority, entries: Iterable[WithdrawnCertificate], *, number: int, now: datetime
) -> bytes:
    """The signed list as PEM; `number` grows with each list of this authority."""
    own = x509.AuthorityKeyIdentifier.from_issuer_public_key(authority.private_key.public_key())
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(authority.certificate.subject)
        .last_update(now)
        .next_update(min(now + _NEXT, authority.certificate.not_valid_after_utc))
        .add_extension(x509.CRLNumber(number), critical=False)
        .add_extension(own, critical=False)
    )
    for entry in entries:
        builder = builder.add_revoked_certificate(_revoked(entry))
    return builder.sign(authority.private_key, hashes.SHA256()).public_bytes(Encoding.PEM)


def _revoked(entry: WithdrawnCertificate) -> x509.RevokedCertificate:
    return (
        x509.RevokedCertificateBuilder()
        .serial_number(entry.serial)
        # Other programs read this date as the one from which signatures are not believed.
        .revocation_date(entry.since)
        .add_extension(x509.CRLReason(_FLAGS[entry.why]), critical=False)
        .build()
    )
