"""Page *Sign*: the document itself, the declaration, the signature, the key."""

from PySide6.QtWidgets import QVBoxLayout

from ....attestation.statement import SignatureKind
from ....audit.handover import date_all
from ....audit.signing import SignedAttestation, VisibleSignature
from ....audit.state import Signed
from ....audit.steps import Step, StepId
from ....domain.scoring import count_open
from ....i18n import Message, _, long_date, ngettext
from ...kit.background import run_in_background
from ...kit.layouts import add_all, clear, row
from ...kit.pdf_pages import PdfPreview
from ...kit.widgets.button import Button
from ...kit.widgets.card import Card
from ...kit.widgets.field import TypingPause
from ...kit.widgets.notice import Confirm, Mood, NoticeBox, mood_of
from ...kit.widgets.progress import CountedProgress
from ...kit.widgets.signature_pad import SignaturePad
from ...kit.widgets.text import Heading, TextLabel
from ..page import AuditPage
from ..words import (
    GO_TO_FIRST,
    HAND_IT_IN,
    IN_TWO_WEEKS,
    SEE_WHAT_IS_LEFT,
    SIGNED_AND_STAYS,
    handed_in_sentence,
    left_sentence,
)
from .key import Draft, KeyPanel, draw, explained

_AS_SIGNED = Message("Your statement, as you will sign it")
_DONE = Step(id=StepId.DONE)
_BEGINNING = 400  # pixels of a page: who, and how it stands
_PEN_RESTS = 700  # milliseconds: longer than between two strokes


