"""What is typed and printed later carries no more accents than its line has room for."""

import pytest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from privacy_wizard.domain.accents import overloaded
from privacy_wizard.ui.kit.widgets.field import TextField, limit_accents
from privacy_wizard.ui.wizard.results.page import Comment

PILED = "Zoë" + "\u0301" * 9 + " Lee"


@pytest.mark.parametrize("kind", [QLineEdit, QPlainTextEdit])
def test_accents_that_are_too_many_are_not_taken(qtbot: QtBot, kind: type[QLineEdit] | type[QPlainTextEdit]) -> None:
    edit = kind()
    qtbot.addWidget(edit)
    limit_accents(edit)
    (edit.setText if isinstance(edit, QLineEdit) else edit.setPlainText)(PILED)
    text = edit.text() if isinstance(edit, QLineEdit) else edit.toPlainText()
    assert not overloaded(text)
    assert text.endswith(" Lee")
    assert text.startswith("Zoë")


def test_fields_and_the_comment_take_no_tower(qtbot: QtBot) -> None:
    field, comment = TextField("Name"), Comment()
    qtbot.addWidget(field)
    qtbot.addWidget(comment)
    field.line.setText(PILED)
    typed = comment.findChild(QPlainTextEdit)
    typed.setPlainText(PILED)
    assert not overloaded(field.text)
    assert not overloaded(typed.toPlainText())
