"""What a school really gets back, in one folder: files that are in order, and of each kind that is not."""

import zipfile
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path

import pikepdf
from attrs import evolve
from PIL import Image, ImageDraw

from privacy_wizard.catalogue import earlier_folders, load_shipped
from privacy_wizard.domain.staff import StaffMember
from tests.intake.outlook import outlook_message
from tests.ui.console.offices import member
from tests.ui.console.scenes import attestation, attestation_of, key_named

PLAIN = range(21)
BY_NAME = range(21, 24)  # without a number of the list, and nobody else has the name
ONE_OF_TWO = 24  # without a number, and two have the name
PAPER, LOCKED, TWICE, CHANGED = 25, 26, 27, 28
BY_MAIL, FROM_OUTLOOK = 29, 30
ZIPPED = (31, 32)
WITH_ACTION, BY_EARLIER_RELEASE, TWO_OF_ONE = 33, 34, 35
NEWCOMER = StaffMember(number="T-3001", first_name="Ines", last_name="Newcombe", role="Class teacher")
DONE = (*PLAIN, *BY_NAME, ONE_OF_TWO, PAPER, TWICE, BY_MAIL, FROM_OUTLOOK, *ZIPPED)
DONE = (*DONE, WITH_ACTION, BY_EARLIER_RELEASE, TWO_OF_ONE)
STILL_MISSING = (LOCKED, CHANGED)  # what came of them cannot count: they are reminded

NAMESAKE = evolve(member(ONE_OF_TWO), number="T-2000", email="the.other@bradley.example.org", role="Caretaker")
"""Somebody else on the staff list who has the same name."""


def mixed_folder(folder: Path) -> Path:
    """The results of 37 people, as they come: PDFs, mails, an archive, a scan."""
    folder.mkdir()
    for at in (*PLAIN, TWICE):
        _put(folder, f"{member(at).name}.pdf", attestation(at))
    for at in (*BY_NAME, ONE_OF_TWO):
        who = evolve(member(at), number=f"own-{at}")
        _put(folder, f"{who.name}.pdf", attestation_of(who, key_named(who), has_staff_number=False))
    _put(folder, "copier 0017.pdf", scan(member(PAPER).name))
    _put(folder, f"{member(LOCKED).name}.pdf", locked(attestation(LOCKED)))
    _put(folder, f"{member(TWICE).name} (1).pdf", attestation(TWICE))
    _put(folder, f"{member(CHANGED).name}.pdf", attestation(CHANGED).replace(b"/Lang", b"/Long"))
    _put(folder, "ines.pdf", attestation_of(NEWCOMER, key_named(NEWCOMER)))
    _put(folder, "My attestation.eml", mail(attestation(BY_MAIL)))
    _put(folder, "My attestation.msg", outlook_message({"attestation.pdf": attestation(FROM_OUTLOOK)}))
    _put(folder, "from home.zip", zipped({member(at).name: attestation(at) for at in ZIPPED}))
    _put(folder, f"{member(WITH_ACTION).name}.pdf", attestation(WITH_ACTION, spoil=4))
    earlier = load_shipped(min(earlier_folders()))
    before = attestation_of(member(BY_EARLIER_RELEASE), key_named(member(BY_EARLIER_RELEASE)), catalogue=earlier)
    _put(folder, f"{member(BY_EARLIER_RELEASE).name}.pdf", before)
    for days_ago in (9, 1):
        _put(folder, f"{member(TWO_OF_ONE).name} {days_ago}.pdf", attestation(TWO_OF_ONE, days_ago=days_ago))
    return folder


def scan(name: str) -> bytes:
    """A page from the copier."""
    page, file = Image.new("L", (620, 877), 245), BytesIO()
    ImageDraw.Draw(page).text((60, 60), f"Privacy checklist of {name}", fill=20)
    page.save(file, "PDF")
    return file.getvalue()


def locked(pdf: bytes) -> bytes:
    """With a password, as a careful person sends it."""
    file = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as opened:
        opened.save(file, encryption=pikepdf.Encryption(owner="ours", user="secret"))
    return file.getvalue()


def mail(pdf: bytes) -> bytes:
    """With the attestation attached, and a picture in the signature."""
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "a@example.org", "office@example.org", "My attestation"
    made.set_content("Here it is.")
    made.add_attachment(pdf, maintype="application", subtype="pdf", filename="attestation.pdf")
    made.add_attachment(b"\x89PNG\r\n\x1a\n", maintype="image", subtype="png", filename="logo.png")
    return made.as_bytes()


def zipped(files: dict[str, bytes]) -> bytes:
    """As a Mac makes it: each file with a shadow that holds nothing."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(f"{name}.pdf", content)
            archive.writestr(f"__MACOSX/._{name}.pdf", b"\x00\x05\x16\x07Mac OS X")
        archive.writestr(".DS_Store", b"\x00\x00\x00\x01Bud1")
    return made.getvalue()


def _put(folder: Path, name: str, content: bytes) -> None:
    (folder / name).write_bytes(content)
