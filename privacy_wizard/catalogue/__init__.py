"""YAML in, frozen values out, every fault at its place; `lint.lint` gives the faults without raising them."""

from .faults import CatalogueFaults, Fault
from .folder import shipped_folder
from .loading import load_catalogue
from .sealed import load_shipped

__all__ = ["CatalogueFaults", "Fault", "load_catalogue", "load_shipped", "shipped_folder"]
