"""Staff list, campaigns, whole school, evidence, check, keeping: each does what it says, over a real register."""

from datetime import date, timedelta
from pathlib import Path
from zipfile import ZipFile

import pytest
from attrs import evolve
from openpyxl import Workbook, load_workbook
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from privacy_wizard.domain.campaign import CampaignState
from privacy_wizard.domain.certificate_events import Certified, KeyConfirmed, ProfileSigned, Revoked
from privacy_wizard.domain.register_events import AttestationStanding, Erased, Exported, PersonEntered
from privacy_wizard.domain.register_views import PeopleAsked
from privacy_wizard.domain.staff import ChangeKind, StaffMember
from privacy_wizard.domain.staff_plan import RowFault
from privacy_wizard.domain.vocabulary import Area, Dispatch, SendKind, SendWay
from privacy_wizard.identity import KeyStore, load_key
from privacy_wizard.office.backup import back_up, is_due, open_backup
from privacy_wizard.office.inspection_document import inspection_document
from privacy_wizard.office.inspection_report import read_inspection
from privacy_wizard.office.open_actions import OpenAction
from privacy_wizard.reports.report_sheet import Letterhead, ReportTable
from privacy_wizard.staff_import import StaffField
from privacy_wizard.ui.console.context import ConsoleContext
from privacy_wizard.ui.console.page import ConsolePlace, PlaceId
from privacy_wizard.ui.console.people.send_page import send_place
from privacy_wizard.ui.console.window import ConsoleWindow
from privacy_wizard.ui.kit.background import is_busy
from privacy_wizard.ui.kit.table import RowsModel
from privacy_wizard.ui.kit.theme import Theme
from privacy_wizard.ui.kit.widgets.card import Card
from tests.attestation.reading import text_of
from tests.pdf_structure import check_paper
from tests.register.sample import raw, without_guards
from tests.ui.console.offices import NOW, REVIEW, SCHOOL, TODAY, Came, certified, member, on_the_day, person_id, take
from tests.ui.console.scenes import STAFF
from tests.ui.console.test_first_pages import settle, window_on
from tests.ui.contexts import press, words_on


def people(context: ConsoleContext) -> int:
    return context.register.people.count(PeopleAsked(schools=(SCHOOL,)), TODAY)


def test_a_staff_list_is_shown_first_and_recorded_only_when_confirmed(
    qtbot: QtBot, theme: Theme, empty: ConsoleContext, tmp_path: Path
) -> None:
    file = tmp_path / "staff.csv"
    file.write_text(STAFF, encoding="utf-8")
    window = window_on(qtbot, theme, empty, ConsolePlace(id=PlaceId.STAFF_IMPORT))
    page = window.page
    page.open_file(file)
    settle(qtbot)
    assert [each.fault for each in page.changes.held_back.rows] == [RowFault.NOT_A_DATE]
    assert len(page.changes.changes.rows) == 3
    assert people(empty) == 0
    page.confirm.click()
    settle(qtbot)
    assert people(empty) == 3
    assert window.place == ConsolePlace(id=PlaceId.PEOPLE)
    window.show_place(ConsolePlace(id=PlaceId.STAFF_IMPORT))
    page.open_file(file)
    settle(qtbot)
    assert page.changes.changes.rows == []
    assert not page.confirm.isVisible()


