"""Certificates: issued, renewed, superseded, revoked; or a key confirmed in person, without one. Each act is
recorded.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from attrs import frozen
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from ..certificates import fingerprint, serial_of
from ..domain.certificate_events import (
    Certified,
    InvitationEnd,
    InvitationEnded,
    InvitationTried,
    Issued,
    KeyConfirmed,
    Revoked,
)
from ..domain.invitation import CertificateRequest, PendingInvitation, RequestVerdict, judge_request
from ..domain.register_events import Event
from ..domain.register_views import PersonRow
from ..i18n import Message
from ..identity import fingerprint_words
from ..identity.authority import Authority, issue, read_request, renew
from ..identity.authority_profile import CertificateKind, kind_of
from ..identity.authority_trust import Withdrawal, WithdrawnCertificate, revocation_list
from ..register import Register, queries
from ..school.invitation_files import proof, write_certificates
from ..system import Trouble
from .errors import AuthorityWordsDiffer, HoldsAnother, NeedsProof, NotOnRecord, NotThisPerson, RequestRefused

if TYPE_CHECKING:
    from ..register import CertificateRecord


@frozen(kw_only=True)
class ForWhom:
    """Who a certificate is for, according to the school's own list, and for how long."""

    name: str
    staff_number: str
    school: str
    kind: CertificateKind = CertificateKind.ATTESTOR
    years: int = 3
    replaces: str | None = None  # the serial of a certificate with another key, which this one supersedes


@frozen(kw_only=True)
class IssuedCertificate:
    """A certificate and what was recorded about it."""

    certificate: x509.Certificate
    file: bytes  # .pwcert: the certificate, then the authority's
    events: tuple[Event, ...]

    @property
    def serial(self) -> str:
        """The certificate's serial number in hex, as it is recorded."""
        return serial_of(self.certificate)


@frozen
class CertificateIssuer:
    """Issues certificates under an unlocked authority. Each is written to disk before it is recorded."""

    authority: Authority
    record: "CertificateRecord"
    write: "Callable[[IssuedCertificate], None]" = lambda _made: None

    def answer(self, request: CertificateRequest, whom: ForWhom, now: datetime) -> IssuedCertificate:
        """Grant a request that proves the code of its invitation.

        A wrong code is recorded as a try. Raises RequestRefused, BadRequest, and what the record raises.
        """
        asked = read_request(request.request.encode())
        pending = self.record.pending(request.invitation)
        verdict = self._judged(request, asked, pending, now)
        if verdict is RequestVerdict.GRANTED and request.staff_number != whom.staff_number:
            verdict = RequestVerdict.OTHER_PERSON
        if verdict is not RequestVerdict.GRANTED:
            self._note_try(verdict, pending)
            raise RequestRefused(verdict)
        person = self.record.person(whom.staff_number)
        answered = InvitationEnded(person=person, invitation=request.invitation, end=InvitationEnd.ANSWERED)
        return self._issue(asked, whom, now, (answered,))

    def confirm(self, request: bytes, words: Sequence[str], whom: ForWhom, now: datetime) -> IssuedCertificate:
        """Grant a request without an invitation (PKCS #10, PEM) after an officer has compared its words in person.
        Raises NeedsProof without words, AuthorityWordsDiffer, BadRequest.
        """
        asked = read_request(request)
        right = fingerprint_words(asked)
        if not words:
            raise NeedsProof(right)
        if tuple(word.casefold() for word in words) != right:
            raise AuthorityWordsDiffer
        key = fingerprint(asked).hex()
        confirmed = KeyConfirmed(person=self.record.person(whom.staff_number), fingerprint=key)
        return self._issue(asked, whom, now, (confirmed,))

    def renew(self, certificate: x509.Certificate, *, years: int, now: datetime) -> IssuedCertificate:
        """The same person and key for longer. Raises NotOurs, NotOnRecord; RequestRefused never."""
        old = self._on_record(serial_of(certificate))
        self._require_not_revoked(old)
        new = renew(self.authority, certificate, years=years, now=now)
        return self._recorded(new, (_certified(new, old.person, Issued.RENEWED, old.serial),))

    def revoke(
        self,
        serial: str,
        *,
        since: datetime,
        why: Withdrawal,
        note: str = "",
        write: "Callable[[Revoked], None]" = lambda _event: None,
    ) -> Revoked:
        """Stop believing what the certificate's key signed from `since` on; `write` runs before the record. Raises
        NotOnRecord.
        """
        old = self._on_record(serial)
        starts, reason = since.replace(microsecond=0), why.recorded(note)
        event = Revoked(person=old.person, serial=serial, starts=starts, reason=reason)
        write(event)
        self.record.enter(event)
        return event

    def revocations(self, now: datetime, coming: Iterable[Event] = ()) -> bytes:
        """The list of what is revoked or superseded, for other programs (CRL, PEM); with what is about to be."""
        entries = [
            WithdrawnCertificate(serial=int(each.serial, 16), since=each.starts, why=Withdrawal.of(each.reason))
            for each in (*self.record.revoked(), *(each for each in coming if isinstance(each, Revoked)))
        ]
        # A number that grows with each act, as the list must have.
        number = len(self.record.certified()) + len(entries)
        return revocation_list(self.authority, entries, number=number, now=now)

    def _judged(
        self,
        request: CertificateRequest,
        asked: x509.CertificateSigningRequest,
        pending: PendingInvitation | None,
        now: datetime,
    ) -> RequestVerdict:
        expected = proof(
            bytes.fromhex(pending.code_check if pending else ""),
            public_key=fingerprint(asked),
            invitation=request.invitation,
            staff_number=request.staff_number,
            authority=request.authority,
        )
        return judge_request(
            request,
            pending,
            person=self.record.person(request.staff_number),
            authorities={fingerprint(each).hex() for each in self.authority.chain},
            expected_proof=expected,
            now=now,
        )

    def _note_try(self, verdict: RequestVerdict, pending: PendingInvitation | None) -> None:
        if pending is not None and verdict is RequestVerdict.WRONG_CODE:
            tried = InvitationTried(person=pending.person, invitation=pending.invitation)
            self.record.enter(tried)

    def _issue(
        self, asked: x509.CertificateSigningRequest, whom: ForWhom, now: datetime, before: tuple[Event, ...]
    ) -> IssuedCertificate:
        person = self.record.person(whom.staff_number)
        superseded = self._superseded(whom, person, now)
        self._require_no_other_key(asked, person, now, whom.replaces)
        certificate = issue(
            self.authority,
            asked,
            name=whom.name,
            identifier=whom.staff_number,
            school=whom.school,
            kind=whom.kind,
            years=whom.years,
            now=now,
        )
        why = Issued.SUPERSEDING if superseded else Issued.FIRST
        certified = _certified(certificate, person, why, whom.replaces)
        return self._recorded(certificate, (*before, certified, *superseded))

    def _superseded(self, whom: ForWhom, person: str, now: datetime) -> tuple[Event, ...]:
        """The old certificate is believed for what was signed before now: the past stays good."""
        if whom.replaces is None:
            return ()
        old = self._on_record(whom.replaces)
        if old.person != person:
            raise NotThisPerson
        moment = now.replace(microsecond=0)
        return (Revoked(person=person, serial=old.serial, starts=moment, reason=Withdrawal.SUPERSEDED.recorded()),)

    def _require_no_other_key(
        self, asked: x509.CertificateSigningRequest, person: str, now: datetime, replaces: str | None
    ) -> None:
        key, ended = fingerprint(asked).hex(), {each.serial for each in self.record.revoked()}
        for each in self.record.certified():
            others = each.person == person and each.fingerprint != key and each.serial not in (replaces, *ended)
            if others and each.ends > now:
                raise HoldsAnother(each.serial)

    def _recorded(self, certificate: x509.Certificate, events: tuple[Event, ...]) -> IssuedCertificate:
        is_officer = kind_of(certificate) is CertificateKind.OFFICER
        file = write_certificates((certificate, *self.authority.chain))
        made = IssuedCertificate(certificate=certificate, file=file, events=events)
        self.write(made)
        self.record.enter(*events, officer=certificate.public_bytes(Encoding.DER) if is_officer else None)
        return made

    def _on_record(self, serial: str) -> Certified:
        found = next((each for each in self.record.certified() if each.serial == serial), None)
        if found is None:
            raise NotOnRecord(serial)
        return found

    def _require_not_revoked(self, old: Certified) -> None:
        if any(each.serial == old.serial for each in self.record.revoked()):
            raise NotOnRecord(old.serial)


