"""Whose a paper checklist is, which accounts and policy, which day; the scan of it, or an empty one to be printed."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ....domain.campaign import Campaign
from ....domain.model import Catalogue
from ....domain.register_views import PersonRow
from ....domain.vocabulary import AccountKind, Occasion, PersonKind, Subject
from ....i18n import Message, _
from ....reports.checklist import SheetKind, make_sheet
from ....reports.checklist_questions import PrintedQuestion
from ....system import write_whole
from ...kit.chooser import Chooser
from ...kit.files import ask_where
from ...kit.layouts import FlowLayout, clear, row
from ...kit.printing import print_pdf
from ...kit.widgets.button import Button
from ...kit.widgets.card import Card, Disclosure
from ...kit.widgets.date_field import DateField
from ...kit.widgets.field import Field
from ...kit.widgets.file_drop import FileDrop
from ...kit.widgets.text import TextLabel
from ...kit.words import SAVED
from ..page import ConsolePage
from ..people.person_picker import PersonPicker
from ..words import WHICH_CAMPAIGN, WHOSE_IS_IT


class PaperAccounts(QWidget):
    """`changed` when one is added or taken away."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.accounts: list[tuple[str, AccountKind]] = []
        self._titles: dict[str, str] = {}
        self.platform, self.kind = Chooser(_("Platform")), Chooser(_("Whose account"))
        self.kind.offer(
            [
                (AccountKind.PERSONAL.value, _("Their own account")),
                (AccountKind.OFFICIAL.value, _("An account of the school")),
            ]
        )
        self.add = Button(_("Add the account"), "plain", "plus")
        self.add.clicked.connect(self._on_add)
        self._listed = QVBoxLayout()
        self._listed.setSpacing(6)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(TextLabel(_("Which accounts are on the paper?"), "strong"))
        column.addLayout(self._listed)
        choosing = QWidget()
        flow = FlowLayout(choosing)
        for part in (self.platform, self.kind, self.add):
            flow.addWidget(part)
        column.addWidget(choosing)
        self._show()

    def offer(self, catalogue: Catalogue) -> None:
        """Offer every platform that has a checklist."""
        lists = catalogue.checklists.values()
        found = [each for each in lists if each.subject is Subject.PERSONAL_ACCOUNT and not each.every_account]
        self._titles = {each.id: each.title for each in found}
        self.platform.offer(sorted(self._titles.items(), key=lambda pair: pair[1].casefold()))

    def empty(self) -> None:
        self.accounts = []
        self._show()

    def _on_add(self) -> None:
        if self.platform.value:
            self.accounts.append((self.platform.value, AccountKind(self.kind.value)))
            self._show()
            self.changed.emit()

    def _on_remove(self, at: int) -> None:
        del self.accounts[at]
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        clear(self._listed)
        counted: Counter[tuple[str, AccountKind]] = Counter()
        for at, each in enumerate(self.accounts):
            counted[each] += 1
            title = self._titles.get(each[0], each[0])
            name = _("{platform} {number}", platform=title, number=counted[each])
            if each[1] is AccountKind.OFFICIAL:
                name = _("{account}, of the school", account=name)
            words, remove = TextLabel(name), Button(_("Take away"), "link")
            remove.setAccessibleDescription(name)
            remove.clicked.connect(lambda _on=False, which=at: self._on_remove(which))
            self._listed.addLayout(row(words, remove, stretch=words))
        if not self.accounts:
            self._listed.addWidget(TextLabel(_("None yet. A paper with no accounts is fine too."), "muted"))


