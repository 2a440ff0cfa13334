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
    for more in ({}, {"DISPLAY": ":4071"}):
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
    monkeypatch.setenv("DISPLAY", "elsewhere:10.0")
    assert has_display()


def test_qt_may_draw_without_one_where_it_is_told_to(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not has_display() or not sys.platform.startswith("linux")
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert has_display()
