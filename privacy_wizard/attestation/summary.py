"""The findings of a statement as its pages group them: what is open, and the findings on each account."""

from collections import defaultdict
from collections.abc import Mapping

from attrs import frozen

from ..domain.vocabulary import Basis
from .statement import FindingPart, Statement


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
