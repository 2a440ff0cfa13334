"""The rows of the table of effort, driven at the real window: it takes what is counted, and no more than aimed at."""

from collections.abc import Callable

import pytest
from attrs import evolve

from benchmarks import bench_effort
from privacy_wizard.audit.interview.effort import effort_of
from privacy_wizard.audit.state import Signed
from privacy_wizard.domain.vocabulary import Occasion
from privacy_wizard.ui.wizard.interview.blocks import ToldCard
from privacy_wizard.ui.wizard.interview.last_year import LastYearCard
from privacy_wizard.ui.wizard.interview.page import InterviewPage
from tests.ui.contexts import SAM
from tests.ui.hands import User

WALKS = {walk.title: walk for walk in bench_effort.WALKS}


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


def walked(user: User) -> tuple[int, int]:
    """Screens and clicks from the first question to the results; they are what the interview counts."""
    session, screens, clicks = user.context.session, 0, 0
    user._controller.show(session.interview.core[0].step)
    user.settle()
    while isinstance(user.page, InterviewPage) and user.step != "further":
        screens += 1
        clicks += answered(user) + 1
        user.go_on()
    assert user.step == "results"
    assert session.first_open is None
    counted = effort_of(session.interview.core)
    assert (screens, clicks) == (counted.screens, counted.clicks)
    return screens, clicks


def answered(user: User) -> int:
    """Answer all that a page shows as the policy asks, each with a click of its own; how many it took."""
    page, clicks = user.questions, 0
    if page.how_known.isVisible():
        user.say_looked()
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
