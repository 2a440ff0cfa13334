"""The record: chain, content, heads; and what refuses to change it."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_FROZEN = ("chain", "head", "erased", "signer")


def upgrade() -> None:
    """Make the tables and their guards."""
    _tables()
    if op.get_bind().dialect.name == "sqlite":
        _guard_sqlite()
    else:
        _guard_postgresql()


def downgrade() -> None:
    """Remove them; never while they hold anything."""
    if op.get_bind().execute(sa.text("SELECT 1 FROM chain LIMIT 1")).first():
        from privacy_wizard.register.errors import HoldsRecords

        raise HoldsRecords
    for table in ("head", "erased", "content", "chain", "signer", "about"):
        op.drop_table(table)
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION refuse_change()")
        op.execute("DROP FUNCTION refuse_unless_erased()")


def _tables() -> None:
    op.create_table("about", _key("name", 64), sa.Column("value", sa.Text, nullable=False))
    op.create_table("signer", _key("officer", 64), sa.Column("certificate", sa.LargeBinary, nullable=False))
    op.create_table(
        "chain",
        *_event_key(),
        _word("kind", 40),
        _word("at", 27),
        _word("officer", 64),
        _word("commitment", 64),
        _word("previous", 64),
        _word("digest", 64),
    )
    op.create_index("chain_kind", "chain", ["school", "kind", "number"])
    op.create_table(
        "content",
        *_event_key(),
        sa.Column("salt", sa.LargeBinary(32), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("person", sa.String(64)),
        sa.Column("attestation", sa.String(64)),
    )
    op.create_index("content_person", "content", ["school", "person"])
    op.create_index("content_attestation", "content", ["school", "attestation"])
    op.create_table("erased", *_event_key(), sa.Column("by_number", sa.BigInteger, nullable=False))
    op.create_table(
        "head",
        *_event_key(),
        _word("digest", 64),
        _word("signed_at", 27),
        _word("officer", 64),
        sa.Column("signature", sa.LargeBinary, nullable=False),
    )


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
    op.execute(
        "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the record is never changed' USING ERRCODE = '42501'; END $$"
    )
    op.execute(
        "CREATE FUNCTION refuse_unless_erased() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "IF NOT EXISTS (SELECT 1 FROM erased e WHERE e.school = OLD.school AND e.number = OLD.number) THEN "
        "RAISE EXCEPTION 'the record is never changed' USING ERRCODE = '42501'; END IF; RETURN OLD; END $$"
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


def _event_key() -> "tuple[sa.Column[str], sa.Column[int]]":
    return _key("school", 40), sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False)


def _key(name: str, length: int) -> "sa.Column[str]":
    return sa.Column(name, sa.String(length), primary_key=True)


def _word(name: str, length: int) -> "sa.Column[str]":
    return sa.Column(name, sa.String(length), nullable=False)
