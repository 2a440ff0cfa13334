"""Onto paper: finished PDFs, page by page."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QObject, QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QDialog, QWidget

from .background import run_in_background
from .pdf_pages import count_pages, draw_page

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

_PIXELS_ACROSS = 2480  # A4 at 300 dots to the inch


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
            print_pages(*found, printer, failed)
            on_begun()

        _ask(parent, begin)

    def failed(error: Exception) -> None:
        if shiboken6.isValid(parent):
            on_failed(error)

    def work() -> tuple[bytes, int]:
        pdf = make()
        return pdf, count_pages(pdf)

    run_in_background(work, on_done=made, on_failed=failed, parent=parent)


def print_pages(pdf: bytes, pages: int, printer: "QPrinter", on_failed: Callable[[Exception], None]) -> None:
    """Put each page onto a sheet of its own. One is drawn at a time, on a worker: a hundred would not fit in memory."""
    painter, under_way = QPainter(printer), QObject()  # it goes on when the page that asked for it is left

    def draw(at: int) -> None:
        run_in_background(
            lambda: draw_page(pdf, at, _PIXELS_ACROSS),
            on_done=lambda page: put(page, at),
            on_failed=failed,
            parent=under_way,
        )

    def put(page: QImage, at: int) -> None:
        if at:
            printer.newPage()
        room = QRectF(painter.viewport())
        size = page.size().scaled(room.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
        painter.drawImage(QRectF(0, 0, size.width(), size.height()), page)
        if at + 1 < pages:
            draw(at + 1)
        else:
            painter.end()

    def failed(error: Exception) -> None:
        painter.end()
        on_failed(error)

    draw(0)


def _ask(parent: QWidget, draw: Callable[["QPrinter"], None]) -> None:
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # only whoever prints needs it

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    dialog = QPrintDialog(printer, parent)
    dialog.accepted.connect(lambda: draw(printer))
    dialog.finished.connect(dialog.deleteLater)
    QDialog.open(dialog)  # its own `open` wants a slot
