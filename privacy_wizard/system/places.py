"""Where this computer keeps what belongs to one user."""

import os
from pathlib import Path

from attrs import frozen
from platformdirs import user_data_path

from .managed import managed_settings

HOME_VARIABLE = "PRIVACY_WIZARD_HOME"


@frozen
class Places:
    """The user's own folder and what lies in it; nothing is made until it is written to."""

    home: Path

    @property
    def drafts(self) -> Path:
        """The folder of unfinished and kept audits."""
        return self.home / "audits"

    @property
    def key_file(self) -> Path:
        """The signing key."""
        return self.home / "signing-key.p12"

    @property
    def settings(self) -> Path:
        """The choices about the program itself (theme, language)."""
        return self.home / "settings.json"


def user_places() -> Places:
    """This user's places: PRIVACY_WIZARD_HOME where it is set, else the IT service's, else the system's."""
    chosen = os.environ.get(HOME_VARIABLE, "").strip()
    managed = managed_settings().data_folder or user_data_path("privacy-wizard", appauthor=False)
    return Places(Path(chosen).expanduser() if chosen else managed)
