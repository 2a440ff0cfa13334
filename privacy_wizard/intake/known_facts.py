"""What the register knows about one file."""

from datetime import datetime

from attrs import frozen

from ..domain.campaign import Campaign
from ..domain.register_views import AttestationRow, CertificateRow, InvitationRow, PersonRow


@frozen(kw_only=True)
class OnRecord:
    """What the register knows about one file; empty fields mean that it knows nothing."""

    person: PersonRow | None = None  # by the identifier in the certificate, else by the key
    by_name: bool = False  # or by a name that one person on the list has
    has_namesakes: bool = False  # nobody is found, as several on the list have the name
    owners: tuple[str, ...] = ()  # the people to whom the key is known to belong
    keys: tuple[str, ...] = ()  # the known keys of the person
    certificate: CertificateRow | None = None  # the one that the file was signed with
    revoked_from: datetime | None = None  # of that certificate; where it is not on record, of any for the same key
    superseded_from: datetime | None = None  # since when the person has another key instead
    issued: bool = False  # the school's authority has issued certificates on record at all
    same_statement: tuple[AttestationRow, ...] = ()  # what is held with the same identifier
    invitation: InvitationRow | None = None  # the one that the statement names
    same_invitation: tuple[AttestationRow, ...] = ()  # what is held that names it, too
    held: tuple[AttestationRow, ...] = ()  # the person's attestations
    campaigns: tuple[Campaign, ...] = ()
    also_called: tuple[str, ...] = ()  # names of the school besides those of its profile


@frozen(kw_only=True)
class SchoolRules:
    """What the school's profile asks of an attestation; empty fields ask nothing."""

    names: tuple[str, ...] = ()
    packs: tuple[tuple[str, tuple[str, ...]], ...] = ()  # kind of person → the policies that apply
    number: int = 0  # of the profile, for the evidence
