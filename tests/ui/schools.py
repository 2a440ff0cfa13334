"""A school that is set up, and the files that it sends to Sam Lee."""

from contextlib import ExitStack
from datetime import timedelta
from functools import cache
from pathlib import Path
from weakref import finalize

from attrs import define, evolve, field
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QColor, QImage

from privacy_wizard.domain.protected_list import USUAL, ProtectedPerson
from privacy_wizard.domain.school_profile import HandIn, HandInKind, PackFor, SchoolContact, SchoolProfile
from privacy_wizard.domain.signature import Purpose
from privacy_wizard.domain.vocabulary import Occasion, PersonKind
from privacy_wizard.evidence.matching.tokens import made_list
from privacy_wizard.identity import SigningKey, add_certificate, certificate_request, fingerprint_words, make_key
from privacy_wizard.identity.authority import Authority, make_authority, read_request
from privacy_wizard.identity.authority_profile import CertificateKind
from privacy_wizard.identity.authority_trust import sign_document
from privacy_wizard.office.authority_store import AuthorityRecord, authority_record
from privacy_wizard.office.certificates import CertificateIssuer, ForWhom, IssuedCertificate
from privacy_wizard.office.invitations import MadeInvitation, Wanted, invite
from privacy_wizard.office.profiles import sign_profile
from privacy_wizard.school.invitation_files import read_request_file
from privacy_wizard.school.protected_list import write_protected_list
from privacy_wizard.system import shipped_folder
from tests.ui.contexts import NOW

BRADLEY = SchoolProfile(
    name="Bradley Primary School",
    other_names=("Bradley",),
    email_domains=("bradley.example.org",),
    contacts=(SchoolContact(role="headteacher", name="Morgan Hale", email="head@bradley.example.org"),),
    packs=(PackFor(pack="bradley-primary-2023", people=(PersonKind.EMPLOYEE,)),),
    declaration=("I, {name}, work at {school}, and what I answered is true.",),
    hand_in=(HandIn(kind=HandInKind.EMAIL, where="office@bradley.example.org", note="or bring it to the office"),),
)
OFFICER = "Ben Okafor"


@cache
def authority(of: str = BRADLEY.name) -> Authority:
    return make_authority(school=of, now=NOW - timedelta(days=30))


@cache
def _officers_key() -> SigningKey:
    return make_key(name=OFFICER, identifier="1043", school=BRADLEY.name, now=NOW)


@cache
def logo() -> bytes:
    picture = QImage(60, 60, QImage.Format.Format_RGB32)
    picture.fill(QColor("#2b5d8a"))
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert picture.save(buffer, "PNG")
    return bytes(content.data())


@define
class Office:
    """Where the school's files are made."""

    folder: Path
    authority: Authority = field(factory=authority)
    said: SchoolProfile = BRADLEY
    _open: ExitStack = field(factory=ExitStack, init=False)

    def __attrs_post_init__(self) -> None:
        finalize(self, self._open.close)

    @property
    def record(self) -> AuthorityRecord:
        return self._open.enter_context(authority_record(self.folder, OFFICER, lambda: NOW))

    @property
    def issuer(self) -> CertificateIssuer:
        return CertificateIssuer(self.authority, self.record)

    def profile(self, **changes: object) -> Path:
        """The next profile, as a file."""
        file = self.folder / "profile.pwschool"
        members = {"logo.png": logo(), **changes.pop("members", {})}
        sign_profile(
            self.authority,
            evolve(self.said, **changes),
            members,
            into=file,
            shipped=shipped_folder("checklists"),
            now=NOW,
        )
        copy = self.folder / f"Bradley {len(list(self.folder.glob('Bradley*')))}.pwschool"
        copy.write_bytes(file.read_bytes())
        return copy

    def protected_list(self, *people: ProtectedPerson) -> Path:
        """A list of these people, as a file."""
        made = made_list(people, school=self.said.name, made=NOW, expires=NOW + USUAL)
        file = self.folder / "school.pwlist"
        file.write_bytes(
            write_protected_list(made, lambda signed: sign_document(self.authority, Purpose.PROTECTED_LIST, signed))
        )
        return file

    def officer(self) -> SigningKey:
        key = _officers_key()
        request = certificate_request(key)
        whom = ForWhom(name=OFFICER, staff_number="1043", school=BRADLEY.name, kind=CertificateKind.OFFICER)
        made = self.issuer.confirm(request, fingerprint_words(read_request(request)), whom, NOW)
        return add_certificate(key, made.certificate, *self.authority.chain)

    def invitation(self, name: str = "Sam Lee", number: str = "4711", days: int = 30) -> tuple[Path, MadeInvitation]:
        wanted = Wanted(
            school=BRADLEY.name,
            name=name,
            staff_number=number,
            campaign="2026",
            occasion=Occasion.ANNUAL_REVIEW,
            due=NOW.date() + timedelta(days=21),
            lasts=timedelta(days=days),
        )
        made = invite(self.officer(), wanted, self.record, now=NOW)
        file = self.folder / f"{name}.pwinvite"
        file.write_bytes(made.file)
        return file, made

    def certificate(self, request: Path) -> tuple[Path, IssuedCertificate]:
        """The answer to a request file; RequestRefused where it does not prove the code."""
        answer = read_request_file(request.read_bytes())
        issued = self.issuer.answer(answer, ForWhom(name="Sam Lee", staff_number="4711", school=BRADLEY.name), NOW)
        file = self.folder / "Sam Lee.pwcert"
        file.write_bytes(issued.file)
        return file, issued
