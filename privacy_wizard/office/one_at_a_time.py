"""What two must not do at the same moment: the second waits until the first has ended."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..system import NotWritten
from ..system.files import make_private_folder

_PATIENCE = 60  # seconds for another to finish; one that hangs must not hold up this one for good


@contextmanager
def one_at_a_time(file: Path, name: str = ".signing.lock") -> Iterator[Path]:
    """Whatever is done to a file within; gives the file beside it that is locked meanwhile. Raises NotWritten."""
    from filelock import FileLock  # slow to load

    lock_file = file.with_name(name)
    try:
        make_private_folder(file.parent)
        lock = FileLock(lock_file, timeout=_PATIENCE, mode=0o600)
        lock.acquire()
    except OSError as error:
        raise NotWritten(file, error) from error
    try:
        yield lock_file
    finally:
        lock.release()
