"""Whose key it is: the certificates and time-stamping services that the school trusts, and whether a signature leads to
one.
"""

import logging
from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from asn1crypto import x509 as asn1_x509
from attrs import frozen
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, ExtensionOID, NameOID

from ..attestation.seal import Seal, subject_text
from ..certificates import fingerprint, is_in_date, is_issued
from ..domain.staff import staff_key
from ..i18n import Message
from ..identity import read_person_identifier
from ..identity.authority_profile import CertificateKind, kind_of, signed_by
from ..identity.authority_trust import may_countersign
from ..sandbox import run_without_io
from ..serialization import Refused, from_canonical, to_canonical
from ..system import Trouble, in_utf8, read_regular

_SIZE_LIMIT = 1_000_000
_OF_AN_AUTHORITY = frozenset(
    (
        *(ExtensionOID.BASIC_CONSTRAINTS, ExtensionOID.KEY_USAGE),
        *(ExtensionOID.SUBJECT_KEY_IDENTIFIER, ExtensionOID.AUTHORITY_KEY_IDENTIFIER),
    )
)
_OF_A_PERSON = _OF_AN_AUTHORITY | {ExtensionOID.EXTENDED_KEY_USAGE, ExtensionOID.CERTIFICATE_POLICIES}
_OF_PEOPLE = frozenset(
    (
        *(ExtendedKeyUsageOID.EMAIL_PROTECTION, ExtendedKeyUsageOID.ANY_EXTENDED_KEY_USAGE),
        x509.ObjectIdentifier("1.3.6.1.5.5.7.3.36"),  # document signing (RFC 9336)
        x509.ObjectIdentifier("1.3.6.1.4.1.311.10.3.12"),  # the same, by Microsoft
        x509.ObjectIdentifier("1.2.840.113583.1.1.5"),  # the same, by Adobe
    )
)
_LONGEST_PATH = 5  # certificates between a service and one that the profile names


class TrustUnreadable(Trouble):
    """A file of trusted certificates does not hold any."""

    sentence = Message(
        "{path} does not hold a certificate that can be read, so nothing was checked. Please give a "
        "certificate file (PEM or DER), often named .crt, .cer or .pem."
    )

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.path = path


@frozen
class Trust:
    """The certificates that are trusted: a school's authority, or people's own."""

    certificates: tuple[x509.Certificate, ...]

    def covers(self, seal: Seal) -> bool:
        """Whether the signature was made by a trusted key, or by one that a trusted authority vouches for."""
        return bool(self.voucher(seal))

    def voucher(self, seal: Seal) -> str:
        """The fingerprint of the trusted key: the signer's own, or that of the authority; empty where there is none."""
        if self.names(seal):
            return seal.fingerprint
        # That something was signed before its certificate is said elsewhere; whose key it is, is another question.
        moment = max(seal.moment, seal.certificate.not_valid_before_utc)
        if _is_authority(seal.certificate) or not all(map(_serves_people, (seal.certificate, *seal.chain))):
            return ""
        for certificate in self.certificates:
            if _is_authority(certificate) and (
                plainly_vouches(certificate, seal.certificate, moment) or _vouches(certificate, seal, moment)
            ):
                return fingerprint(certificate).hex()
        return ""

    def is_named_falsely(self, seal: Seal) -> bool:
        """Whether a certificate that came along names a trusted authority above it, and that one did not sign it."""
        authorities = [each for each in self.certificates if _is_authority(each)]
        for certificate in (seal.certificate, *seal.chain):
            named = [each for each in authorities if _is_named(each, certificate)]
            if named and not any(is_issued(certificate, each) for each in named):
                return True
        return False

    def names(self, seal: Seal) -> bool:
        """Whether the signer's own key is trusted, under the name and number that it is trusted with.

        An authority's never is, because it signs no PDFs.
        """
        people = (each for each in self.certificates if not _is_authority(each))
        return any(fingerprint(each).hex() == seal.fingerprint and _is_same_person(seal, each) for each in people)

    def may_decide(self, certificate: x509.Certificate, now: datetime) -> bool:
        """Whether somebody may act for the school: if an authority is trusted, its officers and anyone named; otherwise
        anyone.

        Anyone, where none is.
        """
        authorities = [each for each in self.certificates if _is_authority(each)]
        if not authorities or certificate in self.certificates:
            return True
        in_date = is_in_date(certificate, now)
        is_officer = kind_of(certificate) is CertificateKind.OFFICER
        return in_date and is_officer and any(signed_by(certificate, each) for each in authorities)

    def may_countersign(self, officer: Seal, attestor: Seal) -> bool:
        """Whether a trusted signer may countersign for somebody.

        Where an authority vouches, its certificate has to be an officer's; a key that is trusted by itself needs none,
        for schools that have set up no authority. Never for oneself.
        """
        if self.names(officer):
            return staff_key(officer.identifier.strip()) != staff_key(attestor.identifier.strip())
        return may_countersign(officer.certificate, attestor.certificate)


