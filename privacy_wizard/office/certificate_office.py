"""The authority in use with a register: it certifies officers, answers requests and makes invitations, one or many."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TypeAlias

from attrs import field, frozen

from ..certificates import certified_number, certified_school
from ..domain.campaign import Campaign
from ..domain.certificate_events import Revoked
from ..domain.invitation import CertificateRequest, Invitation
from ..domain.register_events import Event
from ..domain.register_views import PersonRow
from ..i18n import Message, _, long_date
from ..identity import KeyWorkStopped, SigningKey, add_certificate, certificate_request, fingerprint_words
from ..identity.authority import Authority, read_request
from ..identity.authority_profile import CertificateKind
from ..identity.authority_trust import Withdrawal
from ..register import AuthorityOnRecord, CertificateRecord, SchoolRegister
from ..reports.letters import Slip
from ..school.errors import SchoolTrouble
from ..school.invitation_files import REQUEST_LIMIT, read_certificates, read_invitation, read_request_file
from ..school.profile_file import read_some
from ..system import OutgoingFiles, Trouble, outgoing_files
from ..system.progress import UNWATCHED, WorkProgress
from .authority_events import AuthorityActs
from .certificates import CertificateIssuer, ForWhom, IssuedCertificate
from .errors import OfficeTrouble
from .invitations import Invite, MadeInvitation, Wanted, invite, new_slip, withdraw
from .school_folder import SchoolFolder


class NoCopyOfIt(Trouble):
    """The file of a certificate is not kept on this computer."""

    sentence = Message(
        "The file of this certificate is not on this computer, so it was not renewed. Renew it on the "
        "computer on which it was issued, or issue a new one."
    )


class NoCopyOfInvitation(OfficeTrouble):
    """The file of an invitation is not kept on this computer."""

    sentence = Message(
        "The file of this invitation is not on this computer, so there is no new slip for it. Withdraw it and "
        "invite the person again."
    )


@frozen(kw_only=True)
class Asking:
    """What a request file asks for, before anything is decided."""

    staff_number: str
    words: tuple[str, ...]  # of its key
    has_code: bool  # it answers an invitation, and proves the code that was handed over
    content: bytes = field(repr=False)


@frozen(kw_only=True)
class NewSlips:
    """Slips with new codes, and why some people got none."""

    slips: Sequence[Slip]
    problems: Sequence[str] = ()


Issuing: TypeAlias = Callable[[CertificateIssuer], IssuedCertificate]
"""What is done with an authority that is open."""
Keeping: TypeAlias = Callable[[IssuedCertificate, OutgoingFiles], None]
"""What else is written before a certificate is on record."""


def _keep_nothing(_made: IssuedCertificate, _files: OutgoingFiles) -> None:
    pass


@frozen(kw_only=True)
class CertificateOffice:
    """One school's authority, register and officer. `secret`: the authority's passphrase, or the token's PIN."""

    place: SchoolFolder
    register: SchoolRegister
    by: str
    now: Callable[[], datetime]

    @property
    def acts(self) -> AuthorityActs:
        """What is done with the authority itself."""
        return AuthorityActs(authority_store=self.place.authority_store, record=self._record(), now=self.now)

    def elsewhere(self) -> AuthorityOnRecord | None:
        """The school's authority where it is on record, and its key on another computer. Raises SchoolTrouble."""
        found = self.register.certificates.authority()
        return None if found is None or self.place.authority_store.holds(found.fingerprint) else found

    def certify_officer(
        self,
        key: SigningKey,
        secret: str,
        keep: Callable[[SigningKey, OutgoingFiles], None] = lambda _joined, _files: None,
        progress: WorkProgress = UNWATCHED,
    ) -> SigningKey:
        """The officer's own key with a certificate of an officer; `keep` writes it before the certificate is on record.

        Raises KeyTrouble, RegisterTrouble, OfficeTrouble, and what `keep` raises.
        """
        request = certificate_request(key)
        whom = self._whom(certified_number(key.certificate), CertificateKind.OFFICER)
        made = self._issue(
            secret,
            lambda issuer: issuer.confirm(request, fingerprint_words(key.certificate), whom, self.now()),
            progress,
            lambda issued, files: keep(_joined(key, issued), files),
        )
        return _joined(key, made)

    def read(self, content: bytes) -> Asking:
        """What a file asks for. Raises SchoolTrouble, BadRequest."""
        if content.lstrip().startswith(b"-----BEGIN"):
            asked = read_request(content)
            return Asking(
                staff_number=certified_number(asked),
                words=fingerprint_words(asked),
                has_code=False,
                content=content,
            )
        answer = read_request_file(content)
        asked = read_request(answer.request.encode())
        return Asking(staff_number=answer.staff_number, words=fingerprint_words(asked), has_code=True, content=content)

    def grant(
        self,
        asking: Asking,
        secret: str,
        *,
        words: Sequence[str] = (),
        replaces: str | None = None,
        kind: CertificateKind = CertificateKind.ATTESTOR,
        progress: WorkProgress = UNWATCHED,
    ) -> IssuedCertificate:
        """Answer a request. Raises RequestRefused, NeedsProof, WordsDiffer, RegisterTrouble, KeyTrouble,
        KeyWorkStopped.
        """
        steps = progress.ending_in(KeyWorkStopped).in_steps(2)  # open what issues it, write it down
        return self._issue(secret, self._answer(asking, self._whom(asking.staff_number, kind, replaces), words), steps)

    def grant_with(self, authority: Authority, asking: Asking, *, replaces: str | None = None) -> IssuedCertificate:
        """Answer a request that proves its code, with an authority that is open. Raises as `grant` does."""
        whom = self._whom(asking.staff_number, CertificateKind.ATTESTOR, replaces)
        return self._issue_with(authority, self._answer(asking, whom))

    def _answer(self, asking: Asking, whom: ForWhom, words: Sequence[str] = ()) -> Issuing:
        if asking.has_code:
            answer: CertificateRequest = read_request_file(asking.content)
            return lambda issuer: issuer.answer(answer, whom, self.now())
        return lambda issuer: issuer.confirm(asking.content, words, whom, self.now())

    def renew(self, serial: str, secret: str, years: int = 3, progress: WorkProgress = UNWATCHED) -> IssuedCertificate:
        """The same person and key for longer. Raises NoCopyOfIt, OfficeTrouble, KeyTrouble, KeyWorkStopped."""
        try:
            certificate, *_ = read_certificates(self.place.certificate_file(serial).read_bytes())
        except OSError:
            raise NoCopyOfIt from None
        steps = progress.ending_in(KeyWorkStopped).in_steps(2)
        return self._issue(secret, lambda issuer: issuer.renew(certificate, years=years, now=self.now()), steps)

    def revoke(
        self,
        serial: str,
        secret: str,
        *,
        since: datetime,
        why: Withdrawal,
        note: str = "",
        progress: WorkProgress = UNWATCHED,
    ) -> Revoked:
        """From a given moment on, do not believe a certificate; the revocation list for other programs is rewritten."""
        steps = progress.ending_in(KeyWorkStopped).in_steps(2)
        with self.place.authority_store.unlocked(secret, steps) as authority:
            issuer = CertificateIssuer(authority, self._record())
            with outgoing_files() as files:
                return issuer.revoke(
                    serial, since=since, why=why, note=note, write=lambda event: self._list(issuer, files, [event])
                )

    def _list(self, issuer: CertificateIssuer, files: OutgoingFiles, coming: Iterable[Event]) -> None:
        """The list of what is revoked, with what is about to be."""
        files.private(self.place.folder / "revoked.crl", issuer.revocations(self.now(), coming))

    def inviting(self, officer: SigningKey, campaign: Campaign) -> Invite:
        """What makes an invitation for one person after the other.

        Each costs a tenth of a second on purpose, and is on record once its file is on the disk; a copy of the file is
        kept on this computer, so that its slip can be made again. Raises, when it is called, NotAnOfficer,
        RegisterTrouble, and what the given `write` raises.
        """
        record = self._record()

        def invite_one(
            who: PersonRow, write: Callable[[MadeInvitation, OutgoingFiles], None] = lambda _made, _files: None
        ) -> MadeInvitation:
            wanted = Wanted(
                school=certified_school(officer.certificate),
                name=who.member.name,
                staff_number=who.member.number,
                campaign=campaign.id,
                occasion=campaign.occasion,
                due=campaign.due_for(who.member),
            )
            with outgoing_files() as files:

                def put(made: MadeInvitation) -> None:
                    files.private(self.place.invitation_file(made.invitation.id), made.file)
                    write(made, files)

                return invite(officer, wanted, record, now=self.now(), write=put)

        return invite_one

    def withdraw(self, invitation: str) -> bool:
        """End an invitation before it is answered. Returns whether there was one to end."""
        return withdraw(invitation, self._record()) is not None

    def new_slips(self, invitations: Sequence[str], progress: WorkProgress = UNWATCHED) -> NewSlips:
        """Slips with new codes for open invitations; the old codes stop working. Each is recorded before the next,
        and a fault with one does not stop the rest. Raises RegisterTrouble.
        """
        record, words = self._record(), self.place.authority_store.card().words
        slips, problems = list[Slip](), list[str]()
        for at, each in enumerate(invitations, 1):
            if progress.stopped():
                break
            try:
                slips.append(new_slip(self._invitation(each), words, record, self.now()))
            except (OfficeTrouble, SchoolTrouble) as trouble:
                problems.append(str(trouble))
            progress.came(at, len(invitations))
        return NewSlips(slips=slips, problems=tuple(dict.fromkeys(problems)))

    def _invitation(self, identifier: str) -> Invitation:
        try:
            content = self.place.invitation_file(identifier).read_bytes()
        except OSError:
            raise NoCopyOfInvitation from None
        return read_invitation(content, lambda _signature, _content: None)

    def _issue(
        self, secret: str, act: Issuing, progress: WorkProgress = UNWATCHED, keep: Keeping = _keep_nothing
    ) -> IssuedCertificate:
        with self.place.authority_store.unlocked(secret, progress) as authority:
            return self._issue_with(authority, act, keep)

    def _issue_with(self, authority: Authority, act: Issuing, keep: Keeping = _keep_nothing) -> IssuedCertificate:
        with outgoing_files() as files:

            def write(made: IssuedCertificate) -> None:
                keep(made, files)  # may be slow, and be stopped
                files.private(self.place.certificate_file(made.serial), made.file)
                if any(isinstance(event, Revoked) for event in made.events):
                    self._list(issuer, files, made.events)

            issuer = CertificateIssuer(authority, self._record(), write)
            return act(issuer)

    def _whom(self, number: str, kind: CertificateKind, replaces: str | None = None) -> ForWhom:
        """As the staff list has them: what a request says of itself does not count."""
        found = self.register.people.numbered(number)
        name = found.member.name if found is not None else number
        return ForWhom(
            name=name,
            staff_number=found.member.number if found is not None else number,
            school=certified_school(self.place.authority_store.card().certificate),
            kind=kind,
            replaces=replaces,
        )

    def _record(self) -> CertificateRecord:
        return self.register.certificates.record()


