"""A passphrase that is to be written down before anything depends on it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from ....i18n import _
from ..layouts import row
from .button import Button
from .choice import CheckRow
from .notice import NoticeBox


class WrittenDown(QWidget):
    """Says why, has a tick for it, and copies it; hidden until it is asked. `changed` when the tick is set or taken."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._secret = ""
        self.notice, self.tick = NoticeBox(parent=self), CheckRow(_("I have written it down"))
        self.copy = Button(_("Copy it"), "link", "clipboard")
        self.copy.clicked.connect(lambda: QApplication.clipboard().setText(self._secret))
        self.tick.clicked.connect(self.changed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.notice)
        column.addLayout(row(self.tick, self.copy))
        self.hide()

    @property
    def is_said(self) -> bool:
        """Whether its owner says that it is written down."""
        return self.tick.isChecked()

    def ask(self, secret: str, why: str) -> None:
        """Keep asking until it is said."""
        self._secret = secret
        self.tick.setChecked(False)
        self.show()
        self.notice.say("warn", why)

    def forget(self) -> None:
        """Keep the passphrase nowhere any more."""
        clipboard = QApplication.clipboard()
        if self._secret and clipboard.text() == self._secret:
            clipboard.clear()
        self._secret = ""
        self.tick.setChecked(False)
        self.hide()
