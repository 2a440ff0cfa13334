"""What stands at the foot of every table that leaves the register: whose it is, when it was made, and the last head."""

from datetime import datetime

from sqlalchemy import Connection

from . import queries

Foot = tuple[tuple[str, str], ...]


def foot_of(connection: Connection, school: str, now: datetime) -> Foot:
    """Lines of a label and a text. Whoever holds the table can tell later whether the record was cut since then."""
    lines = [("School", school_name(connection, school)), ("Made on", now.isoformat(" ", "minutes"))]
    head = queries.last_head(connection, school)
    if head is not None:
        lines.append(("Last signed entry of the register", f"{head[0]}:{head[1]}"))
    return tuple(lines)


def school_name(connection: Connection, school: str) -> str:
    """The school's name; its identifier where it has none."""
    return next((row.name for row in queries.schools(connection) if row.school == school), school)
