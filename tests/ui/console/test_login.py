"""The way in: a first time, a second time, a wrong passphrase, another school."""

import subprocess
from pathlib import Path

import pytest
from cryptography.x509.oid import NameOID
from pytestqt.qtbot import QtBot

from privacy_wizard.domain.register_events import Noted, PersonEntered
from privacy_wizard.domain.staff import StaffMember
from privacy_wizard.domain.vocabulary import SendKind
from privacy_wizard.identity.authority_profile import CertificateKind, kind_of
from privacy_wizard.office.login import Login, NoSchool, school_id
from privacy_wizard.register import Register
from privacy_wizard.reports.letters import Slip
from privacy_wizard.ui.console.context import ConsoleContext
from privacy_wizard.ui.console.controller import ConsoleController
from privacy_wizard.ui.console.page import ConsolePlace, PlaceId
from privacy_wizard.ui.console.people.send_page import send_place
from privacy_wizard.ui.console.window import ConsoleWindow
from privacy_wizard.ui.kit.key_copy import KeyRestore
from privacy_wizard.ui.kit.settings import SettingsFile
from privacy_wizard.ui.kit.theme import Theme
from privacy_wizard.ui.wizard.controller import WizardController
from privacy_wizard.ui.wizard.trial import begin_trial
from privacy_wizard.ui.wizard.window import offer_office, office_command
from tests.ui.console.offices import NOW, catalogue
from tests.ui.console.scenes import wait
from tests.ui.console.test_first_pages import settle
from tests.ui.contexts import new_context, press, words_on

PASSPHRASE = "otter candle bridge"


def controller_on(qtbot: QtBot, theme: Theme, folder: Path) -> ConsoleController:
    login = Login(home=folder, key_file=folder / "signing-key.p12", now=lambda: NOW)
    controller = ConsoleController(theme, SettingsFile(folder / "settings.json"), login, catalogue, begin_trial)
    controller.begin()
    qtbot.addWidget(controller.login_window)
    return controller


def enter_first_time(qtbot: QtBot, controller: ConsoleController) -> None:
    press(qtbot, controller.login_window, "Our office is set up already")
    page = controller.login_window.page
    page.school.line.setText("St Mary’s Primary School")
    page.name.line.setText("Helen Ward")
    page.number.line.setText("HR-1")
    page.passphrase.line.setText(PASSPHRASE)
    page.new_passphrase.again.line.setText(PASSPHRASE)
    press(qtbot, page, "Begin")
    settle(qtbot)


def test_the_first_time_makes_register_key_and_school_that_open_again_here_and_elsewhere(
    qtbot: QtBot, theme: Theme, tmp_path: Path
) -> None:
    controller = controller_on(qtbot, theme, tmp_path / "first")
    enter_first_time(qtbot, controller)
    assert controller.login_window is None
    assert controller.window is not None
    qtbot.addWidget(controller.window)
    settle(qtbot)
    wait(lambda: "St Mary’s Primary School" in words_on(controller.window))  # after the first paint
    assert "Welcome to the office" in words_on(controller.window)
    register = controller.window.context.register.register
    login = Login(home=tmp_path / "first", key_file=tmp_path / "first" / "signing-key.p12", now=lambda: NOW)
    assert login.chain_heads.known(register.identifier, "st-marys-primary-school")[0] == register.head(
        "st-marys-primary-school"
    ), "remembered apart from the register"
    own, place = controller.window.context.own_key, register.place
    own.backup(tmp_path / "copy.p12")
    controller.end()
    context = ones_own_key_comes_from_its_copy(
        qtbot, controller_on(qtbot, theme, tmp_path / "second"), tmp_path / "copy.p12", place
    )
    assert context.key.certificate == own.certificate()
    assert own.has_copy
    controller = controller_on(qtbot, theme, tmp_path / "first")
    the_second_time_asks_for_the_passphrase_only(qtbot, controller)
    an_officers_certificate_takes_effect_at_once(qtbot, controller)
    controller.end()


def the_second_time_asks_for_the_passphrase_only(qtbot: QtBot, second: ConsoleController) -> None:
    page = second.login_window.page
    assert not page.name.isVisible()
    page.passphrase.line.setText("quite wrong")
    press(qtbot, page, "Open")
    settle(qtbot)
    assert second.window is None
    assert "passphrase" in page.notice.message
    page.passphrase.line.setText(PASSPHRASE)
    press(qtbot, page, "Open")
    settle(qtbot)
    assert second.window is not None
    qtbot.addWidget(second.window)
    settle(qtbot)


