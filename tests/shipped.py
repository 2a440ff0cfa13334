"""The library that comes with the program, read and checked once for all tests of a process."""

from functools import cache

from privacy_wizard.catalogue import load_catalogue, shipped_folder
from privacy_wizard.domain.model import Catalogue


@cache
def shipped() -> Catalogue:
    return load_catalogue(shipped_folder())
