"""The tables as they are now; the migrations tell how they came to be.

The record is what nobody may change: `chain`, `content` (which alone can be erased), `erased`, `head`, `signer`.
Everything under "read" is worked out from it and can be made anew. Moments are text in UTC, so that both databases
keep, compare and sort them alike.
"""

import re
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Dialect,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    text,
)

metadata = MetaData()
_AS_WRITTEN = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z")
NOT_ACCEPTED = "standing <> 'accepted'"  # the few; a question that wants them by an index must say so in these words


class Moment(TypeDecorator[datetime]):
    """An aware moment as `2026-11-20T19:51:50.123456Z`."""

    impl = String(27)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """A moment as the database keeps it."""
        return None if value is None else moment_text(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """A moment as the program reads it."""
        return None if value is None else read_moment(value)


def moment_text(moment: datetime) -> str:
    """Always the same width, so that text sorts as time does."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f") + "Z"


def read_moment(text: str) -> datetime:
    """The aware moment; raises ValueError."""
    if _AS_WRITTEN.fullmatch(text):  # twenty times as fast, for lists of many
        return datetime.fromisoformat(text)
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%f%z")


def _school() -> "Column[str]":
    return Column("school", String(40), primary_key=True)


def _key(name: str, length: int = 64) -> "Column[str]":
    return Column(name, String(length), primary_key=True)


def _number(name: str = "number", *, key: bool = False) -> "Column[int]":
    return Column(name, BigInteger, primary_key=key, nullable=False, autoincrement=False)


def _word(name: str, length: int = 64, *, null: bool = False) -> "Column[Any]":
    return Column(name, String(length), nullable=null)


def _text(name: str) -> "Column[str]":
    return Column(name, Text, nullable=False)


def _moment(name: str, *, null: bool = False) -> "Column[Any]":
    return Column(name, Moment, nullable=null)


# The record.
about = Table("about", metadata, _key("name"), _text("value"))
signer = Table("signer", metadata, _key("officer"), Column("certificate", LargeBinary, nullable=False))
chain = Table(
    "chain",
    metadata,
    _school(),
    _number(key=True),
    _word("kind", 40),
    _moment("at"),
    _word("officer"),
    _word("commitment"),
    _word("previous"),
    _word("digest"),
    Index("chain_kind", "school", "kind", "number"),
)
content = Table(
    "content",
    metadata,
    _school(),
    _number(key=True),
    Column("salt", LargeBinary(32), nullable=False),
    _text("body"),
    _word("person", null=True),
    _word("attestation", null=True),
    Index("content_person", "school", "person"),
    Index("content_attestation", "school", "attestation"),
)
erased = Table("erased", metadata, _school(), _number(key=True), _number("by_number"))
head = Table(
    "head",
    metadata,
    _school(),
    _number(key=True),
    _word("digest"),
    _moment("signed_at"),
    _word("officer"),
    Column("signature", LargeBinary, nullable=False),
)

# Files and work, which come and go.
stored = Table("stored", metadata, _school(), _key("document"), Column("bytes", LargeBinary, nullable=False))
doomed = Table("doomed", metadata, _school(), _key("document"))
work = Table(
    "work",
    metadata,
    _school(),
    _key("document"),
    _text("name"),
    _moment("handed_in"),
    _word("state", 10),
    _word("token", 32, null=True),
    _moment("lapses", null=True),
    Column("tries", Integer, nullable=False),
    Index("work_next", "school", "state", "handed_in"),
)
access = Table("access", metadata, _key("role", 63), _school())  # school "*": every one

# Read.
school = Table("school", metadata, _school(), _text("name"))
person = Table(
    "person",
    metadata,
    _school(),
    _key("person"),
    _text("staff_number"),
    _text("member"),  # JSON
    _text("sort_name"),
    _text("search"),
    Column("last_day", Date),
    _word("person_kind", 20),
    UniqueConstraint("school", "staff_number", name="person_staff_number"),
    Index("person_sort_name", "school", "sort_name", "person"),
)
in_group = Table(
    "in_group",
    metadata,
    _school(),
    _key("person"),
    _key("group_name", 200),  # as two are compared
    _word("shown", 200),
    Index("in_group_name", "school", "group_name"),
)
campaign = Table("campaign", metadata, _school(), _key("campaign"), _text("campaign_json"))
task = Table(
    "task",
    metadata,
    _school(),
    _key("campaign"),
    _key("person"),
    Column("opens", Date, nullable=False),
    Column("due", Date, nullable=False),
    Column("excused", Boolean, nullable=False),
    Column("excused_until", Date),
    Column("excused_on", Date),
    _text("excuse"),
    _word("excused_by"),
    _word("attestation", null=True),
    Column("done_on", Date),
    Column("last_day", Date),  # the person's, so that counting needs no other table
    # The campaign stands last: before PostgreSQL has counted anything, it would else look a task up by this index.
    Index("task_count", "school", "attestation", "excused", "excused_until", "last_day", "opens", "due", "campaign"),
    Index("task_person", "school", "person"),
)
invitation = Table(
    "invitation",
    metadata,
    _school(),
    _key("invitation"),
    _word("person"),
    _word("campaign"),
    _moment("expires"),
    _text("code_check"),
    Column("tries", Integer, nullable=False),
    _word("ended", 20),
    Index("invitation_person", "school", "person"),
)
reminder = Table(
    "reminder",
    metadata,
    _school(),
    _key("person"),
    _key("campaign"),
    Column("day", Date, primary_key=True),
    _text("how"),
)
certificate = Table(
    "certificate",
    metadata,
    _school(),
    _key("serial"),
    _word("person"),
    _word("fingerprint"),
    _moment("starts"),
    _moment("ends"),
    _word("issued", 20),
    _word("replaces", null=True),
    Column("superseded", Boolean, nullable=False),
    _moment("revoked_from", null=True),
    _text("reason"),
    Index("certificate_person", "school", "person"),
    Index("certificate_fingerprint", "school", "fingerprint"),
)
known_key = Table(
    "known_key",
    metadata,
    _school(),
    _key("fingerprint"),
    _key("person"),
    _moment("confirmed"),
    Index("known_key_person", "school", "person"),
)
attestation = Table(
    "attestation",
    metadata,
    _school(),
    _key("attestation"),
    _number(),
    _word("person", null=True),
    _word("campaign", null=True),
    _word("standing", 20),
    _text("reasons"),  # JSON
    _word("identifier"),
    _word("invitation", null=True),
    _text("policy"),
    Column("score", Integer),
    _text("outcome"),
    Column("audited", Date),
    _moment("signed", null=True),
    _moment("received"),
    _moment("decided", null=True),
    _word("fingerprint"),
    _text("evidence"),
    _text("file_name"),
    Column("on_paper", Boolean, nullable=False),
    _text("decision"),
    _word("countersigned", null=True),
    Index("attestation_person", "school", "person", "campaign", "standing", "number"),
    Index(
        "attestation_standing",
        "school",
        "standing",
        "received",
        sqlite_where=text(NOT_ACCEPTED),
        postgresql_where=text(NOT_ACCEPTED),
    ),
    Index("attestation_received", "school", "received"),
    Index("attestation_identifier", "school", "identifier"),
    Index("attestation_invitation", "school", "invitation"),
)
document = Table(
    "document",
    metadata,
    _school(),
    _number(key=True),
    _word("document"),
    _word("of", 40),
    Column("size", BigInteger, nullable=False),
    _text("name"),
    _word("person", null=True),
    _word("attestation", null=True),
    _moment("kept"),
    Index("document_document", "school", "document"),
    Index("document_person", "school", "person"),
    Index("document_attestation", "school", "attestation"),
)

READ_TABLES = (
    school,
    person,
    in_group,
    campaign,
    task,
    invitation,
    reminder,
    certificate,
    known_key,
    attestation,
    document,
)
OF_A_PERSON = (person, in_group, task, invitation, reminder, certificate, known_key, attestation, document)
OF_AN_ATTESTATION = (attestation, document)
OF_THE_SCHOOL = (school, campaign)
EVERY_SCHOOL = "*"
THE_TRUST = ""  # the chain of what concerns every school: who may see all
