"""The authority at work over a register: officers certified, requests answered, invitations made for many."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from attrs import field, frozen
from cryptography import x509

from ..domain.campaign import Campaign
from ..domain.invitation import CertificateRequest
from ..domain.register_events import Event, Revoked
from ..domain.register_views import PersonRow
from ..i18n import _
from ..identity import SigningKey, add_certificate, certificate_request, fingerprint_words
from ..identity.authority import read_request
from ..identity.authority_profile import CertificateKind
from ..identity.authority_revocation import Withdrawal
from ..register import CertificateRecord, SchoolRegister
from ..school.errors import MailFault
from ..school.invitation_files import read_certificates, read_request_file
from ..school.mails import Attached, Fact, MailKind, mail_draft
from ..system import OutgoingFiles, Trouble, outgoing_files
from .authority_events import AuthorityActs
from .certificates import CertificateIssuer, ForWhom, IssuedCertificate, staff_number_of
from .invitations import MadeInvitation, Wanted, invite
from .school_folder import SchoolFolder, organisation


class NoCopyOfIt(Trouble):
    """The file of a certificate is not kept on this computer."""

    def __str__(self) -> str:
        """The sentence for the reader."""
        return _(
            "The file of this certificate is not on this computer, so it was not renewed. Renew it on the "
            "computer on which it was issued, or issue a new one."
        )


class SomeInvited(Trouble):
    """It stopped half-way: `made` are on record with their files, and their slips are to be printed."""

    def __init__(self, made: "tuple[InvitedPerson, ...]", trouble: Trouble) -> None:
        super().__init__(made, trouble)
        self.made = made
        self.trouble = trouble

    def __str__(self) -> str:
        """The sentence for the reader."""
        return str(self.trouble)


@frozen(kw_only=True)
class Asking:
    """What a request file asks for, before anything is decided."""

    staff_number: str
    words: tuple[str, ...]  # of its key
    has_code: bool  # it answers an invitation, and proves the code that was handed over
    content: bytes = field(repr=False)


@frozen(kw_only=True)
class InvitedPerson:
    """An invitation and the mail that carries it; None where there is no address to write to."""

    made: MadeInvitation
    person: PersonRow
    mail: bytes | None = field(repr=False)


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
        return AuthorityActs(room=self.place.room, record=self._record(), now=self.now)

    def certify_officer(self, key: SigningKey, secret: str) -> SigningKey:
        """The officer's own key with a certificate of an officer. Raises KeyTrouble, RegisterTrouble, OfficeTrouble."""
        request = certificate_request(key)
        number = staff_number_of(key.certificate)
        made = self._issue(
            secret,
            lambda issuer: issuer.confirm(
                request, fingerprint_words(key.certificate), self._whom(number, CertificateKind.OFFICER), self.now()
            ),
        )
        certificate, *chain = read_certificates(made.file)
        return add_certificate(key, certificate, *chain)

    def read(self, content: bytes) -> Asking:
        """What a file asks for. Raises SchoolTrouble, BadRequest."""
        if content.lstrip().startswith(b"-----BEGIN"):
            asked = read_request(content)
            return Asking(
                staff_number=staff_number_of_request(asked),
                words=fingerprint_words(asked),
                has_code=False,
                content=content,
            )
        answer = read_request_file(content)
        asked = read_request(answer.request.encode())
        return Asking(staff_number=answer.staff_number, words=fingerprint_words(asked), has_code=True, content=content)

    def grant(
        self, asking: Asking, secret: str, *, words: Sequence[str] = (), replaces: str | None = None
    ) -> IssuedCertificate:
        """Answer a request. Raises RequestRefused, NeedsProof, WordsDiffer, RegisterTrouble, KeyTrouble."""
        whom = self._whom(asking.staff_number, CertificateKind.ATTESTOR, replaces)
        if asking.has_code:
            answer: CertificateRequest = read_request_file(asking.content)
            return self._issue(secret, lambda issuer: issuer.answer(answer, whom, self.now()))
        return self._issue(secret, lambda issuer: issuer.confirm(asking.content, words, whom, self.now()))

    def renew(self, serial: str, secret: str, years: int = 3) -> IssuedCertificate:
        """The same person and key for longer. Raises NoCopyOfIt, OfficeTrouble, KeyTrouble."""
        try:
            certificate, *_ = read_certificates((self.place.folder / "certificates" / f"{serial}.pwcert").read_bytes())
        except OSError:
            raise NoCopyOfIt from None
        return self._issue(secret, lambda issuer: issuer.renew(certificate, years=years, now=self.now()))

    def revoke(self, serial: str, secret: str, *, since: datetime, why: Withdrawal, note: str = "") -> Revoked:
        """Believe a certificate no longer from a moment on; the list for other programs is written anew."""
        with self.place.room.unlocked(secret) as authority:
            issuer = CertificateIssuer(authority, self._record())
            with outgoing_files() as files:
                return issuer.revoke(
                    serial, since=since, why=why, note=note, write=lambda event: self._list(issuer, files, [event])
                )

    def _list(self, issuer: CertificateIssuer, files: OutgoingFiles, coming: Iterable[Event]) -> None:
        """The list of what is revoked, with what is about to be."""
        files.private(self.place.folder / "revoked.crl", issuer.revocations(self.now(), coming))

    def invite(
        self,
        officer: SigningKey,
        people: Iterable[PersonRow],
        campaign: Campaign,
        write: Callable[[InvitedPerson, OutgoingFiles], None] = lambda _invited, _files: None,
    ) -> Sequence[InvitedPerson]:
        """An invitation for each: written, then on record, one by one. Slow on purpose: a tenth of a second each.

        Raises NotAnOfficer, RegisterTrouble, and what `write` raises: those before are then made, and their slips with
        them, see `SomeInvited`.
        """
        record, made = self._record(), list[InvitedPerson]()
        for each in people:
            try:
                made.append(self._invited(officer, each, campaign, record, write))
            except Trouble as trouble:
                if not made:
                    raise
                raise SomeInvited(tuple(made), trouble) from trouble
        return made

    def _invited(
        self,
        officer: SigningKey,
        who: PersonRow,
        campaign: Campaign,
        record: CertificateRecord,
        write: Callable[[InvitedPerson, OutgoingFiles], None],
    ) -> InvitedPerson:
        wanted = Wanted(
            school=organisation(officer.certificate),
            name=who.member.name,
            staff_number=who.member.number,
            campaign=campaign.id,
            occasion=campaign.occasion,
            due=campaign.due_for(who.member),
        )
        with outgoing_files() as files:
            made = invite(
                officer, wanted, record, now=self.now(), write=lambda made: write(self._with_mail(made, who), files)
            )
        return self._with_mail(made, who)

    def _with_mail(self, made: MadeInvitation, who: PersonRow) -> InvitedPerson:
        return InvitedPerson(made=made, person=who, mail=self._mail(made, who))

    def _mail(self, made: MadeInvitation, who: PersonRow) -> bytes | None:
        invitation = made.invitation
        facts: dict[str, Fact] = {
            "name": invitation.name,
            "school": invitation.school,
            "occasion": invitation.occasion.value,
            "due": f"{invitation.due.day} {invitation.due:%B %Y}" if invitation.due else "",
            "expires": f"{invitation.expires.day} {invitation.expires:%B %Y}",
            "officer": self.by,
            "has_code": True,
        }
        attached = Attached(name="invitation.pwinvite", content=made.file)
        try:
            return mail_draft(MailKind.INVITATION, who.member.email, facts, (attached,))
        except MailFault:
            return None

    def _issue(self, secret: str, act: Callable[[CertificateIssuer], IssuedCertificate]) -> IssuedCertificate:
        with self.place.room.unlocked(secret) as authority, outgoing_files() as files:

            def write(made: IssuedCertificate) -> None:
                files.private(self.place.folder / "certificates" / f"{made.serial}.pwcert", made.file)
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
            school=organisation(self.place.room.card().certificate),
            kind=kind,
            replaces=replaces,
        )

    def _record(self) -> CertificateRecord:
        return self.register.certificates.record()


def staff_number_of_request(request: x509.CertificateSigningRequest) -> str:
    """The number that a request names; empty where it names none."""
    found = request.subject.get_attributes_for_oid(x509.NameOID.SERIAL_NUMBER)
    return str(found[0].value) if found else ""
