"""Marking a file as no attestation of this school, and taking that back."""

from collections.abc import Callable, Collection, Sequence

from PySide6.QtCore import Signal

from ....domain.names import standing_name
from ....domain.register_events import AttestationStanding
from ....domain.register_views import AttestationRow
from ....i18n import _, ngettext
from ....office.not_ours import UNSETTLED, look_again, may_be_not_ours, say_not_ours
from ...kit.layouts import row
from ...kit.tick_list import TickList
from ...kit.widgets.button import Button
from ...kit.widgets.card import Card
from ...kit.widgets.text import TextLabel
from ..page import ConsolePage
from ..words import short_date

_LINES = 5  # files that are seen at once


def tell_not_ours(page: ConsolePage, files: Collection[str], then: Callable[[str], None]) -> None:
    """Record that these files are not ours; `then` gets the sentence that says so."""
    register, many = page.context.register, len(files)
    sentence = ngettext(
        "On record as not one of our attestations. It counts nowhere. You can take that back on its own page.",
        "{n} files are noted as not being our attestations. They count nowhere. You can take that "
        "back on the page of each.",
        many,
    )

    def done(_result: object) -> None:
        page.register_changed.emit()
        then(sentence)

    page.act(lambda: say_not_ours(register, files), done, _("Recording …"))


def not_ours_button() -> Button:
    """The button for it, named alike on every page."""
    button = Button(standing_name(AttestationStanding.NOT_OURS), "plain", "close")
    button.setAccessibleDescription(_("It leaves the list, counts nowhere, and stays in the register as what it is."))
    return button


class NotOursCard(Card):
    """Beside one file that is nobody's or was marked as not ours. `decided(str)` once that is on record."""

    decided = Signal(str)

    def __init__(self, page: ConsolePage, shown: AttestationRow) -> None:
        super().__init__(quiet=True)
        self._page, self._file = page, shown.attestation
        self.act = not_ours_button()
        words = _("Is it a letter, a scan of something else, or from somebody outside your school?")
        if shown.standing is AttestationStanding.NOT_OURS:
            self.act = Button(_("Look at it after all"), "plain", "eye")
            words = _("It counts in no figure, and stays in the register as what it is.")
            self.act.clicked.connect(self._on_look)
        else:
            self.act.clicked.connect(self._on_not_ours)
        said = TextLabel(words)
        self.body.setContentsMargins(18, 12, 14, 12)
        self.body.addLayout(row(said, self.act, stretch=said))
        self.setVisible(may_be_not_ours(shown) or shown.standing is AttestationStanding.NOT_OURS)

    def _on_not_ours(self) -> None:
        tell_not_ours(self._page, [self._file], self.decided.emit)

    def _on_look(self) -> None:
        register, file = self._page.context.register, self._file
        sentence = _("It is among those to look at again.")
        self._page.act(lambda: look_again(register, file), lambda _done: self.decided.emit(sentence), _("Recording …"))


class NobodysList(Card):
    """Shown while files came in of which nobody knows whose they are: those that are ticked are settled together."""

    def __init__(self, page: ConsolePage) -> None:
        super().__init__(quiet=True)
        self._page = page
        self._words, self.files = TextLabel(), TickList(_("Files that are nobody’s"))
        self.act = not_ours_button()
        self.files.changed.connect(lambda: self.act.setEnabled(bool(self.files.chosen)))
        self.act.clicked.connect(self.settle)
        self.body.setContentsMargins(18, 12, 14, 12)
        for part in (self._words, self.files):
            self.body.addWidget(part)
        self.body.addLayout(row(self.act))
        self.hide()

    def refresh(self) -> None:
        """Read on a worker which files these are."""
        attestations = self._page.context.register.attestations

        def read() -> Sequence[AttestationRow]:
            return [row for standing in UNSETTLED for row in attestations.nobodys(standing) if may_be_not_ours(row)]

        self._page.aside(read, self._show)

    def settle(self) -> None:
        """Mark the ticked files."""

        def then(sentence: str) -> None:
            self._page.refresh()
            self._page.say(sentence)

        tell_not_ours(self._page, sorted(self.files.chosen), then)

    def _show(self, found: Sequence[AttestationRow]) -> None:
        self.setVisible(bool(found))
        is_one = len(found) == 1
        self.files.offer(
            ((each.attestation, _line(each)) for each in found),
            without=() if is_one else {each.attestation for each in found},
        )
        self.files.setFixedHeight(self.files.sizeHintForRow(0) * min(len(found), _LINES) + 12)
        self.act.setEnabled(is_one)
        self._words.setText(
            ngettext(
                "It is not known who {n} file is from. Is it a letter, or from somebody outside your school?",
                "It is not known who {n} files are from. Tick any that are letters, scans of something "
                "else, or from somebody outside your school.",
                len(found),
            )
        )


def _line(each: AttestationRow) -> str:
    came = short_date(each.received.astimezone().date())
    return f"{each.file_name} · {standing_name(each.standing)} · {came}"
