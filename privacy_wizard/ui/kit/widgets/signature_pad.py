"""One's signature: drawn, or typed by whoever cannot or would rather not draw."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ....i18n import _
from ..accessible import give_role
from .accents import limit_accents
from .button import Button
from .field import Field
from .option_group import OptionChoice, OptionGroup
from .signature_canvas import SignatureCanvas, Stroke

_DRAW, _TYPE = "draw", "type"


class SignaturePad(QWidget):
    """`signed` whenever the signature changes; it is either `strokes` or `typed`, never both."""

    signed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        give_role(self, "group")
        self.way = OptionGroup("", [OptionChoice(_DRAW, ""), OptionChoice(_TYPE, "")])
        self.canvas, self.name = SignatureCanvas(), QLineEdit()
        self.undo, self.clear = Button("", "quiet", "undo"), Button("", "quiet", "bin")
        self._field = Field("", self.name)
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
        """The drawn signature, empty where it is typed; see SignatureCanvas for the units."""
        return self.canvas.strokes if self.way.current() == _DRAW else ()

    @property
    def typed(self) -> str:
        """The typed signature, empty where it is drawn."""
        return self.name.text().strip() if self.way.current() == _TYPE else ""

    @property
    def is_signed(self) -> bool:
        """Whether there is a signature of either kind."""
        return bool(self.strokes or self.typed)

    def choose_way(self, *, drawn: bool) -> None:
        """Offer the pad, or the field to type into."""
        self.way.choose(_DRAW if drawn else _TYPE)
        self._on_way()

    def retranslate(self) -> None:
        """Set all texts anew."""
        self.setAccessibleName(_("Your signature"))
        self.way.setAccessibleName(_("How you sign"))
        self.way.row(_DRAW).setText(_("Draw it"))
        self.way.row(_TYPE).setText(_("Type it"))
        self.canvas.setAccessibleName(_("Pad for your signature"))
        self.canvas.setAccessibleDescription(_("Draw with mouse, pen or finger, or choose to type your name."))
        self.canvas.hint = _("Sign here with mouse, pen or finger")
        self.undo.setText(_("Undo"))
        self.clear.setText(_("Clear"))
        self._field.set_label(_("Type your full name"), _("It stands in place of a drawn signature."))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _drawing_side(self) -> QWidget:
        side = QWidget()
        buttons = QHBoxLayout()
        buttons.addWidget(self.undo)
        buttons.addWidget(self.clear)
        buttons.addStretch(1)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.canvas)
        column.addLayout(buttons)
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
        self.signed.emit()
