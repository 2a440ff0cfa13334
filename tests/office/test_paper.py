"""Paper checklists: the same questions and figures as in the wizard, the scan beside the entry, marked as paper."""

from datetime import date
from pathlib import Path

import pytest

from privacy_wizard.domain.register_events import AttestationStanding, DocumentKind, Received
from privacy_wizard.domain.vocabulary import AccountKind, Occasion, Outcome, Unresolved
from privacy_wizard.office.paper_attestations import (
    SCAN_LIMIT,
    PaperChecklist,
    PaperIncomplete,
    ScanRefused,
    answers_of,
    declaration_of,
    enter,
    read_answers,
    scan_kind,
    stated_on_paper,
)
from privacy_wizard.office.paper_transcript import Transcript
from privacy_wizard.office.school_figures import LEAST, whole_school
from privacy_wizard.register import SchoolRegister
from privacy_wizard.register.errors import HeldAlready
from tests.in_turn import in_turn
from tests.ui.console.offices import REVIEW, TODAY, busy_context, catalogue, member, person_id

PACK = "bradley-primary-2023"
SIGNED = date(2026, 11, 18)
SCAN = b"%PDF-1.7 a scan"


@pytest.fixture
def register(tmp_path: Path):
    desk = busy_context(tmp_path, people=8)
    yield desk.register
    desk.register.close()


def transcript(*, last: bool = False) -> Transcript:
    """Every answer the first option, or the last."""
    accounts = (("instagram", AccountKind.PERSONAL), ("instagram", AccountKind.PERSONAL))
    said = declaration_of(member(0), catalogue().packs[PACK], Occasion.ANNUAL_REVIEW, accounts)
    found = Transcript(catalogue(), said, SIGNED)
    while (question := found.first_open) is not None:
        found.answer(question, question.check.options[-1 if last else 0].id)
    return found


def paper(at: int = 0, scan: bytes = SCAN, *, answers: bool = True, signed: date = SIGNED) -> PaperChecklist:
    return PaperChecklist(
        person=person_id(at),
        campaign=REVIEW.id,
        policy=catalogue().packs[PACK],
        signed=signed,
        outcome=Outcome.ACTION_NEEDED,
        scan=scan,
        scan_name="scan\n1.PDF",
        answers=answers_of(transcript()) if answers else None,
    )


def test_two_accounts_of_one_platform_are_asked_apart() -> None:
    found = transcript()
    accounts = {each.key[1] for each in found.asked}
    assert {"instagram-1", "instagram-2", None} <= accounts


def test_one_goes_through_the_questions_and_back_again() -> None:
    found = transcript()
    forward = [found.asked[0]]
    while (after := found.after(forward[-1])) is not None:
        forward.append(after)
    assert forward == list(found.asked)
    assert found.before(forward[0]) is None
    assert found.before(forward[-1]) == forward[-2]


def test_answers_are_kept_only_when_none_is_open() -> None:
    found = transcript()
    found.responses.popitem()
    with pytest.raises(PaperIncomplete):
        answers_of(found)


def test_an_answer_that_was_left_empty_counts_as_not_sure_and_lowers_the_score() -> None:
    best = transcript()
    whole = best.score().value
    for question in best.asked[:20]:
        best.answer(question, Unresolved.NOT_SURE)
    now = best.score().value
    assert whole is not None
    assert now is not None
    assert now < whole


def test_the_entry_is_accepted_marked_as_paper_and_answers_the_campaign(register: SchoolRegister) -> None:
    identifier = enter(register, paper(), TODAY)
    row = register.attestations.one(identifier)
    assert row is not None
    assert (row.standing, row.on_paper, row.audited, row.file_name) == (
        AttestationStanding.ACCEPTED,
        True,
        SIGNED,
        "scan_1.pdf",
    )
    assert register.overview(REVIEW.id, TODAY).done == 1
    assert [each.of for each in register.attestations.documents_of(identifier)] == [
        DocumentKind.PAPER,
        DocumentKind.ANSWERS,
    ]
    assert register.document(identifier) == SCAN
    assert register.check().holds


