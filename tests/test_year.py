"""A school year from the office's side, on both databases: real files through intake, real keys, a real back-up."""

import hashlib
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import pytest
from attrs import define, evolve, field
from sqlalchemy.engine import make_url

from privacy_wizard.attestation.reasons import Reason
from privacy_wizard.attestation.sign import sign
from privacy_wizard.attestation.statement import KeyPart, SignatureKind, SignaturePart
from privacy_wizard.attestation.wording import worded
from privacy_wizard.audit.batch import NotKept
from privacy_wizard.audit.school_files import request_certificate
from privacy_wizard.audit.session import AuditSession
from privacy_wizard.audit.state import Audit, Key
from privacy_wizard.audit.statement_builder import StatementBuilder
from privacy_wizard.certificates import fingerprint
from privacy_wizard.domain.audit import Person, School
from privacy_wizard.domain.campaign import Campaign, CampaignState, count
from privacy_wizard.domain.certificate_events import AuthorityMade
from privacy_wizard.domain.invitation import NamedInvitation
from privacy_wizard.domain.register_events import EventKind
from privacy_wizard.domain.register_views import ChainHead, FaultKind
from privacy_wizard.domain.retention import Kept
from privacy_wizard.domain.staff import ChangeKind
from privacy_wizard.domain.staff_plan import ImportPlan
from privacy_wizard.domain.vocabulary import HowKnown, Occasion, PersonKind
from privacy_wizard.identity import SigningKey, add_certificate, certificate_request, fingerprint_words, make_key
from privacy_wizard.identity.authority import Authority, make_authority, read_request
from privacy_wizard.identity.authority_profile import CertificateKind
from privacy_wizard.intake.countersigning import Countersigning
from privacy_wizard.intake.decisions import Decisions
from privacy_wizard.intake.facts import SchoolRules
from privacy_wizard.intake.file_checker import FileChecker
from privacy_wizard.intake.intake_run import Intake, IntakeOutcome, Taken
from privacy_wizard.intake.sentences import Rule
from privacy_wizard.intake.trust import Trust
from privacy_wizard.office import campaigns, staff_list
from privacy_wizard.office.certificates import CertificateIssuer, ForWhom, IssuedCertificate
from privacy_wizard.office.invitations import Wanted, invite
from privacy_wizard.office.office_key import officer_of
from privacy_wizard.register import Asked, CertificateRecord, Register, SchoolRegister, queries
from privacy_wizard.school.invitation_files import read_certificates, read_request_file
from privacy_wizard.staff_import import StaffField, read_table, suggest, understand
from tests.settling import answer_and_settle, responded
from tests.shipped import shipped

from .register import postgres
from .register.conftest import Clock, postgresql, register_url

__all__ = ["postgresql", "register_url"]

SCHOOL = "Hillside Primary School"
OFFICER = "S30"
STARTERS = ("S28", "S29")
PILOT = Campaign(
    id="pilot",
    title="Review 2025",
    occasion=Occasion.ANNUAL_REVIEW,
    opens=date(2025, 10, 1),
    due=date(2025, 10, 31),
    ends=date(2026, 7, 31),
    groups=("Leaders",),
)
INDUCTION = Campaign(
    id="induction", title="Induction", occasion=Occasion.INDUCTION, opens=date(2026, 9, 1), days=14, ends=None
)
REVIEW = Campaign(
    id="review",
    title="Review 2026",
    occasion=Occasion.ANNUAL_REVIEW,
    opens=date(2026, 10, 1),
    due=date(2026, 10, 31),
    ends=date(2027, 7, 31),
)
AFTER_ALL = {CampaignState.DONE: 7, CampaignState.EXCUSED: 1, CampaignState.OVERDUE: 21}


@cache
def authority() -> Authority:
    return make_authority(school=SCHOOL, now=datetime(2025, 9, 1, tzinfo=UTC))


def name_of(number: str) -> str:
    return f"Person{number[1:]} Surname{number[1:]}"


