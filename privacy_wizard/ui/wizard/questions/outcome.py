"""What follows from an answer: whether it is what the policy asks, and what to do where it is not."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ....domain.model import Check, Requirement
from ....domain.names import verdict_name
from ....domain.vocabulary import Verdict
from ....i18n import _
from ...kit.accessible import give_role
from ...kit.widgets.choice import CheckRow
from ...kit.widgets.notice import IconMark
from ...kit.widgets.text import TextLabel

_SIGNS = {
    Verdict.MET: ("success", "good"),
    Verdict.ACKNOWLEDGED: ("success", "good"),
    Verdict.EXCEPTED: ("success", "good"),
    Verdict.PARTLY_MET: ("warning", "warn"),
    Verdict.NOT_MET: ("warning", "bad"),
    Verdict.NOT_SURE: ("info", "warn"),
    Verdict.NOT_APPLICABLE: ("info", "muted"),
    Verdict.NOT_ANSWERED: ("info", "muted"),
}


class OutcomeLine(QFrame):
    """`changing(bool)` when the user says to have just changed the setting, or takes that back."""

    changing = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        give_role(self, "group")
        self._mark, self._verdict, self._what = IconMark(), TextLabel("", "strong"), TextLabel("", "muted")
        self._change = TextLabel("", "body")
        self.just_changed = CheckRow(_("I have just changed it"), _("What it was before is kept as well."))
        self._now = TextLabel(_("Choose above what it is set to now."), "strong")
        self.just_changed.clicked.connect(self._on_changed)
        words = QVBoxLayout()
        words.setSpacing(3)
        for part in (self._verdict, self._what, self._change):
            words.addWidget(part)
        line = QHBoxLayout()
        line.setSpacing(10)
        line.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(10)
        column.addLayout(line)
        column.addWidget(self.just_changed)
        column.addWidget(self._now)
        self.hide()

    def show_outcome(
        self,
        verdict: Verdict | None,
        check: Check,
        requirement: Requirement,
        change: str,
        *,
        hint: str,
        can_change: bool,
        lead: str = "",
    ) -> None:
        """Show what follows; None hides it. `change` is "Before: … now: …" or empty; a `hint` takes the place
        of the fix, a `lead` that of the verdict's name.
        """
        self.setVisible(verdict is not None)
        if verdict is None:
            return
        self._mark.show_icon(*_SIGNS[verdict])
        said = lead or (_("This is what your policy asks") if verdict in _CLOSED else verdict_name(verdict))
        self._verdict.setText(said)
        self.setAccessibleName(said)
        self._what.setText("" if verdict in _QUIET else hint or f"{requirement.summary} {check.fix}")
        self._what.setVisible(bool(self._what.text()))
        self._change.setText(change)
        self._change.setVisible(bool(change))
        self.just_changed.setVisible(verdict.is_open and can_change and not change)
        self.just_changed.setChecked(False)
        self._now.hide()

    def _on_changed(self, on: bool) -> None:
        self._now.setVisible(on)
        self.changing.emit(on)


_CLOSED = (Verdict.MET, Verdict.ACKNOWLEDGED)
_QUIET = (*_CLOSED, Verdict.EXCEPTED, Verdict.NOT_APPLICABLE, Verdict.NOT_ANSWERED)
