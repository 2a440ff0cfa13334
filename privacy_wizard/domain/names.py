"""Display names of the closed vocabularies, looked up at each use so that they follow the language."""

from typing import TYPE_CHECKING

from ..i18n import _
from .vocabulary import (
    Area,
    Confidence,
    Dispatch,
    DraftsSent,
    ExceptionReason,
    ExportKind,
    HowKnown,
    Kind,
    Level,
    NotApplicable,
    Occasion,
    Outcome,
    PersonKind,
    SchoolFileVersion,
    SendKind,
    SendWay,
    Unresolved,
    Verdict,
)

_YEAR = 4  # digits at the head of a date

if TYPE_CHECKING:  # the record's values are many; a first page names none of them
    from .campaign import CampaignState
    from .model import PolicyPack
    from .register_events import AttestationStanding, DocumentKind, EventKind
    from .register_views import CertificateState
    from .retention import Kept
    from .staff import ChangeKind


def area_name(area: Area) -> str:
    """What a group of questions is about."""
    return {
        Area.VISIBILITY: _("Who can see you"),
        Area.TAGGING: _("Tags and mentions"),
        Area.CONNECTIONS: _("People you are connected with"),
        Area.IDENTITY: _("What your profile says"),
        Area.DISCOVERABILITY: _("Being found"),
        Area.CONTENT: _("What you post"),
        Area.SECURITY: _("Keeping accounts safe"),
        Area.CONDUCT: _("Conduct and the policy"),
    }[area]


def staff_area_name(area: Area) -> str:
    """The same, said of staff to whoever reads about them."""
    return {
        Area.VISIBILITY: _("Who can see them"),
        Area.CONNECTIONS: _("People they are connected with"),
        Area.IDENTITY: _("What their profiles say"),
        Area.CONTENT: _("What they post"),
    }.get(area) or area_name(area)


def level_name(level: Level) -> str:
    """How strictly a policy asks for something."""
    return {
        Level.MUST: _("Must"),
        Level.SHOULD: _("Should"),
        Level.INFORM: _("Good to know"),
    }[level]


def verdict_name(verdict: Verdict) -> str:
    """How one requirement stands."""
    return {
        Verdict.MET: _("Met"),
        Verdict.PARTLY_MET: _("Partly met"),
        Verdict.NOT_MET: _("Not met"),
        Verdict.NOT_SURE: _("Not sure"),
        Verdict.NOT_APPLICABLE: _("Does not apply"),
        Verdict.EXCEPTED: _("Exception"),
        Verdict.ACKNOWLEDGED: _("Acknowledged"),
        Verdict.NOT_ANSWERED: _("Not answered"),
    }[verdict]


def outcome_name(outcome: Outcome) -> str:
    """The name of an audit's outcome."""
    return {
        Outcome.MEETS: _("Meets the policy"),
        Outcome.MEETS_WITH_RECOMMENDATIONS: _("Meets the policy, with recommendations"),
        Outcome.ACTION_NEEDED: _("Action needed"),
        Outcome.NOT_SCORED: _("Not scored"),
    }[outcome]


def outcome_words(outcome: str) -> str:
    """The name of an outcome kept in the register; the kept word itself if this version does not know it."""
    return outcome_name(Outcome(outcome)) if outcome in list(Outcome) else outcome


def score_name(score: int) -> str:
    """A score as it is read."""
    return _("{score} out of 100", score=score)


def person_kind_name(kind: PersonKind) -> str:
    """The capacity in which somebody works with the school."""
    return {
        PersonKind.EMPLOYEE: _("Employee"),
        PersonKind.GOVERNOR: _("Governor"),
        PersonKind.VOLUNTEER: _("Volunteer"),
        PersonKind.AGENCY: _("Agency worker"),
        PersonKind.CONTRACTOR: _("Contractor"),
        PersonKind.TRAINEE: _("Trainee"),
        PersonKind.TRUSTEE: _("Trustee"),
    }[kind]


def occasion_name(occasion: Occasion) -> str:
    """Why the audit is made."""
    return {
        Occasion.INDUCTION: _("Induction"),
        Occasion.ANNUAL_REVIEW: _("Annual review"),
        Occasion.RE_CHECK: _("Re-check"),
    }[occasion]


def known_name(known: HowKnown) -> str:
    """How the person knows an answer."""
    return {
        HowKnown.REMEMBERED: _("I remember it"),
        HowKnown.LOOKED: _("I looked at it"),
        HowKnown.LOOKED_AS_STRANGER: _("I looked as a stranger"),
        HowKnown.STATED_TOGETHER: _("I looked, and answered for all of them together"),
        HowKnown.CONFIRMED: _("Still true, not looked up again"),
        HowKnown.FROM_EXPORT: _("From my data download"),
    }[known]