def signed(
    key: SigningKey,
    number: str,
    occasion: Occasion,
    at: datetime,
    invitation: NamedInvitation | None = None,
    *,
    forge: bool = False,
) -> bytes:
    """What the wizard makes on that person's computer; forged: a better figure, signed with the proper key."""
    session = AuditSession(shipped(), NotKept(), lambda: at)
    person = Person(
        name=name_of(number), role="Teacher", kind=PersonKind.EMPLOYEE, identifier=number, has_staff_number=True
    )
    session.describe_person(person, occasion)
    session.choose_school(School(name=SCHOOL))
    session.change(evolve(session.audit, invitation=invitation))
    session.choose_policy("baseline")
    session.add_account("whatsapp")

    def answer(audit: Audit, key: Key) -> Audit:
        option = session.checks[key[0]].options[-1 if forge else 0]
        return responded(session, audit, key, option.id, HowKnown.LOOKED)

    answer_and_settle(session, answer)
    part = KeyPart(fingerprint=fingerprint(key.certificate).hex(), words=fingerprint_words(key.certificate))
    statement = StatementBuilder(session, at).build(
        SignaturePart(kind=SignatureKind.TYPED, strokes=(), text=person.name), part
    )
    if forge:
        statement = worded(evolve(statement, score=100))
    return sign(statement, key).pdf


@define(kw_only=True)
class Year:
    """The office of one school: its register, its officer and the staff's keys."""

    address: str
    clock: Clock
    folder: Path
    heads: list[ChainHead] = field(factory=list)
    keys: dict[str, SigningKey] = field(factory=dict)
    invitations: dict[tuple[str, str], NamedInvitation] = field(factory=dict)  # by person and campaign
    papers: dict[str, bytes] = field(factory=dict)
    checker: FileChecker
    officer: SigningKey = field(init=False)
    register: Register = field(init=False)

    def set_up(self) -> None:
        """A register, its officer with a key of their own at first, and then certified by the authority."""
        self.clock.moment = datetime(2025, 9, 2, 9, tzinfo=UTC)
        self.officer = make_key(name=name_of(OFFICER), identifier=OFFICER, school=SCHOOL, now=self.clock())
        Register.create(self.address)
        self.open()
        self.register.add_school("hill", SCHOOL)
        self.import_staff(set(range(1, 31)))
        self.record.enter(
            AuthorityMade(fingerprint=authority().fingerprint.hex(), ends=authority().certificate.not_valid_after_utc)
        )
        request = certificate_request(self.officer)
        whom = ForWhom(name=name_of(OFFICER), staff_number=OFFICER, school=SCHOOL, kind=CertificateKind.OFFICER)
        made = self.issuer.confirm(request, fingerprint_words(read_request(request)), whom, self.clock())
        self.officer = add_certificate(self.officer, made.certificate, *authority().chain)
        self.register.close()
        self.open()

    def open(self) -> None:
        self.register = Register.open(
            self.address, officer_of(self.officer), now=self.clock, on_signed=self.heads.append
        )

    @property
    def record(self) -> CertificateRecord:
        return CertificateRecord(self.register, "hill")

    @property
    def own(self) -> SchoolRegister:
        return SchoolRegister(register=self.register, school="hill")

    @property
    def issuer(self) -> CertificateIssuer:
        return CertificateIssuer(authority(), self.record)

    def today(self, day: date) -> date:
        """The clock moves on to the morning of a day."""
        self.clock.moment = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
        return day

    def import_staff(self, numbers: set[int]) -> ImportPlan:
        """The whole list from a file, looked at and then confirmed."""
        lines = ["Staff Number,First Name,Last Name,Group,Start Date"]
        for each in sorted(numbers):
            number = f"S{each:02}"
            group, start = ("Leaders" if each == 5 else "Staff"), ("14/09/2026" if number in STARTERS else "")
            lines.append(f"{number},Person{each:02},Surname{each:02},{group},{start}")
        file = self.folder / "staff.csv"
        file.write_text("\n".join(lines) + "\n")
        table = read_table(file)
        matching = suggest(table.headings, None)
        fields = (StaffField.NUMBER, StaffField.FIRST_NAME, StaffField.LAST_NAME, StaffField.GROUP, StaffField.START)
        for at, what in enumerate(fields):
            matching = matching.with_column(what, at)
        read, today = understand(table, matching, is_whole=True), self.clock().date()
        digest = staff_list.preview(self.own, read, today).digest
        return staff_list.confirm(self.own, read, digest, today)

    def certify(self, number: str, campaign: Campaign, replaces: str | None = None) -> IssuedCertificate:
        """Invitation, slip, request, certificate; the new key is the person's from now on."""
        wanted = Wanted(
            school=SCHOOL, name=name_of(number), staff_number=number, campaign=campaign.id, occasion=campaign.occasion
        )
        made = invite(self.officer, wanted, self.record, now=self.clock())
        self.invitations[number, campaign.id] = made.invitation.named
        key = make_key(name=name_of(number), identifier=number, school=SCHOOL, now=self.clock())
        request = read_request_file(request_certificate(made.invitation, made.slip.code, key))
        whom = ForWhom(name=name_of(number), staff_number=number, school=SCHOOL, replaces=replaces)
        issued = self.issuer.answer(request, whom, self.clock())
        self.keys[number] = add_certificate(key, *read_certificates(issued.file))
        return issued

    def make(self, number: str, campaign: Campaign) -> bytes:
        """That person's attestation of today."""
        invitation = self.invitations.get((number, campaign.id))
        self.papers[number] = signed(self.keys[number], number, campaign.occasion, self.clock(), invitation)
        return self.papers[number]

    @property
    def rules(self) -> SchoolRules:
        return SchoolRules(names=(SCHOOL,))

    def take_in(self, pdf: bytes) -> Taken:
        """One file through intake, as it came: opened, queued, checked in a process of its own, judged, recorded."""
        self.clock.move(minutes=1)
        file = self.folder / "attestation.pdf"
        file.write_bytes(pdf)
        [taken] = Intake(self.own, self.rules, self.checker, self.clock).take_in([file])
        return taken

    def hand_in(self, pdf: bytes) -> IntakeOutcome:
        return self.take_in(pdf).outcome

    def look_and_send_back(self, taken: Taken, reason: str) -> None:
        """The officer looks at it and asks for another one."""
        assert taken.sha256 is not None
        context = Decisions(register=self.own, rules=self.rules, checker=self.checker, officer=self.officer.certificate)
        context.send_back(taken.sha256, reason, self.clock())

    def countersign(self, *numbers: str) -> int:
        """How many of their attestations are countersigned now."""
        trust = Trust((authority().certificate,))
        signing = Countersigning(register=self.own, key=self.officer, trust=trust, now=self.clock)
        return sum(done.document is not None for done in signing.all(digest_of(self, number) for number in numbers))

    def counts(self, campaign: Campaign) -> dict[CampaignState, int]:
        found = campaigns.how_they_stand(self.own, campaign.id, self.clock().date())
        return {state: number for state, number in count(found).items() if number}

    def remind(self, campaign: Campaign) -> int:
        return len(campaigns.take_reminders(self.own, campaign.id, self.clock().date()))

    def enter(self, campaign: Campaign) -> int:
        return campaigns.enter_campaign(self.own, campaign, self.clock().date())

    def holds(self) -> bool:
        """The record is whole, up to the last head that this officer's computer remembers."""
        return self.register.check("hill", Asked(known=[self.heads[-1]])).holds


