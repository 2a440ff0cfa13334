"""Making PostgreSQL update its statistics during a large import.

Before it has counted, it takes a table for small and any index for good enough: each statement then reads every row
of the school, and an import takes the square of the time. It counts by itself only after an act is saved.
"""

from sqlalchemy import Connection, text

COUNT = "count_anew"  # a function that whoever owns the tables lends to the officers
_OUTGROWN = text(
    "SELECT 1 FROM pg_class WHERE oid IN "
    "('content'::regclass, 'person'::regclass, 'in_group'::regclass, 'task'::regclass, 'attestation'::regclass) "
    "AND pg_relation_size(oid) > 8192 * (4 * relpages::bigint + 2) LIMIT 1"
)


def count_if_outgrown(connection: Connection) -> None:
    """Count where a table has become four times as large as when it was counted last; for PostgreSQL only."""
    if connection.execute(_OUTGROWN).first():
        connection.execute(text(f"SELECT {COUNT}()"))
