"""The signing key: its passphrase, its words, a backup, and bringing a key from elsewhere."""

from attrs import frozen
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ....audit.signing import KeyCard, VisibleSignature
from ....audit.statement_builder import NotReady
from ....i18n import Message, _, long_date
from ....identity import is_made_of
from ....system import Trouble
from ....system.progress import UNWATCHED, WorkProgress, WorkStopped
from ...kit.background import run_in_background
from ...kit.key_copy import KeyCopyButton, KeyRestore
from ...kit.layouts import add_all, clear, row
from ...kit.widgets.button import Button
from ...kit.widgets.card import Card
from ...kit.widgets.choice import CheckRow
from ...kit.widgets.field import Field
from ...kit.widgets.new_passphrase import NewPassphrase
from ...kit.widgets.notice import NoticeBox
from ...kit.widgets.passphrase_field import PassphraseField
from ...kit.widgets.text import TextLabel
from ...kit.words import PASSPHRASE_OF_KEY, TYPE_PASSPHRASE_OF_KEY
from ..context import WizardContext
from ..words import not_kept


@frozen(kw_only=True)
class KeyState:
    """What is known of the signing key without its passphrase."""

    exists: bool  # made here before; else it is made now and saved with the signature
    card: KeyCard
    can_remember: bool
    remembered: bool


@frozen(kw_only=True)
class Draft:
    """The document as it would be signed now."""

    pdf: bytes
    key: KeyState
    declaration: tuple[str, ...]
    signature_page: int  # from 1


class DrawingStopped(WorkStopped):
    """The user did not wait for the document."""

    sentence = Message(
        "Stopped, so the document is not drawn yet. It is drawn once you sign below, or when you open this page again."
    )


def draw(context: WizardContext, visible: VisibleSignature, progress: WorkProgress = UNWATCHED) -> Draft:
    """Draw the document; what draws is loaded first. Raises NotReady, DrawingFault, DrawingStopped."""
    steps = progress.ending_in(DrawingStopped).in_steps(2)  # draw it, ask after the key
    preview = steps.beside(lambda: context.signing.preview(visible))
    key = key_state(context)
    return Draft(pdf=preview.pdf, key=key, declaration=preview.declaration, signature_page=preview.signature_page)


def key_state(context: WizardContext) -> KeyState:
    """Ask the key file and the keyring."""
    signing = context.signing
    return KeyState(
        exists=signing.has_key,
        card=signing.key_card(),
        can_remember=signing.can_remember,
        remembered=signing.remembered,
    )


def explained(error: Exception) -> str:
    """What went wrong, for the reader."""
    if isinstance(error, Trouble):
        return str(error)
    if isinstance(error, NotReady):
        return _("Something is still unanswered, so nothing can be signed yet. Go back and finish.")
    return _(
        "The document could not be made ({kind}). Nothing was signed, and your answers are safe. "
        "Start the program again; if this stays, tell whoever looks after it.",
        kind=type(error).__name__,
    )


