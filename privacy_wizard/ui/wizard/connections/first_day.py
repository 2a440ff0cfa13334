"""The day on which the job began: only for whoever wants to give it, and only on this computer."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ....i18n import _, long_date
from ...kit.layouts import FlowLayout
from ...kit.widgets.button import Button
from ...kit.widgets.card import Disclosure
from ...kit.widgets.date_field import DateField
from ...kit.widgets.text import TextLabel


class FirstDay(Disclosure):
    """`given(date or None)` when the day is said, or forgotten."""

    given = Signal(object)

    def __init__(self, today: date) -> None:
        super().__init__("")
        self.body.setSpacing(6)
        self.body.addWidget(
            TextLabel(
                _("Optional: people you added on that very day are pointed out. The day stays on this computer."),
                "muted",
            )
        )
        self.field = DateField(today, latest=today)
        self.field.setAccessibleName(_("The day your job began"))
        self.use, self.forget = Button(_("Use this day")), Button(_("Forget the day"), "quiet")
        self.use.clicked.connect(lambda: self.given.emit(self.field.value))
        self.forget.clicked.connect(lambda: self.given.emit(None))
        holder = QWidget()
        flow = FlowLayout(holder)
        for part in (self.field, self.use, self.forget):
            flow.addWidget(part)
        self.body.addWidget(holder)

    def show_day(self, day: date | None) -> None:
        """Show the day that is in use."""
        if day is not None:
            self.field.set_value(day)
        self.forget.setVisible(day is not None)
        asked = _("When did your job at the school begin?")
        self.button.setText(_("Your job began on {day}", day=long_date(day)) if day is not None else asked)
