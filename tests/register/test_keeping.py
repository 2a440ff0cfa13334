"""Keeping and deleting: a tombstone stays, the content does not, and the chain is whole."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from privacy_wizard.domain.certificate_events import Invited
from privacy_wizard.domain.register_events import (
    AttestationStanding,
    CampaignEntered,
    DocumentKind,
    Erased,
    Noted,
    Reminded,
)
from privacy_wizard.domain.register_views import Overview, PeopleAsked
from privacy_wizard.domain.retention import DEFAULT_RULES, KeepingRule, Kept, Starts
from privacy_wizard.register import Register, queries
from privacy_wizard.register.documents import digest
from privacy_wizard.register.errors import DeletingStopped, NoSuchRecord, NotDue
from privacy_wizard.register.tickets import HandedIn
from privacy_wizard.system.progress import WorkProgress

from .conftest import Clock, one_school, robin
from .databases import mostly_sqlite, on_both_databases
from .sample import REVIEW, TODAY, a_school, asked, entered, paper, raw, received

__all__ = ["mostly_sqlite"]
LONG_AGO = date(2015, 7, 31)
SECRET = "Wibble"


def fill(address: str) -> None:
    """p0 left long ago, with everything one can have; p1 works here and handed in; p2 was rejected."""
    one_school(address)
    with Register.open(address, robin(), now=Clock()) as register, register.session("oak") as act:
        act.record_all([*a_school(), entered(0, last_name=SECRET, last_day=LONG_AGO)])
        act.record(received(0, file_name=f"{SECRET}.pdf"))
        act.keep(SECRET.encode(), DocumentKind.ATTESTATION, f"{SECRET}.pdf", person="p0", attestation=paper(0))
        wrong = act.record(Noted(person="p1", text=f"{SECRET} told me."))
        act.correct(wrong.number, "About the other one.", Noted(person="p0", text=f"{SECRET} again."))
        act.record(received(1))
        act.record(received(2, AttestationStanding.REJECTED))
        act.keep(b"rejected", DocumentKind.ATTESTATION, "b.pdf", person="p2", attestation=paper(2))


def whole_database(register: Register, address: str) -> str:
    """Everything that is on the disk or in any table."""
    if address.startswith("sqlite"):
        folder = Path(register.place).parent
        return "".join(path.read_bytes().decode("latin-1") for path in folder.rglob("*") if path.is_file())
    tables = raw(address, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    rows = [raw(address, f"SELECT t::text FROM {table} t") for (table,) in tables]
    return str(rows) + str(raw(address, "SELECT encode(bytes, 'escape') FROM stored"))


def test_a_leaver_falls_due_six_years_after_leaving_nobody_else_does_and_looking_deletes_nothing(
    filled: Register,
) -> None:
    before = filled.records("oak")
    due = filled.falls_due("oak", TODAY)
    assert [(each.thing.kept, each.thing.identifier, each.due) for each in due] == [
        (Kept.PERSON, "p0", date(2021, 8, 1))
    ]
    assert len(filled.falls_due("oak", TODAY + timedelta(days=4000))) > 1
    assert filled.records("oak") == before


@on_both_databases
def test_what_is_deleted_is_nowhere_any_more_and_the_chain_is_whole(filled: Register, register_url: str) -> None:
    assert SECRET in whole_database(filled, register_url)
    before = raw(register_url, "SELECT * FROM chain ORDER BY number")
    assert filled.erase_due("oak", filled.falls_due("oak", TODAY), TODAY) == 1
    assert SECRET not in whole_database(filled, register_url)
    assert raw(register_url, "SELECT * FROM chain ORDER BY number")[:-1] == before
    report = filled.check("oak")
    assert report.holds
    assert report.erased == 7
    with filled.reading() as view:  # others keep everything
        assert [row.person for row in queries.people(view, PeopleAsked(with_leavers=True), TODAY, 0, 9)] == ["p1", "p2"]
        assert queries.overview(view, ["oak"], REVIEW.id, TODAY) == Overview(done=1, problem=1)


def test_a_deletion_that_is_stopped_deletes_nothing_and_told_how_far_it_was(filled: Register) -> None:
    later = TODAY + timedelta(days=4000)
    due, before, came = filled.falls_due("oak", later), filled.records("oak"), list[tuple[int, int]]()
    told = WorkProgress(came=lambda done, of: came.append((done, of)), stopped=lambda: bool(came))
    with pytest.raises(DeletingStopped):
        filled.erase_due("oak", due, later, progress=told)
    assert came == [(1, len(due))]
    assert filled.records("oak") == before


def test_the_tombstone_says_what_went_and_why_names_no_one_and_no_wrong_entry_comes_back_to_life(
    filled: Register,
) -> None:
    filled.erase_due("oak", filled.falls_due("oak", TODAY), TODAY)
    stone = filled.records("oak")[-1].event
    assert isinstance(stone, Erased)
    assert (stone.rule, stone.documents, len(stone.events)) == ("person", 1, 7)
    assert "p0" not in str(stone)
    assert paper(0) not in str(stone)
    filled.rebuild("oak")
    assert not [each for each in filled.records("oak") if isinstance(each.event, Noted)], "its correction went as well"


@on_both_databases
def test_rejected_files_go_after_thirty_days_with_their_reasons(filled: Register, clock: Clock) -> None:
    later = TODAY + timedelta(days=31)
    due = [each for each in filled.falls_due("oak", later) if each.thing.kept is Kept.REJECTED]
    assert [each.thing.identifier for each in due] == [paper(2)]
    filled.erase_due("oak", due, later)
    with filled.reading() as view:
        assert queries.attestation_by_id(view, "oak", paper(2)) is None
        assert queries.person_by_id(view, "oak", "p2") is not None
        assert digest(b"rejected") not in set(filled._documents.held(view, "oak"))
    assert filled.check("oak").holds


@on_both_databases
def test_files_that_were_never_judged_go_after_thirty_days(register: Register) -> None:
    register.queue("oak").hand_in([HandedIn(name="a.pdf", content=b"never judged")])
    later = TODAY + timedelta(days=31)
    [due] = register.falls_due("oak", later)
    assert due.thing.kept is Kept.UNJUDGED
    register.erase_due("oak", [due], later)
    assert register.queue("oak").count().waiting == 0
    with register.reading() as view:
        assert list(register._documents.held(view, "oak")) == []


def test_copies_of_exports_go_after_thirty_days(register: Register) -> None:
    with register.session("oak") as act:
        act.record_all(a_school())
        act.keep(b"export", DocumentKind.EXPORT, "a.zip", person="p1")
    later = TODAY + timedelta(days=31)
    [due] = register.falls_due("oak", later)
    register.erase_due("oak", [due], later)
    assert register.check("oak").documents == 0
    assert register.check("oak").holds


@on_both_databases
def test_an_attestation_with_a_rule_of_its_own_goes_with_what_its_campaign_asked(register: Register) -> None:
    """Otherwise the campaign would look as if nobody had answered it."""
    rules = {**DEFAULT_RULES, Kept.ATTESTATION: KeepingRule(starts=Starts.KEPT, years=3)}
    with register.session("oak") as act:
        act.record_all(a_school())
        act.record(Reminded(person="p1", campaign=REVIEW.id, on=TODAY))
        invited = {"person": "p1", "campaign": REVIEW.id, "invitation": "i1", "code_check": "c"}
        act.record(Invited(**invited, expires=register.records("oak")[0].at))
        act.record(received(1))
    later = TODAY + timedelta(days=3 * 366 + 2)
    due = [each for each in register.falls_due("oak", later, rules) if each.thing.kept is Kept.ATTESTATION]
    register.erase_due("oak", due, later, rules)
    register.rebuild("oak")
    with register.reading() as view:
        assert queries.overview(view, ["oak"], REVIEW.id, later) == Overview(overdue=2)
        assert queries.person_by_id(view, "oak", "p1") is not None
        assert queries.invitations_of(view, "oak", "p1") == []
    assert register.check("oak").holds


def test_a_preview_that_is_out_of_date_deletes_nothing(filled: Register) -> None:
    due = filled.falls_due("oak", TODAY)
    with filled.session("oak") as act:
        act.record(entered(0, last_name=SECRET))  # back at the school
    before = filled.records("oak")
    with pytest.raises(NotDue, match="Nothing was deleted"):
        filled.erase_due("oak", due, TODAY)
    assert filled.records("oak") == before


def test_everything_due_goes_at_once_and_a_rejected_file_that_went_with_its_person_is_not_looked_for_again(
    filled: Register,
) -> None:
    with filled.session("oak") as act:
        act.record(received(5, AttestationStanding.REJECTED, person="p0"))
    later = TODAY + timedelta(days=31)
    due = filled.falls_due("oak", later)
    assert {each.thing.kept for each in due} == {Kept.PERSON, Kept.REJECTED}
    assert filled.erase_due("oak", due, later) == 2
    assert filled.falls_due("oak", later) == ()
    assert filled.check("oak").holds


def test_a_granted_request_deletes_one_person_at_once(filled: Register) -> None:
    filled.erase_person("oak", "p1", "The person asked for it.")
    assert filled.check("oak").holds
    with filled.reading() as view:
        assert queries.person_by_id(view, "oak", "p1") is None
    with pytest.raises(NoSuchRecord):
        filled.erase_person("oak", "p1", "Once more.")


@on_both_databases
def test_what_was_never_tied_to_a_person_at_first_goes_with_them(register: Register, register_url: str) -> None:
    from privacy_wizard.domain.register_events import Decided

    with register.session("oak") as act:
        act.record_all(a_school())
        act.record(received(9, AttestationStanding.NEEDS_A_LOOK, person=None, campaign=None, file_name=f"{SECRET}.pdf"))
        act.record(
            Decided(attestation=paper(9), person="p1", campaign=REVIEW.id, standing=AttestationStanding.ACCEPTED)
        )
    with register.reading() as view:
        assert queries.overview(view, ["oak"], REVIEW.id, TODAY) == Overview(done=1, open=2)
    register.erase_person("oak", "p1", "asked for")
    assert SECRET not in whole_database(register, register_url)
    assert register.check("oak").holds


def test_a_school_may_be_told_its_rules_as_plain_values() -> None:
    assert json.dumps({kept.value: [rule.starts.value, rule.years, rule.days] for kept, rule in DEFAULT_RULES.items()})


@on_both_databases
def test_deleting_in_one_school_leaves_the_other_alone(
    filled: Register, open_register: Callable[..., Register]
) -> None:
    filled.add_school("elm", "Elm School")
    with filled.session("elm") as act:
        act.record_all([entered(0, last_day=LONG_AGO), CampaignEntered(campaign=REVIEW), asked(0)])
    filled.erase_due("oak", filled.falls_due("oak", TODAY), TODAY)
    assert len(filled.falls_due("elm", TODAY)) == 1
    assert filled.check("elm").holds
