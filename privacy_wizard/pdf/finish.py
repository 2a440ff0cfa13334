"""From a plain PDF to PDF/A-3a and PDF/UA-1: tags, metadata, colour, the attached data, places for signatures."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache
from io import BytesIO
from xml.sax.saxutils import escape

import pikepdf
from attrs import frozen
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from ..attestation.phrases import say
from ..attestation.statement import Statement
from ..system.shipped import resource
from .canvas import Blank, Drawing, Element, TagMark

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
        _attach(pdf, drawing.attached, statement.created)
        return _with_tree(_saved(pdf), drawing)


def finish_paper(drawing: Drawing, description: Description) -> bytes:
    """The PDF of something to be printed: no fields, nothing attached, byte for byte the same each time."""
    with pikepdf.open(BytesIO(drawing.pdf)) as pdf:
        _tag(pdf, drawing)
        del pdf.Root.AcroForm
        _describe(pdf, description)
        _colour(pdf)
        return _with_tree(_saved(pdf), drawing)


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


class _Tree:
    """The structure tree as objects of a PDF with their numbers.

    It is most of a document's objects, all of a few forms, so it is written here as text; pages, widgets and the root
    have numbers in the file already, the others follow from `first` on.
    """

    def __init__(
        self, structure: Element, *, pages: Sequence[int], widgets: Sequence[int], root: int, first: int
    ) -> None:
        self.objects: list[bytes] = []  # from `first` on
        self._pages, self._widgets, self._first = pages, iter(widgets), first
        self._by_mark: list[dict[int, int]] = [{} for _ in pages]
        self._by_widget: list[int] = []
        top = self._element(structure, root)
        nums = [f"{number} {self._add(_row(marks))} 0 R" for number, marks in enumerate(self._by_mark)]
        nums += [f"{number} {element} 0 R" for number, element in enumerate(self._by_widget, len(pages))]
        parents = self._add(f"<< /Nums [ {' '.join(nums)} ] >>")
        self.root = (
            f"<< /K [ {top} 0 R ] /ParentTree {parents} 0 R /ParentTreeNextKey {len(nums)} /Type /StructTreeRoot >>"
        ).encode("ascii")

    def _add(self, text: str) -> int:
        self.objects.append(text.encode("latin-1"))
        return self._first + len(self.objects) - 1

    def _element(self, element: Element, parent: int) -> int:
        number = self._add("")
        kids = [self._kid(part, number) for part in element.inside]
        held = "" if not kids else f"/K {kids[0]} " if len(kids) == 1 else f"/K [ {' '.join(kids)} ] "
        said = _said(element) if element.attributes else ""
        text = f"<< {said}{held}/P {parent} 0 R /S /{element.tag} /Type /StructElem >>"
        self.objects[number - self._first] = text.encode("latin-1")
        return number

    def _kid(self, part: Element | TagMark | Blank, number: int) -> str:
        if isinstance(part, Element):
            return f"{self._element(part, number)} 0 R"
        page = self._pages[part.page]
        if isinstance(part, TagMark):
            self._by_mark[part.page][part.number] = number
            return f"<< /MCID {part.number} /Pg {page} 0 R /Type /MCR >>"
        self._by_widget.append(number)
        return f"<< /Obj {next(self._widgets)} 0 R /Pg {page} 0 R /Type /OBJR >>"


def _row(marks: Mapping[int, int]) -> str:
    """The way back from the content of a page to its elements."""
    return f"[ {' '.join([f'{marks[mark]} 0 R' for mark in range(len(marks))])} ]"


def _said(element: Element) -> str:
    """What an element says of itself: alternative text, the scope of a heading, the box of a figure."""
    said, parts = element.attributes, []
    if "Scope" in said:
        parts.append(f"/A << /O /Table /Scope /{said['Scope']} >> ")
    if "BBox" in said:
        box = Array([round(float(number), 2) for number in said["BBox"]]).unparse().decode("ascii")
        parts.append(f"/A << /BBox {box} /O /Layout /Placement /Block >> ")
    if "Alt" in said:
        parts.append(f"/Alt {String(str(said['Alt'])).unparse().decode('latin-1')} ")
    return "".join(parts)


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


def _with_tree(written: bytes, drawing: Drawing) -> bytes:
    """The file with the structure tree in it, written as qpdf writes it: plain objects, one table."""
    with pikepdf.open(BytesIO(written)) as pdf:
        fields = pdf.Root.get("/AcroForm", Dictionary(Fields=Array())).Fields
        root, first = pdf.Root.StructTreeRoot.objgen[0], int(pdf.trailer.Size)
        tree = _Tree(
            drawing.structure,
            pages=[page.obj.objgen[0] for page in pdf.pages],
            widgets=[field.objgen[0] for field in fields],
            root=root,
            first=first,
        )
    body, table, trailer = _parts(written)
    begun = table[root]
    kept = b"%d 0 obj\n<< /Type /StructTreeRoot >>\nendobj\n" % root
    if not body.startswith(kept, begun):
        raise AssertionError("the file is not as it was written")
    put = b"%d 0 obj\n%b\nendobj\n" % (root, tree.root)
    table = [at + (len(put) - len(kept)) * (at > begun) for at in table]
    body = body[:begun] + put + body[begun + len(kept) :]
    return _rejoined(body, table, tree.objects, trailer)


def _parts(written: bytes) -> tuple[bytes, list[int], bytes]:
    """The objects, where each begins by its number, and the trailer."""
    start = int(written[written.rindex(b"startxref\n") + 10 :].split()[0])
    lines = written[start:].split(b"\n", 2)
    size = int(lines[1].split()[1])
    table = [int(lines[2][20 * at : 20 * at + 10]) for at in range(size)]
    trailer = lines[2][20 * size : lines[2].rindex(b"startxref\n")]
    return written[:start], table, trailer


def _rejoined(body: bytes, table: list[int], more: Sequence[bytes], trailer: bytes) -> bytes:
    parts, at = [body], len(body)
    for number, content in enumerate(more, len(table)):
        parts.append(b"%d 0 obj\n%b\nendobj\n" % (number, content))
        table.append(at)
        at += len(parts[-1])
    size = b"/Size %d " % (len(table) - len(more))
    if trailer.count(size) != 1:
        raise AssertionError("the file is not as it was written")
    parts += [b"xref\n0 %d\n0000000000 65535 f \n" % len(table), *(b"%010d 00000 n \n" % each for each in table[1:])]
    parts += [trailer.replace(size, b"/Size %d " % len(table)), b"startxref\n%d\n%%%%EOF\n" % at]
    return b"".join(parts)


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


def _attach(pdf: Pdf, data: bytes, created: datetime) -> None:
    """The statement itself, as a file that belongs to the document."""
    when = String(_pdf_date(created))
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
