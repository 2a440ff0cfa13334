"""The documents: every link leads somewhere, every picture is there, every command exists, the example is current."""

import re
import shlex
from argparse import ArgumentParser, _SubParsersAction
from collections.abc import Iterator
from pathlib import Path

import pytest

from privacy_wizard.app import main
from privacy_wizard.cli.main import parser
from tests import yaml_text
from tests.in_turn import in_turn

TOP = Path(__file__).parent.parent
PAGES = sorted([*TOP.glob("*.md"), *TOP.glob("docs/**/*.md")])
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
_COMMAND = re.compile(r"(?:privacy-wizard|python3 run\.py) ([a-z][^`\n]*)")
_OF_RUN = ("test", "check", "bench", "texts", "bundle")  # run.py's own


def anchors(page: Path) -> set[str]:
    """As code hosts make them from the headings."""
    found = _HEADING.findall(page.read_text(encoding="utf-8"))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in found}


@in_turn("page", PAGES)
def test_every_link_leads_somewhere(page: Path) -> None:
    missing = []
    for link in _LINK.findall(page.read_text(encoding="utf-8")):
        if link.startswith(("https://", "http://", "mailto:")):
            continue
        name, _, anchor = link.partition("#")
        target = (page.parent / name).resolve() if name else page
        if not target.exists() or (anchor and anchor not in anchors(target)):
            missing.append(link)
    assert missing == []


def test_every_picture_is_shown_somewhere() -> None:
    shown = "".join(page.read_text(encoding="utf-8") for page in PAGES)
    pictures = [path.name for path in (TOP / "docs" / "pictures").rglob("*") if path.is_file()]
    assert [name for name in sorted(pictures) if name not in shown] == []


def acts(found: ArgumentParser) -> dict[str, ArgumentParser]:
    for action in found._actions:
        if isinstance(action, _SubParsersAction):
            return dict(action.choices)
    return {}


def commands(page: Path) -> Iterator[list[str]]:
    for text in _COMMAND.findall(page.read_text(encoding="utf-8").replace("\\\n", " ")):
        try:
            yield shlex.split(text)
        except ValueError:
            yield text.split()


def unknown_in(words: list[str]) -> list[str]:
    """The words of a command, and its options, that the command line does not know."""
    known = acts(parser(words[0]))
    if words[0] not in known:
        return words[:1]
    command = known[words[0]]
    for word in words[1:]:
        further, name = acts(command), word.rstrip(",;.:)")
        if not further or word.startswith("-"):
            break
        if name not in further:
            return [name]
        command = further[name]
    options = {word.partition("=")[0].rstrip(",;.:)]") for word in words if word.startswith("--")}
    return sorted(options - set(command._option_string_actions) - {"--help"})


@in_turn("page", PAGES)
def test_every_command_that_is_named_exists(page: Path) -> None:
    asked = [words for words in commands(page) if words and words[0] not in _OF_RUN]
    assert [(words, unknown) for words in asked if (unknown := unknown_in(words))] == []


def test_the_example_scores_as_the_page_shows(capsys: pytest.CaptureFixture[str]) -> None:
    page = (TOP / "docs" / "command-line.md").read_text(encoding="utf-8")
    shown = page.partition("$ python3 run.py score --answers answers.yaml\n")[2].partition("```")[0]
    assert main(["score", "--answers", str(TOP / "docs" / "examples" / "answers.yaml")]) == 0
    assert capsys.readouterr().out == shown


def test_the_example_is_what_a_template_asks_today(capsys: pytest.CaptureFixture[str]) -> None:
    wanted = ["--policy", "devon-maintained-schools-2011", "--account", "instagram", "--account", "whatsapp"]
    assert main(["audit", "--template", *wanted]) == 0
    template = yaml_text.load(capsys.readouterr().out)["questions"]
    example = yaml_text.load((TOP / "docs" / "examples" / "answers.yaml").read_text(encoding="utf-8"))["questions"]
    given = ("answer", "known", "before", "reason", "exception")
    strip = [{name: each[name] for name in each if name not in given} for each in (*template, *example)]
    assert strip[len(template) :] == strip[: len(template)]
