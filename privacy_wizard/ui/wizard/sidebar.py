"""The sidebar, and the bar that stands in for it in a narrow window."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QVBoxLayout

from ...i18n import _
from ..kit.side_list import ProgramMark
from ..kit.theme.tokens import tokens
from ..kit.translation import Retranslated
from ..kit.widgets.button import Button
from ..kit.widgets.text import TextLabel
from .step_list import StepList

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
