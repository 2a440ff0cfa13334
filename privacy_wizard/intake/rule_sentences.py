"""Every reason that the register gives, with its sentence: what was found, what it means, what to do."""

from collections.abc import Mapping
from enum import StrEnum

from ..i18n import Message


class Rule(StrEnum):
    """Why an attestation that is good in itself is not simply accepted."""

    NOBODY = "not on the staff list"
    OTHER_NAME = "another name than on the staff list"
    HAD_LEFT = "had left the school"
    OTHER_KIND = "another kind of work than on the staff list"
    SOMEBODY_ELSES_KEY = "key of somebody else"
    CONTRADICTS_KNOWN_KEY = "another key than the known one"
    UNKNOWN_KEY = "unknown key"
    CERTIFICATE_NOT_ON_RECORD = "certificate not on record"
    REVOKED = "certificate revoked"
    REVOKED_SINCE = "certificate revoked since"
    SUPERSEDED = "certificate replaced"
    OTHER_BYTES = "the same attestation in another form"
    NEWER_HELD = "a newer one is held"
    OTHER_INVITATION = "invitation of somebody else"
    UNKNOWN_INVITATION = "unknown invitation"
    INVITATION_WITHDRAWN = "invitation withdrawn"
    INVITATION_ANSWERED = "invitation answered already"
    ANSWERED_ALREADY = "answered already"
    NO_CAMPAIGN = "not asked for"
    BEFORE_CAMPAIGN = "made before it was asked for"
    AFTER_CAMPAIGN = "made after the campaign ended"
    OTHER_SCHOOL = "made for another school"
    OTHER_POLICY = "made under another policy"
    EXCEPTION = "exception to confirm"

    @property
    def rejects(self) -> bool:
        """Whether it rejects; otherwise an officer takes a look."""
        return self in _REJECT


_REJECT = frozenset((Rule.SOMEBODY_ELSES_KEY, Rule.CONTRADICTS_KNOWN_KEY, Rule.REVOKED, Rule.OTHER_INVITATION))
_IN_PERSON = Message("Compare the words of the key with the person, face to face")

SENTENCES: Mapping[Rule, Message] = {
    Rule.NOBODY: Message(
        "Nobody on the staff list has this staff number or this key. Check the number, or enter the person first."
    ),
    Rule.OTHER_NAME: Message(
        "The name is not the one on the staff list. Ask the person whether it has changed, and correct the list if so."
    ),
    Rule.HAD_LEFT: Message("The person had left the school when this was made. Check the last day on the staff list."),
    Rule.OTHER_KIND: Message(
        "The person said something else about their kind of work than the staff list does, and other "
        "questions may have been asked. Check which is right."
    ),
    Rule.SOMEBODY_ELSES_KEY: Message(
        "The key is known to belong to somebody else. Somebody may have signed for another person. Do not "
        "accept it; ask both of them."
    ),
    Rule.CONTRADICTS_KNOWN_KEY: Message(
        "The person is known by another key, and nobody vouches for this one. Somebody else may have "
        "signed. Ask the person, face to face; if they have a new key, confirm it or issue a certificate "
        "for it."
    ),
    Rule.UNKNOWN_KEY: Message(
        "It is not known yet whose key this is. {remedy}, once; it is recognised from then on.", remedy=_IN_PERSON
    ),
    Rule.CERTIFICATE_NOT_ON_RECORD: Message(
        "The authority has issued this certificate, but the register does not know it. Find out when and "
        "by whom it was issued before you accept this."
    ),
    Rule.REVOKED: Message(
        "The certificate was revoked before this was signed, so nobody vouches for the signature. Ask the "
        "person to sign again with their new key."
    ),
    Rule.REVOKED_SINCE: Message(
        "The certificate has been revoked since. That it was signed before is only the signer’s word. Ask "
        "the person whether they signed it, or to sign again with their new key."
    ),
    Rule.SUPERSEDED: Message(
        "The person had a new key already when this was signed with the old one. Ask the person whether they signed it."
    ),
    Rule.OTHER_BYTES: Message(
        "This attestation is held already, signed or written in another way. Compare the two and ask the "
        "person which one counts."
    ),
    Rule.NEWER_HELD: Message(
        "A newer attestation of this person is held. This may be an old one handed in again. Ask the "
        "person which one counts."
    ),
    Rule.OTHER_INVITATION: Message(
        "It answers an invitation that was made for another person or another campaign, so it is not the "
        "answer to it. Ask the person to open their own invitation and to make it again."
    ),
    Rule.UNKNOWN_INVITATION: Message(
        "It names an invitation that is not on record here. Find out where the invitation came from, and "
        "send this school’s if it was another’s."
    ),
    Rule.INVITATION_WITHDRAWN: Message(
        "The invitation that it answers was withdrawn. Accept it only if it is wanted all the same."
    ),
    Rule.INVITATION_ANSWERED: Message(
        "The invitation that it names was answered already. Accept this one only if it is to count instead."
    ),
    Rule.ANSWERED_ALREADY: Message(
        "The person has answered this campaign already. Accept this one only if it is to count instead."
    ),
    Rule.NO_CAMPAIGN: Message(
        "No campaign asks this person for it. Accept it if it is wanted all the same, or start a campaign."
    ),
    Rule.BEFORE_CAMPAIGN: Message(
        "It was made before the campaign opened, so it may be last year’s. Ask the person to make a new one."
    ),
    Rule.AFTER_CAMPAIGN: Message("It was made after the campaign had ended. Accept it if it is still to count."),
    Rule.OTHER_SCHOOL: Message(
        "It names another school than this one. Ask the person to make it again for this school."
    ),
    Rule.OTHER_POLICY: Message(
        "It was made under another policy than the school applies to this person. Ask the person to make "
        "it again under the right one."
    ),
    Rule.EXCEPTION: Message(
        "The person declared an exception that somebody is said to have approved. Ask whoever approved it, "
        "and confirm it."
    ),
}
