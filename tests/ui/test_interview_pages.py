"""The pages of questions: rows, their answers and what these mean, screens, what is only told, last year."""

from datetime import date
from pathlib import Path

import pytest
from attrs import evolve
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from privacy_wizard.audit.interview.page import PageKind, QuestionBlock
from privacy_wizard.audit.migrate_answers import next_years
from privacy_wizard.audit.state import Signed
from privacy_wizard.audit.steps import Step, StepId
from privacy_wizard.domain.audit import Waiver
from privacy_wizard.domain.judgement import option_verdict
from privacy_wizard.domain.model import AllowedException, Screen, Steps
from privacy_wizard.domain.questions import best_options
from privacy_wizard.domain.vocabulary import Device, ExceptionReason, HowKnown, Unresolved, Verdict
from privacy_wizard.ui.kit.widgets.button import shortened
from privacy_wizard.ui.kit.widgets.link_row import LinkRow
from privacy_wizard.ui.wizard.context import WizardContext
from privacy_wizard.ui.wizard.interview.answer_row import LONGEST_LABEL, AnswerRow
from privacy_wizard.ui.wizard.interview.blocks import ToldCard
from privacy_wizard.ui.wizard.interview.details import ExceptionPanel
from privacy_wizard.ui.wizard.interview.page import WIDE, InterviewPage
from privacy_wizard.ui.wizard.interview.screen_panel import ScreenPanel, screen_of, way_beyond
from privacy_wizard.ui.wizard.interview.shared_answers import AlikeRow, WhichAccountsCard
from privacy_wizard.ui.wizard.interview.words import note_on_left_behind
from privacy_wizard.ui.wizard.page import first_field
from privacy_wizard.ui.wizard.way_back import WayBack
from tests.settling import respond
from tests.shipped import shipped

from .contexts import NOW, context_with_school, opened, press, words_on

INSTAGRAM = Step(id=StepId.ACCOUNT, account="instagram-1")
PRIVATE = ("instagram.private-account", "instagram-1")


@pytest.fixture
def context(tmp_path: Path) -> WizardContext:
    context = context_with_school(tmp_path)
    context.session.add_account("instagram")
    context.session.add_account("facebook")
    return context


@pytest.fixture
def page(context: WizardContext, qtbot: QtBot) -> InterviewPage:
    return shown(qtbot, context, INSTAGRAM)


def shown(qtbot: QtBot, context: WizardContext, step: Step) -> InterviewPage:
    page = InterviewPage(context, step)
    opened(qtbot, page)
    return page


def row_with_both(page: InterviewPage) -> tuple[AnswerRow, str, str]:
    """A row with an answer that the policy asks for, and one that it does not: the row, that one, the other."""
    for row in page.rows.values():
        own = row.question.own_requirement
        judged = {o.id: option_verdict(own, o) for o in row.question.check.options if o.verdict or o.fact}
        bad = [each for each, verdict in judged.items() if verdict is Verdict.NOT_MET]
        if bad and best_options(row.question):
            return row, best_options(row.question)[0], bad[0]
    raise AssertionError(list(page.rows))


def click(row: AnswerRow, option: str) -> None:
    row.answers.row(option).click()
    QApplication.processEvents()


# ---- rows


def test_every_row_is_unanswered_until_it_is_touched(page: InterviewPage) -> None:
    assert page.rows
    assert not any(row.is_answered for row in page.rows.values())
    assert all(row.answers.current() is None for row in page.rows.values())


def test_a_click_is_saved_and_says_what_it_means_beside_the_answer_and_at_the_foot(
    page: InterviewPage, context: WizardContext
) -> None:
    row, good, bad = row_with_both(page)
    click(row, bad)
    assert context.session.audit.responses[row.question.key].answer == bad
    assert row.mark.text == "Not met"
    assert page.foot_note is not None
    assert page.foot_note.sentence.startswith("Not met. ")
    row.show_details()
    assert page.foot_note.sentence in words_on(row), "it is there to be read again"
    click(row, good)
    assert row.mark.text == "As asked"
    assert page.foot_note is None


def test_only_the_latest_answer_is_spelt_out(page: InterviewPage) -> None:
    row, _good, bad = row_with_both(page)
    click(row, bad)
    other = next(each for each in page.rows.values() if each is not row)
    click(other, best_options(other.question)[0])
    assert page.foot_note is None
    assert row.mark.text == "Not met"


