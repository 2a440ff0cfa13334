"""Overview, people, person and attestation over a real register."""

from datetime import date
from pathlib import Path
from threading import Event

import pytest
from attrs import evolve
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QListWidget, QWidget
from pytestqt.qtbot import QtBot

from privacy_wizard.domain.certificate_events import KeyConfirmed
from privacy_wizard.domain.register_events import AttestationStanding, Decided, Noted, PersonEntered
from privacy_wizard.domain.register_views import ListOrder
from privacy_wizard.identity import fingerprint_words
from privacy_wizard.intake.not_decided import Overtaken
from privacy_wizard.intake.sentences import SENTENCES, Rule, recorded_reason
from privacy_wizard.office.campaigns import NoReason, enter_campaign
from privacy_wizard.office.staff_list import NumberTaken, PersonRefused, enter_person
from privacy_wizard.pdf.faults import Unprintable
from privacy_wizard.register.documents import digest
from privacy_wizard.register.errors import RegisterBusy
from privacy_wizard.reports.report_sheet import ReportTable, draw_report
from privacy_wizard.ui.console.attestation_results import why as hand_in_why
from privacy_wizard.ui.console.context import ConsoleContext
from privacy_wizard.ui.console.home import home_page
from privacy_wizard.ui.console.home.figures import Tile
from privacy_wizard.ui.console.intake import attestation_decision
from privacy_wizard.ui.console.page import ConsolePage, ConsolePlace, PlaceId, sentence_of
from privacy_wizard.ui.console.people import people_model
from privacy_wizard.ui.console.people.person_form import StaffEntryForm
from privacy_wizard.ui.console.who_are_you import ColleagueDecides
from privacy_wizard.ui.console.window import ConsoleWindow
from privacy_wizard.ui.kit.background import is_busy
from privacy_wizard.ui.kit.help_windows import ShortcutsWindow
from privacy_wizard.ui.kit.printing import print_pdf
from privacy_wizard.ui.kit.theme import Theme
from tests.attestation.reading import text_of
from tests.pdf_structure import check_paper
from tests.register.databases import on_both_databases
from tests.ui.console.offices import REVIEW, Came, member, person_id, take
from tests.ui.console.scenes import attestation, finger, key_of, wait
from tests.ui.contexts import button, press, words_on


def window_on(qtbot: QtBot, theme: Theme, context: ConsoleContext, place: ConsolePlace) -> ConsoleWindow:
    window = ConsoleWindow(theme, context)
    qtbot.addWidget(window)
    window.show()
    window.show_place(place)
    settle(qtbot)
    return window


def settle(_qtbot: QtBot) -> None:
    wait(lambda: not is_busy())


def test_an_empty_console_says_what_to_do_first_and_its_steps_tick_themselves_off_and_go(
    qtbot: QtBot, theme: Theme, empty: ConsoleContext
) -> None:
    window = window_on(qtbot, theme, empty, ConsolePlace(id=PlaceId.OVERVIEW))
    assert "Welcome to the office" in words_on(window)
    assert "Done" not in words_on(window)
    assert button(window, "Read in the staff list").accessibleDescription() == "A CSV, XLS, XLSX or ODS export."
    window.show_place(ConsolePlace(id=PlaceId.PEOPLE))
    settle(qtbot)
    press(qtbot, window, "Add a person")
    form = window.page.form
    press(qtbot, window, "Add them")
    settle(qtbot)
    assert window.page.notice.message.endswith("Write the staff number: it says whose an attestation is.")
    form.number.show_text("T-1")
    form.last.show_text("Lee")
    form.start.show_day(date(2026, 9, 1))
    press(qtbot, window, "Add them")
    settle(qtbot)
    assert window.page.model.rowCount() == 1
    window.show_place(ConsolePlace(id=PlaceId.OVERVIEW))
    settle(qtbot)
    assert button(window, "Read in the staff list").accessibleDescription() == "Done. A CSV, XLS, XLSX or ODS export."
    assert button(window, "Begin a campaign").accessibleDescription() == "Say who is asked, and by when."
    enter_campaign(empty.register, REVIEW, empty.today)
    window.page.refresh()
    settle(qtbot)
    assert "Welcome to the office" not in words_on(window)
    assert "Done: 0 of 1" in words_on(window)
    what_an_act_told_stays_until_the_next_begins(window.page)


