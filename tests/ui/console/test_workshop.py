"""The policy workshop in the console: from a shipped policy to the school's file, over real files and a real linter."""

from collections.abc import Callable
from pathlib import Path

import pytest
from attrs import evolve
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from privacy_wizard.audit.school_files import open_profile
from privacy_wizard.catalogue import shipped_folder
from privacy_wizard.domain.model import PolicyPack
from privacy_wizard.domain.vocabulary import HowKnown, Level, PersonKind
from privacy_wizard.office.policy_files import read_pack
from privacy_wizard.office.workshop import PolicyDraft, PolicyDrafts, Workshop, begin_draft
from privacy_wizard.office.workshop_edits import departure_of, requirement_of
from privacy_wizard.reports.report_sheet import draw_report
from privacy_wizard.school.known_school import KnownSchool
from privacy_wizard.ui.console.context import ConsoleContext
from privacy_wizard.ui.console.page import ConsolePlace, PlaceId
from privacy_wizard.ui.console.policies import workshop_page
from privacy_wizard.ui.console.policies.about import CHANGES, CLAUSES, TELL, UNFINISHED
from privacy_wizard.ui.console.policies.start import PoliciesPage
from privacy_wizard.ui.console.policies.use import policy_paper
from privacy_wizard.ui.console.policies.workshop_page import PolicyPage
from privacy_wizard.ui.console.window import ConsoleWindow
from privacy_wizard.ui.kit.theme import Theme
from privacy_wizard.ui.kit.widgets.card import Disclosure
from privacy_wizard.ui.wizard.trial import OnlyATrial
from tests.attestation.reading import text_of
from tests.pdf_structure import check_paper
from tests.settling import respond
from tests.ui.console.offices import NOW, TODAY, catalogue
from tests.ui.console.scenes import is_looked_through, wait
from tests.ui.console.test_first_pages import settle, window_on
from tests.ui.console.test_school_pages import SCHOOL_SECRET, set_up
from tests.ui.contexts import press, words_on

ID = "st-annes-policy"
PUPILS, TAGS, LOGO = "connections.no-pupils", "tagging.control", "identity.school-logo"
EMAIL, FORMER, WIKI = "identity.school-email", "connections.no-former-pupils", "content.wiki"


@pytest.fixture
def register_url(tmp_path: Path) -> str:
    """A policy in the making lies beside the register, not in it: one kind of register is enough here."""
    return f"sqlite:///{tmp_path / 'register.db'}"


@pytest.fixture(autouse=True)
def _in_a_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """The linter looks as soon as nothing is typed, not a third of a second later."""
    monkeypatch.setattr(workshop_page, "_PAUSE", 20)


@pytest.fixture
def workshop(qtbot: QtBot, theme: Theme, empty: ConsoleContext) -> Callable[..., PolicyPage]:
    """A page at a policy that was begun from a shipped one, looked through by the linter."""

    def open_it(source: str = "bradley-primary-2023") -> PolicyPage:
        PolicyDrafts(empty.school_place.folder / "policies").keep(begin(catalogue().packs[source]))
        return at_work(qtbot, window_on(qtbot, theme, empty, ConsolePlace(id=PlaceId.POLICY, of=ID)))

    return open_it


def begin(pack: PolicyPack) -> PolicyDraft:
    return begin_draft(pack, pack_id=ID, title="St Anne's policy", issuer="St Anne's School", on=TODAY)


def at_work(qtbot: QtBot, window: ConsoleWindow) -> PolicyPage:
    page = window.page
    assert isinstance(page, PolicyPage)
    looked(qtbot, page)
    return page


def looked(qtbot: QtBot, page: PolicyPage) -> None:
    """The linter has looked at the policy as it is now."""
    wait(lambda: is_looked_through(page))


def in_list(page: PolicyPage, rule: str) -> tuple[str, bool]:
    """What its row says: how strictly it is asked for, and whether that is changed."""
    return next((each.word, each.is_changed) for each in page.list.rows if each.id == rule)


