"""Files in the database, files that are to go, and the queue of intake."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the tables."""
    op.create_table("stored", *_file_key(), sa.Column("bytes", sa.LargeBinary, nullable=False))
    op.create_table("doomed", *_file_key())
    op.create_table(
        "work",
        *_file_key(),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("handed_in", sa.String(27), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("token", sa.String(32)),
        sa.Column("lapses", sa.String(27)),
        sa.Column("tries", sa.Integer, nullable=False),
    )
    op.create_index("work_next", "work", ["school", "state", "handed_in"])


def downgrade() -> None:
    """Remove them; never while files or work are in them."""
    for table in ("stored", "work", "doomed"):
        if op.get_bind().execute(sa.text(f"SELECT 1 FROM {table} LIMIT 1")).first():  # noqa: S608 - names of ours
            from privacy_wizard.register.errors import HoldsRecords

            raise HoldsRecords
    for table in ("work", "doomed", "stored"):
        op.drop_table(table)


def _file_key() -> "tuple[sa.Column[str], sa.Column[str]]":
    return sa.Column("school", sa.String(40), primary_key=True), sa.Column("document", sa.String(64), primary_key=True)
