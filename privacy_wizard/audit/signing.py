"""From a finished audit to a signed file: the key, the preview, the signature."""

from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING

from attrs import frozen
from cryptography import x509
from cryptography.x509.oid import NameOID

from .. import identity
from ..attestation.statement import KeyPart, SignatureKind, SignaturePart, Statement
from ..certificates import certified_name, certified_number, certified_school, fingerprint, is_in_date
from ..domain.audit import Person, School
from ..domain.likeness import Likeness, as_certified, likeness
from ..i18n import Message, _
from ..identity import KeyStore, KeyWorkStopped, SigningKey, Strength
from ..system import Trouble
from ..system.progress import UNWATCHED, WorkProgress, WorkStopped
from .session import AuditSession
from .state import Signed
from .statement_builder import NotReady, StatementBuilder, new_statement_identifier

if TYPE_CHECKING:
    from pyhanko.sign.timestamps import TimeStamper


class KeyNamesSomeoneElse(Trouble):
    """The authority's certificate for the key names somebody other than the audit does."""

    sentence = Message(
        "The key's certificate was issued to {on_key}, but the answers are {in_answers}'s. Nothing was "
        "signed. Write the name and staff number as they are in the certificate, use the right key, or "
        "ask the school for a new certificate."
    )

    def __init__(self, on_key: str, in_answers: str) -> None:
        super().__init__(on_key, in_answers)
        self.on_key, self.in_answers = on_key, in_answers


def require_named(certificate: x509.Certificate, person: Person) -> None:
    """Check that a school's certificate names this person, if in another spelling. Raises KeyNamesSomeoneElse."""
    number, name = certified_number(certificate), certified_name(certificate)
    if number != person.identifier:
        raise KeyNamesSomeoneElse(number, person.identifier)
    if likeness(name, as_certified(person.name)) is Likeness.OTHER:
        raise KeyNamesSomeoneElse(name, person.name)


def names_exactly(certificate: x509.Certificate, person: Person, school: str) -> bool:
    """Whether a certificate gives the same name, number and school as the audit."""
    pairs = (
        (certified_name(certificate), person.name),
        (certified_school(certificate), school),
    )
    same = all(likeness(certified, as_certified(stated)) is Likeness.SAME for certified, stated in pairs)
    return same and certified_number(certificate) == person.identifier


class SigningStopped(WorkStopped):
    """The user stopped before anything was signed and kept."""

    sentence = Message("Stopped, so nothing was signed. Your answers are safe. Sign when you are ready.")


@frozen(kw_only=True)
class VisibleSignature:
    """The signature on the page: strokes (lists of points, the pad 1000 units wide) or a typed name."""

    kind: SignatureKind = SignatureKind.TYPED
    strokes: tuple[tuple[tuple[int, int], ...], ...] = ()
    text: str = ""


@frozen(kw_only=True)
class KeyCard:
    """What can be shown of a key without its passphrase."""

    name: str
    identifier: str
    words: tuple[str, ...]
    fingerprint: str  # hex
    valid_until: date
    self_signed: bool
    issuer: str  # the school whose authority vouches for it; empty where none does


@frozen(kw_only=True)
class Preview:
    """The document as it would be signed now, with zeros in place of the signature; for viewing only."""

    pdf: bytes
    declaration: tuple[str, ...]
    signature_page: int  # from 1


@frozen(kw_only=True)
class SignedAttestation:
    """The finished file."""

    pdf: bytes
    identifier: str