@pytest.fixture(scope="module")
def checker() -> Iterator[FileChecker]:
    with FileChecker(Trust((authority().certificate,))) as made:
        yield made


@pytest.fixture
def year(register_url: str, tmp_path: Path, checker: FileChecker) -> Iterator[Year]:
    found = Year(address=register_url, clock=Clock(), folder=tmp_path, checker=checker)
    found.set_up()
    yield found
    found.register.close()


@pytest.fixture
def back_up(request: pytest.FixtureRequest, year: Year, tmp_path: Path) -> Callable[[], Callable[[], str]]:
    """Makes a back-up with the database's own means; what it returns brings it back and tells the new address."""

    def copy() -> Callable[[], str]:
        place, kept = Path(make_url(year.address).database or ""), tmp_path / "back-up"
        year.register.close()
        shutil.copytree(place.parent, kept, ignore=shutil.ignore_patterns("back-up", "staff.csv"))
        year.open()
        return lambda: f"sqlite:///{kept / place.name}"

    def dump() -> Callable[[], str]:
        server: postgres.Server = request.getfixturevalue("postgresql")
        plain = ["--no-password", "-h", str(server.folder)]
        database = str(make_url(year.address).database)
        out = tmp_path / "dump"
        command = [server.programs / "pg_dump", *plain, "-U", "administrator", "-Fc", "-f", out, database]
        subprocess.run(command, check=True)

        def bring_back() -> str:
            address = server.new_database()
            into = ["-U", "administrator", "-d", str(make_url(address).database), out]
            subprocess.run([server.programs / "pg_restore", *plain, *into], check=True)
            return address

        return bring_back

    return copy if year.address.startswith("sqlite") else dump


