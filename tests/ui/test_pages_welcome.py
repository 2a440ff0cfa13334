"""The first page: begin, go on, look at what was finished."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from privacy_wizard.audit.state import Signed
from privacy_wizard.audit.steps import Step, StepId
from privacy_wizard.domain.vocabulary import Occasion
from privacy_wizard.ui.wizard.welcome.audits import DraftCard, KeptCard
from privacy_wizard.ui.wizard.welcome.page import WelcomePage
from tests.ui import desks

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)


def test_without_any_audit_the_page_says_so_and_offers_to_start(qtbot: QtBot, tmp_path: Path) -> None:
    page = WelcomePage(desks.new_desk(tmp_path))
    desks.opened(qtbot, page)
    assert page.accept_label == "Start a new audit"
    assert page.accept()
    assert "Nothing finished yet" in desks.words_on(page)


def test_a_draft_is_resumed_at_the_question_where_it_stopped(qtbot: QtBot, tmp_path: Path) -> None:
    desk = desks.desk_with_school(tmp_path)
    account = desk.session.add_account("instagram")
    step = Step(id=StepId.ACCOUNT, account=account.id)
    key = desk.session.questions_at(step)[2].key
    desk.session.visit(step, key)
    desk.session.begin()
    page = WelcomePage(desk)
    desks.opened(qtbot, page)
    with qtbot.waitSignal(page.went_to) as went:
        desks.press(qtbot, page, "Resume")
    assert went.args == [step, key]
    assert desk.session.audit.accounts == (account,)


def test_the_audit_that_is_open_is_continued_and_not_listed(qtbot: QtBot, tmp_path: Path) -> None:
    page = WelcomePage(desks.desk_with_school(tmp_path))
    desks.opened(qtbot, page)
    assert page.accept_label == "Continue this audit"
    assert not page.findChildren(DraftCard)


def test_deleting_a_draft_asks_first_and_then_deletes_it(qtbot: QtBot, tmp_path: Path) -> None:
    desk = desks.desk_with_school(tmp_path)
    desk.session.begin()
    page = WelcomePage(desk)
    desks.opened(qtbot, page)
    desks.press(qtbot, page, "Delete")
    assert len(desk.shelf.drafts()) == 1
    desks.press(qtbot, page, "Delete it")
    assert desk.shelf.drafts() == ()
    assert "The unfinished audit was deleted." in desks.words_on(page)


def test_a_review_starts_from_a_finished_audit_and_counts_nothing_yet(qtbot: QtBot, tmp_path: Path) -> None:
    desk = desks.finished_desk(tmp_path)
    desk.session.finish(Signed(identifier="ab" * 16, on=desks.TODAY), b"%PDF-1.7")
    desk.session.begin()
    page = WelcomePage(desk)
    desks.opened(qtbot, page)
    with qtbot.waitSignal(page.went_to):
        desks.press(qtbot, page, "Start this year's review")
    assert desk.session.audit.occasion is Occasion.ANNUAL_REVIEW
    assert desk.session.audit.earlier
    assert not desk.session.audit.responses


def test_a_signed_audit_stays_as_it_is_when_another_begins(qtbot: QtBot, tmp_path: Path) -> None:
    desk = desks.finished_desk(tmp_path)
    desk.session.finish(Signed(identifier="ab" * 16, on=desks.TODAY), b"%PDF-1.7")
    page = WelcomePage(desk)
    desks.opened(qtbot, page)
    assert page.findChildren(KeptCard)
    with qtbot.waitSignal(page.went_to):
        assert not page.accept()
    assert desk.session.audit.person is None
    assert len(desk.shelf.kept()) == 1