def choose_level(page: PolicyPage, level: str) -> None:
    page.panel.level.row(level).click()
    QApplication.processEvents()


def test_a_rule_made_stricter_is_counted_told_and_taken_back_and_all_that_is_typed_or_pressed_is_kept(
    qtbot: QtBot, workshop: Callable[..., PolicyPage]
) -> None:
    page = workshop()
    before = page.strip.words
    page.show_row(FORMER)
    choose_level(page, "must")
    assert requirement_of(page.workshop.pack, FORMER).level is Level.MUST
    assert in_list(page, FORMER) == ("Must", True)
    assert page.strip.words != before
    assert before.removeprefix("gets ") in words_on(page.strip)  # as it was at the beginning
    page.show_row(CHANGES)
    assert "Former pupils among your connections: stricter. It was: Should. Now: Must." in words_on(page.panel)
    qtbot.mouseClick(page.bar.undo, Qt.MouseButton.LeftButton)
    assert in_list(page, FORMER) == ("Should", False)
    assert page.strip.words == before
    assert "Nothing has changed yet" in words_on(page.panel)
    qtbot.mouseClick(page.bar.redo, Qt.MouseButton.LeftButton)
    assert requirement_of(page.workshop.pack, FORMER).level is Level.MUST
    assert page.policy_drafts.open(page.workshop.pack.id, catalogue()).pack == page.workshop.pack
    page.retranslate()
    looked(qtbot, page)
    assert requirement_of(page.workshop.pack, FORMER).level is Level.MUST, "in another language"
    assert page.workshop.can_undo, "in another language"
    assert page.list.current == CHANGES, "in another language"
    page.show_row(PUPILS)
    page.panel.summary.edit.selectAll()
    QTest.keyClicks(page.panel.summary.edit, "No pupils.")
    choose_level(page, "should")
    asked = requirement_of(page.workshop.pack, PUPILS)
    assert (asked.summary, asked.level) == ("No pupils.", Level.SHOULD), "typed, and pressed next"
    looked(qtbot, page)


def test_less_than_the_baseline_asks_who_decided_it_and_why_what_is_told_is_ours_and_who_is_told_is_named(
    qtbot: QtBot, workshop: Callable[..., PolicyPage]
) -> None:
    page = workshop("baseline")
    page.show_row(TAGS)
    choose_level(page, "none")
    looked(qtbot, page)
    assert "Choose the clause that says so, or say who decided it." in words_on(page.panel)
    assert "Say why your policy asks for less" in words_on(page.panel)
    press(qtbot, page, "Put it into the school's file")
    settle(qtbot)
    assert page.panel is not None
    assert "Still to be done" in words_on(page.panel)
    press(qtbot, page, "Go there")
    assert page.list.current == TAGS
    press(qtbot, page.panel, "No clause says so: our school decided it")
    QTest.keyClicks(page.panel.departure.by.line, "governing body")
    QTest.keyClicks(page.panel.departure.reason.edit, "Our choir is tagged.")
    page.show_row(CHANGES)
    said = departure_of(page.workshop.pack, TAGS)
    assert (said.clause, said.decision.by, said.reason) == ("", "governing body", "Our choir is tagged.")
    assert "decided by the governing body" in words_on(page.panel)
    looked(qtbot, page)
    assert page.unfinished == ()
    page.show_row(WIKI)
    choose_level(page, "inform")
    looked(qtbot, page)
    assert [(each.of, each.field) for each in page.unfinished] == [(WIKI, "clauses")], "no words have to name it"
    press(qtbot, page.panel, "No clause says so: it is our school's own")
    looked(qtbot, page)
    assert page.unfinished == ()
    assert requirement_of(page.workshop.pack, WIKI).references == ("our school",)
    page.show_row(TELL)
    press(qtbot, page.panel, "Add a role")
    looked(qtbot, page)
    assert "Say which role staff turn to, such as headteacher." in words_on(page.panel)
    role = next(each for each in page.panel.findChildren(QLineEdit) if each.accessibleName() == "Role")
    about = next(each for each in page.panel.findChildren(QPlainTextEdit) if each.accessibleName() == "About what")
    QTest.keyClicks(role, "Headteacher")
    QTest.keyClicks(about, "A pupil among your contacts")
    page.flush()
    assert [(each.role, each.about) for each in page.workshop.pack.tell] == [
        ("Headteacher", "A pupil among your contacts")
    ]
    looked(qtbot, page)
    assert page.unfinished == ()


