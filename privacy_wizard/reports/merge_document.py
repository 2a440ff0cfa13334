"""A document for a mail merge (`.docx`): plain paragraphs with merge fields, which word processors fill from a list."""

import io
import re
from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from attrs import frozen

_WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_RELATIONS = "application/vnd.openxmlformats-package.relationships+xml"
_TYPES = (
    f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
    f'<Default Extension="rels" ContentType="{_RELATIONS}"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_DOCUMENT}"/></Types>'
)
_ROOT = (
    f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="document" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
)
_WHEN = (2026, 1, 1, 0, 0, 0)  # the same bytes each time
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@frozen
class MergeField:
    """A place that is filled from the column of this heading."""

    heading: str


Paragraph = Sequence[str | MergeField]


def merge_document(paragraphs: Sequence[Paragraph]) -> bytes:
    """The document: one paragraph below the other."""
    body = "".join(f"<w:p>{''.join(_run(part) for part in each)}</w:p>" for each in paragraphs)
    text = f'{_HEAD}<w:document xmlns:w="{_WORDS}"><w:body>{body}</w:body></w:document>'
    stream = io.BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as file:
        for name, content in (("[Content_Types].xml", _TYPES), ("_rels/.rels", _ROOT), ("word/document.xml", text)):
            file.writestr(ZipInfo(name, _WHEN), content, ZIP_DEFLATED)
    return stream.getvalue()


def _run(part: str | MergeField) -> str:
    if isinstance(part, str):
        return f'<w:r><w:t xml:space="preserve">{escape(_NOT_IN_XML.sub("�", part))}</w:t></w:r>'
    shown = _run(f"«{part.heading}»")
    asked = escape(f' MERGEFIELD "{part.heading}" ')
    begin, between, end = (f"<w:r><w:fldChar w:fldCharType={quoteattr(at)}/></w:r>" for at in _ENDS)
    return f'{begin}<w:r><w:instrText xml:space="preserve">{asked}</w:instrText></w:r>{between}{shown}{end}'


_ENDS = ("begin", "separate", "end")
