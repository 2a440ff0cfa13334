"""YAML in, frozen values out, every fault at its place."""

from .faults import CatalogueFaults, Fault
from .folder import shipped_folder
from .loading import lint, load_catalogue

__all__ = ["CatalogueFaults", "Fault", "lint", "load_catalogue", "shipped_folder"]
