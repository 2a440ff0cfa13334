"""Page *Done*: hand it in; then by when the rest is to be done, and what to keep."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from ....audit import handover
from ....audit.session import AuditSession
from ....audit.signing import Signing
from ....audit.state import HandInNote, HandInWay
from ....audit.steps import Step, StepId
from ....domain.school_profile import HandInKind
from ....i18n import Message, _, long_date
from ....system.progress import WorkStopped
from ...kit.files import ask_folder, ask_where, open_in_viewer
from ...kit.key_copy import KeyCopyCard
from ...kit.layouts import add_all, clear, flow
from ...kit.printing import print_pdf
from ...kit.widgets.button import Button
from ...kit.widgets.card import Card, Disclosure
from ...kit.widgets.field import TextField
from ...kit.widgets.notice import Confirm, EmptyState, Mood, NoticeBox, attempt, mood_of
from ...kit.widgets.progress import BusyIndicator
from ...kit.widgets.text import Heading, TextLabel
from ...kit.words import SAVED
from ..from_school.profile import hand_in_words
from ..page import AuditPage
from ..words import COUNTS_ONCE, HAND_IT_IN, MAIL_OPENS, NO_PDF_PROGRAM, handed_in_sentence, not_kept
from .to_do import ToDo

_INTO_FOLDER = Message("Put it into a folder")
_SAVE_DRAFT = Message("Save the e-mail draft")


class HandInPanel(Card):
    """Into a folder of the school, by an e-mail that is prepared here and sent by its owner, or on paper.

    `read_pdf` gives the signed file. `handed_in(way)` once its owner says so: nothing leaves by itself.
    """

    handed_in = Signal(HandInWay)
    print_wanted = Signal()

    def __init__(self, session: AuditSession, read_pdf: Callable[[], bytes], *others: Button) -> None:
        """`others` stand beside the ways of handing in: what else can be done with the file."""
        super().__init__()
        self._session, self._read, self._notice = session, read_pdf, NoticeBox()
        self.set_title(_("How do you hand it in?"))
        self.set_lead(_("The program sends nothing by itself. Paper can be read, but only the file can be checked."))
        own = session.own_school
        places = own.profile.hand_in if own is not None and own.is_of(session.audit) else ()
        for place in places:
            self.body.addWidget(TextLabel(f"•  {hand_in_words(place)}"))
        self._address = TextField(
            _("E-mail address of whoever collects it (optional)"), _("It is only put into the draft.")
        )
        self._address.show_text(next((each.where for each in places if each.kind is HandInKind.EMAIL), ""))
        self.first = _button(str(_INTO_FOLDER), "folder", self._on_folder)
        mail = _button(_("Prepare an e-mail"), "mail", self._on_mail)
        draft = _button(str(_SAVE_DRAFT), "save", self._on_save_mail)
        paper = _button(_("Print it"), "print", self.print_wanted.emit)
        self.body.addLayout(flow(self.first, paper, *others))
        self.body.addWidget(self._address)
        self.body.addLayout(flow(mail, draft))
        self.body.addWidget(Heading(_("Once your school has it, say so"), "question"))
        self.body.addLayout(flow(*(self._tick(label, way) for label, way in _ways())))
        self.body.addWidget(self._notice)  # last: nothing that is aimed at moves for it

    def say(self, mood: Mood, sentence: str) -> None:
        """Say what became of the file, below all that can be pressed."""
        self._notice.say(mood, sentence)

    def put_into(self, folder: Path) -> None:
        """Copy the file into a folder; a file of the same name is not replaced."""
        path = folder / handover.file_name(self._session)
        number = 1
        while path.exists():
            number += 1
            path = path.with_name(f"{Path(handover.file_name(self._session)).stem} ({number}).pdf")
        if attempt(lambda: handover.save_copy(self._read(), path), self._notice):
            said = _(
                "Saved as {path}. It counts once your school has it: if this is not your school's folder, give your "
                "school the file. Then say so above.",
                path=path,
            )
            self._notice.say("good", said)

    def save_mail(self, path: Path) -> None:
        """Save the e-mail draft."""
        if attempt(lambda: handover.save_copy(self._mail(), path), self._notice):
            sentence = _("The draft was saved as {path}. Open it, read it, send it. Then say so above.")
            self._notice.say("good", sentence.format(path=path))

    def _mail(self) -> bytes:
        return handover.email_draft(self._session, self._read(), self._address.text)

    def _on_folder(self) -> None:
        ask_folder(self, str(_INTO_FOLDER), self.put_into)

    def _on_mail(self) -> None:
        found = [True]

        def act() -> None:
            found[0] = open_in_viewer(self._mail(), "Privacy attestation.eml")

        if not attempt(act, self._notice):
            return
        if found[0]:
            self._notice.say("info", str(MAIL_OPENS))
        else:
            said = _("No mail program was found. Save the draft, or attach a copy yourself.")
            self._notice.say("warn", said)

    def _tick(self, label: str, way: HandInWay) -> Button:
        return _button(label, "check", lambda: self.handed_in.emit(way))

    def _on_save_mail(self) -> None:
        kinds = _("E-mail drafts (*.eml)")
        title, name = str(_SAVE_DRAFT), "Privacy attestation.eml"
        ask_where(self, title, name, self.save_mail, kinds=kinds, suffix="eml")


def _ways() -> tuple[tuple[str, HandInWay], ...]:
    """The buttons that say how it was handed in: only its owner knows."""
    return (
        (_("It is in the school's folder"), HandInWay.FOLDER),
        (_("I have sent the e-mail"), HandInWay.E_MAIL),
        (_("I handed in the paper"), HandInWay.PAPER),
    )


def _button(label: str, icon: str, act: Callable[[], object]) -> Button:
    button = Button(label, "plain", icon)
    button.clicked.connect(lambda: act())
    return button


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
