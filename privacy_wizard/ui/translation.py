"""Speaks the user's language where there is a translation, and English with right plurals where there is none."""

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from .resource import resource

_installed: list[QTranslator] = []


def speak(app: QCoreApplication, locale: QLocale | None = None) -> str:
    """Load the texts for a locale (the system's where none is given); the language spoken from now on, "en"."""
    wanted = locale or QLocale.system()
    language = wanted.name().partition("_")[0]
    path = resource("translations", f"privacy_wizard_{language}.qm")
    if not path.is_file():
        language, path = "en", resource("translations", "privacy_wizard_en.qm")
    while _installed:
        app.removeTranslator(_installed.pop())
    QLocale.setDefault(wanted if language != "en" or wanted.language() == QLocale.Language.English else _BRITISH)
    _install(app, str(path))
    if language != "en":  # Qt's own texts are English to begin with
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        _install(app, f"{folder}/qtbase_{language}.qm")
    return language


_BRITISH = QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)


def _install(app: QCoreApplication, path: str) -> None:
    translator = QTranslator(app)
    if translator.load(path):
        app.installTranslator(translator)
        _installed.append(translator)
