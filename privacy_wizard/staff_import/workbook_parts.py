"""A workbook cut down to what may safely be parsed and what a list needs: the rows of its sheets, its strings, the
formats of its numbers. Whatever else programs put into a workbook is neither read nor a reason to refuse it.
"""

import codecs
import io
import re
import zipfile
import zlib
from collections.abc import Mapping
from html import unescape
from itertools import pairwise
from typing import IO

from attrs import define, field

from .sheets import NO_XML, SheetFacts, bare_rows
from .table import Refusal, TableRefused

_MOST_MEMBERS = 2_000
_MOST_UNPACKED = 120_000_000  # bytes of what is parsed
_MOST_ELSEWHERE = 8_000_000  # a member that is neither a sheet nor the table of strings
_MOST_BETWEEN = 1_000_000  # bytes from one row, or string, to the next
_MOST_TAGS = 2_400_000  # in all; a list of 50,000 rows has about two million
_MOST_TAGS_OF_STRINGS = 1_200_000  # each string has several, and is read whether a cell shows it or not
MOST_SHEETS = 200
_SHEETS = re.compile(r"(?:xl/)?(?:work)?sheets?/[^/]+\.xml", re.IGNORECASE)
_STRINGS = re.compile(r"(?:xl/)?sharedstrings\w*\.xml", re.IGNORECASE)
_STYLES = re.compile(r"(?:xl/)?styles\w*\.xml", re.IGNORECASE)
_BOOK = re.compile(r"(?:xl/)?workbook\w*\.xml", re.IGNORECASE)
_MAPS = re.compile(r"\[Content_Types\]\.xml|(?:xl/)?_rels/[^/]*\.rels", re.IGNORECASE)
_COMMENTS = re.compile(r"(?:xl/)?(?:comments/?[^/]*|threadedcomments/[^/]+)\.xml", re.IGNORECASE)
_NEEDED = (_SHEETS, _STRINGS, _STYLES, _BOOK, _MAPS)
_ROW = re.compile(rb"<(?:\w+:)?(?:row|si)[\s/>]")
_SHEET = re.compile(rb"<(?:\w+:)?sheet\s")
_DECLARATION = re.compile(rb"\A\s*<\?xml\b([^>]*)\?>\s*")
_ENCODING = re.compile(rb"""encoding\s*=\s*["']([\w.:-]{1,40})["']""")
_DECLARED_WITHIN = 200  # bytes
_ENCODINGS = re.compile(r"utf-8|ascii|utf-16(?:-[lb]e)?|iso8859-\d\d?|cp125\d|mac-roman")
_STRICT = (
    (b"http://purl.oclc.org/ooxml/spreadsheetml/main", b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)
_NOT_READ_OF_A_BOOK = re.compile(
    rb"<((?:\w+:)?(?:definedNames|bookViews|customWorkbookViews|externalReferences|pivotCaches|extLst))"
    rb"(?:\s[^>]*)?>.*?</\1>|<(?:\w+:)?(?:calcPr|fileVersion|fileSharing|workbookProtection|fileRecoveryPr)\b[^>]*/>",
    re.DOTALL,
)
_ATTRIBUTES = rb"""((?:\s+[\w:]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)"""
_FORMAT = re.compile(rb"<(?:\w+:)?numFmt\b" + _ATTRIBUTES)
_FONTS = re.compile(rb"(?s)<(?:\w+:)?fonts\b.*?</(?:\w+:)?fonts>")
_FONT = re.compile(rb"<(?:\w+:)?font[\s/>]")
_STRIKE = re.compile(rb"<(?:\w+:)?strike\b(?![^>]*val=.(?:0|false))")
_TEXT = re.compile(rb"<(?:\w+:)?t(?:\s[^<>]*)?>([^<]*)")
_TEXTS = re.compile(rb"(?s)<(?:\w+:)?(?:si|is)[\s>].*?</(?:\w+:)?(?:si|is)>")
_FONT_OF_STYLE = re.compile(rb"\bfontId=.(\d{1,5})\b")
_STYLE = re.compile(rb"<(?:\w+:)?xf\b" + _ATTRIBUTES)
_STYLES_OF_CELLS = re.compile(rb"<((?:\w+:)?cellXfs)\b.*?</\1>", re.DOTALL)
_STYLE_SHEET = (
    b'<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts>%b</numFmts>'
    b"<fonts><font/></fonts><fills><fill><patternFill/></fill></fills><borders><border/></borders><cellStyleXfs><xf/></cellStyleXfs>"
    b"<cellXfs>%b</cellXfs></styleSheet>"
)
_ATTRIBUTE = re.compile(rb"""\s(?P<name>numFmtId|formatCode)\s*=\s*(?P<value>"[^"<]*"|'[^'<]*')""")


@define
class _Budget:
    left: int = _MOST_UNPACKED
    tags: int = 0

    def take(self, name: str, xml: bytes) -> None:
        """Raises TableRefused when it is used up."""
        own = xml.count(b"<")
        self.left, self.tags = self.left - len(xml), self.tags + own
        if self.tags > _MOST_TAGS or (_STRINGS.fullmatch(name) and own > _MOST_TAGS_OF_STRINGS) or self.left < 0:
            raise TableRefused(Refusal.TOO_LARGE)


@define
class PlainCopy:
    """A workbook reduced to what is needed, and facts about each of its sheets, by part name."""

    file: io.BytesIO = field(factory=io.BytesIO)
    facts: dict[str, SheetFacts] = field(factory=dict)
    has_comments: bool = False
    struck: frozenset[int] = frozenset()  # the styles of cells that are struck through
    struck_texts: frozenset[str] = frozenset()  # of which some words are


def plain_copy(content: bytes) -> PlainCopy:
    """Raises TableRefused."""
    copy, budget = PlainCopy(), _Budget()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive, zipfile.ZipFile(copy.file, "w") as plain:
            copy.has_comments = any(_COMMENTS.fullmatch(name) for name in archive.namelist())
            for name, member in _members(archive).items():
                xml = _unpacked(archive, name, member, copy, budget.left)
                budget.take(name, xml)
                _check(name, xml)
                if _STYLES.fullmatch(name):
                    copy.struck = _struck(xml)
                elif _STRINGS.fullmatch(name) or _SHEETS.fullmatch(name):
                    copy.struck_texts |= _struck_texts(xml)
                xml = _as_parsed(name, xml)
                plain.writestr(zipfile.ZipInfo(name), xml)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError, RuntimeError):
        raise TableRefused(Refusal.NOT_A_WORKBOOK) from None
    copy.file.seek(0)
    return copy


