"""Signed paper checklists of people who cannot use a computer: entered by an officer, with the scan beside them.

They are marked as paper wherever they appear, and no key vouches for them: the officer's entry does.
"""

import hashlib
import json
import re
import secrets
from datetime import date
from enum import Enum
from pathlib import PurePath

from attrs import field, frozen

from ..attestation.statement import AccountPart, PolicyPart
from ..domain.audit import Account, Declaration, Person, Waiver, numbered_account
from ..domain.judgement import Finding
from ..domain.model import Catalogue, PolicyPack
from ..domain.register_events import AttestationStanding, DocumentKind, Received
from ..domain.register_views import AttestationRow
from ..domain.staff import StaffMember
from ..domain.versions import CURRENT_RULES, FIRST_RULES, PolicyVersion
from ..domain.vocabulary import (
    AccountKind,
    Area,
    ExceptionReason,
    Level,
    NotApplicable,
    Occasion,
    Outcome,
    Unresolved,
    Verdict,
)
from ..i18n import Message
from ..register import SchoolRegister, queries
from ..register.errors import HeldAlready
from ..serialization import Refused, from_plain, to_readable
from ..system import Trouble
from ..system.progress import WorkStopped
from .declaration_reader import StatedAttestation, stated
from .paper_transcript import Transcript

FORMAT = "privacy-wizard-paper/2"
_FIRST_FORMAT = "privacy-wizard-paper/1"  # did not name the rules of judgement
EVIDENCE = "signed by hand on paper"
SCAN_LIMIT = 20_000_000  # bytes
MOST_PAGES = 60
_ANSWERS_LIMIT = 4_000_000
_LONGEST_NAME = 200
_TURNED_AWAY = (AttestationStanding.REJECTED, AttestationStanding.SENT_BACK, AttestationStanding.NOT_OURS)
_KINDS = ((b"%PDF-", "pdf"), (b"\x89PNG\r\n\x1a\n", "png"), (b"\xff\xd8\xff", "jpg"))
_OF_A_PHONE = re.compile(rb"(?s).{4}ftyp(?:hei|hev|mif1|msf1|avi)")
_ID = {"pattern": r"[a-z0-9][a-z0-9.\-]{0,99}"}


class ScanFault(Enum):
    """Why a file is not accepted as the scan of a paper."""

    UNREADABLE = Message("This file cannot be read, so it was not taken. Choose another.")
    DAMAGED = Message(
        "This file cannot be opened, so it was not taken: it is damaged, locked with a password, has more than "
        "{most} pages, or is a picture far larger than a phone takes. Scan the paper again, one checklist per "
        "file.",
        most=MOST_PAGES,
    )
    TOO_LARGE = Message(
        "This file is larger than {most} megabytes, so it was not taken. Scan the paper at a lower "
        "resolution (150 dots per inch is enough), or in black and white.",
        most=SCAN_LIMIT // 1_000_000,
    )
    OF_A_PHONE = Message(
        "This photograph is of a kind that phones keep (HEIC or AVIF) and that is not opened here, so it was not "
        "taken. Send it from the phone again as JPEG, or scan the paper as a PDF."
    )
    OTHER_KIND = Message(
        "This file is not a PDF, JPEG or PNG, so it was not taken. Scan the paper as a PDF, or photograph it."
    )


class ScanRefused(Trouble):
    """The given file is not accepted as the scan."""

    def __init__(self, fault: ScanFault) -> None:
        super().__init__(fault)
        self.fault = fault

    def __str__(self) -> str:
        return str(self.fault.value)


class ScanStopped(WorkStopped):
    """The officer did not wait until the scan was looked at."""

    sentence = Message("Stopped, so the scan was not taken. Choose it again at any time.")


class PaperFault(Enum):
    """Why a paper cannot be entered yet."""

    OPEN_QUESTION = Message(
        "Some questions have no answer yet. Copy them from the paper; anything left empty there is “Not sure”."
    )
    IN_THE_FUTURE = Message("The day on the paper is in the future. Nothing was recorded. Correct the day.")


class PaperIncomplete(Trouble):
    """Something about the paper is missing or impossible."""

    def __init__(self, fault: PaperFault) -> None:
        super().__init__(fault)
        self.fault = fault

    def __str__(self) -> str:
        return str(self.fault.value)


