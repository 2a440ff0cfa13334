"""What a backup holds: a zip whose names do not depend on any system's paths, so it can be restored on any system."""

import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import PurePosixPath

from attrs import field, frozen

from ..i18n import Message, _
from ..register.copying import TABLES, RegisterCopy
from ..system.progress import UNWATCHED, WorkProgress
from .errors import OfficeTrouble

_KIND, _VERSION = "privacy-wizard-backup", "1"
FORMAT = f"{_KIND}/{_VERSION}"
LARGEST = 4_000_000_000  # bytes of a backup, and of what is in it
NO_BACKUP = (ValueError, KeyError, TypeError, AttributeError, zipfile.BadZipFile)  # raised by reading something else
_ABOUT = "backup.json"
_MOST_FILES = 200_000
_NOT_IN_NAMES = frozenset('\\:*?"<>|\0')
_SURROGATES = range(0xD800, 0xE000)  # for bytes of a name that are no UTF-8


class NewerBackup(OfficeTrouble):
    """It opened, but holds what this version does not know."""

    sentence = Message(
        "This backup was made by a newer version of this program. Nothing was changed. Install the newer version, "
        "and put the backup back with it."
    )


@frozen(kw_only=True)
class Backup:
    """When it was made, the register, and the files beside it by name; and what a new one lacks."""

    made: datetime
    register: RegisterCopy | None
    files: Mapping[PurePosixPath, bytes] = field(repr=False)
    left_out: tuple[str, ...] = ()  # names of files
    lacks_secret: bool = False  # of the office's key

    @property
    def lacks(self) -> str:
        """What is missing from it and why, in sentences; "" if nothing is."""
        return " ".join(self._lacks())

    def _lacks(self) -> Iterator[str]:
        if self.left_out:
            yield _(
                "Not in it: {names}. A file is left out if it is larger than 50 MB, cannot be read, is a link, "
                "or has a character in its name that other systems do not allow, such as a colon. Rename it or "
                "copy it yourself.",
                names=", ".join(self.left_out),
            )
        if self.lacks_secret:
            yield _(
                "What opens the office's key is not in it: the keyring did not give it. Unlock the keyring, and back "
                "everything up again."
            )


def packed(backup: Backup, progress: WorkProgress = UNWATCHED) -> bytes:
    """A backup as a zip; what goes in is counted."""
    entries = list(_entries(backup))
    content = io.BytesIO()
    identifier = backup.register.identifier if backup.register is not None else None
    about = {"format": FORMAT, "made": backup.made.isoformat(), "register": identifier}
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(_ABOUT, json.dumps(about))
        for name, file in progress.through(entries, len(entries)):
            archive.writestr(name, file)
    return content.getvalue()


def _entries(backup: Backup) -> Iterator[tuple[str, bytes]]:
    if backup.register is not None:
        for table, lines in backup.register.rows.items():
            yield f"register/{table}.jsonl", lines
        for (school, document), file in backup.register.documents.items():
            yield f"documents/{school or '.'}/{document}", file
    for name, file in backup.files.items():
        yield f"files/{name}", file


def unpacked(content: bytes, progress: WorkProgress = UNWATCHED) -> Backup:
    """What a zip holds; whoever knows the passphrase is not trusted with paths. Raises NewerBackup, NO_BACKUP."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = archive.infolist()
        if len(entries) > _MOST_FILES or sum(entry.file_size for entry in entries) > LARGEST:
            raise ValueError("too large")
        held = {entry.filename: archive.read(entry) for entry in progress.through(entries, len(entries))}
    about = json.loads(held.pop(_ABOUT))
    kind, _slash, version = about["format"].partition("/")
    if kind != _KIND:
        raise ValueError(kind)
    if version != _VERSION:
        raise NewerBackup
    files = {_safe(name): content for name, content in held.items() if name.startswith("files/")}
    return Backup(made=datetime.fromisoformat(about["made"]), register=_register(about["register"], held), files=files)


def _register(identifier: str | None, held: Mapping[str, bytes]) -> RegisterCopy | None:
    if identifier is None:
        return None
    documents = {}
    for name, content in held.items():
        if name.startswith("documents/"):
            _top, school, document = name.split("/")
            documents["" if school == "." else school, document] = content
    rows = {table.name: held[f"register/{table.name}.jsonl"] for table in TABLES}
    return RegisterCopy(identifier=str(identifier), rows=rows, documents=documents)


def _safe(name: str) -> PurePosixPath:
    found = PurePosixPath(name).relative_to("files")
    if not is_safe(found):
        raise ValueError(name)
    return found


def is_safe(name: PurePosixPath) -> bool:
    """Whether the path stays inside its folder, and every system can write it."""
    return bool(name.parts) and all(map(_is_safe_part, name.parts))


def _is_safe_part(part: str) -> bool:
    is_text = not any(ord(sign) in _SURROGATES for sign in part)
    return part not in ("..", "") and is_text and _NOT_IN_NAMES.isdisjoint(part)
