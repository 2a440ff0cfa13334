"""What the register answers, from the tables that are read. Lists come in pages; counts come from indexes."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date, datetime
from typing import Any

from attrs import evolve
from sqlalchemy import ColumnElement, Connection, Row, String, and_, func, select, type_coerce

from ..domain.campaign import Campaign, CampaignAnswers, CampaignState, Completion, Excusal, Reminder
from ..domain.register_events import AttestationStanding, DocumentKind
from ..domain.register_views import (
    AttestationRow,
    AttestationsAsked,
    CertificateRow,
    DocumentRow,
    InvitationRow,
    Overview,
    PeopleAsked,
    PersonRow,
    SchoolRow,
)
from ..domain.staff import StaffMember, staff_key
from . import codec
from .engine import in_parts
from .list_terms import (
    attestations_asked,
    attestations_order,
    in_schools,
    people_asked,
    people_order,
    speaking,
    stands,
)
from .records import officer_names
from .schema import (
    attestation,
    campaign,
    certificate,
    document,
    head,
    in_group,
    invitation,
    known_key,
    person,
    reminder,
    task,
)
from .schema import school as schools_table
from .task_states import is_counted, state_of, waits_for_decision, was_refused

Schools = Sequence[str]  # empty: all that the officer may see


def schools(connection: Connection) -> Sequence[SchoolRow]:
    """Every school that the officer may see."""
    found = connection.execute(select(schools_table).order_by(schools_table.c.school))
    return [SchoolRow(school=row.school, name=row.name) for row in found]


def overview(connection: Connection, schools: Schools, campaign_id: str | None, today: date) -> Overview:
    """People per state, in one campaign or in all."""
    state = state_of(today)
    asked = select(state.label("state"), func.count().label("many")).where(in_schools(task, schools), is_counted(today))
    if campaign_id is not None:
        asked = asked.where(task.c.campaign == campaign_id)
    counted = {row.state: row.many for row in connection.execute(asked.group_by(state))}
    looks = select(func.count()).where(in_schools(attestation, schools), stands(AttestationStanding.NEEDS_A_LOOK))
    states = {each.name.lower(): counted.get(each, 0) for each in CampaignState}
    return Overview(**states, needs_a_look=connection.execute(looks).scalar_one())


def received_by_day(connection: Connection, schools: Schools, since: datetime) -> Mapping[date, int]:
    """How many attestations came in on each day (UTC); days without any are left out."""
    day = func.substr(type_coerce(attestation.c.received, String), 1, 10).label("day")
    asked = select(day, func.count()).where(in_schools(attestation, schools), attestation.c.received >= since)
    came: Counter[str] = Counter(dict(connection.execute(asked.group_by(day)).all()))
    not_ours = asked.where(stands(AttestationStanding.NOT_OURS))  # few: the others are counted from their index alone
    came.subtract(dict(connection.execute(not_ours.group_by(day)).all()))
    return {date.fromisoformat(each): many for each, many in sorted(came.items()) if many}


def people(connection: Connection, asked: PeopleAsked, today: date, offset: int, limit: int) -> Sequence[PersonRow]:
    """One page of people."""
    columns: list[ColumnElement[Any]] = [person.c.school, person.c.person, person.c.member]
    if asked.campaign is not None:
        columns += [state_of(today).label("state"), task.c.due]
    found = people_asked(select(*columns), asked, today).order_by(*people_order(asked, today))
    page = found.offset(offset).limit(limit)
    return [_person(row, with_task=asked.campaign is not None) for row in connection.execute(page)]


def with_attestations(
    connection: Connection, rows: Sequence[PersonRow], campaign_id: str | None
) -> Sequence[PersonRow]:
    """The same people, each with the attestation that speaks for them: in a campaign, or where none is asked at all."""
    schools, speaks, held = sorted({each.school for each in rows}), dict[Any, str](), dict[Any, AttestationRow]()
    for some in in_parts(rows):
        people = [each.person for each in some]
        asked = list(connection.execute(speaking(campaign_id, schools, people)))
        speaks |= {(row.school, row.person): row.speaks for row in asked}
        wanted = attestation.c.attestation.in_([row.speaks for row in asked if row.speaks])
        found = connection.execute(select(attestation).where(in_schools(attestation, schools), wanted))
        held |= {(row.school, row.attestation): _attestation(row) for row in found}
    return [evolve(each, attestation=held.get((each.school, speaks.get((each.school, each.person))))) for each in rows]


def count_people(connection: Connection, asked: PeopleAsked, today: date) -> int:
    """How many people a list has."""
    found: int = connection.execute(people_asked(select(func.count()), asked, today)).scalar_one()
    return found


def groups(connection: Connection, schools: Schools) -> Sequence[str]:
    """Every group that anybody is in, each once, in its alphabetically first spelling."""
    asked = select(func.min(in_group.c.shown)).where(in_schools(in_group, schools)).group_by(in_group.c.group_name)
    return sorted(connection.execute(asked).scalars(), key=str.casefold)


def person_by_id(connection: Connection, school: str, identifier: str) -> PersonRow | None:
    """The person of that identifier; None if the school has none."""
    return _one_person(connection, school, person.c.person == identifier)


def people_by_id(connection: Connection, school: str, identifiers: Sequence[str]) -> Mapping[str, PersonRow]:
    """Those of these people who are in the register."""
    found: dict[str, PersonRow] = {}
    for some in in_parts(identifiers):
        asked = select(person).where(person.c.school == school, person.c.person.in_(some))
        found |= {row.person: _person(row, with_task=False) for row in connection.execute(asked)}
    return found


def person_by_number(connection: Connection, school: str, number: str) -> PersonRow | None:
    """The person with a staff number; capitals do not count."""
    return _one_person(connection, school, person.c.staff_number == staff_key(number))


def namesakes(connection: Connection, school: str) -> AbstractSet[str]:
    """People who share their name with somebody else at the school, leavers included."""
    here = person.c.school == school
    twice = select(person.c.sort_name).where(here).group_by(person.c.sort_name).having(func.count() > 1)
    return set(connection.execute(select(person.c.person).where(here, person.c.sort_name.in_(twice))).scalars())


def staff(connection: Connection, school: str) -> Mapping[str, PersonRow]:
    """Everyone of a school, leavers too, by `staff_key` of the number: what a new staff list is compared with."""
    asked = select(person).where(person.c.school == school)
    return {row.staff_number: _person(row, with_task=False) for row in connection.execute(asked)}


def campaigns(connection: Connection, school: str) -> Sequence[Campaign]:
    """The campaigns of a school, the latest first."""
    asked = select(campaign.c.campaign_json).where(campaign.c.school == school)
    found: list[Campaign] = [codec.from_text(text, Campaign) for text in connection.execute(asked).scalars()]
    return sorted(found, key=lambda each: (each.opens, each.id), reverse=True)


def campaign_answers(connection: Connection, school: str, campaign_id: str) -> CampaignAnswers:
    """Who a campaign asks, who answered and who is excused, by `staff_key` of the number."""
    asked = (
        select(
            task,
            person.c.staff_number,
            attestation.c.on_paper,
            waits_for_decision().label("waits"),
            was_refused().label("was_refused"),
        )
        .join(person, and_(person.c.school == task.c.school, person.c.person == task.c.person))
        .outerjoin(
            attestation,
            and_(attestation.c.school == task.c.school, attestation.c.attestation == task.c.attestation),
        )
        .where(task.c.school == school, task.c.campaign == campaign_id)
    )
    names = officer_names(connection)
    done: dict[str, Completion] = {}
    excused: dict[str, Excusal] = {}
    handed_in, refused = set[str](), set[str]()
    due: dict[str, date] = {}
    for row in connection.execute(asked):
        number = row.staff_number
        due[number] = row.due
        if row.attestation is not None:
            on = row.done_on or row.due
            done[number] = Completion(campaign=campaign_id, number=number, on=on, on_paper=bool(row.on_paper))
        if row.waits:
            handed_in.add(number)
        if row.was_refused:
            refused.add(number)
        if row.excused:
            excused[number] = Excusal(
                campaign=campaign_id,
                number=number,
                reason=row.excuse,
                on=row.excused_on,
                by=names.get(row.excused_by, row.excused_by),
                until=row.excused_until,
            )
    return CampaignAnswers(done=done, excused=excused, handed_in=handed_in, refused=refused, due=due)


def asked_of(connection: Connection, school: str, campaign_id: str) -> Mapping[str, tuple[date, date]]:
    """Who a campaign has asked on record: person → (opens, due)."""
    asked = select(task.c.person, task.c.opens, task.c.due).where(
        task.c.school == school, task.c.campaign == campaign_id
    )
    return {row.person: (row.opens, row.due) for row in connection.execute(asked)}


def last_reminders(connection: Connection, school: str, campaign_id: str) -> Sequence[Reminder]:
    """When each person was last reminded of a campaign."""
    same = and_(person.c.school == reminder.c.school, person.c.person == reminder.c.person)
    asked = (
        select(person.c.staff_number, func.max(reminder.c.day).label("day"))
        .join(person, same)
        .where(reminder.c.school == school, reminder.c.campaign == campaign_id)
        .group_by(person.c.staff_number)
    )
    return [Reminder(campaign=campaign_id, number=row.staff_number, on=row.day) for row in connection.execute(asked)]


def attestations(
    connection: Connection,
    schools: Schools,
    *,
    person_id: str | None = None,
    campaign_id: str | None = None,
    standing: AttestationStanding | None = None,
    is_nobodys: bool = False,
    offset: int = 0,
    limit: int | None = 100,
) -> Sequence[AttestationRow]:
    """Attestations, the last received first, or all without a limit; `is_nobodys`: only those of nobody known."""
    asked = select(attestation).where(in_schools(attestation, schools))
    for column, value in ((attestation.c.person, person_id), (attestation.c.campaign, campaign_id)):
        if value is not None:
            asked = asked.where(column == value)
    if is_nobodys:
        asked = asked.where(attestation.c.person.is_(None))
    if standing is not None:
        asked = asked.where(stands(standing))
    page = asked.order_by(attestation.c.received.desc(), attestation.c.attestation).offset(offset).limit(limit)
    return [_attestation(row) for row in connection.execute(page)]


def attestations_listed(
    connection: Connection, school: str, asked: AttestationsAsked, offset: int, limit: int
) -> Sequence[AttestationRow]:
    """One page of a list of attestations."""
    found = attestations_asked(select(attestation).where(attestation.c.school == school), asked)
    page = found.order_by(*attestations_order(asked)).offset(offset).limit(limit)
    return [_attestation(row) for row in connection.execute(page)]


def attestation_by_id(connection: Connection, school: str, identifier: str) -> AttestationRow | None:
    """One attestation by the SHA-256 of its file."""
    asked = select(attestation).where(attestation.c.school == school, attestation.c.attestation == identifier)
    row = connection.execute(asked).first()
    return _attestation(row) if row else None


def same_statement(connection: Connection, school: str, identifier: str) -> Sequence[AttestationRow]:
    """Attestations whose statement has an identifier: more than one, or one of other bytes, needs a look."""
    asked = select(attestation).where(attestation.c.school == school, attestation.c.identifier == identifier)
    return [_attestation(row) for row in connection.execute(asked.order_by(attestation.c.number))]


def last_head(connection: Connection, school: str) -> tuple[int, str] | None:
    """Number and digest of the last signed entry, as they are printed on what leaves the register."""
    asked = select(head.c.number, head.c.digest).where(head.c.school == school)
    row = connection.execute(asked.order_by(head.c.number.desc()).limit(1)).first()
    return (row.number, row.digest) if row else None


def accepted_since(connection: Connection, school: str, fingerprint: str, since: datetime) -> Sequence[AttestationRow]:
    """Accepted attestations that a key signed from a moment on, by its own clock; the oldest first."""
    asked = select(attestation).where(
        attestation.c.school == school,
        attestation.c.fingerprint == fingerprint,
        attestation.c.standing == AttestationStanding.ACCEPTED.value,
        attestation.c.signed >= since,
    )
    return [_attestation(row) for row in connection.execute(asked.order_by(attestation.c.signed))]


def same_invitation(connection: Connection, school: str, identifier: str) -> Sequence[AttestationRow]:
    """Attestations whose statement names an invitation."""
    asked = select(attestation).where(attestation.c.school == school, attestation.c.invitation == identifier)
    return [_attestation(row) for row in connection.execute(asked.order_by(attestation.c.number))]


def invitation_by_id(connection: Connection, school: str, identifier: str) -> InvitationRow | None:
    """The invitation of that identifier; None if the school has none."""
    asked = select(invitation).where(invitation.c.school == school, invitation.c.invitation == identifier)
    row = connection.execute(asked).first()
    return _invitation(row) if row else None


def invitations_of(connection: Connection, school: str, person_id: str) -> Sequence[InvitationRow]:
    """A person's invitations."""
    asked = select(invitation).where(invitation.c.school == school, invitation.c.person == person_id)
    return [_invitation(row) for row in connection.execute(asked.order_by(invitation.c.expires))]