def last_year_one_leader_tries_it_out(year: Year) -> bytes:
    """Last year: one leader tries it out."""
    year.today(date(2025, 10, 6))
    assert year.enter(PILOT) == 1
    year.certify("S05", PILOT)
    last_year = year.make("S05", PILOT)
    assert year.hand_in(last_year) is IntakeOutcome.ACCEPTED
    return last_year


def two_begin_in_september(year: Year) -> None:
    """September: induction of the two who begin."""
    year.today(date(2026, 9, 1))
    assert year.enter(INDUCTION) == 2
    assert year.counts(INDUCTION) == {CampaignState.DUE: 2}
    year.today(date(2026, 9, 15))
    for number in STARTERS:
        year.certify(number, INDUCTION)
    assert year.hand_in(year.make("S28", INDUCTION)) is IntakeOutcome.ACCEPTED
    year.today(date(2026, 9, 29))
    assert year.counts(INDUCTION) == {CampaignState.DONE: 1, CampaignState.OVERDUE: 1}
    year.today(date(2026, 10, 5))
    assert (year.remind(INDUCTION), year.remind(INDUCTION)) == (1, 0)
    assert year.hand_in(year.make("S29", INDUCTION)) is IntakeOutcome.ACCEPTED
    assert year.counts(INDUCTION) == {CampaignState.DONE: 2}


def the_review_of_october(year: Year) -> None:
    """October: everyone's review. Three answer in time, and one is excused."""
    assert year.enter(REVIEW) == 30
    for number in ("S01", "S02", "S05"):
        if number not in year.keys:
            year.certify(number, REVIEW)
        assert year.hand_in(year.make(number, REVIEW)) is IntakeOutcome.ACCEPTED
    campaigns.excuse(year.own, REVIEW.id, "S21", "parental leave", year.clock().date())
    year.today(date(2026, 10, 24))
    assert year.counts(REVIEW) == {CampaignState.DONE: 3, CampaignState.EXCUSED: 1, CampaignState.OPEN: 26}
    assert (year.remind(REVIEW), year.remind(REVIEW)) == (26, 0)


def what_is_not_good_stays_out(year: Year, last_year: bytes) -> None:
    """A forged file, a stranger's, and last year's again: none of them is accepted, and no count changes."""
    assert year.hand_in(last_year) is IntakeOutcome.HELD_ALREADY
    assert year.hand_in(year.papers["S01"]) is IntakeOutcome.HELD_ALREADY
    year.certify("S22", REVIEW)
    forged = year.take_in(signed(year.keys["S22"], "S22", REVIEW.occasion, year.clock(), forge=True))
    assert forged.outcome is IntakeOutcome.REJECTED
    assert Reason.SCORE_WRONG in codes(forged)
    stranger = make_key(name=name_of("S23"), identifier="S23", school=SCHOOL, now=year.clock())
    strange = year.take_in(signed(stranger, "S23", REVIEW.occasion, year.clock()))
    assert (strange.outcome, codes(strange)) == (IntakeOutcome.NEEDS_A_LOOK, {Rule.UNKNOWN_KEY})
    year.look_and_send_back(strange, "It is not your key.")
    posing = make_key(name=name_of("S01"), identifier="S01", school=SCHOOL, now=year.clock())
    posed = year.take_in(signed(posing, "S01", REVIEW.occasion, year.clock()))
    assert (posed.outcome, codes(posed)) == (IntakeOutcome.REJECTED, {Rule.CONTRADICTS_KNOWN_KEY})
    again = year.take_in(signed(year.keys["S05"], "S05", REVIEW.occasion, datetime(2025, 10, 7, 9, tzinfo=UTC)))
    assert again.outcome is IntakeOutcome.NEEDS_A_LOOK
    assert {Rule.NEWER_HELD, Rule.ANSWERED_ALREADY} <= codes(again)
    year.look_and_send_back(again, "It is last year's.")
    assert year.counts(REVIEW)[CampaignState.DONE] == 3
    assert year.countersign("S01", "S02") == 2


