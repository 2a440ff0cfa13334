"""A real register with one school, on both databases or, where that is not the point, on SQLite alone."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from privacy_wizard.register import Officer, Register, SchoolRegister
from privacy_wizard.staff_import import workbook_worker
from privacy_wizard.staff_import.sheets import SheetRead
from tests.register.made import create_register

from ..register.conftest import beginning, clock, officer, open_register, postgresql, register, register_url

__all__ = ["beginning", "clock", "officer", "open_register", "postgresql", "register", "register_url"]

SCHOOL = "oak"


@pytest.fixture
def records(register: Register) -> SchoolRegister:
    """On each database."""
    return SchoolRegister(register=register, school=SCHOOL)


@pytest.fixture
def small_records(tmp_path: Path, officer: Officer) -> Iterator[SchoolRegister]:
    """On SQLite."""
    address = f"sqlite:///{tmp_path / 'register.sqlite'}"
    create_register(address)
    with Register.open(address, officer) as found:
        found.add_school(SCHOOL, "Oak School")
        yield SchoolRegister(register=found, school=SCHOOL)


@pytest.fixture
def read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Workbooks in this process: how the sandbox reads them is told elsewhere, and starting it takes half a second."""

    def here(content: bytes, sheet: str = "", *_told: Any) -> SheetRead:
        return workbook_worker.read_workbook(content, sheet)

    monkeypatch.setattr(workbook_worker, "read_sheet_apart", here)
