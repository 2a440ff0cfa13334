"""E-mails, and files packed in them, as schools' programs and servers make them: what is attached comes out as it was
sent, or is named with the reason; what is no attestation is left aside and counted."""

import base64
import binascii
import quopri
import struct
from collections.abc import Callable, Iterator
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, pkcs7

from privacy_wizard.intake.arrivals import files_in
from privacy_wizard.intake.file_checker import FileChecker
from privacy_wizard.intake.opening import is_container, open_arrival
from privacy_wizard.intake.opening_limits import OpeningFault
from tests.attestation.authority import vouched_key
from tests.in_turn import in_turn

from .outlook import _compound, message_tree, outlook_message
from .test_opening import mail, packed
from .world import NAME, NOW, NUMBER

SHELF = Path(__file__).parent.parent / "shelf" / "from_schools"
YEAR = timedelta(days=365)

SAM, ZOE = b"%PDF-1.7\nSam" + bytes(range(256)) * 20, b"%PDF-1.7\nZo\xeb\r\n" + bytes(5000)
SAMS = mail({"attestation.pdf": SAM})
ZOES = mail({"zoe.pdf": ZOE})


def in_parts(*parts: bytes, boundary: bytes = b"q") -> bytes:
    """A mail of these parts, each with its headers."""
    head = (
        b"From: head@oak.example\nSubject: Fwd\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=" + boundary
    )
    return head + b"\n\n" + b"".join(b"--q\n" + each + b"\n" for each in parts) + b"--q--\n"


def attached(name: str, content: bytes, kind: str = "application/octet-stream", encoding: str = "base64") -> bytes:
    head = f'Content-Type: {kind}; name="{name}"\nContent-Transfer-Encoding: {encoding}\n'
    return (
        head.encode() + f'Content-Disposition: attachment; filename="{name}"\n\n'.encode() + base64.encodebytes(content)
    )


def uuencoded(name: str, content: bytes, end: bytes = b"`\nend\n") -> bytes:
    lines = (binascii.b2a_uu(content[at : at + 45]) for at in range(0, len(content), 45))
    return f"begin 644 {name}\n".encode() + b"".join(lines) + end


def record(level: int, identifier: int, value: bytes) -> bytes:
    return struct.pack("<BHHI", level, identifier, 0, len(value)) + value + struct.pack("<H", sum(value) & 0xFFFF)


def variable(identifier: int, kind: int, value: bytes) -> bytes:
    return struct.pack("<HHII", kind, identifier, 1, len(value)) + value + bytes(-len(value) % 4)


def winmail(*attachments: bytes) -> bytes:
    head = struct.pack("<IH", 0x223E9F78, 1) + record(1, 0x9006, struct.pack("<I", 0x10000))
    return head + b"".join(record(2, 0x9002, bytes(14)) + each for each in attachments)


def in_winmail(name: str, content: bytes) -> bytes:
    named = struct.pack("<HH16sIII", 0x1F, 0x8001, bytes(16), 1, 6, 0x610061) + bytes(4)  # of one program alone
    named += struct.pack("<II", 1, 4) + b"x\0\0\0"
    fixed = struct.pack("<HHI", 3, 0x3705, 1) + struct.pack("<HHIq", 0x1014, 0x6001, 1, 5)
    long_name = variable(0x3707, 0x1F, (name + "\0").encode("utf-16-le"))
    properties = struct.pack("<I", 4) + named + fixed + long_name
    short = record(2, 0x8010, b"ATTEST~1.PDF\0")
    return short + record(2, 0x800F, content) + record(2, 0x9005, properties)


def mail_in_winmail(inner: bytes) -> bytes:
    kind = bytes.fromhex("0703020000000000c000000000000046")
    return record(2, 0x9005, struct.pack("<I", 1) + variable(0x3701, 0x0D, kind + inner))


