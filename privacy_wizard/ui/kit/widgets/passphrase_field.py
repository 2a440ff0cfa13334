"""A passphrase: hidden unless the user asks to see it, with a strength hint."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ....i18n import _
from ..theme.tokens import tokens
from .button import IconButton
from .field import EntryLine
from .text import TextLabel

_PARTS, _METER = 4, 56
_LINE = 400  # pixels: as wide as a long passphrase; two below each other end at one place, judged or not
_INK = ("border", "bad", "warn", "good", "good")


@dataclass(frozen=True)
class StrengthHint:
    """The strength of a passphrase, 1 (weak) to 4 (strong), and a sentence about it."""

    level: int
    sentence: str


class PassphraseField(QWidget):
    """`edited(str)` at each key; `judge` is asked about what is typed, and left out where none is chosen.

    Where one is judged, `rule` stands below until something is typed. Nothing moves while one types.
    """

    edited = Signal(str)
    accepted = Signal()  # Enter was pressed

    def __init__(self, judge: Callable[[str], StrengthHint] | None = None, *, rule: str = "") -> None:
        super().__init__()
        self._judge, self._rule = judge, rule
        self.line, self._eye = EntryLine(), IconButton("", "eye")
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText)
        self._strength, self._hint = _Strength(), TextLabel("", "small")
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.line, 1)
        row.addWidget(self._eye)
        row.addWidget(self._strength)
        row.addStretch()
        self.line.setMaximumWidth(_LINE)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(7)
        column.addLayout(row)
        column.addWidget(self._hint)
        for part in (self._strength, self._hint):
            part.setVisible(judge is not None)
        self.setFocusProxy(self.line)
        self._eye.clicked.connect(self._on_eye)
        self.line.textChanged.connect(self._on_text)
        self._hint.setMinimumHeight(2 * self._hint.fontMetrics().lineSpacing())
        self.line.entered.connect(self.accepted)
        self._on_text("")
        self._name_eye()

    @property
    def text(self) -> str:
        """The passphrase. Keep it no longer than needed."""
        return self.line.text()

    def clear(self) -> None:
        """Forget what was typed, and hide again."""
        self.line.clear()
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self._name_eye()

    def stop_judging(self) -> None:
        """From now on, an existing passphrase is typed."""
        self._judge = None
        for part in (self._strength, self._hint):
            part.hide()
        self.line.setAccessibleDescription("")

    def show_openly(self, text: str) -> None:
        """Show a passphrase for its owner to read."""
        self.line.setEchoMode(QLineEdit.EchoMode.Normal)
        self._name_eye()
        self.line.setText(text)

    def setAccessibleName(self, name: str) -> None:
        """Name the line itself: that is where a screen reader stops."""
        super().setAccessibleName(name)
        self.line.setAccessibleName(name)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._name_eye()
            self._on_text(self.line.text(), tell=False)

    @property
    def is_shown(self) -> bool:
        """Whether the passphrase can be read on the screen."""
        return self.line.echoMode() == QLineEdit.EchoMode.Normal

    def _name_eye(self) -> None:
        self._eye.set_name(_("Hide the passphrase") if self.is_shown else _("Show the passphrase"))
        self._eye.set_icon_name("eye-off" if self.is_shown else "eye")

    def _on_eye(self) -> None:
        mode = QLineEdit.EchoMode.Password if self.is_shown else QLineEdit.EchoMode.Normal
        self.line.setEchoMode(mode)
        self._name_eye()

    def _on_text(self, text: str, *, tell: bool = True) -> None:
        if self._judge is not None:
            strength = self._judge(text) if text else StrengthHint(0, self._rule)
            self._strength.show_level(strength.level)
            self._hint.setText(strength.sentence)
            said = (self._strength.word, strength.sentence)
            self.line.setAccessibleDescription(": ".join(part for part in said if part))
        if tell:
            self.edited.emit(text)


class _Strength(QWidget):
    """A bar of four parts with a word beside it, level with the line, always of the same size."""

    def __init__(self) -> None:
        super().__init__()
        self._meter, self._word = _Meter(), TextLabel("", "small")
        self._word.setWordWrap(False)
        self._meter.setFixedWidth(_METER)
        beside = QHBoxLayout(self)
        beside.setContentsMargins(4, 0, 0, 0)
        beside.setSpacing(8)
        beside.addWidget(self._meter)
        beside.addWidget(self._word)

    @property
    def word(self) -> str:
        """The level as a word; empty for none."""
        return self._word.text()

    def show_level(self, level: int) -> None:
        """0 for nothing typed, 1 to 4 from weak to strong."""
        words = _words()
        metrics = self._word.fontMetrics()
        self._word.setFixedWidth(max(metrics.horizontalAdvance(word) + 2 for word in words))
        self._word.setMinimumHeight(metrics.height())
        self._word.setText(words[level])
        self._meter.show_level(level)


def _words() -> tuple[str, ...]:
    return "", _("Weak"), _("Fair"), _("Good"), _("Strong")


class _Meter(QWidget):
    _level = 0

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(4)

    def show_level(self, level: int) -> None:
        self._level = min(max(level, 0), _PARTS)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        each = (self.width() - 4 * (_PARTS - 1)) / _PARTS
        for part in range(_PARTS):
            purpose = _INK[self._level] if part < self._level else "border"
            painter.setBrush(tokens().color(purpose))
            painter.drawRoundedRect(QRectF(part * (each + 4), 0, each, 4), 2, 2)