def test_what_the_policy_asks_for_is_marked_for_eyes_and_ears(page: InterviewPage) -> None:
    row, good, bad = row_with_both(page)
    assert row.answers.row(good).accessibleDescription() == "This is asked of you."
    assert row.answers.row(bad).accessibleDescription() == ""


def test_a_setting_put_right_keeps_what_it_was(page: InterviewPage, context: WizardContext) -> None:
    row, good, bad = row_with_both(page)
    click(row, bad)
    label = next(option.label for option in row.question.check.options if option.id == good)
    assert page.foot_note is not None
    changed = next(each for each in page.foot_note.acts if shortened(label, LONGEST_LABEL) in each.label)
    changed.act()
    response = context.session.audit.responses[row.question.key]
    assert (response.before, response.answer) == (bad, good)
    assert QApplication.focusWidget() is row.answers.row(good)


def test_each_row_that_is_not_as_asked_is_put_right_by_itself_and_nothing_moves(
    page: InterviewPage, context: WizardContext
) -> None:
    page.resize(WIDE, 700)
    for row in page.rows.values():
        best = best_options(row.question)
        click(row, next(option.id for option in row.question.check.options if option.id not in best))
    wrong = [row for row in page.rows.values() if row.mark.text in ("Not met", "Partly met", "Not as advised")]
    assert len(wrong) > 1
    for row in wrong:
        QTest.mouseClick(row, Qt.MouseButton.LeftButton, pos=QPoint(2, 2))
        assert page.foot_note is not None
        assert any("I have changed it to" in each.label for each in page.foot_note.acts), "it follows the row"
    offered = [row for row in wrong if row.changed.isVisible()]
    assert offered, "and stands beside those whose line has room for it"
    assert any(len(best_options(row.question)) == 1 for row in offered)
    for row in offered:
        places = [each.more.mapTo(page, QPoint(0, 0)) for each in page.rows.values()]
        before = context.session.audit.responses[row.question.key].answer
        row.changed.click()
        best = best_options(row.question)
        if len(best) == 1:
            assert context.session.audit.responses[row.question.key].answer == best[0]
            assert context.session.audit.responses[row.question.key].before == before
            assert not row.changed.isVisible()
        assert [each.more.mapTo(page, QPoint(0, 0)) for each in page.rows.values()] == places


def test_where_two_answers_are_as_asked_the_foot_asks_which_it_was_changed_to(
    context: WizardContext, qtbot: QtBot
) -> None:
    page = shown(qtbot, context, Step(id=StepId.ACCOUNT, account="facebook-1"))
    page.resize(WIDE, 700)
    row, other = page.rows["facebook.future-posts", "facebook-1"], page.rows["facebook.tag-review", "facebook-1"]
    best = best_options(row.question)
    assert len(best) == 2
    click(row, next(option.id for option in row.question.check.options if option.id not in best))
    click(other, best_options(other.question)[0])
    before = context.session.audit.responses
    row.changed.click()
    assert page.foot_note is not None
    assert len([act for act in page.foot_note.acts if "I have changed it to" in act.label]) == 2
    assert context.session.audit.responses == before


def test_what_cannot_be_found_asks_nothing_further(page: InterviewPage, context: WizardContext) -> None:
    row = next(iter(page.rows.values()))
    row.escapes.row(Unresolved.CANNOT_FIND.value).click()
    assert context.session.audit.responses[row.question.key].answer is Unresolved.CANNOT_FIND
    assert row.answers.current() is None
    assert context.session.interview.is_answered(row.question)


def test_why_it_is_asked_other_answers_and_a_note_are_one_click_away(
    page: InterviewPage, context: WizardContext, qtbot: QtBot
) -> None:
    row = next(iter(page.rows.values()))
    assert row.details is None
    press(qtbot, row, "More about this question")
    assert row.question.check.why in words_on(row)
    assert "Source: " in words_on(row)
    press(qtbot, row, "More about this question")
    assert not row.details.isVisible()
    click(row, row.question.check.options[0].id)
    row.show_details()
    row.details.note.edit.setPlainText("Ask Priy")
    page.left()
    assert context.session.audit.responses[row.question.key].note == "Ask Priy"


def test_digits_answer_the_row_that_has_the_focus_and_no_other(
    page: InterviewPage, context: WizardContext, qtbot: QtBot
) -> None:
    qtbot.keyClick(page, Qt.Key.Key_1)
    assert not context.session.audit.responses
    row = list(page.rows.values())[1]
    row.take_focus()
    qtbot.keyClick(row.answers.focusProxy(), Qt.Key.Key_2)
    assert list(context.session.audit.responses) == [row.question.key]
    assert context.session.audit.responses[row.question.key].answer == row.question.check.options[1].id


