"""What an officer decides about an attestation; each decision is on record before anything is handed out."""

from datetime import date

from ..domain.register import Decided, KeyConfirmed, Standing
from ..domain.register_views import AttestationRow
from ..machine import Trouble
from ..school.mails import Attached, MailKind, mail_draft
from .books import Books


class NobodysAttestation(Trouble):
    """An attestation is accepted for someone, or not at all."""

    def __str__(self) -> str:
        """The sentence for the reader."""
        return "Nothing was recorded: say first whose attestation this is."


class ReasonMissing(Trouble):
    """What is sent back needs a reason."""

    def __str__(self) -> str:
        """The sentence for the reader."""
        return "Nothing was recorded: say why it goes back. The person reads it, and it is kept on record."


class NoAddress(Trouble):
    """The person has no e-mail address on the staff list."""

    def __str__(self) -> str:
        """The sentence for the reader."""
        return (
            "It was sent back on record, but no mail was drafted: the person has no e-mail address on the staff list. "
            "Tell them yourself."
        )


def accept(
    books: Books,
    row: AttestationRow,
    *,
    person: str | None,
    campaign: str | None,
    confirmed: tuple[str, ...] = (),
    key_was_compared: bool = False,
    note: str = "",
) -> None:
    """Accept it for a person and, where it answers one, a campaign. Raises NobodysAttestation, RegisterTrouble.

    `key_was_compared`: the officer compared the words of the key with the person, face to face.
    """
    if person is None:
        raise NobodysAttestation
    decided = Decided(
        attestation=row.attestation,
        person=person,
        campaign=campaign,
        standing=Standing.ACCEPTED,
        reason=note.strip(),
        confirmed=confirmed,
    )
    known = [KeyConfirmed(person=person, fingerprint=row.fingerprint)] if key_was_compared and row.fingerprint else []
    books.record(*known, decided)


def reject(books: Books, row: AttestationRow, reason: str) -> None:
    """Reject it, with a reason. Raises ReasonMissing, RegisterTrouble."""
    books.record(_decided(row, Standing.REJECTED, reason))


def send_back(
    books: Books, row: AttestationRow, reason: str, *, occasion: str, due: date | None, officer: str, school: str
) -> bytes:
    """Record that it goes back, and draft the mail that says why (`.eml`).

    Raises ReasonMissing, NoAddress (it is on record then), RegisterTrouble.
    """
    books.record(_decided(row, Standing.SENT_BACK, reason))
    who = books.person(row.person) if row.person else None
    if who is None or not who.member.email:
        raise NoAddress
    facts = {
        "name": who.member.name,
        "school": school,
        "occasion": occasion,
        "reason": reason.strip(),
        "due": f"{due.day} {due:%B %Y}" if due else "",
        "officer": officer,
    }
    attached: tuple[Attached, ...] = ()
    return mail_draft(MailKind.SEND_BACK, who.member.email, facts, attached)


def _decided(row: AttestationRow, standing: Standing, reason: str) -> Decided:
    if not reason.strip():
        raise ReasonMissing
    return Decided(
        attestation=row.attestation,
        person=row.person,
        campaign=row.campaign,
        standing=standing,
        reason=reason.strip(),
    )
