"""Which drafts this process has open for writing: one writer each, by a lock that ends with the process."""

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import field, frozen

from .errors import DraftInUse

if TYPE_CHECKING:
    from filelock import FileLock


@frozen
class OpenDrafts:
    """The drafts of one folder. The windows of one process share what it holds."""

    folder: Path
    _locks: "dict[str, FileLock]" = field(factory=dict, init=False, repr=False)

    def hold(self, draft_id: str) -> None:
        """Be its only writer from now on. Raises DraftInUse. A disk that knows no locks is written to without one."""
        if draft_id in self._locks:
            return
        from filelock import FileLock, Timeout  # slow to load, and first needed with the first answer

        lock = FileLock(self._path(draft_id), timeout=0, mode=0o600, thread_local=False, is_singleton=True)
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            lock.acquire()
        except Timeout as error:
            raise DraftInUse(draft_id) from error
        except (OSError, NotImplementedError):
            return
        self._locks[draft_id] = lock

    def let_go(self, draft_id: str) -> None:
        """Allow another window to write to it."""
        lock = self._locks.pop(draft_id, None)
        if lock is None:
            return
        lock.release()
        if not lock.is_locked:
            with suppress(OSError):
                self._path(draft_id).unlink(missing_ok=True)

    def _path(self, draft_id: str) -> Path:
        return self.folder / f".{draft_id}.open"
