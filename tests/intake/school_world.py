"""A school with a register, an authority, an officer and people, for the tests of intake."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from attrs import define, field, frozen
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding

from privacy_wizard.attestation.sign import sign
from privacy_wizard.attestation.statement import KeyPart
from privacy_wizard.attestation.wording import worded
from privacy_wizard.certificates import fingerprint
from privacy_wizard.domain.campaign import Campaign
from privacy_wizard.domain.register_events import CampaignEntered, Event, PersonEntered
from privacy_wizard.domain.staff import StaffMember
from privacy_wizard.domain.vocabulary import Occasion, PersonKind
from privacy_wizard.identity import SigningKey, fingerprint_words, make_key
from privacy_wizard.intake.facts import SchoolRules
from privacy_wizard.intake.file_checker import FileChecker
from privacy_wizard.intake.intake_run import Intake, Taken
from privacy_wizard.register import Officer, Register, SchoolRegister
from tests.attestation.authority import TestKey

from .officers import officer_key
from .world import NAME, NOW, NUMBER, stated

SCHOOL = "st-brigid"
FIRST, LAST = NAME.split(" ", 1)
CAMPAIGN = Campaign(id="starters", title="New starters", occasion=Occasion.INDUCTION, opens=date(2020, 1, 1), days=30)
STARTED = NOW.date() - timedelta(days=10)


def member(number: str = NUMBER, first: str = FIRST, last: str = LAST, **changed: Any) -> StaffMember:
    values: dict[str, Any] = {"kind": PersonKind.EMPLOYEE, "start": STARTED, "email": "z@school.example", **changed}
    return StaffMember(number=number, first_name=first, last_name=last, **values)


def signing_key(key: TestKey) -> SigningKey:
    return SigningKey(private_key=key.private_key, certificate=key.certificate, chain=key.chain)


def own_key(name: str = NAME, number: str = NUMBER) -> TestKey:
    """A key for which nobody vouches."""
    made = make_key(name=name, identifier=number, school="St Brigid's Primary School", now=NOW - timedelta(days=1))
    return TestKey(private_key=made.private_key, certificate=made.certificate)


def signed(audit: Any, key: TestKey, **changed: Any) -> bytes:
    """An attestation of its own: another identifier each time."""
    made = stated(audit, key, changed.pop("created", NOW - timedelta(hours=2)))
    return sign(worded(_named(made, key)), key).pdf


def _named(statement: Any, key: TestKey) -> Any:
    from attrs import evolve

    part = KeyPart(fingerprint=fingerprint(key.certificate).hex(), words=fingerprint_words(key.certificate))
    return evolve(statement, key=part)


def register_officer(certificate: x509.Certificate, private: ec.EllipticCurvePrivateKey) -> Officer:
    return Officer(
        certificate=certificate.public_bytes(Encoding.DER),
        sign=lambda message: private.sign(message, ec.ECDSA(SHA256())),
    )


@define
class Clock:
    moment: Any = NOW

    def __call__(self) -> Any:
        return self.moment


@frozen
class SchoolWorld:
    """Everything that intake works with."""

    register: Register
    checker: FileChecker
    rules: SchoolRules
    folder: Path
    school: str = SCHOOL
    officer: TestKey = field(factory=lambda: officer_key("Olive Officer", "O-1"))

    @property
    def own(self) -> SchoolRegister:
        return SchoolRegister(register=self.register, school=self.school)

    def enter(self, *events: Event) -> None:
        with self.register.session(SCHOOL) as act:
            act.record_all(events)

    def put(self, name: str, content: bytes) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        return path

    def take_in(self, *paths: Path, **how: Any) -> list[Taken]:
        return Intake(self.own, self.rules, self.checker, Clock(), **how).take_in(paths or [self.folder])

    def take(self, content: bytes, name: str = "a.pdf") -> Taken:
        (found,) = self.take_in(self.put(name, content))
        return found


def a_school(register: Register, checker: FileChecker, folder: Path, rules: SchoolRules | None = None) -> SchoolWorld:
    register.add_school(SCHOOL, "St Brigid's Primary School")
    world = SchoolWorld(register, checker, rules or SchoolRules(), folder)
    world.enter(
        PersonEntered(person="p1", member=member()),
        PersonEntered(person="p2", member=member("O-1", "Olive", "Officer")),
        CampaignEntered(campaign=CAMPAIGN),
    )
    return world


Making = Callable[..., SchoolWorld]
