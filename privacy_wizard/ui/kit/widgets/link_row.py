"""Opens a setting in the browser, or on the phone with a QR code."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt, QUrl, Signal
from PySide6.QtGui import QColor, QDesktopServices, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ....i18n import Message, _
from ..accessible import give_role
from ..layouts import FlowLayout
from ..translation import Retranslated
from .button import Button
from .text import TextLabel

_SIDE = 184  # pixels
_QUIET = 4  # modules of white around it, as the standard asks


def qr_image(text: str) -> QImage:
    """The QR code of a text, one pixel per module, with its quiet zone."""
    import segno  # slow, and most questions never need it

    matrix = segno.make(text, error="m", micro=False).matrix
    side = len(matrix) + 2 * _QUIET
    image = QImage(side, side, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    for y, row in enumerate(matrix):
        for x, dark in enumerate(row):
            if dark:
                image.setPixelColor(x + _QUIET, y + _QUIET, QColor(Qt.GlobalColor.black))
    return image


class QrCode(QWidget):
    """Shows the code of a link; the link itself is its accessible description."""

    def __init__(self, link: str, name: str) -> None:
        super().__init__()
        give_role(self, "graphic")
        self.setAccessibleName(name)
        self.setAccessibleDescription(link)
        self.setFixedSize(QSize(_SIDE, _SIDE))
        self._image = qr_image(link)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the modules sharp at every scale."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(Qt.GlobalColor.white))
        painter.drawRoundedRect(QRectF(self.rect()), 8, 8)
        ratio = self.devicePixelRatioF()
        module = max(int(self.width() * ratio / self._image.width()), 1) / ratio
        side = module * self._image.width()
        corner = (self.width() - side) / 2
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
        painter.drawImage(QRectF(corner, corner, side, side), self._image)


BROWSER_NOT_OPENED = Message("The browser could not be opened. Type this address into it yourself: {link}")


def open_in_browser(link: str) -> bool:
    """Open an https link in the system's browser; False if that failed or the link is of another kind."""
    url = QUrl(link, QUrl.ParsingMode.StrictMode)
    return url.isValid() and url.scheme() == "https" and QDesktopServices.openUrl(url)


class LinkRow(Retranslated, QWidget):
    """Two buttons for one link; `opened` after the browser was asked. `open_link` says whether it could be."""

    opened = Signal()

    def __init__(
        self,
        link: str,
        open_link: Callable[[str], bool] = open_in_browser,
        *,
        is_short: bool = False,
    ) -> None:
        """`is_short`: the code is offered by its icon alone, and the buttons are hardly taller than a line of text."""
        super().__init__()
        self._is_short = is_short
        self._link, self._open_link = link, open_link
        self.open, self.phone = Button("", "plain", "external"), Button("", "quiet", "qr")
        for button in (self.open, self.phone) if is_short else ():
            button.make_compact()
        self._failure = TextLabel("", "warn")
        self._failure.hide()
        self._code: QWidget | None = None
        buttons = QWidget()
        flow = FlowLayout(buttons)
        flow.addWidget(self.open)
        flow.addWidget(self.phone)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(buttons)
        self._column.addWidget(self._failure)
        self.open.clicked.connect(self._on_open)
        self.phone.clicked.connect(self._on_phone)
        self.retranslate()

    @property
    def code_is_shown(self) -> bool:
        """Whether the QR code can be seen."""
        return self._code is not None and not self._code.isHidden()

    def retranslate(self) -> None:
        self.open.setText(_("Open this setting"))
        hide, show = _("Hide the QR code"), _("Show a QR code for your phone")
        name = hide if self.code_is_shown else show
        self.phone.setText("" if self._is_short else name)
        self.phone.setAccessibleName(name)
        self.phone.setToolTip(name if self._is_short else "")

    def _on_open(self) -> None:
        opened = self._open_link(self._link)
        self._failure.setText("" if opened else BROWSER_NOT_OPENED.format(link=self._link))
        self._failure.setVisible(not opened)
        self.opened.emit()

    def _on_phone(self) -> None:
        if self._code is None:
            self._code = self._make_code()
            self._column.addWidget(self._code)
            self._code.show()
        else:
            self._code.setVisible(self._code.isHidden())
        self.retranslate()

    def _make_code(self) -> QWidget:
        panel = QWidget()
        row = QHBoxLayout(panel)
        row.setContentsMargins(0, 6, 0, 0)
        row.setSpacing(18)
        row.addWidget(QrCode(self._link, _("QR code")))
        words = _("Point your phone's camera at the code. It opens {place}.")
        row.addWidget(TextLabel(words.format(place=QUrl(self._link).host()), "muted"), 1)
        return panel
