"""How everyone stands after the acts of an office in any order, on both databases, with real files and real keys."""

from collections.abc import Iterator
from datetime import date, timedelta
from io import BytesIO
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from attrs import define, evolve, field
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from PIL import Image

from privacy_wizard.domain.audit import Person
from privacy_wizard.domain.campaign import Campaign, CampaignState
from privacy_wizard.domain.register_events import AttestationStanding, PersonEntered
from privacy_wizard.domain.vocabulary import Occasion, Outcome, PersonKind
from privacy_wizard.intake.decisions import Acceptance, Decisions, WordsNeeded, waits_for_words_alone
from privacy_wizard.intake.file_checker import FileChecker
from privacy_wizard.intake.known_facts import SchoolRules
from privacy_wizard.office import campaigns
from privacy_wizard.office.corrections import move_attestation, strike_attestation
from privacy_wizard.office.paper_attestations import PaperChecklist, enter
from privacy_wizard.office.person_entry import change_person
from privacy_wizard.register import Register, SchoolRegister, queries
from privacy_wizard.register.errors import HeldAlready
from tests.attestation.authority import TestKey, vouched_key
from tests.shipped import shipped

from .school_world import SCHOOL, STARTED, SchoolWorld, member, own_key, signed
from .test_take_in import opened
from .world import NOW, SCHOOL_TRUST, audited

PEOPLE = ("Ann Able", "Bea Brook", "Cy Carr")
FIRST_SCAN = 4 * len(PEOPLE)  # on the shelf, after four attestations of each
NEW = "New starters"
TODAY = NOW.date()
_schools = count()


@define(frozen=True)
class File:
    """A signed attestation; `certain` where the file itself tells whose it is, or its name does."""

    of: int
    content: bytes = field(repr=False)
    vouched: bool
    certain: bool


@pytest.fixture(scope="module")
def shelf() -> tuple[File, ...]:
    """Of each person one from the authority, one of an unknown key, and two under a number that nobody has."""
    made, audit = [], audited()
    for at, name in enumerate(PEOPLE):
        keys: list[tuple[TestKey, str, str]] = [
            (vouched_key(name, f"S-{at}"), name, f"S-{at}"),
            (own_key(name, f"S-{at}"), name, f"S-{at}"),
            (own_key(name, f"X{at}"), name, f"X{at}"),
            (own_key(f"Somebody {at}", f"Y{at}"), f"Somebody {at}", f"Y{at}"),
        ]
        for kind, (key, called, number) in enumerate(keys):
            audit.describe_person(person(called, number, has_staff_number=kind < 2), Occasion.INDUCTION)
            content = signed(audit, key, created=NOW - timedelta(hours=2 + kind))
            made.append(File(of=at, content=content, vouched=kind == 0, certain=kind != 3))
    return (*made, *(File(of=at, content=scan(at), vouched=False, certain=False) for at in range(len(PEOPLE))))


def scan(of: int) -> bytes:
    """A signed paper, as the copier saves it."""
    file = BytesIO()
    Image.new("L", (60, 85), 200 + of).save(file, "PDF")
    return file.getvalue()


def person(name: str, number: str, *, has_staff_number: bool) -> Person:
    return Person(name=name, role="", kind=PersonKind.EMPLOYEE, identifier=number, has_staff_number=has_staff_number)


@pytest.fixture(scope="module")
def checker() -> Iterator[FileChecker]:
    with FileChecker(SCHOOL_TRUST) as made:
        yield made


