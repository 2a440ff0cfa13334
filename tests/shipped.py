"""The library that comes with the program, opened as the program opens it, once for all tests of a process."""

from functools import cache

from privacy_wizard.catalogue import load_shipped
from privacy_wizard.domain.model import Catalogue


@cache
def shipped() -> Catalogue:
    return load_shipped()
