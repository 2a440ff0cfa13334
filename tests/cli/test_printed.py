"""What scripts read stays as it is: every key, in its order, with a value of its kind, whatever the console."""

import io
from unittest import mock

import pytest

from tests import command
from tests.golden import printing


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    def without_letters() -> io.TextIOWrapper:
        return io.TextIOWrapper(io.BytesIO(), encoding="ascii", newline="")

    with mock.patch.object(command, "console", without_letters):
        return dict(printing.printed(tmp_path_factory.mktemp("printed")))


def test_every_command_prints_what_it_printed_before_whatever_the_console(printed: dict[str, str]) -> None:
    kept = {path.name: path.read_text(encoding="utf-8") for path in printing.FOLDER.glob("*.json")}
    differing = sorted(name for name in printed.keys() | kept.keys() if printed.get(name) != kept.get(name))
    assert differing == [], "if it is meant to differ, read it, then run: python -m tests.golden"
