"""A disk that stops at the write of a number, and what is to be seen of it afterwards."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from privacy_wizard.system import files


class Disk:
    """Full from the write of that number on, counted from 1; 0: never."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.stops_at = self.count = 0
        self._kept = files._replace
        monkeypatch.setattr(files, "_replace", self.replace)

    def stop_at(self, write: int) -> None:
        """Count anew."""
        self.stops_at, self.count = write, 0

    def replace(self, path: Path, content: bytes, **how: Any) -> None:
        if path.name == "register-heads.json":  # noted beside the register, for a later comparison
            return self._kept(path, content, **how)
        self.count += 1
        if self.has_stopped:
            raise OSError(errno.ENOSPC, "No space left on device")
        return self._kept(path, content, **how)

    @property
    def has_stopped(self) -> bool:
        return self.count >= self.stops_at > 0


def on_record(folder: Path) -> dict[str, int]:
    """How many entries each register has."""
    found = {}
    for path in folder.rglob("*.sqlite"):
        with closing(sqlite3.connect(path)) as register:
            found[str(path)] = register.execute("SELECT count(*) FROM chain").fetchone()[0]
    return found


def outside(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every file but those of the registers, and locks, in which nothing stands."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix != ".lock" and ".sqlite" not in path.name and "-documents" not in str(path):
            yield str(path), path.read_bytes()
