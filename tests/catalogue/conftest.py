from pathlib import Path

import pytest

from .libraries import Library


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """A small library without fault."""
    return Library(tmp_path / "library")
