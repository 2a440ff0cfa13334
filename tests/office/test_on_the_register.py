"""The same acts on a real register, on both databases, as on the record of an authority that is kept apart."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from attrs import define, evolve
from cryptography import x509

from privacy_wizard.audit.school_files import request_certificate
from privacy_wizard.domain.invitation import MOST_TRIES, RequestVerdict
from privacy_wizard.domain.register_events import AttestationStanding, Decided, PersonEntered
from privacy_wizard.domain.staff import StaffMember
from privacy_wizard.identity import make_key
from privacy_wizard.identity.authority_trust import Withdrawal
from privacy_wizard.office.errors import RequestRefused
from privacy_wizard.office.invitations import withdraw
from privacy_wizard.office.office_key import officer_of
from privacy_wizard.register import CertificateRecord, Register, SchoolRegister
from privacy_wizard.register.errors import OfficerNeeded
from privacy_wizard.school.invitation_files import new_code, read_request_file
from privacy_wizard.system import Trouble

from ..register.conftest import Clock, beginning, clock, officer, open_register, postgresql, register, register_url  # noqa: F401
from ..school.profiles import NOW
from .conftest import SCHOOL, Office, key_of
from .test_certificates import ADA, ada_key, answered, granted, refused

STAFF = {"S-1042": ("Ada", "Łąka"), "S-1043": ("Ben", "Okafor"), "S-1050": ("Cat", "Doyle")}


@define
class RegisterOffice(Office):
    """An office whose record is the register."""

    open_record: Callable[[], CertificateRecord] | None = None

    @property
    def record(self) -> CertificateRecord:  # type: ignore[override]
        assert self.open_record is not None
        return self.open_record()


@pytest.fixture
def office(register: Register, tmp_path: Path) -> RegisterOffice:  # noqa: F811
    with register.session("oak") as act:
        for number, (first, last) in STAFF.items():
            member = StaffMember(number=number, first_name=first, last_name=last)
            act.record(PersonEntered(person=f"p{number}", member=member))
    return RegisterOffice(tmp_path / "office", open_record=lambda: CertificateRecord(register, "oak"))


def test_an_invited_person_gets_one_certificate_and_it_is_on_record(office: RegisterOffice) -> None:
    request, _ = answered(office)
    issued = granted(office, request)
    assert office.record.certified()[-1].serial == issued.serial
    assert refused(office, request) is RequestVerdict.ENDED


def test_of_two_officers_that_saw_the_same_record_one_issues(office: RegisterOffice) -> None:
    request, _ = answered(office)
    before, one, two = len(office.record.certified()), office.certificates, office.certificates
    one.answer(read_request_file(request), ADA, NOW)
    with pytest.raises((Trouble, RequestRefused)):
        two.answer(read_request_file(request), ADA, NOW)
    assert len(office.record.certified()) == before + 1


def test_wrong_codes_are_counted_although_each_is_refused(office: RegisterOffice) -> None:
    made = office.invite(office.officer())
    wrong = request_certificate(made.invitation, new_code(), ada_key())
    for tries in range(MOST_TRIES):
        pending = office.record.pending(made.invitation.id)
        assert pending is not None
        assert pending.tries == tries
        assert refused(office, wrong) is RequestVerdict.WRONG_CODE
    right = request_certificate(made.invitation, made.slip.code, ada_key())
    assert refused(office, right) is RequestVerdict.ENDED


def test_a_withdrawn_invitation_is_not_answered(office: RegisterOffice) -> None:
    request, identifier = answered(office)
    assert withdraw(identifier, office.record)
    assert refused(office, request) is RequestVerdict.ENDED


def test_a_new_key_supersedes_the_old_and_the_list_says_so(office: RegisterOffice) -> None:
    old = granted(office, answered(office)[0])
    office.now = NOW + timedelta(days=100)
    made = office.invite(office.officer())
    new_key = make_key(name="Ada Łąka", identifier="S-1042", school=SCHOOL, now=office.now)
    granted(office, request_certificate(made.invitation, made.slip.code, new_key), evolve(ADA, replaces=old.serial))
    revoked = office.record.revoked()[-1]
    assert (revoked.serial, revoked.starts) == (old.serial, office.now)
    crl = x509.load_pem_x509_crl(office.certificates.revocations(office.now))
    assert crl.get_revoked_certificate_by_serial_number(old.certificate.serial_number) is not None


def test_a_certificate_is_renewed_and_revoked(office: RegisterOffice) -> None:
    first = granted(office, answered(office)[0])
    second = office.certificates.renew(first.certificate, years=3, now=NOW + timedelta(days=600))
    office.certificates.revoke(second.serial, since=NOW, why=Withdrawal.LEFT)
    assert [each.serial for each in office.record.revoked()] == [second.serial]
    assert key_of("Ada Łąka", "S-1042").certificate.public_key() == second.certificate.public_key()


def test_the_register_knows_an_officer_from_the_moment_of_the_certificate(
    office: RegisterOffice,
    register: Register,  # noqa: F811
    clock: Clock,  # noqa: F811
) -> None:
    clock.moment = NOW
    accepted = Decided(attestation="ab" * 32, person="pS-1042", campaign=None, standing=AttestationStanding.ACCEPTED)
    school = SchoolRegister(register=register, school="oak")
    school.record(accepted)
    certified = office.officer()
    with pytest.raises(OfficerNeeded):
        school.record(accepted)
    school.signed_by(officer_of(certified)).record(accepted)
    assert school.check().holds
