"""What the user chose about the look, and where that is kept."""

from enum import StrEnum
from pathlib import Path

from attrs import frozen
from PySide6.QtCore import QSettings


class Appearance(StrEnum):
    """Light or dark, or as the system has it."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@frozen(kw_only=True)
class Looks:
    """The user's own choices; None follows the system."""

    appearance: Appearance = Appearance.SYSTEM
    high_contrast: bool | None = None
    reduced_motion: bool | None = None
    text_percent: int = 100  # of the system's text size


TEXT_PERCENTS = (90, 100, 115, 130, 150)
_FLAGS = {"yes": True, "no": False}


class LooksStore:
    """Keeps the looks in a small file of its own; what cannot be read counts as not chosen."""

    def __init__(self, path: Path) -> None:
        self._settings = QSettings(str(path), QSettings.Format.IniFormat)

    def load(self) -> Looks:
        """What was chosen, with the system's way for all that was not."""
        appearance = self._word("appearance")
        percent = self._word("text_percent")
        return Looks(
            appearance=Appearance(appearance) if appearance in set(Appearance) else Appearance.SYSTEM,
            high_contrast=_FLAGS.get(self._word("high_contrast")),
            reduced_motion=_FLAGS.get(self._word("reduced_motion")),
            text_percent=int(percent) if percent in map(str, TEXT_PERCENTS) else 100,
        )

    def save(self, looks: Looks) -> None:
        """Keep these looks; a disk that refuses is no reason to stop."""
        self._settings.setValue("appearance", looks.appearance.value)
        self._settings.setValue("text_percent", str(looks.text_percent))
        self._put_flag("high_contrast", looks.high_contrast)
        self._put_flag("reduced_motion", looks.reduced_motion)
        self._settings.sync()

    def _word(self, key: str) -> str:
        return str(self._settings.value(key, ""))

    def _put_flag(self, key: str, flag: bool | None) -> None:
        self._settings.setValue(key, "" if flag is None else "yes" if flag else "no")
