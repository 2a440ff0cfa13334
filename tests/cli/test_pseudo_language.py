"""In a made-up language, where each text stands between two marks, no command explains itself in English."""

from argparse import ArgumentParser, _SubParsersAction
from collections.abc import Iterator
from gettext import NullTranslations

import pytest

from privacy_wizard.app import _register
from privacy_wizard.cli.main import parser
from privacy_wizard.i18n import use_translations


class Marked(NullTranslations):
    """Each text between two marks."""

    def gettext(self, message: str) -> str:
        return f"«{message}»"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return f"«{super().ngettext(msgid1, msgid2, n)}»"


@pytest.fixture
def marked() -> Iterator[None]:
    use_translations(Marked())
    yield
    use_translations(NullTranslations())


def explained(found: ArgumentParser) -> Iterator[str]:
    """What a command and all below it say about themselves, their acts and options; argparse's own words left out."""
    if found.description:
        yield found.description
    for action in found._actions:
        if isinstance(action, _SubParsersAction):
            yield from (choice.help or "" for choice in action._choices_actions)
            for below in action.choices.values():
                yield from explained(below)
        elif action.dest not in ("help", "version"):
            yield action.help or ""


@pytest.mark.parametrize("first", ["audit", "policy", "campaign", "intake", "register"])
def test_every_command_explains_itself_in_the_language_spoken(first: str, marked: None) -> None:
    told = [text for text in explained(parser(first, _register)) if text]
    assert len(told) > 60
    assert [text for text in told if not (text.startswith("«") and text.endswith("»"))] == []