def _certified(certificate: x509.Certificate, person: str, why: Issued, replaces: str | None) -> Certified:
    return Certified(
        person=person,
        serial=serial_of(certificate),
        fingerprint=fingerprint(certificate).hex(),
        starts=certificate.not_valid_before_utc,
        ends=certificate.not_valid_after_utc,
        issued=why,
        replaces=replaces,
    )


class OtherWords(Trouble):
    """The words are not those of the key."""

    sentence = Message(
        "These are not the words of this key, so nothing was recorded. Have the person read them out "
        "again, face to face; if they still differ, it is not their key."
    )


class SomebodyElsesKey(Trouble):
    """The key is known to belong to another person."""

    sentence = Message(
        "This key is on record as somebody else's, so nothing was recorded. No two people share a key: "
        "find out whose it is, and correct the wrong entry."
    )


class KnownAlready(Trouble):
    """The key is already on record as that person's."""

    sentence = Message("This key is already on record as theirs. Nothing was changed.")


def confirm_key(register: Register, person: PersonRow, fingerprint: str, words: Sequence[str]) -> None:
    """Record that `fingerprint` (64 hex digits) is the person's key: its words were compared face to face.

    Raises OtherWords, SomebodyElsesKey, KnownAlready, OfficerNeeded, OwnCase.
    """
    if tuple(each.casefold() for each in words) != fingerprint_words(bytes.fromhex(fingerprint)):
        raise OtherWords
    with register.session(person.school) as act:
        act.require_decider(person.person)
        owners = queries.owners_of_key(act.connection, person.school, fingerprint)
        if any(owner != person.person for owner in owners):
            raise SomebodyElsesKey
        if fingerprint in queries.keys_of(act.connection, person.school, person.person):
            raise KnownAlready
        act.record(KeyConfirmed(person=person.person, fingerprint=fingerprint))
