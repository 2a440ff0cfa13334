"""Pinning, handing over, and signatures beside documents."""

import asyncio
import base64
import logging
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from asn1crypto import x509 as asn1_x509
from attrs import evolve
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID
from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator.errors import PathError, ValidationError

from privacy_wizard.certificates import fingerprint
from privacy_wizard.domain.signature import Purpose
from privacy_wizard.identity import SigningKey, authority_trust, fingerprint_words
from privacy_wizard.identity.authority import Authority, hand_over, load_authority, make_authority, save_authority
from privacy_wizard.identity.authority_profile import signed_by
from privacy_wizard.identity.authority_trust import (
    anchors_from,
    check_officer_signature,
    check_profile_signature,
    may_countersign,
    read_profile_signature,
    sign_document,
    vouching_authority,
)
from privacy_wizard.identity.errors import NotOurs, SignatureBroken, SignatureForeign

from .authorities import SCHOOL, attestor, certified, hillside, officer, stranger
from .keys import NOW, PASSPHRASE, ada

YEAR = timedelta(days=365)
THEN = NOW + 2 * YEAR  # when the authority is handed over


def successor(of: Authority, at: datetime = THEN) -> Authority:
    return hand_over(of, make_authority(school=SCHOOL, now=at), at)


def pyhanko_trusts(key: SigningKey, root: Authority, at: datetime) -> bool:
    def asn1(each: x509.Certificate) -> asn1_x509.Certificate:
        return asn1_x509.Certificate.load(each.public_bytes(Encoding.DER))

    logging.getLogger("pyhanko_certvalidator").setLevel(logging.CRITICAL)
    chain = [asn1(each) for each in key.chain]
    context = ValidationContext(
        trust_roots=[asn1(root.certificate)], moment=at, allow_fetching=False, other_certs=chain
    )
    validator = CertificateValidator(asn1(key.certificate), intermediate_certs=chain, validation_context=context)
    try:
        asyncio.run(validator.async_validate_usage({"digital_signature"}))
    except (PathError, ValidationError):
        return False
    return True


def with_chain(key: SigningKey, authority: Authority) -> SigningKey:
    return evolve(key, chain=authority.chain)


def test_a_profile_signed_by_the_pinned_authority_is_good() -> None:
    signature = sign_document(hillside(), Purpose.PROFILE, b"profile")
    found = check_profile_signature(signature, b"profile", hillside().fingerprint, NOW)
    assert found.authority == hillside().fingerprint
    assert read_profile_signature(signature, b"profile").certificate == hillside().certificate


def test_a_changed_profile_a_changed_signature_and_another_purpose_are_refused() -> None:
    signature = sign_document(hillside(), Purpose.PROFILE, b"profile")
    other = sign_document(hillside(), Purpose.PROFILE, b"another")
    invitation = sign_document(hillside(), Purpose.INVITATION, b"profile")
    for broken in (
        evolve(signature, value=other.value),
        evolve(signature, value="AAAA"),
        evolve(signature, value=f"{signature.value}!"),
        evolve(signature, value="AAAAA"),
        evolve(signature, certificate="AAAA"),
        evolve(signature, chain=("AAAA",)),
        evolve(signature, certificate=sign_document(stranger(), Purpose.PROFILE, b"").certificate),
        invitation,
    ):
        with pytest.raises(SignatureBroken, match="changed after it was signed"):
            read_profile_signature(broken, b"profile")


def test_a_signature_by_a_certificate_without_such_a_key_is_broken() -> None:
    key = rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, SCHOOL)])
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    made = made.serial_number(7).not_valid_before(NOW - YEAR).not_valid_after(NOW + YEAR)
    certificate = made.sign(key, hashes.SHA256()).public_bytes(Encoding.DER)
    signature = sign_document(hillside(), Purpose.INVITATION, b"come")
    foreign = evolve(signature, certificate=base64.b64encode(certificate).decode(), chain=())
    with pytest.raises(SignatureBroken):
        check_officer_signature(foreign, b"come", Purpose.INVITATION, hillside().fingerprint, NOW)