def test_what_a_list_leaves_open_is_asked_its_columns_its_sheet_and_once_numbers_with_other_zeros(
    qtbot: QtBot, theme: Theme, empty: ConsoleContext, tmp_path: Path
) -> None:
    file = tmp_path / "staff.csv"
    file.write_text("Ref,Who\nA1,Sam Lee\nA2,Priya Nair\n", encoding="utf-8")
    window = window_on(qtbot, theme, empty, ConsolePlace(id=PlaceId.STAFF_IMPORT))
    page = window.page
    page.open_file(file)
    settle(qtbot)
    assert not page.changes.isVisible()
    for field, column in ((StaffField.NUMBER, "0"), (StaffField.FULL_NAME, "1")):
        page.columns.chooser(field).choose(column)
        page.columns.chooser(field).chosen.emit()
        settle(qtbot)
    assert {change.after.name for change in page.changes.changes.rows} == {"Sam Lee", "Priya Nair"}
    page.open_file(two_sheets(tmp_path))
    settle(qtbot)
    assert "Several sheets of this workbook look like a staff list: Staff, Leavers" in words_on(window)
    assert not page.changes.isVisible()
    page.columns._sheet.choose("Leavers")
    page.columns._sheet.chosen.emit()
    settle(qtbot)
    assert [change.after.last_name for change in page.changes.changes.rows] == ["Ray"]
    empty.register.record(*(PersonEntered(person=person_id(at), member=member(at)) for at in range(3)))
    held = [member(at) for at in range(3)]
    lines = [f"00{each.number},{each.first_name},{each.last_name}" for each in held]
    file.write_text("\n".join(["Number,First name,Last name", *lines]), encoding="utf-8")
    page.open_file(file)
    settle(qtbot)
    assert page.alike.isVisible()
    assert not page.confirm.isVisible()
    assert not page.changes.isVisible()
    page.alike.same.click()
    settle(qtbot)
    assert not page.alike.isVisible()
    assert ChangeKind.JOINED not in {change.kind for change in page.changes.changes.rows}


def two_sheets(folder: Path) -> Path:
    book = Workbook()
    for title, name in (("Staff", "Ng"), ("Leavers", "Ray")):
        sheet = book.active if title == "Staff" else book.create_sheet()
        sheet.title = title
        for row in (["Staff Number", "First Name", "Last Name"], ["1", "Ada", name]):
            sheet.append(row)
    book.save(folder / "staff.xlsx")
    return folder / "staff.xlsx"


def test_a_campaign_asks_everyone_at_once(qtbot: QtBot, theme: Theme, empty: ConsoleContext) -> None:
    empty.register.record(*(PersonEntered(person=person_id(at), member=member(at)) for at in range(6)))
    window = window_on(qtbot, theme, empty, ConsolePlace(id=PlaceId.CAMPAIGNS))
    press(qtbot, window, "Begin a campaign")
    form = window.page.form
    press(qtbot, window, "Begin it")
    assert "title" in form.notice.message
    form.title.line.setText("Annual review 2027")
    press(qtbot, window, "Begin it")
    settle(qtbot)
    [campaign] = empty.register.campaigns()
    assert empty.register.overview(campaign.id, TODAY).open == 6
    assert "6 missing" in words_on(window)


def test_someone_is_excused_with_a_reason_until_a_day_and_then_asked_again(
    qtbot: QtBot, theme: Theme, busy: ConsoleContext
) -> None:
    window = window_on(qtbot, theme, busy, ConsolePlace(id=PlaceId.PERSON, of=person_id(7)))
    assert "Missing" in words_on(window), "as the home page calls it"
    press(qtbot, window, "Excuse")
    page, form = window.page, window.page.excusal
    window.resize(1240, 600)
    assert window.place == ConsolePlace(id=PlaceId.PERSON, of=person_id(7)), "one stays with the person"
    assert f"Excuse from {REVIEW.title}" in words_on(window)
    assert window.focusWidget() is form.reason
    assert not form.excuse.isEnabled()
    form.reason.setPlainText("Parental leave")
    form.until.check.setChecked(True)
    assert form.until.value == date(2026, 12, 31), "the end of the term, as the campaign has none"
    press(qtbot, form, "Until 31 August 2027")
    assert form.until.value == date(2027, 8, 31)
    form.until.show_day(TODAY - timedelta(days=1))
    form.excuse.click()
    settle(qtbot)
    assert "19 November 2026 has passed, so nobody would be excused." in page.notice.message
    form.until.show_day(TODAY + timedelta(days=3))
    with busy.register.session():
        form.excuse.click()
        qtbot.waitUntil(is_busy)  # while a colleague writes, the window waits aside
    settle(qtbot)
    assert page.notice.message.endswith("is excused until 23 November 2026.")
    assert window.focusWidget() is page.heading, "what was pressed is gone, and the note below is not what comes next"
    assert window._sheets[PlaceId.PERSON][1].verticalScrollBar().value() == 0, "so that what was done is in view"
    asked = PeopleAsked(schools=(SCHOOL,), campaign=REVIEW.id, search="T-1007")
    for days, state in ((3, CampaignState.EXCUSED), (4, CampaignState.OPEN)):
        [found] = busy.register.people.listed(asked, TODAY + timedelta(days=days), 0, 5)
        assert found.state is state
    assert "Excused" in words_on(window)
    assert "until 23 November 2026" in words_on(page._first.itemAt(0).widget()), "when it ends, and no due date"
    assert not form.isVisible()
    assert not [each for each in page.findChildren(QPushButton) if each.text() == "Excuse"]
    window.show_place(ConsolePlace(id=PlaceId.CAMPAIGN, of=REVIEW.id))
    settle(qtbot)
    stranger = busy.register.people.one(person_id(8)).member
    assert stranger.name in window.page._why_none(stranger.name), "they are on the list"
    assert "Nobody found can be excused" in window.page._why_none("T-10"), "who of them is meant is not known"
    assert window.page._why_none("nobody of that name") == ""
    window.page.picker.picked.emit(busy.register.people.one(person_id(8)))
    window.page.excusal.reason.setPlainText("Long leave")
    press(qtbot, window, "Excuse them")
    settle(qtbot)
    assert window.page.notice.message == f"{member(8).name} is excused."
    assert busy.register.overview(REVIEW.id, TODAY).excused == 2


