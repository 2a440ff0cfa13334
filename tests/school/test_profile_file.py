"""The file, its limits, and what is refused. Whose signature it is, is tested in tests/office."""

import io
import json
import re
import stat
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from privacy_wizard.domain.school_profile import (
    DECLARATION_LIMIT,
    HandIn,
    HandInKind,
    PackFor,
    ProfileFault,
    SchoolContact,
    SchoolProfile,
    new_profile_faults,
    profile_faults,
)
from privacy_wizard.domain.signature import DetachedSignature
from privacy_wizard.domain.vocabulary import PersonKind
from privacy_wizard.school.errors import FileUnreadable, NotThisKind
from privacy_wizard.school.profile_file import MANIFEST, SIGNATURE, load_profile, read_profile, write_profile
from tests.in_turn import in_turn

from .profiles import AUTHORITY, HILLSIDE, NOW, PNG, unchecked, unsigned

MEMBERS = {"logo.png": PNG, "packs/hillside.yaml": b"kind: policy-pack\n", "platforms/x.yaml": b"kind: checklist\n"}


def written(profile: SchoolProfile = HILLSIDE, **members: bytes) -> bytes:
    return write_profile(profile, members or MEMBERS, number=3, now=NOW, authority=AUTHORITY, sign=unsigned)