class Signing:
    """Page *Sign* and the command line: preview, sign, keep."""

    def __init__(self, session: AuditSession, key_store: KeyStore, now: Callable[[], datetime]) -> None:
        self._session = session
        self.key_store = key_store
        self._now = now
        self._numbered = ("", "")  # an audit, and the identifier of its attestation, the same from the preview on
        self._unsaved: SigningKey | None = None  # made for the preview, saved when it first signs
        self.not_remembered = False  # whether the keyring was to keep the passphrase, the last time, and did not

    @property
    def has_key(self) -> bool:
        """Whether a passphrase was chosen already."""
        return self.key_store.has_key

    def key_card(self) -> KeyCard:
        """The key that would sign; the first time, one that is made now and saved with the signature.

        Raises CertificateMissing.
        """
        certificate = self._certificate()
        self_signed = certificate.issuer == certificate.subject
        return KeyCard(
            name=certified_name(certificate),
            identifier=certified_number(certificate),
            words=identity.fingerprint_words(certificate),
            fingerprint=fingerprint(certificate).hex(),
            valid_until=certificate.not_valid_after_utc.date(),
            self_signed=self_signed,
            issuer="" if self_signed else _issuer(certificate),
        )

    def person_identifier(self) -> str:
        """For someone without a staff number: the one that the key on this computer names, else a new one."""
        certificate = self.key_store.certificate()
        known = certified_number(certificate) if certificate else ""
        return identity.read_person_identifier(known) or identity.new_person_identifier()

    def certified_for(self, identifier: str) -> bool:
        """Whether the key has an authority's certificate for that staff number, and it is in date."""
        certificate = self.key_store.certificate()
        if certificate is None or certificate.issuer == certificate.subject:
            return False
        return is_in_date(certificate, self._now()) and certified_number(certificate) == identifier

    def strength(self, passphrase: str) -> Strength:
        """A hint on how hard a passphrase is to guess."""
        return identity.passphrase_strength(passphrase)

    @property
    def can_remember(self) -> bool:
        """Whether this computer has a keyring."""
        return identity.can_remember()

    @property
    def remembered(self) -> bool:
        """Whether the keyring has the passphrase."""
        return self.has_key and self.key_store.certificate() is not None and self._remembered() is not None

    def _remembered(self) -> str | None:
        return identity.remembered_passphrase(bytes.fromhex(self.key_card().fingerprint))

    def forget(self) -> bool:
        """Remove the passphrase from the keyring; returns whether none is kept now."""
        return identity.forget_passphrase(bytes.fromhex(self.key_card().fingerprint))

    def preview(self, visible: VisibleSignature) -> Preview:
        """The document as it would be signed now. Slow: a fifth of a second. Raises NotReady, DrawingFault."""
        from ..attestation.prepare import Place, prepare_attestation, signature_page

        # The words of a new key stand nowhere before it is locked: nobody makes its passphrase of them.
        words = None if self.has_key else (_("they appear here once you have signed"),)
        statement = self._statement(visible, self._certificate(), words)
        pdf = prepare_attestation(statement, Place()).pdf
        return Preview(pdf=pdf, declaration=statement.wording.declaration, signature_page=signature_page(pdf))

    def sign(
        self,
        visible: VisibleSignature,
        passphrase: str | None,
        *,
        remember: bool = False,
        progress: WorkProgress = UNWATCHED,
    ) -> SignedAttestation:
        """Sign, keep the audit with its attestation, and say where it is. Slow.

        The first time, the passphrase becomes that of the new key. None: the keyring's. Raises NotReady, KeyTrouble,
        KeyNamesSomeoneElse, Unprintable, DraftNotSaved, SigningStopped.
        """
        from ..attestation.sign import sign

        secret, steps = self._secret(passphrase), progress.ending_in(SigningStopped).in_steps(3)
        key, is_new = self._key_for_signing(secret, steps)
        statement = self._statement(visible, key.certificate)
        stamper = time_stamper(self._session.audit.school, steps)
        signed = steps.beside(lambda: sign(statement, key, timestamper=stamper))
        if is_new:  # saved only now: what could not be signed leaves no key behind
            self.key_store.keep(key, secret, steps)
            self._unsaved = None
        self._session.finish(Signed(identifier=statement.identifier, on=statement.created.date()), signed.pdf)
        self._remember(key, secret, remember=remember)
        return SignedAttestation(pdf=signed.pdf, identifier=statement.identifier)

    def ask_for_certificate(
        self,
        write_request: Callable[[SigningKey], bytes],
        passphrase: str | None,
        *,
        remember: bool = False,
        progress: WorkProgress = UNWATCHED,
    ) -> bytes:
        """What `write_request` makes with the key, which is made and saved now if there is none yet. Slow.

        Raises NotReady, KeyTrouble, KeyWorkStopped, NotWritten, and what `write_request` raises: then no key is saved.
        """
        secret, steps = self._secret(passphrase), progress.ending_in(KeyWorkStopped).in_steps(3)
        key, is_new = self._key_for_signing(secret, steps)
        request = steps.beside(lambda: write_request(key))
        if is_new:
            self.key_store.keep(key, secret, steps)
            self._unsaved = None
        self._remember(key, secret, remember=remember)
        return request

    def take_certificate(
        self,
        join: Callable[[SigningKey], SigningKey],
        passphrase: str | None,
        *,
        remember: bool = False,
        progress: WorkProgress = UNWATCHED,
    ) -> KeyCard:
        """Put the school's certificate to the key of this computer; `join` checks it and puts them together. Slow.

        Raises KeyTrouble, KeyWorkStopped, NotWritten, and what `join` raises: then the key is as it was.
        """
        secret, steps = self._secret(passphrase), progress.ending_in(KeyWorkStopped).in_steps(3)
        key = join(self.key_store.open(secret, steps))
        self.key_store.keep(key, secret, steps)
        self._remember(key, secret, remember=remember)
        return self.key_card()

    def _remember(self, key: SigningKey, secret: str, *, remember: bool) -> None:
        self.not_remembered = remember and not identity.remember_passphrase(key, secret)

    def _secret(self, passphrase: str | None) -> str:
        secret = passphrase if passphrase is not None else self._remembered()
        if secret is None:
            raise identity.WrongPassphrase(self.key_store.key_file)
        return secret

    def _key_for_signing(self, passphrase: str, progress: WorkProgress) -> tuple[SigningKey, bool]:
        """The key, and whether it or its certificate is new and still to be saved."""
        if not self.has_key:
            return self._unsaved or self._new_key(), True
        key, person = self.key_store.open(passphrase, progress), self._person()
        if key.valid_at(self._now()) and self._is_about(key, person):
            return key, False
        # Another school or name, or a certificate that has run out: the same key under a new certificate.
        again = identity.certify_again(
            key, name=person.name, identifier=person.identifier, school=self._school(), now=self._now()
        )
        return again, True

    def _is_about(self, key: SigningKey, person: Person) -> bool:
        """Whether the certificate serves as it is. Raises KeyNamesSomeoneElse for the school's with another name."""
        if key.is_self_signed:
            return names_exactly(key.certificate, person, self._school())
        if certified_number(key.certificate) != person.identifier:
            return False
        require_named(key.certificate, person)
        return True

    def _statement(
        self, visible: VisibleSignature, certificate: x509.Certificate, words: tuple[str, ...] | None = None
    ) -> Statement:
        """`words` stand in place of those of the key."""
        signature = SignaturePart(kind=visible.kind, strokes=visible.strokes, text=visible.text)
        shown = words or identity.fingerprint_words(certificate)
        key = KeyPart(fingerprint=fingerprint(certificate).hex(), words=shown)
        school = self._session.audit.school
        timestamped = school is not None and bool(school.time_authority)
        builder, identifier = StatementBuilder(self._session, self._now()), self._identifier()
        return builder.build(signature, key, timestamped=timestamped, identifier=identifier)

    def _identifier(self) -> str:
        if self._numbered[0] != self._session.audit.id:
            self._numbered = (self._session.audit.id, new_statement_identifier())
        return self._numbered[1]

    def _certificate(self) -> x509.Certificate:
        """Raises CertificateMissing: another key's words in its place would be wrong."""
        if self.has_key:
            if certificate := self.key_store.certificate():
                return certificate
            raise identity.CertificateMissing(self.key_store.key_file.with_suffix(".crt"))
        self._unsaved = self._unsaved or self._new_key()
        return self._unsaved.certificate

    def _new_key(self) -> SigningKey:
        return self.key_store.make(self._person(), self._school())

    def _person(self) -> Person:
        if self._session.audit.person is None:
            raise NotReady
        return self._session.audit.person

    def _school(self) -> str:
        return self._session.audit.school.name if self._session.audit.school else ""


def _issuer(certificate: x509.Certificate) -> str:
    for oid in (NameOID.ORGANIZATION_NAME, NameOID.COMMON_NAME):
        if found := certificate.issuer.get_attributes_for_oid(oid):
            return str(found[0].value)
    return ""


def time_stamper(school: School | None, progress: WorkProgress = UNWATCHED) -> "TimeStamper | None":
    """The time-stamping service that the school names, if it names one; not asked yet, nor once the work is stopped."""
    if school is None or not school.time_authority:
        return None
    from ..attestation.timestamps import TimeStampingService

    return TimeStampingService(school.time_authority, go_on=progress.go_on)
