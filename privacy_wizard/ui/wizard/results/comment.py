"""A comment in one's own words, if one wants it on the statement."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ....attestation.statement import COMMENT_LIMIT
from ....i18n import _
from ...kit.typing_pause import TypingPause
from ...kit.widgets.accents import limit_accents
from ...kit.widgets.card import Card
from ...kit.widgets.text import TextLabel

_LINES = 4


class Comment(Card):
    """`written(str)` when typing pauses. Never longer than a statement takes."""

    written = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.set_title(_("Your comment (optional)"))
        self.set_lead(_("It is printed on your statement. Name nobody else in it."))
        self._edit, self._count = QPlainTextEdit(), TextLabel("", "small")
        self._edit.setTabChangesFocus(True)
        self._edit.setAccessibleName(_("Your comment"))
        self._edit.setFixedHeight(self._edit.fontMetrics().lineSpacing() * _LINES + 24)
        self._typing = TypingPause(lambda: self.written.emit(self._edit.toPlainText()), self)
        self.body.addWidget(self._edit)
        self.body.addWidget(self._count)
        limit_accents(self._edit)
        self._edit.textChanged.connect(self._on_text)
        self._say_count()

    def show_text(self, text: str) -> None:
        """Show what was saved; what is being typed is not disturbed by its own echo."""
        if text != self._edit.toPlainText():
            self._edit.blockSignals(True)
            self._edit.setPlainText(text)
            self._edit.blockSignals(False)
            self._say_count()

    def flush(self) -> None:
        """Save now what was typed."""
        self._typing.flush()

    def _on_text(self) -> None:
        text = self._edit.toPlainText()
        if len(text) > COMMENT_LIMIT:
            at = min(self._edit.textCursor().position(), COMMENT_LIMIT)
            self._edit.setPlainText(text[:COMMENT_LIMIT])  # comes back here with what fits
            cursor = self._edit.textCursor()
            cursor.setPosition(at)
            self._edit.setTextCursor(cursor)
            return
        self._say_count()
        self._typing.touch()

    def _say_count(self) -> None:
        used = len(self._edit.toPlainText())
        self._count.setText(_("{used} of {limit} characters", used=used, limit=COMMENT_LIMIT))
