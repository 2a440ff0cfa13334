"""Events as text and back. What counts as recorded is what is read back from the text, never the value passed in."""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeAlias, cast

from attrs import frozen
from cattrs.errors import BaseValidationError
from cattrs.gen import make_dict_unstructure_fn, override
from sqlalchemy import Boolean, Column, Connection, Date, Integer, LargeBinary, Table, select

from ..domain.campaign import Campaign
from ..domain.register_event_index import EVENTS, attestation_of, person_of
from ..domain.register_events import Event, EventKind
from ..domain.staff import StaffMember
from ..serialization import canonical_text, new_converter
from . import schema
from .errors import NewerRegister
from .schema import moment_text, read_moment

# What PostgreSQL cannot keep (NUL) or nobody can encode (lone surrogates, as in broken file names).
_UNWRITABLE = re.compile("[\x00\ud800-\udfff]")


@frozen
class EncodedEvent:
    """An event as it is stored."""

    event: Event
    body: str  # canonical JSON
    person: str | None
    attestation: str | None


def write(event: Event) -> EncodedEvent:
    """The event as text, and as it will be read back."""
    body = canonical_text({"kind": event.kind.value, "event": _cleaned(_plain(event))})
    found = read(body)
    return EncodedEvent(found, body, person_of(found), attestation_of(found))


def read(body: str) -> Event:
    """The event in a body. Raises NewerRegister where this version does not know it."""
    try:
        return _event(json.loads(body))
    except (ValueError, KeyError, TypeError, BaseValidationError) as error:
        raise NewerRegister from error


def plain(value: object) -> Any:
    """Any of the domain's values as JSON values."""
    return _converter.unstructure(value)


def as_text(value: object) -> str:
    """Any of the domain's values as canonical JSON."""
    return canonical_text(_cleaned(plain(value)))


def from_text(text: str, kind: type) -> Any:
    """A value of the domain from its text."""
    return _converter.structure(json.loads(text), kind)


def _cleaned(found: Any) -> Any:
    if isinstance(found, str):
        return _UNWRITABLE.sub("\ufffd", found)
    if isinstance(found, list | tuple):
        return [_cleaned(each) for each in found]
    if isinstance(found, dict):
        return {key: _cleaned(each) for key, each in found.items()}
    return found


def _plain(event: Event) -> dict[str, Any]:
    return cast(dict[str, Any], _converter.unstructure(event, type(event)))


def _tagged(event: Event) -> dict[str, Any]:
    return {"kind": event.kind.value, "event": _plain(event)}


def _event(found: Any) -> Event:
    kind = EVENTS[EventKind(found["kind"])]
    event: Event = _converter.structure(found["event"], kind)
    return event


_converter = new_converter(write_moment=moment_text, read_moment=read_moment)
# What was recorded before campaigns named their rules stays as it is, byte by byte.
_campaign = make_dict_unstructure_fn(Campaign, _converter, rules=override(omit_if_default=True))
_converter.register_unstructure_hook(Campaign, _campaign)
_converter.register_unstructure_hook_func(lambda kind: kind is Event, _tagged)
_converter.register_structure_hook_func(lambda kind: kind is Event, lambda found, _: _event(found))
_converter.register_unstructure_hook_func(
    lambda kind: kind == Event | None, lambda event: None if event is None else _tagged(event)
)


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
            from_text(text, kind)
    except ODD:
        return False
    return True
