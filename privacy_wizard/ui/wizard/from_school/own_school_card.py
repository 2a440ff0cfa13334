"""On the page *School and policy*: the school as its profile sets it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ....domain.school_profile import SchoolProfile
from ....i18n import _
from ...kit.layouts import row
from ...kit.widgets.button import Button
from ...kit.widgets.card import Card
from .school_facts import add_facts


class OwnSchoolCard(Card):
    """Nothing to fill in; `another_wanted` when the audit is for a school that the profile does not speak of."""

    another_wanted = Signal()

    def __init__(self, profile: SchoolProfile, parent: QWidget | None = None) -> None:
        super().__init__(profile.name, parent=parent)
        self.set_lead(_("Filled in from your school's profile. Its logo and wording go onto your statement."))
        add_facts(self.body, profile)
        another = Button(_("This audit is for another school"), "link")
        another.clicked.connect(self.another_wanted)
        self.body.addLayout(row(another))
