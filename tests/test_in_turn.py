"""Cases that share one test: all are tried, and those that fail are named."""

from pathlib import Path

import pytest

from tests.in_turn import in_turn


def test_every_case_is_tried_and_each_that_fails_is_named(tmp_path: Path) -> None:
    tried = []

    @in_turn(("one", "other"), [(1, 1), (1, 2), (2, 3), (3, 3)])
    def test(one: int, other: int, tmp_path: Path) -> None:
        assert not [*tmp_path.iterdir()]
        (tmp_path / "x").touch()
        tried.append(other)
        if one == 2:
            pytest.fail("no")
        assert one == other

    with pytest.raises(BaseExceptionGroup, match="2 of 4 cases") as failed:
        test(tmp_path=tmp_path)
    assert tried == [1, 2, 3, 3]
    notes = [fault.__notes__ for fault in failed.value.exceptions]
    assert notes == [["where one = 1, other = 2"], ["where one = 2, other = 3"]]
