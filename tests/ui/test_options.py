"""Options: rows and segments, keys, wrapping, what screen readers are told."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleActionInterface
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from privacy_wizard.ui.kit.widgets.card import Card
from privacy_wizard.ui.kit.widgets.choice import CheckRow
from privacy_wizard.ui.kit.widgets.option_group import OptionChoice, OptionGroup

SHORT = [OptionChoice("public", "Public"), OptionChoice("friends", "Friends"), OptionChoice("me", "Only me")]
LONG = OptionChoice("long", "Everyone, whether they have an account or not, and search engines outside of it " * 3)


@pytest.fixture
def group(qtbot: QtBot) -> OptionGroup:
    group = OptionGroup("Who can see your posts?", SHORT)
    qtbot.addWidget(group)
    group.resize(600, group.heightForWidth(600))
    group.show()
    return group


def test_a_click_anywhere_on_an_option_chooses_it(group: OptionGroup, qtbot: QtBot) -> None:
    row = group.row("friends")
    with qtbot.waitSignal(group.chosen) as told:
        qtbot.mouseClick(row, Qt.MouseButton.LeftButton, pos=QPoint(row.width() - 4, row.height() // 2))
    assert told.args == ["friends"]
    assert group.current() == "friends"


def test_arrow_keys_move_the_choice(group: OptionGroup, qtbot: QtBot) -> None:
    group.choose("public")
    group.row("public").setFocus()
    with qtbot.waitSignal(group.chosen) as told:
        qtbot.keyClick(group.row("public"), Qt.Key.Key_Right)
    assert told.args == ["friends"]


def test_showing_a_choice_says_nothing_and_can_be_taken_back(group: OptionGroup, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(group.chosen):
        group.choose("me")
        assert group.current() == "me"
        group.choose(None)
        assert group.current() is None


def test_options_are_radio_buttons_for_a_screen_reader(group: OptionGroup) -> None:
    interface = QAccessible.queryAccessibleInterface(group.row("me"))
    assert interface.role() == QAccessible.Role.RadioButton
    assert interface.text(QAccessible.Text.Name) == "Only me"
    assert QAccessible.queryAccessibleInterface(group).text(QAccessible.Text.Name) == "Who can see your posts?"


def test_a_choice_made_through_a_screen_reader_counts_like_a_click(group: OptionGroup, qtbot: QtBot) -> None:
    group.choose("public")
    reader = QAccessible.queryAccessibleInterface(group.row("me")).actionInterface()
    with qtbot.waitSignal(group.chosen) as told:
        reader.doAction(QAccessibleActionInterface.toggleAction())
    assert told.args == ["me"]
    assert group.current() == "me"


def test_ticking_a_box_is_told_once_however_it_is_done(qtbot: QtBot) -> None:
    told: list[bool] = []
    row = CheckRow("I have just changed it")
    qtbot.addWidget(row)
    row.show()
    row.clicked.connect(lambda on: told.append(on))
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    qtbot.keyClick(row, Qt.Key.Key_Space)
    QAccessible.queryAccessibleInterface(row).actionInterface().doAction(QAccessibleActionInterface.toggleAction())
    row.setChecked(False)
    assert told == [True, False, True]


def test_short_options_stand_side_by_side_where_there_is_room(group: OptionGroup, qapp: QApplication) -> None:
    assert len({group.row(choice.id).y() for choice in SHORT}) == 1
    group.resize(240, group.heightForWidth(240))
    qapp.processEvents()
    assert len({group.row(choice.id).y() for choice in SHORT}) == 3


def test_long_options_wrap_instead_of_being_cut(qtbot: QtBot) -> None:
    group = OptionGroup("q", [LONG, SHORT[0]])
    qtbot.addWidget(group)
    row = group.row("long")
    assert row.heightForWidth(300) > 2 * row.heightForWidth(1200)
    assert group.heightForWidth(300) >= row.heightForWidth(300)


def test_no_word_of_an_answer_is_cut_where_several_stand_side_by_side(qtbot: QtBot) -> None:
    labels = ("Nobody can tell", "They can tell, and everything on it is fitting", "They can tell, and some is not")
    group = OptionGroup("Answers", [OptionChoice(label, label) for label in labels], dense=True)
    qtbot.addWidget(group)
    group.show()
    beside = set()
    for width in range(150, 700, 10):
        group.resize(width, group.heightForWidth(width))
        QApplication.processEvents()
        rows = [group.row(label) for label in labels]
        beside.add(len({row.x() for row in rows}))
        assert all(row.width() >= row.word_width() for row in rows) or len({row.x() for row in rows}) == 1
    assert {1, 3} <= beside


def test_a_hint_makes_room_for_itself_and_is_read_out(qtbot: QtBot) -> None:
    row = CheckRow("I have just changed it")
    qtbot.addWidget(row)
    before = row.heightForWidth(300)
    row.set_hint("Both values are kept.")
    assert row.heightForWidth(300) > before
    assert row.accessibleDescription() == "Both values are kept."


def test_a_card_is_a_group_named_with_its_question(qtbot: QtBot) -> None:
    card = Card("Who can tag you?", "In photos, too.")
    qtbot.addWidget(card)
    interface = QAccessible.queryAccessibleInterface(card)
    assert interface.role() == QAccessible.Role.Grouping
    assert interface.text(QAccessible.Text.Name) == "Who can tag you?"