class KeyPanel(Card):
    """`changed` at every letter; `entered` with the Enter key."""

    changed = Signal()
    entered = Signal()

    def __init__(self, context: WizardContext, *, says_who_vouches: bool = False) -> None:
        super().__init__()
        self._context, self._says_who_vouches = context, says_who_vouches
        self._state: KeyState | None = None
        self.set_title(_("A passphrase for your signature"))
        self._notice = NoticeBox()
        self._inside = QVBoxLayout()
        self._inside.setSpacing(14)
        self.body.addWidget(self._notice)
        self.body.addLayout(self._inside)
        self._asked: PassphraseField | NewPassphrase | None = None
        self._remember: CheckRow | None = None

    def show_state(self, state: KeyState) -> None:
        """Show this key; what was typed stays unless the key has changed."""
        if state == self._state:
            return
        self._state = state
        self._asked = self._remember = None
        clear(self._inside)
        if not state.exists:
            self._ask_first_time(state)
        elif state.remembered:
            self._say_remembered()
        else:
            self._ask_once(state)
        if state.exists:
            self._show_key(state)
        self.changed.emit()

    @property
    def missing(self) -> str:
        """What keeps the key from signing, in one sentence; empty where nothing does."""
        if self._state is None:
            return _("The document is being made.")
        if isinstance(self._asked, NewPassphrase):
            return self._asked.missing
        if self._asked is None or self._asked.text:
            return ""
        return str(TYPE_PASSPHRASE_OF_KEY)

    @property
    def passphrase(self) -> str | None:
        """The passphrase as typed; None where the keyring knows it."""
        return self._asked.text if self._asked is not None else None

    @property
    def remember(self) -> bool:
        """Whether the keyring is to keep it."""
        return self._remember is not None and self._remember.isChecked()

    def leave(self) -> None:
        """Forget what was typed; words that were made up may be on paper already."""
        if isinstance(self._asked, NewPassphrase):
            self._asked.leave()
        else:
            self.clear_passphrase()

    def clear_passphrase(self) -> None:
        if self._asked is not None:
            self._asked.clear()

    def _ask_first_time(self, state: KeyState) -> None:
        self._inside.addWidget(
            TextLabel(
                _(
                    "With it nobody else can sign in your name: it locks your signing key, which is made on this "
                    "computer when you sign. Write it down; nobody can reset it."
                )
            )
        )
        new = NewPassphrase(_("Choose a passphrase"), refused=self._refused)
        self._ask(new, new)
        self._offer_to_remember(state)
        restore = KeyRestore(self._context.signing.key_store, explained)
        restore.restored.connect(self._on_restored)
        self._inside.addWidget(restore)

    def _ask_once(self, state: KeyState) -> None:
        label, field = str(PASSPHRASE_OF_KEY), PassphraseField()
        self._ask(field, Field(label, field))
        field.edited.connect(lambda _text: self.changed.emit())
        field.setAccessibleName(label)
        self._offer_to_remember(state)

    def _say_remembered(self) -> None:
        known = TextLabel(_("This computer remembers the passphrase. You need not type it."))
        forget = Button(_("Forget it"), "link")
        forget.clicked.connect(self._on_forget)
        self._inside.addWidget(known)
        self._inside.addLayout(row(forget))

    def _offer_to_remember(self, state: KeyState) -> None:
        if state.can_remember:
            hint = _("Only on a computer that nobody else uses under your login.")
            self._remember = CheckRow(_("Remember it on this computer"), hint)
            self._inside.addWidget(self._remember)
        else:
            self._inside.addWidget(TextLabel(not_kept(), "muted"))

    def _ask(self, asked: PassphraseField | NewPassphrase, shown: QWidget) -> None:
        self._asked = asked
        asked.accepted.connect(self.entered)
        if isinstance(asked, NewPassphrase):
            asked.changed.connect(self.changed)
        self._inside.addWidget(shown)

    def _refused(self, passphrase: str) -> str:
        """The words of the key stand on the attestation, so they cannot lock it."""
        if self._state is None or not is_made_of(passphrase, self._state.card.words):
            return ""
        return _("These are the words of your key. They appear on what you hand in, so they cannot lock it.")

    def _show_key(self, state: KeyState) -> None:
        until = _("Valid until {day}", day=long_date(state.card.valid_until))
        self._inside.addWidget(TextLabel(f"{state.card.name} · {until}", "small"))
        if self._says_who_vouches:
            add_all(self._inside, *self._certificate(state))
        self._inside.addLayout(row(KeyCopyButton(self._context.signing.key_store, self._notice)))

    def _certificate(self, state: KeyState) -> tuple[QWidget, ...]:
        """Whether the school vouches for the key, and what to do where its certificate does not fit."""
        card, person = state.card, self._context.session.audit.person
        if not card.issuer:
            if self._context.session.own_school is None:
                return ()
            words = _(
                "Your school has not vouched for this key yet. You can sign all the same: the office then compares "
                "the words of your key with you once, in person. The page Welcome says how to get a certificate."
            )
            return (TextLabel(words, "small"),)
        said = _("{school} vouches for this key: {name}, {number}.")
        vouched = TextLabel(said.format(school=card.issuer, name=card.name, number=card.identifier), "good")
        if person is None or person.identifier == card.identifier:
            return (vouched,)
        words = _(
            "The certificate is for {number}, and this statement says {other}, so it would be signed without the "
            "certificate. Correct the staff number on the page You first."
        )
        return vouched, NoticeBox("warn", words.format(number=card.identifier, other=person.identifier))

    def _on_forget(self) -> None:
        if not self._context.signing.forget():
            self._notice.say(
                "warn",
                "warn",
                _("This computer did not forget the passphrase. Log out and in again and try once more."),
            )
        self._ask_anew()

    def _on_restored(self) -> None:
        self._notice.say("good", _("Your key is on this computer now. Type its passphrase once more to sign."))
        self._ask_anew()

    def _ask_anew(self) -> None:
        run_in_background(
            lambda: key_state(self._context),
            on_done=self.show_state,
            on_failed=lambda error: self._notice.say("bad", explained(error)),
            parent=self,
        )
