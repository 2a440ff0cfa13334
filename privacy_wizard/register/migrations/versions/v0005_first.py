"""The first version that schools have: the record and its guards, files and work, tables for reading, access.

Earlier versions were never given out; this one keeps the name under which registers were made with it.
"""

from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

from privacy_wizard.register.migrations.first_tables import tables

revision = "0005"
down_revision = None

_FROZEN = ("chain", "head", "erased", "signer")
_OF_EVERY_SCHOOL = ("about", "signer", "access")
_FUNCTIONS = ("seen_schools", "sees_every_school", "count_anew", "refuse_unless_erased", "refuse_change")
_REFUSE = "RAISE EXCEPTION 'the record is never changed' USING ERRCODE = '42501'"


def upgrade() -> None:
    """Make everything; what is read is empty, as the record is."""
    tables.create_all(op.get_bind())
    if op.get_bind().dialect.name == "sqlite":
        _guard_sqlite()
        return
    schema = str(op.get_bind().scalar(sa.text("SELECT quote_ident(current_schema())")))
    _guard_postgresql()
    _count(schema)
    _wall(schema)


def downgrade() -> None:
    """Remove it; never while it holds a record, a file or work."""
    for table in ("chain", "stored", "work", "doomed"):
        if op.get_bind().execute(sa.text(f"SELECT 1 FROM {table} LIMIT 1")).first():  # noqa: S608 - names of ours
            from privacy_wizard.register.errors import HoldsRecords

            raise HoldsRecords
    if op.get_bind().dialect.name == "postgresql":
        for table in _walled():
            op.execute(f"DROP POLICY of_the_school ON {table}")
    tables.drop_all(op.get_bind())
    if op.get_bind().dialect.name == "postgresql":
        for function in _FUNCTIONS:
            op.execute(f"DROP FUNCTION {function}()")


def _guard_sqlite() -> None:
    refuse = "BEGIN SELECT RAISE(ABORT, 'the record is never changed'); END"
    for table in _FROZEN:
        for act in ("UPDATE", "DELETE"):
            op.execute(f"CREATE TRIGGER {table}_{act.lower()} BEFORE {act} ON {table} {refuse}")
    op.execute(f"CREATE TRIGGER content_update BEFORE UPDATE ON content {refuse}")
    op.execute(
        "CREATE TRIGGER content_delete BEFORE DELETE ON content WHEN NOT EXISTS "  # noqa: S608
        f"(SELECT 1 FROM erased e WHERE e.school = OLD.school AND e.number = OLD.number) {refuse}"
    )


def _guard_postgresql() -> None:
    op.execute(f"CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {_REFUSE}; END $$")
    op.execute(
        "CREATE FUNCTION refuse_unless_erased() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "  # noqa: S608
        "IF NOT EXISTS (SELECT 1 FROM erased e WHERE e.school = OLD.school AND e.number = OLD.number) THEN "
        f"{_REFUSE}; END IF; RETURN OLD; END $$"
    )
    for table in _FROZEN:
        op.execute(
            f"CREATE TRIGGER {table}_change BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )
    op.execute("CREATE TRIGGER content_update BEFORE UPDATE ON content FOR EACH ROW EXECUTE FUNCTION refuse_change()")
    op.execute(
        "CREATE TRIGGER content_delete BEFORE DELETE ON content FOR EACH ROW EXECUTE FUNCTION refuse_unless_erased()"
    )
    for table in (*_FROZEN, "content"):
        op.execute(
            f"CREATE TRIGGER {table}_truncate BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )


def _count(schema: str) -> None:
    """Only who owns a table may have it counted, and officers do not own it; they may ask for just this."""
    op.execute(
        "CREATE FUNCTION count_anew() RETURNS void LANGUAGE plpgsql SECURITY DEFINER "
        f"SET search_path = {schema}, pg_temp AS "
        "$$ BEGIN ANALYZE chain, content, person, in_group, task, attestation, document; END $$"
    )
    op.execute("REVOKE EXECUTE ON FUNCTION count_anew() FROM PUBLIC")


def _wall(schema: str) -> None:
    """Every table's rows are cut to the schools given to the role that logged in.

    session_user is who logged in: SET ROLE does not change it, and in these functions current_user is their owner.
    """
    safe = "LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS"
    op.execute(
        f"CREATE FUNCTION sees_every_school() RETURNS boolean {safe} $$ SELECT EXISTS "  # noqa: S608
        f"(SELECT 1 FROM {schema}.access WHERE role = session_user AND school = '*') $$"
    )
    op.execute(
        f"CREATE FUNCTION seen_schools() RETURNS text[] {safe} $$ SELECT coalesce(array_agg(school::text), '{{}}') "  # noqa: S608
        f"FROM {schema}.access WHERE role = session_user $$"
    )
    may = "(SELECT sees_every_school()) OR school = ANY ((SELECT seen_schools())::text[])"
    for table in _walled():
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY of_the_school ON {table} USING ({may}) WITH CHECK ({may})")


def _walled() -> Iterator[str]:
    return (name for name in tables.tables if name not in _OF_EVERY_SCHOOL)
