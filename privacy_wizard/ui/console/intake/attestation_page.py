"""The page of one attestation: the document beside the verdict, and what the officer decides."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from PySide6.QtWidgets import QVBoxLayout

from ....domain.register_events import AttestationStanding
from ....domain.register_views import AttestationRow
from ....i18n import _, ngettext
from ....intake.not_decided import CannotAccept, Overtaken
from ....intake.sentences import recorded_reason
from ....office.declaration_reader import Comparison, StatedAttestation, compare, stated
from ....office.paper_attestations import may_become_paper, stated_on_paper
from ....register import RegisterTrouble
from ...kit.layouts import clear
from ...kit.pdf_pages import PdfPreview
from ...kit.widgets.notice import EmptyState, NoticeBox, mood_of
from ..page import NOBODYS, ConsolePage, ConsolePlace, PlaceId
from ..words import ENTER_AS_PAPER, NOT_IN_REGISTER, STILL_BARRED
from .attestation_decision import Decision, words_to_compare
from .attestation_facts import ComparisonCard, ReasonsCard, ShownAttestation, StatedCard
from .correction import AttestationCorrection
from .document_view import Beside, OutsidePages
from .not_ours import NotOursCard

_NOT_OPENED = (AttestationStanding.REJECTED, AttestationStanding.NOT_OURS)  # what was turned away may be anything


class AttestationPage(ConsolePage):
    """The document on the left, verdict and decision on the right; one below the other in a narrow window."""

    is_wide = True

    def build(self) -> None:
        self._sides = sides = Beside((5, 4))
        self._none = EmptyState("document", _("This attestation is not in the register, or no longer is."))
        self._none.hide()
        self._said: AbstractSet[str] = frozenset()  # of the reasons
        self._pages = OutsidePages(self.context.renderer)
        self.preview, self._no_preview = PdfPreview(pages=self._pages), NoticeBox()
        sides.document.addWidget(self._no_preview)
        sides.document.addWidget(self.preview)
        self._facts, self._more = QVBoxLayout(), QVBoxLayout()
        for part in (self._facts, self._more):
            part.setSpacing(14)
        self._no_preview.acted.connect(self._on_paper)
        self.decision = Decision(self)
        self.decision.decided.connect(self._on_decided)
        sides.words.addLayout(self._facts)
        sides.words.addWidget(self.decision)
        sides.words.addLayout(self._more)
        self.body.addWidget(self._none)
        self.body.addWidget(sides)

    def refresh(self) -> None:
        """Read it on a worker, then show it."""
        which = self.place.of if self.place else ""
        self.aside(lambda: self._read(which), self._show, _("Opening …"))

    def _read(self, which: str) -> ShownAttestation | None:
        register = self.context.register
        row = register.attestations.one(which)
        if row is None:
            return None
        pdf = self._pdf(row) if row.standing not in _NOT_OPENED else None
        person = register.people.one(row.person) if row.person else None
        statement = stated(pdf) if pdf is not None and not row.on_paper else None
        told = statement if statement is not None or pdf is None else self._told(row)
        return ShownAttestation(
            row=row,
            pdf=pdf,
            person=person,
            statement=statement,
            comparison=self._comparison(row, told),
            campaigns=register.campaigns(),
            is_own=row.person in register.people_with_certificate(self.context.own_certificate),
            by=register.attestations.accepted_by(which) if row.standing is AttestationStanding.ACCEPTED else None,
        )

    def explain(self, error: Exception) -> None:
        """What was begun can be tried again, and what was typed stays; what the page says already is not repeated. What
        somebody else has done with it meanwhile is shown.
        """
        super().explain(error)
        if isinstance(error, Overtaken):
            self.refresh()
        if isinstance(error, CannotAccept) and set(error.sentences) <= self._said:
            self.notice.say(mood_of(error), str(STILL_BARRED))
        self.decision.wake()
        self.register_changed.emit()

    def _on_decided(self, sentence: str) -> None:
        """Say what was decided; an officer going through files that belong to nobody sees the next at once."""
        self.register_changed.emit()
        if self.place is None or self.place.filter != NOBODYS:
            self._stay(sentence)
            return
        waiting = self.context.register.attestations.waiting
        self.aside(
            lambda: [each for each in waiting() if each.person is None], lambda rows: self._go_on(rows, sentence)
        )

    def _stay(self, sentence: str) -> None:
        """Say it once the page has been made anew, which might otherwise scroll the sentence out of view."""
        which = self.place.of if self.place else ""

        def show(shown: ShownAttestation | None) -> None:
            self._show(shown)
            self.heading.setFocus()  # what was pressed is gone
            self.say(sentence)

        self.aside(lambda: self._read(which), show, _("Opening …"))

    def _go_on(self, rows: Sequence[AttestationRow], sentence: str) -> None:
        if not rows:
            self._stay(sentence)
            return
        self.wanted.emit(ConsolePlace(id=PlaceId.ATTESTATION, of=rows[0].attestation, filter=NOBODYS))
        left = ngettext("This is the last one.", "This is the next of {n}.", len(rows))
        self.say(f"{sentence} {left}")

    def _on_corrected(self, sentence: str) -> None:
        self.register_changed.emit()
        self._stay(sentence)

    def _pdf(self, row: AttestationRow) -> bytes | None:
        try:
            return self.context.register.document(row.countersigned or row.attestation)
        except RegisterTrouble:
            return None

    def _told(self, row: AttestationRow) -> StatedAttestation | None:
        try:
            return stated_on_paper(self.context.register, row)
        except RegisterTrouble:
            return None

    def _comparison(self, row: AttestationRow, now: StatedAttestation | None) -> Comparison | None:
        if now is None or row.person is None or row.audited is None:
            return None
        for earlier in self.context.register.attestations.of(row.person):
            is_before = earlier.audited is not None and earlier.audited < row.audited
            if earlier.standing is AttestationStanding.ACCEPTED and is_before:
                before = self._told(earlier)
                return compare(before, now) if before is not None else None
        return None

    def _explain_missing(self, row: AttestationRow) -> None:
        if row.standing in _NOT_OPENED:
            sentence, act = _("The file was rejected, so it is not opened here."), ""
            if row.standing is AttestationStanding.NOT_OURS:
                sentence = _("The file is not one of our attestations, so it is not opened here.")
            if may_become_paper(row):
                sentence = _("{rejected} Is it a scan of a signed paper checklist?", rejected=sentence)
                act = str(ENTER_AS_PAPER)
            self._no_preview.say("info", sentence, act)
            return
        sentence = _("The file is missing from the register, or it was damaged. Run the register's check.")
        self._no_preview.say("bad", sentence)

    def _on_paper(self) -> None:
        if self.place is not None:
            self.wanted.emit(ConsolePlace(id=PlaceId.PAPER, scan=self.place.of))

    def _show(self, shown: ShownAttestation | None) -> None:
        clear(self._facts)
        clear(self._more)
        self._none.setVisible(shown is None)
        self._sides.setVisible(shown is not None)
        if shown is None:
            self.title, self.lead = str(NOT_IN_REGISTER), ""
            return
        name = shown.person.member.name if shown.person else (shown.statement.person.name if shown.statement else "")
        is_ours = shown.row.standing is not AttestationStanding.NOT_OURS
        self.title = name or (_("Attestation of someone unknown") if is_ours else shown.row.file_name)
        self.lead = "" if self.title == shown.row.file_name else shown.row.file_name
        self.preview.setVisible(shown.pdf is not None)
        if shown.pdf is not None:
            self._pages.hidden = words_to_compare(shown)
            self.preview.show_pdf(shown.pdf)
            self._no_preview.say("info", "")
        else:
            self._explain_missing(shown.row)
        cards = [StatedCard(shown), ReasonsCard(shown.row)]
        self._said = {recorded_reason(each).sentence for each in shown.row.reasons}
        if shown.row.standing in _NOT_OPENED:
            cards.reverse()  # why is all that one asks of it
        for card in cards:
            self._facts.addWidget(card)
        if shown.comparison is not None:
            self._more.addWidget(ComparisonCard(shown.comparison))
        self.decision.show_attestation(shown)
        self.not_ours = NotOursCard(self, shown.row)
        self.not_ours.decided.connect(self._on_decided)
        self._more.addWidget(self.not_ours)
        self.correction = AttestationCorrection(self, shown.row, shown.campaigns)
        self.correction.corrected.connect(self._on_corrected)
        self._more.addWidget(self.correction)
