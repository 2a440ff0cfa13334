"""The shipped library, loaded once, and the program as its users type it."""

from collections.abc import Callable

import pytest

from privacy_wizard.catalogue import load_catalogue, shipped_folder
from privacy_wizard.domain.model import Catalogue
from tests import command


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load_catalogue(shipped_folder())


@pytest.fixture
def program() -> Callable[..., command.Ran]:
    return command.typed
