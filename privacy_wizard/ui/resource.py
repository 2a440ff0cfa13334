"""Where the icons, fonts, styles and translations lie: beside the package in a clone, inside it once installed."""

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


@cache
def resources() -> Path:
    """The folder of the resources; the installed place wins where both exist."""
    installed = _PACKAGE / "resources"
    return installed if installed.is_dir() else _PACKAGE.parent / "resources"


def resource(*parts: str) -> Path:
    """The path of one resource, `resource("icons", "check.svg")`."""
    return resources().joinpath(*parts)
