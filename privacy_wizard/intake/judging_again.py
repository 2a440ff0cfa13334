"""Waiting attestations judged again, because the school's file has changed or more is known by now."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from attrs import evolve, frozen

from ..domain.judgement_events import JudgedAgain
from ..domain.register_events import AttestationStanding
from ..domain.register_views import AttestationRow
from ..i18n import ngettext
from ..register import SchoolRegister, WritingSession, queries
from ..register.errors import DocumentLost
from ..system.progress import UNWATCHED, WorkProgress
from .acceptance_rules import judge_against
from .file_checker import FileChecker
from .file_facts import Checked
from .in_order import is_in_order
from .known_facts import OnRecord, SchoolRules
from .receiving import gather

WAITS = AttestationStanding.NEEDS_A_LOOK


@frozen(kw_only=True)
class JudgedAnew:
    """The result of judging again."""

    looked: int = 0  # how many were judged again
    in_order: int = 0  # against how many of them nothing stands any more


def judged_anew_sentence(found: JudgedAnew) -> str:
    """How many were judged again, and the result; empty if nothing was waiting."""
    if not found.looked:
        return ""
    judged = ngettext(
        "{n} attestation that waits was judged again.", "{n} attestations that wait were judged again.", found.looked
    )
    cleared = ngettext("Now {n} more is in order.", "Now {n} more are in order.", found.in_order)
    return f"{judged} {cleared}" if found.in_order else judged


def judge_again(
    register: SchoolRegister,
    rules: SchoolRules,
    checker: FileChecker,
    now: datetime,
    progress: WorkProgress = UNWATCHED,
) -> JudgedAnew:
    """Judge again what waits, and record of each what stands against it now where that has changed.

    Nothing is accepted or rejected by it, and whose each is stays as it was. Where it is stopped, what was judged
    until then stays so. Raises RegisterTrouble.
    """
    rows = [each for each in register.attestations.waiting() if not each.on_paper]
    found: list[tuple[AttestationRow, Checked]] = []
    for row, checked in checker.check_all(_contents(register, rows, progress), now):
        if checked is not None:
            found.append((row, checked))
            progress.came(len(found), len(rows))
    if not found:
        return JudgedAnew()
    with register.session() as act:
        events = [(row, event) for row, checked in found if (event := _judged(act, rules, row, checked, now))]
        act.record_all(event for row, event in events if event.reasons != row.reasons)
    cleared = sum(is_in_order(event.reasons) and not is_in_order(row.reasons) for row, event in events)
    return JudgedAnew(looked=len(events), in_order=cleared)


def _contents(
    register: SchoolRegister, rows: Sequence[AttestationRow], progress: WorkProgress
) -> Iterator[tuple[AttestationRow, str, bytes]]:
    for row in rows:
        if progress.stopped():
            return
        try:
            yield row, row.file_name, register.document(row.attestation)
        except DocumentLost:
            continue  # what it was judged by then is all that is known of it


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
