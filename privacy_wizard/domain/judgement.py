"""How answers become findings. Pure: the same answers always give the same findings."""

from collections.abc import Mapping
from datetime import date, timedelta
from enum import Enum

from attrs import evolve, frozen

from .audit import Account, Response, Waiver
from .expectation import Expected
from .model import Check, Option, Requirement
from .vocabulary import NotApplicable, Unresolved, Verdict

Responses = Mapping[tuple[str, str | None], Response]  # (check, account) → response
ChecksById = Mapping[str, Check]

LONGEST_EXCEPTION = timedelta(days=3 * 366)
"""How long an exception may run from the day on which it is judged."""


class Gated(Enum):
    """Whether the gate in front of a check allows it to be asked."""

    OPEN = "open"
    CLOSED = "closed"
    UNANSWERED = "unanswered"
    UNSURE = "unsure"


class FindingReason(Enum):
    """Why a finding has its verdict; the screen writes the sentence."""

    ANSWERED = "answered"
    EXCEPTION_DECLARED = "exception declared"
    NOT_ANSWERED = "not answered"
    NOT_SURE = "not sure"
    UNSUPPORTED_NOT_APPLICABLE = "does not apply, but the checklist does not say so"
    PLATFORM_LACKS_IT = "the platform does not have it"
    NOT_OFFERED_HERE = "not offered to this account"
    RULED_OUT = "ruled out by an earlier answer"


@frozen(kw_only=True)
class Finding:
    """How one requirement stands on one account, and the answer that decided it."""

    requirement: Requirement
    account: Account | None
    verdict: Verdict
    reason: FindingReason
    check: Check | None = None  # the check that decided
    response: Response | None = None

    @property
    def weight(self) -> int:
        """Its weight in the score while it is in the set."""
        return self.requirement.weight

    @property
    def left_the_set(self) -> bool:
        """Whether it no longer counts."""
        return self.verdict is Verdict.NOT_APPLICABLE

    @property
    def as_far_as_seen(self) -> bool:
        """Whether the answer covers only what the platform shows."""
        option = self.check.option(self.response.answer) if self.check and self.response else None
        return option is not None and option.as_far_as_seen


# Worst first; among those worth nothing, what still needs an answer is shown first.
_WORST_FIRST = (
    Verdict.NOT_ANSWERED,
    Verdict.NOT_MET,
    Verdict.NOT_SURE,
    Verdict.PARTLY_MET,
    Verdict.EXCEPTED,
    Verdict.ACKNOWLEDGED,
    Verdict.MET,
    Verdict.NOT_APPLICABLE,
)


def judge(expected: Expected, responses: Responses, checks: ChecksById, on: date) -> Finding:
    """The finding for one pair: the worst of the checks that apply to it on that day."""
    if not expected.checks:
        return Finding(
            requirement=expected.requirement,
            account=expected.account,
            verdict=Verdict.NOT_APPLICABLE,
            reason=FindingReason.PLATFORM_LACKS_IT,
        )
    findings = [_judge_check(expected, check, responses, checks, on) for check in expected.checks]
    return min(findings, key=lambda finding: (_WORST_FIRST.index(finding.verdict), not finding.as_far_as_seen))


def _judge_check(expected: Expected, check: Check, responses: Responses, checks: ChecksById, on: date) -> Finding:
    account_id = expected.account.id if expected.account else None
    response = responses.get((check.id, account_id))
    blank = Finding(
        requirement=expected.requirement,
        account=expected.account,
        verdict=Verdict.NOT_ANSWERED,
        reason=FindingReason.NOT_ANSWERED,
        check=check,
    )
    gated = gate_of(check, account_id, responses, checks)
    if gated is Gated.CLOSED:
        return evolve(blank, verdict=Verdict.NOT_APPLICABLE, reason=FindingReason.RULED_OUT)
    if gated is Gated.UNSURE:
        return evolve(blank, verdict=Verdict.NOT_SURE, reason=FindingReason.NOT_SURE)
    if gated is Gated.UNANSWERED or response is None:
        return blank
    return _judge_response(evolve(blank, response=response), check, response, on)


def _judge_response(blank: Finding, check: Check, response: Response, on: date) -> Finding:
    if isinstance(response.answer, Unresolved):
        return evolve(blank, verdict=Verdict.NOT_SURE, reason=FindingReason.NOT_SURE)
    if isinstance(response.answer, NotApplicable):
        if any(option.not_applicable is response.answer for option in check.options):
            return evolve(blank, verdict=Verdict.NOT_APPLICABLE, reason=FindingReason.NOT_OFFERED_HERE)
        return evolve(blank, verdict=Verdict.NOT_SURE, reason=FindingReason.UNSUPPORTED_NOT_APPLICABLE)
    option = check.option(response.answer)
    if option is None:
        return evolve(blank, response=None)
    if option.not_applicable is not None:
        return evolve(blank, verdict=Verdict.NOT_APPLICABLE, reason=FindingReason.NOT_OFFERED_HERE)
    verdict = option_verdict(blank.requirement, option)
    if verdict.is_open and exception_holds(blank.requirement, response, on):
        return evolve(blank, verdict=Verdict.EXCEPTED, reason=FindingReason.EXCEPTION_DECLARED)
    return evolve(blank, verdict=verdict, reason=FindingReason.ANSWERED)


def option_verdict(requirement: Requirement, option: Option) -> Verdict:
    """The verdict that an option has under a requirement: its own, or the policy's on its fact."""
    if option.fact is not None:
        return requirement.judge(option.fact)
    return option.verdict or Verdict.NOT_SURE


def exception_holds(requirement: Requirement, response: Response, on: date) -> bool:
    """Whether a declared exception is allowed by the pack, is approved, has not expired and ends in time."""
    waiver, allowed = response.waiver, requirement.exception
    if waiver is None or allowed is None or waiver.reason not in allowed.reasons:
        return False
    return timedelta() <= waiver.until - on <= LONGEST_EXCEPTION and is_approved(waiver, requirement)


def is_approved(waiver: Waiver, requirement: Requirement) -> bool:
    """Whether somebody in the role named by the pack approved it, or no approval is needed."""
    role = requirement.exception.approver if requirement.exception else None
    if role is None:
        return not requirement.is_critical
    return waiver.approver_role.strip().casefold() == role.casefold() and bool(waiver.approver_name.strip())


def gate_of(check: Check, account_id: str | None, responses: Responses, checks: ChecksById) -> Gated:
    """Whether a check is to be asked; a gate behind a closed gate is closed."""
    if check.gate is None:
        return Gated.OPEN
    gate = checks[check.gate.check]
    above = gate_of(gate, account_id, responses, checks)
    if above is not Gated.OPEN:
        return above
    response = responses.get((gate.id, account_id))
    if response is None:
        return Gated.UNANSWERED
    if not isinstance(response.answer, Unresolved | NotApplicable):
        option = gate.option(response.answer)
        if option is None:
            return Gated.UNANSWERED
        return Gated.OPEN if option.id in check.gate.opens_on else Gated.CLOSED
    return Gated.UNSURE
