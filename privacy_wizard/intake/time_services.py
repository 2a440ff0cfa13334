"""Whether a time stamp is from a service that the school's profile names: anybody can run one under any name."""

from collections.abc import Sequence
from datetime import datetime

from cryptography import x509
from cryptography.x509.oid import ExtendedKeyUsageOID

from ..attestation.certificate_chains import is_issued
from ..attestation.seal import Seal

_LONGEST_PATH = 5  # certificates between a service and one that the profile names


def is_named_service(seal: Seal, named: Sequence[x509.Certificate]) -> bool:
    """Whether one of the named certificates is the service's own, or is above it in its chain."""
    if seal.time_stamp is None or not seal.time_stamp_chain:
        return False
    service, *others = seal.time_stamp_chain
    if not _covers(service, seal.time_stamp):
        return False
    return service in named or (_stamps(service) and _leads_to(service, others, named, seal.time_stamp))


def _leads_to(
    service: x509.Certificate, others: Sequence[x509.Certificate], named: Sequence[x509.Certificate], moment: datetime
) -> bool:
    below = service
    for _ in range(_LONGEST_PATH):
        above = [each for each in (*named, *others) if _may_issue(each, moment) and is_issued(below, each)]
        if any(each in named for each in above):
            return True
        if not above:
            return False
        below = above[0]
    return False


def _covers(certificate: x509.Certificate, moment: datetime) -> bool:
    return certificate.not_valid_before_utc <= moment <= certificate.not_valid_after_utc


def _stamps(certificate: x509.Certificate) -> bool:
    """Whether its issuer says that it is for time stamps, and for nothing else (RFC 3161)."""
    try:
        purposes = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    except (x509.ExtensionNotFound, x509.DuplicateExtension, ValueError):
        return False
    return list(purposes) == [ExtendedKeyUsageOID.TIME_STAMPING]


def _may_issue(certificate: x509.Certificate, moment: datetime) -> bool:
    try:
        is_authority = certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    except (x509.ExtensionNotFound, x509.DuplicateExtension, ValueError):
        return False
    return is_authority and _covers(certificate, moment)
