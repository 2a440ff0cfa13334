"""An attestation that names its invitation: that one is answered, once, by whom it was made for."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from privacy_wizard.attestation.sign import sign
from privacy_wizard.attestation.verify import examine
from privacy_wizard.attestation.wording import worded
from privacy_wizard.audit.document import from_document, to_document
from privacy_wizard.audit.migrate_answers import next_years
from privacy_wizard.domain.campaign import Campaign
from privacy_wizard.domain.certificate_events import InvitationEnd, InvitationEnded, Invited
from privacy_wizard.domain.invitation import NamedInvitation
from privacy_wizard.domain.register_events import CampaignEntered
from privacy_wizard.domain.vocabulary import Occasion
from privacy_wizard.intake.file_checker import FileChecker
from privacy_wizard.intake.intake_run import IntakeOutcome
from privacy_wizard.intake.sentences import Rule
from privacy_wizard.register import Register
from tests.attestation.authority import TestKey
from tests.register.databases import on_both_databases
from tests.register.made import create_register

from .school_world import CAMPAIGN, SCHOOL, Clock, SchoolWorld, a_school, register_officer
from .test_take_in import codes, row_of
from .world import NOW, SCHOOL_TRUST, audited, report, stated

pytestmark = pytest.mark.usefixtures("looked_at_once")
INVITATION, OTHER = "a1" * 16, "b2" * 16
SECOND = Campaign(id="again", title="Starters again", occasion=Occasion.INDUCTION, opens=date(2020, 2, 1), days=30)


@pytest.fixture(scope="module")
def checker() -> Iterator[FileChecker]:
    with FileChecker(SCHOOL_TRUST) as made:
        yield made


@pytest.fixture
def school(tmp_path: Path, checker: FileChecker, officer: TestKey, register_url: str) -> Iterator[SchoolWorld]:
    create_register(register_url)
    who = register_officer(officer.certificate, officer.private_key)
    with Register.open(register_url, who, now=Clock()) as register:
        made = a_school(register, checker, tmp_path / "in")
        made.enter(CampaignEntered(campaign=SECOND), *(invited(each) for each in (INVITATION, OTHER)))
        yield made


def invited(invitation: str, person: str = "p1", campaign: str = CAMPAIGN.id) -> Invited:
    return Invited(person=person, campaign=campaign, invitation=invitation, expires=NOW + timedelta(days=1))


def answering(key: TestKey, invitation: str = INVITATION, campaign: str = CAMPAIGN.id, hours: int = 2) -> bytes:
    session = audited()
    session.change(evolve(session.audit, invitation=NamedInvitation(identifier=invitation, campaign=campaign)))
    return sign(worded(stated(session, key, NOW - timedelta(hours=hours))), key).pdf


def test_the_statement_and_its_page_name_the_invitation(key: TestKey) -> None:
    pdf = answering(key)
    statement = examine(pdf).statement
    assert statement is not None
    assert statement.invitation == NamedInvitation(identifier=INVITATION, campaign=CAMPAIGN.id)
    assert statement.wording.texts["facts.occasion"] == "Induction, by invitation a1a1a1a1"
    assert report(pdf).reasons == ()


def test_a_saved_audit_keeps_its_invitation_and_next_years_has_none() -> None:
    session = audited()
    session.change(evolve(session.audit, invitation=NamedInvitation(identifier=INVITATION, campaign="starters")))
    assert from_document(to_document(session.audit)) == session.audit
    assert next_years(session.audit, session.checks, NOW).invitation is None


def test_it_answers_the_campaign_of_its_invitation_and_not_a_later_one(school: SchoolWorld, key: TestKey) -> None:
    taken = school.take(answering(key))
    assert (taken.outcome, codes(taken)) == (IntakeOutcome.ACCEPTED, set())
    row = row_of(school, str(taken.sha256))
    assert (row.campaign, row.invitation) == (CAMPAIGN.id, INVITATION)


def test_an_invitation_is_answered_once(school: SchoolWorld, key: TestKey) -> None:
    assert school.take(answering(key)).outcome is IntakeOutcome.ACCEPTED
    again = school.take(answering(key, hours=1))
    assert (again.outcome, codes(again)) == (IntakeOutcome.NEEDS_A_LOOK, {Rule.INVITATION_ANSWERED})


@on_both_databases
def test_a_second_invitation_to_the_same_campaign_is_another_thing(school: SchoolWorld, key: TestKey) -> None:
    assert school.take(answering(key)).outcome is IntakeOutcome.ACCEPTED
    assert codes(school.take(answering(key, OTHER, hours=1))) == {Rule.ANSWERED_ALREADY}


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        ({"invitation": "c3" * 16}, {Rule.UNKNOWN_INVITATION}),
        ({"campaign": "again"}, {Rule.OTHER_INVITATION}),
        ({"invitation": "d4" * 16}, {Rule.OTHER_INVITATION}),
        ({"invitation": "e5" * 16}, {Rule.INVITATION_WITHDRAWN}),
    ],
)
def test_an_invitation_that_is_not_the_persons_own_is_never_simply_accepted(
    school: SchoolWorld, key: TestKey, named: dict[str, Any], expected: set[str]
) -> None:
    school.enter(invited("d4" * 16, person="p2"), invited("e5" * 16))
    school.enter(InvitationEnded(person="p1", invitation="e5" * 16, end=InvitationEnd.WITHDRAWN))
    taken = school.take(answering(key, **named))
    assert codes(taken) == expected
    rejects = Rule.OTHER_INVITATION in expected
    assert taken.outcome is (IntakeOutcome.REJECTED if rejects else IntakeOutcome.NEEDS_A_LOOK)
    assert school.register.check(SCHOOL).holds


def test_the_window_is_that_of_the_campaign_which_it_answers(school: SchoolWorld, key: TestKey) -> None:
    ended = evolve(CAMPAIGN, ends=NOW.date() - timedelta(days=2))
    school.enter(CampaignEntered(campaign=ended))
    assert codes(school.take(answering(key))) == {Rule.AFTER_CAMPAIGN}
