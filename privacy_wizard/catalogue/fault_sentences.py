"""Sentences that several rules report."""

from collections.abc import Iterable

from ..i18n import Message, _
from .document import quoted

NO_OTHER_ACKNOWLEDGEMENT = Message("An acknowledgement is either acknowledged or not met.")


def known_are(names: Iterable[str]) -> str:
    """The names that would be valid."""
    return _("Known are {names}.", names=", ".join(names))


def did_you_mean(near: str) -> str:
    """What was probably meant."""
    return _("Did you mean {near}?", near=quoted(near))


def no_control(given: str) -> str:
    """Says that there is no control with that id."""
    return _("There is no control {control} in controls.yaml.", control=quoted(given))


def no_source(given: str) -> str:
    """Says that the file lists no such source."""
    return _("There is no source {source} in this file.", source=quoted(given))


def no_fact(control: str, given: str, known: Iterable[str], otherwise: str) -> str:
    """Says that the control has no such fact, and which it has; `otherwise` where it has none at all."""
    facts = tuple(known)
    missing = _("{control} has no fact {fact}.", control=control, fact=quoted(given))
    return f"{missing} {known_are(facts) if facts else otherwise}"


def must_begin_with(file: str) -> str:
    """Says how the id has to begin."""
    return _('The id must begin with "{file}.".', file=file)
