"""What only some rules have: words of the policy's own, words of its clause, less than the baseline and why."""

from datetime import date

from attrs import evolve
from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ....domain.model import Clause, Control, Departure, OwnStatement, Requirement, SchoolDecision
from ....domain.policy_difference import lowerings
from ....domain.vocabulary import Basis, Kind
from ....i18n import _
from ....office.policy_files import Spot
from ....office.policy_sentences import lowering_sentence
from ....office.workshop_edits import (
    as_kind,
    decided,
    departure_of,
    new_clause_id,
    own_of,
    undecided,
    with_clause,
    with_departure,
    with_statement,
)
from ...kit.layouts import row
from ...kit.widgets.button import Button
from ...kit.widgets.card import Card
from ...kit.widgets.choice import CheckRow
from ...kit.widgets.date_field import DateField
from ...kit.widgets.field import Field
from ...kit.widgets.option_group import OptionChoice, OptionGroup
from ...kit.widgets.text import TextLabel
from .clauses import ClausePicker
from .panel import Line, Panel, Paragraph


class DepartureCard(Card):
    """What is lowered, what decided it, and why; every change is applied to the panel's policy."""

    def __init__(self, panel: Panel, control: Control, departure: Departure, today: date) -> None:
        super().__init__(
            _("This asks for less than the baseline"),
            _("That is for your school to decide. Say which clause of your policy decides it, or who did, and why."),
        )
        self._panel, self._control, self._today = panel, control, today
        for each in lowerings(panel.workshop.pack, panel.workshop.baseline):
            if each.asked.control.id == control.id:
                self.body.addWidget(TextLabel(lowering_sentence(each), "warn"))
        if departure.decision is None:
            self._build_clause(departure)
        else:
            self._build_decision(departure.decision)
        reason = Paragraph(_("Why your policy asks for less"), (departure.reason,) if departure.reason else ())
        reason.settled.connect(lambda lines: self._change("why", reason=lines[0]))
        panel.fault_at(Spot.RULE, control.id, "departure.reason", reason)
        self.reason = reason
        self.body.addWidget(reason)

    def _build_clause(self, departure: Departure) -> None:
        picker = ClausePicker(_("The clause that says so"), self._panel.workshop.pack, departure.clause)
        picker.picked.connect(lambda clause: self._change("", clause=clause))
        picker.written.connect(self._on_written)
        self.picker = picker
        self.body.addWidget(picker)
        self.body.addWidget(self._panel.fault_text(Spot.RULE, self._control.id, "departure.clause"))
        self.decide = Button(_("No clause says so: our school decided it"), "link")
        self.decide.clicked.connect(lambda: self._decide(SchoolDecision(by="", on=self._today)))
        self.body.addLayout(row(self.decide))

    def _build_decision(self, decision: SchoolDecision) -> None:
        self.by = Line(_("Who decided it"), decision.by, _("A role, such as governing body or headteacher."))
        self.by.settled.connect(lambda role: self._decided("by", by=role))
        self._panel.fault_at(Spot.RULE, self._control.id, "departure.decision.by", self.by)
        self.on = DateField(decision.on, latest=self._today)
        self.on.picked.connect(lambda day: self._decided("on", on=day))
        back = Button(_("A clause of our policy says so"), "link")
        back.clicked.connect(
            lambda: self._panel.apply(undecided(self._panel.pack, self._control, self._panel.workshop.baseline))
        )
        for part in (self.by, Field(_("On which day"), self.on)):
            self.body.addWidget(part)
        self.body.addLayout(row(back))

    def _decide(self, decision: SchoolDecision, part: str = "") -> None:
        panel = self._panel
        panel.apply(decided(panel.pack, self._control, decision, panel.workshop.baseline), part)

    def _decided(self, part: str, **changes: object) -> None:
        departure = departure_of(self._panel.pack, self._control.id)
        if departure is not None and departure.decision is not None:
            self._decide(evolve(departure.decision, **changes), f"{part} {self._control.id}")  # type: ignore[arg-type]

    def _change(self, part: str, **changes: object) -> None:
        pack = self._panel.pack
        departure = departure_of(pack, self._control.id)
        if departure is not None:
            changed = evolve(departure, **changes)  # type: ignore[arg-type]
            self._panel.apply(with_departure(pack, changed), part and f"{part} {self._control.id}")

    def _on_written(self, ref: str, asks: str) -> None:
        pack = self._panel.pack
        departure = departure_of(pack, self._control.id)
        if departure is not None:
            clause = Clause(id=new_clause_id(pack, ref), ref=ref, asks=asks)
            self._panel.apply(with_departure(with_clause(pack, clause), evolve(departure, clause=clause.id)))


