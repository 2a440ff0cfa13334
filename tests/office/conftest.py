"""A school that is set up, and a member of staff's computer."""

from collections.abc import Callable
from contextlib import ExitStack
from datetime import datetime
from functools import cache
from pathlib import Path
from weakref import finalize

import pytest
from attrs import define, field

from privacy_wizard.audit.school_files import OpenedProfile, accept_profile, open_profile
from privacy_wizard.domain.register_events import Event
from privacy_wizard.domain.vocabulary import Occasion
from privacy_wizard.identity import SigningKey, add_certificate, certificate_request, fingerprint_words, make_key
from privacy_wizard.identity.authority import Authority, make_authority, read_request
from privacy_wizard.identity.authority_profile import CertificateKind
from privacy_wizard.office.authority_store import AuthorityRecord, authority_record, record_file
from privacy_wizard.office.certificates import CertificateIssuer, ForWhom
from privacy_wizard.office.invitations import MadeInvitation, Wanted, invite
from privacy_wizard.office.profiles import sign_profile
from privacy_wizard.register import Register
from privacy_wizard.school.known_school import KnownSchool
from privacy_wizard.system import shipped_folder

from ..school.profiles import HILLSIDE, NOW, PNG

SHIPPED = shipped_folder("checklists")
SCHOOL = HILLSIDE.name


@cache
def hillside() -> Authority:
    return make_authority(school=SCHOOL, now=NOW)


@cache
def key_of(name: str, number: str) -> SigningKey:
    return make_key(name=name, identifier=number, school=SCHOOL, now=NOW)


@define(weakref_slot=True)
class Office:
    """The officer's side, in one folder."""

    folder: Path
    authority: Authority = field(factory=hillside)
    now: datetime = NOW
    _open: ExitStack = field(factory=ExitStack, init=False)

    def __attrs_post_init__(self) -> None:
        finalize(self, self._open.close)

    @property
    def record(self) -> AuthorityRecord:
        return self._open.enter_context(authority_record(self.folder, "Ben Okafor", lambda: self.now))

    def events(self) -> list[Event]:
        """What is on record, the oldest first."""
        with Register.open(str(record_file(self.folder))) as register:
            return [each.event for each in register.records("authority")]

    @property
    def certificates(self) -> CertificateIssuer:
        return CertificateIssuer(self.authority, self.record)

    def officer(self) -> SigningKey:
        key = key_of("Ben Okafor", "S-1043")
        request = certificate_request(key)
        whom = ForWhom(name="Ben Okafor", staff_number="S-1043", school=SCHOOL, kind=CertificateKind.OFFICER)
        words = fingerprint_words(read_request(request))
        made = self.certificates.confirm(request, words, whom, self.now)
        return add_certificate(key, made.certificate, *self.authority.chain)

    def invite(self, officer: SigningKey, name: str = "Ada Łąka", number: str = "S-1042") -> MadeInvitation:
        wanted = Wanted(school=SCHOOL, name=name, staff_number=number, campaign="2026", occasion=Occasion.ANNUAL_REVIEW)
        return invite(officer, wanted, self.record, now=self.now)

    def profile(self, **members: bytes) -> bytes:
        file = self.folder / "profile.pwschool"
        given, revoked = members or {"logo.png": PNG}, self.record.revoked()
        sign_profile(self.authority, HILLSIDE, given, into=file, shipped=SHIPPED, now=self.now, revoked=revoked)
        return file.read_bytes()


@define
class Computer:
    """A member of staff's side."""

    known: KnownSchool
    now: datetime = NOW

    def open(self, content: bytes) -> OpenedProfile:
        return open_profile(content, self.known, shipped=SHIPPED, now=self.now)

    def accept(self, content: bytes) -> OpenedProfile:
        opened = self.open(content)
        accept_profile(opened, self.known)
        return opened


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path / "office")


@pytest.fixture
def computer(tmp_path: Path) -> Computer:
    return Computer(KnownSchool(tmp_path / "home"))


@pytest.fixture
def another(tmp_path: Path) -> Callable[[], Office]:
    """Another school, or someone who pretends to be this one."""
    return lambda: Office(tmp_path / "another", make_authority(school=SCHOOL, now=NOW))
