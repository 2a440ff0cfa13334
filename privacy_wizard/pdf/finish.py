"""From a plain PDF to PDF/A-3a and PDF/UA-1: tags, metadata, colour, the attached data, places for signatures."""

from collections.abc import Iterator
from io import BytesIO

import pikepdf
from attrs import field, frozen
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from .canvas import Blank, Drawing, Element
from .metadata import Description, describe, pdf_date, set_colours
from .structure_tree import with_tree

_WIDGET_PRINTS = 4
_SIGNATURES_AND_APPEND_ONLY = 3


@frozen(kw_only=True)
class Attachment:
    """The data that a document carries: a JSON file, and its description."""

    name: str
    description: str
    data: bytes = field(repr=False)


def finish(drawing: Drawing, description: Description, attachment: Attachment | None = None) -> bytes:
    """The PDF, byte for byte the same each time. One without data is only printed, and has no signature fields."""
    with pikepdf.open(BytesIO(drawing.pdf)) as pdf:
        _tag(pdf, drawing)
        if attachment is None:
            del pdf.Root.AcroForm
        describe(pdf, description)
        set_colours(pdf)
        if attachment is not None:
            _attach(pdf, attachment, pdf_date(description.created))
        return with_tree(_saved(pdf), drawing)


def _saved(pdf: Pdf) -> bytes:
    made = BytesIO()
    pdf.save(
        made,
        deterministic_id=True,
        object_stream_mode=pikepdf.ObjectStreamMode.disable,
        compress_streams=True,
        linearize=False,
    )
    return made.getvalue()


def _tag(pdf: Pdf, drawing: Drawing) -> None:
    """All that tagging asks for but the tree, whose place is kept by an empty root."""
    root = pdf.Root
    root.MarkInfo = Dictionary(Marked=True)
    root.Lang = String("en-GB")
    root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    root.AcroForm = pdf.make_indirect(Dictionary(Fields=Array(), SigFlags=_SIGNATURES_AND_APPEND_ONLY))
    root.StructTreeRoot = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    for number, page in enumerate(pdf.pages):
        page.obj.StructParents = number
        page.obj.Tabs = Name.S
    for number, blank in enumerate(_blanks(drawing.structure), len(pdf.pages)):
        _widget(pdf, blank).StructParent = number


def _blanks(element: Element) -> Iterator[Blank]:
    """The places for signatures, in reading order."""
    for part in element.inside:
        if isinstance(part, Blank):
            yield part
        elif isinstance(part, Element):
            yield from _blanks(part)


def _widget(pdf: Pdf, blank: Blank) -> pikepdf.Object:
    """A signature field that is its own widget, with an empty appearance until it is signed."""
    left, bottom, right, top = (round(number, 2) for number in blank.rectangle)
    empty = Stream(pdf, b"", Type=Name.XObject, Subtype=Name.Form, Resources=Dictionary())
    empty.BBox = Array([0, 0, round(right - left, 2), round(top - bottom, 2)])
    page = pdf.pages[blank.page].obj
    widget = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Sig,
            T=String(blank.name),
            TU=String(blank.purpose),
            F=_WIDGET_PRINTS,
            Rect=Array([left, bottom, right, top]),
            AP=Dictionary(N=empty),
            P=page,
        )
    )
    page.Annots = Array([*page.get("/Annots", Array()), widget])
    pdf.Root.AcroForm.Fields.append(widget)
    return widget


def _attach(pdf: Pdf, attachment: Attachment, when: str) -> None:
    """The data, as a file attached to the document."""
    stream = Stream(pdf, attachment.data, Type=Name.EmbeddedFile, Subtype=Name("/application/json"))
    stream.Params = Dictionary(Size=len(attachment.data), ModDate=String(when), CreationDate=String(when))
    specification = pdf.make_indirect(
        Dictionary(
            Type=Name.Filespec,
            F=String(attachment.name),
            UF=String(attachment.name),
            Desc=String(attachment.description),
            AFRelationship=Name.Data,
            EF=Dictionary(F=stream, UF=stream),
        )
    )
    pdf.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=Array([String(attachment.name), specification])))
    pdf.Root.AF = Array([specification])
