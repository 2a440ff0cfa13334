"""Every page of questions of every shipped platform fits its window without scrolling, if it is to be full."""

from collections.abc import Callable, Iterator, Sequence

import pytest
from PySide6.QtCore import QPoint

from privacy_wizard.audit.interview import page_height
from privacy_wizard.audit.interview.page import QuestionPage
from privacy_wizard.audit.state import Signed
from privacy_wizard.audit.steps import Step, StepId
from privacy_wizard.domain.vocabulary import Subject
from privacy_wizard.ui.wizard.interview.page import InterviewPage
from tests.audit.conftest import answer_all
from tests.ui.contexts import begin, catalogue
from tests.ui.hands import User

SIZES = {
    "1280 by 800 with the frame of the window": (1280, 800 - 40),
    "1366 by 768 with a task bar and the frame": (1366, 768 - 40 - 32),
}
SMALLEST = (1280, 768 - 40 - 32)  # as narrow as the one, and as low as the other: what fits there fits both
AT_ONCE = 6  # accounts of one person: the rows of a topic
NEARLY_FULL = 0.9  # of the room: where it was measured, no page took a twelfth of it more than was reckoned


def platforms() -> list[str]:
    """Every checklist of a platform, as shipped."""
    return [
        each.id
        for each in catalogue().checklists.values()
        if each.subject is Subject.PERSONAL_ACCOUNT and not each.every_account
    ]


def some_at_once() -> Iterator[list[str]]:
    every = platforms()
    for at in range(0, len(every), AT_ONCE):
        yield every[at : at + AT_ONCE]


@pytest.mark.parametrize("accounts", list(some_at_once()), ids="-".join)
def test_no_page_of_questions_needs_to_be_scrolled(sit: Callable[..., User], accounts: list[str]) -> None:
    """Of the first accounts every page is looked at, of the others those that are reckoned to be nearly full, without
    what is asked of a person whatever the accounts.
    """
    user = sit(context_with=("ladysmith-federation", *accounts))
    pages = user.context.session.interview.pages
    if accounts != next(some_at_once()):
        pages = [page for page in pages if is_nearly_full(page) and page.step.id is not StepId.CONDUCT]
    assert too_tall(user, pages) == {}


@pytest.mark.parametrize("pack", sorted({*catalogue().packs} - {"ladysmith-federation"}))
def test_no_page_of_another_policy_needs_to_be_scrolled_either(sit: Callable[..., User], pack: str) -> None:
    user = sit(context_with=(pack, "facebook", "instagram", "whatsapp"))
    assert too_tall(user, list(filter(is_nearly_full, user.context.session.interview.pages))) == {}


def test_a_second_year_without_accounts_fits_one_page_or_none_needs_to_be_scrolled(sit: Callable[..., User]) -> None:
    user = sit(context_with=("baseline",))
    session, pages, over = user.context.session, {}, {}
    for pack in sorted(catalogue().packs):
        session.begin()
        begin(user.context, pack)
        session.declare_no_accounts(True)
        answer_all(session)
        session.finish(Signed(identifier="0" * 32, on=session.today), b"%PDF-")
        session.review(session.audit.id)
        session.declare_no_accounts(True)
        pages[pack] = len(session.interview.core)
        over |= {(pack, *page): pixels for page, pixels in too_tall(user, session.interview.pages).items()}
    assert over == {}
    assert pages["helsby-hillside-primary-2023"] == 1


def too_tall(user: User, pages: Sequence[QuestionPage]) -> dict[tuple[str, str], int]:
    """Each size and page that does not fit it, and by how many pixels."""
    user.shell.resize(*SMALLEST)
    if not dict(scrolled(user, pages)):
        return {}
    found = {}
    for name, size in SIZES.items():
        user.shell.resize(*size)
        found |= {(name, page): over for page, over in scrolled(user, pages)}
    return found


def is_nearly_full(page: QuestionPage) -> bool:
    return page_height._height(page.blocks) >= NEARLY_FULL * page_height.room_of(page.kind)


def scrolled(user: User, wanted: Sequence[QuestionPage]) -> Iterator[tuple[str, int]]:
    """Each of these pages of questions that does not fit the window, and by how many pixels."""
    for step in dict.fromkeys(page.step for page in wanted):
        user._controller.show(step)
        user.settle()
        page = user.page
        assert isinstance(page, InterviewPage)
        for each in (each for each in wanted if each.step == step):
            if each.keys[0] not in page.rows:
                page.show_question(each.keys[0])
                user.settle()
            assert page._page is not None
            assert each.keys[0] in page._page.keys
            over = page.scroll_area.verticalScrollBar().maximum()
            if over:
                yield each.id, over


def test_a_page_has_air_where_there_is_room_and_details_that_open_move_nothing_above_them(
    sit: Callable[..., User],
) -> None:
    user = sit(context_with=("ladysmith-federation", "instagram"))
    user.shell.resize(1280, 800)

    def top_at(step: StepId) -> int:
        user._controller.show(Step(id=step))
        user.settle()
        return user.page.heading.mapTo(user.shell, QPoint(0, 0)).y()

    assert top_at(StepId.SCREENING) == top_at(StepId.YOU), "the title stands where it stands on the other pages"
    roomy = top_at(StepId.SCREENING)
    page = user.page
    row = next(iter(page.rows.values()))
    before = row.mapTo(page, QPoint(0, 0))
    for each in page.rows.values():
        each.show_details()
    user.settle()
    assert page.scroll_area.verticalScrollBar().maximum() > 0
    assert row.mapTo(page, QPoint(0, 0)) == before
    assert top_at(StepId.CONDUCT) == roomy, "with thirteen questions, each of which is to be seen, and little air"
    assert not user.page._density.is_roomy
    assert user.page._density._between > 0, "what a dense page leaves goes between the rows"
    user.shell.resize(1280, 640)
    assert top_at(StepId.CONDUCT) < roomy
    assert user.page._density._between == 0
