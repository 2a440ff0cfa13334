"""Which invitation an attestation answers; and groups by a name that no capital tells apart, beside the one shown."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Both are filled from the record afterwards."""
    op.add_column("attestation", sa.Column("invitation", sa.String(64)))
    op.create_index("attestation_invitation", "attestation", ["school", "invitation"])
    op.execute("DELETE FROM in_group")
    with op.batch_alter_table("in_group") as in_group:
        in_group.add_column(sa.Column("shown", sa.String(200), nullable=False))


def downgrade() -> None:
    """The groups as they are shown are what the step before knows."""
    op.execute("UPDATE in_group SET group_name = shown")
    with op.batch_alter_table("in_group") as in_group:
        in_group.drop_column("shown")
    op.drop_index("attestation_invitation", "attestation")
    op.drop_column("attestation", "invitation")
