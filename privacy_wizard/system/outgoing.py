"""Files that leave the program, written before it is recorded that they left.

A record of something that nobody holds is worse than a file too many: who was "reminded" waits for a letter that was
never written, and a one-time code that is on no slip is lost. So every act that hands something over goes this way.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from attrs import define, field

from .files import NotWritten, write_private, write_whole


@define
class OutgoingFiles:
    """What was written so far in one act."""

    written: list[Path] = field(factory=list)
    _before: dict[Path, bytes | None] = field(factory=dict)

    def private(self, path: Path, content: bytes) -> None:
        """As `write_private`. Raises NotWritten."""
        self._write(path, content, write_private)

    def whole(self, path: Path, content: bytes) -> None:
        """As `write_whole`. Raises NotWritten."""
        self._write(path, content, write_whole)

    def _write(self, path: Path, content: bytes, write: Callable[[Path, bytes], None]) -> None:
        try:
            before = path.read_bytes() if path.is_file() else None
        except OSError as error:
            raise NotWritten(path, error) from error
        write(path, content)
        self._before.setdefault(path, before)
        self.written.append(path)

    def take_back(self) -> None:
        """What was written goes, and what stood there before comes back, as far as the disk lets it."""
        for path, before in self._before.items():
            with suppress(OSError, NotWritten):
                if before is None:
                    path.unlink(missing_ok=True)
                else:
                    write_private(path, before)


@contextmanager
def outgoing_files() -> Iterator[OutgoingFiles]:
    """Write the files within, then record: whatever fails takes them back, so that nothing is half handed over."""
    files = OutgoingFiles()
    try:
        yield files
    except BaseException:
        files.take_back()
        raise
