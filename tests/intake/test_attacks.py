"""What an attacker does to a signed file, row by row, and what it is called."""

from io import BytesIO

import pikepdf
import pytest
from attrs import evolve
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from privacy_wizard.attestation.reasons import Reason
from privacy_wizard.attestation.sign import Attestation, countersign
from privacy_wizard.attestation.statement import KeyPart, Statement, to_json
from privacy_wizard.certificates import fingerprint
from privacy_wizard.identity import fingerprint_words
from privacy_wizard.intake.report import FileVerdict, VerificationReport
from privacy_wizard.intake.trust import Trust
from tests.attestation.authority import TestKey, vouched_key

from .world import NAME, NUMBER, SIGNED, added, dictionary, forged, reasons, report, signed_page


def rejected(found: VerificationReport, *wanted: Reason) -> bool:
    """Rejected, and for one of these reasons at least."""
    return found.verdict is FileVerdict.REJECTED and bool(reasons(found) & set(wanted))


def test_a_good_attestation_from_a_vouched_key_is_accepted(pdf: bytes) -> None:
    found = report(pdf)
    assert (found.verdict, found.reasons) == (FileVerdict.ACCEPTED, ())
    said = (found.intact, found.valid, found.trusted, found.covers_whole_file, found.page_agrees, found.score_agrees)
    assert said == (True,) * 6
    assert found.signer is not None
    assert (found.signer.name, found.signer.identifier, found.signer.signed_at) == (NAME, NUMBER, SIGNED)


def test_a_countersigned_attestation_is_accepted(countersigned: bytes) -> None:
    found = report(countersigned)
    assert (found.verdict, found.reasons, found.countersigned) == (FileVerdict.ACCEPTED, (), True)
    assert found.officer is not None
    assert found.officer.name == "Olive Officer"


def test_without_a_trusted_key_a_good_attestation_needs_a_look(pdf: bytes) -> None:
    found = report(pdf, trust=None)
    assert (found.verdict, found.trusted) == (FileVerdict.NEEDS_A_LOOK, None)
    assert reasons(found) == {Reason.UNKNOWN_KEY}


