"""`school officer`, `issue`, `renew`, `revoke`, `certificates` and `take`: certificates of the school's authority."""

from argparse import Namespace
from datetime import date, datetime
from pathlib import Path

from attrs import field, frozen
from cryptography import x509

from ..audit.school_files import take_certificate
from ..certificates import certified_name, certified_number, certified_school, fingerprint, serial_of
from ..domain.certificate_events import Certified, Revoked
from ..domain.invitation import CertificateRequest
from ..domain.names import certificate_state_name
from ..domain.register_views import CertificateState, certificate_state
from ..i18n import _, long_date, long_moment
from ..identity import fingerprint_words, load_key, save_key
from ..identity.authority_profile import CertificateKind, kind_of
from ..identity.authority_trust import Withdrawal
from ..office.certificates import CertificateIssuer, ForWhom, IssuedCertificate
from ..register import CertificateRecord
from ..school.invitation_files import CERTIFICATE_LIMIT, REQUEST_LIMIT, read_certificates, read_request_file
from ..school.mails import Attached, Fact, MailKind, mail_draft
from ..school.profile_file import read_some
from ..serialization import PrintedDocument, given, the, worked_out
from ..system import OutgoingFiles, outgoing_files
from .context import DONE, CliContext, passphrase, say, say_words
from .school_authority import SHA256, authority_store, known_school, record
from .school_authority import officer as who_acts

_SERIAL = {"pattern": "[0-9a-f]{1,40}"}


@frozen(kw_only=True)
class ListedCertificate:
    """One certificate; its owner is null if the record does not know them."""

    serial: str = field(metadata=_SERIAL)
    staff_number: str | None
    name: str | None
    starts: datetime
    until: datetime
    state: CertificateState
    ended: datetime | None  # superseded or revoked from then on
    reason: str


def officer(arguments: Namespace, tools: CliContext) -> int:
    """Certify an officer's key."""
    return _grant(arguments, tools, CertificateKind.OFFICER)


def issue(arguments: Namespace, tools: CliContext) -> int:
    """Certify the key of a member of staff."""
    return _grant(arguments, tools, CertificateKind.ATTESTOR)


def _grant(arguments: Namespace, tools: CliContext, kind: CertificateKind) -> int:
    content = read_some(arguments.request, REQUEST_LIMIT + 1)
    place, now = authority_store(arguments, tools), tools.now()
    whom = ForWhom(
        name=arguments.name,
        staff_number=arguments.number,
        school=certified_school(place.card().certificate),
        kind=kind,
        years=arguments.years,
        replaces=arguments.replaces,
    )
    answer = None if content.lstrip().startswith(b"-----BEGIN") else read_request_file(content)
    with place.unlocked(passphrase(arguments.passphrase_file)) as authority, outgoing_files() as files:

        def write(made: IssuedCertificate) -> None:
            _write(made, arguments, place.folder, files)
            if arguments.replaces:
                files.private(place.folder / "revoked.crl", issuer.revocations(now, made.events))

        issuer = CertificateIssuer(authority, record(arguments, tools), write)
        made = _granted(issuer, answer, content, arguments.words.split(), whom, now)
    _say_certificate(made.certificate, arguments.out, arguments, _draft(arguments))
    return DONE


def _granted(
    issuer: CertificateIssuer,
    answer: CertificateRequest | None,
    content: bytes,
    words: list[str],
    whom: ForWhom,
    now: datetime,
) -> IssuedCertificate:
    return issuer.answer(answer, whom, now) if answer is not None else issuer.confirm(content, words, whom, now)


def renew(arguments: Namespace, tools: CliContext) -> int:
    """The same person and key for longer."""
    certificate, *_ = read_certificates(read_some(arguments.certificate, CERTIFICATE_LIMIT + 1))
    place = authority_store(arguments, tools)
    with place.unlocked(passphrase(arguments.passphrase_file)) as authority, outgoing_files() as files:
        issuer = CertificateIssuer(
            authority, record(arguments, tools), lambda made: _write(made, arguments, place.folder, files)
        )
        made = issuer.renew(certificate, years=arguments.years, now=tools.now())
    _say_certificate(made.certificate, arguments.out, arguments, _draft(arguments))
    return DONE


def revoke(arguments: Namespace, tools: CliContext) -> int:
    """Stop believing a certificate, from a date on."""
    place, now = authority_store(arguments, tools), tools.now()
    since = _beginning(arguments.since, now)
    listed = place.folder / "revoked.crl"
    with place.unlocked(passphrase(arguments.passphrase_file)) as authority, outgoing_files() as files:
        known = record(arguments, tools)
        issuer = CertificateIssuer(authority, known)
        why = Withdrawal(arguments.reason)
        event = issuer.revoke(
            arguments.serial.lower(),
            since=since,
            why=why,
            note=arguments.note,
            write=lambda event: files.private(listed, issuer.revocations(now, [event])),
        )
    accepted = tuple(known.accepted_since(event.serial, event.starts))
    if arguments.json:
        say(REVOCATION.text(event, list=str(listed), accepted_since=accepted))
    else:
        say(
            _(
                "Certificate {serial} does not count for anything signed from {starts} on.",
                serial=event.serial,
                starts=long_moment(event.starts),
            )
        )
        say(
            _(
                "The list for other programs is {listed}. Sign the school's file again, so that staff computers know.",
                listed=listed,
            )
        )
        for each in accepted:
            say(_("Accepted although it was signed after that moment; look at it again: {each}", each=each))
    return DONE


