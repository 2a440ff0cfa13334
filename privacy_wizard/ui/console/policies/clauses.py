"""Clauses of a policy: a row to edit one, a way to choose or write another, and the panel for all of them."""

from attrs import evolve
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ....domain.model import Clause, PolicyPack
from ....domain.policy_draft import uncarried_clauses
from ....i18n import Message, _, ngettext
from ....office.policy_files import Spot
from ....office.workshop_edits import new_clause_id, with_clause, with_new_statement, without_clauses
from ...kit.accessible import give_role
from ...kit.chooser import Chooser
from ...kit.layouts import row
from ...kit.widgets.button import Button, shortened
from ...kit.widgets.card import Card
from ...kit.widgets.notice import EmptyState
from ...kit.widgets.text import Heading, TextLabel
from .panel import Line, Panel, Paragraph
from .words import CLAUSE_ASKS_NOTHING, CLAUSE_HAS_NO_NUMBER

_NONE, _NEW = "", "+"


_WHAT_IT_ASKS = Message("What it asks, in your own words")


class ClauseRow(QFrame):
    """One clause: `edited(Clause)` as it is typed, `removed` when its button is pressed."""

    edited = Signal(object)
    removed = Signal()

    def __init__(self, clause: Clause, remove: str) -> None:
        super().__init__()
        give_role(self, "group")
        self.setAccessibleName(clause.ref)
        self._clause = clause
        self.ref = Line(_("Clause"), clause.ref)
        self.asks = Paragraph(str(_WHAT_IT_ASKS), (clause.asks,) if clause.asks else ())
        self.ref.settled.connect(lambda text: self._edit(evolve(self._clause, ref=text)))
        self.asks.settled.connect(lambda lines: self._edit(evolve(self._clause, asks=lines[0])))
        self.remove = Button(remove, "link")
        self.remove.setAccessibleDescription(clause.ref)
        self.remove.clicked.connect(self.removed)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 8)
        self.body.setSpacing(8)
        for part in (self.ref, self.asks):
            self.body.addWidget(part)
        self.body.addLayout(row(self.remove))

    def _edit(self, clause: Clause) -> None:
        if clause != self._clause:
            self._clause = clause
            self.edited.emit(clause)


class ClauseForm(QWidget):
    """The fields of a new clause; `written(str, str)` with its reference and text once both are filled in."""

    written = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.ref = Line(_("Its number in your policy"), "", _("As it is there: 4.2, B.3, page 5."))
        self.asks = Paragraph(str(_WHAT_IT_ASKS))
        self.add = Button(_("Add this clause"), "plain", "plus")
        self.add.clicked.connect(self._on_add)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for part in (self.ref, self.asks):
            column.addWidget(part)
        column.addLayout(row(self.add))

    def keep(self) -> None:
        """Add what was begun, whole or not, for somebody who goes on without adding it."""
        ref, asks = self.ref.text, self.asks.text
        if not self.isHidden() and (ref or asks):
            self.ref.line.clear()
            self.asks.edit.clear()
            self.written.emit(ref, asks)

    def _on_add(self) -> None:
        self.ref.set_fault("" if self.ref.text else str(CLAUSE_HAS_NO_NUMBER))
        self.asks.set_fault("" if self.asks.text else str(CLAUSE_ASKS_NOTHING))
        if self.ref.text and self.asks.text:
            self.keep()


