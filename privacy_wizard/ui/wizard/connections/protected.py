"""The school's protected list beside the table: compared in the background, with a count and a way to stop."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ....audit.connections.connection import Connection
from ....audit.connections.pointers import Pointers
from ....i18n import _, ngettext
from ....system.progress import WorkProgress
from ...kit.widgets.progress import CountedProgress
from ...kit.widgets.text import TextLabel
from ..context import WizardContext


class ProtectedListMatching(QWidget):
    """`found(Pointers)` once every connection is compared; hidden where the school gave no list."""

    found = Signal(object)

    def __init__(self, context: WizardContext) -> None:
        super().__init__()
        self._context = context
        self.counting, self.words = CountedProgress(), TextLabel("", "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.counting)
        column.addWidget(self.words)
        self.setVisible(context.school.has_protected_list)

    def begin(self, connections: Sequence[Connection]) -> None:
        """Compare the connections with the list; does nothing without a list."""
        if not self._context.school.has_protected_list:
            return
        school = self._context.school

        def work(progress: WorkProgress) -> Pointers | None:
            from ....audit.connections.protected import on_the_protected_list

            protected = school.protected_list()
            return on_the_protected_list(protected, connections, progress) if protected is not None else None

        saying = _("Comparing with your school's protected list …")
        self.counting.run(work, on_done=self._on_done, on_failed=self._on_failed, saying=saying)

    def stop(self) -> None:
        """Stop comparing."""
        self.counting.cancel.click()

    def _on_done(self, pointers: Pointers | None) -> None:
        self.setVisible(pointers is not None)
        if pointers is None:
            return
        told = ngettext(
            "{n} connection may be somebody on your school's protected list. Only you can see this.",
            "{n} connections may be somebody on your school's protected list. Only you can see this.",
            len(pointers),
        )
        question = _("People share names: each is a question, not an answer.")
        nobody = _("Nobody here is on your school's protected list.")
        self.words.setText(f"{told} {question}" if pointers else nobody)
        self.found.emit(pointers)

    def _on_failed(self, error: Exception) -> None:
        self.words.setText(str(error))
