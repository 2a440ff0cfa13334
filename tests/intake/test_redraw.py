"""A file whose signed digests are those of its data drawn again is known to the byte; anything else is compared."""

from datetime import UTC, datetime, timedelta, timezone
from itertools import cycle

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.name import _ASN1Type
from cryptography.x509.oid import NameOID
from pikepdf import Pdf

from privacy_wizard.attestation.layouts import draw
from privacy_wizard.attestation.reasons import Reason
from privacy_wizard.attestation.redraw import RedrawCheck
from privacy_wizard.attestation.sign import countersign, sign
from privacy_wizard.attestation.statement import SignatureKind, SignaturePart, Statement
from privacy_wizard.attestation.timestamps import TimeStampingService
from privacy_wizard.attestation.verify import Examination, examine
from privacy_wizard.attestation.wording import worded
from privacy_wizard.audit.statement_builder import StatementBuilder
from privacy_wizard.identity import make_key
from privacy_wizard.pdf.strict_reader import read_plain
from tests.attestation.authority import AUTHORITY, AUTHORITY_KEY, TestKey, vouched_key
from tests.attestation.time_service import running_service
from tests.economy import forget_pages

from .mutations import mutated
from .signatures import in_the_second_form, with_certificates_turned_round, with_signature
from .test_honest import _answered
from .test_trust import issued
from .world import NAME, NOW, NUMBER, SIGNED, audited, key_part, named, repainted, signed_page, stated


def redrawn(file: bytes) -> RedrawCheck:
    """A file in which nothing is doubted, held against its data."""
    forget_pages()  # else what was drawn to sign it would be compared with itself
    found = examine(file)
    assert found.doubts == ()
    assert found.statement is not None
    assert found.attestor is not None
    return RedrawCheck(
        source=file,
        revisions=read_plain(file),
        statement=found.statement,
        attestor=found.attestor,
        officer=found.officer,
    )


def refused(found: Examination) -> set[Reason]:
    """The reasons of a file that is rejected for its signature."""
    assert found.statement is None
    assert not found.valid
    return {doubt.reason for doubt in found.doubts}


# ---- what is drawn again to the byte


@pytest.mark.parametrize("seed", range(4))
def test_whatever_is_answered_honestly_is_drawn_again_to_the_byte(seed: int, key: TestKey) -> None:
    assert redrawn(sign(stated(_answered(seed), key), key).pdf).is_byte_for_byte


def test_a_countersigned_file_is_drawn_again_to_the_byte(countersigned: bytes) -> None:
    assert redrawn(countersigned).is_byte_for_byte


def test_a_signature_drawn_by_hand_and_a_zone_of_its_own_are_drawn_again_to_the_byte(key: TestKey) -> None:
    moment = datetime(2026, 7, 3, 9, 30, tzinfo=timezone(timedelta(hours=5, minutes=30)))
    drawn = SignaturePart(kind=SignatureKind.DRAWN, strokes=(((10, 20), (500, 90), (900, 10)),), text="")
    attestation = sign(StatementBuilder(_answered(3), moment).build(drawn, key_part(key)), key)
    name = "Ọlá (the Officer)"
    both = countersign(attestation, vouched_key(name, "O-2"), name=name, at=moment).pdf
    assert redrawn(both).is_byte_for_byte


def test_the_room_for_a_time_stamp_is_drawn_again_to_the_byte(key: TestKey) -> None:
    with running_service() as address:
        service = TimeStampingService(f"{address}/tsa")
        file = sign(worded(stated(audited(), key, NOW), timestamped=True), key, timestamper=service).pdf
    assert redrawn(file).is_byte_for_byte


@pytest.mark.parametrize("with_chain", [True, False])
def test_keys_under_an_authority_in_between_and_keys_of_ones_own_are_read(
    statement: Statement, with_chain: bool
) -> None:
    if with_chain:
        key = issued(NAME, issued("School", issued("Trust", authority=True), authority=True), authority=False)
    else:
        made = make_key(name=NAME, identifier=NUMBER, school="St Brigid's", now=SIGNED)
        key = TestKey(private_key=made.private_key, certificate=made.certificate)
    found = redrawn(sign(worded(named(statement, key)), key).pdf)
    assert found.is_byte_for_byte
    assert len(found.attestor.chain) == (2 if with_chain else 0)


# ---- what is not


def test_a_document_whose_streams_were_packed_in_another_way_is_still_the_same(
    statement: Statement, key: TestKey
) -> None:
    def unpacked(pdf: Pdf) -> None:
        for each in pdf.pages:
            each.Contents.write(each.Contents.read_bytes(), filter=None)

    found = redrawn(signed_page(repainted(draw(statement), unpacked), statement, key))
    assert not found.is_byte_for_byte
    assert found.pages() is None


