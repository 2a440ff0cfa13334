"""Waiting attestations judged again, because the school's file has changed or more is known by now."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from attrs import evolve, frozen

from ..attestation.reasons import Reason
from ..domain.register_events import AttestationStanding, JudgedAgain
from ..domain.register_views import AttestationRow
from ..i18n import ngettext
from ..register import SchoolRegister, WritingSession, queries
from ..register.errors import DocumentLost, RegisterTrouble
from ..system.progress import UNWATCHED, WorkProgress
from .acceptance_rules import judge_against
from .file_checker import FileChecker
from .file_facts import Checked
from .in_order import is_in_order
from .known_facts import OnRecord, SchoolRules
from .receiving import gather

WAITS = AttestationStanding.NEEDS_A_LOOK
_PASSING = frozenset((Reason.TOO_SLOW, Reason.CRASHED))  # what a worker came to, and not what the file is


@frozen(kw_only=True)
class JudgedAnew:
    """The result of judging again."""

    looked: int = 0  # how many were judged again
    in_order: int = 0  # against how many of them nothing stands any more
    unchecked: int = 0  # how many could not be checked: of them the register says what it did
    problem: str = ""  # why it was not done, where it followed an act that was


def judged_anew_sentence(found: JudgedAnew) -> str:
    """How many were judged again, and the result; empty if nothing was waiting. Its `problem` is told apart."""
    judged = ngettext(
        "{n} waiting attestation was checked again.", "{n} waiting attestations were checked again.", found.looked
    )
    cleared = ngettext("Now {n} more can be accepted.", "Now {n} more can be accepted.", found.in_order)
    unchecked = ngettext(
        "{n} attestation could not be checked now.", "{n} attestations could not be checked now.", found.unchecked
    )
    told = ((found.looked, judged), (found.in_order, cleared), (found.unchecked, unchecked))
    return " ".join(sentence for many, sentence in told if many)


def judge_again(
    register: SchoolRegister,
    rules: SchoolRules,
    checker: FileChecker,
    now: datetime,
    progress: WorkProgress = UNWATCHED,
) -> JudgedAnew:
    """Judge again what waits, and record of each what stands against it now where that has changed.

    Nothing is accepted or rejected by it, and whose each is stays as it was; so does what stands against a file that
    could not be checked. Where it is stopped, what was judged until then stays so. Raises RegisterTrouble.
    """
    rows = [each for each in register.attestations.waiting() if not each.on_paper]
    found: list[tuple[AttestationRow, Checked]] = []
    lost = list[AttestationRow]()
    unchecked = 0
    for row, checked in checker.check_all(_contents(register, rows, lost, progress), now):
        if checked is None or _says_nothing(checked):
            unchecked += 1
            continue
        found.append((row, checked))
        progress.came(len(found), len(rows))
    unchecked += len(lost)
    if not found:
        return JudgedAnew(unchecked=unchecked)
    with register.session() as act:
        events = [(row, event) for row, checked in found if (event := _judged(act, rules, row, checked, now))]
        act.record_all(event for row, event in events if event.reasons != row.reasons)
    cleared = sum(is_in_order(event.reasons) and not is_in_order(row.reasons) for row, event in events)
    return JudgedAnew(looked=len(events), in_order=cleared, unchecked=unchecked)


def judge_again_after_act(
    register: SchoolRegister, rules: SchoolRules, checker: FileChecker, now: datetime, progress: WorkProgress
) -> JudgedAnew:
    """The same, once an act is done that stays done whatever comes of this: a RegisterTrouble is its `problem`."""
    try:
        return judge_again(register, rules, checker, now, progress)
    except RegisterTrouble as trouble:
        return JudgedAnew(problem=str(trouble))


def _says_nothing(checked: Checked) -> bool:
    """Whether the check ended before anything was known of the file."""
    codes = {each.code for each in checked.report.reasons}
    return bool(codes) and codes <= _PASSING


def _contents(
    register: SchoolRegister, rows: Sequence[AttestationRow], lost: list[AttestationRow], progress: WorkProgress
) -> Iterator[tuple[AttestationRow, str, bytes]]:
    for row in rows:
        if progress.stopped():
            return
        try:
            yield row, row.file_name, register.document(row.attestation)
        except DocumentLost:
            lost.append(row)  # what it was judged by then is all that is known of it


def _judged(
    act: WritingSession, rules: SchoolRules, row: AttestationRow, checked: Checked, now: datetime
) -> JudgedAgain | None:
    """None where somebody has decided on it meanwhile."""
    current = queries.attestation_by_id(act.connection, act.school, row.attestation)
    if current is None or current.standing is not WAITS:
        return None
    checked = evolve(checked, report=evolve(checked.report, sha256=row.attestation))
    judgement = judge_against(checked, _known(act, current, checked), rules, now)
    return JudgedAgain(attestation=row.attestation, reasons=judgement.codes, evidence=judgement.evidence.text())


def _known(act: WritingSession, row: AttestationRow, checked: Checked) -> OnRecord:
    """What bears on it, with whose it is as it stands on record."""
    known = gather(act.connection, act.school, checked)
    if known.person is not None and known.person.person == row.person:
        return known
    if row.person is None:
        return evolve(known, person=None, by_name=False, keys=(), held=())
    whose = queries.person_by_id(act.connection, act.school, row.person)
    return gather(act.connection, act.school, checked, whose)
