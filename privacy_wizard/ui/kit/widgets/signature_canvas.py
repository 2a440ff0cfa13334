"""The surface that one signs on, with mouse, pen or finger."""

from itertools import pairwise

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QTabletEvent,
    QTouchEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from ..theme.tokens import tokens

Stroke = tuple[tuple[int, int], ...]
UNITS = 1000  # the width of the pad; y runs down in the same unit
HEIGHT = 320
_TOUCH = (QEvent.Type.TouchBegin, QEvent.Type.TouchUpdate, QEvent.Type.TouchEnd, QEvent.Type.TouchCancel)
_MOST_STROKES, _LONGEST_STROKE, _MOST_POINTS = 400, 4_000, 15_000  # within what an attestation takes


class SignatureCanvas(QWidget):
    """Keeps strokes in units of a thousandth of its width, so that they fit any size; `drawn` after each."""

    drawn = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._strokes: list[list[tuple[int, int]]] = []
        self._drawing = False
        self.hint = ""
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setCursor(Qt.CursorShape.CrossCursor)

    @property
    def strokes(self) -> tuple[Stroke, ...]:
        """What was drawn: points (x, y), x 0 to 1000, y 0 to 320."""
        return tuple(tuple(stroke) for stroke in self._strokes)

    def set_strokes(self, strokes: tuple[Stroke, ...]) -> None:
        """Show these strokes."""
        self._strokes = [list(stroke) for stroke in strokes]
        self._tell()

    def undo(self) -> None:
        """Take the last stroke back."""
        if self._strokes:
            self._strokes.pop()
            self._tell()

    def clear(self) -> None:
        """Take all strokes back."""
        self._strokes.clear()
        self._tell()

    def hasHeightForWidth(self) -> bool:
        """The pad keeps its proportions."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height at that width."""
        return width * HEIGHT // UNITS

    def sizeHint(self) -> QSize:
        """Large enough for a finger."""
        return QSize(480, 480 * HEIGHT // UNITS)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a stroke."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._begin(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with it."""
        self._go_on(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End it."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._end()

    def tabletEvent(self, event: QTabletEvent) -> None:
        """The same with a pen."""
        kind = event.type()
        if kind == QEvent.Type.TabletPress:
            self._begin(event.position())
        elif kind == QEvent.Type.TabletMove:
            self._go_on(event.position())
        elif kind == QEvent.Type.TabletRelease:
            self._end()
        event.accept()

    def event(self, event: QEvent) -> bool:
        """The same with a finger; a second finger draws nothing."""
        if event.type() in _TOUCH and isinstance(event, QTouchEvent):
            self._touch(event)
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the pad, its line and the strokes."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colors = tokens()
        painter.setPen(QPen(colors.color("outline"), 1))
        painter.setBrush(colors.color("surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 10, 10)
        base, side = self.height() * 0.74, self.width() * 0.06
        painter.setPen(QPen(colors.color("border"), 1.5))
        painter.drawLine(QPointF(side, base), QPointF(self.width() - side, base))
        if not self._strokes:
            painter.setPen(colors.color("muted"))
            room = QRectF(side, base + 4, self.width() - 2 * side, self.height() - base - 6)
            painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap), self.hint)
        self._paint_strokes(painter)

    def _paint_strokes(self, painter: QPainter) -> None:
        scale = self.width() / UNITS
        pen = QPen(tokens().color("text"), max(2.6 * self.width() / 480, 1.6))
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for stroke in self._strokes:
            painter.drawPath(_smooth([QPointF(x * scale, y * scale) for x, y in stroke]))

    def _begin(self, place: QPointF) -> None:
        if len(self._strokes) < _MOST_STROKES:
            self._drawing = True
            self._strokes.append([self._units(place)])
            self.update()

    def _go_on(self, place: QPointF) -> None:
        if not self._drawing or len(self._strokes[-1]) >= _LONGEST_STROKE:
            return
        if sum(map(len, self._strokes)) >= _MOST_POINTS:
            return
        point = self._units(place)
        if point != self._strokes[-1][-1]:
            self._strokes[-1].append(point)
            self.update()

    def _end(self) -> None:
        if self._drawing:
            self._drawing = False
            self._tell()

    def _touch(self, event: QTouchEvent) -> None:
        event.accept()
        points = event.points()
        if event.type() == QEvent.Type.TouchBegin and points:
            self._begin(points[0].position())
        elif event.type() == QEvent.Type.TouchUpdate and points:
            self._go_on(points[0].position())
        else:
            self._end()

    def _units(self, place: QPointF) -> tuple[int, int]:
        scale = UNITS / max(self.width(), 1)
        x, y = round(place.x() * scale), round(place.y() * scale)
        return min(max(x, 0), UNITS), min(max(y, 0), HEIGHT)

    def _tell(self) -> None:
        self.update()
        self.drawn.emit()


def _smooth(points: list[QPointF]) -> QPainterPath:
    path = QPainterPath(points[0])
    if len(points) == 1:
        path.lineTo(points[0] + QPointF(0.1, 0.1))  # a dot
    for here, there in pairwise(points[1:]):
        path.quadTo(here, (here + there) / 2)
    if len(points) > 1:
        path.lineTo(points[-1])
    return path
