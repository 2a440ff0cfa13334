"""Drop-down lists of every page of the office: what is last in them can be seen and chosen."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from privacy_wizard.ui.console.page import ConsolePlace, PlaceId
from privacy_wizard.ui.kit.theme import Theme
from tests.ui.console.offices import REVIEW, busy_context, person_id
from tests.ui.console.test_first_pages import settle, window_on

OF = {PlaceId.PERSON: person_id(1), PlaceId.CAMPAIGN: REVIEW.id, PlaceId.PAPER: person_id(2), PlaceId.SEND: REVIEW.id}


def test_every_drop_down_list_shows_its_last_entry(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    context = busy_context(tmp_path, people=3)
    window = window_on(qtbot, theme, context, ConsolePlace(id=PlaceId.OVERVIEW))
    seen, hidden = 0, []
    for place in PlaceId:
        window.show_place(ConsolePlace(id=place, of=OF.get(place, "")))
        settle(qtbot)
        for each in window.page.findChildren(QComboBox):
            if not (each.isVisibleTo(window) and each.isEnabled() and each.count()):
                continue
            seen += 1
            each.setCurrentIndex(0)
            each.showPopup()
            view = each.view()
            qtbot.keyClick(view, Qt.Key.Key_End)
            last = view.visualRect(each.model().index(each.count() - 1, each.modelColumn()))
            room = view.viewport().rect()
            if not room.contains(last.topLeft()) or last.bottom() > room.bottom():
                hidden.append((place, each.accessibleName(), each.count(), last, room))
            each.hidePopup()
    assert seen > 10
    assert hidden == []
    context.register.close()
