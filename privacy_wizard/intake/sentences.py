"""A sentence for each reason of a check or of the register: what was found, what it means, what to do."""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from attrs import frozen

from ..attestation.reasons import Reason
from ..i18n import Message, ngettext
from ..system.trouble import NO_FILE


class Rule(StrEnum):
    """Why a valid attestation is not simply accepted."""

    NOBODY = "not on the staff list"
    NAMESAKES = "several on the staff list have the name"
    BY_NAME = "found by the name alone"
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
    EARLIER_RULES = "made under earlier rules"
    EXCEPTION = "exception to confirm"
    FOR_AN_OFFICER = "for an officer to accept"

    @property
    def rejects(self) -> bool:
        """Whether it rejects; otherwise an officer takes a look."""
        return self in _REJECT


_REJECT = frozenset((Rule.SOMEBODY_ELSES_KEY, Rule.CONTRADICTS_KNOWN_KEY, Rule.REVOKED, Rule.OTHER_INVITATION))
COMMON = frozenset((Rule.UNKNOWN_KEY, Rule.BY_NAME, Rule.FOR_AN_OFFICER))
_IN_PERSON = Message("Compare the words of the key with the person, face to face")

RULE_SENTENCES: Mapping[Rule, Message] = {
    Rule.EARLIER_RULES: Message(
        "It was scored by older rules than the ones this campaign began with, so its score cannot be "
        "compared with the others. Ask for it to be made again with the current version of the program, "
        "or accept it as it is."
    ),
    Rule.NOBODY: Message(
        "Nobody on the staff list has this staff number or this key. Check the number, or enter the person first."
    ),
    Rule.NAMESAKES: Message("More than one person on the staff list has this name. Ask them, and say whose it is."),
    Rule.BY_NAME: Message(
        "It does not give a staff number from the list. One person on the list has this name, so it "
        "counts as handed in by them. If it is somebody else’s, say whose."
    ),
    Rule.OTHER_NAME: Message(
        "The name is not the one on the staff list. Ask the person whether it has changed, and correct the list if so."
    ),
    Rule.HAD_LEFT: Message("The person had left the school when this was made. Check the last day on the staff list."),
    Rule.OTHER_KIND: Message(
        "What the person said about how they work with the school differs from the staff list, so other "
        "questions may have been asked. Check which is right."
    ),
    Rule.SOMEBODY_ELSES_KEY: Message(
        "The key is known to belong to somebody else. Somebody may have signed for another person. Do not "
        "accept it; ask both of them."
    ),
    Rule.CONTRADICTS_KNOWN_KEY: Message(
        "The person is known by a different key, and nobody vouches for this one. Somebody else may have "
        "signed. Ask the person, face to face; if they have a new key, confirm it or issue a certificate "
        "for it."
    ),
    Rule.UNKNOWN_KEY: Message(
        "Nobody has compared this key with its owner yet. {remedy}, once; it is recognised from then on.",
        remedy=_IN_PERSON,
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
        "This attestation is already held, signed or written differently. Compare the two and ask the "
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
        "send one from this school if it was another school’s."
    ),
    Rule.INVITATION_WITHDRAWN: Message(
        "The invitation that it answers was withdrawn. Accept it only if you want it all the same."
    ),
    Rule.INVITATION_ANSWERED: Message(
        "The invitation that it names was answered already. Accept this one only if it is to count instead."
    ),
    Rule.ANSWERED_ALREADY: Message(
        "The person has answered this campaign already. Accept this one only if it is to count instead."
    ),
    Rule.NO_CAMPAIGN: Message(
        "No campaign asks this person for it. Accept it if you want it all the same, or start a campaign."
    ),
    Rule.BEFORE_CAMPAIGN: Message(
        "It was made before the campaign opened, so it may be last year’s. Ask the person to make a new one."
    ),
    Rule.AFTER_CAMPAIGN: Message("It was made after the campaign had ended. Accept it if it should still count."),
    Rule.OTHER_SCHOOL: Message(
        "It names a different school. If yours is also called that, say so once, for all of them. If not, ask the "
        "person to make it again for this school."
    ),
    Rule.OTHER_POLICY: Message(
        "It was made under a different policy from the one the school applies to this person. Ask the "
        "person to make it again under the right one."
    ),
    Rule.FOR_AN_OFFICER: Message(
        "It is in order. In this school an officer accepts what comes in, and the person who took it in "
        "is not one: it waits for an officer to accept it."
    ),
    Rule.EXCEPTION: Message(
        "The person declared an exception that somebody is said to have approved. Ask whoever approved it, "
        "and confirm it."
    ),
}


