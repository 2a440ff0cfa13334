"""The pages of the console: which shows which place, the list of them at the side, the keys."""

from collections.abc import Callable, Sequence

from attrs import frozen
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QListWidgetItem, QStyledItemDelegate, QStyleOptionViewItem

from ...i18n import _, ngettext
from ..kit.help_windows import keys_of_both
from ..kit.side_list import SideList
from ..kit.theme.icons import paint_icon
from ..kit.theme.theme import TypeStep, font_of
from ..kit.theme.tokens import tokens
from .context import ConsoleContext
from .page import ConsolePage, PlaceId

_ID = Qt.ItemDataRole.UserRole
_ICON = Qt.ItemDataRole.UserRole + 1
_COUNT = Qt.ItemDataRole.UserRole + 2
_SHOWN = Qt.ItemDataRole.UserRole + 3
_ICON_SIZE = 20


@frozen(kw_only=True)
class NavigationEntry:
    """One page in the list; the title is asked again when the language changes."""

    id: PlaceId
    icon: str
    title: Callable[[], str]


class Navigation(SideList):
    """Emits `requested(PlaceId)` when the user wants another page."""

    requested = Signal(object)

    def __init__(self, entries: Sequence[NavigationEntry] = ()) -> None:
        super().__init__()
        self.setItemDelegate(_EntryDelegate(self))
        self.itemClicked.connect(self._on_wanted)
        self.itemActivated.connect(self._on_wanted)
        self._entries: tuple[NavigationEntry, ...] = ()
        self.set_entries(entries)

    @property
    def entries(self) -> tuple[NavigationEntry, ...]:
        return self._entries

    def set_entries(self, entries: Sequence[NavigationEntry]) -> None:
        self._entries = tuple(entries)
        self.clear()
        for entry in entries:
            item = QListWidgetItem(self)
            item.setData(_ID, entry.id)
            item.setData(_ICON, entry.icon)
            item.setData(_COUNT, 0)
        self.retranslate()

    def show_count(self, place: PlaceId, count: int) -> None:
        """How many things are waiting on a page; 0 shows none."""
        for item in self._items():
            if item.data(_ID) == place:
                item.setData(_COUNT, count)
                self._describe(item)

    def show_as_current(self, place: PlaceId) -> None:
        """Mark a page as the current one; a page that is not in the list leaves none marked."""
        for item in self._items():
            shown = item.data(_ID) == place
            item.setData(_SHOWN, shown)
            self._describe(item)
            if shown:
                self.setCurrentItem(item)
                self.scrollToItem(item)

    def retranslate(self) -> None:
        """Ask for the titles again."""
        self.setAccessibleName(_("Pages"))
        for item, entry in zip(self._items(), self._entries, strict=True):
            item.setText(entry.title())
            item.setToolTip(entry.title())
            self._describe(item)

    def _items(self) -> list[QListWidgetItem]:
        return [self.item(at) for at in range(self.count())]

    def _describe(self, item: QListWidgetItem) -> None:
        spoken, count = item.text(), int(item.data(_COUNT) or 0)
        if count:
            spoken = ngettext("{page}, {n} waiting", "{page}, {n} waiting", count, page=spoken)
        if item.data(_SHOWN):
            spoken = _("{page}, this page", page=spoken)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)

    def _on_wanted(self, item: QListWidgetItem) -> None:
        self.requested.emit(item.data(_ID))