class ClausePicker(QWidget):
    """A choice among the policy's clauses: `picked(str)`, or a new one: `written(str, str)` with reference and text."""

    picked = Signal(str)
    written = Signal(str, str)

    def __init__(
        self,
        label: str,
        pack: PolicyPack,
        chosen: str = "",
        *,
        without: tuple[str, ...] = (),
    ) -> None:
        super().__init__()
        self.choice = Chooser(label)
        self.choice.setMinimumContentsLength(24)
        self.choice.add(_NONE, _("Choose a clause …"))
        for clause in pack.clauses:
            if clause.id not in without:
                self.choice.add(clause.id, shortened(f"{clause.ref}: {clause.asks}", 90))
        self.choice.add(_NEW, _("Write a new clause …"))
        self.choice.choose(chosen)
        self.choice.chosen.connect(self._on_chosen)
        self.form = ClauseForm()
        self.form.written.connect(self.written)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(TextLabel(label, "strong"))
        column.addWidget(self.choice)
        column.addWidget(self.form)
        self.form.hide()

    def _on_chosen(self) -> None:
        value = self.choice.value
        self.form.setVisible(value == _NEW)
        if value == _NEW:
            self.form.ref.line.setFocus()
        elif value:
            self.picked.emit(value)


class ClausesPanel(Panel):
    """Every clause of the policy, what rests on it, and those without anything."""

    def build(self) -> None:
        self.body.addWidget(Heading(_("Clauses"), "section"))
        lead = _(
            "Each thing that your policy asks, with its number there and in your own words. Every clause "
            "needs a rule that rests on it: choose the rule in the list, and add the clause to it."
        )
        self.body.addWidget(TextLabel(lead, "muted"))
        self.body.addWidget(self.fault_text(Spot.POLICY, "", "clauses"))
        self._build_removal()
        if not self.pack.clauses:
            self.body.addWidget(EmptyState("document", _("No clause yet"), _("Write down the first one below.")))
        for clause in self.pack.clauses:
            self.body.addWidget(self._card(clause))
        self._build_new()

    def _build_removal(self) -> None:
        gone = uncarried_clauses(self.pack)
        if len(gone) > 1:
            tidy = Button(
                ngettext(
                    "Delete the {n} clause that no rule rests on",
                    "Delete the {n} clauses that no rule rests on",
                    len(gone),
                ),
                "plain",
                "bin",
            )
            tidy.clicked.connect(lambda: self.apply(without_clauses(self.pack, (each.id for each in gone))))
            self.body.addLayout(row(tidy))

    def _card(self, clause: Clause) -> Card:
        card = Card()
        card.setAccessibleName(clause.ref)
        line = ClauseRow(clause, _("Delete this clause"))
        line.edited.connect(lambda changed: self.apply(with_clause(self.pack, changed), f"clause {changed.id}"))
        line.removed.connect(lambda: self.apply(without_clauses(self.pack, [clause.id])))
        self.fault_at(Spot.CLAUSE, clause.id, "ref", line.ref)
        self.fault_at(Spot.CLAUSE, clause.id, "asks", line.asks)
        rules = [each for each in self.pack.own_requirements if clause.id in {one.id for one in each.clauses}]
        for each in rules:
            go = Button(each.control.title, "link")
            go.setAccessibleDescription(_("A rule that rests on {clause}", clause=clause.ref))
            go.clicked.connect(lambda _on=False, wanted=each.control.id: self.wanted.emit(wanted))
            line.body.insertLayout(line.body.count() - 1, row(go))
        if not rules:
            own = Button(_("No rule says this: ask it in our own words"), "link")
            own.setAccessibleDescription(clause.ref)
            own.clicked.connect(lambda: self._on_own(clause.id))
            line.body.insertLayout(line.body.count() - 1, row(own))
        card.body.addWidget(line)
        card.body.addWidget(self.fault_text(Spot.CLAUSE, clause.id, ""))
        return card

    def _on_own(self, clause: str) -> None:
        pack = self.pack
        cited = next(each for each in pack.clauses if each.id == clause)
        changed, control = with_new_statement(pack, cited, self.workshop.baseline)
        self.apply(changed)
        self.wanted.emit(control)

    def _build_new(self) -> None:
        card = Card(_("Another clause"))
        self.new = ClauseForm()
        self.new.written.connect(self._on_written)
        card.body.addWidget(self.new)
        self.body.addWidget(card)

    def _on_written(self, ref: str, asks: str) -> None:
        clause = Clause(id=new_clause_id(self.pack, ref), ref=ref, asks=asks)
        self.apply(with_clause(self.pack, clause))
