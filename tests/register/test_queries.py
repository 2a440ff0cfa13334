"""What the register answers agrees with what the domain says of the same people."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import cycle, product
from typing import Any

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from privacy_wizard.domain.campaign import CampaignState, Completion, Excusal, count, standings
from privacy_wizard.domain.certificate_events import (
    Certified,
    InvitationEnd,
    InvitationEnded,
    InvitationTried,
    Invited,
    Issued,
    KeyConfirmed,
    Revoked,
)
from privacy_wizard.domain.register_events import (
    AttestationStanding,
    CampaignEntered,
    Countersigned,
    Decided,
    Event,
    Excused,
    Reminded,
)
from privacy_wizard.domain.register_views import (
    AttestationRow,
    AttestationsAsked,
    HowSigned,
    ListOrder,
    Overview,
    PeopleAsked,
    PersonRow,
    ResultAsked,
)
from privacy_wizard.domain.staff import StaffMember
from privacy_wizard.domain.vocabulary import Outcome
from privacy_wizard.register import Register, queries
from privacy_wizard.register.school_attestations import SchoolAttestations
from privacy_wizard.register.school_people import SchoolPeople

from .conftest import Clock, one_school, robin
from .sample import REVIEW, TODAY, a_school, asked, entered, paper, raw, received

DAYS = st.integers(-60, 60).map(lambda days: TODAY + timedelta(days=days))
MOMENT = datetime(2026, 11, 1, tzinfo=UTC)


@st.composite
def people(draw: st.DrawFn) -> list[Event]:
    """Some people, some of whom left, answered, were refused, or are excused."""
    events: list[Event] = [CampaignEntered(campaign=REVIEW)]
    for number in range(draw(st.integers(0, 6))):
        events += [entered(number, last_day=draw(st.none() | DAYS)), asked(number)]
        if draw(st.booleans()):
            until = draw(st.none() | DAYS)
            events.append(Excused(person=f"p{number}", campaign=REVIEW.id, reason="Away.", until=until))
        if draw(st.booleans()):
            events.append(received(number, draw(st.sampled_from(AttestationStanding))))
            if draw(st.booleans()):
                who = {"attestation": paper(number), "person": f"p{number}", "campaign": REVIEW.id}
                events.append(Decided(**who, standing=draw(st.sampled_from(AttestationStanding))))
    return events


_numbers = iter(range(10_000))


@given(events=people(), today=DAYS)
@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_counts_and_lists_are_those_of_the_domain(register: Register, events: list[Event], today: date) -> None:
    school = f"s{next(_numbers)}"
    with register.session(school) as act:
        act.record_all(events)
    with register.reading() as view:
        book = queries.campaign_answers(view, school, REVIEW.id)
        staff = [row.member for row in queries.staff(view, school).values()]
        wanted = count(standings(REVIEW, staff, book, today))
        found = queries.overview(view, [school], REVIEW.id, today)
        assert (found.done, found.open, found.overdue) == tuple(
            wanted[state] for state in (CampaignState.DONE, CampaignState.OPEN, CampaignState.OVERDUE)
        )
        assert (found.excused, found.due) == (wanted[CampaignState.EXCUSED], wanted[CampaignState.DUE])
        for state in CampaignState:
            people = PeopleAsked(schools=(school,), campaign=REVIEW.id, state=state)
            assert queries.count_people(view, people, today) == wanted[state]
            rows = queries.people(view, people, today, 0, 100)
            assert len(rows) == wanted[state]
            assert {row.state for row in rows} <= {state}
        for campaign in (None, REVIEW.id):
            people = PeopleAsked(schools=(school,), campaign=campaign, order=ListOrder.OUTCOME, descending=True)
            listed = SchoolPeople(register=register, school=school)
            rows, keys = listed.listed(people, today, 0, 100), listed.keys(people, today)
            assert [(row.school, row.person) for row in rows] == keys
            assert listed.listed_by(keys[1:], people, today) == rows[1:], "a part of it is the same by its keys"
    assert register.check(school).holds


@pytest.fixture
def named(register: Register) -> Register:
    with register.session("oak") as act:
        act.record(entered(1, first_name="Zoë", last_name="Ångström", email="zoe@oak.example", groups=("Teachers",)))
        act.record(
            entered(2, first_name="Anna", last_name="Marie 100%", former_names=("Anna Smith",), groups=("Office",))
        )
        act.record(entered(3, first_name="Ben", last_name="Zimmer", groups=("Teachers", "Office")))
        act.record(entered(4, first_name="Gone", last_name="Away", last_day=date(2020, 1, 1)))
    return register


def names(register: Register, **wanted: object) -> list[str]:
    with register.reading() as view:
        asked_for = PeopleAsked(**wanted)
        found = [row.member.first_name for row in queries.people(view, asked_for, TODAY, 0, 10)]
        assert queries.count_people(view, asked_for, TODAY) == len(found)
    return found


def test_people_are_found_by_parts_of_names_numbers_and_addresses_sorted_cut_and_narrowed(named: Register) -> None:
    for search, found in (
        ("zoe", ["Zoë"]),
        ("ANGSTROM", ["Zoë"]),
        ("ång zo", ["Zoë"]),
        ("oak.example", ["Zoë"]),
        ("smith", ["Anna"]),
        ("s3", ["Ben"]),
        ("100%", ["Anna"]),
        ("%", ["Anna"]),
        ("_", []),
        ("\\", []),
        ("gone", []),
        ("'; --", []),
    ):
        assert names(named, search=search) == found, search
    assert names(named) == ["Zoë", "Anna", "Ben"]
    assert names(named, descending=True) == ["Ben", "Anna", "Zoë"]
    assert names(named, order=ListOrder.NUMBER) == ["Zoë", "Anna", "Ben"]
    assert names(named, group="Office") == ["Anna", "Ben"]
    assert names(named, with_leavers=True, search="gone") == ["Gone"]
    assert names(named, schools=("elm",)) == []
    with named.reading() as view:
        page = queries.people(view, PeopleAsked(), TODAY, 1, 1)
        assert [row.member.first_name for row in page] == ["Anna"]
        by_number = queries.person_by_number(view, "oak", "s1")
        assert by_number is not None
        assert isinstance(by_number.member, StaffMember)
        assert by_number.member.number == "S1", "whatever its capitals"
        assert queries.person_by_number(view, "oak", "S9") is None


def fill(address: str) -> None:
    """Accepted, signed, on paper, waiting, rejected, twice, without any."""
    one_school(address)
    clock = Clock()
    with Register.open(address, robin(), now=clock) as register:
        _record_results(register, clock)


def _record_results(register: Register, clock: Clock) -> None:
    jobs, groups = ("Teacher", "", "administrator", "Cook"), ((), ("Office",), ("Teachers", "Catering"), ("Kitchen",))
    outcomes = [(100, Outcome.MEETS), (90, Outcome.MEETS_WITH_RECOMMENDATIONS), (9, Outcome.ACTION_NEEDED)]
    outcomes.append((0, Outcome.NOT_SCORED))
    with register.session("oak") as act:
        act.record(CampaignEntered(campaign=REVIEW))
        for at in range(12):
            act.record(entered(at, role=jobs[at % 4], groups=groups[at % 4]))
            act.record(asked(at, due=TODAY + timedelta(days=at % 5 - 2)))
    for at in range(10):
        clock.move(minutes=1)
        score, outcome = outcomes[at % 4]
        standing = list(AttestationStanding)[at // 3 % 4]
        on_paper = at in (2, 4)
        with register.session("oak") as act:
            found = received(at, standing, score=score, outcome=outcome, reasons=(f"Why {at % 3}.",), on_paper=on_paper)
            act.record(evolve(found, campaign=None) if at == 4 else found)
            if at in (0, 6):
                act.record(Countersigned(attestation=paper(at), person=f"p{at}", document=paper(90 + at)))
    with register.session("oak") as act:  # a second of the same person, later, and one of nobody
        act.record(received(50, AttestationStanding.NEEDS_A_LOOK, person="p1", score=55, outcome="action needed"))
        act.record(received(51, AttestationStanding.REJECTED, person=None, campaign=None, file_name=""))


def _empty_last(rows: Sequence[Any], key: Callable[[Any], Any], *, descending: bool) -> list[Any]:
    """The keys, in the order in which a list is to show them."""
    found = sorted((key(row) for row in rows if key(row) is not None), reverse=descending)
    return [*found, *(None for row in rows if key(row) is None)]


def _results(row: AttestationRow | None) -> dict[ListOrder, Any]:
    outcomes, result = list(Outcome), row and row.result
    return {
        ListOrder.OUTCOME: outcomes.index(result) if result else None,
        ListOrder.SCORE: row.counted_score if row else None,
        ListOrder.COUNTERSIGNED: row.is_countersigned if row else None,
        ListOrder.PAPER: True if row and row.on_paper else None,
    }


def _of_person(row: PersonRow) -> dict[ListOrder, Any]:
    member = row.member
    found = {
        ListOrder.NAME: (member.last_name, member.first_name),
        ListOrder.NUMBER: member.key,
        ListOrder.JOB: (member.role or member.kind).lower(),
        ListOrder.GROUPS: min(map(str.casefold, member.groups), default=None),
        **_results(row.attestation),
    }
    if row.state is not None:
        found |= {ListOrder.STATE: list(CampaignState).index(row.state), ListOrder.DUE: row.due}
    return found


def test_people_are_sorted_by_every_column_either_way_and_narrowed_by_every_result(filled: Register) -> None:
    for campaign in (None, REVIEW.id):
        _assert_sorted_and_narrowed(filled, campaign)


def _assert_sorted_and_narrowed(filled: Register, campaign: str | None) -> None:
    people = SchoolPeople(register=filled, school="oak")
    everyone = people.listed(PeopleAsked(schools=("oak",), campaign=campaign), TODAY, 0, 100)
    assert len(everyone) == 12
    assert len({str(_results(row.attestation)) for row in everyone}) > 5
    for order in _of_person(everyone[0]):
        for descending in (False, True):
            asked_for = PeopleAsked(schools=("oak",), campaign=campaign, order=order, descending=descending)
            found = [_of_person(row)[order] for row in people.listed(asked_for, TODAY, 0, 100)]
            expected = _empty_last(everyone, lambda row, by=order: _of_person(row)[by], descending=descending)
            assert found == expected, (order, descending)
    for result in _every_result():
        asked_for = PeopleAsked(schools=("oak",), campaign=campaign, result=result)
        wanted = [row.person for row in everyone if result.takes(row.attestation)]
        assert [row.person for row in people.listed(asked_for, TODAY, 0, 100)] == wanted, result
        assert people.count(asked_for, TODAY) == len(wanted)


def _every_result() -> Iterator[ResultAsked]:
    """Each alone, and each outcome together with one way to be signed."""
    alone = [each for each in product((None, *Outcome), (None, *HowSigned)) if None in each]
    for outcome, signed in (*alone, *zip(Outcome, cycle(HowSigned))):
        yield ResultAsked(outcome=outcome, signed=signed)


def test_attestations_are_sorted_by_every_column_either_way_and_narrowed_by_every_result(
    filled: Register,
) -> None:
    held = SchoolAttestations(register=filled, school="oak")
    everything = held.search(AttestationsAsked(), 0, 100)
    assert everything == held.everything()

    def key(row: AttestationRow, order: ListOrder) -> Any:
        return {
            ListOrder.NAME: row.person and f"last0000{row.person[1:]}",
            ListOrder.STATE: list(AttestationStanding).index(row.standing),
            ListOrder.RECEIVED: row.received,
            ListOrder.REASON: row.reasons or None,
            ListOrder.FILE: row.file_name.lower() or None,
            **_results(row),
        }[order]

    for order in set(ListOrder) - {ListOrder.NUMBER, ListOrder.JOB, ListOrder.GROUPS, ListOrder.DUE}:
        for descending in (False, True):
            found = held.search(AttestationsAsked(order=order, descending=descending), 0, 100)
            expected = _empty_last(everything, lambda row, by=order: key(row, by), descending=descending)
            assert [key(row, order) for row in found] == expected, (order, descending)
            assert held.search(AttestationsAsked(order=order, descending=descending), 3, 4) == found[3:7]
    for result, standing in product(_every_result(), (None, *AttestationStanding)):
        wanted = [row for row in everything if result.takes(row) and standing in (None, row.standing)]
        assert held.search(AttestationsAsked(result=result, standing=standing), 0, 100) == wanted
    assert [row.person for row in held.search(AttestationsAsked(search="Last00001, First"), 0, 100)] == ["p1", "p1"]
    name = everything[0].file_name
    wanted = [row for row in everything if name.lower() in row.file_name.lower()]
    assert held.search(AttestationsAsked(search=name.upper()), 0, 100) == wanted, "a file is found by its name"


def test_several_schools_are_counted_together(open_register: Callable[..., Register]) -> None:
    found = open_register()
    for school in ("oak", "elm"):
        with found.session(school) as act:
            act.record_all([*a_school(), received(1), received(2, AttestationStanding.NEEDS_A_LOOK)])
    with found.reading() as view:
        both = Overview(done=2, open=2, handed_in=2, needs_a_look=2)
        assert queries.overview(view, [], None, TODAY) == both
        assert queries.overview(view, ["oak", "elm"], None, TODAY) == both
        one = Overview(done=1, open=1, handed_in=1, needs_a_look=1)
        assert queries.overview(view, ["elm"], REVIEW.id, TODAY) == one


def test_what_came_in_is_counted_by_day(register: Register, clock: Clock) -> None:
    for days, number in ((0, 1), (1, 2), (0, 3)):
        clock.move(days=days)
        with register.session("oak") as act:
            act.record(received(number))
    with register.reading() as view:
        since = clock.moment - timedelta(days=30)
        assert queries.received_by_day(view, ["oak"], since) == {TODAY: 1, TODAY + timedelta(days=1): 2}


def test_an_attestation_shows_its_decision_and_countersignature(register: Register) -> None:
    with register.session("oak") as act:
        act.record_all([*a_school(), received(1, AttestationStanding.NEEDS_A_LOOK, reasons=("Old version.",))])
        who = {"attestation": paper(1), "person": "p1"}
        act.record(Decided(**who, campaign=REVIEW.id, standing=AttestationStanding.ACCEPTED, reason="Looked at."))
        act.record(Countersigned(**who, document=paper(99)))
    with register.reading() as view:
        found = queries.attestation_by_id(view, "oak", paper(1))
        assert found is not None
        assert (found.standing, found.decision, found.countersigned) == (
            AttestationStanding.ACCEPTED,
            "Looked at.",
            paper(99),
        )
        assert found.reasons == ("Old version.",)
        assert queries.attestations(view, ["oak"], person_id="p1", standing=AttestationStanding.ACCEPTED) == [found]
        assert queries.same_statement(view, "oak", found.identifier) == [found]
        assert queries.attestations(view, ["oak"], standing=AttestationStanding.NEEDS_A_LOOK) == []
        assert queries.campaign_answers(view, "oak", REVIEW.id).done == {
            "s1": Completion(campaign=REVIEW.id, number="s1", on=date(2026, 11, 2))
        }


def test_an_acceptance_that_is_taken_back_opens_the_case_again(register: Register) -> None:
    with register.session("oak") as act:
        act.record_all([*a_school(), received(1)])
        who = {"attestation": paper(1), "person": "p1", "campaign": REVIEW.id}
        act.record(Decided(**who, standing=AttestationStanding.SENT_BACK, reason="The wrong year."))
    with register.reading() as view:
        assert queries.overview(view, ["oak"], REVIEW.id, TODAY) == Overview(open=2, problem=1)


def test_an_attestation_may_come_before_the_person_is_asked(register: Register) -> None:
    with register.session("oak") as act:
        act.record_all([entered(1), received(1), CampaignEntered(campaign=REVIEW), asked(1)])
    with register.reading() as view:
        assert queries.overview(view, ["oak"], REVIEW.id, TODAY) == Overview(done=1)


def test_being_asked_again_by_another_date_keeps_an_excusal(register: Register) -> None:
    excused = Excused(person="p1", campaign=REVIEW.id, reason="Away.")
    with register.session("oak") as act:
        act.record_all([*a_school(), excused, asked(1, due=date(2026, 12, 24))])
    with register.reading() as view:
        book = queries.campaign_answers(view, "oak", REVIEW.id)
        assert book.excused == {
            "s1": Excusal(campaign=REVIEW.id, number="s1", reason="Away.", on=TODAY, by="Robin Officer")
        }
        assert queries.asked_of(view, "oak", REVIEW.id)["p1"] == (REVIEW.opens, date(2026, 12, 24))


def test_invitations_count_wrong_tries_and_end(register: Register) -> None:
    with register.session("oak") as act:
        act.record_all(a_school())
        act.record(Invited(person="p1", campaign=REVIEW.id, invitation="i1", expires=MOMENT, code_check="abc"))
        act.record_all([InvitationTried(person="p1", invitation="i1")] * 2)
        act.record(InvitationEnded(person="p1", invitation="i1", end=InvitationEnd.ANSWERED))
    with register.reading() as view:
        found = queries.invitation_by_id(view, "oak", "i1")
        assert found is not None
        assert (found.tries, found.end, found.expires, found.code_check) == (2, "answered", MOMENT, "abc")
        assert queries.invitations_of(view, "oak", "p1") == [found]


def test_certificates_are_superseded_and_revoked_from_a_moment(register: Register) -> None:
    dates = {"person": "p1", "starts": MOMENT, "ends": MOMENT + timedelta(days=700)}
    with register.session("oak") as act:
        act.record_all(a_school())
        act.record(Certified(serial="1", fingerprint=paper(1), **dates))
        act.record(Certified(serial="2", fingerprint=paper(2), issued=Issued.SUPERSEDING, replaces="1", **dates))
        act.record(Revoked(person="p1", serial="2", starts=MOMENT + timedelta(days=3), reason="Lost."))
        act.record(KeyConfirmed(person="p2", fingerprint=paper(3)))
    with register.reading() as view:
        first, second = queries.certificates(view, "oak", person_id="p1")
        assert (first.superseded, second.superseded) == (True, False)
        assert (first.revoked_from, second.revoked_from) == (None, MOMENT + timedelta(days=3))
        assert queries.keys_of(view, "oak", "p1") == sorted([paper(1), paper(2)])
        assert queries.owners_of_key(view, "oak", paper(3)) == ["p2"]
        assert queries.certificates(view, "oak", fingerprint=paper(2)) == [second]


def test_the_last_reminder_of_each_person_is_known(register: Register) -> None:
    with register.session("oak") as act:
        act.record_all(a_school())
        for days in (3, 1):
            act.record(Reminded(person="p1", campaign=REVIEW.id, on=TODAY - timedelta(days=days)))
    with register.reading() as view:
        [found] = queries.last_reminders(view, "oak", REVIEW.id)
    assert (found.number, found.on) == ("s1", TODAY - timedelta(days=1))


@pytest.mark.parametrize("register_url", ["postgresql"], indirect=True)
def test_an_import_into_an_empty_register_reads_no_more_for_each_person_the_more_there_are(
    open_register: Callable[..., Register], register_url: str
) -> None:
    """Before PostgreSQL has counted anything it takes every table for small, and any index for good enough."""
    first = _read_when_imported(open_register, register_url, range(500))
    later = _read_when_imported(open_register, register_url, range(500, 1000)) - first
    assert later < 500 * 50, "9 for each; it was 3,400, and grew, when the tables were not counted amid the import"


def _read_when_imported(open_register: Callable[..., Register], register_url: str, some: range) -> int:
    """How many rows the server has read until now, once these have been imported too."""
    events = [CampaignEntered(campaign=REVIEW), *map(entered, some), *map(asked, some), *map(received, some)]
    with open_register() as register, register.session("oak") as act:
        act.record_all(events)
    # What a connection has read is told at its end.
    [(read,)] = raw(
        register_url,
        "SELECT (SELECT sum(seq_tup_read) FROM pg_stat_user_tables) + "
        "(SELECT sum(idx_tup_read) FROM pg_stat_user_indexes)",
    )
    return int(read)


def test_what_a_key_signed_from_a_moment_on_and_was_accepted_is_found_when_it_is_revoked(register: Register) -> None:
    key = "ab" * 32
    early, late = datetime(2026, 11, 1, tzinfo=UTC), datetime(2026, 11, 3, tzinfo=UTC)
    with register.session("oak") as act:
        act.record_all(a_school())
        act.record(received(1, person="p1", fingerprint=key, signed=early))
        act.record(received(2, person="p1", fingerprint=key, signed=late))
        act.record(received(3, AttestationStanding.REJECTED, person="p1", fingerprint=key, signed=late))
        act.record(received(4, person="p2", signed=late))
    with register.reading() as view:
        found = queries.accepted_since(view, "oak", key, datetime(2026, 11, 2, tzinfo=UTC))
    assert [row.attestation for row in found] == [paper(2)]


def test_people_stand_by_their_alphabet_on_both_databases_as_in_every_other_list(register: Register) -> None:
    names = ("Zoë Lee", "Łukasz Lee", "Lars Lee", "Bo Lund", "Ana Łaska", "Øyvind Olsen", "Al Ørsted", "Eva Æbel")
    people = [name.split() for name in names]
    with register.session("oak") as act:
        act.record_all(entered(number, first_name=first, last_name=last) for number, (first, last) in enumerate(people))
    with register.reading() as view:
        found = [row.member for row in queries.people(view, PeopleAsked(schools=("oak",)), TODAY, 0, 50)]
    assert [each.name for each in found] == [
        *("Eva Æbel", "Ana Łaska", "Lars Lee", "Łukasz Lee", "Zoë Lee", "Bo Lund", "Øyvind Olsen", "Al Ørsted")
    ]
    assert found == sorted(found, key=lambda each: each.sort_key)
