"""Correcting a wrong entry: what was wrong, what holds instead, and why. The entry itself stays on record."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from ....domain.campaign import Campaign
from ....domain.event_sentences import CORRECTION_RECORDED
from ....domain.register_events import Excused, Noted
from ....domain.register_views import AttestationRow, PersonRow, RecordedEvent
from ....i18n import Message, _
from ....office.corrections import REWORDED, move_attestation, reword, strike, strike_attestation
from ...kit.chooser import Chooser
from ...kit.layouts import row
from ...kit.widgets.button import Button
from ...kit.widgets.card import Card, Disclosure
from ...kit.widgets.field import Field
from ...kit.widgets.option_group import OptionChoice, OptionGroup
from ...kit.widgets.text import TextLabel
from ..event_words import line_of
from ..people.person_picker import PersonPicker
from ..words import WHICH_CAMPAIGN, WHOSE_IS_IT

if TYPE_CHECKING:
    from ..page import ConsolePage

_STRIKE, _REWORD, _MOVE, _CAMPAIGN = "strike", "reword", "move", "campaign"
_LONGEST = 5000
_WHAT_TO_CORRECT = Message("What needs correcting?")
_NOT_TO_BE_ENTERED = Message("It should not have been entered")
_RECORD_IT = Message("Enter the correction")
_STAYS = Message("What was entered stays in the register, with your correction and its reason beside it.")
_WHY_WRONG = Message("Why was it wrong?")
_WRITE_WHY = Message("Write why the entry was wrong.")


class BegunCorrection(NamedTuple):
    """A correction that is not on record yet."""

    record: RecordedEvent
    what: str
    text: str
    reason: str


class EntryCorrection(Card):
    """Corrects an entry in a person's record; hidden until `show_record`. `corrected` once that is on record."""

    corrected = Signal()

    def __init__(self, page: "ConsolePage") -> None:
        super().__init__(parent=page)
        self._page = page
        self._record: RecordedEvent | None = None
        self.set_title(_("Correct an entry"))
        self.set_lead(str(_STAYS))
        self._entry = TextLabel("", "strong")
        self.what = OptionGroup(str(_WHAT_TO_CORRECT))
        self.what.add(OptionChoice(_STRIKE, str(_NOT_TO_BE_ENTERED)))
        self._reword_row = self.what.add(OptionChoice(_REWORD, _("It should say something else")))
        self.what.chosen.connect(lambda _what: self._refresh())
        self.text, self.reason = QPlainTextEdit(), QLineEdit()
        self.text.setTabChangesFocus(True)
        self.text.setMaximumHeight(96)
        self._text_field = Field(_("It should read"), self.text)
        self.keep = Button(str(_RECORD_IT), "accent")
        self.cancel = Button(_("Not now"), "quiet")
        self.keep.clicked.connect(self._on_keep)
        self.cancel.clicked.connect(lambda: page.put_away(self))
        for edit in (self.text, self.reason):
            edit.textChanged.connect(self._refresh)
        for part in (self._entry, self.what, self._text_field, Field(str(_WHY_WRONG), self.reason)):
            self.body.addWidget(part)
        self.body.addLayout(row(self.keep, self.cancel))
        self.hide()

    def show_record(self, record: RecordedEvent) -> None:
        """Ask about it; what is filled in about this entry already is left as it is."""
        begun = self.begun
        if begun is None or begun.record.number != record.number:
            event = record.event
            text = event.text if isinstance(event, Noted) else event.reason if isinstance(event, Excused) else ""
            what = _REWORD if isinstance(event, REWORDED) else _STRIKE
            self.show_begun(BegunCorrection(record, what, text, ""))
        self.reason.setFocus()
        self._page.bring_into_view(self)

    @property
    def begun(self) -> BegunCorrection | None:
        """What is filled in; None where nothing is being corrected."""
        if self._record is None or self.isHidden():
            return None
        return BegunCorrection(
            self._record, self.what.current() or _STRIKE, self.text.toPlainText(), self.reason.text()
        )

    def show_begun(self, begun: BegunCorrection | None) -> None:
        """What was begun about the person now in view; nothing of what was about somebody else."""
        self.setVisible(begun is not None)
        if begun is None:
            return
        self._record = begun.record
        self._entry.setText(line_of(begun.record.event))
        self._reword_row.setVisible(isinstance(begun.record.event, REWORDED))
        self.what.choose(begun.what)
        self.text.setPlainText(begun.text)
        self.reason.setText(begun.reason)
        self._refresh()

    def _refresh(self) -> None:
        rewords = self.what.current() == _REWORD
        self._text_field.setVisible(rewords)
        ready = bool(self.reason.text().strip()) and (not rewords or bool(self.text.toPlainText().strip()))
        self.keep.setEnabled(ready)
        self.keep.setAccessibleDescription("" if ready else str(_WRITE_WHY))

    def _on_keep(self) -> None:
        record, register, reason = self._record, self._page.context.register, self.reason.text()
        if record is None:
            return
        number, text = record.number, self.text.toPlainText().strip()[:_LONGEST]
        rewords = self.what.current() == _REWORD

        def work() -> None:
            if rewords:
                reword(register, number, text, reason)
            else:
                strike(register, number, reason)

        def done(_result: object) -> None:
            self._page.put_away(self)
            self.corrected.emit()

        self._page.act(work, done, _("Recording …"))


