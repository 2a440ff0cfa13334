"""In a made-up language, where each text stands between two marks, no text of the wizard stays English."""

from collections.abc import Callable, Iterator, Mapping
from gettext import NullTranslations

from attrs import fields, has
from PySide6.QtWidgets import QAbstractButton, QLabel

from tests.ui.hands import User
from tests.ui.longer import spoken

NAMES = {"Bradley", "bradley.example.org", "X (Twitter)"}  # of the school in this test, and of a service


class Marked(NullTranslations):
    """Each text between two marks."""

    def gettext(self, message: str) -> str:
        return f"«{message}»"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return f"«{super().ngettext(msgid1, msgid2, n)}»"


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


def test_no_text_of_the_wizard_stays_english_but_names_and_what_stands_in_checklists(
    sit: Callable[..., User],
) -> None:
    found: dict[str, list[str]] = {}
    with spoken(Marked()):
        user = sit(desk_with=("helsby-hillside-primary-2023", "instagram"))
        known = {" ".join(text.split()) for text in texts_in(user.desk.session.catalogue)} | NAMES
        for step in user.desk.session.steps[:-2]:
            user._pilot.show(step)
            user.settle()
            parts = [*user.shell.findChildren(QAbstractButton), *user.shell.findChildren(QLabel)]
            shown = [part.text() for part in parts if part.isVisible()] + [user.page.lead]
            found[str(step)] = [text for text in shown if is_english(text) and " ".join(text.split()) not in known]
    assert {step: texts for step, texts in found.items() if texts} == {}


def is_english(text: str) -> bool:
    """Whether it has a word and no mark."""
    return "«" not in text and any(each.isalpha() for each in text)
