"""What the wording speaks of, and which texts there are."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from .dates import long_date, long_moment, vague_date
from .statement import Statement, WordingPart
from .wording_templates import Wording

_PER_ITEM = re.compile(
    r"count\.|account\.(personal|official)|findings\.account|action\.(gain|due)|declaration\.\d|guidance"
)
_SHORT = 8  # letters of an invitation's identifier, for people to tell two apart


def all_words(statement: Statement, wording: Wording) -> tuple[WordingPart, str, Mapping[bool, str]]:
    """Every text of a statement, the one on the guidance, and the notes on its time, without and with a time stamp."""
    facts = _facts(statement)
    texts = {key: wording.text(key, **facts) for key in wording.keys if not _PER_ITEM.match(key)}
    texts.update(_per_item(statement, wording))
    declaration = tuple(wording.text(f"declaration.{number}", **facts) for number in (1, 2))
    part = WordingPart(declaration=declaration, template_sha256=wording.sha256, texts=texts)
    return part, wording.text("guidance", **facts), {False: texts["time_note.own"], True: texts["time_note.stamped"]}


def _facts(statement: Statement) -> dict[str, Any]:
    """What the templates may speak of; plain values only."""
    whole = ("person", "school", "policy", "guidance", "xccdf", "key")
    plain = ("identifier", "occasion", "outcome", "score", "person_score", "no_accounts")
    return {name: _values(getattr(statement, name)) for name in whole} | {
        **{name: getattr(statement, name) for name in plain},
        "invitation": statement.invitation.identifier[:_SHORT] if statement.invitation else "",
        "account_count": len(statement.accounts),
        "left_out_count": len(statement.left_out),
        "has_open": bool(statement.actions),
        "has_due": any(action.due for action in statement.actions),
        "key_words": " ".join(statement.key.words),
        "policy_date": vague_date(statement.policy.date),
        "created_day": long_date(statement.created),
        "created_moment": long_moment(statement.created),
        "oldest": vague_date(statement.guidance.oldest_source),
        "newest": vague_date(statement.guidance.newest_source),
    }


def _values(part: Any) -> dict[str, Any]:
    return {name: getattr(part, name) for name in part.__annotations__}


def _per_item(statement: Statement, wording: Wording) -> Iterator[tuple[str, str]]:
    """The texts of which there are as many as accounts, actions, exceptions or verdicts."""
    same = Counter((account.platform, account.kind) for account in statement.accounts)
    for account in statement.accounts:
        alone = same[account.platform, account.kind] == 1
        facts = {"platform": account.platform, "number": account.number, "score": account.score, "alone": alone}
        name = wording.text(f"account.{account.kind}", **facts)
        yield f"account.{account.id}", name
        yield f"findings.{account.id}", wording.text("findings.account", name=name, **facts)
    for at, action in enumerate(statement.actions):
        yield f"action.{at}.gain", wording.text("action.gain", gain=action.gain)
        yield f"action.{at}.due", wording.text("action.due", due=long_date(action.due) if action.due else "")
    for at, exception in enumerate(statement.exceptions):
        yield f"exception.{at}.until", long_date(exception.until)
    for verdict, count in Counter(finding.verdict for finding in statement.findings).items():
        yield f"count.{verdict}", wording.text(f"count.{verdict}", count=count)