class NamingFields(QWidget):
    """`settled(basis, words)` when the words were typed, or when it was said that there are none."""

    settled = Signal(object, object)

    def __init__(self, asked: Requirement) -> None:
        super().__init__()
        self.words = Paragraph(
            _("The words that name it"),
            asked.words,
            _("One to seven words of the clause, exactly as in your policy. Put each passage on its own line."),
            many=True,
        )
        self.words.settled.connect(lambda lines: self.settled.emit(Basis.NAMED, lines))
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.addWidget(self.words)
        if asked.basis is Basis.READING:
            body.addWidget(
                TextLabel(
                    _("A further question: asked after the result, and never scored."),
                    "muted",
                )
            )
            return
        none = Button(_("No words name it: ask it without a score"), "link")
        none.clicked.connect(lambda: self.settled.emit(Basis.READING, ()))
        body.addLayout(row(none))


class CriticalRow(QWidget):
    """`chosen(bool)` when the school makes a rule critical, or no longer; what is so for everybody is only told."""

    chosen = Signal(bool)

    def __init__(self, asked: Requirement) -> None:
        super().__init__()
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        if asked.control.critical:
            body.addWidget(TextLabel(_("Critical: while this is not met, the score is 39 at most."), "muted"))
            return
        self.row = CheckRow(_("Critical: while this is not met, the score is to be 39 at most"))
        self.row.setChecked(asked.made_critical)
        self.row.clicked.connect(self.chosen)
        body.addWidget(self.row)


class StatementCard(Card):
    """What a control of the library would say; every change is applied to the panel's policy."""

    def __init__(self, panel: Panel, control: Control, statement: OwnStatement) -> None:
        super().__init__(_("In our own words"), _("No rule of Privacy Wizard says this, so your policy does."))
        self._panel, self._control = panel, control
        self.title_line = Line(_("Title"), statement.title, _("Two to five words."))
        self.title_line.settled.connect(lambda text: self._say("title", title=text))
        self.says = Paragraph(
            _("What staff accept or answer"),
            (statement.says,) if statement.says else (),
            _("One sentence that begins with I, such as: I keep my phone in its locker while I teach."),
        )
        self.says.settled.connect(lambda lines: self._say("says", says=lines[0]))
        self.kind = OptionGroup(
            _("How is it asked?"),
            (
                OptionChoice(Kind.ACK, _("Accepted"), _("I will, or I do not.")),
                OptionChoice(Kind.PERSON, _("Answered"), _("Yes, always; not always; no.")),
            ),
        )
        self.kind.choose(control.kind)
        self.kind.chosen.connect(lambda kind: QTimer.singleShot(0, self, lambda: self._on_kind(Kind(kind))))
        for name, field in (("title", self.title_line), ("says", self.says)):
            panel.fault_at(Spot.RULE, control.id, f"statement.{name}", field)
            self.body.addWidget(field)
        self.body.addWidget(self.kind)

    def _say(self, part: str, **changes: object) -> None:
        pack = self._panel.pack
        now = own_of(pack, self._control).statement
        if now is not None:
            replaced = evolve(now, **changes)  # type: ignore[arg-type]
            changed = with_statement(pack, self._control, replaced, self._panel.workshop.baseline)
            self._panel.apply(changed, f"{part} {self._control.id}")

    def _on_kind(self, kind: Kind) -> None:
        """Its identifier says how it is asked, so it goes on under another row of the list."""
        pack, control = as_kind(self._panel.pack, self._control, kind, self._panel.workshop.baseline)
        if control != self._control.id:
            self._panel.apply(pack, f"kind {control}")
            self._panel.renamed.emit(control)
