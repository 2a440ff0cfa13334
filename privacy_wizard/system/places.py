"""Where the files shipped with the program are, and where this computer keeps what belongs to one user."""

import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from platformdirs import site_config_path

from ..i18n import Message

_MOST_BYTES = 64_000
_KEYS = {"data_folder", "looks", "time_stamps"}
NOT_READ = Message(
    "The settings that your IT service keeps in {file} could not be read, so none of them applies. "
    "Everything else works. Please tell your IT service: {reason}"
)


class ManagedSettings(NamedTuple):
    """Nothing of it needs to be there. `problem` is the reason why a file that is there is not in force."""

    file: Path
    data_folder: Path | None = None  # where what the user makes is kept
    proxy: str = ""  # for time stamps, as http://SERVER:PORT
    looks: Mapping[str, Any] = MappingProxyType({})  # as in a user's own settings; what the user changes goes before it
    locked: frozenset[str] = frozenset()  # names of looks that the user does not change
    problem: str = ""


@cache
def managed_settings() -> ManagedSettings:
    """Those of this computer; read once, since they hold for as long as the program runs."""
    return read_managed(site_config_path("privacy-wizard", appauthor=False) / "settings.toml")


def read_managed(file: Path) -> ManagedSettings:
    """What a file says; a file that cannot be read wholly is not in force at all, so that no lock is half there."""
    try:
        with file.open("rb") as opened:
            content = opened.read(_MOST_BYTES + 1)
    except FileNotFoundError:
        return ManagedSettings(file=file)
    except OSError as error:
        return ManagedSettings(file=file, problem=error.strerror or type(error).__name__)
    import tomllib  # only where there is such a file

    try:
        if len(content) > _MOST_BYTES:
            raise ValueError(f"more than {_MOST_BYTES} bytes")
        return _settings(file, tomllib.loads(content.decode("utf-8-sig")))
    except ValueError as error:
        return ManagedSettings(file=file, problem=str(error))


def _settings(file: Path, document: dict[str, Any]) -> ManagedSettings:
    if unknown := sorted(set(document) - _KEYS):
        raise ValueError(f"unknown: {', '.join(unknown)}")
    looks, stamps = dict(_table(document, "looks")), _table(document, "time_stamps")
    locked = looks.pop("locked", [])
    if not isinstance(locked, list) or not set(locked) <= set(looks):
        raise ValueError("looks.locked names what [looks] sets")
    folder, proxy = document.get("data_folder", ""), stamps.get("proxy", "")
    if not isinstance(folder, str) or not isinstance(proxy, str):
        raise ValueError("data_folder and time_stamps.proxy are texts")
    if proxy and not proxy.startswith("http://"):
        raise ValueError("time_stamps.proxy begins with http://")
    place = Path(os.path.expandvars(folder)).expanduser() if folder else None
    if place is not None and not place.is_absolute():
        raise ValueError("data_folder is not a whole path")
    return ManagedSettings(file=file, data_folder=place, proxy=proxy, looks=looks, locked=frozenset(locked))


def _table(document: dict[str, Any], name: str) -> dict[str, Any]:
    found = document.get(name, {})
    if not isinstance(found, dict):
        raise ValueError(f"{name} is not a table")
    return found


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
