"""What each kind of event changes in the tables.

Every statement touches rows of one person, one attestation or the school only, so that these can be made anew
alone.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, cached_property
from itertools import groupby, islice
from typing import Any

from sqlalchemy import Connection, Table, bindparam, delete, insert
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql import Executable

from ..domain import certificate_events, register_events
from ..domain import register_events as events
from ..domain.register_event_index import attestation_of, person_of
from ..domain.register_views import RecordedEvent
from ..domain.search import search_text
from ..domain.staff import StaffMember, folded, staff_key
from . import schema
from .codec import as_text
from .engine import count_if_outgrown
from .projection_statements import (
    Values,
    count_try,
    delete_row,
    in_row,
    keyed,
    last_day_of_task,
    settle,
    update_row,
)
from .task_states import is_unchecked

GROUP_LENGTH = 200
_AT_ONCE = 250
Writes = Iterator[tuple[str, Values]]


class ReadingTables:
    """Applies events to the tables of one database."""

    def __init__(self, dialect: str) -> None:
        self._postgresql = dialect == "postgresql"

    def apply(self, connection: Connection, records: Iterable[RecordedEvent]) -> None:
        """Apply events in order; consecutive events of one kind go to the database together."""
        waiting = iter(records)
        while some := list(islice(waiting, _AT_ONCE)):
            for _, same in groupby(some, key=lambda record: type(record.event)):
                for run in _apart(same):
                    self._apply_run(connection, run)
            if self._postgresql and len(some) == _AT_ONCE:
                count_if_outgrown(connection)

    def _apply_run(self, connection: Connection, run: list[RecordedEvent]) -> None:
        batches: dict[str, list[Values]] = {}
        for record in run:
            for name, values in _writes(record):
                batches.setdefault(name, []).append(values)
        for name in (each for each in self._statements if each in batches):
            connection.execute(self._statements[name], batches[name])

    @cached_property
    def _statements(self) -> Mapping[str, Executable]:
        """By name, in the order in which those of one event are to run."""
        return {
            "enter school": self._upsert(schema.school),
            "enter person": self._upsert(schema.person),
            "leave groups": delete_row(schema.in_group, "person"),
            "join group": insert(schema.in_group),
            "task last day": update_row(schema.task, ("person",), "last_day"),
            "enter campaign": self._upsert(schema.campaign),
            "ask": self._upsert(schema.task, "opens", "due", "last_day"),
            "last day of task": last_day_of_task(),
            "ask no more": delete_row(schema.task, "person", "campaign"),
            "excuse": update_row(
                schema.task, ("person", "campaign"), "excused", "excused_until", "excused_on", "excuse", "excused_by"
            ),
            "invite": self._upsert(schema.invitation),  # a new code for one that runs takes the place of the old
            "try": count_try(),
            "end invitation": update_row(schema.invitation, ("invitation",), "ended"),
            "remind": insert(schema.reminder),
            "certify": insert(schema.certificate),
            "supersede": update_row(schema.certificate, ("serial",), "superseded"),
            "revoke": update_row(schema.certificate, ("serial",), "revoked_from", "reason"),
            "confirm": self._upsert(schema.known_key),
            "let go of the unchecked": delete(schema.attestation).where(
                in_row(schema.attestation, ["attestation"]), is_unchecked()
            ),
            "receive": insert(schema.attestation),
            "receive paper": self._upsert(schema.attestation),  # its scan may have come in before, and been rejected
            "judge again": update_row(schema.attestation, ("attestation",), "reasons", "evidence"),
            "decide": update_row(
                schema.attestation, ("attestation",), "person", "campaign", "standing", "decision", "decided"
            ),
            "countersign": update_row(schema.attestation, ("attestation",), "countersigned"),
            "keep": insert(schema.document),
            "settle by attestation": settle(schema.task.c.attestation == bindparam("k_attestation")),
            "settle": settle(
                schema.task.c.person == bindparam("k_person"), schema.task.c.campaign == bindparam("k_campaign")
            ),
        }

    def _upsert(self, table: Table, *changed: str) -> Executable:
        made = postgresql.insert(table) if self._postgresql else sqlite.insert(table)
        keys = [column.name for column in table.primary_key]
        names = changed or tuple(column.name for column in table.columns if column.name not in keys)
        return made.on_conflict_do_update(index_elements=keys, set_={name: made.excluded[name] for name in names})


@cache
def reading_tables(dialect: str) -> ReadingTables:
    """Those of a database of that kind; their statements are built once."""
    return ReadingTables(dialect)


def group_key(name: str) -> str:
    """The form in which two groups are compared."""
    return folded(name)[:GROUP_LENGTH]


def wipe_school(connection: Connection, school: str) -> None:
    """Delete a school's rows from the tables for reading."""
    for table in schema.READ_TABLES:
        connection.execute(delete(table).where(table.c.school == school))


