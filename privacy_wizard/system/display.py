"""Whether a window can be opened: if not, Qt would end the program."""

import os
import re
import sys
from contextlib import suppress
from pathlib import Path

_DISPLAY = re.compile(r"(?P<host>.*?)(?:/unix)?:(?P<number>\d{1,5})(?:\.\d+)?")
_FIRST_PORT = 6000  # of the X display 0; the others follow
_PATIENCE = 3  # seconds


def has_display() -> bool:
    """Whether a window can be shown; also where the user has told Qt to draw without a display (QT_QPA_PLATFORM).

    A name alone is not believed: a display may be gone, such as that of a connection which has ended.
    """
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return _has_wayland(os.environ.get("WAYLAND_DISPLAY", "")) or _has_x(os.environ.get("DISPLAY", ""))


def _has_wayland(asked: str) -> bool:
    place = Path(os.environ.get("XDG_RUNTIME_DIR", ""), asked)  # or the name itself, where it is a whole path
    return bool(asked) and place.is_absolute() and _answers(str(place))


def _has_x(asked: str) -> bool:
    if not (display := _DISPLAY.fullmatch(asked)):
        return False
    host, number = display["host"], int(display["number"])
    if host in ("", "unix"):
        place = f"/tmp/.X11-unix/X{number}"  # noqa: S108 - where X has it
        return _answers(place) or _answers(f"\0{place}")  # in the folder, or in the kernel's own list of names
    return _answers((host.strip("[]"), _FIRST_PORT + number))


def _answers(place: str | tuple[str, int]) -> bool:
    """Whether somebody listens at the path, or at the host and port."""
    import socket

    with suppress(OSError, ValueError, OverflowError):
        if isinstance(place, tuple):
            socket.create_connection(place, _PATIENCE).close()
            return True
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as asking:
            asking.settimeout(_PATIENCE)
            asking.connect(place)
            return True
    return False
