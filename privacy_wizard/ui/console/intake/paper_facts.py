"""The first part of a paper checklist: whose it is, what it answers, which policy, on which day, and the scan."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from ....domain.campaign import Campaign
from ....domain.model import Catalogue
from ....domain.register_views import PeopleAsked, PersonRow
from ....domain.vocabulary import Occasion
from ....i18n import _
from ...kit.chooser import Chooser
from ...kit.widgets.card import Card
from ...kit.widgets.date_field import DateField
from ...kit.widgets.field import Field
from ...kit.widgets.file_drop import FileDrop
from ...kit.widgets.text import TextLabel
from ..people.person_picker import PersonPicker

if TYPE_CHECKING:
    from ..page import ConsolePage


class PaperFacts(Card):
    """`changed` when anything in it was; `scan_given(Path)` when a file was chosen, which the page then reads."""

    changed = Signal()
    scan_given = Signal(object)

    def __init__(self, page: "ConsolePage") -> None:
        super().__init__(parent=page)
        self.set_title(_("1. The paper"))
        self._page = page
        self.person: PersonRow | None = None
        self._campaigns: dict[str, Campaign] = {}
        self.picker = PersonPicker(self._search)
        self.picker.picked.connect(self._on_picked)
        self.picker.line.textEdited.connect(self._on_edited)
        self.campaign, self.policy = Chooser(_("Campaign")), Chooser(_("Policy"))
        for chooser in (self.campaign, self.policy):
            chooser.chosen.connect(self.changed)
        today = page.desk.today
        self.signed = DateField(today, latest=today)
        self.signed.picked.connect(lambda _day: self.changed.emit())
        patterns = _("Scans (*.pdf *.jpg *.jpeg *.png)")
        hint = _("A PDF, JPEG or PNG of at most 20 megabytes. It is kept with the entry.")
        self.drop = FileDrop(_("The scan of the signed paper"), hint, patterns)
        self.drop.picked.connect(self.scan_given)
        self.scan_name = TextLabel("", "strong")
        self.body.addWidget(Field(_("Whose is it?"), self.picker))
        self.body.addWidget(Field(_("Which campaign does it answer?"), self.campaign))
        self.body.addWidget(Field(_("Which policy stands on it?"), self.policy))
        self.body.addWidget(Field(_("On which day was it signed?"), self.signed))
        self.body.addWidget(self.scan_name)
        self.body.addWidget(self.drop)

    def empty(self) -> None:
        """For another paper; campaign and policy stay, since papers come in piles."""
        self.person = None
        self.picker.line.clear()
        self.show_scan(None)

    def offer(self, campaigns: Sequence[Campaign], catalogue: Catalogue, packs: Sequence[str]) -> None:
        """The choices; the school's own policies come first."""
        self._campaigns = {each.id: each for each in campaigns}
        self.campaign.offer([("", _("None")), *((each.id, each.title) for each in campaigns)])
        if not self.campaign.value and campaigns:
            self.campaign.choose(campaigns[0].id)
        order = sorted(catalogue.packs.values(), key=lambda pack: (pack.id not in packs, pack.title))
        self.policy.offer([(pack.id, pack.title) for pack in order])

    def show_person(self, person: PersonRow) -> None:
        """Somebody who was chosen elsewhere."""
        self.person = person
        self.picker.line.setText(f"{person.member.name} · {person.member.number}")
        self.changed.emit()

    def show_scan(self, path: Path | None) -> None:
        """Which file was taken."""
        self.scan_name.setText(_("Scan: {name}", name=path.name) if path is not None else "")
        self.scan_name.setVisible(path is not None)
        self.changed.emit()

    @property
    def occasion(self) -> Occasion:
        """As the campaign has it."""
        found = self._campaigns.get(self.campaign.value)
        return found.occasion if found is not None else Occasion.RE_CHECK

    @property
    def day(self) -> date:
        """The day on the paper."""
        return self.signed.value

    @property
    def missing(self) -> str:
        """What is still to be said, in one sentence; empty where nothing is."""
        if self.person is None:
            return _("Say whose paper it is.")
        if not self.policy.value:
            return _("Say which policy stands on it.")
        return "" if self.scan_name.text() else _("Give the scan of the signed paper.")

    def _search(self, text: str, most: int) -> Sequence[PersonRow]:
        desk = self._page.desk
        asked = PeopleAsked(schools=(desk.books.school,), search=text, with_leavers=True)
        return desk.books.people(asked, desk.today, 0, most)

    def _on_picked(self, person: PersonRow) -> None:
        self.person = person
        self.changed.emit()

    def _on_edited(self, _text: str) -> None:
        if self.person is not None:  # what is typed anew names somebody else
            self.person = None
            self.changed.emit()