def test_where_the_digest_is_another_the_first_difference_is_named(statement: Statement, key: TestKey) -> None:
    def longer(pdf: Pdf) -> None:
        pdf.pages[0].MediaBox[3] = 900

    found = examine(signed_page(repainted(draw(statement), longer), statement, key))
    [doubt] = found.doubts
    assert (doubt.reason, found.page_agrees) == (Reason.PAGE_DIFFERS, False)
    assert doubt.detail.endswith("/Kids[0]/MediaBox[3]")


def test_no_changed_file_is_good_and_none_makes_the_program_fail(pdf: bytes, countersigned: bytes) -> None:
    passed = []
    for seed in range(90):
        original = (pdf, countersigned)[seed % 2]
        file = mutated(original, seed)
        why = {doubt.reason for doubt in examine(file).doubts}
        if file != original and (Reason.CRASHED in why or not any(reason.rejects for reason in why)):
            passed.append(seed)
    assert passed == []


# ---- one form of a signature


def test_every_digit_of_a_signature_counts(pdf: bytes) -> None:
    start = pdf.index(b"/Contents <3") + 11
    parts = (*range(0, 4_000, 149), *range(4_000, 12_000, 997))  # the signature, and the zeros behind it
    for at, others in zip((start + part for part in parts), cycle((b"F0", b"0f", b"fF"))):
        other = others[:1] if pdf[at : at + 1] != others[:1] else others[1:]
        assert refused(examine(pdf[:at] + other + pdf[at + 1 :]))


def test_a_set_of_certificates_out_of_order_is_refused(pdf: bytes) -> None:
    changed = examine(with_signature(pdf, with_certificates_turned_round))
    assert refused(changed) == {Reason.SIGNATURE_DAMAGED}


def test_a_set_whose_length_looks_like_an_indefinite_one_has_to_be_in_order_too(statement: Statement) -> None:
    """The library takes a last byte of 0x80 for an indefinite length, and sorts what was not sorted."""
    key = next(key for key in map(_with_padding, range(2000)) if _length_of_set(key) % 256 == 0x80)
    file = sign(worded(named(statement, key)), key).pdf
    assert examine(file).doubts == ()
    assert refused(examine(with_signature(file, with_certificates_turned_round))) == {Reason.SIGNATURE_DAMAGED}


def test_the_second_form_of_a_signature_is_as_right_as_the_first(pdf: bytes) -> None:
    """Nobody can tell which of both the signer's key wrote; that it is another file is for intake to notice."""
    other = with_signature(pdf, in_the_second_form)
    assert other != pdf
    assert examine(other) == examine(pdf)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"\x02\x01\x01\x31\x0f", b"\x02\x02\x00\x01\x31\x0f"),  # a number with a zero in front
        (b"\x06\x08\x2a\x86\x48\xce\x3d\x04\x03\x02\x04", b"\x06\x08\x2a\x86\x48\xce\x3d\x04\x03\x03\x04"),  # SHA-384
    ],
)
def test_other_bytes_for_the_same_are_refused(pdf: bytes, old: bytes, new: bytes) -> None:
    def change(der: bytes) -> bytes:
        assert old in der
        return der.replace(old, new)

    assert refused(examine(with_signature(pdf, change)))


def _with_padding(size: int) -> TestKey:
    extension = x509.UnrecognizedExtension(x509.ObjectIdentifier("1.2.3.4"), bytes(size % 300))
    return _certified(digest=hashes.SHA256(), extension=extension)


def _length_of_set(key: TestKey) -> int:
    return sum(len(each.public_bytes(Encoding.DER)) for each in (key.certificate, AUTHORITY))


# ---- certificates of other kinds


def _certified(
    *,
    digest: hashes.HashAlgorithm,
    name: x509.Name | None = None,
    extension: x509.ExtensionType | None = None,
    critical: bool = False,
) -> TestKey:
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
    if extension is not None:
        made = made.add_extension(extension, critical=critical)
    return TestKey(private_key=private, certificate=made.sign(AUTHORITY_KEY, digest), chain=(AUTHORITY,))


@pytest.mark.parametrize(
    "signer",
    [
        _certified(digest=hashes.SHA384()),
        _certified(
            digest=hashes.SHA256(),
            name=x509.Name(
                [
                    x509.NameAttribute(NameOID.COMMON_NAME, NAME, _ASN1Type.BMPString),
                    x509.NameAttribute(NameOID.SERIAL_NUMBER, NUMBER),
                ]
            ),
        ),
    ],
    ids=["another digest", "a wide name"],
)
def test_certificates_of_other_authorities_forms_are_read(statement: Statement, signer: TestKey) -> None:
    assert redrawn(sign(worded(named(statement, signer)), signer).pdf).attestor.name == NAME
