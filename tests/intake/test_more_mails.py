"""More mails and files as schools send them, each in a line: what is taken out of it, and what is named."""

import base64
import gzip
import quopri
import struct
import sys
from pathlib import Path
from typing import Any

from attrs import frozen

from privacy_wizard.intake.arrivals import arrive, files_in
from privacy_wizard.intake.opening import open_arrival
from privacy_wizard.intake.opening_limits import OpeningFault

from .outlook import _compound, outlook_message
from .test_mails_as_sent import (
    SAM,
    SAMS,
    ZOE,
    _emlx,
    _mbox,
    attached,
    in_parts,
    in_winmail,
    record,
    uuencoded,
    variable,
    winmail,
)
from .test_opening import mail, packed

HEAD = b"From: a@oak.example\nSubject: x\nDate: Fri, 20 Nov 2026 09:00:00 +0000\nMIME-Version: 1.0\n"
LETTERS = base64.encodebytes(SAM)
PDF = b"Content-Type: application/pdf; name=a.pdf\n"
WINMAIL = (Path(__file__).parent.parent / "shelf" / "from_schools" / "winmail.eml").read_bytes()
PGP = b"-----BEGIN PGP MESSAGE-----\n\nabc\n-----END PGP MESSAGE-----\n"
NOTHING, ELSEWHERE, ELSE = OpeningFault.NOTHING_IN_IT, OpeningFault.LEFT_OUT, OpeningFault.PACKED_OTHERWISE


@frozen
class Right:
    """`taken`: what is handed in; `refused`: why something was not opened; `aside`: how many files are none."""

    taken: tuple[bytes, ...] = ()
    refused: tuple[OpeningFault, ...] = ()
    aside: int = 0


def parts(kind: bytes, *within: bytes, boundary: bytes = b"q") -> bytes:
    head = HEAD + b"Content-Type: " + kind + b"; boundary=" + boundary + b"\n\n"
    return head + b"".join(b"--" + boundary + b"\n" + each + b"\n" for each in within) + b"--" + boundary + b"--\n"


def in_base64(content: bytes, said: bytes = b"base64") -> bytes:
    return in_parts(PDF + b"Content-Transfer-Encoding: " + said + b"\n\n" + content)


def _wrapped_again(content: bytes, width: int) -> bytes:
    lines = base64.encodebytes(content).splitlines()
    return b"\n".join(line[at : at + width] for line in lines for at in range(0, len(line), width))


def _appointment(content: bytes) -> bytes:
    letters = base64.b64encode(content)
    lines = b"\r\n ".join(letters[at : at + 74] for at in range(0, len(letters), 74))
    return b"BEGIN:VCALENDAR\r\nATTACH;ENCODING=BASE64;VALUE=BINARY:" + lines + b"\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"


def _to_everyone(content: bytes) -> bytes:
    told: dict[str, bytes] = {f"__substg1.0_{0x3001 + at:04X}001F": b"x\0" for at in range(40)}
    people: dict[str, Any] = {f"__recip_version1.0_#{at:08X}": told for at in range(110)}
    file = {"__substg1.0_37010102": content, "__substg1.0_3707001F": "a.pdf".encode("utf-16-le")}
    return _compound({"__properties_version1.0": bytes(32), **people, "__attach_version1.0_#00000000": file})


def _object(content: bytes, cut: int | None = None) -> bytes:
    """An attachment that is an object of the program that made it."""
    kind = bytes.fromhex("0b00000000000000c000000000000046")
    saved = kind + _compound({"CONTENTS": content})[:cut]
    return record(2, 0x9005, struct.pack("<I", 1) + variable(0x3701, 0x0D, saved))


