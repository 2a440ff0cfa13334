"""What is next after a signed audit, and when; whether and how it was handed in."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal

from ....audit.what_is_next import Next, NextAct, signed_on
from ....i18n import _, long_date, ngettext
from ...kit.layouts import row
from ...kit.widgets.button import Button
from ...kit.widgets.card import Card
from ...kit.widgets.text import Divider, TextLabel, Voice
from ..words import (
    COUNTS_ONCE,
    HAND_IT_IN,
    SEE_WHAT_IS_LEFT,
    SEE_WHAT_IS_SIGNED,
    START_REVIEW,
    handed_in_sentence,
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
