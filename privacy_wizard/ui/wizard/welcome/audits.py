"""Saved audits as cards: unfinished ones to go on with, finished ones with their PDFs and what is next after them."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ....audit.saved_audits import Next, NextAct, SavedAudit, is_of_an_earlier_school_year, signed_on
from ....domain.names import occasion_name
from ....i18n import _, long_date, long_moment, ngettext
from ....system import write_whole
from ...kit.files import ask_where, open_in_viewer
from ...kit.layouts import FlowLayout, row
from ...kit.widgets.button import Button
from ...kit.widgets.card import Card
from ...kit.widgets.notice import Confirm, NoticeBox, attempt
from ...kit.widgets.progress import ProgressLine
from ...kit.widgets.text import Divider, TextLabel, Voice
from ...kit.words import SAVED
from ..words import (
    COUNTS_ONCE,
    HAND_IT_IN,
    NO_PDF_PROGRAM,
    SEE_WHAT_IS_LEFT,
    SEE_WHAT_IS_SIGNED,
    START_REVIEW,
    handed_in_sentence,
)


class _EntryCard(Card):
    """A saved audit: title, facts, buttons; deleting asks first."""

    deleted = Signal(str)

    def __init__(self, entry: SavedAudit, title: str, when: str) -> None:
        super().__init__()
        self.entry = entry
        self.setAccessibleName(title)
        self.body.setSpacing(4)
        about = " · ".join(part for part in (entry.name, entry.school, entry.policy) if part)
        trouble = str(entry.trouble) if entry.trouble else ""
        for words, voice in ((title, "strong"), (about, "body"), (when, "muted"), (trouble, "bad")):
            if words:
                self.body.addWidget(TextLabel(words, voice))  # type: ignore[arg-type]
        holder = QWidget()
        self._buttons = FlowLayout(holder)
        self.body.addSpacing(8)
        self.body.addWidget(holder)
        self._confirm = Confirm()
        self._confirm.confirmed.connect(lambda: self.deleted.emit(entry.id))
        self.body.addWidget(self._confirm)

    def _add(self, button: Button, act: Callable[[], None]) -> Button:
        button.clicked.connect(act)
        button.setAccessibleDescription(self.accessibleName())
        self._buttons.addWidget(button)
        return button


class DraftCard(_EntryCard):
    """An unfinished audit; `resumed` and `deleted` carry its identifier."""

    resumed = Signal(str)

    def __init__(self, entry: SavedAudit) -> None:
        title = occasion_name(entry.occasion) if entry.occasion else _("Saved audit")
        when = _("Not signed yet. Last saved {moment}", moment=long_moment(entry.saved_at))
        super().__init__(entry, title, when)
        if entry.asked:
            line = ProgressLine()
            line.show_progress(entry.answered, entry.asked, 0)
            self.body.insertSpacing(self.body.count() - 3, 6)
            self.body.insertWidget(self.body.count() - 3, line)
        if entry.trouble is None:
            self._add(Button(_("Resume"), "plain", "arrow-right"), lambda: self.resumed.emit(entry.id))
        self._add(Button(_("Delete"), "quiet", "bin"), self._on_delete)

    def _on_delete(self) -> None:
        self._confirm.ask(
            _("Delete this unfinished audit with all its answers? This cannot be undone."),
            _("Delete it"),
            _("Keep it"),
        )


class KeptCard(_EntryCard):
    """A finished audit; `read_pdf` gives its attestation. The review of the year is offered once it is due."""

    reviewed = Signal(str)

    def __init__(self, entry: SavedAudit, read_pdf: Callable[[], bytes], today: date) -> None:
        title = occasion_name(entry.occasion) if entry.occasion else _("Saved audit")
        signed = entry.signed_on or entry.saved_at.date()
        when = _("Signed {day}", day=long_date(signed))
        if entry.handed_in is not None:
            when += f" · {handed_in_sentence(entry.handed_in)}"
        super().__init__(entry, title, when)
        self._read, self._notice = read_pdf, NoticeBox()
        if entry.has_pdf:
            self._add(Button(_("Open the PDF"), "plain", "document"), self._on_open)
            self._add(Button(_("Save a copy"), "quiet", "save"), self._on_save)
        if entry.trouble is None:
            is_due = is_of_an_earlier_school_year(signed, today)
            label = str(START_REVIEW) if is_due else _("Check again from these answers")
            self._add(Button(label, "quiet", "calendar"), lambda: self.reviewed.emit(entry.id))
        self._add(Button(_("Delete"), "quiet", "bin"), self._on_delete)
        self.body.addWidget(self._notice)

    @property
    def _file_name(self) -> str:
        day = self.entry.signed_on or self.entry.saved_at.date()
        name = "".join(char if char.isalnum() or char in " -'" else " " for char in self.entry.name)
        return " ".join(f"Privacy attestation {day.isoformat()} {name}".split())[:120] + ".pdf"

    def _on_open(self) -> None:
        def act() -> None:
            if not open_in_viewer(self._read(), self._file_name):
                self._notice.say("warn", str(NO_PDF_PROGRAM))

        attempt(act, self._notice)

    def _on_save(self) -> None:
        def chosen(path: Path) -> None:
            if attempt(lambda: write_whole(path, self._read()), self._notice):
                self._notice.say("good", SAVED.format(path=path))

        kinds = _("PDF files (*.pdf)")
        ask_where(self, _("Save a copy"), self._file_name, chosen, kinds=kinds, suffix="pdf")

    def _on_delete(self) -> None:
        self._confirm.ask(
            _(
                "Delete this audit and its PDF from this computer? This cannot be undone. "
                "Copies that you saved or handed in stay."
            ),
            _("Delete both"),
            _("Keep them"),
        )


def act_label(act: NextAct) -> str:
    """The label of the button for that act."""
    return str(
        {
            NextAct.HAND_IN: HAND_IT_IN,
            NextAct.REVIEW: START_REVIEW,
            NextAct.DO: SEE_WHAT_IS_LEFT,
            NextAct.WAIT: SEE_WHAT_IS_SIGNED,
        }[act]
    )


class WhatIsNext(Card):
    """`wanted` carries the `Next` whose button was pressed. The first has none where the page's own leads there."""

    wanted = Signal(object)

    def __init__(self, upcoming: Sequence[Next], today: date, *, leads_to_first: bool) -> None:
        super().__init__()
        self.setAccessibleName(_("What is next"))
        for at, each in enumerate(upcoming):
            if at:
                self.body.addWidget(Divider())
            if len(upcoming) > 1:
                self.body.addWidget(TextLabel(each.entry.school, "muted"))
            self._say(each, today, button=at > 0 or not leads_to_first)

    def _say(self, upcoming: Next, today: date, *, button: bool) -> None:
        entry, due = upcoming.entry, long_date(upcoming.review_on)
        sentence = _sentence(upcoming, today)
        lines: list[tuple[str, Voice]] = [(sentence, "strong")]
        lines.append((_status(upcoming), "muted"))
        if entry.to_hand_in and upcoming.left:
            lines.append((_left(upcoming, today), "body"))
        if upcoming.act is not NextAct.REVIEW:
            lines.append((_("Your next review is due on {day}.", day=due), "muted"))
        for words, voice in lines:
            self.body.addWidget(TextLabel(words, voice))
        if button:
            go = Button(act_label(upcoming.act), "plain", "arrow-right")
            go.setAccessibleDescription(sentence)
            go.clicked.connect(lambda: self.wanted.emit(upcoming))
            self.body.addLayout(row(go))


