"""Shows that work is under way, once it takes longer than a blink."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from ..accessible import announce
from ..theme.theme import motion_is_reduced
from .text import TextLabel

_BLINK = 400  # milliseconds


class BusyIndicator(QWidget):
    """A moving bar and a sentence; only the sentence where the user wants less motion."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bar, self._words = QProgressBar(), TextLabel("", "muted")
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._words)
        column.addWidget(self._bar)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_BLINK)
        self._later.timeout.connect(self._appear)
        self.hide()

    def start(self, sentence: str) -> None:
        """Say what is being done; nothing is seen where it ends at once."""
        self._words.setText(sentence)
        self._bar.setAccessibleName(sentence)
        self._bar.setVisible(not motion_is_reduced())
        self._later.start()

    def stop(self) -> None:
        """The work ended."""
        self._later.stop()
        self.hide()

    def _appear(self) -> None:
        self.show()
        announce(self, self._words.text())