def certificates(arguments: Namespace, tools: CliContext) -> int:
    """Every issued certificate, with its number and owner."""
    known, now = record(arguments, tools, writes=False), tools.now()
    ended = {each.serial: each for each in known.revoked()}
    found = [_listed(each, ended.get(each.serial), known, now) for each in known.certified()]
    if arguments.json:
        say(CERTIFICATES.text(certificates=found))
        return DONE
    for row in found:
        since = (
            _(" from {long_date}: {reason}", long_date=long_date(row.ended), reason=row.reason)
            if row.ended
            else _(" until {long_date}", long_date=long_date(row.until))
        )
        unknown, state = _("unknown"), certificate_state_name(row.state)
        say(f"{row.serial}  {row.name or unknown}, {row.staff_number or unknown}: {state}{since}")
    if not found:
        say(_("No certificate has been issued yet."))
    return DONE


def _listed(issued: Certified, ended: Revoked | None, known: CertificateRecord, now: datetime) -> ListedCertificate:
    holder = known.holder(issued.person)
    superseded = ended is not None and Withdrawal.of(ended.reason) is Withdrawal.SUPERSEDED
    return ListedCertificate(
        serial=issued.serial,
        staff_number=holder.staff_number if holder else None,
        name=holder.name if holder else None,
        starts=issued.starts,
        until=issued.ends,
        state=certificate_state(issued.ends, now, superseded=superseded, revoked=ended is not None),
        ended=ended.starts if ended else None,
        reason=ended.reason if ended else "",
    )


def take(arguments: Namespace, tools: CliContext) -> int:
    """On a member of staff's computer: add the school's certificate to the key."""
    key_file: Path = arguments.key or tools.key_file
    secret = passphrase(arguments.key_passphrase_file)
    content = read_some(arguments.file, CERTIFICATE_LIMIT + 1)
    joined = take_certificate(content, load_key(key_file, secret), known_school(arguments, tools), tools.now())
    save_key(key_file, joined, secret)
    _say_certificate(joined.certificate, key_file, arguments)
    return DONE


def _write(made: IssuedCertificate, arguments: Namespace, folder: Path, files: OutgoingFiles) -> None:
    """The file to return, and a copy beside the authority, by its serial; and the mail that carries it."""
    files.private(folder / "certificates" / f"{made.serial}.pwcert", made.file)
    files.whole(arguments.out, made.file)
    if draft := _draft(arguments):
        files.private(draft, _certificate_mail(made, arguments))


def _draft(arguments: Namespace) -> Path | None:
    out: Path = arguments.out
    return out.with_suffix(".eml") if arguments.mail else None


def _certificate_mail(made: IssuedCertificate, arguments: Namespace) -> bytes:
    facts: dict[str, Fact] = {
        "name": certified_name(made.certificate),
        "school": certified_school(made.certificate),
        "until": long_date(made.certificate.not_valid_after_utc),
        "attached": True,
        "officer": who_acts(arguments),
    }
    attached = Attached(name=arguments.out.name, content=made.file)
    return mail_draft(MailKind.CERTIFICATE, arguments.mail, facts, (attached,))


def _say_certificate(certificate: x509.Certificate, file: Path, arguments: Namespace, mail: Path | None = None) -> None:
    if arguments.json:
        say(CERTIFICATE.text(certificate, file=str(file), mail=str(mail) if mail else None))
        return
    say(
        _(
            "{kind} certificate {serial} for {out}, {staff_number}, until {until}",
            kind=_kind(certificate),
            serial=serial_of(certificate),
            out=_name(certificate),
            staff_number=certified_number(certificate),
            until=long_date(_until(certificate)),
        )
    )
    say_words(fingerprint_words(certificate))
    say(_("  file: {file}", file=file))
    if mail:
        say(_("  draft of the mail: {mail}", mail=mail))


def _beginning(day: date | None, now: datetime) -> datetime:
    """The first moment of a day, here; now where none was named."""
    return now if day is None else datetime(day.year, day.month, day.day, tzinfo=now.tzinfo)


def _name(certificate: x509.Certificate) -> str:
    return certified_name(certificate)


def _kind(certificate: x509.Certificate) -> CertificateKind:
    return kind_of(certificate) or CertificateKind.ATTESTOR


def _fingerprint(certificate: x509.Certificate) -> str:
    return fingerprint(certificate).hex()


def _starts(certificate: x509.Certificate) -> datetime:
    return certificate.not_valid_before_utc


def _until(certificate: x509.Certificate) -> datetime:
    return certificate.not_valid_after_utc


CERTIFICATE = PrintedDocument(
    "privacy-wizard-certificate/1",
    "What `school officer|issue|renew|take --json` prints.",
    given("file", str),
    given("mail", str | None),  # the draft that carries it, where one was written
    worked_out("serial", serial_of, **_SERIAL),
    worked_out("kind", _kind),
    worked_out("name", _name),
    worked_out("staff_number", certified_number),
    worked_out("fingerprint", _fingerprint, **SHA256),
    worked_out("words", fingerprint_words),
    worked_out("starts", _starts),
    worked_out("until", _until),
    of=x509.Certificate,
)
CERTIFICATES = PrintedDocument(
    "privacy-wizard-certificates/1",
    "What `school certificates --json` prints, the oldest first.",
    given("certificates", tuple[ListedCertificate, ...], limit=1_000_000),
)
REVOCATION = PrintedDocument(
    "privacy-wizard-revocation/1",
    "What `school revoke --json` prints; `list` is the file for other programs (CRL).",
    the("serial", **_SERIAL),
    "since=starts",
    "reason",
    given("list", str),
    given("accepted_since", tuple[str, ...], limit=1_000_000),  # to be looked at again
    of=Revoked,
)
