"""What kind of table a file holds, told by its first bytes; whether its name says something else."""

import re
from collections.abc import Mapping
from enum import StrEnum

from .table import Note, Refusal, TableRefused


class TableKind(StrEnum):
    """How a file is read."""

    TEXT = "text"
    WORKBOOK = "workbook"  # XLSX and ODS, which are zips
    OLD_WORKBOOK = "old workbook"  # XLS
    XML_WORKBOOK = "XML workbook"  # of Excel 2002 and 2003
    FLAT_OPENDOCUMENT = "flat OpenDocument"  # ODS in one piece of XML
    WEB_PAGE = "web page"


_WITHIN = 16_000  # bytes
_BEGINNINGS: Mapping[bytes, TableKind] = {
    b"PK\x03\x04": TableKind.WORKBOOK,
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": TableKind.OLD_WORKBOOK,
    b"\x09\x00\x04\x00": TableKind.OLD_WORKBOOK,  # before they were wrapped
    b"\x09\x02\x06\x00": TableKind.OLD_WORKBOOK,
    b"\x09\x04\x06\x00": TableKind.OLD_WORKBOOK,
    b"\x09\x08\x08\x00": TableKind.OLD_WORKBOOK,
    b"\x09\x08\x10\x00": TableKind.OLD_WORKBOOK,
}
_OTHERS = (
    b"%PDF-",
    b"%!PS",
    b"BEGIN:VC",
    b"dn: ",  # LDIF
    b"{\\rtf",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b",
)
_OTHER_TABLES = re.compile(rb"(?i)ID;P|TABLE\r?\n0,1|\s*mime-version:")  # SYLK, DIF, a page with all that belongs to it
_IN_XML = re.compile(rb"<office:document\b|<(?:\w+:)?Workbook\b[^>]*urn:schemas-microsoft-com:office:spreadsheet")
_WEB_PAGE = re.compile(rb"(?i)\s*<(?:[a-z][a-z0-9]*[\s>:/]|!doctype|\?xml|!--)")
_MARKS = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_ENDINGS: Mapping[TableKind, tuple[str, ...]] = {
    TableKind.TEXT: (".csv", ".txt", ".tsv", ".tab"),
    TableKind.WORKBOOK: (".xlsx", ".xlsm", ".xltx", ".ods", ".ots"),
    TableKind.OLD_WORKBOOK: (".xls", ".xlt"),
    TableKind.XML_WORKBOOK: (".xml",),
    TableKind.FLAT_OPENDOCUMENT: (".fods",),
    TableKind.WEB_PAGE: (".html", ".htm", ".xhtml"),
}


def kind_of(content: bytes) -> TableKind:
    """By its bytes alone. Raises TableRefused where it is some other kind of file."""
    start = content[:_WITHIN]
    if _OTHER_TABLES.match(start):
        raise TableRefused(Refusal.OTHER_WORKBOOK)
    if start.startswith(_OTHERS):
        raise TableRefused(Refusal.OTHER_DOCUMENT)
    for beginning, kind in _BEGINNINGS.items():
        if start.startswith(beginning):
            return kind
    if start[:2] in _MARKS:
        start = start.decode(_MARKS[start[:2]], "replace").encode()
    start = start.removeprefix(b"\xef\xbb\xbf")
    if in_xml := _IN_XML.search(start):
        return TableKind.FLAT_OPENDOCUMENT if in_xml[0].startswith(b"<office") else TableKind.XML_WORKBOOK
    return TableKind.WEB_PAGE if _WEB_PAGE.match(start) else TableKind.TEXT


def said_otherwise(name: str, kind: TableKind) -> frozenset[Note]:
    """A note where the name says that the file is of another kind than it is."""
    said = {each for each, endings in _ENDINGS.items() if name.lower().endswith(endings)}
    if said <= {kind}:
        return frozenset()
    notes = {TableKind.TEXT: Note.REALLY_TEXT, TableKind.WEB_PAGE: Note.REALLY_A_PAGE}
    return frozenset({notes.get(kind, Note.REALLY_A_WORKBOOK)})
