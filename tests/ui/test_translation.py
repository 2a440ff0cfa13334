"""The language can change while the program runs; where there is no translation, English is spoken."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from privacy_wizard.i18n import ngettext
from privacy_wizard.ui.kit import translation
from privacy_wizard.ui.kit.translation import speak
from privacy_wizard.ui.kit.widgets.progress import ProgressLine

BRITISH = QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)


@pytest.fixture
def german(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[QLocale]:
    """A program that has a German catalogue; English is spoken again afterwards."""
    texts = Catalog(locale="de")
    texts.add(("{done} of {n} answered",) * 2, ("{done} von {n} beantwortet",) * 2)
    texts.add(("about {n} minute left", "about {n} minutes left"), ("noch etwa {n} Minute", "noch etwa {n} Minuten"))
    place = tmp_path / "de" / "LC_MESSAGES" / "privacy_wizard.mo"
    place.parent.mkdir(parents=True)
    with place.open("wb") as file:
        write_mo(file, texts)
    monkeypatch.setattr(translation, "resource", lambda *_parts: tmp_path)
    yield QLocale("de_AT")
    speak(qapp, BRITISH)
    qapp.processEvents()


def test_an_unknown_language_falls_back_to_english(qapp: QApplication) -> None:
    assert speak(qapp, QLocale("tlh")) == "en"
    assert ngettext("about {n} minute left", "about {n} minutes left", 1) == "about 1 minute left"


def test_texts_follow_the_language_at_once(qtbot: QtBot, qapp: QApplication, german: QLocale) -> None:
    line = ProgressLine()
    qtbot.addWidget(line)
    line.show_progress(1, 3, 2)
    assert line.sentence == "1 of 3 answered, about 2 minutes left"
    assert speak(qapp, german) == "de"
    qapp.processEvents()
    assert line.sentence == "1 von 3 beantwortet, noch etwa 2 Minuten"
    speak(qapp, BRITISH)
    qapp.processEvents()
    assert line.sentence == "1 of 3 answered, about 2 minutes left"


def test_qt_speaks_the_language_of_the_program(qapp: QApplication, german: QLocale) -> None:
    speak(qapp, german)
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Abbrechen"
    speak(qapp, BRITISH)
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Cancel"
