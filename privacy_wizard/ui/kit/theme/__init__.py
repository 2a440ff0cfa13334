"""The look: tokens, palette, style sheet, fonts and icons, following the system or the user's own choice."""

from .theme import Appearance, Looks, Theme
from .tokens import Tokens, tokens

__all__ = ["Appearance", "Looks", "Theme", "Tokens", "tokens"]
