"""Tokens as a palette, so that everything that Fusion draws by itself agrees with the style sheet."""

from PySide6.QtGui import QColor, QPalette

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
    """The palette of a scheme; what is switched off speaks in the second voice."""
    palette = QPalette()
    for role, purpose in _ROLES.items():
        palette.setColor(role, QColor(getattr(tokens, purpose)))
    for role in _FADED:
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(tokens.muted))
    return palette
