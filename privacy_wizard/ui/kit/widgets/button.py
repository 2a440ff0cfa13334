"""Buttons by their weight on the page."""

from typing import Literal

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QPushButton

from ..theme.icons import themed_icon
from ..theme.theme import restyle
from ..theme.tokens import tokens

ButtonKind = Literal["plain", "accent", "quiet", "link", "danger", "icon"]
_INK = {"plain": "text", "accent": "on_accent", "quiet": "text", "link": "accent", "danger": "bad", "icon": "muted"}
_GAP = 4  # between icon and words, beside the little that the style leaves
_INSET = 4  # of the air around an icon: a link has no frame, so its icon stands where the line begins
_AIRY = ("chevron-right", "chevron-down", "arrow-right", "plus", "check")  # icons with so much air
_THEME_EVENTS = (QEvent.Type.PaletteChange, QEvent.Type.StyleChange)


class Button(QPushButton):
    """A push button of one kind; its icon takes the theme's colour. Only one "accent" belongs on a page."""

    def __init__(self, text: str = "", kind: ButtonKind = "plain", icon: str | None = None) -> None:
        super().__init__(text)
        self._kind, self._icon, self._ink = kind, icon, ""
        self._gap, self._inset = 0 if kind == "icon" else _GAP, _INSET if kind == "link" and icon in _AIRY else 0
        self.setProperty("kind", kind)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click must not leave a focus ring behind
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        if icon:
            self.setIconSize(QSize(18 + self._gap - self._inset, 18))
            self._draw_icon()

    def set_kind(self, kind: ButtonKind) -> None:
        """Change its weight on the page."""
        self._kind, self._ink = kind, ""
        restyle(self, "kind", kind)
        self._draw_icon()

    def make_compact(self) -> None:
        """Less padding, for a button within a line of text."""
        self.setProperty("compact", True)

    def set_icon_name(self, icon: str) -> None:
        self._icon, self._ink = icon, ""
        self._draw_icon()

    def changeEvent(self, event: QEvent) -> None:
        """Redraw the icon when the theme changes."""
        super().changeEvent(event)
        if event.type() in _THEME_EVENTS:
            self._draw_icon()

    def _draw_icon(self) -> None:
        icon = getattr(self, "_icon", None)
        ink = getattr(tokens(), _INK[self._kind]) + tokens().outline  # the palette says the same in some schemes
        if icon and ink != self._ink:
            self._ink = ink
            self.setIcon(themed_icon(icon, _INK[self._kind], gap=self._gap, inset=self._inset))


class IconButton(Button):
    """A button with only an icon; its name is its tool tip and its accessible name."""

    def __init__(self, name: str, icon: str) -> None:
        super().__init__("", "icon", icon)
        self.set_name(name)

    def set_name(self, name: str) -> None:
        """Say what the button does."""
        self.setAccessibleName(name)
        self.setToolTip(name)


def shortened(text: str, most: int = 60) -> str:
    """At most so many characters, for buttons: they have one line only."""
    return text if len(text) <= most else f"{text[: most - 1]}…"