# ---- topics: accounts as rows


def test_people_are_asked_about_once_with_a_row_for_each_account(context: WizardContext, qtbot: QtBot) -> None:
    page = shown(qtbot, context, Step(id=StepId.PEOPLE))
    first = page.pages[0].rows[0].question
    asked = [row for row in page.pages[0].rows if row.question.check.control == first.check.control]
    assert {row.label for row in asked} == {"Instagram", "Facebook"}
    assert words_on(page).count(page.pages[0].blocks[0].ask) == 1
    pupils = [page.rows[row.question.key] for row in asked]
    assert all(list(row.escapes._rows) == [Unresolved.NOT_SURE.value] for row in pupils)
    first = pupils[0]
    click(first, first.question.check.options[0].id)
    assert [row.is_answered for row in pupils] == [True, False]


def test_how_to_look_people_up_is_one_click_away(context: WizardContext, qtbot: QtBot) -> None:
    page = shown(qtbot, context, Step(id=StepId.PEOPLE))
    row = next(row for row in page.rows.values() if row.question.check.steps != Steps())
    assert not page.findChildren(ScreenPanel)
    press(qtbot, row, "More about this question")
    assert row.findChildren(ScreenPanel)


# ---- screens


def test_the_way_above_a_setting_ends_at_it_and_not_at_a_menu(
    page: InterviewPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened_links: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened_links.append(url.toString()) or True)
    row = page.rows[PRIVATE]
    panel = next(each for each in page.findChildren(ScreenPanel) if each.parentWidget().isAncestorOf(row))
    assert panel.words[-2:] == ("Account privacy", "Private account")
    panel.show_device("iphone")
    assert panel.words == ("Profile", "three lines", "Settings and activity", "Account privacy", "Private account")
    panel.findChild(LinkRow).open.click()
    assert opened_links == [row.question.check.link]
    assert row.own_way is None


def test_what_a_setting_names_beyond_the_screen_above_it_is_among_its_details(
    context: WizardContext, qtbot: QtBot
) -> None:
    page = shown(qtbot, context, Step(id=StepId.ACCOUNT, account="facebook-1"))
    row = page.rows["facebook.future-posts", "facebook-1"]
    row.show_details()
    [panel] = row.details.findChildren(ScreenPanel)
    assert (panel.words[0], panel.words[-1]) == ("From there", "look for Lock profile")


def test_no_way_or_link_of_a_setting_is_shown_nowhere() -> None:
    hidden = []
    for checklist in shipped().checklists.values():
        screens = {screen.id: screen for screen in checklist.screens}
        for check in checklist.checks:
            shown = screens.get(check.screen or "")
            own = screen_of(check)
            if own is None or shown is None:
                continue
            way = way_beyond(check, shown)
            links = (None, shown.link, way.link if way is not None else None)
            ways = {device: _whole(shown, way, device) for device in ("anywhere", "web", "iphone", "android")}
            told = all((ways[device] or "").endswith(getattr(own.path, device) or "") for device in ways)
            if not told or own.link not in links:
                hidden.append(check.id)
    assert hidden == []


def _whole(shown: Screen, way: Screen | None, device: str) -> str | None:
    """The way as the page tells it: to the screen, and on from there."""
    before = getattr(shown.path, device) or shown.path.anywhere
    own = getattr(way.path if way is not None else shown.path, device)
    return own.replace("From there", before) if own and before else own


def test_whoever_comes_to_mend_a_setting_sees_the_way_to_it_at_once(context: WizardContext, qtbot: QtBot) -> None:
    page = shown(qtbot, context, Step(id=StepId.ACCOUNT, account="facebook-1"))
    posts = ("facebook.future-posts", "facebook-1")
    page.show_question(posts, WayBack(to=Step(id=StepId.RESULTS)))
    qtbot.waitUntil(lambda: page.rows[posts].details is not None and page.rows[posts].details.isVisible())


