"""Texts as another language might have them: half as long again, with longer words."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from gettext import NullTranslations
from unittest import mock

from PySide6.QtCore import QCoreApplication, QEvent

from privacy_wizard import i18n

_KEPT = re.compile(r"(\{[^}]*\}|%\d|&)")


@cache
def lengthened(text: str) -> str:
    """Each vowel twice, and a word more for what that does not reach; placeholders stay as they are."""
    parts = [
        part if _KEPT.fullmatch(part) else re.sub("[aeiouAEIOU]", r"\g<0>\g<0>", part) for part in _KEPT.split(text)
    ]
    longer = "".join(parts)
    missing = len(text) * 3 // 2 - len(longer)
    return longer + " " + "mo" * (missing // 2) if missing > 2 else longer


class Longer(NullTranslations):
    """The program's own English, lengthened."""

    def gettext(self, message: str) -> str:
        return lengthened(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return lengthened(super().ngettext(msgid1, msgid2, n))


@contextmanager
def spoken(translations: NullTranslations) -> Iterator[None]:
    """Whatever language is chosen, every window speaks from these for a while; then English again."""
    with mock.patch.object(i18n, "translation", return_value=translations):
        _speak(translations)
        try:
            yield
        finally:
            _speak(NullTranslations())


def _speak(translations: NullTranslations) -> None:
    i18n.use_translations(translations)
    QCoreApplication.sendEvent(QCoreApplication.instance(), QEvent(QEvent.Type.LanguageChange))
