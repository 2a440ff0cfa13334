"""A real office: a SQLite register in a folder of the test's own, an officer with a key, people and campaigns."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path

from attrs import evolve, frozen
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding

from privacy_wizard.domain.campaign import Campaign
from privacy_wizard.domain.model import Catalogue
from privacy_wizard.domain.register_events import (
    AskedInCampaign,
    AttestationStanding,
    CampaignEntered,
    DocumentKind,
    PersonEntered,
    Received,
)
from privacy_wizard.domain.school_profile import PackFor, SchoolProfile
from privacy_wizard.domain.scoring import LIMIT
from privacy_wizard.domain.signature import Purpose
from privacy_wizard.domain.staff import StaffMember
from privacy_wizard.domain.vocabulary import Occasion, Outcome
from privacy_wizard.identity import SigningKey, make_key
from privacy_wizard.identity.authority_trust import sign_document
from privacy_wizard.register import Officer, Register, SchoolRegister
from privacy_wizard.school.profile_file import write_profile
from privacy_wizard.ui.console.context import ConsoleContext
from privacy_wizard.ui.wizard.trial import begin_trial
from tests.register.made import Fill, create_register
from tests.shipped import shipped

NOW = datetime(2026, 11, 20, 14, 5, tzinfo=UTC)
TODAY = NOW.date()
SCHOOL = "bradley"
FIRST = ("Sam", "Priya", "Zoë", "Tom", "Aisha", "Łukasz", "Maeve", "Daniel", "Grace", "Owen", "Fatima", "Jo")
LAST = ("Lee", "Nair", "O'Brien", "Baker", "Khan", "Nowak", "Byrne", "Okafor", "Hall", "Evans", "Rahman", "Smith")
GROUPS = ("Teaching", "Office", "Catering", "Governors")
JOBS = ("Class teacher", "Teaching assistant", "Midday supervisor", "Site manager", "Administrator")


@cache
def officer_key() -> SigningKey:
    return make_key(name="Helen Ward", identifier="HR-1", school="Bradley Primary School", now=NOW - timedelta(days=9))


@cache
def catalogue() -> Catalogue:
    return shipped()


def officer(key: SigningKey) -> Officer:
    return Officer(
        certificate=key.certificate.public_bytes(Encoding.DER),
        sign=lambda message: key.private_key.sign(message, ec.ECDSA(SHA256())),
    )


def empty_context(folder: Path, address: str = "") -> ConsoleContext:
    """A school on record, and nothing else; without an address in a file."""
    return context_of(folder, address, with_a_school)


def context_of(folder: Path, address: str, fill: Fill) -> ConsoleContext:
    """An office over a new register with a school, to which `fill` was added when it was made once."""
    address = address or str(folder / "register.db")
    create_register(address, fill)
    return ConsoleContext(
        register=opened(address),
        key=officer_key(),
        officer="Helen Ward",
        home=folder,
        key_file=folder / "signing-key.p12",
        load_catalogue=catalogue,
        begin_trial=begin_trial,
        now=lambda: NOW,
    )


def opened(address: str) -> SchoolRegister:
    return SchoolRegister(register=Register.open(address, officer(officer_key()), now=lambda: NOW), school=SCHOOL)


def with_a_school(address: str) -> None:
    register = Register.open(address, officer(officer_key()), now=lambda: NOW)
    register.add_school(SCHOOL, "Bradley Primary School")
    register.close()


def certified(context: ConsoleContext) -> ConsoleContext:
    """The same office with an authority, and its officer certified by it."""
    secret = "lantern river oak"
    helen = StaffMember(number="HR-1", first_name="Helen", last_name="Ward")
    context.register.record(PersonEntered(person="helen", member=helen))
    context.make_authority(secret)
    key = context.issuing.certify_officer(context.key, secret)
    return evolve(context, key=key, register=context.register.signed_by(officer(key)))


def school_file(number: int, policy: str, *domains: str) -> bytes:
    """The file of a school, signed with the officer's own key."""
    return write_profile(
        SchoolProfile(name="Bradley Primary School", email_domains=domains, packs=(PackFor(pack=policy, people=()),)),
        {},
        number=number,
        now=NOW + timedelta(hours=number),
        authority="0" * 64,
        sign=lambda signed: sign_document(officer_key(), Purpose.PROFILE, signed),
    )


