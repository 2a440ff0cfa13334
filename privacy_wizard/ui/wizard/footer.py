"""The footer: what was saved, why one cannot go on, Undo, Back, and the one accent button."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ...i18n import Message, _
from ..kit.accessible import announce
from ..kit.widgets.button import Button
from ..kit.widgets.notice import IconMark, NoticeBox
from ..kit.widgets.text import TextLabel

_SAVED_HERE = Message("Saved on this computer")
_ANOTHER_AUDIT = Message(
    "What you signed stays as it is, under My finished audits. From here on this is a new audit, which you sign again. "
    "Undo leads back to the signed one."
)


class Footer(QFrame):
    """`accepted`, `went_back` and `undone` when the buttons are pressed."""

    accepted = Signal()
    went_back = Signal()
    undone = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._problem = ""
        self.back, self.accept = Button("", "quiet", "arrow-left"), Button("", "accent")
        self._saved_mark, self._saved = IconMark("check", "good", 16), TextLabel("", "small")
        self._reason_mark, self._reason = IconMark("info", "muted", 16), TextLabel("", "muted")
        self.undo = Button("", "quiet", "undo")
        self.undo.clicked.connect(self.undone)
        self.undo.hide()
        self.accept.clicked.connect(self.accepted)
        self.back.clicked.connect(self.went_back)
        words = QVBoxLayout()
        words.setSpacing(3)
        words.addLayout(_row(self._reason_mark, self._reason))
        words.addLayout(_row(self._saved_mark, self._saved))
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addLayout(words, 1)
        buttons.addWidget(self.undo)
        buttons.addWidget(self.back)
        buttons.addWidget(self.accept)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(10)
        self._another = NoticeBox(parent=self)
        outer.addWidget(self._another)
        outer.addLayout(buttons)
        self.retranslate()
        self.show_saved(saved=False)

    def offer(self, label: str, reason: str, *, note: str, back: bool) -> None:
        """Name the accent button after its act; a reason switches it off and is shown, else a note is."""
        had_focus = self.accept.hasFocus()
        self.accept.setText(label)
        self.accept.setVisible(bool(label))
        self.accept.setEnabled(not reason)
        said = reason or note
        self.accept.setAccessibleDescription(said)
        if self._reason.text() != said and had_focus:
            announce(self, said)
        self._reason.setText(said)
        self._reason.setVisible(bool(said))
        self._reason_mark.setVisible(bool(said))
        self.back.setVisible(back)

    def offer_undo(self, *, possible: bool) -> None:
        """Show Undo, or that there is nothing to take back."""
        self.undo.setVisible(possible)

    def show_another_audit(self, *, begun: bool) -> None:
        """Say that an act began another audit; here, where nothing moves under the pointer and Undo stands."""
        said = str(_ANOTHER_AUDIT) if begun else ""
        if self._another.message != said:
            self._another.say("info", said)

    def show_saved(self, *, saved: bool = True) -> None:
        """Say that everything is on the disk; False says nothing at all (there is nothing to save yet)."""
        self._problem = ""
        self._saved_mark.show_icon("check", "good")
        self._saved.set_voice("small")
        self._saved.setText(str(_SAVED_HERE) if saved else "")
        self._saved_mark.setVisible(saved)

    def show_save_problem(self, sentence: str) -> None:
        """Say that saving failed, and what to do."""
        self._problem = sentence
        self._saved_mark.show_icon("warning", "warn")
        self._saved.set_voice("warn")
        self._saved.setText(sentence)
        self._saved_mark.setVisible(True)
        announce(self, sentence)

    def retranslate(self) -> None:
        """Set the texts of its own anew."""
        self.back.setText(_("Back"))
        self.undo.setText(_("Undo"))
        self.undo.setAccessibleDescription(_("Takes back the last thing that you did"))
        if self._saved.text() and not self._problem:
            self._saved.setText(str(_SAVED_HERE))
        self.show_another_audit(begun=bool(self._another.message))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()


def _row(mark: IconMark, words: TextLabel) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addWidget(mark)
    row.addWidget(words, 1)
    return row
