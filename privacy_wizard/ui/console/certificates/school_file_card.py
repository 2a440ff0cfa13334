"""Where the school's certificate is on another computer: the file that was signed there is taken into use here."""

from pathlib import Path
from typing import TYPE_CHECKING

from ....i18n import _
from ....office.school_folder import take_schools_file
from ....register import AuthorityOnRecord
from ....school.profile_file import read_some
from ....school.zip_files import LARGEST_FILE
from ....system import shipped_folder
from ...kit.widgets.card import Card
from ...kit.widgets.file_drop import FileDrop
from ...kit.widgets.text import TextLabel
from ..words import OR_DROP_IT_HERE, SCHOOL_FILES, SCHOOLS_FILE

if TYPE_CHECKING:
    from ..page import ConsolePage


class SchoolFileCard(Card):
    """Hidden where the file is signed on this computer."""

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
