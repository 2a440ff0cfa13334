"""The wording: templates become finished plain text when the statement is written. Verification never imports this."""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from hashlib import sha256
from typing import Any

from attrs import evolve, frozen
from jinja2 import StrictUndefined, Template, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from .plain_wording import says_something
from .resource import resource
from .statement import Statement, WordingPart
from .wording_facts import all_words

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


def worded(statement: Statement, *, timestamped: bool = False, declaration: tuple[str, ...] = ()) -> Statement:
    """The statement with all its wording written: `wording`, `guidance.text` and `time_note` are replaced.

    A school may have a declaration of its own. Raises WordingFault.
    """
    wording, guidance, time_notes = all_words(statement, shipped_wording())
    own = tuple(" ".join(text.split()) for text in declaration)
    return evolve(
        statement,
        wording=evolve(wording, declaration=own) if says_something(own) else wording,
        guidance=evolve(statement.guidance, text=guidance),
        time_note=time_notes[timestamped],
    )


def unworded() -> WordingPart:
    """What stands in a statement before `worded`."""
    return WordingPart(declaration=(), template_sha256="0" * 64, texts={})
