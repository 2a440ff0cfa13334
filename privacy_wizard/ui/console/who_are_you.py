"""Asks once who is at work here, so that decisions are recorded under a name."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ...domain.register_views import PeopleAsked, PersonRow
from ...domain.staff import StaffMember
from ...i18n import Message, _, ngettext
from ...identity import SigningKey
from ...system.progress import WorkProgress
from ..kit.layouts import row
from ..kit.widgets.button import Button
from ..kit.widgets.card import Card
from ..kit.widgets.field import Field
from ..kit.widgets.text import TextLabel
from .page import ConsolePage
from .people.person_form import StaffEntryForm
from .people.person_picker import PersonPicker
from .words import ADD_ME


class AddToStaffList(QWidget):
    """A link for whoever is not on the staff list, or where there is none yet: `added(PersonRow)` once they are."""

    added = Signal(object)

    def __init__(self, page: ConsolePage, words: str, known: StaffMember | None = None) -> None:
        super().__init__(page)
        self._page = page
        self.add, self.form = Button(words, "link", "plus"), StaffEntryForm(page)
        self.add.clicked.connect(lambda: self.form.begin(known, is_new=True))
        self.form.kept.connect(self._on_kept)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row(self.add))
        column.addWidget(self.form)

    def _on_kept(self, number: str) -> None:
        found = self._page.context.register.people.numbered(number)
        if found is not None:
            self.added.emit(found)


_ONCE = Message("What you decide is kept in the register with your name. You are asked this once.")


class WhoAreYou(Card):
    """Another certificate for the same key is made when somebody is picked.

    `once`: a colleague decides on the file in view alone. `put_off` when they would rather not say now.
    """

    put_off = Signal()

    def __init__(self, page: ConsolePage, *, once: bool = False) -> None:
        super().__init__(_("Who are you?"), str(_ONCE))
        self._page, self._is_once = page, once
        self.picker = PersonPicker(self._search)
        self.picker.picked.connect(self._on_picked)
        self.form = AddToStaffList(page, str(ADD_ME))
        self.form.added.connect(self._on_picked)
        self.body.addWidget(Field(_("Find yourself on the staff list"), self.picker))
        self.not_now = Button(_("Not now"), "link")
        self.not_now.clicked.connect(self._on_not_now)
        self._is_put_off = False
        self.body.addWidget(self.form)
        self.body.addLayout(row(self.not_now))

    def show_waiting(self, count: int) -> None:
        """So many attestations wait for somebody who decides; 0 hides it."""
        self.setVisible(bool(count) and not self._is_put_off)
        waiting = ngettext("{n} attestation waits to be accepted.", "{n} attestations wait to be accepted.", count)
        self.set_lead(f"{waiting} {_ONCE}")

    def _on_not_now(self) -> None:
        """Not asked again before the window is opened anew."""
        self._is_put_off = True
        self.hide()
        self.put_off.emit()

    def _search(self, text: str, most: int) -> Sequence[PersonRow]:
        context = self._page.context
        asked = PeopleAsked(schools=(context.register.school,), search=text)
        return context.register.people.listed(asked, context.today, 0, most)

    def _on_picked(self, who: PersonRow) -> None:
        context = self._page.context
        office = context.office_key
        if office is None:
            return
        key, member = context.key, who.member
        school = context.register.name()
        if self._is_once:
            lent = office.lent_to(key, name=member.name, number=member.number, school=school)
            self._page.key_lent.emit(lent)
            return

        def work(told: WorkProgress) -> SigningKey:
            return office.belong_to(key, name=member.name, number=member.number, school=school, progress=told)

        self._page.count(work, self._page.key_changed.emit, _("Recording your name …"), held=[self])


class WhoDecides(QWidget):
    """Says in whose name decisions go on record, while that is a name alone: a colleague may sit down and be found.

    Nobody decides on their own attestation, so an office with one computer needs a second person at it now and then:
    `once` for the file in view.
    """

    def __init__(self, page: ConsolePage, *, once: bool = False) -> None:
        super().__init__(page)
        self._page, self._is_once = page, once
        context = page.context
        self._other = Button(_("I am somebody else"), "link")
        self._other.clicked.connect(self._ask)
        name = TextLabel(_("You decide as {name}.", name=context.officer), "muted")
        name.setWordWrap(False)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(row(name, self._other, spacing=14))
        self._other.setVisible(context.office_key is not None)
        self.setVisible(not (context.is_nobodys or context.may_countersign))

    def _ask(self) -> None:
        who = WhoAreYou(self._page, once=self._is_once)
        once = _("You decide on this one file. That is kept in the register with your name.")
        from_now_on = _("What you decide from now on is kept in the register with your name.")
        who.set_lead(once if self._is_once else from_now_on)
        self._column.addWidget(who)
        who.show()
        who.picker.setFocus()
        self._other.setEnabled(False)
        who.put_off.connect(lambda: self._other.setEnabled(True))
        who.put_off.connect(who.deleteLater)


class ColleagueDecides(QWidget):
    """On the attestation of whoever is at work: with the office's own key a colleague decides at this computer."""

    def __init__(self, page: ConsolePage) -> None:
        super().__init__(page)
        context = page.context
        if context.may_lend:
            words = _(
                "Nobody decides on their own attestation. A colleague sits down here and decides on this one file."
            )
        elif context.may_countersign:
            words = _("Nobody decides on their own attestation. Another officer decides, at their own computer.")
        else:
            words = _("Nobody decides on their own attestation. A colleague decides, at their own computer.")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(TextLabel(words))
        column.addWidget(WhoDecides(page, once=True))
