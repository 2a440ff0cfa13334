"""Page *Done*: hand it in; then by when the rest is to be done, and what to keep."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout

from ....audit import handover
from ....audit.signing import Signing
from ....audit.state import HandInNote, HandInWay
from ....audit.steps import Step, StepId
from ....i18n import _, long_date
from ....system.progress import WorkStopped
from ...kit.files import ask_where, open_in_viewer
from ...kit.key_copy import KeyCopyCard
from ...kit.layouts import add_all, clear, flow
from ...kit.printing import print_pdf
from ...kit.widgets.button import Button
from ...kit.widgets.card import Card, Disclosure
from ...kit.widgets.notice import Confirm, EmptyState, Mood, NoticeBox, mood_of
from ...kit.widgets.progress import BusyIndicator
from ...kit.widgets.text import TextLabel
from ...kit.words import SAVED
from ..page import AuditPage
from ..words import COUNTS_ONCE, HAND_IT_IN, NO_PDF_PROGRAM, handed_in_sentence, not_kept
from .hand_in import HandInPanel
from .to_do import ToDo


class DonePage(AuditPage):
    """Hands in; after that it offers dates for what is open, and copies of what to keep."""

    enter_goes_on = False  # no stray key closes the window

    _asked: bool  # about leaving with something not handed in
    _leaving: Confirm
    _say: Callable[[Mood, str], object]  # what became of the file, below what can be pressed

    @property
    def accept_label(self) -> str:
        """What the last button does: put handing in off, or close; empty before the signature."""
        if self.session.audit.signed is None:
            return ""
        return _("Hand it in later") if self.session.audit.handed_in is None else _("Close")

    def accept(self) -> bool:
        """Close the window; the first page says what is next. Once it asks about what is not handed in yet."""
        if self.session.audit.handed_in is None and not self._asked:
            self._asked = True
            self._leaving.ask(
                _("It counts only once your school has it. The first page keeps reminding you. Close the program now?"),
                _("Close, and hand it in later"),
                _("Hand it in now"),
            )
            self.bring_into_view(self._leaving)
            return False
        self._leave()
        return False

    def _leave(self) -> None:
        self.window().close()

    def build(self) -> None:
        """Lay out the parts; `refresh` fills them from what was signed."""
        self._asked = False
        self._leaving = Confirm()
        self._leaving.confirmed.connect(self._leave)
        self._column = QVBoxLayout()
        self._column.setSpacing(16)
        self.body.addWidget(self._leaving)
        self.body.addLayout(self._column)

    def refresh(self) -> None:
        """Show what was signed; before that, the way there."""
        clear(self._column)
        self._leaving.hide()
        signed, handed_in = self.session.audit.signed, self.session.audit.handed_in
        self.has_accent = signed is not None and handed_in is None
        if signed is None:
            self._say_not_yet()
        elif handed_in is None:
            self._ask_to_hand_in(signed.on)
        else:
            self._say_what_is_left(handed_in)

    def _ask_to_hand_in(self, signed_on: date) -> None:
        self.title = str(HAND_IT_IN)
        self.lead = _(
            "You signed your attestation on {day}. It counts once your school has it.", day=long_date(signed_on)
        )
        panel = self._hand_in_panel(*self._file_buttons())
        panel.first.set_kind("accent")  # what is to be done here
        self._say, self._busy = panel.say, BusyIndicator()
        add_all(self._column, panel, self._busy)
        if self.context.signing.not_remembered:
            self.notice.say("info", not_kept())

    def _hand_in_panel(self, *others: Button) -> HandInPanel:
        panel = HandInPanel(self.session, self._pdf, *others)
        panel.handed_in.connect(self._on_handed_in)
        panel.print_wanted.connect(self._on_print)
        return panel

    def _on_handed_in(self, way: HandInWay) -> None:
        if self.do(lambda: handover.hand_in(self.session, way)):
            self.refresh()
            self.changed.emit()
            self.bring_into_view(self.heading)

    def _say_what_is_left(self, handed_in: HandInNote) -> None:
        self.title = _("Handed in")
        self.lead = handed_in_sentence(handed_in)
        again = Disclosure(_("Hand it in once more"))
        again.body.addWidget(self._hand_in_panel())
        add_all(
            self._column,
            KeyAndItsWords(self.context.signing),  # first: without a copy it is lost with this computer
            ToDo(self.session),
            self._file_card(),
            self._keep_card(),
            again,
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
        card, notice = Card(handover.file_name(self.session)), NoticeBox()
        self._say, self._busy = notice.say, BusyIndicator()
        card.body.addLayout(flow(*self._file_buttons()))
        add_all(card.body, self._busy, notice)
        return card

    def _file_buttons(self) -> tuple[Button, ...]:
        """What can be done with the file beside handing it in."""
        save, show = Button(_("Save a copy"), "plain", "save"), Button(_("Open"), "plain", "document")
        save.clicked.connect(self._on_save)
        show.clicked.connect(self._on_open)
        return save, show

    def _keep_card(self) -> Card:
        card = Card(_("On this computer"))
        card.body.addWidget(
            TextLabel(
                _(
                    "The audit is kept here with its PDF, so that next year's review starts from it. "
                    "Other users of this computer cannot read it."
                )
            )
        )
        delete, confirm = Button(_("Delete it from this computer"), "quiet", "bin"), Confirm()
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
        card.body.addLayout(flow(delete))
        card.body.addWidget(confirm)
        return card

    def _pdf(self) -> bytes:
        return self.context.saved_audits.pdf(self.session.audit.id)

    def _on_save(self) -> None:
        def chosen(path: Path) -> None:
            if self.do(lambda: handover.save_copy(self._pdf(), path)):
                self._say("good", self._saved(path))

        name, kinds = handover.file_name(self.session), _("PDF files (*.pdf)")
        ask_where(self, _("Save a copy"), name, chosen, kinds=kinds, suffix="pdf")

    def _saved(self, path: Path) -> str:
        said = SAVED.format(path=path)
        waits = self.session.audit.handed_in is None
        return said + " " + str(COUNTS_ONCE) if waits else said

    def _on_open(self) -> None:
        self._with_pdf(self._open)

    def _open(self, pdf: bytes) -> None:
        if not open_in_viewer(pdf, handover.file_name(self.session)):
            self._say("warn", str(NO_PDF_PROGRAM))

    def _on_print(self) -> None:
        def ready() -> None:
            self._busy.stop()  # the one that is shown now: the page may have been made anew meanwhile

        def failed(error: Exception) -> None:
            ready()
            by_itself = _("It could not be printed from here. Save a copy and print it from there.")
            self._say(mood_of(error), str(error) if isinstance(error, WorkStopped) else by_itself)

        self._busy.start(_("Getting the pages ready for the printer…"))
        if not self._with_pdf(lambda pdf: print_pdf(self, lambda: pdf, failed, ready)):
            ready()

    def _with_pdf(self, act: Callable[[bytes], object]) -> bool:
        return self.do(lambda: act(self._pdf()))

    def _on_delete(self) -> None:
        if self.do(lambda: self.context.saved_audits.delete_kept(self.session.audit.id)):
            self.session.begin()
            self.went_to.emit(Step(id=StepId.WELCOME), None)


class KeyAndItsWords(KeyCopyCard):
    """A copy, and the words by which the key is recognised."""

    def __init__(self, signing: Signing) -> None:
        lead = _("With a copy of it and your passphrase you can sign on another computer, and again next year.")
        super().__init__(signing.key_store, lead)
        words = signing.key_card().words
        shown = TextLabel(" ".join(words))
        shown.setAccessibleName(_("The words of your key: {words}", words=", ".join(words)))
        about = _(
            "By these words, which are on your statement. They are not your passphrase, and not secret: your school "
            "may compare them with you once."
        )
        fold = Disclosure(_("How your school knows your key"))
        for part in (TextLabel(about, "small"), shown):
            fold.body.addWidget(part)
        self.body.addWidget(fold)
