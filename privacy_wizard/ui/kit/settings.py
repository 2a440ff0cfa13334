"""The user's settings of the program itself, kept in a small private file."""

import base64
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from ...system import NotWritten, write_private
from ...system.places import ManagedSettings
from .theme.theme import TEXT_PERCENTS, Appearance, Looks

_MOST_BYTES = 10_000
_APPEARANCES = [each.value for each in Appearance]  # a list: what a file says need not be hashable


class Settings(NamedTuple):
    """The looks, where each window was, and where files came from and went."""

    looks: Looks = Looks()
    places: Mapping[str, bytes] = MappingProxyType({})  # name of a window → size and place, as Qt writes them
    folders: Mapping[str, str] = MappingProxyType({})  # what was last done there → the folder


class SettingsFile:
    """Reads leniently (what cannot be read counts as not set), writes at once and atomically. What an IT service sets
    applies where the user chose nothing, and always if it is locked.
    """

    def __init__(self, path: Path, managed: ManagedSettings | None = None) -> None:
        self._path = path
        self._managed = managed or ManagedSettings(file=path)
        own = _read(path)
        locked = {name: self._managed.looks[name] for name in self._managed.locked}
        self.settings = _from_document({**self._managed.looks, **own, **locked})

    @property
    def locked(self) -> frozenset[str]:
        """The names of the looks that the user cannot change."""
        return self._managed.locked

    def keep_looks(self, looks: Looks) -> None:
        self._keep(self.settings._replace(looks=looks))

    def keep_place(self, window: str, place: bytes) -> None:
        """Keep where the window of that name was left."""
        self._keep(self.settings._replace(places={**self.settings.places, window: place}))

    def keep_folder(self, what: str, folder: str) -> None:
        """Keep the folder in which that was last done."""
        self._keep(self.settings._replace(folders={**self.settings.folders, what: folder}))

    def _keep(self, settings: Settings) -> None:
        written = json.dumps(_to_document(settings), indent=1, ensure_ascii=False).encode(errors="surrogatepass")
        if settings == self.settings or len(written) > _MOST_BYTES:  # the whole file must be read again
            return
        self.settings = settings
        try:
            write_private(self._path, written)
        except NotWritten:
            return  # the looks of a window are no reason to bother anyone


def _to_document(settings: Settings) -> dict[str, Any]:
    looks = settings.looks
    return {
        "appearance": looks.appearance.value,
        "high_contrast": looks.high_contrast,
        "reduced_motion": looks.reduced_motion,
        "text_percent": looks.text_percent,
        "windows": {name: base64.b64encode(place).decode() for name, place in settings.places.items()},
        "folders": dict(settings.folders),
    }


def _read(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as file:
            document = json.loads(file.read(_MOST_BYTES))
    except (OSError, ValueError, RecursionError):
        return {}
    return document if isinstance(document, dict) else {}


def _from_document(document: dict[str, Any]) -> Settings:
    appearance, percent = document.get("appearance"), document.get("text_percent")
    looks = Looks(
        appearance=Appearance(appearance) if appearance in _APPEARANCES else Appearance.SYSTEM,
        high_contrast=_flag(document.get("high_contrast")),
        reduced_motion=_flag(document.get("reduced_motion")),
        text_percent=percent if isinstance(percent, int) and percent in TEXT_PERCENTS else 100,
    )
    folders = document.get("folders")
    kept = {what: each for what, each in folders.items() if isinstance(each, str)} if isinstance(folders, dict) else {}
    return Settings(looks=looks, places=dict(_places(document.get("windows"))), folders=kept)


def _places(windows: object) -> Iterator[tuple[str, bytes]]:
    """Those that can be read; whether Qt can use them is seen when a window is opened."""
    for name, place in windows.items() if isinstance(windows, dict) else ():
        try:
            yield name, base64.b64decode(place, validate=True)
        except (ValueError, TypeError):
            continue


def _flag(value: object) -> bool | None:
    return value if isinstance(value, bool) else None
