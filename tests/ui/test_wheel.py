"""The mouse wheel never changes a value, a tab or a date, on any page of either window."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QCalendarWidget,
    QComboBox,
    QDateEdit,
    QLineEdit,
    QListWidget,
    QScrollArea,
    QSlider,
    QSpinBox,
    QTabBar,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from privacy_wizard.ui.console.window import ConsoleWindow
from privacy_wizard.ui.kit import event_watch
from privacy_wizard.ui.kit.background import is_busy
from privacy_wizard.ui.kit.theme import Theme
from privacy_wizard.ui.wizard.controller import WizardController
from tests.ui.console.scenes import scene
from tests.ui.contexts import TODAY, finished_context

NOTCH = 120


pytestmark = pytest.mark.usefixtures("watched")


def turn_wheel(widget: QWidget, notches: int) -> None:
    """As the mouse does over the middle of a widget."""
    middle = QPointF(widget.rect().center())
    turned = QWheelEvent(
        middle,
        QPointF(widget.mapToGlobal(middle.toPoint())),
        QPoint(),
        QPoint(0, notches * NOTCH),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, turned)


def values(window: QWidget) -> list[tuple[str, object]]:
    """Everything that a user can set on what is shown."""
    return [(type(each).__name__, value) for each in window.findChildren(QWidget) for value in _values_of(each)]


def _values_of(widget: QWidget) -> Iterator[object]:
    if isinstance(widget, QComboBox | QTabBar):
        yield widget.currentIndex()
    elif isinstance(widget, QAbstractSpinBox | QLineEdit):
        yield widget.text()
    elif isinstance(widget, QAbstractButton):
        yield widget.isChecked()
    elif isinstance(widget, QAbstractItemView):
        yield widget.currentIndex().row()


def turn_over_everything(window: QWidget) -> int:
    """Over each part, first all upwards, then all downwards, so that no turn takes another back; how many it might
    have changed.
    """
    shown, before = [each for each in window.findChildren(QWidget) if each.isVisibleTo(window)], values(window)
    for notches in (1, -3):
        for each in shown:
            turn_wheel(each, notches)
        assert values(window) == before
    return sum(isinstance(each, QComboBox | QAbstractSpinBox | QTabBar) for each in shown)


def test_no_field_of_any_kind_is_changed_by_the_wheel(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    combo, spin, tabs, slider = QComboBox(), QSpinBox(), QTabBar(), QSlider(Qt.Orientation.Horizontal)
    day, calendar = QDateEdit(QDate(2026, 11, 20)), QCalendarWidget()
    combo.addItems(["a", "b", "c"])
    for name in ("a", "b", "c"):
        tabs.addTab(name)
    for field in (combo, spin, tabs, slider, day, calendar):
        column.addWidget(field)
    combo.setCurrentIndex(1)
    tabs.setCurrentIndex(1)
    spin.setValue(5)
    slider.setValue(5)
    window.show()
    month = calendar.monthShown()
    assert turn_over_everything(window) >= 4
    assert slider.value() == 5
    assert calendar.monthShown() == month


def test_over_a_field_the_wheel_scrolls_the_page(qtbot: QtBot) -> None:
    area, inside = QScrollArea(), QWidget()
    qtbot.addWidget(area)
    combo = QComboBox(inside)
    combo.addItems(["a", "b"])
    inside.resize(300, 2000)
    area.setWidget(inside)
    area.resize(320, 300)
    area.show()
    QTest.wheelEvent(area.windowHandle(), combo.mapTo(area, combo.rect().center()), QPoint(0, -NOTCH))
    QApplication.processEvents()
    assert area.verticalScrollBar().value() > 0


def test_the_wheel_scrolls_the_list_that_it_begins_over_and_no_list_that_comes_by(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    area, inside = QScrollArea(), QWidget()
    qtbot.addWidget(area)
    listed = QListWidget(inside)
    listed.addItems([str(each) for each in range(40)])
    listed.setGeometry(0, 0, 200, 120)
    inside.resize(300, 2000)
    area.setWidget(inside)
    area.resize(320, 300)
    area.show()
    clock = [100.0]
    monkeypatch.setattr(event_watch, "monotonic", lambda: clock[0])
    over_page, over_list = QPoint(280, 200), QPoint(50, 50)

    def turn(at: QPoint, notches: int) -> None:
        QTest.wheelEvent(area.windowHandle(), at, QPoint(0, notches * NOTCH))
        QApplication.processEvents()

    page, own = area.verticalScrollBar(), listed.verticalScrollBar()
    turn(over_page, -1)
    page.setValue(0)
    turn(over_list, -1)
    assert (page.value() > 0, own.value()) == (True, 0), "it goes on scrolling the page"
    page.setValue(0)
    clock[0] += 1
    turn(over_list, -1)
    assert (page.value(), own.value() > 0) == (0, True)
    own.setValue(own.maximum())
    turn(over_list, -1)
    assert page.value() > 0, "at its end the page goes on"


def test_on_no_page_of_the_wizard(theme: Theme, qtbot: QtBot, tmp_path: Path) -> None:
    context = finished_context(tmp_path)
    context.session.set_due(context.session.actions()[0].finding, TODAY + timedelta(days=30))  # a date on the results
    controller = WizardController(context, theme)
    controller._settling.blockSignals(True)  # each page is made when it is shown, and none beforehand
    qtbot.addWidget(controller.shell)
    controller.shell.show()
    met = 0
    for step in context.session.steps:
        controller.show(step)
        QApplication.processEvents()
        met += turn_over_everything(controller.shell.page(str(controller.shell.current_step)))
    assert met >= 1


def test_on_no_page_of_the_console(theme: Theme, qtbot: QtBot, tmp_path: Path) -> None:
    _empty, busy, places = scene(tmp_path)
    window = ConsoleWindow(theme, busy)
    qtbot.addWidget(window)
    window.show()
    met = 0
    for place in places.values():
        window.show_place(place)
        qtbot.waitUntil(lambda: not is_busy(), timeout=20_000)
        QApplication.processEvents()
        met += turn_over_everything(window.page)
    assert met >= 10
