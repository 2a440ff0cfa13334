"""An empty checklist to be printed, filled in by hand and signed."""

from pathlib import Path
from typing import TYPE_CHECKING

from ....domain.model import Catalogue
from ....domain.vocabulary import PersonKind, Subject
from ....i18n import _
from ....reports.checklist_table import PrintedQuestion, SheetKind, make_sheet
from ....system import write_whole
from ...kit.chooser import Chooser
from ...kit.files import ask_where
from ...kit.layouts import row
from ...kit.widgets.button import Button
from ...kit.widgets.disclosure import Disclosure
from ...kit.widgets.field import Field
from ...kit.widgets.text import TextLabel

if TYPE_CHECKING:
    from .paper_page import PaperPage


class BlankPaper(Disclosure):
    """One sheet about the person, and one for each platform."""

    def __init__(self, page: "PaperPage") -> None:
        super().__init__("", parent=page)
        self._page = page
        self._catalogue: Catalogue | None = None
        self.button.setText(_("Print an empty checklist first"))
        self.about = Chooser(_("What is it about?"))
        words = _(
            "A sheet with the questions of the policy, where to look, boxes to tick, and lines for name, number, date "
            "and signature. Give the person one about themselves, and one for each platform that they use."
        )
        self.save_button = Button(_("Save the sheet"), "plain", "print")
        self.save_button.clicked.connect(self._ask)
        self.body.addWidget(TextLabel(words, "muted"))
        self.body.addWidget(Field(_("What is it about?"), self.about))
        self.body.addLayout(row(self.save_button))

    def offer(self, catalogue: Catalogue) -> None:
        """The person, then every platform."""
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
        catalogue, desk = self._catalogue, self._page.desk
        if catalogue is None:
            return
        person = self._page.facts.person
        asked = PrintedQuestion(
            pack=catalogue.packs[self._page.facts.policy.value],
            checklist=catalogue.checklists[self.about.value],
            person=person.member.kind if person is not None else PersonKind.EMPLOYEE,
        )

        def done(_result: object) -> None:
            self._page.say(_("Saved as {path}. Print it from there.", path=path))

        self._page.aside(
            lambda: write_whole(path, make_sheet(catalogue, asked, SheetKind.PDF, desk.now())),
            done,
            _("Drawing the sheet …"),
        )

    def _ask(self) -> None:
        kinds = _("PDF files (*.pdf)")
        name = f"{self.about.currentText()}.pdf"
        ask_where(self, _("Save the sheet"), name, self.save, kinds=kinds, suffix="pdf")
