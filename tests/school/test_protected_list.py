"""A hostile protected list is refused with a sentence, and one whose time is over is gone from both sides."""

import base64
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privacy_wizard.audit.my_school import MySchool
from privacy_wizard.domain.protected_list import LONGEST, USUAL, ProtectedList, ProtectedPerson
from privacy_wizard.domain.signature import DetachedSignature, Purpose
from privacy_wizard.evidence.matching.tokens import made_list
from privacy_wizard.identity.authority import Authority, hand_over, make_authority
from privacy_wizard.identity.authority_trust import check_school_signature, sign_document
from privacy_wizard.identity.errors import SignatureBroken, SignatureForeign, SignatureRefused
from privacy_wizard.office.protected_lists import protected_list_in_use
from privacy_wizard.office.school_folder import SchoolFolder
from privacy_wizard.school.errors import ListExpired, ListOlder, NoSchoolYet, NotThisKind
from privacy_wizard.school.known_school import KnownSchool
from privacy_wizard.school.profile_file import read_profile, write_profile
from privacy_wizard.school.protected_list import (
    LIST_LIMIT,
    is_protected_list,
    read_protected_list,
    write_protected_list,
)
from privacy_wizard.serialization import to_canonical
from privacy_wizard.system import shipped_folder
from tests.identity.authorities import NOW, SCHOOL, hillside, stranger

from .profiles import HILLSIDE, unchecked

PEOPLE = (ProtectedPerson(first="Persephone", last="Featherstonehaugh"),)
ENDS = NOW + USUAL


def made(at: datetime = NOW) -> ProtectedList:
    return made_list(PEOPLE, school=SCHOOL, made=at, expires=at + USUAL)


def signed(protected: ProtectedList, by: Authority | None = None, purpose: Purpose = Purpose.PROTECTED_LIST) -> bytes:
    return write_protected_list(protected, lambda content: sign_document(by or hillside(), purpose, content))


