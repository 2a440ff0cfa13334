"""The school's profile: opened for the first time, replaced by a newer one, and shown; its protected list."""

from collections.abc import Iterator

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from ....audit.own_school import OwnSchool
from ....audit.school_files import OpenedProfile
from ....domain.protected_list import ProtectedList
from ....domain.school_profile import HandIn, HandInKind, SchoolProfile
from ....i18n import _, long_date, long_moment
from ....school.known_school import ProfileStatus
from ....system import Trouble
from ...kit.layouts import add_all, flow, row
from ...kit.widgets.button import Button
from ...kit.widgets.card import Card
from ...kit.widgets.notice import NoticeBox, attempt
from ...kit.widgets.text import TextLabel
from ..context import WizardContext


def add_facts(layout: QBoxLayout, profile: SchoolProfile) -> None:
    """Add a line for each fact that the profile has."""
    for title, words in _facts(profile):
        layout.addWidget(TextLabel(f"{title}: {words}", "muted"))


def _facts(profile: SchoolProfile) -> Iterator[tuple[str, str]]:
    if profile.other_names:
        yield _("Other names"), ", ".join(profile.other_names)
    for contact in profile.contacts:
        reached = " · ".join(each for each in (contact.name, contact.email, contact.phone) if each)
        yield contact.role[:1].upper() + contact.role[1:], reached
    for place in profile.hand_in:
        yield _("Hand in"), hand_in_words(place)


def hand_in_words(place: HandIn) -> str:
    """Where the school wants attestations handed in."""
    said = {
        HandInKind.EMAIL: _("by e-mail to {where}"),
        HandInKind.FOLDER: _("into the folder {where}"),
        HandInKind.WEB_PAGE: _("on the page {where}"),
        HandInKind.IN_PERSON: _("in person: {where}"),
    }[place.kind].format(where=place.where)
    return f"{said} ({place.note})" if place.note else said


class ProfileOffer(Card):
    """`accepted(sentence)` when it is in use; `refused` when the user says no."""

    accepted = Signal(str)
    refused = Signal(str)

    def __init__(self, context: WizardContext, opened: OpenedProfile) -> None:
        super().__init__(quiet=True)
        self._context, self._opened, self._notice = context, opened, NoticeBox()
        name = opened.file.profile.name
        first = opened.opening is ProfileStatus.FIRST
        self.set_title(_("Is this your school?") if first else name)
        if first:
            self._ask_to_compare()
        else:
            self.body.addWidget(TextLabel(self._what_it_is()))
        add_facts(self.body, opened.file.profile)
        made = _("File number {number}, made on {moment}")
        manifest = opened.file.manifest
        self.body.addWidget(
            TextLabel(made.format(number=manifest.number, moment=long_moment(manifest.issued)), "small")
        )
        self.yes = Button(self._yes_words(first=first), "plain", "check")
        self.no = Button(_("No, do not use it"), "quiet", "close")
        self.yes.clicked.connect(self._on_yes)
        self.no.clicked.connect(self._on_no)
        self.body.addLayout(flow(self.yes, self.no))
        self.body.addWidget(self._notice)

    def _ask_to_compare(self) -> None:
        words = TextLabel(" ".join(self._opened.words), "strong")
        words.setAccessibleName(_("The words of the school: {words}", words=", ".join(self._opened.words)))
        ask = _(
            "This file says that it comes from {school}. Anybody could write that, so compare these words once with "
            "those that the school's office tells you, in person or on paper:",
            school=self._opened.file.profile.name,
        )
        after = _(
            "If they are the same, every later file from your school is recognised automatically. If a "
            "single word differs, say no and tell the office."
        )
        add_all(self.body, TextLabel(ask), words, TextLabel(after))

    def _what_it_is(self) -> str:
        if self._opened.opening is ProfileStatus.HANDED_OVER:
            return _(
                "A newer file from your school. Its certificate is new, and the previous one vouches "
                "for it, so there is nothing to compare."
            )
        if self._opened.opening is ProfileStatus.SAME:
            return _("This file is already in use. There is nothing to do.")
        return _("A newer file from your school, signed with the certificate that this computer knows.")

    def _yes_words(self, *, first: bool) -> str:
        if first:
            return _("Yes, the words are the same")
        return _("All right") if self._opened.opening is ProfileStatus.SAME else _("Use the newer file")

    def _on_yes(self) -> None:
        opened, context = self._opened, self._context
        name = opened.file.profile.name

        def act() -> None:
            context.school.accept(opened)
            own = OwnSchool(profile=opened.file.profile, logo=opened.file.logo, catalogue=opened.catalogue)
            context.session.take_school(own)

        if attempt(act, self._notice):
            said = _("{school} is set up: its name, its policy and its wording are filled in for you.")
            self.accepted.emit(said.format(school=name))

    def _on_no(self) -> None:
        self.refused.emit(
            _("Nothing in this file was used. If the words differed, tell your school's office about it.")
        )


