"""The footer: what was saved, what to know of what was just done, Undo, Back, and the one accent button.

It keeps its height, whatever it says: only in a small window, where every line counts, it grows with its words.
"""

import re

from PySide6.QtCore import Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ...i18n import Message, _
from ..kit.accessible import announce
from ..kit.layouts import FlowLayout, clear
from ..kit.translation import Retranslated
from ..kit.widgets.button import Button
from ..kit.widgets.notice import IconMark
from ..kit.widgets.text import TextLabel, Voice
from .page import FootNote

_SAVED_HERE = Message("Saved on this computer")
_ANOTHER_AUDIT = Message("What you signed stays as it is. From here on this is a new audit. Undo leads back.")
_LEAST_AIR = 2  # pixels above and below the words, whose lines have some of their own
_LINKS = 20  # pixels of the line below what is said, with links, or with what was saved
_SENTENCE = re.compile(r"(?<=[.?!]) ")


class Footer(Retranslated, QFrame):
    """`accepted`, `went_back` and `undone` when the buttons are pressed."""

    accepted = Signal()
    went_back = Signal()
    undone = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._problem = self._sentence = ""
        self._is_saved = self._is_another = False
        self._most_lines: int | None = None  # of what is said; None in a small window
        self.back, self.accept = Button("", "quiet", "arrow-left"), _AcceptButton("", "accent")
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
        outer.addLayout(buttons)
        self.retranslate()
        self.show_saved(saved=False)

    def make_room(self, side: int, air: int, lines: int | None) -> None:
        """Set the margins at the sides, the space above and below the buttons, and how many lines are kept for what is
        said; None: as many as that takes.
        """
        self.setContentsMargins(side, _LEAST_AIR, side, _LEAST_AIR)
        words = (lines or 0) * self._reason.fontMetrics().lineSpacing() + _LINKS + 2 * _LEAST_AIR + 1
        self.setMinimumHeight(max(self.accept.sizeHint().height() + 2 * air + 1, words))
        self._most_lines = lines
        self._show_sentence()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say as much as has room at another width."""
        super().resizeEvent(event)
        self._show_sentence()

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
        self._sentence = foot_note.sentence
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
        self._show_sentence()

    def _show_sentence(self) -> None:
        """Show what is said; of more than there is room for, the first sentences. The page says all of it."""
        self._reason.setText(self._sentence)
        self._reason.setToolTip("")
        layout = self.layout()
        if self._most_lines is None or layout is None:
            return
        layout.activate()  # now it is known how wide the words are
        takes_two = not self._acts.isHidden() and not self._saved.isHidden()
        most = (self._most_lines - takes_two) * self._reason.fontMetrics().lineSpacing()
        sentences = _SENTENCE.split(self._sentence)
        while len(sentences) > 1 and self._reason.heightForWidth(self._reason.width()) > most:
            sentences.pop()
            self._reason.setText(f"{' '.join(sentences)} …")
            self._reason.setToolTip(self._sentence)

    def offer_undo(self, *, possible: bool) -> None:
        """Show Undo, or that there is nothing to take back."""
        self.undo.setVisible(possible)

    def show_another_audit(self, *, begun: bool) -> None:
        """Say that an act began another audit; here, where nothing moves under the pointer and Undo stands."""
        if begun and not self._is_another:
            announce(self, str(_ANOTHER_AUDIT))
        self._is_another = begun
        self._show_saved_line()

    def show_saved(self, *, saved: bool = True) -> None:
        """Say that everything is on the disk; False says nothing at all (there is nothing to save yet)."""
        self._problem, self._is_saved = "", saved
        self._show_saved_line()

    def show_save_problem(self, sentence: str) -> None:
        """Say that saving failed, and what to do."""
        self._problem = sentence
        self._show_saved_line()
        announce(self, sentence)

    def _show_saved_line(self) -> None:
        """Show what was saved, unless links need its line; a failure, and that an audit was begun, are always shown."""
        said = str(_ANOTHER_AUDIT) if self._is_another else str(_SAVED_HERE) if self._is_saved else ""
        self._saved.setText(self._problem or said)
        self._saved.set_voice("warn" if self._problem else "small")
        self._saved_mark.show_icon(*_mark(is_problem=bool(self._problem), is_another=self._is_another))
        is_shown = bool(self._saved.text()) and (self._acts.isHidden() or bool(self._problem) or self._is_another)
        self._saved.setVisible(is_shown)
        self._saved_mark.setVisible(is_shown)

    def retranslate(self) -> None:
        """Set the texts of its own anew."""
        self.back.setText(_("Back"))
        self.undo.setText(_("Undo"))
        self.undo.setAccessibleDescription(_("Takes back the last thing that you did"))
        self._show_saved_line()


class _AcceptButton(Button):
    """The second click of a double click presses nothing: it was meant for the page before."""

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Neither the button nor what lies below it hears of it."""
        event.accept()


def _mark(*, is_problem: bool, is_another: bool) -> tuple[str, Voice]:
    if is_problem:
        return "warning", "warn"
    return ("info", "muted") if is_another else ("check", "good")


def _row(mark: IconMark, words: TextLabel) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addWidget(mark)
    row.addWidget(words, 1)
    return row
