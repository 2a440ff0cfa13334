"""The sidebar, and the bar that stands in for it in a narrow window."""

from collections.abc import Mapping

from PySide6.QtCore import QPoint, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from ...i18n import _
from ..kit.side_list import ProgramMark
from ..kit.theme.tokens import tokens
from ..kit.translation import Retranslated
from ..kit.widgets.button import Button
from ..kit.widgets.text import TextLabel
from .step_list import StepList, StepState, WizardStep

_WIDTH = 256


class Sidebar(Retranslated, QFrame):
    """The name of the program, the steps, and a foot for the view menu."""

    def __init__(self, view_menu: QMenu) -> None:
        super().__init__()
        self.setFixedWidth(_WIDTH)
        self.steps = StepList()
        self._name, self._view = TextLabel("", "strong"), Button("", "quiet", "display")
        self._view.setMenu(view_menu)
        name = QHBoxLayout()
        name.setContentsMargins(10, 0, 0, 0)
        name.setSpacing(10)
        name.addWidget(ProgramMark())
        name.addWidget(self._name, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 22, 14, 12)
        column.setSpacing(18)
        column.addLayout(name)
        column.addWidget(self.steps, 1)
        column.addWidget(self._view, 0, Qt.AlignmentFlag.AlignLeft)
        self.retranslate()

    def retranslate(self) -> None:
        self._name.setText(_("Privacy Wizard"))
        self._view.setText(_("&View"))
        self._view.setAccessibleDescription(_("Light or dark, contrast, text size"))
        self.steps.retranslate()


class StepsOver(QFrame):
    """The steps over the page of a narrow window, with their ticks and numbers; `requested(str)`, and it goes."""

    requested = Signal(str)

    def __init__(
        self, parent: QWidget, steps: tuple[WizardStep, ...], states: Mapping[str, StepState], current: str
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.steps, self._current = StepList(), current
        self.steps.set_steps(steps)
        for step, state in states.items():
            self.steps.mark(step, state)
        self.steps.show_as_current(current)
        self.steps.requested.connect(self._on_requested)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 6, 8)
        column.addWidget(self.steps)

    def open_below(self, bar: QWidget) -> None:
        """As tall as the steps need, or as the window has room for below its bar."""
        rows = sum(self.steps.sizeHintForRow(at) for at in range(self.steps.count()))
        margins = self.contentsMargins()
        room = bar.window().height() - bar.height() - 8
        self.resize(_WIDTH, min(rows + 16 + margins.top() + margins.bottom(), room))
        self.move(bar.mapToGlobal(QPoint(10, bar.height())))
        self.show()
        self.steps.setFocus(Qt.FocusReason.PopupFocusReason)
        QTimer.singleShot(0, self, lambda: self.steps.show_as_current(self._current))  # it is scrolled there by then

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the steps as they are on Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def _on_requested(self, step: str) -> None:
        self.close()
        self.requested.emit(step)


class TopBar(Retranslated, QFrame):
    """Where one is, in one line, with the steps behind a button and a thin line for how far one has come."""

    steps_wanted = Signal()

    def __init__(self, view_menu: QMenu) -> None:
        super().__init__()
        self._steps, self._view = Button("", "quiet", "menu"), Button("", "quiet", "display")
        self._steps.clicked.connect(self.steps_wanted)
        self._view.setMenu(view_menu)
        self._fraction = 0.0
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 5, 10, 6)
        row.addWidget(self._steps)
        row.addStretch(1)
        row.addWidget(self._view)
        self.retranslate()

    @property
    def steps_button(self) -> Button:
        """The button that opens the list of steps."""
        return self._steps

    def show_place(self, number: int, count: int, title: str) -> None:
        self._steps.setText(_("Step {number} of {count}: {title}", number=number, count=count, title=title))
        self._fraction = number / count if count else 0.0
        self.update()

    def retranslate(self) -> None:
        self._view.setText(_("&View"))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The frame, and the line of progress on its lower edge."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens().color("accent"))
        painter.drawRect(QRectF(0, self.height() - 2, self.width() * self._fraction, 2))
