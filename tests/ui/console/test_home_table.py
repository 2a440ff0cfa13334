"""Everyone on the home page: columns that sort, filter and leave; accepted with action needed, and its days."""

from collections.abc import Sequence
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path

from attrs import evolve
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from privacy_wizard.attestation.reasons import Reason
from privacy_wizard.domain.certificate_events import ProtectedListMade
from privacy_wizard.domain.names import state_name
from privacy_wizard.domain.register_events import AttestationStanding, Countersigned, EventKind
from privacy_wizard.domain.register_views import PeopleAsked
from privacy_wizard.domain.vocabulary import Outcome, SendKind
from privacy_wizard.intake.sentences import SENTENCES
from privacy_wizard.office.campaigns import enter_campaign, excuse
from privacy_wizard.office.declaration_reader import stated
from privacy_wizard.office.home_table import HomeRow, Standing, home_rows
from privacy_wizard.office.next_steps import Upgrade
from privacy_wizard.office.open_actions import open_actions, to_do
from privacy_wizard.ui.console.context import ConsoleContext
from privacy_wizard.ui.console.home.people_table import PeopleTable, _columns, standing_word
from privacy_wizard.ui.console.page import ConsolePlace, PlaceId
from privacy_wizard.ui.console.upgrade_lines import upgrade_sentence
from privacy_wizard.ui.console.window import ConsoleWindow
from privacy_wizard.ui.console.words import EXCUSE_ENDED
from privacy_wizard.ui.kit.theme import Theme
from privacy_wizard.ui.kit.widgets.button import Button
from tests.ui.console.offices import NOW, REVIEW, Came, member, person_id, take
from tests.ui.console.scenes import filled_context
from tests.ui.console.test_first_pages import settle, window_on
from tests.ui.contexts import button, press, words_on

COLUMNS = ["Name", "State", "Outcome", "Score", "Countersigned", "Paper", "Why", "Since"]


def each_is_called_alike_on_every_page(context: ConsoleContext, rows: Sequence[HomeRow]) -> None:
    asked = PeopleAsked(schools=(context.register.school,), campaign="review-2026")
    states = {row.person: row.state for row in context.register.people.listed(asked, context.today, 0, 100)}
    told = [(each.standing, state_name(states[each.person.person])) for each in rows]
    shown = {Standing.MISSING, Standing.HANDED_IN, Standing.PROBLEM, Standing.DONE}
    assert {standing for standing, _word in told} >= shown
    for standing, word in told:
        assert word.split(", ")[0] == standing_word(standing)
    [column] = [each for each in _columns() if each.heading == "Why"]
    wrong = f"Privacy attestation {person_id(25)}.pdf · {SENTENCES[Reason.NOT_INTACT]}"
    assert {column.text(each) for each in rows} == {"", wrong}, "which file it is, and what to do"


def hand_in_a_changed_one(context: ConsoleContext) -> None:
    rejected, reasons = AttestationStanding.REJECTED, (Reason.NOT_INTACT,)
    came = Came(person=person_id(25), standing=rejected, reasons=reasons, score=None)
    take(context.register, b"%PDF-1.7 changed", came)


def they_are_all_that_is_shown(table: PeopleTable, acting: Sequence[HomeRow]) -> None:
    """Where those are asked for who are done with action needed; they have the colour of their tile."""
    table.show_only(Standing.DONE)
    table.results.outcome.choose(Outcome.ACTION_NEEDED)
    table.results.chosen.emit()
    assert {each.person.person for each in table.model.rows} == {each.person.person for each in acting}
    assert {table.model.columns[1].mood(each) for each in acting} == {"good"}


def accents_on(window: QWidget) -> set[str]:
    """The buttons that stand out."""
    found = (each for each in window.findChildren(Button) if each.property("kind") == "accent")
    return {each.text() for each in found if each.isVisible()}


