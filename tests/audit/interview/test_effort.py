"""An audit takes no more of a person than was aimed at: the very walks that the benchmark prints."""

import importlib.util
import sys
from pathlib import Path

import pytest

from privacy_wizard.audit.interview.effort import Effort

_PATH = Path(__file__).parents[3] / "benchmarks" / "bench_effort.py"
_SPEC = importlib.util.spec_from_file_location("bench_effort", _PATH)
assert _SPEC is not None
assert _SPEC.loader is not None
bench_effort = importlib.util.module_from_spec(_SPEC)
sys.modules["bench_effort"] = bench_effort
_SPEC.loader.exec_module(bench_effort)

WALKS = {walk.title: walk for walk in bench_effort.WALKS}
TOOK = {title: bench_effort.walked(walk) for title, walk in WALKS.items()}

COUNTED = ["questions", "screens", "clicks", "words"]


@pytest.mark.parametrize("title", WALKS)
@pytest.mark.parametrize("counted", COUNTED)
def test_the_first_audit_stays_within_the_aim(title: str, counted: str) -> None:
    assert getattr(TOOK[title][0], counted) <= getattr(WALKS[title].most, counted)


@pytest.mark.parametrize("title", WALKS)
@pytest.mark.parametrize("counted", COUNTED)
def test_a_year_in_which_nothing_changed_stays_within_a_third_of_the_aim(title: str, counted: str) -> None:
    assert 3 * getattr(TOOK[title][1], counted) <= getattr(WALKS[title].most, counted)


@pytest.mark.parametrize("title", [title for title, walk in WALKS.items() if walk.accounts])
@pytest.mark.parametrize("counted", ["questions", "screens", "clicks"])
def test_whoever_has_accounts_needs_a_third_of_what_the_first_year_took(title: str, counted: str) -> None:
    first, second = TOOK[title]
    assert 3 * getattr(second, counted) <= getattr(first, counted)


def test_the_time_follows_from_words_clicks_and_screens_of_the_platforms() -> None:
    assert Effort(words=230).seconds == 60
    assert Effort(linked=1).seconds == 20
    assert Effort(unlinked=1).seconds == 40
    assert Effort(clicks=1).seconds == 4
    assert Effort(words=230, clicks=15, linked=3).minutes == 3
