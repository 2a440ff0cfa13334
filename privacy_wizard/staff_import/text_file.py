"""CSV: its encoding, delimiter and rows."""

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice

from .presets import known_headings
from .table import LONGEST_CELL, MOST_COLUMNS, Note, Refusal, TableRefused, TableRow, as_heading, bounded

_DELIMITERS = (",", ";", "\t", "|", "^", "~")
_EIGHT_BITS = ("cp1252", "mac_roman", "cp1250", "cp850", "iso8859-2")
"""Windows, an older Excel on a Mac, Windows in Central Europe, DOS, Unix there."""
_OF_MACS = "mac_roman"  # last, where lines do not end as on old Macs
_USUAL_SIGNS = frozenset("’‘‚´`–—“”„«»·…\u00a0")  # beside letters; others show a wrong guess
_BEYOND_ASCII = re.compile(r"(?<=(?P<before>.))?(?P<sign>[^\x00-\x7f])(?=(?P<after>.?))", re.DOTALL)
_MOST_SIGNS = 100_000  # by which a code page is told, far more than any list has
_LETTER_BESIDE = re.compile(rb"[A-Za-z][\x80-\xff]|[\x80-\xff][A-Za-z]")
_LINE_OF_UTF8 = re.compile(rb"[^\n]*[\x80-\xff][^\n]*")
_NO_DELIMITER = frozenset('"\r\n ')
_CHARSET = re.compile(rb"(?i)<(?:meta\b[^>]{0,200}charset|\?xml\b[^>]{0,100}encoding)\s*=\s*[\"']?([\w.:-]{1,40})")
_DATA_OF_A_PROGRAM = re.compile(r"\{\s*[\"\n}]|\[\s*[\[{\"]")
_ALL_IN_APOSTROPHES = re.compile(r"\s*'[^'\n]*'(?:[,;\t|]'[^'\n]*')+\s*")
_BLANK_AND_QUOTE = re.compile(r"[,;|] \"[^\"\n]*\"(?=[,;|\r\n])")
_WITHIN = 4_000  # characters in which such a cell stands where there are any
_BETWEEN_ZEROS = 1000  # characters; more zero bytes than one in so many are of a file of another kind
_LOOKED_AT = 40  # rows by which the delimiter is told
_AS_BROWSERS_READ = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
}
_OF_PAGES = re.compile(
    r"cp(?:125\d|866|874|932|949|950)|iso8859-\d+|koi8-[ru]|mac-(?:roman|cyrillic)|big5(?:hkscs)?|euc_(?:jp|kr)|gb\w+"
    r"|shift_jis|iso2022_jp"
)
"""As Python names them. A page that says it is in UTF-16 and could be searched is not; browsers take it for UTF-8."""
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def decode(content: bytes, encoding: str = "") -> tuple[str, str, frozenset[Note]]:
    """The text, its encoding, and a note where that was guessed. Raises TableRefused.

    A mark at the beginning decides; then UTF-16 by its zero bytes; then UTF-8 if it is that throughout, or in so many
    lines that the others are the exception: letters that cannot be read there become U+FFFD. Else it is one of the code
    pages in which old exports are written, most often that of Windows for Western Europe.
    """
    guessed = frozenset[Note]()
    encoding = encoding or _marked(content) or _sixteen(content) or "utf-8"
    try:
        text = content.decode(encoding)
    except LookupError:
        raise TableRefused(Refusal.NOT_TEXT) from None
    except UnicodeDecodeError:
        if encoding not in ("utf-8", "utf-8-sig"):
            raise TableRefused(Refusal.NOT_TEXT) from None
        if encoding == "utf-8-sig" or any(map(_is_utf8, _LINE_OF_UTF8.findall(content))):
            text, guessed = content.decode(encoding, "replace"), frozenset({Note.ENCODING_MIXED})
        else:
            (text, encoding), guessed = _in_eight_bits(content), frozenset({Note.ENCODING_GUESSED})
    if text.count("\0") > 1 + len(text) // _BETWEEN_ZEROS:
        raise TableRefused(Refusal.NOT_TEXT)
    return text.removeprefix("\ufeff"), encoding.removesuffix("-sig"), guessed


def _is_utf8(line: bytes) -> bool:
    with suppress(UnicodeDecodeError):
        line.decode()
        return True
    return False


def _in_eight_bits(content: bytes) -> tuple[str, str]:
    """The text and its code page: the one that leaves the fewest letters out of place. Raises TableRefused."""
    found = list[tuple[int, str, str]]()
    for encoding in _EIGHT_BITS if b"\n" not in content else sorted(_EIGHT_BITS, key=_OF_MACS.__eq__):
        with suppress(UnicodeDecodeError):
            text = content.decode(encoding)
            found.append((_out_of_place(text), text, encoding))
    _, text, encoding = min(found, key=lambda each: each[0])
    if found[0][2] != _EIGHT_BITS[0] and not _LETTER_BESIDE.search(content):
        raise TableRefused(Refusal.NOT_TEXT)
    return text, encoding


