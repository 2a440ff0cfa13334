"""The shipped wordings as templates, compiled once: of the present version, and of those that were signed with earlier.

A template from outside would be a program to run, so there is none: a statement names the digest of a wording's file,
comments included, and that file has to be among those shipped. So they are never changed, but new ones laid beside;
what a comment in one says of the program is of its time.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from hashlib import sha256
from typing import Any

from attrs import frozen
from jinja2 import StrictUndefined, Template, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from ..i18n import Message, _
from ..system.shipped import resource

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
