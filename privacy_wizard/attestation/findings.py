"""The findings of a statement: how an attestation words them, and how its pages group them."""

from collections import defaultdict
from collections.abc import Mapping

from attrs import frozen

from ..domain.judgement import Finding, FindingReason
from ..domain.model import NO_SUCH_SETTING, Catalogue
from ..domain.vocabulary import Basis, Kind, NotApplicable, Verdict
from .statement import FindingPart, Statement

_RULED_OUT = "Ruled out by an earlier answer of the signer."
OFFERED = "The checklist offers this answer, and the signer gave it."
_UNSUPPORTED = "Declared as not applying, which the checklist does not provide for."
_NOT_ACCEPTED = "Not accepted."
_DECLARED: Mapping[Verdict, str] = {
    Verdict.MET: "Declared as the policy asks.",
    Verdict.PARTLY_MET: "Declared as partly as the policy asks.",
    Verdict.NOT_MET: "Declared as not yet as the policy asks.",
    Verdict.ACKNOWLEDGED: "Acknowledged.",
    Verdict.EXCEPTED: "An exception that the policy allows was declared.",
    Verdict.NOT_SURE: "The signer was not sure.",
    Verdict.NOT_ANSWERED: "Not answered yet.",
    Verdict.NOT_APPLICABLE: "Does not apply.",
}


def declared(finding: Finding) -> str:
    """What is declared, never what a private setting is set to."""
    if finding.reason is FindingReason.UNSUPPORTED_NOT_APPLICABLE:
        return _UNSUPPORTED
    if finding.verdict is Verdict.NOT_MET and finding.requirement.control.kind is Kind.ACK:
        return _NOT_ACCEPTED
    return _DECLARED[finding.verdict]


def why_left_out(finding: Finding, catalogue: Catalogue, *, named: bool) -> tuple[NotApplicable, str]:
    """Why a finding left the set: the closed reason, and its sentence.

    `named` says whether the attestation names the account's platform: what only that platform lacks would name it.
    """
    if finding.reason is FindingReason.RULED_OUT:
        return NotApplicable.GATE, _RULED_OUT
    if finding.reason is FindingReason.PLATFORM_LACKS_IT:
        return NotApplicable.NOT_OFFERED, _lack(finding, catalogue, named=named)
    return _answered(finding), OFFERED


def _lack(finding: Finding, catalogue: Catalogue, *, named: bool) -> str:
    if finding.account is None or not named:
        return NO_SUCH_SETTING
    lacks = catalogue.checklists[finding.account.checklist].lacks
    control = finding.requirement.control.id
    return next((lack.reason for lack in lacks if lack.control == control), NO_SUCH_SETTING)


def _answered(finding: Finding) -> NotApplicable:
    """The closed reason behind the decisive answer."""
    if finding.check is None or finding.response is None:
        return NotApplicable.NOT_OFFERED
    answer = finding.response.answer
    if isinstance(answer, NotApplicable):
        return answer
    option = finding.check.option(str(answer))
    return option.not_applicable if option and option.not_applicable else NotApplicable.NOT_OFFERED


@frozen(kw_only=True)
class OpenPoint:
    """One open control, on all the accounts where it is open."""

    findings: tuple[FindingPart, ...]
    actions: tuple[int, ...]  # on it, by their places in the statement

    @property
    def from_baseline(self) -> bool:
        """Whether only the baseline asks for it, not the policy."""
        return all(finding.basis is Basis.BASELINE for finding in self.findings)


def open_points(statement: Statement) -> tuple[OpenPoint, ...]:
    """The points with actions, in their order."""
    findings = {(finding.control, finding.account): finding for finding in statement.findings}
    places: dict[str, list[int]] = defaultdict(list)
    for at, action in enumerate(statement.actions):
        if (action.control, action.account) in findings:
            places[action.control].append(at)
    return tuple(
        OpenPoint(
            findings=tuple(findings[control, statement.actions[at].account] for at in actions), actions=tuple(actions)
        )
        for control, actions in places.items()
    )


def by_subject(statement: Statement) -> Mapping[str | None, list[FindingPart]]:
    """The findings that count, on each account, and on the person as None."""
    found: dict[str | None, list[FindingPart]] = defaultdict(list)
    for finding in core(statement):
        found[finding.account].append(finding)
    return found


def core(statement: Statement) -> tuple[FindingPart, ...]:
    """The findings that decide score and outcome."""
    return tuple(finding for finding in statement.findings if finding.basis is not Basis.READING)


def further(statement: Statement) -> tuple[FindingPart, ...]:
    """Those of the further questions, which never count."""
    return tuple(finding for finding in statement.findings if finding.basis is Basis.READING)
