"""The colours by purpose. Everything that paints asks for a purpose, never for a colour."""

from typing import NamedTuple

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor

_PROPERTY = "wizardTokens"


class Tokens(NamedTuple):
    """One colour scheme; every value is "#rrggbb"."""

    name: str
    is_dark: bool
    window: str  # behind everything
    sidebar: str
    surface: str  # cards, fields
    sunken: str  # what lies in a card: a menu path, a track
    hover: str
    text: str
    muted: str  # second voice, still readable: 4.5 to 1 on window, sidebar, surface and sunken
    border: str  # divides, says nothing
    outline: str  # the edge of what can be operated: 3 to 1 on surface and window
    accent: str
    accent_hover: str
    on_accent: str
    accent_soft: str  # what is chosen
    focus: str
    good: str
    good_soft: str
    warn: str
    warn_soft: str
    bad: str
    bad_soft: str

    @property
    def is_high(self) -> bool:
        """Whether it is a high-contrast one, in which borders replace fills."""
        return self.name.endswith("-high")

    def color(self, purpose: str) -> QColor:
        """The colour for a purpose, by the name of the field."""
        return QColor(getattr(self, purpose))


LIGHT = Tokens(
    name="light",
    is_dark=False,
    window="#f7f7f5",
    sidebar="#eeeeea",
    surface="#ffffff",
    sunken="#f3f3f0",
    hover="#f0f1ee",
    text="#1b1d22",
    muted="#5a5f69",
    border="#e1e1dc",
    outline="#80858f",
    accent="#1d5bbf",
    accent_hover="#174a9e",
    on_accent="#ffffff",
    accent_soft="#e9f0fb",
    focus="#1d5bbf",
    good="#1a7244",
    good_soft="#e6f4ec",
    warn="#875300",
    warn_soft="#fdf3df",
    bad="#b3261e",
    bad_soft="#fcebe9",
)

DARK = Tokens(
    name="dark",
    is_dark=True,
    window="#15171b",
    sidebar="#101215",
    surface="#1d2025",
    sunken="#262a31",
    hover="#272b32",
    text="#eceef1",
    muted="#a6acb8",
    border="#2e323a",
    outline="#757c8a",
    accent="#8ab4f8",
    accent_hover="#a9c8fb",
    on_accent="#0d1f3c",
    accent_soft="#22324d",
    focus="#8ab4f8",
    good="#6fd39a",
    good_soft="#17311f",
    warn="#f0bd62",
    warn_soft="#372a10",
    bad="#ff9d94",
    bad_soft="#421e1b",
)

LIGHT_HIGH = Tokens(
    name="light-high",
    is_dark=False,
    window="#ffffff",
    sidebar="#ffffff",
    surface="#ffffff",
    sunken="#ffffff",
    hover="#ececec",
    text="#000000",
    muted="#2b2b2b",
    border="#000000",
    outline="#000000",
    accent="#003399",
    accent_hover="#002266",
    on_accent="#ffffff",
    accent_soft="#e0e8ff",
    focus="#a1004d",
    good="#00521f",
    good_soft="#ffffff",
    warn="#5c3700",
    warn_soft="#ffffff",
    bad="#8c0000",
    bad_soft="#ffffff",
)

DARK_HIGH = Tokens(
    name="dark-high",
    is_dark=True,
    window="#000000",
    sidebar="#000000",
    surface="#000000",
    sunken="#000000",
    hover="#2b2b2b",
    text="#ffffff",
    muted="#e0e0e0",
    border="#ffffff",
    outline="#ffffff",
    accent="#ffe45c",
    accent_hover="#fff3b0",
    on_accent="#000000",
    accent_soft="#332d00",
    focus="#5ce1ff",
    good="#8dffb0",
    good_soft="#000000",
    warn="#ffd27a",
    warn_soft="#000000",
    bad="#ffb3ad",
    bad_soft="#000000",
)

SCHEMES = (LIGHT, DARK, LIGHT_HIGH, DARK_HIGH)
_BY_NAME = {each.name: each for each in SCHEMES}


def scheme(*, dark: bool, high_contrast: bool) -> Tokens:
    """The scheme for these two choices."""
    if high_contrast:
        return DARK_HIGH if dark else LIGHT_HIGH
    return DARK if dark else LIGHT


def tokens() -> Tokens:
    """The scheme in force; light where no theme was applied. Widgets that paint ask at every paint."""
    app = QCoreApplication.instance()
    found = app.property(_PROPERTY) if app is not None else None
    return _BY_NAME.get(str(found), LIGHT)


def put_in_force(chosen: Tokens) -> None:
    """Make a scheme the one that `tokens()` returns."""
    app = QCoreApplication.instance()
    if app is not None:
        app.setProperty(_PROPERTY, chosen.name)
