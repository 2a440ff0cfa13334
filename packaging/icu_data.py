"""Cuts the data of ICU, which Qt brings along on Linux, down to what Qt asks of it here.

30 MB of 32 are names of places, currencies and languages in seven hundred languages, and tables for letters of old
machines. What stays: the order of letters of all languages together, time zones, Windows' Western letters, and what ICU
looks up for itself. The library stays the same file otherwise: its one table (`icudt..._dat`, ICU's "common data") is
written again with fewer entries.
"""

import re
import struct
from collections.abc import Iterator
from pathlib import Path

_KEPT = re.compile(
    r"(?:root|pool|res_index|supplementalData|likelySubtags|numberingSystems|zoneinfo64|timezoneTypes|metaZones"
    r"|windowsZones|keyTypeData|plurals|dayPeriods|icuver|icustd|cnvalias|uts46|nfkc|nfkc_cf)\.\w+"
    r"|ibm-(?:5348_P100-1997|923_P100-1998)\.cnv|coll/(?:root|pool|res_index|ucadata)\.\w+|zone/(?:root|pool|res_index|tzdbNames)\.\w+"
)
_PAGE = 0x1000
_TABLE_AT = 0x1000  # in the file and in memory alike
_ALIGNED = 16
_HEADERS, _SIZE_OF_HEADER = 64, 56  # of the parts of the file that are loaded
_LOADED, _DYNAMIC, _RELRO = 1, 2, 0x6474E552
_NO_SECTIONS = bytes(8)


class OtherLayout(Exception):
    """The library is not built as it was; nothing was changed."""


def cut_down(library: Path) -> int:
    """How many bytes it is smaller. Raises OtherLayout."""
    content = library.read_bytes()
    headers = [
        struct.unpack_from("<IIQQQQQQ", content, _HEADERS + at * _SIZE_OF_HEADER) for at in range(_count(content))
    ]
    loaded = [each for each in headers if each[0] == _LOADED]
    if content[:6] != b"\x7fELF\x02\x01" or len(loaded) != 2 or content[_TABLE_AT + 2 : _TABLE_AT + 4] != b"\xda\x27":
        raise OtherLayout
    (_, _, _, _, _, first, _, _), (_, _, offset, _, _, second, _, _) = loaded
    table = fewer(content[_TABLE_AT:first])
    end = _TABLE_AT + len(table)
    moved = end + (offset - end) % _PAGE  # a part lies in the file as far into a page as in memory
    made = bytearray(content[:_TABLE_AT] + table + bytes(moved - end) + content[offset : offset + second])
    for at, (kind, flags, start, *rest) in enumerate(headers):
        if kind == _LOADED and start == 0:
            struct.pack_into("<QQ", made, _HEADERS + at * _SIZE_OF_HEADER + 32, end, end)
        elif start == offset:
            struct.pack_into("<IIQ", made, _HEADERS + at * _SIZE_OF_HEADER, kind, flags, moved)
        elif kind in (_LOADED, _DYNAMIC, _RELRO) or not rest:
            raise OtherLayout
    made[40:48] = _NO_SECTIONS  # which tell a debugger where things are; no program is loaded by them
    made[58:64] = bytes(6)
    library.write_bytes(made)
    return len(content) - len(made)


def _count(content: bytes) -> int:
    return int.from_bytes(content[56:58], "little")


def fewer(table: bytes) -> bytes:
    """ICU's common data without the entries that nobody asks for."""
    (head,) = struct.unpack_from("<H", table)
    kept = [(name, entry) for name, entry in entries(table) if _KEPT.fullmatch(name.decode().partition("/")[2])]
    names = b"".join(name + b"\0" for name, _ in kept)
    named_at = 4 + 8 * len(kept)
    at = named_at + len(names)
    contents, rows, named = bytearray(), bytearray(), named_at
    for name, entry in kept:
        contents += bytes(-(head + at + len(contents)) % _ALIGNED)
        rows += struct.pack("<II", named, at + len(contents))
        contents += entry
        named += len(name) + 1
    return table[:head] + struct.pack("<I", len(kept)) + bytes(rows) + names + bytes(contents)


def entries(table: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Each entry's name and content, in order of their names."""
    (head,) = struct.unpack_from("<H", table)
    (count,) = struct.unpack_from("<I", table, head)
    rows = [struct.unpack_from("<II", table, head + 4 + 8 * at) for at in range(count)]
    ends = [start for _, start in rows[1:]] + [len(table) - head]
    for (named, start), end in zip(rows, ends, strict=True):
        name = table[head + named : table.index(b"\0", head + named)]
        yield name, table[head + start : head + end]
