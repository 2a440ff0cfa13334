"""Separation of duties: where there are officers they decide, and nobody on what is their own."""

from collections.abc import Callable
from datetime import timedelta
from functools import cache

import pytest
from attrs import frozen

from privacy_wizard.certificates import fingerprint, serial_of
from privacy_wizard.domain.certificate_events import CertificateKind, Certified, KeyConfirmed, Revoked
from privacy_wizard.domain.register_events import (
    AttestationStanding,
    Countersigned,
    Decided,
    Event,
    Noted,
    PersonEntered,
)
from privacy_wizard.domain.register_views import FaultKind
from privacy_wizard.identity import SigningKey, make_key
from privacy_wizard.identity.authority import Authority, make_authority
from privacy_wizard.office.certificates import confirm_key
from privacy_wizard.office.office_key import officer_of
from privacy_wizard.register import Officer, Register, duties
from privacy_wizard.register.check import advice, fault_sentence
from privacy_wizard.register.errors import OfficerNeeded, OwnCase

from ..identity.authorities import certified
from .conftest import Clock, one_school, robin
from .databases import mostly_sqlite, on_both_databases
from .made import Fill
from .postgres import Server
from .sample import REVIEW, a_school, member, paper, raw, received

__all__ = ["mostly_sqlite"]
NOW = Clock()()
OLIVE, PETE = "p10", "p11"  # officers; the others are p0, p1 and p2
Opening = Callable[..., Register]


def decided(
    number: int, standing: AttestationStanding = AttestationStanding.ACCEPTED, person: str | None = None
) -> Decided:
    who = person or f"p{number}"
    return Decided(attestation=paper(number), person=who, campaign=REVIEW.id, standing=standing)


def countersigned(number: int) -> Countersigned:
    return Countersigned(attestation=paper(number), person=f"p{number}", document=paper(100 + number))


def a_key(name: str, number: str) -> SigningKey:
    return make_key(name=name, identifier=number, school="Oak School", now=NOW - timedelta(days=1))


@cache
def oaks_own() -> Authority:
    return make_authority(school="Oak School", now=NOW)


def certify(who: SigningKey, kind: CertificateKind = CertificateKind.OFFICER, **whom: str) -> SigningKey:
    return certified(who, oaks_own(), kind=kind, now=NOW, **whom)


@cache
def officers_key(name: str, number: str) -> SigningKey:
    return certify(a_key(name, number), name=name, identifier=number)


@frozen
class Oak:
    """A school with two officers, whose certificates are on record."""

    open_one: Opening
    clock: Clock

    def record(self, key: SigningKey | None, *events: Event) -> None:
        register = self.open_one(officer_of(key)) if key is not None else self.open_one()
        with register.session("oak") as act:
            act.record_all(events)


@pytest.fixture
def beginning(request: pytest.FixtureRequest) -> Fill:
    names = request.fixturenames
    return with_both if "pete" in names else with_olive if "olive" in names else with_people


@pytest.fixture
def oak(open_register: Opening, clock: Clock) -> Oak:
    return Oak(open_register, clock)


def with_people(address: str) -> None:
    one_school(address)
    _record(address, robin(), *a_school(), *(PersonEntered(person=f"p{at}", member=member(at)) for at in (10, 11)))


def with_olive(address: str) -> None:
    """An officer, on record and known to the register by something that she wrote."""
    with_people(address)
    key = officers_key("Olive", "S10")
    _record(address, robin(), on_record(key, OLIVE))
    _record(address, officer_of(key), Noted(person="p0", text="Seen."))


def with_both(address: str) -> None:
    with_olive(address)
    _record(address, officer_of(officers_key("Olive", "S10")), on_record(officers_key("Pete", "S11"), PETE))


def _record(address: str, by: Officer, *events: Event) -> None:
    with Register.open(address, by, now=Clock()) as register, register.session("oak") as act:
        act.record_all(events)


def on_record(key: SigningKey, person: str) -> Certified:
    certificate = key.certificate
    starts, ends = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    number, public = serial_of(certificate), fingerprint(certificate).hex()
    return Certified(person=person, serial=number, fingerprint=public, starts=starts, ends=ends)


@pytest.fixture
def olive() -> SigningKey:
    return officers_key("Olive", "S10")


@pytest.fixture
def pete() -> SigningKey:
    return officers_key("Pete", "S11")


def past_the_rule(
    monkeypatch: pytest.MonkeyPatch, oak: Oak, key: SigningKey | None, *events: Event, correct: int = 0
) -> None:
    """Record what the program refuses, as another program would."""
    with monkeypatch.context() as patched:
        patched.setattr(duties, "refuse", lambda *_: None)
        if correct:
            with oak.open_one(officer_of(key) if key else None).session("oak") as act:
                act.correct(correct, "To help a friend.", None)
        else:
            oak.record(key, *events)


