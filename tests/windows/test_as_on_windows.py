"""The program under what Windows lacks and does differently (`imitation.py`); on Windows itself, as it is."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[2]
# Private files, one writer for each draft; then an audit and an intake, whose workers see the same.
TOLD = (
    "tests/system/test_files.py",
    "tests/drafts/test_one_writer.py",
    "tests/windows/walk.py",
)


@pytest.mark.skipif(sys.platform == "win32", reason="here it needs no imitation")
def test_what_windows_lacks_and_does_differently_harms_nothing() -> None:
    there = {**os.environ, "PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"}
    begin = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-x",
        "-p",
        "tests.windows.imitation",
        "-p",
        "no:cacheprovider",
        *TOLD,
    ]
    told = subprocess.run(begin, cwd=TOP, env=there, capture_output=True, encoding="cp1252", check=False)
    assert told.returncode == 0, told.stdout + told.stderr
