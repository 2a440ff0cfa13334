"""From nothing to "all in" without a passphrase, an authority or a manual."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest
from attrs import evolve
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from privacy_wizard.attestation.reasons import Reason
from privacy_wizard.domain.event_sentences import event_sentence
from privacy_wizard.domain.names import policy_name
from privacy_wizard.domain.protected_list import USUAL, ProtectedPerson
from privacy_wizard.domain.register_events import AttestationStanding, Decided, EventKind
from privacy_wizard.domain.register_views import PeopleAsked
from privacy_wizard.domain.signature import DetachedSignature, Purpose
from privacy_wizard.domain.vocabulary import Occasion, SendKind
from privacy_wizard.identity.authority_trust import check_school_signature, read_profile_signature
from privacy_wizard.office.campaigns import excuse
from privacy_wizard.office.corrections import say_not_ours
from privacy_wizard.office.home_table import Standing, home_rows
from privacy_wizard.office.login import Login
from privacy_wizard.office.next_steps import Upgrade
from privacy_wizard.office.staff_list import enter_person
from privacy_wizard.school.profile_file import load_profile
from privacy_wizard.school.protected_list import read_protected_list
from privacy_wizard.staff_import import StaffField
from privacy_wizard.system.progress import WorkProgress
from privacy_wizard.ui.console.context import ConsoleContext
from privacy_wizard.ui.console.controller import ConsoleController
from privacy_wizard.ui.console.page import ConsolePlace, PlaceId
from privacy_wizard.ui.console.people.send_page import send_place
from privacy_wizard.ui.console.people.staff_columns import StaffColumns
from privacy_wizard.ui.console.upgrade_lines import upgrade_sentence
from privacy_wizard.ui.console.who_are_you import WhoAreYou
from privacy_wizard.ui.console.window import ConsoleWindow
from privacy_wizard.ui.kit.settings import SettingsFile
from privacy_wizard.ui.kit.theme import Theme
from privacy_wizard.ui.wizard.trial import begin_trial
from tests.attestation.reading import text_of
from tests.system.keyrings import FileKeyring, using
from tests.ui.console.offices import NOW, catalogue, member
from tests.ui.console.scenes import attestation, wait
from tests.ui.console.test_first_pages import settle
from tests.ui.console.test_school_pages import attached
from tests.ui.contexts import button, press, words_on

PEOPLE = (*(member(at) for at in range(2)), evolve(member(2), number="T-2001", first_name="Ffion", last_name="Rees"))
STAFF = "Staff No\tForename\tSurname\tWork Email\n" + "".join(
    f"{each.number}\t{each.first_name}\t{each.last_name}\t{each.email}\n" for each in PEOPLE
)


class LoginAt(Login):
    """A computer whose own register lies at an address of the test's."""

    def __init__(self, home: Path, address: str) -> None:
        super().__init__(home=home, key_file=home / "signing-key.p12", now=lambda: NOW)
        object.__setattr__(self, "place", address)

    @property
    def own_address(self) -> str:
        return self.place

    @property
    def is_new(self) -> bool:
        return not (self.home / "office.json").exists()


@pytest.fixture
def login(tmp_path: Path, register_url: str) -> Login:
    return LoginAt(tmp_path, register_url)


def controller_on(qtbot: QtBot, theme: Theme, login: Login) -> ConsoleController:
    controller = ConsoleController(theme, SettingsFile(login.home / "settings.json"), login, catalogue, begin_trial)
    controller.begin()
    qtbot.addWidget(controller.login_window)
    settle(qtbot)
    return controller


def begin(
    qtbot: QtBot,
    theme: Theme,
    login: Login,
    occasion: Occasion = Occasion.ANNUAL_REVIEW,
    school: str = "Bradley Primary School",
    policy: str = "bradley-primary-2023",
) -> tuple[ConsoleController, ConsoleWindow]:
    controller = controller_on(qtbot, theme, login)
    page = controller.login_window.page
    page.school.line.setText(school)
    page.staff.take_text(STAFF)
    settle(qtbot)
    assert "3 people. Also read: e-mail." in words_on(page)
    assert "Without" not in words_on(page.staff), "nobody lacks anything"
    wait(lambda: page.policy.count() > 1)
    page.policy.choose(policy)
    page.policy.chosen.emit()
    page.kind.row(occasion).click()
    press(qtbot, page, "Begin")
    settle(qtbot)
    assert controller.window is not None, page.notice.message
    qtbot.addWidget(controller.window)
    settle(qtbot)
    return controller, controller.window


