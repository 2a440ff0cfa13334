"""The certificates and keys in one school's register."""

from collections.abc import Sequence
from datetime import datetime

from attrs import frozen

from ..domain.register_views import CertificateRow, CertificateState
from . import queries
from .certificate_record import AuthorityOnRecord, CertificateRecord, authority_on_record
from .register import Register


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
