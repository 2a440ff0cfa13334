"""The record that earlier versions kept beside the authority, read from a folder that one of them made."""

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from privacy_wizard.domain.register_events import EventKind
from privacy_wizard.school.earlier_record import read_earlier_record
from privacy_wizard.school.errors import RecordBroken

MADE_BEFORE = Path(__file__).parent.parent / "shelf" / "made_before" / "apart" / "school" / "record"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return shutil.copytree(MADE_BEFORE, tmp_path / "record")


def test_every_act_is_there_with_its_moment_and_who_did_it(folder: Path) -> None:
    acts = read_earlier_record(folder)
    assert len(acts) == 8
    assert all(act.by and act.at > datetime(2026, 11, 1, tzinfo=UTC) for act in acts)
    kinds = [event.kind for act in acts for event in act.events]
    assert kinds.count(EventKind.CERTIFIED) == 2
    assert kinds.count(EventKind.REVOKED) == 1
    assert kinds[:2] == [EventKind.AUTHORITY_MADE, EventKind.PROFILE_SIGNED] or EventKind.AUTHORITY_MADE in kinds


def test_where_there_is_no_folder_there_are_no_acts(tmp_path: Path) -> None:
    assert read_earlier_record(tmp_path / "record") == []


@pytest.mark.parametrize(
    "change",
    [
        lambda folder: (folder / "000002.json").unlink(),
        lambda folder: (folder / "000001.json").rename(folder / "000009.json"),
        lambda folder: (folder / "000002.json").write_bytes((folder / "000002.json").read_bytes()[:-1]),
        lambda folder: (folder / "000001.json").write_bytes(
            (folder / "000001.json").read_bytes().replace(b"2026", b"2025")
        ),
        lambda folder: (folder / "000002.json").write_bytes((folder / "000001.json").read_bytes()),
        lambda folder: (folder / "000003.json").write_bytes(b"{}"),
    ],
)
def test_a_page_changed_missing_or_out_of_order_is_noticed(folder: Path, change: Callable[[Path], object]) -> None:
    change(folder)
    with pytest.raises(RecordBroken, match="is damaged at"):
        read_earlier_record(folder)
