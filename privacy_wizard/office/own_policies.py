"""The school's own policies and checklists: those in its last profile, and the changes for the next."""

import re
from collections.abc import Mapping
from pathlib import Path

from ..catalogue.school_library import school_library
from ..domain.model import Catalogue, PolicyPack
from ..system import NotWritten, shipped_folder, write_private
from .school_folder import SchoolFolder

_NAME = re.compile(r"(platforms|packs)/[a-z0-9][a-z0-9-]{0,60}\.yaml")
_LARGEST = 1_000_000  # bytes, as a profile takes it


def next_files(place: SchoolFolder) -> Mapping[str, bytes]:
    """What the next profile will carry, by path in the library. Raises SchoolTrouble."""
    signed = place.signed_profile()
    files = dict(signed.checklists) if signed is not None else {}
    for name, content in waiting_files(place).items():
        files[name] = content
    return {name: content for name, content in files.items() if content}


def waiting_files(place: SchoolFolder) -> Mapping[str, bytes]:
    """What was added or removed (then empty) since the last profile was signed."""
    folder = _folder(place)
    found = {path.relative_to(folder).as_posix(): path for path in sorted(folder.glob("p*/*.yaml"))}
    return {name: _some(path) for name, path in found.items() if _NAME.fullmatch(name)}


def put_policy(place: SchoolFolder, pack: PolicyPack, text: str) -> None:
    """Add this policy to the next profile. Raises NotWritten, and ValueError for an identifier that is too long."""
    _write(place, f"packs/{pack.id}.yaml", text.encode())


def take_out(place: SchoolFolder, name: str) -> None:
    """Remove this file from the next profile. Raises NotWritten, SchoolTrouble."""
    signed = place.signed_profile()
    if signed is not None and name in signed.checklists:
        _write(place, name, b"")
    else:
        _unlink(_folder(place) / name)


def forget_waiting(place: SchoolFolder, signed: Mapping[str, bytes]) -> None:
    """The profile with these files has been signed: they are no longer waiting. Raises NotWritten."""
    for name, content in waiting_files(place).items():
        if signed.get(name, b"") == content:
            _unlink(_folder(place) / name)


def next_library(place: SchoolFolder) -> Catalogue:
    """The checklists and policies as the next profile would have them. Slow. Raises SchoolTrouble, LibraryRefused."""
    return school_library(next_files(place), shipped_folder("checklists"))


def own_packs(place: SchoolFolder) -> tuple[str, ...]:
    """The identifiers of the school's own policies. Raises SchoolTrouble."""
    names = (name for name in next_files(place) if name.startswith("packs/"))
    return tuple(name.removeprefix("packs/").removesuffix(".yaml") for name in names)


def _folder(place: SchoolFolder) -> Path:
    return place.folder / "next-profile"


def _write(place: SchoolFolder, name: str, content: bytes) -> None:
    if not _NAME.fullmatch(name) or len(content) > _LARGEST:
        raise ValueError(name)
    write_private(_folder(place) / name, content)


def _unlink(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise NotWritten(path, error) from error


def _some(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_LARGEST)
