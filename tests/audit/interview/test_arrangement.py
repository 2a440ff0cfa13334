"""The order and the grouping of what is asked, under every policy, for many sets of accounts."""

from collections import Counter
from collections.abc import Mapping
from itertools import product

import pytest
from attrs import evolve

from privacy_wizard.audit.interview.arrangement import Arrangement
from privacy_wizard.audit.interview.page import PageKind, QuestionPage
from privacy_wizard.audit.interview.page_height import MOST_ROWS, fits_on_a_page, height_of, room_of
from privacy_wizard.domain.audit import Account, Declaration, Person, numbered_account
from privacy_wizard.domain.checklist_index import platforms
from privacy_wizard.domain.model import Catalogue
from privacy_wizard.domain.questions import Question, all_questions, best_options
from privacy_wizard.domain.vocabulary import AccountKind, Level, Occasion, PersonKind

PACKS = (
    "baseline",
    "aspire-academies-trust-2017",
    "bradley-primary-2023",
    "devon-maintained-schools-2011",
    "helsby-hillside-primary-2023",
    "ladysmith-federation",
)
SAM = Person(name="Sam Lee", role="Teacher", kind=PersonKind.EMPLOYEE, identifier="P-1")
SETS = {
    "none": (),
    "three": ("facebook", "instagram", "whatsapp"),
    "six": ("facebook", "instagram", "whatsapp", "x", "linkedin", "tiktok"),
    "twice": ("instagram", "instagram", "blog", "other"),
}


def accounts_of(platforms_used: tuple[str, ...], *, official: bool = False) -> tuple[Account, ...]:
    counted = Counter[str]()
    found = []
    for platform in platforms_used:
        counted[platform] += 1
        found.append(numbered_account(platform, AccountKind.PERSONAL, counted[platform]))
    return (*found, *((numbered_account("facebook", AccountKind.OFFICIAL, 1),) if official else ()))


def questions_of(catalogue: Catalogue, pack: str, accounts: tuple[Account, ...]) -> tuple[Question, ...]:
    declaration = Declaration(person=SAM, occasion=Occasion.INDUCTION, pack=pack, accounts=accounts)
    return all_questions(catalogue, declaration)


def names(accounts: tuple[Account, ...]) -> Mapping[str, str]:
    return {account.id: account.id for account in accounts}


@pytest.fixture(scope="module")
def pages(catalogue: Catalogue) -> Mapping[tuple[str, str], tuple[QuestionPage, ...]]:
    """Those of every policy with every set of accounts."""
    found = {}
    for pack, used in product(PACKS, SETS):
        accounts = accounts_of(SETS[used], official=True)
        found[pack, used] = Arrangement(questions_of(catalogue, pack, accounts), catalogue, names(accounts)).pages
    return found


@pytest.fixture(params=PACKS)
def pack(request: pytest.FixtureRequest) -> str:
    return str(request.param)


Pages = Mapping[tuple[str, str], tuple[QuestionPage, ...]]


def test_every_question_stands_on_exactly_one_page_exactly_once(catalogue: Catalogue, pages: Pages) -> None:
    for (pack, used), found in pages.items():
        asked = questions_of(catalogue, pack, accounts_of(SETS[used], official=True))
        shown = Counter(key for page in found for key in page.keys)
        assert shown == Counter(question.key for question in asked), (pack, used)


def test_the_gravest_comes_first_and_every_page_has_a_name_of_its_own(pages: Pages) -> None:
    for case, found in pages.items():
        order = [list(PageKind).index(page.kind) for page in found]
        assert order == sorted(order), case
        assert len({page.id for page in found}) == len(found), case


def test_a_topic_is_asked_once_with_a_row_for_each_account(catalogue: Catalogue, pack: str) -> None:
    accounts = accounts_of(SETS["six"])
    found = Arrangement(questions_of(catalogue, pack, accounts), catalogue, names(accounts)).pages
    blocks = [block for page in found for block in page.blocks]
    pupils = [row for block in blocks for row in block.rows if row.question.check.control == "connections.no-pupils"]
    assert sorted(row.label for row in pupils) == sorted(account.id for account in accounts)
    assert sum(block.heading == "Current pupils" for block in blocks) == 1