def test_on_a_campaigns_page_one_act_stands_out_and_none_that_was_just_done(
    qtbot: QtBot, theme: Theme, busy: ConsoleContext
) -> None:
    window = window_on(qtbot, theme, busy, ConsolePlace(id=PlaceId.CAMPAIGN, of=REVIEW.id))
    page = window.page
    assert (page.ask.property("kind"), page.remind.isVisible()) == ("accent", False)
    sent = Dispatch(kind=SendKind.ASK, way=SendWay.LETTER).text()
    busy.register.record(*(Exported(what=sent, rows=1, person=person_id(at)) for at in range(39)))
    page.refresh()
    settle(qtbot)
    assert (page.ask.property("kind"), page.remind.property("kind")) == ("accent", "plain")
    busy.register.record(Exported(what=sent, rows=1, person=person_id(39)))
    page.refresh()
    settle(qtbot)
    assert (page.ask.isVisible(), page.remind.property("kind")) == (False, "plain"), "everyone has it since today"
    tomorrow = evolve(busy, now=lambda: NOW + timedelta(days=1))
    later = window_on(qtbot, theme, tomorrow, ConsolePlace(id=PlaceId.CAMPAIGN, of=REVIEW.id))
    assert later.page.remind.property("kind") == "accent", "it is due in a week"
    later.show_place(ConsolePlace(id=PlaceId.CAMPAIGN, of="another"))
    settle(qtbot)
    assert "This campaign is not in the register, or no longer is." in words_on(later)
    assert "Remind" not in words_on(later)


def test_who_has_answered_can_not_be_excused_and_the_whole_school_names_nobody_and_leaves_in_three_forms(
    qtbot: QtBot, theme: Theme, filled: tuple[ConsoleContext, str], tmp_path: Path
) -> None:
    context, _ = filled
    window = window_on(qtbot, theme, context, ConsolePlace(id=PlaceId.CAMPAIGN, of=REVIEW.id))
    assert len(window.page._search("T-10", 31)) == 31, "of 40, 9 are done, and take no place among the others"
    window.show_place(ConsolePlace(id=PlaceId.PICTURE))
    settle(qtbot)
    page = window.page
    for ending in ("pdf", "csv", "xlsx"):
        page.save(tmp_path / f"picture.{ending}")
        settle(qtbot)
    assert check_paper((tmp_path / "picture.pdf").read_bytes()) == ()
    text = text_of((tmp_path / "picture.pdf").read_bytes())
    assert "What training would help" in text
    for told in (words_on(page), text, (tmp_path / "picture.csv").read_text("utf-8-sig")):
        assert "People they are connected with" in told, "of staff, to whoever reads about them"
        assert "you are connected" not in told
    for at in range(40):
        assert member(at).last_name not in text.replace("Smith", "")
    assert load_workbook(tmp_path / "picture.xlsx").active.max_row > 10
    kinds = [type(record.event) for record in context.register.register.records(SCHOOL, last=3)]
    assert kinds == [Exported] * 3


