"""Tokens as a palette and as the style sheet, so that everything drawn agrees; and reapplying the sheet to a
widget.
"""

from functools import cache
from string import Template

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QWidget

from ....system.places import resource
from .fonts import TypeStep, points_of
from .tokens import Tokens

_Role = QPalette.ColorRole
_ROLES: dict[QPalette.ColorRole, str] = {
    _Role.Window: "window",
    _Role.WindowText: "text",
    _Role.Base: "surface",
    _Role.AlternateBase: "sunken",
    _Role.Text: "text",
    _Role.Button: "surface",
    _Role.ButtonText: "text",
    _Role.BrightText: "bad",
    _Role.PlaceholderText: "muted",
    _Role.Highlight: "accent",
    _Role.HighlightedText: "on_accent",
    _Role.Accent: "accent",
    _Role.Link: "accent",
    _Role.LinkVisited: "accent",
    _Role.ToolTipBase: "surface",
    _Role.ToolTipText: "text",
    _Role.Light: "surface",
    _Role.Midlight: "hover",
    _Role.Mid: "border",
    _Role.Dark: "outline",
    _Role.Shadow: "outline",
}
_FADED = (_Role.WindowText, _Role.Text, _Role.ButtonText)


def palette_of(tokens: Tokens) -> QPalette:
    """The palette of a scheme; disabled widgets use the muted colour."""
    palette = QPalette()
    for role, purpose in _ROLES.items():
        palette.setColor(role, QColor(getattr(tokens, purpose)))
    for role in _FADED:
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(tokens.muted))
    return palette


@cache
def _template() -> Template:
    return Template(resource("styles", "wizard.qss").read_text(encoding="utf-8"))


def style_sheet(tokens: Tokens) -> str:
    """The sheet of a scheme at the text size in force. A token that the sheet misspells raises KeyError."""
    sizes = {f"pt_{step.name.lower()}": f"{points_of(step):.2f}pt" for step in TypeStep}
    icons = {"icons": resource("icons").as_posix()}
    moods = ("good", "warn", "bad")
    edges = {f"edge_{mood}": getattr(tokens, mood if tokens.is_high else f"{mood}_soft") for mood in moods}
    edges["edge_info"] = tokens.accent if tokens.is_high else tokens.accent_soft
    return _template().substitute(tokens._asdict() | sizes | icons | edges)


def restyle(widget: QWidget, name: str, value: object) -> None:
    """Set the property, and reapply the style sheet if the value changed."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        widget.style().unpolish(widget)
        widget.style().polish(widget)
