"""The connections with their marks, and what is remembered of a review: marks and days, and of people only
digests that reveal no names.
"""

import hashlib
import secrets
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from enum import StrEnum
from functools import cache, cached_property
from itertools import chain
from typing import Any

from attrs import evolve, field, frozen
from cattrs import Converter

from ...domain.audit import Person
from ...drafts import DraftStore
from ...serialization import new_converter
from ..document import DocumentFault
from .connection import Connection, Identity

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


@frozen(kw_only=True)
class ReviewCounts:
    """How many connections there are, and how many have which mark."""

    all: int = 0
    keep: int = 0
    remove: int = 0
    not_sure: int = 0
    removed: int = 0
    new: int = 0  # since an earlier review of that platform

    @property
    def marked(self) -> int:
        """Those looked at."""
        return self.keep + self.remove + self.not_sure + self.removed

    @property
    def left(self) -> int:
        """Those not looked at."""
        return self.all - self.marked


@frozen(kw_only=True)
class ReviewedConnections:
    """Connections, what was marked of them, and since when they are known."""

    connections: tuple[Connection, ...] = ()
    marks: Mapping[Identity, Mark] = field(factory=dict)
    known_since: Mapping[Identity, date] = field(factory=dict)  # the first earlier review that listed them
    reviewed_before: frozenset[str] = frozenset()  # platforms
    first_day: date | None = None
    salt: bytes = b""  # of this audit's record
    digests: Mapping[Identity, str] = field(factory=dict, repr=False)  # under which they are remembered there

    def mark_of(self, connection: Connection) -> Mark | None:
        """A connection's mark; None if nobody has looked at it yet."""
        return self.marks.get(connection.identity)

    def is_new(self, connection: Connection) -> bool:
        """Whether an earlier review covered that platform and did not list this connection."""
        return connection.platform in self.reviewed_before and connection.identity not in self.known_since

    @cached_property
    def counts(self) -> ReviewCounts:
        """A person on two accounts of a platform counts on each."""
        marked = Counter(self.marks.get(each.identity) for each in self.connections)
        return ReviewCounts(
            all=len(self.connections),
            keep=marked[Mark.KEEP],
            remove=marked[Mark.REMOVE],
            not_sure=marked[Mark.NOT_SURE],
            removed=marked[Mark.REMOVED],
            new=sum(map(self.is_new, self.connections)),
        )

    def with_mark(self, connections: Iterable[Connection], mark: Mark | None) -> "ReviewedConnections":
        """These with that mark, or with none."""
        identities = {each.identity for each in connections}
        kept = {identity: old for identity, old in self.marks.items() if identity not in identities}
        return evolve(self, marks=kept if mark is None else {**kept, **dict.fromkeys(identities, mark)})


def reviewed(
    connections: Sequence[Connection], own: ReviewRecord | None, earlier: Iterable[ReviewRecord] = ()
) -> ReviewedConnections:
    """The connections with what is remembered of them; `own` is of this audit, `earlier` are those of others.

    What was marked last counts. Somebody who was removed and is listed again in another year is to be removed again.
    """
    identities = {each.identity for each in connections}
    marks: dict[Identity, Mark | None] = {}
    known: dict[Identity, date] = {}
    before = sorted(earlier, key=lambda each: each.on)
    for record in before:
        for identity, mark in _remembered(record, identities):
            known.setdefault(identity, record.on)
            marks[identity] = Mark.REMOVE if mark is Mark.REMOVED else mark or marks.get(identity)
    marks.update(_remembered(own, identities) if own is not None else ())
    salt = own.salt if own is not None else new_salt()
    latest = own if own is not None else before[-1] if before else None
    return ReviewedConnections(
        connections=tuple(connections),
        marks={identity: mark for identity, mark in marks.items() if mark is not None},
        known_since=known,
        reviewed_before=frozenset(platform for record in before for platform in record.seen),
        first_day=latest.first_day if latest is not None else None,
        salt=salt,
        digests={identity: digest(salt, identity) for identity in identities},
    )


def _remembered(record: ReviewRecord, identities: Iterable[Identity]) -> Iterator[tuple[Identity, Mark | None]]:
    """Those who were listed then, with their marks."""
    listed = frozenset(chain.from_iterable(record.seen.values()))
    for identity in identities:
        digested = record.digest(identity)
        if digested in listed:
            yield identity, record.marks.get(digested)


def record_after(review: ReviewedConnections, own: ReviewRecord | None, person: Person, today: date) -> ReviewRecord:
    """What is to be remembered now. Those of downloads that are not at hand stay remembered as they were."""
    digests = review.digests
    seen: defaultdict[str, set[str]] = defaultdict(set)
    for platform, listed in own.seen.items() if own is not None else ():
        seen[platform].update(listed)
    for each in review.connections:
        seen[each.platform].add(digests[each.identity])
    here = frozenset(digests.values())
    elsewhere = {each: mark for each, mark in own.marks.items() if each not in here} if own is not None else {}
    marks = {digests[each]: mark for each, mark in review.marks.items() if each in digests}
    return ReviewRecord(
        salt=review.salt,
        owners=owner_digests(review.salt, person),
        on=today,
        first_day=review.first_day,
        seen={platform: tuple(sorted(listed)) for platform, listed in seen.items()},
        marks={**elsewhere, **marks},
    )