def _sentence(upcoming: Next, today: date) -> str:
    match upcoming.act:
        case NextAct.HAND_IN:
            day = long_date(signed_on(upcoming.entry))
            return _("Your attestation of {day} is not handed in yet.", day=day)
        case NextAct.REVIEW:
            return _("This year's review is due.")
        case NextAct.DO:
            return _left(upcoming, today)
    return _("Nothing is left to do.")


def _status(upcoming: Next) -> str:
    entry = upcoming.entry
    if entry.to_hand_in and upcoming.act is NextAct.HAND_IN:
        return str(COUNTS_ONCE)
    signed = _("You signed on {day}.", day=long_date(signed_on(entry)))
    if entry.to_hand_in:
        return signed + " " + _("It is not handed in.")
    return f"{signed} {handed_in_sentence(entry.handed_in)}" if entry.handed_in is not None else signed


def _left(upcoming: Next, today: date) -> str:
    reminders = upcoming.entry.reminders
    if not reminders:
        return ngettext(
            "{n} thing is left to do. It has no date yet.",
            "{n} things are left to do. None of them has a date yet.",
            upcoming.left,
        )
    if reminders[0] < today:
        return ngettext(
            "{n} thing is left to do. It was to be done by {day}.",
            "{n} things are left to do. The first was to be done by {day}.",
            upcoming.left,
            day=long_date(reminders[0]),
        )
    return ngettext(
        "{n} thing is left to do, by {day}.",
        "{n} things are left to do, the first by {day}.",
        upcoming.left,
        day=long_date(reminders[0]),
    )
