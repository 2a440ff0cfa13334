"""Adding accounts: searched for, remembered with some help, or named by hand."""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from difflib import get_close_matches

from attrs import frozen
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ....domain.audit import OTHER
from ....domain.checklist_index import ChecklistHead, platforms
from ....domain.model import Catalogue
from ....domain.vocabulary import ServiceGroup, ServiceState
from ....i18n import _
from ...kit.accessible import announce
from ...kit.layouts import FlowLayout, row
from ...kit.tag import Tag
from ...kit.widgets.button import Button
from ...kit.widgets.card import Card, Disclosure
from ...kit.widgets.search_list import SearchEntry, SearchList
from ...kit.widgets.text import Divider, Heading, TextLabel
from ..interview.about_account import status_words

DATING = "dating"  # the checklist of them all

_NAMES = (
    "badoo, bumble, coffeemeetsbagel, eharmony, elitesingles, feeld, fetlife, grindr, happn, her, hinge, hornet, "
    "jackd, jdate, match, matchcom, meetic, muzz, muzmatch, okcupid, plentyoffish, pof, raya, recon, salams, scruff, "
    "silversingles, taimi, thursday, tinder, zoosk"
)
_KNOWN = frozenset(_NAMES.split(", "))
_NEAR = 0.85  # one letter in six may be another
_SHORTEST_NEAR = 5  # letters; short names are too alike


def is_dating_app(name: str) -> bool:
    """Whether a name is that of a dating app that is widely known; others are for their owner to mark."""
    bare = re.sub(r"[^a-z0-9]", "", name.casefold())
    return bare in _KNOWN or "dating" in bare


def platform_named(name: str, among: Sequence[ChecklistHead]) -> ChecklistHead | None:
    """The service of that name, however it is spaced or written, or with a slip; its title comes before by-names."""
    known: dict[str, ChecklistHead] = {}
    for write in (str.casefold, _bare):
        for names in ([(each, (each.title,)) for each in among], [(each, each.also_known_as) for each in among]):
            for platform, spellings in names:
                for spelling in spellings:
                    known.setdefault(write(spelling), platform)
    bare = _bare(name)
    exact = known.get(name.strip().casefold()) or known.get(bare)
    near = get_close_matches(bare, known, n=1, cutoff=_NEAR) if len(bare) >= _SHORTEST_NEAR else []
    return exact or (known[near[0]] if near else None)


def _bare(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalnum())


@frozen(kw_only=True)
class ClosedService:
    """A service that has closed, and what became of it."""

    name: str
    sentence: str
    confirmed: bool  # whether a source for it was read; else it is from memory


def closed_services() -> tuple[ClosedService, ...]:
    """What became of each closed service; one checklist asks about whatever is left of them."""
    return (
        ClosedService(
            name="Google+",
            sentence=_("Closed for private users in April 2019; volunteers had saved public posts before."),
            confirmed=True,
        ),
        ClosedService(
            name="Vine",
            sentence=_("Took no new videos after January 2017; the app diVine has shown old ones since November 2025."),
            confirmed=True,
        ),
        ClosedService(
            name="MySpace",
            sentence=_("Still there in April 2024, though few use it. Old profiles can still be public: delete yours."),
            confirmed=True,
        ),
        ClosedService(
            name="Bebo",
            sentence=_("The first one lost what its users had uploaded; a new one had closed by May 2022."),
            confirmed=True,
        ),
        ClosedService(
            name="Whisper",
            sentence=_("Discontinued; until March 2020, posts with age, place and nickname stood open to anyone."),
            confirmed=True,
        ),
        ClosedService(
            name="Periscope",
            sentence=_("Live video of Twitter; closed in March 2021."),
            confirmed=False,
        ),
        ClosedService(
            name="Friendster, Orkut",
            sentence=_("Both are gone: Friendster deleted its profiles in 2011, Orkut closed in 2014."),
            confirmed=True,
        ),
        ClosedService(
            name="Houseparty, Omegle, ask.fm, Formspring, Skype, Google Hangouts",
            sentence=_(
                "Closed: Houseparty in 2021, Google Hangouts in 2022, Omegle in 2023, ask.fm in 2024, Skype in 2025, "
                "Formspring long before."
            ),
            confirmed=False,
        ),
    )