def test_an_excuse_in_one_campaign_is_not_said_to_have_ended_when_another_is_chosen(
    qtbot: QtBot, theme: Theme, busy: ConsoleContext
) -> None:
    again = evolve(REVIEW, id="again", title="Second look", opens=busy.today, due=busy.today + timedelta(days=14))
    enter_campaign(busy.register, again, busy.today)
    excuse(busy.register, again.id, member(3).number, "Long leave", busy.today)
    take(busy.register, b"%PDF-1.7", Came(person=person_id(3), standing=AttestationStanding.ACCEPTED))
    page = window_on(qtbot, theme, busy, ConsolePlace(id=PlaceId.OVERVIEW)).page
    for campaign, standing in ((again, Standing.EXCUSED), (REVIEW, Standing.DONE), (again, Standing.EXCUSED)):
        page._campaign.choose(campaign.id)
        page._campaign.chosen.emit()
        settle(qtbot)
        [row] = [each for each in page.people.model.rows if each.person.person == person_id(3)]
        assert (row.standing, page.notice.message) == (standing, "")
    came = Came(person=person_id(3), standing=AttestationStanding.NEEDS_A_LOOK, campaign=again.id)
    take(busy.register, b"%PDF-1.7 again", came)
    page.refresh()
    settle(qtbot)
    assert page.notice.message == f"{member(3).name}: {EXCUSE_ENDED}"


def test_everyone_is_sorted_filtered_and_saved_and_what_is_still_to_be_done_is_a_list_of_its_own(
    qtbot: QtBot, theme: Theme, tmp_path: Path
) -> None:
    (tmp_path / "home").mkdir()
    context, _look = filled_context(tmp_path / "home")
    rows = context.register.attestations.accepted("review-2026")
    context.register.record(
        Countersigned(attestation=rows[0].attestation, person=rows[0].person, document=rows[0].attestation)
    )
    hand_in_a_changed_one(context)
    window = window_on(qtbot, theme, context, ConsolePlace(id=PlaceId.OVERVIEW))
    assert upgrade_sentence(Upgrade.AUTHORITY) in words_on(window), "so many keys that nobody compared"
    table, shown = window.page.people, window.page.people.model
    assert [column.heading for column in shown.columns] == COLUMNS

    each_is_called_alike_on_every_page(context, shown.rows)

    shown.sort(COLUMNS.index("Score"), Qt.SortOrder.DescendingOrder)
    scores = [each.attestation.counted_score for each in shown.rows if each.outcome is not None]
    assert len(scores) > 5
    assert scores == sorted(scores, reverse=True)
    assert shown.rows[-1].outcome is None, "what is empty stands last"
    assert accents_on(window) == {"Accept 1"}, "what waits comes first"
    shown.sort(COLUMNS.index("State"))
    assert shown.rows[0].standing is Standing.MISSING
    shown.sort(COLUMNS.index("Name"))
    names = [each.person.member.listed_name for each in shown.rows]
    assert names == [
        each.person.member.listed_name for each in sorted(shown.rows, key=lambda each: each.person.member.sort_key)
    ]
    assert any("Łukasz" in name for name in names)

    acting = [each for each in shown.rows if each.outcome is Outcome.ACTION_NEEDED and each.standing is Standing.DONE]
    assert acting
    assert all(each.attestation.score <= 69 for each in acting), "a score goes with its outcome"
    they_are_all_that_is_shown(table, acting)
    assert f"{len(acting)} with something left to do" in button(window, "Done: 9").accessibleDescription()

    table.standing.choose("")
    table.results.clear()
    table.results.signed.choose("countersigned")
    table._list()
    assert [each.person.person for each in shown.rows] == [rows[0].person]
    table.results.clear()
    table.search.setText("T-1020")
    table.export.save(tmp_path / "everyone.xlsx")
    settle(qtbot)
    assert window.page.notice.message.startswith("1 row saved as")
    sheet = load_workbook(tmp_path / "everyone.xlsx").worksheets[0]
    [headings, row] = list(sheet.iter_rows(values_only=True))
    assert list(headings) == ["Staff number", *COLUMNS]
    assert (row[0], row[2]) == ("T-1020", "Handed in")
    assert context.register.records_of((EventKind.EXPORTED,), 1)[0].event.rows == 1

    window.show_place(ConsolePlace(id=PlaceId.PERSON, of=acting[0].person.person))
    settle(qtbot)
    assert "Action needed" in words_on(window)
    all_that_is_open_is_one_list(qtbot, window, acting)
    it_is_narrowed_saved_and_written_about(qtbot, window, tmp_path)
    window.close()
    context.register.close()


