"""The pages of a PDF: drawn as pictures by a worker, and shown one by one."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from ...i18n import _
from .accessible import announce, give_role
from .background import run_in_background
from .layouts import row
from .translation import Retranslated
from .widgets.button import Button, IconButton
from .widgets.text import TextLabel

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

_MOST_PIXELS = 40_000_000
_one_at_a_time = Lock()  # the engine must not be entered twice at once


class Pages(Protocol):
    """Anything that draws pages. Both methods raise ValueError for what cannot be drawn."""

    def count(self, content: bytes) -> int:
        """The number of pages."""

    def draw(self, content: bytes, index: int, width: int) -> QImage:
        """The page at `index` (from 0), about `width` device pixels wide."""


class OwnPages:
    """Draws in this process: for documents that this program made itself."""

    def count(self, content: bytes) -> int:
        return count_pages(content)

    def draw(self, content: bytes, index: int, width: int) -> QImage:
        return draw_page(content, index, width)


OWN_PAGES = OwnPages()


@contextmanager
def _opened(pdf: bytes) -> Iterator["PdfDocument"]:
    """The document, for one thread at a time. ValueError where it cannot be read, or drawn within."""
    import pypdfium2

    with _one_at_a_time:
        try:
            document = pypdfium2.PdfDocument(pdf)
        except pypdfium2.PdfiumError as error:
            raise ValueError from error
        try:
            yield document
        except (pypdfium2.PdfiumError, IndexError) as error:
            raise ValueError from error
        finally:
            document.close()


def count_pages(pdf: bytes) -> int:
    """The number of pages. ValueError where it is no PDF that can be read."""
    with _opened(pdf) as document:
        return len(document)


def draw_page(pdf: bytes, index: int, width: int) -> QImage:
    """The page at `index` (from 0), `width` device pixels wide. ValueError where it cannot be drawn."""
    with _opened(pdf) as document:
        return _draw(document, index, width)


def _draw(document: "PdfDocument", index: int, width: int) -> QImage:
    document.init_forms()  # signature fields are drawn with the forms
    page = document[index]
    across, down = page.get_size()
    scale = min(width / across, (_MOST_PIXELS / (across * down)) ** 0.5)
    bitmap = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=True)
    image = QImage(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGBX8888)
    return image.copy()  # the bytes end with this function


ZOOMS = (1.0, 1.25, 1.5, 2.0, 3.0)  # 1: the page is as wide as the column
_A4 = 297 / 210


class PdfPreview(Retranslated, QWidget):
    """One page at a time. Page keys turn the pages, plus and minus zoom; `failed` where it cannot be shown.

    `pages` draws: for what comes from elsewhere, give one that does so in a process of its own.
    """

    drawn = Signal(int)  # the page, from 1
    failed = Signal()

    def __init__(self, *, pages: Pages = OWN_PAGES) -> None:
        super().__init__()
        self._pages = pages
        self._pdf: bytes | None = None
        self._count, self._at, self._zoom = 0, 0, 0
        self._asked: tuple[int, int, int] | None = None
        self._asked_for, self._version = 0, 0  # how many documents were asked for; which of them is shown
        self.page_label = TextLabel("", "muted")
        self.page_label.setWordWrap(False)
        self.previous, self.next = IconButton("", "chevron-left"), IconButton("", "chevron-right")
        self.smaller, self.larger = IconButton("", "minus"), IconButton("", "plus")
        self.whole = Button("", "link", "chevron-down")
        self._most: int | None = None  # the height of what is shown of a page, in pixels, until all of it is wanted
        self.whole.hide()
        self._sheet, self._scroll = QLabel(), QScrollArea()
        give_role(self._sheet, "graphic")
        self._sheet.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._lay_out()
        self._connect()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.retranslate()

    @property
    def page(self) -> int:
        """The page shown, from 1; 0 if there is none."""
        return self._at + 1 if self._count else 0

    @property
    def picture(self) -> QPixmap:
        """What is shown of the page; null before it is drawn."""
        return self._sheet.pixmap()

    def show_pdf(self, pdf: bytes, page: int = 1) -> None:
        """Show a document at a page, or at its last one where it has fewer.

        What was shown before stays until then, so that nothing jumps about.
        """
        self._asked_for += 1
        version = self._asked_for
        run_in_background(
            lambda: self._pages.count(pdf),
            on_done=lambda count: self._on_counted(version, pdf, page, count),
            on_failed=lambda _error: self._on_failed(version),
            parent=self,
        )

    def fold(self, most: int) -> None:
        """Show so many pixels of each page, from its top, until the reader asks for all of it."""
        self._most = most
        self.whole.show()

    def unfold(self) -> None:
        """Show each page whole."""
        if self._most is not None:
            self._most = None
            self.whole.hide()
            self._scroll.setFixedHeight(max(self._sheet.height(), 1))

    def show_page(self, page: int) -> None:
        """Show a page, from 1; beyond the ends nothing happens."""
        if 1 <= page <= self._count and page - 1 != self._at:
            self._at = page - 1
            self._refresh()
            announce(self, self.page_label.text())

    def zoom(self, steps: int) -> None:
        """Zoom in (+1) or out (-1)."""
        self.unfold()
        self._zoom = min(max(self._zoom + steps, 0), len(ZOOMS) - 1)
        self._refresh()

    def retranslate(self) -> None:
        self.setAccessibleName(_("Preview of the document"))
        self.previous.set_name(_("Previous page"))
        self.next.set_name(_("Next page"))
        self.smaller.set_name(_("Smaller"))
        self.larger.set_name(_("Larger"))
        self.whole.setText(_("Read the whole page"))
        self._show_place()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page keys, Home, End, plus and minus."""
        turns = {
            Qt.Key.Key_PageUp: self.page - 1,
            Qt.Key.Key_PageDown: self.page + 1,
            Qt.Key.Key_Home: 1,
            Qt.Key.Key_End: self._count,
        }
        zooms = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Minus: -1}
        key = Qt.Key(event.key())
        if key in turns:
            self.show_page(turns[key])
        elif key in zooms:
            self.zoom(zooms[key])
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw the page as wide as the column is now."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._refresh()

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(4)
        for part in (self.previous, self.page_label, self.next):
            bar.addWidget(part)
        bar.addStretch(1)
        bar.addWidget(self.smaller)
        bar.addWidget(self.larger)
        self._scroll.setWidget(self._sheet)
        self._scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)  # the page itself scrolls
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.viewport().installEventFilter(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(bar)
        column.addWidget(self._scroll)
        column.addLayout(row(self.whole))

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Let the wheel scroll the wizard's page, not the preview."""
        if event.type() == QEvent.Type.Wheel:
            event.ignore()
            return True
        return False

    def _connect(self) -> None:
        self.previous.clicked.connect(lambda: self.show_page(self.page - 1))
        self.next.clicked.connect(lambda: self.show_page(self.page + 1))
        self.smaller.clicked.connect(lambda: self.zoom(-1))
        self.larger.clicked.connect(lambda: self.zoom(1))
        self.whole.clicked.connect(self._on_whole)

    def _on_whole(self) -> None:
        self.unfold()
        self.setFocus()  # the button that had it is gone

    def _tall(self, pixels: int) -> None:
        self._scroll.setFixedHeight(pixels if self._most is None else min(pixels, self._most))

    def _on_counted(self, version: int, pdf: bytes, page: int, count: int) -> None:
        if version == self._asked_for:
            self._version, self._pdf = version, pdf
            self._count, self._at = count, max(min(page, count) - 1, 0)
            self._refresh()

    def _on_failed(self, version: int) -> None:
        if version == self._asked_for:
            self._pdf, self._count, self._at = None, 0, 0
            self._show_place()
            self._sheet.clear()
            self.failed.emit()

    def _refresh(self) -> None:
        self._show_place()
        across = max(round(self.width() * ZOOMS[self._zoom]), 50)
        wanted = (self._version, self._at, round(across * self.devicePixelRatioF()))
        pdf = self._pdf
        if pdf is None or not self._count or wanted == self._asked:
            return
        self._asked = wanted
        self._tall(max(self._scroll.height(), round(self.width() * _A4)))
        run_in_background(
            lambda: self._pages.draw(pdf, wanted[1], wanted[2]),
            on_done=lambda image: self._on_drawn(wanted, image),
            on_failed=lambda _error: self._on_failed(wanted[0]),
            parent=self,
        )

    def _on_drawn(self, wanted: tuple[int, int, int], image: QImage) -> None:
        if wanted != self._asked:
            return  # another page, size or document was wanted in the meantime
        pixmap = QPixmap.fromImage(image)
        pixmap.setDevicePixelRatio(self.devicePixelRatioF())
        size = QSize(round(pixmap.deviceIndependentSize().width()), round(pixmap.deviceIndependentSize().height()))
        self._sheet.setPixmap(pixmap)
        self._sheet.resize(size)
        self._sheet.setAccessibleName(self.page_label.text())
        bar = self._scroll.horizontalScrollBar().sizeHint().height() if size.width() > self.width() else 0
        self._tall(size.height() + bar)
        self.drawn.emit(self.page)

    def _show_place(self) -> None:
        place = _("Page {page} of {count}", page=self.page, count=self._count) if self._count else ""
        self.page_label.setText(place)
        self.previous.setEnabled(self._at > 0)
        self.next.setEnabled(self._at + 1 < self._count)
        self.smaller.setEnabled(self._zoom > 0)
        self.larger.setEnabled(self._zoom + 1 < len(ZOOMS))
