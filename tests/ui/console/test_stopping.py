"""Somebody presses Stop as soon as the first is counted: all is as before, and what is done again is done once."""

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from threading import Event as Flag

import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from privacy_wizard.domain.register_events import CampaignEntered, Event, EventKind, Exported, PersonEntered
from privacy_wizard.identity import load_key
from privacy_wizard.office.login import Login
from privacy_wizard.reports.report_sheet import Letterhead, ReportDocument, ReportTable, Section, draw_report
from privacy_wizard.system.keyring import Keychain
from privacy_wizard.ui.console.context import ConsoleContext
from privacy_wizard.ui.console.exports import ListExport
from privacy_wizard.ui.console.login_window import LoginWindow
from privacy_wizard.ui.console.page import ConsolePlace, PlaceId
from privacy_wizard.ui.console.window import ConsoleWindow
from privacy_wizard.ui.kit import pdf_pages
from privacy_wizard.ui.kit.printing import PrintingStopped, PrintingWindow, print_pages
from privacy_wizard.ui.kit.theme import Theme
from tests.identity.keys import place_key
from tests.system.keyrings import MemoryKeyring
from tests.ui.console.office_user import OfficeUser, staff_list
from tests.ui.console.offices import NOW, REVIEW, busy_context, catalogue, member, officer_key, person_id
from tests.ui.console.scenes import STAFF
from tests.ui.console.test_first_pages import settle, window_on
from tests.ui.console.test_full_ways import seated
from tests.ui.console.test_school_pages import HELEN, OWN_SECRET, SCHOOL_SECRET
from tests.ui.contexts import press
from tests.ui.stopping import Impatient, stopped_at_first_count


@pytest.fixture
def office(tmp_path: Path) -> Iterator[ConsoleContext]:
    """With three people, who are asked."""
    (tmp_path / "home").mkdir()
    context = busy_context(tmp_path / "home", 3)
    yield context
    context.register.close()


def events(context: ConsoleContext) -> Sequence[Event]:
    return [each.event for each in context.register.register.records(context.register.school)]


def stopped(qtbot: QtBot, window: ConsoleWindow, begin: str) -> str:
    """What the page says and showed after it was begun and stopped."""
    page = window.page
    with stopped_at_first_count(page.counting) as user:
        press(qtbot, window, begin)
        settle(qtbot)
    assert not page.counting.isVisible()
    assert page.notice.property("mood") == "info", "it is no fault"
    return f"{user.saw} / {page.notice.message}"


def test_what_an_act_does_is_seen_wherever_it_was_begun_and_what_is_only_read_scrolls_nothing(
    qtbot: QtBot, theme: Theme, office: ConsoleContext
) -> None:
    window = window_on(qtbot, theme, office, ConsolePlace(id=PlaceId.SCHOOL))
    page, bar, over = window.page, window._sheets[PlaceId.SCHOOL][1].verticalScrollBar(), Flag()
    page.busy._later.setInterval(0)
    for begin, is_seen in ((page.aside, False), (page.act, True)):
        bar.setValue(bar.maximum())
        over.clear()
        begin(over.wait, lambda _done: None, "Signing the school's file …")
        qtbot.waitUntil(page.busy.isVisible)
        qtbot.wait(1)
        assert page.busy.visibleRegion().isEmpty() is not is_seen
        over.set()
        settle(qtbot)
        assert not page.busy.isVisible()


