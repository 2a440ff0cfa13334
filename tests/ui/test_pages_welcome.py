"""The first page: begin, go on, look at what was finished."""

from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from privacy_wizard.audit.handover import hand_in, mark_done, remind
from privacy_wizard.audit.state import HandInWay, Signed
from privacy_wizard.audit.steps import Step, StepId
from privacy_wizard.drafts import DraftInUse, DraftStore
from privacy_wizard.ui.wizard.context import WizardContext
from privacy_wizard.ui.wizard.welcome.audits import DraftCard, KeptCard
from privacy_wizard.ui.wizard.welcome.page import WelcomePage
from tests.drafts.test_one_writer import open_elsewhere
from tests.settling import respond
from tests.ui import contexts


def welcome(qtbot: QtBot, context: WizardContext) -> WelcomePage:
    page = WelcomePage(context)
    contexts.opened(qtbot, page)
    return page


def signed_context(folder: Path) -> WizardContext:
    """An audit that is finished and signed, and still open."""
    context = contexts.finished_context(folder)
    context.session.finish(Signed(identifier="ab" * 16, on=contexts.TODAY), b"%PDF-1.7")
    return context


def test_without_any_audit_the_page_offers_to_start_and_lists_none(qtbot: QtBot, tmp_path: Path) -> None:
    page = welcome(qtbot, contexts.new_context(tmp_path))
    assert page.accept_label == "Start a new audit"
    with qtbot.waitSignal(page.went_to) as went:
        assert not page.accept()
    assert went.args == [Step(id=StepId.YOU), None]
    assert "My finished audits" not in contexts.words_on(page)


def test_a_draft_is_resumed_at_the_question_where_it_stopped(qtbot: QtBot, tmp_path: Path) -> None:
    context = contexts.context_with_school(tmp_path)
    account = context.session.add_account("instagram")
    step = Step(id=StepId.ACCOUNT, account=account.id)
    key = context.session.interview.pages_at(step)[0].keys[-1]
    context.session.move_to(step, key)
    context.session.keep_place()
    context.session.begin()
    page = welcome(qtbot, context)
    with qtbot.waitSignal(page.went_to) as went:
        contexts.press(qtbot, page, "Resume")
    assert went.args == [step, key]
    assert context.session.audit.accounts == (account,)


def test_with_a_draft_resuming_is_the_primary_act_and_it_says_how_far_one_got(qtbot: QtBot, tmp_path: Path) -> None:
    context = contexts.context_with_school(tmp_path)
    context.session.add_account("instagram")
    first = context.session.first_open
    assert first is not None
    respond(context.session, first[1], context.session.checks[first[1][0]].options[0].id)
    asked = context.session.progress.asked
    draft = context.session.audit.id
    context.session.begin()
    page = welcome(qtbot, context)
    assert page.accept_label == "Resume"
    assert f"1 of {asked} answered" in contexts.words_on(page)
    assert contexts.button(page, "Start another audit instead")
    with qtbot.waitSignal(page.went_to):
        page.accept()
    assert context.session.audit.id == draft


def test_a_draft_of_before_that_does_not_say_how_far_it_got_is_resumed_as_well(qtbot: QtBot, tmp_path: Path) -> None:
    context = contexts.context_with_school(tmp_path)
    before = context.session._document
    context.session._document = lambda audit: {**before(audit), "summary": {"name": "Sam Lee"}}
    context.session.add_account("instagram")
    context.session.begin()
    (saved,) = context.saved_audits.drafts()
    assert (saved.answered, saved.asked) == (0, 0)
    page = welcome(qtbot, context)
    assert "answered" not in contexts.words_on(page)
    assert page.accept_label == "Resume"


def test_the_audit_that_is_open_is_continued_and_not_listed(qtbot: QtBot, tmp_path: Path) -> None:
    page = welcome(qtbot, contexts.context_with_school(tmp_path))
    assert page.accept_label == "Resume"
    assert not page.findChildren(DraftCard)


def test_deleting_a_draft_asks_first_and_then_deletes_it(qtbot: QtBot, tmp_path: Path) -> None:
    context = contexts.context_with_school(tmp_path)
    context.session.begin()
    page = welcome(qtbot, context)
    contexts.press(qtbot, page, "Delete")
    assert len(context.saved_audits.drafts()) == 1
    contexts.press(qtbot, page, "Delete it")
    assert context.saved_audits.drafts() == ()
    assert "The unfinished audit was deleted." in contexts.words_on(page)


def test_a_deleted_audit_is_no_longer_the_one_that_is_open(qtbot: QtBot, tmp_path: Path) -> None:
    context = signed_context(tmp_path)
    kept = context.session.audit.id
    context.session.begin()
    page = welcome(qtbot, context)
    page.open_last_signed()
    assert context.session.audit.id == kept
    contexts.press(qtbot, page, "Delete")
    contexts.press(qtbot, page, "Delete both")
    assert context.session.audit.id != kept
    assert context.session.audit.person is None
    assert context.saved_audits.kept() == ()


