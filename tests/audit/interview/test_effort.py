"""An audit takes no more of a person than was aimed at: the very walks that the benchmark prints."""

import importlib.util
import sys
from functools import cache
from pathlib import Path

import pytest

from privacy_wizard.audit.batch import NotKept
from privacy_wizard.audit.interview.effort import Effort
from privacy_wizard.audit.interview.usual_time import WITH_THREE, WITHOUT_ACCOUNTS
from privacy_wizard.audit.session import AuditSession
from privacy_wizard.domain.model import Catalogue
from privacy_wizard.domain.vocabulary import Occasion
from tests.in_turn import in_turn

from ..conftest import SAM, Clock

_PATH = Path(__file__).parents[3] / "benchmarks" / "bench_effort.py"
_SPEC = importlib.util.spec_from_file_location("bench_effort", _PATH)
assert _SPEC is not None
assert _SPEC.loader is not None
bench_effort = importlib.util.module_from_spec(_SPEC)
sys.modules["bench_effort"] = bench_effort
_SPEC.loader.exec_module(bench_effort)

WALKS = {walk.title: walk for walk in bench_effort.WALKS}
COUNTED = ["questions", "screens", "clicks", "words"]


@cache
def took(title: str) -> tuple[Effort, Effort]:
    """In the first year, and in the second."""
    return bench_effort.walked(WALKS[title])


@pytest.mark.parametrize("title", WALKS)
def test_the_first_audit_stays_within_the_aim(title: str) -> None:
    first, most = took(title)[0], WALKS[title].most
    assert {each for each in COUNTED if getattr(first, each) > getattr(most, each)} == set()


@in_turn("title", WALKS)
def test_a_year_in_which_nothing_changed_takes_a_third_of_what_the_first_year_took(title: str) -> None:
    first, second = took(title)
    assert {each for each in COUNTED if 3 * getattr(second, each) > getattr(first, each)} == set()


def test_the_time_that_the_first_page_and_the_guide_say_is_the_one_that_is_counted(catalogue: Catalogue) -> None:
    least, most = WITH_THREE
    with_three = minutes(catalogue, ("facebook", "instagram", "whatsapp"))
    assert least <= min(with_three) < least + 3
    assert most - 3 < max(with_three) <= most
    assert max(minutes(catalogue, ())) == WITHOUT_ACCOUNTS
    assert all(took(title)[0].minutes <= most for title in WALKS if len(WALKS[title].accounts) == 3)
    guide = (_PATH.parents[1] / "docs" / "getting-started.md").read_text(encoding="utf-8")
    assert f"{least} to {most} minutes with three accounts" in guide
    assert f"{WITHOUT_ACCOUNTS} without any" in guide


def minutes(catalogue: Catalogue, accounts: tuple[str, ...]) -> list[int]:
    """What is said under each policy before the first question."""
    found = []
    for pack in catalogue.packs:
        session = AuditSession(catalogue, NotKept(), Clock())
        session.describe_person(SAM, Occasion.INDUCTION)
        session.choose_policy(pack)
        for each in accounts:
            session.add_account(each)
        session.declare_no_accounts(not accounts)
        found.append(session.progress.minutes_left)
    return found


def test_the_time_follows_from_words_clicks_and_screens_of_the_platforms() -> None:
    assert Effort(words=230).seconds == 60
    assert Effort(linked=1).seconds == 20
    assert Effort(unlinked=1).seconds == 40
    assert Effort(clicks=1).seconds == 4
    assert Effort(words=230, clicks=15, linked=3).minutes == 3
