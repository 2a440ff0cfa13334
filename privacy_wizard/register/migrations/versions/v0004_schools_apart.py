"""Who sees which school: on PostgreSQL every table's rows are cut to the schools given to the role that logged in."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_TABLES = (
    "chain",
    "content",
    "erased",
    "head",
    "stored",
    "doomed",
    "work",
    "school",
    "person",
    "in_group",
    "campaign",
    "task",
    "invitation",
    "reminder",
    "certificate",
    "known_key",
    "attestation",
    "document",
)
# session_user is who logged in: SET ROLE does not change it, and within these functions current_user is their owner.
_MAY = "(SELECT sees_every_school()) OR school = ANY ((SELECT seen_schools())::text[])"


def upgrade() -> None:
    """Make the list of who sees what, and have it obeyed."""
    op.create_table(
        "access",
        sa.Column("role", sa.String(63), primary_key=True),
        sa.Column("school", sa.String(40), primary_key=True),
    )
    if op.get_bind().dialect.name == "sqlite":
        return
    schema = op.get_bind().scalar(sa.text("SELECT quote_ident(current_schema())"))
    safe = "LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS"
    op.execute(
        f"CREATE FUNCTION sees_every_school() RETURNS boolean {safe} $$ SELECT EXISTS "  # noqa: S608
        f"(SELECT 1 FROM {schema}.access WHERE role = session_user AND school = '*') $$"
    )
    op.execute(
        f"CREATE FUNCTION seen_schools() RETURNS text[] {safe} $$ SELECT coalesce(array_agg(school::text), '{{}}') "  # noqa: S608
        f"FROM {schema}.access WHERE role = session_user $$"
    )
    for table in _TABLES:
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY of_the_school ON {table} USING ({_MAY}) WITH CHECK ({_MAY})")


def downgrade() -> None:
    """Every role that was given rights loses them: without this step nothing would hold them to their schools."""
    if op.get_bind().dialect.name != "sqlite":
        roles = op.get_bind().execute(sa.text("SELECT DISTINCT quote_ident(role) FROM access")).scalars().all()
        for role in roles:
            for things in ("TABLES", "FUNCTIONS"):
                op.execute(f"REVOKE ALL ON ALL {things} IN SCHEMA {_current_schema()} FROM {role}")
        for table in _TABLES:
            op.execute(f"DROP POLICY of_the_school ON {table}")
            op.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")
        op.execute("DROP FUNCTION seen_schools()")
        op.execute("DROP FUNCTION sees_every_school()")
    op.drop_table("access")


def _current_schema() -> str:
    return str(op.get_bind().scalar(sa.text("SELECT quote_ident(current_schema())")))
