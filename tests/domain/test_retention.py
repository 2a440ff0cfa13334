"""How long what is kept."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privacy_wizard.domain.retention import (
    DEFAULT_RULES,
    KeepingRule,
    Kept,
    KeptThing,
    Starts,
    due_on,
    falls_due,
    years_later,
)

DAYS = st.dates(date(1990, 1, 1), date(2090, 1, 1))


def thing(kept: Kept, since: date = date(2020, 1, 1), left: date | None = None) -> KeptThing:
    return KeptThing(school="oak", kept=kept, identifier="x", since=since, left=left)


def test_a_person_is_kept_while_employed_and_six_years_more() -> None:
    assert due_on(thing(Kept.PERSON)) is None
    assert due_on(thing(Kept.PERSON, left=date(2020, 7, 31))) == date(2026, 8, 1)


def test_a_rejected_file_is_kept_for_thirty_days() -> None:
    assert due_on(thing(Kept.REJECTED, since=date(2026, 1, 1))) == date(2026, 2, 1)


def test_an_accepted_attestation_goes_with_its_person_unless_a_rule_says_otherwise() -> None:
    assert due_on(thing(Kept.ATTESTATION)) is None
    rules = {**DEFAULT_RULES, Kept.ATTESTATION: KeepingRule(starts=Starts.KEPT, years=3)}
    assert due_on(thing(Kept.ATTESTATION, since=date(2020, 2, 29)), rules) == date(2023, 3, 2)


@given(day=DAYS, years=st.integers(0, 60))
def test_nothing_goes_a_day_early(day: date, years: int) -> None:
    later = years_later(day, years)
    assert (later.year, later.month, later.day) >= (day.year + years, day.month, day.day)
    assert later - day <= timedelta(days=366 * years + 1)


@given(since=DAYS, today=DAYS)
def test_a_preview_lists_what_is_due_and_nothing_else(since: date, today: date) -> None:
    found = falls_due([thing(Kept.REJECTED, since=since)], today)
    assert bool(found) is (today > since + timedelta(days=30))


def test_the_end_of_the_calendar_is_no_trouble() -> None:
    assert due_on(thing(Kept.PERSON, left=date(9999, 12, 31))) == date.max


def test_a_period_is_never_negative() -> None:
    with pytest.raises(ValueError, match="never negative"):
        KeepingRule(starts=Starts.KEPT, days=-1)
