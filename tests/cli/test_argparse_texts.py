"""What argparse says itself is in the language spoken, and none of it is missing for translators."""

import argparse
import ast
import inspect
from collections.abc import Iterator
from gettext import NullTranslations

import pytest

from privacy_wizard.cli.main import ARGPARSE_TEXTS
from privacy_wizard.i18n import use_translations
from tests.command import typed
from tests.pseudo_language import Marked

# What is said to whoever writes a parser wrongly, and what this program's own parser and options never come to.
OF_PROGRAMMERS = {
    ".__call__() not defined",
    "'required' is an invalid argument for positionals",
    "mutually exclusive arguments must be optional",
    "%r is not callable",
    "cannot merge actions - two groups are named %r",
    "invalid option string %(option)r: must start with a character %(prefix_chars)r",
    "dest= is required for options like %r",
    "invalid conflict_resolution value: %r",
    "cannot have multiple subparser arguments",
    "conflicting option string: %s",
    "conflicting subparser: %s",
    "conflicting subparser alias: %s",
    'argument "-" with mode %r',
    "%(prog)s: error: %(message)s\n",
    "unknown parser %(parser_name)r (choices: %(choices)s)",
    # of Python 3.13: nothing here is deprecated, and titles and help are this program's own
    *("argument '%(argument_name)s' is deprecated", "option '%(option)s' is deprecated"),
    *("command '%(parser_name)s' is deprecated", "%(prog)s: warning: %(message)s\n"),
    *(" (default: %(default)s)", "subcommands", "show program's version number and exit"),
}


@pytest.fixture
def marked() -> Iterator[None]:
    use_translations(Marked())
    yield
    use_translations(NullTranslations())


def argparse_texts() -> set[str]:
    """As they stand in the argparse of this Python."""
    calls = [each for each in ast.walk(ast.parse(inspect.getsource(argparse))) if isinstance(each, ast.Call)]
    marked = [call for call in calls if isinstance(call.func, ast.Name) and call.func.id in ("_", "ngettext")]
    return {str(call.args[0].value) for call in marked if isinstance(call.args[0], ast.Constant)}


def test_every_text_of_argparse_that_a_user_meets_is_known_to_translators() -> None:
    assert argparse_texts() - {each.text for each in ARGPARSE_TEXTS} - OF_PROGRAMMERS == set()


@pytest.mark.usefixtures("marked")
@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (("audit", "--nonsense"), "«unrecognized arguments: --nonsense»"),
        (("audit", "--answers"), "«expected one argument»"),
        (("score",), "«the following arguments are required: --answers»"),
        (("exchange", "fly"), "«invalid choice: 'fly'"),
    ],
)
def test_wrong_use_is_explained_in_the_language_spoken(
    wrong: tuple[str, ...], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("privacy_wizard.i18n.choose_language", lambda folder: None)
    assert said in " ".join(typed(*wrong).stderr.split())


@pytest.mark.usefixtures("marked")
def test_help_has_its_headings_in_the_language_spoken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("privacy_wizard.i18n.choose_language", lambda folder: None)
    told = typed("audit", "--help").stdout
    assert all(each in told for each in ("«usage: »", "«options»:", "«show this help message and exit»"))