def _out_of_place(text: str) -> int:
    """How many letters and signs are where nobody writes them: a sign in a word, a capital among small letters."""
    count = 0
    for found in islice(_BEYOND_ASCII.finditer(text), _MOST_SIGNS):
        before, sign, after = found["before"] or "", found["sign"], found["after"] or ""
        if not sign.isalpha():
            count += sign not in _USUAL_SIGNS and (before.isalpha() or after.isalpha())
        elif sign.isupper():
            count += before.islower() or (before.isalpha() and after.islower())
    return count


def said_by_a_page(content: bytes) -> str:
    """The encoding that a web page names for itself; empty where it names none, or one that it is not written in. Where
    it can be UTF-8, it is.
    """
    found = _CHARSET.search(content, 0, _WITHIN)
    if found is None or _marked(content) or _is_utf8(content):
        return ""
    name = found[1].decode().lower()
    with suppress(LookupError, UnicodeError):
        name = codecs.lookup(name).name
        name = _AS_BROWSERS_READ.get(name, name)
        if _OF_PAGES.fullmatch(name):
            content.decode(name)
            return name
    return ""


def _marked(content: bytes) -> str:
    return next((encoding for mark, encoding in _BOMS if content.startswith(mark)), "")


def _sixteen(content: bytes) -> str:
    """UTF-16 without a mark: Western text has a zero in every second byte."""
    start = content[:4000]
    if len(start) < 4 or len(content) % 2:
        return ""
    zeros = [start[parity::2].count(0) / len(start[parity::2]) for parity in (0, 1)]
    if zeros[1] > 0.5 and zeros[0] < 0.1:
        return "utf-16-le"
    return "utf-16-be" if zeros[0] > 0.5 and zeros[1] < 0.1 else ""


def rows_of(text: str, delimiter: str = "") -> tuple[list[TableRow], str]:
    """All rows that are not empty, and the delimiter: the one given, any sign, else found out. Raises TableRefused."""
    _require_table(text)
    text = text.rstrip("\x1a").replace("\n\f", "\n")  # the end of a file on DOS; a new page of a report
    first, _, rest = text.partition("\n")
    skipped = 0
    if first.strip().casefold().startswith("sep=") and len(first.strip()) in (4, 5):  # Excel's own first line
        delimiter = delimiter or first.rstrip("\r\n")[4:5]
        text, skipped = rest, 1
    if len(delimiter) != 1 or delimiter in _NO_DELIMITER:
        delimiter = _delimiter(text)
    rows = list(bounded(_parsed(text, delimiter, skipped)))
    if len(rows) > 1 and all(len(row.cells) < 2 for row in rows):
        raise TableRefused(Refusal.ONE_COLUMN)
    return rows, delimiter


def _require_table(text: str) -> None:
    """Raises TableRefused for text that is no table, whatever it is called."""
    start = text.lstrip()[:1000].lower()
    if _DATA_OF_A_PROGRAM.match(start):
        raise TableRefused(Refusal.OTHER_DOCUMENT)


def _delimiter(text: str) -> str:
    """The one that parts the most known headings; of several, the one that cuts the most rows into the same number of
    cells.
    """
    best, score, refused = ",", (0, 0.0), None
    known = known_headings()
    for delimiter in _DELIMITERS:
        widths: Counter[int] = Counter()
        headings = 0
        try:
            for row, _ in zip(_parsed(text, delimiter, 0), range(_LOOKED_AT), strict=False):
                widths[len(row.cells)] += 1
                headings = max(headings, sum(as_heading(cell) in known for cell in row.cells))
        except TableRefused as refusal:
            refused = refusal
            continue
        wide = sum(width * rows for width, rows in widths.items() if width > 1)
        usual = max((rows for width, rows in widths.items() if width > 1), default=0)
        found = (headings if headings > 1 else 0, wide * usual / max(1, sum(widths.values())))
        if found > score:
            best, score = delimiter, found
    if refused and not any(score):
        raise refused
    return best


def _parsed(text: str, delimiter: str, skipped: int) -> Iterator[TableRow]:
    quote = "'" if _ALL_IN_APOSTROPHES.fullmatch(text[: text.find("\n")]) else '"'
    is_spaced = _BLANK_AND_QUOTE.search(text, 0, _WITHIN) is not None
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=delimiter, quotechar=quote, skipinitialspace=is_spaced, strict=True
    )
    try:
        line = 1 + skipped
        for cells in reader:
            yield TableRow(line, tuple(cell[: LONGEST_CELL + 1] for cell in cells[: MOST_COLUMNS + 1]))
            line = reader.line_num + 1 + skipped
    except csv.Error:
        raise TableRefused(Refusal.QUOTES, f"line {line}") from None
