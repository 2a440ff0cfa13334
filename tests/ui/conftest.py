"""What every test of the windows needs."""

import gc
import os
import threading
from contextlib import nullcontext
from pathlib import Path
from unittest.mock import patch

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QLocale, QThreadPool
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from privacy_wizard.domain.model import Catalogue
from privacy_wizard.drafts import DraftStore
from privacy_wizard.ui.kit.accessible import install_roles
from privacy_wizard.ui.kit.application import GarbageCollector, dressed
from privacy_wizard.ui.kit.background import is_busy
from privacy_wizard.ui.kit.event_watch import EventWatch, watch_events
from privacy_wizard.ui.kit.settings import SettingsFile
from privacy_wizard.ui.kit.theme import Appearance, Looks, Theme
from privacy_wizard.ui.kit.translation import speak
from privacy_wizard.ui.wizard.window import build
from tests.memory import AS_PYTHON_COLLECTS

STILL = Looks(appearance=Appearance.LIGHT, reduced_motion=True)


@pytest.fixture(scope="session")
def theme(qapp: QApplication) -> Theme:
    install_roles()
    speak(qapp, QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    return Theme(qapp, STILL)


@pytest.fixture(autouse=True)
def _wizard_application(qapp: QApplication, theme: Theme, qtbot: QtBot):
    """Every test sees the program's own look, and leaves no work behind."""
    threads = set(threading.enumerate())
    theme.choose(STILL)
    qapp.setDoubleClickInterval(0)  # whoever sits before a window has had its page for as long as they like
    gc.freeze()  # what was there before is not looked through at the end
    seldom = gc.get_threshold()
    gc.set_threshold(*AS_PYTHON_COLLECTS)  # which the program's own collector goes by
    collector = GarbageCollector(qapp)
    yield
    stays = bool(QApplication.topLevelWidgets())
    _end_watch(qapp)
    # What is given up goes with the event loop, which a test never enters: it would be dressed anew, and hear of the
    # next test's language.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    _leave_one(theme)
    theme.choose(STILL)
    pool = QThreadPool.globalInstance()
    qtbot.waitUntil(lambda: not is_busy() and pool.activeThreadCount() == 0, timeout=10_000)
    assert not [each for each in threading.enumerate() if not each.daemon and each not in threads]
    gc.collect(2 if stays else 1)
    collector.deleteLater()
    gc.enable()  # as in the tests of other folders
    gc.set_threshold(*seldom)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _end_watch(app: QApplication) -> None:
    for watch in app.findChildren(EventWatch):
        app.removeEventFilter(watch)
        shiboken6.delete(watch)


def _leave_one(theme: Theme) -> None:
    """A window that was started has dressed the application anew, with letters of its own size perhaps."""
    if others := [each for each in QApplication.instance().findChildren(Theme) if each is not theme]:
        for each in others:
            each.deleteLater()
        theme._applied = None
        theme.apply()


@pytest.fixture
def watched(qapp: QApplication) -> EventWatch:
    """As once a window is painted; each test ends it, as it is asked at every event, for which most need not wait."""
    watch_events()
    return qapp.findChild(EventWatch)


@pytest.fixture
def sit(qapp: QApplication, qtbot: QtBot, theme: Theme, tmp_path: Path, watched: EventWatch):
    """A user before the program's own window; each call is the program started once more over the same folder.

    Who looks closely has all of it painted. Everybody sees a part that flashes up as a window.
    """
    from .contexts import begin, new_context
    from .hands import User, Windows

    kept = SettingsFile(tmp_path / "settings.json")
    kept.keep_looks(STILL)

    def start(*, context_with: tuple[str, ...] = (), catalogue: Catalogue | None = None, closely: bool = False) -> User:
        for closed in (each for each in users if not each.is_there):
            closed.leave()  # their window would be dressed anew as well
        context = new_context(tmp_path / "home", catalogue)
        if context_with:
            begin(context, context_with[0])
        for platform in context_with[1:]:
            with nullcontext() if platform == context_with[-1] else patch.object(DraftStore, "keeps", False):
                context.session.add_account(platform)  # saved with the last: a draft says how far the audit is
        qapp.setFont(theme._system_font)  # each start makes a theme of its own from what the system gives
        qapp.setPalette(theme._system_palette)
        qapp.installEventFilter(watched)  # which another may have looked away from
        users.append(User(qtbot, context, build(dressed(qapp, kept), context), closely=closely))
        return users[-1]

    windows, users = Windows(), []
    watched.answers[QShowEvent] = windows.see
    with windows.watching():
        yield start
        for user in users:
            user.leave()
    assert windows.flashed == []
