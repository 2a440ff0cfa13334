"""Requests answered in bulk: a fault with one does not stop the rest, and nothing is lost."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from attrs import frozen

from ..domain.register_views import PersonRow
from ..i18n import _, long_date
from ..school.invitation_files import REQUEST_LIMIT
from ..school.profile_file import read_some
from ..system import Trouble
from .certificate_office import CertificateOffice


@frozen(kw_only=True)
class GrantedRequest:
    """One request file and its result: a certificate valid until a day, or a problem."""

    name: str
    person: PersonRow | None = None
    until: str = ""
    problem: str = ""


def grant_all(office: CertificateOffice, files: Sequence[Path], secret: str) -> Iterator[GrantedRequest]:
    """Answer those that prove the code of their invitation, one at a time; stop iterating to stop. Each certificate is
    recorded, and kept on this computer, before it is returned. Raises KeyTrouble for a wrong passphrase.

    Each is on record, and kept on this computer, before it is given. Raises KeyTrouble for a wrong passphrase.
    """
    with office.place.authority_store.unlocked(secret):
        pass  # the passphrase is right before the first is answered
    for path in files:
        yield _granted(office, path, secret)


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
        problem="" if person is not None else _("Nobody on the staff list has its number."),
    )
