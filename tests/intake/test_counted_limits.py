"""Files that cost nothing to make and would cost minutes to read: each is refused for what it holds too much of.

How long they took before, and take now, is for a stopwatch; what is claimed here is the count that stops them.
"""

import io
import json
import struct
import zipfile
import zlib
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from attrs import evolve

from privacy_wizard.attestation.reasons import Reason
from privacy_wizard.attestation.signature_bytes import look
from privacy_wizard.attestation.statement import POINT_LIMIT, TEXT_LIMIT, Statement, StatementFault, from_json, to_json
from privacy_wizard.intake import opening, outlook
from privacy_wizard.intake.opening import open_arrival
from privacy_wizard.intake.opening_limits import MOST_PARTS, OpeningBudget, OpeningFault
from privacy_wizard.pdf import strict_values
from privacy_wizard.pdf.strict_reader import read_plain
from privacy_wizard.pdf.strict_values import TooMuch

from .outlook import _compound
from .test_opening import A, packed
from .world import reasons, report

HEAD = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"


def _object(value: bytes) -> bytes:
    return HEAD + b"1 0 obj\n" + value + b"\nendobj\n"


def _added_to(times: int) -> bytes:
    out, before = bytearray(HEAD), b""
    for _ in range(times):
        at = len(out)
        out += b"1 0 obj\n0\nendobj\n"
        table = len(out)
        out += b"xref\n1 1\n%010d 00000 n \ntrailer\n<</Size 2 %b>>\nstartxref\n%d\n%%%%EOF\n" % (at, before, table)
        before = b"/Prev %d" % table
    return bytes(out)


FEW = 20_000  # values, where a million may be: to count those takes a second each time
PDFS: dict[str, Callable[[], bytes]] = {
    "numbers": lambda: _object(b"[" + b"0 " * FEW + b"]"),
    "empty dictionaries": lambda: _object(b"[" + b"<<>>" * FEW + b"]"),
    "escapes in a string": lambda: _object(b"(" + b"\\(" * FEW + b")"),
    "brackets in a string": lambda: _object(b"(" + b"(" * FEW + b")" * FEW + b")"),
    "revisions": lambda: _added_to(5_000),
}


@pytest.fixture
def few_values(monkeypatch: pytest.MonkeyPatch) -> None:
    assert strict_values.VALUE_LIMIT <= 1_000_000
    monkeypatch.setattr(strict_values, "VALUE_LIMIT", FEW)


@pytest.mark.parametrize("name", PDFS)
def test_a_pdf_with_more_in_it_than_any_attestation_is_called_too_large(name: str, few_values: None) -> None:
    found = report(PDFS[name]())
    assert reasons(found) == {Reason.TOO_LARGE}
    assert found.reasons[0].sentence.startswith("The file is far larger than any attestation")
    assert "any attestation" in found.reasons[0].detail


def test_as_many_values_as_may_be_are_read(few_values: None) -> None:
    with pytest.raises(TooMuch):
        read_plain(_object(b"[" + b"0 " * FEW + b"]"))
    with pytest.raises(Exception, match="table of objects"):
        read_plain(_object(b"[" + b"0 " * (FEW - 10) + b"]"))


def test_a_place_for_a_signature_that_no_signature_fills_is_not_taken_apart() -> None:
    der = b"\x30\x84" + struct.pack(">I", 4_000_000) + b"\x30\x00" * 2_000_000
    gap = b"<" + der.hex().encode() + b">"
    start = HEAD + b"/ByteRange [0 1000 %d 4]" % (1000 + len(gap)) * 8
    found = look(start.ljust(1000) + gap + b"rest")
    assert (found.mentioned, found.intact) == (True, None)


# ---- the data of an attestation


def _changed(statement: Statement, **changes: Any) -> bytes:
    return to_json(evolve(statement, **changes))


def test_a_drawn_signature_of_more_points_than_a_hand_makes_is_refused(statement: Statement) -> None:
    strokes = tuple(tuple((x % 1000, y) for x in range(4_000)) for y in range(6))
    drawn = evolve(statement.signature, strokes=strokes[:5])
    assert sum(map(len, drawn.strokes)) == POINT_LIMIT
    assert from_json(_changed(statement, signature=drawn)).signature == drawn
    with pytest.raises(StatementFault, match=r"signature\.strokes: has more points than any signature"):
        from_json(_changed(statement, signature=evolve(drawn, strokes=strokes)))


