import io
import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread

import pikepdf
import pytest
from asn1crypto import x509 as asn1_x509
from attrs import evolve
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import MDPPerm
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from privacy_wizard.attestation import prepare, timestamps
from privacy_wizard.attestation.faults import TimeStampFailed, WrongKey
from privacy_wizard.attestation.layouts import draw
from privacy_wizard.attestation.prepare import FormCopy, attestor_appearance
from privacy_wizard.attestation.sign import (
    Attestation,
    CountersignedAttestation,
    countersign,
    sign,
)
from privacy_wizard.attestation.statement import SignatureKind, SignaturePart
from privacy_wizard.attestation.timestamps import TimeStampingService
from privacy_wizard.attestation.verify import examine
from privacy_wizard.attestation.wording import worded
from privacy_wizard.audit.signing import time_stamper
from privacy_wizard.domain.audit import School
from privacy_wizard.pdf.faults import Unprintable
from privacy_wizard.system.progress import WorkProgress, WorkStopped
from tests.in_turn import in_turn
from tests.pdf_structure import check_structure

from .authority import AUTHORITY, TestKey, stated_by, vouched_key
from .reading import needs_tools, run
from .samples import statement
from .time_service import BEYOND, dripping_service, running_service

STOPPED = WorkProgress(stopped=lambda: True)


