"""Opens the console: first the login, then the window."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject

from ...i18n import _
from ...office.login import LoggedIn, Login
from ..kit.application import AfterFirstPaint, Application, WindowPlace, fit_on_screen
from ..kit.background import run_in_background
from ..kit.settings import SettingsFile
from ..kit.theme import Theme
from .login_window import LoginWindow
from .page import ConsolePlace, PlaceId

if TYPE_CHECKING:  # what comes after the login
    from ...domain.model import Catalogue
    from ...identity import SigningKey
    from .context import BeginTrial, ConsoleContext
    from .window import ConsoleWindow

_FIRST = ConsolePlace(id=PlaceId.OVERVIEW)


class PlacesOfThisUser(Protocol):
    """Where this user's files are kept."""

    @property
    def home(self) -> Path:
        """The folder that holds all of them."""

    @property
    def key_file(self) -> Path:
        """The signing key."""


def open_console(
    app: Application,
    places: PlacesOfThisUser,
    load_catalogue: "Callable[[], Catalogue]",
    begin_trial: "BeginTrial",
    now: Callable[[], datetime],
) -> int:
    """Run the console until its window is closed; returns the exit code."""
    login = Login(home=places.home, key_file=places.key_file, now=now)
    controller = ConsoleController(app.theme, app.kept, login, load_catalogue, begin_trial)
    controller.begin()
    code = app.exec()
    controller.end()
    return code


def load_the_rest(parent: QObject) -> None:
    """Load what comes after the login, aside, while a passphrase is typed; a failure shows when it is needed."""

    def load() -> None:
        from . import context, window  # noqa: F401

    run_in_background(load, on_done=lambda _: None, on_failed=lambda _: None, parent=parent)


def delete_expired_list(window: "ConsoleWindow") -> None:
    """Keep no protected list whose time is over, aside; what stops that is said on the page of the list."""
    from ...office.protected_lists import protected_list_in_use

    place = window.context.school_place
    run_in_background(
        lambda: protected_list_in_use(place), on_done=lambda _: None, on_failed=lambda _: None, parent=window
    )


class ConsoleController(QObject):
    """Shows the login window, and the window once somebody is in; another school of the register is another window."""

    def __init__(
        self,
        theme: Theme,
        kept: SettingsFile,
        login: Login,
        load_catalogue: "Callable[[], Catalogue]",
        begin_trial: "BeginTrial",
    ) -> None:
        super().__init__()
        self._theme, self._kept, self._login, self._load = theme, kept, login, load_catalogue
        self._begin_trial = begin_trial
        self._entered: LoggedIn | None = None
        self.login_window: LoginWindow | None = None
        self.window: ConsoleWindow | None = None
        self._place: WindowPlace | None = None

    def begin(self) -> None:
        """Ask for register and passphrase."""
        self.login_window = LoginWindow(self._theme, self._login, self._load)
        self.login_window.entered.connect(self._on_entered)
        self.login_window.begun.connect(self._on_begun)
        fit_on_screen(self.login_window)
        AfterFirstPaint(self.login_window, lambda: load_the_rest(self))
        self.login_window.show()

    def let_in(self, entered: LoggedIn, place: ConsolePlace = _FIRST) -> None:
        """Show the console of the school; a window whose page would lose something says so instead, and stays."""
        from .window import ConsoleWindow

        before = self.window
        if before is not None and before.holds():
            return
        if self._place is not None:
            self._place.keep()  # the next window takes the place of this one
        self._entered = entered
        self.window = ConsoleWindow(self._theme, self._context(entered))
        self.window.school_wanted.connect(self._on_school_wanted)
        self.window.key_changed.connect(self._on_key_changed)
        self.window.key_lent.connect(self._on_key_lent)
        self.window.key_given_back.connect(self._on_key_given_back)
        self._place = WindowPlace(self.window, "console", self._kept)
        self.window.show_place(place)
        self.window.show()
        delete_expired_list(self.window)
        for old in (self.login_window, before):
            if old is not None:
                old.close()
                old.deleteLater()
        self.login_window = None

    def end(self) -> None:
        """Close the register."""
        if self.window is not None:
            self.window.context.renderer.close()
        if self._entered is not None:
            self._entered.register.close()

    def _context(self, entered: LoggedIn) -> "ConsoleContext":
        from .context import ConsoleContext

        return ConsoleContext(
            register=entered.register,
            key=entered.key,
            officer=entered.officer,
            home=self._login.home,
            key_file=self._login.key_file,
            load_catalogue=self._load,
            begin_trial=self._begin_trial,
            now=self._login.now,
            office_key=entered.office,
            lent_by=entered.lent_by,
        )

    def _on_entered(self, entered: LoggedIn) -> None:
        """What was said at the login, as that a backup is back, is seen once it is over."""
        said = self.login_window.said if self.login_window is not None else ""
        self.let_in(entered)
        if said and self.window is not None:
            self.window.page.notice.say("good", said)

    def _on_begun(self, entered: LoggedIn) -> None:
        """Where the school's key is stored is said once, if it is not in the keyring."""
        self._on_entered(entered)
        if self.window is not None and entered.office is not None and entered.office.is_in_a_file:
            from ...office.office_key import SECRET_IN_A_FILE
            from ...system.keyring import NOT_KEPT

            notice = self.window.page.notice
            notice.say("info", "\n".join(filter(None, [notice.message, f"{NOT_KEPT} {SECRET_IN_A_FILE}"])))

    def _on_school_wanted(self, school: str) -> None:
        before = self.window
        if self._entered is None or before is None:
            return
        self.let_in(self._login.at_school(self._login.given_back(self._entered), school))
        if self.window is not before and before.watch is not None and before.watch.watching is not None:
            folder, name = before.watch.watching.folder, before.context.register.name()
            before.watch.stop()
            self._say_no_longer_watched(folder, name)

    def _say_no_longer_watched(self, folder: Path, school: str) -> None:
        """What lies there is that school's, and this window is another's."""
        if self.window is not None:
            told = _(
                "{folder} is no longer watched: what comes in there is for {school}.", folder=folder, school=school
            )
            self.window.page.notice.say("info", told)

    def _on_key_changed(self, key: "SigningKey") -> None:
        """A certificate takes effect at once: a window anew, at the page where it was issued."""
        if self._entered is not None:
            self._let_in_here(self._login.with_key(self._entered, key))

    def _on_key_lent(self, key: "SigningKey") -> None:
        """A colleague decides on the file in view."""
        if self._entered is not None:
            self._let_in_here(self._login.lent(self._entered, key))

    def _on_key_given_back(self) -> None:
        """Whoever was at work is so again, and is told."""
        before = self.window
        if self._entered is None or before is None:
            return
        decided = before.page.notice.message
        self._let_in_here(self._login.given_back(self._entered))
        if self.window is not None and self.window is not before:
            again = _("You are {name} again.", name=self.window.context.officer)
            self.window.page.say(f"{decided} {again}".strip())

    def _let_in_here(self, entered: LoggedIn) -> None:
        """A window anew, at the page in view, with the same way back."""
        before = self.window
        if before is None:
            return
        self.let_in(entered, before.place or _FIRST)
        if self.window is not None and self.window is not before:
            self.window.go_on_from(before)
