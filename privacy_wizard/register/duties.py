"""Separation of duties: where a school has officers, only they accept, correct and countersign; nobody their own."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from itertools import chain

from attrs import define, field, frozen
from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from sqlalchemy import Connection, Row, select

from ..certificates import certified_number, fingerprint, serial_of
from ..domain.certificate_events import POLICY_NUMBERS, CertificateKind, Certified
from ..domain.register_event_index import attestation_of, person_of
from ..domain.register_events import AttestationStanding, Corrected, Countersigned, Decided, Event, Received
from ..domain.register_views import FaultKind
from . import queries, schema
from .errors import OfficerNeeded, OwnCase


@frozen(kw_only=True)
class Writer:
    """Who writes to the register, according to their certificate."""

    number: str  # of the staff list; empty where it names none
    fingerprint: str  # SHA-256 of the public key, in hex
    serial: str  # of the certificate, in hex
    is_officer: bool  # whether it was issued for an officer
    starts: datetime
    ends: datetime


@lru_cache(maxsize=1024)
def writer(certificate: bytes) -> Writer:
    """What a certificate (DER) says. Raises ValueError, UnsupportedAlgorithm."""
    found = x509.load_der_x509_certificate(certificate)
    try:
        policies = found.extensions.get_extension_for_class(x509.CertificatePolicies).value
    except (x509.ExtensionNotFound, x509.DuplicateExtension):
        policies = x509.CertificatePolicies([])
    named = {policy.policy_identifier.dotted_string for policy in policies}
    kinds = [kind for kind, number in POLICY_NUMBERS.items() if number in named]
    return Writer(
        number=certified_number(found),
        fingerprint=fingerprint(found).hex(),
        serial=serial_of(found),
        is_officer=kinds == [CertificateKind.OFFICER],
        starts=found.not_valid_before_utc,
        ends=found.not_valid_after_utc,
    )


def refuse(
    connection: Connection, school: str, events: Iterable[Event], about: Collection[str], by: bytes, at: datetime
) -> None:
    """Raises OfficerNeeded, OwnCase where whoever holds the certificate `by` may not record these events.

    `about` are the people whom a correction concerns beside those whom it names.
    """
    given = list(events)
    if any(map(_takes_an_officer, given)):
        named = (who for event in given if _is_a_decision(event) and (who := person_of(event)))
        require(connection, school, {*about, *named}, by, at)


def require(connection: Connection, school: str, people: Collection[str], by: bytes, at: datetime) -> None:
    """Raises OfficerNeeded, OwnCase where whoever holds the certificate `by` may not decide what is about `people`."""
    if not may_accept(connection, school, by, at):
        raise OfficerNeeded
    if set(people) & people_of(connection, school, by):
        raise OwnCase


def may_accept(connection: Connection, school: str, by: bytes, at: datetime) -> bool:
    """Whether the holder of the certificate `by` may accept: an officer, or anybody if the school has none."""
    certificates = _Certificates.of(connection, by)
    return not certificates.has_officers(school, at) or certificates.is_officer(writer(by), school, at)


def people_of(connection: Connection, school: str, certificate: bytes) -> frozenset[str]:
    """Whoever on the staff list holds a certificate (DER): by its number, and by whose its key is known to be."""
    found = writer(certificate)
    named = queries.person_by_number(connection, school, found.number) if found.number else None
    owners = queries.owners_of_key(connection, school, found.fingerprint)
    return frozenset(owners if named is None else (*owners, named.person))


def _takes_an_officer(event: Event) -> bool:
    accepted = isinstance(event, Received) and event.standing is AttestationStanding.ACCEPTED
    return accepted or _is_a_decision(event)


def _is_a_decision(event: Event) -> bool:
    """What intake accepts by its rules is nobody's decision; what is entered from paper is."""
    on_paper = isinstance(event, Received) and event.on_paper
    return on_paper or isinstance(event, Decided | Corrected | Countersigned)


