"""Where fonts, colour profile, wording and schema lie: at the top of a checkout, inside an installed package."""

from pathlib import Path

_PACKAGE = Path(__file__).parents[1]


def resource(*parts: str) -> Path:
    """The path of a shipped file, such as resource("fonts", "Inter-Regular.ttf")."""
    installed = _PACKAGE / "resources"
    folder = installed if installed.is_dir() else _PACKAGE.parent / "resources"
    return folder.joinpath(*parts)
