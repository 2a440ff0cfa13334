"""The page of one attestation: the document beside the verdict, and what the officer decides."""

from collections.abc import Sequence

from attrs import frozen
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from ...attestation.statement import Statement
from ...domain.campaign import Campaign
from ...domain.register import Standing
from ...domain.register_views import AttestationRow, PersonRow
from ...office.paper import told
from ...office.stated import Comparison, Told, compare, stated
from ...register import RegisterTrouble
from ..pages.parts.layouts import clear
from ..widgets.empty_state import EmptyState
from ..widgets.notice import Notice
from ..widgets.pdf_preview import PdfPreview
from .attestation_decision import Decision
from .attestation_facts import ComparisonCard, ReasonsCard, StatedCard
from .correction import AttestationCorrection
from .outside_pages import OutsidePages
from .page import ConsolePage

_BESIDE_FROM = 860


@frozen(kw_only=True)
class Shown:
    """What the page shows, read on a worker."""

    row: AttestationRow
    pdf: bytes | None  # None: the file is not kept, or is damaged
    person: PersonRow | None
    statement: Statement | None
    comparison: Comparison | None
    campaigns: Sequence[Campaign]


class AttestationPage(ConsolePage):
    """Document at the left, verdict and decision at the right; below each other where it is narrow."""

    is_wide = True

    def build(self) -> None:
        """Preview and column."""
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._sides.setSpacing(20)
        self.preview, self._no_preview = PdfPreview(pages=OutsidePages(self.desk.artist)), Notice()
        left = QVBoxLayout()
        left.addWidget(self._no_preview)
        left.addWidget(self.preview)
        left.addStretch(1)
        self._facts = QVBoxLayout()
        self._facts.setSpacing(14)
        self.decision = Decision(self)
        right = QVBoxLayout()
        right.setSpacing(14)
        self._more = QVBoxLayout()
        self._more.setSpacing(14)
        right.addLayout(self._facts)
        right.addWidget(self.decision)
        right.addLayout(self._more)
        right.addStretch(1)
        self._sides.addLayout(left, 5)
        self._sides.addLayout(right, 4)
        holder = QWidget()
        holder.setLayout(self._sides)
        self._sides.setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(holder)

    def refresh(self) -> None:
        """Read on a worker, then show."""
        which = self.place.of if self.place else ""
        self.aside(lambda: self._read(which), self._show, self.tr("Opening …"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Side by side where there is room."""
        super().resizeEvent(event)
        if hasattr(self, "_sides"):
            beside = event.size().width() >= _BESIDE_FROM
            down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
            self._sides.setDirection(across if beside else down)

    def _read(self, which: str) -> Shown | None:
        books = self.desk.books
        row = books.attestation(which)
        if row is None:
            return None
        pdf = self._pdf(row) if row.standing is not Standing.REJECTED else None
        person = books.person(row.person) if row.person else None
        statement = stated(pdf) if pdf is not None and not row.on_paper else None
        return Shown(
            row=row,
            pdf=pdf,
            person=person,
            statement=statement,
            comparison=self._comparison(row, self._told(row) if pdf is not None else None),
            campaigns=books.campaigns(),
        )

    def explain(self, error: Exception) -> None:
        """What was begun and not done can be tried again; what was typed stays."""
        super().explain(error)
        self.decision.wake()
        self.register_changed.emit()

    def _on_corrected(self, sentence: str) -> None:
        self.register_changed.emit()
        self.refresh()
        self.say(sentence)

    def _pdf(self, row: AttestationRow) -> bytes | None:
        try:
            return self.desk.books.document(row.countersigned or row.attestation)
        except RegisterTrouble:
            return None

    def _told(self, row: AttestationRow) -> Told | None:
        try:
            return told(self.desk.books, row)
        except RegisterTrouble:
            return None

    def _comparison(self, row: AttestationRow, now: Told | None) -> Comparison | None:
        if now is None or row.person is None or row.audited is None:
            return None
        for earlier in self.desk.books.attestations_of(row.person):
            is_before = earlier.audited is not None and earlier.audited < row.audited
            if earlier.standing is Standing.ACCEPTED and is_before:
                before = self._told(earlier)
                return compare(before, now) if before is not None else None
        return None

    def _explain_missing(self, row: AttestationRow) -> None:
        """What was rejected may be anything, so it is never opened here."""
        if row.standing is Standing.REJECTED:
            self._no_preview.say("info", self.tr("The file was rejected, so it is not opened here."))
            return
        sentence = self.tr("The file is missing from the register, or it was damaged. Run the register's check.")
        self._no_preview.say("bad", sentence)

    def _show(self, shown: Shown | None) -> None:
        clear(self._facts)
        clear(self._more)
        for widget in (self.preview, self.decision):
            widget.setVisible(shown is not None)
        if shown is None:
            self.title, self.lead = self.tr("Not in the register"), ""
            sentence = self.tr("This attestation is not, or no longer, in the register.")
            self._facts.addWidget(EmptyState("document", sentence, ""))
            return
        name = shown.person.member.name if shown.person else (shown.statement.person.name if shown.statement else "")
        self.title = name or self.tr("Attestation of someone unknown")
        self.lead = shown.row.file_name
        self.preview.setVisible(shown.pdf is not None)
        if shown.pdf is not None:
            self.preview.show_pdf(shown.pdf)
            self._no_preview.say("info", "")
        else:
            self._explain_missing(shown.row)
        for card in (StatedCard(shown.row, shown.statement), ReasonsCard(shown.row)):
            self._facts.addWidget(card)
        if shown.comparison is not None:
            self._more.addWidget(ComparisonCard(shown.comparison))
        self.decision.show_attestation(shown)
        self.correction = AttestationCorrection(self, shown.row, shown.campaigns)
        self.correction.corrected.connect(self._on_corrected)
        self._more.addWidget(self.correction)
