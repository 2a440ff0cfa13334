"""Offices for the tests, on SQLite, and where that says more also on PostgreSQL; their registers are closed again."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from privacy_wizard.ui.console.context import ConsoleContext
from privacy_wizard.ui.console.window import ConsoleWindow
from tests.register.conftest import postgresql
from tests.register.databases import mostly_sqlite
from tests.ui.console.offices import busy_context, empty_context
from tests.ui.console.scenes import filled_context

__all__ = ["mostly_sqlite", "postgresql"]


@pytest.fixture(autouse=True)
def _unpainted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages are laid out, but not painted, which took a sixth of all: `test_pseudo_language` paints each of them."""
    begin = ConsoleWindow.__init__

    def unpainted(window: ConsoleWindow, *what: Any) -> None:
        begin(window, *what)
        window.setUpdatesEnabled(False)

    monkeypatch.setattr(ConsoleWindow, "__init__", unpainted)


@pytest.fixture(autouse=True)
def _looked_at_once(looked_at_once: None) -> None:
    """The same few people hand in the same files, at one moment, in most of these tests."""


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