def test_the_inspection_report_is_a_dated_document_in_numbers(
    qtbot: QtBot, theme: Theme, filled: tuple[ConsoleContext, str], tmp_path: Path
) -> None:
    context, _ = filled
    for days_ago, policies in ((40, ("baseline",)), (10, ("bradley-primary-2023",)), (9, ("bradley-primary-2023",))):
        with on_the_day(context.register.register, days_ago):
            signed = ProfileSigned(profile=1, document="0" * 64, fingerprint="0" * 64, policies=policies)
            context.register.record(signed)
    window = window_on(qtbot, theme, context, ConsolePlace(id=PlaceId.INSPECTION))
    press(qtbot, window, "Make the document")
    settle(qtbot)
    window.page.save(tmp_path / "report.pdf")
    settle(qtbot)
    pdf = (tmp_path / "report.pdf").read_bytes()
    assert check_paper(pdf) == ()
    text = text_of(pdf)
    assert "20 November 2026" in text
    assert "is still there, unchanged" in " ".join(text.split())
    assert text.index("What is open") < text.index("Technical details") < text.index("privacy-wizard verify FILE")
    assert "of them overdue" in " ".join(text.split()), "among those that are missing"
    assert "The policy was changed on 10 November 2026." in text
    assert "From 11 October 2026: Privacy Wizard · Baseline · 2026" in text
    assert not any(member(at).email in text for at in range(40))
    assert "on paper" not in text, "rows of nought say nothing"
    assert text.count("What the accepted ones say") == 1, "the table is not broken"


def test_too_few_give_no_picture_and_the_report_of_one_group_counts_as_its_lists_do(
    qtbot: QtBot, theme: Theme, busy: ConsoleContext
) -> None:
    window = window_on(qtbot, theme, busy, ConsolePlace(id=PlaceId.PICTURE))
    assert "Too few for a picture" in words_on(window)
    window.show_place(ConsolePlace(id=PlaceId.INSPECTION))
    settle(qtbot)
    group = window.page.group.first()
    window.page.group.choose(group)
    press(qtbot, window, "Make the document")
    settle(qtbot)
    there = busy.register.people.count(PeopleAsked(schools=(SCHOOL,), group=group), TODAY)
    text = " ".join(text_of(window.page._pdf).split())
    assert f"{there} people of this group work here now." in text
    assert f"as the staff list has it today: {group}." in text
    apart, whole = [
        read_inspection(busy.register, at=NOW, policies={}, card=None, known=(), group=each) for each in (group, "")
    ]
    assert 0 < apart.people < whole.people
    everyone = dict(whole.campaigns)
    assert REVIEW in dict(apart.campaigns)
    assert all(0 < counted.asked < everyone[campaign].asked for campaign, counted in apart.campaigns)
    members = {row.person for row in busy.register.people.listed(PeopleAsked(group=group), TODAY, 0, 1000)}
    assert {each.person for each in apart.accepted} < members


def test_the_inspection_report_counts_keys_not_attestations_and_no_certificate_that_was_revoked(
    busy: ConsoleContext,
) -> None:
    for at, signed in enumerate((0, 0, 1, 2)):
        came = Came(person=person_id(signed), standing=AttestationStanding.ACCEPTED)
        take(busy.register, f"attestation {at}".encode(), came, fingerprint=f"{signed:064x}")
    for of in (0, 1):
        dates = {"starts": NOW, "ends": NOW + timedelta(days=700)}
        issued = Certified(person=person_id(of), serial=f"{of}", fingerprint=f"{of:064x}", **dates)
        busy.register.record(issued)
    busy.register.record(KeyConfirmed(person=person_id(0), fingerprint=f"{0:064x}"))
    busy.register.record(Revoked(person=person_id(1), serial="1", starts=NOW, reason="lost"))
    found = read_inspection(busy.register, at=NOW, policies={}, card=None, known=())
    assert len(found.accepted) == 4
    assert (found.keys.signed, found.keys.compared, found.keys.certified) == (3, 1, 1)


