"""The mouse wheel changes no value, tab or date, but scrolls. That it is so on every page, their walks tell."""

import pytest
from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCalendarWidget,
    QComboBox,
    QDateEdit,
    QListWidget,
    QScrollArea,
    QSlider,
    QSpinBox,
    QTabBar,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from privacy_wizard.ui.kit import event_watch
from tests.ui.wheel import NOTCH, turn_over_everything

pytestmark = pytest.mark.usefixtures("watched")


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
