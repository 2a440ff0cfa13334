"""The school's logo looked for in one's own pictures. It points at a place; what to answer, its owner says."""

from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ....audit.interview.page import QuestionPage
from ....audit.session import AuditSession
from ....i18n import _, ngettext
from ...kit.accessible import give_role
from ...kit.background import run_in_background
from ...kit.layouts import FlowLayout, add_all, clear
from ...kit.widgets.button import Button
from ...kit.widgets.card import Card, Disclosure
from ...kit.widgets.field import Field
from ...kit.widgets.file_drop import FileDrop
from ...kit.widgets.logo_picker import LogoPicker, as_png
from ...kit.widgets.notice import Mood, NoticeBox
from ...kit.widgets.text import TextLabel

if TYPE_CHECKING:
    from ....evidence.pictures import LogoSearch, PictureLookedThrough, PictureSource

_LONGEST_SIDE = 240
_HALO, _LINE = QColor("white"), QColor("#c2185b")  # over pictures of any colour, in a light and a dark window alike


class MarkedPicture(QWidget):
    """`corners` are in parts of the picture's width and height; `name` is what a screen reader says."""

    def __init__(self, image: QImage, corners: Sequence[tuple[float, float]], name: str) -> None:
        super().__init__()
        give_role(self, "graphic")
        self.setAccessibleName(name)
        self._image, self._corners = image, corners
        size = image.size().scaled(_LONGEST_SIDE, _LONGEST_SIDE, Qt.AspectRatioMode.KeepAspectRatio)
        self.setFixedSize(size)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The picture, and a line around the place: dark on a light one, so that it is seen on every ground."""
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(QRectF(self.rect()), self._image)
        inside = QRectF(self.rect()).adjusted(3, 3, -3, -3)  # what lies outside is shown at the picture's edge
        shape = QPolygonF(
            [
                QPointF(
                    min(max(x * self.width(), inside.left()), inside.right()),
                    min(max(y * self.height(), inside.top()), inside.bottom()),
                )
                for x, y in self._corners
            ]
        )
        for colour, width in ((_HALO, 6.0), (_LINE, 3.0)):
            painter.setPen(
                QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
            )
            painter.drawPolygon(shape)


_PICTURES = "*.jpg *.jpeg *.png *.webp *.gif *.bmp"
_KINDS = f"{_PICTURES} *.heic *.zip"
Gather = Callable[[], "Sequence[PictureSource]"]


class LogoSearchOffer(Disclosure):
    """Shown on pages that ask whether the school's logo shows; one line until it is opened."""

    _came = Signal(int, int)  # pictures that were looked through, of so many, from the thread that looks

    def __init__(self, session: AuditSession, parent: QWidget | None = None) -> None:
        super().__init__(_("Look for the school's logo in my pictures"), parent=parent)
        self._session, self._stopped, self._is_made = session, Event(), False
        self._came.connect(self._on_progress)

    def _make(self) -> None:
        """What is in it, for the first page that asks about the logo: most steps have none."""
        self._is_made = True
        lead = _(
            "Your pictures are searched on this computer. Nothing is kept or sent, and nothing is "
            "answered for you. In a download, only the profile and cover pictures are opened."
        )
        self.logo = LogoPicker()
        self._logo_field = Field(_("Your school's logo"), self.logo, _("It is used only for this."))
        self.downloads = Button(_("Look in my downloads"), "plain", "archive")
        self.paste = Button(_("Paste a picture"), "plain", "clipboard")
        hint = _("Or drop pictures, or your data download")
        self.drop = FileDrop(_("Pictures to search"), hint, _KINDS, several=True)
        self.said = NoticeBox(parent=self)
        self._ways, self._found = QWidget(), QVBoxLayout()
        line = FlowLayout(self._ways, gap=12)
        for button in (self.downloads, self.paste):
            line.addWidget(button)
        card = Card(lead=lead, quiet=True)
        add_all(card.body, self._logo_field, self._ways, self.drop, self.said)
        card.body.addLayout(self._found)
        self.body.addWidget(card)
        self.downloads.clicked.connect(self._on_downloads)
        self.paste.clicked.connect(self._on_paste)
        self.drop.several_picked.connect(self.look_in)
        self.said.acted.connect(self._stopped.set)

    def show_page(self, page: QuestionPage | None) -> None:
        """Offer it where the page asks about the logo."""
        asked = page is not None and any(block.asks_about_logo for block in page.blocks)
        self.setVisible(asked)
        if asked and not self._is_made:
            self._make()
        if not self._is_made:
            return
        school = self._session.audit.school
        self._logo_field.setVisible(school is None or school.logo is None)
        self.downloads.setVisible(bool(self._session.downloads.files))

    def look_in(self, paths: Sequence[Path]) -> None:
        """Look in pictures, or in the profile and cover pictures of downloads."""
        from ....evidence.pictures import sources_at

        self._look(lambda: [source for path in paths for source in sources_at(path)])

    def _on_downloads(self) -> None:
        from ....audit.downloads import told_pictures
        from ....evidence.pictures import pictures_in

        told = {path: list[str]() for paths in self._session.downloads.files.values() for path in paths}
        for account, paths in self._session.downloads.files.items():
            for path in paths:
                told[path] += told_pictures(self._session.downloads.get(account))
        self._look(lambda: [source for path, places in told.items() for source in pictures_in(path, places)])

    def _on_paste(self) -> None:
        from ....evidence.pictures import PictureSource

        image = QGuiApplication.clipboard().image()
        if image.isNull():
            self._say("warn", _("There is no picture to paste. Copy one first, then press this again."))
        else:
            content = as_png(image)
            self._look(lambda: (PictureSource(name=_("The picture that you pasted"), content=content),))

    def _look(self, gather: Gather) -> None:
        """Look through pictures without holding the window up."""
        school = self._session.audit.school
        logo = (school.logo if school is not None else None) or self.logo.logo
        if logo is None:
            self._say("warn", _("Give your school's logo first, so that there is something to look for."))
            return
        from ....evidence.pictures import look_for_logo  # only for whoever wants it

        self._stopped.clear()
        self._set_busy(busy=True)
        self._on_progress(0, 0)
        self.said.button.setFocus(Qt.FocusReason.OtherFocusReason)  # what was pressed is not to be pressed now

        def work() -> "LogoSearch":
            return look_for_logo(logo, gather(), on_progress=self._came.emit, is_stopped=self._stopped.is_set)

        run_in_background(work, on_done=self._on_done, on_failed=self._on_failed, parent=self)

    def _set_busy(self, *, busy: bool) -> None:
        for part in (self._logo_field, self._ways, self.drop):
            part.setEnabled(not busy)

    def _on_progress(self, done: int, of: int) -> None:
        words = _("Looking: {done} of {of} pictures…", done=done, of=of) if of else _("Looking…")
        clear(self._found)
        self.said.say("info", words, _("Stop"))

    def _on_failed(self, problem: Exception) -> None:
        self._set_busy(busy=False)
        self._say("warn", str(problem))

    def _say(self, mood: Mood, words: str) -> None:
        clear(self._found)
        self.said.say(mood, words)

    def _on_done(self, search: "LogoSearch") -> None:
        from ....evidence.pictures import logo_sentence

        self._set_busy(busy=False)
        (self.downloads if self.downloads.isVisible() else self.paste).setFocus(Qt.FocusReason.OtherFocusReason)
        if search.logo_fault is not None:
            self._say("warn", logo_sentence(search.logo_fault))
            return
        pointed = [each for each in search.pictures if each.place]
        self._say("info", _outcome(search, len(pointed)))
        for looked in pointed:
            self._found.addWidget(_pointed_at(looked))
        for looked in search.pictures:
            if looked.fault is not None:
                self._found.addWidget(TextLabel(f"{looked.name}: {looked.fault.sentence}", "small"))


