"""One process writes to a draft; the others read it, until that process has ended, however it ends."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from privacy_wizard.audit.session import AuditSession
from privacy_wizard.domain.audit import School
from privacy_wizard.drafts import DraftInUse, DraftStore
from tests.shipped import shipped

DOCUMENT = {"format": 1, "summary": {}}
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


@contextmanager
def open_elsewhere(folder: Path, draft: str) -> Iterator["subprocess.Popen[str]"]:
    command = [sys.executable, "-m", "tests.drafts.holding_process", str(folder), draft]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_a_draft_that_another_process_has_open_is_not_written_until_that_is_killed(tmp_path: Path) -> None:
    store = DraftStore(tmp_path)
    store.save("mine", DOCUMENT)
    store.let_go("mine")
    before = (tmp_path / "mine.audit").read_bytes()
    with open_elsewhere(tmp_path, "mine"):
        with pytest.raises(DraftInUse):
            store.save("mine", {**DOCUMENT, "summary": {"later": True}})
        with pytest.raises(DraftInUse):
            store.archive("mine", DOCUMENT, b"%PDF")
        with pytest.raises(DraftInUse):
            store.delete("mine")
        assert (tmp_path / "mine.audit").read_bytes() == before
        assert store.load("mine") == DOCUMENT
        store.save("other", DOCUMENT)
    store.save("mine", {**DOCUMENT, "summary": {"later": True}})
    assert store.load("mine")["summary"] == {"later": True}


def test_a_deleted_draft_leaves_no_lock_behind(tmp_path: Path) -> None:
    store = DraftStore(tmp_path)
    store.save("mine", DOCUMENT)
    store.delete("mine")
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == []


def test_an_audit_opened_to_read_only_changes_nothing_and_loses_nothing(tmp_path: Path) -> None:
    catalogue, store = shipped(), DraftStore(tmp_path)
    first = AuditSession(catalogue, store, lambda: NOW)
    first.choose_school(School(name="Hillside"))
    draft = first.audit.id
    first.begin()
    with open_elsewhere(tmp_path, draft):
        second = AuditSession(catalogue, store, lambda: NOW)
        with pytest.raises(DraftInUse):
            second.resume(draft)
        second.resume(draft, read_only=True)
        assert second.audit.school == School(name="Hillside")
        before = (tmp_path / f"{draft}.audit").read_bytes()
        with pytest.raises(DraftInUse):
            second.choose_school(School(name="Elsewhere"))
        assert second.audit.school == School(name="Hillside")
        second.keep_place()
        assert (tmp_path / f"{draft}.audit").read_bytes() == before
    second.resume(draft)
    second.choose_school(School(name="Elsewhere"))
    assert store.load(draft)
