"""Another officer, whose key lies on another computer: certified where the school's certificate is, taken where not."""

from datetime import datetime

from ..i18n import _
from ..identity import SigningKey, add_certificate
from ..identity.authority_profile import CertificateKind, kind_of
from ..identity.authority_trust import vouching_authority
from ..register import AuthorityOnRecord
from ..school.invitation_files import read_certificates
from .authority_store import AuthorityStore
from .errors import OfficeTrouble


class NoOfficersCertificate(OfficeTrouble):
    """What was chosen makes nobody an officer of this school."""

    def __str__(self) -> str:
        """The sentence for the reader."""
        return _(
            "This file does not make you an officer: it is no officer's certificate, or another school's. Nothing was "
            "changed. Ask whoever keeps your school's certificate for the file that they saved for you."
        )


def take_officers_certificate(
    content: bytes, key: SigningKey, store: AuthorityStore, on_record: AuthorityOnRecord, now: datetime
) -> SigningKey:
    """The key with the certificate that makes its owner an officer; from now on this computer knows the school's own.

    Believed is what the authority that stands in the register vouches for, and nobody else.
    Raises NoOfficersCertificate, NotThisKind, DifferentKey, NotWritten.
    """
    certificate, *chain = read_certificates(content)
    trusted = vouching_authority(certificate, chain, bytes.fromhex(on_record.fingerprint), now)
    if trusted is None or kind_of(certificate) is not CertificateKind.OFFICER:
        raise NoOfficersCertificate
    found = add_certificate(key, certificate, *chain)
    store.keep_public(chain)
    return found
