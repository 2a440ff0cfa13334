"""Everything that an office has, in one encrypted file: register, documents, keys, profile, certificates, settings.

The file is a zip in the format of `age` (age-encryption.org/v1), under a passphrase, so that other programs open it as
well. Names in it know no system's paths, so that it is put back on any.
"""

import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path, PurePosixPath

from attrs import field, frozen

from ..i18n import _
from ..register import Register
from ..register.copying import TABLES, RegisterCopy
from ..system import NotWritten, read_regular, write_private
from .errors import OfficeTrouble

FORMAT = "privacy-wizard-backup/1"
REMEMBERED = "backed-up.json"
EVERY = 30  # days
_ABOUT = "backup.json"
_LARGEST = 4_000_000_000  # bytes of a backup, and of what is in it
_LARGEST_FILE = 50_000_000  # of the files beside the register
_MOST_FILES = 200_000
# Another part of the backup, and what is one member of staff's own and locked with this computer's keyring.
_NOT_OURS = ("register.sqlite", "register-documents", "audits", "audits-locked", REMEMBERED)


class NotOpened(OfficeTrouble):
    """The passphrase is another one, or the file is none or damaged: that cannot be told apart."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.path = path

    def __str__(self) -> str:
        """The sentence for the reader."""
        return _(
            "{file} was not opened: the passphrase is another one, or the file is damaged or no backup. Nothing was "
            "changed. Type the passphrase again, or take an earlier backup.",
            file=self.path.name,
        )


class NotEmpty(OfficeTrouble):
    """Something is there already, and a backup is never put over it."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.path = path

    def __str__(self) -> str:
        """The sentence for the reader."""
        return _(
            "{path} is there already, and a backup is never put over anything. Nothing was changed. Move it away, or "
            "set the environment's PRIVACY_WIZARD_HOME to an empty folder.",
            path=self.path,
        )


@frozen(kw_only=True)
class Backup:
    """What was read of one: when it was made, the register, and the files beside it by their names."""

    made: datetime
    register: RegisterCopy | None
    files: Mapping[PurePosixPath, bytes] = field(repr=False)


def back_up(register: Register | None, home: Path, out: Path, passphrase: str, now: datetime) -> Backup:
    """Write everything to a new file. Raises NotWritten, DocumentLost; then nothing was written."""
    from pyrage import passphrase as age

    found = Backup(made=now, register=register.copy() if register is not None else None, files=dict(_beside(home)))
    write_private(out, age.encrypt(_packed(found), passphrase))
    _remember(home, now.date())
    return found


def open_backup(path: Path, passphrase: str) -> Backup:
    """What a backup holds. Raises NotOpened."""
    from pyrage import DecryptError
    from pyrage import passphrase as age

    try:
        return _unpacked(age.decrypt(read_regular(path, _LARGEST), passphrase))
    except (DecryptError, OSError, ValueError, KeyError, TypeError, AttributeError, zipfile.BadZipFile) as error:
        raise NotOpened(path) from error


def put_back(backup: Backup, home: Path, register: str) -> None:
    """Put it where nothing is yet: the register at an address, the files into the program's own folder.

    Raises NotEmpty before anything is written, RegisterThere, NotWritten, NotOpened.
    """
    places = {home.joinpath(*name.parts): content for name, content in backup.files.items()}
    for place in places:
        if place.exists():
            raise NotEmpty(place)
    if backup.register is not None:
        try:
            Register.restore(register, backup.register)
        except ValueError as error:
            raise NotOpened(home) from error
    for place, content in places.items():
        write_private(place, content)


def is_due(home: Path, today: date) -> bool:
    """Whether a month has gone since everything was last backed up from here, or it never was."""
    try:
        last = date.fromisoformat(json.loads(read_regular(home / REMEMBERED, 1000))["on"])
    except (OSError, ValueError, KeyError, TypeError):
        return True
    return not 0 <= (today - last).days < EVERY


def _remember(home: Path, today: date) -> None:
    try:
        write_private(home / REMEMBERED, json.dumps({"on": today.isoformat()}).encode())
    except NotWritten:
        return  # then it is asked for again


def _beside(home: Path) -> Iterator[tuple[PurePosixPath, bytes]]:
    for path in sorted(home.rglob("*")) if home.is_dir() else ():
        name = path.relative_to(home)
        is_hidden = any(part.startswith(".") for part in name.parts)
        if path.is_file() and not path.is_symlink() and not is_hidden and not name.parts[0].startswith(_NOT_OURS):
            yield PurePosixPath(*name.parts), read_regular(path, _LARGEST_FILE)


def _packed(backup: Backup) -> bytes:
    packed = io.BytesIO()
    identifier = backup.register.identifier if backup.register is not None else None
    about = {"format": FORMAT, "made": backup.made.isoformat(), "register": identifier}
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(_ABOUT, json.dumps(about))
        if backup.register is not None:
            for table, lines in backup.register.rows.items():
                archive.writestr(f"register/{table}.jsonl", lines)
            for (school, document), content in backup.register.documents.items():
                archive.writestr(f"documents/{school or '.'}/{document}", content)
        for name, content in backup.files.items():
            archive.writestr(f"files/{name}", content)
    return packed.getvalue()


def _unpacked(content: bytes) -> Backup:
    """Raises ValueError, KeyError, TypeError, BadZipFile: whoever knows the passphrase is not trusted with paths."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = archive.infolist()
        if len(entries) > _MOST_FILES or sum(entry.file_size for entry in entries) > _LARGEST:
            raise ValueError("too large")
        held = {entry.filename: archive.read(entry) for entry in entries}
    about = json.loads(held.pop(_ABOUT))
    if about["format"] != FORMAT:
        raise ValueError(about["format"])
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
    if not found.parts or any(part in ("..", "") or set(part) & set('\\:*?"<>|\0') for part in found.parts):
        raise ValueError(name)
    return found
