"""The console's window: a list of pages at the side, one page in view, and Back."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMainWindow, QMenu, QStackedWidget, QVBoxLayout, QWidget

from ...domain.register_events import AttestationStanding
from ...i18n import _
from ...identity import SigningKey
from ..kit.background import run_in_background
from ..kit.chooser import Chooser
from ..kit.help_windows import ShortcutsWindow
from ..kit.side_list import ProgramMark
from ..kit.theme import Theme
from ..kit.view_menu import ViewMenu
from ..kit.widgets.button import Button
from ..kit.widgets.text import TextLabel
from .context import ConsoleContext
from .navigation import Navigation, NavigationEntry, console_keys, entries, make_page, parent_of
from .page import ConsolePage, ConsolePlace, PageColumn, PlaceId, side_margin
from .words import WINDOW_TITLE

if TYPE_CHECKING:
    from .intake.folder_watch import FolderWatch

FOLDS_BELOW = 900
_SIDE = 236
_BUTTON_AIR = 12  # around the words of the way back, which stand above those of the page
_LEAST = (420, 320)
_DIGITS = 9


class ConsoleWindow(QMainWindow):
    """Pages are made when first shown; each visit shows what the register holds then.

    `school_wanted(str)` when another school of the register is chosen; `key_changed(SigningKey)` when the officer's
    key has another certificate; `key_lent(SigningKey)` to a colleague who decides on the file in view, and
    `key_given_back` once they have, or the file is left.
    """

    school_wanted = Signal(str)
    key_changed = Signal(object)
    key_lent = Signal(object)
    key_given_back = Signal()

    def __init__(self, theme: Theme, context: ConsoleContext) -> None:
        super().__init__()
        self.context, self.theme = context, theme
        self._sheets: dict[PlaceId, tuple[ConsolePage, PageColumn]] = {}
        self._visited: list[ConsolePlace] = []
        self._at: ConsolePlace | None = None
        self._new_key: SigningKey | None = None
        self._menu = ViewMenu(theme, self)
        self._stack, self.navigation = QStackedWidget(), Navigation(self._entries())
        self.back = Button("", "quiet", "arrow-left")
        self._lay_out()
        self._connect()
        self.setMinimumSize(*_LEAST)
        self.resize(1240, 820)
        self._retranslate()

    @property
    def place(self) -> ConsolePlace | None:
        return self._at

    @property
    def page(self) -> ConsolePage:
        """The page in view. KeyError before the first."""
        return self._sheets[self._at.id if self._at else PlaceId.OVERVIEW][0]

    def show_place(self, place: ConsolePlace) -> None:
        """Show a page at something; Back leads to the one before. A page that would lose something says so first."""
        if self.holds():
            return
        if self._at is not None and self._at != place:
            self._visited.append(self._at)
        self._show(place)

    def go_back(self) -> None:
        """Go back to the previous place."""
        if self._visited and not self.holds():
            self._show(self._visited.pop())

    @property
    def watch(self) -> "FolderWatch | None":
        """The folder that is watched here."""
        from .intake.hand_in_page import HandInPage

        pages = (page for page, _sheet in self._sheets.values() if isinstance(page, HandInPage))
        return next((page.watch for page in pages if page.watch.watching is not None), None)

    def go_on_from(self, before: "ConsoleWindow") -> None:
        """Keep the way back of the window before this one, and watch the folder that it watched."""
        from .intake.hand_in_page import HandInPage

        self._visited = list(before._visited)
        self.back.setVisible(bool(self._visited))
        if before.watch is not None:
            page, _sheet = self._sheet(PlaceId.HAND_IN)
            if isinstance(page, HandInPage):
                page.take_over(before.watch)

    def refresh_counts(self) -> None:
        """How many wait, at the side; where that cannot be read, the page in view says why."""
        register = self.context.register
        run_in_background(
            lambda: register.attestations.count(AttestationStanding.NEEDS_A_LOOK),
            on_done=lambda waiting: self.navigation.show_count(PlaceId.HAND_IN, waiting),
            on_failed=lambda _error: None,
            parent=self,
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the side away where there is no room for it."""
        super().resizeEvent(event)
        narrow = self.width() < FOLDS_BELOW
        self._side.setVisible(not narrow)
        self._pages.setVisible(narrow)
        before = side_margin(self.width() - (0 if narrow else _SIDE)) - _BUTTON_AIR
        self._bar.setContentsMargins(before, 8, before, 0)

    def closeEvent(self, event: QCloseEvent) -> None:
        """A page that would lose something says so first."""
        if self.holds():
            event.ignore()
        else:
            super().closeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def holds(self) -> bool:
        """Whether leaving the page in view would lose something; it says so, and may be left the next time."""
        return self._at is not None and self._at.id in self._sheets and self.page.holds()

    def _entries(self) -> Sequence[NavigationEntry]:
        """A page that needs the school's certificate is offered once there is one."""
        certified = self.context.school_place.authority_store.is_there
        return [each for each in entries() if certified or each.id is not PlaceId.CERTIFICATES]

    def _offer_pages(self) -> None:
        offered = self._entries()
        if [each.id for each in offered] != [each.id for each in self.navigation.entries]:
            self.navigation.set_entries(offered)

    def _show(self, place: ConsolePlace) -> None:
        self._offer_pages()
        if self._at is not None and self._at.id in self._sheets:
            self._sheets[self._at.id][0].left()
        is_over = self.context.lent_by is not None and self._at not in (None, place)
        self._at = place
        page, sheet = self._sheet(place.id)
        self._stack.setCurrentWidget(sheet)
        page.show_place(place)
        sheet.verticalScrollBar().setValue(0)
        self.navigation.show_as_current(parent_of(place.id))
        self.back.setVisible(bool(self._visited))
        self.refresh_counts()
        page.heading.setFocus(Qt.FocusReason.OtherFocusReason)
        if self._new_key is not None:
            self.key_changed.emit(self._new_key)
        elif is_over:
            self.key_given_back.emit()

    def _sheet(self, place: PlaceId) -> tuple[ConsolePage, PageColumn]:
        if place not in self._sheets:
            page = make_page(self.context, place)
            page.wanted.connect(self._on_wanted)
            page.register_changed.connect(self.refresh_counts)
            page.key_changed.connect(self._on_key)
            page.key_lent.connect(self.key_lent)
            page.key_given_back.connect(self.key_given_back)
            sheet = PageColumn(page, wide=page.is_wide, column=page.column)
            self._stack.addWidget(sheet)
            self._sheets[place] = (page, sheet)
        return self._sheets[place]

    def _lay_out(self) -> None:
        self._name, self._school = TextLabel("", "strong"), TextLabel("", "small")
        self._view, self._pages = Button("", "quiet", "display"), Button("", "quiet", "menu")
        self._view.setMenu(self._menu)
        self._side = SidePanel()
        name, words = QHBoxLayout(), QVBoxLayout()
        name.setContentsMargins(10, 0, 0, 0)
        name.setSpacing(10)
        words.setSpacing(1)
        words.addWidget(self._name)
        words.addWidget(self._school)
        name.addWidget(ProgramMark(), 0, Qt.AlignmentFlag.AlignTop)
        name.addLayout(words, 1)
        column = QVBoxLayout(self._side)
        column.setContentsMargins(14, 22, 14, 12)
        column.setSpacing(18)
        column.addLayout(name)
        self._schools = Chooser(_("School"))
        self._schools.chosen.connect(self._on_school)
        column.addWidget(self._schools)
        column.addWidget(self.navigation, 1)
        self._acts_as = TextLabel("", "small")
        self._acts_as.setContentsMargins(10, 0, 0, 0)
        column.addWidget(self._acts_as)
        column.addWidget(self._view, 0, Qt.AlignmentFlag.AlignLeft)
        keeps_room = self.back.sizePolicy()
        keeps_room.setRetainSizeWhenHidden(True)  # the page below stays where it is when the way back appears
        self.back.setSizePolicy(keeps_room)
        self._bar = QHBoxLayout()
        self._bar.addWidget(self._pages)
        self._bar.addWidget(self.back)
        self._bar.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addLayout(self._bar)
        right.addWidget(self._stack, 1)
        centre = QWidget()
        whole = QHBoxLayout(centre)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._side)
        whole.addLayout(right, 1)
        self.setCentralWidget(centre)

    def _connect(self) -> None:
        self.navigation.requested.connect(lambda place: self._on_wanted(ConsolePlace(id=PlaceId(place))))
        self.back.clicked.connect(self.go_back)
        self._pages.clicked.connect(self._on_pages)
        self.addActions(self._menu.actions())
        self._menu.keys.triggered.connect(lambda: ShortcutsWindow(console_keys(), self).open())
        self._add_key(["Alt+Left", "Esc"], self.go_back)
        self._add_key(["F5"], lambda: self._show(self._at) if self._at and not self.holds() else None)
        self._add_key(["Ctrl+F"], self._find)
        for number, entry in enumerate(self.navigation.entries[:_DIGITS], 1):
            self._add_key([f"Ctrl+{number}"], lambda place=entry.id: self.show_place(ConsolePlace(id=place)))

    def _add_key(self, keys: list[str], act: object) -> None:
        action = QAction(self)
        action.setShortcuts([QKeySequence(each) for each in keys])
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.triggered.connect(lambda _on=False: act())  # type: ignore[operator]
        self.addAction(action)

    def _find(self) -> None:
        self.show_place(ConsolePlace(id=PlaceId.PEOPLE))
        search = getattr(self.page, "search", None)
        if search is not None:
            search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _retranslate(self) -> None:
        self.setWindowTitle(str(WINDOW_TITLE))
        self._name.setText(_("The office"))
        register = self.context.register
        schools = register.schools()
        self._school.setText(register.name())
        self._schools.offer((row.school, row.name) for row in schools)
        self._schools.choose(register.school)
        self._schools.setVisible(len(schools) > 1)
        self._acts_as.setText(_("At work: {name}", name=self.context.officer))
        self._acts_as.setVisible(not self.context.is_nobodys)
        self._view.setText(_("&View"))
        self._pages.setText(_("Pages"))
        self.back.setText(_("Back"))
        self.navigation.retranslate()

    def _on_wanted(self, place: ConsolePlace) -> None:
        """What is in view already is shown from its top."""
        if place != self._at:
            self.show_place(place)
        else:
            self._sheet(place.id)[1].verticalScrollBar().setValue(0)

    def _on_school(self) -> None:
        """Whoever opens the other school's window asks this one first; until then, it is at its own."""
        wanted, here = self._schools.value, self.context.register.school
        self._schools.choose(here)
        if wanted != here:
            self.school_wanted.emit(wanted)

    def _on_key(self, key: SigningKey) -> None:
        """The page in view may be another one by now, and hold something: then the key waits until it is left."""
        if self.holds():
            self._new_key = key
        else:
            self.key_changed.emit(key)

    def _on_pages(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for entry in self.navigation.entries:
            action = menu.addAction(entry.title())
            action.setCheckable(True)
            action.setChecked(self._at is not None and parent_of(self._at.id) == entry.id)
            action.triggered.connect(lambda _on=False, wanted=entry.id: self._on_wanted(ConsolePlace(id=wanted)))
        menu.popup(self._pages.mapToGlobal(self._pages.rect().bottomLeft()))


class SidePanel(QFrame):
    """The surface at the side."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(_SIDE)
