"""A signature: drawn with mouse, pen or finger, or typed by people who cannot or would rather not draw."""

from itertools import pairwise

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen, QTabletEvent, QTouchEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from ....i18n import _
from ..accessible import give_role
from ..layouts import row
from ..theme.tokens import tokens
from ..translation import Retranslated
from .button import Button
from .field import Field, limit_accents
from .option_group import OptionChoice, OptionGroup

Stroke = tuple[tuple[int, int], ...]
UNITS = 1000  # the width of the pad; y runs down in the same unit
HEIGHT = 320
_TOUCH = (QEvent.Type.TouchBegin, QEvent.Type.TouchUpdate, QEvent.Type.TouchEnd, QEvent.Type.TouchCancel)
_MOST_STROKES, _LONGEST_STROKE, _MOST_POINTS = 400, 4_000, 15_000  # within what an attestation takes


class SignatureCanvas(QWidget):
    """Keeps strokes in units of a thousandth of its width, so that they fit any size; `drawn` after each."""

    drawn = Signal()

    def __init__(self) -> None:
        super().__init__()
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

    def undo(self) -> None:
        """Remove the last stroke."""
        if self._strokes:
            self._strokes.pop()
            self._tell()

    def clear(self) -> None:
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
        if event.button() == Qt.MouseButton.LeftButton:
            self._begin(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._go_on(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
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


_DRAW, _TYPE = "draw", "type"


class SignaturePad(Retranslated, QWidget):
    """`signed` whenever the signature changes; it is either `strokes` or `typed`, never both."""

    signed = Signal()

    def __init__(self) -> None:
        super().__init__()
        give_role(self, "group")
        self.way = OptionGroup("", [OptionChoice(_DRAW, ""), OptionChoice(_TYPE, "")])
        self.canvas, self.name = SignatureCanvas(), QLineEdit()
        self.undo, self.clear = Button("", "quiet", "undo"), Button("", "quiet", "bin")
        self._field = Field("", self.name)
        self._suggested = ""
        self._told: tuple[tuple[Stroke, ...], str] = ((), "")
        self._drawing = self._drawing_side()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.way)
        column.addWidget(self._drawing)
        column.addWidget(self._field)
        self._connect()
        self.name.setMaxLength(120)
        limit_accents(self.name)
        self.choose_way(drawn=True)
        self.retranslate()

    @property
    def strokes(self) -> tuple[Stroke, ...]:
        """The drawn signature, empty if it is typed; see SignatureCanvas for the units."""
        return self.canvas.strokes if self.way.current() == _DRAW else ()

    @property
    def typed(self) -> str:
        """The typed signature, empty if it is drawn."""
        return self.name.text().strip() if self.way.current() == _TYPE else ""

    @property
    def is_signed(self) -> bool:
        """Whether there is a signature of either kind."""
        return bool(self.strokes or self.typed)

    def suggest(self, name: str) -> None:
        """Fill in the name to be typed, unless another one was typed."""
        if self.name.text() in ("", self._suggested):
            self.name.setText(name)
        self._suggested = name

    def choose_way(self, *, drawn: bool) -> None:
        """Offer the pad, or the field to type into."""
        self.way.choose(_DRAW if drawn else _TYPE)
        self._on_way()

    def retranslate(self) -> None:
        self.setAccessibleName(_("Your signature"))
        self.way.setAccessibleName(_("How you sign"))
        self.way.row(_DRAW).setText(_("Draw it"))
        self.way.row(_TYPE).setText(_("Type it"))
        self.canvas.setAccessibleName(_("Pad for your signature"))
        self.canvas.setAccessibleDescription(_("Draw with mouse, pen or finger, or choose to type your name."))
        self.canvas.hint = _("Sign here with mouse, pen or finger")
        self.undo.setText(_("Remove the last stroke"))
        self.clear.setText(_("Clear"))
        self._field.set_label(_("Your full name, as your signature"), _("It takes the place of a drawn signature."))

    def _drawing_side(self) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.canvas)
        column.addLayout(row(self.undo, self.clear))
        column.addStretch(1)
        return side

    def _connect(self) -> None:
        self.way.chosen.connect(self._on_way)
        self.canvas.drawn.connect(self._on_changed)
        self.name.textChanged.connect(self._on_changed)
        self.undo.clicked.connect(self.canvas.undo)
        self.clear.clicked.connect(self.canvas.clear)

    def _on_way(self) -> None:
        self._drawing.setVisible(self.way.current() == _DRAW)
        self._field.setVisible(self.way.current() == _TYPE)
        self._on_changed()

    def _on_changed(self) -> None:
        for button in (self.undo, self.clear):
            button.setEnabled(bool(self.canvas.strokes))
        signature = self.strokes, self.typed
        if signature != self._told:  # a name that is suggested to whoever draws is none
            self._told = signature
            self.signed.emit()
