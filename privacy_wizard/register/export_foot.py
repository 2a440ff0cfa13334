"""The foot of every table that leaves the register: school, date and the latest head."""

from datetime import datetime

from sqlalchemy import Connection

from . import queries

Foot = tuple[tuple[str, str], ...]


def foot_of(connection: Connection, school: str, now: datetime) -> Foot:
    """Label and text for each line. With the table in hand, anyone can tell later if the record has been cut since."""
    lines = [("School", school_name(connection, school)), ("Made on", now.isoformat(" ", "minutes"))]
    head = queries.last_head(connection, school)
    if head is not None:
        lines.append(("Last signed entry of the register", f"{head[0]}:{head[1]}"))
    return tuple(lines)


def school_name(connection: Connection, school: str) -> str:
    """The school's name, or its identifier if it has none."""
    return next((row.name for row in queries.schools(connection) if row.school == school), school)