def an_officers_certificate_takes_effect_at_once(qtbot: QtBot, controller: ConsoleController) -> None:
    before = controller.window
    context = before.context
    number = context.key.certificate.subject.get_attributes_for_oid(NameOID.SERIAL_NUMBER)[0].value
    context.register.record(
        PersonEntered(person="me", member=StaffMember(number=number, first_name="Helen", last_name="Ward"))
    )
    context.school_place.authority_store.make(context.register.name(), "lantern river oak")
    before.show_place(ConsolePlace(id=PlaceId.SCHOOL))
    settle(qtbot)
    card = before.page.officer
    card.school_secret.line.setText("lantern river oak")
    card.own_secret.line.setText(PASSPHRASE)
    card.issue.click()
    settle(qtbot)
    now = controller.window
    assert now is not before
    qtbot.addWidget(now)
    assert now.place == ConsolePlace(id=PlaceId.SCHOOL)
    assert kind_of(now.context.key.certificate) is CertificateKind.OFFICER
    assert "is an officer of the school until" in words_on(now)
    now.context.register.record(Noted(person="me", text="Signed with the new certificate"))
    assert now.context.register.check().holds
    settle(qtbot)


def ones_own_key_comes_from_its_copy(qtbot: QtBot, second: ConsoleController, copy: Path, place: str) -> ConsoleContext:
    """To another computer, and opens the same register."""
    press(qtbot, second.login_window, "Our office is set up already")
    page = second.login_window.page
    page.which.row("other").click()
    page.address.line.setText(place)
    page.findChild(KeyRestore).take(copy)
    for typed, told in (("another one", "does not open"), (PASSPHRASE, "")):
        page.findChild(KeyRestore)._passphrase.line.setText(typed)
        press(qtbot, page, "I have a key already") if told else None
        press(qtbot, page, "Bring it here")
        settle(qtbot)
        assert told in words_on(page)
    assert "Your key is on this computer now" in page.notice.message
    assert not page.name.isVisible()
    page.passphrase.line.setText(PASSPHRASE)
    press(qtbot, page, "Open")
    settle(qtbot)
    qtbot.addWidget(second.window)
    context = second.window.context
    assert context.own_key.has_copy
    assert context.register.check().holds
    second.end()
    return context


def test_a_colleague_on_another_computer_comes_into_the_same_register(
    qtbot: QtBot, theme: Theme, tmp_path: Path, register_url: str
) -> None:
    home = Login(home=tmp_path, key_file=tmp_path / "signing-key.p12", now=lambda: NOW)
    key = home.make_key(name="Helen Ward", number="HR-1", school="", passphrase=PASSPHRASE)
    first = home.make(register_url, "St Mary’s Primary School", key).register
    second = controller_on(qtbot, theme, tmp_path / "second")
    assert "Does a colleague have your office's register already" in words_on(second.login_window)
    press(qtbot, second.login_window, "Our office is set up already")
    page = second.login_window.page
    assert "Then start no new one" in words_on(page)
    page.which.choose("other")
    page._refresh()
    for field, text in ((page.address, first.place), (page.name, "Priya Shah"), (page.number, "T-1")):
        field.line.setText(text)
    for line in (page.passphrase.line, page.new_passphrase.again.line):
        line.setText(PASSPHRASE)
    press(qtbot, page, "Open")
    settle(qtbot)
    qtbot.addWidget(second.window)
    assert second.window.context.register.identifier == first.identifier
    assert second.window.context.officer == "Priya Shah"
    settle(qtbot)
    second.end()
    first.close()


