"""What a kept attestation states. The file was judged when it came in; here only its data are read, strictly."""

from collections.abc import Sequence
from typing import Protocol

from attrs import frozen

from ..attestation.embedded import NoData, attached
from ..attestation.statement import AccountPart, Statement, StatementFault, from_json
from ..domain.vocabulary import Area, Verdict
from ..pdf.strict_reader import read_when_asked
from ..pdf.strict_values import NotPlain

_SIGNED = 1  # the revision that the attestor signed
_GOOD = (Verdict.MET, Verdict.EXCEPTED, Verdict.ACKNOWLEDGED)


def stated(pdf: bytes) -> Statement | None:
    """The statement in an attestation; None where the file is not built as attestations are. Never raises."""
    try:
        return from_json(attached(read_when_asked(pdf)[_SIGNED]))
    except (NotPlain, NoData, StatementFault, IndexError, ValueError, RecursionError):
        return None


class Point(Protocol):
    """How one requirement stands, on a signed attestation or by the answers on paper."""

    @property
    def control(self) -> str:
        """Its identifier."""

    @property
    def title(self) -> str:
        """Its name."""

    @property
    def area(self) -> Area:
        """Its group."""

    @property
    def account(self) -> str | None:
        """Which account; None: the person."""

    @property
    def verdict(self) -> Verdict:
        """How it stands."""


class StatedAttestation(Protocol):
    """What someone declared: a `Statement`, or answers that were copied from paper."""

    @property
    def findings(self) -> Sequence[Point]:
        """Every point that counts."""

    @property
    def accounts(self) -> Sequence[AccountPart]:
        """The accounts as they are shown."""

    @property
    def score(self) -> int | None:
        """Out of 100."""

    @property
    def rules_version(self) -> str:
        """The rules of judgement that the score follows."""


@frozen(kw_only=True)
class PointChange:
    """One point that stands otherwise than in the attestation before."""

    title: str
    platform: str  # empty: about the person
    before: Verdict
    after: Verdict


@frozen(kw_only=True)
class Comparison:
    """What changed between two attestations of one person."""

    score_before: int | None
    score_after: int | None
    other_rules: bool  # the two scores follow different rules
    worse: tuple[PointChange, ...]
    better: tuple[PointChange, ...]
    new_platforms: tuple[str, ...]
    gone_platforms: tuple[str, ...]


def compare(before: StatedAttestation, after: StatedAttestation) -> Comparison:
    """Points are the same where control and platform are; of several accounts on one platform the worst counts."""
    old, new = _worst(before), _worst(after)
    turns = [
        PointChange(title=new[key].title, platform=key[1], before=old[key].verdict, after=new[key].verdict)
        for key in new
        if key in old and is_good(old[key].verdict) != is_good(new[key].verdict)
    ]
    platforms = {account.platform for account in before.accounts}, {account.platform for account in after.accounts}
    return Comparison(
        score_before=before.score,
        score_after=after.score,
        other_rules=before.rules_version != after.rules_version,
        worse=tuple(turn for turn in turns if not is_good(turn.after)),
        better=tuple(turn for turn in turns if is_good(turn.after)),
        new_platforms=tuple(sorted(platforms[1] - platforms[0])),
        gone_platforms=tuple(sorted(platforms[0] - platforms[1])),
    )


def is_good(verdict: Verdict) -> bool:
    """Whether nothing is left to do."""
    return verdict in _GOOD


def platforms_of(statement: StatedAttestation) -> dict[str | None, str]:
    """Account → platform as it is shown; "" for what is about the person."""
    return {None: "", **{account.id: account.platform for account in statement.accounts}}


def _worst(statement: StatedAttestation) -> dict[tuple[str, str], Point]:
    platforms, found = platforms_of(statement), dict[tuple[str, str], Point]()
    for finding in statement.findings:
        key = (finding.control, platforms.get(finding.account, ""))
        if key not in found or is_good(found[key].verdict):
            found[key] = finding
    return found
