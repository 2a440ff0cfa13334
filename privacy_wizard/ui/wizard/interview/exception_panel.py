"""Declaring an exception that the policy allows, and taking it back."""

from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ....domain.audit import Waiver
from ....domain.judgement import LONGEST_EXCEPTION
from ....domain.model import AllowedException
from ....domain.names import exception_name
from ....domain.vocabulary import ExceptionReason
from ....i18n import _, long_date
from ...kit.layouts import row
from ...kit.widgets.button import Button
from ...kit.widgets.card import Disclosure
from ...kit.widgets.date_field import DateField
from ...kit.widgets.field import Field, TextField
from ...kit.widgets.option_group import OptionChoice, OptionGroup
from ...kit.widgets.text import TextLabel

_USUAL = timedelta(days=365)


class ExceptionPanel(QWidget):
    """`declared(Waiver)` when it is complete, `withdrawn` when it is taken back."""

    declared = Signal(object)
    withdrawn = Signal()

    def __init__(self, allowed: AllowedException, waiver: Waiver | None, today: date) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        if waiver is not None:
            self._show_declared(column, waiver)
        else:
            column.addWidget(self._form(allowed, today))

    def _show_declared(self, column: QVBoxLayout, waiver: Waiver) -> None:
        words = _("Exception declared: {reason}. Approved by {name} ({role}), until {date}.")
        alone = _("Exception declared: {reason}, until {date}.")
        said = (words if waiver.approver_role else alone).format(
            reason=exception_name(waiver.reason),
            name=waiver.approver_name,
            role=waiver.approver_role,
            date=long_date(waiver.until),
        )
        withdraw = Button(_("Withdraw the exception"), "link")
        withdraw.clicked.connect(self.withdrawn)
        column.addWidget(TextLabel(said))
        column.addLayout(row(withdraw))

    def _form(self, allowed: AllowedException, today: date) -> QWidget:
        more = Disclosure(_("Declare an exception"))
        self._reasons = OptionGroup(
            _("Reason"), [OptionChoice(reason.value, exception_name(reason)) for reason in allowed.reasons]
        )
        self._role = allowed.approver
        self._name = TextField(_("Name of the {role} who approved it", role=self._role or ""), longest=120)
        if self._role is None:
            self._name.hide()
        self._until = DateField(today + _USUAL, earliest=today, latest=today + LONGEST_EXCEPTION)
        self._until_field = Field(_("Until when"), self._until)
        self._fault = TextLabel("", "bad")
        self._fault.hide()
        declare = Button(_("Declare this exception"), "plain")
        declare.clicked.connect(self._on_declare)
        more.body.setSpacing(12)
        lead = _("Say why and who approved it. Do not name the person it is about.")
        if self._role is None:
            lead = _("Say why. Do not name the person it is about.")
        for part in (TextLabel(lead, "muted"), self._reasons, self._name, self._until_field, self._fault):
            more.body.addWidget(part)
        more.body.addLayout(row(declare))
        return more

    def _on_declare(self) -> None:
        reason = self._reasons.current()
        missing = reason is None or (self._role is not None and not self._name.text)
        alone, approved = _("Choose a reason."), _("Choose a reason, and say who approved it, to declare an exception.")
        self._fault.setText(alone if self._role is None else approved)
        self._fault.setVisible(missing)
        if reason is None or missing:
            return
        self.declared.emit(
            Waiver(
                reason=ExceptionReason(reason),
                approver_role=self._role or "",
                approver_name=self._name.text if self._role is not None else "",
                until=self._until.value,
            )
        )
