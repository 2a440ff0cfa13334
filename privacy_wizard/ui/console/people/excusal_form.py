"""Excusing somebody from a campaign, with the reason, until a day or for good."""

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from ....domain.campaign import Campaign, excusal_day, excusal_days
from ....domain.staff import StaffMember
from ....i18n import _, long_date
from ....office.campaigns import excuse
from ...kit.layouts import add_all, row
from ...kit.widgets.button import Button
from ...kit.widgets.field import Field
from .person_form import DayIfAny

if TYPE_CHECKING:
    from ..page import ConsolePage


class BegunExcuse(NamedTuple):
    """An excuse that is not on record yet."""

    campaign: Campaign | None
    reason: str
    until: date | None


class ExcusalForm(QWidget):
    """Why, and until when. `excused(str)` with a sentence once it is on record."""

    excused = Signal(str)

    def __init__(self, page: "ConsolePage") -> None:
        super().__init__()
        self._page = page
        self._campaign: Campaign | None = None
        self._member: StaffMember | None = None
        self.reason = QPlainTextEdit()
        self.reason.setTabChangesFocus(True)
        self.reason.setMaximumHeight(90)
        self.reason.textChanged.connect(self._refresh)
        self.until = DayIfAny(_("Until a day; they are asked again from the next day on"), page.context.today)
        self.excuse = Button(_("Excuse them"), "plain")
        self.excuse.clicked.connect(self._on_excuse)
        usual = [self._until_button(day) for day in excusal_days(page.context.today)]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        hint = _("Write nothing about illness or other private matters: “long leave” is enough.")
        add_all(column, Field(_("Why?"), self.reason, hint), self.until)
        column.addLayout(row(*usual, spacing=18))
        self.acts = row(self.excuse)
        column.addLayout(self.acts)
        self._refresh()

    def show_campaign(self, campaign: Campaign) -> None:
        """From which; the day that is most likely stands there."""
        self._campaign = campaign
        self.until.suggest(excusal_day(campaign, self._page.context.today))

    def show_member(self, member: StaffMember | None) -> None:
        """Whom."""
        self._member = member
        self._refresh()

    @property
    def begun(self) -> "BegunExcuse":
        """What is filled in."""
        return BegunExcuse(self._campaign, self.reason.toPlainText(), self.until.value)

    def show_begun(self, begun: "BegunExcuse | None") -> None:
        """What was filled in about the person now in view; nothing of what was about somebody else."""
        self.reason.setPlainText(begun.reason if begun is not None else "")
        self.until.show_day(begun.until if begun is not None else None)

    def _until_button(self, day: date) -> Button:
        button = Button(_("Until {day}", day=long_date(day)), "link")
        button.clicked.connect(lambda: self.until.show_day(day))
        return button

    def _refresh(self) -> None:
        self.excuse.setEnabled(self._member is not None and bool(self.reason.toPlainText().strip()))

    def _on_excuse(self) -> None:
        campaign, member, context, reason = self._campaign, self._member, self._page.context, self.reason.toPlainText()
        if campaign is None or member is None:
            return
        until = self.until.value
        self._page.count(
            lambda _told: excuse(context.register, campaign.id, member.number, reason, context.today, until),
            lambda _done: self._on_recorded(member, until),
            _("Recording …"),
            held=[self.excuse],
        )

    def _on_recorded(self, member: StaffMember, until: date | None) -> None:
        self.reason.clear()
        self.until.show_day(None)
        self.show_member(None)
        self._page.register_changed.emit()
        until_then = _("{name} is excused until {day}.", name=member.name, day=long_date(until)) if until else ""
        self.excused.emit(until_then or _("{name} is excused.", name=member.name))
