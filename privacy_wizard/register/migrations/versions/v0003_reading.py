"""What is read: tables worked out from the record, so that going down loses nothing."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_TABLES = (
    "document",
    "attestation",
    "known_key",
    "certificate",
    "reminder",
    "invitation",
    "task",
    "campaign",
    "in_group",
    "person",
    "school",
)


def upgrade() -> None:
    """Make the tables; whoever ran the step fills them from the record."""
    _people()
    _campaigns()
    _keys()
    _attestations()
    if op.get_bind().dialect.name == "postgresql":
        _counting()


def downgrade() -> None:
    """Remove them."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION count_anew()")
    for table in _TABLES:
        op.drop_table(table)


def _counting() -> None:
    """Only who owns a table may have it counted, and officers do not own it; they may ask for just this."""
    schema = op.get_bind().scalar(sa.text("SELECT quote_ident(current_schema())"))
    op.execute(
        "CREATE FUNCTION count_anew() RETURNS void LANGUAGE plpgsql SECURITY DEFINER "
        f"SET search_path = {schema}, pg_temp AS "
        "$$ BEGIN ANALYZE chain, content, person, in_group, task, attestation, document; END $$"
    )
    op.execute("REVOKE EXECUTE ON FUNCTION count_anew() FROM PUBLIC")


def _people() -> None:
    op.create_table("school", _key("school", 40), _text("name"))
    op.create_table(
        "person",
        _key("school", 40),
        _key("person"),
        _text("staff_number"),
        _text("member"),
        _text("sort_name"),
        _text("search"),
        sa.Column("last_day", sa.Date),
        _word("person_kind", 20),
        sa.UniqueConstraint("school", "staff_number", name="person_staff_number"),
    )
    op.create_index("person_sort_name", "person", ["school", "sort_name", "person"])
    op.create_table("in_group", _key("school", 40), _key("person"), _key("group_name", 200))
    op.create_index("in_group_name", "in_group", ["school", "group_name"])


def _campaigns() -> None:
    op.create_table("campaign", _key("school", 40), _key("campaign"), _text("campaign_json"))
    op.create_table(
        "task",
        _key("school", 40),
        _key("campaign"),
        _key("person"),
        sa.Column("opens", sa.Date, nullable=False),
        sa.Column("due", sa.Date, nullable=False),
        sa.Column("excused", sa.Boolean, nullable=False),
        sa.Column("excused_until", sa.Date),
        sa.Column("excused_on", sa.Date),
        _text("excuse"),
        _word("excused_by"),
        _word("attestation", null=True),
        sa.Column("done_on", sa.Date),
        sa.Column("last_day", sa.Date),
    )
    counted = ["school", "attestation", "excused", "excused_until", "last_day", "opens", "due", "campaign"]
    op.create_index("task_count", "task", counted)
    op.create_index("task_person", "task", ["school", "person"])
    op.create_table(
        "invitation",
        _key("school", 40),
        _key("invitation"),
        _word("person"),
        _word("campaign"),
        _word("expires", 27),
        _text("code_check"),
        sa.Column("tries", sa.Integer, nullable=False),
        _word("ended", 20),
    )
    op.create_index("invitation_person", "invitation", ["school", "person"])
    day = sa.Column("day", sa.Date, primary_key=True)
    op.create_table("reminder", _key("school", 40), _key("person"), _key("campaign"), day, _text("how"))


def _keys() -> None:
    op.create_table(
        "certificate",
        _key("school", 40),
        _key("serial"),
        _word("person"),
        _word("fingerprint"),
        _word("starts", 27),
        _word("ends", 27),
        _word("issued", 20),
        _word("replaces", null=True),
        sa.Column("superseded", sa.Boolean, nullable=False),
        _word("revoked_from", 27, null=True),
        _text("reason"),
    )
    op.create_index("certificate_person", "certificate", ["school", "person"])
    op.create_index("certificate_fingerprint", "certificate", ["school", "fingerprint"])
    op.create_table("known_key", _key("school", 40), _key("fingerprint"), _key("person"), _word("confirmed", 27))
    op.create_index("known_key_person", "known_key", ["school", "person"])


def _attestations() -> None:
    op.create_table(
        "attestation",
        _key("school", 40),
        _key("attestation"),
        sa.Column("number", sa.BigInteger, nullable=False),
        _word("person", null=True),
        _word("campaign", null=True),
        _word("standing", 20),
        _text("reasons"),
        _word("identifier"),
        _text("policy"),
        sa.Column("score", sa.Integer),
        _text("outcome"),
        sa.Column("audited", sa.Date),
        _word("signed", 27, null=True),
        _word("received", 27),
        _word("decided", 27, null=True),
        _word("fingerprint"),
        _text("evidence"),
        _text("file_name"),
        sa.Column("on_paper", sa.Boolean, nullable=False),
        _text("decision"),
        _word("countersigned", null=True),
    )
    op.create_index("attestation_person", "attestation", ["school", "person", "campaign", "standing", "number"])
    few = sa.text("standing <> 'accepted'")
    standing = ["school", "standing", "received"]
    op.create_index("attestation_standing", "attestation", standing, sqlite_where=few, postgresql_where=few)
    op.create_index("attestation_received", "attestation", ["school", "received"])
    op.create_index("attestation_identifier", "attestation", ["school", "identifier"])
    op.create_table(
        "document",
        _key("school", 40),
        sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),
        _word("document"),
        _word("of", 40),
        sa.Column("size", sa.BigInteger, nullable=False),
        _text("name"),
        _word("person", null=True),
        _word("attestation", null=True),
        _word("kept", 27),
    )
    for name in ("document", "person", "attestation"):
        op.create_index(f"document_{name}", "document", ["school", name])


def _key(name: str, length: int = 64) -> "sa.Column[str]":
    return sa.Column(name, sa.String(length), primary_key=True)


def _word(name: str, length: int = 64, *, null: bool = False) -> "sa.Column[str]":
    return sa.Column(name, sa.String(length), nullable=null)


def _text(name: str) -> "sa.Column[str]":
    return sa.Column(name, sa.Text, nullable=False)
