"""A sentence for each reason: what was found, what it means, what to do."""

from collections.abc import Mapping

from ..attestation.reasons import Reason
from ..i18n import Message

_ASK_AGAIN = Message("Please ask for the attestation again.")
_SIGN_AGAIN = Message("Please ask for it to be made and signed again.")

SENTENCES: Mapping[Reason, Message] = {
    Reason.NOT_READABLE: Message("There is no file here that can be read. Please check its name and place."),
    Reason.TOO_LARGE: Message(
        "The file is far larger than any attestation, so it was not opened. {remedy}", remedy=_ASK_AGAIN
    ),
    Reason.NOT_A_PDF: Message("The file is not a PDF. {remedy}", remedy=_ASK_AGAIN),
    Reason.NOT_PLAIN: Message(
        "The file is not built as attestations are, so it does not come from this program. {remedy}", remedy=_ASK_AGAIN
    ),
    Reason.TOO_SLOW: Message(
        "The file took too long to check, so the check was stopped. Try once more; if it happens again, do "
        "not open the file and ask for the attestation again."
    ),
    Reason.CRASHED: Message(
        "The file could not be checked to the end, so nothing in it may be believed. {remedy}", remedy=_ASK_AGAIN
    ),
    Reason.NOT_SIGNED: Message(
        "The attestation is not signed, so nobody stands behind what it says. Please ask for the signed file."
    ),
    Reason.SIGNATURE_DAMAGED: Message("The signature is damaged and cannot be checked. {remedy}", remedy=_ASK_AGAIN),
    Reason.NOT_INTACT: Message(
        "The file was changed after it was signed: it is no longer what the signer signed. Please ask the "
        "signer for the original."
    ),
    Reason.SIGNATURE_WRONG: Message(
        "The signature is not right, so it cannot be told who signed this. {remedy}", remedy=_SIGN_AGAIN
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
        "The time stamp is from a service that the school’s profile does not name, so it says no more than the "
        "signer’s own clock. Please ask the signer when they signed, or have the profile name the service with its "
        "certificate."
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
        "The file was signed with another key than the one that it names. Somebody else may have signed "
        "it. Please ask the person named in it."
    ),
    Reason.OTHER_PERSON: Message(
        "The certificate belongs to another person than the one that the attestation is about. Please ask "
        "the person named in it."
    ),
    Reason.OTHER_NAME: Message(
        "The name on the page is not the one in the certificate, so the page speaks of somebody else than "
        "the signer. {remedy}",
        remedy=_SIGN_AGAIN,
    ),
    Reason.NAME_SPELLED_OTHERWISE: Message(
        "The name on the page is spelled otherwise than in the certificate. Please make sure that it is "
        "the same person."
    ),
    Reason.SCHOOL_DIFFERS: Message(
        "The page names another school than the certificate. Please ask the signer for which school it was made."
    ),
    Reason.OTHER_SCHOOL: Message(
        "The page names another school than the school’s profile that is in use here. Please ask the "
        "signer to make it again for this school."
    ),
    Reason.TIMES_DIFFER: Message(
        "The time of the signature is not the time that the attestation gives. {remedy}", remedy=_SIGN_AGAIN
    ),
    Reason.IN_THE_FUTURE: Message(
        "The attestation is dated in the future. Please check the clock of this computer; if it is right, "
        "ask for the attestation to be signed again."
    ),
    Reason.PAGE_DIFFERS: Message(
        "The pages do not show what the signed data say. Do not rely on what is seen on them. {remedy}",
        remedy=_SIGN_AGAIN,
    ),
    Reason.WORDING_DIFFERS: Message(
        "A text in the attestation is not the one that belongs to its data. Do not rely on what is seen on "
        "the pages. {remedy}",
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
        "A question was left out of the score without a ground that the checklist gives. {remedy}", remedy=_SIGN_AGAIN
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
        "Neither this program nor the school’s profile has this policy in this version, so it cannot be "
        "told here whether it is met, and it cannot be accepted as meeting it. Bring program and profile "
        "up to date, or ask for it to be made again under the school’s policy."
    ),
    Reason.UNKNOWN_CHECKLIST: Message(
        "This version of a checklist is not on this computer, so the questions could not be compared with "
        "it. Please check the file with the version of the program that has it."
    ),
    Reason.UNKNOWN_DECLARATION: Message(
        "What the signer declares above the signature is worded otherwise than by the program or by the "
        "school’s profile. Please read it, and ask the school’s office whether it will do."
    ),
    Reason.WITHDRAWN: Message(
        "It was made with a version of a policy or checklist that was withdrawn because it was wrong. "
        "Please ask for it to be made again with the present version."
    ),
}