def test_an_authority_vouches_for_those_it_issued_to_and_not_for_itself() -> None:
    authority, key = hillside(), officer(hillside())
    assert vouching_authority(key.certificate, key.chain, authority.fingerprint, NOW) == authority.fingerprint
    assert vouching_authority(authority.certificate, (authority.certificate,), authority.fingerprint, NOW) is None


def test_a_strangers_profile_is_foreign_and_shows_its_words() -> None:
    signature = sign_document(stranger(), Purpose.PROFILE, b"profile")
    with pytest.raises(SignatureForeign) as refused:
        check_profile_signature(signature, b"profile", hillside().fingerprint, NOW)
    assert " ".join(fingerprint_words(stranger().certificate)) in str(refused.value)


def test_an_officer_cannot_sign_a_profile() -> None:
    signature = sign_document(officer(hillside()), Purpose.PROFILE, b"profile")
    with pytest.raises(SignatureBroken):
        check_profile_signature(signature, b"profile", hillside().fingerprint, NOW)


def test_an_officer_signs_invitations_and_an_attestor_does_not() -> None:
    pinned = hillside().fingerprint
    signature = sign_document(officer(hillside()), Purpose.INVITATION, b"come")
    found = check_officer_signature(signature, b"come", Purpose.INVITATION, pinned, NOW)
    assert found.certificate == officer(hillside()).certificate or found.authority == pinned
    for key in (attestor(hillside()), officer(stranger()), ada()):
        with pytest.raises(SignatureForeign):
            check_officer_signature(
                sign_document(key, Purpose.INVITATION, b"come"), b"come", Purpose.INVITATION, pinned, NOW
            )


def test_an_officers_certificate_out_of_date_signs_nothing() -> None:
    signature = sign_document(officer(hillside()), Purpose.INVITATION, b"come")
    for moment in (NOW - YEAR, NOW + 4 * YEAR):
        with pytest.raises(SignatureForeign):
            check_officer_signature(signature, b"come", Purpose.INVITATION, hillside().fingerprint, moment)


def test_nobody_countersigns_themselves_and_only_officers_countersign() -> None:
    person, boss = attestor(hillside()).certificate, officer(hillside()).certificate
    assert may_countersign(boss, person)
    assert not may_countersign(person, boss)
    assert not may_countersign(boss, boss)
    same_number = certified(ada(), hillside(), identifier="S-1043").certificate
    assert not may_countersign(boss, same_number)


def test_after_a_hand_over_who_pinned_the_old_authority_accepts_the_new_profile() -> None:
    new = successor(hillside())
    signature = sign_document(new, Purpose.PROFILE, b"p")
    assert check_profile_signature(signature, b"p", hillside().fingerprint, THEN).authority == new.fingerprint
    with pytest.raises(SignatureForeign):
        check_profile_signature(signature, b"p", stranger().fingerprint, THEN)


def test_three_hand_overs_later_the_first_pin_still_leads_to_the_profile() -> None:
    at, authority = THEN, hillside()
    for _ in range(3):
        authority, at = successor(authority, at), at + YEAR
    signature = sign_document(authority, Purpose.PROFILE, b"p")
    assert check_profile_signature(signature, b"p", hillside().fingerprint, at).authority == authority.fingerprint


def test_a_predecessor_signs_no_profile_for_those_who_pinned_its_successor() -> None:
    new = successor(hillside())
    old = Authority(private_key=hillside().private_key, certificate=hillside().certificate, links=new.chain)
    with pytest.raises(SignatureForeign):
        check_profile_signature(sign_document(old, Purpose.PROFILE, b"p"), b"p", new.fingerprint, THEN)


def test_a_predecessors_stolen_key_cannot_name_another_successor_to_those_who_know_the_new_one() -> None:
    new = successor(hillside())
    thief = successor(hillside())
    armed = evolve(thief, links=(*thief.links, *new.chain))
    with pytest.raises(SignatureForeign):
        check_profile_signature(sign_document(armed, Purpose.PROFILE, b"p"), b"p", new.fingerprint, THEN)
    forged = with_chain(officer(thief, THEN), armed)
    assert vouching_authority(forged.certificate, armed.chain, new.fingerprint, THEN) is None
    assert not pyhanko_trusts(forged, new, THEN)


