"""The accounts that stand on a paper checklist: a platform, whose account it is, as often as there are."""

from collections import Counter

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ....domain.model import Catalogue
from ....domain.vocabulary import AccountKind, Subject
from ....i18n import _
from ...kit.chooser import Chooser
from ...kit.layouts import clear, row
from ...kit.widgets.button import Button
from ...kit.widgets.flow import FlowLayout
from ...kit.widgets.text import TextLabel


class PaperAccounts(QWidget):
    """`changed` when one is added or taken away."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.accounts: list[tuple[str, AccountKind]] = []
        self._titles: dict[str, str] = {}
        self.platform, self.kind = Chooser(_("Platform")), Chooser(_("Whose account"))
        self.kind.offer(
            [
                (AccountKind.PERSONAL.value, _("Their own account")),
                (AccountKind.OFFICIAL.value, _("An account of the school")),
            ]
        )
        self.add = Button(_("Add the account"), "plain", "plus")
        self.add.clicked.connect(self._on_add)
        self._listed = QVBoxLayout()
        self._listed.setSpacing(6)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(TextLabel(_("Which accounts stand on the paper?"), "strong"))
        column.addLayout(self._listed)
        choosing = QWidget()
        flow = FlowLayout(choosing)
        for part in (self.platform, self.kind, self.add):
            flow.addWidget(part)
        column.addWidget(choosing)
        self._show()

    def offer(self, catalogue: Catalogue) -> None:
        """Every platform that has a checklist."""
        lists = catalogue.checklists.values()
        found = [each for each in lists if each.subject is Subject.PERSONAL_ACCOUNT and not each.every_account]
        self._titles = {each.id: each.title for each in found}
        self.platform.offer(sorted(self._titles.items(), key=lambda pair: pair[1].casefold()))

    def empty(self) -> None:
        """For another paper."""
        self.accounts = []
        self._show()

    def _on_add(self) -> None:
        if self.platform.value:
            self.accounts.append((self.platform.value, AccountKind(self.kind.value)))
            self._show()
            self.changed.emit()

    def _on_remove(self, at: int) -> None:
        del self.accounts[at]
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        clear(self._listed)
        counted: Counter[tuple[str, AccountKind]] = Counter()
        for at, each in enumerate(self.accounts):
            counted[each] += 1
            title = self._titles.get(each[0], each[0])
            name = _("{platform} {number}", platform=title, number=counted[each])
            if each[1] is AccountKind.OFFICIAL:
                name = _("{account}, of the school", account=name)
            words, remove = TextLabel(name), Button(_("Take away"), "link")
            remove.setAccessibleDescription(name)
            remove.clicked.connect(lambda _on=False, which=at: self._on_remove(which))
            self._listed.addLayout(row(words, remove, stretch=words))
        if not self.accounts:
            self._listed.addWidget(TextLabel(_("None yet. A paper without any account is fine, too."), "muted"))
