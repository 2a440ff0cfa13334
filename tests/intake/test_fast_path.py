"""The short way says "plainly good" only of what the full check finds nothing to doubt in, and then says the same."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone

import pytest
from attrs import evolve
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.name import _ASN1Type
from cryptography.x509.oid import NameOID
from pikepdf import Pdf

from privacy_wizard.attestation.fast_pages import SignedDigests
from privacy_wizard.attestation.fast_path import plainly_good, plainly_signed
from privacy_wizard.attestation.layouts import draw
from privacy_wizard.attestation.sign import Attestation, countersign, sign, time_stamping_service
from privacy_wizard.attestation.statement import KeyPart, SignatureKind, SignaturePart, Statement, to_json
from privacy_wizard.attestation.verify import examine
from privacy_wizard.attestation.wording import worded
from privacy_wizard.audit.attest import Stating
from privacy_wizard.identity import fingerprint, fingerprint_words, make_key
from tests.attestation.authority import AUTHORITY, AUTHORITY_KEY, TestKey, vouched_key
from tests.attestation.time_service import running_service
from tests.shelf.hostile import SHELF

from .mutations import mutated
from .test_forgeries import PAINTED
from .test_honest import _answered
from .test_trust import issued
from .world import NAME, NOW, NUMBER, SIGNED, added, audited, forged, repainted, signed_page, stated

SEEDS = range(3000)


@pytest.fixture(scope="module")
def digests() -> SignedDigests:
    return SignedDigests()


def named(statement: Statement, key: TestKey) -> Statement:
    part = KeyPart(fingerprint=fingerprint(key.certificate).hex(), words=fingerprint_words(key.certificate))
    return evolve(statement, key=part)


# ---- what is plainly good


def test_a_good_file_is_found_the_same_both_ways(pdf: bytes, countersigned: bytes, digests: SignedDigests) -> None:
    for file in (pdf, countersigned):
        found = plainly_good(file, digests)
        assert found is not None
        assert found == examine(file)
        assert plainly_signed(file) is not None


def test_a_digest_that_is_remembered_is_the_one_that_is_drawn(pdf: bytes, digests: SignedDigests) -> None:
    remembered = plainly_good(pdf, digests)
    assert remembered == plainly_good(pdf, SignedDigests())
    assert remembered == plainly_good(pdf, SignedDigests(most=0))


@pytest.mark.parametrize("seed", range(6))
def test_whatever_is_answered_honestly_is_plainly_good(seed: int, key: TestKey) -> None:
    file = sign(stated(_answered(seed), key), key).pdf
    found = plainly_good(file, SignedDigests())
    assert found is not None
    assert found == examine(file)


def test_a_signature_drawn_by_hand_and_a_zone_of_its_own_are_plainly_good(key: TestKey) -> None:
    moment = datetime(2026, 7, 3, 9, 30, tzinfo=timezone(timedelta(hours=5, minutes=30)))
    part = KeyPart(fingerprint=fingerprint(key.certificate).hex(), words=fingerprint_words(key.certificate))
    drawn = SignaturePart(kind=SignatureKind.DRAWN, strokes=(((10, 20), (500, 90), (900, 10)),), text="")
    statement = Stating(_answered(3), moment).build(drawn, part)
    signed = sign(statement, key)
    both = countersign(signed, vouched_key("Ọlá (the Officer)", "O-2"), name="Ọlá (the Officer)", at=moment).pdf
    for file in (signed.pdf, both):
        found = plainly_good(file, SignedDigests())
        assert found is not None
        assert found == examine(file)


@pytest.mark.parametrize("with_chain", [True, False])
def test_keys_under_an_authority_in_between_and_keys_of_ones_own_are_plainly_good(
    statement: Statement, with_chain: bool
) -> None:
    if with_chain:
        key = issued(NAME, issued("School", issued("Trust", authority=True), authority=True), authority=False)
    else:
        made = make_key(name=NAME, identifier=NUMBER, school="St Brigid's", now=SIGNED)
        key = TestKey(private_key=made.private_key, certificate=made.certificate)
    file = sign(worded(named(statement, key)), key).pdf
    found = plainly_good(file, SignedDigests())
    assert found is not None
    assert found == examine(file)
    assert len(found.attestor.chain if found.attestor else ()) == (2 if with_chain else 0)


# ---- what is not


def test_no_mutation_passes_that_the_full_check_would_not_pass(
    pdf: bytes, countersigned: bytes, digests: SignedDigests
) -> None:
    for seed in SEEDS:
        original = (pdf, countersigned)[seed % 2]
        file = mutated(original, seed)
        found = plainly_good(file, digests)
        signed = plainly_signed(file)
        if file != original and (found is not None or signed is not None):
            assert examine(file) == found, seed
            assert found is not None, seed


def test_every_digit_of_a_signature_counts(pdf: bytes) -> None:
    first = pdf.index(b"/Contents <3") + 11
    passed = [
        (at, other)
        for at in range(first, first + 12_002, 30)
        for other in (b"F", b"0", b"f")
        if pdf[at : at + 1] != other and plainly_signed(pdf[:at] + other + pdf[at + 1 :]) is not None
    ]
    assert passed == []


@pytest.mark.parametrize("name", SHELF)
def test_nothing_from_the_shelf_of_broken_files_is_good_or_stops_it(name: str, digests: SignedDigests) -> None:
    assert plainly_good(SHELF[name](), digests) is None


@pytest.mark.parametrize("change", PAINTED, ids=lambda change: change.__name__.strip("_"))
def test_a_repainted_page_is_not_plainly_good_however_well_it_is_signed(
    statement: Statement, key: TestKey, change: Callable[[Pdf], None], digests: SignedDigests
) -> None:
    file = signed_page(repainted(draw(statement), change), statement, key)
    assert plainly_good(file, digests) is None
    assert plainly_signed(file) is not None


def test_a_page_that_was_only_written_in_another_way_is_left_to_the_full_check(
    statement: Statement, key: TestKey, digests: SignedDigests
) -> None:
    file = signed_page(repainted(draw(statement), lambda pdf: None), statement, key)
    found = plainly_good(file, digests)
    assert found is None or found == examine(file)


def test_other_data_under_the_same_page_are_not_plainly_good(
    statement: Statement, key: TestKey, digests: SignedDigests
) -> None:
    def better(pdf: Pdf) -> None:
        pdf.Root.AF[0].EF.F.write(to_json(evolve(statement, score=100)))

    assert plainly_good(signed_page(repainted(draw(statement), better), statement, key), digests) is None
    other = evolve(statement, signature=evolve(statement.signature, text="Somebody Else"))
    assert plainly_good(signed_page(draw(statement), other, key), digests) is None


def test_texts_that_are_not_the_programs_own_are_not_plainly_good(
    statement: Statement, key: TestKey, digests: SignedDigests
) -> None:
    texts = {**statement.wording.texts, "document.title": "Passed with honours"}
    other = evolve(statement, wording=evolve(statement.wording, texts=texts))
    file = sign(other, key).pdf
    assert plainly_good(file, digests) is None
    assert examine(file).doubts


def test_a_colleagues_certificate_and_another_key_are_not_plainly_good(
    statement: Statement, digests: SignedDigests
) -> None:
    colleague = vouched_key("Adam Colleague", "T-1")
    assert plainly_good(forged(statement, colleague, key=named(statement, colleague).key), digests) is None
    stranger = signed_page(draw(statement), statement, vouched_key(NAME, NUMBER))
    assert plainly_good(stranger, digests) is None


def test_a_certificate_that_had_run_out_is_not_plainly_good(statement: Statement, digests: SignedDigests) -> None:
    key = issued(NAME, issued("School", authority=True), authority=False, days=1)
    assert plainly_good(sign(worded(named(statement, key)), key).pdf, digests) is None


def test_a_countersignature_of_ones_own_or_with_another_name_is_not_plainly_good(
    attestation: Attestation, key: TestKey, officer: TestKey, digests: SignedDigests
) -> None:
    for by, name in ((key, NAME), (officer, "The Head Teacher")):
        assert plainly_good(countersign(attestation, by, name=name, at=SIGNED).pdf, digests) is None


def test_whatever_was_added_is_not_plainly_good(pdf: bytes, countersigned: bytes, digests: SignedDigests) -> None:
    for file in (pdf, countersigned):
        assert plainly_good(added(file, lambda writer: writer.update_root()), digests) is None
        assert plainly_good(file + b"\n", digests) is None


def test_a_third_signature_is_not_plainly_good(countersigned: bytes, digests: SignedDigests) -> None:
    third = added(countersigned, lambda writer: writer.update_root())
    assert plainly_good(third + countersigned[-14_000:], digests) is None


def test_a_time_stamp_is_left_to_the_full_check(statement: Statement, key: TestKey, digests: SignedDigests) -> None:
    with running_service() as address:
        service = time_stamping_service(f"{address}/tsa")
        file = sign(worded(stated(audited(), key, NOW), timestamped=True), key, timestamper=service).pdf
    assert plainly_good(file, digests) is None


# ---- certificates of other kinds


def _certified(*, name: x509.Name | None = None, critical: bool = False, digest: hashes.HashAlgorithm) -> TestKey:
    private = ec.generate_private_key(ec.SECP256R1())
    subject = name or x509.Name(
        [x509.NameAttribute(NameOID.COMMON_NAME, NAME), x509.NameAttribute(NameOID.SERIAL_NUMBER, NUMBER)]
    )
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(AUTHORITY.subject)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime.now(UTC) - timedelta(days=30))
        .not_valid_after(datetime.now(UTC) + timedelta(days=30))
    )
    if critical:
        unknown = x509.UnrecognizedExtension(x509.ObjectIdentifier("1.2.3.4"), b"\x05\x00")
        made = made.add_extension(unknown, critical=True)
    return TestKey(private_key=private, certificate=made.sign(AUTHORITY_KEY, digest), chain=(AUTHORITY,))


def test_certificates_of_other_forms_are_left_to_the_full_check(statement: Statement, digests: SignedDigests) -> None:
    wide = x509.Name(
        [
            x509.NameAttribute(NameOID.COMMON_NAME, NAME, _ASN1Type.BMPString),
            x509.NameAttribute(NameOID.SERIAL_NUMBER, NUMBER),
        ]
    )
    kinds = (
        _certified(digest=hashes.SHA384()),
        _certified(digest=hashes.SHA256(), critical=True),
        _certified(digest=hashes.SHA256(), name=wide),
    )
    for key in kinds:
        assert plainly_good(sign(worded(named(statement, key)), key).pdf, digests) is None
    plain = _certified(digest=hashes.SHA256())
    assert plainly_good(sign(worded(named(statement, plain)), plain).pdf, digests) is not None