def load_trust(paths: Sequence[Path]) -> Trust:
    """The certificates in these files, one or more in each. Raises TrustUnreadable."""
    return Trust(tuple(certificate for path in paths for certificate in _load(path)))


def trust_from_der(documents: Sequence[bytes]) -> Trust:
    """The trust that `as_der` wrote in another process. Raises ValueError."""
    return Trust(tuple(x509.load_der_x509_certificate(each) for each in documents))


def as_der(trust: Trust) -> tuple[bytes, ...]:
    """The certificates as bytes, for another process."""
    return tuple(certificate.public_bytes(Encoding.DER) for certificate in trust.certificates)


def _load(path: Path) -> tuple[x509.Certificate, ...]:
    try:
        content = in_utf8(read_regular(path, _SIZE_LIMIT))
        if b"-----BEGIN" in content:
            found = tuple(x509.load_pem_x509_certificates(content))
        else:
            found = (x509.load_der_x509_certificate(content),)
        for certificate in found:
            fingerprint(certificate).hex()
    except Exception:  # noqa: BLE001 - a file from anywhere: the libraries raise many things
        raise TrustUnreadable(path) from None
    return found


def _is_authority(certificate: x509.Certificate) -> bool:
    try:
        return certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    except (x509.ExtensionNotFound, ValueError):
        return False


def _is_same_person(seal: Seal, trusted: x509.Certificate) -> bool:
    """By name and number; what was signed before the person had a staff number bears an identifier drawn by lot."""
    numbered = seal.identifier == subject_text(trusted, NameOID.SERIAL_NUMBER)
    had_no_number = read_person_identifier(seal.identifier) is not None
    return seal.name == subject_text(trusted, NameOID.COMMON_NAME) and (numbered or had_no_number)


def _serves_people(certificate: x509.Certificate) -> bool:
    """Whether it may be a person's, who signs: an authority issues others for servers, programs and services."""
    try:
        purposes = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    except x509.ExtensionNotFound:
        return True
    except (x509.DuplicateExtension, ValueError):
        return False
    return not _OF_PEOPLE.isdisjoint(purposes)


def _is_named(authority: x509.Certificate, below: x509.Certificate) -> bool:
    """Whether a certificate says that the authority issued it: by name, or by the key."""
    if below.issuer == authority.subject:
        return True
    try:
        own = authority.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value.key_identifier
        named = below.extensions.get_extension_for_class(x509.AuthorityKeyIdentifier).value.key_identifier
    except (x509.ExtensionNotFound, x509.DuplicateExtension, ValueError):
        return False
    return own == named