@frozen(kw_only=True)
class PaperFinding:
    """How one requirement stands by the answers on the paper."""

    control: str = field(metadata=_ID)
    title: str
    area: Area
    level: Level
    account: str | None = field(metadata=_ID)
    verdict: Verdict


@frozen(kw_only=True)
class PaperException:
    """An exception that the paper declares."""

    reason: ExceptionReason
    approver_role: str
    approver_name: str = field(metadata={"limit": 200})
    until: date


@frozen(kw_only=True)
class PaperResponse:
    """One tick on the paper; `answer` is an option, or one of the words for none."""

    check: str = field(metadata=_ID)
    account: str | None = field(metadata=_ID)
    answer: str = field(metadata={"limit": 100})
    exception: PaperException | None = None


@frozen(kw_only=True)
class PaperAnswers:
    """The ticks as they were copied, and the result; kept beside the scan."""

    format: str = field(metadata={"limit": 40})
    rules_version: str = field(metadata={"pattern": "[0-9]{1,4}"})
    policy: PolicyPart
    occasion: Occasion
    signed: date
    accounts: tuple[AccountPart, ...]
    findings: tuple[PaperFinding, ...] = field(metadata={"limit": 20_000})
    responses: tuple[PaperResponse, ...] = field(metadata={"limit": 20_000})
    score: int | None = field(metadata={"most": 100})
    outcome: Outcome


@frozen(kw_only=True)
class PaperChecklist:
    """A paper about to enter the register; `answers` is None if only its outcome was entered."""

    person: str  # the register's identifier
    campaign: str | None
    policy: PolicyPack
    signed: date
    outcome: Outcome
    scan: bytes = field(repr=False)
    scan_name: str
    answers: PaperAnswers | None = None


def scan_kind(scan: bytes) -> str:
    """`pdf`, `png` or `jpg`, by the content; whether it can be drawn is checked elsewhere. Raises ScanRefused."""
    if len(scan) > SCAN_LIMIT:
        raise ScanRefused(ScanFault.TOO_LARGE)
    for start, kind in _KINDS:
        if scan.startswith(start):
            return kind
    raise ScanRefused(ScanFault.OF_A_PHONE if _OF_A_PHONE.match(scan) else ScanFault.OTHER_KIND)


def declaration_of(
    member: StaffMember, pack: PolicyPack, occasion: Occasion, accounts: tuple[tuple[str, AccountKind], ...]
) -> Declaration:
    """What fixes the questions; `accounts` are checklists, each with whose account it is, as often as there are."""
    counted: dict[tuple[str, AccountKind], int] = {}
    found = []
    for checklist, kind in accounts:
        number = counted[checklist, kind] = counted.get((checklist, kind), 0) + 1
        found.append(numbered_account(checklist, kind, number))
    person = Person(
        name=member.name, role=member.role, kind=member.kind, identifier=member.number, has_staff_number=True
    )
    return Declaration(person=person, occasion=occasion, pack=pack.id, accounts=tuple(found), no_accounts=not accounts)


def answers_of(transcript: Transcript) -> PaperAnswers:
    """The finished copy. Raises PaperIncomplete while a question is open."""
    if transcript.first_open is not None:
        raise PaperIncomplete(PaperFault.OPEN_QUESTION)
    score, catalogue = transcript.score(), transcript.catalogue
    return PaperAnswers(
        format=FORMAT,
        rules_version=CURRENT_RULES,
        policy=PolicyPart.of(catalogue.packs[transcript.declaration.pack]),
        occasion=transcript.declaration.occasion,
        signed=transcript.signed,
        accounts=tuple(
            _account(catalogue, each, score.by_account.get(each.id)) for each in transcript.declaration.accounts
        ),
        findings=tuple(_finding(each) for each in transcript.findings() if not each.left_the_set),
        responses=tuple(
            PaperResponse(
                check=each.check, account=each.account, answer=_word(each.answer), exception=_exception(each.waiver)
            )
            for each in transcript.responses.values()
        ),
        score=score.value,
        outcome=score.outcome,
    )


