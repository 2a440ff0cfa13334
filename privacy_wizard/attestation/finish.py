"""From a plain PDF to PDF/A-3a and PDF/UA-1: tags, metadata, colour, the attached data, places for signatures."""

import re
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from io import BytesIO
from xml.sax.saxutils import escape

import pikepdf
from attrs import define, field, frozen
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from .pen import Blank, Drawing, Element, Mark
from .phrases import say
from .resource import resource
from .statement import Statement, to_json

ATTACHMENT = "attestation.json"
PRODUCER = "Privacy Wizard"
_WIDGET_PRINTS = 4
_SIGNATURES_AND_APPEND_ONLY = 3


@frozen(kw_only=True)
class Description:
    """What a document's metadata say of it."""

    title: str
    subject: str
    author: str
    creator: str  # the program with its version
    created: datetime
    identifier: str


def finish(drawing: Drawing, statement: Statement) -> bytes:
    """The unsigned PDF, byte for byte the same each time."""
    with pikepdf.open(BytesIO(drawing.pdf)) as pdf:
        _tag(pdf, drawing)
        _describe(pdf, _description(statement))
        _colour(pdf)
        _attach(pdf, statement)
        return _saved(pdf)


def finish_paper(drawing: Drawing, description: Description) -> bytes:
    """The PDF of something to be printed: no fields, nothing attached, byte for byte the same each time."""
    with pikepdf.open(BytesIO(drawing.pdf)) as pdf:
        _tag(pdf, drawing)
        del pdf.Root.AcroForm
        _describe(pdf, description)
        _colour(pdf)
        return _saved(pdf)


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


@define
class _Tagger:
    """Writes the structure tree, and remembers which element each piece of content belongs to."""

    pdf: Pdf
    by_mark: list[dict[int, pikepdf.Object]] = field(factory=list)
    widgets: list[tuple[Blank, pikepdf.Object]] = field(factory=list)

    def write(self, element: Element, parent: pikepdf.Object) -> pikepdf.Object:
        """One element with all that is inside it."""
        node = self.pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name("/" + element.tag), P=parent))
        _describe_element(node, element)
        kids = [kid for part in element.inside for kid in self._kids(part, node)]
        if kids:
            node.K = Array(kids) if len(kids) > 1 else kids[0]
        return node

    def _kids(self, part: Element | Mark | Blank, node: pikepdf.Object) -> Iterator[pikepdf.Object | int]:
        if isinstance(part, Element):
            yield self.write(part, node)
        elif isinstance(part, Mark):
            self.by_mark[part.page][part.number] = node
            page = self.pdf.pages[part.page].obj
            yield Dictionary(Type=Name.MCR, Pg=page, MCID=part.number)
        else:
            widget = _widget(self.pdf, part)
            self.widgets.append((part, node))
            yield Dictionary(Type=Name.OBJR, Pg=self.pdf.pages[part.page].obj, Obj=widget)


def _describe_element(node: pikepdf.Object, element: Element) -> None:
    """What an element says of itself: alternative text, the scope of a heading, the box of a figure."""
    said = element.attributes
    if "Alt" in said:
        node.Alt = String(str(said["Alt"]))
    if "Scope" in said:
        node.A = Dictionary(O=Name.Table, Scope=Name("/" + str(said["Scope"])))
    if "BBox" in said:
        box = [round(float(number), 2) for number in said["BBox"]]
        node.A = Dictionary(O=Name.Layout, BBox=Array(box), Placement=Name.Block)


def _tag(pdf: Pdf, drawing: Drawing) -> None:
    root = pdf.Root
    root.MarkInfo = Dictionary(Marked=True)
    root.Lang = String("en-GB")
    root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    root.AcroForm = pdf.make_indirect(Dictionary(Fields=Array(), SigFlags=_SIGNATURES_AND_APPEND_ONLY))
    tree = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    tagger = _Tagger(pdf, [{} for _ in pdf.pages])
    tree.K = Array([tagger.write(drawing.structure, tree)])
    tree.ParentTree = pdf.make_indirect(Dictionary(Nums=Array(_parents(pdf, tagger))))
    tree.ParentTreeNextKey = len(pdf.pages) + len(tagger.widgets)
    root.StructTreeRoot = tree


def _parents(pdf: Pdf, tagger: _Tagger) -> Iterator[pikepdf.Object | int]:
    """The way back from content to elements, by page and by widget."""
    for number, (page, marks) in enumerate(zip(pdf.pages, tagger.by_mark, strict=True)):
        page.obj.StructParents = number
        page.obj.Tabs = Name.S
        yield number
        yield pdf.make_indirect(Array([marks[mark] for mark in range(len(marks))]))
    for number, (widget, (_, node)) in enumerate(zip(pdf.Root.AcroForm.Fields, tagger.widgets, strict=True)):
        widget.StructParent = len(pdf.pages) + number
        yield len(pdf.pages) + number
        yield node


def _widget(pdf: Pdf, blank: Blank) -> pikepdf.Object:
    """A signature field that is its own widget, with an empty appearance until it is signed."""
    left, bottom, right, top = (round(number, 2) for number in blank.rectangle)
    empty = Stream(pdf, b"", Type=Name.XObject, Subtype=Name.Form, Resources=Dictionary())
    empty.BBox = Array([0, 0, round(right - left, 2), round(top - bottom, 2)])
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
        )
    )
    page = pdf.pages[blank.page].obj
    widget.P = page
    page.Annots = Array([*page.get("/Annots", Array()), widget])
    pdf.Root.AcroForm.Fields.append(widget)
    return widget


def _description(statement: Statement) -> Description:
    return Description(
        title=say(statement, "document.title"),
        subject=say(statement, "document.subject"),
        author=statement.person.name,
        creator=f"{PRODUCER} {statement.program_version}",
        created=statement.created,
        identifier=statement.identifier,
    )


def _describe(pdf: Pdf, description: Description) -> None:
    """The same title, author and date in the metadata that archives read and in those that file managers read."""
    pdf.Root.Metadata = Stream(pdf, _xmp(description).encode(), Type=Name.Metadata, Subtype=Name.XML)
    when = String(_pdf_date(description.created))
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


def _pdf_date(moment: datetime) -> str:
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


def _colour(pdf: Pdf) -> None:
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


def _attach(pdf: Pdf, statement: Statement) -> None:
    """The statement itself, as a file that belongs to the document."""
    data = to_json(statement)
    when = String(_pdf_date(statement.created))
    stream = Stream(pdf, data, Type=Name.EmbeddedFile, Subtype=Name("/application/json"))
    stream.Params = Dictionary(Size=len(data), ModDate=when, CreationDate=when)
    specification = pdf.make_indirect(
        Dictionary(
            Type=Name.Filespec,
            F=String(ATTACHMENT),
            UF=String(ATTACHMENT),
            Desc=String("The signed data of this attestation"),
            AFRelationship=Name.Data,
            EF=Dictionary(F=stream, UF=stream),
        )
    )
    pdf.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=Array([String(ATTACHMENT), specification])))
    pdf.Root.AF = Array([specification])


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
