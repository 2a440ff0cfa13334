"""Page *School*: its authority, the officer's own certificate, what its profile says, and the record of it."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from ....domain.protected_list import ProtectedList
from ....domain.register_events import EventKind
from ....domain.register_views import RecordedEvent
from ....i18n import _, long_date, long_moment
from ....office.next_steps import Upgrade, possible
from ....office.protected_lists import LIST_IN_USE, protected_list_in_use
from ....office.school_folder import take_schools_file
from ....register import AuthorityOnRecord
from ....school.profile_file import read_some
from ....school.zip_files import LARGEST_FILE
from ....system import shipped_folder
from ...kit.layouts import clear, row
from ...kit.widgets.button import Button
from ...kit.widgets.card import Card
from ...kit.widgets.file_drop import FileDrop
from ...kit.widgets.text import TextLabel
from ..event_words import line_of
from ..page import ConsolePage, ConsolePlace, PlaceId
from ..upgrade_lines import UpgradeLines
from ..words import OR_DROP_IT_HERE, PROTECTED_LIST, SCHOOL_FILES, SCHOOLS_FILE
from .authority_card import AuthorityCard
from .officer_card import OfficerCard
from .profile_card import ProfileCard


class SchoolFileCard(Card):
    """Takes the file into use that was signed on another computer, with the school's certificate.

    Hidden where the file is signed on this computer.
    """

    def __init__(self, page: "ConsolePage") -> None:
        super().__init__(
            str(SCHOOLS_FILE),
            _(
                "It is signed on the computer that has the school's certificate. Open the newest one "
                "here, so that this computer judges by your school's own policy too."
            ),
            parent=page,
        )
        self._page = page
        self._elsewhere: AuthorityOnRecord | None = None
        self._number = TextLabel("", "muted")
        self.drop = FileDrop(_("Choose the school's file"), str(OR_DROP_IT_HERE), str(SCHOOL_FILES))
        self.drop.picked.connect(self.take)
        for part in (self._number, self.drop):
            self.body.addWidget(part)
        self.hide()

    def show_way(self, elsewhere: AuthorityOnRecord | None) -> None:
        """`elsewhere`: the school's authority, where its key is on another computer. Raises SchoolTrouble."""
        self._elsewhere = elsewhere
        signed = self._page.context.school_place.signed_profile() if elsewhere is not None else None
        self._number.setText(_("In use: number {number}", number=signed.manifest.number) if signed is not None else "")
        self._number.setVisible(signed is not None)
        self.setVisible(elsewhere is not None)

    def take(self, path: Path) -> None:
        """Check a file and take it into use."""
        context, elsewhere = self._page.context, self._elsewhere
        if elsewhere is None:
            return

        def work() -> int:
            content, shipped = read_some(path, LARGEST_FILE + 1), shipped_folder("checklists")
            return take_schools_file(content, context.school_place, elsewhere, shipped, context.now())

        self._page.act(work, self._on_taken, _("Opening the school's file …"))

    def _on_taken(self, number: int) -> None:
        self._page.refresh()
        self._page.say(_("The school's file, number {number}, is in use on this computer.", number=number))


_KINDS = (
    EventKind.AUTHORITY_MADE,
    EventKind.AUTHORITY_HANDED_OVER,
    EventKind.PROFILE_SIGNED,
    EventKind.PROTECTED_LIST_MADE,
)
_MOST = 20


def _lead(*, is_set_up: bool) -> str:
    if is_set_up:
        return _(
            "Your school is set up, and nothing here has to be done. Change what the school's file says, and set up "
            "more if it is worth it to you."
        )
    return _(
        "With a certificate of its own, your school vouches for its staff's keys, and one signed file tells every "
        "program of your staff what it needs to know. A school that wants none of this can do without: then the "
        "words of each key are compared in person, once."
    )


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
        register = self._page.context.register
        self._page.aside(lambda: register.records_of(_KINDS, _MOST), self._show)

    def _show(self, found: Sequence[RecordedEvent]) -> None:
        clear(self._lines)
        for record in found:
            words = TextLabel(line_of(record.event))
            self._lines.addLayout(row(words, TextLabel(long_moment(record.at), "small"), stretch=words))
        self.setVisible(bool(found))


class ProtectedListCard(Card):
    """Hidden while a school has none, so that nobody comes across it by chance."""

    wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__(str(PROTECTED_LIST))
        self._until, self.look = TextLabel(), Button(_("Look at it"), "plain")
        self.look.clicked.connect(lambda: self.wanted.emit(ConsolePlace(id=PlaceId.PROTECTED_LIST)))
        self.body.addLayout(row(self._until, self.look, stretch=self._until))
        self.hide()

    def show_list(self, used: ProtectedList | None) -> None:
        if used is not None:
            self._until.setText(LIST_IN_USE.format(day=long_date(used.last_day)))
        self.setVisible(used is not None)


class SchoolPage(ConsolePage):
    """What a school may add, and its file; each card is there once the one before it is done."""

    def build(self) -> None:
        self.title = _("School")
        self.authority, self.profile, self.officer = AuthorityCard(self), ProfileCard(self), OfficerCard(self)
        self.authority.made.connect(self.refresh)
        self.protected = ProtectedListCard()
        self.protected.wanted.connect(self.wanted)
        self.file = SchoolFileCard(self)
        self.upgrades, self.record = UpgradeLines(_("What else you can set up")), SchoolRecord(self)
        self.upgrades.wanted.connect(self.wanted)
        for card in (self.authority, self.officer, self.file, self.profile, self.protected, self.upgrades, self.record):
            self.body.addWidget(card)

    def refresh(self) -> None:
        if not self.show_or_explain(self.authority.refresh):
            return
        self.lead = _lead(is_set_up=self.context.signs_by_itself)
        there, elsewhere = self.authority.card is not None, self.authority.elsewhere
        self.officer.setVisible(there or elsewhere is not None)
        if not self.officer.isHidden():
            self.show_or_explain(lambda: self.officer.show_way(elsewhere))
        self.file.show_way(elsewhere)
        self.profile.setVisible(there or self.context.signs_by_itself)
        if not self.profile.isHidden():
            self.show_or_explain(self.profile.refresh)
        self.show_or_explain(lambda: self.protected.show_list(protected_list_in_use(self.context.school_place)))
        self.record.refresh()
        size = self.context.size
        self.aside(lambda: possible(size()), self._offer)

    def _offer(self, upgrades: Sequence[Upgrade]) -> None:
        """A token is offered above, where the certificate is made whose key it keeps."""
        self.upgrades.offer([each for each in upgrades if each is not Upgrade.SMART_CARD], PlaceId.SCHOOL)
