"""The shipped library, loaded once, and the program as its users type it."""

from collections.abc import Callable

import pytest

from privacy_wizard.domain.model import Catalogue
from tests import command
from tests.shipped import shipped


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return shipped()


@pytest.fixture
def program() -> Callable[..., command.Ran]:
    return command.typed
