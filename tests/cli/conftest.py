"""An office for the tests of the commands."""

from pathlib import Path

import pytest

from .offices import CommandOffice, set_up


@pytest.fixture
def office(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> CommandOffice:
    return set_up(tmp_path, capsys)