def member(at: int) -> StaffMember:
    first, last = FIRST[at % len(FIRST)], LAST[(at * 7 + at // len(FIRST)) % len(LAST)]
    return StaffMember(
        number=f"T-{1000 + at}",
        first_name=first,
        last_name=last,
        email=f"{first}.{at}@bradley.example.org".encode("ascii", "ignore").decode().lower(),
        role=JOBS[at % len(JOBS)],
        groups=(GROUPS[at % len(GROUPS)],),
        start=date(2019, 9, 1),
    )


REVIEW = Campaign(
    id="review-2026",
    title="Annual review 2026",
    occasion=Occasion.ANNUAL_REVIEW,
    opens=date(2026, 9, 1),
    due=date(2026, 11, 27),
)
INDUCTION = Campaign(
    id="induction", title="Induction of new starters", occasion=Occasion.INDUCTION, opens=date(2026, 1, 1), days=28
)


@frozen
class Office:
    context: ConsoleContext
    people: tuple[str, ...]


def person_id(at: int) -> str:
    return f"p{at:04d}"


@contextmanager
def on_the_day(register: Register, days_ago: int) -> Iterator[None]:
    """What is recorded within is recorded so many days ago."""
    before = register._now
    register._now = lambda: NOW - timedelta(days=days_ago, hours=days_ago % 5)
    try:
        yield
    finally:
        register._now = before


def busy_context(folder: Path, people: int = 40, address: str = "", days_ago: int = 0) -> ConsoleContext:
    """A school amid its annual review, as it was entered so many days ago."""
    return context_of(folder, address, amid_the_review(people, days_ago))


@cache
def amid_the_review(people: int, days_ago: int) -> Fill:
    def fill(address: str) -> None:
        with_a_school(address)
        register = opened(address).register
        with on_the_day(register, days_ago), register.session(SCHOOL) as act:
            act.record(CampaignEntered(campaign=REVIEW))
            act.record(CampaignEntered(campaign=INDUCTION))
            for at in range(people):
                act.record(PersonEntered(person=person_id(at), member=member(at)))
            for at in range(people):
                due = date(2026, 11, 10) if at % 5 == 4 else date(2026, 11, 27)
                act.record(AskedInCampaign(person=person_id(at), campaign=REVIEW.id, opens=REVIEW.opens, due=due))
        register.close()

    return fill


@frozen(kw_only=True)
class Came:
    person: str | None
    standing: AttestationStanding
    reasons: tuple[str, ...] = ()
    score: int | None = 84
    campaign: str | None = REVIEW.id
    on_paper: bool = False


def outcome_of(score: int | None) -> str:
    """As scores and outcomes go together: what must hold and is open limits the score."""
    if score is None:
        return ""
    if score <= LIMIT:
        return Outcome.ACTION_NEEDED
    return Outcome.MEETS if score == 100 else Outcome.MEETS_WITH_RECOMMENDATIONS


def take(office: SchoolRegister, content: bytes, came: Came, *, days_ago: int = 0, fingerprint: str = "ab" * 32) -> str:
    """Record a file as intake does."""
    register = office.register
    with on_the_day(register, days_ago), register.session(SCHOOL) as act:
        document = act.put(content)
        act.record(
            Received(
                attestation=document,
                person=came.person,
                campaign=came.campaign if came.person else None,
                standing=came.standing,
                file_name=f"Privacy attestation {came.person or 'unknown'}.pdf",
                reasons=came.reasons,
                identifier=document[:32],
                policy=f"bradley-primary-2023 {catalogue().packs['bradley-primary-2023'].version}",
                score=came.score,
                outcome=outcome_of(came.score),
                audited=TODAY - timedelta(days=days_ago + 1),
                signed=NOW - timedelta(days=days_ago + 1),
                fingerprint=fingerprint,
                on_paper=came.on_paper,
            )
        )
        act.keep(content, DocumentKind.ATTESTATION, "attestation.pdf", person=came.person, attestation=document)
    return document
