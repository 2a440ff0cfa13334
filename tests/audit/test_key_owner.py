"""The certificate names whoever signs: one's own is made again, the school's is never signed over."""

from pathlib import Path

import pytest

from privacy_wizard.attestation.verify import examine
from privacy_wizard.audit.key_owner import KeyNamesSomeoneElse, certified_name
from privacy_wizard.audit.session import AuditSession
from privacy_wizard.audit.signing import Signing, VisibleSignature
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


@pytest.mark.parametrize("before", [{"name": "Sam Smith"}, {"school": "Marsh Lane School"}])
def test_ones_own_certificate_is_made_again_for_another_name_or_school_with_the_same_key(
    session: AuditSession, clock: Clock, tmp_path: Path, before: dict[str, str]
) -> None:
    answer_all(session)
    old = own(clock, **before)
    signed = Signing(session, key_store_with(tmp_path, clock, old), clock).sign(VISIBLE, SECRET)
    seal = examine(signed.pdf).attestor
    assert seal is not None
    assert certified_name(seal.certificate) == SAM.name
    assert seal.certificate != old.certificate
    assert seal.certificate.public_key() == old.certificate.public_key()


def test_a_certificate_that_fits_is_left_as_it_is(session: AuditSession, clock: Clock, tmp_path: Path) -> None:
    answer_all(session)
    key = own(clock)
    signed = Signing(session, key_store_with(tmp_path, clock, key), clock).sign(VISIBLE, SECRET)
    seal = examine(signed.pdf).attestor
    assert seal is not None
    assert seal.certificate == key.certificate


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
    answer_all(session)
    key = of_the_school(name)
    signed = Signing(session, key_store_with(tmp_path, clock, key), clock).sign(VISIBLE, SECRET)
    seal = examine(signed.pdf).attestor
    assert seal is not None
    assert seal.certificate == key.certificate
