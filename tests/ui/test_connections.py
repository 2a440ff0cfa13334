"""The review of connections in its real window: from a dropped download to the sentence beside the questions."""

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from privacy_wizard.audit.connections.pointers import PointerReason
from privacy_wizard.audit.connections.review import ConnectionFilter
from privacy_wizard.audit.connections.review_record import Mark
from privacy_wizard.audit.state import Signed
from privacy_wizard.audit.steps import Step, StepId
from privacy_wizard.domain.protected_list import ProtectedPerson
from privacy_wizard.evidence import ConnectionKind
from privacy_wizard.ui.wizard.accounts.page import AccountsPage
from privacy_wizard.ui.wizard.connections import panels
from privacy_wizard.ui.wizard.connections.table import ADDED, HOW_ADDED, KIND, MARK, NAME
from privacy_wizard.ui.wizard.connections.window import ConnectionsWindow
from privacy_wizard.ui.wizard.context import WizardContext
from privacy_wizard.ui.wizard.interview.page import InterviewPage

from ..audit.test_connections import export, person
from .contexts import TODAY, answer_all, context_with_school, opened, press, words_on
from .hands import Windows
from .longer import Longer, spoken
from .schools import Office
from .stopping import stopped_at_first_count

K, R, D, U = Qt.Key.Key_K, Qt.Key.Key_R, Qt.Key.Key_D, Qt.Key.Key_U
PAGE = "https://www.linkedin.com/in/rhys"
PEOPLE = [
    person("Zoë Hart", since=date(2024, 1, 5)),
    person("Bo Roe", since=date(2019, 9, 2), source="added by qr code"),
    person("Ann Roe", link="https://evil.example/ann"),
    person("Cy Roe", since=date(2022, 5, 5)),
    person("Rhys Bevan", link=PAGE, employer="Bradley Primary School", since=date(2021, 3, 3)),
]


@pytest.fixture
def context(tmp_path: Path) -> WizardContext:
    made = context_with_school(tmp_path)
    made.session.add_account("linkedin")
    made.session.add_account("instagram")
    made.session.downloads["linkedin-1"] = export({ConnectionKind.FRIENDS: PEOPLE}, "linkedin")
    return made


@pytest.fixture
def window(qtbot: QtBot, context: WizardContext) -> Iterator[ConnectionsWindow]:
    shown = shown_window(qtbot, context)
    yield shown
    shown.close()


def shown_window(qtbot: QtBot, context: WizardContext) -> ConnectionsWindow:
    with (parts := Windows()).watching():
        made = ConnectionsWindow(context)
    assert parts.flashed == []
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)  # qtbot closes it
    qtbot.addWidget(made)
    made.open()
    if made.review.connections:
        rhys = next(each for each in made.review.connections if each.name == "Rhys Bevan")
        qtbot.waitUntil(lambda: bool(made.review.pointers(rhys)))  # found in the background
    return made


def names(window: ConnectionsWindow, column: int = NAME) -> list[str]:
    model = window.table.model
    return [str(model.index(at, column).data()) for at in range(model.rowCount())]


def chosen(window: ConnectionsWindow) -> list[str]:
    return [each.name for each in window.table.chosen]