def hand_in(qtbot: QtBot, window: ConsoleWindow, folder: Path, people: Iterable[int]) -> None:
    folder.mkdir(exist_ok=True)
    for at in people:
        (folder / f"{at}.pdf").write_bytes(attestation(at))
    window.page.taking.take([folder])
    wait(lambda: not window.page.taking.is_running)
    settle(qtbot)


def say_who(qtbot: QtBot, controller: ConsoleController, number: str, card: WhoAreYou | None = None) -> ConsoleWindow:
    line = (card or controller.window.page.who).picker.line
    qtbot.keyClicks(line, number)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    settle(qtbot)
    qtbot.addWidget(controller.window)
    settle(qtbot)
    return controller.window


def its_protected_list_is_signed_with_the_same_key(context: ConsoleContext) -> None:
    out, key = context.home / "all.pwlist", bytes.fromhex(context.school_place.school_key.card().fingerprint)
    made = context.make_protected_list(
        "",
        [ProtectedPerson(first="Imke", last="Vane")],
        expires=context.now() + USUAL,
        out=out,
        weighed=True,
        progress=WorkProgress(),
    )

    def check(signature: DetachedSignature, signed: bytes) -> None:
        check_school_signature(signature, signed, Purpose.PROTECTED_LIST, key, context.now())

    assert read_protected_list(out.read_bytes(), check) == made.protected


def ask_everyone(qtbot: QtBot, window: ConsoleWindow, folder: Path) -> None:
    press(qtbot, window, "Ask all 3")
    settle(qtbot)
    window.page.write_drafts(folder)
    settle(qtbot)
    assert len(list(folder.glob("*.eml"))) == 3
    assert f"3 drafts are in the folder “{folder.parent.name}/{folder.name}”" in window.page.notice.message
    assert window.page.people.chosen == set(), "whoever was asked is not asked again by the next press"
    press(qtbot, window, "Tick everyone")
    window.page.save_merge(folder / "merge")
    settle(qtbot)
    assert "Nothing is attached to them. The files that they mention are" in window.page.notice.message
    assert (folder / "merge" / "school.pwschool").exists()
    window.show_place(ConsolePlace(id=PlaceId.OVERVIEW))
    settle(qtbot)
    assert button(window, "Remind the missing").isVisible(), "everyone is asked"
    assert window.page.remind.property("kind") == "link", "just now, and weeks before it is due"


def whoever_came_later_is_asked(qtbot: QtBot, window: ConsoleWindow, folder: Path) -> None:
    """With the school's file, though others have handed in by now; those who were asked are reminded."""
    enter_person(window.context.register, member(7), window.context.today)
    window.show_place(ConsolePlace(id=PlaceId.OVERVIEW))
    settle(qtbot)
    assert button(window, "Remind the missing").isVisible(), "Ffion Rees"
    press(qtbot, window, "Ask 1 more")
    settle(qtbot)
    assert window.page.people.chosen == {window.context.register.people.numbered(member(7).number).person}
    window.page.write_drafts(folder)
    settle(qtbot)
    assert set(attached(next(folder.glob("*.eml")))) == {"school.pwschool"}
    window.show_place(ConsolePlace(id=PlaceId.OVERVIEW))
    settle(qtbot)
    assert not window.page.ask.isVisible()


