"""`school`: certificates and invitations."""

import sys
from argparse import Namespace
from datetime import date, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.x509.oid import NameOID

from ..audit.invitations import open_invitation, request_certificate, take_certificate
from ..domain.invitation import CertificateRequest
from ..domain.names import certificate_state_name
from ..domain.register_events import Certified, Revoked
from ..domain.register_views import certificate_state
from ..domain.vocabulary import Occasion
from ..i18n import _, long_date, long_moment
from ..identity import SigningKey, fingerprint, fingerprint_words, load_key, save_key, serial_of
from ..identity.authority_profile import CertificateKind, kind_of
from ..identity.authority_revocation import Withdrawal
from ..office.certificates import CertificateIssuer, ForWhom, IssuedCertificate, staff_number_of
from ..office.invitations import MadeInvitation, Wanted
from ..office.invitations import invite as make_invitation
from ..office.invitations import withdraw as end_invitation
from ..register import CertificateRecord
from ..school.invitation_files import (
    CERTIFICATE_LIMIT,
    INVITATION_LIMIT,
    REQUEST_LIMIT,
    read_certificates,
    read_request_file,
)
from ..school.mails import Attached, Fact, MailKind, mail_draft
from ..school.profile_file import read_some
from ..serialization import to_readable
from ..system import OutgoingFiles, outgoing_files, write_whole
from .context import DONE, CliContext, passphrase, say, say_words
from .school import known_school, record, room, typed_code
from .school import officer as who_acts
from .school_outputs import CertificateOut, CertificatesOut, InvitationOut, ListedOut, RevocationOut


def officer(arguments: Namespace, tools: CliContext) -> int:
    """Certify an officer's key."""
    return _grant(arguments, tools, CertificateKind.OFFICER)


def issue(arguments: Namespace, tools: CliContext) -> int:
    """Certify the key of a member of staff."""
    return _grant(arguments, tools, CertificateKind.ATTESTOR)


def _grant(arguments: Namespace, tools: CliContext, kind: CertificateKind) -> int:
    content = read_some(arguments.request, REQUEST_LIMIT + 1)
    place, now = room(arguments, tools), tools.now()
    whom = ForWhom(
        name=arguments.name,
        staff_number=arguments.number,
        school=_organisation(place.card().certificate),
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
    place = room(arguments, tools)
    with place.unlocked(passphrase(arguments.passphrase_file)) as authority, outgoing_files() as files:
        issuer = CertificateIssuer(
            authority, record(arguments, tools), lambda made: _write(made, arguments, place.folder, files)
        )
        made = issuer.renew(certificate, years=arguments.years, now=tools.now())
    _say_certificate(made.certificate, arguments.out, arguments, _draft(arguments))
    return DONE


def revoke(arguments: Namespace, tools: CliContext) -> int:
    """Believe a certificate no longer, from a date."""
    place, now = room(arguments, tools), tools.now()
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
        out = RevocationOut(
            serial=event.serial, since=event.starts, reason=event.reason, list=str(listed), accepted_since=accepted
        )
        say(to_readable(out))
    else:
        say(
            _(
                "Certificate {serial} is not believed for what was signed from {starts} on.",
                serial=event.serial,
                starts=long_moment(event.starts),
            )
        )
        say(
            _(
                "The list for other programs is {listed}. Sign the school's profile again, so that staff computers "
                "know.",
                listed=listed,
            )
        )
        for each in accepted:
            say(_("Accepted although it was signed after that moment; look at it again: {each}", each=each))
    return DONE


def certificates(arguments: Namespace, tools: CliContext) -> int:
    """Every certificate that was issued, with its number and whose it is."""
    known, now = record(arguments, tools, writes=False), tools.now()
    ended = {each.serial: each for each in known.revoked()}
    out = CertificatesOut(
        certificates=tuple(_listed(each, ended.get(each.serial), known, now) for each in known.certified())
    )
    if arguments.json:
        say(to_readable(out))
        return DONE
    for row in out.certificates:
        since = (
            _(" from {long_date}: {reason}", long_date=long_date(row.ended), reason=row.reason)
            if row.ended
            else _(" until {long_date}", long_date=long_date(row.until))
        )
        unknown, state = _("unknown"), certificate_state_name(row.state)
        say(f"{row.serial}  {row.name or unknown}, {row.staff_number or unknown}: {state}{since}")
    if not out.certificates:
        say(_("No certificate has been issued yet."))
    return DONE


def _listed(issued: Certified, ended: Revoked | None, known: CertificateRecord, now: datetime) -> ListedOut:
    holder = known.holder(issued.person)
    superseded = ended is not None and Withdrawal.of(ended.reason) is Withdrawal.SUPERSEDED
    return ListedOut(
        serial=issued.serial,
        staff_number=holder.staff_number if holder else None,
        name=holder.name if holder else None,
        starts=issued.starts,
        until=issued.ends,
        state=certificate_state(issued.ends, now, superseded=superseded, revoked=ended is not None),
        ended=ended.starts if ended else None,
        reason=ended.reason if ended else "",
    )


def invite(arguments: Namespace, tools: CliContext) -> int:
    """Invite one person. The slip goes to standard output, to be printed; the code is written nowhere."""
    key = _own_key(arguments, tools)
    wanted = Wanted(
        school=_organisation(key.certificate),
        name=arguments.name,
        staff_number=arguments.number,
        campaign=arguments.campaign,
        occasion=Occasion(arguments.occasion),
        due=arguments.due,
        lasts=timedelta(days=max(1, arguments.days)),
    )
    mail = arguments.out.with_suffix(".eml") if arguments.mail else None
    with outgoing_files() as files:

        def write(made: MadeInvitation) -> None:
            files.private(arguments.out, made.file)
            if mail is not None:
                files.private(mail, _mail(made, arguments, key))

        made = make_invitation(key, wanted, record(arguments, tools), now=tools.now(), write=write)
    if arguments.json:
        say(to_readable(_invited(made, arguments.out, mail)))
        print(made.slip.as_text(), file=sys.stderr)  # a script reads one stream, the printer the other
    else:
        say(made.slip.as_text())
    return DONE


def withdraw(arguments: Namespace, tools: CliContext) -> int:
    """End an invitation before it is answered."""
    event = end_invitation(arguments.invitation, record(arguments, tools))
    state = "withdrawn" if event else _("nothing to withdraw")
    if arguments.json:
        out = InvitationOut(invitation=arguments.invitation, state=state, file=None, mail=None, expires=None)
        say(to_readable(out))
    else:
        say(_("Invitation {invitation}: {state}.", invitation=arguments.invitation, state=state))
    return DONE


def request(arguments: Namespace, tools: CliContext) -> int:
    """On a member of staff's computer: answer an invitation."""
    known = known_school(arguments, tools)
    invitation = open_invitation(read_some(arguments.file, INVITATION_LIMIT + 1), known, tools.now())
    content = request_certificate(invitation, typed_code(), _own_key(arguments, tools))
    write_whole(arguments.out, content)
    if arguments.json:
        out = InvitationOut(
            invitation=invitation.id,
            state="answered",
            file=str(arguments.out),
            mail=None,
            expires=invitation.expires,
        )
        say(to_readable(out))
    else:
        say(
            _(
                "The request is {out}. It holds no secret; send it to {school}.",
                out=arguments.out,
                school=invitation.school,
            )
        )
    return DONE


def take(arguments: Namespace, tools: CliContext) -> int:
    """On a member of staff's computer: put the school's certificate to the key."""
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
        "name": _text(made.certificate, NameOID.COMMON_NAME),
        "school": _organisation(made.certificate),
        "until": long_date(made.certificate.not_valid_after_utc),
        "officer": who_acts(arguments),
    }
    attached = Attached(name=arguments.out.name, content=made.file)
    return mail_draft(MailKind.CERTIFICATE, arguments.mail, facts, (attached,))


