"""Archives and e-mails: what is in them comes out whole, under limits, and nothing in them does any harm."""

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Mapping
from email.message import EmailMessage

import pytest

from privacy_wizard.intake.opening import is_container, open_arrival
from privacy_wizard.intake.opening_limits import OpeningFault
from tests.in_turn import in_turn

from .outlook import outlook_message

A, B = b"%PDF-1.7\nfirst", b"%PDF-1.7\nsecond" + bytes(9000)


def packed(files: Mapping[str, bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", how) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


def mail(files: Mapping[str, bytes], subject: str = "My attestation") -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@school.example", "hr@school.example", subject
    message.set_content("Here it is.")
    for name, content in files.items():
        message.add_attachment(content, maintype="application", subtype="pdf", filename=name)
    return message.as_bytes()


def found(name: str, content: bytes) -> dict[str, bytes]:
    opened = open_arrival(name, content)
    assert opened.refused == ()
    return {each.name: each.content for each in opened.members}


def faults(content: bytes, name: str = "x.zip") -> list[OpeningFault]:
    return [each.fault for each in open_arrival(name, content).refused]


def test_a_pdf_is_taken_as_it_is() -> None:
    assert found("my attestation.pdf", A) == {"my attestation.pdf": A}
    assert found("anything", b"no pdf at all") == {"anything": b"no pdf at all"}
    assert not is_container("a.pdf", A)


def test_every_pdf_in_a_zip_is_found_wherever_it_lies() -> None:
    content = packed({"a.pdf": A, "folder/deep/b.PDF": B, "folder/picture.png": b"\x89PNG"})
    assert found("all.zip", content) == {"all.zip › a.pdf": A, "all.zip › b.PDF": B}
    assert open_arrival("all.zip", content).aside == ("all.zip › picture.png",)


def test_attachments_of_a_mail_are_found_whatever_they_are_called() -> None:
    content = mail({"Zoë’s attestation.pdf": A, "b": B})
    assert found("mail.eml", content) == {"mail.eml › Zoë’s attestation.pdf": A, "mail.eml › b": B}
    assert found("no name", content) == {"no name › Zoë’s attestation.pdf": A, "no name › b": B}


def test_a_mail_in_a_mail_in_a_zip_is_opened() -> None:
    outer = EmailMessage()
    outer["Subject"] = "Fwd"
    outer.set_content("see below")
    inner = EmailMessage()
    inner["Subject"] = "Hand-in"
    inner.set_content("x")
    inner.add_attachment(packed({"a.pdf": A}), maintype="application", subtype="zip", filename="a.zip")
    outer.add_attachment(inner)
    assert list(found("all.zip", packed({"fwd.eml": outer.as_bytes()})).values()) == [A]


@in_turn("content", [A, B, B * 300])
def test_attachments_of_an_outlook_message_are_found(content: bytes) -> None:
    message = outlook_message({"Zoë.pdf": content, "note.txt": b"hello"})
    opened = open_arrival("message.msg", message)
    assert [(each.name, each.content) for each in opened.members] == [("message.msg › Zoë.pdf", content)]
    assert opened.aside == ("message.msg › note.txt",)


def test_an_outlook_message_that_is_damaged_is_refused_and_no_more() -> None:
    message, chance = outlook_message({"a.pdf": B}), random.Random(5)
    for _ in range(200):
        at = chance.randrange(8, len(message))
        damaged = message[:at] + chance.randbytes(chance.randrange(1, 9)) + message[at + 4 :]
        open_arrival("message.msg", damaged[: chance.randrange(600, len(damaged) + 1)])


@pytest.mark.parametrize("make", [packed, mail], ids=["zip", "mail"])
def test_archives_and_mails_that_are_damaged_are_refused_and_no_more(make: object) -> None:
    content, chance = make({"a.pdf": A, "b.pdf": B}), random.Random(6)  # type: ignore[operator]
    for _ in range(250):
        at = chance.randrange(len(content))
        open_arrival("x", content[:at] + chance.randbytes(chance.randrange(1, 9)) + content[at + 4 :])


def test_names_lead_nowhere_and_drive_no_terminal() -> None:
    names = ["../../etc/passwd.pdf", "C:\\Windows\\a.pdf", "/abs.pdf", "\x1b[2Jb\u202efdp.pdf", "x" * 5000 + ".pdf"]
    shown = [each.name for each in open_arrival("a.zip", packed(dict.fromkeys(names, A))).members]
    assert shown[:3] == ["a.zip › passwd.pdf", "a.zip › a.pdf", "a.zip › abs.pdf"]
    assert "\x1b" not in shown[3]
    assert "\u202e" not in shown[3]
    assert len(shown[4]) < 300


def test_nothing_in_it_is_said() -> None:
    assert faults(packed({"a.txt": b"hello"})) == [OpeningFault.NOTHING_IN_IT]
    assert faults(mail({}), "a.eml") == [OpeningFault.NOTHING_IN_IT]
    assert faults(b"", "a.eml") == [OpeningFault.DAMAGED]


# ---- hostile


def test_a_zip_that_grows_is_stopped_where_a_pdf_would_end() -> None:
    assert faults(packed({"a.pdf": bytes(30_000_000)})) == [OpeningFault.TOO_LARGE]


def test_a_zip_that_lies_about_its_sizes_is_stopped_too() -> None:
    content = packed({"a.pdf": bytes(30_000_000), "b.pdf": A})
    real = struct.pack("<I", 30_000_000)
    opened = open_arrival("x.zip", content.replace(real, struct.pack("<I", 1000)))
    assert OpeningFault.DAMAGED in [each.fault for each in opened.refused]
    assert [each.content for each in opened.members] == [A]


def test_zips_in_zips_end() -> None:
    content = packed({"a.pdf": A})
    for _ in range(6):
        content = packed({"more.zip": content})
    assert faults(content) == [OpeningFault.TOO_DEEP]


def test_a_zip_that_holds_itself_many_times_over_ends() -> None:
    """Entries that share their bytes: ten kilobytes that would unpack to gigabytes."""
    kernel = zlib.compressobj(9, zlib.DEFLATED, -15)
    data = kernel.compress(b"%PDF-" + bytes(20_000_000)) + kernel.flush()
    crc = zlib.crc32(b"%PDF-" + bytes(20_000_000))
    head = struct.pack("<4s5H3I2H", b"PK\3\4", 20, 0, 8, 0, 0, crc, len(data), 20_000_005, 5, 0) + b"a.pdf"
    entry = struct.pack("<4s6H3I5H2I", b"PK\1\2", 20, 20, 0, 8, 0, 0, crc, len(data), 20_000_005, 5, 0, 0, 0, 0, 0, 0)
    table = (entry + b"a.pdf") * 400
    end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 400, 400, len(table), len(head + data), 0)
    opened = open_arrival("x.zip", head + data + table + end, room=90_000_000)
    # A Python that knows of shared bytes finds the entries damaged; another unpacks as far as there is room.
    assert opened.refused
    assert {each.fault for each in opened.refused} <= {OpeningFault.TOO_LARGE, OpeningFault.DAMAGED}
    assert sum(len(each.content) for each in opened.members) <= 90_000_000


def test_a_locked_zip_is_named_as_such() -> None:
    content = packed({"a.pdf": A}, zipfile.ZIP_STORED)
    for head in (b"PK\3\4\x14\0", b"PK\1\2\x14\3\x14\0"):
        content = content.replace(head + b"\0", head + b"\1")
    assert faults(content) == [OpeningFault.ENCRYPTED]


def test_more_files_than_are_taken_at_once_are_left() -> None:
    opened = open_arrival("x.zip", packed({f"{number}.pdf": A for number in range(5001)}))
    assert len(opened.members) == 5000
    assert [each.fault for each in opened.refused] == [OpeningFault.TOO_MANY]


def test_a_table_of_a_million_entries_is_not_read() -> None:
    content = packed({"a.pdf": A})
    assert faults(content[:-22] + b"PK\1\2" * 1_000_000 + content[-22:]) == [OpeningFault.TOO_MANY]


def test_a_mail_of_parts_in_parts_ends() -> None:
    nested = b"Subject: x\nContent-Type: multipart/mixed; boundary=a\n\n--a\n" * 2000
    open_arrival("x.eml", nested)
    open_arrival("x.eml", b"Content-Type: message/rfc822\n\n" * 3000)


@in_turn("fault", OpeningFault)
def test_every_fault_has_a_sentence_that_says_what_to_do(fault: OpeningFault) -> None:
    assert fault.sentence.count(". ") >= 1
    assert fault.sentence.endswith(".")