def test_one_changed_byte_anywhere_is_noticed(pdf: bytes) -> None:
    signature = range(
        pdf.index(b"/Contents <3"), pdf.rindex(b"/Type\n/Sig" if b"/Type\n/Sig" in pdf else b"/SubFilter")
    )
    unnoticed = []
    for at in range(9, len(pdf), len(pdf) // 25):
        found = report(pdf[:at] + bytes([pdf[at] ^ 1]) + pdf[at + 1 :])
        not_intact = reasons(found) == {Reason.NOT_INTACT} and found.intact is False
        if found.verdict is not FileVerdict.REJECTED or not (not_intact or at in signature):
            unnoticed.append(at)
    assert unnoticed == []


def test_a_page_changed_in_an_update_is_noticed(pdf: bytes) -> None:
    def change(writer: IncrementalPdfFileWriter) -> None:
        page = writer.root["/Pages"]["/Kids"][0].get_object()
        stream = generic.StreamObject(stream_data=b"BT ET")
        page["/Contents"] = writer.add_object(stream)
        writer.update_container(page)

    assert rejected(report(added(pdf, change)), Reason.CHANGED_AFTER_SIGNING)


def test_data_replaced_in_an_update_are_noticed(pdf: bytes, statement: Statement) -> None:
    def change(writer: IncrementalPdfFileWriter) -> None:
        files = writer.root["/AF"][0]["/EF"]
        data = to_json(evolve(statement, score=100))
        files["/F"] = files["/UF"] = writer.add_object(generic.StreamObject(stream_data=data))
        writer.update_container(files)

    assert rejected(report(added(pdf, change)), Reason.CHANGED_AFTER_SIGNING)


def test_an_annotation_added_in_an_update_is_noticed(pdf: bytes) -> None:
    def change(writer: IncrementalPdfFileWriter) -> None:
        page = writer.root["/Pages"]["/Kids"][0].get_object()
        note = dictionary(Type=generic.pdf_name("/Annot"), Subtype=generic.pdf_name("/FreeText"))
        page["/Annots"] = generic.ArrayObject([writer.add_object(note)])
        writer.update_container(page)

    assert rejected(report(added(pdf, change)), Reason.CHANGED_AFTER_SIGNING)


def test_a_field_added_in_an_update_is_noticed(pdf: bytes) -> None:
    def change(writer: IncrementalPdfFileWriter) -> None:
        fields = writer.root["/AcroForm"]["/Fields"]
        field = dictionary(FT=generic.pdf_name("/Tx"), T=generic.pdf_string("Score"), V=generic.pdf_string("100"))
        fields.append(writer.add_object(field))
        writer.update_container(fields)

    assert rejected(report(added(pdf, change)), Reason.CHANGED_AFTER_SIGNING)


def test_metadata_replaced_in_an_update_are_noticed(pdf: bytes) -> None:
    def change(writer: IncrementalPdfFileWriter) -> None:
        packet = generic.StreamObject(stream_data=b"<x:xmpmeta xmlns:x='adobe:ns:meta/'/>")
        writer.root["/Metadata"] = writer.add_object(packet)
        writer.update_root()

    assert rejected(report(added(pdf, change)), Reason.CHANGED_AFTER_SIGNING)


@pytest.mark.parametrize("tail", [b"% a comment\n", b"\n", b" ", b"\0", b"%%EOF\n", b"1 0 obj\nnull\nendobj\n"])
def test_anything_behind_the_end_is_noticed(pdf: bytes, countersigned: bytes, tail: bytes) -> None:
    for file in (pdf, countersigned):
        found = report(file + tail)
        assert rejected(found, Reason.CHANGED_AFTER_SIGNING)
        assert found.covers_whole_file is False


def test_a_file_whose_signature_was_stripped_is_not_signed(pdf: bytes) -> None:
    with pikepdf.open(BytesIO(pdf)) as document:
        del document.Root.AcroForm.Fields[0].V
        del document.Root.Perms
        made = BytesIO()
        document.save(made)
    assert reasons(report(made.getvalue())) == {Reason.NOT_SIGNED}


def test_a_drawn_but_unsigned_file_is_not_signed(pdf: bytes) -> None:
    first = pdf.index(b"%%EOF\n") + 6
    assert reasons(report(pdf[:first])) == {Reason.NOT_SIGNED}


def _stranger() -> TestKey:
    """Somebody else, with a certificate of their own that carries the same name and number."""
    from privacy_wizard.identity import make_key

    made = make_key(name=NAME, identifier=NUMBER, school="St Brigid's Primary School", now=SIGNED)
    return TestKey(private_key=made.private_key, certificate=made.certificate)


def test_a_strangers_signature_over_the_same_data_is_rejected_where_keys_are_trusted(statement: Statement) -> None:
    stranger = _stranger()
    words = KeyPart(fingerprint=fingerprint(stranger.certificate).hex(), words=fingerprint_words(stranger.certificate))
    signed = forged(statement, stranger, key=words)
    assert reasons(report(signed)) == {Reason.NOT_TRUSTED}
    assert report(signed).verdict is FileVerdict.REJECTED
    assert reasons(report(signed, trust=None)) == {Reason.UNKNOWN_KEY}
    assert report(signed, trust=None).verdict is FileVerdict.NEEDS_A_LOOK


def test_a_stranger_who_leaves_the_key_named_in_the_data_is_rejected_by_everyone(
    pdf: bytes, statement: Statement
) -> None:
    page = pdf[: pdf.index(b"%%EOF\n") + 6]
    signed = signed_page(page, statement, _stranger())
    assert rejected(report(signed), Reason.OTHER_KEY)
    assert rejected(report(signed, trust=None), Reason.OTHER_KEY)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"/ByteRange [0", b"/ByteRange null %["),
        (b"/ByteRange [0 ", b"/ByteRange [1 "),
        (b"/ByteRange", b"/ByteRang_"),
        (b"/SubFilter /ETSI.CAdES.detached", b"/SubFilter /adbe.pkcs7.detached"),
    ],
)
def test_a_signature_that_does_not_say_what_it_covers_is_damaged(pdf: bytes, old: bytes, new: bytes) -> None:
    found = report(pdf.replace(old, new))
    assert rejected(found, Reason.SIGNATURE_DAMAGED, Reason.NOT_SIGNED, Reason.NOT_INTACT)


