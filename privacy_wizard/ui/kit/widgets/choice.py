"""Options painted as rows or segments whose labels wrap; underneath they are real radio buttons and check boxes."""

from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QRadioButton, QSizePolicy, QWidget

from ..theme.icons import paint_icon
from ..theme.theme import TypeStep, font_of
from ..theme.tokens import Tokens, tokens
from .text import OTHER_LETTERS

_PAD_X, _PAD_Y, _GAP, _MARK, _RADIUS = 14, 10, 12, 18, 9
_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
_TEXT_LEFT = _PAD_X + _MARK + _GAP
_SEAL, _SEAL_GAP = 15, 6
_COMPACT_PAD_Y, _QUIET_PAD_Y, _BARE_PAD_Y, _ROOMY_BARE_PAD_Y = 6, 3, 3, 7
_MOST_MEASURED = 16  # widths: a layout tries a few, a window that is drawn larger hundreds

if TYPE_CHECKING:
    _Base = QAbstractButton
else:
    _Base = object  # a second Qt base class would not work


class _Choice(_Base):
    """What rows of both kinds share: measuring, painting, hit testing. A mixin: use OptionRow or CheckRow."""

    _hint: str
    _is_round: bool
    _quiet: bool  # without an edge until it is chosen: for the answers that are none
    _seal = ""  # an icon behind the label
    _pad_y, _bare_pad_y = _PAD_Y, _BARE_PAD_Y
    _is_bare = False  # only the mark: the label stands above its column

    def _prepare(self, hint: str, *, is_round: bool, quiet: bool) -> None:
        self._hint, self._is_round, self._quiet = hint, is_round, quiet
        self._in_click = self._in_code = False
        self._forget_measures()
        self.toggled.connect(self._on_toggled)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleDescription(hint)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def changeEvent(self, event: QEvent) -> None:
        """Measure again in other letters."""
        if event.type() in OTHER_LETTERS:
            self._forget_measures()
        super().changeEvent(event)

    def _forget_measures(self) -> None:
        self._advances: dict[tuple[str, ...], int] = {}
        self._rects: dict[tuple[int, str, str], tuple[QRect, QRect]] = {}

    def nextCheckState(self) -> None:
        """A click with mouse or key; Qt tells it as `clicked`."""
        self._in_click = True
        super().nextCheckState()
        self._in_click = False

    def setChecked(self, arg__1: bool, /) -> None:
        """Show it as chosen, or not; not told as `clicked`."""
        self._in_code = True
        super().setChecked(arg__1)
        self._in_code = False

    def _on_toggled(self, on: bool) -> None:
        by_screen_reader = not (self._in_click or self._in_code)
        if by_screen_reader and (on or not self._is_round):
            cast(Any, self.clicked)[bool].emit(on)  # Qt tells a choice made through a screen reader as `toggled` only

    def make_compact(self, *, roomy: bool = False) -> None:
        """Less air above and below, for many options on one page; a little more of it where there is room."""
        tight, wide = (_QUIET_PAD_Y, _COMPACT_PAD_Y) if self._quiet else (_COMPACT_PAD_Y, _PAD_Y)
        self._pad_y, self._bare_pad_y = (wide, _ROOMY_BARE_PAD_Y) if roomy else (tight, _BARE_PAD_Y)
        self.updateGeometry()

    @property
    def is_bare(self) -> bool:
        """Whether only the mark is shown."""
        return self._is_bare

    def set_bare(self, bare: bool) -> None:
        """Show the mark alone, in the middle; the label stands elsewhere, and a screen reader still hears it."""
        self._is_bare = bare
        self.updateGeometry()
        self.update()

    def set_seal(self, icon: str, meaning: str) -> None:
        """A small icon behind the label; a screen reader hears its meaning instead."""
        self._seal = icon
        self.setAccessibleDescription(meaning)
        self.updateGeometry()

    def set_hint(self, hint: str) -> None:
        """A quieter line below the label; the empty string for none."""
        self._hint = hint
        self.setAccessibleDescription(hint)
        self.updateGeometry()
        self.update()

    def line_width(self) -> int:
        """The width at which the label needs one line."""
        return self._width_around((self.text(),))

    def word_width(self) -> int:
        """The least width at which no word of the label is cut."""
        return self._width_around(tuple(self.text().split()))

    def _width_around(self, texts: tuple[str, ...]) -> int:
        widest = self._advances.get(texts)
        if widest is None:  # a layout asks again and again
            widest = self._advances[texts] = max(map(self.fontMetrics().horizontalAdvance, texts), default=0)
        return _TEXT_LEFT + widest + self._text_right + 4

    @property
    def _text_right(self) -> int:
        return _PAD_X + (_SEAL + _SEAL_GAP if self._seal else 0)

    def hasHeightForWidth(self) -> bool:
        """A narrow row is a taller one."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height with the label and hint wrapped."""
        if self._is_bare:
            return _MARK + 2 * self._bare_pad_y
        label, hint = self._text_rects(width)
        return max(label.height() + hint.height() + 2 * self._pad_y, _MARK + 2 * self._pad_y)

    def sizeHint(self) -> QSize:
        """Wide enough for the label, but never asking for more than a readable line."""
        width = min(max(self.line_width(), 120), 420)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Narrow windows may squeeze a row a good deal."""
        return QSize(40 if self._is_bare else 110, _MARK + 2 * (self._bare_pad_y if self._is_bare else self._pad_y))

    def hitButton(self, pos: QPoint) -> bool:
        """The whole row can be clicked."""
        return self.rect().contains(pos)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the row in the colours in force."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colors = tokens()
        self._paint_frame(painter, colors)
        self._paint_mark(painter, colors)
        if self._is_bare:
            return
        self._paint_text(painter, colors)
        if self._seal:
            self._paint_seal(painter)

    def _text_rects(self, width: int) -> tuple[QRect, QRect]:
        asked = max(width - _TEXT_LEFT - self._text_right, 40), self.text(), self._hint
        if asked not in self._rects:
            if len(self._rects) >= _MOST_MEASURED:
                self._rects.clear()
            self._rects[asked] = self._wrapped(*asked)
        return self._rects[asked]

    def _wrapped(self, width: int, text: str, hint: str) -> tuple[QRect, QRect]:
        room = QRect(0, 0, width, 10_000)
        label = self.fontMetrics().boundingRect(room, _WRAP, text)
        if not hint:
            return label, QRect()
        return label, self._hint_metrics().boundingRect(room, _WRAP, hint).adjusted(0, 0, 0, 2)

    def _hint_metrics(self) -> QFontMetrics:
        return QFontMetrics(font_of(TypeStep.SMALL, self.font()))

    def _paint_frame(self, painter: QPainter, colors: Tokens) -> None:
        by_key = self.window().testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
        chosen, focused = self.isChecked(), self.hasFocus() and by_key  # else a frame that looks like an answer
        fill = "accent_soft" if chosen else "hover" if self.underMouse() and self.isEnabled() else "surface"
        edge = "focus" if focused else "accent" if chosen else "outline" if self.isEnabled() else "border"
        if (self._quiet or self._is_bare) and not (chosen or focused):
            edge = fill
        width = 2.0 if focused else 1.5 if chosen else 1.0
        inset = width / 2
        painter.setPen(QPen(colors.color(edge), width))
        painter.setBrush(colors.color(fill))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), _RADIUS, _RADIUS)

    def _text_top(self, text: int) -> int:
        """Where a text so high begins: beside taller rows all begin on one line."""
        return self._pad_y + (max(text, _MARK) - text) // 2

    def _mark_rect(self) -> QRectF:
        if self._is_bare:
            return QRectF((self.width() - _MARK) / 2, (self.height() - _MARK) / 2, _MARK, _MARK)
        line = self.fontMetrics().height()
        label, hint = self._text_rects(self.width())
        top = self._text_top(label.height() + hint.height()) + (line - _MARK) / 2
        left = self.width() - _PAD_X - _MARK if self.isRightToLeft() else _PAD_X
        return QRectF(left, top, _MARK, _MARK)

    def _paint_mark(self, painter: QPainter, colors: Tokens) -> None:
        rect = self._mark_rect().adjusted(1, 1, -1, -1)
        chosen = self.isChecked()
        ink = colors.color("accent" if self.isEnabled() else "outline")
        painter.setPen(QPen(ink if chosen else colors.color("outline"), 1.5))
        painter.setBrush(ink if chosen else colors.color("surface"))
        painter.drawRoundedRect(rect, 8 if self._is_round else 4, 8 if self._is_round else 4)
        if chosen:
            paint_tick(painter, rect, colors.on_accent) if not self._is_round else _paint_dot(painter, rect, colors)

    def _paint_text(self, painter: QPainter, colors: Tokens) -> None:
        label, hint = self._text_rects(self.width())
        top = self._text_top(label.height() + hint.height())
        left = self._text_right if self.isRightToLeft() else _TEXT_LEFT
        room = self.width() - _TEXT_LEFT - self._text_right
        painter.setPen(colors.color("text" if self.isEnabled() else "muted"))
        painter.drawText(QRect(left, top, room, label.height()), _WRAP, self.text())
        if self._hint:
            painter.setFont(font_of(TypeStep.SMALL, self.font()))
            painter.setPen(colors.color("muted"))
            painter.drawText(QRect(left, top + label.height() + 2, room, hint.height()), _WRAP, self._hint)

    def _paint_seal(self, painter: QPainter) -> None:
        """On the first line, close behind the label."""
        label, _hint = self._text_rects(self.width())
        side, behind = float(_SEAL), _TEXT_LEFT + label.width() + _SEAL_GAP
        left = self.width() - behind - side if self.isRightToLeft() else behind
        top = self._mark_rect().center().y() - side / 2
        paint_icon(painter, self._seal, "muted", QRectF(left, top, side, side))


def _paint_dot(painter: QPainter, rect: QRectF, colors: Tokens) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colors.color("on_accent"))
    painter.drawEllipse(rect.center(), 3.2, 3.2)


def paint_tick(painter: QPainter, rect: QRectF, color: str) -> None:
    """A check mark inside a square, in a colour "#rrggbb"."""
    pen = QPen(QColor(color), max(rect.width() / 8, 1.6))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    x, y, side = rect.x(), rect.y(), rect.width()
    points = [QPointF(x + side * fx, y + side * fy) for fx, fy in ((0.26, 0.53), (0.43, 0.69), (0.75, 0.33))]
    painter.drawPolyline(points)


class OptionRow(_Choice, QRadioButton):
    """One option of several: a radio button as a row."""

    def __init__(self, label: str, hint: str = "", parent: QWidget | None = None, *, quiet: bool = False) -> None:
        super().__init__(label, parent)
        self._prepare(hint, is_round=True, quiet=quiet)


class CheckRow(_Choice, QCheckBox):
    """Something that is true or not: a check box as a row."""

    def __init__(self, label: str, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(label, parent)
        self._prepare(hint, is_round=False, quiet=False)
