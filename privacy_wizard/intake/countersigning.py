"""Countersigning: an officer signs what was accepted, one or many at once; the attestor's signature stays valid."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from enum import Enum
from typing import TYPE_CHECKING

from attrs import define, field, frozen
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from ..attestation.reasons import Reason
from ..certificates import certified_name, fingerprint, is_in_date, subject_texts
from ..domain.register_events import AttestationStanding, Countersigned, DocumentKind
from ..domain.register_views import AttestationRow
from ..i18n import Message
from ..identity import SigningKey
from ..identity.authority_profile import CertificateKind, kind_of
from ..register import SchoolRegister, queries
from ..register.duties import people_of
from ..system import Trouble
from ..system.progress import UNWATCHED, WorkProgress
from .checking import may_be_countersigned
from .file_checker import FileChecker
from .not_decided import DecidingStopped, NotHeld, Overtaken, OwnAttestation
from .reference_library import SchoolLibrary
from .report import VerificationReport, is_barred, plain_text
from .trust import Trust

if TYPE_CHECKING:
    from pyhanko.sign.timestamps import TimeStamper


class NotOfficersKey(Trouble):
    """The key may not countersign."""

    sentence = Message(
        "Only an officer of this school countersigns, and this key has no officer's certificate. Nothing "
        "was signed. Have the school's authority issue one for it."
    )


class NotSigned(Enum):
    """Why one attestation is not countersigned."""

    OVERTAKEN = Overtaken.sentence
    NOT_ACCEPTED = Message("Only accepted attestations can be countersigned. Decide on this one first.")
    ALREADY = Message("This attestation is countersigned already. Nothing was changed.")
    OTHER_FILE = Message(
        "The file held here is no longer a plain attestation, or is already countersigned. It was not "
        "signed. Check the register, and ask for the attestation again."
    )
    NOT_PREPARED = Message("The file could not be made ready for a countersignature: {problem}")
    NOT_GOOD = Message("The countersigned file did not pass the check, so it was not kept. Try again.")


class NotCountersigned(Trouble):
    """One attestation was not countersigned; `problem` is what the sandbox said, where it could not be prepared."""

    def __init__(self, reason: NotSigned, problem: str = "") -> None:
        super().__init__(reason, problem)
        self.reason, self.problem = reason, problem

    def __str__(self) -> str:
        return self.reason.value.format(problem=self.problem)


@frozen(kw_only=True)
class Done:
    """One attestation, and its result."""

    attestation: str
    document: str | None  # SHA-256 of the countersigned file
    problem: str = ""


@define(kw_only=True)
class Countersigning:
    """An officer who countersigns. `trust` is what the school's files are checked against, `own` what its profile
    brings.

    The file is read, and the countersignature drawn, in the sandbox; here its digest is signed. Nothing that holds the
    key looks into a file. The workers end with this object.

    Raises NotOfficersKey when made with a key that may not: under an authority it takes an officer's certificate; a
    school without one names its officer's own certificate among those that it trusts.
    """

    register: SchoolRegister
    key: SigningKey
    trust: Trust
    now: Callable[[], datetime]
    own: SchoolLibrary | None = None
    timestamper: "TimeStamper | None" = None
    _name: str = field(init=False, default="")
    _checker: FileChecker = field(init=False)

    def __attrs_post_init__(self) -> None:
        certificate = self.key.certificate
        by_name = fingerprint(certificate) in {fingerprint(each) for each in self.trust.certificates}
        if not by_name and kind_of(certificate) is not CertificateKind.OFFICER:
            raise NotOfficersKey
        if not is_in_date(certificate, self.now()):
            raise NotOfficersKey
        self._name = certified_name(certificate)
        self._checker = FileChecker(self.trust, own=self.own, workers=1)

    def all(self, attestations: Iterable[str]) -> Iterator[Done]:
        """One at a time; a fault with one does not stop the rest. Stop iterating, and no more are signed."""
        for attestation in attestations:
            try:
                yield Done(attestation=attestation, document=self.one(attestation))
            except Trouble as trouble:
                yield Done(attestation=attestation, document=None, problem=str(trouble))

    def one(self, attestation: str, progress: WorkProgress = UNWATCHED) -> str:
        """The SHA-256 of the countersigned file. Raises NotCountersigned, OwnAttestation, RegisterTrouble,
        DecidingStopped.
        """
        row = self._accepted(attestation)
        self._refuse_own(row)
        content = self.register.document(attestation)
        made = self._signed(content)
        progress.ending_in(DecidingStopped).go_on()
        with self.register.session() as act:
            again = queries.attestation_by_id(act.connection, self.register.school, attestation)
            if again is None or again.countersigned or again.standing is not AttestationStanding.ACCEPTED:
                raise NotCountersigned(NotSigned.OVERTAKEN)
            document = act.keep(
                made, DocumentKind.COUNTERSIGNED, row.file_name, person=row.person, attestation=attestation
            )
            act.record(Countersigned(attestation=attestation, person=row.person, document=document))
        return document

    def _accepted(self, attestation: str) -> AttestationRow:
        with self.register.reading() as connection:
            row = queries.attestation_by_id(connection, self.register.school, attestation)
        if row is None:
            raise NotHeld
        if row.standing is not AttestationStanding.ACCEPTED or row.on_paper:
            raise NotCountersigned(NotSigned.NOT_ACCEPTED)
        if row.countersigned:
            raise NotCountersigned(NotSigned.ALREADY)
        return row

    def _refuse_own(self, row: AttestationRow) -> None:
        """The owner is whoever the register found, whatever the file says."""
        school, officer = self.register.school, self.key.certificate.public_bytes(Encoding.DER)
        with self.register.reading() as connection:
            owners = queries.owners_of_key(connection, school, row.fingerprint)
            if {row.person, *owners} & people_of(connection, school, officer):
                raise OwnAttestation

    def _signed(self, content: bytes) -> bytes:
        from ..attestation.sign import sign_revision

        moment = self.now().replace(microsecond=0)
        ready, revision = self._checker.countersignature(
            content, self.now(), name=self._name, at=moment, stamped=self.timestamper is not None
        )
        if not may_be_countersigned(ready.checked.report):
            raise NotCountersigned(NotSigned.OTHER_FILE)
        self._require_other(ready.checked.report)
        if ready.problem:
            raise NotCountersigned(NotSigned.NOT_PREPARED, plain_text(ready.problem))
        made = sign_revision(content, revision, self.key, timestamper=self.timestamper)
        self._require_good(self._checker.check("", made, self.now()).report)
        return made

    def _require_other(self, report: VerificationReport) -> None:
        signer = report.signer
        own = subject_texts(self.key.certificate, NameOID.SERIAL_NUMBER)
        if signer is None or signer.identifier in map(plain_text, own):
            raise OwnAttestation
        if signer.fingerprint == fingerprint(self.key.certificate).hex():
            raise OwnAttestation

    def _require_good(self, report: VerificationReport) -> None:
        """What was signed is verified by the rules that everybody uses."""
        reasons = {each.code for each in report.reasons}
        if report.officer is not None and (not report.officer.trusted or Reason.NOT_AN_OFFICER in reasons):
            raise NotOfficersKey
        if report.officer is None or is_barred(report):
            raise NotCountersigned(NotSigned.NOT_GOOD)
