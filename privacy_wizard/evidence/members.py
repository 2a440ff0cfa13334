"""The files in an export, whatever its container: names made comparable, bytes counted as they are read."""

import io
import re
import unicodedata
from collections.abc import Callable, Sequence
from datetime import date
from typing import IO

from attrs import field, frozen

from .export_notes import CannotReadMember, ExportNote, NoteKind
from .export_texts import plain
from .limits import LONGEST_NAME, RATIO, RATIO_FROM, STEP, ReadingBudget

_DRIVE = re.compile(r"[A-Za-z]:")
_NOISE = ("/.ds_store", "/thumbs.db", "/desktop.ini")
_ARCHIVES = (".zip", ".tgz", ".tar", ".gz", ".bz2", ".xz", ".7z", ".rar")
_MAY_BE_ODD = ("\\", "\0", ":")


@frozen(kw_only=True)
class ExportMember:
    """One file: its name with `/` between folders, and how its bytes are come by."""

    name: str
    written: date | None
    packed: int  # bytes that it takes up in the archive; 0 where nothing is packed
    open_raw: Callable[[], IO[bytes]] = field(repr=False)

    def open(self, budget: ReadingBudget, most: int, see: Callable[[bytes], None] = lambda _: None) -> "CountedStream":
        """Its bytes, at most so many; `see` is told of each piece. Raises CannotReadMember here or later."""
        try:
            return CountedStream(self.open_raw(), budget, most, self.packed, see)
        except Exception as error:  # noqa: BLE001 - hostile bytes: the library raises many things
            raise _understood(error) from None


class CountedStream(io.RawIOBase):
    """Bytes of a member, counted as they come. What is wrong with them is raised as CannotReadMember."""

    def __init__(
        self, raw: IO[bytes], budget: ReadingBudget, most: int, packed: int, see: Callable[[bytes], None]
    ) -> None:
        super().__init__()
        self._raw, self._budget, self._most, self._packed, self._see = raw, budget, most, packed, see
        self._taken = 0

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: "memoryview") -> int:  # type: ignore[override]
        """Fill a buffer, as `io.RawIOBase` requires."""
        found = self._step(min(len(buffer), STEP))
        buffer[: len(found)] = found
        return len(found)

    def read(self, size: int = -1, /) -> bytes:
        """So many bytes, or fewer at the end."""
        parts, left = list[bytes](), size
        while left:
            asked = STEP if size < 0 else min(left, STEP)
            parts.append(self._step(asked))
            if len(parts[-1]) < asked:
                break  # neither a file nor an archive gives less before its end
            left -= asked
        return b"".join(parts)

    def close(self) -> None:
        """Close the member; the archive stays open."""
        self._raw.close()
        super().close()

    def _step(self, size: int) -> bytes:
        try:
            found = self._raw.read(size)
        except Exception as error:  # noqa: BLE001 - hostile bytes: the library raises many things
            raise _understood(error) from None
        self._taken += len(found)
        self._see(found)
        self._budget.take(len(found))
        if self._taken > self._most:
            raise CannotReadMember(NoteKind.TOO_LARGE)
        if self._packed and self._taken > RATIO_FROM and self._taken > RATIO * self._packed:
            raise CannotReadMember(NoteKind.PACKED_TOO_TIGHTLY)
        return found


def _understood(error: Exception) -> Exception:
    """What a library stumbles over in hostile bytes, as a note; memory is another matter."""
    if isinstance(error, CannotReadMember | MemoryError):
        return error
    return CannotReadMember(NoteKind.DAMAGED)


def usual_names(names: list[str]) -> list[str]:
    """`usual_name` of each; of names as most systems write them, the same list."""
    whole = "".join(names)
    return names if whole.isascii() and "\\" not in whole else [usual_name(each) for each in names]


def usual_name(name: str) -> str:
    """A name with `/` between folders and its letters composed one way, as some systems take them apart."""
    slashed = name.replace("\\", "/")
    return slashed if slashed.isascii() else unicodedata.normalize("NFC", slashed)


def fault_of_name(name: str) -> NoteKind | None:
    """Why a file of that name is not opened; None where nothing is wrong with the name."""
    slashed = name.replace("\\", "/")
    leads_out = slashed.startswith("/") or (".." in slashed and ".." in slashed.split("/"))
    is_unsafe = leads_out or "\0" in slashed or len(slashed) > LONGEST_NAME or _DRIVE.match(slashed)
    return NoteKind.UNSAFE_NAME if is_unsafe else None


def is_noise(name: str) -> bool:
    """Whether the file was put there by a computer rather than by a platform."""
    whole = f"/{name.lower()}"
    return "/._" in whole or "/__macosx/" in whole or whole.endswith(_NOISE)


def is_archive(name: str) -> bool:
    """Whether it is an archive, judging by its name."""
    return name.lower().endswith(_ARCHIVES)


def are_as_usual(names: Sequence[str]) -> bool:
    """Whether a glance at names that end as media do shows that none is noise, and nothing is wrong with any."""
    whole = "\n".join(names)
    one_dot_each = whole.count(".") == len(names)
    return (
        not any(each in whole for each in _MAY_BE_ODD)
        and (one_dot_each or not (".." in whole or "._" in whole))
        and "/" not in {each[0] for each in names}
        and "__macosx/" not in whole.lower()
        and (len(whole) <= LONGEST_NAME or max(map(len, names)) <= LONGEST_NAME)
    )


def note(kind: NoteKind, file: str, detail: str = "") -> ExportNote:
    """A note whose words are safe to show."""
    return ExportNote(kind=kind, file=plain(file), detail=plain(detail))