def test_letters_mark_one_after_the_other_buttons_mark_several_and_everything_can_be_taken_back(
    qtbot: QtBot, window: ConnectionsWindow
) -> None:
    view, review = window.table.view, window.review
    assert QGuiApplication.focusObject() is view
    assert names(window) == ["Ann Roe", "Bo Roe", "Cy Roe", "Rhys Bevan", "Zoë Hart"]
    for key in (K, R, D):
        qtbot.keyClick(view, key)
    assert names(window, MARK) == ["Keep", "Remove", "Don't know", "", ""]
    assert chosen(window) == ["Rhys Bevan"]
    assert window._progress.text() == "3 of 5 looked at, 2 left."
    qtbot.keyClick(view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    press(qtbot, window, "Keep (K)")
    assert review.counts.keep == 5
    assert len(chosen(window)) == 5
    for _act in range(4):
        qtbot.keyClick(view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert review.counts.marked == 0
    assert not window.marking.undo.isEnabled()
    window.table.view.selectRow(0)
    qtbot.keyClick(view, K)
    window.table.view.selectRow(0)
    qtbot.keyClick(view, U)
    assert review.counts.marked == 0


def test_search_filters_and_orders_find_and_a_filter_lets_go_of_what_is_marked(
    qtbot: QtBot, window: ConnectionsWindow
) -> None:
    table = window.table
    qtbot.keyClicks(table.search, "zoe")
    qtbot.waitUntil(lambda: names(window) == ["Zoë Hart"])
    table.search.setText("nobody of that name")
    qtbot.waitUntil(table.nobody.isVisible)
    press(qtbot, window, "Show all")
    table.show_only(ConnectionFilter.POINTED_AT)
    assert names(window) == ["Ann Roe", "Bo Roe", "Cy Roe", "Rhys Bevan"]
    table.shown.choose("reason:school named")
    table.show_found()
    assert names(window) == ["Rhys Bevan"]
    assert "Worth a second look, nothing more: “Bradley Primary School”" in window.marking._why.text()
    table.show_only(ConnectionFilter.NOT_LOOKED_AT)
    qtbot.keyClick(table.view, K)
    assert names(window) == ["Bo Roe", "Cy Roe", "Rhys Bevan", "Zoë Hart"]
    assert chosen(window) == ["Bo Roe"]  # the next
    table.show_all()
    table.order.choose(f"-{ADDED}")
    table.order.chosen.emit()
    assert names(window) == ["Zoë Hart", "Cy Roe", "Rhys Bevan", "Bo Roe", "Ann Roe"]  # without a day: last
    table.order.choose(f"{HOW_ADDED}")
    table.order.chosen.emit()
    assert (names(window)[0], names(window, HOW_ADDED)[0]) == ("Bo Roe", "added by qr code")
    table.search.setText("qr code")
    qtbot.waitUntil(lambda: names(window) == ["Bo Roe"])


def test_a_page_is_opened_only_when_it_is_asked_for_and_only_on_its_platform(
    qtbot: QtBot, window: ConnectionsWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened_pages: list[str] = []
    monkeypatch.setattr(panels, "open_in_browser", lambda link: not opened_pages.append(link))
    window.table.view.selectRow(0)
    assert not window.marking.open.isEnabled()  # of Ann Roe there is a link that leads elsewhere
    qtbot.keyClick(window.table.view, Qt.Key.Key_Return)
    window.table.view.selectRow(3)
    assert opened_pages == []
    press(qtbot, window, "Open their page")
    assert opened_pages == [PAGE]


def test_the_day_on_which_the_job_began_points_and_can_be_forgotten(qtbot: QtBot, window: ConnectionsWindow) -> None:
    window.first_day.button.click()
    window.first_day.field.set_value(date(2019, 9, 2))
    press(qtbot, window, "Use this day")
    window.table.view.selectRow(1)
    assert "added on the day your job began" in window.marking._why.text()
    press(qtbot, window, "Forget the day")
    assert "added on" not in window.marking._why.text()


def test_the_list_to_remove_is_copied_and_saved_and_ticked_off(
    qtbot: QtBot, window: ConnectionsWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not window.removal.isVisible()
    window.table.view.selectRow(3)
    qtbot.keyClick(window.table.view, R)
    press(qtbot, window, "Copy the list")
    copied = QGuiApplication.clipboard().text()
    assert f"LinkedIn\nRhys Bevan · {PAGE}" in copied
    place = tmp_path / "To remove.txt"
    monkeypatch.setattr(
        "privacy_wizard.ui.wizard.connections.window.ask_where", lambda *given, **_kinds: given[3](place)
    )
    press(qtbot, window, "Save the list")
    assert place.read_text(encoding="utf-8") == copied
    assert os.name == "nt" or place.stat().st_mode & 0o077 == 0  # it names people
    window.only_these.click()
    press(qtbot, window, "Removed (X)")
    assert window.review.counts.removed == 1
    assert not window.removal.isVisible()


def test_from_the_accounts_to_the_questions_and_nothing_is_answered(qtbot: QtBot, context: WizardContext) -> None:
    accounts = AccountsPage(context)
    opened(qtbot, accounts)
    assert "Your downloads list 5 connections." in accounts.connections.accessibleDescription()
    questions = InterviewPage(context, Step(id=StepId.PEOPLE))
    opened(qtbot, questions)
    assert questions.from_review.message == "Your downloads list 5 connections. Go through them before you answer."
    press(qtbot, questions, "Go through them")
    [review] = questions.findChildren(ConnectionsWindow)
    for key in (K, D, K, K):
        qtbot.keyClick(review.table.view, key)
    review.accept()
    said = "In your review: 0 to remove, 1 you don't know, 1 not looked at."
    qtbot.waitUntil(lambda: questions.from_review.message == said)
    assert context.session.audit.responses == {}
    context.session.downloads.clear()  # as after the program was closed
    questions.refresh()
    assert questions.from_review.message == said
    assert not questions.from_review.button.isVisible()
    accounts.refresh()
    assert not accounts.connections.isVisible()


def test_whoever_is_left_is_kept_and_the_window_closed_at_one_press_which_can_be_taken_back(
    qtbot: QtBot, context: WizardContext
) -> None:
    window = shown_window(qtbot, context)
    window.review.mark(window.review.connections[:4], Mark.REMOVE)  # nobody is left who is pointed at
    window._show_pointers()
    assert window.keep_rest.text() == "Keep the 1 who is left", "there is a list of four to take along"
    window.review.undo()
    window.review.mark(window.review.connections[:4], Mark.NOT_SURE)
    window._refresh()
    with qtbot.waitSignal(window.finished):
        press(qtbot, window, "Keep the 1 who is left, and finish")
    assert context.connections.counts.left == 0
    again = shown_window(qtbot, context)
    press(qtbot, again, "Undo")
    assert context.connections.counts.left == 1
    assert again.keep_rest.isVisible()
    again.close()


def test_next_year_only_who_is_new_is_shown_at_one_press(qtbot: QtBot, context: WizardContext) -> None:
    context.connections.open()
    context.connections.mark(context.connections.connections, Mark.KEEP)
    answer_all(context)
    context.session.finish(Signed(identifier="one", on=TODAY), b"%PDF")
    context.session.review(context.session.audit.id)
    grown = [*PEOPLE, person("Ed New"), person("Flo New")]
    context.session.downloads["linkedin-1"] = export({ConnectionKind.FRIENDS: grown}, "linkedin")
    window = shown_window(qtbot, context)
    assert window.notice.message == "2 new since your last review."
    window.notice.button.click()
    assert names(window) == ["Ed New", "Flo New"]
    assert window.marking._why.text() == "New since your last review."
    assert window._progress.text() == "5 of 7 looked at, 2 left."
    window.close()


def test_where_nobody_can_be_shown_it_says_what_to_do(qtbot: QtBot, context: WizardContext) -> None:
    context.session.downloads["linkedin-1"] = export({}, "linkedin")
    nobody = shown_window(qtbot, context)
    assert "lists nobody" in words_on(nobody)
    nobody.close()
    context.session.downloads.clear()
    window = shown_window(qtbot, context)
    assert "No download is open" in words_on(window)
    with qtbot.waitSignal(window.accounts_wanted):
        press(qtbot, window, "Go to your accounts")


def test_where_the_disk_refuses_the_mark_is_not_set_and_it_is_said(
    qtbot: QtBot, window: ConnectionsWindow, context: WizardContext
) -> None:
    blocked = Path(context.session._store._folder) / f"{context.session.audit.id}.connections.audit"  # type: ignore[attr-defined]
    blocked.mkdir()
    qtbot.keyClick(window.table.view, K)
    assert "could not be saved" in window.notice.message
    assert window.review.counts.marked == 0


def test_in_a_small_window_longer_texts_find_their_room(qtbot: QtBot, context: WizardContext) -> None:
    """1366 by 768 at 200 %, in a language with longer words."""
    with spoken(Longer()):
        window = shown_window(qtbot, context)
        window.review.mark(window.review.connections[:2], Mark.REMOVE)
        window.first_day.set_open(True)
        window._refresh()
        window.resize(643, 344)
        QApplication.processEvents()
        [area] = [each for each in window.findChildren(QScrollArea) if each.parentWidget() is window]
        assert area.widget().width() <= area.viewport().width()
        view = window.table.view
        assert view.horizontalScrollBar().maximum() == 0  # what there is no room for hides
        assert [view.isColumnHidden(at) for at in (NAME, MARK, KIND)] == [False, False, True]
        for each in window.findChildren(QAbstractButton):
            if each.isVisibleTo(window) and each.text():
                assert each.width() >= each.minimumSizeHint().width(), each.text()
                assert each.mapTo(window, QPoint(each.width(), 0)).x() <= window.width(), each.text()
        window.close()


def test_every_control_of_the_window_has_a_name(window: ConnectionsWindow) -> None:
    focusable = [each for each in window.findChildren(QWidget) if each.focusPolicy() & Qt.FocusPolicy.TabFocus]
    shown = [each for each in focusable if each.isVisible() and not each.objectName().startswith("qt_")]
    assert len(shown) > 10
    for each in shown:
        named = each.accessibleName() or (each.text() if isinstance(each, QAbstractButton) else "")
        assert named, each


def test_the_schools_protected_list_points_at_connections_and_says_nothing_else_of_it(
    qtbot: QtBot, context: WizardContext, tmp_path: Path
) -> None:
    (tmp_path / "office").mkdir()
    office = Office(tmp_path / "office")
    context.school.accept(context.school.open(office.profile().read_bytes()))
    people = (ProtectedPerson(first="Zoe", last="Hart"), ProtectedPerson(first="Robert", last="Roe"))
    context.school.take_protected_list(office.protected_list(*people).read_bytes())
    window = shown_window(qtbot, context)
    qtbot.waitUntil(lambda: PointerReason.PROTECTED_LIST in window.review.reasons)
    pointed = {each.name: window.review.pointers(each) for each in window.review.connections}
    named = {
        name for name, found in pointed.items() if any(one.reason is PointerReason.PROTECTED_LIST for one in found)
    }
    assert named == {"Zoë Hart"}
    assert "has this name (a strong match)" in pointed["Zoë Hart"][0].words
    assert "1 connection may be somebody" in words_on(window)
    assert "Robert" not in words_on(window)
    window.close()


def test_comparing_with_the_list_can_be_stopped_and_closing_the_window_stops_it(
    qtbot: QtBot, context: WizardContext, tmp_path: Path
) -> None:
    (tmp_path / "office").mkdir()
    office = Office(tmp_path / "office")
    context.school.accept(context.school.open(office.profile().read_bytes()))
    context.school.take_protected_list(office.protected_list(ProtectedPerson(first="Zoe", last="Hart")).read_bytes())
    window = ConnectionsWindow(context)
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(window)
    with stopped_at_first_count(window.protected.counting):
        window.open()
        qtbot.waitUntil(lambda: "Stopped" in window.protected.words.text())
    assert PointerReason.PROTECTED_LIST not in window.review.reasons
    qtbot.waitUntil(lambda: window.review.looked_for_reasons)
    window.review.mark(window.review.connections[:4], Mark.NOT_SURE)
    window._refresh()
    press(qtbot, window, "Keep the 1 who is left")
    assert window.isVisible(), "it says that not all were compared"
    window.accept()
    assert window.protected.counting.was_stopped