def test_a_clause_that_no_rule_says_is_asked_in_the_policys_own_words(
    qtbot: QtBot, workshop: Callable[..., PolicyPage]
) -> None:
    page = workshop("baseline")
    page.show_row(CLAUSES)
    page.panel.new.ref.line.setText("4")
    page.panel.new.asks.edit.setPlainText("Phones stay in lockers.")
    page.panel.new.add.click()
    QTest.keyClicks(page.panel.new.asks.edit, "Bags stay there too.")
    press(qtbot, page.panel, "No rule says this: ask it in our own words")
    name = page.list.current
    assert name == "conduct.phones-stay-in-lockers"
    QTest.keyClicks(page.panel.statement.title_line.line, "Phones in lockers")
    QTest.keyClicks(page.panel.statement.says.edit, "I will keep my phone in its locker.")
    QTest.keyClicks(page.panel.naming.words.edit, "in lockers")
    page.flush()
    page.panel.critical.row.click()
    QApplication.processEvents()
    bar = page._scroll.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    height = bar.value()
    page.panel.statement.kind.row("ack").click()
    wait(lambda: page.list.current == "conduct.ack-phones-stay-in-lockers")
    assert bar.value() == height > 0, "it is the same rule under another name"
    asked = requirement_of(page.workshop.pack, page.list.current)
    assert (asked.control.title, asked.words, asked.is_critical) == ("Phones in lockers", ("in lockers",), True)
    looked(qtbot, page)
    assert page.workshop.pack.clauses[1].asks == "Bags stay there too.", "begun and not added, and kept all the same"
    assert {(each.of, each.field) for each in page.unfinished} == {("clause", "ref"), ("clause", "")}
    choose_level(page, "none")
    assert page.list.current == CLAUSES
    QTest.keyClicks(page.panel.new.ref.line, "5")
    page.show_row(TELL)
    assert [each.ref for each in page.workshop.pack.clauses] == ["4", "", "5"]
    looked(qtbot, page)


def test_a_rule_of_ones_own_gets_a_new_clause_beside_it_and_facts_people_and_exceptions_by_ticking(
    qtbot: QtBot, workshop: Callable[..., PolicyPage]
) -> None:
    page = workshop("baseline")
    page.show_row(LOGO)
    press(qtbot, page.panel, "Say it in the words of our policy")
    looked(qtbot, page)
    assert "Say which clause of your policy this rests on." in words_on(page.panel)
    picker = page.panel.picker
    picker.choice.setCurrentText("Write a new clause …")
    picker.choice.activated.emit(picker.choice.currentIndex())
    press(qtbot, page.panel, "Add this clause")
    assert "Say how your policy numbers this clause." in words_on(page.panel)
    picker.form.ref.line.setText("7 (b)")
    picker.form.asks.edit.setPlainText("No logo of ours in\nprivate profiles.")
    press(qtbot, page.panel, "Add this clause")
    asked = requirement_of(page.workshop.pack, LOGO)
    assert [(each.ref, each.asks) for each in asked.clauses] == [("7 (b)", "No logo of ours in private profiles.")]
    looked(qtbot, page)
    assert "Give the words of your policy that name this, or say that no words do." in words_on(page.panel)
    page.panel.naming.words.edit.setPlainText("logo of ours")
    page.flush()
    assert requirement_of(page.workshop.pack, LOGO).words == ("logo of ours",)
    looked(qtbot, page)
    assert page.unfinished == ()
    press(qtbot, page.panel, "Remove it from this rule")
    picker = page.panel.picker
    picker.choice.setCurrentText("Write a new clause …")
    picker.choice.activated.emit(picker.choice.currentIndex())
    QTest.keyClicks(picker.form.ref.line, "9")
    choose_level(page, "none")
    assert requirement_of(page.workshop.pack, LOGO) is None, "a clause that was begun does not bring the rule back"
    assert "9" in [each.ref for each in page.workshop.pack.clauses]
    page.show_row(CLAUSES)
    looked(qtbot, page)
    assert "Nothing rests on this clause. Let a rule name it, or delete it." in words_on(page.panel)
    tick_what_a_rule_of_ones_own_rests_on(qtbot, page)


