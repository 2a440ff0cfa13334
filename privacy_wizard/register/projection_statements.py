"""The SQL statements for the tables, each about rows of one person, one attestation or the school."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Table, and_, bindparam, delete, select, update
from sqlalchemy.sql import Executable

from ..domain import register_events as events
from . import schema

Values = dict[str, Any]


def keyed(key: Values) -> Values:
    """Values of a key, as the statements here name them."""
    return {f"k_{name}": value for name, value in key.items()}


def in_row(table: Table, keys: Iterable[str]) -> Any:
    """The row of a school with these keys."""
    return and_(*(table.c[name] == bindparam(f"k_{name}") for name in ("school", *keys)))


def update_row(table: Table, keys: tuple[str, ...], *names: str) -> Executable:
    """Set these columns of the row with these keys."""
    values = {name: bindparam(f"b_{name}", type_=table.c[name].type) for name in names}
    return update(table).where(in_row(table, keys)).values(values)


def delete_row(table: Table, *keys: str) -> Executable:
    """Delete the rows with these keys."""
    return delete(table).where(in_row(table, keys))


def count_try() -> Executable:
    """One more wrong code of an invitation."""
    table = schema.invitation
    return update(table).where(in_row(table, ["invitation"])).values(tries=table.c.tries + 1)


def last_day_of_task() -> Executable:
    """The last day of a person, on what they are asked."""
    task, person = schema.task, schema.person
    found = select(person.c.last_day).where(person.c.school == task.c.school, person.c.person == task.c.person)
    return update(task).where(in_row(task, ["person"])).values(last_day=found.scalar_subquery())


def settle(*where: Any) -> Executable:
    """Which accepted attestation a task was answered with: the last one."""
    task, found = schema.task, schema.attestation
    same = (
        found.c.school == task.c.school,
        found.c.person == task.c.person,
        found.c.campaign == task.c.campaign,
        found.c.standing == events.AttestationStanding.ACCEPTED.value,
    )
    last = [
        select(column).where(*same).order_by(found.c.number.desc()).limit(1).scalar_subquery()
        for column in (found.c.attestation, found.c.audited)
    ]
    return (
        update(task).where(task.c.school == bindparam("k_school"), *where).values(attestation=last[0], done_on=last[1])
    )