def _members(archive: zipfile.ZipFile) -> Mapping[str, zipfile.ZipInfo]:
    """The parts that a list needs, by their names: some programs write them with strokes of their own."""
    named = [(each.filename.replace("\\", "/").lstrip("/"), each) for each in archive.infolist()]
    names = {name.casefold() for name, _ in named}
    if "mimetype" in names or any(name.endswith((".iwa", "xl/workbook.bin")) for name in names):
        raise TableRefused(Refusal.OTHER_WORKBOOK)
    if named and not any(_BOOK.fullmatch(name) for name in names):
        raise TableRefused(Refusal.OTHER_DOCUMENT)
    needed = [(name, each) for name, each in named if any(part.fullmatch(name) for part in _NEEDED)]
    if len(named) > _MOST_MEMBERS or len({name.casefold() for name, _ in needed}) < len(needed):
        raise TableRefused(Refusal.UNUSUAL_WORKBOOK)
    if any(each.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for _, each in needed):
        raise TableRefused(Refusal.UNUSUAL_WORKBOOK)
    if any(each.flag_bits & 1 for _, each in needed):
        raise TableRefused(Refusal.LOCKED)
    return dict(needed)


def _unpacked(archive: zipfile.ZipFile, name: str, member: zipfile.ZipInfo, copy: PlainCopy, left: int) -> bytes:
    """The part in UTF-8; of a sheet its rows alone. Raises TableRefused."""
    is_long = _SHEETS.fullmatch(name) or _STRINGS.fullmatch(name)
    most = min(left, _MOST_UNPACKED if is_long else _MOST_ELSEWHERE)
    if _SHEETS.fullmatch(name) and not _in_other_letters(_start(archive, member)):
        with archive.open(member) as stream:
            return _rows_of(name, stream, copy, most)
    with archive.open(member) as stream:
        xml = stream.read(most + 1)
    if len(xml) > most:
        raise TableRefused(Refusal.TOO_LARGE)
    xml = _in_utf8(xml)
    return _rows_of(name, io.BytesIO(xml), copy, most) if _SHEETS.fullmatch(name) else xml


