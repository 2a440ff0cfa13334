"""The memory jogger: old and forgotten accounts, phase by phase, and services that have closed."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ....domain.checklist_index import platforms
from ....domain.model import Catalogue
from ....i18n import _
from ...kit.accessible import announce
from ...kit.layouts import row
from ...kit.tag import Tag
from ...kit.widgets.button import Button
from ...kit.widgets.card import Card
from ...kit.widgets.disclosure import Disclosure
from ...kit.widgets.flow import FlowLayout
from ...kit.widgets.text import Divider, Heading, TextLabel
from ..questions.service import status_words
from .closed import closed_services
from .search import is_open


class MemoryJogger(Card):
    """`named(name)` when the user remembers an account."""

    named = Signal(str)

    def __init__(self, catalogue: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._catalogue = catalogue
        self.set_title(_("Have you forgotten one?"))
        self.set_lead(_("Old accounts stay public for years. Go through your life in thought; press a name to add it."))
        self._phases = Disclosure(_("Jog my memory"))
        self._phases.body.setSpacing(14)
        self._closed = Disclosure(_("Services that have closed or faded"))
        self._closed.body.setSpacing(12)
        self.body.addWidget(self._phases)
        self.body.addWidget(self._closed)
        # Both are long and mostly stay closed: made when first opened.
        self._phases.opened.connect(self._fill_phases)
        self._closed.opened.connect(self._fill_closed)

    def _fill_phases(self) -> None:
        if not self._phases.body.isEmpty():
            return
        for title, prompt, names in _life():
            self._phases.body.addWidget(Heading(title, "question"))
            self._phases.body.addWidget(TextLabel(prompt))
            self._phases.body.addWidget(self._names(names))
        self._phases.body.addWidget(Divider())
        self._phases.body.addWidget(TextLabel(_look_elsewhere(), "muted"))

    def _fill_closed(self) -> None:
        if not self._closed.body.isEmpty():
            return
        self._closed.body.addWidget(TextLabel(_search_for_yourself()))
        for head in sorted(platforms(self._catalogue), key=lambda head: (head.state, head.title)):
            status = self._catalogue.checklists[head.id].status if not is_open(head) else None
            if status is not None:
                self._closed.body.addWidget(Heading(head.title, "question"))
                self._closed.body.addWidget(TextLabel(status_words(status)))
                source = _("Source: {title}", title=status.source.title)
                self._closed.body.addWidget(TextLabel(source, "small"))
                self._closed.body.addLayout(row(self._button(head.title)))
        for service in closed_services():
            head_line = QHBoxLayout()
            head_line.setSpacing(10)
            head_line.addWidget(Heading(service.name, "question"))
            if not service.confirmed:
                head_line.addWidget(Tag(_("Not confirmed"), "plain"))
            head_line.addStretch(1)
            self._closed.body.addLayout(head_line)
            self._closed.body.addWidget(TextLabel(service.sentence))

    def _names(self, names: tuple[str, ...]) -> QWidget:
        holder = QWidget()
        flow = FlowLayout(holder)
        for name in names:
            flow.addWidget(self._button(name))
        return holder

    def _button(self, name: str) -> Button:
        button = Button(name, "plain", "plus")
        button.setAccessibleName(_("Add {name}", name=name))
        button.clicked.connect(lambda: self._on_named(name, button))
        return button

    def _on_named(self, name: str, button: Button) -> None:
        self.named.emit(name)
        button.set_icon_name("check")  # the account itself appears far above
        announce(button, _("{name} added", name=name))


def _life() -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    return (
        (
            _("School and university"),
            _("Networks from your school or student days, pages of clubs, a blog for a course."),
            ("Tumblr", "Blogger", "WordPress", "Quora"),
        ),
        (
            _("Games"),
            _("Profiles with a friends list or a chat, on a console, a computer or a phone."),
            ("Steam", "Xbox", "PlayStation", "Discord", "Roblox", "Minecraft", "Twitch"),
        ),
        (
            _("Photos and video"),
            _("Albums that you once shared with friends, and channels with a few old films."),
            ("Flickr", "Pinterest", "YouTube", "Vimeo", "BeReal"),
        ),
        (
            _("Forums and hobbies"),
            _("Boards about sport, music, pets, health or parenting, and apps that share your training."),
            ("Reddit", "Mumsnet", "Strava", "Goodreads", "Nextdoor"),
        ),
        (
            _("Dating"),
            _("An app deleted from the phone is not a closed account. Your statement never names these."),
            ("Tinder", "Hinge", "Bumble", "Grindr", "Match", "OkCupid"),
        ),
        (
            _("Shopping and reviews"),
            _("Sellers' profiles, reviews under your name, wish lists and playlists that anyone can open."),
            ("Vinted", "eBay", "Tripadvisor", "Spotify"),
        ),
        (
            _("Work on the side"),
            _("Tutoring, music, a small business: a page counts even if it is not under your name."),
            ("LinkedIn", "Facebook"),
        ),
        (
            _("Second accounts"),
            _("A second, “private” one; one for a pet, a band, a class trip or a child."),
            ("Instagram", "TikTok", "Snapchat", "X"),
        ),
    )


def _look_elsewhere() -> str:
    return _(
        "Your e-mail remembers, too: search it for “welcome”, “confirm your account” or “new follower”. So do saved "
        "passwords in your browser, and the list of apps that sign in with Google, Apple or Facebook."
    )


def _search_for_yourself() -> str:
    return _(
        "In a closed service there is nothing left to set. Copies may remain: type your old user name in quotation "
        "marks into a search engine, then look at its pictures as well. Where something of yours still shows, ask "
        "that site to take it down. Add those that you used: two or three questions tell whether something is left."
    )
