"""A document's metadata: title, author and date, twice over, and its colours."""

import re
from datetime import datetime
from functools import cache
from xml.sax.saxutils import escape

from attrs import frozen
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from ..system.places import resource

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