def test_a_place_for_a_signature_that_holds_zeros_is_damaged(pdf: bytes) -> None:
    start = pdf.index(b"/Contents <3") + 11
    end = pdf.index(b">", start)
    found = report(pdf[:start] + b"0" * (end - start) + pdf[end:])
    assert (reasons(found), found.valid) == ({Reason.SIGNATURE_DAMAGED}, False)
    assert report(pdf.replace(b"/Lang", b"/Long")).valid is None, "of changed bytes nobody can say it"


def test_something_hidden_behind_the_signature_in_its_place_is_noticed(pdf: bytes) -> None:
    end = pdf.index(b"0>", pdf.index(b"/Contents <3"))
    assert reasons(report(pdf[:end] + b"1" + pdf[end + 1 :])) == {Reason.SIGNATURE_DAMAGED}


def test_the_certificate_of_a_colleague_does_not_do(statement: Statement) -> None:
    colleague = vouched_key("Adam Colleague", "T-1")
    words = KeyPart(
        fingerprint=fingerprint(colleague.certificate).hex(), words=fingerprint_words(colleague.certificate)
    )
    assert rejected(report(forged(statement, colleague, key=words)), Reason.OTHER_PERSON)


def test_a_countersigned_file_that_is_tampered_with_is_rejected(countersigned: bytes) -> None:
    for at in (20_000, len(countersigned) - 30_000, len(countersigned) - 200):
        changed = countersigned[:at] + bytes([countersigned[at] ^ 1]) + countersigned[at + 1 :]
        assert rejected(report(changed), Reason.NOT_INTACT)


def test_a_countersignature_by_a_stranger_needs_a_look(attestation: Attestation) -> None:
    signed = countersign(attestation, _stranger(), name=NAME, at=SIGNED).pdf
    found = report(signed)
    assert (found.verdict, reasons(found)) == (FileVerdict.NEEDS_A_LOOK, {Reason.OFFICER_UNKNOWN})


def test_a_countersignature_that_shows_another_name_is_rejected(attestation: Attestation, officer: TestKey) -> None:
    signed = countersign(attestation, officer, name="The Head Teacher", at=SIGNED).pdf
    assert rejected(report(signed), Reason.OFFICER_WRONG)


def test_nobody_countersigns_for_themselves(attestation: Attestation, key: TestKey) -> None:
    signed = countersign(attestation, key, name=NAME, at=SIGNED).pdf
    assert reasons(report(signed)) == {Reason.OFFICER_WRONG}


def test_an_update_between_signature_and_countersignature_is_noticed(pdf: bytes, officer: TestKey) -> None:
    def change(writer: IncrementalPdfFileWriter) -> None:
        page = writer.root["/Pages"]["/Kids"][0].get_object()
        page["/Rotate"] = generic.NumberObject(180)
        writer.update_container(page)

    between = Attestation(pdf=added(pdf, change), statement=None)  # type: ignore[arg-type]
    signed = countersign(between, officer, name="Olive Officer", at=SIGNED).pdf
    assert rejected(report(signed), Reason.CHANGED_AFTER_SIGNING)


def test_the_signers_own_certificate_is_enough_to_trust(pdf: bytes, key: TestKey) -> None:
    assert report(pdf, trust=Trust((key.certificate,))).verdict is FileVerdict.ACCEPTED


def test_somebody_elses_certificate_is_not_enough_to_trust(pdf: bytes, officer: TestKey) -> None:
    assert reasons(report(pdf, trust=Trust((officer.certificate,)))) == {Reason.NOT_TRUSTED}


def test_an_empty_list_of_trusted_keys_trusts_nobody(pdf: bytes) -> None:
    assert reasons(report(pdf, trust=Trust(()))) == {Reason.NOT_TRUSTED}
