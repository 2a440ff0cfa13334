"""The shipped library, loaded once."""

import pytest

from privacy_wizard.catalogue import load_catalogue, shipped_folder
from privacy_wizard.domain.model import Catalogue


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load_catalogue(shipped_folder())
