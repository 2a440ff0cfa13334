"""The watched folder: what is put there comes in by itself, bad files and a vanished folder stop nothing."""

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from privacy_wizard.domain.certificate_events import KeyConfirmed
from privacy_wizard.domain.register_events import AttestationStanding
from privacy_wizard.domain.staff import StaffMember
from privacy_wizard.intake.intake_run import IntakeOutcome
from privacy_wizard.ui.console.context import ConsoleContext
from privacy_wizard.ui.console.controller import ConsoleController
from privacy_wizard.ui.console.page import ConsolePlace, PlaceId
from privacy_wizard.ui.console.who_are_you import WhoAreYou
from privacy_wizard.ui.console.window import ConsoleWindow
from privacy_wizard.ui.kit.theme import Theme
from tests.register.databases import on_both_databases
from tests.ui.console.offices import person_id
from tests.ui.console.scenes import attestation, finger, wait
from tests.ui.console.test_first_pages import settle, window_on
from tests.ui.console.test_minimal_way import PEOPLE, LoginAt, begin
from tests.ui.contexts import press, words_on


def watched(qtbot: QtBot, theme: Theme, context: ConsoleContext, folder: Path):
    window = window_on(qtbot, theme, context, ConsolePlace(id=PlaceId.HAND_IN))
    window.page.watch._pause.setInterval(30)
    window.page.watch.start(folder)
    return window


def test_what_is_put_into_the_folder_comes_in_once_it_can_be_reached_and_bad_files_stop_nothing(
    qtbot: QtBot, theme: Theme, busy: ConsoleContext, tmp_path: Path
) -> None:
    busy.register.record(KeyConfirmed(person=person_id(3), fingerprint=finger(3)))
    folder = tmp_path / "in"
    window = watched(qtbot, theme, busy, folder)
    wait(lambda: "cannot be reached" in window.page.watched.notice.message)
    folder.mkdir()
    wait(lambda: not window.page.watched.notice.message)
    watch, told = window.page.watch, list[tuple[int, int]]()
    watch.counted_up.connect(lambda *far: told.append(far))
    (folder / "bad.pdf").write_bytes(b"%PDF-1.7 nothing of use")
    (folder / "broken.zip").write_bytes(b"PK\x03\x04 no zip")
    (folder / "photograph.heic").touch()
    wait(lambda: len(watch.taken) == 2)
    assert told[-1] == (2, 2)
    window.show_place(ConsolePlace(id=PlaceId.OVERVIEW))  # it goes on whatever page is shown
    (folder / "good.pdf").write_bytes(attestation(3))
    wait(lambda: len(watch.taken) == 3)
    assert watch.counted[IntakeOutcome.ACCEPTED] == 1
    assert len(busy.register.attestations.listed(AttestationStanding.ACCEPTED)) == 1
    assert sorted(each.name for each in folder.iterdir()) == ["bad.pdf", "broken.zip", "good.pdf", "photograph.heic"]
    window.show_place(ConsolePlace(id=PlaceId.HAND_IN))
    assert "1 file of another kind" in window.page.watched._counts.text()
    settle_after_stop(qtbot, window)
    assert "Watching" not in words_on(window)


def sit_down(qtbot: QtBot, controller: ConsoleController, who: StaffMember, card: WhoAreYou) -> ConsoleWindow:
    card.picker.picked.emit(controller.window.context.register.people.numbered(who.number))
    settle(qtbot)
    qtbot.addWidget(controller.window)
    settle(qtbot)
    return controller.window


def test_it_is_watched_on_by_whoever_sits_down_there_and_no_file_begins_once_it_is_stopped(
    qtbot: QtBot, theme: Theme, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    controller, window = begin(qtbot, theme, LoginAt(tmp_path, str(tmp_path / "register.db")))
    home = window.place
    window.show_place(ConsolePlace(id=PlaceId.HAND_IN))
    window.page.watch.start(folder)
    settle(qtbot)
    window.show_place(home)
    before, window = window, sit_down(qtbot, controller, PEOPLE[1], WhoAreYou(window.page))
    assert (before.watch, window.place) == (None, home)
    (folder / "own.pdf").write_bytes(attestation(1))
    window = sit_down(qtbot, controller, PEOPLE[0], WhoAreYou(window.page, once=True))
    for _look in range(2):  # a file is taken at the second
        window.watch._look()
        settle(qtbot)
    assert window.watch.taken == [], "while a colleague decides on one file, nothing comes in under their name"
    window.key_given_back.emit()
    window = controller.window
    qtbot.addWidget(window)
    watch = window.watch
    watch._pause.setInterval(30)
    wait(lambda: len(watch.taken) == 1)

    watch.counted_up.connect(lambda _done, _of: watch.stop(), Qt.ConnectionType.BlockingQueuedConnection)
    for at in range(20):
        (folder / f"{at}.pdf").write_bytes(b"%PDF-1.7 " + bytes([at]))
    wait(lambda: watch.watching is None)
    settle(qtbot)
    left = window.context.register.queue.count().waiting
    assert 20 - 8 - 2 * 2 <= left < 20, "8 are recorded together, and of each worker's two were begun"
    controller.end()


@on_both_databases
def test_a_register_that_fails_for_a_moment_loses_no_file(
    qtbot: QtBot, theme: Theme, busy: ConsoleContext, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "bad.pdf").write_bytes(b"%PDF-1.7 nothing of use")
    engine = busy.register.register._engine
    with engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE work RENAME TO work_elsewhere")
    window = watched(qtbot, theme, busy, folder)
    watch = window.page.watch
    wait(lambda: watch.trouble is not None)
    assert "tried again" in window.page.watched.notice.message
    with engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE work_elsewhere RENAME TO work")
    wait(lambda: len(watch.taken) == 1)
    assert watch.trouble is None
    settle_after_stop(qtbot, window)


def settle_after_stop(qtbot: QtBot, window) -> None:
    press(qtbot, window, "Stop watching")
    settle(qtbot)
    assert window.page.watch.watching is None
    assert window.page.watch_button.isVisible()
