"""Wrong entries are put right from where they are seen, with a reason, and both stay to be seen."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget
from pytestqt.qtbot import QtBot

from privacy_wizard.domain.register_events import AttestationStanding, Noted
from privacy_wizard.ui.console.context import ConsoleContext
from privacy_wizard.ui.console.page import ConsolePlace, PlaceId
from privacy_wizard.ui.console.window import ConsoleWindow
from privacy_wizard.ui.kit.theme import Theme
from privacy_wizard.ui.kit.widgets.notice import EmptyState
from tests.ui.console.offices import person_id
from tests.ui.console.test_first_pages import settle, window_on
from tests.ui.contexts import button, press, words_on


def test_an_attestation_moves_to_the_person_whose_it_is_or_is_taken_back_and_a_note_is_corrected(
    qtbot: QtBot, theme: Theme, filled: tuple[ConsoleContext, str]
) -> None:
    context, _look = filled
    row = context.register.attestations.of(person_id(2))[0]
    window = window_on(qtbot, theme, context, ConsolePlace(id=PlaceId.ATTESTATION, of=row.attestation))
    correction = window.page.correction
    correction.set_open(True)
    correction.what.row("move").click()
    qtbot.keyClicks(correction.picker.line, "T-1030")
    qtbot.keyClick(correction.picker.line, Qt.Key.Key_Return)
    assert isinstance(correction.picker.found, QListWidget)
    assert not correction.keep.isEnabled()
    correction.reason.setText("Same name")
    qtbot.keyClicks(correction.picker.line, "?")
    assert not correction.keep.isEnabled(), "what stands there names nobody any more"
    correction.picker.line.clear()
    qtbot.keyClicks(correction.picker.line, "T-1030")
    qtbot.keyClick(correction.picker.line, Qt.Key.Key_Return)
    correction.keep.click()
    settle(qtbot)
    found = context.register.attestations.one(row.attestation)
    assert found is not None
    assert (found.person, found.standing) == (person_id(30), AttestationStanding.ACCEPTED)
    assert "The correction is entered." in window.page.notice.message
    row = context.register.attestations.of(person_id(4))[0]
    window.show_place(ConsolePlace(id=PlaceId.ATTESTATION, of=row.attestation))
    settle(qtbot)
    correction = window.page.correction
    correction.set_open(True)
    correction.what.row("strike").click()
    correction.reason.setText("Entered twice")
    button(window, "Enter the correction").click()
    settle(qtbot)
    assert context.register.attestations.one(row.attestation) is None
    assert "Not in the register" in words_on(window)
    [none] = [each for each in window.page.findChildren(EmptyState) if each.isVisible()]
    assert abs(none.geometry().center().x() - window.page.rect().center().x()) <= 1
    window.show_place(ConsolePlace(id=PlaceId.PERSON, of=person_id(4)))
    settle(qtbot)
    assert "was taken back: Entered twice" in words_on(window)
    a_note_is_corrected_from_the_record_and_both_are_shown(qtbot, window)


def a_note_is_corrected_from_the_record_and_both_are_shown(qtbot: QtBot, window: ConsoleWindow) -> None:
    window.context.register.record(Noted(person=person_id(30), text="On leave untill May"))
    window.show_place(ConsolePlace(id=PlaceId.PERSON, of=person_id(30)))
    settle(qtbot)
    press(qtbot, window, "Correct")
    page = window.page
    assert page.correction.text.toPlainText() == "On leave untill May"
    assert not page.correction.keep.isEnabled()
    page.correction.text.setPlainText("On leave until May")
    page.correction.reason.setText("Spelling")
    for who, begun in ((31, False), (30, True)):
        window.show_place(ConsolePlace(id=PlaceId.PERSON, of=person_id(who)))
        settle(qtbot)
        assert page.correction.isVisible() is begun, "what is begun stays with whom it is about"
    press(qtbot, window, "Correct")
    assert page.correction.text.toPlainText() == "On leave until May"
    page.correction.keep.click()
    settle(qtbot)
    words = words_on(window)
    assert "Note: On leave untill May" in words
    assert "It now reads: Note: On leave until May" in words
    assert "Corrected later" in words