def _outcome(search: "LogoSearch", pointed: int) -> str:
    done = sum(each.fault is None for each in search.pictures)
    if not search.of:
        return _("No profile or cover picture was found there. Drop the picture itself.")
    parts = []
    if len(search.pictures) < search.of:
        parts.append(_("Stopped after {done} of {of} pictures.", done=len(search.pictures), of=search.of))
    if pointed:
        words = ngettext(
            "Something in {n} picture looks like the logo. Have a look here, and answer above.",
            "Something in {n} pictures looks like the logo. Have a look here, and answer above.",
            pointed,
        )
        parts.append(words)
    elif done:
        parts.append(_("Nothing that looks like the logo was found. Please look yourself as well."))
    else:
        parts.append(_("No picture was searched."))
    return " ".join(parts)


def _pointed_at(looked: "PictureLookedThrough") -> QWidget:
    """The picture with the place marked, and the same in words."""
    from ....evidence.pictures import WHOLE

    corners = [(corner.x / WHOLE, corner.y / WHOLE) for corner in looked.place]
    image = QImage(looked.pixels, looked.width, looked.height, 3 * looked.width, QImage.Format.Format_RGB888).copy()
    where = _where(corners)
    shown = QWidget()
    line = QHBoxLayout(shown)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(16)
    words = QVBoxLayout()
    add_all(words, TextLabel(_("Have a look here"), "strong"), TextLabel(f"{looked.name}: {where}"))
    words.addStretch(1)
    line.addWidget(MarkedPicture(image, corners, f"{looked.name}: {where}"), 0, Qt.AlignmentFlag.AlignTop)
    line.addLayout(words, 1)
    return shown


def _where(corners: Sequence[tuple[float, float]]) -> str:
    """Where the middle of the place is, for whoever does not see it."""
    middle_x, middle_y = (sum(min(max(each[at], 0), 1) for each in corners) / len(corners) for at in (0, 1))
    return (
        (_("at the top left"), _("at the top"), _("at the top right")),
        (_("at the left"), _("in the middle"), _("at the right")),
        (_("at the bottom left"), _("at the bottom"), _("at the bottom right")),
    )[min(int(middle_y * 3), 2)][min(int(middle_x * 3), 2)]
