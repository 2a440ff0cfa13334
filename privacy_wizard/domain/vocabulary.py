"""The closed vocabularies: every word that data, answers and attestations may use."""

from enum import StrEnum
from typing import NamedTuple


class Area(StrEnum):
    """A group of controls."""

    VISIBILITY = "visibility"
    TAGGING = "tagging"
    CONNECTIONS = "connections"
    IDENTITY = "identity"
    DISCOVERABILITY = "discoverability"
    CONTENT = "content"
    SECURITY = "security"
    CONDUCT = "conduct"


class Kind(StrEnum):
    """How a control is looked up, and how often it is asked."""

    SETTING = "setting"  # looked up on the platform, per personal account
    ACCOUNT = "account"  # asked once per personal account
    PERSON = "person"  # asked once per person
    ACK = "ack"  # acknowledged once per person
    OFFICIAL = "official"  # asked per account run for the school

    @property
    def subject(self) -> "Subject":
        """Who or what the question is about."""
        return _SUBJECT_OF_KIND[self]

    @property
    def is_looked_up(self) -> bool:
        """Whether the answer can be seen on a screen, so that it matters how it is known."""
        return self in (Kind.SETTING, Kind.ACCOUNT)


class Subject(StrEnum):
    """Whom or what a checklist asks about."""

    PERSONAL_ACCOUNT = "personal-account"
    OFFICIAL_ACCOUNT = "official-account"
    PERSON = "person"


_SUBJECT_OF_KIND = {
    Kind.SETTING: Subject.PERSONAL_ACCOUNT,
    Kind.ACCOUNT: Subject.PERSONAL_ACCOUNT,
    Kind.PERSON: Subject.PERSON,
    Kind.ACK: Subject.PERSON,
    Kind.OFFICIAL: Subject.OFFICIAL_ACCOUNT,
}


class Level(StrEnum):
    """How strictly a policy requires a control."""

    MUST = "must"
    SHOULD = "should"
    INFORM = "inform"

    @property
    def weight(self) -> int:
        """Its factor in the score; *inform* never counts."""
        return {Level.MUST: 3, Level.SHOULD: 1, Level.INFORM: 0}[self]

    @property
    def rank(self) -> int:
        """0 for the strictest."""
        return list(Level).index(self)


class Basis(StrEnum):
    """What a requirement rests on."""

    NAMED = "named"  # words of the clause itself name the thing
    READING = "reading"  # the clause is general, and this is how it is read: offered, and never scored
    BASELINE = "baseline"  # the policy is silent, and the baseline asks


class Severity(StrEnum):
    """How much harm is done if a control does not hold."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"

    @property
    def weight(self) -> int:
        """Its factor in the score."""
        return {Severity.HIGH: 3, Severity.MEDIUM: 2, Severity.LOW: 1}[self]


class Verdict(StrEnum):
    """How one requirement stands."""

    MET = "met"
    PARTLY_MET = "partly met"
    NOT_MET = "not met"
    NOT_SURE = "not sure"
    NOT_APPLICABLE = "not applicable"
    EXCEPTED = "excepted"
    ACKNOWLEDGED = "acknowledged"
    NOT_ANSWERED = "not answered"

    @property
    def half_points(self) -> int:
        """Its value in halves, so that scores are computed in whole numbers."""
        return _HALF_POINTS.get(self, 0)

    @property
    def is_open(self) -> bool:
        """Whether something still has to be done about it."""
        return self.half_points < 2 and self is not Verdict.NOT_APPLICABLE


_HALF_POINTS = {Verdict.MET: 2, Verdict.EXCEPTED: 2, Verdict.ACKNOWLEDGED: 2, Verdict.PARTLY_MET: 1}


class Outcome(StrEnum):
    """The result of an audit."""

    MEETS = "meets the policy"
    MEETS_WITH_RECOMMENDATIONS = "meets it with recommendations"
    ACTION_NEEDED = "action needed"
    NOT_SCORED = "not scored"


class HowKnown(StrEnum):
    """How the member of staff knows an answer."""

    REMEMBERED = "remembered"
    LOOKED = "looked at the setting"
    LOOKED_AS_STRANGER = "looked as a stranger"
    STATED_TOGETHER = "stated together"  # looked, and all of a page said to be as the school asks
    CONFIRMED = "confirmed, not looked up again"  # last year's answer, said to be still true
    FROM_EXPORT = "from my data export"  # shown by a download of one's own data, and said to be still right


class Device(StrEnum):
    """Where somebody looks things up."""

    WEB = "web"
    IPHONE = "iphone"
    ANDROID = "android"


class NotApplicable(StrEnum):
    """The closed list of reasons why a question does not apply."""

    NOT_OFFERED = "not offered"  # the platform, or this kind of account, does not have the setting
    NOT_USED = "not used"  # the feature was never switched on
    GATE = "gate"  # an earlier confirmed answer rules it out
    OTHER_DEVICE = "other device"  # it cannot be looked up on the devices at hand


class Unresolved(StrEnum):
    """Answers that are not an option on the screen."""

    NOT_SURE = "not sure"
    CANNOT_FIND = "cannot find it"  # the same as not sure


class PersonKind(StrEnum):
    """The capacity in which somebody works with the school."""

    EMPLOYEE = "employee"
    GOVERNOR = "governor"
    VOLUNTEER = "volunteer"
    AGENCY = "agency worker"
    CONTRACTOR = "contractor"
    TRAINEE = "trainee"
    TRUSTEE = "trustee"


class Occasion(StrEnum):
    """Why the audit is made."""

    INDUCTION = "induction"
    ANNUAL_REVIEW = "annual review"
    RE_CHECK = "re-check"


class AccountKind(StrEnum):
    """Whose account it is."""

    PERSONAL = "personal"
    OFFICIAL = "official"


class Confidence(StrEnum):
    """How reliable a source is: A to M on the project's own scale."""

    OFFICIAL = "official"  # the platform's own words
    THIRD_PARTY = "third party"  # a dated text of 2025 or later
    WEAK = "weak"  # older, undated or thin
    UNCONFIRMED = "unconfirmed"  # no document says so; it must be seen on a screen