def test_what_is_asked_once_of_all_accounts_has_an_answer_to_keep_of_those_that_are_not_meant(pages: Pages) -> None:
    found = [page for each in pages.values() for page in each]
    once = [block.rows[0].question for page in found for block in page.blocks if block.is_once]
    assert [each.key for each in once if each.check.control is not None and not best_options(each)] == []


def test_settings_are_asked_account_by_account(catalogue: Catalogue, pack: str) -> None:
    accounts = accounts_of(SETS["six"])
    pages = Arrangement(questions_of(catalogue, pack, accounts), catalogue, names(accounts)).pages
    settings = [page for page in pages if page.kind is PageKind.SETTINGS]
    assert {page.account for page in settings} >= set(accounts)
    for page in settings:
        assert {row.question.account for row in page.rows} == {page.account}


def test_what_one_is_only_told_is_answered_by_one_act(pages: Pages) -> None:
    for case, found in pages.items():
        blocks = [block for page in found if page.kind is PageKind.ACKNOWLEDGEMENTS for block in page.blocks]
        assert blocks or "baseline" in case, "which has nothing that one is only told"
        for block in blocks:
            assert {row.question.level is Level.INFORM for row in block.rows} == {block.together}, case


def test_no_page_is_longer_than_the_window(pages: Pages) -> None:
    for case, found in pages.items():
        for page in found:
            assert sum(map(height_of, page.blocks)) <= room_of(page.kind) or len(page.rows) == 1, (case, page.id)
            assert sum(len(block.rows) for block in page.blocks if block.screen) <= MOST_ROWS, (case, page.id)


def test_each_service_can_be_asked_alone(catalogue: Catalogue) -> None:
    for head in platforms(catalogue):
        accounts = accounts_of((head.id,))
        asked = questions_of(catalogue, "helsby-hillside-primary-2023", accounts)
        shown = [key for page in Arrangement(asked, catalogue, names(accounts)).pages for key in page.keys]
        assert sorted(shown, key=str) == sorted((question.key for question in asked), key=str)


def test_no_question_is_left_alone_on_a_page_where_the_one_before_it_could_share(catalogue: Catalogue) -> None:
    accounts = accounts_of(SETS["three"])
    published = {"every-account.blog-permission", "every-account.blog-content", "every-account.wiki"}
    every = questions_of(catalogue, "helsby-hillside-primary-2023", accounts)
    asked = tuple(each for each in every if each.check.id not in published)
    found = [page for page in Arrangement(asked, catalogue, names(accounts)).pages if page.kind is PageKind.CONDUCT]
    assert min(page.count(page.keys) for page in found) > 1
    assert [key for page in found for key in page.keys][-1][0] == "every-account.media"  # nothing changed places


def test_the_settings_of_one_menu_stand_apart_by_their_places(catalogue: Catalogue) -> None:
    menu = "strava.com > Your picture"  # all that the way above four settings said, of which two stand elsewhere
    assert [way for way in ways_of(catalogue, "ladysmith-federation", "strava") if way == menu] == []
    notices = "The settings of your blog > Discussion or Community > pingbacks, trackbacks and mentions"
    assert notices in ways_of(catalogue, "helsby-hillside-primary-2023", "blog")


def test_a_page_has_room_for_the_ticks_of_what_it_asks_once(pages: Pages) -> None:
    for page in (page for each in pages.values() for page in each):
        once = [block for block in page.blocks if block.is_once and len(block.rows) > 1]
        ticks = [evolve(block, of_which=True) for block in once]
        assert not once or fits_on_a_page((*page.blocks, *ticks), page.kind), page.id


def ways_of(catalogue: Catalogue, pack: str, platform: str) -> list[str | None]:
    account = accounts_of((platform,))
    pages = Arrangement(questions_of(catalogue, pack, account), catalogue, names(account)).pages
    screens = [each.screen for page in pages if page.kind is PageKind.SETTINGS for each in page.blocks]
    return [each.path.web or each.path.anywhere for each in screens if each is not None]