def tick_what_a_rule_of_ones_own_rests_on(qtbot: QtBot, page: PolicyPage) -> None:
    page.show_row(EMAIL)
    press(qtbot, page.panel, "Say it in the words of our policy")
    panel = page.panel
    fact = next(iter(panel.facts))
    panel.facts[fact].choose("not met")
    panel.facts[fact].chosen.emit()
    page.panel.people[PersonKind.CONTRACTOR].click()
    QApplication.processEvents()
    bar = page._scroll.verticalScrollBar()
    bar.setValue(bar.maximum())
    height = bar.value()
    next(iter(page.panel.reasons.values())).click()
    QApplication.processEvents()
    assert bar.value() == height > 0, "the panel stays where one was"
    assert requirement_of(page.workshop.pack, EMAIL).exception.approver is None, "nobody has to, unless a role is named"
    QTest.keyClicks(page.panel.approver.line, "headteacher")
    page.flush()
    asked = requirement_of(page.workshop.pack, EMAIL)
    assert asked.judges == {fact: "not met"}
    assert PersonKind.CONTRACTOR not in asked.people
    assert asked.exception.approver == "headteacher"
    looked(qtbot, page)
    fewer_people = {"departure.clause", "departure.reason"}
    assert {each.field for each in page.unfinished if each.of == EMAIL} == {"clauses", "words", *fewer_people}


def test_what_is_typed_is_kept_though_one_leaves_and_a_draft_that_was_deleted_is_begun_anew(
    qtbot: QtBot, workshop: Callable[..., PolicyPage]
) -> None:
    page = workshop()
    window = page.window()
    page.show_row(PUPILS)
    page.panel.summary.edit.selectAll()
    QTest.keyClicks(page.panel.summary.edit, "No pupils, please.")
    window.show_place(ConsolePlace(id=PlaceId.POLICIES))
    assert page.policy_drafts.open(ID, catalogue()).pack == page.workshop.pack
    assert requirement_of(page.workshop.pack, PUPILS).summary == "No pupils, please."
    settle(qtbot)
    press(qtbot, window, "Go on")
    looked(qtbot, page)
    assert page.workshop.can_undo
    window.show_place(ConsolePlace(id=PlaceId.POLICIES))
    settle(qtbot)
    press(qtbot, window, "Delete")
    press(qtbot, window, "Keep it")
    assert len(page.policy_drafts.saved()) == 1
    press(qtbot, window, "Delete")
    press(qtbot, window, "Delete it")
    assert page.policy_drafts.saved() == ()
    assert "No policy in the making" in words_on(window)
    window.go_back()
    settle(qtbot)
    assert "This draft was deleted" in page.notice.message
    assert not page.bar.put.isEnabled()
    window.show_place(ConsolePlace(id=PlaceId.POLICIES))
    settle(qtbot)
    assert isinstance(window.page, PoliciesPage)
    window.page.source.choose("bradley-primary-2023")
    window.page.name.line.setText("St Anne's policy")
    window.page.issuer.line.setText("St Anne's School")
    press(qtbot, window, "Begin")
    looked(qtbot, page)
    assert page.bar.put.isEnabled()
    assert not page.workshop.can_undo
    assert requirement_of(page.workshop.pack, PUPILS).summary != "No pupils, please.", "under its title, a new one"
    assert (page.workshop.pack.id, page.title) == (ID, "St Anne's policy")
    assert page.unfinished == (), "of a shipped one nothing is missing"
    assert page.policy_drafts.saved()[0].title == "St Anne's policy"


