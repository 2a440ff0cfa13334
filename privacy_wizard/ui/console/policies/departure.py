"""Why a policy asks for less than the baseline: the clause or the school's decision, and the reason."""

from datetime import date

from attrs import evolve

from ....domain.model import Clause, Control, Departure, SchoolDecision
from ....domain.policy_difference import lowerings
from ....i18n import _
from ....office.policy_files import Spot
from ....office.policy_sentences import lowering_sentence
from ....office.workshop_edits import decided, departure_of, new_clause_id, undecided, with_clause, with_departure
from ...kit.layouts import row
from ...kit.widgets.button import Button
from ...kit.widgets.card import Card
from ...kit.widgets.date_field import DateField
from ...kit.widgets.field import Field
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