_ASK_AGAIN = Message("Please ask for the attestation again.")
_SIGN_AGAIN = Message("Please ask for it to be made and signed again.")

SENTENCES: Mapping[Reason, Message] = {
    Reason.NOT_READABLE: NO_FILE,
    Reason.TOO_LARGE: Message(
        "The file is far larger than any attestation, so it was not opened. {remedy}", remedy=_ASK_AGAIN
    ),
    Reason.NOT_A_PDF: Message("The file is not a PDF. {remedy}", remedy=_ASK_AGAIN),
    Reason.NOT_PLAIN: Message(
        "The file is not built as attestations are, so this program did not make it. {remedy}", remedy=_ASK_AGAIN
    ),
    Reason.LOCKED: Message(
        "The file is locked with a password, so nothing in it can be checked. Please ask for the PDF as the program "
        "saved it, without a password."
    ),
    Reason.TOO_SLOW: Message(
        "The file took too long to check, so the check was stopped. Try once more; if it happens again, do "
        "not open the file and ask for the attestation again."
    ),
    Reason.CRASHED: Message(
        "The check of the file could not be finished, so nothing in it can be trusted. {remedy}", remedy=_ASK_AGAIN
    ),
    Reason.NOT_SIGNED: Message(
        "There is no signature in the file, so nobody stands behind what it says: it was not signed, was printed again "
        "or is cut off. Please ask for the file as the program saved it."
    ),
    Reason.SIGNATURE_DAMAGED: Message(
        "The signature is damaged and cannot be checked. This happens when another program saves the "
        "file again, or when it is cut off. Please ask for the file as the program saved it."
    ),
    Reason.NOT_INTACT: Message(
        "The file was changed after it was signed: it is no longer what the signer signed. Please ask the "
        "signer for the original."
    ),
    Reason.SIGNATURE_WRONG: Message(
        "The signature is not right, so there is no telling who signed this. {remedy}", remedy=_SIGN_AGAIN
    ),
    Reason.CHANGED_AFTER_SIGNING: Message(
        "Something was added to the file after it was signed. Please ask the signer for the original."
    ),
    Reason.CERTIFICATE_NOT_VALID_THEN: Message(
        "The certificate did not cover the day on which this was signed. {remedy}", remedy=_SIGN_AGAIN
    ),
    Reason.BEFORE_CERTIFICATE: Message(
        "This was signed before its certificate was issued, by the signer’s own clock. The clock may have "
        "been wrong. Please ask the signer when they signed it."
    ),
    Reason.TIME_STAMP_WRONG: Message("The time stamp does not belong to this signature. {remedy}", remedy=_SIGN_AGAIN),
    Reason.TIME_SERVICE_UNKNOWN: Message(
        "The time stamp is from a service that the school’s file does not name, so it says no more than the "
        "signer’s own clock. Please ask the signer when they signed, or have the school’s file name the service with "
        "its certificate."
    ),
    Reason.OFFICER_WRONG: Message(
        "The countersignature is not one that this program makes, or its box shows something other than "
        "the name and the time of whoever countersigned. Please have the attestation countersigned again."
    ),
    Reason.NO_DATA: Message(
        "The data of the attestation are missing, or there is more than one set of them. {remedy}", remedy=_SIGN_AGAIN
    ),
    Reason.DATA_WRONG: Message("The attached data are not those of an attestation. {remedy}", remedy=_SIGN_AGAIN),
    Reason.OTHER_KEY: Message(
        "The file was signed with a key other than the one it names. Somebody else may have signed it. "
        "Please ask the person named in it."
    ),
    Reason.OTHER_PERSON: Message(
        "The certificate belongs to somebody other than the person the attestation is about. Please ask "
        "the person named in it."
    ),
    Reason.OTHER_NAME: Message(
        "The name on the page is not the one in the certificate, so the page is about somebody other "
        "than the signer. {remedy}",
        remedy=_SIGN_AGAIN,
    ),
    Reason.NAME_SPELLED_OTHERWISE: Message(
        "The name on the page is not spelt as in the certificate. Please make sure that it is the same person."
    ),
    Reason.SCHOOL_DIFFERS: Message(
        "The page and the certificate name different schools. Please ask the signer which school it was made for."
    ),
    Reason.WITHOUT_FURTHER: Message(
        "The school’s file asks for the further questions, and they are not on this page. Please ask the signer to "
        "open the school’s file and make it again."
    ),
    Reason.OTHER_LOGO: Message(
        "The picture at the top right of page 1, in the place of the school’s logo, is not the logo in the school’s "
        "file here, nor one on the school’s record. Please look at it: it may be an older logo, or show what does not "
        "belong there."
    ),
    Reason.OTHER_SCHOOL: Message(
        "The page names a school other than the one whose file is in use here. Please ask the signer "
        "to make it again for this school."
    ),
    Reason.TIMES_DIFFER: Message(
        "The time of the signature is not the time that the attestation gives. {remedy}", remedy=_SIGN_AGAIN
    ),
    Reason.IN_THE_FUTURE: Message(
        "The attestation is dated in the future. Please check the clock of this computer; if it is right, "
        "ask for the attestation to be signed again."
    ),
    Reason.PAGE_DIFFERS: Message(
        "The pages do not show what the signed data say. Do not rely on what they show. {remedy}",
        remedy=_SIGN_AGAIN,
    ),
    Reason.WORDING_DIFFERS: Message(
        "A text in the attestation is not the one that belongs to its data. Do not rely on what the "
        "pages show. {remedy}",
        remedy=_SIGN_AGAIN,
    ),
    Reason.ACTIVE_CONTENT: Message(
        "The file holds something that no attestation of any version holds, such as a script, an action, a "
        "note or another file. Do not open it in another program. {remedy}",
        remedy=_ASK_AGAIN,
    ),
    Reason.NO_DECLARATION: Message(
        "The attestation has no declaration, so nothing was declared by signing it. {remedy}", remedy=_SIGN_AGAIN
    ),
    Reason.NOT_THE_EXPECTED_SET: Message(
        "The attestation does not answer exactly the questions that the policy asks for these accounts. {remedy}",
        remedy=_SIGN_AGAIN,
    ),
    Reason.FINDING_WRONG: Message(
        "A finding cannot come from the questions that the policy asks. {remedy}", remedy=_SIGN_AGAIN
    ),
    Reason.LEFT_OUT_WRONG: Message(
        "A question was left out of the score without a reason that the checklist allows. {remedy}", remedy=_SIGN_AGAIN
    ),
    Reason.EXCEPTION_WRONG: Message(
        "An exception was declared that the policy does not allow. Please talk to the signer."
    ),
    Reason.SCORE_WRONG: Message(
        "The score or the outcome does not follow from the findings. {remedy}", remedy=_SIGN_AGAIN
    ),
    Reason.NOT_TRUSTED: Message(
        "The signature is not from a key that you trust: the name on it may be anybody's. Please compare "
        "the words of the key with the signer in person."
    ),
    Reason.ISSUER_FORGED: Message(
        "A certificate in the file says that the school’s authority issued it, but the authority never "
        "signed it, so somebody forged it. Do not accept it; ask the person named in it."
    ),
    Reason.UNKNOWN_KEY: Message(
        "It is not known whose key this is: the name on it may be anybody's. Compare the words of the key "
        "with the signer in person, or name a certificate that you trust."
    ),
    Reason.OFFICER_UNKNOWN: Message(
        "The countersignature is from a key that is not among those that you trust. Please name the "
        "officer’s certificate too, or compare the words of the key in person."
    ),
    Reason.NOT_AN_OFFICER: Message(
        "The countersignature is from somebody who may not countersign this: only an officer’s certificate "
        "of the school allows it, and never for oneself. Please have an officer countersign the original."
    ),
    Reason.CERTIFICATE_RAN_OUT: Message(
        "The certificate has run out since. It covered the day that the signer gives, but that day is the "
        "signer’s own word. Please check when the file reached you."
    ),
    Reason.REVOKED: Message(
        "The school had revoked the certificate before this was signed, so nobody vouches for the signature. {remedy}",
        remedy=_SIGN_AGAIN,
    ),
    Reason.REVOKED_SINCE: Message(
        "The school has revoked the certificate since. That this was signed before is only the signer’s "
        "word. Please ask the signer whether they signed it."
    ),
    Reason.OFFICER_REVOKED: Message(
        "The school had revoked the officer’s certificate before this was countersigned. Please have the "
        "attestation countersigned again."
    ),
    Reason.OFFICER_REVOKED_SINCE: Message(
        "The school has revoked the officer’s certificate since this was countersigned. Please ask the "
        "school’s office whether the countersignature counts."
    ),
    Reason.UNKNOWN_LAYOUT: Message(
        "It was made by a newer program than this one: the pages are drawn in a way that is not known "
        "here, so they could not be compared with the data, and it cannot be accepted. Update this program "
        "first."
    ),
    Reason.UNKNOWN_WORDING: Message(
        "It was made by a newer program than this one: the texts are worded in a way that is not known "
        "here, so they could not be compared with the data, and it cannot be accepted. Update this program "
        "first."
    ),
    Reason.UNKNOWN_POLICY: Message(
        "It was made under a version of the policy that neither this program nor the school’s file has, so there is no "
        "telling here whether it is met, and it cannot be accepted as meeting it. Bring the program and "
        "the school’s file up to date, or ask for it to be made again under the school’s policy."
    ),
    Reason.UNKNOWN_CHECKLIST: Message(
        "It was made with other questions than this program or the school’s file has, so there is no "
        "telling here whether the right ones were answered, and it cannot be accepted as meeting "
        "the policy. Update this program first; if that does not help, send it back and ask for it to be made again."
    ),
    Reason.UNKNOWN_DECLARATION: Message(
        "What the signer declares above the signature is not worded as in the program or the school’s "
        "file. Please read it, and ask the school’s office whether it will do."
    ),
    Reason.UNKNOWN_RULES: Message(
        "It was scored by rules that this version of the program does not have, so the score could not "
        "be checked. Please update the program and check the file again."
    ),
    Reason.WITHDRAWN: Message(
        "It was made with a version of a policy or checklist that was withdrawn because it was wrong. "
        "Please ask for it to be made again with the current version."
    ),
}


