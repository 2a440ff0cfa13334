"""The tables of the first version. Later changes are separate steps; this file never changes."""

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

tables = MetaData()
_NOT_ACCEPTED = text("standing <> 'accepted'")


def _school() -> "Column[str]":
    return Column("school", String(40), primary_key=True)


def _key(name: str, length: int = 64) -> "Column[str]":
    return Column(name, String(length), primary_key=True)


def _number(name: str = "number", *, key: bool = False) -> "Column[int]":
    return Column(name, BigInteger, primary_key=key, nullable=False, autoincrement=False)


def _word(name: str, length: int = 64, *, null: bool = False) -> "Column[Any]":
    return Column(name, String(length), nullable=null)


def _moment(name: str, *, null: bool = False) -> "Column[Any]":
    return _word(name, 27, null=null)


def _text(name: str) -> "Column[str]":
    return Column(name, Text, nullable=False)


Table("about", tables, _key("name"), _text("value"))
Table("signer", tables, _key("officer"), Column("certificate", LargeBinary, nullable=False))
Table(
    "chain",
    tables,
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
Table(
    "content",
    tables,
    _school(),
    _number(key=True),
    Column("salt", LargeBinary(32), nullable=False),
    _text("body"),
    _word("person", null=True),
    _word("attestation", null=True),
    Index("content_person", "school", "person"),
    Index("content_attestation", "school", "attestation"),
)
Table("erased", tables, _school(), _number(key=True), _number("by_number"))
Table(
    "head",
    tables,
    _school(),
    _number(key=True),
    _word("digest"),
    _moment("signed_at"),
    _word("officer"),
    Column("signature", LargeBinary, nullable=False),
)

Table("stored", tables, _school(), _key("document"), Column("bytes", LargeBinary, nullable=False))
Table("doomed", tables, _school(), _key("document"))
Table(
    "work",
    tables,
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
Table("access", tables, _key("role", 63), _school())

Table("school", tables, _school(), _text("name"))
Table(
    "person",
    tables,
    _school(),
    _key("person"),
    _text("staff_number"),
    _text("member"),
    _text("sort_name"),
    _text("search"),
    Column("last_day", Date),
    _word("person_kind", 20),
    UniqueConstraint("school", "staff_number", name="person_staff_number"),
    Index("person_sort_name", "school", "sort_name", "person"),
)
Table(
    "in_group",
    tables,
    _school(),
    _key("person"),
    _key("group_name", 200),
    _word("shown", 200),
    Index("in_group_name", "school", "group_name"),
)
Table("campaign", tables, _school(), _key("campaign"), _text("campaign_json"))
Table(
    "task",
    tables,
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
    Column("last_day", Date),
    Index("task_count", "school", "attestation", "excused", "excused_until", "last_day", "opens", "due", "campaign"),
    Index("task_person", "school", "person"),
)
Table(
    "invitation",
    tables,
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
Table(
    "reminder",
    tables,
    _school(),
    _key("person"),
    _key("campaign"),
    Column("day", Date, primary_key=True),
    _text("how"),
)
Table(
    "certificate",
    tables,
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
Table(
    "known_key",
    tables,
    _school(),
    _key("fingerprint"),
    _key("person"),
    _moment("confirmed"),
    Index("known_key_person", "school", "person"),
)
Table(
    "attestation",
    tables,
    _school(),
    _key("attestation"),
    _number(),
    _word("person", null=True),
    _word("campaign", null=True),
    _word("standing", 20),
    _text("reasons"),
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
        sqlite_where=_NOT_ACCEPTED,
        postgresql_where=_NOT_ACCEPTED,
    ),
    Index("attestation_received", "school", "received"),
    Index("attestation_identifier", "school", "identifier"),
    Index("attestation_invitation", "school", "invitation"),
)
Table(
    "document",
    tables,
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