def test_a_screen_is_shown_once_with_its_way_and_link(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    opened_links: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened_links.append(url.toString()) or True)
    screen = Screen(
        id="posts",
        title="Posts",
        path=Steps(web="Settings > Posts", iphone="Menu > Posts", android=f"{'Menu > ' * 9}Posts"),
        link="https://example.org/posts",
    )
    panel = ScreenPanel(screen, Device.IPHONE)
    qtbot.addWidget(panel)
    panel.show()
    assert panel.words == ("Menu", "Posts")
    assert panel.accessibleName() == "Posts"
    with qtbot.waitSignal(panel.opened):
        press(qtbot, panel, "Open this setting")
    assert opened_links == ["https://example.org/posts"]
    line = panel._trail.heightForWidth(300)
    panel.show_device("android")
    assert panel._trail.heightForWidth(300) > line, "a longer way takes more lines"


@pytest.mark.parametrize(
    ("path", "device", "said"),
    [
        (Steps(web="blogger.com"), Device.IPHONE, "The way in the app is not known."),
        (Steps(iphone="gear", android="the gear"), Device.WEB, "The way in a browser is not known."),
        (Steps(web="blogger.com"), Device.WEB, ""),
        (Steps(anywhere="Settings"), Device.ANDROID, ""),
    ],
)
def test_a_way_that_is_not_known_on_ones_device_is_said_so(
    qtbot: QtBot, path: Steps, device: Device, said: str
) -> None:
    panel = ScreenPanel(Screen(id="posts", title="Posts", path=path), device)
    qtbot.addWidget(panel)
    assert panel.words
    assert panel.not_known == said


def test_the_device_is_chosen_once_for_all_platforms_and_for_the_years_to_come(
    context: WizardContext, qtbot: QtBot
) -> None:
    other = shown(qtbot, context, Step(id=StepId.ACCOUNT, account="facebook-1"))
    page = shown(qtbot, context, INSTAGRAM)
    for row in page.rows.values():
        row.show_details()
    choices = [panel._device for panel in page.findChildren(ScreenPanel) if panel._device.isVisible()]
    assert choices
    assert {choice.property("kind") for choice in choices} == {"plain"}, "in a frame, where the way stands"
    page._on_device("iphone")
    assert context.session.audit.device is Device.IPHONE
    other.entered()
    for each in (page, other, shown(qtbot, context, other.step)):
        bars = [panel for panel in each.findChildren(ScreenPanel) if "iphone" in panel._paths]
        assert {bar._device.text() for bar in bars if bar._device.isVisible()} == {"iPhone"}, (
            "every bar, made before or not"
        )
    later = next_years(context.session.audit, context.session.checks, NOW)
    assert later.device is Device.IPHONE


def test_how_old_the_ways_are_stands_above_the_questions_with_much_air_and_with_little(page: InterviewPage) -> None:
    for roomy in (True, False):
        page.set_roomy(roomy)
        words_on(page)
        first = next(iter(page.rows.values()))
        assert page._about.age.isVisible()
        assert page._about.age.mapTo(page, QPoint()).y() < first.mapTo(page, QPoint()).y()


def test_the_age_of_the_guidance_is_said_once_for_an_account(page: InterviewPage) -> None:
    assert words_on(page).count("Yours may look different") == 1


# ---- how it is known


def test_how_answers_are_known_is_asked_once_without_a_default(page: InterviewPage, context: WizardContext) -> None:
    assert page.how_known.isVisible()
    assert page.how_known.options.current() is None
    for width in (1000, 700):
        page.resize(width, page.height())
        seen = [each.isVisible() for each in (page._legend, page.how_known.legend)]
        assert seen == [width == 1000, width == 700], "what the flags mean is said at any width, and once"
    row, good, _bad = row_with_both(page)
    click(row, good)
    assert not context.session.interview.is_answered(row.question)
    page.how_known.options.row(HowKnown.REMEMBERED.value).click()
    assert context.session.interview.is_answered(row.question)
    assert not page.how_known.together.isVisible()


def test_it_is_not_asked_where_nothing_is_looked_up(context: WizardContext, qtbot: QtBot) -> None:
    assert not shown(qtbot, context, Step(id=StepId.ACKNOWLEDGEMENTS)).how_known.isVisible()


# ---- what is only told, and exceptions


def test_what_is_only_told_is_acknowledged_in_one_act_and_taken_back_in_one(
    context: WizardContext, qtbot: QtBot
) -> None:
    context.session.choose_policy("helsby-hillside-primary-2023")
    page = shown(qtbot, context, Step(id=StepId.ACKNOWLEDGEMENTS))
    told = [row.question.key for each in page.pages for block in each.blocks if block.together for row in block.rows]
    page.show_question(told[0])
    card = page.findChildren(ToldCard)[-1]
    card.box.click()
    assert told
    assert all(key in context.session.audit.responses for key in told)
    card.box.click()
    assert not any(key in context.session.audit.responses for key in told)