def _rows_of(name: str, stream: IO[bytes], copy: PlainCopy, most: int) -> bytes:
    found = bare_rows(stream, most)
    copy.facts[name] = found.facts
    return found.xml


def _start(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    with archive.open(member) as stream:
        return stream.read(_DECLARED_WITHIN)


def _in_other_letters(start: bytes) -> bool:
    """Whether it says, or shows, that it is not written in UTF-8."""
    declared = _ENCODING.search(start[:_DECLARED_WITHIN])
    return start.startswith((b"\xff\xfe", b"\xfe\xff")) or (declared is not None and declared[1].lower() != b"utf-8")


def _in_utf8(xml: bytes) -> bytes:
    """The same in UTF-8, without what it says of its letters. Raises TableRefused."""
    declared = _ENCODING.search(xml[:_DECLARED_WITHIN])
    encoding = declared[1].decode().lower() if declared else "utf-8"
    if xml.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    try:
        if not _ENCODINGS.fullmatch(codecs.lookup(encoding).name):
            raise TableRefused(Refusal.UNUSUAL_WORKBOOK)
        text = xml.decode(encoding).removeprefix("\ufeff")
    except (LookupError, UnicodeDecodeError):
        raise TableRefused(Refusal.UNUSUAL_WORKBOOK) from None
    return _DECLARATION.sub(b"", text.encode())


def _as_parsed(name: str, xml: bytes) -> bytes:
    """A part as the reader of workbooks knows it, whichever of the two standards it follows, and without what makes it
    stumble: styles that no program has, names that lead nowhere.
    """
    for strict, usual in _STRICT:
        xml = xml.replace(strict, usual)
    if _BOOK.fullmatch(name):
        return _NOT_READ_OF_A_BOOK.sub(b"", xml)
    return _number_formats(xml) if _STYLES.fullmatch(name) else xml


def _number_formats(xml: bytes) -> bytes:
    """A style sheet of number formats alone."""
    formats = b"".join(b"<numFmt%b/>" % _kept(each[1]) for each in _FORMAT.finditer(xml))
    cells = _STYLES_OF_CELLS.search(xml)
    styles = b"".join(b"<xf%b/>" % _kept(each[1]) for each in _STYLE.finditer(cells[0])) if cells else b""
    return _STYLE_SHEET % (formats, styles or b"<xf/>")


def _struck_texts(xml: bytes) -> frozenset[str]:
    """The texts in which somebody has crossed out some words; they stand there as they were."""
    items = _TEXTS.findall(xml) if b"strike" in xml else ()
    struck = filter(_STRIKE.search, items)
    return frozenset(unescape(b"".join(_TEXT.findall(item)).decode("utf-8", "replace")) for item in struck)


def _struck(xml: bytes) -> frozenset[int]:
    """The numbers of the styles whose font is struck through."""
    fonts = _FONTS.search(xml)
    struck = {at for at, each in enumerate(_FONT.split(fonts[0])[1:]) if _STRIKE.search(each)} if fonts else set()
    cells = _STYLES_OF_CELLS.search(xml)
    if not struck or not cells:
        return frozenset()
    used = (_FONT_OF_STYLE.search(each[1]) for each in _STYLE.finditer(cells[0]))
    return frozenset(at for at, font in enumerate(used) if font and int(font[1]) in struck)


def _kept(attributes: bytes) -> bytes:
    return b"".join(b" %b=%b" % (each["name"], each["value"]) for each in _ATTRIBUTE.finditer(attributes))


def _check(name: str, xml: bytes) -> None:
    if NO_XML.search(xml):
        raise TableRefused(Refusal.UNUSUAL_WORKBOOK)
    if _BOOK.fullmatch(name) and len(_SHEET.findall(xml)) > MOST_SHEETS:
        raise TableRefused(Refusal.UNUSUAL_WORKBOOK)
    if not (_SHEETS.fullmatch(name) or _STRINGS.fullmatch(name)):
        return
    starts = [0, *(row.start() for row in _ROW.finditer(xml)), len(xml)]
    if any(later - earlier > _MOST_BETWEEN for earlier, later in pairwise(starts)):
        raise TableRefused(Refusal.UNUSUAL_WORKBOOK)