def wipe_common(connection: Connection, school: str) -> None:
    """Delete the rows about the school itself from the tables for reading."""
    for table in schema.OF_THE_SCHOOL:
        connection.execute(delete(table).where(table.c.school == school))


def wipe(connection: Connection, school: str, persons: Iterable[str], attestations: Iterable[str]) -> None:
    """Delete the rows about these people and attestations from the tables for reading."""
    people, papers = list(persons), list(attestations)
    for table in schema.OF_A_PERSON:
        connection.execute(delete(table).where(table.c.school == school, table.c.person.in_(people)))
    for table in schema.OF_AN_ATTESTATION:
        connection.execute(delete(table).where(table.c.school == school, table.c.attestation.in_(papers)))
    for attestation in papers:
        settled = settle(schema.task.c.attestation == bindparam("k_attestation"))
        connection.execute(settled, {"k_school": school, "k_attestation": attestation})


def _apart(records: Iterable[RecordedEvent]) -> Iterator[list[RecordedEvent]]:
    """Runs in which no one stands twice, so that their statements may change places."""
    run: list[RecordedEvent] = []
    seen: set[tuple[str, str | None]] = set()
    for record in records:
        marks = _marks(record)
        if run and (not marks or marks & seen):
            yield run
            run, seen = [], set()
        run.append(record)
        seen |= marks
    if run:
        yield run


def _marks(record: RecordedEvent) -> set[tuple[str, str | None]]:
    found = {("person", person_of(record.event)), ("attestation", attestation_of(record.event))}
    return {mark for mark in found if mark[1] is not None}


def _writes(record: RecordedEvent) -> Writes:
    handler = _HANDLERS.get(type(record.event))
    return handler(record, record.event) if handler else iter(())


def _school(record: RecordedEvent, event: events.SchoolEntered) -> Writes:
    yield "enter school", {"school": record.school, "name": event.name}


def _person(record: RecordedEvent, event: events.PersonEntered) -> Writes:
    member, key = event.member, {"school": record.school, "person": event.person}
    yield "enter person", {**key, **_member_values(member)}
    yield "leave groups", keyed(key)
    for name, shown in {group_key(each): each for each in reversed(member.groups)}.items():
        yield "join group", {**key, "group_name": name, "shown": shown[:GROUP_LENGTH]}
    yield "task last day", {**keyed(key), "b_last_day": member.last_day}


def _member_values(member: StaffMember) -> Values:
    return {
        "staff_number": staff_key(member.number),
        "member": as_text(member),
        "sort_name": search_text(member.last_name, member.first_name),
        "search": search_text(member.name, member.number, member.email, *member.former_names),
        "last_day": member.last_day,
        "person_kind": member.kind.value,
    }


def _campaign(record: RecordedEvent, event: register_events.CampaignEntered) -> Writes:
    values = {"campaign": event.campaign.id, "campaign_json": as_text(event.campaign)}
    yield "enter campaign", {"school": record.school, **values}


def _asked(record: RecordedEvent, event: register_events.AskedInCampaign) -> Writes:
    key = {"school": record.school, "campaign": event.campaign, "person": event.person}
    none = {"excused": False, "excused_until": None, "excused_on": None, "excuse": "", "excused_by": ""}
    days = {"opens": event.opens, "due": event.due, "last_day": None}
    yield "ask", {**key, **none, **days, "attestation": None, "done_on": None}
    yield "last day of task", keyed({"school": record.school, "person": event.person})
    yield "settle", keyed(key)


def _asked_no_more(record: RecordedEvent, event: register_events.AskedNoMore) -> Writes:
    yield "ask no more", keyed({"school": record.school, "campaign": event.campaign, "person": event.person})


def _excused(record: RecordedEvent, event: register_events.Excused) -> Writes:
    key = {"school": record.school, "campaign": event.campaign, "person": event.person}
    values = {"b_excused": True, "b_excused_until": event.until, "b_excused_on": record.at.date()}
    yield "excuse", {**keyed(key), **values, "b_excuse": event.reason, "b_excused_by": record.officer}


def _invited(record: RecordedEvent, event: certificate_events.Invited) -> Writes:
    yield (
        "invite",
        {
            "school": record.school,
            "invitation": event.invitation,
            "person": event.person,
            "campaign": event.campaign,
            "expires": event.expires,
            "code_check": event.code_check,
            "tries": 0,
            "ended": "",
        },
    )


def _tried(record: RecordedEvent, event: certificate_events.InvitationTried) -> Writes:
    yield "try", keyed({"school": record.school, "invitation": event.invitation})


def _ended(record: RecordedEvent, event: certificate_events.InvitationEnded) -> Writes:
    yield (
        "end invitation",
        {**keyed({"school": record.school, "invitation": event.invitation}), "b_ended": event.end.value},
    )


