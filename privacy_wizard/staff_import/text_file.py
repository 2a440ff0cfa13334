"""CSV: which encoding, which delimiter, which rows."""

import csv
import io
from collections import Counter
from collections.abc import Iterator

from .table import LONGEST_CELL, MOST_COLUMNS, Note, Refusal, TableRefused, TableRow, bounded

_DELIMITERS = (",", ";", "\t")
_LOOKED_AT = 40  # rows by which the delimiter is told
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def decode(content: bytes, encoding: str = "") -> tuple[str, str, frozenset[Note]]:
    """The text, its encoding, and a note where that was guessed. Raises TableRefused.

    A mark at the beginning decides; then UTF-16 by its zero bytes; then UTF-8 if it is that throughout; else the
    Western European code page of Windows, in which old exports are written.
    """
    guessed = frozenset[Note]()
    if not encoding:
        encoding = _marked(content) or _sixteen(content) or "utf-8"
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            if encoding != "utf-8":
                raise TableRefused(Refusal.NOT_TEXT) from None
            encoding, guessed = "cp1252", frozenset({Note.ENCODING_GUESSED})
    try:
        text = content.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        raise TableRefused(Refusal.NOT_TEXT) from None
    if "\0" in text:
        raise TableRefused(Refusal.NOT_TEXT)
    return text.removeprefix("\ufeff"), encoding.removesuffix("-sig"), guessed


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
    """All rows that are not empty, and the delimiter. Raises TableRefused."""
    first, _, rest = text.partition("\n")
    skipped = 0
    if first.strip().casefold().startswith("sep=") and len(first.strip()) in (4, 5):  # Excel's own first line
        delimiter = delimiter or first.rstrip("\r\n")[4:5]
        text, skipped = rest, 1
    if delimiter not in _DELIMITERS:
        delimiter = _delimiter(text)
    return list(bounded(_parsed(text, delimiter, skipped))), delimiter


def _delimiter(text: str) -> str:
    """The one that cuts most rows into the same number of cells."""
    best, score = ",", 0.0
    for delimiter in _DELIMITERS:
        widths: Counter[int] = Counter()
        try:
            for row, _ in zip(_parsed(text, delimiter, 0), range(_LOOKED_AT), strict=False):
                widths[len(row.cells)] += 1
        except TableRefused:
            continue
        wide = sum(width * rows for width, rows in widths.items() if width > 1)
        usual = max((rows for width, rows in widths.items() if width > 1), default=0)
        found = wide * usual / max(1, sum(widths.values()))
        if found > score:
            best, score = delimiter, found
    return best


def _parsed(text: str, delimiter: str, skipped: int) -> Iterator[TableRow]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        line = 1 + skipped
        for cells in reader:
            yield TableRow(line, tuple(cell[: LONGEST_CELL + 1] for cell in cells[: MOST_COLUMNS + 1]))
            line = reader.line_num + 1 + skipped
    except csv.Error:
        raise TableRefused(Refusal.QUOTES, f"line {line}") from None
