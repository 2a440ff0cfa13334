"""Invitations and the requests that answer them: their content, and when a request is granted. Pure."""

import hmac
from collections.abc import Collection
from datetime import date, datetime
from enum import StrEnum

from attrs import field, frozen

from ..i18n import Message
from .vocabulary import Occasion

INVITATION_FORMAT = "privacy-wizard-invitation/1"
REQUEST_FORMAT = "privacy-wizard-request/1"
MOST_TRIES = 5
_NAME = {"limit": 200}
_NUMBER = {"limit": 64}
_SHA256 = {"pattern": "[0-9a-f]{64}"}
_INVITATION = {"pattern": "[0-9a-f]{32}"}
_CAMPAIGN = {"pattern": "[A-Za-z0-9._:-]{1,64}"}


@frozen(kw_only=True)
class NamedInvitation:
    """An invitation, as an answer to it names it."""

    identifier: str = field(metadata=_INVITATION)
    campaign: str = field(metadata=_CAMPAIGN)


@frozen(kw_only=True)
class Invitation:
    """A school's request to one person for one campaign, signed by an officer. It never contains its one-time code."""

    format: str = field(default=INVITATION_FORMAT, metadata={"pattern": INVITATION_FORMAT})
    id: str = field(metadata=_INVITATION)
    school: str = field(metadata=_NAME)
    authority: str = field(metadata=_SHA256)  # fingerprint of the school's authority
    name: str = field(metadata=_NAME)
    staff_number: str = field(metadata=_NUMBER)
    campaign: str = field(metadata=_CAMPAIGN)
    occasion: Occasion
    pack: str = field(metadata={"pattern": r"([a-z0-9][a-z0-9.\-]{0,99})?"})  # empty: as the profile says
    issued: datetime
    expires: datetime  # of the code; the campaign's due date is another
    due: date | None

    @property
    def named(self) -> NamedInvitation:
        """As an attestation names it."""
        return NamedInvitation(identifier=self.id, campaign=self.campaign)


@frozen(kw_only=True)
class CertificateRequest:
    """An answer to an invitation: a key, and proof that the sender was given the code."""

    format: str = field(default=REQUEST_FORMAT, metadata={"pattern": REQUEST_FORMAT})
    invitation: str = field(metadata=_INVITATION)
    authority: str = field(metadata=_SHA256)
    staff_number: str = field(metadata=_NUMBER)
    request: str = field(metadata={"limit": 4000})  # PKCS #10, PEM
    proof: str = field(metadata=_SHA256)  # HMAC-SHA256 under the key made from the code, hex


@frozen(kw_only=True)
class PendingInvitation:
    """What the officer's side knows of an invitation it has sent."""

    invitation: str
    person: str  # the record's own identifier of the person
    expires: datetime
    code_check: str = field(repr=False)  # the key made from the code, hex; it proves requests, so it is kept safe
    tries: int = 0  # wrong ones so far
    ended: bool = False  # answered, withdrawn or used up


class RequestVerdict(StrEnum):
    """Whether a request is granted, and if not, why."""

    GRANTED = "granted"
    UNKNOWN = "unknown invitation"
    ENDED = "invitation ended"
    EXPIRED = "code expired"
    OTHER_PERSON = "made for another person"
    OTHER_SCHOOL = "made for another school"
    WRONG_CODE = "wrong code"

    @property
    def sentence(self) -> str:
        """For the officer: what happened, what it means, what to do."""
        return str(_SENTENCES[self])


_AGAIN = Message("No certificate was issued. Make a new invitation and hand over its code in person.")
_SENTENCES = {
    RequestVerdict.GRANTED: Message("The request answers the invitation and proves the code."),
    RequestVerdict.UNKNOWN: Message(
        "This request answers an invitation that is not on record here. {remedy}", remedy=_AGAIN
    ),
    RequestVerdict.ENDED: Message(
        "This invitation was answered, withdrawn or tried too often. {remedy}", remedy=_AGAIN
    ),
    RequestVerdict.EXPIRED: Message("The code of this invitation has expired. {remedy}", remedy=_AGAIN),
    RequestVerdict.OTHER_PERSON: (
        Message(
            "The invitation was made for somebody other than the person named in the request. No "
            "certificate was issued. Ask the person who sent it, face to face."
        )
    ),
    RequestVerdict.OTHER_SCHOOL: (
        Message(
            "The request was made for another school. No certificate was issued. Ask the person which "
            "invitation they opened, and send this school's again."
        )
    ),
    RequestVerdict.WRONG_CODE: (
        Message(
            "The request was not made with the code that was handed over. No certificate was issued. Ask "
            "the person to type the code from their slip again; after five wrong tries the invitation is "
            "closed."
        )
    ),
}


def judge_request(
    request: CertificateRequest,
    pending: PendingInvitation | None,
    *,
    person: str,
    authorities: Collection[str],
    expected_proof: str,
    now: datetime,
) -> RequestVerdict:
    """Whether to grant a request. Only WRONG_CODE counts as a try.

    `person` is the record's identifier for the request's staff number, `authorities` the fingerprints of the school's
    authority and those before it, `expected_proof` what the right code gives.
    """
    if pending is None or pending.invitation != request.invitation:
        return RequestVerdict.UNKNOWN
    if pending.ended or pending.tries >= MOST_TRIES:
        return RequestVerdict.ENDED
    if now > pending.expires:
        return RequestVerdict.EXPIRED
    if person != pending.person:
        return RequestVerdict.OTHER_PERSON
    if request.authority not in authorities:
        return RequestVerdict.OTHER_SCHOOL
    right = hmac.compare_digest(request.proof, expected_proof)
    return RequestVerdict.GRANTED if right else RequestVerdict.WRONG_CODE
