"""A made-up language, where each text stands between two marks: what is shown outside of them is English."""

from collections.abc import Iterator, Mapping
from gettext import NullTranslations

from attrs import fields, has


class Marked(NullTranslations):
    """Each text between two marks."""

    def gettext(self, message: str) -> str:
        return f"«{message}»"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return f"«{super().ngettext(msgid1, msgid2, n)}»"


def english_in(shown: str) -> str:
    """What stands outside of all marks."""
    found, depth = [], 0
    for each in shown:
        depth += (each == "«") - (each == "»")
        found.append(" " if each in "«»" or depth else each)
    return " ".join("".join(found).split())


def texts_in(value: object) -> Iterator[str]:
    """Every text of the checklists and policies: they are in the language of their authors."""
    if isinstance(value, str):
        yield value
    elif has(type(value)):
        for each in fields(type(value)):
            yield from texts_in(getattr(value, each.name))
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from texts_in(each)
    elif isinstance(value, tuple | list | frozenset):
        for each in value:
            yield from texts_in(each)