def signed_opaque(content: bytes, encoding: Encoding = Encoding.DER, *options: pkcs7.PKCS7Options) -> bytes:
    key = vouched_key(NAME, NUMBER)
    signer = pkcs7.PKCS7SignatureBuilder().set_data(content)
    signer = signer.add_signer(key.certificate, key.private_key, hashes.SHA256())  # type: ignore[arg-type]
    return signer.sign(encoding, [pkcs7.PKCS7Options.Binary, *options])


def encrypted(content: bytes) -> bytes:
    key = rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Head")])
    made = x509.CertificateBuilder(name, name, key.public_key(), 1, NOW - YEAR, NOW + YEAR).sign(key, hashes.SHA256())
    return pkcs7.PKCS7EnvelopeBuilder().set_data(content).add_recipient(made).encrypt(Encoding.DER, [])


MIME = (
    b'Content-Type: application/pdf; name="attestation.pdf"\nContent-Transfer-Encoding: base64\n\n'
    + base64.encodebytes(SAM)
)
P7M = attached("smime.p7m", signed_opaque(MIME), "application/pkcs7-mime; smime-type=signed-data")
PDF_PART = attached("attestation.pdf", SAM, "application/pdf")

# What was attached comes out: the name of the file that is handed in, its bytes, and what is in it.
OPENED: dict[str, tuple[str, Callable[[], bytes], list[bytes]]] = {
    "a mail forwarded in base64": (
        "a.eml",
        lambda: in_parts(attached("Fwd.eml", SAMS, "message/rfc822")),
        [SAM],
    ),
    "a mail forwarded in quoted-printable": (
        "a.eml",
        lambda: in_parts(
            b"Content-Type: message/rfc822\nContent-Transfer-Encoding: quoted-printable\n\n" + quopri.encodestring(SAMS)
        ),
        [SAM],
    ),
    "a mail forwarded as a file of its own": ("a.eml", lambda: in_parts(attached("Sam.eml", SAMS)), [SAM]),
    "two mails forwarded together": (
        "a.eml",
        lambda: in_parts(*(b"Content-Type: message/rfc822\n\n" + each for each in (SAMS, ZOES))),
        [SAM, ZOE],
    ),
    "a digest": (
        "a.eml",
        lambda: in_parts(b"\n" + SAMS, b"\n" + ZOES).replace(b"multipart/mixed", b"multipart/digest"),
        [SAM, ZOE],
    ),
    "blanks behind the encoding": ("a.eml", lambda: SAMS.replace(b": base64\n", b": base64  \n"), [SAM]),
    "quotation marks around the encoding": ("a.eml", lambda: SAMS.replace(b": base64\n", b': "BASE64";\n'), [SAM]),
    "a comment behind the encoding": ("a.eml", lambda: SAMS.replace(b": base64\n", b": base64 (by gateway)\n"), [SAM]),
    "the encoding misspelt": ("a.eml", lambda: SAMS.replace(b": base64\n", b": base-64\n"), [SAM]),
    "the encoding left out": (
        "a.eml",
        lambda: SAMS.replace(b"Content-Transfer-Encoding: base64\n", b""),
        [SAM],
    ),
    "an empty line before the headers": ("a.eml", lambda: b"\r\n" + SAMS.replace(b"\n", b"\r\n"), [SAM]),
    "several, and no name that says mail": ("a", lambda: b"\n\n \n" + SAMS, [SAM]),
    "a mark of UTF-8 before the headers": ("a.eml", lambda: b"\xef\xbb\xbf" + SAMS, [SAM]),
    "saved as Unicode text": ("a.eml", lambda: SAMS.decode("latin-1").encode("utf-16"), [SAM]),
    "no blank behind a header's name": ("a.eml", lambda: SAMS.replace(b"Content-Type: ", b"Content-Type:"), [SAM]),
    "headers that a gateway put first": (
        "mail",
        lambda: b"ARC-Seal: i=1; a=rsa-sha256\nX-Spam: no\nAuthentication-Results: x\n" + SAMS,
        [SAM],
    ),
    "a line amid the headers that is none": ("a.eml", lambda: b"From: a@oak.example\nscanned\n" + SAMS, [SAM]),
    "each line ended twice": ("a.eml", lambda: SAMS.replace(b"\n", b"\r\r\n"), [SAM]),
    "words that a server wrote below what was attached": (
        "a.eml",
        lambda: b"Subject: a\n" + PDF_PART.rstrip(b"=\n") + b"\n-- \nThis mail was scanned!\n",
        [SAM],
    ),
    "a PDF in letters, in the text": ("a.eml", lambda: b"Subject: a\n\nHi\n" + base64.encodebytes(SAM), [SAM]),
    "an envelope line above": ("a.eml", lambda: b">From sam@oak.example Fri Nov 20 09:00:00 2026\n" + SAMS, [SAM]),
    "lines of an old Mac": ("a.eml", lambda: mail({"a.pdf": SAM}).replace(b"\n", b"\r"), [SAM]),
    "a PDF called otherwise": ("a.eml", lambda: in_parts(attached("noname.dat", SAM, "text/plain")), [SAM]),
    "a PDF as the whole mail": ("a.eml", lambda: b"Subject: scan\n" + PDF_PART, [SAM]),
    "two mails of Thunderbird in one file": ("two.mbox", lambda: _mbox(SAMS, ZOES), [SAM, ZOE]),
    "a mailbox without a name that says so": ("Inbox", lambda: _mbox(SAMS, ZOES), [SAM, ZOE]),
    "a mailbox of Gmail": (
        "All mail.mbox",
        lambda: _mbox(SAMS, ZOES, start=b"From 1815@xxx Fri Nov 20 09:00:00 +0000 2026").replace(b"\n", b"\r\n"),
        [SAM, ZOE],
    ),
    "a mailbox below blank lines": ("Inbox", lambda: b"\xef\xbb\xbf\n\n" + _mbox(SAMS, ZOES), [SAM, ZOE]),
    "a mailbox whose lines tell no day": (
        "two.mbox",
        lambda: _mbox(SAMS, ZOES, start=b"From sam@oak.example"),
        [SAM, ZOE],
    ),
    "a mailbox with a sentence that begins as its lines do": (
        "two.mbox",
        lambda: _mbox(SAMS, ZOES) + b"\nFrom here on it is 2026\nand all is well.\n",
        [SAM, ZOE],
    ),
    "a mailbox in a zip": ("a.zip", lambda: packed({"Inbox.mbox/mbox": _mbox(SAMS, ZOES)}), [SAM, ZOE]),
    "a mail of Apple Mail": ("1.emlx", lambda: _emlx(SAMS), [SAM]),
    "a mail of Apple Mail whose length is wrong": ("1.emlx", lambda: b"7\n" + _emlx(SAMS).partition(b"\n")[2], [SAM]),
    "a mail of Apple Mail in a zip": ("a.zip", lambda: packed({"1.emlx": _emlx(SAMS)}), [SAM]),
    "winmail.dat": ("a.eml", lambda: in_parts(attached("winmail.dat", winmail(in_winmail("Zoë.pdf", ZOE)))), [ZOE]),
    "winmail.dat beside a PDF": (
        "a.eml",
        lambda: in_parts(PDF_PART, attached("winmail.dat", winmail(in_winmail("Zoë.pdf", ZOE)), "application/ms-tnef")),
        [SAM, ZOE],
    ),
    "winmail.dat on its own, with two": (
        "winmail.dat",
        lambda: winmail(in_winmail("a.pdf", SAM), in_winmail("Zoë.pdf", ZOE)),
        [SAM, ZOE],
    ),
    "a mail in winmail.dat": (
        "winmail.dat",
        lambda: winmail(mail_in_winmail(winmail(in_winmail("a.pdf", SAM)))),
        [SAM],
    ),
    "a zip in winmail.dat": ("winmail.dat", lambda: winmail(in_winmail("a.zip", packed({"a.pdf": SAM}))), [SAM]),
    "signed in one part": ("a.eml", lambda: in_parts(P7M), [SAM]),
    "signed in one part, the whole mail": ("a.eml", lambda: b"Subject: a\nMIME-Version: 1.0\n" + P7M, [SAM]),
    "signed in one part by another program": (
        "a.eml",
        lambda: b"Subject: a\n" + attached("smime.p7m", signed_opaque(MIME), "application/x-pkcs7-mime"),
        [SAM],
    ),
    "signed beside it": (
        "a.eml",
        lambda: b"Subject: a\n" + signed_opaque(MIME, Encoding.SMIME, pkcs7.PKCS7Options.DetachedSignature),
        [SAM],
    ),
    "a signed mail that was saved alone": ("smime.p7m", lambda: signed_opaque(MIME), [SAM]),
    "a signed PDF": ("attestation.pdf.p7m", lambda: signed_opaque(SAM), [SAM]),
    "a signed PDF in letters": ("attestation.pdf.p7m", lambda: signed_opaque(SAM, Encoding.PEM), [SAM]),
    "a signed PDF in bare letters": ("attestation.pdf.p7m", lambda: base64.encodebytes(signed_opaque(SAM)), [SAM]),
    "uuencoded in the text": (
        "a.eml",
        lambda: b"Subject: a\n\nHere it is.\n\n" + uuencoded("a.pdf", SAM) + b"\n" + uuencoded("z.pdf", ZOE),
        [SAM, ZOE],
    ),
    "uuencoded, blanks at the ends of lines cut off": (
        "a.eml",
        lambda: b"Subject: a\n\n" + b"\n".join(map(bytes.rstrip, uuencoded("a.pdf", ZOE, b" \nend\n").splitlines())),
        [ZOE],
    ),
    "uuencoded, in an answer that quotes it": (
        "a.eml",
        lambda: b"Subject: a\n\n" + uuencoded("a.pdf", SAM).replace(b"\n", b"\n> ").replace(b"begin", b"> begin"),
        [SAM],
    ),
    "uuencoded, in the text of a web page": (
        "a.eml",
        lambda: (
            b"Subject: a\nContent-Type: text/html\n\n"
            + (b"<p><pre>" + uuencoded("a.pdf", SAM).replace(b"&", b"&amp;").replace(b"<", b"&lt;") + b"</pre>")
        ),
        [SAM],
    ),
    "uuencoded, as a file": ("a.uue", lambda: uuencoded("a.pdf", SAM), [SAM]),
    "uuencoded in one of the parts": (
        "a.eml",
        lambda: in_parts(b"Content-Type: text/plain\n\nHi\n" + uuencoded("a.pdf", SAM)),
        [SAM],
    ),
    "an Outlook message with another": ("a.msg", lambda: outlook_message({"Fwd": message_tree({"a.pdf": SAM})}), [SAM]),
    "an Outlook message with one of each": (
        "a.msg",
        lambda: outlook_message({"zoe.pdf": ZOE, "Fwd": message_tree({"a.pdf": SAM})}),
        [ZOE, SAM],
    ),
    "an Outlook message three deep": (
        "a.msg",
        lambda: outlook_message({"1": message_tree({"2": message_tree({"3": message_tree({"a.pdf": SAM})})})}),
        [SAM],
    ),
    "an Outlook message attached to a mail": (
        "a.eml",
        lambda: in_parts(attached("a.msg", outlook_message({"a.pdf": SAM}))),
        [SAM],
    ),
    "a signed mail that Outlook saved": ("a.msg", lambda: outlook_message({"smime.p7m": signed_opaque(MIME)}), [SAM]),
    "a clearly signed mail that Outlook saved": (
        "a.msg",
        lambda: outlook_message({"smime.p7m": in_parts(PDF_PART)[in_parts(PDF_PART).index(b"MIME-V") :]}),
        [SAM],
    ),
    "a PDF that stands in the text of an Outlook message": (
        "a.msg",
        lambda: outlook_message({"Acrobat": {"CONTENTS": SAM}}),
        [SAM],
    ),
    "an Outlook message without a name for its attachment": (
        "a.msg",
        lambda: _compound({
            "__properties_version1.0": bytes(32),
            "__attach_version1.0_#00000000": {"__substg1.0_37010102": SAM, "__substg1.0_3704001E": b"A~1.PDF"},
        }),
        [SAM],
    ),
}  # fmt: skip


