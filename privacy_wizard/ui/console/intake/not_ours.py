"""Marking a file as no attestation of this school, and taking that back."""

from collections.abc import Callable, Collection, Sequence

from PySide6.QtCore import Signal

from ....domain.names import standing_name
from ....domain.register_events import AttestationStanding
from ....domain.register_views import AttestationRow
from ....i18n import _, local_time, ngettext
from ....office.corrections import UNSETTLED, look_again, may_be_not_ours, say_not_ours
from ...kit.layouts import row
from ...kit.widgets.button import Button
from ...kit.widgets.card import Card
from ...kit.widgets.text import TextLabel
from ...kit.widgets.tick_list import TickList
from ..page import ConsolePage
from ..words import short_date

_LINES = 5  # files that are seen at once


def settle_not_ours(page: ConsolePage, files: Collection[str]) -> None:
    """Record on a page with many files that these are not ours, and offer to take it back."""

    def told(sentence: str) -> None:
        page.refresh()
        page.say(sentence, action=_("Take it back"), on_action=lambda: _look_again(page, files, again))

    def again(sentence: str) -> None:
        page.refresh()
        page.say(sentence)

    _tell_not_ours(page, files, told)


def _tell_not_ours(page: ConsolePage, files: Collection[str], then: Callable[[str], None]) -> None:
    """Record that these files are not ours; `then` gets the sentence that says so."""
    register, many = page.context.register, len(files)
    sentence = ngettext(
        "On record as not one of our attestations. It counts nowhere.",
        "{n} files are noted as not being our attestations. They count nowhere.",
        many,
    )

    def done(_result: object) -> None:
        page.register_changed.emit()
        then(sentence)

    page.act(lambda: say_not_ours(register, files), done, _("Recording …"))


def _look_again(page: ConsolePage, files: Collection[str], then: Callable[[str], None]) -> None:
    """Unmark them; `then` gets the sentence that says so."""
    register = page.context.register

    def work() -> None:
        for each in files:
            look_again(register, each)

    def done(_result: object) -> None:
        page.register_changed.emit()
        then(
            _("It is among those to look at again.") if len(files) == 1 else _("They are among those to look at again.")
        )

    page.act(work, done, _("Recording …"))


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
            self.act = Button(_("Take it back"), "plain", "eye")
            words = _("It counts in no figure, and stays in the register as what it is.")
            self.act.clicked.connect(lambda: _look_again(page, [self._file], self.decided.emit))
        else:
            self.act.clicked.connect(self._on_not_ours)
        said = TextLabel(words)
        self.body.setContentsMargins(18, 12, 14, 12)
        self.body.addLayout(row(said, self.act, stretch=said))
        if not may_be_not_ours(shown) and shown.standing is not AttestationStanding.NOT_OURS:
            self.hide()

    def _on_not_ours(self) -> None:
        _tell_not_ours(self._page, [self._file], self.decided.emit)


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
        settle_not_ours(self._page, sorted(self.files.chosen))

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
    came = short_date(local_time(each.received).date())
    return f"{each.file_name} · {standing_name(each.standing)} · {came}"
