"""The school's profile: opened for the first time, replaced by a newer one, and shown."""

from collections.abc import Iterator

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout

from ....audit.own_school import OwnSchool
from ....audit.profiles import OpenedProfile
from ....domain.school_profile import HandIn, HandInKind, SchoolProfile
from ....i18n import _, long_moment
from ....school.known_school import ProfileStatus
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
