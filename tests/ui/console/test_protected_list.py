"""An officer makes a protected list only after its risk was read; nothing of the file stays, and an old list goes."""

from datetime import timedelta
from pathlib import Path

from attrs import evolve
from pytestqt.qtbot import QtBot

from privacy_wizard.domain.protected_list import USUAL
from privacy_wizard.domain.register_events import EventKind
from privacy_wizard.office.next_steps import Upgrade, possible
from privacy_wizard.staff_import.protected_rows import ProtectedField
from privacy_wizard.ui.console.certificates.protected_list_page import ProtectedListPage
from privacy_wizard.ui.console.controller import delete_expired_list
from privacy_wizard.ui.console.navigation import entries
from privacy_wizard.ui.console.page import ConsolePlace, PlaceId
from privacy_wizard.ui.console.window import ConsoleWindow
from privacy_wizard.ui.kit.theme import Theme
from tests.ui.console.offices import NOW, empty_context
from tests.ui.console.test_first_pages import settle, window_on
from tests.ui.contexts import button, press, words_on
from tests.ui.stopping import stopped_at_first_count

SECRET = "lantern river oak"
HERE, SCHOOL = ConsolePlace(id=PlaceId.PROTECTED_LIST), ConsolePlace(id=PlaceId.SCHOOL)
PUPILS = "Forename;Surname;Second name;Mobile\nPersephone;Brook;X;\nImke;Vane;Y;07700 900123\n;Alone;;\n"


def risk_is_read_first(qtbot: QtBot, window: ConsoleWindow) -> ProtectedListPage:
    assert PlaceId.PROTECTED_LIST not in [each.id for each in entries()]
    assert "Only a school whose file is signed" in words_on(window)
    press(qtbot, window, "Sign the school's file first")
    settle(qtbot)
    window.context.issuing.acts.make("Bradley Primary School", SECRET)
    window.show_place(SCHOOL)
    settle(qtbot)
    assert window.page.protected.isHidden()
    window.show_place(HERE)
    page = window.page
    assert "own impact assessment" in page.weighed.text()
    assert "can try names one by one" in words_on(window)
    assert page.drop.isHidden()
    page.weighed.click()
    return page


def file_is_understood(qtbot: QtBot, page: ProtectedListPage, file: Path) -> None:
    file.write_text(PUPILS, encoding="utf-8")
    page.open_file(file)
    settle(qtbot)
    assert page.counted.text() == "2 people were recognised."
    assert [each.line for each in page.held_back.rows] == [4]
    assert page.columns.choosers[ProtectedField.MOBILE].value == "", "numbers are taken only where somebody says so"
    last = page.columns.choosers[ProtectedField.LAST_NAME]
    for chosen, enough in (("", False), ("1", True)):
        last.choose(chosen)
        last.chosen.emit()
        assert ("Say in which columns" not in words_on(page)) is enough


def list_is_made_or_not(qtbot: QtBot, page: ProtectedListPage, out: Path) -> None:
    page.make_into(out)
    settle(qtbot)
    assert not out.exists(), "no passphrase was given"
    page.secret.line.setText(SECRET)
    with stopped_at_first_count(page.counting):
        page.make_into(out)
        settle(qtbot)
    assert (page.notice.message, out.exists()) == ("Stopped. No list was made.", False)
    page.make_into(out)
    settle(qtbot)
    assert out.exists()
    assert "until 18 February 2027" in words_on(page)


def test_a_list_is_made_step_by_step_and_gone_after_its_last_day(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    context = empty_context(tmp_path)
    window = window_on(qtbot, theme, context, HERE)
    assert Upgrade.PROTECTED_LIST in possible(context.size())
    page = risk_is_read_first(qtbot, window)
    (tmp_path / "in").mkdir()
    file_is_understood(qtbot, page, tmp_path / "in" / "pupils.csv")
    list_is_made_or_not(qtbot, page, tmp_path / "all.pwlist")
    assert page.drop.isHidden(), "the risk is read anew for the next one"
    assert page._rows is page._table is None
    (tmp_path / "in" / "pupils.csv").unlink()
    kept = b"".join(each.read_bytes() for each in tmp_path.rglob("*") if each.is_file())
    # As somebody writes them: letters of any size in so many random ones would come about by chance.
    assert not any(word in kept for word in (b"Persephone", b"persephone", b"Imke", b"imke"))
    [record] = context.register.records_of((EventKind.PROTECTED_LIST_MADE,), 5)
    assert record.event.people == 2
    window.show_place(SCHOOL)
    settle(qtbot)
    assert "A protected list of 2 people was made" in words_on(window)
    button(window, "Look at it").click()
    assert window.page is page
    assert Upgrade.PROTECTED_LIST not in possible(context.size())
    kept = context.school_place.protected_list.file
    whole = kept.read_bytes()
    kept.write_bytes(whole[:-9])
    window.show_place(SCHOOL)
    settle(qtbot)
    window.show_place(HERE)
    assert "not a protected list" in words_on(window)
    assert page.weighed.isVisible(), "it can be made anew"
    kept.write_bytes(whole)
    window.context = evolve(context, now=lambda: NOW + USUAL + timedelta(days=2))
    delete_expired_list(window)
    settle(qtbot)
    assert not context.school_place.protected_list.is_there
    context.register.close()
