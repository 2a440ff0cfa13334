"""The wording: shipped templates, found by digest, become finished plain text, also to check one."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from hashlib import sha256
from typing import Any, TypeAlias

from attrs import evolve, frozen
from jinja2 import StrictUndefined, Template, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from ..i18n import Message, _
from ..system.shipped import resource
from .phrases import long_date, long_moment, vague_date
from .statement import Statement, WordingPart

TEXT_LIMIT = 2000  # characters of one finished text
_CURRENT = "en.j2"
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


class WordingFault(Exception):
    """The wording file cannot be used; `key` is the section, `problem` what is wrong with it."""

    def __init__(self, key: str, problem: str) -> None:
        super().__init__(
            Message(
                "The wording “{key}” {problem}, so no document was made. Please reinstall the program.",
                key=key,
                problem=problem,
            )
        )
        self.key, self.problem = key, problem


@frozen
class Wording:
    """The templates of one file, by key, and the file's digest."""

    templates: Mapping[str, Template]
    sha256: str

    @property
    def keys(self) -> Iterable[str]:
        """Of every text."""
        return self.templates

    def text(self, key: str, /, **facts: Any) -> str:
        """One finished text on one line. Raises WordingFault."""
        length, parts = 0, []
        for part in self.templates[key].generate(**facts):
            length += len(part)
            if length > TEXT_LIMIT:
                raise WordingFault(key, _("is too long"))
            parts.append(part)
        return " ".join("".join(parts).split())


def read_wording(source: str) -> Wording:
    """The wording in a file's text. Raises WordingFault: it may choose between texts, but not loop or call."""
    environment = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False)
    environment.globals.clear()
    environment.filters.clear()
    _head, *sections = _SECTION.split(source)
    templates = {}
    for key, text in zip(sections[::2], sections[1::2], strict=True):
        if any(environment.parse(text).find_all(_FORBIDDEN)):
            raise WordingFault(key, _("does more than choose between texts"))
        templates[key] = environment.from_string(text)
    return Wording(templates, sha256(source.encode()).hexdigest())


@cache
def shipped_wording() -> Wording:
    """The wording in which statements are written now."""
    return _read(_CURRENT)


@cache
def shipped_wordings() -> Mapping[str, Wording]:
    """By digest, the present one and those of earlier versions."""
    files = (file.name for file in sorted(resource("wording").glob("*.j2")))
    found = (shipped_wording() if name == _CURRENT else _read(name) for name in files)
    return {wording.sha256: wording for wording in found}


def _read(name: str) -> Wording:
    return read_wording(resource("wording", name).read_text(encoding="utf-8"))


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


Declarations: TypeAlias = Callable[[str], tuple[str, ...]]
"""The name of whoever signs → the declaration that the school asks of them; empty where it has none of its own."""
DECLARATION = "declaration"


class WordingUnknown(Exception):
    """A statement was written with a wording that this version of the program does not have."""


def worded(statement: Statement, *, timestamped: bool = False, declaration: tuple[str, ...] = ()) -> Statement:
    """The statement with all its wording written: `wording`, `guidance.text` and `time_note` are replaced.

    A school may have a declaration of its own. Raises WordingFault.
    """
    wording, guidance, time_notes = all_words(statement, shipped_wording())
    own = _one_line_each(declaration)
    return evolve(
        statement,
        wording=evolve(wording, declaration=own) if says_something(own) else wording,
        guidance=evolve(statement.guidance, text=guidance),
        time_note=time_notes[timestamped],
    )


def unworded() -> WordingPart:
    """What stands in a statement before `worded`."""
    return WordingPart(declaration=(), template_sha256="0" * 64, texts={})


def no_declaration(_name: str) -> tuple[str, ...]:
    """Of a school that has none of its own."""
    return ()


def says_something(declaration: Iterable[str]) -> bool:
    """Whether there is a letter in it; without one nobody has declared anything."""
    return any(character.isalpha() for text in declaration for character in text)


def wording_difference(statement: Statement, *, timestamped: bool, own: Declarations = no_declaration) -> str | None:
    """The key of a text that is not the one which the data ask for; None where all are. Raises WordingUnknown.

    DECLARATION: only the declaration differs, from the shipped one and from the school's `own`, which is compared as
    text.
    """
    shipped = shipped_wordings().get(statement.wording.template_sha256)
    if shipped is None:
        raise WordingUnknown
    try:
        wording, guidance, time_notes = all_words(statement, shipped)
    except WordingFault as fault:  # a text as long as this program writes none
        return fault.key
    if statement.guidance.text != guidance:
        return "guidance"
    if statement.time_note != time_notes[timestamped]:
        return "time_note"
    stated, wanted = statement.wording.texts, wording.texts
    for key in sorted(stated.keys() | wanted.keys()):
        if stated.get(key) != wanted.get(key):
            return key
    declared = statement.wording.declaration
    known = (wording.declaration, _one_line_each(own(statement.person.name)))
    return None if declared in known and says_something(declared) else DECLARATION


def _one_line_each(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(" ".join(text.split()) for text in texts)
