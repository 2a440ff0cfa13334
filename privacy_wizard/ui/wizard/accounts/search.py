"""Find a service and tick it; one that is not known is named."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ....domain.audit import OTHER
from ....domain.checklist_index import ChecklistHead, platforms
from ....domain.model import Catalogue
from ....domain.vocabulary import ServiceGroup, ServiceState
from ....i18n import _
from ...kit.widgets.button import Button
from ...kit.widgets.card import Card
from ...kit.widgets.search_list import SearchEntry, SearchList


class PlatformSearch(Card):
    """`ticked(checklist, on)`; `named(name)` for a service that is not in the list."""

    ticked = Signal(str, bool)
    named = Signal(str)

    def __init__(self, catalogue: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.set_title(_("On which services do you have an account?"))
        self._platforms = _platforms(catalogue)
        self.list = SearchList(_("Search for a service"), [self._entry(each) for each in self._platforms])
        self._add = Button("", "plain", "plus")
        self.body.addWidget(self.list)
        self.body.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)
        self.list.toggled.connect(self.ticked)
        self.list.field.textChanged.connect(self._on_text)
        self.list.field.returnPressed.connect(self._on_enter)
        self._add.clicked.connect(self._on_add)
        self._on_text("")

    def show_ticked(self, checklists: AbstractSet[str], named: Sequence[str]) -> None:
        """Show which services have an account, and the accounts by name: the list is longer than the window."""
        self.list.set_checked(checklists)
        self.set_lead(_("Named so far: {accounts}", accounts=", ".join(named)) if named else "")

    def checklist_of(self, name: str) -> str | None:
        """The checklist of a service by any of its names, or None."""
        sought = name.strip().casefold()
        for platform in self._platforms:
            if platform.id != OTHER and sought in {n.casefold() for n in (platform.title, *platform.also_known_as)}:
                return platform.id
        return None

    def _entry(self, platform: ChecklistHead) -> SearchEntry:
        title = f"{platform.title} ({platform.also_known_as[0]})" if len(platform.title) == 1 else platform.title
        return SearchEntry(platform.id, title, self._hint(platform), platform.also_known_as, group_name(platform))

    def _hint(self, platform: ChecklistHead) -> str:
        if platform.id == OTHER:
            return _("Anything that is not in this list")
        return {
            ServiceState.OPEN: "",
            ServiceState.FADING: _("Still there, but fading"),
            ServiceState.CLOSED: _("Closed"),
        }[platform.state]

    @property
    def _typed(self) -> str:
        return " ".join(self.list.field.text().split())[:100]

    def _on_text(self, _text: str) -> None:
        offered = bool(self._typed) and self.checklist_of(self._typed) is None
        self._add.setVisible(offered)
        self._add.setText(_("Add “{name}” as another platform", name=_short(self._typed)))

    def _on_enter(self) -> None:
        found = self.list.found
        if len(found) == 1 and found[0] != OTHER:
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
    """By what they are used for; those that are gone stand below, and the one in general words is the last."""
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
        ServiceGroup.PICTURES_AND_VIDEO: _("Pictures and video"),
        ServiceGroup.GAMES: _("Games"),
        ServiceGroup.WRITING: _("Blogs and wikis"),
        ServiceGroup.SPORT_AND_PLACES: _("Sport and places"),
        ServiceGroup.DATING: _("Dating (never named on your statement)"),
        ServiceGroup.OTHER: _("Anything else"),
    }[platform.group]


def _short(name: str) -> str:
    return name if len(name) <= 30 else f"{name[:29]}…"
