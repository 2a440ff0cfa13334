"""How far one has come, and the honest time left."""

from PySide6.QtCore import QEvent, QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ....i18n import ngettext
from ..theme.tokens import tokens
from .text import TextLabel


class ProgressLine(QWidget):
    """A thin line with "4 of 11 answered" on the left and "about 5 minutes left" on the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._done = self._total = self._minutes = self._in_all = 0
        self._line, self._count, self._left = _Line(), TextLabel("", "small"), TextLabel("", "small")
        self._left.setWordWrap(False)
        words = QHBoxLayout()
        words.addWidget(self._count, 1)
        words.addWidget(self._left)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._line)
        column.addLayout(words)

    def show_progress(self, done: int, total: int, minutes_left: int, in_all: int = 0) -> None:
        """`done` of `total` answered; 0 minutes left says nothing about time. `in_all` counts what comes later, too."""
        self._done, self._total, self._minutes, self._in_all = done, total, minutes_left, in_all
        self._line.fraction = done / total if total else 0.0
        self._line.update()
        self.retranslate()

    @property
    def sentence(self) -> str:
        """Both texts, as they are read out."""
        return ", ".join(part for part in (self._count.text(), self._left.text()) if part)

    def retranslate(self) -> None:
        """Set all texts anew."""
        self._count.setText(ngettext("{done} of {n} answered", "{done} of {n} answered", self._total, done=self._done))
        self._left.setText(self._time_left())
        self.setAccessibleName(self.sentence)

    def _time_left(self) -> str:
        finished = self._total > 0 and self._done == self._total
        here = 0 if finished else self._minutes
        if here and self._in_all > here:
            first = ngettext("about {n} minute left here", "about {n} minutes left here", here)
            return ngettext("{here}, {n} in all", "{here}, {n} in all", self._in_all, here=first)
        if here:
            return ngettext("about {n} minute left", "about {n} minutes left", here)
        return (
            ngettext("about {n} minute left in all", "about {n} minutes left in all", self._in_all)
            if self._in_all
            else ""
        )

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()


class _Line(QWidget):
    fraction = 0.0

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(4)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect())
        painter.setPen(tokens().color("border"))
        painter.setBrush(tokens().color("border"))
        painter.drawRoundedRect(rect, 2, 2)
        if self.fraction > 0:
            rect.setWidth(max(rect.width() * min(self.fraction, 1.0), 4))
            painter.setBrush(tokens().color("accent"))
            painter.setPen(tokens().color("accent"))
            painter.drawRoundedRect(rect, 2, 2)
