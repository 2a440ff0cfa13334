"""Many requests in, many certificates out: what is wrong with one stops none of the others, and nothing is lost."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from attrs import field, frozen

from ..domain.register_views import PersonRow
from ..i18n import _, long_date
from ..school.errors import MailFault
from ..school.invitation_files import REQUEST_LIMIT
from ..school.mails import Attached, MailKind, mail_draft
from ..school.profile_file import read_some
from ..system import Trouble, outgoing_files
from .certificate_office import CertificateOffice
from .sending import file_name


@frozen(kw_only=True)
class GrantedRequest:
    """One request file and what became of it; `file` is the certificate, empty where there is a problem."""

    name: str
    person: PersonRow | None = None
    until: str = ""
    file: bytes = field(default=b"", repr=False)
    problem: str = ""


def grant_all(office: CertificateOffice, files: Sequence[Path], secret: str) -> Iterator[GrantedRequest]:
    """Answer those that prove the code of their invitation, one by one; stop asking to stop.

    Each is on record, and kept on this computer, before it is given. Raises KeyTrouble for a wrong passphrase.
    """
    with office.place.room.unlocked(secret):
        pass  # the passphrase is right before the first is answered
    for path in files:
        yield _granted(office, path, secret)


def save_all(
    granted: Sequence[GrantedRequest],
    folder: Path,
    *,
    school: str,
    officer: str,
    on_progress: Callable[[int], None] = lambda _done: None,
) -> int:
    """Each under its person's name, with the draft of a mail where there is an address. Raises NotWritten."""
    made = [each for each in granted if each.person is not None and each.file]
    with outgoing_files() as files:
        for done, each in enumerate(made, 1):
            if each.person is not None:
                name = file_name(each.person)
                files.private(folder / f"{name}.pwcert", each.file)
                mail = _mail(each, each.person, school, officer)
                if mail is not None:
                    files.private(folder / f"{name}.eml", mail)
            on_progress(done)
    return len(made)


def _granted(office: CertificateOffice, path: Path, secret: str) -> GrantedRequest:
    try:
        asking = office.read(read_some(path, REQUEST_LIMIT + 1))
        if not asking.has_code:
            return GrantedRequest(
                name=path.name, problem=_("It answers no invitation: open it alone, and compare the words.")
            )
        valid = office.register.certificates.valid_of(asking.staff_number, office.now())
        made = office.grant(asking, secret, replaces=valid.serial if valid is not None else None)
    except Trouble as trouble:
        return GrantedRequest(name=path.name, problem=str(trouble))
    person = office.register.people.numbered(asking.staff_number)
    return GrantedRequest(
        name=path.name,
        person=person,
        until=long_date(made.certificate.not_valid_after_utc.date()),
        file=made.file,
        problem="" if person is not None else _("Nobody on the staff list has its number."),
    )


def _mail(each: GrantedRequest, person: PersonRow, school: str, officer: str) -> bytes | None:
    facts = {"name": person.member.name, "school": school, "until": each.until, "officer": officer}
    attached = Attached(name="certificate.pwcert", content=each.file)
    try:
        return mail_draft(MailKind.CERTIFICATE, person.member.email, facts, (attached,))
    except MailFault:
        return None