def invitations(connection: Connection, school: str, campaign_id: str) -> Sequence[InvitationRow]:
    """Every invitation of a campaign."""
    asked = select(invitation).where(invitation.c.school == school, invitation.c.campaign == campaign_id)
    return [_invitation(row) for row in connection.execute(asked.order_by(invitation.c.expires))]


def certificates(
    connection: Connection, school: str, *, person_id: str | None = None, fingerprint: str | None = None
) -> Sequence[CertificateRow]:
    """Certificates of the school's authority: all, a person's, or those of one key."""
    asked = select(certificate).where(certificate.c.school == school)
    if person_id is not None:
        asked = asked.where(certificate.c.person == person_id)
    if fingerprint is not None:
        asked = asked.where(certificate.c.fingerprint == fingerprint)
    return [_certificate(row) for row in connection.execute(asked.order_by(certificate.c.starts, certificate.c.serial))]


def owners_of_key(connection: Connection, school: str, fingerprint: str) -> Sequence[str]:
    """The people whose key was compared in person, or certified, with this fingerprint."""
    found: set[str] = set()
    for table in (known_key, certificate):
        asked = select(table.c.person).where(table.c.school == school, table.c.fingerprint == fingerprint)
        found |= set(connection.execute(asked).scalars())
    return sorted(found)


