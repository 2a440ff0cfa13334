"""What is remembered of a review: marks and days, and of people only digests that reveal no names."""

import hashlib
import secrets
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any

from attrs import frozen
from cattrs import Converter

from ...domain.audit import Person
from ...drafts import DraftStore
from ...serialization import new_converter
from ..document import DocumentFault
from .connection import Identity

FORMAT = 1
_BYTES = 12  # of a digest: among 200,000 people, two alike are not to be expected


class Mark(StrEnum):
    """What the owner says of a connection."""

    KEEP = "keep"
    REMOVE = "remove"
    NOT_SURE = "don't know"
    REMOVED = "removed"  # on the platform, as its owner says


@frozen(kw_only=True)
class ReviewRecord:
    """One review, as it is kept beside its audit. `salt` makes a digest good for this record alone.

    `owners` are digests of whose audit it is: two people may share a computer, and neither sees what the other marked.
    """

    salt: bytes
    owners: tuple[str, ...]
    on: date  # of its last act
    first_day: date | None = None  # on which the job began
    seen: Mapping[str, tuple[str, ...]]  # platform → who was listed
    marks: Mapping[str, Mark]

    def digest(self, identity: Identity) -> str:
        """How a person is remembered here."""
        return digest(self.salt, identity)

    def is_of(self, person: Person) -> bool:
        """Whether it is the review of that person."""
        return not set(self.owners).isdisjoint(owner_digests(self.salt, person))


def digest(salt: bytes, text: str) -> str:
    """The digest of a text under a salt: always the same, and it reveals nothing of the text."""
    return hashlib.blake2b(text.encode(), key=salt, digest_size=_BYTES).hexdigest()


def new_salt() -> bytes:
    """A fresh one for a new record."""
    return secrets.token_bytes(32)


def owner_digests(salt: bytes, person: Person) -> tuple[str, ...]:
    """By number and by name: either may change from one year to the next."""
    return tuple(digest(salt, f"owner:{each.casefold()}") for each in (person.identifier, person.name))


def record_document(record: ReviewRecord) -> dict[str, Any]:
    """Plain JSON values only; `record_of` gives the same record back."""
    return {"format": FORMAT, **_converter().unstructure(record)}


def record_of(document: Mapping[str, Any]) -> ReviewRecord:
    """The record in a kept document. Raises DocumentFault where it is not one of ours."""
    try:
        return _converter().structure({name: it for name, it in document.items() if name != "format"}, ReviewRecord)
    except Exception as fault:
        raise DocumentFault("not the shape of a review") from fault


@cache
def _converter() -> Converter:
    return new_converter()


class KeptReviews:
    """Loads and saves what was marked, beside each audit. Whoever deletes an audit deletes its review."""

    def __init__(self, store: DraftStore) -> None:
        self._store = store

    def load(self, audit_id: str) -> ReviewRecord | None:
        """The review of an audit; None where there is none. Raises DraftTrouble, DocumentFault."""
        document = self._store.load_review(audit_id)
        return record_of(document) if document is not None else None

    def others(self, audit_id: str, person: Person) -> tuple[ReviewRecord, ...]:
        """The reviews of this person's other audits; those that cannot be read are left out."""
        found = []
        for document in self._store.reviews_except(audit_id):
            with suppress(DocumentFault):
                found.append(record_of(document))
        return tuple(each for each in found if each.is_of(person))

    def save(self, audit_id: str, record: ReviewRecord) -> None:
        """Keep a review. Raises DraftNotSaved, DraftInUse; the last save stays good."""
        self._store.save_review(audit_id, record_document(record))
