"""Files within a PDF: portfolios, mails that Outlook has put into one, letters to which an attestation is attached."""

import io
import zipfile
import zlib
from pathlib import Path

import pytest
from pikepdf import AttachedFileSpec, Dictionary, Name, ObjectStreamMode, Pdf

from privacy_wizard.intake.attached_files import attached_files
from privacy_wizard.intake.opening import is_container, open_arrival
from privacy_wizard.intake.opening_limits import CannotOpen, OpeningBudget, OpeningFault

from .test_mails_as_sent import SAM, SAMS, ZOE
from .test_more_mails import BOTH, Right, S
from .test_opening import packed

SIGNED = (Path(__file__).parent.parent / "shelf" / "made_before" / "signed.pdf").read_bytes()


def portfolio(*files: bytes) -> bytes:
    """As Acrobat and Outlook make it, with what it says of itself packed."""
    with Pdf.new() as made:
        made.add_blank_page()
        for number, content in enumerate(files):
            made.attachments[str(number)] = AttachedFileSpec(made, content, filename="a.pdf")
        made.Root.Collection = Dictionary(Type=Name.Collection)
        stream = io.BytesIO()
        made.save(stream, object_stream_mode=ObjectStreamMode.generate)
    return stream.getvalue()


def lying(content: bytes, said: bytes = b"") -> bytes:
    """A PDF in which it lies as it is given."""
    start = b"%PDF-1.7\n1 0 obj\n<< /Type /EmbeddedFile " + said + b" /Length %d >>\nstream\n" % len(content)
    return start + content + b"\nendstream\nendobj\n%%EOF\n"


LETTER, OTHERWISE = portfolio(b"{}"), lying(b"x", b"/Filter /LZWDecode")
WITH_A_PASSWORD = lying(SAM) + b"trailer << /Encrypt 2 0 R >>"
CUT = zlib.compress(SAM)[:-400]
IN_PDFS: dict[str, tuple[bytes, Right]] = {
    "a portfolio of two": (portfolio(SAM, ZOE), BOTH),
    "one with a letter beside": (portfolio(b"a letter", SAM), Right((SAM,), aside=1)),
    "a mail that Outlook has put into a PDF": (portfolio(SAMS), S),
    "a zip": (portfolio(packed({"a.pdf": SAM})), S),
    "one in another": (portfolio(portfolio(SAM)), S),
    "not packed": (lying(SAM), S),
    "signed, and not packed": (lying(SIGNED), Right((SIGNED,))),
    "of another length than is said": (lying(SAM).replace(b"/Length 5", b"/Length 9"), Right((SAM + b"\n",))),
    "nothing for us in it": (LETTER, Right((LETTER,))),
    "packed in another way": (OTHERWISE, Right((OTHERWISE,))),
    "with a password": (WITH_A_PASSWORD, Right((WITH_A_PASSWORD,))),
    "signed itself": (SIGNED, Right((SIGNED,))),
}


def test_files_in_a_pdf_that_is_not_signed_are_taken_out_of_it() -> None:
    for name, (content, right) in IN_PDFS.items():
        opened = open_arrival("a.pdf", content)
        taken = tuple(each.content for each in opened.members)
        assert Right(taken, tuple(each.fault for each in opened.refused), len(opened.aside)) == right, name


def test_a_signed_attestation_with_its_own_data_is_not_taken_apart() -> None:
    assert b"/EmbeddedFile" in SIGNED
    assert not is_container("a.pdf", SIGNED)


def test_what_grows_without_end_in_a_pdf_is_stopped_where_there_is_no_more_room() -> None:
    said, large = b"/Filter /FlateDecode", zlib.compress(bytes(30_000_000))
    damaged = zlib.compress(bytes(20_000_000))[:-4] + b"none"
    given = attached_files(lying(damaged, said) + lying(large, said) * 2, OpeningBudget(60_000_000))
    assert [next(given)[1], next(given)[1]] == [OpeningFault.DAMAGED, OpeningFault.TOO_LARGE]
    with pytest.raises(CannotOpen):
        next(given)


def test_more_files_than_any_portfolio_has_are_not_looked_for() -> None:
    assert is_container("a.pdf", lying(SAM) * 1_900)
    assert not is_container("a.pdf", lying(SAM) * 2_100)


def test_a_zip_that_unpacks_itself_is_opened_and_the_last_of_several_volumes_is_named() -> None:
    zipped = packed({"a.pdf": SAM})
    opened = open_arrival("a.exe", b"MZ" + bytes(500) + zipped)
    assert [each.content for each in opened.members] == [SAM]
    assert [each.fault for each in open_arrival("a.zip", zipped[200:]).refused] == [OpeningFault.DAMAGED]


def test_a_container_of_signed_documents_is_opened() -> None:
    files = {"mimetype": b"application/vnd.etsi.asic-e+zip", "a.pdf": SAM, "META-INF/signatures.xml": b"<x/>"}
    content = packed(files, zipfile.ZIP_STORED)
    assert [each.content for each in open_arrival("a.asice", content).members] == [SAM]
