"""The program as it is typed, run through its own entrance in this process: starting one anew takes half a second."""

import io
import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import TextIO
from unittest import mock

from privacy_wizard.app import main

Ran = subprocess.CompletedProcess[str]


def console() -> TextIO:
    """What a command prints on; another in tests of consoles."""
    return io.StringIO()


def _shown(printed: TextIO) -> str:
    printed.flush()
    printed.seek(0)
    return printed.read()


def typed(*arguments: object, home: Path | None = None, stdin: str = "") -> Ran:
    """Run one command; `home` is the user's own folder where it is not the test's."""
    words = [str(each) for each in arguments]
    place = {"PRIVACY_WIZARD_HOME": str(home)} if home else {}
    said, told = console(), console()
    with (
        mock.patch.dict(os.environ, place),
        mock.patch.object(sys, "stdin", io.StringIO(stdin)),
        redirect_stdout(said),
        redirect_stderr(told),
    ):
        try:
            code = main(words)
        except SystemExit as ended:  # how argparse ends wrong use, and --help
            code = ended.code if isinstance(ended.code, int) else 1
    return Ran(words, code, _shown(said), _shown(told))