@frozen(kw_only=True)
class RecordedReason:
    """Why a file was not simply accepted when it came in."""

    code: str
    sentence: str
    rejects: bool


def recorded_reason(code: str) -> RecordedReason:
    """The reason behind a recorded code; one that this version does not know stands for itself."""
    if code in list(Rule):
        rule = Rule(code)
        return RecordedReason(code=code, sentence=str(RULE_SENTENCES[rule]), rejects=rule.rejects)
    if code in list(Reason):
        reason = Reason(code)
        return RecordedReason(code=code, sentence=str(SENTENCES[reason]), rejects=reason.rejects)
    return RecordedReason(code=code, sentence=code, rejects=False)


def gravest_first(codes: Iterable[str]) -> Sequence[RecordedReason]:
    """What rejects, then what only this file has, then what nearly every file has, as a key that nobody compared."""

    def rank(reason: RecordedReason) -> int:
        return 0 if reason.rejects else 2 if reason.code in COMMON else 1

    return sorted(map(recorded_reason, codes), key=rank)


def left_aside(count: int) -> str:
    """How many of the files are no attestations."""
    return ngettext(
        "{n} file of another kind came along and was left aside. It may be a picture, a letter, or empty.",
        "{n} files of other kinds came along and were left aside: pictures, letters, empty files.",
        count,
    )