class SignPage(AuditPage):
    """Draws the document aside, each time the page is shown; signs aside, too."""

    enter_goes_on = False  # nobody signs by a stray key: Enter signs from the passphrase alone

    @property
    def accept_label(self) -> str:
        if self.session.audit.signed is None:
            return _("Sign")
        return str(HAND_IT_IN if self.session.audit.handed_in is None else SEE_WHAT_IS_LEFT)

    @property
    def blocked_reason(self) -> str:
        """What is still missing, one thing at a time."""
        if self.session.audit.signed is not None:
            return ""
        if self.session.first_open is not None:
            return left_sentence(self.session.progress)
        if self.session.contradictions:
            return _("Two of your answers contradict each other.")
        if self._signing:
            return _("Signing…")
        if not self._pad.is_signed:
            return _("Draw or type your signature.")
        return self._key.missing

    def build(self) -> None:
        """Lay out the page from reading the document down to signing it."""
        self.title = _("Read and sign")
        self._signing = self._drawing = self._stale = self._to_draw = False
        self._meant = self._asked_about = ""  # another name than the person's, looked at twice, or about to be
        self._trouble: tuple[Mood, str] = ("info", "")  # what the last attempt ended in
        self._open, self.making, self.counting = NoticeBox(), CountedProgress(), CountedProgress()
        self.counting.appeared.connect(lambda: self.bring_into_view(self.counting))
        self._open.acted.connect(self._on_open_acted)
        self._preview, self._pad, self._key = (
            PdfPreview(),
            SignaturePad(),
            KeyPanel(self.context, says_who_vouches=True),
        )
        self._pad.signed.connect(self._on_pad)
        self._pen = TypingPause(self._draw_signature, self, _PEN_RESTS)
        self._key.changed.connect(self.changed)
        self._key.entered.connect(self._on_enter)
        self._document = Card(str(_AS_SIGNED), quiet=True)  # the page is white, and must be seen as one
        self._preview.fold(_BEGINNING)
        signature = self._declaration = Card(_("You declare, and sign"))
        self._sentences = QVBoxLayout()
        self._declared: tuple[str, ...] = ()
        self._to_sign = 1  # the page that the signature stands on
        self._at_signature = False  # the page to show when the document is drawn again is that of the signature
        self._sentences.setSpacing(8)
        self._declaration.body.addLayout(self._sentences)
        add_all(self._document.body, self.making, self._preview)
        self._look = Button(_("See it in the document"), "link", "document")
        self._look.setEnabled(False)  # until there is one; nothing moves when it begins
        self._look.clicked.connect(self._on_look)
        self._other_name = Confirm()
        self._other_name.confirmed.connect(self._on_meant)
        signature.body.addWidget(Heading(_("Your signature"), "question"))
        signature.body.addWidget(self._pad)
        signature.body.addLayout(row(self._look))
        signature.body.addWidget(self._other_name)
        self._ready = (self._document, self._declaration, self._key)
        add_all(self.body, self._open, *self._ready, self.counting)

    def refresh(self) -> None:
        """Draw the document as it is now, or say why there is none."""
        signed, open_question = self.session.audit.signed, self.session.first_open
        self.title = _("Read and sign") if signed is None else _("What you signed")
        self.lead = self._what_leaves() if signed is None else self._what_was_signed(signed)
        self._document.set_title(str(_AS_SIGNED) if signed is None else _("The document"))
        if signed is not None:
            self._preview.unfold()
            self._open.say("info", "")
        elif open_question is not None:
            left = _("{left} You can sign once that is done.", left=left_sentence(self.session.progress))
            self._open.say("warn", left, str(GO_TO_FIRST))
        elif self.session.contradictions:
            self._open.say("warn", str(self.session.contradictions[0]), _("Go to the answer"))
        else:
            self._say_undated()
        ready = signed is None and open_question is None and not self.session.contradictions
        for part in self._ready:
            part.setVisible(ready)
        self._document.setVisible(ready or signed is not None)
        self._pad.suggest(self._name)
        self._to_draw = ready or signed is not None
        if self.isVisible():
            self._draw_once()

    def _what_was_signed(self, signed: Signed) -> str:
        said = SIGNED_AND_STAYS.format(day=long_date(signed.on))
        handed_in = self.session.audit.handed_in
        return f"{said} {handed_in_sentence(handed_in)}" if handed_in is not None else said

    def _say_undated(self) -> None:
        undated = count_open(action.key for action in self.session.actions() if action.due is None).points
        said = ngettext(
            "{n} open point has no date, and the document will say so. You may sign it as it is.",
            "{n} open points have no date, and the document will say so. You may sign it as it is.",
            undated,
        )
        self._open.say("info", said if undated else "", str(IN_TWO_WEEKS) if undated else "")

    def _what_leaves(self) -> str:
        school = self.session.audit.school
        if school is not None and school.time_authority:
            return _(
                "This is the document that you hand in. When you sign, your school's time-stamping service is sent a "
                "checksum of the signature. Nothing else leaves this computer."
            )
        return _("This is the document that you hand in. Nothing else leaves this computer.")

    def entered(self) -> None:
        """Draw the document, which a page made ahead has not done yet."""
        super().entered()
        self._draw_once()

    def left(self) -> None:
        """Clear the passphrase when the page is left."""
        self._pen.stop()
        self._key.leave()

    def accept(self) -> bool:
        """Sign; the page goes on by itself when it is done. Another name than the person's is asked about first."""
        if self.session.audit.signed is not None:
            self.went_to.emit(_DONE, None)
            return False
        if self._is_other_name and self._pad.typed != self._meant:
            self._ask_about_name()
            return False
        self._signing = True
        self._pen.stop()
        self.notice.say("info", "")
        if not self._drawing:  # else the signature follows the drawing: both need the key
            self._sign()
        self.changed.emit()
        return False

    @property
    def _name(self) -> str:
        person = self.session.audit.person
        return person.name if person is not None else ""

    @property
    def _is_other_name(self) -> bool:
        typed = self._pad.typed
        return bool(typed) and typed.casefold().split() != self._name.casefold().split()

    def _ask_about_name(self) -> None:
        typed = self._asked_about = self._pad.typed
        self._other_name.ask(
            _(
                "You typed “{typed}” as your signature, and this statement is by {name}. Is that how you sign?",
                typed=typed,
                name=self._name,
            ),
            _("Yes, sign as {typed}", typed=typed),
            _("No, change it"),
        )
        self.bring_into_view(self._pad)

    def _on_meant(self) -> None:
        self._meant = self._asked_about  # what is typed by now may be another name again
        if not self.blocked_reason:
            self.accept()

    @property
    def _visible(self) -> VisibleSignature:
        pad = self._pad
        if pad.typed:
            return VisibleSignature(kind=SignatureKind.TYPED, text=pad.typed)
        if pad.strokes:
            return VisibleSignature(kind=SignatureKind.DRAWN, strokes=pad.strokes, text="")
        return VisibleSignature(kind=SignatureKind.TYPED, text="")

    def _draw_once(self) -> None:
        if self._to_draw:
            self._to_draw = False
            if self.session.audit.signed is None:
                self._draw()
            else:
                self.do(lambda: self._preview.show_pdf(self.context.saved_audits.pdf(self.session.audit.id)))

    def _draw(self) -> None:
        """Draw it anew, with a way to stop: the first time takes the longest."""
        if self._may_draw():
            visible = self._visible
            self.making.run(
                lambda told: draw(self.context, visible, told),
                on_done=self._on_drawn,
                on_failed=self._on_not_drawn,
                saying=_("Making the document…"),
            )

    def _draw_signature(self) -> None:
        """Once more with the signature as it is; nothing above moves while someone may still be drawing it."""
        if self._may_draw():
            visible = self._visible
            run_in_background(
                lambda: draw(self.context, visible), on_done=self._on_drawn, on_failed=self._on_not_drawn, parent=self
            )

    def _may_draw(self) -> bool:
        """Not two at once, nor amid signing: it follows then."""
        self._stale = self._drawing or self._signing
        self._drawing = self._drawing or not self._stale
        return not self._stale

    def _on_drawn(self, draft: Draft) -> None:
        self.notice.say(*self._trouble)
        self._trouble = ("info", "")
        self._to_sign = draft.signature_page
        self._preview.show_pdf(draft.pdf, page=self._to_sign if self._at_signature else max(self._preview.page, 1))
        self._at_signature = False
        if draft.declaration != self._declared:
            self._declared = draft.declaration
            clear(self._sentences)
            add_all(self._sentences, *map(TextLabel, draft.declaration))
        self._key.show_state(draft.key)
        self._after_drawing()

    def _on_pad(self) -> None:
        self._look.setEnabled(self._pad.is_signed)
        if self.session.audit.signed is None and not self._document.isHidden():
            self._pen.touch()
        self.changed.emit()

    def _on_look(self) -> None:
        """Show the page that the signature stands on."""
        self._pen.flush()
        self._preview.unfold()
        self._at_signature = self._drawing
        self._preview.show_page(self._to_sign)
        self._preview.setFocus()
        self.bring_into_view(self._document)

    def _on_not_drawn(self, error: Exception) -> None:
        self._signing = False
        self.notice.say(mood_of(error), explained(error))
        self._after_drawing()

    def _after_drawing(self) -> None:
        self._drawing = False
        if self._signing:
            self._sign()
        elif self._stale:
            self._draw_signature()
        self.changed.emit()

    def _sign(self) -> None:
        visible, passphrase, remember = self._visible, self._key.passphrase, self._key.remember
        self.counting.run(
            lambda told: self.context.signing.sign(visible, passphrase, remember=remember, progress=told),
            on_done=self._on_signed,
            on_failed=self._on_not_signed,
            saying=_("Signing…"),
            held=(self._open, *self._ready),
        )

    def _on_signed(self, _signed: SignedAttestation) -> None:
        self._signing = False
        self._key.clear_passphrase()
        self._pad.canvas.clear()
        self._pad.name.clear()
        self.changed.emit()
        self.went_to.emit(_DONE, None)

    def _on_not_signed(self, error: Exception) -> None:
        self._signing = False
        self._draw()  # the key may be saved by now, and is then asked for differently
        self._trouble = mood_of(error), explained(error)
        self.notice.say(*self._trouble)
        self.changed.emit()

    def _on_enter(self) -> None:
        if not self.blocked_reason:
            self.accept()

    def _on_open_acted(self) -> None:
        first = self.session.first_open
        if first is not None:
            self.went_to.emit(*first)
        elif (place := self.session.contradicting) is not None:
            self.went_to.emit(*place)
        elif self.do(lambda: date_all(self.session)):
            self.refresh()
