"""The wording: shipped templates, found by digest, turned into finished plain text, for writing or checking one."""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from hashlib import sha256
from typing import Any, TypeAlias

from attrs import evolve, frozen

from ..i18n import Message
from ..system.places import resource
from ..system.trouble import NOT_ONLY_CHOICES, TOO_LONG, Trouble
from ..templates import DoesMore, TextTemplate, TextTooLong, read_template
from .statement import Statement, WordingPart
from .wording_facts import facts_of, is_per_item, item_texts

TEXT_LIMIT = 2000  # characters of one finished text
_CURRENT = "en.j2"
_SECTION = re.compile(r"^\[([a-z_0-9., ]+)\]\n", re.MULTILINE)


class WordingFault(Trouble):
    """The wording file cannot be used; `key` is the section, `problem` the reason."""

    sentence = Message("The wording “{key}” {problem}, so no document was made. Please reinstall the program.")

    def __init__(self, key: str, problem: str) -> None:
        super().__init__(key, problem)
        self.key, self.problem = key, problem


@frozen
class Wording:
    """The templates of one file, by key, and the file's digest."""

    templates: Mapping[str, TextTemplate]
    sha256: str

    @property
    def keys(self) -> Iterable[str]:
        """The keys of all its texts."""
        return self.templates

    def text(self, key: str, /, **facts: Any) -> str:
        """One finished text on one line. Raises WordingFault."""
        try:
            return " ".join(self.templates[key].text(facts, TEXT_LIMIT).split())
        except TextTooLong:
            raise WordingFault(key, str(TOO_LONG)) from None


def read_wording(source: str) -> Wording:
    """The wording in a file's text. Raises WordingFault: it may choose between texts, but not loop or call."""
    _head, *sections = _SECTION.split(source)
    templates = {}
    for key, text in zip(sections[::2], sections[1::2], strict=True):
        try:
            templates[key] = read_template(text, parts_of_facts=True)
        except DoesMore:
            raise WordingFault(key, str(NOT_ONLY_CHOICES)) from None
    return Wording(templates, _digest(source))


@cache
def shipped_wording() -> Wording:
    """The wording used for new statements."""
    return _read(_digest(resource("wording", _CURRENT).read_text(encoding="utf-8")))


def wording_of(digest: str) -> Wording | None:
    """The present one or that of an earlier version; of all of them, only those that are asked for are compiled."""
    return _read(digest) if digest in sources() else None


@cache
def sources() -> Mapping[str, str]:
    """By digest, the text of the present one and of those of earlier versions."""
    texts = (file.read_text(encoding="utf-8") for file in sorted(resource("wording").glob("*.j2")))
    return {_digest(text): text for text in texts}


@cache
def _read(digest: str) -> Wording:
    return read_wording(sources()[digest])


def _digest(source: str) -> str:
    return sha256(source.encode()).hexdigest()


def all_words(statement: Statement, wording: Wording) -> tuple[WordingPart, str, Mapping[bool, str]]:
    """Every text of a statement, the one on the guidance, and the notes on its time, without and with a time stamp."""
    facts = facts_of(statement)
    texts = {key: wording.text(key, **facts) for key in wording.keys if not is_per_item(key)}
    texts.update(item_texts(statement, wording))
    declaration = tuple(wording.text(f"declaration.{number}", **facts) for number in (1, 2))
    part = WordingPart(declaration=declaration, template_sha256=wording.sha256, texts=texts)
    return part, wording.text("guidance", **facts), {False: texts["time_note.own"], True: texts["time_note.stamped"]}


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
    """Stands for the declaration of a school that has none of its own."""
    return ()


def says_something(declaration: Iterable[str]) -> bool:
    """Whether it contains a letter; without one, nothing has been declared."""
    return any(character.isalpha() for text in declaration for character in text)


def wording_difference(statement: Statement, *, timestamped: bool, own: Declarations = no_declaration) -> str | None:
    """The key of a text that is not the one which the data ask for; None where all are. Raises WordingUnknown.

    DECLARATION: only the declaration differs, from the shipped one and from the school's `own`, which is compared as
    text.
    """
    shipped = wording_of(statement.wording.template_sha256)
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