def all_that_is_open_is_one_list(qtbot: QtBot, window: ConsoleWindow, acting: Sequence[HomeRow]) -> None:
    """Who, what, by when; from Home, the soonest first."""
    window.show_place(ConsolePlace(id=PlaceId.OVERVIEW))
    settle(qtbot)
    press(qtbot, window, f"See what {len(acting)} still have to do")
    settle(qtbot)
    assert window.place == ConsolePlace(id=PlaceId.ACTIONS, of="review-2026")
    model = window.page.model
    expected = [
        (each.person.person, action.text, action.due)
        for each in acting
        for action in stated(window.context.register.document(each.attestation.attestation)).actions
    ]
    found = [(each.person.person, each.text, each.due) for each in model.rows]
    [*_, column] = model.columns
    assert column.text(model.rows[0]).endswith(to_do(found[0][1])), "what shall be so does not read as a fact"
    assert sorted(found) == sorted(expected)
    assert [due for *_who, due in found] == sorted(due for *_who, due in found)
    assert f"{len(acting)} people have something left to do." in window.page.lead


def it_is_narrowed_saved_and_written_about(qtbot: QtBot, window: ConsoleWindow, folder: Path) -> None:
    page = window.page
    late = [each for each in page.model.rows if each.due < page.context.today]
    for when, expected in (("overdue", len(late)), ("in time", len(page.model.rows) - len(late))):
        page.when.choose(when)
        page.when.chosen.emit()
        assert len(page.model.rows) == expected
    first = page.model.rows[0].person
    page.search.setText(first.member.number)
    assert {each.person.person for each in page.model.rows} == {first.person}
    page.export.save(folder / "left.csv")
    settle(qtbot)
    assert page.model.rows[0].to_do in (folder / "left.csv").read_text(encoding="utf-8-sig")
    press(qtbot, window, "Write to this person")
    settle(qtbot)
    assert window.place.filter == SendKind.ACTIONS
    assert window.page.title == window.page.what.currentText() == "Write to this person"
    assert window.page.people.chosen == {first.person}, "nobody else is written to"
    window.page.write_drafts(folder / "drafts")
    settle(qtbot)
    [draft] = (folder / "drafts").glob("*.eml")
    mail = message_from_bytes(draft.read_bytes(), policy=policy.default)
    assert mail.get_body().get_content().count(": Make sure that ") == len(
        open_actions(window.context.register, [row_of(window, first.person)])
    )


def row_of(window: ConsoleWindow, person: str) -> HomeRow:
    rows = home_rows(window.context.register, None, window.context.today)
    return next(each for each in rows if each.person.person == person)


def test_a_key_a_certificate_and_a_list_that_ran_out_are_said_on_the_home_page(
    qtbot: QtBot, theme: Theme, busy: ConsoleContext
) -> None:
    later = evolve(busy, now=lambda: NOW + timedelta(days=25 * 366))
    assert later.ran_out() == {}, "where there is no certificate of the school, any key decides"
    busy.make_authority("lantern river oak")
    made = ProtectedListMade(people=9, expires=NOW + timedelta(days=200), document="ab" * 32, fingerprint="ab" * 32)
    busy.register.record(made)
    assert busy.ran_out() == {}
    told = words_on(window_on(qtbot, theme, later, ConsolePlace(id=PlaceId.OVERVIEW)))
    for sentence in (
        "Your own certificate ran out on",
        "The school's certificate ran out on",
        "The protected list expired",
    ):
        assert sentence in told
