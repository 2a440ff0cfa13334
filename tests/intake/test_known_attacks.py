"""Attacks on signed PDFs that are known from elsewhere, each tried on an attestation: none is accepted.

Beside those of `test_attacks` and `test_forgeries`: what is prepared before signing (shadow attacks, fonts that show
other than they say), signatures moved from file to file, updates in the forms that only other readers follow, and
officers who only look like one.
"""

import re
from collections.abc import Callable

import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, append_signature_field
from pyhanko.sign.signers.cms_embedder import SigMDPSetup

from privacy_wizard.attestation import prepare
from privacy_wizard.attestation.prepare import Place, attestor_appearance
from privacy_wizard.attestation.reasons import Reason
from privacy_wizard.attestation.sign import Attestation, completed, countersign
from privacy_wizard.attestation.statement import Statement
from privacy_wizard.intake.report import FileVerdict
from tests.attestation.authority import TestKey
from tests.in_turn import in_turn

from .world import SIGNED, added, dictionary, drawn, forged, reasons, repainted, report, signed_page


def _rejected(file: bytes) -> set[Reason]:
    found = report(file)
    assert found.verdict is FileVerdict.REJECTED
    return reasons(found)


# ---- prepared before signing


def _fonts(pdf: Pdf) -> list[Dictionary]:
    return [font for page in pdf.pages for font in page.obj.Resources.Font.values()]


def _glyphs_swapped(pdf: Pdf) -> None:
    """What is read from the page stays, what is seen changes: outlines in a font change places."""
    outlines = _fonts(pdf)[0].FontDescriptor.FontFile2
    data = bytearray(outlines.read_bytes())
    table = next(at for at in range(12, 600, 16) if data[at : at + 4] == b"loca")
    start = int.from_bytes(data[table + 8 : table + 12], "big") + 4
    data[start : start + 8] = data[start + 4 : start + 8] + data[start : start + 4]
    assert data != outlines.read_bytes()
    outlines.write(bytes(data))


def _letters_renamed(pdf: Pdf) -> None:
    for font in _fonts(pdf):
        font.Encoding = Dictionary(Type=Name.Encoding, Differences=Array([52, Name.nine]))


def _wider_letters(pdf: Pdf) -> None:
    font = _fonts(pdf)[0]
    font.Widths = Array([2000] * len(font.Widths))


def _content_that_waits(pdf: Pdf) -> None:
    """Hide and replace: a second text lies below the first, for an update that takes the first away."""
    page = pdf.pages[0]
    page.contents_add(Stream(pdf, b"q 3 Tr BT (100) Tj ET Q"), prepend=True)


def _picture_over_text(pdf: Pdf) -> None:
    picture = pdf.make_stream(b"\xff", Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1)
    picture.ColorSpace, picture.BitsPerComponent = Name.DeviceGray, 8
    page = pdf.pages[0]
    page.contents_add(
        Stream(pdf, b"q 500 0 0 100 40 600 cm " + bytes(page.add_resource(picture, Name.XObject)) + b" Do Q")
    )


def _fields_to_be_drawn_anew(pdf: Pdf) -> None:
    pdf.Root.AcroForm.NeedAppearances = True


def _another_form(pdf: Pdf) -> None:
    pdf.Root.AcroForm.XFA = pdf.make_stream(b"<xdp:xdp xmlns:xdp='http://ns.adobe.com/xdp/'/>")


def _portfolio(pdf: Pdf) -> None:
    pdf.Root.Collection = Dictionary(Type=Name.Collection, View=Name.T)


def _turned(pdf: Pdf) -> None:
    pdf.pages[0].obj.Rotate = 180


SHADOWS = (
    *(_glyphs_swapped, _letters_renamed, _wider_letters, _content_that_waits, _picture_over_text),
    *(_fields_to_be_drawn_anew, _another_form, _portfolio, _turned),
)


@pytest.mark.parametrize("prepare_it", SHADOWS, ids=lambda each: each.__name__.strip("_"))
def test_what_is_prepared_before_signing_is_another_page(
    statement: Statement, key: TestKey, prepare_it: Callable[[Pdf], None]
) -> None:
    page = drawn(statement)
    changed = repainted(page, prepare_it)
    assert changed != repainted(page, lambda _pdf: None)
    assert _rejected(signed_page(changed, statement, key)) == {Reason.PAGE_DIFFERS}


@in_turn("hidden", [b"9000 0 obj\n(seen by those who repair)\nendobj\n", b"% a comment\n", b"9000 0 obj\n"])
def test_what_no_table_names_is_found_though_it_was_signed_with_the_pages(
    hidden: bytes, statement: Statement, key: TestKey
) -> None:
    """All that the tables lead to is as drawn, so that only who reads each byte sees that there is more."""
    page = drawn(statement)
    table = page.rindex(b"xref\n", 0, page.rindex(b"startxref\n"))
    inside = page[:table] + hidden + page[table:].replace(b"\n%d\n" % table, b"\n%d\n" % (table + len(hidden)))
    for changed in (inside, page + hidden):
        assert _rejected(signed_page(changed, statement, key)) == {Reason.NOT_PLAIN}