def test_both_chains_are_trusted_by_pyhanko_as_well_and_no_stranger() -> None:
    new = successor(hillside())
    old_leaf, new_leaf = with_chain(attestor(hillside()), new), attestor(new, THEN)
    assert pyhanko_trusts(new_leaf, new, THEN + timedelta(days=1))
    assert pyhanko_trusts(new_leaf, hillside(), THEN + timedelta(days=1))
    assert pyhanko_trusts(old_leaf, hillside(), NOW + timedelta(days=1))
    assert pyhanko_trusts(old_leaf, new, THEN + timedelta(days=1)) is False  # it has run out by then
    assert pyhanko_trusts(old_leaf, new, THEN - timedelta(days=1))
    assert not pyhanko_trusts(new_leaf, stranger(), THEN + timedelta(days=1))


def test_what_a_predecessor_issued_stays_good_under_the_new_authority_until_it_ends() -> None:
    first = certified(ada(), hillside(), years=3, now=THEN - timedelta(days=10)).certificate
    newer = successor(successor(hillside()), THEN + timedelta(days=30))
    after = THEN + timedelta(days=60)
    assert vouching_authority(first, newer.chain, newer.fingerprint, after) == hillside().fingerprint
    assert pyhanko_trusts(SigningKey(private_key=ada().private_key, certificate=first, chain=newer.chain), newer, after)
    assert vouching_authority(first, newer.chain, newer.fingerprint, after + 4 * YEAR) is None


def test_an_authority_is_not_handed_over_to_itself() -> None:
    with pytest.raises(NotOurs):
        hand_over(hillside(), hillside(), NOW)


def test_a_link_leads_on_only_while_it_is_in_date() -> None:
    new = successor(hillside())
    ends = max(link.not_valid_after_utc for link in new.chain)
    pinned = [hillside().fingerprint]
    assert new.fingerprint in anchors_from(pinned, new.chain, THEN).current
    assert anchors_from(pinned, new.chain, ends + timedelta(days=1)).current == {hillside().fingerprint}
    assert new.fingerprint in anchors_from(pinned, new.chain).current, "whenever, where no moment is asked about"


def test_links_survive_the_key_file(tmp_path: Path) -> None:
    new = successor(hillside())
    save_authority(tmp_path / "a.p12", new, PASSPHRASE)
    assert set(load_authority(tmp_path / "a.p12", PASSPHRASE).links) == set(new.links)


def test_a_certificate_that_a_colleague_issued_with_an_ordinary_key_is_worth_nothing() -> None:
    colleague = attestor(hillside())
    fake = Authority(private_key=colleague.private_key, certificate=colleague.certificate, links=colleague.chain)
    mine = certified(ada(), Authority(private_key=colleague.private_key, certificate=hillside().certificate))
    assert vouching_authority(mine.certificate, fake.chain, hillside().fingerprint, NOW) is None
    assert fingerprint(mine.certificate) == fingerprint(ada().certificate)


def test_of_a_hostile_chain_each_signature_is_checked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Thirty links of one issuer, whose certificate is there thirty times, too."""
    checked = Counter[tuple[bytes, bytes]]()

    def counted(certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
        checked[fingerprint(certificate), fingerprint(issuer)] += 1
        return signed_by(certificate, issuer)

    monkeypatch.setattr(authority_trust, "signed_by", counted)
    links = tuple(successor(hillside()).links[0] for _ in range(30))
    chain = (*[hillside().certificate] * 30, *links)
    signature = sign_document(evolve(stranger(), links=chain), Purpose.PROFILE, b"p")
    with pytest.raises(SignatureForeign):
        check_profile_signature(signature, b"p", hillside().fingerprint, THEN)
    own = (fingerprint(stranger().certificate), fingerprint(stranger().certificate))
    named = {(fingerprint(link), hillside().fingerprint) for link in links}
    assert checked == Counter([own, *named])