def what_an_act_told_stays_until_the_next_begins(page: ConsolePage) -> None:
    pressed: list[str] = []
    page.say("2 accepted.", ["One was not."], "Look", lambda: pressed.append("Look"))
    page.explain(RegisterBusy())
    page.say("1 is in again.")
    assert page.notice.message.split("\n") == ["2 accepted.", "One was not.", str(RegisterBusy()), "1 is in again."]
    assert page.notice.mood == "bad"
    page.notice.button.click()
    assert pressed == ["Look"]
    assert page.attempt(lambda: page.say("Recorded."))
    assert (page.notice.message, page.notice.mood, page.notice.action) == ("Recorded.", "good", "")
    assert page.show_or_explain(page.refresh)
    assert page.notice.message == "Recorded."


def test_what_the_staff_list_says_of_one_person_is_changed_on_their_page_and_a_note_goes_on_record(
    qtbot: QtBot, theme: Theme, busy: ConsoleContext
) -> None:
    window = window_on(qtbot, theme, busy, ConsolePlace(id=PlaceId.PERSON, of=person_id(2)))
    press(qtbot, window, "Change what the staff list says")
    form = window.page.form
    assert not form.number.line.isEnabled()
    assert form.member == member(2)
    form.last.show_text("Byrne-Khan")
    form.role.show_text("Head of Year")
    form.last_day.show_day(date(2026, 12, 31))
    press(qtbot, window, "Excuse")
    window.page.excusal.reason.setPlainText("Long leave")
    window.show_place(ConsolePlace(id=PlaceId.PERSON, of=person_id(3)))
    settle(qtbot)
    press(qtbot, window, "Change what the staff list says")
    press(qtbot, window, "Excuse")
    assert (form.last.text, window.page.excusal.reason.toPlainText()) == (member(3).last_name, ""), "of somebody else"
    window.show_place(ConsolePlace(id=PlaceId.PERSON, of=person_id(2)))
    settle(qtbot)
    assert window.page.excusal.isVisible()
    assert window.page.excusal.reason.toPlainText() == "Long leave"
    press(qtbot, window, "Change what the staff list says")
    assert form.last.text == "Byrne-Khan", "what is half filled in is still there"
    press(qtbot, window, "Keep the changes")
    settle(qtbot)
    found = busy.register.people.one(person_id(2)).member
    changed = {"last_name": "Byrne-Khan", "role": "Head of Year", "last_day": date(2026, 12, 31)}
    assert found == evolve(member(2), former_names=(member(2).name,), **changed)
    assert f"Formerly {member(2).name}" in words_on(window)
    with pytest.raises(NumberTaken):
        enter_person(busy.register, evolve(member(2), number="t-1003"), busy.today)
    with pytest.raises(PersonRefused):
        enter_person(busy.register, evolve(member(2), number="T-9", email="nobody"), busy.today)
    a_note_goes_on_record_and_is_shown(qtbot, window, busy)


def a_note_goes_on_record_and_is_shown(qtbot: QtBot, window: ConsoleWindow, busy: ConsoleContext) -> None:
    window.show_place(ConsolePlace(id=PlaceId.PERSON, of=person_id(3)))
    settle(qtbot)
    window.page.note.setPlainText("On leave until May")
    window.show_place(ConsolePlace(id=PlaceId.PERSON, of=person_id(4)))
    settle(qtbot)
    assert (window.page.note.toPlainText(), window.page.keep_note.isEnabled()) == ("", False), "it is of somebody else"
    window.show_place(ConsolePlace(id=PlaceId.PERSON, of=person_id(3)))
    settle(qtbot)
    press(qtbot, window, "Keep the note")
    settle(qtbot)
    assert "Note: On leave until May" in words_on(window)
    records = busy.register.register.records(busy.register.school, person=person_id(3))
    assert records[-1].event == Noted(person=person_id(3), text="On leave until May")