def packed(*entries: tuple[str, bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as archive:
        for name, content in entries:
            entry = zipfile.ZipInfo(name)
            entry.compress_type = how
            archive.writestr(entry, content)
    return out.getvalue()


def contents(file: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_what_is_written_is_read_again_in_full() -> None:
    found = read_profile(written(), unchecked)
    assert found.profile == HILLSIDE
    assert (found.logo, found.manifest.number, found.manifest.authority) == (PNG, 3, AUTHORITY)
    assert dict(found.checklists) == {name: text for name, text in MEMBERS.items() if name != "logo.png"}


def test_the_same_profile_gives_the_same_bytes() -> None:
    assert written() == written()


def test_the_signature_is_checked_before_anything_it_covers_is_read() -> None:
    seen = []

    def refuse(signature: DetachedSignature, content: bytes) -> None:
        seen.append(json.loads(content)["number"])
        raise PermissionError

    broken = packed((MANIFEST, b'{"number":7}'), (SIGNATURE, contents(written())[SIGNATURE]))
    with pytest.raises(PermissionError):
        read_profile(broken, refuse)
    assert seen == [7]


def test_a_profile_becomes_the_school_that_an_audit_names() -> None:
    school = HILLSIDE.school(PNG)
    assert (school.name, school.logo, school.email_domains) == (HILLSIDE.name, PNG, HILLSIDE.email_domains)


def test_packs_apply_to_the_people_they_are_for() -> None:
    assert HILLSIDE.packs_for(PersonKind.EMPLOYEE) == ("bradley-primary-2023", "baseline")
    assert HILLSIDE.packs_for(PersonKind.GOVERNOR) == ("baseline",)


def test_names_are_filled_into_the_declaration_once() -> None:
    assert HILLSIDE.declaration_of("{school}") == (
        "I, {school}, work at Hillside Primary School and have answered truthfully.",
    )


@in_turn(
    ("change", "fault"),
    [
        ({"name": " "}, ProfileFault.NAME),
        ({"email_domains": ("hillside",)}, ProfileFault.DOMAIN),
        ({"email_domains": ("@hillside.sch.uk",)}, ProfileFault.DOMAIN),
        ({"contacts": (SchoolContact(role="head", name="A", email="x\ny@z"),)}, ProfileFault.ADDRESS),
        ({"contacts": (SchoolContact(role="", name="A"),)}, ProfileFault.CONTACT),
        ({"hand_in": (HandIn(kind=HandInKind.WEB_PAGE, where="http://x.example"),)}, ProfileFault.PAGE),
        ({"time_authority": "file:///etc/passwd"}, ProfileFault.TIME),
        ({"hand_in": (HandIn(kind=HandInKind.EMAIL, where="nobody"),)}, ProfileFault.ADDRESS),
        ({"packs": (PackFor(pack="a", people=()), PackFor(pack="a", people=()))}, ProfileFault.PACKS),
        ({"declaration": ("{name} {password}",)}, ProfileFault.PLACEHOLDER),
        ({"declaration": ("{name",)}, ProfileFault.PLACEHOLDER),
        ({"keeping": HILLSIDE.keeping * 2}, ProfileFault.KEEPING),
    ],
)
def test_what_a_profile_may_not_say_is_refused_when_writing_and_reading(change: dict, fault: ProfileFault) -> None:
    assert profile_faults(evolve(HILLSIDE, **change)) == (fault,)
    with pytest.raises(NotThisKind, match=re.escape(fault)):
        written(evolve(HILLSIDE, **change))


def test_a_long_declaration_keeps_a_new_profile_from_being_signed_and_an_old_one_from_nothing() -> None:
    longest = evolve(HILLSIDE, declaration=("x" * 1200, "x" * (DECLARATION_LIMIT - 1200)))
    longer = evolve(HILLSIDE, declaration=(*longest.declaration, "x"))
    assert new_profile_faults(longest) == ()
    assert new_profile_faults(longer) == (ProfileFault.LONG,)
    assert f"{DECLARATION_LIMIT:,}" in ProfileFault.LONG
    assert written(longer), "what was signed before is read"


def changed(name: str, content: bytes | None) -> bytes:
    entries = contents(written())
    if content is None:
        del entries[name]
    else:
        entries[name] = content
    return packed(*entries.items())


def respelt(old: bytes, new: bytes) -> bytes:
    return contents(written())[MANIFEST].replace(old, new, 1)


def with_symlink() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in contents(written()).items():
            entry = zipfile.ZipInfo(name)
            entry.external_attr = ((stat.S_IFLNK if name == "logo.png" else stat.S_IFREG) | 0o777) << 16
            archive.writestr(entry, content)
    return out.getvalue()


def with_a_file_twice() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in contents(written()).items():
            archive.writestr(name, content)
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("logo.png", PNG)
    return out.getvalue()


def with_a_bomb() -> bytes:
    return changed(MANIFEST, b"0" * 7_000_000)


def with_a_bomb_that_lies_about_its_size() -> bytes:
    """The directory says 10 bytes; the stream holds seven million."""
    content = bytearray(with_a_bomb())
    size = struct.pack("<L", 7_000_000)
    for at in [at for at in range(len(content)) if content[at : at + 4] == size]:
        content[at : at + 4] = struct.pack("<L", 10)
    return bytes(content)


def encrypted() -> bytes:
    content = bytearray(written())
    for mark, offset in ((b"PK\1\2", 8), (b"PK\3\4", 6)):
        at = content.find(mark)
        content[at + offset] |= 1
    return bytes(content)


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "read as a zip"),
    "not a zip": (lambda: b"hello" * 100, "read as a zip"),
    "cut off": (lambda: written()[:-30], "read as a zip"),
    "something before": (lambda: b"#!/bin/sh\n" + written(), "read as a zip"),
    "something after": (lambda: written() + b"more", "read as a zip"),
    "in a zip": (lambda: packed(("Oak/hillside.pwschool", written())), "unpacked first"),
    "a comment": (lambda: written()[:-2] + b"\4\0oops", "read as a zip"),
    "too large": (lambda: written() + bytes(9_000_000), "far too large"),
    "no manifest": (lambda: changed(MANIFEST, None), "manifest.json is missing"),
    "no signature": (lambda: changed(SIGNATURE, None), "signature.json is missing"),
    "a file missing": (lambda: changed("logo.png", None), "not those that the school signed"),
    "a file more": (lambda: changed("packs/more.yaml", b"x"), "not those that the school signed"),
    "a file changed": (lambda: changed("packs/hillside.yaml", b"kind: policy-pacK\n"), "was changed after"),
    "a path upwards": (lambda: changed("../evil.yaml", b"x"), "does not belong"),
    "an absolute path": (lambda: changed("/etc/passwd", b"x"), "does not belong"),
    "a deep path": (lambda: changed("packs/a/b.yaml", b"x"), "does not belong"),
    "a Windows path": (lambda: changed("packs\\a.yaml", b"x"), "does not belong"),
    "a folder": (lambda: changed("packs/", b""), "does not belong"),
    "a link": (with_symlink, "link or a folder"),
    "twice": (with_a_file_twice, "a file twice"),
    "a bomb": (with_a_bomb, "grow far too large"),
    "a lying bomb": (with_a_bomb_that_lies_about_its_size, "manifest.json is (damaged|not as large)"),
    "encrypted": (encrypted, "packed in an unusual"),
    "another packing": (lambda: packed(*contents(written()).items(), how=zipfile.ZIP_LZMA), "packed in an unusual"),
    "many files": (lambda: packed(*((f"packs/a{n}.yaml", b"x") for n in range(200))), "too many files"),
    "manifest with more": (
        lambda: changed(MANIFEST, respelt(b'{"', b'{"aa":1,"')),
        "not a field",
    ),
    "manifest with spaces": (
        lambda: changed(MANIFEST, respelt(b",", b", ")),
        "spelt in another way",
    ),
    "manifest not text": (lambda: changed(MANIFEST, b"\xff\xfe"), "is not JSON"),
    "manifest too deep": (lambda: changed(MANIFEST, b"[1," * 5_000), "is not JSON|too large"),
    "another format": (
        lambda: changed(MANIFEST, respelt(b"school/1", b"school/2")),
        "does not have the form",
    ),
}


@in_turn("name", HOSTILE)
def test_a_hostile_file_is_refused_with_a_sentence(name: str) -> None:
    make, reason = HOSTILE[name]
    with pytest.raises(NotThisKind, match=r"This is not a school's file .* Nothing in it was used") as refused:
        read_profile(make(), unchecked)
    assert re.search(reason, refused.value.found)


def test_a_logo_that_is_no_picture_and_two_logos_are_refused() -> None:
    for members in ({"logo.png": b"<svg/>"}, {"logo.png": PNG, "logo.jpg": b"\xff\xd8\xff0"}, {"logo.gif": PNG}):
        with pytest.raises(NotThisKind):
            write_profile(HILLSIDE, members, number=1, now=NOW, authority=AUTHORITY, sign=unsigned)


def test_a_file_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(FileUnreadable, match="there is no such file"):
        load_profile(tmp_path / "none.pwschool", unchecked)


WRITTEN = written()


@given(at=st.integers(0, len(WRITTEN) - 1), bit=st.integers(0, 7))
def test_no_flipped_bit_gives_another_profile_or_another_failure(at: int, bit: int) -> None:
    content = bytearray(WRITTEN)
    content[at] ^= 1 << bit
    good = read_profile(WRITTEN, unchecked)
    try:
        found = read_profile(bytes(content), lambda _signature, signed: None)
    except NotThisKind:
        return
    # A flip in a date or in the manifest's own (signed) bytes may pass here; the files must be as the manifest says.
    assert found.members == good.members or found.digest != good.digest
