"""Chosen files go into a folder per person, under the school's pattern; it can be stopped, and it is on record."""

from pathlib import Path

from PySide6.QtCore import QItemSelectionModel
from pytestqt.qtbot import QtBot

from privacy_wizard.domain.register_events import AttestationStanding, Exported
from privacy_wizard.ui.console.context import ConsoleContext
from privacy_wizard.ui.console.page import ConsolePlace, PlaceId
from privacy_wizard.ui.kit.theme import Theme
from tests.ui.console.offices import member
from tests.ui.console.test_first_pages import settle, window_on
from tests.ui.contexts import press
from tests.ui.stopping import stopped_at_first_count

_ROWS = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows


def files_in(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_the_files_of_chosen_people_go_each_into_a_folder_of_their_own(
    qtbot: QtBot, theme: Theme, filled: tuple[ConsoleContext, str], tmp_path: Path
) -> None:
    context, _look = filled
    window = window_on(qtbot, theme, context, ConsolePlace(id=PlaceId.PEOPLE))
    page = window.page
    page.search.setText("T-100")
    qtbot.waitUntil(lambda: page.model.rowCount() == 10, timeout=20_000)
    settle(qtbot)
    for at in (0, 1, 5):
        page.table.selectionModel().select(page.model.index(at, 0), _ROWS)
    chosen = [page.model.person_at(at).member for at in (0, 1, 5)]
    page.offer_files()
    page.files.pattern.line.setText("{year} {number}")
    out = tmp_path / "out"
    page.files.save(out)
    settle(qtbot)
    expected = {f"{who.number} {who.last_name} {who.first_name}" for who in chosen if who.number != "T-1009"}
    assert {Path(each).parts[0] for each in files_in(out)} == expected
    assert all(Path(each).name.startswith("2026 T-10") for each in files_in(out))
    [last] = context.register.register.records(context.register.school, last=1)
    assert isinstance(last.event, Exported)
    assert "The register notes it." in page.notice.message


def test_nobody_chosen_means_everyone_who_is_listed(
    qtbot: QtBot, theme: Theme, filled: tuple[ConsoleContext, str], tmp_path: Path
) -> None:
    context, _look = filled
    window = window_on(qtbot, theme, context, ConsolePlace(id=PlaceId.PEOPLE))
    window.page.offer_files()
    window.page.files.what.row("all").click()
    window.page.files.save(tmp_path / "out")
    settle(qtbot)
    assert len(files_in(tmp_path / "out")) == len(context.register.attestations.accepted())


def test_a_pattern_that_cannot_be_used_is_said_and_nothing_is_written(
    qtbot: QtBot, theme: Theme, filled: tuple[ConsoleContext, str], tmp_path: Path
) -> None:
    context, _look = filled
    window = window_on(qtbot, theme, context, ConsolePlace(id=PlaceId.PEOPLE))
    window.page.offer_files()
    window.page.files.pattern.line.setText("{first}")
    assert "number or the identifier" in window.page.files.pattern.fault
    assert not window.page.files.begin.isEnabled()
    window.page.files.save(tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_chosen_attestations_leave_and_stopping_leaves_the_rest(
    qtbot: QtBot, theme: Theme, filled: tuple[ConsoleContext, str], tmp_path: Path
) -> None:
    context, _look = filled
    window = window_on(qtbot, theme, context, ConsolePlace(id=PlaceId.HAND_IN))
    page = window.page
    page._standing.choose("accepted")
    page._standing.chosen.emit()
    assert not page.export.isEnabled()
    page.table.selectAll()
    assert page.export.isEnabled()
    press(qtbot, window, "Export the chosen files")
    with stopped_at_first_count(page.counting):
        page.files.save(tmp_path / "out")
        settle(qtbot)
    many = len(context.register.attestations.listed(AttestationStanding.ACCEPTED))
    assert len(files_in(tmp_path / "out")) == 1
    assert f"Stopped: {many - 1} were not written." in page.notice.message


def test_a_folder_that_cannot_be_written_to_is_said_and_can_be_tried_again(
    qtbot: QtBot, theme: Theme, filled: tuple[ConsoleContext, str], tmp_path: Path
) -> None:
    context, _look = filled
    window = window_on(qtbot, theme, context, ConsolePlace(id=PlaceId.PEOPLE))
    (tmp_path / "file").write_bytes(b"")
    window.page.offer_files()
    window.page.files.save(tmp_path / "file")
    settle(qtbot)
    assert window.page.notice.property("mood") == "bad"
    assert window.page.files.begin.isVisible()
    assert member(0).name not in window.page.notice.message