def once_the_others_are_excused_everyone_is_in(qtbot: QtBot, window: ConsoleWindow) -> None:
    """And the home page leads to what an inspection is given."""
    context, [campaign] = window.context, window.context.register.campaigns()
    missing = [row for row in home_rows(context.register, campaign, context.today) if row.standing is Standing.MISSING]
    say_not_ours(context.register, [each.attestation for each in context.register.attestations.waiting()])
    for row in missing:
        excuse(context.register, campaign.id, row.person.member.number, "Long leave", context.today)
        window.show_place(ConsolePlace(id=PlaceId.OVERVIEW))
        settle(qtbot)
        assert (window.page.last_ones.isVisible(), window.page.report.isVisible()) == (
            row is missing[0],
            row is missing[1],
        )
        if row is missing[0]:
            assert "Everybody else is done. Speak to the one who is left" in words_on(window)
            card = window.page.last_ones
            card.show_rows(home_rows(context.register, campaign, context.today), missing[-1].person.member.number)
            assert "You are the one who is left" in words_on(card), "to whoever is at work"
            assert card.minimumSizeHint().width() < card.sizeHint().width(), "its links come below each other"
            press(qtbot, window, missing[-1].person.member.name)
            settle(qtbot)
            assert window.place == ConsolePlace(id=PlaceId.PERSON, of=missing[-1].person.person), "and Excuse is there"
    assert "All in: 2 of 2" in words_on(window)
    assert not window.page.remind.isVisible()
    press(qtbot, window, "Make the inspection report")
    assert window.place == ConsolePlace(id=PlaceId.INSPECTION)
    settle(qtbot)
    the_report_claims_no_more_than_is_known(qtbot, window)


def the_report_claims_no_more_than_is_known(qtbot: QtBot, window: ConsoleWindow) -> None:
    """No key was compared, and the school's own key vouches for nobody."""
    press(qtbot, window, "Make the document")
    settle(qtbot)
    window.page.save(window.context.home / "report.pdf")
    settle(qtbot)
    text = " ".join(text_of((window.context.home / "report.pdf").read_bytes()).split())
    assert "4 people were asked. The attestations of 2 are accepted, 2 excused (100 % of those not excused)" in text
    assert "Keys compared in person 0 of 2" in text
    assert "the school vouches for" not in text
    assert "each signs with a key of their own" in text
    assert "This school has no certificate of its own." in text
    assert "school.pem" not in text


def let_a_colleague_decide(qtbot: QtBot, controller: ConsoleController) -> ConsoleWindow:
    """On the attestation of whoever is at work, which they cannot decide on themselves."""
    window = controller.window
    [own] = [row.attestation for row in window.context.register.attestations.waiting() if row.person is not None]
    press(qtbot, window, "See your own")
    settle(qtbot)
    assert window.place == ConsolePlace(id=PlaceId.ATTESTATION, of=own)
    assert "Accept" not in words_on(window.page.decision), "what is refused is not offered"
    press(qtbot, window, "I am somebody else")
    assert window.focusWidget() is window.page.decision.findChild(WhoAreYou).picker.line, "one types at once"
    press(qtbot, window.page.decision.findChild(WhoAreYou), "Not now")
    qtbot.waitUntil(lambda: window.page.decision.findChild(WhoAreYou) is None)
    press(qtbot, window, "I am somebody else")
    window = say_who(qtbot, controller, "T-1000", window.page.decision.findChild(WhoAreYou))
    window.go_back()
    window = at_work_again(qtbot, controller)
    assert window.page.notice.message == f"You are {member(1).name} again.", "the file was left undecided"
    window.show_place(ConsolePlace(id=PlaceId.ATTESTATION, of=own))
    settle(qtbot)
    press(qtbot, window, "I am somebody else")
    window = say_who(qtbot, controller, "T-1000", window.page.decision.findChild(WhoAreYou))
    assert window.place == ConsolePlace(id=PlaceId.ATTESTATION, of=own)
    assert f"At work: {member(0).name}" in words_on(window), "on every page"
    assert f"You decide as {member(0).name}." in words_on(window)
    press(qtbot, window, "Accept without comparing words")
    settle(qtbot)
    window = at_work_again(qtbot, controller)
    assert window.page.notice.message == f"Accepted. You are {member(1).name} again."
    assert f"Accepted by {member(0).name}, without certificate." in words_on(window)
    window.go_back()
    assert window.place == ConsolePlace(id=PlaceId.OVERVIEW), "the way back is kept"
    settle(qtbot)
    assert "Done: 2 of 3" in words_on(window)
    assert not window.page.accepting.isVisible()
    assert f"You decide as {member(1).name}." in words_on(window), "also when nothing waits"
    return window


def at_work_again(qtbot: QtBot, controller: ConsoleController) -> ConsoleWindow:
    """The window once a colleague has decided, or has left the file: what opens at the next start is the same."""
    qtbot.addWidget(controller.window)
    settle(qtbot)
    context = controller.window.context
    assert (context.officer, context.lent_by) == (member(1).name, None)
    assert context.office_key.open().certificate == context.key.certificate
    return controller.window


