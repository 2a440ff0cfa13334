"""Whether a window can be opened: Qt ends the program where it cannot."""

import os
import re
import sys
from contextlib import suppress

_LOCAL = re.compile(r"(?:unix)?:(\d+)(?:\.\d+)?")


def has_display() -> bool:
    """Whether a window can be shown; also where the user has told Qt to draw without a display (QT_QPA_PLATFORM)."""
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    if os.environ.get("WAYLAND_DISPLAY"):
        return True
    asked = os.environ.get("DISPLAY", "")
    local = _LOCAL.fullmatch(asked)
    return bool(asked) if local is None else _answers(f"/tmp/.X11-unix/X{local[1]}")  # noqa: S108 - where X has it


def _answers(place: str) -> bool:
    """Whether somebody listens there, in the folder or in the kernel's own list of names."""
    import socket

    for address in (place, f"\0{place}"):
        with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as asking:
            asking.settimeout(3)
            asking.connect(address)
            return True
    return False