def test_the_list_is_walked_searched_and_filtered_and_stands_alone_where_there_is_little_room(
    qtbot: QtBot, workshop: Callable[..., PolicyPage]
) -> None:
    page = workshop()
    page.list.setFocus()
    QTest.keyClick(page.list, Qt.Key.Key_Down)
    assert page.list.current == CLAUSES
    assert "Each thing that your policy asks" in words_on(page.panel)
    for _press in range(4):
        QTest.keyClick(page.list, Qt.Key.Key_Down)
    assert page.list.current == "visibility.audience"  # the heading between is passed by
    everything = [each.id for each in page.list.rows if each.id]
    page.search.setText("pupils friend")
    assert PUPILS in {each.id for each in page.list.rows}
    assert len(page.list.rows) < len(everything)
    page.search.setText("zzzz")
    assert "Nothing found" in words_on(page)
    page.search.clear()
    for wanted, level in (("asked", True), ("not asked", False)):
        page.filter.choose(wanted)
        page.filter.chosen.emit()
        shown = {each.id for each in page.list.rows if each.id}
        assert shown
        assert all((requirement_of(page.workshop.pack, each) is not None) is level for each in shown)
    page.filter.choose("changed")
    page.filter.chosen.emit()
    assert [each.id for each in page.list.rows] == []
    page.show_row(TAGS)
    choose_level(page, "must")
    assert [each.id for each in page.list.rows if each.id] == [TAGS]
    looked(qtbot, page)
    page.window().resize(683, 384)
    press(qtbot, page, "All controls")
    assert page.list.isVisible()
    page.list.opened.emit(TAGS)
    assert not page.list.isVisible()
    assert page.panel.isVisible()
    press(qtbot, page, "All controls")
    assert page.list.isVisible()


def test_a_panel_names_its_fields_and_where_it_is_not_asked_and_keeps_the_focus_when_made_anew(
    qtbot: QtBot, workshop: Callable[..., PolicyPage]
) -> None:
    page, unnamed = workshop(), []
    for row in (PUPILS, "about", CLAUSES, TELL, CHANGES, UNFINISHED, TAGS):
        page.show_row(row)
        fields = [each for each in page.findChildren(QWidget) if each.focusPolicy() & Qt.FocusPolicy.TabFocus]
        unnamed += [
            (row, each)
            for each in fields
            if each.isVisible()
            and not each.accessibleName()
            and not (isinstance(each, QAbstractButton) and each.text())
            and isinstance(each, QAbstractButton | QLineEdit | QPlainTextEdit | QComboBox)
        ]
    assert unnamed == []
    lack = next(lack for lack in catalogue().checklists["whatsapp"].lacks if lack.control == TAGS)
    part = next(each for each in page.panel.findChildren(Disclosure) if "services" in each.button.text())
    part.button.click()
    assert f"Not on WhatsApp: {lack.reason}" in words_on(part)
    page.window().activateWindow()
    page.panel.level.row("should").setFocus()
    QTest.keyClick(page.panel.level.row("should"), Qt.Key.Key_Up)
    wait(lambda: requirement_of(page.workshop.pack, TAGS).level is Level.MUST)
    assert QApplication.focusWidget() is page.panel.level.row("must")
    for level in ("should", "inform"):
        QApplication.processEvents()  # the arrows go by where the rows lie
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
        wait(lambda level=level: requirement_of(page.workshop.pack, TAGS).level == level)
        assert QApplication.focusWidget() is page.panel.level.row(level)
    looked(qtbot, page)


