"""Every reason for which an attestation is not simply accepted: a closed list; the sentences stand in `intake`."""

from enum import StrEnum


class Reason(StrEnum):
    """Why an attestation is rejected or needs a look."""

    # The file
    NOT_READABLE = "not readable"
    TOO_LARGE = "too large"
    NOT_A_PDF = "not a PDF"
    NOT_PLAIN = "not built as attestations are"
    LOCKED = "locked with a password"
    TOO_SLOW = "took too long"
    CRASHED = "could not be checked"
    # The signature
    NOT_SIGNED = "not signed"
    SIGNATURE_DAMAGED = "signature damaged"
    NOT_INTACT = "not intact"
    SIGNATURE_WRONG = "signature wrong"
    CHANGED_AFTER_SIGNING = "changed after signing"
    CERTIFICATE_NOT_VALID_THEN = "certificate not valid when signed"
    BEFORE_CERTIFICATE = "signed before its certificate"
    TIME_STAMP_WRONG = "time stamp wrong"
    TIME_SERVICE_UNKNOWN = "time stamp of an unknown service"
    OFFICER_WRONG = "countersignature wrong"
    # The data
    NO_DATA = "no data"
    DATA_WRONG = "data wrong"
    OTHER_KEY = "another key"
    OTHER_PERSON = "another person"
    OTHER_NAME = "another name than in the certificate"
    NAME_SPELLED_OTHERWISE = "name spelled otherwise than in the certificate"
    SCHOOL_DIFFERS = "another school than in the certificate"
    OTHER_SCHOOL = "made for another school"
    WITHOUT_FURTHER = "without the further questions"
    OTHER_LOGO = "a picture other than the school's logo"
    TIMES_DIFFER = "times differ"
    IN_THE_FUTURE = "in the future"
    PAGE_DIFFERS = "page differs from data"
    WORDING_DIFFERS = "wording differs from data"
    ACTIVE_CONTENT = "something that attestations never hold"
    NO_DECLARATION = "no declaration"
    # The findings
    NOT_THE_EXPECTED_SET = "not the expected questions"
    FINDING_WRONG = "finding wrong"
    LEFT_OUT_WRONG = "left out without ground"
    EXCEPTION_WRONG = "exception not allowed"
    SCORE_WRONG = "score differs from findings"
    # Trust
    NOT_TRUSTED = "not trusted"
    ISSUER_FORGED = "certificate not from the authority that it names"
    UNKNOWN_KEY = "unknown key"
    OFFICER_UNKNOWN = "countersigned by an unknown key"
    NOT_AN_OFFICER = "countersigned by someone who may not"
    CERTIFICATE_RAN_OUT = "certificate has run out"
    REVOKED = "certificate revoked before signing"
    REVOKED_SINCE = "certificate revoked after signing"
    OFFICER_REVOKED = "countersigned with a revoked certificate"
    OFFICER_REVOKED_SINCE = "certificate of the countersignature revoked since"
    # What this version of the program does not have
    UNKNOWN_LAYOUT = "unknown layout"
    UNKNOWN_WORDING = "unknown wording"
    UNKNOWN_POLICY = "unknown policy version"
    UNKNOWN_CHECKLIST = "unknown checklist version"
    UNKNOWN_DECLARATION = "unknown declaration"
    UNKNOWN_RULES = "unknown rules"
    # What no longer counts
    WITHDRAWN = "version withdrawn"

    @property
    def rejects(self) -> bool:
        """Whether it rejects; otherwise a person has to take a look."""
        return self not in _TAKE_A_LOOK

    @property
    def bars(self) -> bool:
        """Whether nobody may accept it here: it is rejected, or the program lacks what it needs to check the
        essentials.
        """
        return self.rejects or self in _NOT_CHECKED


_TAKE_A_LOOK = frozenset(
    (
        *(Reason.UNKNOWN_KEY, Reason.OFFICER_UNKNOWN, Reason.CERTIFICATE_RAN_OUT),
        *(Reason.UNKNOWN_LAYOUT, Reason.UNKNOWN_WORDING, Reason.UNKNOWN_POLICY, Reason.UNKNOWN_CHECKLIST),
        *(Reason.BEFORE_CERTIFICATE, Reason.REVOKED_SINCE, Reason.OFFICER_REVOKED_SINCE, Reason.UNKNOWN_DECLARATION),
        *(Reason.TIME_SERVICE_UNKNOWN, Reason.UNKNOWN_RULES),
        *(Reason.NAME_SPELLED_OTHERWISE, Reason.SCHOOL_DIFFERS, Reason.OTHER_SCHOOL),
        *(Reason.WITHOUT_FURTHER, Reason.OTHER_LOGO),
    )
)
# Without its layout, wording, rules or questions a file may say anything: a person may look, but not accept.
_NOT_CHECKED = frozenset(
    (
        *(Reason.UNKNOWN_LAYOUT, Reason.UNKNOWN_WORDING, Reason.UNKNOWN_RULES),
        *(Reason.UNKNOWN_POLICY, Reason.UNKNOWN_CHECKLIST),
    )
)
