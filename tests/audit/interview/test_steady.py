"""Pages that stand still while they are answered: what comes up follows, and every page still fits."""

import pytest
from attrs import evolve

from privacy_wizard.audit.interview.arrangement import Arrangement
from privacy_wizard.audit.interview.page import PageKind, QuestionPage
from privacy_wizard.audit.interview.page_height import height_of, origin_of, room_of, steady, with_apart
from privacy_wizard.domain.model import Catalogue

from .test_arrangement import accounts_of, names, questions_of

TWELVE = accounts_of(("facebook", "instagram", "whatsapp", "x") * 3)


@pytest.fixture(scope="module")
def conduct(catalogue: Catalogue) -> tuple[QuestionPage, ...]:
    questions = questions_of(catalogue, "helsby-hillside-primary-2023", TWELVE)
    pages = Arrangement(questions, catalogue, names(TWELVE)).pages
    return tuple(page for page in pages if page.kind is PageKind.CONDUCT)


def once(pages: tuple[QuestionPage, ...]) -> set[tuple[str, str | None]]:
    return {block.rows[0].question.key for page in pages for block in page.blocks if block.is_once}


def test_what_is_asked_of_each_of_twelve_accounts_is_spread_over_pages_that_fit(
    conduct: tuple[QuestionPage, ...],
) -> None:
    pages = with_apart(conduct, once(conduct))
    assert not any(block.is_once for page in pages for block in page.blocks)
    assert all(sum(map(height_of, page.blocks)) <= room_of(page.kind) for page in pages)
    assert sorted(key for page in pages for key in page.keys) == sorted(key for page in conduct for key in page.keys)
    assert len({page.id for page in pages}) == len(pages)


def test_where_one_is_no_block_leaves_its_place_whatever_comes_up_or_goes(conduct: tuple[QuestionPage, ...]) -> None:
    page = next(page for page in conduct if once((page,)))
    opened = steady(conduct, page.id, with_apart(conduct, once(conduct)))
    here = next(each for each in opened if each.id == page.id)
    assert here.blocks[: len(page.blocks)] == page.blocks
    assert all(sum(map(height_of, each.blocks)) <= room_of(each.kind) for each in opened)
    further = [each for each in opened if origin_of(each.id) == page.id]
    assert {key for each in further for key in each.keys} >= set(page.keys)
    assert steady(opened, page.id, conduct)[opened.index(here)] == here, "what is asked no more keeps its place"
    assert steady(opened, further[-1].id, with_apart(conduct, once(conduct)))[-1] == opened[-1]


def test_what_is_new_on_another_page_stands_there(conduct: tuple[QuestionPage, ...]) -> None:
    first, *others = conduct
    shorter = (evolve(first, blocks=(evolve(first.blocks[0], rows=first.blocks[0].rows[:1]),)), *others)
    last = others[-1]
    again = steady(shorter, last.id, conduct)
    assert list(dict.fromkeys(origin_of(page.id) for page in again)) == [page.id for page in conduct]
    of_first = [key for page in again if origin_of(page.id) == first.id for key in page.keys]
    assert sorted(of_first) == sorted(first.keys)
