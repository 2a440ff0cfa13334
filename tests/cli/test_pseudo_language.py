"""In a made-up language, where each text stands between two marks, no command explains itself in English."""

from argparse import ArgumentParser, _SubParsersAction
from collections.abc import Iterator
from gettext import NullTranslations

import pytest

from privacy_wizard.app import _register
from privacy_wizard.cli.main import parser
from privacy_wizard.i18n import use_translations
from tests.pseudo_language import Marked


@pytest.fixture
def marked() -> Iterator[None]:
    use_translations(Marked())
    yield
    use_translations(NullTranslations())


def explained(found: ArgumentParser) -> Iterator[str]:
    """What a command and all below it say about themselves, their acts and options."""
    if found.description:
        yield found.description
    for action in found._actions:
        if isinstance(action, _SubParsersAction):
            yield from (choice.help or "" for choice in action._choices_actions)
            for below in action.choices.values():
                yield from explained(below)
        else:
            yield action.help or ""


@pytest.mark.parametrize("first", ["audit", "policy", "campaign", "intake", "register", "evidence"])
def test_every_command_explains_itself_in_the_language_spoken(first: str, marked: None) -> None:
    told = [text for text in explained(parser(first, _register)) if text]
    assert len(told) > 60
    assert [text for text in told if not (text.startswith("«") and text.endswith("»"))] == []
