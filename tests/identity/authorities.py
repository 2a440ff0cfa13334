"""A school's authorities for tests."""

from datetime import datetime
from functools import cache

from cryptography import x509

from privacy_wizard.identity import SigningKey, add_certificate, certificate_request
from privacy_wizard.identity.authority import Authority, issue, make_authority, read_request
from privacy_wizard.identity.authority_profile import CertificateKind

from .keys import NOW, ada, ben

SCHOOL = "Hillside Primary School"


@cache
def hillside() -> Authority:
    return make_authority(school=SCHOOL, now=NOW)


@cache
def stranger() -> Authority:
    return make_authority(school=SCHOOL, now=NOW)


def request_of(key: SigningKey) -> x509.CertificateSigningRequest:
    return read_request(certificate_request(key))


def certified(
    key: SigningKey,
    authority: Authority,
    *,
    kind: CertificateKind = CertificateKind.ATTESTOR,
    name: str = "Ada Łąka",
    identifier: str = "S-1042",
    years: int = 2,
    now: datetime = NOW,
) -> SigningKey:
    certificate = issue(
        authority,
        request_of(key),
        name=name,
        identifier=identifier,
        school=SCHOOL,
        kind=kind,
        years=years,
        now=now,
    )
    return add_certificate(key, certificate, *authority.chain)


def attestor(authority: Authority, now: datetime = NOW) -> SigningKey:
    return certified(ada(), authority, now=now)


def officer(authority: Authority, now: datetime = NOW) -> SigningKey:
    return certified(
        ben(), authority, kind=CertificateKind.OFFICER, name="Ben Okafor", identifier="S-1043", years=3, now=now
    )
