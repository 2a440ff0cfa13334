"""Consoles that have not every letter: what is printed can be read. `test_pseudo_language` types every command so."""

import io
import json
import re
import sys
from argparse import ArgumentParser, _SubParsersAction
from collections.abc import Iterator
from pathlib import Path

import pytest

from privacy_wizard.cli import main
from privacy_wizard.cli.context import say
from privacy_wizard.cli.main import COMMANDS, parser
from tests import command


def commands(at: ArgumentParser, *words: str) -> Iterator[tuple[str, ...]]:
    yield words
    for action in at._actions:
        if isinstance(action, _SubParsersAction):
            for name, inner in action.choices.items():
                yield from commands(inner, *words, name)


def test_the_help_of_every_command_can_be_printed_there(monkeypatch: pytest.MonkeyPatch) -> None:
    def without_letters() -> io.TextIOWrapper:
        return io.TextIOWrapper(io.BytesIO(), encoding="ascii", newline="")

    monkeypatch.setattr(command, "console", without_letters)
    every = [words for name in COMMANDS for words in commands(parser(name))]
    for words in dict.fromkeys(every):
        assert command.typed(*words, "--help").returncode == 0, words


@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_json_keeps_a_whole_name_and_drives_no_console(encoding: str, monkeypatch: pytest.MonkeyPatch) -> None:
    printed = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(printed, encoding=encoding, write_through=True))
    name = "Zoë \u202e\x7f\x9b2J"
    say(json.dumps([name], ensure_ascii=False))
    said = printed.getvalue().decode(encoding)
    assert json.loads(said) == [name]
    say("[\x1b]0;ë\x07")  # a sentence that begins with the name of a file
    assert not {"\u202e", "\x7f", "\x9b", "\x1b", "\x07"} & {*printed.getvalue().decode(encoding)}


def test_every_line_goes_through_what_keeps_a_name_from_driving_the_terminal() -> None:
    printing_by_themselves = {
        path.name
        for path in Path(main.__file__).parent.glob("*.py")
        if re.search(r"(?<!\w)print\(", path.read_text("utf-8"))
    }
    counting = {"intake.py", "school_protected_list.py"}
    assert printing_by_themselves == {"context.py", *counting}