def test_an_unfinished_policy_is_tried_page_by_page_touches_nothing_of_the_users_own_and_signs_nothing(
    qtbot: QtBot, empty: ConsoleContext, workshop: Callable[..., PolicyPage], tmp_path: Path
) -> None:
    page = workshop("ladysmith-federation")
    save_and_read(page, tmp_path)
    for rule in (LOGO, TAGS):
        assert requirement_of(page.workshop.pack, rule) is not None
        page.show_row(rule)
        choose_level(page, "none")
    page.show_row("security.passwords")
    choose_level(page, "must")  # resting on no clause yet
    page.panel.summary.edit.clear()
    page.show_row(TELL)
    press(qtbot, page.panel, "Add a role")
    looked(qtbot, page)
    assert page.unfinished
    before = sorted(path for path in empty.home.rglob("*") if "policies" not in path.parts)
    press(qtbot, page, "Try it in the wizard")
    trial = page.bar.trial
    session = trial.context.session
    assert trial.controller.shell.isVisible()
    assert trial.controller.shell.windowTitle() == "Trial, nothing is kept: St Anne's policy"
    assert trial.controller.shell.footer._saved.text() == "", "nor does the foot say that anything is"
    assert not any(question.check.control == TAGS for question in session.questions)
    assert len(session.audit.accounts) == 3
    trial.controller.shell.setUpdatesEnabled(False)  # how its pages are painted is tested in the wizard
    for step in {each.id: each for each in session.steps}.values():  # of the accounts, which are alike, one
        trial.controller.show(step)
        settle(qtbot)
        QApplication.processEvents()
    while (place := session.first_open) is not None:
        respond(session, place[1], session.checks[place[1][0]].options[0].id, HowKnown.LOOKED)
    with pytest.raises(OnlyATrial, match="nothing can be signed"):
        trial.context.signing.sign(None, "lantern river oak")
    folder = trial.folder
    assert list(folder.rglob("*.audit"))
    trial.close()
    assert not trial.is_open
    wait(lambda: not folder.exists())
    assert sorted(path for path in empty.home.rglob("*") if "policies" not in path.parts) == before


def save_and_read(page: PolicyPage, folder: Path) -> None:
    """A finished policy is saved as a file that the program reads again."""
    pack = page.workshop.finished()
    page.bar.save(pack, folder / "other.yaml")
    assert "the file's name must be st-annes-policy.yaml" in page.notice.message
    page.bar.save(pack, folder / "st-annes-policy.yaml")
    assert "Saved" in page.notice.message
    read = read_pack(folder / "st-annes-policy.yaml", shipped_folder())[1]
    assert read.requirements == pack.requirements
    assert read.clauses == pack.clauses


def test_the_summary_says_every_rule_and_takes_texts_as_they_are() -> None:
    began = begin(catalogue().packs["bradley-primary-2023"])
    workshop = Workshop(catalogue(), began, lambda _draft: None)
    pdf = draw_report(policy_paper(workshop), NOW)
    assert check_paper(pdf) == ()
    text = " ".join(text_of(pdf).split())
    for each in workshop.pack.requirements:
        assert each.control.title in text
    workshop.change(evolve(workshop.pack, title="<b>Ours</b>", issuer="&"))
    assert "<b>Ours</b>" in text_of(draw_report(policy_paper(workshop), NOW))