def faults(oak: Oak) -> list[tuple[FaultKind, int]]:
    return [(fault.kind, fault.number) for fault in oak.open_one().check("oak").faults]


DECISIONS: list[Event] = [
    decided(0),
    decided(0, AttestationStanding.SENT_BACK),
    countersigned(0),
    received(1),
    received(2, on_paper=True),
]


@on_both_databases
def test_where_a_school_has_officers_no_other_key_decides(oak: Oak, olive: SigningKey) -> None:
    oak.record(olive, received(0, AttestationStanding.NEEDS_A_LOOK))
    plain = a_key("Olive", "S10")
    attestor = certify(a_key("Ben", "S1"), CertificateKind.ATTESTOR, name="Ben", identifier="S1")
    itself = certified(
        plain,
        make_authority(school="Oak School", now=oak.clock()),
        kind=CertificateKind.OFFICER,
        name="Olive",
        identifier="S10",
        now=oak.clock(),
    )
    for event in DECISIONS:
        for key in (None, plain, attestor, itself):
            with pytest.raises(OfficerNeeded, match="no officer's certificate"):
                oak.record(key, event)
        oak.record(olive, event)
    assert faults(oak) == []


def test_an_officer_who_is_on_record_at_another_school_too_is_one_at_both(oak: Oak, olive: SigningKey) -> None:
    oak.open_one().add_school("elm", "Elm School")
    with oak.open_one().session("elm") as act:
        act.record_all([PersonEntered(person=OLIVE, member=member(10)), on_record(olive, OLIVE)])
    plain = a_key("Nora", "S2")
    for school in ("oak", "elm"):
        with pytest.raises(OfficerNeeded), oak.open_one(officer_of(plain)).session(school) as act:
            act.record(decided(1))
    with oak.open_one(officer_of(olive)).session("elm") as act:
        number = serial_of(olive.certificate)
        act.record(Revoked(person=OLIVE, serial=number, starts=oak.clock(), reason="left the school"))
    oak.record(olive, decided(1))
    assert faults(oak) == []


def test_where_a_school_has_no_officers_any_key_decides_on_others(oak: Oak) -> None:
    oak.record(None, received(0, AttestationStanding.NEEDS_A_LOOK), decided(0), countersigned(0))
    assert faults(oak) == []


def test_only_an_officer_corrects_and_never_what_is_about_themselves(
    oak: Oak, olive: SigningKey, pete: SigningKey
) -> None:
    oak.record(olive, Noted(person=OLIVE, text="Late."), Noted(person="p1", text="Late."))
    own, other = (each.number for each in oak.open_one().records("oak", last=2))
    with oak.open_one().session("oak") as act, pytest.raises(OfficerNeeded):
        act.correct(other, "Not late.", None)
    with oak.open_one(officer_of(olive)).session("oak") as act:
        with pytest.raises(OwnCase, match="Ask another officer"):
            act.correct(own, "Not late.", None)
        with pytest.raises(OwnCase):
            act.correct(other, "It was me.", Noted(person=OLIVE, text="Late."))
        act.correct(other, "Not late.", None)
    with oak.open_one(officer_of(pete)).session("oak") as act:
        act.correct(own, "Not late.", None)
    assert faults(oak) == []


def test_nobody_decides_on_their_own(oak: Oak, olive: SigningKey, pete: SigningKey) -> None:
    for event in (decided(10), countersigned(10), received(10, on_paper=True)):
        with pytest.raises(OwnCase):
            oak.record(olive, event)
        oak.record(pete, event)


@on_both_databases
def test_an_officers_person_is_found_by_their_key_where_the_certificate_names_no_number(oak: Oak) -> None:
    second = a_key("Olive", "x7f3")
    oak.record(None, KeyConfirmed(person=OLIVE, fingerprint=fingerprint(second.certificate).hex()))
    with pytest.raises(OwnCase):
        oak.record(second, decided(10))
    oak.record(second, decided(1))


def test_nobody_confirms_a_second_key_of_their_own(oak: Oak, olive: SigningKey, pete: SigningKey) -> None:
    from privacy_wizard.identity import fingerprint_words
    from privacy_wizard.register import queries

    second = a_key("Olive", "x7f3").certificate
    given = fingerprint(second).hex(), fingerprint_words(second)
    register = oak.open_one(officer_of(olive))
    with register.reading() as view:
        own = queries.person_by_id(view, "oak", OLIVE)
    assert own is not None
    with pytest.raises(OwnCase):
        confirm_key(register, own, *given)
    confirm_key(oak.open_one(officer_of(pete)), own, *given)