def enter(register: SchoolRegister, given: PaperChecklist, today: date) -> str:
    """Enter it, scan and answers with it; returns its identifier, the SHA-256 of the scan.

    Raises ScanRefused, PaperIncomplete, HeldAlready, OfficerNeeded, OwnCase.
    """
    ending = scan_kind(given.scan)
    if given.signed > today:
        raise PaperIncomplete(PaperFault.IN_THE_FUTURE)
    sha256 = hashlib.sha256(given.scan).hexdigest()
    name = f"{plain_stem(given.scan_name)}.{ending}"
    answers = given.answers
    with register.session() as act:
        _refuse_held(queries.attestation_by_id(act.connection, register.school, sha256))
        act.record(
            Received(
                attestation=sha256,
                person=given.person,
                campaign=given.campaign,
                standing=AttestationStanding.ACCEPTED,
                file_name=name,
                identifier=f"paper-{secrets.token_hex(12)}",
                policy=PolicyVersion(id=given.policy.id, version=given.policy.version).text(),
                score=answers.score if answers is not None else None,
                outcome=(answers.outcome if answers is not None else given.outcome).value,
                audited=given.signed,
                evidence=EVIDENCE,
                on_paper=True,
            )
        )
        act.keep(given.scan, DocumentKind.PAPER, name, person=given.person, attestation=sha256)
        if answers is not None:
            kept = to_readable(answers, indent=1).encode()
            act.keep(kept, DocumentKind.ANSWERS, "answers.json", person=given.person, attestation=sha256)
    return sha256


def may_become_paper(row: AttestationRow) -> bool:
    """Whether it is a rejected file that is no attestation itself, and so might be a scan."""
    return row.standing in _TURNED_AWAY and not row.identifier and not row.on_paper


def _refuse_held(row: AttestationRow | None) -> None:
    if row is not None and not may_become_paper(row):
        raise HeldAlready


def stated_on_paper(register: SchoolRegister, row: AttestationRow) -> StatedAttestation | None:
    """What an attestation or a paper says; None where that cannot be read, or only its outcome was entered.

    Raises DocumentLost.
    """
    if not row.on_paper:
        return stated(register.document(row.attestation))
    kept = next(
        (each for each in register.attestations.documents_of(row.attestation) if each.of is DocumentKind.ANSWERS), None
    )
    return read_answers(register.document(kept.document)) if kept is not None else None


def read_answers(kept: bytes) -> PaperAnswers | None:
    """Kept answers; None where they cannot be read. Never raises."""
    if len(kept) > _ANSWERS_LIMIT:
        return None
    try:
        plain = json.loads(kept)
        if isinstance(plain, dict) and plain.get("format") == _FIRST_FORMAT and "rules_version" not in plain:
            plain = {**plain, "rules_version": FIRST_RULES}
        found: PaperAnswers = from_plain(plain, PaperAnswers)
    except (Refused, ValueError, RecursionError):
        return None
    return found if found.format in (FORMAT, _FIRST_FORMAT) else None


def plain_stem(name: str) -> str:
    """The name of a file without its ending, of plain characters."""
    stem = "".join(each if each.isprintable() else "_" for each in PurePath(name).stem)
    return stem[:_LONGEST_NAME].strip() or "scan"


def _account(catalogue: Catalogue, account: Account, score: int | None) -> AccountPart:
    return AccountPart(
        id=account.id,
        platform=catalogue.checklists[account.checklist].title,
        checklist=account.checklist,
        kind=account.kind,
        number=account.number,
        score=score,
    )


def _finding(finding: Finding) -> PaperFinding:
    control = finding.requirement.control
    return PaperFinding(
        control=control.id,
        title=control.title,
        area=control.area,
        level=finding.requirement.level,
        account=finding.account.id if finding.account else None,
        verdict=finding.verdict,
    )


def _exception(waiver: Waiver | None) -> PaperException | None:
    if waiver is None:
        return None
    return PaperException(
        reason=waiver.reason,
        approver_role=waiver.approver_role,
        approver_name=waiver.approver_name,
        until=waiver.until,
    )


def _word(answer: str | Unresolved | NotApplicable) -> str:
    return answer.value if isinstance(answer, Unresolved | NotApplicable) else answer
