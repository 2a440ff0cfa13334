"""What the commands work with; built in `app` and passed in."""

import json
import re
import sys
from argparse import ArgumentTypeError, Namespace
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from ..domain.model import Catalogue
from ..i18n import Message, _
from ..system import text_of

if TYPE_CHECKING:
    from ..audit.own_school import OwnSchool
    from ..register import Register

_NO_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069]")  # drives a terminal
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
_YEARS = range(1900, 2200)
_LONGEST = 100_000  # bytes of a passphrase file
DONE, FAILED, SOME_NEED_A_LOOK, WRONG_USE = 0, 1, 2, 3


class Stop(Exception):
    """Ends the command with a sentence for the reader and an exit code."""

    def __init__(self, sentence: str, code: int = FAILED) -> None:
        super().__init__(sentence)
        self.code = code


class CliContext:
    """What a command can ask for; everything is loaded on first use."""

    def __init__(
        self,
        load: Callable[[], Catalogue],
        now: Callable[[], datetime],
        key_file: Path,
        find_school: "Callable[[], OwnSchool | None]" = lambda: None,
        open_register: "Callable[[Namespace, CliContext], Register] | None" = None,
    ) -> None:
        self._load, self._find_school, self._open_register = load, find_school, open_register
        self.now = now
        self.key_file = key_file
        self.closing = ExitStack()  # what a command opened, closed at its end
        self._opened: Register | None = None

    @cached_property
    def own_school(self) -> "OwnSchool | None":
        """The school whose profile was accepted on this computer."""
        return self._find_school()

    @cached_property
    def catalogue(self) -> Catalogue:
        """The shipped checklists and packs, with the school's own where its profile is in use."""
        return self.own_school.catalogue if self.own_school is not None else self._load()

    def register(self, arguments: Namespace) -> "Register":
        """The register that the arguments name, open until the command ends."""
        if self._open_register is None:
            raise RuntimeError("these commands were built without a register")
        self._opened = self._open_register(arguments, self)
        return self._opened

    def trouble_behind(self, error: Exception) -> Exception | None:
        """What an error that nobody expected comes from, as far as the register that is open can tell."""
        return None if self._opened is None else self._opened.trouble_behind(error)


def a_day(text: str) -> date:
    """An option's value as a day."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(_("{text} is not a day. Write it as 2026-11-20.", text=text)) from None
    if day.year not in _YEARS:  # a slip of the hand, and no calendar could count on from it
        raise ArgumentTypeError(_("{text} is too far from today. Check the year.", text=text))
    return day


def a_number(text: str) -> int:
    """An option's value as a number that something may have. Raises ArgumentTypeError."""
    found = re.fullmatch(r"[0-9]{1,9}", text)
    if found is None:
        raise ArgumentTypeError(_("{text} is not a number that is meant here.", text=text))
    return int(text)


def say(text: str) -> None:
    """One line on standard output. Where the console lacks letters of a document, they are escaped, as JSON may be."""
    is_json = text[:1] in ("{", "[")
    if is_json and not _has(sys.stdout.encoding, text):
        text = _NOT_ASCII.sub(_escaped, text)
    print(_NO_TEXT.sub(_escaped if is_json else "", text))


def plain(text: str) -> str:
    """Without what would drive the terminal, as the name of a file may."""
    return _NO_TEXT.sub("", text)


def _escaped(found: re.Match[str]) -> str:
    return json.dumps(found[0])[1:-1]


def complain(text: str) -> None:
    """The same on standard error."""
    print(plain(text), file=sys.stderr, flush=True)


def say_words(words: Sequence[str]) -> None:
    """The words by which a key is recognised, below a sentence about it."""
    say(_("  words of the key: {words}", words=" ".join(words)))


def _has(encoding: str | None, text: str) -> bool:
    try:
        text.encode(encoding or "utf-8")
    except UnicodeEncodeError:
        return False
    return True


def stop(sentence: str | Message, code: int = FAILED) -> NoReturn:
    """End the command with a sentence."""
    raise Stop(str(sentence), code)


def passphrase(file: Path | None, *, again: bool = False) -> str:
    """From the first line of a file without blanks at its end, else asked for on the terminal (twice for a new key)."""
    if file is not None:
        try:
            with file.open("rb") as opened:  # which may be a pipe, from a program that keeps passphrases
                lines = text_of(opened.read(_LONGEST)).splitlines()
                if opened.read(1):
                    raise OSError
        except (OSError, UnicodeDecodeError):
            stop(
                _("The passphrase file {file} cannot be read. Check its name, and that it is text.", file=file),
                WRONG_USE,
            )
        found = lines[0].rstrip() if lines else ""  # editors and echo leave a blank behind
        if not found:
            stop(_("The passphrase file {file} has no passphrase on its first line.", file=file), WRONG_USE)
        return found
    if sys.stdin is None or not sys.stdin.isatty():
        stop(_("No passphrase was given. Name a file that holds it: --passphrase-file FILE."), WRONG_USE)
    return _asked(again)


def _asked(again: bool) -> str:
    from getpass import getpass

    typed = getpass(_("Passphrase of the signing key: "))
    if not typed:
        stop(_("No passphrase was typed, so nothing was opened or changed. Try again."))
    if again and getpass(_("The same again: ")) != typed:
        stop(_("The two were not the same. Nothing was changed; try again."))
    return typed
