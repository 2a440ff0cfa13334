"""A statement of the policy's own: its title, what staff read, and whether they accept or answer it."""

from attrs import evolve
from PySide6.QtCore import QTimer

from ....domain.model import Control, OwnStatement
from ....domain.vocabulary import Kind
from ....i18n import _
from ....office.policy_files import Spot
from ....office.workshop_edits import as_kind, own_of, with_statement
from ...kit.widgets.card import Card
from ...kit.widgets.option_group import OptionChoice, OptionGroup
from .panel import Line, Panel, Paragraph


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
