"""The attestations in one school's register, signed papers included, and its certificates and keys."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from attrs import frozen
from sqlalchemy import func, select

from ..domain.register_events import AttestationStanding, Decided
from ..domain.register_views import AttestationRow, AttestationsAsked, CertificateRow, CertificateState, DocumentRow
from . import queries, records
from .certificate_record import AuthorityOnRecord, CertificateRecord, authority_on_record
from .duties import writer
from .list_terms import stands
from .records import officer_names
from .register import Register
from .schema import attestation as held
from .schema import signer


@frozen(kw_only=True)
class SchoolAttestations:
    """What was handed in, whatever its standing."""

    register: Register
    school: str

    def listed(
        self,
        standing: AttestationStanding | None = None,
        campaign: str | None = None,
        offset: int = 0,
        limit: int = 100,
    ) -> Sequence[AttestationRow]:
        """One page, latest first."""
        with self.register.reading() as connection:
            return queries.attestations(
                connection, [self.school], campaign_id=campaign, standing=standing, offset=offset, limit=limit
            )

    def search(self, asked: AttestationsAsked, offset: int, limit: int) -> Sequence[AttestationRow]:
        """One page of a filtered and sorted list."""
        with self.register.reading() as connection:
            return queries.attestations_listed(connection, self.school, asked, offset, limit)

    def accepted(self, campaign: str | None = None) -> Sequence[AttestationRow]:
        """All accepted ones, latest first."""
        return self._all(AttestationStanding.ACCEPTED, campaign)

    def nobodys(self, standing: AttestationStanding) -> Sequence[AttestationRow]:
        """All with this standing whose owner is unknown, latest first."""
        return self._all(standing, None, is_nobodys=True)

    def everything(self) -> Sequence[AttestationRow]:
        """All of them, whatever their standing, latest first."""
        return self._all(None, None)

    def _all(
        self, standing: AttestationStanding | None, campaign: str | None, *, is_nobodys: bool = False
    ) -> Sequence[AttestationRow]:
        with self.register.reading() as connection:  # at once: each page of them would be sorted out of all anew
            return queries.attestations(
                connection,
                [self.school],
                campaign_id=campaign,
                standing=standing,
                is_nobodys=is_nobodys,
                limit=None,
            )

    def waiting(self) -> Sequence[AttestationRow]:
        """All that need a look, latest first."""
        return self._all(AttestationStanding.NEEDS_A_LOOK, None)

    def to_countersign(self) -> int:
        """How many accepted ones wait for a countersignature; papers get none."""
        found = held.c
        asked = select(func.count()).where(
            found.school == self.school,
            found.standing == AttestationStanding.ACCEPTED.value,
            found.countersigned.is_(None),
            found.on_paper.is_(False),
        )
        with self.register.reading() as connection:
            return int(connection.execute(asked).scalar_one())

    def count(self, standing: AttestationStanding) -> int:
        """How many stand like that."""
        asked = select(func.count()).where(held.c.school == self.school, stands(standing))
        with self.register.reading() as connection:
            return int(connection.execute(asked).scalar_one())

    def accepted_by(self, identifier: str) -> tuple[str, bool] | None:
        """Who last accepted it, and whether with an officer's certificate; None if nobody decided."""
        with self.register.reading() as connection:
            found = records.records(connection, self.school, records.is_about([], [identifier]))
            by = [each.officer for each in found if isinstance(each.event, Decided)]
            signed = [row for row in connection.execute(select(signer)) if by and row.officer == by[-1]]
            if not signed:
                return None
            return officer_names(connection).get(by[-1], ""), writer(bytes(signed[0].certificate)).is_officer

    def one(self, identifier: str) -> AttestationRow | None:
        """One attestation, by the SHA-256 of its file."""
        with self.register.reading() as connection:
            return queries.attestation_by_id(connection, self.school, identifier)

    def of(self, person: str) -> Sequence[AttestationRow]:
        """A person's attestations, latest first."""
        with self.register.reading() as connection:
            return queries.attestations(connection, [self.school], person_id=person)

    def documents_of(self, attestation: str) -> Sequence[DocumentRow]:
        """The files kept about one, in the order in which they came."""
        with self.register.reading() as connection:
            return queries.documents(connection, self.school, attestation_id=attestation)

    def received_by_day(self, since: datetime) -> Mapping[date, int]:
        """How many came in on each day."""
        with self.register.reading() as connection:
            return queries.received_by_day(connection, [self.school], since)


@frozen(kw_only=True)
class SchoolCertificates:
    """What the school's authority has issued, and the known owners of keys."""

    register: Register
    school: str

    def record(self) -> CertificateRecord:
        """What has been issued so far, and the way to add to it."""
        return CertificateRecord(self.register, self.school)

    def authority(self) -> AuthorityOnRecord | None:
        """The school's authority, wherever its key is kept."""
        with self.register.reading() as connection:
            return authority_on_record(connection, self.school)

    def listed(self) -> Sequence[CertificateRow]:
        """Every certificate, in order of its first day."""
        with self.register.reading() as connection:
            return queries.certificates(connection, self.school)

    def keys_of(self, person: str) -> Sequence[str]:
        """The fingerprints of a person's known keys."""
        with self.register.reading() as connection:
            return queries.keys_of(connection, self.school, person)

    def compared(self) -> frozenset[tuple[str, str]]:
        """Each person, with the fingerprint of a key whose words they read out."""
        with self.register.reading() as connection:
            return queries.compared_keys(connection, self.school)

    def valid_of(self, number: str, now: datetime) -> CertificateRow | None:
        """A person's newest certificate, by staff number, that is neither revoked nor expired."""
        with self.register.reading() as connection:
            person = queries.person_by_number(connection, self.school, number)
            found = () if person is None else queries.certificates(connection, self.school, person_id=person.person)
        good = [each for each in found if each.state(now) is CertificateState.LIVE]
        return good[-1] if good else None
