"""Watching a folder: a file is taken when it has come to rest, once, and again only where taking it failed."""

import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from privacy_wizard.intake import arrivals
from privacy_wizard.intake.arrivals import arrive, files_in
from privacy_wizard.intake.intake_run import IntakeOutcome, Taken, Watching
from privacy_wizard.intake.opening_limits import OpeningFault


def all_good(paths: Sequence[Path]) -> Sequence[Taken]:
    return [Taken(name=path.name, outcome=IntakeOutcome.ACCEPTED) for path in paths]


def names(taken: Sequence[Taken]) -> list[str]:
    return [each.name for each in taken]


def test_a_file_is_taken_once_when_it_no_longer_grows(tmp_path: Path) -> None:
    watching = Watching(tmp_path)
    (tmp_path / "a.pdf").write_bytes(b"half")
    assert names(watching.look(all_good)) == []
    (tmp_path / "a.pdf").write_bytes(b"half and the rest")
    assert names(watching.look(all_good)) == []
    assert names(watching.look(all_good)) == ["a.pdf"]
    assert names(watching.look(all_good)) == []


def test_what_stays_empty_is_offered_and_other_files_are_counted(tmp_path: Path) -> None:
    watching = Watching(tmp_path)
    for name in ("new.pdf", "old.pdf", "IMG_1.HEIC", "letter.docx"):
        (tmp_path / name).touch()
    os.utime(tmp_path / "old.pdf", (0, 0))
    watching.look(all_good)
    assert (names(watching.look(all_good)), watching.aside) == (["old.pdf"], 2)
    (tmp_path / "letter.docx").unlink()
    assert (names(watching.look(all_good)), watching.aside) == ([], 1)


def test_a_share_full_of_photographs_is_counted_whole_and_one_with_too_many_attestations_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(arrivals, "_MOST_FILES", 2)
    a, b = (tmp_path / each for each in "ab")
    for folder in (a, b):
        folder.mkdir()
        for at in range(4):
            (folder / f"IMG_{at}.HEIC").touch()
    for path in (letter := a / "y.pdf", a / "z.pdf"):
        path.write_bytes(b"x")
    watching = Watching(tmp_path)
    watching.look(all_good)
    assert (names(watching.look(all_good)), watching.aside) == (["y.pdf", "z.pdf"], 8)
    (b / "z.pdf").write_bytes(b"x")
    assert list(files_in([a, b, letter])) == [letter, a / "z.pdf", b, letter], "a file that is named is not missed"
    assert arrive(b).content is None
    watching.look(all_good)
    assert names(watching.look(all_good)) == [tmp_path.name], "told once that there are more"
    assert names(watching.look(all_good)) == []


def test_what_could_not_be_taken_is_offered_again(tmp_path: Path) -> None:
    watching = Watching(tmp_path)
    (tmp_path / "a.pdf").write_bytes(b"x")
    watching.look(all_good)

    def fails(_paths: Sequence[Path]) -> Sequence[Taken]:
        raise OSError

    for _ in range(2):
        with pytest.raises(OSError):  # noqa: PT011  (any would do)
            watching.look(fails)
    assert names(watching.look(all_good)) == ["a.pdf"]


def test_what_could_not_begin_to_be_checked_is_tried_at_every_look_and_told_once(tmp_path: Path) -> None:
    watching, outcomes = Watching(tmp_path), [IntakeOutcome.NOT_CHECKED] * 2 + [IntakeOutcome.ACCEPTED]
    (tmp_path / "a.pdf").write_bytes(b"x")
    (tmp_path / "b.zip").write_bytes(b"x")
    watching.look(all_good)
    not_opened = Taken(name="b.zip", outcome=IntakeOutcome.NOT_TAKEN, fault=OpeningFault.NOT_STARTED)

    def held_up(paths: Sequence[Path]) -> Sequence[Taken]:
        assert [each.name for each in paths] == ["a.pdf", "b.zip"]
        found = Taken(name="a.pdf", outcome=outcomes.pop(0))
        return [found, not_opened if outcomes else Taken(name="b.zip", outcome=IntakeOutcome.REJECTED)]

    both = ["a.pdf", "b.zip"]
    assert [names(watching.look(held_up)) for _ in range(4)] == [both, [], both, []]


def test_a_folder_that_goes_away_and_comes_back_is_watched_on(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    watching = Watching(folder)
    assert not watching.is_there
    assert names(watching.look(all_good)) == []
    folder.mkdir()
    (folder / "a.pdf").write_bytes(b"x")
    assert watching.is_there
    watching.look(all_good)
    assert names(watching.look(all_good)) == ["a.pdf"]
