"""Whether a database holds what this program never writes: SQLite takes any kind of value into any column."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeAlias

from cattrs.errors import BaseValidationError
from sqlalchemy import Boolean, Column, Connection, Date, Integer, LargeBinary, Table, select

from ..domain.campaign import Campaign
from ..domain.staff import StaffMember
from . import codec, schema

ODD = (
    *(TypeError, ValueError, LookupError, AttributeError, OverflowError, RecursionError),
    *(MemoryError, BaseValidationError),
)
"""What reading such a value ends in, somewhere."""
Fits: TypeAlias = Callable[["Column[Any]"], str]  # the SQL condition on one column
RECORD = (schema.about, schema.signer, schema.chain, schema.content, schema.erased, schema.head)
_AS_TEXT: Mapping[Any, type] = {schema.person.c.member: StaffMember, schema.campaign.c.campaign_json: Campaign}


def is_odd(connection: Connection) -> bool:
    """Whether some value is not as this program writes it."""
    tables = (*RECORD, *schema.READ_TABLES)
    return bool(of_other_kinds(connection, tables, _is_written)) or not all(
        _is_readable(connection, column, kind) for column, kind in _AS_TEXT.items()
    )


def of_other_kinds(connection: Connection, tables: Iterable[Table], fits: "Fits | None" = None) -> str:
    """The first table with a value of another kind than its column's; empty if there is none."""
    if connection.dialect.name != "sqlite":
        return ""  # PostgreSQL takes no others
    for table in tables:
        all_fit = " AND ".join(map(fits or _is_of_its_kind, table.columns))
        if connection.exec_driver_sql(f"SELECT 1 FROM {table.name} WHERE NOT ({all_fit}) LIMIT 1").first():  # noqa: S608
            return table.name
    return ""


def _is_of_its_kind(column: "Column[Any]") -> str:
    name, kind = f'"{column.name}"', column.type
    is_number = isinstance(kind, Integer | Boolean)
    stored = "blob" if isinstance(kind, LargeBinary) else "integer" if is_number else "text"
    empty = ", 'null'" if column.nullable else ""
    return f"typeof({name}) IN ('{stored}'{empty})"


def _is_written(column: "Column[Any]") -> str:
    """Days and moments in the one form, too."""
    name, kind, more = f'"{column.name}"', column.type, ""
    if isinstance(kind, schema.Moment):
        more = f" AND ({name} IS NULL OR {name} GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T*Z')"
    elif isinstance(kind, Date):
        more = f" AND ({name} IS NULL OR date({name}) IS {name})"
    return _is_of_its_kind(column) + more


def _is_readable(connection: Connection, column: "Column[Any]", kind: type) -> bool:
    try:
        for (text,) in connection.execute(select(column)):
            codec.from_text(text, kind)
    except ODD:
        return False
    return True