WHOLE = SAM + b"\n%%EOF\n"  # whose letters end in a line of 12
NO_PDF = Right(refused=(NOTHING,), aside=1)
S, BOTH = Right((SAM,)), Right((SAM, ZOE))
CASES: dict[str, tuple[str, bytes, Right]] = {
    "signed so that all can read it": (
        "a.eml",
        parts(b"multipart/signed", parts(b"multipart/mixed", attached("a.pdf", SAM), boundary=b"z")[len(HEAD) :],
              attached("smime.p7s", b"\x30\x80sig", "application/pkcs7-signature")),
        Right((SAM,), aside=1),
    ),
    "encrypted by PGP": (
        "a.eml",
        parts(b"multipart/encrypted", b"Content-Type: application/pgp-encrypted\n\nVersion: 1"),
        Right(refused=(OpeningFault.ENCRYPTED_MAIL,)),
    ),
    "encrypted by PGP in its text": ("a.eml", HEAD + b"\n" + PGP, Right(refused=(OpeningFault.ENCRYPTED_MAIL,))),
    "a file encrypted by PGP": ("a.pdf.asc", PGP, Right(refused=(ELSE,))),
    "many mails, CRLF": ("m.mbox", _mbox(SAMS, mail({"z.pdf": ZOE})).replace(b"\n", b"\r\n"), BOTH),
    "many mails that count their bytes wrongly": (
        "m.mbox", _mbox(b"Content-Length: 5\n" + SAMS, b"Content-Length: 7\n" + mail({"z.pdf": ZOE})), BOTH
    ),
    "many mails called a text": ("inbox.txt", _mbox(SAMS), S),
    "many mails without an ending": ("Inbox", _mbox(SAMS), S),
    "Apple Mail, with a wrong count": ("a.emlx", b"99        \n" + SAMS + b'<?xml version="1.0"?><plist/>', S),
    "Apple Mail, attachments elsewhere": (
        "1.partial.emlx", _emlx(in_parts(PDF + b"X-Apple-Content-Length: 5376\n\n")), Right(refused=(ELSEWHERE,))
    ),
    "a draft of Outlook's": ("a.oft", outlook_message({"a.pdf": SAM}), S),
    "all of Outlook": ("a.pst", b"!BDN" + bytes(600), Right(refused=(ELSE,))),
    "all of Outlook on a Mac": ("a.olm", packed({"m.xml": b"<mails/>", "a.pdf": SAM}), Right((SAM,), aside=1)),
    "packed by gzip": ("a.pdf.gz", gzip.compress(SAM), Right(refused=(ELSE,))),
    "the first of several volumes": ("a.z01", b"PK\x07\x08" + bytes(100), Right(refused=(ELSE,))),
    "a web archive": ("a.mht", parts(b"multipart/related", attached("a.pdf", SAM)), S),
    "a mail called a text": ("a.txt", b"X-Mozilla-Status: 0001\n" + in_parts(attached("a.pdf", SAM)), S),
    "kept on another server": (
        "a.eml",
        in_parts(b'Content-Type: message/external-body; access-type=URL; URL="https://x/a.pdf"\n\n' + PDF),
        Right(refused=(ELSEWHERE,)),
    ),
    "sent in several mails": (
        "a.eml", HEAD + b'Content-Type: message/partial; id="x"; number=1; total=2\n\n' + SAMS[:3000],
        Right(refused=(ELSEWHERE,)),
    ),
    "a link and no file": (
        "a.eml", HEAD + b"Content-Type: text/html\n\n<a href='https://x/a.pdf'>a</a>\n", Right(refused=(NOTHING,))
    ),
    "taken away on its way": (
        "a.eml", in_parts(b"Content-Type: text/plain; name=a.pdf.txt\n\nremoved"), Right(refused=(NOTHING,), aside=1)
    ),
    "put away on its way": ("a.eml", in_parts(attached("original.zip", packed({"orig.eml": SAMS}))), S),
    "nothing but the file": ("a.eml", HEAD + PDF + b"Content-Transfer-Encoding: base64\n\n" + LETTERS, S),
    "a file without a name": ("a.eml", in_parts(attached("", SAM)), S),
    "said to be a text": ("a.eml", in_base64(LETTERS).replace(b"application/pdf", b"text/plain"), S),
    "an ending that no file has": ("a.eml", in_parts(attached("a.pdf_", SAM), attached("attestation", ZOE)), BOTH),
    "uuencoded as a part": ("a.eml", in_base64(uuencoded("a.pdf", SAM), b"x-uuencode"), S),
    "a blank ahead of a header's colon": (
        "a.eml", in_base64(LETTERS).replace(b"Transfer-Encoding:", b"Transfer-Encoding :"), S
    ),
    "base64 misspelled": ("a.eml", in_base64(LETTERS, b"base-64"), S),
    "base64 not said": ("a.eml", in_parts(PDF + b"\n" + LETTERS), S),
    "base64 quoted": ("a.eml", in_base64(b"\n".join(b"> " + line for line in LETTERS.splitlines())), S),
    "base64 with a remark behind": ("a.eml", in_base64(LETTERS + b"\n-- \nScanned by Mail Guard: no virus.\n"), S),
    "base64 with signs amid a line": (
        "a.eml", in_base64(LETTERS[:100] + b"\x00!\xff" + LETTERS[100:].replace(b"\n", b"=\n", 3)), S
    ),
    "base64 of two pieces, each filled up": (
        "a.eml", in_base64(base64.encodebytes(SAM[:100]) + base64.encodebytes(SAM[100:])), S
    ),
    "base64 wrapped again": ("a.eml", in_base64(_wrapped_again(WHOLE, 70)), Right((WHOLE,))),
    "base64 wrapped again and quoted": (
        "a.eml", in_base64(b"> " + _wrapped_again(WHOLE, 60).replace(b"\n", b"\n> ")), Right((WHOLE,))
    ),
    "base64 and a word below": ("a.eml", in_base64(LETTERS + b"Unclassified\n"), S),
    "base64 as in addresses": ("a.eml", in_base64(base64.urlsafe_b64encode(SAM)), S),
    "base64 in one line and words below": (
        "a.eml", in_base64(base64.b64encode(SAM) + b"\n__\nhttps://guard.example/" + b"a/b" * 30 + b"\n"), S
    ),
    "in the text of a web page": (
        "a.eml",
        HEAD + b'Content-Type: text/html\n\n<a href="data:application/pdf;base64,' + LETTERS + b'">a</a>\n',
        S,
    ),
    "blanks and a mark ahead of a PDF": ("a.eml", in_parts(attached("attestation", b"\xef\xbb\xbf\r\n" + SAM)), S),
    "the headers of a download ahead": ("a.pdf", b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n\r\n" + SAM, S),
    "the words of a scanner ahead": ("a.pdf", b"\x1b%-12345X@PJL\r\n@PJL ENTER LANGUAGE=PDF\r\n" + SAM, S),
    "a Mac's own ahead, within the file": (
        "a.eml", in_parts(attached("a.pdf", b"\0\5\x16\0\0\2\0\0" + bytes(40) + SAM)), S
    ),
    "blanks and zeros behind": ("a.eml", in_parts(attached("a.pdf", WHOLE + b"\r\n" + bytes(120))), Right((WHOLE,))),
    "words behind stay, and show": ("a.pdf", WHOLE + b"\n<!-- x -->", Right((WHOLE + b"\n<!-- x -->",))),
    "a PDF saved as letters": ("a.pdf", LETTERS, S),
    "an address that holds the file": ("a.txt", b"data:application/pdf;base64," + LETTERS.replace(b"\n", b""), S),
    "an appointment": ("a.eml", in_parts(attached("invite.ics", _appointment(SAM), "text/calendar")), S),
    "an appointment, its PDF of another length": ("invite.ics", _appointment(SAM + b"x"), Right((SAM + b"x",))),
    "an appointment without one": ("a.eml", in_parts(attached("invite.ics", b"BEGIN:VCALENDAR\n")), NO_PDF),
    "letters cut off": ("a.txt", LETTERS[:-9], Right(refused=(OpeningFault.DAMAGED,))),
    "for its readers alone, by Outlook": (
        "a.eml",
        in_parts(attached("message_v2.rpmsg", b"\x76\xe8\x04\x60\xc4\x11\xe3\x86" + bytes(90))),
        Right(refused=(OpeningFault.ENCRYPTED_MAIL,)),
    ),
    "encrypted to a key": ("a.eml", in_parts(attached("a.pdf.gpg", b"\x85\2\x0c" + bytes(90))), Right(refused=(ELSE,))),
    "encrypted by age": ("a.pdf.age", b"age-encryption.org/v1\n", Right(refused=(ELSE,))),
    "mails of MMDF": ("mail", b"\1\1\1\1\n" + SAMS + b"\1\1\1\1\n", Right(refused=(ELSE,))),
    "mails of Babyl": ("RMAIL", b"BABYL OPTIONS: -*- rmail -*-\n" + SAMS, Right(refused=(ELSE,))),
    "BinHex": (
        "a.eml", in_parts(attached("a.hqx", b"(This file must be converted with BinHex 4.0)\n")), Right(refused=(ELSE,))
    ),
    "a report of a server that keeps all mail": (
        "a.eml", in_parts(b"Content-Type: text/plain\n\nSender: a\n", b"Content-Type: message/rfc822\n\n" + SAMS), S
    ),
    "a mail that came back": (
        "a.eml",
        parts(b"multipart/report; report-type=delivery-status",
              b"Content-Type: message/delivery-status\n\nAction: failed\n", b"Content-Type: message/rfc822\n\n" + SAMS),
        S,
    ),
    "within what belongs together, within a choice": (
        "a.eml",
        parts(b"multipart/alternative", b"Content-Type: text/plain\n\nHi\n",
              parts(b"multipart/related", b"Content-Type: text/html\n\nHi\n", attached("a.pdf", SAM),
                    boundary=b"z")[len(HEAD) :]),
        S,
    ),
    "a zip in a mail in a zip": ("a.zip", packed({"m.eml": in_parts(attached("b.zip", packed({"a.pdf": SAM})))}), S),
    "winmail.dat in a message of Outlook's": (
        "a.msg", outlook_message({"winmail.dat": winmail(in_winmail("a.pdf", SAM))}), S
    ),
    "as it is": ("a.eml", in_base64(SAM, b"binary"), S),
    "quoted-printable": ("a.eml", in_base64(quopri.encodestring(SAM), b"quoted-printable"), S),
    "an end that is missing": ("a.eml", in_parts(attached("a.pdf", SAM)).replace(b"--q--", b""), S),
    "no word on where parts end": ("a.eml", in_parts(attached("a.pdf", SAM)).replace(b"; boundary=q", b""), S),
    "a header's second line without its blank": (
        "a.eml", in_parts(attached("a.pdf", SAM)).replace(b"; boundary=q", b";\nboundary=q"), S
    ),
    "parts behind the last": (
        "a.eml",
        in_parts(attached("a.pdf", SAM)) + b"--q\n" + attached("z.zip", packed({"z.pdf": ZOE})) + b"\n--q--\n",
        Right((ZOE, SAM)),
    ),
    "uuencoded behind the last part": (
        "a.eml", in_parts(attached("a.pdf", SAM)) + uuencoded("z.pdf", ZOE), Right((ZOE, SAM))
    ),
    "uuencoded ahead of the first part": (
        "a.eml", in_parts(attached("a.pdf", SAM)).replace(b"\n\n--q", b"\n\n" + uuencoded("z.pdf", ZOE) + b"--q", 1),
        Right((ZOE, SAM)),
    ),
    "parts in base64 as a whole": (
        "a.eml",
        HEAD + b"Content-Type: multipart/mixed; boundary=q\nContent-Transfer-Encoding: base64\n\n"
        + base64.encodebytes(b"--q\n" + attached("a.pdf", SAM) + b"\n--q--\n"),
        S,
    ),
    "parts quoted-printable as a whole": (
        "a.eml",
        HEAD + b"Content-Type: multipart/mixed; boundary=q\nContent-Transfer-Encoding: quoted-printable\n\n"
        + quopri.encodestring(b"--q\n" + attached("a.pdf", SAM + b"x") + b"\n--q--\n"),
        Right((SAM + b"x",)),
    ),
    "two kinds said of one mail": (
        "a.eml",
        in_parts(attached("a.zip", packed({"a.pdf": SAM}))).replace(b"MIME", b"Content-Type: text/plain\nMIME", 1),
        S,
    ),
    "a blank line ahead of a forwarded mail": (
        "a.eml", in_parts(b"Content-Type: message/rfc822\n\n\n" + mail({"a.zip": packed({"a.pdf": SAM})})), S
    ),
    "parts in parts in parts, all as text": (
        "a.eml", HEAD + b"".join(b"\n--b%d\nContent-Type: text/plain\n" % at for at in range(9)),
        Right(refused=(OpeningFault.TOO_DEEP,)),
    ),
    "base64 said of what was never encoded": ("a.eml", in_base64(SAM), S),
    "quoted-printable said of what was never encoded": (
        "a.eml", in_base64(SAM + b"=41", b"quoted-printable"), Right((SAM + b"=41",))
    ),
    "quoted-printable said of base64": ("a.eml", in_base64(LETTERS, b"quoted-printable"), S),
    "base64 not said, with words below": ("a.eml", in_base64(LETTERS + b"\nSent to the whole list\n", b"7bit"), S),
    "letters in a text, with words below": (
        "a.eml", HEAD + b"\nHi\n" + base64.encodebytes(WHOLE) + b"\nBest regards\nSam\n", Right((WHOLE,))
    ),
    "letters far down a page": (
        "a.html", b"<p>x</p>" * 3000 + b'<a href="data:application/pdf;base64,' + LETTERS + b'">a</a>', S
    ),
    "a file as a flow of Power Automate saves it": (
        "a.pdf", b'{"$content-type":"application/pdf","$content":"' + base64.b64encode(SAM) + b'"}', S
    ),
    "uuencoded in a text that is attached": (
        "a.eml", in_parts(attached("a.txt", b"Hi\n\n" + uuencoded("a.pdf", SAM), "text/plain")), S
    ),
    "begin-base64, once": ("a.eml", HEAD + b"\nbegin-base64 644 a.pdf\n" + LETTERS + b"====\n", S),
    "many mails that tell the time alone": (
        "m.mbox", _mbox(SAMS, mail({"z.pdf": ZOE}), start=b"From a Fri, 20 Nov 26 09:00:00 GMT"), BOTH
    ),
    "many mails of an old Mac": ("m.mbox", _mbox(SAMS, mail({"z.pdf": ZOE})).replace(b"\n", b"\r"), BOTH),
    "many mails, a blank line ahead of their headers": (
        "m.mbox", _mbox(b"\n" + SAMS, mail({"z.pdf": ZOE})), BOTH
    ),
    "many mails whose first line says nothing": (
        "m.mbox", b"From nobody\n" + SAMS, Right(refused=(OpeningFault.DAMAGED,))
    ),
    "to everyone, by Outlook": ("a.msg", _to_everyone(SAM), S),
    "an object of another program in winmail.dat": ("winmail.dat", winmail(_object(SAM)), S),
    "a damaged object ahead of a file in winmail.dat": (
        "winmail.dat", winmail(_object(ZOE, cut=3000), in_winmail("a.pdf", SAM)),
        Right((SAM,), refused=(OpeningFault.DAMAGED,)),
    ),
    "line ends of old Macs": ("a.eml", b"\xef\xbb\xbf" + in_parts(attached("a.pdf", SAM)).replace(b"\n", b"\r"), S),
    "photographs": (
        "a.eml", in_parts(attached("1.HEIC", b"\0\0\0\x18ftypheic"), attached("2.jpg", b"\xff\xd8\xff")),
        Right(refused=(NOTHING,), aside=2),
    ),
    "strokes of Windows in a zip": ("a.zip", packed({"x\\Zoë.pdf": SAM, "deep/er/b.PDF": ZOE}), BOTH),
}  # fmt: skip


def test_each_is_opened_as_it_was_sent_or_what_was_not_opened_is_named() -> None:
    for name, (file, content, right) in CASES.items():
        opened = open_arrival(file, content)
        taken = tuple(each.content for each in opened.members)
        found = Right(taken, tuple(each.fault for each in opened.refused), len(opened.aside))
        assert found == right, name


def test_winmail_is_opened_within_a_forwarded_mail_and_within_a_zip() -> None:
    forwarded = b"Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n" + base64.encodebytes(WINMAIL)
    alone = [each.content for each in open_arrival("a.eml", WINMAIL).members]
    for file, content in (("b.eml", in_parts(forwarded)), ("c.zip", packed({"mail.eml": WINMAIL}))):
        assert [each.content for each in open_arrival(file, content).members] == alone


def test_what_is_not_opened_is_not_passed_over_in_a_folder(tmp_path: Path) -> None:
    packed_so = ["a.asc", "a.asice", "a.gpg", "a.mht", "a.mmdf", "a.oft", "a.olm", "a.ost", "a.pst", "a.txz", "a.z01"]
    names = [".a.pdf.icloud", *packed_so]
    for name in (*names, "notes.docx", "~$a.oft"):
        (tmp_path / name).touch()
    assert [each.name for each in files_in([tmp_path])] == names


def test_what_else_lies_in_a_folder_is_counted_and_what_lies_too_deep_is_told(tmp_path: Path) -> None:
    for name in ("a.pdf", "IMG_1.HEIC", "a.pdf.lnk", "letter.docx", ".hidden", "Thumbs.db", "~$letter.docx"):
        (tmp_path / name).touch()
    deep = tmp_path.joinpath(*"abcdefghijklm")
    deep.mkdir(parents=True)
    aside: list[Path] = []
    found = list(files_in([tmp_path], aside.append))
    assert found == [deep, tmp_path / "a.pdf"]
    assert arrive(deep).content is None
    assert sorted(each.name for each in aside) == ["IMG_1.HEIC", "a.pdf.lnk", "letter.docx"]


def test_a_pdf_whose_name_has_no_ending_is_found_in_a_folder_whatever_points_it_has(tmp_path: Path) -> None:
    names = ["Attestation 29.11.2026", "DOC-20261129-WA0004.", "Zoë v2.1 (1)", "attestation"]
    if sys.platform == "win32":  # there no name ends in a point
        del names[1]
    for name in names:
        (tmp_path / name).write_bytes(SAM)
    for name in ("song.mp3", "notes 29.11.2026", "half.pdf.crdownload"):
        (tmp_path / name).write_bytes(b"ID3" if name != "half.pdf.crdownload" else SAM)
    assert [each.name for each in files_in([tmp_path])] == names