def test_a_review_starts_from_a_finished_audit_and_counts_nothing_yet(qtbot: QtBot, tmp_path: Path) -> None:
    context = signed_context(tmp_path)
    context.session.begin()
    page = welcome(qtbot, context)
    with qtbot.waitSignal(page.went_to):
        contexts.press(qtbot, page, "Check again from these answers")
    assert context.session.audit.occasion is None, "why it is done is for its owner to say"
    assert context.session.audit.earlier
    assert not context.session.audit.responses


def test_a_signed_audit_stays_as_it_is_when_another_begins(qtbot: QtBot, tmp_path: Path) -> None:
    context = signed_context(tmp_path)
    page = welcome(qtbot, context)
    assert page.findChildren(KeptCard)
    with qtbot.waitSignal(page.went_to):
        assert "How long it takes" not in contexts.words_on(page), "whoever has signed knows"
        assert "Without one, just go on" not in contexts.words_on(page)
        contexts.press(qtbot, page, "Start another audit")
    assert context.session.audit.person is None
    assert len(context.saved_audits.kept()) == 1


def test_a_draft_that_another_window_has_open_is_offered_to_be_read(qtbot: QtBot, tmp_path: Path) -> None:
    context = contexts.context_with_school(tmp_path)
    draft, folder = context.session.audit.id, next(tmp_path.rglob("*.audit")).parent
    context.session.begin()
    page = welcome(qtbot, context)
    with open_elsewhere(folder, draft):
        contexts.press(qtbot, page, "Resume")
        assert "This audit is open in another window" in contexts.words_on(page)
        with qtbot.waitSignal(page.went_to):
            contexts.press(qtbot, page, "Read it here")
        assert (context.session.audit.id, context.session.read_only) == (draft, True)
        with pytest.raises(DraftInUse):
            context.session.choose_policy("baseline")


def test_what_is_signed_and_not_handed_in_comes_first_and_one_press_leads_there(qtbot: QtBot, tmp_path: Path) -> None:
    context = signed_context(tmp_path)
    signed = context.session.audit
    context.session.begin()
    page = welcome(qtbot, context)
    assert "Your attestation of 20 November 2026 is not handed in yet." in contexts.words_on(page)
    assert (page.title, page.accept_label) == ("What is next", "Hand it in")
    with qtbot.waitSignal(page.went_to) as went:
        page.accept()
    assert went.args == [Step(id=StepId.DONE), None]
    assert context.session.audit == signed


def test_after_that_the_page_says_what_is_left_until_when_and_the_next_review(qtbot: QtBot, tmp_path: Path) -> None:
    context = signed_context(tmp_path)
    hand_in(context.session, HandInWay.FOLDER)
    left = len(context.session.actions())
    assert left > 2
    page = welcome(qtbot, context)
    said = contexts.words_on(page)
    assert "not handed in" not in said
    assert f"{left} things are left to do. None of them has a date yet." in said
    assert said.count("You signed on 20 November 2026. Handed in on 20 November 2026: it is in your school's") == 1
    assert page.accept_label == "See what is left to do"
    with qtbot.waitSignal(page.went_to):
        page.accept()
    first, second = (action.key for action in context.session.actions()[:2])
    for days, when in (
        ((date(2026, 12, 11), date(2026, 12, 4)), "the first by 4 December 2026."),
        ((date(2026, 11, 27), date(2026, 11, 19)), "The first was to be done by 19 November 2026."),
    ):
        remind(context.session, dict(zip((first, second), days, strict=True)))
        page.refresh()
        said = contexts.words_on(page)
        assert f"{left} things are left to do" in said
        assert when in said
    assert "Your next review is due on 20 November 2027." in said
    for action in context.session.actions():
        mark_done(context.session, action.key, done=True)
    page.refresh()
    assert "Nothing is left to do." in contexts.words_on(page)
    assert page.accept_label == "See what you signed"


def test_an_audit_kept_by_an_earlier_version_is_not_asked_to_be_handed_in(qtbot: QtBot, tmp_path: Path) -> None:
    context = signed_context(tmp_path)
    store = DraftStore(tmp_path / "audits")
    document = store.load_kept(context.session.audit.id)
    for new in ("handed_in", "to_hand_in", "reminders", "undated"):
        del document["summary"][new]
    for new in ("handed_in", "reminders", "done"):
        del document[new]
    store.save_kept(context.session.audit.id, document)
    page = welcome(qtbot, context)
    assert "not handed in" not in contexts.words_on(page)
    context.session.open_kept(context.session.audit.id)