def _mbox(*mails: bytes, start: bytes = b"From sam@oak.example Fri Nov 20 09:00:00 2026") -> bytes:
    return b"".join(start + b"\n" + each.replace(b"\nFrom ", b"\n>From ") + b"\n" for each in mails)


def _emlx(content: bytes) -> bytes:
    return b"%-10d\n" % len(content) + content + b'<?xml version="1.0"?><plist><dict/></plist>\n'


@in_turn("name", OPENED)
def test_what_is_attached_comes_out_as_it_was_sent(name: str) -> None:
    file, make, within = OPENED[name]
    opened = open_arrival(file, make())
    assert [each.content for each in opened.members] == within
    assert opened.refused == ()
    assert is_container(file, make())


@pytest.fixture(scope="module")
def checker() -> Iterator[FileChecker]:
    with FileChecker(None) as made:
        yield made


@pytest.mark.parametrize(
    "name", ["winmail.dat", "signed in one part", "an Outlook message three deep", "a mail of Apple Mail"]
)
def test_the_process_that_may_open_no_file_opens_them_all(checker: FileChecker, name: str) -> None:
    file, make, within = OPENED[name]
    assert [each.content for each in checker.open(file, make()).members] == within


SAMS_DIGEST = "7eab906fe15540fed37956b934f9ea12ede2c649b3fe5ccdc90f548baa94fbc8"
ZOES_DIGEST = "7a6aec711068664102da95a2fdbf356d512c582429fa9137483c4fa0243ec5ec"
# What schools' programs sent: the digests of the attestations in each, and the files that are none.
FROM_SCHOOLS: dict[str, tuple[set[str], tuple[str, ...]]] = {
    "apple-mail.emlx": ({SAMS_DIGEST}, ()),
    "b64-cte-spaces.eml": ({SAMS_DIGEST}, ()),
    "leading-blank.eml": ({SAMS_DIGEST}, ()),
    "mac-finder.zip": ({SAMS_DIGEST}, ("mac-finder.zip › ._attestation.pdf",)),
    "msg-nested-and-direct.msg": ({SAMS_DIGEST, ZOES_DIGEST}, ()),
    "msg-nested.msg": ({SAMS_DIGEST}, ()),
    "rfc822-base64.eml": ({SAMS_DIGEST}, ()),
    "smime-opaque.eml": ({SAMS_DIGEST}, ()),
    "two.mbox": ({SAMS_DIGEST, ZOES_DIGEST}, ()),
    "uuencode-inline.eml": ({SAMS_DIGEST}, ()),
    "winmail-and-pdf.eml": ({SAMS_DIGEST, ZOES_DIGEST}, ()),
    "winmail.eml": ({SAMS_DIGEST}, ()),
    "zip-with-doc.zip": ({SAMS_DIGEST}, ("zip-with-doc.zip › old.doc",)),
}