@define
class Office:
    """The use cases, and beside them what everybody should stand at."""

    world: SchoolWorld
    shelf: tuple[File, ...]
    campaign: Campaign
    held: dict[int, str] = field(factory=dict)  # file → SHA-256
    whose: dict[int, int | None] = field(factory=dict)
    standing: dict[int, AttestationStanding] = field(factory=dict)
    excused: dict[int, date | None] = field(factory=dict)  # who → until when
    today: date = TODAY

    @property
    def register(self) -> SchoolRegister:
        return self.world.own

    @property
    def decisions(self) -> Decisions:
        certificate = self.world.officer.certificate
        return Decisions(register=self.register, rules=SchoolRules(), checker=self.world.checker, officer=certificate)

    def hand_in(self, at: int) -> None:
        if at in self.held:
            return
        file = self.shelf[at]
        taken = self.world.take(file.content, f"{self.world.school}-{at}.pdf")
        assert taken.sha256 is not None
        row = self.register.attestations.one(taken.sha256)
        assert row is not None
        self.held[at], self.standing[at] = taken.sha256, row.standing
        self.whose[at] = None if row.person is None else int(row.person[1:])
        if file.vouched:
            assert self.whose[at] == file.of
        if row.standing is AttestationStanding.NEEDS_A_LOOK and file.certain and not self._is_known(file.of):
            assert self.whose[at] == file.of, "handed in, whether or not the key was compared"

    def accept(self, at: int, compared: bool) -> None:
        if self.standing.get(at) is not AttestationStanding.NEEDS_A_LOOK:
            return
        file, row = self.shelf[at], self.register.attestations.one(self.held[at])
        assert row is not None
        checked, judgement = self.decisions.look(self.held[at], NOW)
        if any(each.bars for each in judgement.findings):
            return
        words = checked.report.signer.words if compared and checked.report.signer else ()
        number = "" if judgement.person or row.person else f"S-{file.of}"
        given_ = Acceptance(words=words, key_not_compared=not compared, number=number)
        try:
            self.decisions.accept(self.held[at], given_, NOW)
        except WordsNeeded:
            assert not compared
            assert self._is_known(file.of), "another key is known to be theirs"
            return
        accepted = self.register.attestations.one(self.held[at])
        assert accepted is not None
        assert accepted.campaign == self.campaign.id, "whoever is found in the decision is counted from then on"
        self.whose[at], self.standing[at] = file.of, AttestationStanding.ACCEPTED

    def accept_together(self) -> None:
        rows = self.register.attestations.listed(AttestationStanding.NEEDS_A_LOOK)
        some = [row.attestation for row in rows if waits_for_words_alone(row)]
        refused = {each.attestation for each in self.decisions.accept_together(some, NOW)}
        for at, sha256 in self.held.items():
            if sha256 in some and sha256 not in refused:
                self.standing[at] = AttestationStanding.ACCEPTED

    def send_back(self, at: int) -> None:
        if self.standing.get(at) is AttestationStanding.NEEDS_A_LOOK:
            self.decisions.send_back(self.held[at], "Please sign again.", NOW)
            self.standing[at] = AttestationStanding.SENT_BACK

    def take_back(self, at: int) -> None:
        if at in self.held:
            strike_attestation(self.register, self.held[at], "Entered by mistake.")
            del self.held[at], self.standing[at], self.whose[at]

    def move(self, at: int, to: int) -> None:
        if at in self.held:
            move_attestation(self.register, self.held[at], f"p{to}", self.campaign.id, "It was somebody else's.")
            self.whose[at] = to

    def enter_paper(self, who: int) -> None:
        """Its scan may have come in before, and been rejected."""
        at = FIRST_SCAN + who
        pack = shipped().packs["bradley-primary-2023"]
        given_ = PaperChecklist(
            person=f"p{who}",
            campaign=self.campaign.id,
            policy=pack,
            signed=TODAY,
            outcome=Outcome.MEETS,
            scan=self.shelf[at].content,
            scan_name="scan.pdf",
        )
        if self.standing.get(at) is AttestationStanding.ACCEPTED:
            with pytest.raises(HeldAlready):
                enter(self.register, given_, TODAY)
            return
        self.held[at] = enter(self.register, given_, TODAY)
        self.whose[at], self.standing[at] = who, AttestationStanding.ACCEPTED

    def excuse(self, who: int, days: int | None) -> None:
        if not self._has(who, AttestationStanding.ACCEPTED):
            until = None if days is None else self.today + timedelta(days=days)
            campaigns.excuse(self.register, self.campaign.id, f"S-{who}", "On leave.", self.today, until)
            self.excused[who] = until

    def pass_days(self, days: int) -> None:
        self.today += timedelta(days=days)

    def postpone(self, days: int) -> None:
        self.campaign = evolve(self.campaign, days=(self.campaign.days or 0) + days)
        campaigns.enter_campaign(self.register, self.campaign, self.today)

    def edit(self, who: int, last_name: str) -> None:
        """Another name and job change nothing about how somebody stands."""
        before = self.register.people.numbered(f"S-{who}")
        assert before is not None
        change_person(self.register, evolve(before.member, last_name=last_name, role="Clerk"), self.today)

    def remind(self) -> None:
        waiting = (CampaignState.OPEN, CampaignState.OVERDUE)
        expected = {f"S-{who}" for who in range(len(PEOPLE)) if self.expected(who) in waiting}
        due = campaigns.due_reminders(self.register, self.campaign.id, self.today)
        assert {each.member.number for each in due} == expected

    def expected(self, who: int) -> CampaignState:
        if self._has(who, AttestationStanding.ACCEPTED):
            return CampaignState.DONE
        if self._has(who, AttestationStanding.NEEDS_A_LOOK):
            return CampaignState.HANDED_IN
        if who in self.excused and (self.excused[who] or self.today) >= self.today:
            return CampaignState.EXCUSED
        due = STARTED + timedelta(days=self.campaign.days or 0)
        return CampaignState.OPEN if self.today <= due else CampaignState.OVERDUE

    def assert_all_stand_as_they_should(self) -> None:
        found = campaigns.how_they_stand(self.register, self.campaign.id, self.today)
        expected = {f"S-{who}": self.expected(who) for who in range(len(PEOPLE))}
        assert {each.member.number: each.state for each in found} == expected
        overview = self.register.overview(self.campaign.id, self.today)
        for state in CampaignState:
            assert getattr(overview, state.name.lower()) == list(expected.values()).count(state)

    def _has(self, who: int, standing: AttestationStanding) -> bool:
        return any(self.whose[at] == who and self.standing[at] is standing for at in self.held)

    def _is_known(self, who: int) -> bool:
        with self.register.reading() as connection:
            return bool(queries.keys_of(connection, self.register.school, f"p{who}"))


