"""The shipped library, loaded once, and the program as its users run it."""

import subprocess
import sys
from collections.abc import Callable

import pytest

from privacy_wizard.catalogue import load_catalogue, shipped_folder
from privacy_wizard.domain.model import Catalogue

Ran = subprocess.CompletedProcess[str]


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load_catalogue(shipped_folder())


@pytest.fixture
def program() -> Callable[..., Ran]:
    """Runs the program in a process of its own."""

    def run(*arguments: object) -> Ran:
        command = [sys.executable, "-m", "privacy_wizard", *map(str, arguments)]
        return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", stdin=subprocess.DEVNULL)

    return run