def test_a_campaign_and_another_due_date_ask_nobody_where_they_are_stopped(
    qtbot: QtBot, theme: Theme, office: ConsoleContext
) -> None:
    before = events(office)
    window = window_on(qtbot, theme, office, ConsolePlace(id=PlaceId.CAMPAIGNS))
    press(qtbot, window, "Begin a campaign")
    window.page.form.title.line.setText("Another review")
    told = stopped(qtbot, window, "Begin it")
    assert told.startswith("Asking everyone … 3 of 3 / Stopped, so nothing was recorded")
    assert events(office) == before
    assert window.page.form.title.text == "Another review", "it can be begun again as it is"
    press(qtbot, window, "Begin it")
    settle(qtbot)
    assert len(events(office)) == len(before) + 1 + 3

    window.show_place(ConsolePlace(id=PlaceId.CAMPAIGN, of=REVIEW.id))
    settle(qtbot)
    before, later = events(office), REVIEW.due + timedelta(days=7)
    window.page.due.set_value(later)
    assert "Stopped" in stopped(qtbot, window, "Change it")
    assert events(office) == before
    press(qtbot, window, "Change it")
    settle(qtbot)
    entered, *asked = events(office)[len(before) :]
    assert isinstance(entered, CampaignEntered)
    assert (entered.campaign.due, {each.due for each in asked}, len(asked)) == (later, {later}, 3)


def test_a_list_that_is_stopped_changes_nothing_while_it_is_read_compared_or_recorded(
    qtbot: QtBot, theme: Theme, office: ConsoleContext, tmp_path: Path
) -> None:
    file, before = tmp_path / "staff.csv", events(office)
    file.write_text(STAFF, encoding="utf-8")
    window = window_on(qtbot, theme, office, ConsolePlace(id=PlaceId.STAFF_IMPORT))
    page = window.page
    with stopped_at_first_count(page.counting) as user:
        page.open_file(file)
        settle(qtbot)
    assert user.saw.startswith("Reading the list … 1 of ")
    assert "Stopped, so the list was not read to the end" in page.notice.message
    assert not page.confirm.isVisible()
    page.open_file(file)
    settle(qtbot)
    assert "Stopped, so nothing was imported" in stopped(qtbot, window, "Record these changes")
    assert events(office) == before
    press(qtbot, window, "Record these changes")
    settle(qtbot)
    new = events(office)[len(before) :]
    assert len(set(map(repr, new))) == len(new) > 0


def test_what_is_held_about_a_person_goes_as_a_whole_or_not_at_all(
    qtbot: QtBot, theme: Theme, office: ConsoleContext
) -> None:
    before = events(office)
    window = window_on(qtbot, theme, office, ConsolePlace(id=PlaceId.KEEPING))
    page = window.page
    [row] = page.context.find_people(member(1).number, 5)
    page._on_picked(row)
    page.reason.setPlainText("asked for it, granted")
    press(qtbot, window, "Delete everything about them")
    told = stopped(qtbot, window, "Delete for good")
    assert told.startswith("Deleting … 1 of 2 / Stopped, so nothing about them was deleted")
    assert events(office) == before
    press(qtbot, window, "Delete everything about them")
    press(qtbot, window, "Delete for good")
    settle(qtbot)
    assert office.register.people.one(person_id(1)) is None
    assert office.register.check().holds


def test_a_list_that_is_stopped_is_neither_on_the_disk_nor_on_record_and_an_inspection_report_is_not_made(
    qtbot: QtBot, theme: Theme, office: ConsoleContext, tmp_path: Path
) -> None:
    def exported() -> int:
        return sum(isinstance(each, Exported) for each in events(office))

    window = window_on(qtbot, theme, office, ConsolePlace(id=PlaceId.OVERVIEW))
    for place in (PlaceId.OVERVIEW, PlaceId.PEOPLE):
        window.show_place(ConsolePlace(id=place))
        settle(qtbot)
        out, page, before = tmp_path / f"{place}.xlsx", window.page, exported()
        with stopped_at_first_count(page.counting) as user:
            page.findChild(ListExport).save(out)
            settle(qtbot)
        assert user.saw == "Writing the list … 1 of 3"
        assert "Stopped, so nothing was saved, and no export is on record" in page.notice.message
        assert (out.exists(), exported()) == (False, before)
        page.findChild(ListExport).save(out)
        settle(qtbot)
        assert (out.exists(), exported()) == (True, before + 1)

    window.show_place(ConsolePlace(id=PlaceId.INSPECTION))
    told = stopped(qtbot, window, "Make the document")
    assert told.startswith("Going through the record … 1 of ")
    assert told.endswith("Stopped, so there is no document. Nothing was saved. Make it again when you are ready.")
    assert not window.page.preview.isVisible()


