"""The panel of one control: how strictly the policy asks for it, in which words, of whom, and on what basis."""

from datetime import date

from attrs import evolve
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ....domain.model import AllowedException, Clause, Control, Requirement
from ....domain.names import area_name, control_kind_name, exception_name, person_kind_name, verdict_name
from ....domain.vocabulary import Basis, ExceptionReason, Kind, Level, PersonKind, Verdict
from ....i18n import Message, _
from ....office.policy_files import Spot
from ....office.workshop import Workshop, where_asked
from ....office.workshop_edits import (
    as_baseline,
    asks_for,
    citing,
    departure_of,
    left_out,
    new_clause_id,
    own_of,
    requirement_of,
    with_clause,
    with_critical,
    with_level,
    with_own,
)
from ....reports.checklist_questions import WHAT_IS_ASKED
from ...kit.chooser import Chooser
from ...kit.layouts import FlowLayout, row
from ...kit.tag import Tag
from ...kit.widgets.button import Button
from ...kit.widgets.card import Card, Disclosure
from ...kit.widgets.choice import CheckRow
from ...kit.widgets.notice import NoticeBox
from ...kit.widgets.option_group import OptionChoice, OptionGroup
from ...kit.widgets.text import Heading, TextLabel
from .clauses import ClausePicker, ClauseRow
from .panel import Line, Panel, Paragraph
from .rule_cards import CriticalRow, DepartureCard, NamingFields, StatementCard

_NOT_ASKED, _AS_USUAL = "none", ""
_JUDGED = (Verdict.MET, Verdict.PARTLY_MET, Verdict.NOT_MET)
_HOW_STRICTLY = Message("How strictly does the policy ask for this?")


