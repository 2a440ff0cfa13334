"""Only a tombstone of the chain frees content: whoever may write to `erased` frees nothing by that alone."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

_REFUSE = "RAISE EXCEPTION 'the record is never changed' USING ERRCODE = '42501'"
# Tables are named with their schema: a temporary table called `erased` must not be taken for ours.
_SAFE = "LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp"


def upgrade() -> None:
    """Put up the guard over `erased`, and make the one over `content` look at nothing else."""
    if op.get_bind().dialect.name == "sqlite":
        _guard_sqlite()
    else:
        _guard_postgresql(str(op.get_bind().scalar(sa.text("SELECT quote_ident(current_schema())"))))


def downgrade() -> None:
    """Take it down; what tombstones freed stays free."""
    op.execute("DROP TRIGGER erased_insert" if _is_sqlite() else "DROP TRIGGER erased_insert ON erased")
    if not _is_sqlite():
        op.execute(_content_guard("erased", "LANGUAGE plpgsql"))
        op.execute("DROP FUNCTION refuse_false_erasure()")
        op.execute("DROP FUNCTION commitment_of(bytea, text)")


def _is_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


def _guard_sqlite() -> None:
    """Against mistakes: the file is its officer's own, who could take any guard away, and the check would tell."""
    op.execute(
        "CREATE TRIGGER erased_insert BEFORE INSERT ON erased WHEN NOT EXISTS (SELECT 1 FROM chain c "
        "WHERE c.school = NEW.school AND c.number = NEW.by_number AND c.kind = 'erased' AND c.number > NEW.number) "
        "BEGIN SELECT RAISE(ABORT, 'the record is never changed'); END"
    )


def _guard_postgresql(schema: str) -> None:
    op.execute(_COMMITMENT)
    op.execute(_false_erasure(schema))
    op.execute(
        "CREATE TRIGGER erased_insert AFTER INSERT ON erased REFERENCING NEW TABLE AS added "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_false_erasure()"
    )
    op.execute(_content_guard(f"{schema}.erased", _SAFE))


# HMAC with SHA-256 as `chain.commit` has it, since the extension that knows it takes an administrator to install.
_COMMITMENT = f"""
CREATE FUNCTION commitment_of(salt bytea, body text) RETURNS text IMMUTABLE {_SAFE} AS $$
DECLARE
  within bytea := decode(repeat('36', 64), 'hex');
  around bytea := decode(repeat('5c', 64), 'hex');
BEGIN
  FOR place IN 0 .. least(length(salt), 64) - 1 LOOP
    within := set_byte(within, place, get_byte(within, place) # get_byte(salt, place));
    around := set_byte(around, place, get_byte(around, place) # get_byte(salt, place));
  END LOOP;
  RETURN encode(sha256(around || sha256(within || convert_to(body, 'UTF8'))), 'hex');
END $$
"""


_LINK = '["privacy-wizard-chain/1","%s","%s",%s,"%s","%s","%s","%s","%s"]'  # as `chain.digest_of` has it


def _false_erasure(schema: str) -> str:
    """A tombstone counts that follows from the entry before it, is what the chain committed to, and names the number.

    No tombstone is freed by another. It is asked with the owner's rights, so that the officers' rights change nothing.
    """
    return f"""
CREATE FUNCTION refuse_false_erasure() RETURNS trigger SECURITY DEFINER {_SAFE} AS $$
BEGIN
  IF EXISTS (
    SELECT school, number, by_number FROM added
    EXCEPT
    SELECT tomb.school, named.number::bigint, tomb.number
    FROM (SELECT DISTINCT school, by_number FROM added) AS asked
    JOIN {schema}.chain AS tomb ON tomb.school = asked.school AND tomb.number = asked.by_number
    JOIN {schema}.chain AS before ON before.school = tomb.school AND before.number = tomb.number - 1
    JOIN {schema}.content AS body ON body.school = tomb.school AND body.number = tomb.number
    CROSS JOIN LATERAL jsonb_array_elements_text(body.body::jsonb #> '{{event,events}}') AS named (number)
    JOIN {schema}.chain AS freed ON freed.school = tomb.school AND freed.number = named.number::bigint
    WHERE tomb.kind = 'erased' AND body.body::jsonb ->> 'kind' = 'erased' AND tomb.previous = before.digest
      AND tomb.commitment = {schema}.commitment_of(body.salt, body.body)
      AND tomb.digest = encode(sha256(convert_to(format('{_LINK}',
        (SELECT value FROM {schema}.about WHERE name = 'register'), tomb.school, tomb.number, tomb.kind, tomb.at,
        tomb.officer, tomb.commitment, tomb.previous), 'UTF8')), 'hex')
      AND freed.kind <> 'erased' AND freed.number < tomb.number
  ) THEN {_REFUSE};
  END IF;
  RETURN NULL;
END $$
"""  # noqa: S608 - the schema's name comes from the database itself, quoted


def _content_guard(erased: str, how: str) -> str:
    return f"""
CREATE OR REPLACE FUNCTION refuse_unless_erased() RETURNS trigger {how} AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM {erased} e WHERE e.school = OLD.school AND e.number = OLD.number) THEN {_REFUSE};
  END IF;
  RETURN OLD;
END $$
"""  # noqa: S608 - both names are ours
