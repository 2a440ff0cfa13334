"""What the user chose about the program itself, kept as a small private file."""

import json
from pathlib import Path
from typing import Any

from attrs import evolve, field, frozen

from ..machine import NotWritten, write_private
from .theme.looks import TEXT_PERCENTS, Appearance, Looks

_MOST_BYTES = 10_000
_APPEARANCES = [each.value for each in Appearance]  # a list: what a file says need not be hashable
_SIDES = range(300, 20_000)


@frozen(kw_only=True)
class Settings:
    """The looks, and the size in which the window was left (logical pixels)."""

    looks: Looks = field(factory=Looks)
    width: int = 1080
    height: int = 760


class SettingsFile:
    """Reads leniently (what cannot be read counts as not chosen), writes at once and wholly."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.settings = _read(path)

    def keep_looks(self, looks: Looks) -> None:
        """Keep these looks."""
        self._keep(evolve(self.settings, looks=looks))

    def keep_size(self, width: int, height: int) -> None:
        """Keep the size of the window."""
        self._keep(evolve(self.settings, width=width, height=height))

    def _keep(self, settings: Settings) -> None:
        if settings == self.settings:
            return
        self.settings = settings
        try:
            write_private(self._path, json.dumps(_to_document(settings), indent=1).encode())
        except NotWritten:
            return  # the looks of a window are no reason to bother anyone


def _to_document(settings: Settings) -> dict[str, Any]:
    looks = settings.looks
    return {
        "appearance": looks.appearance.value,
        "high_contrast": looks.high_contrast,
        "reduced_motion": looks.reduced_motion,
        "text_percent": looks.text_percent,
        "window": [settings.width, settings.height],
    }


def _read(path: Path) -> Settings:
    try:
        with path.open("rb") as file:
            document = json.loads(file.read(_MOST_BYTES))
    except (OSError, ValueError, RecursionError):
        return Settings()
    return _from_document(document) if isinstance(document, dict) else Settings()


def _from_document(document: dict[str, Any]) -> Settings:
    appearance, percent = document.get("appearance"), document.get("text_percent")
    looks = Looks(
        appearance=Appearance(appearance) if appearance in _APPEARANCES else Appearance.SYSTEM,
        high_contrast=_flag(document.get("high_contrast")),
        reduced_motion=_flag(document.get("reduced_motion")),
        text_percent=percent if isinstance(percent, int) and percent in TEXT_PERCENTS else 100,
    )
    match document.get("window"):
        case [int(width), int(height)] if width in _SIDES and height in _SIDES:
            return Settings(looks=looks, width=width, height=height)
    return Settings(looks=looks)


def _flag(value: object) -> bool | None:
    return value if isinstance(value, bool) else None
