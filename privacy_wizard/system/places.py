"""Where the files shipped with the program are, and where this computer keeps what belongs to one user."""

import os
from functools import cache
from pathlib import Path
from typing import NamedTuple

from .managed import managed_settings

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


KEY_FILE = "signing-key.p12"
HOME_VARIABLE = "PRIVACY_WIZARD_HOME"


class Places(NamedTuple):
    """The user's own folder and what lies in it; nothing is made until it is written to."""

    home: Path

    @property
    def drafts(self) -> Path:
        """The folder of unfinished and kept audits."""
        return self.home / "audits"

    @property
    def key_file(self) -> Path:
        """The signing key."""
        return self.home / KEY_FILE

    @property
    def settings(self) -> Path:
        """The choices about the program itself (theme, language)."""
        return self.home / "settings.json"


def user_places() -> Places:
    """This user's places: PRIVACY_WIZARD_HOME where it is set, else the IT service's, else the system's."""
    from platformdirs import user_data_path  # who only looks for what is shipped need not wait for it

    chosen = os.environ.get(HOME_VARIABLE, "").strip()
    managed = managed_settings().data_folder or user_data_path("privacy-wizard", appauthor=False)
    return Places(Path(chosen).expanduser() if chosen else managed)
