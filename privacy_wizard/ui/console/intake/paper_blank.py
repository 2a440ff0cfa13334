"""An empty checklist to be printed, filled in by hand and signed."""

from collections.abc import Callable
from pathlib import Path

from ....domain.model import Catalogue
from ....domain.vocabulary import PersonKind, Subject
from ....i18n import Message, _
from ....reports.checklist import SheetKind, make_sheet
from ....reports.checklist_questions import PrintedQuestion
from ....system import write_whole
from ...kit.chooser import Chooser
from ...kit.files import ask_where
from ...kit.layouts import row
from ...kit.printing import print_pdf
from ...kit.widgets.button import Button
from ...kit.widgets.card import Disclosure
from ...kit.widgets.field import Field
from ...kit.widgets.text import TextLabel
from ...kit.words import SAVED
from ..page import ConsolePage
from .paper_facts import PaperFacts

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