def test_an_officer_who_was_revoked_or_whose_time_is_over_decides_no_more(
    oak: Oak, olive: SigningKey, pete: SigningKey
) -> None:
    oak.record(pete, Noted(person="p0", text="Seen."))
    serial = serial_of(olive.certificate)
    oak.record(pete, Revoked(person=OLIVE, serial=serial, starts=oak.clock(), reason="left the school"))
    with pytest.raises(OfficerNeeded):
        oak.record(olive, decided(0))
    oak.record(pete, decided(0))
    oak.clock.move(days=365 * 3 + 20)
    with pytest.raises(OfficerNeeded):
        oak.record(pete, decided(1))


@on_both_databases
@pytest.mark.parametrize("kind", [FaultKind.NOT_BY_AN_OFFICER, FaultKind.OWN_CASE])
def test_a_check_finds_what_another_program_recorded_until_an_officer_decides_again(
    oak: Oak, olive: SigningKey, pete: SigningKey, monkeypatch: pytest.MonkeyPatch, kind: FaultKind
) -> None:
    oak.record(pete, received(10, AttestationStanding.NEEDS_A_LOOK))
    by = None if kind is FaultKind.NOT_BY_AN_OFFICER else olive
    past_the_rule(monkeypatch, oak, by, decided(10))
    [(found, number)] = faults(oak)
    report = oak.open_one().check("oak")
    assert (found, report.holds) == (kind, False)
    assert str(number) in fault_sentence(report.faults[0])
    assert "decide on each of them again" in advice(report.faults)
    oak.record(pete, decided(10))
    assert faults(oak) == []


def test_a_check_finds_corrections_by_no_officer_and_of_ones_own(
    oak: Oak, olive: SigningKey, pete: SigningKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    oak.record(pete, Noted(person=OLIVE, text="Late."), Noted(person="p1", text="Late."))
    own, other = (each.number for each in oak.open_one().records("oak", last=2))
    past_the_rule(monkeypatch, oak, olive, correct=own)
    past_the_rule(monkeypatch, oak, a_key("Ben", "S1"), correct=other)
    assert [kind for kind, _ in faults(oak)] == [FaultKind.OWN_CASE, FaultKind.NOT_BY_AN_OFFICER]
    with oak.open_one(officer_of(pete)).session("oak") as act:
        for number in (own, other):
            act.correct(number, "Looked at again.", None)
    assert faults(oak) == []


def test_what_was_decided_before_there_were_officers_stays_in_order(oak: Oak) -> None:
    oak.record(None, received(0, AttestationStanding.NEEDS_A_LOOK), decided(0))
    key = officers_key("Olive", "S10")
    oak.record(None, on_record(key, OLIVE))
    oak.record(key, decided(0, AttestationStanding.SENT_BACK))
    assert faults(oak) == []


@on_both_databases
def test_what_an_officer_decided_stays_in_order_when_they_are_deleted_or_revoked(
    oak: Oak, olive: SigningKey, pete: SigningKey
) -> None:
    oak.record(olive, received(0, AttestationStanding.NEEDS_A_LOOK), decided(0))
    oak.clock.move(days=1)
    serial = serial_of(olive.certificate)
    oak.record(pete, Revoked(person=OLIVE, serial=serial, starts=oak.clock(), reason="left the school"))
    assert faults(oak) == []
    oak.open_one(officer_of(pete)).erase_person("oak", OLIVE, "asked for")
    assert faults(oak) == []


@on_both_databases
def test_what_is_no_certificate_among_the_signers_stops_nothing(oak: Oak, olive: SigningKey, register_url: str) -> None:
    bytes_ = "x'00'" if register_url.startswith("sqlite") else "'\\x00'"
    raw(register_url, f"INSERT INTO signer (officer, certificate) VALUES ('none', {bytes_})", "SELECT 1")
    oak.record(olive, received(0))
    assert faults(oak) == []


@pytest.mark.parametrize("register_url", ["postgresql"], indirect=True)
def test_the_rule_holds_for_officers_with_roles_of_their_own(
    postgresql: Server, oak: Oak, olive: SigningKey, register_url: str
) -> None:
    role = postgresql.new_role()
    oak.open_one().give_access(role, ["oak"])
    address = postgresql.as_role(register_url, role)
    for who, allowed in ((a_key("Ben", "S1"), False), (olive, True)):
        with oak.open_one(officer_of(who), address).session("oak") as act:
            if allowed:
                act.record(received(0))
            else:
                with pytest.raises(OfficerNeeded):
                    act.record(received(0))
    assert faults(oak) == []