def unresolved_name(answer: Unresolved) -> str:
    """What the person chose instead of an answer."""
    return {
        Unresolved.NOT_SURE: _("I am not sure"),
        Unresolved.CANNOT_FIND: _("I cannot find it"),
    }[answer]


def not_applicable_name(reason: NotApplicable) -> str:
    """Why a question does not apply."""
    return {
        NotApplicable.NOT_OFFERED: _("It is not offered to me"),
        NotApplicable.NOT_USED: _("I have never used this"),
        NotApplicable.GATE: _("An earlier answer rules it out"),
        NotApplicable.OTHER_DEVICE: _("It is only on a device that I do not have here"),
    }[reason]


def exception_name(reason: ExceptionReason) -> str:
    """Why an exception is declared."""
    return {
        ExceptionReason.RELATIVE: _("A relative"),
        ExceptionReason.FRIEND_BEFORE: _("A friend from before"),
        ExceptionReason.COMMUNITY_ROLE: _("A role in the community"),
        ExceptionReason.APPROVED_WORK_USE: _("Use for work that was approved"),
    }[reason]


def state_name(state: "CampaignState") -> str:
    """Where somebody stands in a campaign, in the words of the home page."""
    from .campaign import CampaignState

    return {
        CampaignState.DUE: _("Not asked yet"),
        CampaignState.OPEN: _("Missing"),
        CampaignState.OVERDUE: _("Missing, overdue"),
        CampaignState.PROBLEM: _("Problem"),
        CampaignState.HANDED_IN: _("Handed in"),
        CampaignState.EXCUSED: _("Excused"),
        CampaignState.DONE: _("Done"),
    }[state]


def certificate_state_name(state: "CertificateState") -> str:
    """How a certificate of the school stands."""
    from .register_views import CertificateState

    return {
        CertificateState.LIVE: _("Valid"),
        CertificateState.RUN_OUT: _("Ran out"),
        CertificateState.SUPERSEDED: _("Superseded"),
        CertificateState.REVOKED: _("Revoked"),
    }[state]


def standing_name(standing: "AttestationStanding") -> str:
    """How an attestation stands."""
    from .register_events import AttestationStanding

    return {
        AttestationStanding.ACCEPTED: _("Accepted"),
        AttestationStanding.NEEDS_A_LOOK: _("Needs a look"),
        AttestationStanding.REJECTED: _("Rejected"),
        AttestationStanding.SENT_BACK: _("Sent back"),
        AttestationStanding.NOT_OURS: _("No attestation of ours"),
    }[standing]


def change_name(kind: "ChangeKind") -> str:
    """What happened to a person between two lists."""
    from .staff import ChangeKind

    return {
        ChangeKind.JOINED: _("New"),
        ChangeKind.RENAMED: _("New name"),
        ChangeKind.CHANGED: _("Changed"),
        ChangeKind.LEFT: _("Left"),
        ChangeKind.RETURNED: _("Back again"),
    }[kind]


def control_kind_name(kind: Kind) -> str:
    """How often something is asked, and where to look it up."""
    return {
        Kind.SETTING: _("Looked up on each account"),
        Kind.ACCOUNT: _("Asked for each account"),
        Kind.PERSON: _("Asked once of each person"),
        Kind.ACK: _("To be acknowledged once"),
        Kind.OFFICIAL: _("Asked for each account run for the school"),
    }[kind]


def document_name(kind: "DocumentKind") -> str:
    """What a kept file is."""
    from .register_events import DocumentKind

    return {
        DocumentKind.ATTESTATION: _("attestation"),
        DocumentKind.COUNTERSIGNED: _("countersigned attestation"),
        DocumentKind.PAPER: _("signed paper checklist"),
        DocumentKind.ANSWERS: _("answers of a paper checklist"),
        DocumentKind.CERTIFICATE: _("certificate"),
        DocumentKind.REQUEST: _("certificate request"),
        DocumentKind.LETTER: _("letter"),
        DocumentKind.EXPORT: _("export"),
        DocumentKind.OTHER: _("other"),
    }[kind]


