"""Creating a register, updating its tables, and telling what it is."""

import errno
import os
import secrets
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, create_engine, insert, inspect, select, text
from sqlalchemy.pool import StaticPool

from ..system.progress import UNWATCHED, WorkProgress
from . import access, errors, schema
from .addresses import is_file, shown
from .engine import in_sentences, reading, writing
from .projections import reading_tables
from .records import rebuild

if TYPE_CHECKING:
    from alembic.config import Config


NEWEST = "0006"
_WORKABLE = ("0005",)  # older versions with the same tables: an upgrade only puts up guards that they lack
IDENTIFIER = "register"  # the name of the register's own among its settings
_ROOT = 62_114_893  # any number of our own: two that upgrade at once wait for each other


def make(engine: Engine, settings: Mapping[str, str], fill: Callable[[Connection], None] | None = None) -> None:
    """Make an empty register, or one that `fill` puts something into in the same act.

    Raises RegisterThere, OtherEncoding, and whatever `fill` does: then nothing was made.
    """
    if is_file(engine.url):
        _make_file(Path(str(engine.url.database)), shown(engine.url))
    with writing(engine) as connection:
        _wait_for_others(connection)
        if inspect(connection).has_table("about"):
            raise errors.RegisterThere(shown(engine.url))
        if not is_file(engine.url):
            encoding = str(connection.exec_driver_sql("SHOW server_encoding").scalar())
            if encoding != "UTF8":
                raise errors.OtherEncoding(encoding)
        _to_newest(connection)
        values = {IDENTIFIER: secrets.token_hex(16), **settings}
        connection.execute(insert(schema.about), [{"name": name, "value": value} for name, value in values.items()])
        if fill is not None:
            fill(connection)


def about(engine: Engine) -> dict[str, str]:
    """What the register says about itself. Raises NoRegister, OldRegister, NewerRegister."""
    place = shown(engine.url)
    if is_file(engine.url) and not Path(str(engine.url.database)).is_file():
        raise errors.NoRegister(place)
    with reading(engine) as connection:
        _refuse_other_version(version(connection), place)
        return {row.name: row.value for row in connection.execute(select(schema.about))}


def upgrade(engine: Engine) -> bool:
    """Update the tables, all or nothing, and fill new ones from the record. False if they were up to date."""
    if is_file(engine.url) and not Path(str(engine.url.database)).is_file():
        raise errors.NoRegister(shown(engine.url))
    with writing(engine) as connection:
        _wait_for_others(connection)
        found = version(connection)
        if found is None:
            raise errors.NoRegister(shown(engine.url))
        if found not in versions():
            raise errors.NewerRegister
        if found == NEWEST:
            return False
        _to_newest(connection)
        refill(connection)
    return True


def downgrade(engine: Engine, revision: str) -> None:
    """Take the tables back to an older version, for an older program. Raises HoldsRecords before anything is lost."""
    from alembic import command

    with in_sentences(engine.url), writing(engine) as connection:
        _wait_for_others(connection)
        command.downgrade(_config(connection), revision)


def version(connection: Connection) -> str | None:
    """The version of the tables; None: no register."""
    if not all(map(inspect(connection).has_table, ("alembic_version", "about"))):
        return None  # other programs keep the versions of their tables in the same way
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def schools_on_record(connection: Connection) -> list[str]:
    """Every visible school that has a chain; the trust's own chain is no school."""
    found = connection.execute(select(schema.chain.c.school).distinct().order_by(schema.chain.c.school)).scalars()
    return [each for each in found if each != schema.THE_TRUST]


def _refuse_other_version(found: str | None, place: str) -> None:
    if found is None:
        raise errors.NoRegister(place)
    if found not in (NEWEST, *_WORKABLE):
        raise errors.OldRegister if found in versions() else errors.NewerRegister


def versions() -> list[str]:
    """Every version, the newest first."""
    from alembic.script import ScriptDirectory

    return [step.revision for step in ScriptDirectory.from_config(_config(None)).walk_revisions()]


def refill(connection: Connection, progress: WorkProgress = UNWATCHED) -> None:
    """Rebuild the tables of every school from the record."""
    schools = schools_on_record(connection)
    tables = reading_tables(connection.dialect.name)
    for school in schools:
        rebuild(connection, connection, tables, school, progress)
    if connection.dialect.name == "postgresql":
        access.restore(connection, schools)


def _to_newest(connection: Connection) -> None:
    from alembic import command

    command.upgrade(_config(connection), "head")


@cache
def guards() -> frozenset[str]:
    """What the migrations put into SQLite beside tables and indexes, as SQLite keeps it."""
    engine = create_engine("sqlite://", poolclass=StaticPool)
    try:
        with engine.begin() as connection:
            _to_newest(connection)
            made = connection.exec_driver_sql("SELECT sql FROM sqlite_master WHERE type = 'trigger'")
            return frozenset(made.scalars())
    finally:
        engine.dispose()


def _config(connection: Connection | None) -> "Config":
    from alembic.config import Config

    found = Config(attributes={"connection": connection})
    found.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    return found


def _wait_for_others(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ROOT})


def _make_file(path: Path, place: str) -> None:
    """An empty file for its owner only, before SQLite would make one that others can read."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError as error:
        if path.stat().st_size:
            raise errors.RegisterThere(place) from error
    except OSError as error:
        raise (errors.NoRoom() if error.errno == errno.ENOSPC else errors.FileRefused(place)) from error
