"""What the system and the user want: light or dark, contrast, less motion, text size."""

import sys
from enum import StrEnum
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessibilityHints, QPalette, QStyleHints


class Appearance(StrEnum):
    """Light, dark, or like the system."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Looks(NamedTuple):
    """The user's own choices; None follows the system."""

    appearance: Appearance = Appearance.SYSTEM
    high_contrast: bool | None = None
    reduced_motion: bool | None = None
    text_percent: int = 100  # of the system's text size


TEXT_PERCENTS = (90, 100, 115, 130, 150)


def system_is_dark(hints: QStyleHints, palette_at_start: QPalette) -> bool:
    """Whether the system is dark; where it does not say, its palette at start decides."""
    wanted = hints.colorScheme()
    if wanted == Qt.ColorScheme.Unknown:
        return palette_at_start.window().color().lightnessF() < 0.5
    return wanted == Qt.ColorScheme.Dark


def system_wants_contrast(hints: QAccessibilityHints) -> bool:
    """Whether the system asks for high contrast."""
    return hints.contrastPreference() == Qt.ContrastPreference.HighContrast


def system_reduces_motion() -> bool:
    """Whether the system asks for less motion. Qt says so on no platform; Windows can be asked directly."""
    return sys.platform == "win32" and _windows_reduces_motion()


def _windows_reduces_motion() -> bool:
    import ctypes  # only where it is needed

    wanted = ctypes.c_int(1)
    get_client_area_animation = 0x1042
    windll = getattr(ctypes, "windll")  # noqa: B009  (mypy knows it on Windows only)
    found = windll.user32.SystemParametersInfoW(get_client_area_animation, 0, ctypes.byref(wanted), 0)
    return bool(found) and wanted.value == 0