def test_what_is_open_is_counted_by_area_and_areas_of_few_people_are_put_together(busy: ConsoleContext) -> None:
    def left(who: int, area: Area, day: int) -> OpenAction:
        person = busy.register.people.one(person_id(who))
        return OpenAction(person=person, attestation="", text="It is so.", due=date(2026, 11, day), area=area)

    found = read_inspection(busy.register, at=NOW, policies={}, card=None, known=())
    open_ = [left(who, Area.CONNECTIONS, 19 + who) for who in range(6)]
    open_ += [left(0, Area.SECURITY, 25), left(1, Area.TAGGING, 30)]
    report = inspection_document(evolve(found, still_open=open_), Letterhead(school="Bradley"))
    [table] = [part for part in report.sections[1].parts if isinstance(part, ReportTable)]
    assert table.rows == (
        ("People they are connected with", "6", "6", "1", "20\u00a0November\u00a02026", "24\u00a0November\u00a02026"),
        ("Other areas", "2", "2", "0", "25\u00a0November\u00a02026", "30\u00a0November\u00a02026"),
    )


def test_the_check_holds_and_finds_what_was_changed(
    qtbot: QtBot, theme: Theme, busy: ConsoleContext, register_url: str
) -> None:
    window = window_on(qtbot, theme, busy, ConsolePlace(id=PlaceId.CHECK))
    press(qtbot, window, "Check now")
    settle(qtbot)
    assert "The record is whole." in words_on(window)
    without_guards(register_url)
    raw(register_url, "UPDATE content SET body = replace(body, 'T-1003', 'T-9999')", "SELECT 1")
    press(qtbot, window, "Check now")
    settle(qtbot)
    assert "The record is not whole" in words_on(window)
    assert "The content of entry" in words_on(window)


def test_what_is_kept_long_enough_is_shown_first_and_deleted_and_one_person_leaves_as_a_zip_and_goes_on_request(
    qtbot: QtBot, theme: Theme, busy: ConsoleContext, tmp_path: Path
) -> None:
    gone = evolve(member(5), last_day=TODAY - timedelta(days=366 * 7))
    busy.register.record(PersonEntered(person=person_id(5), member=gone))
    window = window_on(qtbot, theme, busy, ConsolePlace(id=PlaceId.KEEPING))
    assert len(window.page.model.rows) == 1
    press(qtbot, window, "Delete 1 thing")
    press(qtbot, window, "Delete for good")
    settle(qtbot)
    assert busy.register.people.one(person_id(5)) is None
    [last] = busy.register.register.records(SCHOOL, last=1)
    assert isinstance(last.event, Erased)
    assert busy.register.check().holds

    page = window.page
    qtbot.keyClicks(page.picker.line, "T-1009")
    qtbot.keyClick(page.picker.line, Qt.Key.Key_Return)
    page.export_person(tmp_path / "person.zip")
    settle(qtbot)
    with ZipFile(tmp_path / "person.zip") as archive:
        assert "index.html" in archive.namelist()
    page.reason.setPlainText("asked for it, granted")
    page.erase.click()
    assert "T-1009" in page._sure_of_person.accessibleName(), "of two with one name, which"
    qtbot.keyClicks(page.picker.line, " and")
    usable = (page.export.isEnabled(), page.erase.isEnabled(), page._sure_of_person.isVisible())
    assert usable == (False, False, False), "what stands there names nobody, so nobody is deleted"
    page.picker.line.clear()
    qtbot.keyClicks(page.picker.line, "T-1009")
    qtbot.keyClick(page.picker.line, Qt.Key.Key_Return)
    page.erase.click()
    page._sure_of_person.yes.click()
    settle(qtbot)
    assert busy.register.people.one(person_id(9)) is None


