"""What is still to do after an audit."""

from collections.abc import Mapping, Sequence
from datetime import date

from attrs import frozen

from ..domain.judgement import Finding
from ..domain.scoring import account_of, gains
from .state import ActionKey


@frozen(kw_only=True)
class Action:
    """One thing to do."""

    finding: Finding
    gain: int  # points of the weighted share
    lifts: int | None  # the limit on the score that it lifts when it alone is done
    due: date | None

    @property
    def key(self) -> ActionKey:
        """The control and the account that it is about."""
        return self.finding.requirement.control.id, account_of(self.finding)


def open_actions(findings: Sequence[Finding], due: Mapping[ActionKey, date]) -> tuple[Action, ...]:
    """What is open and counts, most serious first; `due` by control and account."""
    return tuple(
        Action(
            finding=gain.finding,
            gain=gain.points,
            lifts=gain.lifts,
            due=due.get((gain.finding.requirement.control.id, account_of(gain.finding))),
        )
        for gain in gains(findings)
    )
