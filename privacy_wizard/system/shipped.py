"""Where the files shipped with the program are."""

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def shipped_folder(name: str) -> Path:
    """The folder `checklists` or `resources`: inside the installed package, else beside it in the repository."""
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


@cache
def resources() -> Path:
    """The folder of fonts, icons, styles, wordings, schemas and translations."""
    return shipped_folder("resources")


def resource(*parts: str) -> Path:
    """The path of one resource, `resource("icons", "check.svg")`."""
    return resources().joinpath(*parts)
