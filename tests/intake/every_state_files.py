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

from .school_world import STARTED, own_key, signed
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


def make_shelf(certified: Mapping[str, TestKey]) -> Mapping[Key, File]:
    """Every file, signed once."""
    audit, found = audited(), dict[Key, File]()
    for number, (first, last) in {**LISTED, **NEWCOMER}.items():
        own = own_key(f"{first} {last}", number)
        for kind in MADE[number]:
            if kind is Kind.SCAN:
                found[number, kind] = File(number, kind, _scan(int(number[-1])))
                continue
            key, name, is_listed = {
                Kind.CERTIFIED: (certified.get(number, own), f"{first} {last}", True),
                Kind.NAMED: (own_key(f"{first} {last}", f"X{number}"), f"{first} {last}", False),
                Kind.STRANGER: (own_key("Somebody Else", f"Y{number}"), "Somebody Else", False),
            }.get(kind, (own, f"{first} {last}", True))
            found[number, kind] = _made(audit, number, kind, key, name, is_listed)
    return found


def _made(audit: Any, of: str, kind: Kind, key: TestKey, name: str, has_staff_number: bool) -> File:
    identifier = of if has_staff_number else f"{'X' if kind is Kind.NAMED else 'Y'}{of}"
    occasion = Occasion.ANNUAL_REVIEW if kind is Kind.REVIEW else Occasion.INDUCTION
    person = Person(
        name=name, role="", kind=PersonKind.EMPLOYEE, identifier=identifier, has_staff_number=has_staff_number
    )
    audit.describe_person(person, occasion)
    created = NOW - timedelta(hours=2, minutes=list(Kind).index(kind))
    said = stated(audit, key, created)
    if kind is Kind.WRONG:
        content = forged(named(said, key), key, score=(said.score or 0) + 1)
        return File(of, kind, content)
    content = signed(audit, key, created=created)
    return File(of, kind, content, occasion, created.date(), said.outcome, said.score)


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

    shelf: Mapping[Key, File]
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
