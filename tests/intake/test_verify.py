"""Files of any kind, looked into in the sandbox: an answer always comes, and it can be read by a program."""

import json
import os
import sys
from datetime import timedelta
from pathlib import Path

import jsonschema
import pytest
from attrs import evolve

from privacy_wizard.attestation.reasons import Reason
from privacy_wizard.cli.verify import REPORTS
from privacy_wizard.intake.file_checker import exit_code, verify_files
from privacy_wizard.intake.report import (
    FileVerdict,
    VerificationReport,
    failed,
)
from privacy_wizard.intake.sentences import SENTENCES
from privacy_wizard.pdf.strict_reader import SIZE_LIMIT
from privacy_wizard.sandbox import Limits
from privacy_wizard.serialization import from_plain, to_readable
from tests.shelf.hostile import SHELF

from .test_files_in_pdfs import portfolio
from .test_opening import mail
from .world import NOW, SCHOOL_TRUST, reasons, report

_ON_POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")


def test_several_files_are_reported_in_their_order(tmp_path: Path, pdf: bytes, countersigned: bytes) -> None:
    contents = {
        "good.pdf": pdf,
        "both.pdf": countersigned,
        "changed.pdf": pdf.replace(b"/Lang", b"/Long"),
        "none.pdf": None,
    }
    paths = [tmp_path / name for name in contents]
    for path, content in zip(paths, contents.values(), strict=True):
        if content is not None:
            path.write_bytes(content)
    found = verify_files(paths, SCHOOL_TRUST, now=NOW)
    assert [each.file for each in found] == [str(path) for path in paths]
    assert [each.verdict for each in found] == [
        FileVerdict.ACCEPTED,
        FileVerdict.ACCEPTED,
        FileVerdict.REJECTED,
        FileVerdict.REJECTED,
    ]
    assert reasons(found[2]) == {Reason.NOT_INTACT}
    assert reasons(found[3]) == {Reason.NOT_READABLE}
    assert exit_code(found) == 1


def test_of_a_mail_or_a_portfolio_it_is_said_that_the_attestation_lies_within(tmp_path: Path, pdf: bytes) -> None:
    paths = [tmp_path / "mail.eml", tmp_path / "portfolio.pdf", tmp_path / "letter.pdf"]
    for path, content in zip(paths, (mail({"a.pdf": pdf}), portfolio(pdf), b"%PDF-1.7\n"), strict=True):
        path.write_bytes(content)
    found = verify_files(paths, SCHOOL_TRUST, now=NOW)
    assert [each.verdict for each in found] == [FileVerdict.REJECTED] * 3
    assert ["It holds other files" in each.reasons[0].detail for each in found] == [True, True, False]


def test_a_process_of_its_own_finds_what_is_found_here(tmp_path: Path, pdf: bytes) -> None:
    path = tmp_path / "a file; with 'odd' name \u202e.pdf"
    path.write_bytes(pdf)
    later = NOW + timedelta(days=5000)
    (found,) = verify_files([path], None, now=later)
    assert evolve(found, file="", sha256=None) == report(pdf, trust=None, now=later) != report(pdf, trust=None)
    assert exit_code([found]) == 2
    assert "\u202e" not in found.file


@_ON_POSIX
def test_what_is_no_file_is_not_waited_for(tmp_path: Path) -> None:
    pipe, link = tmp_path / "pipe", tmp_path / "link"
    os.mkfifo(pipe)
    link.symlink_to(tmp_path / "nowhere")
    for path in (
        pipe,
        link,
        tmp_path,
        Path("/dev/zero"),
        tmp_path / "missing",
        Path("a\0b"),
        Path("-h"),
        Path("--json"),
    ):
        (found,) = verify_files([path], None, now=NOW)
        assert (found.verdict, reasons(found)) == (FileVerdict.REJECTED, {Reason.NOT_READABLE})


def test_a_file_beyond_measure_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "large.pdf"
    with path.open("wb") as file:
        file.truncate(SIZE_LIMIT + 1)
    (found,) = verify_files([path], None, now=NOW)
    assert reasons(found) == {Reason.TOO_LARGE}


def test_a_check_that_takes_too_long_is_stopped(tmp_path: Path, pdf: bytes) -> None:
    path = tmp_path / "slow.pdf"
    path.write_bytes(pdf)
    (found,) = verify_files([path], None, now=NOW, limits=Limits(seconds=0.001))
    assert (found.verdict, reasons(found)) == (FileVerdict.REJECTED, {Reason.TOO_SLOW})


@pytest.mark.parametrize(
    "name", ["more objects than any", "packed inside one archive after another", "lists in lists", "encrypted"]
)
def test_hostile_files_are_rejected_by_the_process_too(tmp_path: Path, name: str) -> None:
    path = tmp_path / "hostile.pdf"
    path.write_bytes(SHELF[name]())
    (found,) = verify_files([path], None, now=NOW)
    assert found.verdict is FileVerdict.REJECTED
    assert Reason.CRASHED not in reasons(found)
    assert (reasons(found) == {Reason.LOCKED}) == (name == "encrypted"), "and a password is called that"


@_ON_POSIX
def test_nothing_beside_the_file_is_imported(tmp_path: Path, pdf: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody who can put a file beside the attestation must not be able to run it."""
    (tmp_path / "good.pdf").write_bytes(pdf)
    for name in ("attrs", "zlib", "pyhanko", "privacy_wizard"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit(9)\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    (found,) = verify_files([Path("good.pdf")], SCHOOL_TRUST, now=NOW)
    assert found.verdict is FileVerdict.ACCEPTED


def test_the_exit_code_tells_the_worst() -> None:
    accepted = evolve(failed(Reason.UNKNOWN_KEY), verdict=FileVerdict.ACCEPTED)
    look, rejected = failed(Reason.UNKNOWN_KEY), failed(Reason.NOT_SIGNED)
    assert [exit_code(each) for each in ([accepted], [accepted, look], [look, rejected], [])] == [0, 2, 1, 0]


# ---- the report


def test_every_report_fits_the_schema_and_is_read_back_the_same(pdf: bytes, countersigned: bytes) -> None:
    found = (report(pdf), report(countersigned, trust=None), report(b""), failed(Reason.CRASHED, "x" * 9000))
    jsonschema.validate(json.loads(REPORTS.text(reports=found)), REPORTS.schema())
    for each in found:
        assert from_plain(json.loads(to_readable(each)), VerificationReport) == each


def test_every_reason_has_its_own_sentence_that_says_what_to_do() -> None:
    assert set(SENTENCES) == set(Reason)
    assert len(set(SENTENCES.values())) == len(SENTENCES)
    for sentence in map(str, SENTENCES.values()):
        assert sentence.count(". ") >= 1
        assert sentence.endswith(".")


def test_what_a_file_says_cannot_drive_a_terminal() -> None:
    found = failed(Reason.DATA_WRONG, "\x1b[2Jaccepted\n\u202etpecca")
    assert found.reasons[0].detail == "[2Jaccepted tpecca"