@frozen
class _Certificates:
    """The officers' certificates on record in every school that may be seen."""

    rows: Mapping[tuple[str, str], Sequence["Row[tuple[object, ...]]"]]  # by serial and key; of each school one

    @classmethod
    def of(cls, connection: Connection, *new: bytes) -> "_Certificates":
        """Of all who ever wrote, and of somebody who is about to."""
        signers = connection.execute(select(schema.signer.c.certificate)).scalars()
        kept = map(_readable, (*signers, *new))
        officers = {(each.serial, each.fingerprint) for each in kept if each is not None and each.is_officer}
        held = schema.certificate.c
        asked = select(schema.certificate).where(held.serial.in_({serial for serial, _ in officers}))
        rows = defaultdict[tuple[str, str], list["Row[tuple[object, ...]]"]](list)
        for row in connection.execute(asked):
            rows[row.serial, row.fingerprint].append(row)
        return cls({each: rows[each] for each in officers if each in rows})

    def has_officers(self, school: str, at: datetime, known: Collection[str] | None = None) -> bool:
        """Whether an officer was certified for the school and not revoked since; `known`: the serials by then."""
        return any(
            row.school == school and not _revoked(row, at) and (known is None or row.serial in known)
            for row in chain.from_iterable(self.rows.values())
        )

    def is_officer(self, found: Writer, school: str, at: datetime) -> bool:
        """What the school itself has on record counts, else what others have."""
        rows = self.rows.get((found.serial, found.fingerprint), ())
        counts = [row for row in rows if row.school == school] or rows
        return bool(rows) and found.starts <= at <= found.ends and not any(_revoked(row, at) for row in counts)

    def is_on_record(self, found: Writer) -> bool:
        return (found.serial, found.fingerprint) in self.rows


def _readable(certificate: bytes) -> Writer | None:
    """The writer; None if the table holds something that is no certificate."""
    try:
        return writer(bytes(certificate))
    except (ValueError, UnsupportedAlgorithm):
        return None


def _revoked(row: "Row[tuple[object, ...]]", at: datetime) -> bool:
    return row.revoked_from is not None and row.revoked_from <= at


@define
class Review:
    """The duties checked against a record, entry by entry; what an officer later decided again is in order."""

    connection: Connection
    school: str
    _certificates: _Certificates = field(init=False)
    _writers: dict[str, bytes] = field(init=False)
    _people: dict[str, frozenset[str]] = field(factory=dict, init=False)
    _persons: dict[int, str] = field(factory=dict, init=False)  # number of an entry → whom it is about
    _certified: set[str] = field(factory=set, init=False)  # serials so far
    _certified_unknown: bool = field(default=False, init=False)
    _found: dict[int, tuple[FaultKind, Event]] = field(factory=dict, init=False)

    def __attrs_post_init__(self) -> None:
        self._certificates = _Certificates.of(self.connection)
        rows = self.connection.execute(select(schema.signer))
        self._writers = {row.officer: bytes(row.certificate) for row in rows if _readable(row.certificate)}

    @property
    def faults(self) -> Iterable[tuple[FaultKind, int]]:
        """The breaches that nobody corrected."""
        return [(kind, number) for number, (kind, _) in self._found.items()]

    def erased(self, kind: str) -> None:
        """An entry whose content is gone: whose certificate it was, if it was one, is known no more."""
        self._certified_unknown |= kind == Certified.kind.value

    def take(self, number: int, event: Event, officer: str, at: datetime) -> None:
        """The next entry, and who wrote it when."""
        if isinstance(event, Certified):
            self._certified.add(event.serial)
        if person := person_of(event):
            self._persons[number] = person
        if officer not in self._writers or not _takes_an_officer(event):  # who cannot be known is a fault of its own
            return
        kind = self._fault(event, self._writers[officer], officer, at)
        if kind is not None:
            self._found[number] = (kind, event)
        elif _is_a_decision(event):
            self._put_right(event)

    def _fault(self, event: Event, certificate: bytes, officer: str, at: datetime) -> FaultKind | None:
        found = writer(certificate)
        if self._certificates.has_officers(self.school, at, self._certified):
            lost = self._certified_unknown and found.is_officer and not self._certificates.is_on_record(found)
            if not (lost or self._certificates.is_officer(found, self.school, at)):
                return FaultKind.NOT_BY_AN_OFFICER
        if officer not in self._people:
            self._people[officer] = people_of(self.connection, self.school, certificate)
        about = {person_of(event)}
        if isinstance(event, Corrected):
            about.add(self._persons.get(event.wrong))
        return FaultKind.OWN_CASE if _is_a_decision(event) and about & self._people[officer] else None

    def _put_right(self, event: Event) -> None:
        for number, (_, earlier) in list(self._found.items()):
            corrects = isinstance(event, Corrected) and event.wrong in (number, getattr(earlier, "wrong", 0))
            decides = isinstance(event, Decided) and attestation_of(event) == attestation_of(earlier)
            if corrects or (decides and not isinstance(earlier, Countersigned)):
                del self._found[number]