class OwnSchoolCard(Card):
    """Nothing to fill in; `another_wanted` when the audit is for a school that the profile does not speak of."""

    another_wanted = Signal()

    def __init__(self, profile: SchoolProfile) -> None:
        super().__init__(profile.name)
        self.set_lead(_("Filled in from your school's file. Its logo and wording go onto your statement."))
        add_facts(self.body, profile)
        another = Button(_("This audit is for another school"), "link")
        another.clicked.connect(self.another_wanted)
        self.body.addLayout(row(another))


class ProtectedListOffer(Card):
    """The list, with what it does, and what it never does.

    `taken(sentence)` when it is in use; `refused(sentence)` when the user says no.
    """

    taken = Signal(str)
    refused = Signal(str)

    def __init__(self, context: WizardContext, protected: ProtectedList, content: bytes) -> None:
        super().__init__(_("A protected list from your school"), quiet=True)
        self._context, self._protected, self._content, self._notice = context, protected, content, NoticeBox()
        does = _(
            "With it this program can tell you which of your own connections may be a pupil, a former pupil, a parent "
            "or a carer of your school, when you go through them. It never decides: people share names."
        )
        never = _(
            "The list holds no names, and nobody can read it. Everything is compared on this computer: "
            "your school never learns what was found, and none of it goes into your attestation."
        )
        ends = _("The list deletes itself after {day}.", day=long_date(protected.last_day))
        self.yes, self.no = Button(_("Use this list"), "plain", "check"), Button(_("Do without"), "quiet", "close")
        self.yes.clicked.connect(self._on_yes)
        self.no.clicked.connect(self._on_no)
        add_all(self.body, TextLabel(does), TextLabel(never), TextLabel(ends, "muted"))
        self.body.addLayout(flow(self.yes, self.no))
        self.body.addWidget(self._notice)

    def _on_yes(self) -> None:
        if attempt(lambda: self._context.school.take_protected_list(self._content), self._notice):
            said = _("The list from {school} is in use. You will see it when you go through your connections.")
            self.taken.emit(said.format(school=self._protected.school))

    def _on_no(self) -> None:
        self.refused.emit(_("The list was not used, and no copy of it is kept. You can do the whole check without it."))


class ListInUse(QWidget):
    """One line, and a way to be rid of it; `deleted(sentence)` then, or `failed(Trouble)`."""

    deleted = Signal(str)
    failed = Signal(object)

    def __init__(self, context: WizardContext, protected: ProtectedList) -> None:
        super().__init__()
        self._context = context
        words = TextLabel(_("Its protected list is in use until {day}.", day=long_date(protected.last_day)), "muted")
        self.delete = Button(_("Delete the list"), "link")
        self.delete.clicked.connect(self._on_delete)
        inside = row(words, self.delete, stretch=words)
        inside.setContentsMargins(0, 0, 0, 0)
        self.setLayout(inside)

    def _on_delete(self) -> None:
        try:
            self._context.school.delete_protected_list()
        except Trouble as trouble:
            self.failed.emit(trouble)
            return
        self.deleted.emit(_("The protected list is deleted from this computer."))