def test_more_text_than_any_statement_has_is_refused_whatever_the_logo_takes(statement: Statement) -> None:
    part = evolve(statement.findings[0], reason="word " * 799)
    document = _changed(statement, findings=(part,) * 450)
    assert TEXT_LIMIT < len(document) < 2_000_000
    with pytest.raises(StatementFault, match="larger than any statement"):
        from_json(document)
    logo = {"media_type": "image/png", "base64": "A" * 1_400_000}
    plain = json.loads(to_json(statement))
    plain["school"]["logo"] = logo
    assert from_json(json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode())


# ---- archives


def _zip_of_copies(entries: int, *, apart: bool, checksum: int, unpacked: int = 24_000_000) -> bytes:
    """Entries of the same packed bytes: each with its own copy, or all with the one copy."""
    data = zlib.compress(bytes(unpacked), 9)[2:-4]
    out, table, at = bytearray(), bytearray(), 0
    for number in range(entries):
        name = b"%05d.pdf" % (number if apart else 0)
        if apart or not out:
            at = len(out)
            out += struct.pack("<4s5H3L2H", b"PK\3\4", 20, 0, 8, 0, 33, checksum, len(data), unpacked, len(name), 0)
            out += name + data
        table += struct.pack(
            *("<4s6H3L5H2L", b"PK\1\2", 20, 20, 0, 8, 0, 33, checksum, len(data), unpacked, len(name)),
            *(0, 0, 0, 0, 0, at),
        )
        table += name
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, entries, entries, len(table), len(out), 0)
    return bytes(out) + bytes(table) + end


def test_lines_that_nearly_begin_a_mail_are_told_from_one_at_a_glance() -> None:
    nearly = b"\nFrom " + b"a@" * 190
    opened = open_arrival("a.mbox", b"From sam@oak.example Fri Nov 20 2026\nSubject: a\n\n" + nearly * 3_000)
    assert [each.fault for each in opened.refused] == [OpeningFault.NOTHING_IN_IT]


def _faults(name: str, content: bytes) -> list[OpeningFault]:
    opened = open_arrival(name, content)
    assert opened.members == ()
    return [each.fault for each in opened.refused]


def test_entries_that_share_their_bytes_are_not_unpacked_one_by_one() -> None:
    assert _faults("a.zip", _zip_of_copies(19_000, apart=False, checksum=1)) == [OpeningFault.DAMAGED]


def test_what_is_unpacked_and_found_damaged_takes_room_too() -> None:
    opened = open_arrival("a.zip", _zip_of_copies(9, apart=True, checksum=1), room=50_000_000)
    found = [each.fault for each in opened.refused]
    assert found[0] is OpeningFault.DAMAGED
    assert found.count(OpeningFault.DAMAGED) <= 3
    assert OpeningFault.TOO_LARGE in found


