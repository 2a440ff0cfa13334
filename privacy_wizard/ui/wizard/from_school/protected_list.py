"""The school's protected list: offered with what it does, and what it never does."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ....domain.protected_list import ProtectedList
from ....i18n import _, long_date
from ....system import Trouble
from ...kit.layouts import add_all, flow, row
from ...kit.widgets.button import Button
from ...kit.widgets.card import Card
from ...kit.widgets.notice import NoticeBox, attempt
from ...kit.widgets.text import TextLabel
from ..context import WizardContext


class ProtectedListOffer(Card):
    """`taken(sentence)` when it is in use; `refused(sentence)` when the user says no."""

    taken = Signal(str)
    refused = Signal(str)

    def __init__(self, context: WizardContext, protected: ProtectedList, content: bytes) -> None:
        super().__init__(_("A protected list from your school"), quiet=True)
        self._context, self._protected, self._content, self._notice = context, protected, content, NoticeBox()
        does = _(
            "With it this program can tell you which of your own connections may be a pupil, a former pupil, a parent "
            "or a carer of your school, when you go through them. It never decides: people share names."
        )
        never = _(
            "The list holds no names, and nobody can read it. Everything is compared on this computer: "
            "your school never learns what was found, and none of it goes into your attestation."
        )
        ends = _("The list deletes itself after {day}.", day=long_date(protected.last_day))
        self.yes, self.no = Button(_("Use this list"), "plain", "check"), Button(_("Do without"), "quiet", "close")
        self.yes.clicked.connect(self._on_yes)
        self.no.clicked.connect(self._on_no)
        add_all(self.body, TextLabel(does), TextLabel(never), TextLabel(ends, "muted"))
        self.body.addLayout(flow(self.yes, self.no))
        self.body.addWidget(self._notice)

    def _on_yes(self) -> None:
        if attempt(lambda: self._context.school.take_protected_list(self._content), self._notice):
            said = _("The list from {school} is in use. You will see it when you go through your connections.")
            self.taken.emit(said.format(school=self._protected.school))

    def _on_no(self) -> None:
        self.refused.emit(_("The list was not used, and no copy of it is kept. You can do the whole check without it."))


class ListInUse(QWidget):
    """One line, and a way to be rid of it; `deleted(sentence)` then, or `failed(Trouble)`."""

    deleted = Signal(str)
    failed = Signal(object)

    def __init__(self, context: WizardContext, protected: ProtectedList) -> None:
        super().__init__()
        self._context = context
        words = TextLabel(_("Its protected list is in use until {day}.", day=long_date(protected.last_day)), "muted")
        self.delete = Button(_("Delete the list"), "link")
        self.delete.clicked.connect(self._on_delete)
        inside = row(words, self.delete, stretch=words)
        inside.setContentsMargins(0, 0, 0, 0)
        self.setLayout(inside)

    def _on_delete(self) -> None:
        try:
            self._context.school.delete_protected_list()
        except Trouble as trouble:
            self.failed.emit(trouble)
            return
        self.deleted.emit(_("The protected list is deleted from this computer."))