def event_name(kind: "EventKind") -> str:
    """The kind of an entry in the record."""
    from .register_events import EventKind

    return {
        EventKind.SCHOOL_ENTERED: _("School entered"),
        EventKind.ACCESS_GIVEN: _("Access given"),
        EventKind.ACCESS_TAKEN: _("Access taken"),
        EventKind.PERSON_ENTERED: _("Person entered"),
        EventKind.CAMPAIGN_ENTERED: _("Campaign entered"),
        EventKind.ASKED: _("To hand in"),
        EventKind.ASKED_NO_MORE: _("No longer to hand in"),
        EventKind.EXCUSED: _("Excused"),
        EventKind.INVITED: _("Invited"),
        EventKind.INVITATION_TRIED: _("Invitation tried"),
        EventKind.INVITATION_ENDED: _("Invitation ended"),
        EventKind.REMINDED: _("Reminded"),
        EventKind.AUTHORITY_MADE: _("Authority made"),
        EventKind.AUTHORITY_HANDED_OVER: _("Authority handed over"),
        EventKind.PROFILE_SIGNED: _("School's file signed"),
        EventKind.PROTECTED_LIST_MADE: _("Protected list made"),
        EventKind.CERTIFIED: _("Certified"),
        EventKind.REVOKED: _("Revoked"),
        EventKind.KEY_CONFIRMED: _("Key confirmed"),
        EventKind.RECEIVED: _("Received"),
        EventKind.JUDGED_AGAIN: _("Judged again"),
        EventKind.DECIDED: _("Decided"),
        EventKind.COUNTERSIGNED: _("Countersigned"),
        EventKind.DOCUMENT_KEPT: _("Document kept"),
        EventKind.NOTED: _("Noted"),
        EventKind.EXPORTED: _("Exported"),
        EventKind.CORRECTED: _("Corrected"),
        EventKind.ERASED: _("Erased"),
    }[kind]


def kept_name(kept: "Kept") -> str:
    """The kinds of things that are kept."""
    from .retention import Kept

    return {
        Kept.PERSON: _("A person, with all attestations"),
        Kept.ATTESTATION: _("Accepted attestation"),
        Kept.REJECTED: _("Rejected or sent back file"),
        Kept.UNJUDGED: _("File that was never judged"),
        Kept.EXPORT: _("Copy of an export"),
    }[kept]


def confidence_name(confidence: Confidence) -> str:
    """How reliable a source is."""
    return {
        Confidence.OFFICIAL: _("Official"),
        Confidence.THIRD_PARTY: _("Third party"),
        Confidence.WEAK: _("Weak"),
        Confidence.UNCONFIRMED: _("Unconfirmed"),
    }[confidence]


def export_name(what: str) -> str:
    """What left the register; exports under an earlier version's name keep that name."""
    names: dict[str, str] = {
        ExportKind.SCHOOL_REPORT: _("the report on the whole school"),
        ExportKind.INSPECTION_REPORT: _("the inspection report"),
        ExportKind.PEOPLE: _("the list of people"),
        ExportKind.PERSON: _("everything held about one person"),
        ExportKind.CAMPAIGN: _("how people stand in a campaign"),
        ExportKind.COPIES: _("copies into a folder"),
        ExportKind.COPIES_BY_PERSON: _("copies, a folder for each person"),
        ExportKind.ATTESTATIONS: _("the list of attestations"),
        ExportKind.ACTIONS: _("the list of what is still to be done"),
    }
    sent = Dispatch.recorded(what)
    if sent is not None:
        return _("{mail} ({way})", mail=mail_name(sent.kind), way=way_name(sent.way))
    drafts = DraftsSent.recorded(what)
    if drafts is not None:
        return _("{mail}, sent from a mail program", mail=mail_name(drafts.kind))
    if SchoolFileVersion.recorded(what) is not None:
        return _("the school’s file, with it")
    return names.get(what, what)


def mail_name(kind: SendKind) -> str:
    """The kind of mail that somebody gets."""
    return {
        SendKind.ASK: _("the request for the check"),
        SendKind.INVITE: _("the invitation"),
        SendKind.REMIND: _("a reminder"),
        SendKind.CERTIFICATES: _("the certificate"),
        SendKind.COPIES: _("the countersigned copy"),
        SendKind.SEND_BACKS: _("the reason why it was sent back"),
        SendKind.ACTIONS: _("what is still to be done"),
    }[kind]


def way_name(way: SendWay) -> str:
    """The way it was sent."""
    return {
        SendWay.DRAFT: _("draft of an e-mail"),
        SendWay.MERGE: _("mail merge"),
        SendWay.LETTER: _("letter"),
        SendWay.SERVER: _("e-mail"),
    }[way]


def policy_name(pack: "PolicyPack") -> str:
    """A policy as a school knows it: issuer, title and year."""
    issuer = () if pack.issuer in pack.title else (pack.issuer,)
    year = pack.date[:_YEAR]
    dated = (year,) if year.isdecimal() and year not in pack.title else ()
    return " · ".join((*issuer, pack.title, *dated))