def test_a_statement_is_answered_in_its_own_words(context: WizardContext, qtbot: QtBot) -> None:
    context.session.choose_policy("helsby-hillside-primary-2023")
    page = shown(qtbot, context, Step(id=StepId.ACKNOWLEDGEMENTS))
    for row in page.rows.values():
        words = "will" if "ou will" in row.question.own_requirement.summary else "do"
        options = row.question.check.options
        assert [row.answers.row(each.id).text() for each in options] == [f"I {words}", f"I {words} not"]


@pytest.mark.parametrize("step", [StepId.SCREENING, StepId.PEOPLE, StepId.PROFILE, StepId.CONDUCT])
def test_the_first_field_of_a_page_is_an_answer_and_no_way_around(
    context: WizardContext, qtbot: QtBot, step: StepId
) -> None:
    page = shown(qtbot, context, Step(id=step))
    first, field = next(iter(page.rows.values())), first_field(page)
    assert field is first.answers.focusProxy()


def test_an_acknowledgement_offers_no_way_around(context: WizardContext, qtbot: QtBot) -> None:
    page = shown(qtbot, context, Step(id=StepId.ACKNOWLEDGEMENTS))
    assert not any(row.escapes.isVisible() for row in page.rows.values())


def test_an_allowed_exception_is_declared_with_reason_and_approver_and_withdrawn(
    context: WizardContext, qtbot: QtBot
) -> None:
    session = context.session
    page = shown(qtbot, context, Step(id=StepId.PEOPLE))
    row = next(row for row in page.rows.values() if row.question.check.id == "instagram.parents")
    allowed = AllowedException(reasons=(ExceptionReason.RELATIVE,), approver="Headteacher")
    own = evolve(row.question.own_requirement, exception=allowed)
    question = evolve(row.question, requirements=(own,))
    asked = evolve(_row_of(page, question.key), question=question)
    made = AnswerRow(session, asked, "x", block=QuestionBlock(rows=(asked,), is_topic=True))
    qtbot.addWidget(made)
    made.show()
    made.excepted.connect(lambda waiver: session.declare_exception(question.key, waiver))
    respond(session, question.key, question.check.options[-1].id)
    made.refresh()
    foot_note = made.foot_note()
    assert foot_note is not None
    assert [each.label for each in foot_note.acts] == ["Declare an exception"]
    foot_note.acts[0].act()
    form = made.findChild(ExceptionPanel)
    assert isinstance(form, ExceptionPanel)
    press(qtbot, form, "Declare an exception")
    press(qtbot, form, "Declare this exception")
    assert "Choose a reason" in words_on(form)
    press(qtbot, form, "A relative")
    form._name.line.setText("Jo Bell")
    press(qtbot, form, "Declare this exception")
    waiver = session.audit.responses[question.key].waiver
    assert isinstance(waiver, Waiver)
    assert (waiver.reason, waiver.approver_name) == (ExceptionReason.RELATIVE, "Jo Bell")
    assert waiver.until > date(2026, 11, 20)


def test_an_exception_that_nobody_has_to_approve_asks_only_for_reason_and_end(qtbot: QtBot) -> None:
    form = ExceptionPanel(AllowedException(reasons=(ExceptionReason.RELATIVE,)), None, date(2026, 11, 20))
    qtbot.addWidget(form)
    form.show()
    press(qtbot, form, "Declare an exception")
    assert "approved" not in words_on(form)
    press(qtbot, form, "Declare this exception")
    assert "Choose a reason." in words_on(form)
    press(qtbot, form, "A relative")
    with qtbot.waitSignal(form.declared) as told:
        press(qtbot, form, "Declare this exception")
    (waiver,) = told.args
    assert (waiver.reason, waiver.approver_role, waiver.approver_name) == (ExceptionReason.RELATIVE, "", "")


def _row_of(page: InterviewPage, key: tuple[str, str | None]):
    return next(row for each in page.pages for row in each.rows if row.question.key == key)


# ---- the frame


def test_a_page_is_named_after_its_account_or_its_topic(context: WizardContext, qtbot: QtBot) -> None:
    assert shown(qtbot, context, INSTAGRAM).title == "Instagram"
    assert shown(qtbot, context, Step(id=StepId.PEOPLE)).title == "People you are connected with"
    further = shown(qtbot, context, Step(id=StepId.FURTHER))
    of = [page.account for page in further.pages].count(context.session.audit.accounts[0])
    assert of > 1
    assert further.title.replace("\u00a0", " ") == f"Instagram, 1 of {of}"
    for _twice in range(2):
        further.accept()
    assert further.title.replace("\u00a0", " ") == f"Instagram, 2 of {of}"


