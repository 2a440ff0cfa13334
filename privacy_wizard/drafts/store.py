"""Saved audits: unfinished ones, each open in one process alone, and finished ones kept with their attestation."""

import contextlib
import re
import secrets
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from ..system import NotWritten, sync_folder, write_private
from .envelope import Cipher, from_bytes, seal, to_bytes, unseal
from .errors import (
    AttestationNotKept,
    Damage,
    DraftBroken,
    DraftInUse,
    DraftNotSaved,
    DraftTrouble,
    DraftUnreadable,
    NoSuchDraft,
)

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


_LARGEST = 50_000_000  # bytes; a draft has about 60,000, a logo and a PDF a few hundred thousand
_STALE = 3600  # seconds after which a half-written file can only be a dead process's
_REVIEW = ".connections"  # what was marked of one's connections lies beside the audit, in a file of this ending
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")


@frozen(kw_only=True)
class Summary:
    """One saved audit in a list."""

    id: str
    saved_at: datetime  # aware, UTC
    summary: Mapping[str, Any] = field(factory=dict)  # the document's own member `summary`
    has_pdf: bool = False
    trouble: DraftTrouble | None = None  # why it cannot be opened; `summary` is empty then


def new_draft_id() -> str:
    """A fresh identifier for a draft."""
    return secrets.token_hex(8)