@in_turn("name", FROM_SCHOOLS)
def test_what_a_school_sent_is_opened_to_the_last_byte_and_the_rest_is_named(name: str) -> None:
    digests, aside = FROM_SCHOOLS[name]
    opened = open_arrival(name, (SHELF / name).read_bytes())
    assert sorted(sha256(each.content).hexdigest() for each in opened.members) == sorted(digests)
    assert (opened.aside, opened.refused) == (aside, ())


# ---- what is not opened is named

NAMED: dict[str, tuple[str, Callable[[], bytes], OpeningFault]] = {
    "an encrypted mail": (
        "a.eml",
        lambda: in_parts(attached("smime.p7m", encrypted(MIME), "application/pkcs7-mime")),
        OpeningFault.ENCRYPTED_MAIL,
    ),
    "a mail encrypted with PGP": (
        "a.eml",
        lambda: in_parts(b"Content-Type: application/pgp-encrypted\n\nVersion: 1"),
        OpeningFault.ENCRYPTED_MAIL,
    ),
    "RAR": ("a.rar", lambda: b"Rar!\x1a\x07\x01\0" + bytes(90), OpeningFault.PACKED_OTHERWISE),
    "7-Zip in a mail": (
        "a.eml",
        lambda: in_parts(attached("a.7z", b"7z\xbc\xaf\x27\x1c" + bytes(90))),
        OpeningFault.PACKED_OTHERWISE,
    ),
    "a link to where the file lies, in Outlook": (
        "a.msg",
        lambda: outlook_message({"attestation.pdf": None}),
        OpeningFault.LEFT_OUT,
    ),
    "an attachment that Thunderbird has detached": (
        "a.eml",
        lambda: in_parts(b"Content-Type: text/x-moz-deleted; name=a.pdf\n\nYou deleted an attachment."),
        OpeningFault.LEFT_OUT,
    ),
    "an attachment that Apple Mail keeps elsewhere": (
        "1.partial.emlx",
        lambda: _emlx(in_parts(b"Content-Type: application/pdf; name=a.pdf\nX-Apple-Content-Length: 99\n\n")),
        OpeningFault.LEFT_OUT,
    ),
    "parts whose end is not told": (
        "a.eml",
        lambda: b"Subject: a\nContent-Type: multipart/mixed\n\n-- x\n" + PDF_PART.replace(b"JVBER", b"IVBER"),
        OpeningFault.DAMAGED,
    ),
    "uuencoded, and cut off": (
        "a.eml",
        lambda: b"Subject: a\n\n" + uuencoded("a.pdf", SAM)[:400],
        OpeningFault.DAMAGED,
    ),
    "what was attached, cut off": (
        "a.eml",
        lambda: b"Subject: a\n" + PDF_PART.partition(b"\n\n")[0] + b"\n\n" + base64.b64encode(SAM)[:401],
        OpeningFault.DAMAGED,
    ),
    "packed into the text in another way": (
        "a.eml",
        lambda: b"Subject: a\n\n=ybegin line=128 size=9 name=a.pdf\nxx\n=yend size=9\n",
        OpeningFault.PACKED_OTHERWISE,
    ),
    "winmail.dat, cut off": ("winmail.dat", lambda: winmail(in_winmail("a.pdf", SAM))[:3000], OpeningFault.DAMAGED),
    "an Outlook message, cut off": ("a.msg", lambda: outlook_message({"a.pdf": SAM})[:3000], OpeningFault.DAMAGED),
    "a mail without anything": ("a.eml", lambda: mail({}), OpeningFault.NOTHING_IN_IT),
    "an old document": (
        "old.doc",
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000),
        OpeningFault.NOTHING_IN_IT,
    ),
}


