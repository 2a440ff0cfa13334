"""The disk stops at every write of every command: what was to be handed over is there, or nothing is on record."""

import errno
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from privacy_wizard.system import files
from tests import command
from tests.golden import printing

OFFICE = ("campaign", "school", "register", "attestation")  # whose acts are on record
OF_STAFF = ("open", "request", "take")  # `school` on a member of staff's computer


class Disk:
    """Full from the write of that number on, counted from 1; 0: never."""

    def __init__(self) -> None:
        self.stops_at = self.count = 0
        self._kept = files._replace

    def replace(self, path: Path, content: bytes, *, mode: int = 0o600) -> None:
        if path.name == "register-heads.json":  # noted beside the register, for a later comparison
            return self._kept(path, content, mode=mode)
        self.count += 1
        if self.count >= self.stops_at > 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        return self._kept(path, content, mode=mode)

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
    """Every file but those of the registers."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and ".sqlite" not in path.name and "-documents" not in str(path):
            yield str(path), path.read_bytes()


def test_whatever_the_disk_does_nothing_is_recorded_that_nobody_holds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk, stopped = Disk(), list[str]()
    monkeypatch.setattr(files, "_replace", disk.replace)
    kept = command.typed

    def typed(*words: object, home: Path | None = None, stdin: str = "") -> command.Ran:
        if words[0] not in OFFICE or words[1] in OF_STAFF:
            disk.stops_at = 0
            return kept(*words, home=home, stdin=stdin)
        for disk.stops_at in range(1, 99):
            disk.count, before, there = 0, on_record(tmp_path), dict(outside(tmp_path))
            ran = kept(*words, home=home, stdin=stdin)
            if not disk.has_stopped:
                return ran
            stopped.append(" ".join(map(str, words[:2])))
            assert ran.returncode, (words, disk.stops_at, ran.stdout)
            assert "disk is full" in ran.stderr, (words, ran.stderr)
            assert on_record(tmp_path) == before, (words, disk.stops_at)
            assert dict(outside(tmp_path)).items() <= there.items(), (words, disk.stops_at)
        raise AssertionError(words)

    monkeypatch.setattr(command, "typed", typed)
    walk = printing._Walk(tmp_path)
    walk.taken()
    with walk._at("office"):
        campaign = json.loads(typed("campaign", "list", "--school", "oak", "--json").stdout)["campaigns"][0]["campaign"]
        there, signing = ("--school", "oak"), walk._signing
        for words in (
            ("campaign", "show", campaign, "--out", tmp_path / "how.csv", *there, *signing),
            ("register", "picture", "--out", tmp_path / "picture.xlsx", *there, *signing),
            ("register", "inspection-report", "--out", tmp_path / "report.pdf", *there, *signing),
            ("register", "export-person", "S1", "--out", tmp_path / "s1.zip", *there, *signing),
            (
                "school",
                "renew",
                tmp_path / "s2.pwcert",
                "--out",
                tmp_path / "new.pwcert",
                *signing,
                *walk._with_key,
            ),
        ):
            ran = typed(*words)
            assert ran.returncode == 0, (words, ran.stderr)
    assert {"campaign remind", "campaign show", "attestation send-back"} <= {*stopped}
    assert {"register inspection-report", "register picture", "register export-person"} <= {*stopped}
    assert {f"school {act}" for act in ("profile", "invite", "issue", "officer", "renew", "revoke")} <= {*stopped}
