"""The login window: which register, and the passphrase of the officer's key."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMainWindow

from ...i18n import _
from ...office.login import Login
from ..kit.page import Page
from ..kit.theme import Theme
from ..kit.view_menu import ViewMenu
from ..kit.widgets.notice import mood_of
from ..kit.widgets.progress import CountedProgress
from .page import PageColumn, sentence_of
from .words import WINDOW_TITLE

# What is imported inside the functions is not on the first page that an office sees.
if TYPE_CHECKING:
    from ...domain.model import Catalogue
    from ...office.login import LoggedIn
    from .login_page import LoginPage


class LoginWindow(QMainWindow):
    """`entered(LoggedIn)` once the register is open; `begun(LoggedIn)` once an office is made."""

    entered = Signal(object)
    begun = Signal(object)

    def __init__(self, theme: Theme, login: Login, load_catalogue: "Callable[[], Catalogue]") -> None:
        super().__init__()
        self._login, self._load = login, load_catalogue
        self._menu = ViewMenu(theme, self)
        self.addActions(self._menu.actions())
        self._menu.keys.triggered.connect(self._show_keys)
        self.page: Page | None = None
        self.said = ""  # by the page that was left, to be seen in the window
        self._is_new = False  # put back just now: where its key lies is said once
        self.setMinimumSize(420, 320)
        self.resize(860, 760)
        self.setWindowTitle(str(WINDOW_TITLE))
        self._show_first()

    def _show_first(self) -> None:
        if self._login.opens_by_itself:
            self._open_by_itself()
        elif self._login.is_new:
            self._begin()
        else:
            self.ask_for_key()

    def ask_for_key(self) -> "LoginPage":
        """The way in with a register and a key of one's own."""
        from .login_page import LoginPage

        page = LoginPage(self._login)
        page.admitted.connect(self.entered)
        page.backed_up.connect(self._ask_for_backup)
        self._show(page)
        return page

    def _begin(self) -> None:
        from .first_start_page import FirstStartPage

        page = FirstStartPage(self._login, self._load)
        page.begun.connect(self.begun)
        page.elsewhere.connect(self.ask_for_key)
        page.backed_up.connect(self._ask_for_backup)
        self._show(page)

    def _ask_for_backup(self) -> None:
        from .restore_office_page import RestoreOfficePage

        page = RestoreOfficePage(self._login)
        page.finished.connect(lambda: self._on_put_back(page.said))
        self._show(page)

    def _open_by_itself(self) -> None:
        page = OpeningPage()
        self._show(page)
        page.counting.run(
            self._login.enter_by_itself,
            on_done=self._on_opened,
            on_failed=self._on_not_opened,
            saying=_("Opening …"),
        )

    def _on_put_back(self, said: str) -> None:
        self._is_new, self.said = True, said
        self._show_first()

    def _on_opened(self, found: "LoggedIn") -> None:
        (self.begun if self._is_new else self.entered).emit(found)

    def _on_not_opened(self, error: Exception) -> None:
        self.ask_for_key().notice.say(mood_of(error), sentence_of(error))

    def _show_keys(self) -> None:
        from ..kit.help_windows import ShortcutsWindow
        from .navigation import console_keys

        ShortcutsWindow(console_keys(), self).open()

    def _show(self, page: Page) -> None:
        self.page = page
        self.setCentralWidget(PageColumn(page, alone=True))


class OpeningPage(Page):
    """Shown while the register opens."""

    def __init__(self) -> None:
        super().__init__()
        self.title = _("The office")
        self.counting = CountedProgress()
        self.body.addWidget(self.counting)
