"""Offices for the tests; their registers are closed again."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from privacy_wizard.ui.console.desk import ConsoleDesk
from tests.ui.console.offices import busy_desk, empty_desk
from tests.ui.console.scenes import filled_desk


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[ConsoleDesk]:
    desk = empty_desk(tmp_path)
    yield desk
    desk.books.register.close()


@pytest.fixture
def busy(tmp_path: Path) -> Iterator[ConsoleDesk]:
    desk = busy_desk(tmp_path)
    yield desk
    desk.books.register.close()


@pytest.fixture
def filled(tmp_path: Path) -> Iterator[tuple[ConsoleDesk, str]]:
    found = filled_desk(tmp_path)
    yield found
    found[0].books.register.close()