def test_everything_is_backed_up_into_one_file_and_the_reminder_goes(
    qtbot: QtBot, theme: Theme, busy: ConsoleContext, tmp_path: Path
) -> None:
    window = window_on(qtbot, theme, busy, ConsolePlace(id=PlaceId.KEEPING))
    card = window.page.backup
    card.save.click()
    assert "Choose a passphrase" in window.page.notice.message
    press(qtbot, card, "Make one up for me")
    secret = card.passphrase.text
    card.save.click()
    assert window.page.notice.message == "Write the words down, and tick that you have."
    QApplication.processEvents()
    meter, line = card.passphrase.first._strength._meter, card.passphrase.first.line
    level = (each.mapTo(card, each.rect().center()).y() for each in (meter, line))
    assert abs(next(level) - next(level)) <= 1, "the bars stand beside the middle of the line"
    press(qtbot, card, "I have written it down")
    card.save.click()
    dialog = card.findChild(QFileDialog)
    assert [Path(each).name for each in dialog.selectedFiles()] == [f"Privacy Wizard backup {TODAY.isoformat()}.age"]
    dialog.reject()
    card.write(tmp_path / "office.age")
    settle(qtbot)
    assert "Everything is in “office.age”" in window.page.notice.message
    assert f"It is in {tmp_path}, and opens only with the passphrase" in window.page.notice.message
    assert (card.passphrase.text, card.kept.isVisible()) == ("", False), "it is on paper already"
    opened = open_backup(tmp_path / "office.age", secret)
    assert opened.register is not None
    assert opened.register.rows == busy.register.register.copy().rows
    assert not is_due(busy.home, busy.today)

    # What is to be written down is what opens it, whatever the field holds by then.
    press(qtbot, card, "Make one up for me")
    assert card.passphrase.first._strength.word == "Strong"
    secret = "kettle orbit maple fourteen"
    press(qtbot, card, "Choose one myself")
    for field in (card.passphrase.first, card.passphrase.again):
        field.line.setText(secret)
    card.write(tmp_path / "again.age")
    held = (card.passphrase.first.line, card.passphrase.again.line, card.passphrase.suggest)
    assert not any(each.isEnabled() for each in held), "it is not changed while the file is written"
    card.passphrase.first.line.setText("another one altogether")
    settle(qtbot)
    assert all(each.isEnabled() for each in held)
    assert card.passphrase.text == secret
    press(qtbot, card.kept, "Copy it")
    assert open_backup(tmp_path / "again.age", QApplication.clipboard().text()).register is not None
    press(qtbot, card.kept, "I have written it down")
    assert (card.passphrase.text, card.kept.isVisible(), QApplication.clipboard().text()) == ("", False, "")


def test_two_of_the_same_name_are_told_apart_by_their_job_wherever_one_of_them_is_chosen(
    qtbot: QtBot, theme: Theme, busy: ConsoleContext
) -> None:
    context, twin = certified(busy), evolve(member(3), number="T-9000", role="Caretaker")
    for person, entered in (
        ("twin", evolve(twin, last_day=date(2009, 7, 31))),
        ("cook", StaffMember(number="T-9001", first_name="Helen", last_name="Ward", role="Cook")),
    ):
        context.register.record(PersonEntered(person=person, member=entered))
    rejected = Came(person=person_id(3), standing=AttestationStanding.REJECTED)
    take(context.register, b"a file", rejected)
    take(context.register, b"another", evolve(rejected, person=person_id(5)))

    window = window_on(qtbot, theme, context, ConsolePlace(id=PlaceId.HAND_IN))
    assert set(column(window.page.model, "Person")) == {
        f"{twin.listed_name} ({member(3).role})",
        member(5).listed_name,
    }
    window.show_place(ConsolePlace(id=PlaceId.CERTIFICATES))
    settle(qtbot)
    assert column(window.page.model, "Person") == ["Helen Ward (HR-1)"], "whose job nobody entered"
    window.show_place(ConsolePlace(id=PlaceId.KEEPING))
    settle(qtbot)
    assert column(window.page.model, "Whose") == [f"{twin.name} (Caretaker)"]
    window.show_place(send_place(SendKind.REMIND, REVIEW.id))
    settle(qtbot)
    lines = [window.page.people.item(at).text() for at in range(window.page.people.count())]
    assert any(line.startswith(f"{twin.name} ({member(3).role})") for line in lines)
    assert any(line.startswith(f"{member(5).name}  ·") for line in lines)


def column(model: RowsModel, heading: str) -> list[str]:
    """What a table shows in one of its columns."""
    [found] = [each for each in model.columns if each.heading == heading]
    return [found.text(row) for row in model.rows]


