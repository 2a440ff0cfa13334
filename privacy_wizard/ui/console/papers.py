"""Documents made of text, as PDF: a dated heading, paragraphs, tables. Every text is taken as it is."""

from collections.abc import Iterable, Sequence
from html import escape

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPdfWriter, QTextDocument

_STYLE = (
    "body{font-family:Inter;font-size:9.5pt} h1{font-size:19pt;margin-bottom:2px} h2{font-size:12pt;margin-top:16px;"
    "margin-bottom:4px} p{margin-top:2px;margin-bottom:5px} td,th{padding:3px 8px 3px 0} th{text-align:left}"
    ".small{font-size:8pt;color:#5a5f69}"
)
_DOTS = 300
_MARGIN = 18  # millimetres


def heading(text: str, step: int = 2) -> str:
    """A heading."""
    return f"<h{step}>{escape(text)}</h{step}>"


def paragraph(text: str, *, small: bool = False) -> str:
    """Running text."""
    return f"<p class='small'>{escape(text)}</p>" if small else f"<p>{escape(text)}</p>"


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; every line below the first may break to the next page."""
    head = "".join(f"<th>{escape(each)}</th>" for each in headings)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table width='100%' cellspacing='0'><thead><tr>{head}</tr></thead>{body}</table>"


def as_pdf(html: str, title: str) -> bytes:
    """The document on A4."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(title)
    writer.setCreator("Privacy Wizard")
    writer.setResolution(_DOTS)
    margins = QMarginsF(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
    writer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4),
            QPageLayout.Orientation.Portrait,
            margins,
            QPageLayout.Unit.Millimeter,
        )
    )
    document = QTextDocument()
    document.setDefaultStyleSheet(_STYLE)
    document.documentLayout().setPaintDevice(writer)
    document.setHtml(html)
    document.setPageSize(QSizeF(writer.pageLayout().paintRectPixels(_DOTS).size()))
    document.print_(writer)
    buffer.close()
    return bytes(buffer.data().data())
