"""What the panels of the workshop share: the current policy, growing fields, and the focus."""

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from ....domain.model import PolicyPack
from ....office.policy_files import Spot, Unfinished
from ....office.workshop import Workshop
from ....office.workshop_edits import tidy
from ...kit.layouts import clear
from ...kit.widgets.field import Field, TypingPause
from ...kit.widgets.text import TextLabel
from .words import unfinished_words


def focus_in(panel: QWidget) -> tuple[str, str, int] | None:
    """Which part of a panel has the focus, so that it can be found again in one that is built anew."""
    focused = QApplication.focusWidget()
    if focused is None or not panel.isAncestorOf(focused):
        return None
    alike = [each for each in panel.findChildren(QWidget) if _name_of(each) == _name_of(focused)]
    return (*_name_of(focused), alike.index(focused))


def give_focus(panel: QWidget, kind: str, name: str, at: int) -> None:
    """Give the focus to that part of it, if there still is one."""
    alike = [each for each in panel.findChildren(QWidget) if _name_of(each) == (kind, name)]
    if at < len(alike):
        alike[at].setFocus(Qt.FocusReason.OtherFocusReason)


def _name_of(part: QWidget) -> tuple[str, str]:
    text = getattr(part, "text", None)
    shown = str(text()) if callable(text) and not isinstance(part, QLineEdit) else ""
    return type(part).__name__, part.accessibleName() or shown


_LONGEST = 600  # characters, as a policy pack takes it
_LEAST_LINES, _MOST_LINES = 2, 9


class Line(Field):
    """One line; `settled(str)` when the typing pauses."""

    settled = Signal(str)

    def __init__(self, label: str, text: str = "", hint: str = "") -> None:
        self.line = QLineEdit(text)
        self.line.setMaxLength(_LONGEST)
        self.line.setCursorPosition(0)  # a long text is read from its beginning
        super().__init__(label, self.line, hint)
        self.pause = TypingPause(lambda: self.settled.emit(self.text), self)
        self.line.textEdited.connect(lambda _text: self.pause.touch())
        self.line.editingFinished.connect(self.pause.flush)

    @property
    def text(self) -> str:
        """The text in the form a pack holds it."""
        return tidy(self.line.text())


class Paragraph(Field):
    """Running text; `settled(object)` carries its lines when the typing pauses: one only, unless it is of `many`."""

    settled = Signal(object)

    def __init__(
        self,
        label: str,
        lines: Sequence[str] = (),
        hint: str = "",
        *,
        many: bool = False,
    ) -> None:
        self.edit = _Grown("\n".join(lines))
        self._many = many
        super().__init__(label, self.edit, hint)
        self.pause = TypingPause(lambda: self.settled.emit(self.lines), self)
        self.edit.textChanged.connect(self.pause.touch)
        self.edit.left.connect(self.pause.flush)

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines in the form a pack holds them; a single text is one line, empty or not."""
        typed = self.edit.toPlainText()
        if not self._many:
            return (tidy(typed),)
        return tuple(line for line in (tidy(each) for each in typed.split("\n")) if line)

    @property
    def text(self) -> str:
        return " ".join(self.lines)


class _Grown(QPlainTextEdit):
    """As high as its text, within limits; Tab leaves it."""

    left = Signal()

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setTabChangesFocus(True)
        self.textChanged.connect(self._fit)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width needs another height."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """So does another size of type."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def focusOutEvent(self, event: object) -> None:
        """Tell that it was left."""
        super().focusOutEvent(event)  # type: ignore[arg-type]
        self.left.emit()

    def _fit(self) -> None:
        lines = int(self.document().size().height())  # of a plain document: in lines
        shown = min(max(lines, _LEAST_LINES), _MOST_LINES)
        self.setFixedHeight(shown * self.fontMetrics().lineSpacing() + 30)


def flush_within(part: QWidget) -> None:
    """Tell of what is typed in any field within, and not told yet."""
    for pause in part.findChildren(TypingPause):
        pause.flush()


SayFault = Callable[[str], None]


class Panel(QWidget):
    """Fill `body` in `build`. `applied(PolicyPack, str)` with every change; the part that changed is left as it is."""

    applied = Signal(object, str)
    wanted = Signal(str)  # another row of the list
    renamed = Signal(str)  # the same, under another identifier

    def __init__(self, workshop: Workshop) -> None:
        super().__init__()
        self.workshop = workshop
        self._is_flushing = False
        self._places: dict[tuple[Spot, str, str], SayFault] = {}
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(2, 2, 12, 12)
        self.body.setSpacing(16)

    @property
    def pack(self) -> PolicyPack:
        """The current policy, including what is being typed."""
        if not self._is_flushing:
            self.flush()
        return self.workshop.pack

    def build(self) -> None:
        """Fill the empty body."""

    def rebuild(self) -> None:
        """Show the policy as it is now."""
        clear(self.body)
        self._places.clear()
        self.build()
        self.body.addStretch(1)
        for part in self.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
            if not part.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide):
                part.show()  # Qt would do so later, and until then the panel has no height to be scrolled to

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