def the_late_and_the_forgotten_passphrase(year: Year) -> None:
    """November: late ones, and one who forgot the passphrase: a new key, and what the old one signed stays good."""
    year.today(date(2026, 11, 9))
    found = year.counts(REVIEW)
    assert (found[CampaignState.OVERDUE], found[CampaignState.PROBLEM]) == (24, 2), "of two something was rejected"
    assert year.remind(REVIEW) == 26
    for number in ("S22", "S23", "S28"):
        if number not in year.keys:
            year.certify(number, REVIEW)
        assert year.hand_in(year.make(number, REVIEW)) is IntakeOutcome.ACCEPTED
    forgotten = next(each for each in year.record.certified() if each.fingerprint == key_of(year, "S29"))
    old_key = year.keys["S29"]
    year.certify("S29", REVIEW, replaces=forgotten.serial)
    assert key_of(year, "S29") != fingerprint(old_key.certificate).hex()
    assert year.hand_in(year.make("S29", REVIEW)) is IntakeOutcome.ACCEPTED
    assert year.counts(INDUCTION) == {CampaignState.DONE: 2}


def two_leave_in_december(year: Year) -> None:
    """December: one leaves who had not answered, and one who had."""
    year.today(date(2026, 12, 18))
    plan = year.import_staff(set(range(1, 31)) - {1, 27})
    assert [(change.kind, change.after.number) for change in plan.changes] == [
        (ChangeKind.LEFT, "S01"),
        (ChangeKind.LEFT, "S27"),
    ]
    year.today(date(2026, 12, 19))
    assert year.counts(REVIEW) == AFTER_ALL
    assert year.holds()


def what_is_due_is_deleted(year: Year) -> None:
    """January: rejected files are kept for thirty days; the leavers stay for six years."""
    today = year.today(date(2027, 1, 15))
    due = year.register.falls_due("hill", today)
    assert [each.thing.kept for each in due] == [
        Kept.REJECTED
    ] * 4  # the forged, the stranger's, the posed, last year's
    assert year.register.erase_due("hill", due, today) == 4
    assert year.register.falls_due("hill", today) == ()
    assert year.counts(REVIEW) == AFTER_ALL
    later = year.today(date(2033, 1, 1))
    assert {each.thing.identifier for each in year.register.falls_due("hill", later)} == {
        person_of(year, "S01"),
        person_of(year, "S27"),
    }
    year.register.erase_due("hill", year.register.falls_due("hill", later), later)
    assert year.holds()
    with year.register.reading() as connection:
        assert len(queries.staff(connection, "hill")) == 28
    assert digest_of(year, "S01") not in {each.document for each in documents(year)}


def the_back_up_of_october(year: Year, address: str, known: ChainHead) -> None:
    """The back-up of October is whole by itself, and does not pass for the record of today."""
    with closing(Register.open(address, now=year.clock)) as old:
        assert old.check("hill", Asked(known=[known])).holds
        assert old.document("hill", digest_of(year, "S01")) == year.papers["S01"]
        faults = old.check("hill", Asked(known=[year.heads[-1]])).faults
        assert {fault.kind for fault in faults} == {FaultKind.CUT_OFF}


def test_a_school_year_leaves_a_record_that_holds_and_counts_that_are_right(
    year: Year, back_up: Callable[[], Callable[[], str]]
) -> None:
    last_year = last_year_one_leader_tries_it_out(year)
    two_begin_in_september(year)
    the_review_of_october(year)
    what_is_not_good_stays_out(year, last_year)
    restore, known = back_up(), year.heads[-1]
    the_late_and_the_forgotten_passphrase(year)
    two_leave_in_december(year)
    what_is_due_is_deleted(year)
    the_back_up_of_october(year, restore(), known)
    assert year.holds()


def codes(taken: Taken) -> set[str]:
    return set() if taken.judgement is None else set(taken.judgement.codes)


def digest_of(year: Year, number: str) -> str:
    return hashlib.sha256(year.papers[number]).hexdigest()


def key_of(year: Year, number: str) -> str:
    return fingerprint(year.keys[number].certificate).hex()


def person_of(year: Year, number: str) -> str:
    return year.record.person(number)


def documents(year: Year) -> list:
    return [record.event for record in year.register.records("hill") if record.event.kind is EventKind.DOCUMENT_KEPT]
