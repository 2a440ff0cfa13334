"""A shelf of broken and hostile files, each made by a few lines, so that it can be read what is wrong with it."""

import random
import zlib
from collections.abc import Callable, Mapping
from io import BytesIO

import pikepdf

from privacy_wizard.pdf.strict_reader import OBJECT_LIMIT, SIZE_LIMIT, STREAM_LIMIT

HEADER = b"%PDF-1.7\n%\xbf\xf7\xa2\xfe\n"


def plain(*objects: bytes, trailer: bytes = b"/Root 1 0 R") -> bytes:
    """A small file whose form is in order, whatever its objects say."""
    made, places = bytearray(HEADER), []
    for number, body in enumerate(objects, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    made += b"".join(b"%010d 00000 n \n" % place for place in places)
    made += b"trailer << %s /Size %d >>\nstartxref\n%d\n%%%%EOF\n" % (trailer, len(objects) + 1, table)
    return bytes(made)


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """A packed stream as the body of an object."""
    packed = zlib.compress(content, 9)
    return b"<< %s /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (entries, len(packed), packed)


def _rewritten(**how: object) -> bytes:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        made = BytesIO()
        pdf.save(made, **how)  # type: ignore[arg-type]
    return made.getvalue()


def _endless_table() -> bytes:
    """A file whose table of objects says that the one before is itself."""
    whole = plain(b"<< /Type /Catalog >>")
    table = whole.rindex(b"xref\n0 ")
    return whole.replace(b"/Size 2", b"/Size 2 /Prev %d" % table)


def _growing(levels: int) -> bytes:
    """Packed again and again: a thousand times larger at each step."""
    content = bytes(10_000_000)
    for _ in range(levels):
        content = zlib.compress(content, 9)
    filters = b" ".join([b"/FlateDecode"] * levels)
    return plain(b"<< /Filter [%s] /Length %d >>\nstream\n%s\nendstream" % (filters, len(content), content))


SHELF: Mapping[str, Callable[[], bytes]] = {
    "nothing": lambda: b"",
    "one byte": lambda: b"%",
    "a header alone": lambda: b"%PDF-1.7\n",
    "a header twice": lambda: HEADER + HEADER,
    "noise": lambda: random.Random(1).randbytes(50_000),
    "noise behind a header": lambda: HEADER + random.Random(2).randbytes(50_000),
    "a web page": lambda: b"<!doctype html><title>attestation.pdf</title>",
    "an archive": lambda: b"PK\x03\x04" + bytes(1000),
    "a PDF behind something else": lambda: b"MZ" + plain(b"<< /Type /Catalog >>"),
    "an empty catalogue": lambda: plain(b"<< /Type /Catalog >>"),
    "no catalogue": lambda: plain(b"null", trailer=b""),
    "a catalogue that is itself": lambda: plain(b"1 0 R"),
    "fields that lead to themselves": lambda: plain(
        b"<< /AcroForm 2 0 R >>", b"<< /Fields [ 2 0 R 2 0 R ] /T (Attestor) /V 2 0 R >>"
    ),
    "a signature that is nothing": lambda: plain(
        b"<< /AcroForm << /Fields [ << /T (Attestor) /V << /Type /Sig /ByteRange null /Contents <00> >> >> ] >> >>"
    ),
    "a signature of numbers beyond measure": lambda: plain(
        b"<< /AcroForm << /Fields [ << /T (Attestor) /V << /Type /Sig /Filter /Adobe.PPKLite /SubFilter "
        b"/ETSI.CAdES.detached /ByteRange [0 999999999 999999999 999999999] /Contents <00> >> >> ] >> >>"
    ),
    "a table that leads to itself": _endless_table,
    "a table in a stream": lambda: _rewritten(object_stream_mode=pikepdf.ObjectStreamMode.generate),
    "encrypted": lambda: _rewritten(encryption=pikepdf.Encryption(owner="a", user="b")),
    "linearised": lambda: _rewritten(linearize=True),
    "a stream that unpacks to more than any": lambda: plain(b"<< >>", stream(bytes(STREAM_LIMIT + 1))),
    "packed inside one archive after another": lambda: _growing(4),
    "more objects than any": lambda: (
        HEADER + b"".join(b"%d 0 obj\nnull\nendobj\n" % n for n in range(1, OBJECT_LIMIT + 2))
    ),
    "more bytes than any": lambda: HEADER + bytes(SIZE_LIMIT),
    "lists without end": lambda: plain(b"[" * 200_000),
    "lists in lists": lambda: plain(b"[" * 200_000 + b"]" * 200_000),
    "brackets without end": lambda: plain(b"(" * 200_000),
    "dictionaries without end": lambda: plain(b"<< /A " * 100_000),
    "a number without end": lambda: plain(b"9" * 200_000),
    "a name without end": lambda: plain(b"/" + b"A" * 200_000),
    "a string in hexadecimal without end": lambda: plain(b"<" + b"00" * 200_000),
    "a stream longer than the file": lambda: plain(b"<< /Length 99999999 >>\nstream\n\nendstream"),
    "a stream of negative length": lambda: plain(b"<< /Length -5 >>\nstream\n\nendstream"),
    "the same key twice": lambda: plain(b"<< /Type /Catalog /Type /Catalog >>"),
    "the same object twice": lambda: HEADER + b"1 0 obj\nnull\nendobj\n1 0 obj\n<< >>\nendobj\n",
    "a table that names what is not there": lambda: plain(b"<< >>").replace(b"0000000015", b"0000000016"),
    "signatures without number": lambda: HEADER + b"/ByteRange [0 1 2 3] /Contents <00> " * 100_000,
    "a table of a million entries": lambda: HEADER + b"xref\n0 9999999\n" + b"0000000000 65535 f \n" * 100_000,
}