def test_the_policy_reaches_the_staff_with_the_next_signature(
    qtbot: QtBot, theme: Theme, busy: ConsoleContext, tmp_path: Path
) -> None:
    context = set_up(qtbot, theme, busy)
    window = window_on(qtbot, theme, context, ConsolePlace(id=PlaceId.POLICIES))
    window.page.name.line.setText("Our policy")
    press(qtbot, window, "Begin")
    page = at_work(qtbot, window)
    put_in(qtbot, page)
    window.show_place(ConsolePlace(id=PlaceId.SCHOOL))
    settle(qtbot)
    card = window.page.profile
    press(qtbot, window, "Take it out")
    assert "Our policy" not in words_on(card.own_files)
    assert card.policies.everyone.findData("our-policy") < 0
    window.go_back()
    looked(qtbot, page)
    put_in(qtbot, page)
    press(qtbot, window, "Go to the school's file")
    settle(qtbot)
    assert "Our policy (2026.11.1)" in words_on(card)
    assert "Waits for your signature" in words_on(card)
    in_vain = "is in the file, but applies to nobody yet"
    for policy, is_told in (("", False), ("bradley-primary-2023", True), ("our-policy", False)):
        card.policies.everyone.choose(policy)
        card.policies.everyone.chosen.emit()
        assert (in_vain in words_on(card)) is is_told, policy
    card.secret.line.setText(SCHOOL_SECRET)
    card.sign_into(tmp_path / "school.pwschool")
    settle(qtbot)
    assert "number 1" in words_on(window)
    assert "Waits for your signature" not in words_on(card)
    known = KnownSchool(tmp_path / "staff")
    file = context.school_place.profile_file.read_bytes()
    opened = open_profile(file, known, shipped=shipped_folder(), now=NOW)
    assert opened.catalogue.packs["our-policy"].title == "Our policy"
    assert opened.file.manifest.profile.packs_for(PersonKind.GOVERNOR) == ("our-policy",)
    assert context.library().packs["our-policy"].title == "Our policy"
    revise_it(qtbot, window)
    card.secret.line.setText(SCHOOL_SECRET)
    window.show_place(ConsolePlace(id=PlaceId.SCHOOL))
    card.sign_into(tmp_path / "school.pwschool")
    settle(qtbot)
    assert context.library().packs["our-policy"].version == "2026.11.2"


def revise_it(qtbot: QtBot, window: ConsoleWindow) -> None:
    """The draft that is still there goes on; what is in use already gets a newer version when it is put in again."""
    window.show_place(ConsolePlace(id=PlaceId.POLICIES))
    settle(qtbot)
    window.page.source.choose("our-policy")
    window.page.source.chosen.emit()
    assert window.page.source.currentText() == "Your own: Our policy"
    assert not window.page.name.isVisible()
    press(qtbot, window, "Begin")
    page = at_work(qtbot, window)
    page.show_row(TELL)
    press(qtbot, page.panel, "Add a role")
    role = next(each for each in page.panel.findChildren(QLineEdit) if each.accessibleName() == "Role")
    about = next(each for each in page.panel.findChildren(QPlainTextEdit) if each.accessibleName() == "About what")
    QTest.keyClicks(role, "Headteacher")
    QTest.keyClicks(about, "A pupil among your contacts")
    page.flush()
    put_in(qtbot, page)
    assert page.workshop.pack.version == "2026.11.2"
    looked(qtbot, page)


def put_in(qtbot: QtBot, page: PolicyPage) -> None:
    press(qtbot, page, "Put it into the school's file")
    wait(lambda: "ready for the school's file" in page.notice.message)


def test_a_file_begins_a_policy_with_names_of_any_length_and_a_broken_one_is_explained(
    qtbot: QtBot, theme: Theme, empty: ConsoleContext, tmp_path: Path
) -> None:
    window = window_on(qtbot, theme, empty, ConsolePlace(id=PlaceId.POLICIES))
    shipped = (shipped_folder() / "packs" / "bradley-primary-2023.yaml").read_text(encoding="utf-8")
    (tmp_path / "theirs.yaml").write_text(shipped.replace("id: bradley-primary-2023", "id: theirs"), encoding="utf-8")
    window.page.open_file(tmp_path / "theirs.yaml")
    settle(qtbot)
    assert window.page.source.value == "theirs"
    (tmp_path / "bad.yaml").write_text("kind: [", encoding="utf-8")
    window.page.open_file(tmp_path / "bad.yaml")
    settle(qtbot)
    assert "cannot be used as a policy" in window.page.notice.message
    window.page.name.line.setText("Policy" * 30)
    window.page.issuer.line.setText("School " * 25)
    press(qtbot, window, "Begin")
    page = at_work(qtbot, window)
    assert page.workshop.source.startswith("Social media")
    for size in ((1240, 820), (683, 384)):
        window.resize(*size)
        QApplication.processEvents()
        assert window.size().width() == size[0]
        assert page.width() <= size[0]
    page.show_row(PUPILS)
    assert page._scroll.widget().width() <= page._scroll.viewport().width()
