"""Invitations, made and signed by an officer."""

import secrets
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from attrs import field, frozen
from cryptography import x509

from ..certificates import fingerprint
from ..domain.certificate_events import InvitationEnd, InvitationEnded, Invited
from ..domain.invitation import Invitation
from ..domain.register_views import PersonRow
from ..domain.signature import Purpose
from ..domain.vocabulary import Occasion
from ..i18n import Message
from ..identity import SigningKey, fingerprint_words
from ..identity.authority_profile import CertificateKind, is_authority, kind_of, signed_by
from ..identity.authority_trust import sign_document
from ..reports.letters import Slip
from ..school.invitation_files import binding_key, new_code, write_invitation
from ..system import OutgoingFiles
from .errors import NotAnOfficer, OfficeTrouble

CODE_LASTS = timedelta(days=30)

if TYPE_CHECKING:
    from ..register import CertificateRecord


@frozen(kw_only=True)
class Wanted:
    """Who to invite, and to what."""

    school: str
    name: str
    staff_number: str
    campaign: str
    occasion: Occasion
    pack: str = ""
    due: date | None = None
    lasts: timedelta = CODE_LASTS


class NotRunning(OfficeTrouble):
    """The invitation was answered or withdrawn, or has expired."""

    sentence = Message("This invitation is no longer open, so there is no new slip for it. Invite the person again.")


@frozen(kw_only=True)
class MadeInvitation:
    """The file to send, and the slip to hand over. The code is kept nowhere else."""

    invitation: Invitation
    file: bytes = field(repr=False)
    slip: Slip
    event: Invited


Invite = Callable[[PersonRow, Callable[[MadeInvitation, OutgoingFiles], None]], MadeInvitation]


def invite(
    officer: SigningKey,
    wanted: Wanted,
    record: "CertificateRecord",
    *,
    now: datetime,
    write: Callable[[MadeInvitation], None] = lambda _made: None,
) -> MadeInvitation:
    """Make, sign and record an invitation; `write` puts it on the disk before it is recorded.

    Raises NotAnOfficer, and what `write` and the record raise.

    Costs a tenth of a second on purpose: the code is made hard to guess from what the record keeps.
    """
    moment, authority = now.replace(microsecond=0), _authority_behind(officer)
    invitation = Invitation(
        id=secrets.token_hex(16),
        school=wanted.school,
        authority=fingerprint(authority).hex(),
        name=wanted.name,
        staff_number=wanted.staff_number,
        campaign=wanted.campaign,
        occasion=wanted.occasion,
        pack=wanted.pack,
        issued=moment,
        expires=moment + wanted.lasts,
        due=wanted.due,
    )
    code = new_code()
    event = Invited(
        person=record.person(wanted.staff_number),
        campaign=wanted.campaign,
        invitation=invitation.id,
        expires=invitation.expires,
        code_check=binding_key(code, invitation).hex(),
    )
    file = write_invitation(invitation, lambda signed: sign_document(officer, Purpose.INVITATION, signed))
    made = MadeInvitation(
        invitation=invitation, file=file, slip=_slip(invitation, code, fingerprint_words(authority)), event=event
    )
    write(made)
    record.enter(event)
    return made


def withdraw(invitation: str, record: "CertificateRecord") -> InvitationEnded | None:
    """End an invitation before it is answered; None if there is nothing to end."""
    pending = record.pending(invitation)
    if pending is None or pending.ended:
        return None
    event = InvitationEnded(person=pending.person, invitation=invitation, end=InvitationEnd.WITHDRAWN)
    record.enter(event)
    return event


def new_slip(invitation: Invitation, words: tuple[str, ...], record: "CertificateRecord", now: datetime) -> Slip:
    """A new code for an open invitation: its file stays valid, and the code on the old slip stops working. `words`
    are those of the school's certificate. Raises NotRunning, and what the record raises.
    """
    pending = record.pending(invitation.id)
    if pending is None or pending.ended or pending.expires <= now:
        raise NotRunning
    code = new_code()
    event = Invited(
        person=pending.person,
        campaign=invitation.campaign,
        invitation=invitation.id,
        expires=invitation.expires,
        code_check=binding_key(code, invitation).hex(),
    )
    record.enter(event)
    return _slip(invitation, code, words)


def _authority_behind(officer: SigningKey) -> x509.Certificate:
    """The authority that issued the officer's certificate. Raises NotAnOfficer."""
    issuers = [each for each in officer.chain if is_authority(each) and signed_by(officer.certificate, each)]
    if kind_of(officer.certificate) is not CertificateKind.OFFICER or not issuers:
        raise NotAnOfficer
    return issuers[0]


def _slip(invitation: Invitation, code: str, words: tuple[str, ...]) -> Slip:
    return Slip(
        school=invitation.school,
        name=invitation.name,
        staff_number=invitation.staff_number,
        code=code,
        expires=invitation.expires,
        words=words,
    )
