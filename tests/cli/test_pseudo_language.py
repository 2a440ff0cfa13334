"""In a made-up language, where each text stands between two marks, no command says anything in English.

It is said on a console that has not every letter, as on an older Windows: what a command does is done there too.
"""

import io
import re
from argparse import ArgumentParser, _SubParsersAction
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from gettext import NullTranslations
from pathlib import Path
from unittest import mock

import pytest

from privacy_wizard.cli.main import COMMANDS, parser
from privacy_wizard.i18n import use_translations
from tests import command
from tests.pseudo_language import Marked, english_in, texts_in
from tests.shipped import shipped

from .every_command import EveryCommand


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


def test_every_command_explains_itself_in_the_language_spoken(marked: None) -> None:
    told = [text for first in COMMANDS for text in explained(parser(first)) if text]
    assert len(told) > 300
    assert [text for text in told if not (text.startswith("«") and text.endswith("»"))] == []


# ---- what they print

_WINDOWS = ("wizard", "console")
# What is no text: places, files and lines in them, addresses, identifiers, digests, what stands in a file, quoted; and
# of the table of coverage its letters, which are explained below it, and its headings, which are read downwards.
_FACTS = re.compile(
    r"“[^”]*”|\"[^\"]*\"|\[[^\]]*\]|https?://\S+|\S+\.yaml:\d+( \S+:)?|\S*[/\\]\S*|\S+@\S+|\b[\w-]+\.[\w.-]+"
    r"|\b[0-9a-f]{6,}\b|\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\b|\b[A-Z]-?\d\b|\b[MSi]{2,6}\b|\b\w+(?:-school)?-\d\b"
)
_DOWNWARDS = re.compile(r"^ {10,}.*$", re.MULTILINE)
# What somebody typed in this walk, the headings of a staff list and what they are taken for; names in an export.
_TYPED = re.compile(
    r"\b(?:privacy-wizard|Ada Lee|Bo|Olive Officer|Officer|Oak School|oak|Review|Ours|Us|On leave|bob_k|dee|json|en"
    r"|Works (?:from home|at school)|Staff number|First name|Last name|E-mail|Start date|first-name|last-name|number"
    r"|email|start)\b"
)


def leaves(found: ArgumentParser, words: tuple[str, ...] = ()) -> Iterator[str]:
    """Every command that does something."""
    below = [action for action in found._actions if isinstance(action, _SubParsersAction)]
    if not below:
        yield " ".join(words)
    for action in below:
        for name, each in action.choices.items():
            yield from leaves(each, (*words, name))


def english_words(shown: str, known: Mapping[str, list[str]]) -> set[str]:
    """Whatever stands outside of the marks and is neither of a checklist or policy, nor typed, nor a fact."""
    rest = english_in(_DOWNWARDS.sub("", shown))
    rest = without(rest, known, longer_than=25)
    rest = without(_TYPED.sub(" ", _FACTS.sub(" ", rest)), known, longer_than=3)
    return set(re.findall(r"[^\W\d_][\w-]+", rest))


_WORD = re.compile(r"\w+")


def by_first_word(texts: Iterable[str]) -> dict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for text in texts:
        found[_WORD.findall(text)[0]].append(text)
    return found


def without(shown: str, known: Mapping[str, list[str]], longer_than: int) -> str:
    """What is left where these are taken out, the longest first."""
    there = [text for word in {*_WORD.findall(shown)} for text in known.get(word, ()) if len(text) > longer_than]
    for text in sorted(there, key=lambda text: (-len(text), text)):
        if text in shown:
            shown = re.sub(rf"(?<!\w){re.escape(text)}(?!\w)", " ", shown)
    return shown


_DRIVES = "\x1b]0;x\x07\x9b2J\u202e"


def _of_a_name_that_drives_a_terminal(there: Path) -> Path:
    folder = there / f"marked{_DRIVES}"
    folder.mkdir()
    return folder


def _old_console() -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(), encoding="cp1252", newline="")


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> EveryCommand:
    walk = EveryCommand(_of_a_name_that_drives_a_terminal(tmp_path_factory.mktemp("marked")))
    with (
        mock.patch("privacy_wizard.i18n.choose_language", return_value="en"),
        mock.patch.object(command, "console", _old_console),
    ):
        use_translations(Marked())
        try:
            walk.taken()
        finally:
            use_translations(NullTranslations())
    return walk


def test_every_command_was_typed(walked: EveryCommand) -> None:
    typed = {" ".join(map(str, words[:length])) for words, _ in walked.shown for length in (1, 2, 3)}
    there = {each for first in COMMANDS for each in leaves(parser(first))}
    assert there - typed - {*_WINDOWS, "register evidence"} == set()


def test_no_command_drives_the_terminal_by_the_name_of_a_folder(walked: EveryCommand) -> None:
    assert sum("marked]0;x2J" in shown for _, shown in walked.shown) > 20
    assert [words for words, shown in walked.shown if not set("\x1b\x07\x9b\u202e").isdisjoint(shown)] == []


def test_no_command_prints_english_but_facts_and_the_texts_of_checklists(walked: EveryCommand) -> None:
    texts = {" ".join(text.split()) for text in texts_in(shipped())}
    known = by_first_word(text for text in texts if _WORD.search(text))
    printed = [(words, shown) for words, shown in walked.shown if "--template" not in words]
    assert sum("«" in shown for _, shown in printed) > 80
    found = {" ".join(map(str, words))[:60]: english_words(shown, known) for words, shown in printed}
    assert {command: words for command, words in found.items() if words} == {}
