import io
from collections.abc import Callable
from functools import cache

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from privacy_wizard.attestation.layouts import draw
from privacy_wizard.attestation.sign import Attestation, CountersignedAttestation
from privacy_wizard.attestation.wording import worded
from tests.in_turn import in_turn
from tests.pdf_structure import check_structure

from .samples import statement

Breaking = Callable[[Pdf], None]


@cache
def whole() -> bytes:
    return draw(worded(statement()))


def broken(breaking: Breaking) -> tuple[str, ...]:
    with pikepdf.open(io.BytesIO(whole())) as pdf:
        breaking(pdf)
        written = io.BytesIO()
        pdf.save(written)
    return check_structure(written.getvalue())


def _first(pdf: Pdf, tag: str) -> pikepdf.Object:
    return next(o for o in pdf.objects if isinstance(o, Dictionary) and o.get("/S") == Name("/" + tag) and "/P" in o)


def _draw_outside(pdf: Pdf) -> None:
    page = pdf.pages[0]
    page.Contents.write(page.Contents.read_bytes() + b"\n0 0 10 10 re f")


def _lose_a_piece(pdf: Pdf) -> None:
    pdf.Root.StructTreeRoot.ParentTree.Nums[1].append(pdf.Root.StructTreeRoot.K[0])


def _unembed(pdf: Pdf) -> None:
    for font in pdf.pages[0].Resources.Font.values():
        del font.FontDescriptor["/FontFile2"]


def _swap_owner(pdf: Pdf) -> None:
    nums = pdf.Root.StructTreeRoot.ParentTree.Nums[1]
    nums[0] = nums[5]


def _delete(*path: str) -> Breaking:
    def delete(pdf: Pdf) -> None:
        at = pdf.Root
        for part in path[:-1]:
            at = at[part]
        del at[path[-1]]

    return delete


def _set_tag(pdf: Pdf) -> None:
    _first(pdf, "H2").S = Name.H3


def _add_page_without_tags(pdf: Pdf) -> None:
    _first(pdf, "H1").S = Name.Wobble


BREAKINGS: list[tuple[str, Breaking]] = [
    ("names no language", _delete("/Lang")),
    ("does not say that it is tagged", _delete("/MarkInfo")),
    ("title to be shown", _delete("/ViewerPreferences")),
    ("metadata lack", _delete("/Metadata")),
    ("colour profile", _delete("/OutputIntents")),
    ("not an associated file", _delete("/AF")),
    ("no structure", _delete("/StructTreeRoot")),
    ("outside the structure", _draw_outside),
    ("not those that the structure lists", _lose_a_piece),
    ("does not know it", _swap_owner),
    ("not embedded", _unembed),
    ("skip a level", _set_tag),
    ("Wobble is not one", _add_page_without_tags),
    ("picture has no description", lambda pdf: _first(pdf, "Figure").__setitem__("/Alt", String(""))),
    ("heading of", lambda pdf: _first(pdf, "TH").__delitem__("/A")),
    ("differ in length", lambda pdf: _first(pdf, "TR").__setitem__("/K", Array([_first(pdf, "TH")]))),
    ("does not say what it is for", lambda pdf: pdf.Root.AcroForm.Fields[0].__delitem__("/TU")),
    ("no appearance", lambda pdf: pdf.Root.AcroForm.Fields[1].__delitem__("/AP")),
    ("not part of the structure", lambda pdf: pdf.Root.AcroForm.Fields[1].__setitem__("/StructParent", 0)),
    ("two places for signatures", lambda pdf: pdf.Root.AcroForm.Fields[1].__setitem__("/T", String("Third"))),
    ("is the data", lambda pdf: pdf.Root.AF[0].__setitem__("/AFRelationship", Name.Source)),
    ("order of the structure", lambda pdf: pdf.pages[1].obj.__delitem__("/Tabs")),
]


@in_turn(("sentence", "breaking"), BREAKINGS)
def test_each_way_to_break_a_document_is_named(sentence: str, breaking: Breaking) -> None:
    assert any(sentence in fault for fault in broken(breaking))


def test_a_signed_and_a_countersigned_document_keep_their_structure(
    attestation: Attestation, countersigned: CountersignedAttestation
) -> None:
    assert check_structure(attestation.pdf) == ()
    assert check_structure(countersigned.pdf) == ()
