"""Page *Sign*: the document itself, the declaration, the signature, the key."""

from PySide6.QtWidgets import QVBoxLayout

from ...attestation.statement import SignatureKind
from ...audit.signing import SignedAttestation, VisibleSignature
from ...audit.state import Step, StepId
from ..background import run_in_background
from ..widgets.busy import Busy
from ..widgets.card import Card
from ..widgets.notice import Notice
from ..widgets.pdf_preview import PdfPreview
from ..widgets.signature_pad import SignaturePad
from ..widgets.text import Text
from .parts.desk_page import DeskPage
from .parts.layouts import add_all, clear
from .sign_key import KeyPanel
from .sign_work import Draft, draw, sentence_of
from .words import long_date

_DONE = Step(id=StepId.DONE)


class SignPage(DeskPage):
    """Draws the document aside, each time the page is shown; signs aside, too."""

    @property
    def accept_label(self) -> str:
        """The act itself."""
        return "" if self.session.audit.signed is not None else self.tr("Sign")

    @property
    def blocked_reason(self) -> str:
        """What is still missing, one thing at a time."""
        if self.session.audit.signed is not None:
            return ""
        if self.session.first_open is not None:
            return self.tr("%n question(s) still (needs/need) an answer.", "", self.session.progress.open)
        if self._signing:
            return self.tr("Signing…")
        if not self._pad.is_signed:
            return self.tr("Draw or type your signature.")
        return self._key.missing

    def build(self) -> None:
        """From reading to signing, downwards."""
        self.title = self.tr("Read and sign")
        self.lead = self.tr("This is the document that you hand in. Nothing else leaves this computer.")
        self._signing = self._drawing = self._stale = False
        self._trouble = ""  # what the last attempt ended in
        self._open, self._busy = Notice(), Busy()
        self._open.acted.connect(self._on_open_acted)
        self._preview, self._pad, self._key = PdfPreview(), SignaturePad(), KeyPanel(self.desk)
        self._pad.signed.connect(self.changed)
        self._key.changed.connect(self.changed)
        self._key.entered.connect(self._on_enter)
        self._document = Card(self.tr("Your statement"), quiet=True)  # the page is white, and must be seen as one
        self._declaration = Card(self.tr("You declare"))
        self._sentences, self._page = QVBoxLayout(), 0
        self._sentences.setSpacing(8)
        self._declaration.body.addLayout(self._sentences)
        self._preview.drawn.connect(self._on_page_drawn)
        add_all(self._document.body, self._busy, self._preview)
        signature = Card(self.tr("Your signature"))
        signature.body.addWidget(self._pad)
        self._ready = (self._document, self._declaration, signature, self._key)
        add_all(self.body, self._open, *self._ready)

    def refresh(self) -> None:
        """Draw the document as it is now, or say why there is none."""
        signed, open_question = self.session.audit.signed, self.session.first_open
        if signed is not None:
            day = long_date(signed.on)
            self._open.say("good", self.tr("You signed this on {day}.").format(day=day), self.tr("Show it"))
        elif open_question is not None:
            left = self.tr(
                "%n question(s) still (needs/need) an answer before you can sign.", "", self.session.progress.open
            )
            self._open.say("warn", left, self.tr("Go to the first"))
        else:
            self._open.say("info", "")
        ready = signed is None and open_question is None
        for part in self._ready:
            part.setVisible(ready)
        if ready:
            self._draw()

    def left(self) -> None:
        """The passphrase does not wait on a page that nobody looks at."""
        self._key.clear_passphrase()

    def accept(self) -> bool:
        """Sign; the page goes on by itself when it is done."""
        self._signing = True
        self.notice.say("info", "")
        if not self._drawing:  # else the signature follows the drawing: both need the key
            self._sign()
        self.changed.emit()
        return False

    @property
    def _visible(self) -> VisibleSignature:
        pad = self._pad
        if pad.typed:
            return VisibleSignature(kind=SignatureKind.TYPED, text=pad.typed)
        if pad.strokes:
            return VisibleSignature(kind=SignatureKind.DRAWN, strokes=pad.strokes, text="")
        return VisibleSignature(kind=SignatureKind.TYPED, text="")

    def _draw(self) -> None:
        if self._drawing or self._signing:
            self._stale = True
            return
        self._drawing, self._stale, visible = True, False, self._visible
        self._busy.start(self.tr("Making the document…"))
        run_in_background(
            lambda: draw(self.desk, visible), on_done=self._on_drawn, on_failed=self._on_not_drawn, parent=self
        )

    def _on_drawn(self, draft: Draft) -> None:
        self._busy.stop()
        self.notice.say("bad", self._trouble)
        self._trouble = ""
        self._page = self._preview.page
        self._preview.show_pdf(draft.pdf)
        clear(self._sentences)
        add_all(self._sentences, *map(Text, draft.declaration))
        self._key.show_state(draft.key)
        self._after_drawing()

    def _on_page_drawn(self) -> None:
        """A document that is drawn again stays at the page that was being read."""
        page, self._page = self._page, 0
        self._preview.show_page(page)

    def _on_not_drawn(self, error: Exception) -> None:
        self._busy.stop()
        self._signing = False
        self.notice.say("bad", sentence_of(error))
        self._after_drawing()

    def _after_drawing(self) -> None:
        self._drawing = False
        if self._signing:
            self._sign()
        elif self._stale:
            self._draw()
        self.changed.emit()

    def _sign(self) -> None:
        visible, passphrase, remember = self._visible, self._key.passphrase, self._key.remember
        self._busy.start(self.tr("Signing…"))
        self.setEnabled(False)
        run_in_background(
            lambda: self.desk.signing.sign(visible, passphrase, remember=remember),
            on_done=self._on_signed,
            on_failed=self._on_not_signed,
            parent=self,
        )

    def _on_signed(self, _signed: SignedAttestation) -> None:
        self._end_signing()
        self._key.clear_passphrase()
        self._pad.canvas.clear()
        self._pad.name.clear()
        self.changed.emit()
        self.went_to.emit(_DONE, None)

    def _on_not_signed(self, error: Exception) -> None:
        self._end_signing()
        self._draw()  # the key may be saved by now, and is then asked for differently
        self._trouble = sentence_of(error)
        self.notice.say("bad", self._trouble)
        self.changed.emit()

    def _end_signing(self) -> None:
        self._signing = False
        self._busy.stop()
        self.setEnabled(True)

    def _on_enter(self) -> None:
        if not self.blocked_reason:
            self.accept()

    def _on_open_acted(self) -> None:
        first = self.session.first_open
        if self.session.audit.signed is not None:
            self.went_to.emit(_DONE, None)
        elif first is not None:
            self.went_to.emit(*first)
