"""Page *School*: its authority, the officer's own certificate, and what its profile says, one after the other."""

from ....i18n import _
from ..page import ConsolePage
from .authority_card import AuthorityCard
from .officer_card import OfficerCard
from .profile_card import ProfileCard
from .school_record import SchoolRecord


class SchoolPage(ConsolePage):
    """Three steps; the next one opens when the one before is done."""

    def build(self) -> None:
        """The cards."""
        self.title = _("Set up my school")
        self.lead = _(
            "With a certificate of its own, your school vouches for its staff's keys, and one signed file tells every "
            "program of your staff what it needs to know. A school that wants none of this can do without: then the "
            "words of each key are compared in person, once."
        )
        self.authority, self.profile, self.officer = AuthorityCard(self), ProfileCard(self), OfficerCard(self)
        self.authority.made.connect(self.refresh)
        for card in (self.authority, self.officer, self.profile):
            self.body.addWidget(card)
        self.record = SchoolRecord(self)
        self.body.addWidget(self.record)

    def refresh(self) -> None:
        """How far it is."""
        if not self.attempt(self.authority.refresh):
            return
        there = self.authority.card is not None
        for card in (self.profile, self.officer):
            card.setVisible(there)
            if there:
                self.attempt(card.refresh)
        self.record.refresh()