class PaperFacts(Card):
    """`changed` when anything in it was; `scan_given(Path)` when a file was chosen, which the page then reads.

    The page lays out `drop` and `scan_name`, where the scan is shown.
    """

    changed = Signal()
    scan_given = Signal(object)

    def __init__(self, page: "ConsolePage") -> None:
        super().__init__(parent=page)
        self.set_title(_("1. The paper"))
        self._page = page
        self.person: PersonRow | None = None
        self._campaigns: dict[str, Campaign] = {}
        self.picker = PersonPicker(self._page.context.find_people)
        self.picker.picked.connect(self._on_picked)
        self.picker.dropped.connect(self._on_dropped)
        self.campaign, self.policy = Chooser(_("Campaign")), Chooser(_("Policy"))
        for chooser in (self.campaign, self.policy):
            chooser.chosen.connect(self.changed)
        today = page.context.today
        self.signed = DateField(today, latest=today)
        self.signed.picked.connect(lambda _day: self.changed.emit())
        patterns = _("Scans (*.pdf *.jpg *.jpeg *.png)")
        hint = _("A PDF, JPEG or PNG of at most 20 megabytes. It is kept with the entry.")
        self.drop = FileDrop(_("The scan of the signed paper"), hint, patterns)
        self.drop.picked.connect(self.scan_given)
        self.drop.body.insertStretch(0)
        self.drop.body.addStretch()
        self.scan_name = TextLabel("", "strong")
        self.scan_name.hide()
        self.body.addWidget(Field(str(WHOSE_IS_IT), self.picker))
        self.body.addWidget(Field(str(WHICH_CAMPAIGN), self.campaign))
        self.body.addWidget(Field(_("Which policy is on it?"), self.policy))
        self.body.addWidget(Field(_("When was it signed?"), self.signed))

    def empty(self) -> None:
        """Clear the fields for the next paper; campaign and policy stay, since papers come in piles."""
        self.person = None
        self.picker.line.clear()
        self.show_scan("")

    def offer(self, campaigns: Sequence[Campaign], catalogue: Catalogue, packs: Sequence[str]) -> None:
        """Offer campaigns and policies; the school's own policies come first."""
        self._campaigns = {each.id: each for each in campaigns}
        self.campaign.offer([("", _("None")), *((each.id, each.title) for each in campaigns)])
        if not self.campaign.value and campaigns:
            self.campaign.choose(campaigns[0].id)
        order = sorted(catalogue.packs.values(), key=lambda pack: (pack.id not in packs, pack.title))
        self.policy.offer([(pack.id, pack.title) for pack in order])

    def show_person(self, person: PersonRow) -> None:
        """Fill in a person who was chosen elsewhere."""
        self.person = person
        self.picker.line.setText(f"{person.member.name} · {person.member.number}")
        self.changed.emit()

    def show_scan(self, name: str) -> None:
        self.scan_name.setText(_("Scan: {name}", name=name) if name else "")
        self.scan_name.setVisible(bool(name))
        self.changed.emit()

    @property
    def occasion(self) -> Occasion:
        """The occasion of the chosen campaign; without one, a re-check."""
        found = self._campaigns.get(self.campaign.value)
        return found.occasion if found is not None else Occasion.RE_CHECK

    @property
    def day(self) -> date:
        """The date on the paper."""
        return self.signed.value

    @property
    def missing(self) -> str:
        """What is still missing, in one sentence; empty where nothing is."""
        if self.person is None:
            return _("Say whose paper it is.")
        if not self.policy.value:
            return _("Say which policy is on it.")
        return "" if self.scan_name.text() else _("Give the scan of the signed paper.")

    def _on_picked(self, person: PersonRow) -> None:
        self.person = person
        self.changed.emit()

    def _on_dropped(self) -> None:
        if self.person is not None:
            self.person = None
            self.changed.emit()


_WHAT_ABOUT = Message("What is it about?")


class BlankPaper(Disclosure):
    """One sheet about the person, and one for each platform."""

    def __init__(self, page: ConsolePage, facts: PaperFacts) -> None:
        super().__init__("", parent=page)
        self._page, self._facts = page, facts
        self._catalogue: Catalogue | None = None
        self.button.setText(_("Print an empty checklist first"))
        self.about = Chooser(str(_WHAT_ABOUT))
        words = _(
            "A sheet with the questions of the policy, where to look, boxes to tick, and lines for name, number, date "
            "and signature. Give the person one about themselves, and one for each platform that they use."
        )
        self.print_button = Button(_("Print the sheet"), "plain", "print")
        self.save_button = Button(_("Save the sheet"), "quiet", "save")
        self.print_button.clicked.connect(self._print)
        self.save_button.clicked.connect(self._ask)
        self.body.addWidget(TextLabel(words, "muted"))
        self.body.addWidget(Field(str(_WHAT_ABOUT), self.about))
        self.body.addLayout(row(self.print_button, self.save_button))

    def offer(self, catalogue: Catalogue) -> None:
        """Offer the sheet about the person, then one for every platform."""
        self._catalogue = catalogue
        lists = catalogue.checklists.values()
        person = [(each.id, each.title) for each in lists if each.subject is Subject.PERSON]
        platforms = [
            (each.id, each.title)
            for each in lists
            if each.subject is Subject.PERSONAL_ACCOUNT and not each.every_account
        ]
        self.about.offer([*person, *sorted(platforms, key=lambda pair: pair[1].casefold())])

    def save(self, path: Path) -> None:
        """Write the sheet of the chosen policy."""
        make = self._maker()
        if make is not None:
            self._page.act(
                lambda: write_whole(path, make()),
                lambda _done: self._page.say(SAVED.format(path=path)),
                _("Drawing the sheet …"),
            )

    def _print(self) -> None:
        make = self._maker()
        if make is not None:
            print_pdf(self._page, make, self._page.explain)

    def _maker(self) -> Callable[[], bytes] | None:
        """What draws the sheet of the chosen policy, on a worker."""
        catalogue, now, person = self._catalogue, self._page.context.now(), self._facts.person
        if catalogue is None:
            return None
        asked = PrintedQuestion(
            pack=catalogue.packs[self._facts.policy.value],
            checklist=catalogue.checklists[self.about.value],
            person=person.member.kind if person is not None else PersonKind.EMPLOYEE,
        )
        return lambda: make_sheet(catalogue, asked, SheetKind.PDF, now)

    def _ask(self) -> None:
        kinds = _("PDF files (*.pdf)")
        name = f"{self.about.currentText()}.pdf"
        ask_where(self, _("Save the sheet"), name, self.save, kinds=kinds, suffix="pdf")