def _joined(key: SigningKey, made: IssuedCertificate) -> SigningKey:
    certificate, *chain = read_certificates(made.file)
    return add_certificate(key, certificate, *chain)


@frozen(kw_only=True)
class GrantedRequest:
    """One request file and its result: a certificate valid until a day, or a problem."""

    name: str
    person: PersonRow | None = None
    until: str = ""
    problem: str = ""


def grant_all(
    office: CertificateOffice, files: Sequence[Path], secret: str, progress: WorkProgress = UNWATCHED
) -> Sequence[GrantedRequest]:
    """Answer those that prove the code of their invitation, until it is stopped. Each certificate is recorded, and kept
    on this computer, before the next. The key is opened once, and closed at the end. Raises KeyTrouble for a wrong
    passphrase.
    """
    found: list[GrantedRequest] = []
    with office.place.authority_store.unlocked(secret) as authority:
        for path in files:
            found.append(_granted(office, path, authority))
            progress.came(len(found), len(files))
            if progress.stopped():
                break
    return found


def _granted(office: CertificateOffice, path: Path, authority: Authority) -> GrantedRequest:
    try:
        asking = office.read(read_some(path, REQUEST_LIMIT + 1))
        if not asking.has_code:
            return GrantedRequest(
                name=path.name, problem=_("It answers no invitation: open it on its own, and compare the words.")
            )
        valid = office.register.certificates.valid_of(asking.staff_number, office.now())
        made = office.grant_with(authority, asking, replaces=valid.serial if valid is not None else None)
    except Trouble as trouble:
        return GrantedRequest(name=path.name, problem=str(trouble))
    person = office.register.people.numbered(asking.staff_number)
    return GrantedRequest(
        name=path.name,
        person=person,
        until=long_date(made.certificate.not_valid_after_utc.date()),
        problem="" if person is not None else _("Nobody on the staff list has this number."),
    )
