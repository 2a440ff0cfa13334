"""The record of a register as rows that both databases take: kept elsewhere, and put back as it was.

What is read is worked out anew; work that was under way and roles of PostgreSQL stay behind.
"""

import base64
import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from attrs import field, frozen
from sqlalchemy import Column, Connection, LargeBinary, Table, insert, select

from ..i18n import _
from ..system.progress import WorkProgress
from . import lifecycle, schema
from .addresses import documents_folder, is_file, read_address
from .documents import Documents
from .engine import connect
from .errors import OtherEncoding, RegisterThere
from .schema import Moment, moment_text, read_moment

TABLES: tuple[Table, ...] = (schema.signer, schema.chain, schema.content, schema.erased, schema.head)
_AT_ONCE = 500  # rows


@frozen(kw_only=True)
class RegisterCopy:
    """Everything on record: the rows of each table as lines of JSON, and each kept file as (school, digest)."""

    identifier: str
    rows: Mapping[str, bytes] = field(repr=False)
    documents: Mapping[tuple[str, str], bytes] = field(repr=False)


def copy_of(connection: Connection, identifier: str, documents: Documents, progress: WorkProgress) -> RegisterCopy:
    """One unchanging view of all schools that may be seen. Raises DocumentLost."""
    kept = select(schema.document.c.school, schema.document.c.document).distinct()
    names = [(row.school, row.document) for row in connection.execute(kept)]
    return RegisterCopy(
        identifier=identifier,
        rows={table.name: b"".join(_lines(connection, table)) for table in TABLES},
        documents={
            (school, name): documents.get(connection, school, name)
            for school, name in progress.through(names, len(names))
        },
    )


def put_back(
    address: str,
    copy: RegisterCopy,
    store: Callable[[Any], Documents],
    settings: Mapping[str, str],
    progress: WorkProgress,
) -> None:
    """Create a register at a new address with everything in a copy, or nothing. Raises RegisterThere, ValueError."""
    engine = connect(read_address(address))
    beside = documents_folder(engine.url) if is_file(engine.url) else None
    was_there = beside is not None and beside.exists()
    try:
        documents = store(engine)

        def fill(connection: Connection) -> None:
            for table in TABLES:
                _fill(connection, table, copy.rows[table.name], progress)
            progress.doing(_("Putting the files back …"))
            for (school, name), content in progress.through(sorted(copy.documents.items()), len(copy.documents)):
                if documents.put(connection, school, content) != name:
                    raise ValueError(name)
            progress.doing(_("Working out what is shown …"))
            lifecycle.refill(connection, progress)

        try:
            lifecycle.make(engine, {**settings, "register": copy.identifier}, fill)
        except (RegisterThere, OtherEncoding):
            raise
        except BaseException:
            if beside is not None:
                Path(str(engine.url.database)).unlink(missing_ok=True)  # it was made here, and holds nothing
                if not was_there:
                    shutil.rmtree(beside, ignore_errors=True)
            raise
    finally:
        engine.dispose()


def _lines(connection: Connection, table: Table) -> Iterator[bytes]:
    order = list(table.primary_key.columns)
    for row in connection.execute(select(table).order_by(*order)):
        values = {name: _plain(value) for name, value in row._mapping.items()}
        yield json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _fill(connection: Connection, table: Table, lines: bytes, progress: WorkProgress) -> None:
    for some in progress.in_parts(lines.splitlines(), _AT_ONCE):
        connection.execute(insert(table), [_row(table, line) for line in some])


def _row(table: Table, line: bytes) -> dict[str, Any]:
    values = json.loads(line)
    if not isinstance(values, dict) or set(values) != set(table.columns.keys()):
        raise ValueError(table.name)
    return {column.name: _value(column, values[column.name]) for column in table.columns}


def _plain(value: Any) -> Any:
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode()
    return moment_text(value) if isinstance(value, datetime) else value


def _value(column: "Column[Any]", value: Any) -> Any:
    if value is None or isinstance(value, int):
        return value
    if isinstance(column.type, LargeBinary):
        return base64.b64decode(value, validate=True)
    return read_moment(value) if isinstance(column.type, Moment) else str(value)
