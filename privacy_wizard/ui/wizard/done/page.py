"""Page *Done*: the signed file and what becomes of it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout

from ....audit import handover as afterwards
from ....audit.steps import Step, StepId
from ....i18n import _, long_date
from ...kit.confirm import Confirm
from ...kit.files import ask_where, open_in_viewer
from ...kit.layouts import FlowLayout, add_all, clear
from ...kit.printing import print_pdf
from ...kit.widgets.button import Button
from ...kit.widgets.card import Card
from ...kit.widgets.notice import EmptyState
from ...kit.widgets.progress import BusyIndicator
from ...kit.widgets.text import TextLabel
from ..page import AuditPage
from .hand_in import HandInPanel
from .to_do import ToDo


class DonePage(AuditPage):
    """Save, open, print, hand in, remember, keep or delete."""

    @property
    def accept_label(self) -> str:
        """The last button of all."""
        return _("Finish") if self.session.audit.signed is not None else ""

    def accept(self) -> bool:
        """Back to the start, where the audit now stands among the finished ones."""
        self.went_to.emit(Step(id=StepId.WELCOME), None)
        return False

    def build(self) -> None:
        """All of it depends on what was signed."""
        self._column = QVBoxLayout()
        self._column.setSpacing(16)
        self.body.addLayout(self._column)

    def refresh(self) -> None:
        """Show what was signed; before that, the way there."""
        clear(self._column)
        signed = self.session.audit.signed
        if signed is None:
            self._say_not_yet()
            return
        self.title = _("Your attestation is signed")
        self.lead = _(
            "Signed on {day}. Hand it in as your school asks. Paper can be read, but only the file can be checked.",
            day=long_date(signed.on),
        )
        add_all(
            self._column,
            self._file_card(),
            HandInPanel(self.session, self._pdf),
            ToDo(self.session),
            self._keep_card(),
        )

    def _say_not_yet(self) -> None:
        self.title, self.lead = _("Not signed yet"), ""
        empty = EmptyState(
            "pen",
            _("There is nothing to hand in yet"),
            _("Once you have signed, your attestation is here to save, print and hand in."),
            _("Go to signing"),
        )
        empty.acted.connect(lambda: self.went_to.emit(Step(id=StepId.SIGN), None))
        self._column.addWidget(empty)

    def _file_card(self) -> Card:
        card = Card(afterwards.file_name(self.session))
        flow = FlowLayout()
        for label, icon, act in (
            (_("Save a copy"), "save", self._on_save),
            (_("Open"), "document", self._on_open),
            (_("Print"), "print", self._on_print),
        ):
            button = Button(label, "plain", icon)
            button.clicked.connect(act)
            flow.addWidget(button)
        card.body.addLayout(flow)
        self._busy = BusyIndicator()
        card.body.addWidget(self._busy)
        return card

    def _keep_card(self) -> Card:
        card = Card(_("On this computer"))
        card.body.addWidget(
            TextLabel(
                _(
                    "The audit is kept here with its PDF, so that next year's review starts from it. "
                    "Only you can read it."
                )
            )
        )
        delete, confirm = Button(_("Delete it from this computer"), "danger", "bin"), Confirm()
        delete.clicked.connect(
            lambda: confirm.ask(
                _(
                    "Delete the audit with its answers and its PDF? This cannot be undone. Save a copy of the PDF "
                    "first if you still have to hand it in."
                ),
                _("Delete both"),
                _("Keep them"),
            )
        )
        confirm.confirmed.connect(self._on_delete)
        flow = FlowLayout()
        flow.addWidget(delete)
        card.body.addLayout(flow)
        card.body.addWidget(confirm)
        return card

    def _pdf(self) -> bytes:
        return self.context.saved_audits.pdf(self.session.audit.id)

    def _on_save(self) -> None:
        def chosen(path: Path) -> None:
            if self.do(lambda: afterwards.save_copy(self._pdf(), path)):
                self.notice.say("good", _("A copy was saved as {path}.", path=path))

        name, kinds = afterwards.file_name(self.session), _("PDF files (*.pdf)")
        ask_where(self, _("Save a copy"), name, chosen, kinds=kinds, suffix="pdf")

    def _on_open(self) -> None:
        self._with_pdf(self._open)

    def _open(self, pdf: bytes) -> None:
        if not open_in_viewer(pdf, afterwards.file_name(self.session)):
            self.notice.say("warn", _("No program to show PDFs was found. Save a copy and open it there."))

    def _on_print(self) -> None:
        def failed(_error: Exception) -> None:
            self._busy.stop()
            self.notice.say("bad", _("It could not be printed from here. Save a copy and print it from there."))

        self._busy.start(_("Getting the pages ready for the printer…"))
        if not self._with_pdf(lambda pdf: print_pdf(self, lambda: pdf, failed, self._busy.stop)):
            self._busy.stop()

    def _with_pdf(self, act: Callable[[bytes], object]) -> bool:
        return self.do(lambda: act(self._pdf()))

    def _on_delete(self) -> None:
        if self.do(lambda: self.context.saved_audits.delete_kept(self.session.audit.id)):
            self.session.begin()
            self.went_to.emit(Step(id=StepId.WELCOME), None)