def test_a_schools_and_an_officers_certificate_are_made_once_or_where_they_are_stopped_not_at_all(
    qtbot: QtBot, theme: Theme, office: ConsoleContext
) -> None:
    place_key(office.key_file, officer_key(), OWN_SECRET)
    office.register.record(PersonEntered(person="helen", member=HELEN))
    before = events(office), files_in(office.home)
    window = window_on(qtbot, theme, office, ConsolePlace(id=PlaceId.SCHOOL))
    for field in (window.page.authority.passphrase.first, window.page.authority.passphrase.again):
        field.line.setText(SCHOOL_SECRET)
    told = stopped(qtbot, window, "Make the certificate")
    assert told.startswith("Making the school's certificate … 1 of 3 / Stopped, so nothing was changed")
    assert (events(office), files_in(office.home)) == before
    press(qtbot, window, "Make the certificate")
    settle(qtbot)
    assert [each.kind for each in events(office)[len(before[0]) :]] == [EventKind.AUTHORITY_MADE]

    before, locked = (events(office), files_in(office.home)), office.key_file.read_bytes()
    window.page.officer.school_secret.line.setText(SCHOOL_SECRET)
    window.page.officer.own_secret.line.setText(OWN_SECRET)
    told = stopped(qtbot, window, "Make me an officer")
    assert told.startswith("Issuing your certificate as an officer … 1 of 4 / Stopped, so nothing was changed")
    assert (events(office), files_in(office.home)) == before
    assert office.key_file.read_bytes() == locked
    with qtbot.waitSignal(window.key_changed, timeout=20_000) as changed:
        press(qtbot, window, "Make me an officer")
    settle(qtbot)
    assert load_key(office.key_file, OWN_SECRET).certificate == changed.args[0].certificate
    assert [each.kind for each in events(office)].count(EventKind.CERTIFIED) == 1


def test_an_office_that_opens_by_itself_is_not_waited_for_and_a_passphrase_is_tried_again_where_it_was_stopped(
    qtbot: QtBot, theme: Theme, tmp_path: Path
) -> None:
    there, watched = Flag(), Keychain(MemoryKeyring())

    def keychain() -> Keychain:
        there.wait(20)  # until somebody sits there
        return watched

    login = Login(home=tmp_path, key_file=tmp_path / "key.p12", now=lambda: NOW, find_keychain=keychain)
    there.set()
    login.begin("Bradley Primary School").register.close()
    key = login.make_key(name="Helen Ward", number="HR-1", school="Bradley", passphrase=OWN_SECRET)
    there.clear()
    before = files_in(tmp_path)
    window = LoginWindow(theme, login, catalogue)
    qtbot.addWidget(window)
    window.show()
    with stopped_at_first_count(window.page.counting) as user:
        there.set()
        settle(qtbot)
    assert user.saw == "Opening … 1 of 2"
    assert "Stopped, so nothing was changed" in window.page.notice.message

    window.page.passphrase.line.setText(OWN_SECRET)
    with stopped_at_first_count(window.page.counting) as user:
        press(qtbot, window, "Open")
        settle(qtbot)
    assert (user.saw, files_in(tmp_path)) == ("Opening … 1 of 2", before)
    with qtbot.waitSignal(window.entered, timeout=20_000) as entered:
        press(qtbot, window, "Open")
    assert entered.args[0].key == key, "what was typed is still there"
    entered.args[0].register.close()


def stopped_there(user: OfficeUser, begin: Callable[[], object]) -> str:
    """What the page says and showed after it was begun and stopped."""
    page = user.page
    with stopped_at_first_count(page.counting) as at_work:
        begin()
        user.settle()
    assert (user.page, page.notice.property("mood")) == (page, "info")
    return f"{at_work.saw} / {page.notice.message}"