def plainly_vouches(authority: x509.Certificate, leaf: x509.Certificate, moment: datetime) -> bool:
    """Whether the authority itself issued the certificate, and nothing in either asks for a closer look.

    False: a path may still lead there, which takes longer to find out.
    """
    try:
        extensions, above = leaf.extensions, authority.extensions
        usage = extensions.get_extension_for_class(x509.KeyUsage).value
        plain = {each.oid for each in extensions} <= _OF_A_PERSON and {each.oid for each in above} <= _OF_AN_AUTHORITY
        own = above.get_extension_for_class(x509.SubjectKeyIdentifier).value.key_identifier
        named = extensions.get_extension_for_class(x509.AuthorityKeyIdentifier).value.key_identifier
    except (x509.ExtensionNotFound, x509.DuplicateExtension, ValueError):
        return False
    dates = [(each.not_valid_before_utc, each.not_valid_after_utc) for each in (leaf, authority)]
    in_date = all(first <= moment <= last for first, last in dates)
    return plain and in_date and own == named and usage.digital_signature and signed_by(leaf, authority)


def _vouches(authority: x509.Certificate, seal: Seal, moment: datetime) -> bool:
    """Whether a path of certificates leads from the signer to the authority, each valid at that moment."""
    from pyhanko_certvalidator import CertificateValidator, ValidationContext
    from pyhanko_certvalidator.errors import PathError, ValidationError

    if not is_in_date(authority, moment):
        return False
    chain = [_asn1(each) for each in seal.chain]
    context = ValidationContext(trust_roots=[_asn1(authority)], moment=moment, allow_fetching=False, other_certs=chain)
    validator = CertificateValidator(_asn1(seal.certificate), intermediate_certs=chain, validation_context=context)
    logging.getLogger("pyhanko_certvalidator").setLevel(logging.CRITICAL)  # it would write names into logs
    try:
        run_without_io(validator.async_validate_usage({"digital_signature"}))  # type: ignore[no-untyped-call]
    except (PathError, ValidationError, ValueError):
        return False
    return True


def _asn1(certificate: x509.Certificate) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(certificate.public_bytes(Encoding.DER))


def is_named_service(seal: Seal, named: Sequence[x509.Certificate]) -> bool:
    """Whether one of the named certificates is the service's own, or is above it in its chain."""
    if seal.time_stamp is None or not seal.time_stamp_chain:
        return False
    service, *others = seal.time_stamp_chain
    if not is_in_date(service, seal.time_stamp):
        return False
    return service in named or (_stamps(service) and _leads_to(service, others, named, seal.time_stamp))


def _leads_to(
    service: x509.Certificate, others: Sequence[x509.Certificate], named: Sequence[x509.Certificate], moment: datetime
) -> bool:
    below = service
    for _step in range(_LONGEST_PATH):
        above = [each for each in (*named, *others) if _may_issue(each, moment) and is_issued(below, each)]
        if any(each in named for each in above):
            return True
        if not above:
            return False
        below = above[0]
    return False


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
    return is_authority and is_in_date(certificate, moment)


_LIMIT = 1_000_000  # bytes; one person's keys and two names fit many times over


class TrustedThrough(StrEnum):
    """How it is known whose signature it is."""

    AUTHORITY = "the school's authority"
    KNOWN_KEY = "a key that was compared in person"
    NOTHING = "nothing"


@frozen(kw_only=True)
class TrustEvidence:
    """What was known when a file was judged, so that it stays trusted after the certificate has expired."""

    judged: datetime  # by the register's clock
    through: TrustedThrough
    key: str  # SHA-256 of the public key
    voucher: str  # SHA-256 of the authority's public key
    certificate: str
    issuer: str
    starts: datetime | None
    ends: datetime | None
    confirmed_keys: tuple[str, ...]
    profile: int

    def text(self) -> str:
        """The recorded form."""
        return to_canonical(self).decode()

    @classmethod
    def recorded(cls, text: str) -> "TrustEvidence | None":
        """What a record says; None where nothing was judged by its signature, as with what came on paper."""
        try:
            return from_canonical(text.encode(), cls, _LIMIT)
        except (Refused, ValueError):
            return None
