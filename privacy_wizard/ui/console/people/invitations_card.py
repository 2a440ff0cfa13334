"""Inviting the people of a campaign: files and mail drafts into a folder, one-time codes onto paper only."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ....domain.campaign import Campaign
from ....domain.register_views import PersonRow
from ....i18n import _, ngettext
from ....intake.handing_back import folder_name
from ....office.certificate_office import InvitedPerson
from ....reports.slip import Slip, slips_page
from ....system import write_private
from ...kit.files import ask_folder
from ...kit.layouts import row
from ...kit.printing import print_text
from ...kit.widgets.button import Button
from ...kit.widgets.card import Card
from ...kit.widgets.text import TextLabel

if TYPE_CHECKING:
    from .campaign_page import CampaignPage


class InvitationsCard(Card):
    """The slips stay in memory until the page is left, so that they can be printed again if the paper jams."""

    def __init__(self, page: "CampaignPage", parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._page = page
        self._campaign: Campaign | None = None
        self._people: Sequence[PersonRow] = ()
        self._slips: tuple[Slip, ...] = ()
        self.set_title(_("Invitations"))
        self.set_lead(
            _(
                "For a certificate of the school each person gets a file, and a slip of paper with a one-time code "
                "that you hand over in person. The code is written nowhere else."
            )
        )
        self._words = TextLabel()
        self.invite, self.print = Button("", "plain", "mail"), Button("", "accent", "print")
        self.invite.clicked.connect(lambda: ask_folder(self, _("Where are the files to go?"), self.write))
        self.print.clicked.connect(lambda: print_text(self, slips_page(self._slips)))
        self.body.addWidget(self._words)
        self.body.addLayout(row(self.invite, self.print))
        self.hide()

    @property
    def slips(self) -> tuple[Slip, ...]:
        """Those that were made since the page was opened."""
        return self._slips

    def show_campaign(self, campaign: Campaign) -> None:
        """Who is to be invited, read on a worker; nothing is shown where the school has no certificate."""
        if campaign != self._campaign:
            self.forget_slips()
        self._campaign = campaign
        desk = self._page.desk
        self.setVisible(desk.school_place.room.is_there)
        if self.isHidden():
            return
        self._page.aside(lambda: desk.books.to_invite(campaign.id, desk.today, desk.now()), self._show)

    def forget_slips(self) -> None:
        """The codes are gone with this."""
        self._slips = ()
        self._show(self._people)

    def write(self, folder: Path) -> None:
        """Make an invitation for each, and write the files into a folder."""
        campaign, desk, people = self._campaign, self._page.desk, self._people
        if campaign is None:
            return

        def work() -> Sequence[InvitedPerson]:
            made = desk.issuing.invite(desk.key, people, campaign)
            for each in made:
                write_private(folder / f"{folder_name(each.person)}.pwinvite", each.made.file)
                if each.mail is not None:
                    write_private(folder / f"{folder_name(each.person)}.eml", each.mail)
            return made

        self.invite.setEnabled(False)
        self._page.aside(work, self._on_made, _("Making the invitations …"))

    def wake(self) -> None:
        """It can be tried again."""
        self.invite.setEnabled(True)

    def _show(self, people: Sequence[PersonRow]) -> None:
        self._people = people
        nobody = _("Nobody has to be invited: everyone has a certificate, an invitation, or has answered.")
        some = ngettext(
            "{n} person has neither a certificate nor an invitation.",
            "{n} people have neither a certificate nor an invitation.",
            len(people),
        )
        self._words.setText(some if people else nobody)
        self.invite.setVisible(bool(people))
        self.invite.setEnabled(True)
        self.invite.setText(ngettext("Make {n} invitation", "Make {n} invitations", len(people)))
        self.print.setVisible(bool(self._slips))
        self.print.setText(ngettext("Print {n} slip", "Print {n} slips", len(self._slips)))

    def _on_made(self, made: Sequence[InvitedPerson]) -> None:
        self._slips = tuple(each.made.slip for each in made)
        self._page.register_changed.emit()
        self._page.refresh()
        sentence = ngettext(
            "{n} invitation made. Print the slips now: they cannot be had again.",
            "{n} invitations made. Print the slips now: they cannot be had again.",
            len(made),
        )
        self._page.say(sentence)
