"""What an IT service sets for everyone on a computer."""

import stat
from pathlib import Path

import pytest

from privacy_wizard.system.places import NOT_READ, ManagedSettings, managed_settings, read_managed, user_places
from tests.in_turn import in_turn

WHOLE = """
data_folder = "$SCHOOL_SHARE/wizard"
[looks]
appearance = "dark"
text_percent = 115
locked = ["appearance"]
[time_stamps]
proxy = "http://proxy.example:3128"
"""


def written(folder: Path, text: str) -> Path:
    file = folder / "settings.toml"
    file.write_text(text)
    return file


def test_a_file_is_honoured_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCHOOL_SHARE", str(tmp_path))
    file = written(tmp_path, WHOLE)
    assert read_managed(file) == ManagedSettings(
        file=file,
        data_folder=tmp_path / "wizard",
        proxy="http://proxy.example:3128",
        looks={"appearance": "dark", "text_percent": 115},
        locked=frozenset({"appearance"}),
    )


def test_a_computer_without_such_a_file_has_no_such_settings(tmp_path: Path) -> None:
    assert read_managed(tmp_path / "none.toml") == ManagedSettings(file=tmp_path / "none.toml")


@in_turn(
    "text",
    [
        "data_folder = ",
        'data_folder = "wizard"',
        "data_folder = 3",
        "colour = 'red'",
        "looks = 3",
        '[looks]\nlocked = ["appearance"]',
        "[looks]\nlocked = 3",
        '[time_stamps]\nproxy = "ftp://proxy.example"',
        "[time_stamps]\nproxy = 3",
        "# " + 70_000 * "x",
    ],
)
def test_a_file_with_a_fault_is_not_in_force_at_all_and_the_reason_is_told(text: str, tmp_path: Path) -> None:
    file = written(tmp_path, f'{text}\n[time_stamps]\nproxy = "http://p"' if "proxy" not in text else text)
    found = read_managed(file)
    assert found == ManagedSettings(file=file, problem=found.problem)
    assert found.problem in NOT_READ.format(file=file, reason=found.problem)
    assert found.problem


def test_bytes_that_are_no_text_and_a_folder_in_its_place_are_faults_too(tmp_path: Path) -> None:
    noise = tmp_path / "noise.toml"
    noise.write_bytes(bytes(range(256)))
    assert read_managed(noise).problem
    assert read_managed(tmp_path).problem


def test_the_folder_of_the_it_service_goes_before_the_systems_and_the_users_before_both(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "xdg" / "privacy-wizard"
    folder.mkdir(parents=True, mode=stat.S_IRWXU)
    written(folder, f'data_folder = "{tmp_path / "share"}"')
    monkeypatch.setenv("XDG_CONFIG_DIRS", str(tmp_path / "xdg"))
    managed_settings.cache_clear()
    try:
        chosen = user_places().home
        monkeypatch.delenv("PRIVACY_WIZARD_HOME")
        assert user_places().home == tmp_path / "share"
        assert chosen != user_places().home
    finally:
        managed_settings.cache_clear()
