"""Printing finished PDFs, page by page."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

import shiboken6
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from ...i18n import Message, _
from ...system.progress import WorkProgress, WorkStopped
from .pdf_pages import count_pages, draw_page
from .widgets.progress import CountedProgress

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

T = TypeVar("T")
_PIXELS_ACROSS = 2480  # A4 at 300 dots to the inch
_WIDTH = 380


class PrintingStopped(WorkStopped):
    """The user stopped it; pages already sent to the printer may still come out."""

    sentence = Message("Stopped. Pages already sent to the printer may still come out.")


class PrintingWindow(QDialog):
    """How far the printing is, and a way to stop it; shown once it takes more than a moment."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Printing"))
        self.setMinimumWidth(_WIDTH)
        self.counting = CountedProgress()
        self.counting.appeared.connect(self.show)
        QVBoxLayout(self).addWidget(self.counting)

    def run(
        self,
        work: Callable[[WorkProgress], T],
        on_done: Callable[[T], None],
        on_failed: Callable[[Exception], None],
        saying: str,
    ) -> None:
        """Do it; the window goes with it."""

        def done(result: T) -> None:
            self.deleteLater()
            on_done(result)

        def failed(error: Exception) -> None:
            self.deleteLater()
            on_failed(error)

        self.counting.run(work, on_done=done, on_failed=failed, saying=saying)

    def reject(self) -> None:
        """Closing the window stops the printing: nothing is printed unseen."""
        self.counting.cancel.click()


def print_pdf(
    parent: QWidget,
    make: Callable[[], bytes],
    on_failed: Callable[[Exception], None],
    on_ready: Callable[[], None] = lambda: None,
    on_begun: Callable[[], None] = lambda: None,
) -> None:
    """Make a PDF on a worker, let the user choose a printer, and print it; `on_ready` before the choice, `on_begun`
    once a printer is chosen.
    """

    def made(found: tuple[bytes, int]) -> None:
        on_ready()

        def begin(printer: "QPrinter") -> None:
            print_pages(*found, printer, failed, parent)
            on_begun()

        _ask(parent, begin)

    def failed(error: Exception) -> None:
        if shiboken6.isValid(parent):
            on_failed(error)

    def work(progress: WorkProgress) -> tuple[bytes, int]:
        pdf = make()
        progress.ending_in(PrintingStopped).go_on()
        return pdf, count_pages(pdf)

    PrintingWindow(parent).run(work, made, failed, _("Making the pages …"))


def print_pages(
    pdf: bytes,
    pages: int,
    printer: "QPrinter",
    on_failed: Callable[[Exception], None],
    parent: QWidget | None = None,
) -> None:
    """Print each page on its own sheet, on a worker; it continues if the user leaves the page. Drawn one at a time: a
    hundred would not fit in memory.
    """

    def work(progress: WorkProgress) -> None:
        painter = QPainter(printer)
        try:
            for at in progress.ending_in(PrintingStopped).through(range(pages), pages):
                page = draw_page(pdf, at, _PIXELS_ACROSS)
                if at:
                    printer.newPage()
                room = QRectF(painter.viewport())
                size = page.size().scaled(room.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
                painter.drawImage(QRectF(0, 0, size.width(), size.height()), page)
        except WorkStopped:
            printer.abort()
            raise
        finally:
            painter.end()

    PrintingWindow(parent).run(work, lambda _done: None, on_failed, _("Printing …"))


def _ask(parent: QWidget, draw: Callable[["QPrinter"], None]) -> None:
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # only whoever prints needs it

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    dialog = QPrintDialog(printer, parent)
    dialog.accepted.connect(lambda: draw(printer))
    dialog.finished.connect(dialog.deleteLater)
    QDialog.open(dialog)  # its own `open` wants a slot