class ExceptionReason(StrEnum):
    """The closed list of reasons for a declared exception."""

    RELATIVE = "relative"
    FRIEND_BEFORE = "friend from before"
    COMMUNITY_ROLE = "role in the community"
    APPROVED_WORK_USE = "approved use for work"


class ServiceState(StrEnum):
    """Whether a service still exists."""

    OPEN = "open"
    FADING = "fading"  # it still runs, and little of it can be set any more
    CLOSED = "closed"


class ServiceGroup(StrEnum):
    """What a service is mainly used for, so that a long list of services can be browsed."""

    SOCIAL = "social"
    MESSAGING = "messaging"
    PICTURES_AND_VIDEO = "pictures and video"
    GAMES = "games"
    WRITING = "blogs and wikis"
    SPORT_AND_PLACES = "sport and places"
    BUYING_AND_SELLING = "buying and selling"
    TUTORING_AND_GIVING = "tutoring and giving"
    DATING = "dating"
    OTHER = "other"


class ExportKind(StrEnum):
    """What leaves the register. The record keeps these words for ever; `names` has those for a reader."""

    SCHOOL_REPORT = "whole-school picture"
    INSPECTION_REPORT = "evidence for an inspection"
    PEOPLE = "list of people"
    PERSON = "everything held about one person"
    CAMPAIGN = "how people stand in a campaign"
    COPIES = "copies into a folder"
    COPIES_BY_PERSON = "copies, a folder per person"
    ATTESTATIONS = "list of attestations"
    ACTIONS = "list of what is still to be done"


class SendKind(StrEnum):
    """What is sent in bulk."""

    ASK = "ask"
    INVITE = "invite"  # with a one-time code, for a certificate of the school
    REMIND = "remind"
    CERTIFICATES = "certificates"
    COPIES = "copies"  # of countersigned attestations
    SEND_BACKS = "send-backs"
    ACTIONS = "actions"  # that an accepted attestation leaves to be done


class SendWay(StrEnum):
    """How it leaves."""

    DRAFT = "e-mail draft"
    MERGE = "mail merge"
    LETTER = "letter"
    SERVER = "e-mail"  # through the school's mail server


class Dispatch(NamedTuple):
    """What one person was sent and how it left, as the register keeps it: written and read here and nowhere else."""

    kind: SendKind
    way: SendWay

    def text(self) -> str:
        """The recorded form."""
        return f"{self.kind}: {self.way}"

    @classmethod
    def recorded(cls, text: str) -> "Dispatch | None":
        """The one that a record names; None where something else left."""
        kind, _, way = text.partition(": ")
        known = kind in list(SendKind) and way in list(SendWay)
        return cls(kind=SendKind(kind), way=SendWay(way)) if known else None


class DraftsSent(NamedTuple):
    """That the drafts of a kind were sent from a mail program, as the register keeps it of each person."""

    kind: SendKind

    def text(self) -> str:
        """The recorded form."""
        return f"sent: {self.kind}"

    @classmethod
    def recorded(cls, text: str) -> "DraftsSent | None":
        """What a record says; None where it says something else."""
        word, _, kind = text.partition(": ")
        return cls(kind=SendKind(kind)) if word == "sent" and kind in list(SendKind) else None


class SchoolFileVersion(NamedTuple):
    """What a school file says, as SHA-256 in hex: the same for all that say the same, whenever they were signed."""

    content: str  # all of it
    policies: str  # which policies apply to whom, and the school's own among them

    def text(self) -> str:
        """The form in which it is recorded."""
        return f"school file: {self.content} {self.policies}"

    @classmethod
    def recorded(cls, text: str) -> "SchoolFileVersion | None":
        """The one that a record names; None where it names none."""
        word, _, digests = text.partition(": ")
        content, _, policies = digests.partition(" ")
        return cls(content=content, policies=policies) if word == "school file" else None