class PlatformSearch(Card):
    """`ticked(checklist, on)`; `named(name)` for a service that is not in the list."""

    ticked = Signal(str, bool)
    named = Signal(str)

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__()
        self.set_title(_("On which services do you have an account?"))
        self._platforms = _platforms(catalogue)
        self.list = SearchList(_("Search for a service"), [self._entry(each) for each in self._platforms])
        self._add = Button("", "plain", "plus")
        self.body.addWidget(self.list)
        self.body.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)
        self.list.toggled.connect(self.ticked)
        self.list.field.textChanged.connect(self._on_text)
        self.list.field.entered.connect(self._on_enter)
        self._add.clicked.connect(self._on_add)
        self._on_text("")

    def show_ticked(self, checklists: AbstractSet[str], named: Sequence[str]) -> None:
        """Show which services have an account, and the accounts by name: the list is longer than the window."""
        self.list.set_checked(checklists)
        so_far = ", ".join(named) or _("none")  # said from the start: no line may move from under the hand
        self.set_lead(_("Named so far: {accounts}", accounts=so_far))

    def checklist_of(self, name: str) -> str | None:
        """The checklist of a service by any of its names, or nearly so, or None."""
        found = self._known(name)
        return found.id if found is not None else None

    def _known(self, name: str) -> ChecklistHead | None:
        return platform_named(name, [each for each in self._platforms if each.id != OTHER])

    def _entry(self, platform: ChecklistHead) -> SearchEntry:
        title = f"{platform.title} ({platform.also_known_as[0]})" if len(platform.title) == 1 else platform.title
        return SearchEntry(platform.id, title, self._hint(platform), platform.also_known_as, group_name(platform))

    def _hint(self, platform: ChecklistHead) -> str:
        if platform.id == OTHER:
            return _("Anything that is not in this list")
        return {
            ServiceState.OPEN: "",
            ServiceState.FADING: _("Still there, but fading"),
            ServiceState.CLOSED: "",  # the heading above says it
        }[platform.state]

    @property
    def _typed(self) -> str:
        return " ".join(self.list.field.text().split())[:100]

    def _on_text(self, _text: str) -> None:
        known = self._known(self._typed)
        self._add.setVisible(bool(self._typed) and (known is None or known.id not in self.list.found))
        if known is not None:  # written with a slip
            self._add.setText(_("Add {name}", name=known.title))
        else:
            self._add.setText(_("Add “{name}” as another platform", name=_short(self._typed)))

    def _on_enter(self) -> None:
        found = self.list.found
        if found and found[0] != OTHER and (len(found) == 1 or self.list.is_exact):
            row = self.list.row(found[0])
            if not row.isChecked():
                row.click()
            self.list.field.clear()
        elif not found and self._typed:
            self._on_add()

    def _on_add(self) -> None:
        name = self._typed
        self.list.field.clear()
        if name:
            self.named.emit(name)


def _platforms(catalogue: Catalogue) -> list[ChecklistHead]:
    """The platforms by what they are used for; closed ones below, and the general one last."""
    order = list(ServiceGroup)
    return sorted(
        platforms(catalogue),
        key=lambda head: (head.id == OTHER, not is_open(head), order.index(head.group), head.title.casefold()),
    )


def is_open(platform: ChecklistHead) -> bool:
    """Whether a service is still there as ever."""
    return platform.state is ServiceState.OPEN


def group_name(platform: ChecklistHead) -> str:
    """The heading under which a service stands."""
    if not is_open(platform):
        return _("Closed or fading: old profiles may still be public")
    return {
        ServiceGroup.SOCIAL: _("Social networks"),
        ServiceGroup.MESSAGING: _("Messages and chat"),
        ServiceGroup.PICTURES_AND_VIDEO: _("Pictures, video and music"),
        ServiceGroup.GAMES: _("Games"),
        ServiceGroup.WRITING: _("Blogs and wikis"),
        ServiceGroup.SPORT_AND_PLACES: _("Sport and places"),
        ServiceGroup.BUYING_AND_SELLING: _("Buying, selling and reviews"),
        ServiceGroup.TUTORING_AND_GIVING: _("Tutoring and fund-raising"),
        ServiceGroup.DATING: _("Dating and fan sites (never named on your statement)"),
        ServiceGroup.OTHER: _("Anything else"),
    }[platform.group]


def _short(name: str) -> str:
    return name if len(name) <= 30 else f"{name[:29]}…"


class MemoryJogger(Card):
    """`named(name)` when the user remembers an account."""

    named = Signal(str)

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__()
        self._catalogue = catalogue
        self.set_title(_("Have you forgotten one?"))
        self.set_lead(_("Old accounts stay public for years. Think back, and press a name to add it."))
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
            _("Profiles with a friends list or chat, on a console, computer or phone."),
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
            ("Vinted", "eBay", "Depop", "Amazon", "Tripadvisor", "Spotify"),
        ),
        (
            _("Work on the side"),
            _("Tutoring, music, a small business: a page counts even if it is not under your name."),
            ("LinkedIn", "Facebook", "Tutorful", "MyTutor", "Patreon"),
        ),
        (
            _("Sport and good causes"),
            _("Race results, tracks of your runs, and pages where you raised or gave money."),
            ("parkrun", "Garmin", "Komoot", "JustGiving", "GoFundMe"),
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
        "A closed service has no settings left to change, but copies may remain. Search for your old "
        "user name in quotation marks, and look at the picture results as well. If anything of yours "
        "still shows, ask that site to take it down. Add them once, whichever you used: a few questions "
        "find out whether anything is left."
    )