def test_the_home_page_says_that_it_is_reading_counts_everyone_once_and_shows_those_it_counts(
    qtbot: QtBot, theme: Theme, busy: ConsoleContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = Event()
    read = home_page.read_home_facts
    monkeypatch.setattr(home_page, "read_home_facts", lambda *asked: go_on.wait(20) and read(*asked))
    window = ConsoleWindow(theme, busy)
    qtbot.addWidget(window)
    window.show()
    window.show_place(ConsolePlace(id=PlaceId.OVERVIEW))
    wait(window.page.busy.isVisible)
    assert "Reading the register …" in words_on(window)
    go_on.set()
    settle(qtbot)
    assert "Reading the register …" not in words_on(window)
    assert "Done: 0 of 40" in words_on(window)
    names = [tile.accessibleName() for tile in window.page.findChildren(Tile)]
    assert names == ["Done: 0", "Handed in: 0", "Missing: 40", "Problem: 0", "Excused: 0"]
    page = window.page
    shown = page._campaign.sizeHint().width() + 8 + page.ask.sizeHint().width()
    assert page.ask.parentWidget().layout().sizeHint().width() == shown, "what is hidden leaves no gap"
    press(qtbot, window, "Missing: 40")
    assert window.page.people.model.rowCount() == 40
    press(qtbot, window, "Done: 0")
    assert window.page.people.model.rowCount() == 0
    press(qtbot, window, "Done: 0")
    assert window.page.people.model.rowCount() == 40
    assert not page.people.show_all.isVisible()
    press(qtbot, window, "Done: 0")
    place = page.heading.mapTo(window, QPoint())
    window.show_place(ConsolePlace(id=PlaceId.PEOPLE))
    window.go_back()
    window.show_place(ConsolePlace(id=PlaceId.PEOPLE))
    window.show_place(ConsolePlace(id=PlaceId.OVERVIEW))
    settle(qtbot)
    assert window.back.isVisible()
    assert page.heading.mapTo(window, QPoint()) == place, "the way back moves nothing"
    assert "Showing 0 of 40." in words_on(window), "a filter that still stands is said"
    press(qtbot, window, "Show all")
    assert page.people.model.rowCount() == 40
    wait(window.isActiveWindow)
    qtbot.keyClick(window, Qt.Key.Key_F1)
    [keys] = window.findChildren(ShortcutsWindow)
    assert "Ctrl+F" in words_on(keys)
    keys.accept()


def test_without_a_campaign_the_home_page_shows_all_the_same_who_of_the_staff_list_is_missing(
    qtbot: QtBot, theme: Theme, empty: ConsoleContext
) -> None:
    staff = [PersonEntered(person=person_id(at), member=member(at)) for at in range(5)]
    gone = PersonEntered(person=person_id(5), member=evolve(member(5), last_day=date(2026, 7, 31)))
    empty.register.record(*staff, gone)
    somebodys = [each for each in AttestationStanding if each is not AttestationStanding.NOT_OURS]
    for at, standing in enumerate(somebodys):
        came = Came(person=person_id(at), standing=standing, campaign=None)
        take(empty.register, b"%%PDF-1.7 %d" % at, came)
    window = window_on(qtbot, theme, empty, ConsolePlace(id=PlaceId.OVERVIEW))
    names = [tile.accessibleName() for tile in window.page.findChildren(Tile)]
    assert names == ["Done: 1", "Handed in: 1", "Missing: 1", "Problem: 2", "Excused: 0"]
    press(qtbot, window, "Missing: 1")
    assert [each.person.person for each in window.page.people.model.rows] == [person_id(4)], "leavers are not"
    assert not window.page.ask.isVisible()
    assert not window.page.remind.isVisible(), "nothing asks them yet"


def test_people_are_found_as_one_types_with_and_without_accents_sorted_and_opened(
    qtbot: QtBot, theme: Theme, busy: ConsoleContext
) -> None:
    window = window_on(qtbot, theme, busy, ConsolePlace(id=PlaceId.PEOPLE))
    assert window.page.model.rowCount() == 40
    search = window.page.search
    hint = search.fontMetrics().horizontalAdvance(search.placeholderText())
    assert search.width() - hint >= 60, "the hint is not cut off: it stands between an icon and some air"
    search.setText("zoe")
    wait(lambda: window.page.model.rowCount() < 40)
    found = {window.page.model.person_at(at).member.first_name for at in range(window.page.model.rowCount())}
    assert found == {"Zoë"}
    assert "Double-click a row to open it, or choose it and press Return." in words_on(window)
    first = window.page.model.person_at(0)
    window.page.table.selectRow(0)
    qtbot.keyClick(window.page.table, Qt.Key.Key_Return)
    settle(qtbot)
    assert window.place == ConsolePlace(id=PlaceId.PERSON, of=first.person), "as the hint says"
    assert "To hand in an attestation by" in words_on(window)
    window.go_back()
    assert window.place == ConsolePlace(id=PlaceId.PEOPLE)
    settle(qtbot)
    window.page.search.setText("nobody is called so")
    wait(lambda: window.page.model.rowCount() == 0)
    press(qtbot, window, "Show everyone")
    settle(qtbot)
    assert window.page.model.rowCount() == 40
    page = window.page
    page._on_head(1)
    settle(qtbot)
    first = page.model.person_at(0).member.number
    page._on_head(1)
    settle(qtbot)
    assert first == "T-1000"
    assert page.model.person_at(0).member.number == "T-1039"
    a_list_on_paper_holds_the_people_it_shows_and_what_ties_it_to_the_record(qtbot, window)


def a_list_on_paper_holds_the_people_it_shows_and_what_ties_it_to_the_record(
    qtbot: QtBot, window: ConsoleWindow
) -> None:
    window.show_place(ConsolePlace(id=PlaceId.PEOPLE, of=REVIEW.id, filter="overdue"))
    settle(qtbot)
    report = window.page._export.paper()
    pdf = draw_report(report, window.context.now())
    assert check_paper(pdf) == ()
    text = text_of(pdf)
    [table] = [part for part in report.sections[0].parts if isinstance(part, ReportTable)]
    assert len(table.rows) == 8
    assert all(row[1] in text for row in table.rows)
    assert "Last signed entry of the register" in text


@on_both_databases
def test_people_are_told_apart_their_list_leaves_and_a_register_that_cannot_be_read_leaves_the_window_with_a_sentence(
    qtbot: QtBot, theme: Theme, busy: ConsoleContext, tmp_path: Path
) -> None:
    fionn = evolve(member(3), first_name="Fionn", last_name="O’Connor")
    busy.register.record(PersonEntered(person=person_id(3), member=fionn))
    for at, job in ((5, "Caretaker"), (6, "Governor")):
        smith = evolve(member(at), first_name="John", last_name="Smith", role=job)
        busy.register.record(PersonEntered(person=person_id(at), member=smith))
    register = busy.register.register
    register.add_school("hilltop", "Hilltop School")
    with register.session("hilltop") as act:
        act.record(PersonEntered(person="h1", member=evolve(member(3), number="H-1", last_name="Aabel")))
    window = window_on(qtbot, theme, busy, ConsolePlace(id=PlaceId.PEOPLE))
    a_name_is_found_however_its_apostrophe_is_typed_and_last_name_first(qtbot, window)
    two_of_the_same_name_are_told_apart_by_their_jobs(qtbot, window)
    a_person_of_another_school_is_opened_there_and_the_page_says_so(qtbot, window)
    a_list_leaves_as_it_is_filtered_and_the_export_is_on_record(qtbot, window, tmp_path)
    with busy.register.register._engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE person RENAME TO person_elsewhere")
    for place in (PlaceId.OVERVIEW, PlaceId.PEOPLE, PlaceId.KEEPING):
        window.show_place(ConsolePlace(id=place))
        settle(qtbot)
        assert window.page.notice.property("mood") == "bad", place


def a_list_leaves_as_it_is_filtered_and_the_export_is_on_record(
    qtbot: QtBot, window: ConsoleWindow, folder: Path
) -> None:
    window.show_place(ConsolePlace(id=PlaceId.PEOPLE, of=REVIEW.id, filter="overdue"))
    settle(qtbot)
    register = window.context.register
    for ending in ("csv", "xlsx"):
        path, before = folder / f"list.{ending}", register.head().number
        window.page._export.save(path)
        settle(qtbot)
        assert path.stat().st_size > 100
        [last] = register.register.records(register.school, last=1)
        assert (last.event.what, last.event.rows) == ("list of people", 8)
        assert register.head().number > before
    assert "Last signed entry of the register" in (folder / "list.csv").read_text("utf-8-sig")


def a_name_is_found_however_its_apostrophe_is_typed_and_last_name_first(qtbot: QtBot, window: ConsoleWindow) -> None:
    ways = ("o'connor", "O’Connor", "O'Connor, Fi", "o’connor fionn")
    for typed in ways:
        window.page.search.setText(typed)
        wait(lambda: window.page.model.rowCount() == 1)
        window.page.search.clear()
        wait(lambda: window.page.model.rowCount() == 40)
    window.show_place(ConsolePlace(id=PlaceId.OVERVIEW))
    settle(qtbot)
    for typed in ways:
        window.page.people.search.setText(typed)
        assert [row.person.member.name for row in window.page.people.model.rows] == ["Fionn O’Connor"], typed
        window.page.people.search.clear()
        assert len(window.page.people.model.rows) == 40


def two_of_the_same_name_are_told_apart_by_their_jobs(qtbot: QtBot, window: ConsoleWindow) -> None:
    people = window.page.people
    people.search.setText("Smith, J")
    shown = people.model
    assert [shown.data(shown.index(at, 0)) for at in range(2)] == [
        "Smith, John (Caretaker)",
        "Smith, John (Governor)",
    ]
    window.show_place(ConsolePlace(id=PlaceId.CAMPAIGN, of=REVIEW.id))
    settle(qtbot)
    picker = window.page.picker
    picker.line.setText("Smith, J")
    picker._list()
    found = [picker.found.item(at).text() for at in range(picker.found.count())]
    assert found == ["John Smith · T-1005 · Caretaker", "John Smith · T-1006 · Governor"]
    assert picker.found.visualItemRect(picker.found.item(0)).height() >= 28, "rows as in every other list"
    assert picker.found.height() < 3 * picker.found.sizeHintForRow(0), "no higher than what it shows"


def a_person_of_another_school_is_opened_there_and_the_page_says_so(qtbot: QtBot, window: ConsoleWindow) -> None:
    window.show_place(ConsolePlace(id=PlaceId.PEOPLE))
    settle(qtbot)
    page = window.page
    page._list(evolve(page.asked, schools=("bradley", "hilltop")))
    wait(lambda: page.model.rowCount() == 41)
    settle(qtbot)
    row = next(at for at in range(41) if (each := page.model.person_at(at)) is not None and each.school == "hilltop")
    page._on_opened(row)
    assert window.place == ConsolePlace(id=PlaceId.PEOPLE)
    assert "is at Hilltop School" in page.notice.message


def test_pages_have_room_and_what_came_in_stands_out_before_those_who_are_to_be_asked(
    qtbot: QtBot, theme: Theme, filled: tuple[ConsoleContext, str]
) -> None:
    context, look = filled
    window = window_on(qtbot, theme, context, ConsolePlace(id=PlaceId.OVERVIEW))
    for place in (
        ConsolePlace(id=PlaceId.PEOPLE),
        ConsolePlace(id=PlaceId.PERSON, of=person_id(0)),
        ConsolePlace(id=PlaceId.ATTESTATION, of=look),
        ConsolePlace(id=PlaceId.OVERVIEW),
    ):
        window.show_place(place)
        for size in ((683, 384), (1240, 820)):
            window.resize(*size)
            settle(qtbot)
            qtbot.wait(1)
            sheet = window._sheets[place.id][1]
            assert sheet.widget().width() <= sheet.viewport().width() + 1, (place, size)
    page = window.page
    strong = [page.names.treat, page.accepting.accept, page.ask, page.remind]
    seen = [each for each in strong if each.isVisible() and each.property("kind") == "accent"]
    assert seen == [page.accepting.accept]
    page.accepting.accept_all()
    settle(qtbot)
    assert (page.accepting.may_accept, page.ask.property("kind")) == (False, "accent")


@on_both_databases
def test_a_list_by_results_is_the_same_however_far_one_scrolls(
    qtbot: QtBot, theme: Theme, filled: tuple[ConsoleContext, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(people_model, "PAGE", 8)
    context, _look = filled
    window = window_on(qtbot, theme, context, ConsolePlace(id=PlaceId.PEOPLE, of=REVIEW.id))
    model = window.page.model
    for _turn in range(2):
        window.page._on_head(model.column_of(ListOrder.SCORE))
        settle(qtbot)
        rows = context.register.people.listed(model.asked, context.today, 0, 100)
        assert len({row.attestation.counted_score for row in rows if row.attestation is not None}) > 1
        assert [model.person_at(at) for at in range(model.rowCount())] == list(rows)


def test_what_cannot_be_accepted_here_is_not_offered_as_if_it_could_and_a_rejected_file_is_never_drawn(
    qtbot: QtBot, theme: Theme, filled: tuple[ConsoleContext, str]
) -> None:
    context, known = filled
    window = window_on(qtbot, theme, context, ConsolePlace(id=PlaceId.ATTESTATION, of=digest(attestation(33))))
    assert not window.page.decision.accept.isVisible()
    assert window.page.decision.check.isVisible()
    assert "It cannot be accepted as it is" in words_on(window)
    window.page.decision.picker.picked.emit(context.register.people.one(person_id(3)))
    assert not window.page.decision.accept.isVisible(), "whose it is does not make it acceptable"
    said = [sentence for sentence in map(str, SENTENCES.values()) if sentence in words_on(window)]
    assert said
    assert [words_on(window).count(each) for each in said] == [1] * len(said), "no reason is said twice"
    window.show_place(ConsolePlace(id=PlaceId.ATTESTATION, of=known))
    settle(qtbot)
    accept = window.page.decision.accept
    assert (accept.text(), accept.property("kind")) == ("Accept without comparing words", "accent")
    assert "It cannot be accepted as it is" not in words_on(window)
    assert "Since the attestation before" in words_on(window), "what changed, beside the document"
    assert window.page.preview.page == 1
    window.show_place(ConsolePlace(id=PlaceId.HAND_IN))
    settle(qtbot)
    row = context.register.attestations.one(known)
    window.page.accepting._show([row], {row.person})
    for card in (window.page.accepting, ColleagueDecides(window.page)):
        card.show()
        assert "at their own computer" in words_on(card), "with a key of one's own, nobody sits down here instead"
        assert "officer" not in words_on(card), "nobody is one"
    [row] = context.register.attestations.listed(AttestationStanding.REJECTED)
    window.show_place(ConsolePlace(id=PlaceId.ATTESTATION, of=row.attestation))
    settle(qtbot)
    assert not window.page.preview.isVisible()
    assert "not opened here" in words_on(window)


def test_what_was_decided_is_told_and_what_another_officer_has_decided_meanwhile_stays(
    qtbot: QtBot, theme: Theme, filled: tuple[ConsoleContext, str]
) -> None:
    context, look = filled
    window = window_on(qtbot, theme, context, ConsolePlace(id=PlaceId.ATTESTATION, of=look))
    press(qtbot, window, "Accept without comparing words")
    window.page.decision.show_attestation(window.page.decision._shown)
    settle(qtbot)
    assert window.page.notice.message == "Accepted.", "though the page was made anew meanwhile"
    look = waiting(context, 21)
    window.show_place(ConsolePlace(id=PlaceId.ATTESTATION, of=look))
    settle(qtbot)
    with context.checker() as checker:
        context.deciding(checker).send_back(look, "Please sign it again.", context.now())
    press(qtbot, window, "Accept without comparing words")
    settle(qtbot)
    assert window.page.notice.message == str(Overtaken())
    assert not window.page.decision.isVisible()
    assert "Please sign it again." in words_on(window)
    assert context.register.attestations.one(look).standing is AttestationStanding.SENT_BACK
    words_that_are_not_those_of_the_key_accept_nothing_and_the_right_ones_bind_it(qtbot, window, context)


def words_that_are_not_those_of_the_key_accept_nothing_and_the_right_ones_bind_it(
    qtbot: QtBot, window: ConsoleWindow, context: ConsoleContext
) -> None:
    look = waiting(context, 22)
    window.show_place(ConsolePlace(id=PlaceId.ATTESTATION, of=look))
    settle(qtbot)
    accept = button(window, "Accept without comparing words")
    window.page.decision.words.setText("these are other words")
    accept.click()
    settle(qtbot)
    assert "not the words of the key" in window.page.notice.message
    window.page.decision.words.setText(" ".join(fingerprint_words(key_of(22).certificate)).upper())
    assert accept.isEnabled()
    accept.click()
    settle(qtbot)
    row = context.register.attestations.one(look)
    assert row is not None
    assert row.standing is AttestationStanding.ACCEPTED
    kinds = [type(record.event) for record in context.register.register.records(context.register.school, last=2)]
    assert kinds == [KeyConfirmed, Decided]


def waiting(context: ConsoleContext, at: int, *, person: bool = True) -> str:
    """One more that waits to be looked at, of somebody of the list, or as yet of nobody."""
    came = Came(person=person_id(at), standing=AttestationStanding.NEEDS_A_LOOK, reasons=(Rule.UNKNOWN_KEY,))
    return take(
        context.register,
        attestation(at),
        came if person else evolve(came, person=None, reasons=(Rule.NOBODY,)),
        fingerprint=finger(at),
    )


def test_an_attestation_of_someone_unknown_is_given_to_a_person_first_or_sent_back(
    qtbot: QtBot, theme: Theme, filled: tuple[ConsoleContext, str]
) -> None:
    context, _look = filled
    rows = context.register.attestations.listed(AttestationStanding.NEEDS_A_LOOK)
    unknown = next(row for row in rows if row.person is None)
    window = window_on(qtbot, theme, context, ConsolePlace(id=PlaceId.ATTESTATION, of=unknown.attestation))
    press(qtbot, window, "Check it again")  # its version of the policy is known by now
    settle(qtbot)
    assert "checked again." in window.page.notice.message
    assert "Say whose attestation this is." in words_on(window)
    picker = window.page.decision
    line = next(each for each in picker.findChildren(QListWidget)).parent().line
    qtbot.keyClicks(line, "T-1033")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    picker.words.setText(" ".join(fingerprint_words(key_of(33).certificate)))
    press(qtbot, window, "Accept")
    settle(qtbot)
    found = context.register.attestations.one(unknown.attestation)
    assert found is not None
    assert (found.person, found.standing) == (person_id(33), AttestationStanding.ACCEPTED)
    whose_it_is_may_be_added_to_the_staff_list_there_and_then(qtbot, window, context)
    whoever_is_added_there_and_found_to_be_its_owner_is_nobody_elses_decision(qtbot, window, context)
    sending_back_somebody_who_is_not_on_the_list_settles_the_file_and_once_is_enough(qtbot, window, context)


def whose_it_is_may_be_added_to_the_staff_list_there_and_then(
    qtbot: QtBot, window: ConsoleWindow, context: ConsoleContext
) -> None:
    unknown = waiting(context, 50, person=False)
    window.show_place(ConsolePlace(id=PlaceId.ATTESTATION, of=unknown))
    settle(qtbot)
    press(qtbot, window, "They are not on the staff list: add them")
    form = window.page.findChild(StaffEntryForm)
    assert form.last.text, "what the file says of them stands there already"
    form.number.show_text("N-1")
    press(qtbot, window, "Add them")
    settle(qtbot)
    press(qtbot, window, "Accept without comparing words")
    settle(qtbot)
    row = context.register.attestations.one(unknown)
    person = context.register.people.numbered("N-1")
    assert (row.person, row.standing) == (person.person, AttestationStanding.ACCEPTED)


def whoever_is_added_there_and_found_to_be_its_owner_is_nobody_elses_decision(
    qtbot: QtBot, window: ConsoleWindow, context: ConsoleContext
) -> None:
    unknown = waiting(context, 45, person=False)
    window.show_place(ConsolePlace(id=PlaceId.ATTESTATION, of=unknown))
    settle(qtbot)
    press(qtbot, window, "They are not on the staff list: add them")
    press(qtbot, window, "Add them")
    settle(qtbot)
    owner = context.register.people.numbered(member(45).number)
    assert context.register.attestations.one(unknown).person == owner.person, "the file names them"
    press(qtbot, window, "Accept without comparing words")
    settle(qtbot)
    assert window.page.notice.message == "Accepted."


def sending_back_somebody_who_is_not_on_the_list_settles_the_file_and_once_is_enough(
    qtbot: QtBot, window: ConsoleWindow, context: ConsoleContext
) -> None:
    unknown = waiting(context, 46, person=False)
    window.show_place(ConsolePlace(id=PlaceId.ATTESTATION, of=unknown))
    settle(qtbot)
    before, decision = context.register.head().number, window.page.decision
    decision.reason.setPlainText("Who are you?")
    back = button(window, "Send back")
    for _click in range(2):
        qtbot.mouseClick(back, Qt.MouseButton.LeftButton)
    settle(qtbot)
    row = context.register.attestations.one(unknown)
    assert (row.standing, row.person, row.decision) == (AttestationStanding.SENT_BACK, None, "Who are you?")
    assert context.register.head().number == before + 1
    assert not decision.isVisible()
    assert "no mail was drafted" in window.page.notice.message


def test_a_colleague_who_sends_a_file_back_gives_the_place_back_once_the_draft_is_seen_to(
    qtbot: QtBot, theme: Theme, filled: tuple[ConsoleContext, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attestation_decision, "open_file", lambda _draft: False)  # no mail program
    context, look = filled
    lent = evolve(context, lent_by=context.key)
    window, given_back = window_on(qtbot, theme, lent, ConsolePlace(id=PlaceId.ATTESTATION, of=look)), list[bool]()
    window.key_given_back.connect(lambda: given_back.append(True))
    window.page.decision.reason.setPlainText("Please sign it again.")
    press(qtbot, window, "Send back")
    settle(qtbot)
    [asking] = window.page.decision.findChildren(QFileDialog)
    assert not given_back, "the window would take the question where to save the draft with it"
    asking.reject()
    assert given_back == [True]
    assert window.page.notice.message.startswith("Sent back.")
    assert context.register.attestations.one(look).standing is AttestationStanding.SENT_BACK


def test_every_reason_is_shown_and_is_history_once_it_is_accepted(
    qtbot: QtBot, theme: Theme, busy: ConsoleContext
) -> None:
    context, codes = busy, (Rule.UNKNOWN_KEY, Rule.OTHER_NAME, Rule.OTHER_POLICY)
    came = Came(person=person_id(1), standing=AttestationStanding.NEEDS_A_LOOK, reasons=codes)
    look = take(context.register, b"%PDF-1.7 one", came)
    sentences = [recorded_reason(each).sentence for each in codes]
    window = window_on(qtbot, theme, context, ConsolePlace(id=PlaceId.ATTESTATION, of=look))
    told = words_on(window)
    assert "Why it needs a look" in told
    assert all(each in told for each in sentences)
    accepted = AttestationStanding.ACCEPTED
    context.register.record(
        Decided(attestation=look, person=person_id(1), campaign=REVIEW.id, standing=accepted, reason="All is well.")
    )
    window.page.refresh()
    settle(qtbot)
    told = words_on(window)
    assert "Why it needs a look" not in told
    assert "What was found when it came in" in told
    assert "Accepted by Helen Ward, without certificate." in told
    assert all(each in told for each in sentences)
    window.show_place(ConsolePlace(id=PlaceId.HAND_IN))
    settle(qtbot)
    assert "All is well." in [hand_in_why(row) for row in window.page.model.rows]


def test_paper_that_cannot_be_drawn_is_explained_before_a_printer_is_asked_for(qtbot: QtBot) -> None:
    window, told = QWidget(), list[Exception]()
    qtbot.addWidget(window)

    def make() -> bytes:
        raise Unprintable(("☃",))

    print_pdf(window, make, told.append)
    wait(lambda: bool(told))
    assert isinstance(told[0], Unprintable)
    assert QApplication.activeModalWidget() is None


def test_every_page_can_be_reached_by_its_key_and_names_itself_and_its_title_stays_where_it_is(
    qtbot: QtBot, theme: Theme, filled: tuple[ConsoleContext, str]
) -> None:
    context, _look = filled
    theme.choose(theme.looks._replace(text_percent=150))
    window = window_on(qtbot, theme, context, ConsolePlace(id=PlaceId.OVERVIEW))
    window.resize(900, 600)
    wait(window.isActiveWindow)
    titles = []
    for number, entry in enumerate(window.navigation.entries[:9], 1):
        qtbot.keyClick(window, getattr(Qt.Key, f"Key_{number}"), Qt.KeyboardModifier.ControlModifier)
        settle(qtbot)
        assert window.place == ConsolePlace(id=entry.id)
        assert window.page.heading.text()
        titles.append(window.page.heading.mapTo(window, QPoint(0, 0)))
        sheet = window._sheets[entry.id][1]
        assert sheet.widget().width() <= sheet.viewport().width() + 1, entry.id
        shown = [each for each in QApplication.topLevelWidgets() if each.isVisible()]
        assert shown == [window], "something was shown as a window of its own"
    for entry in window.navigation.entries[9:]:
        window.show_place(ConsolePlace(id=entry.id))
        settle(qtbot)
        titles.append(window.page.heading.mapTo(window, QPoint(0, 0)))
    assert len(titles) > 9
    assert set(titles) == {titles[0]}, "from page to page"


def test_only_our_own_errors_speak_to_the_reader() -> None:
    assert sentence_of(NoReason()).startswith("Nothing was recorded")
    assert "KeyError" in sentence_of(KeyError("T-1001"))
    assert "T-1001" not in sentence_of(KeyError("T-1001"))
