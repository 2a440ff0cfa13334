"""A backup put back where nothing is yet: all of it, or nothing."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from ..i18n import _
from ..register import Register
from ..register.addresses import read_address, shown
from ..system import read_regular, write_private
from ..system.keyring import Keychain, system_keychain
from .authority_store import DRIVER_NOTE
from .backup import remember_backup
from .backup_content import Backup, NewerBackup
from .errors import OfficeTrouble
from .login import OFFICE_FILE, moved
from .office_key import FILE_WITHOUT_KEYRING, OfficeKey
from .outbox import GOING, OUTBOX, WAITING

_OFFICE, _SECRET = PurePosixPath(OFFICE_FILE), PurePosixPath(FILE_WITHOUT_KEYRING)
_SETTINGS = PurePosixPath("settings.json")
_LARGEST_SECRET = 1000


class NotEmpty(OfficeTrouble):
    """Something else is there already, and a backup is never put over it."""

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


def put_back(
    backup: Backup, home: Path, register: str, find_keychain: Callable[[], Keychain | None] = system_keychain
) -> Sequence[str]:
    """Put it where nothing is yet: the register at an address, the files into the program's own folder, what opens the
    office's key into this computer's keyring. Returns what of it does not fit this computer, in sentences.

    Raises NotEmpty, NewerBackup, RegisterTrouble, NotWritten: then nothing was put back.
    """
    files = _for_here(backup, home, register)
    there = [path for path, content in files.items() if path.exists() and not _holds(path, content)]
    if there:
        raise NotEmpty(there[0])
    secret = backup.files.get(_SECRET, b"")[:_LARGEST_SECRET].decode("ascii", "replace")
    office = OfficeKey(home=home, now=lambda: backup.made, find_keychain=find_keychain)
    with _all_or_nothing() as written:
        for path, content in files.items():
            if not path.exists():
                write_private(path, content)
                written.append(path)
        if secret:
            office.keep_secret(secret)
            written.extend([home / FILE_WITHOUT_KEYRING] if office.is_in_a_file else ())
        if backup.register is not None:
            try:
                Register.restore(register, backup.register)
            except ValueError as error:
                raise NewerBackup from error
    remember_backup(home, backup)
    return tuple(_unfit(files))


@contextmanager
def _all_or_nothing() -> Iterator[list[Path]]:
    """What is in the list goes again where something fails."""
    written: list[Path] = []
    try:
        yield written
    except BaseException:
        for path in written:
            path.unlink(missing_ok=True)
        raise


def _for_here(backup: Backup, home: Path, register: str) -> Mapping[Path, bytes]:
    """What goes where on this computer, whatever the paths of the other were."""
    files = dict(backup.files)
    files.pop(_SECRET, None)
    if home.joinpath(_SETTINGS).exists():
        files.pop(_SETTINGS, None)  # the window's own, which the program writes by being opened: this computer's stay
    if backup.register is not None:
        files[_OFFICE] = moved(files.get(_OFFICE, b""), shown(read_address(register)))
    return {home.joinpath(*_here(name).parts): content for name, content in files.items()}


def _here(name: PurePosixPath) -> PurePosixPath:
    """A mail that waited when the backup was made may have left since: nobody is to get it twice."""
    is_waiting = name.parts[0] == OUTBOX and name.suffix == WAITING
    return name.with_suffix(GOING) if is_waiting else name


def _unfit(files: Mapping[Path, bytes]) -> Iterator[str]:
    for path, content in files.items():
        driver = _driver(content) if path.name == DRIVER_NOTE else ""
        if driver and not Path(driver).is_file():
            yield _(
                "The school's certificate is on a token, whose driver was at {driver}, which is not on this computer. "
                "Install the driver that came with the token, and write its place into {file}.",
                driver=driver,
                file=path,
            )


def _driver(note: bytes) -> str:
    try:
        return str(json.loads(note)["module"])
    except (ValueError, KeyError, TypeError):
        return ""


def _holds(path: Path, content: bytes) -> bool:
    try:
        return read_regular(path, len(content) + 1) == content
    except OSError:
        return False
