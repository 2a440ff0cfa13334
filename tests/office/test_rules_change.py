"""Scores that follow different rules are never set side by side as if they were equal."""

import pytest
from attrs import evolve

from privacy_wizard.attestation.statement import Statement
from privacy_wizard.office.declaration_reader import compare
from privacy_wizard.office.school_figures import whole_school
from privacy_wizard.office.school_report import SchoolPicture, where_it_is_from
from tests.attestation.authority import vouched_key
from tests.intake.world import NAME, NUMBER, audited, stated


@pytest.fixture(scope="module")
def now() -> Statement:
    return stated(audited(), vouched_key(NAME, NUMBER))


@pytest.fixture(scope="module")
def then(now: Statement) -> Statement:
    return evolve(now, rules_version="1", raw_score=None)


def test_a_comparison_of_two_attestations_says_when_their_scores_follow_other_rules(
    now: Statement, then: Statement
) -> None:
    assert compare(then, now).other_rules
    assert not compare(now, now).other_rules
    assert not compare(then, then).other_rules


def test_the_report_on_the_whole_school_says_how_many_were_judged_by_earlier_rules(
    now: Statement, then: Statement
) -> None:
    pictured = whole_school([now] * 4 + [then] * 2)
    said = " ".join(where_it_is_from(SchoolPicture(picture=pictured, unread=0, papers=0, earlier_rules=2)))
    assert "2 of them were judged by older rules, under which more points counted." in said
    alone = " ".join(where_it_is_from(SchoolPicture(picture=pictured, unread=0, papers=0)))
    assert "older rules" not in alone
