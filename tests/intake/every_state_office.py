"""An office at work on real files with real keys: each act goes through the use cases, and into the model beside it."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import date, timedelta
from itertools import count
from pathlib import Path

import pytest
from attrs import define, evolve, field
from cryptography.hazmat.primitives.serialization import Encoding

from privacy_wizard.domain.campaign import Campaign
from privacy_wizard.domain.register_events import AttestationStanding, Corrected, Excused, PersonEntered
from privacy_wizard.domain.register_views import AttestationRow, PersonRow
from privacy_wizard.domain.staff_plan import StaffList, StaffRow
from privacy_wizard.domain.vocabulary import Outcome, SendKind
from privacy_wizard.identity import fingerprint_words
from privacy_wizard.intake.decisions import Acceptance, Decisions
from privacy_wizard.intake.facts import SchoolRules
from privacy_wizard.intake.intake_run import Intake
from privacy_wizard.intake.not_decided import WordsNeeded
from privacy_wizard.intake.receiving import judge_again
from privacy_wizard.intake.waiting import waits_for_words_alone
from privacy_wizard.office import campaigns
from privacy_wizard.office.corrections import (
    look_again,
    move_attestation,
    reword,
    say_not_ours,
    strike,
    strike_attestation,
)
from privacy_wizard.office.paper_attestations import PaperChecklist, enter
from privacy_wizard.office.recipients import SendingOffice
from privacy_wizard.office.school_folder import SchoolFolder
from privacy_wizard.office.staff_list import change_person, confirm, enter_person, preview
from privacy_wizard.register import Register, SchoolRegister, queries
from privacy_wizard.register.errors import HeldAlready, OfficerNeeded, OwnCase
from tests.attestation.authority import TestKey
from tests.shipped import shipped

from .every_state_files import (
    CAMPAIGNS,
    FIRST,
    LISTED,
    OFFICER,
    SCHOOL,
    TODAY,
    File,
    Key,
    Kind,
    OfficeParts,
    on_record,
    sha256_of,
    staff,
)
from .every_state_model import ACCEPTED, NOT_OURS, WAITING, Asking, Held, Member, School
from .school_world import STARTED, Clock, register_officer
from .world import NOW

_schools = count()


@define
class Office:
    """One school. Every act ends with what should be so, in `model`."""

    made: OfficeParts
    register: SchoolRegister
    folder: Path
    clock: Clock
    model: School = field(factory=School)
    campaigns: dict[str, Campaign] = field(factory=dict)
    has_officer: bool = False
    is_officer: bool = False  # who is at work

    @classmethod
    def begin(cls, made: OfficeParts, register: Register, folder: Path, clock: Clock) -> "Office":
        """A school with three people on its list and a campaign for new starters."""
        name = f"{SCHOOL}-{next(_schools)}"
        register.add_school(name, "St Brigid's Primary School")
        clock.moment = NOW
        (folder / name).mkdir()
        office = cls(made, SchoolRegister(register=register, school=name), folder / name, clock)
        listed = {**LISTED, OFFICER: ("Olive", "Officer")}
        people = [PersonEntered(person=f"p-{who}", member=staff(who, *names)) for who, names in listed.items()]
        office.register.record(*people)
        office.model.people = {who: Member(*names, staff(who, *names).start) for who, names in listed.items()}
        office.begin_campaign(FIRST)
        return office

    @property
    def today(self) -> date:
        return self.clock.moment.date()

    @property
    def key(self) -> TestKey:
        return self.made.officer if self.is_officer else self.made.plain

    @property
    def decisions(self) -> Decisions:
        certificate = self.key.certificate
        return Decisions(register=self.register, rules=SchoolRules(), checker=self.made.checker, officer=certificate)

    def held(self, key: Key) -> Held | None:
        """As it stands by the model."""
        file = self.made.shelf.made.get(key)
        return None if file is None else self.model.files.get(sha256_of(file.content))

    # ---- files

    def hand_in(self, key: Key) -> None:
        file, path = self.made.shelf[key], self.folder / f"{key[0]} {key[1].name}.pdf"
        path.write_bytes(file.content)
        [taken] = Intake(self.register, SchoolRules(), self.made.checker, self.clock).take_in([path])
        row = self._row(str(taken.sha256))
        number = None if row.person is None else self._number(row.person)
        answers = None
        if number is not None:
            answers = self.model.answers(number, file.occasion, file.audited, besides=row.attestation)
        assert row.campaign == answers
        held = Held(row.attestation, self.clock.moment, row.standing, number, answers, file.outcome, file.score)
        held.came_as = row.standing
        self.model.files[row.attestation] = held
        if file.kind in (Kind.WRONG, Kind.SCAN):
            assert row.standing is AttestationStanding.REJECTED
        elif row.standing is WAITING and (certain := self._whose(file)) is not None:
            assert number == certain, "handed in, whether or not the key was compared"
        assert row.standing is not ACCEPTED or self.is_officer or not self.has_officer

    def accept(self, key: Key, *, compared: bool = False) -> None:
        found, file = self._held(key), self.made.shelf[key]
        checked, judgement = self.decisions.look(found.sha256, self.clock.moment)
        if any(each.bars for each in judgement.findings):
            return
        owner, signer = found.of or file.of, checked.report.signer
        assert signer is not None
        words = fingerprint_words(bytes.fromhex(signer.fingerprint)) if compared else ()
        given = Acceptance(words=words, key_not_compared=not compared, number="" if found.of else owner)
        with self._only_an_officer():
            try:
                self.decisions.accept(found.sha256, given, self.clock.moment)
            except WordsNeeded:
                assert not compared
                assert self._has_known_key(owner), "another key is known to be theirs"
                return
            self._accepted(found, owner, file)

    def accept_together(self) -> None:
        waiting = self.register.attestations.waiting()
        some = [row.attestation for row in waiting if waits_for_words_alone(row)]
        with self._only_an_officer():
            refused = {each.attestation for each in self.decisions.accept_together(some, self.clock.moment)}
            before = {each.sha256: evolve(each) for each in self.model.files.values()}
            for sha256 in (each for each in some if each not in refused):
                self._accepted(self.model.files[sha256], str(before[sha256].of), self._file(sha256))

    def send_back(self, key: Key) -> None:
        found = self._held(key)
        with self._only_an_officer():
            self.decisions.send_back(found.sha256, "Please sign again.", self.clock.moment)
            self._sent_back(found)

    def send_back_together(self) -> None:
        waiting = [row.attestation for row in self.register.attestations.waiting()]
        with self._only_an_officer():
            done = self.decisions.send_back_together(waiting, "Please sign again.", self.clock.moment)
            for sha256 in sorted({*waiting} - {each.attestation for each in done}):
                self._sent_back(self.model.files[sha256])

    def judge_again(self) -> None:
        """How everyone stands does not change by it."""
        judge_again(self.register, SchoolRules(), self.made.checker, self.clock.moment)

    def say_not_ours(self, *keys: Key) -> None:
        found = [self._held(key) for key in keys]
        with self._only_an_officer():
            say_not_ours(self.register, [each.sha256 for each in found])
            for each in found:
                each.standing = NOT_OURS

    def look_again(self, key: Key) -> None:
        found = self._held(key)
        with self._only_an_officer():
            look_again(self.register, found.sha256)
            found.standing = found.came_as

    def countersign(self, key: Key) -> None:
        found, signing = self._held(key), self.made.countersigning
        signing.register = self.register
        signing.one(found.sha256)
        found.is_countersigned = True

    def take_back(self, key: Key) -> None:
        with self._only_an_officer():
            strike_attestation(self.register, self._held(key).sha256, "Entered by mistake.")
            del self.model.files[self._held(key).sha256]

    def move(self, key: Key, to: str, campaign: str | None) -> None:
        found = self._held(key)
        with self._only_an_officer():
            move_attestation(self.register, found.sha256, self._id(to), campaign, "It was somebody else's.")
            found.of, found.campaign = to, campaign
            if found.standing is NOT_OURS:
                found.standing = found.came_as  # it is somebody's after all

    def enter_paper(self, key: Key, campaign: str) -> None:
        """Its scan may have come in before, and been rejected."""
        held, scan = self.held(key), self.made.shelf[key].content
        given = PaperChecklist(
            person=self._id(key[0]),
            campaign=campaign,
            policy=shipped().packs["bradley-primary-2023"],
            signed=TODAY,
            outcome=Outcome.MEETS,
            scan=scan,
            scan_name="scan.pdf",
        )
        if held is not None and held.standing is ACCEPTED:
            with pytest.raises(HeldAlready):
                enter(self.register, given, self.today)
            return
        with self._only_an_officer():
            sha256 = enter(self.register, given, self.today)
            self.model.files[sha256] = Held(
                sha256, self.clock.moment, ACCEPTED, key[0], campaign, Outcome.MEETS.value, is_on_paper=True
            )

    # ---- people and campaigns

    def read_list(self, listed: Mapping[str, tuple[str, str]], *, spaced: bool = False) -> None:
        """A whole staff list, read in anew; `spaced`: it writes the numbers in another way."""
        rows = tuple(
            StaffRow(
                line=at,
                number=number.replace("-", " -") if spaced and number in self.model.people else number,
                first_name=first,
                last_name=last,
                start=None if number == OFFICER else STARTED,
            )
            for at, (number, (first, last)) in enumerate({**listed, OFFICER: ("Olive", "Officer")}.items(), 2)
        )
        read = StaffList(rows=rows, is_whole=True, same_numbers=True if spaced else None)
        confirm(self.register, read, preview(self.register, read, self.today).digest, self.today)
        joined = [number for number in listed if number not in self.model.people]
        for number, names in listed.items():
            self._enter(number, names)
        for number, each in self.model.people.items():
            if number not in (*listed, OFFICER) and each.works_here(self.today):
                each.last_day = self.today - timedelta(days=1)
        self.model.ask_everyone(self.today)
        self._find_owners(joined)

    def enter_person(self, number: str, names: tuple[str, str]) -> None:
        enter_person(self.register, staff(number, *names), self.today)
        self._enter(number, names)
        self.model.ask_everyone(self.today)
        self._find_owners([number])

    def edit(self, number: str, last: str, start: date) -> None:
        member = self._person(number).member
        change_person(self.register, evolve(member, last_name=last, start=start), self.today)
        self._enter(number, (member.first_name, last), start)
        self.model.ask_everyone(self.today)

    def erase(self, number: str) -> None:
        self.register.erase_person(self._id(number), "They asked for it.")
        self.model.forget(number)

    def begin_campaign(self, which: str) -> None:
        self.campaigns[which] = CAMPAIGNS[which]
        self._enter_campaign(which)

    def postpone(self, which: str, days: int) -> None:
        before = self.campaigns[which]
        due = None if before.due is None else before.due + timedelta(days=days)
        self.campaigns[which] = evolve(before, due=due, days=None if before.days is None else before.days + days)
        self._enter_campaign(which)

    def excuse(self, number: str, which: str, days: int | None) -> None:
        until = None if days is None else self.today + timedelta(days=days)
        campaigns.excuse(self.register, which, number, "On leave.", self.today, until)
        self.model.excused.setdefault((number, which), []).append(until)

    def correct_excusal(self, number: str, which: str, *, said_otherwise: bool = False) -> None:
        """The last one is taken back, or gets another reason."""
        written = self.register.register.records(self.register.school, person=self._id(number))
        struck = {each.event.wrong for each in written if isinstance(each.event, Corrected) and not each.event.instead}
        last = max(
            each.number
            for each in written
            if isinstance(each.event, Excused) and each.event.campaign == which and each.number not in struck
        )
        if self.is_officer and number == OFFICER:
            with pytest.raises(OwnCase):
                strike(self.register, last, "I am back.")
            return
        with self._only_an_officer():
            if said_otherwise:
                reword(self.register, last, "On long leave.", "It was the wrong word.")
                return
            strike(self.register, last, "They are back.")
            self.model.excused[number, which].pop()

    def remind(self, which: str) -> None:
        place = SchoolFolder.of(self.folder, self.register.school, lambda: "St Brigid's", self.clock)
        office = SendingOffice(register=self.register, place=place, now=self.clock.moment)
        concerned = {each.person.member.number for each in office.concerned(SendKind.REMIND, self.campaigns[which])}
        rows = self.model.rows(which, self.today).items()
        waiting = {number for number, row in rows if row.standing in ("missing", "problem")}
        asked = {number for number in waiting if (number, which) in self.model.reminded}  # no other mail went out
        assert concerned == (asked or waiting)
        self.model.ask_everyone(self.today)
        due = self.model.to_remind(which, self.today)
        reminded = campaigns.take_reminders(self.register, which, self.today)
        assert {each.member.number for each in reminded} == due
        self.model.reminded |= {(number, which): self.today for number in due}

    def pass_days(self, days: int) -> None:
        self.clock.moment += timedelta(days=days)

    def name_officer(self) -> None:
        """From now on the school has one, and certificates of the staff are on record."""
        officer, certificates = self.made.officer, [(OFFICER, self.made.officer)]
        certificates += [(who, key) for who, key in self.made.certified.items() if who in self.model.people]
        with self.register.session() as act:
            act.introduce(officer.certificate.public_bytes(Encoding.DER))
            act.record_all([on_record(self._id(who), key) for who, key in certificates])
        self.has_officer = True

    def sit_down(self, *, officer: bool) -> None:
        """Somebody else is at work from now on."""
        self.is_officer = officer
        writer = register_officer(self.key.certificate, self.key.private_key)
        self.register = self.register.signed_by(writer)

    def sit_down_as_officer(self) -> None:
        self.sit_down(officer=True)

    # ---- what the acts are made of

    @contextmanager
    def _only_an_officer(self) -> Iterator[None]:
        """Where there is an officer, whoever is none is refused, and nothing changes."""
        if self.is_officer or not self.has_officer:
            yield
            return
        before = len(self.register.register.records(self.register.school))
        with suppress(OfficerNeeded):
            yield
        assert len(self.register.register.records(self.register.school)) == before

    def _sent_back(self, found: Held) -> None:
        row, file = self._row(found.sha256), self._file(found.sha256)
        found.standing = AttestationStanding.SENT_BACK
        if row.person is not None and found.of is None:  # on the list by now
            found.of = self._number(row.person)
            assert found.of == file.of
        if found.campaign is None and found.of == file.of and row.campaign is not None:  # it has begun by now
            found.campaign = row.campaign
            answers = self.model.answers(file.of, file.occasion, file.audited, besides=found.sha256)
            assert row.campaign == answers

    def _accepted(self, found: Held, owner: str, file: File) -> None:
        said = found.campaign if found.of == owner else None
        if said is None or not self.model.is_free(owner, said, found.sha256):
            said = self.model.answers(owner, file.occasion, file.audited, besides=found.sha256) or said
        found.standing, found.of, found.campaign = ACCEPTED, owner, said

    def _enter(self, number: str, names: tuple[str, str], start: date | None = STARTED) -> None:
        known = self.model.people.setdefault(number, Member(*names, start))
        known.former |= {known.name} - {" ".join(names)}
        known.first, known.last, known.start = *names, start
        if not known.works_here(self.today):
            known.last_day = None

    def _find_owners(self, joined: Collection[str]) -> None:
        """What waits and names the number of somebody who is new is theirs, if whoever is at work may say so."""
        for (number, kind), file in self.made.shelf.made.items():
            held = self.held((number, kind))
            if number not in joined or held is None or held.of is not None or held.standing is not WAITING:
                continue
            if kind not in (Kind.NAMED, Kind.STRANGER) and (self.is_officer or not self.has_officer):
                held.of = number
                held.campaign = self.model.answers(number, file.occasion, file.audited, besides=held.sha256)

    def _enter_campaign(self, which: str) -> None:
        given = self.campaigns[which]
        campaigns.enter_campaign(self.register, given, self.today)
        asked = self.model.campaigns[which].asked if which in self.model.campaigns else {}
        self.model.campaigns[which] = Asking(given.occasion, given.opens, given.due, given.days or 0, asked)
        self.model.ask_everyone(self.today, which)

    def _whose(self, file: File) -> str | None:
        """Whom the file itself names, by a number or a name of the list; nobody who is known by a key."""
        said = [file.of] if file.of in self.model.people and file.kind is not Kind.STRANGER else []
        if file.kind is Kind.NAMED:
            name, here = " ".join(LISTED[file.of]), self.model.people.items()
            said = [who for who, each in here if each.works_here(file.audited) and name in (each.name, *each.former)]
        found = [who for who in said if not self._has_known_key(who)]
        return found[0] if len(found) == 1 else None

    def _has_known_key(self, number: str) -> bool:
        with self.register.reading() as connection:
            return bool(queries.keys_of(connection, self.register.school, self._id(number)))

    def _file(self, sha256: str) -> File:
        return next(each for each in self.made.shelf.made.values() if sha256 == sha256_of(each.content))

    def _held(self, key: Key) -> Held:
        found = self.held(key)
        assert found is not None
        return found

    def _row(self, sha256: str) -> AttestationRow:
        row = self.register.attestations.one(sha256)
        assert row is not None
        return row

    def _person(self, number: str) -> PersonRow:
        found = self.register.people.numbered(number)
        assert found is not None
        return found

    def _id(self, number: str) -> str:
        return self._person(number).person

    def _number(self, person: str) -> str:
        found = self.register.people.one(person)
        assert found is not None
        return found.member.number