def test_a_month_after_it_was_begun_and_a_month_after_each_back_up_the_home_page_reminds_of_one(
    qtbot: QtBot, theme: Theme, busy: ConsoleContext, tmp_path: Path
) -> None:
    assert not list(busy.register.attestations.listed()), "nothing was handed in"
    page = window_on(qtbot, theme, busy, ConsolePlace(id=PlaceId.OVERVIEW)).page

    def reminds(days: int) -> bool:
        page.context = evolve(busy, now=lambda: NOW + timedelta(days=days))
        page.refresh()
        settle(qtbot)
        return "There has been no backup of everything in the last month." in words_on(page)

    assert [reminds(days) for days in (0, 29, 30)] == [False, False, True]
    made = NOW + timedelta(days=30)
    back_up(busy.register.register, busy.home, tmp_path / "office.age", "lantern river oak meadow", made)
    assert [reminds(days) for days in (30, 59, 60)] == [False, False, True]


def test_the_home_page_asks_for_a_copy_of_ones_own_key_while_there_is_none_of_it_as_it_is(
    qtbot: QtBot, theme: Theme, busy: ConsoleContext, tmp_path: Path
) -> None:
    secret, asked = "lantern river oak meadow", "Your own key is on this computer only."
    key_store = KeyStore(busy.key_file, busy.now)
    key_store.keep(busy.key, secret)
    window = window_on(qtbot, theme, busy, ConsolePlace(id=PlaceId.OVERVIEW))

    def asks() -> bool:
        window.show_place(ConsolePlace(id=PlaceId.OVERVIEW))
        settle(qtbot)
        return asked in words_on(window)

    assert asks()
    press(qtbot, window, "Keep a copy")
    window.page.key.copy.save(tmp_path / "copy.p12")
    assert "The copy is" in words_on(window.page.key)
    assert load_key(tmp_path / "copy.p12", secret).certificate == busy.key.certificate
    assert not asks()
    key_store.keep(busy.key, "another passphrase")
    assert asks(), "the copy does not open with today's passphrase"
    back_up(busy.register.register, busy.home, tmp_path / "office.age", secret, busy.now())
    assert not asks(), "it is in the backup of everything"


@pytest.mark.parametrize("day", [date(2024, 2, 29), date(2026, 12, 31)])
def test_weeks_begin_on_mondays(day: date) -> None:
    from privacy_wizard.ui.console.home.home_facts import since

    assert since(day, 4).weekday() == 0
    assert (day - since(day, 4)).days // 7 == 3


def test_after_an_act_far_down_a_page_no_heading_is_cut(qtbot: QtBot, theme: Theme, busy: ConsoleContext) -> None:
    window = ConsoleWindow(theme, busy)
    qtbot.addWidget(window)
    window.resize(1240, 600)
    window.show()
    met = 0
    for place in (
        ConsolePlace(id=PlaceId.SCHOOL),
        ConsolePlace(id=PlaceId.KEEPING),
        ConsolePlace(id=PlaceId.CAMPAIGN, of=REVIEW.id),
        ConsolePlace(id=PlaceId.PERSON, of=person_id(20)),
        send_place(SendKind.ASK, REVIEW.id),
    ):
        window.show_place(place)
        settle(qtbot)
        page, sheet = window._sheets[place.id]
        bar, top = sheet.verticalScrollBar(), page.heading.mapTo(sheet.widget(), QPoint(0, 0)).y()
        for at in (top + 3, bar.maximum()):
            bar.setValue(at)
            page.say("It is done.")
            QApplication.processEvents()
            assert bar.value() == 0, (place, "what was done is said below the heading, and both are in view")
        for card in page.findChildren(Card):
            last = card.body.itemAt(card.body.count() - 1).widget()
            if not card.isVisible() or last is None or card.height() > sheet.viewport().height():
                continue
            bar.setValue(0)
            page.bring_into_view(last)
            QApplication.processEvents()
            above = card.mapTo(sheet.viewport(), QPoint(0, 0)).y()
            assert above >= 0, (place, card.accessibleName())
            assert above + card.height() <= sheet.viewport().height(), (place, card.accessibleName())
            met += 1
    assert met >= 5
