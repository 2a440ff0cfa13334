"""Page *A paper checklist*: for people who cannot use a computer; the officer copies what they signed on paper."""

from collections.abc import Callable
from pathlib import Path

from attrs import frozen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ....domain.model import Catalogue
from ....domain.names import outcome_name, score_name
from ....domain.register_views import PersonRow
from ....domain.vocabulary import Outcome, PersonKind
from ....i18n import _
from ....intake.arrivals import arrive
from ....office.paper_attestations import (
    MOST_PAGES,
    PaperAnswers,
    PaperChecklist,
    ScanFault,
    ScanRefused,
    ScanStopped,
    answers_of,
    declaration_of,
    enter,
    may_become_paper,
    scan_kind,
)
from ....office.paper_transcript import Transcript
from ...kit.layouts import clear, row
from ...kit.pdf_pages import PdfPreview
from ...kit.widgets.button import Button
from ...kit.widgets.card import Card
from ...kit.widgets.option_group import OptionChoice, OptionGroup
from ...kit.widgets.text import Heading, TextLabel
from ..page import ConsolePage, ConsolePlace, PlaceId
from .document_view import Beside, OutsidePages
from .paper_copying import PaperCopying
from .paper_facts import BlankPaper, PaperAccounts, PaperFacts

_COPY, _OUTCOME = "copy", "outcome"
_DROP = 180


@frozen(kw_only=True)
class _Begun:
    catalogue: Catalogue
    packs: tuple[str, ...]
    person: PersonRow | None


