"""Answers that cannot both be true."""

from collections.abc import Mapping

import pytest

from privacy_wizard.audit.interview import acts
from privacy_wizard.audit.interview.contradictions import (
    _IN_TOUCH,
    _NOT_IN_TOUCH,
    _PICTURES_SHOW_NOTHING,
    _SHOWS,
    _SHOWS_NOTHING,
    ContradictionKind,
)
from privacy_wizard.audit.session import AuditSession
from privacy_wizard.domain.model import Catalogue
from privacy_wizard.domain.vocabulary import AccountKind
from tests.in_turn import in_turn

HELSBY = "helsby-hillside-primary-2023"


def answer(session: AuditSession, check: str, account: str | None, option: str) -> None:
    assert session.interview is not None
    question = next(each for each in session.interview.asked if each.key == (check, account))
    session.change(acts.with_answer(session.audit, question, option, session.today))


def kinds(session: AuditSession) -> list[ContradictionKind]:
    assert session.interview is not None
    return [each.kind for each in session.interview.contradictions]


def test_an_account_that_names_the_school_shows_it(session: AuditSession) -> None:
    session.choose_policy(HELSBY)
    answer(session, "every-account.disclaimer", "instagram-1", "no-link")
    assert kinds(session) == []
    answer(session, "instagram.school-name", "instagram-1", "present")
    assert kinds(session) == [ContradictionKind.SHOWS_THE_SCHOOL]
    answer(session, "every-account.disclaimer", "instagram-1", "missing")
    assert kinds(session) == []


@pytest.mark.parametrize("logo", ["profile", "posts"])
@pytest.mark.parametrize(
    ("check", "nothing", "settled"),
    [("every-account.disclaimer", "no-link", "missing"), ("every-account.media", "fine", "school-shows")],
)
def test_a_logo_that_shows_is_compared_with_whatever_says_that_nothing_does(
    session: AuditSession, logo: str, check: str, nothing: str, settled: str
) -> None:
    session.choose_policy(HELSBY)
    answer(session, "every-account.use", "instagram-1", "friends")
    answer(session, "instagram.logo", "instagram-1", logo)
    answer(session, check, "instagram-1", nothing)
    assert session.interview is not None
    said = [str(each) for each in session.interview.contradictions]
    asked = [session.checks["instagram.logo"].ask, session.checks[check].ask]
    assert len(said) == 1
    assert all(f"to “{ask}”" in said[0] for ask in asked)  # both of them, by what was asked
    answer(session, check, "instagram-1", settled)
    assert kinds(session) == []


def test_pictures_that_point_to_the_school_have_to_do_with_it(session: AuditSession) -> None:
    session.choose_policy(HELSBY)
    answer(session, "every-account.use", "instagram-1", "friends")
    answer(session, "every-account.disclaimer", "instagram-1", "no-link")
    answer(session, "every-account.media", "instagram-1", "unfit")
    assert kinds(session) == []
    answer(session, "every-account.media", "instagram-1", "school-shows")
    assert kinds(session) == [ContradictionKind.SHOWS_THE_SCHOOL]


@pytest.mark.parametrize(("use", "expected"), [("read", []), ("friends", [ContradictionKind.POSTS_NOTHING])])
def test_who_posts_nothing_uses_no_account_for_posting(
    session: AuditSession, use: str, expected: list[ContradictionKind]
) -> None:
    session.choose_policy(HELSBY)
    answer(session, "every-account.use", "instagram-1", use)
    answer(session, "person.think-again", None, "no-posts")
    assert kinds(session) == expected


@pytest.mark.parametrize(
    ("use", "check", "account", "option", "expected"),
    [
        ("read", "every-account.disclaimer", "instagram-1", "in-posts", [ContradictionKind.READS_ONLY]),
        ("public", "every-account.disclaimer", "instagram-1", "in-posts", []),
        ("read", "every-account.disclaimer", "instagram-1", "in-profile", []),
        ("read", "person.think-again", None, "mostly-post", [ContradictionKind.READS_ONLY]),
        ("public", "person.think-again", None, "mostly-post", []),
    ],
)
def test_who_only_reads_says_nothing_of_posting(
    session: AuditSession, use: str, check: str, account: str | None, option: str, expected: list[ContradictionKind]
) -> None:
    session.choose_policy(HELSBY)
    for each in session.audit.accounts:
        answer(session, "every-account.use", each.id, use)
    answer(session, check, account, option)
    assert kinds(session) == expected


def test_one_account_that_is_posted_with_is_enough_for_the_person_to_post(session: AuditSession) -> None:
    session.choose_policy(HELSBY)
    session.add_account("facebook")
    answer(session, "every-account.use", "instagram-1", "read")
    answer(session, "every-account.use", "facebook-1", "friends")
    answer(session, "person.think-again", None, "mostly-post")
    assert kinds(session) == []


def test_an_account_for_posting_has_posts(session: AuditSession) -> None:
    session.choose_policy("aspire-academies-trust-2017")
    answer(session, "every-account.use", "instagram-1", "public")
    answer(session, "every-account.posts-fit", "instagram-1", "none")
    assert kinds(session) == [ContradictionKind.POSTS_NOTHING]


@pytest.mark.parametrize("official", [False, True])
def test_what_is_run_for_the_school_is_among_the_accounts(session: AuditSession, official: bool) -> None:
    session.choose_policy(HELSBY)
    if official:
        session.add_account("facebook", AccountKind.OFFICIAL)
    answer(session, "person.runs-for-school", None, "not-named")
    assert kinds(session) == [ContradictionKind.RUNS_MORE]
    answer(session, "person.runs-for-school", None, "no")
    assert kinds(session) == []


def test_who_is_in_touch_with_pupils_is_not_without_contact(session: AuditSession) -> None:
    answer(session, "person.pupil-contact", None, "no-contact")
    answer(session, "person.no-contact-pupils", None, "nobody")
    assert kinds(session) == []
    answer(session, "person.no-contact-pupils", None, "others")
    assert kinds(session) == [ContradictionKind.IN_TOUCH]
    answer(session, "person.pupil-contact", None, "agreed")
    assert kinds(session) == []


@in_turn("table", [_SHOWS, _SHOWS_NOTHING, _PICTURES_SHOW_NOTHING, _IN_TOUCH, _NOT_IN_TOUCH])
def test_every_answer_that_is_compared_is_there(catalogue: Catalogue, table: Mapping[str, tuple[str, ...]]) -> None:
    for control, compared in table.items():
        checks = [each for checklist in catalogue.checklists.values() for each in checklist.checks]
        options = [option for check in checks if check.control == control for option in check.options]
        assert {*compared} <= {option.fact or option.id for option in options}, control
