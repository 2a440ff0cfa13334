"""Checked files judged against the register, and put on record."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

from attrs import evolve, field, frozen

from ..domain.register_events import AttestationStanding, DocumentKind, Received
from ..domain.register_views import AttestationRow, CertificateRow, PeopleAsked, PersonRow
from ..identity.authority_revocation import Withdrawal
from ..register import SchoolRegister, WritingSession, queries
from ..register.errors import HeldAlready, TicketLost
from ..register.records import also_called
from ..register.tickets import Ticket
from .acceptance_rules import Judgement, for_an_officer, judge_against
from .file_facts import Checked
from .known_facts import OnRecord, SchoolRules
from .report import StatedPart
from .trust_evidence import TrustedThrough, TrustEvidence

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