def test_continue_walks_through_the_pages_of_a_step_and_back_returns(context: WizardContext, qtbot: QtBot) -> None:
    context.session.choose_policy("ladysmith-federation")
    page = shown(qtbot, context, INSTAGRAM)
    count = len(page.pages)
    seen = [tuple(page.rows)]
    while not page.accept():  # once it says what has no answer, then it goes on
        seen += [tuple(page.rows)] if tuple(page.rows) != seen[-1] else []
    assert len(seen) == count
    while not page.go_back():
        assert tuple(page.rows) == seen[len(seen) - 2]
        seen.pop()
    assert len(seen) == 1
    page.come_from_behind()
    page.refresh()
    assert page._page is not None
    assert page._page.kind is PageKind.SETTINGS
    assert page._page == page.pages[-1]


def test_a_label_of_two_hundred_letters_wraps_and_nothing_is_wider_than_the_window(
    context: WizardContext, qtbot: QtBot
) -> None:
    account = context.session.audit.accounts[0]
    context.session.change_account(evolve(account, label="Long Name " * 20))
    for step in (INSTAGRAM, Step(id=StepId.PEOPLE)):
        page = shown(qtbot, context, step)
        assert page.minimumSizeHint().width() <= 640


# ---- asked once for all accounts


def test_what_accounts_are_for_is_said_of_all_at_once_and_changed_for_one(tmp_path: Path, qtbot: QtBot) -> None:
    context = context_with_school(tmp_path, "helsby-hillside-primary-2023")
    session = context.session
    keys = [("every-account.use", session.add_account(each).id) for each in ("facebook", "instagram")]
    page = shown(qtbot, context, Step(id=StepId.SCREENING))
    [alike] = page.findChildren(AlikeRow)
    assert alike.answers.current() is None
    alike.answers.row("friends").click()
    assert [session.audit.responses[key].answer for key in keys] == ["friends", "friends"]
    assert [page.rows[key].answers.current() for key in keys] == ["friends", "friends"]
    click(page.rows[keys[0]], "read")
    assert [session.audit.responses[key].answer for key in keys] == ["read", "friends"]
    assert alike.answers.current() is None, "they differ"


def test_an_answer_for_all_accounts_makes_no_finding_on_one_of_which_it_was_not_said(
    tmp_path: Path, qtbot: QtBot
) -> None:
    context = context_with_school(tmp_path, "helsby-hillside-primary-2023")
    accounts = [context.session.add_account(each).id for each in ("facebook", "instagram")]
    for account in accounts:
        respond(context.session, ("every-account.use", account), "friends")
    facebook, instagram = keys = [("every-account.media", account) for account in accounts]
    page = shown(qtbot, context, Step(id=StepId.CONDUCT))
    page.show_question(facebook)
    assert instagram not in page.rows
    click(page.rows[facebook], "fine")
    assert [context.session.audit.responses[key].answer for key in keys] == ["fine", "fine"]

    click(page.rows[facebook], "school-shows")
    assert not {*keys} & {*context.session.audit.responses}
    assert page.foot_note is not None
    assert page.foot_note.sentence == "This may be so of one account only. Please say of which."
    which = next(each for each in page.findChildren(WhichAccountsCard) if facebook in each.keys)
    which.tick(facebook).click()
    assert [context.session.audit.responses[key].answer for key in keys] == ["school-shows", "fine"]
    assert page.foot_note is not None
    assert page.foot_note.sentence.startswith("Not met.")
    which.tick(facebook).click()
    assert not {*keys} & {*context.session.audit.responses}, "no tick is no answer"
    which.tick(instagram).click()
    assert [context.session.audit.responses[key].answer for key in keys] == ["fine", "school-shows"]

    page = shown(qtbot, context, Step(id=StepId.CONDUCT))  # as after Fix it now
    page.show_question(instagram)
    assert page.rows[facebook].answers.current() == "school-shows", "it is shown as it was answered: once"
    which = next(each for each in page.findChildren(WhichAccountsCard) if facebook in each.keys)
    assert [which.tick(key).isChecked() for key in keys] == [False, True]
    which.apart_wanted.emit()
    assert page.rows[instagram].answers.current() == "school-shows"
    assert page.rows[facebook].answers.current() == "fine"


