"""A document from elsewhere, drawn in a process of its own, beside what is said about it."""

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from ....intake.renderer import Renderer


class OutsidePages:
    """The pages of such a document, for a preview."""

    def __init__(self, renderer: Renderer) -> None:
        self._renderer = renderer
        self.hidden: Sequence[str] = ()  # words that somebody is to type beside it, and not to copy from it

    def count(self, content: bytes) -> int:
        """The number of pages. Raises ValueError."""
        return self._renderer.count(content)

    def draw(self, content: bytes, index: int, width: int) -> QImage:
        drawn = self._renderer.draw(content, index, width, self.hidden)
        stride = 4 * drawn.width
        return QImage(drawn.pixels, drawn.width, drawn.height, stride, QImage.Format.Format_RGBX8888).copy()


_FROM = 680  # pixels of width
_LETTERS = 92  # and letters, so that large text comes below each other earlier


class Beside(QWidget):
    """A document beside words about it: fill `document` and `words`, each from the top."""

    def __init__(self, shares: tuple[int, int] = (1, 1)) -> None:
        super().__init__()
        self._is_first = False
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._sides.setContentsMargins(0, 0, 0, 0)
        self._sides.setSpacing(20)
        self.document, self.words = QVBoxLayout(), QVBoxLayout()
        self.words.setSpacing(14)
        for side, share in zip((self.document, self.words), shares, strict=True):
            holder = QVBoxLayout()
            holder.addLayout(side)
            holder.addStretch(1)
            self._sides.addLayout(holder, share)

    def minimumSizeHint(self) -> QSize:
        """As narrow as the wider of the two, since they can stand one below the other."""
        across = max(side.minimumSize().width() for side in (self.document, self.words))
        return QSize(across, super().minimumSizeHint().height())

    def put_document_first(self, *, first: bool) -> None:
        """In a narrow window, show the document above the words instead of below them."""
        self._is_first = first
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the two side by side where there is room."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        wanted = max(_FROM, _LETTERS * self.fontMetrics().averageCharWidth())
        way = QBoxLayout.Direction
        below = way.TopToBottom if self._is_first else way.BottomToTop
        self._sides.setDirection(way.LeftToRight if self.width() >= wanted else below)