def test_a_first_start_a_backup_and_its_restoring_that_are_stopped_leave_the_folder_as_it_was(
    qtbot: QtBot, theme: Theme, tmp_path: Path
) -> None:
    home, there, kept = tmp_path / "home", tmp_path / "there", tmp_path / "office.age"
    user = at_computer(qtbot, theme, home)
    user.type(user.page.school.line, "Bradley Primary School")
    user.dialog(lambda: user.page.staff.drop.picked.emit(staff_list(tmp_path, 3)))
    user.choose(user.page.policy, "bradley-primary-2023")
    told = stopped_there(user, lambda: user.press("Begin"))
    assert told.startswith("Recording your staff … 3 of 3 / Stopped, so nothing was set up")
    assert files_in(home) == {"settings.json"}
    user.press("Begin")
    qtbot.addWidget(user.window)
    register = user.window.context.register
    assert [each.kind for each in events(user.window.context)].count(EventKind.PERSON_ENTERED) == 3

    user.go(ConsolePlace(id=PlaceId.KEEPING))
    for field in (user.page.backup.passphrase.first, user.page.backup.passphrase.again):
        user.type(field.line, "lantern river oak meadow")
    before = files_in(tmp_path)
    told = stopped_there(user, lambda: user.page.backup.write(kept))
    assert told.startswith("Packing everything … 1 of ")
    assert told.endswith("nothing was written. Your earlier backups are as they were.")
    assert files_in(tmp_path) == before
    user.page.backup.write(kept)
    user.settle()
    assert "Everything is in “office.age”" in user.page.notice.message
    on_record = register.register.copy()
    user.leave()

    user = at_computer(qtbot, theme, there)
    user.press("Put back a backup")
    user.drop(lambda: user.page.drop.picked.emit(kept))
    user.type(user.page.passphrase.line, "lantern river oak meadow")
    assert "Stopped, so nothing was put back" in stopped_there(user, lambda: user.press("Put it back"))
    assert files_in(there) == {"settings.json"}
    user.press("Put it back")
    qtbot.addWidget(user.window)
    assert user.window.context.register.register.copy() == on_record
    user.leave()


def at_computer(qtbot: QtBot, theme: Theme, home: Path) -> OfficeUser:
    home.mkdir()
    (home / "settings.json").write_text("{}", encoding="utf-8")
    return seated(qtbot, theme, Login(home=home, key_file=home / "signing-key.p12", now=lambda: NOW))


def files_in(folder: Path) -> set[str]:
    return {str(each.relative_to(folder)) for each in folder.rglob("*") if each.is_file()}


def test_printing_counts_its_pages_and_stops_between_two(qtbot: QtBot, tmp_path: Path) -> None:
    rows = tuple((f"Row {at}",) for at in range(150))
    table = ReportTable(headings=("What",), rows=rows, shares=(1,))
    head = Letterhead(school="Oak")
    paper = ReportDocument(
        head=head, kicker="A list", title="Rows", below="", sections=(Section(heading="", parts=(table,)),)
    )
    pdf, window, told = draw_report(paper, NOW), QWidget(), list[Exception]()
    pages = pdf_pages.count_pages(pdf)
    qtbot.addWidget(window)
    window.show()
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFileName(str(tmp_path / "paper.pdf"))
    with pdf_pages._one_at_a_time:  # no page is drawn before somebody sits there
        print_pages(pdf, pages, printer, told.append, window)
        user = Impatient(window.findChild(PrintingWindow).counting)
    settle(qtbot)
    assert user.saw == f"Printing … 1 of {pages}"
    assert [type(each) for each in told] == [PrintingStopped]
    paper_file = tmp_path / "paper.pdf"
    assert not paper_file.exists() or pdf_pages.count_pages(paper_file.read_bytes()) < pages
