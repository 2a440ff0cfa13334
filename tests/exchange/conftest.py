"""The shipped library, loaded once."""

import pytest

from privacy_wizard.domain.model import Catalogue
from tests.shipped import shipped


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return shipped()
