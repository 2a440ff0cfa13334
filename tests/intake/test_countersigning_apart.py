"""Countersigning what is hostile: the process that holds the officer's key reads no file, and one stops no other."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pyhanko.pdf_utils.reader import PdfFileReader

from privacy_wizard.attestation import verify
from privacy_wizard.attestation.faults import NotPrepared
from privacy_wizard.attestation.sign import Attestation, countersignature, sign_revision
from privacy_wizard.domain.register_events import AttestationStanding as Held
from privacy_wizard.domain.register_events import Decided
from privacy_wizard.intake.countersigning import Countersigning
from privacy_wizard.intake.file_checker import FileChecker
from privacy_wizard.intake.report import FileVerdict
from privacy_wizard.register import Register
from tests.attestation.authority import TestKey
from tests.register.made import create_register
from tests.shelf.hostile import SHELF

from .school_world import SCHOOL, Clock, SchoolWorld, a_school, register_officer, signing_key
from .world import NOW, SCHOOL_TRUST, SIGNED, report

READING = ("read_plain", "read_when_asked", "examine")
HOSTILE = ("more objects than any", "packed inside one archive after another", "lists in lists", "encrypted", "noise")


@pytest.fixture(scope="module")
def checker() -> Iterator[FileChecker]:
    with FileChecker(SCHOOL_TRUST, workers=1) as made:
        yield made


@pytest.fixture
def school(tmp_path: Path, checker: FileChecker, officer: TestKey, register_url: str) -> Iterator[SchoolWorld]:
    create_register(register_url)
    who = register_officer(officer.certificate, officer.private_key)
    with Register.open(register_url, who, now=Clock()) as register:
        yield a_school(register, checker, tmp_path / "in")


def countersigning(school: SchoolWorld) -> Countersigning:
    return Countersigning(register=school.own, key=signing_key(school.officer), trust=SCHOOL_TRUST, now=Clock(NOW))


def test_hostile_files_on_record_as_accepted_are_left_and_the_next_is_countersigned(
    school: SchoolWorld, pdf: bytes
) -> None:
    held = [str(school.take(content).sha256) for content in (*(SHELF[name]() for name in HOSTILE), pdf)]
    for sha256 in held[:-1]:
        school.enter(Decided(attestation=sha256, person="p1", campaign=None, standing=Held.ACCEPTED, reason=""))
    *bad, good = countersigning(school).all(held)
    assert [each.document for each in bad] == [None] * len(HOSTILE)
    assert all("It was not signed." in each.problem for each in bad)
    assert good.problem == ""
    assert report(school.register.document(SCHOOL, str(good.document))).verdict is FileVerdict.ACCEPTED


def test_the_process_that_holds_the_key_reads_no_pdf(
    school: SchoolWorld, pdf: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    sha256 = str(school.take(pdf).sha256)

    def read(*_: Any, **__: Any) -> None:
        raise AssertionError("read here")

    for owner, name in ((PdfFileReader, "__init__"), (pikepdf, "open"), *((verify, each) for each in READING)):
        monkeypatch.setattr(owner, name, read)
    (done,) = countersigning(school).all([sha256])
    monkeypatch.undo()
    assert done.problem == ""
    document = school.register.document(SCHOOL, str(done.document))
    assert document.startswith(pdf)
    assert (report(document).verdict, report(document).countersigned) == (FileVerdict.ACCEPTED, True)


# ---- what a worker that a hostile file has taken over may hand back


def _shorter(revision: bytes) -> bytes:
    return revision + b"%PDF- unsigned"


def _earlier(revision: bytes) -> bytes:
    return revision.replace(b"/ByteRange [0 ", b"/ByteRange [0 1", 1)


def _filled(revision: bytes) -> bytes:
    at = revision.index(b"<000000")
    return revision[: at + 1] + b"AB" + revision[at + 3 :]


def _twice(revision: bytes) -> bytes:
    return revision + revision


def _nothing(_revision: bytes) -> bytes:
    return b""


def _endless(revision: bytes) -> bytes:
    return bytes(2_000_000) + revision


@pytest.mark.parametrize("change", [_shorter, _earlier, _filled, _twice, _nothing, _endless])
def test_a_revision_that_leaves_more_unsigned_than_the_signature_is_not_signed(
    attestation: Attestation, officer: TestKey, change: Callable[[bytes], bytes]
) -> None:
    revision = countersignature(attestation.pdf, name="Olive Officer", at=SIGNED, stamped=False)
    assert report(sign_revision(attestation.pdf, revision, officer)).countersigned
    with pytest.raises(NotPrepared):
        sign_revision(attestation.pdf, change(revision), officer)


def test_a_revision_for_another_file_is_not_signed(attestation: Attestation, officer: TestKey) -> None:
    revision = countersignature(attestation.pdf, name="Olive Officer", at=SIGNED, stamped=False)
    with pytest.raises(NotPrepared):
        sign_revision(attestation.pdf + b"\n", revision, officer)