def test_folders_in_zips_in_a_zip_are_counted_together() -> None:
    folders = packed({f"{number}/": b"" for number in range(MOST_PARTS // 4)})
    assert _faults("a.zip", packed({f"{number}.zip": folders for number in range(6)}))[-1] is OpeningFault.TOO_MANY


def test_an_archive_of_as_many_files_as_are_taken_is_read() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for number in range(5_000):
            archive.writestr(f"{number}/", b"")
            archive.writestr(f"{number}/a.pdf", A)
    opened = open_arrival("a.zip", made.getvalue())
    assert (len(opened.members), opened.refused) == (5_000, ())


# ---- mails

_ATTACHED = b"Subject: a\nContent-Type: application/pdf\nContent-Disposition: attachment; filename="


def _nested(levels: int, lines: int) -> bytes:
    out = b"Subject: a\n"
    for level in range(levels):
        out += b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (level, level)
    return out + b"\n" + b"x\n" * lines


MAILS: dict[str, tuple[Callable[[], bytes], OpeningFault]] = {
    "lines": (lambda: b"Subject: a\n\n" + b"\n" * 2_100_000, OpeningFault.TOO_LARGE),
    "lines of another system": (lambda: b"Subject: a\n\n" + b"\r" * 2_100_000, OpeningFault.TOO_LARGE),
    "one line": (lambda: b"Subject: a\n\n" + b"a" * 81_000_000, OpeningFault.TOO_LARGE),
    "headers": (lambda: b"".join(b"X-%d: a\n" % at for at in range(60_000)) + b"\n", OpeningFault.TOO_MANY),
    "parts": (
        lambda: b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\na\n" * 20_000,
        OpeningFault.TOO_MANY,
    ),
    "parts in parts": (lambda: _nested(300, 20_000), OpeningFault.TOO_DEEP),
    "mails in mails": (lambda: b"Content-Type: message/rfc822\n\n" * 20_000, OpeningFault.TOO_DEEP),
    "encoded words in a name": (
        lambda: _ATTACHED + b'"' + b" ".join([b"=?utf-8?q?a?="] * 60_000) + b'"\n\n%PDF-',
        OpeningFault.TOO_LARGE,
    ),
    "pieces of a name": (
        lambda: _ATTACHED + b"".join(b"; filename*%d*=utf-8''a" % at for at in range(60_000)) + b"\n\n%PDF-",
        OpeningFault.TOO_LARGE,
    ),
    "pieces of a short header": (
        lambda: b'Subject: a\nContent-Type: application/pdf; a="' + b";" * 9_000 + b"\n\n%PDF-",
        OpeningFault.TOO_LARGE,
    ),
    "long names in two hundred parts": (
        lambda: (
            b"Content-Type: multipart/mixed; boundary=b\n\n"
            + (b"--b\nContent-Type: application/pdf; name=" + b"=?utf-8?q?a?=" * 700 + b"\n\n%PDF-\n") * 190
        ),
        OpeningFault.TOO_LARGE,
    ),
    "a quotation mark that is never closed": (
        lambda: b'Subject: a\nContent-Type: application/pdf; a="' + b";" * 300_000 + b"\n\n%PDF-",
        OpeningFault.TOO_LARGE,
    ),
}


@pytest.mark.parametrize("name", MAILS)
def test_a_mail_with_more_in_it_than_any_mail_is_not_opened(name: str) -> None:
    make, fault = MAILS[name]
    assert _faults("a.eml", make()) == [fault]


def test_a_long_name_and_many_recipients_are_read() -> None:
    name = " ".join(["=?utf-8?q?Zo=C3=AB?="] * 100)
    to = ",\n ".join(f"person.{number}@school.example" for number in range(2_000))
    content = f'Subject: a\nTo: {to}\nContent-Type: application/pdf; name="{name}"\n\n%PDF-'.encode()
    (found,) = open_arrival("a.eml", content).members
    assert found.name.endswith("ZoëZoë")


def test_a_name_longer_than_any_file_has_is_left_as_it_was_written() -> None:
    (found,) = open_arrival("a.eml", _ATTACHED + b'"' + b" ".join([b"=?utf-8?q?a?="] * 600) + b'"\n\n%PDF-').members
    assert found.name.endswith("=?utf-8?q?a?= =?utf-8?q?a?=")


def test_an_outlook_message_whose_parts_share_their_bytes_is_refused() -> None:
    tree: Any = {"__properties_version1.0": bytes(32), **{f"s{number}": bytes(100_000) for number in range(60)}}
    made = bytearray(_compound(tree))
    entries = [at for at in range(512, len(made) - 127, 128) if made[at : at + 2] == b"s\0" and made[at + 66] == 2]
    for at in entries:  # every stream is the first one, said to be a megabyte
        made[at + 116 : at + 124] = made[entries[0] + 116 : entries[0] + 120] + struct.pack("<I", 1_000_000)
    assert len(entries) == 60
    assert _faults("a.msg", bytes(made)) == [OpeningFault.DAMAGED]


def test_mails_and_messages_are_counted_over_all_that_is_in_one_file(monkeypatch: pytest.MonkeyPatch) -> None:
    limits = {"mail_bytes": 100, "mail_lines": 9, "outlook_entries": 9}
    mail, message = b"Subject: x\n\nHi\n", _compound({"__properties_version1.0": bytes(32)})
    for kind, content, opened in (("eml", mail + b"x" * 30, 2), ("eml", mail + b"\n", 2), ("msg", message, 4)):
        monkeypatch.setattr(opening, "OpeningBudget", partial(OpeningBudget, **limits))
        faults = _faults("a.zip", packed({f"{at}.{kind}": content for at in range(6)}))
        assert faults == [OpeningFault.TOO_MANY] * (6 - opened), kind


def test_an_outlook_message_of_more_entries_than_any_message_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert outlook._MOST_ENTRIES <= 20_000
    monkeypatch.setattr(outlook, "_MOST_ENTRIES", 4_000)
    tree: Any = {f"t{number}": {f"s{at:03}": b"a" for at in range(200)} for number in range(25)}
    assert _faults("a.msg", _compound({"__properties_version1.0": bytes(32), **tree})) == [OpeningFault.TOO_MANY]