def compared_keys(connection: Connection, school: str) -> frozenset[tuple[str, str]]:
    """People, with the fingerprints of their keys that were compared in person."""
    asked = select(known_key.c.person, known_key.c.fingerprint).where(known_key.c.school == school)
    return frozenset((person_id, fingerprint) for person_id, fingerprint in connection.execute(asked))


def keys_of(connection: Connection, school: str, person_id: str) -> Sequence[str]:
    """The fingerprints known to be a person's: compared in person, or certified."""
    found: set[str] = set()
    for table in (known_key, certificate):
        asked = select(table.c.fingerprint).where(table.c.school == school, table.c.person == person_id)
        found |= set(connection.execute(asked).scalars())
    return sorted(found)


def documents(
    connection: Connection, school: str, *, person_id: str | None = None, attestation_id: str | None = None
) -> Sequence[DocumentRow]:
    """Kept files of a person, of an attestation, or of the school."""
    asked = select(document).where(document.c.school == school)
    if person_id is not None:
        asked = asked.where(document.c.person == person_id)
    if attestation_id is not None:
        asked = asked.where(document.c.attestation == attestation_id)
    return [_document(row) for row in connection.execute(asked.order_by(document.c.number))]


def _one_person(connection: Connection, school: str, where: "ColumnElement[bool]") -> PersonRow | None:
    row = connection.execute(select(person).where(person.c.school == school, where)).first()
    return _person(row, with_task=False) if row else None


def _person(row: "Row[Any]", *, with_task: bool) -> PersonRow:
    return PersonRow(
        school=row.school,
        person=row.person,
        member=codec.from_text(row.member, StaffMember),
        state=CampaignState(row.state) if with_task else None,
        due=row.due if with_task else None,
    )


def _fields(row: "Row[Any]", *left_out: str) -> dict[str, Any]:
    return {name: value for name, value in row._mapping.items() if name not in left_out}


def _attestation(row: "Row[Any]") -> AttestationRow:
    rest = _fields(row, "number", "standing", "reasons", "decided")
    return AttestationRow(**rest, standing=AttestationStanding(row.standing), reasons=tuple(json.loads(row.reasons)))


def _invitation(row: "Row[Any]") -> InvitationRow:
    return InvitationRow(**_fields(row, "ended"), end=row.ended)


def _certificate(row: "Row[Any]") -> CertificateRow:
    return CertificateRow(**_fields(row))


def _document(row: "Row[Any]") -> DocumentRow:
    return DocumentRow(**_fields(row, "of"), of=DocumentKind(row.of))
