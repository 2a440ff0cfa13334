"""What is still to do after an audit."""

from collections.abc import Mapping, Sequence
from datetime import date

from attrs import frozen

from ..domain.judgement import Finding
from ..domain.scoring import gains, place_of
from ..domain.vocabulary import Verdict
from ..i18n import _
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
        return place_of(self.finding)


def action_text(finding: Finding) -> str:
    """What to do about an open finding, given the answer: whoever does not know has to find out first."""
    if finding.check is None:
        return finding.requirement.control.statement
    if finding.response is None or finding.verdict is Verdict.NOT_SURE:
        return _("Find out first: {question}", question=finding.check.ask)
    return finding.check.fix_after(finding.response.answer)


def open_actions(findings: Sequence[Finding], due: Mapping[ActionKey, date]) -> tuple[Action, ...]:
    """What is open and counts, most serious first; `due` by control and account."""
    return tuple(
        Action(
            finding=gain.finding,
            gain=gain.points,
            lifts=gain.lifts,
            due=due.get(place_of(gain.finding)),
        )
        for gain in gains(findings)
    )
