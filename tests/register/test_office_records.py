"""The register as the office's use cases ask for it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from privacy_wizard.domain.campaign import CampaignState
from privacy_wizard.domain.certificate_events import Certified, InvitationTried, Invited, Revoked
from privacy_wizard.domain.register_events import Noted
from privacy_wizard.office.campaigns import NotAsked, enter_campaign, excuse, how_they_stand, take_reminders
from privacy_wizard.register import CertificateRecord, Register, SchoolRegister
from privacy_wizard.register.errors import Moved, NoOfficer, NoSuchPerson

from .databases import mostly_sqlite, on_both_databases
from .sample import REVIEW, TODAY, entered, paper, received

__all__ = ["mostly_sqlite"]
MOMENT = datetime(2026, 11, 1, tzinfo=UTC)


@pytest.fixture
def staffed(register: Register) -> Register:
    with register.session("oak") as act:
        act.record_all([entered(number) for number in range(3)])
    return register


@on_both_databases
def test_a_campaign_asks_excuses_and_reminds_through_the_register(staffed: Register) -> None:
    staff = SchoolRegister(register=staffed, school="oak")
    assert enter_campaign(staff, REVIEW, TODAY) == 3
    assert enter_campaign(staff, REVIEW, TODAY) == 0, "nobody is asked twice"
    excuse(staff, REVIEW.id, "S1", "Long leave.", TODAY)
    with staffed.session("oak") as act:
        act.record(received(2))
    standing = {each.member.number: each.state for each in how_they_stand(staff, REVIEW.id, TODAY)}
    assert standing == {"S0": CampaignState.OPEN, "S1": CampaignState.EXCUSED, "S2": CampaignState.DONE}
    assert [each.member.number for each in take_reminders(staff, REVIEW.id, TODAY)] == ["S0"]
    assert take_reminders(staff, REVIEW.id, TODAY) == ()
    assert staffed.check("oak").holds


def test_an_act_that_fails_records_nothing(staffed: Register) -> None:
    staff = SchoolRegister(register=staffed, school="oak")
    enter_campaign(staff, REVIEW, TODAY)
    before = staffed.records("oak")
    with pytest.raises(NotAsked):
        excuse(staff, REVIEW.id, "S99", "No such person.", TODAY)
    with pytest.raises(RuntimeError), staff.staff.acting() as act:  # noqa: PT012
        act.record([Noted(person="p1", text="x")])
        assert list(act.people())
        raise RuntimeError
    assert staffed.records("oak") == before


def test_looking_needs_no_key_and_writes_nothing(staffed: Register, open_register: Callable[..., Register]) -> None:
    enter_campaign(SchoolRegister(register=staffed, school="oak"), REVIEW, TODAY)
    before = staffed.head("oak")
    staff = SchoolRegister(register=open_register(None), school="oak")
    assert len(how_they_stand(staff, REVIEW.id, TODAY)) == 3
    with pytest.raises(NoOfficer), staff.staff.acting() as act:
        act.record([Noted(person="p1", text="x")])
    assert staffed.head("oak") == before


def issued(serial: str) -> Certified:
    dates = {"starts": MOMENT, "ends": MOMENT + timedelta(days=700)}
    return Certified(person="p1", serial=serial, fingerprint=paper(1), **dates)


def test_the_authoritys_acts_come_back(staffed: Register) -> None:
    record = CertificateRecord(staffed, "oak")
    assert record.person("s1") == "p1"
    with pytest.raises(NoSuchPerson, match="S77"):
        record.person("S77")
    invited = Invited(person="p1", campaign=REVIEW.id, invitation="i1", expires=MOMENT, code_check="abc")
    record.enter(invited)
    record.enter(InvitationTried(person="p1", invitation="i1"))
    pending = record.pending("i1")
    assert pending is not None
    assert (pending.person, pending.tries, pending.ended, pending.code_check) == ("p1", 1, False, "abc")
    assert record.pending("i2") is None
    revoked = Revoked(person="p1", serial="1", starts=MOMENT, reason="Lost.")
    record.enter(issued("1"), revoked)
    for found in (record, CertificateRecord(staffed, "oak")):
        assert (found.certified(), found.revoked()) == ((issued("1"),), (revoked,))


def test_two_officers_that_issue_at_once_are_told(staffed: Register) -> None:
    first, second = CertificateRecord(staffed, "oak"), CertificateRecord(staffed, "oak")
    with staffed.session("oak") as act:
        act.record(Noted(person="p1", text="Other work does not matter."))
    first.enter(issued("1"))
    with pytest.raises(Moved, match="Try again"):
        second.enter(issued("2"))
    assert len(CertificateRecord(staffed, "oak").certified()) == 1
