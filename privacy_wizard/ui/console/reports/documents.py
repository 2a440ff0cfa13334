"""Documents made of text, as PDF: the school at the head, paragraphs, tables, and at each foot which page it is.

Every text is taken as it is. The look is that of the attestation: the same letters, lines and colours.
"""

from base64 import b64encode
from collections.abc import Iterable, Sequence
from html import escape

from attrs import field, frozen
from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPageLayout, QPageSize, QPainter, QPdfWriter, QPen, QTextDocument

_INK, _MUTED, _ACCENT, _LINE = "#1b1d22", "#5a5f69", "#1d5bbf", "#d5d9e0"
_STYLE = (
    f"body{{font-family:Inter;font-size:9pt;color:{_INK}}} h1{{font-size:21pt;margin-top:2px;margin-bottom:2px}} "
    "h2{font-size:11.5pt;margin-top:20px;margin-bottom:5px} p{margin-top:2px;margin-bottom:6px;line-height:125%} "
    f"th{{text-align:left;font-size:7.5pt;color:{_MUTED}}} "
    f".small{{font-size:7.5pt;color:{_MUTED}}} .kicker{{font-size:7.5pt;font-weight:600;color:{_ACCENT}}} "
    f".muted{{color:{_MUTED}}}"
)
_CELL = f"padding:4px 10px 4px 0;border-bottom:1px solid {_LINE}"
_HEAD = f"padding:3px 10px 3px 0;border-bottom:1.5px solid {_INK}"
_DOTS = 300
_MARGIN = 18  # millimetres
_FOOT = 10  # millimetres at the bottom of each page
_LOGO = 46  # height in the measure of the text
_MM = _DOTS / 25.4


@frozen(kw_only=True)
class Letterhead:
    """What stands at the head and at each foot."""

    kicker: str  # the kind of document, in small letters above its title
    school: str
    foot: str
    logo: bytes | None = field(default=None, repr=False)  # PNG or JPEG, of the school's own signed profile


def heading(text: str, step: int = 2) -> str:
    """A heading."""
    return f"<h{step}>{escape(text)}</h{step}>"


def paragraph(text: str, *, small: bool = False) -> str:
    """Running text."""
    return f"<p class='small'>{escape(text)}</p>" if small else f"<p>{escape(text)}</p>"


def table(headings: Sequence[str], rows: Iterable[Sequence[str]], *, numbers: int = 0) -> str:
    """A table, its last `numbers` columns to the right; every line below the first may break to the next page."""
    first_number = len(headings) - numbers

    def cells(tag: str, row: Sequence[str], style: str) -> str:
        sides = ("left" if at < first_number else "right" for at in range(len(row)))
        return "".join(
            f"<{tag} align='{side}' style='{style}'>{escape(cell)}</{tag}>"
            for side, cell in zip(sides, row, strict=True)
        )

    body = "".join(f"<tr>{cells('td', row, _CELL)}</tr>" for row in rows)
    head = f"<thead><tr>{cells('th', headings, _HEAD)}</tr></thead>"
    return f"<table width='100%' cellspacing='0' style='border-collapse:collapse;margin-top:6px'>{head}{body}</table>"


def letter(head: Letterhead, title: str, below: str, html: str) -> str:
    """A document with its head: logo and school, the kind of document, its title, and a line below it."""
    logo = _logo(head.logo)
    name = f"<td style='padding:0'><span class='kicker'>{escape(head.kicker.upper())}</span></td>"
    picture = f"<td align='right' style='padding:0'>{logo}</td>" if logo else ""
    return (
        f"<table width='100%' cellspacing='0'><tr>{name}{picture}</tr></table>"
        f"<h1>{escape(title)}</h1><p class='muted'>{escape(below)}</p><hr>{html}"
    )


def as_pdf(html: str, title: str, foot: str = "") -> bytes:
    """The document on A4, with `foot` and the number of the page at the foot of each."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(title)
    writer.setCreator("Privacy Wizard")
    writer.setResolution(_DOTS)
    margins = QMarginsF(_MARGIN, _MARGIN, _MARGIN, _MARGIN - 4)
    paper, upright = QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait
    writer.setPageLayout(QPageLayout(paper, upright, margins, QPageLayout.Unit.Millimeter))
    document = QTextDocument()
    document.setDefaultStyleSheet(_STYLE)
    document.setDocumentMargin(0)
    document.documentLayout().setPaintDevice(writer)
    document.setHtml(html)
    room = QSizeF(writer.pageLayout().paintRectPixels(_DOTS).size())
    document.setPageSize(QSizeF(room.width(), room.height() - _FOOT * _MM))
    _paint(document, writer, room, foot)
    buffer.close()
    return bytes(buffer.data().data())


def _paint(document: QTextDocument, writer: QPdfWriter, room: QSizeF, foot: str) -> None:
    painter = QPainter(writer)
    pages, each = document.pageCount(), document.pageSize().height()
    for at in range(pages):
        if at:
            writer.newPage()
        painter.save()
        painter.translate(0, -at * each)
        document.drawContents(painter, QRectF(0, at * each, room.width(), each))
        painter.restore()
        _paint_foot(painter, room, foot, f"{at + 1} / {pages}")
    painter.end()


def _paint_foot(painter: QPainter, room: QSizeF, foot: str, place: str) -> None:
    line = room.height() - _FOOT * _MM * 0.55
    painter.setPen(QPen(QColor(_LINE), 0.2 * _MM))
    painter.drawLine(QPointF(0, line), QPointF(room.width(), line))
    letters = QFont("Inter")
    letters.setPointSizeF(7)
    painter.setFont(letters)
    painter.setPen(QColor(_MUTED))
    below = QRectF(0, line + _MM, room.width(), room.height() - line)
    painter.drawText(below, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, foot)
    painter.drawText(below, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, place)


def _logo(content: bytes | None) -> str:
    """The logo as a picture within the text; nothing where it cannot be drawn."""
    if content is None:
        return ""
    image = QImage.fromData(content)
    if image.isNull():
        return ""
    kind = "png" if content.startswith(b"\x89PNG") else "jpeg"
    return f"<img height='{_LOGO}' src='data:image/{kind};base64,{b64encode(content).decode()}'>"
