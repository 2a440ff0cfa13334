"""Checked files judged against the register and put on record; and what waits judged again, because the
school's file has changed or more is known by now.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

from attrs import evolve, field, frozen

from ..attestation.reasons import Reason
from ..domain.register_events import AttestationStanding, DocumentKind, JudgedAgain, Received
from ..domain.register_views import AttestationRow, CertificateRow, PeopleAsked, PersonRow
from ..i18n import ngettext
from ..identity.authority_trust import Withdrawal
from ..register import SchoolRegister, WritingSession, queries
from ..register.errors import DocumentLost, HeldAlready, RegisterTrouble, TicketLost
from ..register.records import also_called
from ..register.tickets import Ticket
from ..system.progress import UNWATCHED, WorkProgress
from .acceptance_rules import Judgement, for_an_officer, judge_against
from .facts import Checked, OnRecord, SchoolRules
from .file_checker import FileChecker
from .report import StatedPart
from .trust import TrustedThrough, TrustEvidence
from .waiting import is_in_order

if TYPE_CHECKING:
    from sqlalchemy import Connection

_MOST_HELD = 500  # attestations of one person
_MOST_ALIKE = 100  # people whose names hold the same words


@frozen(kw_only=True)
class WaitingFile:
    """A checked file that is still to be recorded."""

    ticket: Ticket
    content: bytes = field(repr=False)
    checked: Checked


def give_back(register: SchoolRegister, ticket: Ticket) -> None:
    """Leave it for others to judge; if somebody else has taken it meanwhile, it stays with them."""
    with suppress(TicketLost):
        register.queue.give_back(ticket)


def receive(
    register: SchoolRegister, rules: SchoolRules, waiting: Sequence[WaitingFile], now: datetime
) -> list[Judgement | None]:
    """Judge checked files and record them in one act; None for one that somebody else has recorded meanwhile.

    The rules are asked inside the act, so that two intakes can never both take the first of two.
    """
    try:
        with register.session() as act:
            return [_receive(act, rules, each, now) for each in waiting]
    except (TicketLost, HeldAlready):
        if len(waiting) == 1:
            return [None]
    return [judgement for each in waiting for judgement in receive(register, rules, [each], now)]


def _receive(act: WritingSession, rules: SchoolRules, given: WaitingFile, now: datetime) -> Judgement:
    document, name = given.ticket.document, given.ticket.name
    checked = evolve(given.checked, report=evolve(given.checked.report, sha256=document))
    judgement = judge_against(checked, gather(act.connection, act.school, checked), rules, now)
    if not act.may_accept():
        judgement = for_an_officer(judgement)
    act.record(received(document, name, checked, judgement))
    act.keep(given.content, DocumentKind.ATTESTATION, name, person=judgement.person, attestation=document)
    act.finish(given.ticket)
    return judgement


def gather(connection: "Connection", school: str, checked: Checked, whose: PersonRow | None = None) -> OnRecord:
    """What is known that bears on a file; `whose` it is where an officer has said so, else as the file tells."""
    report, signer = checked.report, checked.report.signer
    if report.stated is None or signer is None:
        return OnRecord()
    owners = queries.owners_of_key(connection, school, signer.fingerprint)
    person = whose or _person(connection, school, checked, owners)
    alike = () if person is not None or owners else _named(connection, school, report.stated)
    by_name = alike[0] if len(alike) == 1 else None
    person = person or by_name
    held: Sequence[AttestationRow] = ()
    if person is not None:
        held = queries.attestations(connection, [school], person_id=person.person, limit=_MOST_HELD)
    certificates = queries.certificates(connection, school, fingerprint=signer.fingerprint)
    serial = checked.particulars.signer.serial if checked.particulars.signer else ""
    named = report.stated.invitation
    used = next((each for each in certificates if each.serial == serial), None)
    return OnRecord(
        person=person,
        by_name=by_name is not None,
        has_namesakes=len(alike) > 1,
        owners=tuple(owners),
        keys=() if person is None else _keys(connection, school, person, held),
        certificate=used,
        revoked_from=_revoked([used] if used else certificates),
        superseded_from=_superseded(connection, school, used) if used else None,
        issued=bool(certificates) or bool(queries.certificates(connection, school)),
        same_statement=tuple(queries.same_statement(connection, school, report.stated.identifier)),
        invitation=None if named is None else queries.invitation_by_id(connection, school, named.identifier),
        same_invitation=() if named is None else tuple(queries.same_invitation(connection, school, named.identifier)),
        held=tuple(held),
        campaigns=tuple(queries.campaigns(connection, school)),
        also_called=also_called(connection, school),
    )


def _keys(connection: "Connection", school: str, person: PersonRow, held: Sequence[AttestationRow]) -> tuple[str, ...]:
    """By which the person is known: compared in person, certified on record, or accepted through another authority.

    A key that nobody compared binds no one, also where its attestation was accepted.
    """
    accepted = {row.fingerprint for row in held if row.standing is AttestationStanding.ACCEPTED and _is_vouched(row)}
    return tuple(sorted({*queries.keys_of(connection, school, person.person), *accepted}))


def _is_vouched(row: AttestationRow) -> bool:
    evidence = TrustEvidence.recorded(row.evidence)
    return evidence is not None and evidence.through is not TrustedThrough.NOTHING and bool(row.fingerprint)


def _named(connection: "Connection", school: str, stated: StatedPart) -> Sequence[PersonRow]:
    """Who on the list has the name; never someone who is known by a key, which would say more than a name."""
    day, words = stated.created.date(), "".join(each if each.isalnum() else " " for each in stated.person)
    asked = PeopleAsked(schools=(school,), search=words)
    return [
        row
        for row in queries.people(connection, asked, day, 0, _MOST_ALIKE)
        if row.member.is_called(stated.person) and not queries.keys_of(connection, school, row.person)
    ]


def _person(connection: "Connection", school: str, checked: Checked, owners: Sequence[str]) -> PersonRow | None:
    """By the number in the certificate; a random identifier is bound to whoever the key is known to belong to."""
    stated = checked.report.stated
    if stated is not None and checked.particulars.has_staff_number:
        return queries.person_by_number(connection, school, stated.person_identifier)
    return queries.person_by_id(connection, school, owners[0]) if len(owners) == 1 else None


def _revoked(certificates: Sequence[CertificateRow]) -> datetime | None:
    """Since when the key is not believed; one that was superseded is another matter: its past stays good."""
    lost = (each for each in certificates if Withdrawal.of(each.reason) is not Withdrawal.SUPERSEDED)
    return min((each.revoked_from for each in lost if each.revoked_from), default=None)


def _superseded(connection: "Connection", school: str, used: CertificateRow) -> datetime | None:
    """Since when another key stands in the place of this one."""
    if not used.superseded:
        return None
    later = queries.certificates(connection, school, person_id=used.person)
    after = [each.starts for each in later if each.replaces == used.serial and each.fingerprint != used.fingerprint]
    return min(after, default=None)


def received(document: str, name: str, checked: Checked, judgement: Judgement) -> Received:
    """The event for a judged file."""
    policy = checked.particulars.policy
    stated, signer = checked.report.stated, checked.report.signer
    return Received(
        attestation=document,
        person=judgement.person,
        campaign=judgement.campaign,
        standing=judgement.standing,
        file_name=name,
        reasons=judgement.codes,
        identifier=stated.identifier if stated else "",
        invitation=stated.invitation.identifier if stated and stated.invitation else None,
        policy=policy.text() if policy else "",
        score=stated.score if stated else None,
        outcome=stated.outcome if stated else "",
        audited=stated.created.date() if stated else None,
        signed=signer.signed_at if signer else None,
        fingerprint=signer.fingerprint if signer else "",
        evidence=judgement.evidence.text(),
    )


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
