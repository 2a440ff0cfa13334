"""Empty home folders for one test after the other: one that was left as it was made serves the next as well."""

import os
from itertools import count
from pathlib import Path

VARIABLES = {
    "HOME": "",
    "USERPROFILE": "",
    "APPDATA": "roaming",
    "LOCALAPPDATA": "local",
    "XDG_DATA_HOME": "data",
    "XDG_CONFIG_HOME": "config",
    "XDG_CACHE_HOME": "cache",
    "XDG_STATE_HOME": "state",
    "XDG_RUNTIME_DIR": "run",
    "PRIVACY_WIZARD_HOME": "privacy-wizard",
}


class Homes:
    """In a folder of their own: pytest looks through all beside the one of a test for the next number."""

    def __init__(self, among: Path) -> None:
        self._numbered = (among / str(number) for number in count())
        self._places: dict[str, Path] = {}
        self._as_made: object = None

    def empty(self) -> Path:
        if self._seen() != self._as_made or not self._places:
            folder = next(self._numbered)
            self._places = {name: folder / part for name, part in VARIABLES.items()}
            for name, place in self._places.items():
                place.mkdir(mode=0o700, exist_ok=True)
                os.environ[name] = str(place)
            self._as_made = self._seen()
        return self._places["HOME"]

    def _seen(self) -> object:
        """What a test may have changed, in the folders and in what names them."""
        try:
            return [
                (os.environ.get(name), place.stat().st_mode, *place.iterdir()) for name, place in self._places.items()
            ]
        except OSError:
            return None
