"""A new campaign: what it is called, who is asked, by when."""

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSpinBox, QVBoxLayout, QWidget

from ....domain.names import occasion_name
from ....domain.vocabulary import Occasion
from ....i18n import _
from ...kit.layouts import clear, row
from ...kit.text_field import TextField
from ...kit.widgets.button import Button
from ...kit.widgets.card import Card
from ...kit.widgets.choice import CheckRow
from ...kit.widgets.date_field import DateField
from ...kit.widgets.field import Field
from ...kit.widgets.notice import NoticeBox
from ...kit.widgets.option_group import OptionChoice, OptionGroup
from ...kit.widgets.text import TextLabel

_SIX_WEEKS = timedelta(weeks=6)
_LONGEST_YEAR = 366
_FOUR_WEEKS = 28


class CampaignForm(Card):
    """`submitted` when it is to begin; whether the values make a campaign is for the page to find out."""

    submitted = Signal()

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.set_title(_("A new campaign"))
        self._kind = OptionGroup(
            _("What kind?"),
            [
                OptionChoice(Occasion.ANNUAL_REVIEW.value, occasion_name(Occasion.ANNUAL_REVIEW), _("On one due date")),
                OptionChoice(Occasion.INDUCTION.value, occasion_name(Occasion.INDUCTION), _("Each new starter")),
            ],
        )
        self._kind.chosen.connect(lambda _kind: self._refresh())
        self.title = TextField(_("Title"), _("As staff will read it, such as “Annual review 2027”."))
        self.opens, self.due = DateField(today), DateField(today + _SIX_WEEKS)
        self.days = QSpinBox()
        self.days.setRange(0, _LONGEST_YEAR)
        self._opens_field = Field(_("From"), self.opens)
        self._due_field = Field(_("Due"), self.due)
        self._days_field = Field(_("Days after the first day"), self.days)
        self._groups, self._group_rows = QVBoxLayout(), dict[str, CheckRow]()
        self._groups.setSpacing(6)
        self._groups_title = TextLabel(_("Who is asked? None ticked: everyone."), "strong")
        self.notice = NoticeBox()
        self.begin = Button(_("Begin it"), "accent")
        cancel = Button(_("Not now"), "quiet")
        self.begin.clicked.connect(self.submitted)
        cancel.clicked.connect(self.hide)
        for part in (self._kind, self.title, self._opens_field, self._due_field, self._days_field, self._groups_title):
            self.body.addWidget(part)
        self.body.addLayout(self._groups)
        self.body.addWidget(self.notice)
        self.body.addLayout(row(self.begin, cancel))
        self.empty(today)

    @property
    def occasion(self) -> Occasion:
        """What is chosen."""
        return Occasion(self._kind.current() or Occasion.ANNUAL_REVIEW.value)

    @property
    def chosen_groups(self) -> tuple[str, ...]:
        """Empty: everyone."""
        return tuple(group for group, check in self._group_rows.items() if check.isChecked())

    def choose(self, occasion: Occasion) -> None:
        """Show one kind."""
        self._kind.choose(occasion.value)
        self._refresh()

    def offer_groups(self, groups: Sequence[str]) -> None:
        """Whom one may choose; what was ticked stays so."""
        chosen = set(self.chosen_groups)
        clear(self._groups)
        self._group_rows = {group: CheckRow(group) for group in groups}
        for group, check in self._group_rows.items():
            check.setChecked(group in chosen)
            self._groups.addWidget(check)
        self._groups_title.setVisible(bool(groups))

    def empty(self, today: date) -> None:
        """As for the first time."""
        self.title.line.clear()
        self.opens.set_value(today)
        self.due.set_value(today + _SIX_WEEKS)
        self.days.setValue(_FOUR_WEEKS)
        for check in self._group_rows.values():
            check.setChecked(False)
        self.notice.say("info", "")
        self.choose(Occasion.ANNUAL_REVIEW)

    def _refresh(self) -> None:
        induction = self.occasion is Occasion.INDUCTION
        self._days_field.setVisible(induction)
        self._due_field.setVisible(not induction)
        label = _("For starters from") if induction else _("Asked from")
        self._opens_field.set_label(label)
