"""The wording of a statement: finished plain text when it is written, and compared word for word when it is checked."""

from collections.abc import Callable, Iterable
from typing import TypeAlias

from attrs import evolve

from .statement import Statement, WordingPart
from .wording_facts import all_words
from .wording_templates import WordingFault, shipped_wording, shipped_wordings

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