class PaperPage(ConsolePage):
    """The scan on the left, the steps of entering it on the right."""

    is_wide = True

    def build(self) -> None:
        """Lay out the scan and the steps."""
        self.title = _("A signed paper checklist")
        self.lead = _(
            "For people who cannot use a computer. It is marked as paper wherever it appears, and the scan is kept."
        )
        self._catalogue: Catalogue | None = None
        self._entered = ""
        self.notice.acted.connect(lambda: self.wanted.emit(ConsolePlace(id=PlaceId.ATTESTATION, of=self._entered)))
        self._scan: tuple[str, bytes] | None = None
        self._transcript: Transcript | None = None
        self._answers: PaperAnswers | None = None
        self._changes = False  # the first steps are open again while answers are copied
        self.preview = PdfPreview(pages=OutsidePages(self.context.renderer))
        self.preview.hide()
        self.facts, self.accounts, self.copying = PaperFacts(self), PaperAccounts(), PaperCopying()
        self.facts.changed.connect(self._refresh_steps)
        self.facts.scan_given.connect(self.take_scan)
        self.accounts.changed.connect(self._start_over)
        self.copying.finished.connect(self._on_copied)
        self.blank = BlankPaper(self, self.facts)
        self._build_head()
        self._build_second()
        self._build_last()
        self._lay_out()

    def refresh(self) -> None:
        """Read what can be chosen, and the person or the scan that the page was opened for."""
        which, context = (self.place.of if self.place else ""), self.context
        if self.place is not None and self.place.scan:
            self._take_held(self.place.scan)

        def read() -> _Begun:
            person = context.register.people.one(which) if which else None
            profile = context.school_place.profile()
            kinds = PersonKind if person is None else (person.member.kind,)
            packs = tuple(pack for kind in kinds for pack in profile.packs_for(kind)) if profile is not None else ()
            return _Begun(catalogue=context.library(), packs=packs, person=person)

        self.aside(read, self._show_choices, _("Opening …"))

    def take_scan(self, path: Path) -> None:
        """Read a scan; it is used only if it can be drawn."""
        self._look_at(path.name, lambda: arrive(path).content)

    def _take_held(self, attestation: str) -> None:
        """Take as the scan a file that was rejected at intake because it is the scan of a paper."""
        register = self.context.register
        row = register.attestations.one(attestation)
        if row is not None and may_become_paper(row):
            self._look_at(row.file_name, lambda: register.document(attestation))

    def _look_at(self, name: str, fetch: Callable[[], bytes | None]) -> None:
        renderer = self.context.renderer

        def read() -> bytes:
            content = fetch()
            if content is None:
                raise ScanRefused(ScanFault.UNREADABLE)
            scan_kind(content)
            try:
                pages = renderer.count(content)
            except ValueError:
                pages = 0
            if not 0 < pages <= MOST_PAGES:
                raise ScanRefused(ScanFault.DAMAGED)
            return content

        def done(content: bytes) -> None:
            self._scan = (name, content)
            self.preview.show()
            self.preview.show_pdf(content)
            self.facts.show_scan(name)

        self.count(lambda told: told.ending_in(ScanStopped).beside(read), done, _("Looking at the scan …"))

    @property
    def missing(self) -> str:
        """Why it cannot be entered yet, in one sentence; empty where it can."""
        if self.facts.missing:
            return self.facts.missing
        if self.how.current() == _COPY:
            return "" if self._answers is not None else _("Copy the answers first.")
        return "" if self.outcome.current() is not None else _("Say what the outcome is.")

    # ---- the steps

    def _build_second(self) -> None:
        self.second = Card(_("2. What is on it"))
        self.how = OptionGroup(
            _("How is it entered?"),
            [
                OptionChoice(_COPY, _("Copy the answers"), _("The score and outcome are worked out from them.")),
                OptionChoice(_OUTCOME, _("Only the outcome"), _("If it was judged on the paper.")),
            ],
        )
        self.how.choose(_COPY)
        self.how.chosen.connect(lambda _how: self._refresh_steps())
        outcomes = [each for each in Outcome if each is not Outcome.NOT_SCORED]
        self.outcome = OptionGroup(
            _("What is the outcome?"), [OptionChoice(each.value, outcome_name(each)) for each in outcomes]
        )
        self.outcome.chosen.connect(lambda _outcome: self._refresh_steps())
        self.begin = Button(_("Begin to copy"), "plain", "pen")
        self.begin.clicked.connect(self.begin_copying)
        self.second.body.addWidget(self.how)
        self.second.body.addWidget(self.accounts)
        self.second.body.addWidget(self.outcome)
        self.second.body.addLayout(row(self.begin))

    def _build_head(self) -> None:
        """Build the line into which the first steps fold while answers are copied beside the scan."""
        self.head, self._about = QWidget(), TextLabel("", "strong")
        self.change = Button(_("Change"), "link")
        self.change.clicked.connect(self._on_change)
        line = row(self._about, self.change, stretch=self._about)
        line.setContentsMargins(0, 0, 0, 0)
        self.head.setLayout(line)
        self.head.hide()

    def _build_last(self) -> None:
        self.last = Card(_("On record"))
        self._result = QVBoxLayout()
        self.why_not = TextLabel("", "muted")
        self.enter = Button(_("Enter it"), "accent")
        self.enter.clicked.connect(self._on_enter)
        self.last.body.addLayout(self._result)
        self.last.body.addWidget(self.why_not)
        self.last.body.addLayout(row(self.enter))

    def _lay_out(self) -> None:
        self._sides = sides = Beside()
        self._scan_card = Card(_("The signed paper"))
        self.facts.drop.setMinimumHeight(_DROP)
        for part in (self.facts.scan_name, self.facts.drop, self.blank):
            self._scan_card.body.addWidget(part)
        sides.document.addWidget(self.preview)
        sides.document.addWidget(self._scan_card)
        for card in (self.head, self.facts, self.second, self.copying, self.last):
            sides.words.addWidget(card)
        self.body.addWidget(sides)
        self.copying.hide()

    def _show_choices(self, begun: _Begun) -> None:
        self._catalogue = begun.catalogue
        self.facts.offer(self.context.register.campaigns(), begun.catalogue, begun.packs)
        self.accounts.offer(begun.catalogue)
        self.blank.offer(begun.catalogue)
        if begun.person is not None:
            self.facts.show_person(begun.person)
        self._refresh_steps()

    def _refresh_steps(self) -> None:
        copies = self.how.current() == _COPY
        transcript = self._transcript
        if transcript is not None and self._stands_for_other(transcript):
            self._answers, self._changes = None, True
        self.accounts.setVisible(copies)
        self.begin.setVisible(copies and self._answers is None)
        self.begin.setText(_("Begin to copy") if transcript is None else _("Go on copying"))
        self.begin.setEnabled(self.facts.person is not None and self._catalogue is not None)
        self.outcome.setVisible(not copies)
        copying = copies and transcript is not None and self._answers is None and not self._changes
        self.copying.setVisible(copying)
        self.head.setVisible(copying)
        for card in (self._scan_card, self.facts, self.second):
            card.setVisible(not copying)
        self._sides.put_document_first(first=self._scan is None)
        self._show_result(copies=copies)
        self.why_not.setText(self.missing)
        self.why_not.setVisible(bool(self.missing))
        self.enter.setEnabled(not self.missing)
        self.enter.setAccessibleDescription(self.missing)

    def _stands_for_other(self, transcript: Transcript) -> bool:
        """Whether person, policy, occasion or day have changed since the copying began."""
        person, said = self.facts.person, transcript.declaration
        number = person.member.number if person is not None else ""
        now = (number, self.facts.policy.value, self.facts.occasion, self.facts.day)
        return now != (said.person.identifier, said.pack, said.occasion, transcript.signed)

    def _show_result(self, *, copies: bool) -> None:
        clear(self._result)
        answers = self._answers
        if answers is None or not copies:
            return
        if answers.score is not None:
            words = score_name(answers.score)
            self._result.addWidget(Heading(words, "section"))
        self._result.addWidget(TextLabel(outcome_name(answers.outcome), "strong"))
        again = Button(_("Look through the answers again"), "link")
        again.clicked.connect(self._on_again)
        self._result.addLayout(row(again))

    # ---- acts

    def begin_copying(self) -> None:
        """Begin with the questions that follow from this person, policy and these accounts."""
        person, catalogue = self.facts.person, self._catalogue
        if person is None or catalogue is None:
            return
        said = declaration_of(
            person.member, catalogue.packs[self.facts.policy.value], self.facts.occasion, tuple(self.accounts.accounts)
        )
        before = self._transcript.responses if self._transcript is not None else {}
        self._transcript = Transcript(catalogue, said, self.facts.day)
        known = {each.key for each in self._transcript.questions}
        self._transcript.responses.update({key: each for key, each in before.items() if key in known})
        self._answers, self._changes = None, False
        self._about.setText(f"{person.member.name} · {self.facts.campaign.currentText()}")
        self._refresh_steps()
        self.copying.begin(self._transcript)

    def _start_over(self) -> None:
        """Copy anew once that is asked for; what was copied stays as far as the same is asked."""
        if self._transcript is not None:
            self._answers, self._changes = None, True
        self._refresh_steps()

    def _on_change(self) -> None:
        self._changes = True
        self._refresh_steps()
        self.begin.setFocus()

    def _on_copied(self) -> None:
        if self._transcript is not None:
            self._answers = answers_of(self._transcript)
        self._refresh_steps()
        self.enter.setFocus()

    def _on_again(self) -> None:
        self._answers, self._changes = None, False
        self._refresh_steps()
        if self._transcript is not None:
            self.copying.look_through(self._transcript)

    def _on_enter(self) -> None:
        person, catalogue, scan = self.facts.person, self._catalogue, self._scan
        if self.missing or person is None or catalogue is None or scan is None:
            return
        copies = self.how.current() == _COPY
        given = PaperChecklist(
            person=person.person,
            campaign=self.facts.campaign.value or None,
            policy=catalogue.packs[self.facts.policy.value],
            signed=self.facts.day,
            outcome=Outcome(self.outcome.current() or Outcome.NOT_SCORED.value),
            scan=scan[1],
            scan_name=scan[0],
            answers=self._answers if copies else None,
        )
        register, today = self.context.register, self.context.today
        self.enter.setEnabled(False)
        self.act(lambda: enter(register, given, today), self._on_entered, _("Entering the paper checklist …"))

    def explain(self, error: Exception) -> None:
        """Say what failed, and enable the button again."""
        super().explain(error)
        self.enter.setEnabled(not self.missing)

    def _on_entered(self, attestation: str) -> None:
        name = self.facts.person.member.name if self.facts.person is not None else ""
        self._scan = self._transcript = self._answers = None
        self.preview.hide()
        self.accounts.empty()
        self.outcome.choose(None)
        self.facts.empty()
        self.register_changed.emit()
        self._refresh_steps()
        self.notice.say("good", _("The paper checklist of {name} is entered.", name=name), _("Look at the entry"))
        self._entered = attestation
        self.show_notice()
