"""What was done with the school's certificate and its file, as it stands on record."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from ....domain.register_events import EventKind
from ....domain.register_views import RecordedEvent
from ....i18n import _, long_moment
from ...kit.layouts import clear, row
from ...kit.widgets.card import Card
from ...kit.widgets.text import TextLabel
from ..history import line_of

if TYPE_CHECKING:
    from ..page import ConsolePage

_KINDS = (EventKind.AUTHORITY_MADE, EventKind.AUTHORITY_HANDED_OVER, EventKind.PROFILE_SIGNED)
_MOST = 20


class SchoolRecord(Card):
    """The newest first; hidden while there is nothing."""

    def __init__(self, page: "ConsolePage") -> None:
        super().__init__(quiet=True, parent=page)
        self._page = page
        self.set_title(_("On record"))
        self._lines = QVBoxLayout()
        self._lines.setSpacing(6)
        self.body.addLayout(self._lines)
        self.hide()

    def refresh(self) -> None:
        """Read on a worker, then show."""
        books = self._page.desk.books
        self._page.aside(lambda: books.records_of(_KINDS, _MOST), self._show)

    def _show(self, found: Sequence[RecordedEvent]) -> None:
        clear(self._lines)
        for record in found:
            words = TextLabel(line_of(record.event))
            self._lines.addLayout(row(words, TextLabel(long_moment(record.at), "small"), stretch=words))
        self.setVisible(bool(found))
