"""A backup restored where there is nothing yet: all of it, or nothing."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime
from pathlib import Path, PurePosixPath

from attrs import field, frozen

from ..i18n import Message, _
from ..register import Register
from ..register.addresses import is_file, read_address, shown
from ..system import NotWritten, holds, write_private
from ..system.keyring import Keychain, system_keychain
from ..system.places import KEY_FILE
from ..system.progress import UNWATCHED, WorkProgress
from .authority_store import DRIVER_NOTE
from .backup import ASIDE, RestoringStopped, remember_backup
from .backup_content import Backup, NewerBackup
from .errors import OfficeTrouble
from .login import OFFICE_FILE, moved
from .office_key import FILE_WITHOUT_KEYRING, OfficeKey
from .outbox import GOING, OUTBOX, WAITING
from .profiles import NUMBER_NOTE, note_for
from .school_folder import PROFILE

_OFFICE, _SECRET = PurePosixPath(OFFICE_FILE), PurePosixPath(FILE_WITHOUT_KEYRING)
_SETTINGS = PurePosixPath("settings.json")
_LARGEST_SECRET = 1000
# Their own key, what their school gave them, their audits and how their windows look.
_OF_WHOEVER_WORKS_HERE = (
    f"{Path(KEY_FILE).stem}.",
    "school.pwschool",
    "school-pin.json",
    "protected.pwlist",
    "audits",
    str(_SETTINGS),
)


class NotEmpty(OfficeTrouble):
    """Something else is already there, and a backup never replaces it."""

    sentence = Message(
        "There is already something at {path}, and a backup never overwrites anything. Nothing was "
        "changed. If you agree, what is there is first moved, whole, into a folder of its own."
    )

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.path = path


@frozen
class FileTransaction:
    """What has been done so far, to be undone if the rest fails."""

    _undo: list[Callable[[], object]] = field(factory=list)
    _moved: list[tuple[Path, Path]] = field(factory=list)

    def write(self, path: Path, content: bytes) -> None:
        """Write a new file. Raises NotWritten."""
        write_private(path, content)
        self.did(lambda: path.unlink(missing_ok=True))

    def did(self, undo: Callable[[], object]) -> None:
        """Note how to undo something else that was just done."""
        self._undo.append(undo)

    def move(self, path: Path, into: Path) -> None:
        """Move into a folder on the same disk. Raises NotWritten."""
        try:
            into.mkdir(mode=0o700, parents=True, exist_ok=True)
            path.rename(into / path.name)
        except OSError as error:
            raise NotWritten(into / path.name, error) from error
        self._moved.append((path, into / path.name))

    def undo(self) -> None:
        """Restore the state from before."""
        for undo in reversed(self._undo):
            undo()
        for before, now in reversed(self._moved):
            now.rename(before)
        for folder in {now.parent for _before, now in self._moved}:
            with suppress(OSError):
                folder.rmdir()


@contextmanager
def all_or_nothing() -> Iterator[FileTransaction]:
    """What is done inside stays only if nothing fails."""
    transaction = FileTransaction()
    try:
        yield transaction
    except BaseException:
        transaction.undo()
        raise


def folder_aside(home: Path, today: date) -> Path:
    """The path of a new folder for what is moved out of the way; it is not created yet."""
    names = (f"{ASIDE}{today:%Y-%m-%d}{more}" for more in ("", *(f"-{n}" for n in range(2, 100))))
    return next(home / name for name in names if not (home / name).exists())


def put_back(
    backup: Backup,
    home: Path,
    register: str,
    find_keychain: Callable[[], Keychain | None] = system_keychain,
    *,
    aside: date | None = None,
    now: datetime | None = None,
    progress: WorkProgress = UNWATCHED,
) -> Sequence[str]:
    """Put it where nothing is yet: the register at an address, the files into the program's own folder, what opens the
    office's key into this computer's keyring. Returns what of it does not fit this computer, in sentences.

    `aside`: today, where the office that is in the folder may be put aside for it. Raises NotEmpty, NewerBackup,
    RegisterTrouble, NotWritten, RestoringStopped: then everything is as it was.
    """
    progress = progress.ending_in(RestoringStopped)
    files, folder = _for_here(backup, home, register), None
    notes = _number_notes(backup, home, now or datetime.now(UTC))
    in_the_way = _in_the_way(files, home, register)
    if in_the_way and aside is None:
        raise NotEmpty(in_the_way[0])
    with all_or_nothing() as transaction:
        if in_the_way and aside is not None:
            folder = folder_aside(home, aside)
            for path in (*_office_in(home), *in_the_way):
                if path.exists():
                    transaction.move(path, folder)
        files_and_notes = {**files, **notes}
        for path, content in progress.through(files_and_notes.items(), len(files_and_notes)):
            if not path.exists():
                transaction.write(path, content)
        _keep_secret(backup, home, find_keychain, transaction)
        if backup.register is not None:
            try:
                Register.restore(register, backup.register, progress=progress)
            except ValueError as error:
                raise NewerBackup from error
    remember_backup(home, backup)
    was_here = [] if folder is None else [_("What was here before is in {folder}.", folder=folder)]
    return (*was_here, *_unfit(files))


def _in_the_way(files: Mapping[Path, bytes], home: Path, register: str) -> Sequence[Path]:
    """What is there and differs; a register outside the program's own folder is never touched."""
    url = read_address(register)
    own = Path(str(url.database)) if is_file(url) else None
    registers = [own] if own is not None and own.parent == home and own.exists() and own.stat().st_size else []
    return [*(path for path, content in files.items() if path.exists() and not holds(path, content)), *registers]


