import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from privacy_wizard.system import has_display

ASKED = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ASKED:
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize("entrance", ["-m privacy_wizard", "-m privacy_wizard console", "-m privacy_wizard wizard"])
def test_without_a_display_every_entrance_says_so_and_ends_with_3(tmp_path: Path, entrance: str) -> None:
    place = {name: value for name, value in os.environ.items() if name not in ASKED}
    place |= {"PRIVACY_WIZARD_HOME": str(tmp_path)}
    for more in ({}, {"DISPLAY": ":4071"}, {"DISPLAY": "localhost:4071.0", "WAYLAND_DISPLAY": str(tmp_path / "gone")}):
        ran = subprocess.run(
            [sys.executable, *entrance.split()], env=place | more, capture_output=True, text=True, encoding="utf-8"
        )
        assert (ran.returncode, ran.stdout) == (3, "")
        assert "There is no display here, so no window can be opened." in ran.stderr


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="X11 is of Linux")
def test_a_display_is_there_where_somebody_listens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":4071")
    assert not has_display()
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("\0/tmp/.X11-unix/X4071")
        listening.listen()
        assert has_display()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="X11 is of Linux")
@pytest.mark.parametrize("host", ["localhost", "127.0.0.1"])
def test_the_display_of_another_computer_is_there_as_long_as_it_answers(
    host: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        monkeypatch.setenv("DISPLAY", f"{host}:{listening.getsockname()[1] - 6000}.0")
        assert has_display()
    assert not has_display()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Wayland is of Linux")
def test_a_wayland_display_is_there_as_long_as_it_answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "wayland-7"
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(place))
        listening.listen()
        monkeypatch.setenv("WAYLAND_DISPLAY", str(place))
        assert has_display()
        monkeypatch.setenv("WAYLAND_DISPLAY", place.name)
        assert not has_display()
        monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
        assert has_display()
    assert not has_display()


@pytest.mark.parametrize("asked", ["x", ":", ":99999", "elsewhere:99999", "\udcff:1", "a" * 99 + ".:1"])
def test_what_names_no_display_is_none(asked: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", asked)
    assert not has_display() or not sys.platform.startswith("linux")


def test_qt_may_draw_without_one_where_it_is_told_to(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not has_display() or not sys.platform.startswith("linux")
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert has_display()
