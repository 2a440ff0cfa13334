"""Texts that no attestation can be printed with: told when the school signs them, not when its staff do."""

from collections.abc import Iterator, Mapping

from attrs import fields, has

from ..domain.likeness import in_words
from ..i18n import _
from ..pdf.fonts import unprintable


def unprinted(said: object) -> Iterator[str]:
    """A sentence for each text in a value, however deep, that has a letter which the fonts lack."""
    for text in _texts(said):
        if lacking := unprintable(text):
            seen = "".join(filter(str.isprintable, text))[:60]
            yield _("“{text}” has a character that cannot be printed: {what}", text=seen, what=in_words(lacking[0]))


def _texts(said: object) -> Iterator[str]:
    if isinstance(said, str):
        yield said
    elif isinstance(said, Mapping):
        yield from _texts(tuple(said.values()))
    elif isinstance(said, (tuple, list, frozenset)):
        for each in said:
            yield from _texts(each)
    elif has(kind := type(said)):
        yield from _texts([getattr(said, each.name) for each in fields(kind)])