@in_turn("name", NAMED)
def test_what_is_not_opened_is_named_with_the_reason(name: str) -> None:
    file, make, fault = NAMED[name]
    opened = open_arrival(file, make())
    assert opened.members == ()
    assert fault in [each.fault for each in opened.refused]


def test_beside_one_that_is_not_opened_the_others_are_taken() -> None:
    opened = open_arrival("a.msg", outlook_message({"link.pdf": None, "a.pdf": SAM}))
    assert [each.content for each in opened.members] == [SAM]
    assert [each.name for each in opened.refused] == ["a.msg › link.pdf"]


# ---- noise


def test_what_finder_and_explorer_leave_beside_files_is_left_aside() -> None:
    noise = {
        "__MACOSX/._attestation.pdf": b"\0\5\x16\7\0\2",
        "Thumbs.db": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        ".DS_Store": b"\0\0\0\1Bud1",
        "desktop.ini": b"[.ShellClassInfo]",
    }
    opened = open_arrival("a.zip", packed({"attestation.pdf": SAM, **noise}))
    assert [each.content for each in opened.members] == [SAM]
    assert opened.refused == ()
    assert len(opened.aside) == len(noise)


def test_an_empty_pdf_or_mail_is_named_wherever_it_lies_and_another_empty_file_left_aside() -> None:
    for name, content in (("empty.pdf", b""), ("zeros.PDF", bytes(4096)), (".a.pdf.icloud", b"bplist00\xd4")):
        loose = open_arrival(name, content)
        assert (loose.members, loose.aside) == ((), ())
        assert [(each.name, each.fault) for each in loose.refused] == [(name, OpeningFault.EMPTY)]
    for name, content in (
        ("a.zip", packed({"empty.pdf": b"", "good.pdf": SAM, "notes.txt": b"", "__MACOSX/._b.pdf": b""})),
        ("a.eml", in_parts(attached("empty.pdf", bytes(99)), PDF_PART, attached("notes.txt", b""))),
    ):
        opened = open_arrival(name, content)
        assert [each.content for each in opened.members] == [SAM]
        assert [(each.name, each.fault) for each in opened.refused] == [(f"{name} › empty.pdf", OpeningFault.EMPTY)]
        assert f"{name} › notes.txt" in opened.aside
    assert [each.fault for each in open_arrival("empty.eml", b"").refused] == [OpeningFault.DAMAGED]


