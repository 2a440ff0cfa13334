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
    """What the school's authority issued, and whose a key is known to be."""

    register: Register
    school: str

    def record(self) -> CertificateRecord:
        """What was issued, as it stands now, and the way to add to it."""
        return CertificateRecord(self.register, self.school)

    def authority(self) -> AuthorityOnRecord | None:
        """The school's authority, wherever its key lies."""
        with self.register.reading() as connection:
            return authority_on_record(connection, self.school)

    def listed(self) -> Sequence[CertificateRow]:
        """Every certificate, in the order in which they begin."""
        with self.register.reading() as connection:
            return queries.certificates(connection, self.school)

    def keys_of(self, person: str) -> Sequence[str]:
        """The fingerprints that are known to be a person's."""
        with self.register.reading() as connection:
            return queries.keys_of(connection, self.school, person)

    def valid_of(self, number: str, now: datetime) -> CertificateRow | None:
        """The newest certificate of a person, by staff number, that is neither revoked nor run out."""
        with self.register.reading() as connection:
            person = queries.person_by_number(connection, self.school, number)
            found = () if person is None else queries.certificates(connection, self.school, person_id=person.person)
        good = [each for each in found if each.state(now) is CertificateState.LIVE]
        return good[-1] if good else None
