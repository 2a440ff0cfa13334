"""The footer: what was saved, what to know of what was just done, Undo, Back, and the one accent button."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ...i18n import Message, _
from ..kit.accessible import announce
from ..kit.layouts import FlowLayout, clear
from ..kit.translation import Retranslated
from ..kit.widgets.button import Button
from ..kit.widgets.notice import IconMark, NoticeBox
from ..kit.widgets.text import TextLabel
from .foot_note import FootNote

_SAVED_HERE = Message("Saved on this computer")
_ANOTHER_AUDIT = Message(
    "What you signed stays as it is, under My finished audits. From here on this is a new audit, which you sign again. "
    "Undo leads back to the signed one."
)


_LEAST_AIR = 2  # pixels above and below the words, whose lines have some of their own


class Footer(Retranslated, QFrame):
    """`accepted`, `went_back` and `undone` when the buttons are pressed."""

    accepted = Signal()
    went_back = Signal()
    undone = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._problem = ""
        self.back, self.accept = Button("", "quiet", "arrow-left"), Button("", "accent")
        self._saved_mark, self._saved = IconMark("check", "good", 16), TextLabel("", "small")
        self._reason_mark, self._reason = IconMark("info", "muted", 16), TextLabel("", "muted")
        self.undo = Button("", "quiet", "undo")
        self.undo.clicked.connect(self.undone)
        self.undo.hide()
        self.accept.clicked.connect(self.accepted)
        self.back.clicked.connect(self.went_back)
        self._note: tuple[object, ...] = ()
        self._acts = QWidget()
        self._links = FlowLayout(self._acts, gap=20)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addLayout(_row(self._reason_mark, self._reason))
        words.addWidget(self._acts)
        words.addLayout(_row(self._saved_mark, self._saved))
        words.addStretch(1)
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

    def make_room(self, side: int, air: int) -> None:
        """Set the margins at the sides, and the space above and below the buttons, where the words stand."""
        self.setContentsMargins(side, _LEAST_AIR, side, _LEAST_AIR)
        self.setMinimumHeight(self.accept.sizeHint().height() + 2 * air + 1)

    def offer(self, label: str, reason: str, *, foot_note: FootNote | None, back: bool, accent: bool = True) -> None:
        """Name the accent button after its act; a reason switches it off and is shown, else the page's foot note is.

        Without `accent` it stands back: there is something else to be done first.
        """
        had_focus = self.accept.hasFocus()
        self.accept.set_kind("accent" if accent else "plain")
        self.accept.setText(label)
        self.accept.setVisible(bool(label))
        self.accept.setEnabled(not reason)
        self.back.setVisible(back)
        said = FootNote(sentence=reason) if reason else foot_note or FootNote(sentence="")
        self.accept.setAccessibleDescription(said.sentence)
        if self._note != said.shown:
            self._note = said.shown
            self._say(said, aloud=had_focus or not reason)

    def _say(self, foot_note: FootNote, *, aloud: bool) -> None:
        """Show the note with its links, where it takes no room from the page."""
        if aloud:
            announce(self, foot_note.sentence)
        self._reason_mark.show_icon(*foot_note.sign)
        self._reason.setText(foot_note.sentence)
        for part in (self._reason, self._reason_mark):
            part.setVisible(bool(foot_note.sentence))
        clear(self._links)
        before: QWidget | None = None
        for each in foot_note.acts:
            link = Button(each.label, "link", each.icon)
            link.make_compact()
            link.clicked.connect(each.act)
            self._links.addWidget(link)
            if before is not None:
                QWidget.setTabOrder(before, link)
            before = link
        for after in (self.undo, self.back, self.accept):
            if before is not None:
                QWidget.setTabOrder(before, after)
                before = after
        self._acts.setVisible(bool(foot_note.acts))
        self._show_saved_line()

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
        self._show_saved_line()

    def show_save_problem(self, sentence: str) -> None:
        """Say that saving failed, and what to do."""
        self._problem = sentence
        self._saved_mark.show_icon("warning", "warn")
        self._saved.set_voice("warn")
        self._saved.setText(sentence)
        self._show_saved_line()
        announce(self, sentence)

    def _show_saved_line(self) -> None:
        """Show what was saved, unless links need its line; a failure is always shown."""
        is_shown = bool(self._saved.text()) and (self._acts.isHidden() or bool(self._problem))
        self._saved.setVisible(is_shown)
        self._saved_mark.setVisible(is_shown)

    def retranslate(self) -> None:
        """Set the texts of its own anew."""
        self.back.setText(_("Back"))
        self.undo.setText(_("Undo"))
        self.undo.setAccessibleDescription(_("Takes back the last thing that you did"))
        if self._saved.text() and not self._problem:
            self._saved.setText(str(_SAVED_HERE))
        self.show_another_audit(begun=bool(self._another.message))


def _row(mark: IconMark, words: TextLabel) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addWidget(mark)
    row.addWidget(words, 1)
    return row
