"""What every panel of the workshop has in common: the policy at work, changes to it, and what is unfinished in it."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ....domain.model import PolicyPack
from ....office.workshop import Workshop
from ....office.workshop_faults import Spot, Unfinished
from ...kit.layouts import clear
from ...kit.widgets.field import Field
from ...kit.widgets.text import TextLabel
from .parts import flush_within
from .words import unfinished_words

SayFault = Callable[[str], None]


class Panel(QWidget):
    """Fill `body` in `build`. `applied(PolicyPack, str)` with every change; the part that changed is left as it is."""

    applied = Signal(object, str)
    wanted = Signal(str)  # another row of the list

    def __init__(self, bench: Workshop, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bench = bench
        self._is_flushing = False
        self._places: dict[tuple[Spot, str, str], SayFault] = {}
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(2, 2, 12, 12)
        self.body.setSpacing(16)

    @property
    def pack(self) -> PolicyPack:
        """As it is now, with what is being typed."""
        if not self._is_flushing:
            self.flush()
        return self.bench.pack

    def build(self) -> None:
        """Fill the empty body."""

    def rebuild(self) -> None:
        """Show the policy as it is now."""
        clear(self.body)
        self._places.clear()
        self.build()
        self.body.addStretch(1)

    def flush(self) -> None:
        """Apply what is being typed."""
        self._is_flushing = True
        try:
            flush_within(self)
        finally:
            self._is_flushing = False

    def apply(self, pack: PolicyPack, part: str = "") -> None:
        """Change the policy; `part` names the field in which one is typing."""
        self.applied.emit(pack, part)

    def refresh(self) -> None:
        """Something was typed: show what depends on it, and leave the fields alone."""

    def fault_at(self, spot: Spot, of: str, field: str, say: SayFault | Field) -> None:
        """Where something unfinished is told."""
        self._places[(spot, of, field)] = say.set_fault if isinstance(say, Field) else say

    def fault_text(self, spot: Spot, of: str, field: str) -> TextLabel:
        """A line that appears where something is unfinished."""
        line = TextLabel("", "bad")
        line.hide()

        def say(sentence: str) -> None:
            line.setText(sentence)
            line.setVisible(bool(sentence))

        self.fault_at(spot, of, field, say)
        return line

    def show_unfinished(self, found: Iterable[Unfinished]) -> None:
        """Each beside its place, and nothing beside the others."""
        said = {(each.spot, each.of, each.field): unfinished_words(each) for each in reversed(tuple(found))}
        for place, say in self._places.items():
            say(said.get(place, ""))