FILES, WHO = st.integers(0, FIRST_SCAN + len(PEOPLE) - 1), st.integers(0, len(PEOPLE) - 1)
ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("hand_in"), FILES),
        st.tuples(st.just("hand_in"), FILES),
        st.tuples(st.just("accept"), FILES, st.booleans()),
        st.tuples(st.just("accept_together")),
        st.tuples(st.just("send_back"), FILES),
        st.tuples(st.just("take_back"), FILES),
        st.tuples(st.just("move"), FILES, WHO),
        st.tuples(st.just("enter_paper"), WHO),
        st.tuples(st.just("excuse"), WHO, st.none() | st.integers(0, 9)),
        st.tuples(st.just("pass_days"), st.integers(1, 12)),
        st.tuples(st.just("postpone"), st.integers(1, 9)),
        st.tuples(st.just("edit"), WHO, st.sampled_from(("Able", "Adams"))),
        st.tuples(st.just("remind")),
    ),
    max_size=14,
)


@pytest.fixture
def register(register_url: str, officer: TestKey) -> Iterator[Register]:
    with opened(register_url, officer) as made:
        yield made


@given(acts=ACTS)
@example(acts=[("hand_in", 3), ("accept", 3, True), ("remind",), ("move", 3, 1)])
@example(acts=[("hand_in", 2), ("remind",), ("hand_in", 6), ("accept_together",), ("take_back", 2), ("remind",)])
@example(acts=[("hand_in", 1), ("accept", 1, True), ("hand_in", 3), ("accept", 3, False), ("accept", 3, True)])
@example(acts=[("hand_in", 12), ("enter_paper", 0), ("remind",), ("move", 12, 1), ("take_back", 12), ("hand_in", 12)])
@example(acts=[("excuse", 0, 3), ("pass_days", 3), ("remind",), ("pass_days", 1), ("remind",), ("postpone", 5)])
@example(acts=[("pass_days", 12), ("edit", 0, "Adams"), ("hand_in", 2), ("pass_days", 12), ("remind",)])
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_everyone_stands_as_what_was_done_says_whatever_the_order(
    register: Register, checker: FileChecker, tmp_path: Path, officer: TestKey, shelf: tuple[File, ...], acts: list[Any]
) -> None:
    office = an_office(register, checker, tmp_path, shelf)
    for name, *given_ in acts:
        getattr(office, name)(*given_)
        office.assert_all_stand_as_they_should()
    assert register.check(office.world.school).holds


def an_office(register: Register, checker: FileChecker, folder: Path, shelf: tuple[File, ...]) -> Office:
    school = f"{SCHOOL}-{next(_schools)}"
    register.add_school(school, "St Brigid's Primary School")
    world = SchoolWorld(register, checker, SchoolRules(), folder / school, school)
    staff = [member(f"S-{at}", *name.split()) for at, name in enumerate(PEOPLE)]
    with register.session(school) as act:
        act.record_all([PersonEntered(person=f"p{at}", member=each) for at, each in enumerate(staff)])
    opens = TODAY - timedelta(days=40)
    campaign = Campaign(id="starters", title=NEW, occasion=Occasion.INDUCTION, opens=opens, days=30)
    campaigns.enter_campaign(world.own, campaign, TODAY)
    return Office(world=world, shelf=shelf, campaign=campaign)