@pytest.fixture(scope="module")
def content() -> bytes:
    return signed(made())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A computer of the staff that knows the school."""
    authority = hillside()
    profile = write_profile(
        HILLSIDE,
        {},
        number=1,
        now=NOW,
        authority=authority.fingerprint.hex(),
        sign=lambda content: sign_document(authority, Purpose.PROFILE, content),
    )
    KnownSchool(tmp_path).keep(profile, read_profile(profile, unchecked))
    return tmp_path


def school(folder: Path, now: datetime = NOW) -> MySchool:
    return MySchool(folder, shipped_folder("checklists"), lambda: now)


def changed(content: bytes, change: Callable[[dict[str, Any]], object]) -> bytes:
    plain = json.loads(content)
    change(plain["protected"])
    return to_canonical(plain)


def test_a_list_of_ones_own_school_is_taken_and_read_again_until_its_time_is_over(folder: Path, content: bytes) -> None:
    assert is_protected_list(content[:100])
    taken = school(folder).take_protected_list(content)
    assert school(folder, ENDS - timedelta(seconds=1)).protected_list() == taken
    kept = KnownSchool(folder).protected_list
    assert kept.is_there
    assert school(folder, ENDS).protected_list() is None
    assert not kept.is_there
    with pytest.raises(ListExpired, match="has expired"):
        school(folder, ENDS).take_protected_list(content)
    assert not kept.is_there


def test_at_the_start_an_expired_list_goes_and_another_stays(folder: Path, content: bytes) -> None:
    school(folder).delete_expired_list()
    school(folder).take_protected_list(content)
    school(folder).delete_expired_list()
    assert KnownSchool(folder).protected_list.is_there
    school(folder, ENDS).delete_expired_list()
    assert not KnownSchool(folder).protected_list.is_there


def test_the_offices_copy_goes_with_its_time(tmp_path: Path, content: bytes) -> None:
    office = SchoolFolder(folder=tmp_path, now=lambda: NOW)
    office.protected_list.keep(content, unchecked, NOW)
    assert protected_list_in_use(office) is not None
    assert protected_list_in_use(SchoolFolder(folder=tmp_path, now=lambda: ENDS)) is None
    assert not office.protected_list.is_there


def test_a_newer_list_takes_the_place_of_the_one_before_and_never_the_other_way_round(folder: Path) -> None:
    before, after = signed(made()), signed(made(NOW + timedelta(days=1)))
    school(folder).take_protected_list(before)
    school(folder, NOW + timedelta(days=1)).take_protected_list(after)
    with pytest.raises(ListOlder, match="newer protected list"):
        school(folder, NOW + timedelta(days=1)).take_protected_list(before)


def test_a_school_that_is_forgotten_and_a_list_that_is_not_wanted_leave_nothing(folder: Path, content: bytes) -> None:
    for forget in (MySchool.delete_protected_list, MySchool.forget):
        school(folder).take_protected_list(content)
        forget(school(folder))
        assert not KnownSchool(folder).protected_list.is_there


def test_only_the_schools_own_authority_or_one_that_it_named_signs_a_list(folder: Path, content: bytes) -> None:
    with pytest.raises(SignatureForeign, match="somebody other than your school"):
        school(folder).take_protected_list(signed(made(), stranger()))
    with pytest.raises(SignatureBroken, match="changed after it was signed"):
        school(folder).take_protected_list(signed(made(), purpose=Purpose.PROFILE))
    with pytest.raises(SignatureBroken):
        school(folder).take_protected_list(changed(content, lambda of: of.update(school="Another")))
    with pytest.raises(NoSchoolYet):
        school(folder / "nothing").take_protected_list(content)
    later = NOW + timedelta(days=365)
    successor = hand_over(hillside(), make_authority(school=SCHOOL, now=later), later)
    assert school(folder, later).take_protected_list(signed(made(later), successor))


def test_a_list_that_was_changed_behind_the_programs_back_is_not_used(folder: Path, content: bytes) -> None:
    school(folder).take_protected_list(content)
    KnownSchool(folder).protected_list.file.write_bytes(changed(content, lambda of: of.update(rounds=4)))
    with pytest.raises(SignatureBroken):
        school(folder).protected_list()


def some_tokens(count: int, size: int = 8) -> str:
    return base64.b64encode(b"".join(at.to_bytes(size, "big") for at in range(count))).decode()


HOSTILE: dict[str, Callable[[dict[str, Any]], object]] = {
    "kept for ever": lambda of: of.update(expires=(NOW + LONGEST + timedelta(days=1)).isoformat()),
    "expired before it was made": lambda of: of.update(expires=NOW.isoformat()),
    "takes days to compare": lambda of: of.update(rounds=2**18),
    "no power of two": lambda of: of.update(rounds=1000),
    "no cost": lambda of: of.update(rounds=1),
    "tokens twice": lambda of: of.update(tokens=base64.b64encode(bytes(8 * 1024)).decode()),
    "out of order": lambda of: of.update(tokens=base64.b64encode(base64.b64decode(some_tokens(1024))[::-1]).decode()),
    "half a token": lambda of: of.update(tokens=some_tokens(1024) + "AAAA"),
    "not filled up": lambda of: of.update(tokens=some_tokens(1000)),
    "far too many": lambda of: of.update(tokens=some_tokens(2**18)),
    "no base64": lambda of: of.update(tokens="A"),
    "short salt": lambda of: of.update(salt="00"),
    "a field of its own": lambda of: of.update(names=["Persephone"]),
    "another format": lambda of: of.update(format="privacy-wizard-protected-list/2"),
    "a control character": lambda of: of.update(school="A\u0007B"),
}


@pytest.mark.parametrize("change", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_list_is_refused_even_if_it_were_signed(content: bytes, change: Callable) -> None:
    with pytest.raises(NotThisKind, match="not a protected list"):
        read_protected_list(changed(content, change), unchecked)


@pytest.mark.parametrize("hostile", [b"", b"{}", b"[" * 100_000, b'{"format":"privacy-wizard-signed-list/1"}', b"\xff"])
def test_what_is_no_list_at_all_is_refused(hostile: bytes, content: bytes) -> None:
    for each in (hostile, content + b" ", content[:-1], content + bytes(LIST_LIMIT)):
        with pytest.raises(NotThisKind):
            read_protected_list(each, unchecked)


def test_no_name_stands_in_the_file(content: bytes) -> None:
    text = content.lower() + base64.b64decode(json.loads(content)["protected"]["tokens"]).lower()
    assert not any(word in text for word in (b"persephone", b"seffy", b"feather"))
    assert json.loads(content)["protected"]["made"] == NOW.isoformat()


@given(st.data())
def test_no_byte_of_a_signed_list_can_be_another(content: bytes, data: st.DataObject) -> None:
    at, other = data.draw(st.integers(0, len(content) - 1)), data.draw(st.integers(0, 255))
    spoilt = bytearray(content)
    spoilt[at] = other
    pinned = hillside().fingerprint

    def check(signature: DetachedSignature, signed_bytes: bytes) -> None:
        check_school_signature(signature, signed_bytes, Purpose.PROTECTED_LIST, pinned, NOW)

    if bytes(spoilt) == content:
        assert read_protected_list(content, check)
        return
    with pytest.raises((NotThisKind, SignatureRefused)):
        read_protected_list(bytes(spoilt), check)
