"""What scripts read stays as it is: every key, in its order, with a value of its kind."""

import pytest

from tests.golden import printing


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return dict(printing.printed(tmp_path_factory.mktemp("printed")))


def test_every_command_prints_what_it_printed_before(printed: dict[str, str]) -> None:
    kept = {path.name: path.read_text(encoding="utf-8") for path in printing.FOLDER.glob("*.json")}
    differing = sorted(name for name in printed.keys() | kept.keys() if printed.get(name) != kept.get(name))
    assert differing == [], "if it is meant to differ, read it, then run: python -m tests.golden"
