"""What the wording can refer to: plain values of a statement, for single texts and for texts per item."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, Protocol

from ..domain.scoring import count_open
from ..domain.versions import review_is_over
from ..domain.vocabulary import Basis, HowKnown, Level, NotApplicable, Verdict
from .findings import OFFERED, by_subject, core, open_points
from .phrases import in_words, long_date, long_moment, vague_date
from .statement import FindingPart, Statement

_SHORT = 8  # letters of an invitation's identifier, for people to tell two apart
_PER_ITEM = re.compile(
    r"count\.|account\.(personal|official)|findings\.account|action\.(gain|due|state)|declaration\.\d|guidance|group\.|how\."
)


_TOLD = (Verdict.MET, Verdict.PARTLY_MET, Verdict.NOT_MET, Verdict.EXCEPTED)  # of which something is known


class Templates(Protocol):
    """The wording of one version."""

    @property
    def keys(self) -> Iterable[str]:
        """The keys of all its texts."""

    def text(self, key: str, /, **facts: Any) -> str:
        """One finished text."""


def is_per_item(key: str) -> bool:
    """Whether there are as many texts of that template as items; see `item_texts`."""
    return _PER_ITEM.match(key) is not None


def facts_of(statement: Statement) -> dict[str, Any]:
    """What every template can refer to; plain values only."""
    whole = ("person", "school", "policy", "guidance", "xccdf", "key")
    plain = ("identifier", "occasion", "outcome", "score", "raw_score", "person_score", "no_accounts")
    return {name: _values(getattr(statement, name)) for name in whole} | {
        **{name: getattr(statement, name) for name in plain},
        **_counts(statement),
        "further": _values(statement.further) if statement.further is not None else None,
        "invitation": statement.invitation.identifier[:_SHORT] if statement.invitation else "",
        "asked": bool(statement.findings or statement.left_out),
        "has_open": bool(statement.actions),
        "has_due": any(action.due for action in statement.actions),
        "all_due": all(action.due for action in statement.actions),
        "key_words": " ".join(statement.key.words),
        "policy_date": vague_date(statement.policy.date),
        "policy_review": vague_date(statement.policy.next_review),
        "review_over": review_is_over(statement.policy.next_review, statement.created.date()),
        "created_day": long_date(statement.created),
        "created_moment": long_moment(statement.created),
        "oldest": vague_date(statement.guidance.oldest_source),
        "newest": vague_date(statement.guidance.newest_source),
    }


def _counts(statement: Statement) -> dict[str, int]:
    left_out = Counter(part.reason_code for part in statement.left_out)
    not_offered = [part for part in statement.left_out if part.reason_code is NotApplicable.NOT_OFFERED]
    told = sum(part.reason == OFFERED for part in not_offered)
    weighty = [finding for finding in statement.findings if finding.weight]
    musts = [finding for finding in weighty if finding.level is Level.MUST]
    of_policy, of_baseline = (
        count_open(
            (each.control, each.account)
            for point in open_points(statement)
            if point.from_baseline is baseline
            for each in point.findings
        )
        for baseline in (False, True)
    )
    return {
        "account_count": len(statement.accounts),
        "left_out_count": len(statement.left_out),
        "not_offered_count": len(not_offered) - told,
        "told_not_offered_count": told,
        "ruled_out_count": left_out[NotApplicable.GATE],
        "not_used_count": left_out[NotApplicable.NOT_USED],
        "other_device_count": left_out[NotApplicable.OTHER_DEVICE],
        "refused_count": sum(map(_is_refused, core(statement))),
        "as_far_as_seen_count": sum(finding.as_far_as_seen for finding in core(statement)),
        "exception_count": len(statement.exceptions),
        "not_sure_count": sum(finding.verdict is Verdict.NOT_SURE for finding in core(statement)),
        "musts": len(musts),
        "musts_open": sum(finding.verdict.is_open for finding in musts),
        "musts_unsure": sum(finding.verdict is Verdict.NOT_SURE for finding in musts),
        "shoulds": sum(finding.level is Level.SHOULD for finding in weighty),
        "policy_points": sum(finding.basis is not Basis.BASELINE for finding in core(statement)),
        "baseline_points": sum(finding.basis is Basis.BASELINE for finding in core(statement)),
        "open_count": len(statement.actions),
        "open_policy": of_policy.points,
        "open_baseline": of_baseline.points,
        "open_policy_places": of_policy.places,
        "open_baseline_places": of_baseline.places,
    }


def _is_refused(finding: FindingPart) -> bool:
    """Whether the signer did not acknowledge what the policy only tells of: nothing is to be done about it."""
    return finding.level is Level.INFORM and finding.verdict.is_open


def _values(part: Any) -> dict[str, Any]:
    return {name: getattr(part, name) for name in part.__annotations__}


def item_texts(statement: Statement, wording: Templates) -> Iterator[tuple[str, str]]:
    """The texts of which there are as many as accounts, actions, exceptions or verdicts."""
    same = Counter((account.platform, account.kind) for account in statement.accounts)
    for account in statement.accounts:
        alone = same[account.platform, account.kind] == 1
        facts = {"platform": account.platform, "number": account.number, "score": account.score, "alone": alone}
        name = wording.text(f"account.{account.kind}", **facts)
        yield f"account.{account.id}", name
        yield f"findings.{account.id}", wording.text("findings.account", name=name, **facts)
    verdicts = {(finding.control, finding.account): finding.verdict for finding in statement.findings}
    dated = "action.state" if "action.state" in wording.keys else "action.due"  # since the ninth wording
    for at, action in enumerate(statement.actions):
        due, verdict = long_date(action.due) if action.due else "", verdicts.get((action.control, action.account))
        yield f"action.{at}.gain", wording.text("action.gain", gain=action.gain)
        yield dated.replace(".", f".{at}."), wording.text(dated, due=due, verdict=verdict or "")
    for at, exception in enumerate(statement.exceptions):
        yield f"exception.{at}.until", long_date(exception.until)
    apart = "findings.note" in wording.keys  # since the fourth layout, whose first page says by itself what was refused
    counted = [finding.verdict for finding in core(statement) if not (apart and _is_refused(finding))]
    for verdict, count in Counter(counted).items():
        yield f"count.{verdict}", wording.text(f"count.{verdict}", count=count)
    if "group.met" in wording.keys:  # since the second layout
        for subject, findings in by_subject(statement).items():
            yield from _group_texts(findings, subject, wording)


def _group_texts(findings: Sequence[FindingPart], subject: str | None, wording: Templates) -> Iterator[tuple[str, str]]:
    """What is said of one account, or of the person, as a whole."""
    counts = Counter(finding.verdict for finding in findings)
    met, acknowledged = counts[Verdict.MET], counts[Verdict.ACKNOWLEDGED]
    asked, key = len(findings) - acknowledged, f"group.{subject or 'person'}"
    if met:
        facts = {"n": met, "of": asked, "of_words": in_words(asked), "of_baseline": _of_baseline(findings)}
        yield f"{key}.met", wording.text("group.met", **facts, **_in_words(met))
    if acknowledged:
        yield f"{key}.acknowledged", wording.text("group.acknowledged", n=acknowledged, **_in_words(acknowledged))
    known = Counter(finding.known for finding in findings if finding.known is not None)
    if known:
        parts = ", ".join(wording.text(f"how.{how}", count=known[how]) for how in sorted(known))
        changed = sum(finding.changed for finding in findings)
        unsaid = sum(finding.known is None and finding.verdict in _TOLD for finding in findings)
        looked, exported = _days(findings, HowKnown.CONFIRMED), _days(findings, HowKnown.FROM_EXPORT)
        facts = {
            "others": unsaid,
            "changed": changed,
            "changed_words": in_words(changed).capitalize(),
            "looked_on": long_date(looked[0]) if looked else "",
            "looked_until": long_date(looked[-1]) if looked else "",
            "exported_on": long_date(exported[0]) if exported else "",
            "exported_until": long_date(exported[-1]) if exported else "",
        }
        yield f"{key}.known", wording.text("group.known", parts=parts, **facts)


def _days(findings: Iterable[FindingPart], known: HowKnown) -> list[date]:
    return sorted(finding.looked_on for finding in findings if finding.looked_on is not None and finding.known is known)


def _of_baseline(findings: Iterable[FindingPart]) -> int:
    return sum(f.basis is Basis.BASELINE for f in findings if f.verdict is not Verdict.ACKNOWLEDGED)


def _in_words(number: int) -> dict[str, str]:
    words = in_words(number)
    return {"words": words, "words_first": words.capitalize()}