class RulePanel(Panel):
    """One control, from strict to wording to exceptions."""

    def __init__(self, workshop: Workshop, control: Control, today: date) -> None:
        super().__init__(workshop)
        self.control, self._today = control, today

    @property
    def asked(self) -> Requirement | None:
        """How the policy, or else the baseline, asks for it."""
        return requirement_of(self.pack, self.control.id)

    def build(self) -> None:
        """Downwards from what it is about to what only some need."""
        self.control = self.workshop.controls.get(self.control.id, self.control)
        self._build_head()
        self._build_level()
        departure, asked = departure_of(self.pack, self.control.id), self.asked
        if departure is not None:
            self.departure = DepartureCard(self, self.control, departure, self._today)
            self.body.addWidget(self.departure)
        if asked is None:
            return
        if asked.basis is Basis.BASELINE:
            self._build_inherited(asked)
            self._build_coverage()
            return
        if asked.statement is not None:
            self.statement = StatementCard(self, self.control, asked.statement)
            self.body.addWidget(self.statement)
        self._build_wording(asked)
        self._build_clauses(asked)
        self._build_more(asked)

    # ---- what it is about

    def _build_head(self) -> None:
        self.body.addWidget(Heading(self.control.title, "section"))
        self.body.addWidget(TextLabel(self.control.statement, "muted"))
        holder = QWidget()
        tags = FlowLayout(holder)
        tags.addWidget(Tag(area_name(self.control.area)))
        tags.addWidget(Tag(control_kind_name(self.control.kind)))
        if self.workshop.is_changed(self.control.id):
            tags.addWidget(Tag(_("Changed"), "accent"))
            back = Button(_("As it was at the beginning"), "link")
            back.clicked.connect(self._as_it_was)
            tags.addWidget(back)
        self.body.addWidget(holder)
        for field in ("", "control", "level"):
            self.body.addWidget(self.fault_text(Spot.RULE, self.control.id, field))

    def _as_it_was(self) -> None:
        """The requirement as the draft began, with the clauses that it rested on."""
        before, pack = requirement_of(self.workshop.began, self.control.id), self.pack
        if before is None:
            self.apply(as_baseline(pack, self.control, self.workshop.baseline))
            return
        if before.basis is Basis.BASELINE:
            self.apply(as_baseline(pack, self.control, self.workshop.baseline))
            return
        known = {clause.id for clause in pack.clauses}
        for clause in before.clauses:
            if clause.id not in known:
                pack = with_clause(pack, clause)
        now = {clause.id: clause for clause in pack.clauses}
        restored = evolve(before, clauses=tuple(now[clause.id] for clause in before.clauses))
        self.apply(with_own(pack, restored, self.workshop.baseline))

    # ---- how strictly

    def _build_level(self) -> None:
        self.level = OptionGroup(
            str(_HOW_STRICTLY),
            (
                OptionChoice(Level.MUST, _("Must"), _("A rule. What does not meet it has to be put right.")),
                OptionChoice(Level.SHOULD, _("Should"), _("Advice. It counts less.")),
                OptionChoice(Level.INFORM, _("Good to know"), _("People are told, and it is never scored.")),
                OptionChoice(_NOT_ASKED, _("Not asked"), _("Nobody is asked about it.")),
            ),
        )
        asked = self.asked
        self.level.choose(asked.level if asked is not None else _NOT_ASKED)
        self.level.chosen.connect(self._on_level)
        card = Card(str(_HOW_STRICTLY))
        card.body.addWidget(self.level)
        by_baseline = asks_for(self.workshop.baseline, self.control.id)
        if by_baseline and (asked is None or asked.basis is not Basis.BASELINE):
            leave = Button(_("Leave it to the baseline"), "link")
            leave.clicked.connect(lambda: self.apply(as_baseline(self.pack, self.control, self.workshop.baseline)))
            card.body.addLayout(row(leave))
        if asked is not None and asked.level is Level.MUST and asked.basis is not Basis.READING:
            self.critical = CriticalRow(asked)
            self.critical.chosen.connect(self._on_critical)
            card.body.addWidget(self.critical)
        self.body.addWidget(card)

    def _on_critical(self, critical: bool) -> None:
        self.apply(with_critical(self.pack, self.control, self.workshop.baseline, critical=critical))

    def _on_level(self, chosen: str) -> None:
        """The arrow keys choose before they take the focus along: the panel is made anew after that."""
        QTimer.singleShot(0, self, lambda: self._apply_level(chosen))

    def _apply_level(self, chosen: str) -> None:
        workshop = self.workshop
        if chosen == _NOT_ASKED:
            self.apply(left_out(self.pack, self.control, workshop.baseline))
        else:
            self.apply(with_level(self.pack, self.control, Level(chosen), workshop.baseline))

    def _build_inherited(self, asked: Requirement) -> None:
        notice = NoticeBox()
        self.body.addWidget(notice)
        notice.say(
            "info",
            _(
                "Your policy itself says nothing about this. Privacy Wizard's baseline asks for it: {words}",
                words=asked.summary,
            ),
            _("Say it in the words of our policy"),
        )
        notice.acted.connect(
            lambda: self.apply(with_own(self.pack, own_of(self.pack, self.control), self.workshop.baseline))
        )

    # ---- in which words

    def _build_wording(self, asked: Requirement) -> None:
        card = Card(_("In which words?"))
        card.body.setSpacing(14)
        self.summary = Paragraph(
            str(WHAT_IS_ASKED),
            (asked.summary,),
            _("One sentence. Staff read it beside the question."),
        )
        self.summary.settled.connect(lambda lines: self._own("words", summary=lines[0]))
        self.fault_at(Spot.RULE, self.control.id, "summary", self.summary)
        self.details = Paragraph(
            _("More about it (optional)"),
            asked.details,
            _("Related rules or other policies, one to a line."),
            many=True,
        )
        self.details.settled.connect(lambda lines: self._own("details", details=lines))
        self.fault_at(Spot.RULE, self.control.id, "details", self.details)
        card.body.addWidget(self.summary)
        card.body.addWidget(self.details)
        self.body.addWidget(card)

    def _own(self, part: str, **changes: object) -> None:
        """Change the requirement where it still is the policy's own."""
        asked = self.asked
        if asked is not None and asked.basis is not Basis.BASELINE:
            changed = evolve(asked, **changes)  # type: ignore[arg-type]
            self.apply(with_own(self.pack, changed, self.workshop.baseline), part and f"{part} {self.control.id}")

    # ---- resting on what

    def _build_clauses(self, asked: Requirement) -> None:
        card = Card(
            _("Which clauses does it rest on?"),
            _("Staff see the clause beside the question, so that they can look it up in the policy."),
        )
        for clause in asked.clauses:
            line = ClauseRow(clause, _("Remove it from this rule"))
            line.edited.connect(lambda changed: self.apply(with_clause(self.pack, changed), f"clause {changed.id}"))
            line.removed.connect(lambda gone=clause: self._cite(gone, cited=False))
            for name, field in (("ref", line.ref), ("asks", line.asks)):
                self.fault_at(Spot.CLAUSE, clause.id, name, field)
            card.body.addWidget(line)
        card.body.addWidget(self.fault_text(Spot.RULE, self.control.id, "clauses"))
        is_told = asked.level is Level.INFORM and asked.basis is Basis.NAMED
        if is_told and not asked.clauses:
            ours = Button(_("No clause says so: it is our school's own"), "link")
            ours.clicked.connect(lambda: self._on_written(_("our school"), asked.summary))
            card.body.addLayout(row(ours))
        if asked.words or not is_told:  # what people are only told never counts, and needs no words to rest on
            self.naming = NamingFields(asked)
            self.naming.settled.connect(lambda basis, words: self._own("named", basis=basis, words=words))
            self.fault_at(Spot.RULE, self.control.id, "words", self.naming.words)
            card.body.addWidget(self.naming)
        self.picker = ClausePicker(_("Add a clause"), self.pack, without=tuple(clause.id for clause in asked.clauses))
        self.picker.picked.connect(lambda clause: self._on_picked(clause))
        self.picker.written.connect(self._on_written)
        card.body.addWidget(self.picker)
        self.body.addWidget(card)

    def _on_picked(self, identifier: str) -> None:
        clause = next((each for each in self.pack.clauses if each.id == identifier), None)
        if clause is not None:
            self._cite(clause, cited=True)

    def _on_written(self, ref: str, asks: str) -> None:
        clause, asked = Clause(id=new_clause_id(self.pack, ref), ref=ref, asks=asks), self.asked
        pack = with_clause(self.pack, clause)
        if asked is not None and asked.basis is not Basis.BASELINE:  # it may have been begun before the rule went
            pack = with_own(pack, citing(asked, clause, cited=True), self.workshop.baseline)
        self.apply(pack)

    def _cite(self, clause: Clause, *, cited: bool) -> None:
        own = citing(own_of(self.pack, self.control), clause, cited=cited)
        self.apply(with_own(self.pack, own, self.workshop.baseline))

    # ---- where it can be answered

    def _build_coverage(self) -> None:
        """On which services it is asked, and why not on the others."""
        found = where_asked(self.workshop.catalogue, self.control)
        if not found.lacking:
            return
        many = _("Asked on {there} of {all} services")
        part = Disclosure(many.format(there=len(found.there), all=len(found.there) + len(found.lacking)))
        part.body.addWidget(TextLabel(_("Asked on: {services}", services=", ".join(found.there) or "–")))
        sentence = _("Not on {service}: {reason}")
        for title, reason in found.lacking:
            said = reason or _("nothing on it answers this yet")
            part.body.addWidget(TextLabel(sentence.format(service=title, reason=said), "muted"))
        self.body.addWidget(part)

    # ---- what only some need

    def _build_more(self, asked: Requirement) -> None:
        if self.control.facts:
            self._build_facts(asked)
        self._build_coverage()
        self._build_people(asked)
        if self.control.kind is not Kind.ACK:
            self._build_exceptions(asked)

    def _build_facts(self, asked: Requirement) -> None:
        card = Card(
            _("What counts as met?"),
            _("What staff may find, and how your policy judges it. “As usual” follows Privacy Wizard."),
        )
        self.facts: dict[str, Chooser] = {}
        for fact in self.control.facts:
            usual = _("As usual: {verdict}", verdict=verdict_name(fact.verdict))
            chooser = Chooser(fact.label)
            chooser.offer([(_AS_USUAL, usual), *((each, verdict_name(each)) for each in _JUDGED)])
            chooser.choose(asked.judges.get(fact.id, _AS_USUAL))
            chooser.setMinimumContentsLength(20)
            chooser.chosen.connect(lambda at=fact.id, box=chooser: self._on_judged(at, box.value))
            self.facts[fact.id] = chooser
            line = QHBoxLayout()
            line.addWidget(TextLabel(fact.label), 1)
            line.addWidget(chooser)
            card.body.addLayout(line)
        card.body.addWidget(self.fault_text(Spot.RULE, self.control.id, "judges"))
        self.body.addWidget(card)

    def _on_judged(self, fact: str, verdict: str) -> None:
        kept = {name: each for name, each in own_of(self.pack, self.control).judges.items() if name != fact}
        self._own("", judges={**kept, fact: Verdict(verdict)} if verdict else kept)

    def _build_people(self, asked: Requirement) -> None:
        covered = self.pack.applies_to.people
        if len(covered) < 2:
            return
        chosen = asked.people or covered
        part = Disclosure(_("Who is asked: {people}", people=self._people_words(asked)))
        part.set_open(bool(asked.people))
        self.people: dict[PersonKind, CheckRow] = {}
        for kind in covered:
            tick = CheckRow(person_kind_name(kind))
            tick.setChecked(kind in chosen)
            tick.clicked.connect(lambda _on: self._on_people())
            self.people[kind] = tick
            part.body.addWidget(tick)
        part.body.addWidget(self.fault_text(Spot.RULE, self.control.id, "people"))
        self.body.addWidget(part)

    def _people_words(self, asked: Requirement) -> str:
        if not asked.people:
            return _("everyone covered by the policy")
        return ", ".join(person_kind_name(kind) for kind in asked.people)

    def _on_people(self) -> None:
        ticked = tuple(kind for kind, tick in self.people.items() if tick.isChecked())
        everyone = len(ticked) in (0, len(self.people))  # nobody at all: that is “Not asked”, and said there
        self._own("", people=() if everyone else ticked)

    def _build_exceptions(self, asked: Requirement) -> None:
        allowed = asked.exception
        part = Disclosure(_("Exceptions: {what}", what=self._exception_words(allowed)))
        part.set_open(allowed is not None)
        part.body.addWidget(TextLabel(_("For which reasons may someone declare an exception?"), "muted"))
        self.reasons: dict[ExceptionReason, CheckRow] = {}
        for reason in ExceptionReason:
            tick = CheckRow(exception_name(reason))
            tick.setChecked(allowed is not None and reason in allowed.reasons)
            tick.clicked.connect(lambda _on: self._on_reasons())
            self.reasons[reason] = tick
            part.body.addWidget(tick)
        if allowed is not None:
            self.approver = Line(
                _("Who approves it"),
                allowed.approver or "",
                _("A role, such as line manager or headteacher. Leave it empty if nobody has to approve it."),
            )
            self.approver.settled.connect(self._on_approver)
            self.fault_at(Spot.RULE, self.control.id, "exception", self.approver)
            part.body.addWidget(self.approver)
        self.body.addWidget(part)

    def _exception_words(self, allowed: AllowedException | None) -> str:
        if allowed is None:
            return _("none")
        return ", ".join(exception_name(reason) for reason in allowed.reasons)

    def _on_reasons(self) -> None:
        ticked = tuple(reason for reason, tick in self.reasons.items() if tick.isChecked())
        before = own_of(self.pack, self.control).exception
        approver = before.approver if before is not None else self._usual_approver()
        self._own("", exception=AllowedException(reasons=ticked, approver=approver) if ticked else None)

    def _usual_approver(self) -> str | None:
        """Whoever approves the other exceptions of the policy; nobody has to where it names nobody."""
        named = (each.exception.approver for each in self.pack.requirements if each.exception)
        return next((role for role in named if role), None)

    def _on_approver(self, role: str) -> None:
        allowed = own_of(self.pack, self.control).exception
        if allowed is not None:
            self._own("approver", exception=evolve(allowed, approver=role or None))
