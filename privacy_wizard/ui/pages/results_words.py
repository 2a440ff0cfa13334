"""Findings in sentences: what was answered, why it counts as it does, what to do."""

from PySide6.QtCore import QCoreApplication, QObject

from ...audit.session import AuditSession
from ...domain.audit import Response, Waiver
from ...domain.judgement import Finding, Reason
from ...domain.model import Check
from ...domain.scoring import Score
from ...domain.vocabulary import ExceptionReason, Known, Level, NotApplicable, Outcome, Unresolved, Verdict
from ..widgets.score_ring import ScoreMood
from .parts.tag import TagMood
from .words import long_date

_TAGS: dict[Verdict, TagMood] = {
    Verdict.MET: "good",
    Verdict.ACKNOWLEDGED: "good",
    Verdict.EXCEPTED: "accent",
    Verdict.PARTLY_MET: "warn",
    Verdict.NOT_SURE: "warn",
    Verdict.NOT_ANSWERED: "warn",
    Verdict.NOT_MET: "bad",
    Verdict.NOT_APPLICABLE: "plain",
}
_RINGS: dict[Outcome, ScoreMood] = {
    Outcome.MEETS: "good",
    Outcome.MEETS_WITH_RECOMMENDATIONS: "good",
    Outcome.ACTION_NEEDED: "warn",
    Outcome.NOT_SCORED: "muted",
}


def tag_mood(verdict: Verdict) -> TagMood:
    """The colour of a verdict."""
    return _TAGS[verdict]


def ring_mood(outcome: Outcome) -> ScoreMood:
    """The colour of an outcome."""
    return _RINGS[outcome]


def bar_mood(score: int | None) -> ScoreMood:
    """The colour of one part of the score."""
    if score is None:
        return "muted"
    return "good" if score >= 90 else "warn" if score >= 50 else "bad"


class Counted(QObject):
    """Sentences with a number in them: only `tr` of a class knows plurals."""

    def demands_open(self, number: int) -> str:
        """Musts."""
        return self.tr("%n thing(s) that the policy demands (is/are) still open.", "", number)

    def recommendations_open(self, number: int) -> str:
        """Shoulds, where every must is met."""
        return self.tr("All that the policy demands is met. %n recommendation(s) (is/are) still open.", "", number)

    def left_out(self, number: int) -> str:
        """What is not in the set."""
        return self.tr("%n thing(s) that it asks (does/do) not apply to you and (does/do) not count.", "", number)

    def gained(self, number: int) -> str:
        """What an action is worth."""
        return self.tr("+%n point(s)", "", number)


def outcome_sentence(score: Score, findings: tuple[Finding, ...]) -> str:
    """What the outcome means."""
    translate = QCoreApplication.translate
    match score.outcome:
        case Outcome.MEETS:
            return translate("Results", "Nothing that the policy asks for is open.")
        case Outcome.MEETS_WITH_RECOMMENDATIONS:
            return Counted().recommendations_open(_open_at(findings, Level.SHOULD))
        case Outcome.ACTION_NEEDED:
            return Counted().demands_open(_open_at(findings, Level.MUST))
        case Outcome.NOT_SCORED:
            return translate("Results", "The policy asks nothing that carries weight for what you declared.")


def left_out_sentence(score: Score) -> str:
    """How much does not count, empty where everything does."""
    return Counted().left_out(score.left_the_set) if score.left_the_set else ""


def reason_sentence(session: AuditSession, finding: Finding) -> str:
    """Why a finding has its verdict."""
    translate = QCoreApplication.translate
    match finding.reason:
        case Reason.NOT_ANSWERED:
            return translate("Results", "Not answered yet. It counts as not met.")
        case Reason.NOT_SURE:
            return translate("Results", "You were not sure. It counts as not met until you know.")
        case Reason.UNSUPPORTED_NOT_APPLICABLE:
            return translate(
                "Results", "You said that it does not apply. Here that is not among the reasons that count."
            )
        case Reason.PLATFORM_LACKS_IT:
            return _lack(session, finding)
        case Reason.RULED_OUT:
            return translate("Results", "An earlier answer of yours rules it out. It does not count.")
        case Reason.EXCEPTION_DECLARED:
            waiver = finding.response.waiver if finding.response else None
            return _exception(waiver) if waiver else ""
        case _:
            return _answer(finding)


def action_text(finding: Finding) -> str:
    """What to do about an open finding."""
    if finding.check is None:
        return finding.requirement.control.statement
    if finding.verdict is Verdict.NOT_SURE:
        translate = QCoreApplication.translate
        return translate("Results", "Find out first: {question}").format(question=finding.check.ask)
    return finding.check.fix


def gain_text(gain: int) -> str:
    """What an action is worth."""
    return Counted().gained(gain) if gain >= 1 else QCoreApplication.translate("Results", "under 1 point")


def _open_at(findings: tuple[Finding, ...], level: Level) -> int:
    return sum(f.verdict.is_open and f.requirement.level is level for f in findings)


def _answer(finding: Finding) -> str:
    check, response = finding.check, finding.response
    if check is None or response is None:
        return ""
    translate = QCoreApplication.translate
    now = _label(check, response.answer)
    if response.before is not None:
        before = _label(check, response.before)
        return translate("Results", "Before: {before} → now: {now}. You changed it.").format(before=before, now=now)
    return translate("Results", "You answered: {answer}.").format(answer=now.rstrip(".")) + _known(finding, response)


def _known(finding: Finding, response: Response) -> str:
    if finding.account is None:
        return ""
    translate = QCoreApplication.translate
    return {
        Known.REMEMBERED: " " + translate("Results", "You remembered it."),
        Known.LOOKED: " " + translate("Results", "You looked at the setting."),
        Known.LOOKED_AS_STRANGER: " " + translate("Results", "You looked as a stranger."),
    }[response.known]


def _label(check: Check, answer: str | Unresolved | NotApplicable) -> str:
    translate = QCoreApplication.translate
    if isinstance(answer, Unresolved):
        return translate("Results", "Not sure")
    if isinstance(answer, NotApplicable):
        return translate("Results", "Does not apply")
    option = check.option(answer)
    return option.label if option else translate("Results", "An answer that is no longer offered")


def _lack(session: AuditSession, finding: Finding) -> str:
    translate = QCoreApplication.translate
    checklist = session.catalogue.checklists[finding.account.checklist] if finding.account else None
    control = finding.requirement.control.id
    reason = next((lack.reason for lack in checklist.lacks if lack.control == control), "") if checklist else ""
    return reason or translate("Results", "The service does not have this.")


def _exception(waiver: Waiver) -> str:
    translate = QCoreApplication.translate
    reason = {
        ExceptionReason.RELATIVE: translate("Results", "a relative"),
        ExceptionReason.FRIEND_BEFORE: translate("Results", "a friend from before"),
        ExceptionReason.COMMUNITY_ROLE: translate("Results", "a role in the community"),
        ExceptionReason.APPROVED_WORK_USE: translate("Results", "approved use for work"),
    }[waiver.reason]
    return translate("Results", "Declared exception: {reason}. Approved by {name}, {role}, until {day}.").format(
        reason=reason, name=waiver.approver_name, role=waiver.approver_role, day=long_date(waiver.until)
    )
