"""Findings in sentences: what was answered, why it counts as it does, what to do."""

from ....audit.session import AuditSession
from ....domain.audit import Response, Waiver
from ....domain.judgement import Finding, FindingReason
from ....domain.model import Check
from ....domain.scoring import Score
from ....domain.vocabulary import ExceptionReason, HowKnown, Level, NotApplicable, Outcome, Unresolved, Verdict
from ....i18n import _, long_date, ngettext
from ...kit.tag import TagMood
from ...kit.widgets.score_ring import ScoreMood

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


def outcome_sentence(score: Score, findings: tuple[Finding, ...]) -> str:
    """What the outcome means."""
    match score.outcome:
        case Outcome.MEETS:
            return _("Nothing that the policy asks for is open.")
        case Outcome.MEETS_WITH_RECOMMENDATIONS:
            return ngettext(
                "All that the policy demands is met. {n} recommendation is still open.",
                "All that the policy demands is met. {n} recommendations are still open.",
                _open_at(findings, Level.SHOULD),
            )
        case Outcome.ACTION_NEEDED:
            return ngettext(
                "{n} thing that the policy demands is still open.",
                "{n} things that the policy demands are still open.",
                _open_at(findings, Level.MUST),
            )
        case Outcome.NOT_SCORED:
            return _("The policy asks nothing that carries weight for what you declared.")


def left_out_sentence(score: Score) -> str:
    """How much does not count, empty where everything does."""
    if not score.left_the_set:
        return ""
    return ngettext(
        "{n} thing that it asks does not apply to you and does not count.",
        "{n} things that it asks do not apply to you and do not count.",
        score.left_the_set,
    )


def reason_sentence(session: AuditSession, finding: Finding) -> str:
    """Why a finding has its verdict."""
    match finding.reason:
        case FindingReason.NOT_ANSWERED:
            return _("Not answered yet. It counts as not met.")
        case FindingReason.NOT_SURE:
            return _("You were not sure. It counts as not met until you know.")
        case FindingReason.UNSUPPORTED_NOT_APPLICABLE:
            return _("You said that it does not apply. Here that is not among the reasons that count.")
        case FindingReason.PLATFORM_LACKS_IT:
            return _lack(session, finding)
        case FindingReason.RULED_OUT:
            return _("An earlier answer of yours rules it out. It does not count.")
        case FindingReason.EXCEPTION_DECLARED:
            waiver = finding.response.waiver if finding.response else None
            return _exception(waiver) if waiver else ""
        case _:
            return _answer(finding)


def action_text(finding: Finding) -> str:
    """What to do about an open finding."""
    if finding.check is None:
        return finding.requirement.control.statement
    if finding.verdict is Verdict.NOT_SURE:
        return _("Find out first: {question}", question=finding.check.ask)
    return finding.check.fix


def gain_text(gain: int) -> str:
    """What an action is worth."""
    return ngettext("+{n} point", "+{n} points", gain) if gain >= 1 else _("under 1 point")


def _open_at(findings: tuple[Finding, ...], level: Level) -> int:
    return sum(f.verdict.is_open and f.requirement.level is level for f in findings)


def _answer(finding: Finding) -> str:
    check, response = finding.check, finding.response
    if check is None or response is None:
        return ""
    now = _label(check, response.answer)
    if response.before is not None:
        before = _label(check, response.before)
        return _("Before: {before} → now: {now}. You changed it.", before=before, now=now)
    return _("You answered: {answer}.", answer=now.rstrip(".")) + _known(finding, response)


def _known(finding: Finding, response: Response) -> str:
    if finding.account is None:
        return ""
    return {
        HowKnown.REMEMBERED: " " + _("You remembered it."),
        HowKnown.LOOKED: " " + _("You looked at the setting."),
        HowKnown.LOOKED_AS_STRANGER: " " + _("You looked as a stranger."),
    }[response.known]


def _label(check: Check, answer: str | Unresolved | NotApplicable) -> str:
    if isinstance(answer, Unresolved):
        return _("Not sure")
    if isinstance(answer, NotApplicable):
        return _("Does not apply")
    option = check.option(answer)
    return option.label if option else _("An answer that is no longer offered")


def _lack(session: AuditSession, finding: Finding) -> str:
    checklist = session.catalogue.checklists[finding.account.checklist] if finding.account else None
    control = finding.requirement.control.id
    reason = next((lack.reason for lack in checklist.lacks if lack.control == control), "") if checklist else ""
    return reason or _("The service does not have this.")


def _exception(waiver: Waiver) -> str:
    reason = {
        ExceptionReason.RELATIVE: _("a relative"),
        ExceptionReason.FRIEND_BEFORE: _("a friend from before"),
        ExceptionReason.COMMUNITY_ROLE: _("a role in the community"),
        ExceptionReason.APPROVED_WORK_USE: _("approved use for work"),
    }[waiver.reason]
    return _(
        "Declared exception: {reason}. Approved by {name}, {role}, until {day}.",
        reason=reason,
        name=waiver.approver_name,
        role=waiver.approver_role,
        day=long_date(waiver.until),
    )
