"""In a made-up language, where each text stands between two marks, no text of the wizard stays English."""

from collections.abc import Callable

from PySide6.QtWidgets import QAbstractButton, QLabel

from tests.pseudo_language import Marked, texts_in
from tests.ui.hands import User
from tests.ui.longer import spoken

NAMES = {"Bradley", "bradley.example.org", "X (Twitter)"}  # of the school in this test, and of a service


def test_no_text_of_the_wizard_stays_english_but_names_and_what_stands_in_checklists(
    sit: Callable[..., User],
) -> None:
    found: dict[str, list[str]] = {}
    with spoken(Marked()):
        user = sit(context_with=("helsby-hillside-primary-2023", "instagram"))
        known = {" ".join(text.split()) for text in texts_in(user.context.session.catalogue)} | NAMES
        for step in user.context.session.steps[:-2]:
            user._controller.show(step)
            user.settle()
            parts = [*user.shell.findChildren(QAbstractButton), *user.shell.findChildren(QLabel)]
            shown = [part.text() for part in parts if part.isVisible()] + [user.page.lead]
            found[str(step)] = [text for text in shown if is_english(text) and bare(text) not in known]
    assert {step: texts for step, texts in found.items() if texts} == {}


def bare(text: str) -> str:
    """The text alone, without a bullet before it."""
    return " ".join(text.removeprefix("•").split())


def is_english(text: str) -> bool:
    """Whether it has a word and no mark."""
    return "«" not in text and any(each.isalpha() for each in text)
