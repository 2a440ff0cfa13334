"""Nothing moves under the pointer: whoever clicks on without looking up answers what they meant to."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from privacy_wizard.audit.steps import Step, StepId
from privacy_wizard.domain.vocabulary import HowKnown
from privacy_wizard.ui.wizard.interview.answer_row import AnswerRow
from privacy_wizard.ui.wizard.interview.blocks import ToldCard
from privacy_wizard.ui.wizard.interview.page import InterviewPage
from privacy_wizard.ui.wizard.interview.shared_answers import WhichAccountsCard
from tests.ui.hands import User
from tests.ui.test_pages_fit import SMALLEST

LEFT = Qt.MouseButton.LeftButton
MOST_PAGES = 60


@pytest.mark.parametrize(
    ("at", "accounts"),
    [(0, ("facebook", "whatsapp")), (-1, ("instagram", "tiktok"))],
    ids=["the first answers", "the last answers"],
)
def test_every_row_clicked_where_it_stood_when_its_page_came_into_view_gets_its_answer(
    sit: Callable[..., User], at: int, accounts: tuple[str, ...]
) -> None:
    user = sit(context_with=("helsby-hillside-primary-2023", *accounts))
    user.shell.resize(*SMALLEST)
    user._controller.show(Step(id=StepId.SCREENING))
    settle(user)
    seen = 0
    while isinstance(user.page, InterviewPage):
        seen += 1
        assert seen < MOST_PAGES, user.questions.title
        clicked: set[AnswerRow] = set()
        while rows := [each for each in user.questions.rows.values() if not each.is_answered and each not in clicked]:
            click_one_after_the_other(user, rows, at)  # at first all; then what the answers brought up below
            clicked.update(rows)
        for row in user.questions.rows.values():
            if row.awaits_accounts:
                assert row.mark.text == "Say of which accounts", "on this page"
        for which in user.questions.findChildren(WhichAccountsCard):
            if which.isEnabled() and not any(which.tick(key).isChecked() for key in which.keys):
                click(user, place_of(user, which.tick(which.keys[0])))
                assert user.context.session.audit.responses.keys() >= {*which.keys}, "one tick says it of all accounts"
        for card in user.questions.findChildren(ToldCard):
            click(user, place_of(user, card.box))
        assert user.questions.scroll_area.verticalScrollBar().maximum() == 0, user.questions.title
        user.go_on()
        settle(user)
    assert user.step == "results"
    assert user.context.session.progress.open == 0


def click_one_after_the_other(user: User, rows: list[AnswerRow], at: int) -> None:
    """Each at the place where it is at first; none has moved when the last is answered."""
    page = user.questions
    meant = {row: row.question.check.options[at].id for row in rows}
    places = {row: place_of(user, row.answers.row(meant[row])) for row in rows}
    if page.how_known.isVisible() and page.how_known.options.current() is None:
        click(user, place_of(user, page.how_known.options.row(HowKnown.LOOKED)))
    for row, place in places.items():
        click(user, place)
        assert places == {row: place_of(user, row.answers.row(meant[row])) for row in rows}, row.question.key
    given = user.context.session.audit.responses
    told = [row for row in rows if not row.is_once or row.question.key in given]  # else of each account, later
    assert {row.question.key: given[row.question.key].answer for row in told} == {
        row.question.key: meant[row] for row in told
    }


def place_of(user: User, answer: QWidget) -> QPoint:
    return answer.mapTo(user.shell, answer.rect().center())


def click(user: User, place: QPoint) -> None:
    """What lies there now, whatever it is."""
    hit = user.shell.childAt(place)
    QTest.mouseClick(hit, LEFT, Qt.KeyboardModifier.NoModifier, hit.mapFrom(user.shell, place))
    user.settle()


def settle(user: User) -> None:
    """The layouts of a page that was just made follow one another."""
    for _turn in range(3):
        user.settle()