def test_what_was_ticked_is_read_back_as_it_was_copied(register: SchoolRegister) -> None:
    given = paper()
    row = register.attestations.one(enter(register, given, TODAY))
    assert row is not None
    assert stated_on_paper(register, row) == given.answers
    assert row.score == given.answers.score


def test_of_an_outcome_alone_no_answers_are_told(register: SchoolRegister) -> None:
    row = register.attestations.one(enter(register, paper(answers=False), TODAY))
    assert row is not None
    assert (stated_on_paper(register, row), row.score, row.outcome) == (None, None, "action needed")


def test_the_same_scan_is_taken_once(register: SchoolRegister) -> None:
    enter(register, paper(), TODAY)
    with pytest.raises(HeldAlready):
        enter(register, paper(1), TODAY)
    assert register.overview(REVIEW.id, TODAY).done == 1


def rejected(register: SchoolRegister, content: bytes, identifier: str = "") -> str:
    """As intake leaves what it cannot take: `identifier` where it is an attestation all the same."""
    with register.session() as act:
        found = act.put(content)
        standing, reasons = AttestationStanding.REJECTED, ("not ours",)
        act.record(
            Received(
                attestation=found,
                person=None,
                campaign=None,
                standing=standing,
                file_name="scan.pdf",
                reasons=reasons,
                identifier=identifier,
            )
        )
        act.keep(content, DocumentKind.ATTESTATION, "scan.pdf", attestation=found)
    return found


def test_a_scan_that_intake_rejected_is_entered_as_paper_and_no_attestation_is(register: SchoolRegister) -> None:
    forged = rejected(register, b"%PDF-1.7 forged", identifier="ab" * 16)
    with pytest.raises(HeldAlready):
        enter(register, paper(scan=b"%PDF-1.7 forged"), TODAY)
    assert register.attestations.one(forged).standing is AttestationStanding.REJECTED
    scan = rejected(register, SCAN)
    assert enter(register, paper(), TODAY) == scan
    row = register.attestations.one(scan)
    assert (row.standing, row.on_paper, row.person, row.reasons) == (
        AttestationStanding.ACCEPTED,
        True,
        person_id(0),
        (),
    )
    assert register.overview(REVIEW.id, TODAY).done == 1
    with pytest.raises(HeldAlready):
        enter(register, paper(1), TODAY)
    assert register.check().holds


def test_a_day_in_the_future_is_refused(register: SchoolRegister) -> None:
    with pytest.raises(PaperIncomplete):
        enter(register, paper(signed=date(2026, 12, 1)), TODAY)


def test_papers_count_in_the_picture_of_the_whole_school() -> None:
    answers = answers_of(transcript(last=True))
    picture = whole_school([answers] * LEAST)
    assert picture.people == LEAST
    assert any(line.whole.percent == 100 for line in picture.lines)


@in_turn("scan", [b"", b"GIF89a", b"PK\x03\x04", b"%!PS", b"\xff\xd8"])
def test_what_is_no_scan_is_refused(scan: bytes) -> None:
    with pytest.raises(ScanRefused):
        scan_kind(scan)


@in_turn("kind", [b"heic", b"mif1", b"avif"])
def test_a_photograph_as_phones_keep_it_is_named(kind: bytes) -> None:
    with pytest.raises(ScanRefused, match="as JPEG"):
        scan_kind(b"\0\0\0\x18ftyp" + kind + bytes(60))


def test_a_scan_that_is_too_large_is_refused() -> None:
    with pytest.raises(ScanRefused, match="20 megabytes"):
        scan_kind(b"%PDF-" + bytes(SCAN_LIMIT))


@in_turn("kept", [b"", b"{}", b"[" * 100_000, b'{"format": "other"}', b"\xff"])
def test_answers_that_cannot_be_read_are_none(kept: bytes) -> None:
    assert read_answers(kept) is None
