"""Writes Outlook messages (MS-OXMSG in a compound file, MS-CFB), as far as attachments go; for tests only."""

import struct
from itertools import pairwise

SECTOR, SMALL, CUTOFF = 512, 64, 4096
END, FREE, NONE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFF
Tree = dict[str, "bytes | Tree"]


def outlook_message(attachments: "dict[str, bytes | Tree | None]", subject: str = "My attestation") -> bytes:
    """A message with these attachments: by value, as a message or document in it, or as a mere link (None)."""
    return _compound(message_tree(attachments, subject))


def message_tree(attachments: "dict[str, bytes | Tree | None]", subject: str = "My attestation") -> Tree:
    """The same, to be put into another."""
    tree: Tree = {
        "__nameid_version1.0": {},
        "__properties_version1.0": struct.pack("<8xIIII8x", 0, len(attachments), 0, len(attachments))
        + _variable(0x0037, 0x001F, (len(subject) + 1) * 2),
        "__substg1.0_0037001F": subject.encode("utf-16-le"),
    }
    for number, (name, content) in enumerate(attachments.items()):
        method, kind = (7, 0x1F) if content is None else (5, 0xD) if isinstance(content, dict) else (1, 0x102)
        properties = bytes(8) + struct.pack("<HHIQ", 0x0003, 0x3705, 6, method)
        properties += _variable(0x3707, 0x001F, (len(name) + 1) * 2)
        attachment: Tree = {"__substg1.0_3707001F": name.encode("utf-16-le")}
        if content is not None:
            properties += _variable(0x3701, kind, len(content))
            attachment[f"__substg1.0_3701{kind:04X}"] = content
        tree[f"__attach_version1.0_#{number:08X}"] = {"__properties_version1.0": properties, **attachment}
    return tree


def _variable(identifier: int, kind: int, size: int) -> bytes:
    return struct.pack("<HHIII", kind, identifier, 6, size, 0)


class _Compound:
    def __init__(self) -> None:
        self.entries: list[list[object]] = []  # name, kind, left, right, child, start, size
        self.sectors: list[bytes] = []
        self.table: list[int] = []
        self.small, self.small_table = bytearray(), list[int]()

    def add(self, name: str, content: "bytes | Tree") -> int:
        number = len(self.entries)
        entry: list[object] = [name, 1 if isinstance(content, dict) else 2, NONE, NONE, NONE, 0, 0]
        self.entries.append(entry)
        if isinstance(content, dict):
            kids = [self.add(each, content[each]) for each in sorted(content, key=lambda n: (len(n), n.upper()))]
            for kid, following in pairwise(kids):
                self.entries[kid][3] = following
            entry[4] = kids[0] if kids else NONE
        else:
            entry[5], entry[6] = self.stream(content), len(content)
        return number

    def stream(self, content: bytes) -> int:
        if not content:
            return END
        if len(content) >= CUTOFF:
            return self.chain(content)
        first = len(self.small_table)
        count = -(-len(content) // SMALL)
        self.small += content.ljust(count * SMALL, b"\0")
        self.small_table += [*range(first + 1, first + count), END]
        return first

    def chain(self, content: bytes) -> int:
        first, count = len(self.sectors), -(-len(content) // SECTOR)
        padded = content.ljust(count * SECTOR, b"\0")
        self.sectors += [padded[at * SECTOR : (at + 1) * SECTOR] for at in range(count)]
        self.table += [*range(first + 1, first + count), END]
        return first


def _compound(tree: Tree) -> bytes:
    made = _Compound()
    made.add("Root Entry", tree)
    made.entries[0][1] = 5
    small_table = made.chain(struct.pack(f"<{len(made.small_table)}I", *made.small_table)) if made.small else END
    small_count = -(-len(made.small_table) * 4 // SECTOR)
    made.entries[0][5] = made.chain(bytes(made.small)) if made.small else END
    made.entries[0][6] = len(made.small)
    directory = made.chain(b"".join(_entry(*each) for each in made.entries))
    count = 1
    while count * SECTOR // 4 < len(made.table) + count:
        count += 1
    first = len(made.sectors)
    table = [*made.table, *[0xFFFFFFFD] * count]
    table += [FREE] * (count * SECTOR // 4 - len(table))
    made.sectors += [struct.pack("<128I", *table[at * 128 : (at + 1) * 128]) for at in range(count)]
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<IIIIIIIII", 0, count, directory, 0, CUTOFF, small_table, small_count, END, 0)
    head += struct.pack("<109I", *[*range(first, first + count), *[FREE] * (109 - count)])
    return head + b"".join(made.sectors)


def _entry(name: str, kind: int, left: int, right: int, child: int, start: int, size: int) -> bytes:
    written = (name + "\0").encode("utf-16-le")
    head = written.ljust(64, b"\0") + struct.pack("<HBBIII", len(written), kind, 1, left, right, child)
    return head + bytes(36) + struct.pack("<IQ", start, size)
