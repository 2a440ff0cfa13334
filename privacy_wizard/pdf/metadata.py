"""A document's metadata: title, author and date, twice over, and its colours."""

import re
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from io import BytesIO
from xml.sax.saxutils import escape

import pikepdf
from attrs import field, frozen
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from ..system.places import resource
from .canvas import Blank, Drawing, Element
from .structure_tree import with_tree

PRODUCER = "Privacy Wizard"


@frozen(kw_only=True)
class Description:
    """The content of a document's metadata."""

    title: str
    subject: str
    author: str
    creator: str  # the program with its version
    created: datetime
    identifier: str


def describe(pdf: Pdf, description: Description) -> None:
    """The same title, author and date in the metadata that archives read and in those that file managers read."""
    pdf.Root.Metadata = Stream(pdf, _xmp(description).encode(), Type=Name.Metadata, Subtype=Name.XML)
    when = String(pdf_date(description.created))
    pdf.trailer.Info = pdf.make_indirect(
        Dictionary(
            Title=String(description.title),
            Subject=String(description.subject),
            Author=String(description.author),
            Creator=String(description.creator),
            Producer=String(PRODUCER),
            CreationDate=when,
            ModDate=when,
        )
    )


def pdf_date(moment: datetime) -> str:
    """A moment in PDF's notation."""
    zone = moment.strftime("%z")
    return f"D:{moment:%Y%m%d%H%M%S}" + (f"{zone[:3]}'{zone[3:5]}'" if zone.strip("+-0") else "Z")


def _xmp(description: Description) -> str:
    values = {
        "TITLE": description.title,
        "SUBJECT": description.subject,
        "AUTHOR": description.author,
        "CREATOR": description.creator,
        "PRODUCER": PRODUCER,
        "WHEN": description.created.isoformat(timespec="seconds"),
        "IDENTIFIER": description.identifier,
    }
    return re.sub("@([A-Z]+)@", lambda slot: escape(values[slot[1]]), _XMP)


@cache
def _profile() -> bytes:
    return resource("icc", "sRGB.icc").read_bytes()


def set_colours(pdf: Pdf) -> None:
    """Declare the colours to be sRGB, and embed its profile."""
    profile = Stream(pdf, _profile(), N=3, Alternate=Name.DeviceRGB)
    pdf.Root.OutputIntents = Array(
        [
            Dictionary(
                Type=Name.OutputIntent,
                S=Name.GTS_PDFA1,
                OutputConditionIdentifier=String("sRGB"),
                DestOutputProfile=pdf.make_indirect(profile),
            )
        ]
    )


_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">@TITLE@</rdf:li></rdf:Alt></dc:title>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">@SUBJECT@</rdf:li></rdf:Alt></dc:description>
<dc:creator><rdf:Seq><rdf:li>@AUTHOR@</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>en-GB</rdf:li></rdf:Bag></dc:language>
<dc:identifier>@IDENTIFIER@</dc:identifier>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<xmp:CreatorTool>@CREATOR@</xmp:CreatorTool>
<xmp:CreateDate>@WHEN@</xmp:CreateDate>
<xmp:ModifyDate>@WHEN@</xmp:ModifyDate>
<xmp:MetadataDate>@WHEN@</xmp:MetadataDate>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<pdf:Producer>@PRODUCER@</pdf:Producer>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>3</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of the PDF/UA standard that the document follows</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""


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