def test_a_question_asked_once_counts_as_one_everywhere_while_its_accounts_are_not_named(
    tmp_path: Path, qtbot: QtBot
) -> None:
    context = context_with_school(tmp_path, "helsby-hillside-primary-2023")
    accounts = [context.session.add_account(each).id for each in ("facebook", "instagram", "whatsapp")]
    for account in accounts:
        respond(context.session, ("every-account.use", account), "friends")
    conduct = Step(id=StepId.CONDUCT)
    page = shown(qtbot, context, conduct)
    page.show_question(("every-account.media", accounts[0]))
    for row in [*page.rows.values()]:
        click(row, (best_options(row.question) or [row.question.check.options[0].id])[0])
    click(page.rows["every-account.media", accounts[0]], "school-shows")
    assert page.rows["every-account.media", accounts[0]].mark.text == "Say of which accounts"
    others = [each for each in page.pages if each.id != page._at]
    progress, interview = context.session.progress_at(conduct), context.session.interview
    assert interview is not None
    assert progress.open - interview.open_questions(others) == 1
    page.accept()
    assert page.foot_note is not None
    assert page.foot_note.sentence.startswith("1 question here has no answer yet. It is marked.")
    which = page.findChild(WhichAccountsCard)
    assert which.mark.text == "Not answered"
    assert which.isAncestorOf(page.focusWidget())
    assert "Recorded for" not in words_on(which), "nothing is, before one is ticked"
    which.tick(("every-account.media", accounts[0])).click()
    assert which.mark.text == "Not met"
    assert "Recorded for Instagram, WhatsApp: “No, and they are clearly private, not the school's”." in words_on(which)


def test_mending_an_answer_points_at_the_others_that_one_picture_caused(tmp_path: Path, qtbot: QtBot) -> None:
    context = context_with_school(tmp_path, "helsby-hillside-primary-2023")
    session = context.session
    facebook, instagram = (session.add_account(each).id for each in ("facebook", "instagram"))
    for account in (facebook, instagram):
        respond(session, ("every-account.use", account), "friends")
    for key, answer in (
        (("facebook.logo", facebook), "profile"),
        (("every-account.disclaimer", facebook), "missing"),
        (("every-account.media", facebook), "school-shows"),
        (("every-account.media", instagram), "school-shows"),
    ):
        respond(session, key, answer)
    page = shown(qtbot, context, Step(id=StepId.PROFILE))
    way_back = WayBack(to=Step(id=StepId.RESULTS))
    page.show_question(("facebook.logo", facebook), way_back)
    click(page.rows["facebook.logo", facebook], best_options(page.rows["facebook.logo", facebook].question)[0])
    assert page.foot_note is not None
    assert page.foot_note.sentence == "2 other answers may rest on the same thing. Have they changed too?"
    assert [link.label for link in page.foot_note.acts] == ["A note that views are yours", "Your pictures and videos"]
    many = note_on_left_behind(page._left_behind * 4, page._on_other)
    assert many is not None
    assert many.sentence.startswith("8 other answers may rest on the same thing, these among them.")
    assert len(many.acts) == 3, "as many as one line has room for"
    going = []
    page.went_to.connect(lambda step, key: going.append((step.id, key)))
    for link in page.foot_note.acts:
        link.act()
    assert [step for step, _key in going] == [StepId.PROFILE, StepId.CONDUCT]
    assert {key[0] for _step, key in going} == {"every-account.disclaimer", "every-account.media"}
    assert page.way_back == way_back, "and from there back to the results"

    page = shown(qtbot, context, Step(id=StepId.CONDUCT))
    page.show_question(("every-account.media", facebook), way_back)
    click(page.rows["every-account.media", facebook], "fine")
    assert page.foot_note is not None
    assert page.foot_note.sentence.startswith("You also said “No, and some of it has to do with the school” to “Does")


