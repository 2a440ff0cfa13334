"""What every page of both windows has: a heading, a lead, a body."""

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import QBoxLayout, QScrollArea, QVBoxLayout, QWidget

from .widgets.card import Card
from .widgets.text import Heading, TextLabel

_AIR = 16  # above and below what is scrolled to, in pixels


class Page(QWidget):
    """One page. Fill `body` in the constructor; set texts in `retranslate`, which runs at once on first show."""

    below_heading = 12  # air, in pixels

    changed = Signal()  # what the window shows of the page may have changed

    def __init__(self) -> None:
        super().__init__()
        self.heading, self._lead = Heading(), TextLabel("", "muted")
        self.heading.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # the shell focuses it; Tab passes it by
        self._lead.hide()
        self.body = QVBoxLayout()
        self.body.setSpacing(16)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(8)
        self.beside_heading = QBoxLayout(QBoxLayout.Direction.LeftToRight)  # what stands beside the heading
        self.beside_heading.addWidget(self.heading, 1)
        outer.addLayout(self.beside_heading)
        outer.addWidget(self._lead)
        outer.addSpacing(self.below_heading)
        outer.addLayout(self.body)
        outer.addStretch(1)

    @property
    def title(self) -> str:
        return self.heading.text()

    @title.setter
    def title(self, title: str) -> None:
        self.heading.setText(title)
        self.setAccessibleName(title)

    @property
    def lead(self) -> str:
        """The sentence or two below the heading."""
        return self._lead.text()

    @lead.setter
    def lead(self, lead: str) -> None:
        self._lead.setText(lead)
        self._lead.setVisible(bool(lead))

    def entered(self) -> None:
        """Called each time the page comes into view, before it is painted."""

    def left(self) -> None:
        """Called each time the page goes out of view."""

    def retranslate(self) -> None:
        """Set all texts anew."""

    def bring_into_view(self, part: QWidget) -> None:
        """Scroll to a part of the page, once it has its place; neither the page's heading nor its own is cut."""
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if above is not None:
            area = above
            self._scroll_to_part(area, part)
            QTimer.singleShot(0, part, lambda: self._scroll_to_part(area, part))

    def _scroll_to_part(self, area: QScrollArea, part: QWidget) -> None:
        """To the top where the part is in view from there; else so that all of its card is, or of it where that fits
        no more.
        """
        inside, bar, room = area.widget(), area.verticalScrollBar(), area.viewport().height()
        if inside is None:
            return
        if part.mapTo(inside, part.rect().bottomLeft()).y() < room:
            bar.setValue(0)
            return
        card = next((each for each in self.findChildren(Card) if each.isAncestorOf(part)), part)
        area.ensureWidgetVisible(card if card.height() <= room else part, 0, _AIR)
        heading = self.heading.mapTo(inside, self.heading.rect().bottomLeft()).y()
        if 0 < bar.value() <= heading:
            bar.setValue(heading + 1)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            self.changed.emit()