def test_nothing_is_made_before_everything_is_filled_in(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    controller = controller_on(qtbot, theme, tmp_path)
    press(qtbot, controller.login_window, "Our office is set up already")
    press(qtbot, controller.login_window.page, "Begin")
    assert controller.login_window.page.notice.message == "Write the name of your school."
    assert list(tmp_path.iterdir()) == []


def test_a_register_without_a_school_is_refused_with_a_sentence(tmp_path: Path) -> None:
    login = Login(home=tmp_path, key_file=tmp_path / "signing-key.p12", now=lambda: NOW)
    key = login.make_key(name="Helen Ward", number="HR-1", school="", passphrase=PASSPHRASE)
    Register.create(login.own_address)
    with pytest.raises(NoSchool):
        login.enter(login.own_address, key)


def at_the_second_school(qtbot: QtBot, theme: Theme, tmp_path: Path) -> ConsoleController:
    """The office of a register with two schools, gone on to the second."""
    controller = controller_on(qtbot, theme, tmp_path)
    enter_first_time(qtbot, controller)
    qtbot.addWidget(controller.window)
    controller.window.context.register.register.add_school("hilltop", "Hilltop School")
    settle(qtbot)
    controller._on_school_wanted("hilltop")
    qtbot.addWidget(controller.window)
    return controller


def with_a_slip(window: ConsoleWindow) -> ConsoleWindow:
    """At a page that holds a code nobody has printed."""
    window.show_place(send_place(SendKind.REMIND, ""))
    window.page.slips.add([Slip(school="Hilltop", name="Sam", staff_number="1", code="7KQF-2MXD-9TB4", expires=NOW)])
    return window


def test_another_school_opens_in_the_same_place_and_neither_it_nor_a_new_key_takes_unprinted_slips_away_unsaid(
    qtbot: QtBot, theme: Theme, tmp_path: Path
) -> None:
    controller = at_the_second_school(qtbot, theme, tmp_path)

    window = with_a_slip(controller.window)
    settle(qtbot)
    window.page.key_changed.emit(window.context.key)
    assert controller.window is window
    assert "1 slip has not been printed" in window.page.notice.message
    window.show_place(ConsolePlace(id=PlaceId.PEOPLE))
    qtbot.addWidget(controller.window)
    assert controller.window is not window, "the key counts once the page is left"
    assert controller.window.place == ConsolePlace(id=PlaceId.PEOPLE)

    settle(qtbot)
    window = with_a_slip(controller.window)
    settle(qtbot)
    for stays in (True, False):
        window._schools.choose("st-marys-primary-school")
        window._schools.chosen.emit()
        assert (controller.window is window) is stays
        if stays:
            assert "1 slip has not been printed" in window.page.notice.message
            assert len(window.page.slips.slips) == 1
            assert window._schools.value == "hilltop", "where one still is"
    qtbot.addWidget(controller.window)
    assert controller.window.context.register.school == "st-marys-primary-school"
    settle(qtbot)
    controller._on_school_wanted("hilltop")
    qtbot.addWidget(controller.window)
    another_school_of_the_register_opens_in_the_same_place(qtbot, controller, tmp_path / "scans")
    controller.end()


def another_school_of_the_register_opens_in_the_same_place(
    qtbot: QtBot, controller: ConsoleController, scans: Path
) -> None:
    settle(qtbot)
    assert controller.window.context.register.school == "hilltop"
    wait(controller.window._schools.isVisible)  # after the first paint
    controller.window.show_place(ConsolePlace(id=PlaceId.HAND_IN))
    controller.window.page.watch.start(scans)
    settle(qtbot)
    [other] = [row.school for row in controller.window.context.register.schools() if row.school != "hilltop"]
    controller._on_school_wanted(other)
    qtbot.addWidget(controller.window)
    settle(qtbot)
    told = f"{scans} is no longer watched: what comes in there is for Hilltop School."
    assert controller.window.page.notice.message == told


@pytest.mark.parametrize(
    ("name", "identifier"),
    [
        ("Bradley Primary School", "bradley-primary-school"),
        ("Ysgol Ddŵr", "ysgol-ddwr"),
        ("学校", "school"),
        ("Trust", "school"),
    ],
)
def test_a_school_gets_a_plain_identifier(name: str, identifier: str) -> None:
    assert school_id(name) == identifier


def test_the_wizard_offers_the_office_and_starts_it_as_a_program_of_its_own(
    qtbot: QtBot, theme: Theme, tmp_path: Path
) -> None:
    controller = WizardController(new_context(tmp_path), theme)
    qtbot.addWidget(controller.shell)
    assert not controller.shell.office.isVisible()
    offer_office(controller.shell)
    assert controller.shell.office.isVisible()
    said = subprocess.run([*office_command()[:-1], "--help"], capture_output=True, text=True, check=True)
    assert "console" in said.stdout
