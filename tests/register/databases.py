"""An address for a register: on SQLite, and where that says more also on PostgreSQL."""

from pathlib import Path

import pytest

from . import postgres

# For what asks a server something that nothing else asks it, or asks it from two sides at once: the tests of the
# register and of the office do on both databases what windows, commands and intake do.
on_both_databases = pytest.mark.parametrize("register_url", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture(name="register_url")
def mostly_sqlite(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An address where there is no register yet."""
    return new_address(request, tmp_path)


def new_address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """On the database that the test is for; without a word about it on SQLite."""
    if getattr(request, "param", "sqlite") == "sqlite":
        return f"sqlite:///{tmp_path / 'register.sqlite'}"
    server: postgres.Server = request.getfixturevalue("postgresql")
    return server.new_database()
