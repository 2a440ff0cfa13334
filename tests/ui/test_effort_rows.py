"""The rows of the table of effort, driven at the real window: it takes what is counted, and no more than aimed at."""

from collections.abc import Callable
from pathlib import Path

import pytest
from attrs import evolve

from benchmarks import bench_effort
from privacy_wizard.audit.interview.effort import effort_of
from privacy_wizard.audit.state import Signed
from privacy_wizard.audit.steps import Step, StepId
from privacy_wizard.domain.vocabulary import HowKnown, Occasion
from privacy_wizard.ui.wizard.connections.window import ConnectionsWindow
from privacy_wizard.ui.wizard.interview.blocks import ToldCard
from privacy_wizard.ui.wizard.interview.confirmations import LastYearCard
from privacy_wizard.ui.wizard.interview.page import InterviewPage
from privacy_wizard.ui.wizard.interview.shared_answers import AlikeRow
from tests.ui.contexts import SAM
from tests.ui.hands import SLOW, User

ALL_STILL_RIGHT = "All of this is still right: go on"
WALKS = {walk.title: walk for walk in bench_effort.WALKS if len(walk.accounts) != 3}
"""With most accounts and with none; what the third takes, the interview alone counts (`test_effort.py`)."""


@pytest.mark.parametrize("title", WALKS)
def test_the_window_takes_what_is_counted_in_the_first_year_and_in_the_second(
    sit: Callable[..., User], title: str
) -> None:
    walk = WALKS[title]
    user = sit(context_with=(walk.pack, *walk.accounts))
    session = user.context.session
    session.describe_person(evolve(SAM, kind=walk.kind), Occasion.INDUCTION)
    session.declare_no_accounts(not walk.accounts)
    first = walked(user)
    assert first[0] <= walk.most.screens
    assert first[1] <= walk.most.clicks
    session.finish(Signed(identifier="0" * 32, on=session.today), b"%PDF-")
    session.review(session.audit.id)
    session.declare_no_accounts(not walk.accounts)
    second = walked(user)
    assert all(3 * later <= before for before, later in zip(first, second, strict=True))


def test_the_window_takes_what_is_counted_with_a_download_of_each_account(
    sit: Callable[..., User], tmp_path: Path
) -> None:
    walk = bench_effort.WITH_DOWNLOADS
    user = sit(context_with=(walk.pack,))
    session = user.context.session
    session.describe_person(evolve(SAM, kind=walk.kind), Occasion.INDUCTION)
    session.choose_school(bench_effort.HILL_STREET)
    user._controller.show(Step(id=StepId.ACCOUNTS))
    user.settle()
    files = list(bench_effort.well_set(tmp_path))
    user.page.downloads.drop.several_picked.emit(files)
    user.qtbot.waitUntil(lambda: len(session.downloads) == len(files), timeout=SLOW)
    assert tuple(account.checklist for account in session.audit.accounts) == walk.accounts  # nobody ticked any
    clicks = 1 + reviewed(user)
    screens, answering = through_questions(user)
    counted = bench_effort.with_downloads(session)
    assert (screens, clicks + answering) == (counted.screens, counted.clicks)
    kept = session.audit.responses
    assert kept["facebook.pupils", "facebook-1"].known is HowKnown.FROM_EXPORT
    assert kept["tiktok.profile-details", "tiktok-1"].known is HowKnown.FROM_EXPORT


def reviewed(user: User) -> int:
    """Nobody is pointed at, so all are kept at once, and the window closes."""
    user.click(user.page.connections.open)
    [window] = user.page.findChildren(ConnectionsWindow)
    user.qtbot.waitUntil(window.keep_rest.isVisible, timeout=SLOW)
    with user.qtbot.waitSignal(window.finished):
        user.click(window.keep_rest)
    user.settle()
    return 2


def walked(user: User) -> tuple[int, int]:
    """Screens and clicks from the first question to the results; they are what the interview counts."""
    screens, clicks = through_questions(user)
    counted = effort_of(user.context.session.interview.core)
    assert (screens, clicks) == (counted.screens, counted.clicks)
    return screens, clicks


def through_questions(user: User) -> tuple[int, int]:
    """Screens and clicks from the first question to the results."""
    session, screens, clicks = user.context.session, 0, 0
    user._controller.show(session.interview.core[0].step)
    user.settle()
    while isinstance(user.page, InterviewPage) and user.step != "further":
        screens += 1
        clicks += answered(user) + 1
        user.go_on()
    assert user.step == "results"
    assert session.first_open is None
    return screens, clicks


def answered(user: User) -> int:
    """Answer all that a page shows as the policy asks, each with a click of its own; how many it took."""
    page, clicks = user.questions, 0
    if page.step.id is StepId.DOWNLOADS:
        assert page.scroll_area.verticalScrollBar().maximum() == 0  # all that is confirmed can be seen
    if page.from_download.button.isVisible():
        user.click(page.from_download.button)
        clicks += 1
    if page.accept_label == ALL_STILL_RIGHT:
        return clicks  # one turns the page with what answers it
    if page.how_known.isVisible():
        user.say_looked()
        clicks += 1
    for alike in page.findChildren(AlikeRow):
        user.click(alike.answers.row(bench_effort.USES))
        clicks += 1
    while (row := next((each for each in page.rows.values() if not each.is_answered), None)) is not None:
        user.answer(row, bench_effort._good(row.question))
        clicks += 1
    for card in page.findChildren(ToldCard):
        user.click(card.box)
        clicks += 1
    for last in page.findChildren(LastYearCard):
        user.click(last.still_true)
        clicks += 1
    return clicks
