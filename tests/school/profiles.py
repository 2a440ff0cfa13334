"""A school profile for tests."""

import re
from datetime import UTC, datetime

from privacy_wizard.domain.retention import KeepingRule, Kept, Starts
from privacy_wizard.domain.school_profile import HandIn, HandInKind, Keeping, PackFor, SchoolContact, SchoolProfile
from privacy_wizard.domain.signature import DetachedSignature
from privacy_wizard.domain.vocabulary import PersonKind

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8ffff3f0005fe02fe"
    "dccc59e70000000049454e44ae426082"
)
AUTHORITY = "ab" * 32

HILLSIDE = SchoolProfile(
    name="Hillside Primary School",
    other_names=("Hillside", "Ysgol Bryn Łąka"),
    email_domains=("hillside.sch.uk",),
    contacts=(
        SchoolContact(role="headteacher", name="Morgan Hale", email="head@hillside.sch.uk"),
        SchoolContact(role="business manager", name="Robin O'Dea", phone="01234 567890"),
    ),
    packs=(PackFor(pack="bradley-primary-2023", people=(PersonKind.EMPLOYEE,)), PackFor(pack="baseline", people=())),
    declaration=("I, {name}, work at {school} and have answered truthfully.",),
    hand_in=(HandIn(kind=HandInKind.EMAIL, where="office@hillside.sch.uk", note="or bring a stick"),),
    keeping=(Keeping(kept=Kept.PERSON, rule=KeepingRule(starts=Starts.LEFT, years=6)),),
    time_authority="http://time.example/tsa",
)


def unsigned(_content: bytes) -> DetachedSignature:
    return DetachedSignature(certificate="AAAA", chain=(), value="AAAA")


def unchecked(_signature: DetachedSignature, _content: bytes) -> None:
    """For what is tested without a key."""


def in_version(checklist: bytes, version: str) -> bytes:
    """A checklist whose newest version has another number."""
    head = re.search(rb'^version: ("[^"]+")', checklist, re.MULTILINE)
    assert head is not None
    return checklist.replace(head[1], f'"{version}"'.encode())
