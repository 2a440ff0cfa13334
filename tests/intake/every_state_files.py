"""What people of one school hand in: real files, signed once by real keys, and looked into once."""

import hashlib
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cache
from io import BytesIO
from typing import Any

from attrs import evolve, field, frozen
from PIL import Image

from privacy_wizard.attestation.sign import sign
from privacy_wizard.attestation.wording import worded
from privacy_wizard.certificates import fingerprint, serial_of
from privacy_wizard.domain.audit import Person
from privacy_wizard.domain.campaign import Campaign
from privacy_wizard.domain.certificate_events import Certified
from privacy_wizard.domain.register_events import Event
from privacy_wizard.domain.staff import StaffMember
from privacy_wizard.domain.vocabulary import Occasion, PersonKind
from privacy_wizard.intake.countersigning import Countersigning
from privacy_wizard.intake.facts import Checked
from privacy_wizard.intake.file_checker import FileChecker
from tests.attestation.authority import TestKey, vouched_key

from .school_world import STARTED, own_key
from .world import NOW, audited, forged, named, stated

TODAY = NOW.date()
SCHOOL, FIRST, SECOND, REVIEW = "st-brigid", "starters", "starters-again", "review"
OFFICER = "O-1"
LISTED = {"S-0": ("Ann", "Able"), "S-1": ("Bea", "Brook"), "S-2": ("Cy", "Carr")}
NEWCOMER = {"S-3": ("Dee", "Dart")}  # works here, and is not on the list yet


CAMPAIGNS = {
    each.id: each
    for each in (
        Campaign(id=FIRST, title="New", occasion=Occasion.INDUCTION, opens=TODAY - timedelta(days=40), days=30),
        Campaign(id=SECOND, title="New too", occasion=Occasion.INDUCTION, opens=TODAY - timedelta(days=35), days=12),
        Campaign(
            id=REVIEW,
            title="Review",
            occasion=Occasion.ANNUAL_REVIEW,
            opens=TODAY - timedelta(days=20),
            due=TODAY + timedelta(days=10),
        ),
    )
}


class Kind(StrEnum):
    """What somebody hands in."""

    CERTIFIED = "by a key that the authority vouches for"
    OWN = "by a key of their own"
    LATER = "by the same key, once more"
    REVIEW = "by the same key, for the annual review"
    NAMED = "without a number of the list"
    STRANGER = "under a name and number that nobody has"
    WRONG = "with another score than its answers give"
    SCAN = "a signed paper, from the copier"


@frozen
class File:
    """Something that came in."""

    of: str  # whose it is in truth
    kind: Kind
    content: bytes = field(repr=False)
    occasion: Occasion = Occasion.INDUCTION
    audited: date = TODAY
    outcome: str = ""
    score: int | None = None


Key = tuple[str, Kind]  # whose, and which
MADE = {
    "S-0": (Kind.CERTIFIED, Kind.OWN, Kind.LATER, Kind.REVIEW, Kind.WRONG),
    "S-1": (Kind.CERTIFIED, Kind.NAMED, Kind.STRANGER, Kind.SCAN),
    "S-2": (Kind.OWN, Kind.LATER, Kind.REVIEW, Kind.WRONG, Kind.SCAN),
    "S-3": (Kind.OWN, Kind.REVIEW),
}


def make_certified() -> Mapping[str, TestKey]:
    """Keys that the school's authority vouches for."""
    some = (who for who in LISTED if Kind.CERTIFIED in MADE[who])
    return {who: vouched_key(" ".join(LISTED[who]), who) for who in some}


class Shelf:
    """Every file, signed once, when it is first needed; `made` are those that were."""

    def __init__(self, certified: Mapping[str, TestKey]) -> None:
        self._certified, self._audit = certified, audited()
        self._own, self.made = dict[str, TestKey](), dict[Key, File]()

    def __getitem__(self, key: Key) -> File:
        if key not in self.made:
            self.made[key] = self._file(*key)
        return self.made[key]

    def _file(self, of: str, kind: Kind) -> File:
        if kind is Kind.SCAN:
            return File(of, kind, _scan(int(of[-1])))
        number = {Kind.NAMED: f"X{of}", Kind.STRANGER: f"Y{of}"}.get(kind, of)
        name = "Somebody Else" if kind is Kind.STRANGER else " ".join({**LISTED, **NEWCOMER}[of])
        key = self._certified[of] if kind is Kind.CERTIFIED else self._own_key(number, name)
        occasion = Occasion.ANNUAL_REVIEW if kind is Kind.REVIEW else Occasion.INDUCTION
        person = Person(name=name, role="", kind=PersonKind.EMPLOYEE, identifier=number, has_staff_number=number == of)
        self._audit.describe_person(person, occasion)
        created = NOW - timedelta(hours=2, minutes=list(Kind).index(kind))
        said = named(stated(self._audit, key, created), key)
        if kind is Kind.WRONG:
            return File(of, kind, forged(said, key, score=(said.score or 0) + 1))
        return File(of, kind, sign(worded(said), key).pdf, occasion, created.date(), said.outcome, said.score)

    def _own_key(self, number: str, name: str) -> TestKey:
        if number not in self._own:
            self._own[number] = own_key(name, number)
        return self._own[number]


def _scan(shade: int) -> bytes:
    file = BytesIO()
    Image.new("L", (60, 85), 200 + shade).save(file, "PDF")
    return file.getvalue()


class RememberingChecker(FileChecker):
    """Looks into each file once: what it finds is the same whenever and in whatever school it is handed in."""

    def __init__(self, *given: Any, **how: Any) -> None:
        super().__init__(*given, **how)
        self._found = dict[bytes, Checked]()

    def check(self, name: str, content: bytes, now: datetime) -> Checked:
        if content not in self._found:
            self._found[content] = super().check(name, content, now)
        found = self._found[content]
        return evolve(found, report=evolve(found.report, file=name))


class RememberingCountersigning(Countersigning):
    """Signs each file once, and hands the same out afterwards."""

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        self.once = dict[bytes, bytes]()

    def _signed(self, content: bytes) -> bytes:
        if content not in self.once:
            self.once[content] = super()._signed(content)
        return self.once[content]


@frozen(kw_only=True)
class OfficeParts:
    """What is made once for every office."""

    shelf: Shelf
    checker: RememberingChecker
    countersigning: RememberingCountersigning
    certified: Mapping[str, TestKey]  # by staff number
    plain: TestKey  # of whoever is at work before there is an officer
    officer: TestKey


@cache
def sha256_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def staff(number: str, first: str, last: str, **more: Any) -> StaffMember:
    start = None if number == OFFICER else STARTED
    return StaffMember(**{"number": number, "first_name": first, "last_name": last, "start": start, **more})


def on_record(person: str, key: TestKey) -> Event:
    """That the authority certified a key."""
    certificate = key.certificate
    return Certified(
        person=person,
        serial=serial_of(certificate),
        fingerprint=fingerprint(certificate).hex(),
        starts=certificate.not_valid_before_utc,
        ends=certificate.not_valid_after_utc,
    )