def _say_certificate(certificate: x509.Certificate, file: Path, arguments: Namespace, mail: Path | None = None) -> None:
    out = CertificateOut(
        file=str(file),
        mail=str(mail) if mail else None,
        serial=serial_of(certificate),
        kind=kind_of(certificate) or CertificateKind.ATTESTOR,
        name=_text(certificate, NameOID.COMMON_NAME),
        staff_number=staff_number_of(certificate),
        fingerprint=fingerprint(certificate).hex(),
        words=fingerprint_words(certificate),
        starts=certificate.not_valid_before_utc,
        until=certificate.not_valid_after_utc,
    )
    if arguments.json:
        say(to_readable(out))
        return
    say(
        _(
            "{kind} certificate {serial} for {out}, {staff_number}, until {until}",
            kind=out.kind,
            serial=out.serial,
            out=out.name,
            staff_number=out.staff_number,
            until=long_date(out.until),
        )
    )
    say_words(out.words)
    say(_("  file: {file}", file=out.file))
    if out.mail:
        say(_("  draft of the mail: {mail}", mail=out.mail))


def _invited(made: MadeInvitation, file: Path, mail: Path | None) -> InvitationOut:
    return InvitationOut(
        invitation=made.invitation.id,
        state="made",
        file=str(file),
        mail=str(mail) if mail else None,
        expires=made.invitation.expires,
    )


def _mail(made: MadeInvitation, arguments: Namespace, key: SigningKey) -> bytes:
    invitation = made.invitation
    facts: dict[str, Fact] = {
        "name": invitation.name,
        "school": invitation.school,
        "occasion": invitation.occasion.value,
        "due": long_date(invitation.due) if invitation.due else "",
        "expires": long_date(invitation.expires),
        "officer": _text(key.certificate, NameOID.COMMON_NAME),
        "has_code": True,
    }
    attached = Attached(name=arguments.out.name, content=made.file)
    return mail_draft(MailKind.INVITATION, arguments.mail, facts, (attached,))


def _own_key(arguments: Namespace, tools: CliContext) -> SigningKey:
    return load_key(arguments.key or tools.key_file, passphrase(arguments.key_passphrase_file))


def _organisation(certificate: x509.Certificate) -> str:
    return _text(certificate, NameOID.ORGANIZATION_NAME)


def _text(certificate: x509.Certificate, kind: x509.ObjectIdentifier) -> str:
    found = certificate.subject.get_attributes_for_oid(kind)
    return str(found[0].value) if found else ""


def _beginning(day: date | None, now: datetime) -> datetime:
    """The first moment of a day, here; now where none was named."""
    return now if day is None else datetime(day.year, day.month, day.day, tzinfo=now.tzinfo)