class DraftStore:
    """The audits in one folder; drafts at its top, kept audits in `kept`, unreadable files in `set-aside`.

    Every write is whole or not at all; every file is its owner's alone, and locked where a cipher is given.
    """

    keeps = True

    def __init__(
        self, folder: Path, cipher: Cipher | None = None, *, find_cipher: Callable[[], Cipher | None] | None = None
    ) -> None:
        """`find_cipher` is asked once, when something is first read or saved: a keyring is slow to answer."""
        self._folder = folder
        self._find_cipher = find_cipher or (lambda: cipher)
        self._open = OpenDrafts(folder)
        self._sweep()

    @cached_property
    def _cipher(self) -> Cipher | None:
        return self._find_cipher()

    @property
    def encrypted(self) -> bool:
        """Whether new saves are encrypted with a key from the system's keyring."""
        return self._cipher is not None

    def hold(self, draft_id: str) -> None:
        """Be the only process that writes to this draft, until `let_go`. Raises DraftInUse."""
        self._open.hold(_checked(draft_id))

    def let_go(self, draft_id: str) -> None:
        """Allow others to write to this draft."""
        self._open.let_go(draft_id)

    def save(self, draft_id: str, document: dict[str, Any]) -> None:
        """Save a document (plain JSON, `"format": 1`). Raises DraftNotSaved, DraftInUse; the last save stays good."""
        self.hold(draft_id)
        self._write(self._draft(draft_id), draft_id, to_bytes(document))

    def load(self, draft_id: str) -> dict[str, Any]:
        """The document as saved. Raises NoSuchDraft, DraftBroken (it was set aside), DraftLocked, DraftUnreadable."""
        path = self._draft(draft_id)
        try:
            return from_bytes(self._read(path, draft_id), draft_id)
        except DraftBroken as error:
            raise DraftBroken(draft_id, error.damage, self._set_aside(path)) from error

    def list(self) -> tuple[Summary, ...]:
        """The unfinished audits, last saved first; those that cannot be opened say why."""
        return self._summaries(self._folder)

    def delete(self, draft_id: str) -> None:
        """Delete a draft, its review and what a crash left of them. Raises DraftInUse, DraftNotSaved (the disk)."""
        self.hold(draft_id)
        self._remove(draft_id, self._draft(draft_id), self._draft(draft_id, _REVIEW))
        self.let_go(draft_id)

    def archive(self, draft_id: str, document: dict[str, Any], pdf: bytes) -> None:
        """Keep a finished audit with its signed PDF, and end its draft. Raises AttestationNotKept, DraftInUse.

        The document is written last: with it the audit is kept, and a crash before leaves the draft as it was.
        """
        self.hold(draft_id)
        review = self._review_of(draft_id)
        try:
            if review is not None:
                self._write(self._kept(draft_id, _REVIEW), draft_id, to_bytes(review))
            self._write(self._kept(draft_id, ".pdf"), draft_id, pdf)
            self._write(self._kept(draft_id), draft_id, to_bytes(document))
        except DraftNotSaved as refused:
            raise AttestationNotKept(draft_id, refused.cause) from refused
        self.delete(draft_id)

    def save_kept(self, draft_id: str, document: dict[str, Any]) -> None:
        """Save the document of a kept audit anew; its PDF stays. Raises DraftNotSaved; the last save stays good."""
        self._write(self._kept(draft_id), draft_id, to_bytes(document))

    def kept(self) -> tuple[Summary, ...]:
        """The kept audits, last kept first."""
        return self._summaries(self._folder / "kept")

    def load_kept(self, draft_id: str) -> dict[str, Any]:
        """The document of a kept audit. Raises as `load` does, but moves nothing."""
        return from_bytes(self._read(self._kept(draft_id), draft_id), draft_id)

    def kept_pdf(self, draft_id: str) -> bytes:
        """The signed PDF of a kept audit. Raises as `load` does, but moves nothing."""
        return self._read(self._kept(draft_id, ".pdf"), draft_id)

    def delete_kept(self, draft_id: str) -> None:
        """Delete a kept audit, its PDF and its review. Raises DraftNotSaved when the disk refuses."""
        self._remove(draft_id, *(self._kept(draft_id, part) for part in ("", ".pdf", _REVIEW)))

    def save_review(self, draft_id: str, document: dict[str, Any]) -> None:
        """Save a review of connections beside its audit. Raises as `save` does."""
        path = self._review(draft_id)
        if path.parent == self._folder:
            self.hold(draft_id)
        self._write(path, draft_id, to_bytes(document))

    def load_review(self, draft_id: str) -> dict[str, Any] | None:
        """The review beside an audit; None if there is none. Otherwise raises as `load` does."""
        path = self._review(draft_id)
        try:
            return from_bytes(self._read(path, draft_id), draft_id)
        except NoSuchDraft:
            return None
        except DraftBroken as error:
            raise DraftBroken(draft_id, error.damage, self._set_aside(path)) from error

    def reviews_except(self, draft_id: str) -> Iterator[dict[str, Any]]:
        """The reviews beside all other audits, unfinished and kept; those that cannot be read are left out."""
        for folder in (self._folder, self._folder / "kept"):
            for path in sorted(folder.glob(f"*{_REVIEW}.audit")):
                audit_id = path.name.removesuffix(f"{_REVIEW}.audit")
                if audit_id != draft_id:
                    with contextlib.suppress(DraftTrouble):
                        yield from_bytes(self._read(path, audit_id), audit_id)

    def _review_of(self, draft_id: str) -> dict[str, Any] | None:
        """The review that goes with an audit; one that cannot be read does not hold the audit up."""
        try:
            return self.load_review(draft_id)
        except DraftTrouble:
            return None

    def _review(self, draft_id: str) -> Path:
        is_kept = self._kept(draft_id).exists() and not self._draft(draft_id).exists()
        return self._kept(draft_id, _REVIEW) if is_kept else self._draft(draft_id, _REVIEW)

    def _draft(self, draft_id: str, part: str = "") -> Path:
        return self._folder / f"{_checked(draft_id)}{part}.audit"

    def _kept(self, draft_id: str, part: str = "") -> Path:
        return self._folder / "kept" / f"{_checked(draft_id)}{part}.audit"

    def _place(self, path: Path) -> str:
        return path.relative_to(self._folder).as_posix()

    def _write(self, path: Path, draft_id: str, content: bytes) -> None:
        try:
            write_private(path, seal(content, self._place(path), self._cipher))
        except NotWritten as error:
            raise DraftNotSaved(draft_id, error) from error

    def _read(self, path: Path, draft_id: str) -> bytes:
        try:
            with path.open("rb") as file:
                stored = file.read(_LARGEST + 1)
        except FileNotFoundError as error:
            raise NoSuchDraft(draft_id) from error
        except OSError as error:
            raise DraftUnreadable(draft_id, error) from error
        if len(stored) > _LARGEST:
            raise DraftBroken(draft_id, Damage.INCOMPLETE)
        return unseal(stored, self._place(path), self._cipher)

    def _summaries(self, folder: Path) -> tuple[Summary, ...]:
        found = [self._summary(path) for path in _files(folder) if _ID.fullmatch(path.stem)]
        return tuple(sorted(found, key=lambda summary: (summary.saved_at, summary.id), reverse=True))

    def _summary(self, path: Path) -> Summary:
        try:
            saved_at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        except OSError:
            saved_at = datetime.fromtimestamp(0, UTC)
        has_pdf = path.with_name(f"{path.stem}.pdf.audit").exists()
        try:
            shown = from_bytes(self._read(path, path.stem), path.stem).get("summary")
        except DraftTrouble as trouble:
            return Summary(id=path.stem, saved_at=saved_at, has_pdf=has_pdf, trouble=trouble)
        return Summary(
            id=path.stem, saved_at=saved_at, has_pdf=has_pdf, summary=shown if isinstance(shown, dict) else {}
        )

    def _set_aside(self, path: Path) -> Path | None:
        target = self._folder / "set-aside" / f"{path.stem}-{secrets.token_hex(4)}.audit"
        try:
            target.parent.mkdir(mode=0o700, exist_ok=True)
            path.replace(target)
        except OSError:
            return None
        return target

    def _remove(self, draft_id: str, *paths: Path) -> None:
        try:
            for path in paths:
                for leftover in path.parent.glob(f".{path.name}.*.part"):
                    leftover.unlink(missing_ok=True)
                path.unlink(missing_ok=True)
                if path.parent.is_dir():
                    sync_folder(path.parent)
        except OSError as error:
            raise DraftNotSaved(draft_id, NotWritten(paths[0], error)) from error

    def _sweep(self) -> None:
        """Remove what processes that died during a save left behind."""
        for folder in (self._folder, self._folder / "kept"):
            for part in folder.glob(".*.part"):
                with contextlib.suppress(OSError):
                    if time.time() - part.stat().st_mtime > _STALE:
                        part.unlink()


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.glob("*.audit") if path.is_file())


def _checked(draft_id: str) -> str:
    if not _ID.fullmatch(draft_id):
        raise ValueError("A draft's identifier has small letters, digits and hyphens only.")
    return draft_id
