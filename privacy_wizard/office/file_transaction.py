"""Files written and others moved out of the way: all of it, or nothing."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path

from attrs import field, frozen

from ..system import NotWritten, write_private

ASIDE = "put-aside-"  # how the names of the folders begin


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
