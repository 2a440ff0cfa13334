"""Offices for the tests, on SQLite, and where that says more also on PostgreSQL; their registers are closed again."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from privacy_wizard.ui.console.context import ConsoleContext
from tests.register import conftest as registers
from tests.register.conftest import postgresql
from tests.ui.console.offices import busy_context, empty_context
from tests.ui.console.scenes import filled_context

__all__ = ["on_both_databases", "postgresql"]

# For what asks a server something that nothing else asks it: the tests of the register and of the office do on both
# databases what the pages do, and `test_on_postgresql.py` shows every page over a server.
on_both_databases = pytest.mark.parametrize("register_url", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture
def register_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An address where there is no register yet."""
    return registers.new_address(request, tmp_path)


@pytest.fixture
def empty(tmp_path: Path, register_url: str) -> Iterator[ConsoleContext]:
    context = empty_context(tmp_path, register_url)
    yield context
    context.register.close()


@pytest.fixture
def busy(tmp_path: Path, register_url: str) -> Iterator[ConsoleContext]:
    context = busy_context(tmp_path, address=register_url)
    yield context
    context.register.close()


@pytest.fixture
def filled(tmp_path: Path, register_url: str) -> Iterator[tuple[ConsoleContext, str]]:
    found = filled_context(tmp_path, address=register_url)
    yield found
    found[0].register.close()
