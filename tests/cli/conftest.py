"""An office for the tests of the commands, on SQLite and on PostgreSQL."""

from pathlib import Path

import pytest

from tests.register.conftest import postgresql, register_url

from .offices import CommandOffice, set_up

__all__ = ["postgresql", "register_url"]


@pytest.fixture
def office(tmp_path: Path, capsys: pytest.CaptureFixture[str], register_url: str) -> CommandOffice:
    return set_up(tmp_path, capsys, register_url)
