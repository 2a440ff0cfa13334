"""What the wording speaks of, and which texts there are: shared by writing a statement and by checking one."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Protocol

from .dates import long_date, long_moment, vague_date
from .statement import Statement, WordingPart

_PER_ITEM = re.compile(
    r"count\.|account\.(personal|official)|findings\.account|action\.(gain|due)|declaration\.\d|guidance"
)
_SHORT = 8  # letters of an invitation's identifier, for people to tell two apart


class Words(Protocol):
    """A wording: texts by key, made from facts."""

    @property
    def keys(self) -> Iterable[str]:
        """Of every text."""

    @property
    def sha256(self) -> str:
        """Of the file."""

    def text(self, key: str, /, **facts: Any) -> str:
        """One finished text on one line."""


def all_words(statement: Statement, words: Words) -> tuple[WordingPart, str, Mapping[bool, str]]:
    """Every text of a statement, the one on the guidance, and the notes on its time, without and with a time stamp."""
    facts = _facts(statement)
    texts = {key: words.text(key, **facts) for key in words.keys if not _PER_ITEM.match(key)}
    texts.update(_per_item(statement, words))
    declaration = tuple(words.text(f"declaration.{number}", **facts) for number in (1, 2))
    part = WordingPart(declaration=declaration, template_sha256=words.sha256, texts=texts)
    return part, words.text("guidance", **facts), {False: texts["time_note.own"], True: texts["time_note.stamped"]}


def one_line_each(texts: Iterable[str]) -> tuple[str, ...]:
    """Paragraphs as they are signed: without breaks in them."""
    return tuple(" ".join(text.split()) for text in texts)


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


def _per_item(statement: Statement, words: Words) -> Iterator[tuple[str, str]]:
    """The texts of which there are as many as accounts, actions, exceptions or verdicts."""
    same = Counter((account.platform, account.kind) for account in statement.accounts)
    for account in statement.accounts:
        alone = same[account.platform, account.kind] == 1
        facts = {"platform": account.platform, "number": account.number, "score": account.score, "alone": alone}
        name = words.text(f"account.{account.kind}", **facts)
        yield f"account.{account.id}", name
        yield f"findings.{account.id}", words.text("findings.account", name=name, **facts)
    for at, action in enumerate(statement.actions):
        yield f"action.{at}.gain", words.text("action.gain", gain=action.gain)
        yield f"action.{at}.due", words.text("action.due", due=long_date(action.due) if action.due else "")
    for at, exception in enumerate(statement.exceptions):
        yield f"exception.{at}.until", long_date(exception.until)
    for verdict, count in Counter(finding.verdict for finding in statement.findings).items():
        yield f"count.{verdict}", words.text(f"count.{verdict}", count=count)
