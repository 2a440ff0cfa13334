"""The fields of the workshop: they tell what was typed when the typing pauses, and grow with their text."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from ....office.workshop_edits import tidy
from ...kit.typing_pause import TypingPause
from ...kit.widgets.field import Field

_LONGEST = 600  # characters, as a policy pack takes it
_LEAST_LINES, _MOST_LINES = 2, 9


class Line(Field):
    """One line; `settled(str)` when the typing pauses."""

    settled = Signal(str)

    def __init__(self, label: str, text: str = "", hint: str = "", parent: QWidget | None = None) -> None:
        self.line = QLineEdit(text)
        self.line.setMaxLength(_LONGEST)
        self.line.setCursorPosition(0)  # a long text is read from its beginning
        super().__init__(label, self.line, hint, parent)
        self.pause = TypingPause(lambda: self.settled.emit(self.text), self)
        self.line.textEdited.connect(lambda _text: self.pause.touch())
        self.line.editingFinished.connect(self.pause.flush)

    @property
    def text(self) -> str:
        """As a pack holds it."""
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
        parent: QWidget | None = None,
    ) -> None:
        self.edit = _Grown("\n".join(lines))
        self._many = many
        super().__init__(label, self.edit, hint, parent)
        self.pause = TypingPause(lambda: self.settled.emit(self.lines), self)
        self.edit.textChanged.connect(self.pause.touch)
        self.edit.left.connect(self.pause.flush)

    @property
    def lines(self) -> tuple[str, ...]:
        """As a pack holds them; where it is one text, there is one line, empty or not."""
        typed = self.edit.toPlainText()
        if not self._many:
            return (tidy(typed),)
        return tuple(line for line in (tidy(each) for each in typed.split("\n")) if line)

    @property
    def text(self) -> str:
        """The one line."""
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