def test_what_a_mac_remembers_of_a_pdf_is_no_second_pdf() -> None:
    opened = open_arrival(
        "a.eml", in_parts(attached("a.pdf", b"\0\5\x16\7" + bytes(80), "application/applefile"), PDF_PART)
    )
    assert [each.content for each in opened.members] == [SAM]
    assert opened.refused == ()


def test_other_documents_are_left_aside_each_as_one() -> None:
    word = packed({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<x/>", "word/embeddings/a.pdf": ZOE})
    pages = packed({"Index/Document.iwa": b"x", "QuickLook/Preview.pdf": ZOE})
    others = {"old.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), "new.docx": word, "a.pages": pages}
    opened = open_arrival("a.zip", packed({"attestation.pdf": SAM, **others, "photo.jpg": b"\xff\xd8\xff"}))
    assert [each.content for each in opened.members] == [SAM]
    assert opened.refused == ()
    assert opened.aside == ("a.zip › old.doc", "a.zip › new.docx", "a.zip › a.pages", "a.zip › photo.jpg")


def test_the_signature_of_a_mail_is_left_aside() -> None:
    mime = signed_opaque(MIME, Encoding.SMIME, pkcs7.PKCS7Options.DetachedSignature)
    opened = open_arrival("a.eml", b"Subject: a\n" + mime)
    assert [each.rpartition(" ")[2] for each in opened.aside] == ["smime.p7s"]


def test_in_a_folder_whatever_may_hold_attestations_is_looked_into(tmp_path: Path) -> None:
    taken = [
        "1.emlx",
        "a.7z",
        "a.eml",
        "a.mbox",
        "a.msg",
        "a.pdf",
        "a.pdf.p7m",
        "a.rar",
        "a.uue",
        "a.zip",
        "winmail.dat",
    ]
    for name in [*taken, "._a.pdf", "Thumbs.db", "a.docx", "~$a.pdf"]:
        (tmp_path / name).write_bytes(b"x")
    for name in ("attestation", "c.pdf.txt", "d.pdf (1)", ".hidden", "e.pdf.part"):
        (tmp_path / name).write_bytes(SAM)
    (tmp_path / "notes").write_bytes(b"no PDF")
    taken += ["attestation", "c.pdf.txt", "d.pdf (1)"]
    (tmp_path / "Inbox.mbox").mkdir()
    (tmp_path / "Inbox.mbox" / "mbox").write_bytes(b"x")
    assert [path.name for path in files_in([tmp_path])] == sorted(
        [*taken, "mbox"], key=lambda n: {"mbox": "Inbox"}.get(n, n)
    )
