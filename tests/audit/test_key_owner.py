"""The certificate names whoever signs: one's own is made again, the school's is never signed over."""

from pathlib import Path

import pytest
from cryptography import x509

from privacy_wizard.attestation.verify import examine
from privacy_wizard.audit.session import AuditSession
from privacy_wizard.audit.signing import KeyNamesSomeoneElse, Signing, VisibleSignature
from privacy_wizard.certificates import certified_name, certified_school
from privacy_wizard.identity import KeyStore, SigningKey, make_key
from tests.attestation.authority import AUTHORITY, vouched_key

from .conftest import SAM, SCHOOL, Clock, answer_all

SECRET = "seven herons over the weir"
VISIBLE = VisibleSignature(text="Sam Lee")


def key_store_with(folder: Path, clock: Clock, key: SigningKey) -> KeyStore:
    key_store = KeyStore(folder / "key.p12", clock)
    key_store.keep(key, SECRET)
    return key_store


def own(clock: Clock, name: str = SAM.name, school: str = SCHOOL.name) -> SigningKey:
    return make_key(name=name, identifier=SAM.identifier, school=school, now=clock())


def of_the_school(name: str) -> SigningKey:
    made = vouched_key(name, SAM.identifier)
    return SigningKey(private_key=made.private_key, certificate=made.certificate, chain=(AUTHORITY,))


def certificate_after(session: AuditSession, key_store: KeyStore, clock: Clock) -> x509.Certificate:
    """The one in the finished and signed file."""
    answer_all(session)
    seal = examine(Signing(session, key_store, clock).sign(VISIBLE, SECRET).pdf).attestor
    assert seal is not None
    return seal.certificate


@pytest.mark.parametrize("before", [{"name": "Sam Smith"}, {"school": "Marsh Lane School"}])
def test_ones_own_certificate_is_made_again_for_another_name_or_school_with_the_same_key(
    session: AuditSession, clock: Clock, tmp_path: Path, before: dict[str, str]
) -> None:
    old = own(clock, **before)
    new = certificate_after(session, key_store_with(tmp_path, clock, old), clock)
    assert (certified_name(new), certified_school(new)) == (SAM.name, SCHOOL.name)
    assert new != old.certificate
    assert new.public_key() == old.certificate.public_key()


def test_a_certificate_that_fits_is_left_as_it_is(session: AuditSession, clock: Clock, tmp_path: Path) -> None:
    key = own(clock)
    assert certificate_after(session, key_store_with(tmp_path, clock, key), clock) == key.certificate


def test_nobody_signs_under_another_name_with_the_schools_certificate(
    session: AuditSession, clock: Clock, tmp_path: Path
) -> None:
    answer_all(session)
    key = of_the_school("Ben Okafor")
    key_store = key_store_with(tmp_path, clock, key)
    with pytest.raises(KeyNamesSomeoneElse) as refused:
        Signing(session, key_store, clock).sign(VISIBLE, SECRET)
    assert "Ben Okafor" in str(refused.value)
    assert "Sam Lee" in str(refused.value)
    assert key_store.open(SECRET).certificate == key.certificate


@pytest.mark.parametrize("name", ["Sam Lée", "Lee Sam"])
def test_the_schools_certificate_may_spell_the_name_in_its_own_way(
    session: AuditSession, clock: Clock, tmp_path: Path, name: str
) -> None:
    key = of_the_school(name)
    assert certificate_after(session, key_store_with(tmp_path, clock, key), clock) == key.certificate
