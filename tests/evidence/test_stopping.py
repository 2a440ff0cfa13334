"""Reading tells how far it is, and ends when somebody wishes it, even within one long file."""

from pathlib import Path
from threading import Event, current_thread, main_thread

import pytest

from privacy_wizard.evidence import ReadingStopped, read_exports

from .samples import SAMPLES
from .samples.building import write_zip


def test_progress_counts_the_files_that_are_read(tmp_path: Path) -> None:
    came: list[tuple[int, int]] = []
    sample = SAMPLES[3]
    read_exports([write_zip(tmp_path / sample.name, sample.files)], on_progress=lambda *now: came.append(now))
    assert came == [(at, len(came) - 1) for at in range(len(came))]
    assert len(came) == len(sample.files)  # with none at first; messages are not opened


def test_between_two_files_nothing_more_is_read(tmp_path: Path) -> None:
    came: list[int] = []
    sample = SAMPLES[3]
    path = write_zip(tmp_path / sample.name, sample.files)
    with pytest.raises(ReadingStopped):
        read_exports([path], on_progress=lambda done, _of: came.append(done), is_stopped=lambda: 1 in came)
    assert came == [0, 1]


def test_one_long_file_is_not_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "user_data_tiktok.json"  # everything in one file: what is not wanted is passed over
    path.write_bytes(b'{"Direct Message": [' + b'{"a": [1, 2, 3]},' * 6_000_000 + b"1]}")
    came: list[int] = []
    begun, wished = Event(), Event()

    def is_stopped() -> bool:
        if current_thread() is main_thread():  # between two files
            begun.set()
        elif begun.is_set():  # while the file is read
            wished.set()
        return wished.is_set()

    with pytest.raises(ReadingStopped):
        read_exports([path], on_progress=lambda done, _of: came.append(done), is_stopped=is_stopped)
    assert came == [0]
