"""Processes that check many files: the same as a check here, and whatever a file does to them."""

from collections.abc import Iterator
from gettext import NullTranslations
from typing import Any

import pytest
from attrs import evolve

from privacy_wizard.attestation.reasons import Reason
from privacy_wizard.i18n import use_translations
from privacy_wizard.intake.file_checker import FileChecker, understood
from privacy_wizard.intake.opening_limits import OpeningFault
from privacy_wizard.intake.report import FileVerdict
from privacy_wizard.pdf.strict_reader import SIZE_LIMIT
from privacy_wizard.sandbox import Limits
from tests.in_turn import in_turn
from tests.pseudo_language import Marked, english_in
from tests.shelf.hostile import SHELF

from .test_opening import A, B, mail, packed
from .world import NAME, NOW, NUMBER, PACK, SCHOOL_TRUST, reasons, report


@pytest.fixture(scope="module")
def checker() -> Iterator[FileChecker]:
    with FileChecker(SCHOOL_TRUST) as made:
        yield made


def test_a_file_is_checked_as_it_is_checked_here(checker: FileChecker, pdf: bytes, countersigned: bytes) -> None:
    for file in (pdf, countersigned, pdf + b"\n", b"no pdf"):
        found = checker.check("a.pdf", file, NOW).report
        assert evolve(found, file="", sha256=None) == report(file)


def test_it_is_told_what_the_register_asks_for(checker: FileChecker, pdf: bytes) -> None:
    found = checker.check("a.pdf", pdf, NOW).particulars
    assert found.policy is not None
    assert found.policy.id == PACK
    assert found.signer is not None
    assert found.signer.vouched_by
    assert found.has_staff_number


def test_many_files_come_back_each_with_what_it_was_given_with(checker: FileChecker, pdf: bytes) -> None:
    files = [(number, f"{number}.pdf", pdf if number % 3 else b"%PDF-" + bytes([number])) for number in range(12)]
    found = dict(checker.check_all(files, NOW))
    assert {number: each.report.verdict is FileVerdict.ACCEPTED for number, each in found.items()} == {
        number: bool(number % 3) for number in range(12)
    }
    assert found[4].report.file == "4.pdf"


def test_who_stops_asking_gets_no_more_begun(checker: FileChecker, pdf: bytes) -> None:
    begun = []

    def files() -> Iterator[tuple[int, str, bytes]]:
        for number in range(100):
            begun.append(number)
            yield number, "a.pdf", pdf

    for _ in checker.check_all(files(), NOW):
        break
    assert len(begun) <= 6


@pytest.mark.parametrize(
    "name", ["more objects than any", "packed inside one archive after another", "lists in lists", "noise"]
)
def test_hostile_files_are_rejected_and_the_next_one_is_checked(checker: FileChecker, name: str, pdf: bytes) -> None:
    assert checker.check("x.pdf", SHELF[name](), NOW).report.verdict is FileVerdict.REJECTED
    assert checker.check("a.pdf", pdf, NOW).report.verdict is FileVerdict.ACCEPTED


def test_a_check_that_takes_too_long_is_stopped_and_the_next_one_is_checked(pdf: bytes) -> None:
    with FileChecker(SCHOOL_TRUST, workers=1, limits=Limits(seconds=0.02)) as hurried:
        assert reasons(hurried.check("a.pdf", pdf, NOW).report) == {Reason.TOO_SLOW}
        assert hurried.check("b.pdf", b"no pdf", NOW).report.verdict is FileVerdict.REJECTED


def test_a_process_is_replaced_after_so_many_files(pdf: bytes) -> None:
    with FileChecker(SCHOOL_TRUST, workers=1, limits=Limits(questions=2)) as made:
        found = [made.check("a.pdf", pdf, NOW).report.verdict for _ in range(3)]
    assert found == [FileVerdict.ACCEPTED] * 3


def test_a_file_beyond_measure_is_not_looked_into(checker: FileChecker) -> None:
    found = checker.check("a.pdf", bytes(SIZE_LIMIT + 1), NOW).report
    assert reasons(found) == {Reason.TOO_LARGE}


def test_archives_and_mails_are_opened_there(checker: FileChecker) -> None:
    opened = checker.open("all.zip", packed({"m.eml": mail({"a.pdf": A, "b.pdf": B})}))
    assert [each.content for each in opened.members] == [A, B]
    assert opened.members[1].name == "all.zip › m.eml › b.pdf"
    assert checker.open("x.zip", packed({"a.pdf": bytes(30_000_000)})).refused[0].fault is OpeningFault.TOO_LARGE


def test_an_archive_that_takes_too_long_is_stopped() -> None:
    with FileChecker(None, workers=1, limits=Limits(seconds=0.0001)) as hurried:
        assert hurried.open("x.zip", packed({"a.pdf": B * 1000})).refused


@in_turn("answer", [{}, {"verdict": "accepted"}, {"report": []}, {"report": {}, "particulars": {}}])
def test_an_answer_that_cannot_be_read_is_no_acceptance(answer: dict[str, Any]) -> None:
    assert reasons(understood(answer).report) == {Reason.CRASHED}


def test_what_a_worker_finds_is_worded_in_the_language_spoken_when_it_is_shown(checker: FileChecker) -> None:
    use_translations(Marked())
    try:
        found = checker.check("a.pdf", A, NOW).report
    finally:
        use_translations(NullTranslations())
    assert found.reasons
    assert [english_in(each.sentence) for each in found.reasons] == [""] * len(found.reasons)


def test_a_name_in_a_file_says_nothing_of_the_signer_without_the_check(checker: FileChecker, pdf: bytes) -> None:
    found = checker.check("a.pdf", pdf, NOW).report
    assert found.signer is not None
    assert (found.signer.name, found.signer.identifier) == (NAME, NUMBER)
