"""Offices for the tests, on SQLite, and where that says more also on PostgreSQL; their registers are closed again."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from privacy_wizard.ui.console.context import ConsoleContext
from tests.register.conftest import postgresql
from tests.register.databases import mostly_sqlite
from tests.ui.console.offices import busy_context, empty_context
from tests.ui.console.scenes import filled_context

__all__ = ["mostly_sqlite", "postgresql"]


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