def test_a_change_after_signing_goes_on_where_it_was_made(tmp_path: Path, qtbot: QtBot) -> None:
    context = context_with_school(tmp_path, "helsby-hillside-primary-2023")
    session = context.session
    keys = [("every-account.media", session.add_account(each).id) for each in ("facebook", "instagram")]
    for key in keys:
        respond(session, ("every-account.use", key[1]), "friends")
        respond(session, key, "fine")
    session.finish(Signed(identifier="ab" * 16, on=session.today), b"%PDF-1.7")
    page, way_back = shown(qtbot, context, Step(id=StepId.CONDUCT)), WayBack(to=Step(id=StepId.RESULTS))
    page.show_question(keys[0], way_back)
    title = page.title
    click(page.rows[keys[0]], "school-shows")
    assert page.foot_note is not None
    page.foot_note.acts[0].act()
    assert session.audit.signed is None
    assert (page.title, page.way_back) == (title, way_back)
    assert page.foot_note.sentence == "This may be so of one account only. Please say of which.", "nor is it forgotten"
    assert keys[0] not in page.pages[0].keys
    session.undo()
    page.entered()
    assert session.audit.signed is not None
    assert page.title == title, "and so does whoever takes the change back"


def test_an_answer_that_is_asked_no_more_is_not_pointed_at(tmp_path: Path, qtbot: QtBot) -> None:
    context = context_with_school(tmp_path, "helsby-hillside-primary-2023")
    account = context.session.add_account("facebook").id
    logo, use = ("facebook.logo", account), ("every-account.use", account)
    answers = ((use, "friends"), (logo, "profile"), (("every-account.media", account), "school-shows"), (use, "read"))
    for key, answer in answers:
        respond(context.session, key, answer)
    page = shown(qtbot, context, Step(id=StepId.PROFILE))
    page.show_question(logo)
    click(page.rows[logo], best_options(page.rows[logo].question)[0])
    assert page.foot_note is None


def test_an_answer_at_odds_with_another_is_told_at_once_and_leads_there(context: WizardContext, qtbot: QtBot) -> None:
    session = context.session
    session.choose_policy("helsby-hillside-primary-2023")
    for account in ("instagram-1", "facebook-1"):
        respond(session, ("every-account.use", account), "read")
    page = shown(qtbot, context, Step(id=StepId.PROFILE))
    logo, note = ("instagram.logo", "instagram-1"), ("every-account.disclaimer", "instagram-1")
    page.show_question(logo)
    click(page.rows[logo], "profile")
    page.show_question(note)
    click(page.rows[note], "no-link")
    assert page.foot_note is not None
    assert page.foot_note.sentence.startswith("You also said “Yes, in the profile or cover picture” to “Does the ")
    with qtbot.waitSignal(page.went_to) as going:
        page.foot_note.acts[0].act()
    assert going.args == [page.step, logo]


# ---- going on


def test_continue_says_once_what_has_no_answer_marks_it_and_leads_there(page: InterviewPage) -> None:
    first, *others = page.rows.values()
    for row in others[1:]:
        click(row, row.question.check.options[0].id)
    page.how_known.options.row(HowKnown.LOOKED).click()
    assert page.accept() is False
    assert page.foot_note is not None
    assert page.foot_note.sentence.startswith("2 questions here have no answer yet. They are marked.")
    assert (first.mark.text, others[0].mark.text) == ("Not answered", "Not answered")
    assert first.isAncestorOf(page.focusWidget())
    click(first, best_options(first.question)[0])
    assert page.foot_note is not None
    assert page.foot_note.sentence.startswith("1 question here has no answer yet. It is marked.")
    assert page.accept() is False, "it is another number now"
    assert page.accept() is True, "the second time it goes on"


def test_continue_says_that_it_is_not_said_how_the_answers_are_known(page: InterviewPage) -> None:
    for row in page.rows.values():
        click(row, row.question.check.options[0].id)
    before = page._page
    assert page.accept() is False
    assert page._page == before
    assert page.foot_note is not None
    assert "how you know" in page.foot_note.sentence
    assert page.how_known.isAncestorOf(page.focusWidget())
    asked = page.session.progress_at(page.step).asked
    assert page._line.sentence.startswith(f"{len(page.rows)} of {asked} answered; say how you know")
    page.how_known.options.row(HowKnown.LOOKED).click()
    assert page._line.sentence.startswith(f"{len(page.rows)} of {asked} answered,")


def test_what_was_only_to_be_read_counts_as_one(context: WizardContext, qtbot: QtBot) -> None:
    page = shown(qtbot, context, Step(id=StepId.ACKNOWLEDGEMENTS))
    for row in page.rows.values():
        click(row, row.question.check.options[0].id)
    page.accept()
    assert page.foot_note is not None
    assert page.foot_note.sentence.startswith("1 question here has no answer yet.")
    told = page.findChild(ToldCard)
    assert page.focusWidget() is told.box
    assert told.mark.text == "Not answered"
    told.box.click()
    assert not told.mark.text
