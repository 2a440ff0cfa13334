"""Chosen files go into a folder per person, under the school's pattern; it can be stopped, and it is on record."""

from pathlib import Path

from PySide6.QtCore import QItemSelectionModel
from pytestqt.qtbot import QtBot

from privacy_wizard.domain.register_events import AttestationStanding, Exported
from privacy_wizard.ui.console.context import ConsoleContext
from privacy_wizard.ui.console.page import ConsolePlace, PlaceId
from privacy_wizard.ui.console.window import ConsoleWindow
from privacy_wizard.ui.kit.theme import Theme
from tests.ui.console.offices import member
from tests.ui.console.scenes import wait
from tests.ui.console.test_first_pages import settle, window_on
from tests.ui.contexts import press
from tests.ui.stopping import stopped_at_first_count

_ROWS = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows


def files_in(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_files_that_leave_go_into_a_folder_per_person_and_what_keeps_them_is_said(
    qtbot: QtBot, theme: Theme, filled: tuple[ConsoleContext, str], tmp_path: Path
) -> None:
    context, _look = filled
    window = window_on(qtbot, theme, context, ConsolePlace(id=PlaceId.PEOPLE))
    page = window.page
    page.offer_files()
    page.files.pattern.line.setText("{first}")
    assert "number or the identifier" in page.files.pattern.fault
    assert not page.files.begin.isEnabled()
    page.files.save(tmp_path / "out")
    assert not (tmp_path / "out").exists()
    (tmp_path / "file").write_bytes(b"")
    page.files.pattern.line.setText("{number}")
    page.files.save(tmp_path / "file")
    settle(qtbot)
    assert page.notice.property("mood") == "bad"
    assert page.files.begin.isVisible()
    assert member(0).name not in page.notice.message
    page.files.what.row("all").click()
    page.files.save(tmp_path / "all")
    settle(qtbot)
    assert len(files_in(tmp_path / "all")) == len(context.register.attestations.accepted())
    the_files_of_chosen_people_go_each_into_a_folder_of_their_own(qtbot, window, tmp_path)
    chosen_attestations_leave_and_stopping_leaves_the_rest(qtbot, window, tmp_path)


def the_files_of_chosen_people_go_each_into_a_folder_of_their_own(
    qtbot: QtBot, window: ConsoleWindow, folder: Path
) -> None:
    context, page = window.context, window.page
    page.search.setText("T-100")
    wait(lambda: page.model.rowCount() == 10)
    settle(qtbot)
    for at in (0, 1, 5):
        page.table.selectionModel().select(page.model.index(at, 0), _ROWS)
    chosen = [page.model.person_at(at).member for at in (0, 1, 5)]
    page.offer_files()
    page.files.what.row("newest").click()
    page.files.pattern.line.setText("{year} {number}")
    out = folder / "out"
    page.files.save(out)
    settle(qtbot)
    expected = {f"{who.number} {who.last_name} {who.first_name}" for who in chosen if who.number != "T-1009"}
    assert {Path(each).parts[0] for each in files_in(out)} == expected
    assert all(Path(each).name.startswith("2026 T-10") for each in files_in(out))
    [last] = context.register.register.records(context.register.school, last=1)
    assert isinstance(last.event, Exported)
    assert "The register notes it." in page.notice.message


def chosen_attestations_leave_and_stopping_leaves_the_rest(qtbot: QtBot, window: ConsoleWindow, folder: Path) -> None:
    window.show_place(ConsolePlace(id=PlaceId.HAND_IN))
    settle(qtbot)
    context, page = window.context, window.page
    page._standing.choose("accepted")
    page._standing.chosen.emit()
    assert not page.export.isEnabled()
    page.table.selectAll()
    assert page.export.isEnabled()
    press(qtbot, window, "Export the chosen files")
    with stopped_at_first_count(page.counting):
        page.files.save(folder / "some")
        settle(qtbot)
    many = len(context.register.attestations.listed(AttestationStanding.ACCEPTED))
    assert len(files_in(folder / "some")) == 1
    assert f"Stopped: {many - 1} were not written." in page.notice.message