def test_from_nothing_to_all_in_without_a_passphrase_an_authority_or_a_manual(
    qtbot: QtBot, theme: Theme, login: Login, tmp_path: Path
) -> None:
    controller, window = begin(qtbot, theme, login)
    home = window.page
    assert "Done: 0 of 3" in words_on(window)
    assert "is in a file that only you can read" in home.notice.message, "this computer has no keyring"
    [campaign] = window.context.register.campaigns()
    assert (campaign.title, campaign.opens.isoformat()) == ("Annual review 2026/27", "2026-09-01")
    signed = load_profile(window.context.school_place.profile_file, read_profile_signature)
    assert signed.manifest.profile.name == "Bradley Primary School"
    assert [each.pack for each in signed.manifest.profile.packs] == ["bradley-primary-2023"]
    assert window.context.school_place.trusted() == (), "the school's key vouches for nobody"
    assert PlaceId.CERTIFICATES not in [each.id for each in window.navigation.entries]
    assert home.people.table.isColumnHidden(4), "nobody can countersign yet"

    ask_everyone(qtbot, window, tmp_path / "drafts")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "minutes.pdf").write_bytes(b"%PDF-1.7 no attestation")
    hand_in(qtbot, window, tmp_path / "in", [0, 1, 9])  # the last is on no list
    assert "2 handed in" in words_on(home.taking)
    assert "1 attestation does not say clearly whose it is." in words_on(home)
    assert "“minutes.pdf” was rejected because it is not signed." in words_on(home)
    rows = window.context.register.attestations.waiting()
    assert [row.standing for row in rows] == [AttestationStanding.NEEDS_A_LOOK] * 3
    assert not home.accepting.isVisible(), "nobody has said yet who decides"
    assert "3 attestations wait to be accepted." in words_on(home.who)
    window = say_who(qtbot, controller, "T-1001")
    assert window.place == ConsolePlace(id=PlaceId.OVERVIEW)
    press(qtbot, window, "Accept 1")
    settle(qtbot)
    assert window.page.notice.message == "1 attestation accepted.", "their own is not among them"
    assert not window.page.accepting.accept.isVisible(), "what cannot be done is not offered"
    assert "Your own attestation waits for a colleague: they decide on it here" in words_on(window.page.accepting)
    assert "Done: 1 of 3" in words_on(window)
    [decided] = window.context.register.register.records(window.context.register.school, last=1)
    assert isinstance(decided.event, Decided)
    assert decided.event.key_not_compared
    assert window.context.officer == member(1).name

    window = let_a_colleague_decide(qtbot, controller)

    press(qtbot, window, "Say whose")
    settle(qtbot)
    assert window.page.title == member(9).name, "the one that is nobody's, without a list between"
    window.show_place(send_place(SendKind.REMIND, campaign.id))
    settle(qtbot)
    assert [window.page.people.item(at).text().split("  ")[0] for at in range(window.page.people.count())] == [
        "Ffion Rees"
    ], "what is handed in is not reminded"
    whoever_came_later_is_asked(qtbot, window, tmp_path / "later")
    once_the_others_are_excused_everyone_is_in(qtbot, window)
    assert window.context.register.check().holds
    controller.end()


