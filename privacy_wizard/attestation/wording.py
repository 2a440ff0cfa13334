"""The wording: templates become finished plain text when the statement is written. Verification never imports this."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from hashlib import sha256
from typing import Any

from attrs import evolve, frozen
from jinja2 import StrictUndefined, Template, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from .dates import long_date, long_moment, vague_date
from .resource import resource
from .statement import Statement, WordingPart

TEXT_LIMIT = 2000  # characters of one finished text
_SECTION = re.compile(r"^\[([a-z_0-9. ]+)\]\n", re.MULTILINE)
_FORBIDDEN = (
    nodes.For,
    nodes.Macro,
    nodes.Call,
    nodes.CallBlock,
    nodes.Include,
    nodes.Import,
    nodes.FromImport,
    nodes.Mul,
)
_PER_ITEM = re.compile(
    r"count\.|account\.(personal|official)|findings\.account|action\.(gain|due)|declaration\.\d|guidance"
)


class WordingFault(Exception):
    """The wording file cannot be used; `key` is the section, `problem` what is wrong with it."""

    def __init__(self, key: str, problem: str) -> None:
        super().__init__(f"The wording “{key}” {problem}, so no document was made. Please reinstall the program.")
        self.key, self.problem = key, problem


@frozen
class Wording:
    """The templates of one language, by key, and the digest of their file."""

    templates: Mapping[str, Template]
    sha256: str

    def text(self, key: str, /, **facts: Any) -> str:
        """One finished text on one line. Raises WordingFault."""
        length, parts = 0, []
        for part in self.templates[key].generate(**facts):
            length += len(part)
            if length > TEXT_LIMIT:
                raise WordingFault(key, "is too long")
            parts.append(part)
        return " ".join("".join(parts).split())


def read_wording(source: str) -> Wording:
    """The wording in a file's text. Raises WordingFault: it may choose between texts, but not loop or call."""
    environment = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False)
    environment.globals.clear()
    environment.filters.clear()
    _, *sections = _SECTION.split(source)
    templates = {}
    for key, text in zip(sections[::2], sections[1::2], strict=True):
        if any(environment.parse(text).find_all(_FORBIDDEN)):
            raise WordingFault(key, "does more than choose between texts")
        templates[key] = environment.from_string(text)
    return Wording(templates, sha256(source.encode()).hexdigest())


@cache
def shipped_wording() -> Wording:
    """The wording that comes with the program."""
    return read_wording(resource("wording", "en.j2").read_text(encoding="utf-8"))


def worded(statement: Statement, *, timestamped: bool = False) -> Statement:
    """The statement with all its wording written: `wording`, `guidance.text` and `time_note` are replaced.

    Raises WordingFault.
    """
    wording = shipped_wording()
    facts = _facts(statement)
    texts = {key: wording.text(key, **facts) for key in wording.templates if not _PER_ITEM.match(key)}
    texts.update(_per_item(statement, wording))
    declaration = tuple(wording.text(f"declaration.{number}", **facts) for number in (1, 2))
    return evolve(
        statement,
        wording=WordingPart(declaration=declaration, template_sha256=wording.sha256, texts=texts),
        guidance=evolve(statement.guidance, text=wording.text("guidance", **facts)),
        time_note=texts["time_note.stamped" if timestamped else "time_note.own"],
    )


def unworded() -> WordingPart:
    """What stands in a statement before `worded`."""
    return WordingPart(declaration=(), template_sha256="0" * 64, texts={})


def _facts(statement: Statement) -> dict[str, Any]:
    """What the templates may speak of; plain values only."""
    whole = ("person", "school", "policy", "guidance", "xccdf", "key")
    plain = ("identifier", "occasion", "outcome", "score", "person_score", "no_accounts")
    return {name: _values(getattr(statement, name)) for name in whole} | {
        **{name: getattr(statement, name) for name in plain},
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
