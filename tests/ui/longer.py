"""Texts as another language might have them: half as long again, with longer words."""

import re

from PySide6.QtCore import QTranslator

from privacy_wizard.ui.resource import resource

_KEPT = re.compile(r"(\{[^}]*\}|%n|%\d|&)")


def lengthened(text: str) -> str:
    """Each vowel twice, and a word more for what that does not reach; placeholders stay as they are."""
    parts = [
        part if _KEPT.fullmatch(part) else re.sub("[aeiouAEIOU]", r"\g<0>\g<0>", part) for part in _KEPT.split(text)
    ]
    longer = "".join(parts)
    missing = len(text) * 3 // 2 - len(longer)
    return longer + " " + "mo" * (missing // 2) if missing > 2 else longer


class Longer(QTranslator):
    """Over the program's own English, for its plurals."""

    def __init__(self) -> None:
        super().__init__()
        self._english = QTranslator()
        assert self._english.load(str(resource("translations", "privacy_wizard_en.qm")))

    def isEmpty(self) -> bool:
        return False

    def translate(self, context: str, text: str, disambiguation: str | None = None, n: int = -1) -> str:
        return lengthened(self._english.translate(context, text, disambiguation, n) or text)
