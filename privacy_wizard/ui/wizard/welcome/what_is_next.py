"""What is next after a signed audit, and when: to hand it in, what is left to do, the next review."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ....audit.handover import REVIEW_AFTER
from ....audit.saved_audits import SavedAudit
from ....i18n import _, long_date, ngettext
from ...kit.layouts import row
from ...kit.widgets.button import Button
from ...kit.widgets.card import Card
from ...kit.widgets.text import TextLabel


class WhatIsNext(Card):
    """`wanted` carries the identifier of the signed audit that is to be opened."""

    wanted = Signal(str)

    def __init__(self, kept: Sequence[SavedAudit], today: date, parent: QWidget | None = None) -> None:
        """`kept` is not empty and has the last one first; of each school, that one counts."""
        super().__init__(_("What is next"), parent=parent)
        latest = {entry.school: entry for entry in reversed(kept)}
        for entry in latest.values():
            self._say(entry, today)
        due = _signed(kept[0]) + REVIEW_AFTER
        self.body.addWidget(TextLabel(_("Your next review is due on {day}.", day=long_date(due))))

    def _say(self, entry: SavedAudit, today: date) -> None:
        if entry.to_hand_in:
            day = long_date(_signed(entry))
            self._add(entry, _("Your attestation of {day} is not handed in yet.", day=day), _("Hand it in"))
        elif entry.reminders or entry.undated:
            day = long_date(_signed(entry))
            self.body.addWidget(TextLabel(_("Of what you signed on {day}:", day=day), "muted"))
            self._say_what_is_left(entry, today)

    def _say_what_is_left(self, entry: SavedAudit, today: date) -> None:
        if entry.reminders:
            self._add(entry, _left(len(entry.reminders) + entry.undated, entry.reminders[0], today), _("See what"))
        else:
            said = ngettext(
                "{n} thing is left to do. It has no date yet.",
                "{n} things are left to do. None of them has a date yet.",
                entry.undated,
            )
            self._add(entry, said, _("See what, and set dates"))

    def _add(self, entry: SavedAudit, sentence: str, act: str) -> None:
        button = Button(act, "plain", "arrow-right")
        button.setAccessibleDescription(sentence)
        button.clicked.connect(lambda: self.wanted.emit(entry.id))
        self.body.addWidget(TextLabel(sentence, "strong"))
        self.body.addLayout(row(button))


def _signed(entry: SavedAudit) -> date:
    return entry.signed_on or entry.saved_at.date()


def _left(number: int, first: date, today: date) -> str:
    if first < today:
        return ngettext(
            "{n} thing is left to do. It was to be done by {day}.",
            "{n} things are left to do. The first was to be done by {day}.",
            number,
            day=long_date(first),
        )
    return ngettext(
        "{n} thing is left to do, by {day}.",
        "{n} things are left to do, the first by {day}.",
        number,
        day=long_date(first),
    )