@pytest.fixture(scope="session")
def trust(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("nss")
    (folder / "authority.crt").write_bytes(AUTHORITY.public_bytes(Encoding.PEM))
    run("certutil", "-N", "-d", f"sql:{folder}", "--empty-password")
    run("certutil", "-A", "-d", f"sql:{folder}", "-n", "school", "-t", ",C,", "-i", folder / "authority.crt")
    return f"sql:{folder}"


def _trusting() -> ValidationContext:
    root = asn1_x509.Certificate.load(AUTHORITY.public_bytes(Encoding.DER))
    return ValidationContext(trust_roots=[root], allow_fetching=False)


def _file(tmp_path: Path, pdf: bytes) -> Path:
    path = tmp_path / "attestation.pdf"
    path.write_bytes(pdf)
    return path


@needs_tools
def test_pdfsig_finds_the_signature_valid_trusted_and_over_the_whole_document(
    attestation: Attestation, trust: str, tmp_path: Path
) -> None:
    said = run("pdfsig", "-nssdir", trust, _file(tmp_path, attestation.pdf))
    assert "Signature is Valid." in said
    assert "Certificate is Trusted." in said
    assert "Total document signed" in said
    assert "ETSI.CAdES.detached" in said


@needs_tools
def test_pdfsig_finds_both_signatures_of_a_countersigned_document_valid_and_trusted(
    countersigned: CountersignedAttestation, trust: str, tmp_path: Path
) -> None:
    said = run("pdfsig", "-nssdir", trust, _file(tmp_path, countersigned.pdf))
    assert said.count("Signature is Valid.") == 2
    assert said.count("Certificate is Trusted.") == 2


@needs_tools
def test_mutool_finds_the_document_unchanged_since_signing(attestation: Attestation, tmp_path: Path) -> None:
    assert "The document is unchanged since signing." in run("mutool", "sign", "-v", _file(tmp_path, attestation.pdf))


@needs_tools
def test_qpdf_finds_nothing_wrong(countersigned: CountersignedAttestation, tmp_path: Path) -> None:
    assert "No syntax or stream encoding errors found" in run("qpdf", "--check", _file(tmp_path, countersigned.pdf))


def test_pyhanko_trusts_both_and_sees_no_change_but_a_form_filled_in(countersigned: CountersignedAttestation) -> None:
    reader = PdfFileReader(io.BytesIO(countersigned.pdf))
    for signature in reader.embedded_regular_signatures:
        status = validate_pdf_signature(signature, _trusting())
        assert status.bottom_line, status.pretty_print_details()
        assert status.docmdp_ok


def test_the_attestor_certifies_and_allows_forms_to_be_filled_in(attestation: Attestation) -> None:
    reader = PdfFileReader(io.BytesIO(attestation.pdf))
    signature = reader.embedded_regular_signatures[0]
    assert signature.docmdp_level == MDPPerm.FILL_FORMS
    assert reader.root["/Perms"]["/DocMDP"]["/SubFilter"] == "/ETSI.CAdES.detached"


def test_signing_adds_to_the_unsigned_bytes_and_changes_none_of_them(attestation: Attestation) -> None:
    assert attestation.pdf.startswith(draw(attestation.statement))


def test_the_time_in_the_signature_is_that_of_the_statement(attestation: Attestation) -> None:
    signature = PdfFileReader(io.BytesIO(attestation.pdf)).embedded_regular_signatures[0]
    assert signature.self_reported_timestamp == attestation.statement.created


def test_the_signature_shows_what_was_drawn_and_only_fonts_of_our_own(attestation: Attestation) -> None:
    with pikepdf.open(io.BytesIO(attestation.pdf)) as pdf:
        shown = pdf.Root.AcroForm.Fields[0].AP.N
        fonts = {str(font.BaseFont) for font in shown.Resources.Font.values()}
        assert shown.read_bytes().count(b" l") > 10
    assert all(font.startswith("/ATTES") for font in fonts)


@pytest.mark.parametrize("text", ["Sam Lee", "Adébáyọ̀ Ọlájídé", "W" * 200])
def test_a_typed_signature_is_written_out(text: str, key: TestKey) -> None:
    typed = SignaturePart(kind=SignatureKind.TYPED, strokes=(), text=text)
    made = worded(stated_by(statement(signature=typed), key))
    shown = attestor_appearance(made, 230, 84)
    assert attestor_appearance(made, 230, 84) == shown
    assert _as_a_form(shown, our_way=True) == _as_a_form(shown, our_way=False), "files of before were copied by pyHanko"
    assert sign(made, key).pdf.startswith(b"%PDF-1.7")


def _as_a_form(page: bytes, *, our_way: bool) -> bytes:
    """What becomes of a file in which that page is copied as a form."""
    writer = prepare._QuietWriter(io.BytesIO(page))
    with pikepdf.open(io.BytesIO(page)) as pdf:
        source = PdfFileReader(io.BytesIO(page))
        form = FormCopy(writer).of(pdf.pages[0].obj) if our_way else writer.import_page_as_xobject(source)
    writer._document_id = source.trailer["/ID"]  # the new one is drawn by lot
    writer.root["/Form"] = form
    writer.update_root()
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


@in_turn("strokes", [(), ((),), (((500, 500),),), (((0, 0), (1000, 1000)),)])
def test_any_strokes_make_a_signature(strokes: tuple[tuple[tuple[int, int], ...], ...]) -> None:
    drawn = SignaturePart(kind=SignatureKind.DRAWN, strokes=strokes, text="")
    assert attestor_appearance(worded(statement(signature=drawn)), 230, 84)


def test_a_page_that_is_set_smaller_is_signed_countersigned_and_drawn_again(key: TestKey) -> None:
    wide = ("W" * 31 + " ") * 46  # as many letters as a comment may have, on lines that hold one word
    made = sign(worded(stated_by(statement(comment=wide), key)), key)
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        places = [[float(at) for at in field.Rect] for field in pdf.pages[1].Annots]
    assert all(right - left < 230 and top - bottom < 84 for left, bottom, right, top in places)
    signed = countersign(
        made, vouched_key("R. Okonkwo", "O-1"), name="R. Okonkwo", at=datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
    )
    found = examine(signed.pdf)
    assert (found.doubts, found.page_agrees, found.valid) == ((), True, True)
    assert check_structure(signed.pdf) == ()


def test_a_statement_that_names_another_key_is_not_signed(key: TestKey) -> None:
    with pytest.raises(WrongKey, match="a different key"):
        sign(worded(stated_by(statement(), key)), vouched_key())


def test_an_officer_whose_name_cannot_be_printed_is_told_so(attestation: Attestation, key: TestKey) -> None:
    with pytest.raises(Unprintable):
        countersign(attestation, key, name="ก", at=datetime(2026, 11, 21, tzinfo=UTC))


def test_a_time_stamping_service_that_does_not_answer_leaves_the_document_unsigned(key: TestKey) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{unused.getsockname()[1]}/"
        with pytest.raises(TimeStampFailed, match="did not answer") as failure:
            sign(worded(stated_by(statement(), key), timestamped=True), key, timestamper=TimeStampingService(url))
    assert failure.value.url == url


def test_a_service_that_drips_its_answer_keeps_nobody_waiting(key: TestKey, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timestamps, "_SECONDS_TO_ANSWER", 0.2)
    with dripping_service() as url, pytest.raises(TimeStampFailed, match="did not answer"):
        sign(worded(stated_by(statement(), key), timestamped=True), key, timestamper=TimeStampingService(url))


@pytest.fixture
def service() -> Iterator[str]:
    with running_service() as address:
        yield address


def test_work_that_was_stopped_asks_the_service_no_more(key: TestKey, service: str) -> None:
    stamper = time_stamper(School(name="Hill School", time_authority=f"{service}/tsa"), STOPPED)
    with pytest.raises(WorkStopped):
        sign(worded(stated_by(statement(), key), timestamped=True), key, timestamper=stamper)


def test_a_time_stamp_of_a_service_is_in_the_signature(key: TestKey, service: str) -> None:
    made = worded(stated_by(statement(), key), timestamped=True)
    signed = sign(made, key, timestamper=TimeStampingService(f"{service}/tsa"))
    signature = PdfFileReader(io.BytesIO(signed.pdf)).embedded_regular_signatures[0]
    status = validate_pdf_signature(signature, _trusting())
    assert status.intact
    assert status.timestamp_validity is not None
    assert status.timestamp_validity.intact


def test_a_service_beyond_the_it_services_proxy_is_asked_through_it(key: TestKey, service: str) -> None:
    made = worded(stated_by(statement(), key), timestamped=True)
    signed = sign(made, key, timestamper=timestamps.TimeStampingService(BEYOND, proxy=service))
    signature = PdfFileReader(io.BytesIO(signed.pdf)).embedded_regular_signatures[0]
    status = validate_pdf_signature(signature, _trusting())
    assert status.timestamp_validity is not None
    assert status.timestamp_validity.intact


def test_a_proxy_is_asked_for_a_tunnel_to_a_service_with_tls(key: TestKey) -> None:
    asked = []

    def refuse() -> None:
        connection, _ = listening.accept()
        with connection:
            asked.append(connection.recv(1000).split(b"\r\n")[0])
            connection.sendall(b"HTTP/1.0 403 Forbidden\r\n\r\n")

    made = worded(stated_by(statement(), key), timestamped=True)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        proxy = Thread(target=refuse)
        proxy.start()
        through = f"http://127.0.0.1:{listening.getsockname()[1]}"
        beyond = timestamps.TimeStampingService("https://stamps.example/tsa", proxy=through)
        with pytest.raises(TimeStampFailed, match="did not answer"):
            sign(made, key, timestamper=beyond)
        proxy.join()
    assert asked[0].startswith(b"CONNECT stamps.example:443 ")


@pytest.mark.parametrize("url", ["{service}/elsewhere", "ftp://127.0.0.1/", "file:///etc/hostname", "nonsense"])
def test_a_service_that_answers_nonsense_leaves_the_document_unsigned(key: TestKey, service: str, url: str) -> None:
    asked = TimeStampingService(url.format(service=service))
    with pytest.raises(TimeStampFailed):
        sign(worded(stated_by(statement(), key), timestamped=True), key, timestamper=asked)


def test_a_statement_can_be_signed_again_with_the_same_key(key: TestKey) -> None:
    made = worded(stated_by(statement(), key))
    other = evolve(made, identifier="0" * 32)
    assert sign(made, key).pdf != sign(other, key).pdf