def test_what_the_first_page_does_not_understand_is_said_where_it_can_be_mended(
    qtbot: QtBot, theme: Theme, tmp_path: Path
) -> None:
    login = Login(home=tmp_path, key_file=tmp_path / "key.p12", now=lambda: NOW)
    controller = controller_on(qtbot, theme, login)  # held: a page does not hold its window
    page = controller.login_window.page
    card = page.staff
    card.take_text(" ")
    assert "Copy the rows in your spreadsheet first" in words_on(card)
    card.take_text("Ref\tEmployee\tE-mail (work)\tStarted\n7\tLee, Sam\tsam@bradley.example.org\tsoon")
    settle(qtbot)
    assert "Say which column holds the staff number." in words_on(card)
    assert "anyone who is not in it has left" not in words_on(card), "there was no list before"
    columns = card.findChild(StaffColumns)
    columns.chooser(StaffField.NUMBER).choose("0")
    columns.changed.emit()
    settle(qtbot)
    assert "Line 2 (Started: soon). This is not a date" in words_on(card)
    assert page.missing == "Write the name of your school."
    columns.chooser(StaffField.START).choose("")
    columns.changed.emit()
    settle(qtbot)
    assert "1 person. Also read: e-mail." in words_on(card)
    card.take_text("Staff number\tName\tJob\n7\tSam Lee\tTeacher\n8\tJo Ng\t\n")
    settle(qtbot)
    assert "2 people. Also read: job. Without e-mail: 2. Without job: 1." in words_on(card)
    assert "the last word of each was taken for the last name" in words_on(card)
    card.take_text("Staff number\tName\tSchool\tDepartment\n7\tSam Lee\tElm Lane\tMaths\n8\tJo Ng\tOak\t\n")
    settle(qtbot)
    assert "2 people. Also read: school, group." in words_on(card)
    assert [(*row.schools, *row.groups) for row in card.staff.rows] == [("Elm Lane", "Maths"), ("Oak",)]
    (tmp_path / "list.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    card.drop.picked.emit(tmp_path / "list.xls")
    settle(qtbot)
    assert "XLSX" in words_on(card)
    assert card.count == 0, "what could not be read is not begun with"
    undated = catalogue().packs["ladysmith-federation"]
    assert policy_name(undated) == f"{undated.issuer} · {undated.title}"


def test_the_schools_file_is_signed_anew_without_a_passphrase_and_the_office_opens_by_itself_again(
    qtbot: QtBot, theme: Theme, login: Login
) -> None:
    controller, window = begin(qtbot, theme, login)
    window.show_place(ConsolePlace(id=PlaceId.SCHOOL))
    settle(qtbot)
    later = (Upgrade.SERVER, Upgrade.SMART_CARD)
    assert all(upgrade_sentence(each) in words_on(window) for each in Upgrade if each not in later)
    card = window.page.profile
    assert not card.secret.isVisible()
    card.room.line.setText("The office, room 3")
    card.sign_into(login.home / "for-staff.pwschool")
    settle(qtbot)
    signed = load_profile(window.context.school_place.profile_file, read_profile_signature)
    assert signed.manifest.number == 2
    assert [each.where for each in signed.manifest.profile.hand_in] == ["The office, room 3"]
    its_protected_list_is_signed_with_the_same_key(window.context)
    a_later_authority_is_trusted_by_whoever_trusts_the_schools_key(qtbot, window)
    controller.end()

    second = controller_on(qtbot, theme, login)
    settle(qtbot)
    assert second.window is not None
    qtbot.addWidget(second.window)
    settle(qtbot)
    assert "Done: 0 of 3" in words_on(second.window)
    assert second.window.page.notice.message == "", "where the key lies is said once"
    second.end()


def a_later_authority_is_trusted_by_whoever_trusts_the_schools_key(qtbot: QtBot, window: ConsoleWindow) -> None:
    place = window.context.school_place
    before = place.school_key.card().certificate
    card = window.context.make_authority("lantern river oak meadow")
    assert any(link.issuer == before.subject and link.subject == card.certificate.subject for link in card.chain)
    window.show_place(ConsolePlace(id=PlaceId.SCHOOL))
    settle(qtbot)
    assert PlaceId.CERTIFICATES in [each.id for each in window.navigation.entries]


def test_an_office_that_begins_with_an_induction_changes_its_days_and_has_its_secrets_in_the_keyring(
    qtbot: QtBot, theme: Theme, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    login = Login(home=home, key_file=home / "signing-key.p12", now=lambda: NOW)
    with using(FileKeyring(tmp_path / "keyring.json")):
        controller, window = begin(qtbot, theme, login, Occasion.INDUCTION)
        [campaign] = window.context.register.campaigns()
        assert (campaign.occasion, campaign.due, campaign.days) == (Occasion.INDUCTION, None, 28)
        assert "only you can read" not in window.page.notice.message
        days_of_an_induction_are_changed(qtbot, window, campaign.id)
        window.show_place(send_place(SendKind.ASK, campaign.id))
        settle(qtbot)
        form = window.page.server
        texts = {form.host: "smtp.example.org", form.address: "office@example.org", form.user: "office"}
        for field, text in texts.items():
            field.line.setText(text)
        form.password.line.setText("kettle orbit lamp")
        form.keep()
        secret = window.context.office_key.secret()
        controller.end()
    kept = (tmp_path / "keyring.json").read_text()
    for each in (secret, "kettle orbit lamp"):
        assert each in kept
        assert not any(each.encode() in file.read_bytes() for file in home.rglob("*") if file.is_file())

    with using(FileKeyring(tmp_path / "keyring.json")):  # another start of the program
        controller = ConsoleController(theme, SettingsFile(home / "settings.json"), login, catalogue, begin_trial)
        controller.begin()
        settle(qtbot)
        assert controller.window is not None, "the office opens by itself"
        qtbot.addWidget(controller.window)
        controller.window.show_place(send_place(SendKind.ASK, campaign.id))
        settle(qtbot)
        assert controller.window.page.server.password.text == "kettle orbit lamp"
        controller.end()


def days_of_an_induction_are_changed(qtbot: QtBot, window: ConsoleWindow, campaign: str) -> None:
    """Whoever begins is due so many days after their first day from then on."""
    context = window.context
    enter_person(context.register, evolve(member(7), start=date(2026, 11, 16)), context.today)
    asked = PeopleAsked(schools=(context.register.school,), campaign=campaign, search=member(7).number)
    assert [each.due for each in context.register.people.listed(asked, context.today, 0, 9)] == [date(2026, 12, 14)]
    window.show_place(ConsolePlace(id=PlaceId.CAMPAIGN, of=campaign))
    settle(qtbot)
    page = window.page
    assert page.days.value() == 28
    assert page.days.isVisible()
    assert not page.due.isVisible(), "an induction has no one day"
    page.days.setValue(14)
    press(qtbot, window, "Change it")
    settle(qtbot)
    assert page.notice.message == "From now on due 14 days after the first day."
    assert [each.days for each in context.register.campaigns()] == [14]
    assert [each.due for each in context.register.people.listed(asked, context.today, 0, 9)] == [date(2026, 11, 30)]


def test_a_school_that_is_written_otherwise_is_asked_about_once_for_all_and_what_was_said_holds(
    qtbot: QtBot, theme: Theme, login: Login, tmp_path: Path
) -> None:
    """The attestations say "Bradley Primary School"."""
    controller, window = begin(qtbot, theme, login, school="Bradley C of E Primary")
    hand_in(qtbot, window, tmp_path / "in", [0, 1])
    window = say_who(qtbot, controller, "T-2001")
    names = window.page.names
    assert "2 attestations give the school a different name." in words_on(names)
    assert [names.names.item(at).text() for at in range(names.names.count())] == ["Bradley Primary School · 2"]
    assert not window.page.accepting.isVisible(), "they stand back until it is answered"
    names.names.tick(everyone=False)
    assert not names.treat.isEnabled()
    names.names.tick(everyone=True)
    press(qtbot, names, "Treat these as our school")
    settle(qtbot)
    register = window.context.register
    [told] = register.records_of([EventKind.SCHOOL_ENTERED], 1)
    assert event_sentence(told.event) == "The school is called Bradley C of E Primary, and also Bradley Primary School."
    assert not window.page.names.isVisible()
    press(qtbot, window, "Accept all 2")
    settle(qtbot)
    assert "2 attestations accepted." in words_on(window)
    assert "Done: 2 of 3" in words_on(window)

    enter_person(register, member(7), window.context.today)
    hand_in(qtbot, window, tmp_path / "later", [7])
    [row] = register.attestations.waiting()
    assert Reason.OTHER_SCHOOL not in row.reasons, "nobody is asked again"
    assert not window.page.names.isVisible()
    assert register.check().holds
    the_words_are_covered_on_the_document_beside_the_field_where_they_are_typed(qtbot, window)
    controller.end()


def the_words_are_covered_on_the_document_beside_the_field_where_they_are_typed(
    qtbot: QtBot, window: ConsoleWindow
) -> None:
    [row] = window.context.register.attestations.waiting()
    window.show_place(ConsolePlace(id=PlaceId.ATTESTATION, of=row.attestation))
    settle(qtbot)
    assert len(window.page._pages.hidden) == 7
    pdf, draw = attestation(7), window.context.renderer.draw
    pages = range(window.context.renderer.count(pdf))
    words = window.page._pages.hidden
    changed = [page for page in pages if draw(pdf, page, 700).pixels != draw(pdf, page, 700, words).pixels]
    assert changed, "the words stand on some page, and are covered there"
    assert "Accept without comparing words" in [each.text() for each in window.page.findChildren(QPushButton)]