def _office_in(home: Path) -> Sequence[Path]:
    """All of an office: what is left of another would be taken for a part of this one."""
    return [path for path in home.iterdir() if not path.name.startswith((".", ASIDE, *_OF_WHOEVER_WORKS_HERE))]


def _keep_secret(
    backup: Backup, home: Path, find_keychain: Callable[[], Keychain | None], transaction: FileTransaction
) -> None:
    secret = backup.files.get(_SECRET, b"")[:_LARGEST_SECRET].decode("ascii", "replace")
    office = OfficeKey(home=home, now=lambda: backup.made, find_keychain=find_keychain)
    if secret:
        transaction.did(office.keep_secret(secret))


def _for_here(backup: Backup, home: Path, register: str) -> Mapping[Path, bytes]:
    """What goes where on this computer, whatever the paths of the other were."""
    files = dict(backup.files)
    files.pop(_SECRET, None)
    for note in [name for name in files if name.name == NUMBER_NOTE]:
        del files[note]  # another is made
    if home.joinpath(_SETTINGS).exists():
        files.pop(_SETTINGS, None)  # the window's own, which the program writes by being opened: this computer's stay
    if backup.register is not None:
        files[_OFFICE] = moved(files.get(_OFFICE, b""), shown(read_address(register)))
    return {home.joinpath(*_here(name).parts): content for name, content in files.items()}


def _number_notes(backup: Backup, home: Path, now: datetime) -> Mapping[Path, bytes]:
    """Beside each of the school's files, what keeps the next one from a number that was given out since."""
    found = {name: content for name, content in backup.files.items() if name.name == PROFILE}
    given = {name: backup.files.get(name.with_name(NUMBER_NOTE), b"") for name in found}
    at = {name: home.joinpath(*name.parts) for name in found}
    return {
        at[name].with_name(NUMBER_NOTE): note_for(content, given[name], at[name], backup.made, now)
        for name, content in found.items()
    }


def _here(name: PurePosixPath) -> PurePosixPath:
    """A mail that was waiting when the backup was made may have been sent since: nobody gets it twice."""
    is_waiting = name.parts[0] == OUTBOX and name.suffix == WAITING
    return name.with_suffix(GOING) if is_waiting else name


def _unfit(files: Mapping[Path, bytes]) -> Iterator[str]:
    for path, content in files.items():
        driver = _driver(content) if path.name == DRIVER_NOTE else ""
        if driver and not Path(driver).is_file():
            yield _(
                "The school's certificate is on a token. Its driver, {driver}, is not on this computer. "
                "Install the driver that came with the token, and write its path into {file}.",
                driver=driver,
                file=path,
            )


def _driver(note: bytes) -> str:
    try:
        return str(json.loads(note)["module"])
    except (ValueError, KeyError, TypeError):
        return ""
