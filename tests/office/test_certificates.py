"""From the invitation to the certificate, and back again."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from attrs import evolve
from cryptography import x509

from privacy_wizard.audit.school_files import open_invitation, request_certificate, take_certificate
from privacy_wizard.certificates import fingerprint, serial_of
from privacy_wizard.domain.certificate_events import InvitationEnd, InvitationEnded, Issued, KeyConfirmed
from privacy_wizard.domain.invitation import MOST_TRIES, RequestVerdict
from privacy_wizard.identity import DifferentKey, certificate_request, fingerprint_words, make_key
from privacy_wizard.identity.authority import hand_over, make_authority, read_request
from privacy_wizard.identity.authority_profile import CertificateKind, kind_of
from privacy_wizard.identity.authority_trust import Withdrawal
from privacy_wizard.identity.errors import BadRequest, SignatureBroken, SignatureForeign
from privacy_wizard.office.certificates import ForWhom, IssuedCertificate
from privacy_wizard.office.errors import (
    AuthorityWordsDiffer,
    HoldsAnother,
    NeedsProof,
    NotAnOfficer,
    NotOnRecord,
    NotThisPerson,
    RequestRefused,
)
from privacy_wizard.office.invitations import withdraw
from privacy_wizard.school.errors import (
    ForeignCertificate,
    InvitationExpired,
    NoSchoolYet,
    NotThisKind,
    OfficerRevoked,
)
from privacy_wizard.school.invitation_files import new_code, read_certificates, read_request_file

from ..school.profiles import NOW
from .conftest import SCHOOL, Computer, Office, hillside, key_of

ADA = ForWhom(name="Ada Łąka", staff_number="S-1042", school=SCHOOL, years=2)


def ada_key():
    return key_of("Ada Łąka", "S-1042")


def answered(office: Office, code: str | None = None) -> tuple[bytes, str]:
    """An invitation's request, and the invitation's identifier."""
    made = office.invite(office.officer())
    return request_certificate(made.invitation, code or made.slip.code, ada_key()), made.invitation.id


def granted(office: Office, request: bytes, whom: ForWhom = ADA) -> IssuedCertificate:
    return office.certificates.answer(read_request_file(request), whom, office.now)


def refused(office: Office, request: bytes, whom: ForWhom = ADA) -> RequestVerdict:
    with pytest.raises(RequestRefused) as error:
        granted(office, request, whom)
    assert str(error.value) == error.value.verdict.sentence
    return error.value.verdict


def test_an_invited_person_gets_a_certificate_for_their_own_key(office: Office, computer: Computer) -> None:
    computer.accept(office.profile())
    made = office.invite(office.officer())
    invitation = open_invitation(made.file, computer.known, NOW)
    request = request_certificate(invitation, made.slip.code, ada_key())
    issued = granted(office, request)
    joined = take_certificate(issued.file, ada_key(), computer.known, NOW)
    assert kind_of(joined.certificate) is CertificateKind.ATTESTOR
    assert joined.private_key == ada_key().private_key
    assert joined.chain == hillside().chain


def test_an_invitation_of_an_officer_whom_the_school_revoked_is_not_opened(office: Office, computer: Computer) -> None:
    officer = office.officer()
    made = office.invite(officer)
    computer.accept(office.profile())
    assert open_invitation(made.file, computer.known, NOW) == made.invitation
    office.certificates.revoke(serial_of(officer.certificate), since=NOW, why=Withdrawal.LEFT)
    computer.accept(office.profile())
    with pytest.raises(OfficerRevoked, match="has revoked the certificate of the officer"):
        open_invitation(made.file, computer.known, NOW)


def test_a_second_key_is_certified_only_in_the_place_of_the_first(office: Office) -> None:
    first = granted(office, answered(office)[0])
    made = office.invite(office.officer())
    new_key = make_key(name="Ada Łąka", identifier="S-1042", school=SCHOOL, now=NOW)
    request = request_certificate(made.invitation, made.slip.code, new_key)
    with pytest.raises(HoldsAnother, match=first.serial):
        granted(office, request)
    second = granted(office, request, evolve(ADA, replaces=first.serial))
    assert office.record.certified()[-1].serial == second.serial
    third = office.invite(office.officer())
    again = request_certificate(third.invitation, third.slip.code, new_key)
    assert granted(office, again).serial != second.serial, "the same key may be certified again"


def test_the_code_is_in_no_file_and_in_no_record(office: Office) -> None:
    made = office.invite(office.officer())
    symbols = made.slip.code.replace("-", "")
    request = request_certificate(made.invitation, made.slip.code, ada_key())
    held = (office.folder / "record.sqlite").read_bytes()
    for content in (made.file, request, held, repr(made).encode()):
        assert made.slip.code.encode() not in content
        assert symbols.encode() not in content
    assert made.slip.code in made.slip.as_text()


def test_an_invitation_is_answered_once(office: Office) -> None:
    request, _ = answered(office)
    granted(office, request)
    assert refused(office, request) is RequestVerdict.ENDED


def test_two_officers_that_saw_the_same_record_grant_it_once(office: Office) -> None:
    request, _ = answered(office)
    one, two = office.certificates, office.certificates
    one.answer(read_request_file(request), ADA, NOW)
    with pytest.raises(RequestRefused):
        two.answer(read_request_file(request), ADA, NOW)
    assert len(office.record.certified()) == 2  # the officer's and this one


def test_after_five_wrong_codes_even_the_right_one_is_too_late(office: Office) -> None:
    made = office.invite(office.officer())
    wrong = request_certificate(made.invitation, new_code(), ada_key())
    for _ in range(MOST_TRIES):
        assert refused(office, wrong) is RequestVerdict.WRONG_CODE
    right = request_certificate(made.invitation, made.slip.code, ada_key())
    assert refused(office, right) is RequestVerdict.ENDED


def test_a_code_expires(office: Office) -> None:
    request, _ = answered(office)
    office.now = NOW + timedelta(days=31)
    assert refused(office, request) is RequestVerdict.EXPIRED


def test_a_withdrawn_invitation_and_one_never_made_are_refused(office: Office) -> None:
    request, identifier = answered(office)
    ended = withdraw(identifier, office.record)
    assert ended is not None
    assert ended.end is InvitationEnd.WITHDRAWN
    assert withdraw(identifier, office.record) is None
    assert refused(office, request) is RequestVerdict.ENDED
    document = json.loads(request)
    document["invitation"] = "f" * 32
    other = json.dumps(document, sort_keys=True, separators=(",", ":")).encode()
    assert refused(office, other) is RequestVerdict.UNKNOWN


def test_whatever_is_exchanged_in_a_request_it_is_refused(office: Office) -> None:
    request, _ = answered(office)
    thief = certificate_request(make_key(name="Ada Łąka", identifier="S-1042", school=SCHOOL, now=NOW)).decode()
    changes = (
        ({"request": thief}, RequestVerdict.WRONG_CODE),
        ({"staff_number": "S-1043"}, RequestVerdict.OTHER_PERSON),
        ({"authority": "ab" * 32}, RequestVerdict.OTHER_SCHOOL),
        ({"proof": "0" * 64}, RequestVerdict.WRONG_CODE),
    )
    for change, verdict in changes:
        document = json.loads(request) | change
        changed = json.dumps(document, sort_keys=True, separators=(",", ":")).encode()
        assert refused(office, changed) is verdict


def test_a_request_is_granted_to_the_person_it_was_made_for_only(office: Office) -> None:
    request, _ = answered(office)
    assert refused(office, request, evolve(ADA, staff_number="S-1044")) is RequestVerdict.OTHER_PERSON


def test_one_persons_code_does_not_answer_anothers_invitation(office: Office) -> None:
    officer = office.officer()
    ada, cat = office.invite(officer), office.invite(officer, "Cat Doyle", "S-1050")
    crossed = request_certificate(cat.invitation, ada.slip.code, ada_key())
    assert refused(office, crossed, evolve(ADA, staff_number="S-1050")) is RequestVerdict.WRONG_CODE


def test_a_request_that_is_no_request_is_refused(office: Office) -> None:
    request, _ = answered(office)
    document = json.loads(request) | {"request": "hello"}
    changed = json.dumps(document, sort_keys=True, separators=(",", ":")).encode()
    with pytest.raises(BadRequest):
        granted(office, changed)
    for content in (b"", b"{}", request + b" ", request.replace(b'"S-1042"', b"1042"), b"[" * 9000):
        with pytest.raises(NotThisKind, match="certificate request"):
            read_request_file(content)


def test_only_an_officer_makes_invitations(office: Office) -> None:
    with pytest.raises(NotAnOfficer):
        office.invite(ada_key())


def test_an_invitation_is_opened_only_when_it_comes_from_the_known_school(
    office: Office, computer: Computer, another: Callable[[], Office]
) -> None:
    made = office.invite(office.officer())
    with pytest.raises(NoSchoolYet):
        open_invitation(made.file, computer.known, NOW)
    computer.accept(office.profile())
    stranger = another()
    with pytest.raises(SignatureForeign):
        open_invitation(stranger.invite(stranger.officer()).file, computer.known, NOW)
    with pytest.raises(SignatureBroken):
        open_invitation(made.file.replace(b"S-1042", b"S-1043"), computer.known, NOW)
    with pytest.raises(InvitationExpired):
        open_invitation(made.file, computer.known, NOW + timedelta(days=31))


def test_an_officer_of_the_old_authority_still_invites_after_a_hand_over(office: Office, computer: Computer) -> None:
    officer = office.officer()
    later = NOW + timedelta(days=10)
    office.authority = hand_over(hillside(), make_authority(school=SCHOOL, now=later), later)
    office.now = computer.now = later
    computer.accept(office.profile())
    made = office.invite(officer)
    invitation = open_invitation(made.file, computer.known, later)
    issued = granted(office, request_certificate(invitation, made.slip.code, ada_key()))
    joined = take_certificate(issued.file, ada_key(), computer.known, later)
    assert joined.certificate.issuer == office.authority.certificate.subject


def test_without_an_invitation_the_words_are_compared_in_person(office: Office) -> None:
    request = certificate_request(ada_key())
    words = fingerprint_words(read_request(request))
    with pytest.raises(NeedsProof, match=" ".join(words)):
        office.certificates.confirm(request, (), ADA, NOW)
    with pytest.raises(AuthorityWordsDiffer):
        office.certificates.confirm(request, words[::-1], ADA, NOW)
    assert office.events() == []
    issued = office.certificates.confirm(request, [word.upper() for word in words], ADA, NOW)
    assert isinstance(issued.events[0], KeyConfirmed)
    assert office.record.certified()[0].serial == issued.serial


def test_what_was_issued_is_on_record_with_its_key_and_dates(office: Office) -> None:
    request, identifier = answered(office)
    issued = granted(office, request)
    ended, certified = office.events()[-2:]
    assert isinstance(ended, InvitationEnded)
    assert (ended.invitation, ended.end) == (identifier, InvitationEnd.ANSWERED)
    assert certified == office.record.certified()[-1]
    recorded = office.record.certified()[-1]
    assert (recorded.serial, recorded.fingerprint) == (issued.serial, fingerprint(issued.certificate).hex())
    assert (recorded.starts, recorded.ends) == (
        issued.certificate.not_valid_before_utc,
        issued.certificate.not_valid_after_utc,
    )
    assert recorded.person == office.record.person("S-1042")


def test_a_renewed_certificate_keeps_the_key_and_a_revoked_one_is_not_renewed(office: Office) -> None:
    first = granted(office, answered(office)[0])
    second = office.certificates.renew(first.certificate, years=3, now=NOW + timedelta(days=600))
    assert fingerprint(second.certificate) == fingerprint(first.certificate)
    assert (office.record.certified()[-1].issued, office.record.certified()[-1].replaces) == (
        Issued.RENEWED,
        first.serial,
    )
    office.certificates.revoke(second.serial, since=NOW, why=Withdrawal.KEY_COMPROMISED)
    with pytest.raises(NotOnRecord):
        office.certificates.renew(second.certificate, years=1, now=NOW)


def test_a_forgotten_passphrase_gives_a_new_key_and_the_past_stays_good(office: Office) -> None:
    old = granted(office, answered(office)[0])
    later = NOW + timedelta(days=100)
    office.now = later
    made = office.invite(office.officer())
    new_key = make_key(name="Ada Łąka", identifier="S-1042", school=SCHOOL, now=later)
    request = request_certificate(made.invitation, made.slip.code, new_key)
    new = granted(office, request, evolve(ADA, replaces=old.serial))
    assert fingerprint(new.certificate) != fingerprint(old.certificate)
    revoked = office.record.revoked()[-1]
    assert (revoked.serial, revoked.starts, revoked.reason) == (old.serial, later, "superseded")
    assert office.record.certified()[-1].issued is Issued.SUPERSEDING


def test_another_persons_certificate_is_not_superseded(office: Office) -> None:
    other = office.officer()
    with pytest.raises(NotThisPerson):
        granted(office, answered(office)[0], evolve(ADA, replaces=serial_of(other.certificate)))
    with pytest.raises(NotOnRecord, match="abc"):
        granted(office, answered(office)[0], evolve(ADA, replaces="abc"))


def test_a_compromised_key_is_revoked_from_a_date_with_its_reason_and_on_the_list(office: Office) -> None:
    issued = granted(office, answered(office)[0])
    since = NOW - timedelta(days=3)
    event = office.certificates.revoke(issued.serial, since=since, why=Withdrawal.KEY_COMPROMISED, note="laptop stolen")
    assert (event.starts, event.reason) == (since, "key compromised: laptop stolen")
    crl = x509.load_pem_x509_crl(office.certificates.revocations(NOW))
    entry = crl.get_revoked_certificate_by_serial_number(issued.certificate.serial_number)
    assert entry is not None
    assert entry.revocation_date_utc == since
    assert entry.extensions.get_extension_for_class(x509.CRLReason).value.reason is x509.ReasonFlags.key_compromise


def test_the_list_has_a_greater_number_after_each_act(office: Office) -> None:
    def number() -> int:
        found = x509.load_pem_x509_crl(office.certificates.revocations(NOW))
        return found.extensions.get_extension_for_class(x509.CRLNumber).value.crl_number

    before = number()
    issued = granted(office, answered(office)[0])
    between = number()
    office.certificates.revoke(issued.serial, since=NOW, why=Withdrawal.LEFT)
    assert before < between < number()


def test_a_certificate_that_is_not_on_record_is_not_revoked(office: Office) -> None:
    with pytest.raises(NotOnRecord):
        office.certificates.revoke("ff", since=NOW, why=Withdrawal.LEFT)


def test_a_certificate_of_another_school_another_key_or_no_certificate_is_not_taken(
    office: Office, computer: Computer, another: Callable[[], Office]
) -> None:
    computer.accept(office.profile())
    request = certificate_request(ada_key())
    words = fingerprint_words(read_request(request))
    foreign = another().certificates.confirm(request, words, ADA, NOW)
    with pytest.raises(ForeignCertificate):
        take_certificate(foreign.file, ada_key(), computer.known, NOW)
    good = office.certificates.confirm(request, words, ADA, NOW)
    with pytest.raises(DifferentKey):
        take_certificate(good.file, key_of("Ben Okafor", "S-1043"), computer.known, NOW)
    with pytest.raises(ForeignCertificate):
        take_certificate(good.file, ada_key(), computer.known, NOW + timedelta(days=800))
    for content in (b"", b"hello", good.file[:300], b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"):
        with pytest.raises(NotThisKind):
            take_certificate(content, ada_key(), computer.known, NOW)
    assert read_certificates(good.file)[1:] == hillside().chain