@pytest.mark.parametrize("allowed", [None, MDPPerm.NO_CHANGES, MDPPerm.ANNOTATE])
def test_a_signature_that_allows_other_changes_than_ours_is_rejected(
    statement: Statement, key: TestKey, allowed: MDPPerm | None
) -> None:
    writer = prepare._opened(drawn(statement), Place())
    prepare._show_in_field(writer, "Attestor", lambda width, height: attestor_appearance(statement, width, height))
    certified = allowed and SigMDPSetup(md_algorithm="sha256", certify=True, docmdp_perms=allowed)
    made = prepare._prepared(writer, "Attestor", statement.created, certified, Place())
    assert _rejected(completed(made, key)) == {Reason.PAGE_DIFFERS}


# ---- moved from one file to another


def _signature_in(file: bytes) -> re.Match[bytes]:
    found = re.search(rb"/Contents <(3[0-9A-F]+)>", file)
    assert found is not None
    return found


def test_a_signature_taken_from_another_file_is_rejected(pdf: bytes, statement: Statement, key: TestKey) -> None:
    other = forged(statement, key, comment="Another.")
    own, theirs = _signature_in(pdf), _signature_in(other)
    assert len(own[1]) == len(theirs[1])
    assert _rejected(pdf[: own.start(1)] + theirs[1] + pdf[own.end(1) :]) == {Reason.NOT_INTACT}


def test_an_officers_part_of_another_file_is_rejected(
    pdf: bytes, countersigned: bytes, statement: Statement, key: TestKey
) -> None:
    other = forged(statement, key, comment="Another.")
    assert _rejected(other + countersigned[len(pdf) :]) & {Reason.NOT_INTACT, Reason.CHANGED_AFTER_SIGNING}


def test_a_third_signature_is_something_added(countersigned: bytes) -> None:
    def field(writer: IncrementalPdfFileWriter) -> None:
        append_signature_field(writer, SigFieldSpec("Attestor again", on_page=0, box=(10, 10, 200, 60)))

    assert _rejected(added(countersigned, field)) == {Reason.CHANGED_AFTER_SIGNING}


# ---- updates in forms that only other readers follow


_TABLE_IN_A_STREAM = (
    b"99999 0 obj\n<< /Type /XRef /Size 1 /W [1 1 1] /Root %b /Length 3 >>\nstream\n\0\0\0\nendstream\nendobj\n"
    b"startxref\n%d\n%%%%EOF\n"
)


def _update(file: bytes, trailer: bytes, entries: bytes = b"") -> bytes:
    """An update that other readers take for a new catalogue, or for none."""
    table = len(file)
    return (
        file
        + b"xref\n0 1\n0000000000 65535 f \n"
        + entries
        + b"trailer\n<< %b >>\nstartxref\n%d\n%%%%EOF\n" % (trailer, table)
    )


def test_updates_that_only_other_readers_follow_are_rejected(pdf: bytes, countersigned: bytes) -> None:
    for file in (pdf, countersigned):
        last = re.findall(rb"startxref\n(\d+)\n%%EOF", file)[-1]
        root, size = re.findall(rb"/Root (\d+ 0 R)", file)[-1], re.findall(rb"/Size (\d+)", file)[-1]
        usual = b"/Size %b /Root %b /Prev %b" % (size, root, last)
        updates = {
            "nothing at all": _update(file, usual),
            "a table beside the table": _update(file, usual + b" /XRefStm 20"),
            "no way back": _update(file, b"/Size %b /Root %b" % (size, root)),
            "back to itself": _update(file, b"/Size %b /Root %b /Prev %d" % (size, root, len(file))),
            "another catalogue": _update(file, b"/Size %b /Root 1 0 R /Prev %b" % (size, last)),
            "objects freed": _update(file, usual, b"5 1\n0000000000 00001 f \n"),
            "objects of a later generation": _update(file, usual, b"5 1\n0000000020 00001 n \n"),
            "a table in a stream": file + _TABLE_IN_A_STREAM % (root, len(file)),
            "an end that leads to the first table": file + b"startxref\n%b\n%%%%EOF\n" % last,
        }
        for name, made in updates.items():
            assert _rejected(made) <= {Reason.CHANGED_AFTER_SIGNING, Reason.NOT_PLAIN}, name


def test_the_catalogue_named_by_the_trailer_of_an_update_is_not_followed(pdf: bytes) -> None:
    def change(writer: IncrementalPdfFileWriter) -> None:
        other = dictionary(Type=generic.pdf_name("/Catalog"), Pages=writer.root.raw_get("/Pages"))
        writer.trailer["/Root"] = writer.add_object(other)

    assert _rejected(added(pdf, change)) & {Reason.CHANGED_AFTER_SIGNING, Reason.NOT_SIGNED}


# ---- officers who only look like one


@pytest.mark.parametrize("name", ["Оlive Officer", "Olive  Officer", "OLIVE OFFICER"])
def test_a_countersignature_under_a_name_that_looks_like_the_officers_is_rejected(
    attestation: Attestation, officer: TestKey, name: str
) -> None:
    signed = countersign(attestation, officer, name=name, at=SIGNED).pdf
    assert _rejected(signed) == {Reason.OFFICER_WRONG}
