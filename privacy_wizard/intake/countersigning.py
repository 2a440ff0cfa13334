"""Countersigning: an officer's signature on what was accepted, one or many at once; the attestor's stays good."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING

from attrs import define, field, frozen
from cryptography.x509.oid import NameOID

from ..domain.register import Countersigned, DocumentKind, Standing
from ..domain.register_views import AttestationRow
from ..identity import SigningKey, fingerprint
from ..identity.authority_profile import CertificateKind, kind_of
from ..machine import Trouble
from ..register import queries
from ..register.errors import RegisterTrouble
from .deciding import OwnAttestation
from .register_door import RegisterDoor
from .trust import Trust

if TYPE_CHECKING:
    from pyhanko.sign.timestamps import TimeStamper

    from ..attestation.fast_pages import SignedDigests
    from ..attestation.verify import Examination


class NotAnOfficer(Trouble):
    """The key may not countersign."""

    def __init__(self) -> None:
        super().__init__(
            "Only an officer of this school countersigns, and this key has no officer's certificate. Nothing was "
            "signed. Have the school's authority issue one for it."
        )


class NotCountersigned(Trouble):
    """One attestation was not countersigned; the sentence says why."""


@frozen(kw_only=True)
class Done:
    """One attestation, and what became of it."""

    attestation: str
    document: str | None  # SHA-256 of the countersigned file
    problem: str = ""


@define(kw_only=True)
class Countersigning:
    """An officer who countersigns. `trust` is what the school's files are checked against.

    Raises NotAnOfficer when made with a key that may not: under an authority it takes an officer's certificate; a
    school without one names its officer's own certificate among those that it trusts.
    """

    door: RegisterDoor
    key: SigningKey
    trust: Trust
    now: Callable[[], datetime]
    timestamper: "TimeStamper | None" = None
    _name: str = field(init=False, default="")

    def __attrs_post_init__(self) -> None:
        certificate = self.key.certificate
        by_name = fingerprint(certificate) in {fingerprint(each) for each in self.trust.certificates}
        if not by_name and kind_of(certificate) is not CertificateKind.OFFICER:
            raise NotAnOfficer
        if not certificate.not_valid_before_utc <= self.now() <= certificate.not_valid_after_utc:
            raise NotAnOfficer
        names = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
        self._name = str(names[0].value) if names else ""

    def all(self, attestations: Iterable[str]) -> Iterator[Done]:
        """One after the other; what is wrong with one stops none of the others. Stop asking, and no more are signed."""
        for attestation in attestations:
            try:
                yield Done(attestation=attestation, document=self.one(attestation))
            except (Trouble, RegisterTrouble) as trouble:
                yield Done(attestation=attestation, document=None, problem=str(trouble))

    def one(self, attestation: str) -> str:
        """The SHA-256 of the countersigned file. Raises NotCountersigned, OwnAttestation, RegisterTrouble."""
        from ..attestation.sign import Attestation, countersign

        row = self._accepted(attestation)
        content = self.door.register.document(self.door.school, attestation)
        examination = _good(content)
        if examination is None or examination.statement is None or examination.officer is not None:
            raise NotCountersigned(
                "The file that is held is not a plain attestation any more, or is countersigned already. It was not "
                "signed. Check the register, and ask for the attestation again."
            )
        self._require_other(examination)
        given = Attestation(pdf=content, statement=examination.statement)
        moment = self.now().replace(microsecond=0)
        made = countersign(given, self.key, name=self._name, at=moment, timestamper=self.timestamper).pdf
        self._require_good(made)
        with self.door.register.session(self.door.school) as act:
            again = queries.attestation_by_id(act.connection, self.door.school, attestation)
            if again is None or again.countersigned or again.standing is not Standing.ACCEPTED:
                raise NotCountersigned("Somebody else has decided or countersigned meanwhile. Nothing was changed.")
            document = act.keep(
                made, DocumentKind.COUNTERSIGNED, row.file_name, person=row.person, attestation=attestation
            )
            act.record(Countersigned(attestation=attestation, person=row.person, document=document))
        return document

    def _accepted(self, attestation: str) -> AttestationRow:
        with self.door.register.reading() as connection:
            row = queries.attestation_by_id(connection, self.door.school, attestation)
        if row is None:
            raise NotCountersigned("The register holds no such attestation. Nothing was signed. Check the number.")
        if row.standing is not Standing.ACCEPTED or row.on_paper:
            raise NotCountersigned("Only accepted attestations are countersigned. Decide on this one first.")
        if row.countersigned:
            raise NotCountersigned("This attestation is countersigned already. Nothing was changed.")
        return row

    def _require_other(self, examination: "Examination") -> None:
        attestor = examination.attestor
        own = {str(each.value) for each in self.key.certificate.subject.get_attributes_for_oid(NameOID.SERIAL_NUMBER)}
        if attestor is None or attestor.identifier in own:
            raise OwnAttestation
        if attestor.fingerprint == fingerprint(self.key.certificate).hex():
            raise OwnAttestation

    def _require_good(self, made: bytes) -> None:
        """What was signed is held against the rules by which anybody will check it."""
        found = _good(made)
        if found is None or found.officer is None or found.attestor is None:
            raise NotCountersigned("The countersigned file did not pass the check, so it was not kept. Try again.")
        if not self.trust.covers(found.officer) or not self.trust.may_countersign(found.officer, found.attestor):
            raise NotAnOfficer


def _good(content: bytes) -> "Examination | None":
    """The examination of a file in which nothing bars it from being accepted."""
    from ..attestation.fast_path import plainly_good
    from ..attestation.verify import examine

    found = plainly_good(content, _digests()) or examine(content)
    return None if any(doubt.reason.bars for doubt in found.doubts) else found


@cache
def _digests() -> "SignedDigests":
    """What was drawn once in this process."""
    from ..attestation.fast_pages import SignedDigests

    return SignedDigests()
