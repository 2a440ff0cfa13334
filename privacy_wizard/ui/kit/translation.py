"""Uses the user's language if there is a translation, and British English otherwise; widgets follow it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QLocale
from PySide6.QtWidgets import QWidget

from ...i18n import choose_language
from ...system.places import resource

_ENGLISH = (QLocale.Language.English, QLocale.Language.C)  # as the texts are written: there is nothing to look for
_BRITISH = QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)
if TYPE_CHECKING:
    from PySide6.QtCore import QTranslator

    _Base = QWidget
else:
    _Base = object  # a second Qt base class would not work
_qt_texts: list["QTranslator"] = []


def speak(app: QCoreApplication, locale: QLocale | None = None) -> str:
    """Load the texts for a locale (the system's where none is given); the language spoken from now on, "en"."""
    wanted = locale or QLocale.system()
    language = choose_language(resource("translations"), [] if wanted.language() in _ENGLISH else [wanted.name()])
    while _qt_texts:
        app.removeTranslator(_qt_texts.pop())
    QLocale.setDefault(wanted if language != "en" or wanted.language() == QLocale.Language.English else _BRITISH)
    if language != "en":  # Qt's own texts are English to begin with
        _load_qt_texts(app, language)
    QCoreApplication.sendEvent(app, QEvent(QEvent.Type.LanguageChange))  # every window writes its texts anew
    return language


def _load_qt_texts(app: QCoreApplication, language: str) -> None:
    from PySide6.QtCore import QLibraryInfo, QTranslator  # English needs neither

    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(f"{folder}/qtbase_{language}.qm"):
        app.installTranslator(translator)
        _qt_texts.append(translator)


class Retranslated(_Base):
    """A widget that sets its texts anew when the language changes. A mixin: name it before the Qt class."""

    def retranslate(self) -> None:
        """Set all texts anew."""

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
