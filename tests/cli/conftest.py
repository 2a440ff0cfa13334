"""An office for the tests of the commands, on SQLite, and where that says more also on PostgreSQL."""

from pathlib import Path

import pytest

from tests.register.conftest import postgresql
from tests.register.databases import mostly_sqlite

from .offices import CommandOffice, set_up

__all__ = ["mostly_sqlite", "postgresql"]


@pytest.fixture
def office(tmp_path: Path, capsys: pytest.CaptureFixture[str], register_url: str) -> CommandOffice:
    return set_up(tmp_path, capsys, register_url)