def _reminded(record: RecordedEvent, event: register_events.Reminded) -> Writes:
    key = {"school": record.school, "person": event.person, "campaign": event.campaign}
    yield "remind", {**key, "day": event.on, "how": event.how}


def _certified(record: RecordedEvent, event: certificate_events.Certified) -> Writes:
    yield (
        "certify",
        {
            "school": record.school,
            "serial": event.serial,
            "person": event.person,
            "fingerprint": event.fingerprint,
            "starts": event.starts,
            "ends": event.ends,
            "issued": event.issued.value,
            "replaces": event.replaces,
            "superseded": False,
            "revoked_from": None,
            "reason": "",
        },
    )
    if event.replaces and event.issued is certificate_events.Issued.SUPERSEDING:
        yield "supersede", {**keyed({"school": record.school, "serial": event.replaces}), "b_superseded": True}


def _revoked(record: RecordedEvent, event: certificate_events.Revoked) -> Writes:
    key = keyed({"school": record.school, "serial": event.serial})
    yield "revoke", {**key, "b_revoked_from": event.starts, "b_reason": event.reason}


def _confirmed(record: RecordedEvent, event: certificate_events.KeyConfirmed) -> Writes:
    key = {"school": record.school, "person": event.person, "fingerprint": event.fingerprint}
    yield "confirm", {**key, "confirmed": record.at}


def _received(record: RecordedEvent, event: events.Received) -> Writes:
    yield "let go of the unchecked", keyed({"school": record.school, "attestation": event.attestation})
    yield (
        "receive paper" if event.on_paper else "receive",
        {
            "school": record.school,
            "attestation": event.attestation,
            "number": record.number,
            "person": event.person,
            "campaign": event.campaign,
            "standing": event.standing.value,
            "reasons": as_text(list(event.reasons)),
            "identifier": event.identifier,
            "invitation": event.invitation,
            "policy": event.policy,
            "score": event.score,
            "outcome": event.outcome,
            "audited": event.audited,
            "signed": event.signed,
            "received": record.at,
            "decided": record.at if event.standing is not events.AttestationStanding.NEEDS_A_LOOK else None,
            "fingerprint": event.fingerprint,
            "evidence": event.evidence,
            "file_name": event.file_name,
            "on_paper": event.on_paper,
            "decision": "",
            "countersigned": None,
        },
    )
    if event.standing is events.AttestationStanding.ACCEPTED:
        yield from _settled(record.school, event.person, event.campaign)


def _judged_again(record: RecordedEvent, event: events.JudgedAgain) -> Writes:
    key = keyed({"school": record.school, "attestation": event.attestation})
    yield "judge again", {**key, "b_reasons": as_text(list(event.reasons)), "b_evidence": event.evidence}


def _decided(record: RecordedEvent, event: events.Decided) -> Writes:
    key = keyed({"school": record.school, "attestation": event.attestation})
    values = {"b_person": event.person, "b_campaign": event.campaign, "b_standing": event.standing.value}
    yield "decide", {**key, **values, "b_decision": event.reason, "b_decided": record.at}
    yield "settle by attestation", key
    yield from _settled(record.school, event.person, event.campaign)


def _settled(school: str, person: str | None, campaign: str | None) -> Writes:
    if person is not None and campaign is not None:
        yield "settle", keyed({"school": school, "person": person, "campaign": campaign})


def _countersigned(record: RecordedEvent, event: events.Countersigned) -> Writes:
    key = keyed({"school": record.school, "attestation": event.attestation})
    yield "countersign", {**key, "b_countersigned": event.document}


def _kept(record: RecordedEvent, event: events.DocumentKept) -> Writes:
    yield (
        "keep",
        {
            "school": record.school,
            "number": record.number,
            "document": event.document,
            "of": event.of.value,
            "size": event.size,
            "name": event.name,
            "person": event.person,
            "attestation": event.attestation,
            "kept": record.at,
        },
    )


_HANDLERS: dict[type[events.Event], Callable[[RecordedEvent, Any], Writes]] = {
    events.SchoolEntered: _school,
    events.PersonEntered: _person,
    register_events.CampaignEntered: _campaign,
    register_events.AskedInCampaign: _asked,
    register_events.AskedNoMore: _asked_no_more,
    register_events.Excused: _excused,
    certificate_events.Invited: _invited,
    certificate_events.InvitationTried: _tried,
    certificate_events.InvitationEnded: _ended,
    register_events.Reminded: _reminded,
    certificate_events.Certified: _certified,
    certificate_events.Revoked: _revoked,
    certificate_events.KeyConfirmed: _confirmed,
    events.Received: _received,
    events.JudgedAgain: _judged_again,
    events.Decided: _decided,
    events.Countersigned: _countersigned,
    events.DocumentKept: _kept,
}