class AttestationCorrection(Disclosure):
    """Corrects what the register says of an attestation or paper. `corrected(str)` with a sentence once on record."""

    corrected = Signal(str)

    def __init__(self, page: "ConsolePage", shown: AttestationRow, campaigns: Sequence[Campaign]) -> None:
        super().__init__("", parent=page)
        self.button.setText(_("Correct this entry"))
        self._page, self._row = page, shown
        self._person: PersonRow | None = None
        self.picker = PersonPicker(self._page.context.find_people)
        self.picker.picked.connect(self._on_picked)
        self.picker.dropped.connect(lambda: self._on_picked(None))
        self.campaign = Chooser(_("Campaign"))
        self.campaign.offer([("", _("None")), *((each.id, each.title) for each in campaigns)])
        self.campaign.choose(shown.campaign or "")
        self.campaign.chosen.connect(self._refresh)
        self.what = OptionGroup(
            str(_WHAT_TO_CORRECT),
            [
                OptionChoice(_MOVE, _("It belongs to somebody else")),
                OptionChoice(_CAMPAIGN, _("It answers another campaign")),
                OptionChoice(
                    _STRIKE,
                    str(_NOT_TO_BE_ENTERED),
                    _("It no longer counts, and the same file may come in again."),
                ),
            ],
        )
        self.what.row(_CAMPAIGN).setVisible(shown.person is not None)
        self.what.chosen.connect(lambda _what: self._refresh())
        self.reason = QLineEdit()
        self.reason.textChanged.connect(self._refresh)
        self._whose = Field(str(WHOSE_IS_IT), self.picker)
        self._which = Field(str(WHICH_CAMPAIGN), self.campaign)
        self.keep = Button(str(_RECORD_IT), "plain")
        self.keep.clicked.connect(self._on_keep)
        lead = TextLabel(str(_STAYS), "muted")
        for part in (lead, self.what, self._whose, self._which, Field(str(_WHY_WRONG), self.reason)):
            self.body.addWidget(part)
        self.body.addLayout(row(self.keep))
        self._refresh()

    def _on_picked(self, person: PersonRow | None) -> None:
        self._person = person
        self._refresh()

    def _refresh(self) -> None:
        what = self.what.current()
        self._whose.setVisible(what == _MOVE)
        self._which.setVisible(what in (_MOVE, _CAMPAIGN))
        ready = what is not None and bool(self.reason.text().strip()) and (what != _MOVE or self._person is not None)
        self.keep.setEnabled(ready)
        self.keep.setAccessibleDescription("" if ready else str(_WRITE_WHY))

    def _on_keep(self) -> None:
        self._page.act(self._task(), self._on_done, _("Recording …"))

    def _task(self) -> Callable[[], None]:
        shown, register, what = self._row, self._page.context.register, self.what.current()
        reason = self.reason.text()
        campaign = self.campaign.value or None
        person = self._person.person if what == _MOVE and self._person is not None else shown.person

        def work() -> None:
            if what == _STRIKE or person is None:
                strike_attestation(register, shown.attestation, reason)
            else:
                move_attestation(register, shown.attestation, person, campaign, reason)

        return work

    def _on_done(self, _result: object) -> None:
        self.corrected.emit(str(CORRECTION_RECORDED))
