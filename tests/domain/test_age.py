"""How old guidance and policies are, and when somebody should look again."""

from datetime import date

from attrs import evolve

from privacy_wizard.domain.model import Catalogue, Check, Checklist, Option, Source, Steps
from privacy_wizard.domain.versions import (
    Due,
    guidance_of,
    names_a_year,
    review_is_over,
    shows_a_screen,
    to_review,
    whole_months,
)
from privacy_wizard.domain.vocabulary import Confidence, Subject
from tests.in_turn import in_turn

CHECK = Check(
    id="pictures.private",
    control="visibility.audience",
    ask="What is it set to?",
    options=(Option(id="on", label="On"), Option(id="off", label="Off")),
    steps=Steps(anywhere="Settings > Private account"),
    why="Why.",
    fix="Fix.",
    source=Source(id="S1", title="A page", date="2026-05"),
    confidence=Confidence.OFFICIAL,
)


@in_turn(
    ("since", "on", "months"),
    [
        ("2026-05-20", date(2026, 11, 19), 5),
        ("2026-05-20", date(2026, 11, 20), 6),
        ("2026-05", date(2026, 10, 31), 5),
        ("2026-05", date(2026, 11, 1), 6),
        ("2026", date(2026, 11, 20), 10),
        ("2026", date(2026, 11, 1), 10),
        ("2017-10-21", date(2026, 11, 20), 108),
        ("2026-11-20", date(2026, 11, 20), 0),
        ("2027", date(2026, 11, 20), 0),
        ("2026-01-31", date(2026, 2, 28), 0),
    ],
)
def test_months_are_whole_ones_counted_from_the_earliest_day_that_it_can_be(since: str, on: date, months: int) -> None:
    assert whole_months(since, on) == months


def test_guidance_is_old_from_the_first_day_after_the_files_period() -> None:
    assert not guidance_of(CHECK, 6, date(2026, 10, 31)).is_old
    assert guidance_of(CHECK, 6, date(2026, 11, 1)).is_old
    assert guidance_of(CHECK, 6, date(2026, 11, 1)).due is Due.OLD
    assert not guidance_of(CHECK, 12, date(2026, 11, 1)).is_old


def test_a_look_at_the_screen_makes_it_as_young_as_that_look() -> None:
    seen = evolve(CHECK, last_seen=date(2026, 11, 3))
    guidance = guidance_of(seen, 6, date(2026, 11, 20))
    assert (guidance.as_of, guidance.was_seen, guidance.months) == ("2026-11-03", True, 0)
    assert guidance_of(CHECK, 6, date(2026, 11, 20)).as_of == "2026-05"


def test_an_undated_source_is_said_to_be_so_until_somebody_has_looked() -> None:
    undated = evolve(CHECK, source=evolve(CHECK.source, undated=True))
    on = date(2026, 6, 1)
    assert guidance_of(undated, 6, on).undated
    assert not guidance_of(evolve(undated, last_seen=date(2026, 5, 30)), 6, on).undated
    assert not guidance_of(CHECK, 6, on).undated


def test_what_no_document_confirms_is_due_until_somebody_has_seen_it() -> None:
    guessed = evolve(CHECK, confidence=Confidence.UNCONFIRMED)
    on = date(2026, 6, 1)
    assert guidance_of(CHECK, 6, on).due is Due.NOT_YET
    assert guidance_of(guessed, 6, on).due is Due.UNCONFIRMED
    assert guidance_of(evolve(guessed, last_seen=date(2026, 5, 30)), 6, on).due is Due.NOT_YET


def test_what_leads_to_no_screen_does_not_grow_old() -> None:
    asked = evolve(CHECK, id="pictures.manners", steps=Steps())
    assert not shows_a_screen(asked)
    assert shows_a_screen(evolve(asked, link="https://pictures.example/settings"))
    for way in ("anywhere", "web", "iphone", "android"):
        assert shows_a_screen(evolve(asked, steps=evolve(Steps(), **{way: "Settings > Privacy"})))
    assert [each.check for each in to_review(_catalogue(CHECK, asked), date(2030, 1, 1))] == [CHECK]


def test_what_is_due_is_told_the_oldest_first_and_the_rest_not_at_all() -> None:
    older = evolve(CHECK, id="pictures.tags", source=Source(id="S2", title="An older page", date="2023"))
    young = evolve(CHECK, id="pictures.young", last_seen=date(2026, 11, 3))
    found = to_review(_catalogue(CHECK, young, older), date(2026, 11, 20))
    assert [each.check for each in found] == [older, CHECK]
    assert found[0].checklist.id == "pictures"


def _catalogue(*checks: Check) -> Catalogue:
    checklist = Checklist(
        id="pictures",
        title="Pictures",
        subject=Subject.PERSONAL_ACCOUNT,
        version="2026.11.1",
        sha256="0" * 64,
        checks=checks,
    )
    return Catalogue(controls={}, checklists={"pictures": checklist}, packs={})


@in_turn(
    ("when", "over"),
    [
        (None, False),
        ("autumn 2024", True),
        ("autumn 2026", False),
        ('given as "bi-annually"', False),
        ("2026-11-19", True),
        ("2026-11-20", False),
        ("2026-10", True),
        ("2026-11", False),
    ],
)
def test_a_review_is_over_only_when_its_date_has_certainly_passed(when: str | None, over: bool) -> None:
    assert review_is_over(when, date(2026, 11, 20)) is over
    assert names_a_year(when or "") is ("20" in (when or ""))