class _EntryDelegate(QStyledItemDelegate):
    def __init__(self, pages: Navigation) -> None:
        super().__init__(pages)
        self._list = pages

    def sizeHint(self, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        """One line and some air."""
        return QSize(100, option.fontMetrics.height() + 18)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """An icon, the title and a count; the page that is shown stands on a surface of its own."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colors, shown = tokens(), bool(index.data(_SHOWN))
        hovered = self._list.is_pointed_at(index)
        row = self._list.paint_ground(painter, option.rect, index, shown=shown, hovered=hovered)
        left = int(row.left()) + 11
        icon = QRectF(left, row.center().y() - _ICON_SIZE / 2, _ICON_SIZE, _ICON_SIZE)
        paint_icon(painter, index.data(_ICON), "accent" if shown else "muted", icon)
        right = self._paint_count(painter, option, index, row)
        title = QRect(left + _ICON_SIZE + 11, int(row.top()), right - left - _ICON_SIZE - 19, int(row.height()))
        painter.setFont(font_of(TypeStep.BODY, option.font, strong=shown))
        painter.setPen(QColor(colors.text))
        text = painter.fontMetrics().elidedText(index.data(), Qt.TextElideMode.ElideRight, title.width())
        painter.drawText(title, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        painter.restore()

    def _paint_count(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
        row: QRectF,
    ) -> int:
        """A pill at the end of the line; where the title has to stop."""
        count = int(index.data(_COUNT) or 0)
        if not count:
            return int(row.right())
        painter.setFont(font_of(TypeStep.SMALL, option.font, strong=True))
        words = f"{count:,}"
        metrics = painter.fontMetrics()
        width, height = metrics.horizontalAdvance(words) + 14, metrics.height() + 3
        pill = QRectF(row.right() - width - 8, row.center().y() - height / 2, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens().color("warn_soft"))
        painter.drawRoundedRect(pill, height / 2, height / 2)
        painter.setPen(tokens().color("warn"))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, words)
        return int(pill.left())


def make_page(context: ConsoleContext, place: PlaceId) -> ConsolePage:
    """The page of a place."""
    return _makers()[place](context)


def entries() -> tuple[NavigationEntry, ...]:
    """The pages of the navigation, in its order."""
    return (
        NavigationEntry(id=PlaceId.OVERVIEW, icon="overview", title=lambda: _("Home")),
        NavigationEntry(id=PlaceId.PEOPLE, icon="people", title=lambda: _("People")),
        NavigationEntry(id=PlaceId.CAMPAIGNS, icon="flag", title=lambda: _("Campaigns")),
        NavigationEntry(id=PlaceId.HAND_IN, icon="inbox", title=lambda: _("Handed in")),
        NavigationEntry(id=PlaceId.CERTIFICATES, icon="key", title=lambda: _("Certificates")),
        NavigationEntry(id=PlaceId.PICTURE, icon="chart", title=lambda: _("The whole school")),
        NavigationEntry(id=PlaceId.INSPECTION, icon="clipboard", title=lambda: _("Inspection report")),
        NavigationEntry(id=PlaceId.CHECK, icon="chain", title=lambda: _("Check the register")),
        NavigationEntry(id=PlaceId.KEEPING, icon="archive", title=lambda: _("Backup and deleting")),
        NavigationEntry(id=PlaceId.POLICIES, icon="document", title=lambda: _("Policies")),
        NavigationEntry(id=PlaceId.SCHOOL, icon="school", title=lambda: _("School")),
    )


def parent_of(place: PlaceId) -> PlaceId:
    """The page of the navigation that a page of details belongs to."""
    return {
        PlaceId.PERSON: PlaceId.PEOPLE,
        PlaceId.STAFF_IMPORT: PlaceId.PEOPLE,
        PlaceId.ATTESTATION: PlaceId.HAND_IN,
        PlaceId.PAPER: PlaceId.HAND_IN,
        PlaceId.CAMPAIGN: PlaceId.CAMPAIGNS,
        PlaceId.SEND: PlaceId.OVERVIEW,
        PlaceId.ACTIONS: PlaceId.OVERVIEW,
        PlaceId.POLICY: PlaceId.POLICIES,
        PlaceId.PROTECTED_LIST: PlaceId.SCHOOL,
    }.get(place, place)


def _makers() -> dict[PlaceId, Callable[[ConsoleContext], ConsolePage]]:
    from .certificates.certificates_page import CertificatesPage
    from .certificates.protected_list_page import ProtectedListPage
    from .certificates.school_page import SchoolPage
    from .home.actions_page import ActionsPage
    from .home.home_page import HomePage
    from .intake.attestation_page import AttestationPage
    from .intake.hand_in_page import HandInPage
    from .intake.paper_page import PaperPage
    from .people.campaign_page import CampaignPage
    from .people.campaigns_page import CampaignsPage
    from .people.people_page import PeoplePage
    from .people.person_page import PersonPage
    from .people.send_page import SendPage
    from .people.staff_import_page import StaffImportPage
    from .policies.start import PoliciesPage
    from .policies.workshop_page import PolicyPage
    from .reports.inspection_report_page import InspectionReportPage
    from .reports.keeping_page import KeepingPage
    from .reports.register_check_page import CheckPage
    from .reports.school_report_page import PicturePage

    return {
        PlaceId.OVERVIEW: HomePage,
        PlaceId.PEOPLE: PeoplePage,
        PlaceId.PERSON: PersonPage,
        PlaceId.STAFF_IMPORT: StaffImportPage,
        PlaceId.CAMPAIGNS: CampaignsPage,
        PlaceId.CAMPAIGN: CampaignPage,
        PlaceId.SEND: SendPage,
        PlaceId.ACTIONS: ActionsPage,
        PlaceId.HAND_IN: HandInPage,
        PlaceId.ATTESTATION: AttestationPage,
        PlaceId.PAPER: PaperPage,
        PlaceId.CERTIFICATES: CertificatesPage,
        PlaceId.SCHOOL: SchoolPage,
        PlaceId.PICTURE: PicturePage,
        PlaceId.INSPECTION: InspectionReportPage,
        PlaceId.CHECK: CheckPage,
        PlaceId.KEEPING: KeepingPage,
        PlaceId.POLICIES: PoliciesPage,
        PlaceId.POLICY: PolicyPage,
        PlaceId.PROTECTED_LIST: ProtectedListPage,
    }


def console_keys() -> tuple[tuple[str, str], ...]:
    """What to press, and what it does."""
    return (
        (_("Ctrl+1 to Ctrl+9"), _("Open a page")),
        (_("Ctrl+F"), _("Search for a person")),
        (_("Enter"), _("Open the chosen row of a table")),
        (_("Esc, Alt+Left"), _("Go back")),
        (_("F5"), _("Show what the register holds now")),
        (_("Ctrl+P"), _("Print the page, if it can be printed")),
        *keys_of_both(),
    )
