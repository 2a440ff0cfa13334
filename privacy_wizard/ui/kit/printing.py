"""Onto paper: plain documents made from text, and finished PDFs page by page."""

from collections.abc import Callable, Iterable
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QImage, QPainter, QTextDocument
from PySide6.QtWidgets import QDialog, QWidget

from .background import run_in_background
from .pdf_pages import count_pages, draw_page

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

_STYLE = "li{font-size:8pt} h1{font-size:14pt} h2{font-size:9.5pt;margin-top:5px;margin-bottom:1px} ul{margin-top:0}"
_PIXELS_ACROSS = 2480  # A4 at 300 dots to the inch


def paragraphs(title: str, parts: Iterable[tuple[str, Iterable[str]]]) -> str:
    """A document of headings with a list of lines below each; every text is taken as it is."""
    inside = "".join(
        (f"<h2>{escape(heading)}</h2>" if heading else "")
        + "<ul>"
        + "".join(f"<li>{escape(line)}</li>" for line in lines)
        + "</ul>"
        for heading, lines in parts
    )
    return f"<h1>{escape(title)}</h1>{inside}"


def draw_text(html: str, printer: "QPrinter") -> None:
    """Put a document on the printer's pages."""
    document = QTextDocument()
    document.setDefaultStyleSheet(_STYLE)
    document.setHtml(html)
    document.setPageSize(QSizeF(printer.pageRect(printer.Unit.Point).size()))
    document.print_(printer)


def draw_pictures(pages: Iterable[QImage], printer: "QPrinter") -> None:
    """One picture on each page, as large as the paper."""
    painter = QPainter(printer)
    for at, page in enumerate(pages):
        if at:
            printer.newPage()
        room = QRectF(painter.viewport())
        size = page.size().scaled(room.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
        painter.drawImage(QRectF(0, 0, size.width(), size.height()), page)
    painter.end()


def print_text(parent: QWidget, html: str) -> None:
    """Let the user choose a printer and print a document made of text."""
    _ask(parent, lambda printer: draw_text(html, printer))


def print_pdf(
    parent: QWidget, pdf: bytes, on_ready: Callable[[], None], on_failed: Callable[[Exception], None]
) -> None:
    """Let the user choose a printer and print a PDF; drawing its pages takes a moment and happens aside."""

    def ask(pages: list[QImage]) -> None:
        on_ready()
        _ask(parent, lambda printer: draw_pictures(pages, printer))

    run_in_background(lambda: pictures_of(pdf), on_done=ask, on_failed=on_failed, parent=parent)


def pictures_of(pdf: bytes) -> list[QImage]:
    """All pages, good enough for paper. Slow. ValueError where it cannot be read."""
    return [draw_page(pdf, at, _PIXELS_ACROSS) for at in range(count_pages(pdf))]


def _ask(parent: QWidget, draw: Callable[["QPrinter"], None]) -> None:
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # only whoever prints needs it

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    dialog = QPrintDialog(printer, parent)
    dialog.accepted.connect(lambda: draw(printer))
    dialog.finished.connect(dialog.deleteLater)
    QDialog.open(dialog)  # its own `open` wants a slot
