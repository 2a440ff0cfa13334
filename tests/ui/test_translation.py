"""Texts: every plural reads right, the shipped files are fresh, the language can change while the program runs."""

import ast
import runpy
import shutil
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QLocale
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

import privacy_wizard.ui
from privacy_wizard.ui.resource import resource
from privacy_wizard.ui.translation import speak
from privacy_wizard.ui.widgets.progress_line import ProgressLine

SOURCES = sorted(Path(privacy_wizard.ui.__file__).parent.rglob("*.py"))


def test_the_shipped_translations_are_those_of_the_source(tmp_path: Path) -> None:
    shutil.copy(resource("translations", "privacy_wizard_en.ts"), tmp_path)
    runpy.run_path(str(resource("translations", "refresh.py")))["refresh"](tmp_path)
    for name in ("privacy_wizard_en.ts", "privacy_wizard_en.qm"):
        fresh = (tmp_path / name).read_bytes()
        assert fresh == resource("translations", name).read_bytes(), "run resources/translations/refresh.py"


def test_texts_are_given_to_tr_as_literals() -> None:
    made_up = []
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            called = _called(node)
            if called and isinstance(node, ast.Call):
                texts = node.args[: 1 if called == "tr" else 2]
                if not all(isinstance(text, ast.Constant) for text in texts):
                    made_up.append(f"{path.name}:{node.lineno}")
    assert made_up == []


def test_an_unknown_language_falls_back_to_english(qapp: QApplication) -> None:
    assert speak(qapp, QLocale("tlh")) == "en"
    assert QCoreApplication.translate("ProgressLine", "about %n minute(s) left", "", 1) == "about 1 minute left"


def test_texts_follow_the_language_at_once(qtbot: QtBot, qapp: QApplication) -> None:
    line = ProgressLine()
    qtbot.addWidget(line)
    line.show_progress(1, 3, 2)
    line._left.setText("stale")
    QApplication.sendEvent(line, QEvent(QEvent.Type.LanguageChange))
    assert line.sentence == "1 of 3 answered, about 2 minutes left"


def test_every_text_reaches_the_translators(tmp_path: Path) -> None:
    other = tmp_path / "privacy_wizard_cy.ts"
    other.write_text('<?xml version="1.0"?><!DOCTYPE TS><TS version="2.1" language="cy"></TS>', encoding="utf-8")
    runpy.run_path(str(resource("translations", "refresh.py")))["refresh"](tmp_path)
    root = ElementTree.parse(other).getroot()
    known = {(c.findtext("name"), m.findtext("source")) for c in root.iter("context") for m in c.iter("message")}
    missing = {text for path in SOURCES for text in texts_of(ast.parse(path.read_text(encoding="utf-8")))} - known
    assert not missing


def texts_of(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Every text in a module, with its context."""
    for holder in tree.body:
        for node in ast.walk(holder):
            called = _called(node)
            if not called or not isinstance(node, ast.Call):
                continue
            texts = [each.value for each in node.args[:2] if isinstance(each, ast.Constant)]
            if called == "translate":
                yield str(texts[0]), str(texts[1])
            elif isinstance(holder, ast.ClassDef):
                yield holder.name, str(texts[0])


def _called(node: ast.AST) -> str:
    """ "tr" or "translate" where a text is translated; a painter has a method of that name, too."""
    match node:
        case ast.Call(func=ast.Attribute(attr="tr")):
            return "tr"
        case ast.Call(func=ast.Name(id="translate" | "tr" as name)):
            return name
        case ast.Call(func=ast.Attribute(value=ast.Name(id="QCoreApplication"), attr="translate")):
            return "translate"
    return ""
