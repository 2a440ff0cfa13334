"""A place to drop a file, which is also a button."""

from pathlib import Path

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QVBoxLayout

from ....i18n import _
from ..theme.tokens import tokens
from ..translation import Retranslated
from .button import Button
from .text import TextLabel

_ONE_LINE = 640  # the least width for the button and what may be dropped beside each other


class FileDrop(Retranslated, QFrame):
    """Emits `picked(Path)` when a file is dropped or chosen; the page checks it. With `several`, it emits
    `several_picked(list of Path)` instead, for one or more.
    """

    picked = Signal(object)
    several_picked = Signal(object)

    def __init__(self, name: str, hint: str, patterns: str = "", *, several: bool = False) -> None:
        super().__init__()
        self._patterns, self._over, self._several, self._is_flat = patterns, False, several, False
        self.button, self._hint = Button("", "plain", "folder"), TextLabel(hint, "small")
        self._hint.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(20, 18, 20, 18)
        self.body.setSpacing(8)
        self.body.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        self.body.addWidget(self._hint)
        self.setAcceptDrops(True)
        self.setAccessibleName(name)
        self.button.setAccessibleDescription(name)
        self.button.clicked.connect(self._on_choose)
        self.retranslate()

    def set_hint(self, hint: str) -> None:
        """Say what may be dropped."""
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))

    def lay_flat(self) -> None:
        """On one line where there is room, for a page that wants the height for something else."""
        self._is_flat, begin = True, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        self._hint.setAlignment(begin)
        self.body.setAlignment(self.button, begin)
        self.body.setStretchFactor(self._hint, 1)
        self.body.setContentsMargins(16, 10, 16, 10)
        self.body.setSpacing(14)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What may be dropped stands beside the button of a flat one."""
        super().resizeEvent(event)
        is_beside = self._is_flat and event.size().width() >= _ONE_LINE
        self.body.setDirection(QBoxLayout.Direction.LeftToRight if is_beside else QBoxLayout.Direction.TopToBottom)

    def retranslate(self) -> None:
        self.button.setText(_("Choose files") if self._several else _("Choose a file"))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files of this computer, and nothing else."""
        if self._files(event):
            event.acceptProposedAction()
            self._show_over(over=True)

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        self._show_over(over=False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._show_over(over=False)
        paths = self._files(event)
        if paths:
            event.acceptProposedAction()
            self._tell(paths)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A dashed frame; filled while a file hangs over it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colors = tokens()
        painter.setPen(QPen(colors.color("accent" if self._over else "outline"), 1.3, Qt.PenStyle.DashLine))
        painter.setBrush(colors.color("accent_soft" if self._over else "surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 10, 10)

    def _show_over(self, *, over: bool) -> None:
        self._over = over
        self.update()

    def _files(self, event: QDropEvent) -> list[Path]:
        if self._several:
            return local_files(event)
        path = local_file(event)
        return [] if path is None else [path]

    def _tell(self, paths: list[Path]) -> None:
        if self._several:
            self.several_picked.emit(paths)
        else:
            self.picked.emit(paths[0])

    def _on_choose(self) -> None:
        from ..files import ask_several, ask_which  # slow to load

        if self._several:
            ask_several(self, self.accessibleName(), self._tell, kinds=self._patterns)
        else:
            ask_which(self, self.accessibleName(), lambda path: self._tell([path]), kinds=self._patterns)


def local_files(event: QDropEvent) -> list[Path]:
    """The files of this computer that are being dragged."""
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]


def local_file(event: QDropEvent) -> Path | None:
    """The one file of this computer that is being dragged; None for anything else."""
    paths = local_files(event)
    return paths[0] if len(paths) == 1 else None
