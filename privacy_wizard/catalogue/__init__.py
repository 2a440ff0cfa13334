"""From YAML to frozen values, with every fault at its place; `lint.lint` gives the faults without raising them."""

from .document import CatalogueFaults, LibraryFault
from .folder import earlier_folders, shipped_folder
from .lazy_library import load_shipped
from .loading import load_catalogue

__all__ = ["CatalogueFaults", "LibraryFault", "earlier_folders", "load_catalogue", "load_shipped", "shipped_folder"]
