"""The school's authority: a key that vouches for keys. It signs certificates and profiles, never PDFs."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from attrs import field, frozen
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from ..certificates import fingerprint, is_in_date
from ..i18n import _
from ..system.progress import UNWATCHED, WorkProgress
from ..system.trouble import FAR_TOO_LARGE
from .authority_profile import (
    ANY_POLICY,
    POLICIES,
    CertificateKind,
    authority_certificate,
    is_authority,
    is_backward,
    kind_of,
    p256,
    signed_by,
)
from .errors import (
    KEY_OF_OTHER_KIND,
    READS_AS_NONE,
    AuthorityLocked,
    BadRequest,
    NoPassphrase,
    NotAKeyFile,
    NotAnAuthority,
    NotOurs,
    NotTheFile,
    OutOfDate,
    WrongPassphrase,
)
from .key_file import load_key, locked_key, place_new_key, restore_key
from .signing_key import SigningKey, _purposes, _subject

LIFETIME = timedelta(days=20 * 365)
LONGEST_CERTIFICATE = timedelta(days=3 * 366)
_CLOCK_SLACK = timedelta(minutes=5)
_REQUEST_LIMIT = 16_000  # bytes; a request of ours has about 600


@frozen(kw_only=True)
class Authority:
    """The authority, unlocked: its key (in a file or on a token), its certificate, and its links to predecessors.

    `links` are certificates between authorities. One without a path length, issued by a predecessor, names this
    authority its successor; one with path length 0, issued by this authority, lets what a predecessor issued stay good.
    """

    private_key: ec.EllipticCurvePrivateKey = field(repr=False, eq=False)
    certificate: x509.Certificate
    links: tuple[x509.Certificate, ...] = ()

    @property
    def chain(self) -> tuple[x509.Certificate, ...]:
        """What accompanies each certificate that it issues."""
        return (self.certificate, *self.links)

    @property
    def fingerprint(self) -> bytes:
        """SHA-256 of its public key, by which it is pinned."""
        return fingerprint(self.certificate)


def make_authority(*, school: str, now: datetime, private_key: ec.EllipticCurvePrivateKey | None = None) -> Authority:
    """A new authority for twenty years from `now` (aware); with a new P-256 key, or one that a token holds.

    Raises ValueError for a school without a name.
    """
    name = " ".join(school.split())
    if not name:
        raise ValueError("An authority needs the school's name.")
    key = private_key or ec.generate_private_key(ec.SECP256R1())
    start = _start(now)
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.COMMON_NAME, f"{name[:44].rstrip()}, authority"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, name[:64].rstrip()),
            # Two authorities of one school must not share a name: readers look issuers up by it.
            x509.NameAttribute(NameOID.SERIAL_NUMBER, fingerprint(key.public_key()).hex()[:16]),
        ]
    )
    builder = authority_certificate(subject, key.public_key(), subject, key.public_key(), path_length=None)
    builder = builder.not_valid_before(start).not_valid_after(start + LIFETIME)
    return Authority(private_key=key, certificate=builder.sign(key, hashes.SHA256()))


def save_authority(path: Path, authority: Authority, passphrase: str, progress: WorkProgress = UNWATCHED) -> None:
    """Write it as an encrypted PKCS #12 file. Raises as `save_key` does, and OtherKeyThere over any other file."""
    place_new_key(path, locked_key(path, _as_key(authority), passphrase, progress))


def load_authority(path: Path, passphrase: str, progress: WorkProgress = UNWATCHED) -> Authority:
    """The authority in a file. Raises NotAnAuthority, and as `load_key` does."""
    with _worded(path):
        return _as_authority(load_key(path, passphrase, authority=True, progress=progress), path)


def restore_authority(src: Path, dst: Path, passphrase: str, progress: WorkProgress = UNWATCHED) -> Authority:
    """Bring a backup back; never over another authority. Raises NotAnAuthority, and as `restore_key` does."""
    with _worded(src):
        key = restore_key(
            src, dst, passphrase, authority=True, then=lambda found: _as_authority(found, src), progress=progress
        )
    return _as_authority(key, dst)


def hand_over(old: Authority, new: Authority, now: datetime) -> Authority:
    """The new authority with the links by which both are trusted.

    The old one names the new its successor, so who pinned the old accepts the new. The new one vouches for the old one
    and for those before it, so what they issued stays good for whoever knows only the new; they may no longer name
    successors (path length 0), and only while a certificate that they issued before can still be in date.
    """
    _require_in_date(old, now)
    if old.fingerprint == new.fingerprint:
        raise NotOurs
    forward = _link(of=new.certificate, by=old, now=now, until=LIFETIME, path_length=None)
    earlier = [old.certificate, *(link for link in old.links if is_backward(link))]
    back = [_link(of=each, by=new, now=now, until=LONGEST_CERTIFICATE, path_length=0) for each in earlier]
    kept = [link for link in old.links if not is_backward(link) and link.not_valid_after_utc > now]
    return Authority(
        private_key=new.private_key, certificate=new.certificate, links=(forward, *back, *kept, old.certificate)
    )


def read_request(content: bytes) -> x509.CertificateSigningRequest:
    """A certificate request (PKCS #10, PEM): P-256, and signed by its own key. Raises BadRequest."""
    if len(content) > _REQUEST_LIMIT:
        raise BadRequest(str(FAR_TOO_LARGE))
    try:
        request = x509.load_pem_x509_csr(content)
        public = request.public_key()
        signed = request.is_signature_valid
    except Exception as error:  # a file from anywhere: the library raises many things
        raise BadRequest(str(READS_AS_NONE)) from error
    if not isinstance(public, ec.EllipticCurvePublicKey) or not isinstance(public.curve, ec.SECP256R1):
        raise BadRequest(str(KEY_OF_OTHER_KIND))
    if not signed:
        raise BadRequest(_("it was not made by the key that it names"))
    return request


def issue(
    authority: Authority,
    request: x509.CertificateSigningRequest,
    *,
    name: str,
    identifier: str,
    school: str,
    kind: CertificateKind,
    years: int,
    now: datetime,
) -> x509.Certificate:
    """A certificate for a key, for one to three years.

    Only the key is taken from the request; who it belongs to is what the school's own list says. `request` comes from
    `read_request`. Raises ValueError, OutOfDate.
    """
    subject = _subject(name, identifier, school)
    return _issue(authority, subject, p256(request.public_key()), kind, years, now)


def renew(authority: Authority, certificate: x509.Certificate, *, years: int, now: datetime) -> x509.Certificate:
    """The same person and key for another one to three years. Raises NotOurs, OutOfDate, ValueError."""
    kind = kind_of(certificate)
    if kind is None or not _issued_within(authority, certificate):
        raise NotOurs
    return _issue(authority, certificate.subject, p256(certificate.public_key()), kind, years, now)


def _issue(
    authority: Authority,
    subject: x509.Name,
    public: ec.EllipticCurvePublicKey,
    kind: CertificateKind,
    years: int,
    now: datetime,
) -> x509.Certificate:
    if years not in (1, 2, 3):
        raise ValueError("A certificate lasts one, two or three years.")
    if fingerprint(public) == authority.fingerprint:
        raise BadRequest(_("it asks for the authority's own key"))
    _require_in_date(authority, now)
    start = _start(now)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(authority.certificate.subject)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(max(start, authority.certificate.not_valid_before_utc))
        .not_valid_after(min(start + timedelta(days=365 * years), authority.certificate.not_valid_after_utc))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.CertificatePolicies([x509.PolicyInformation(POLICIES[kind], None)]), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .add_extension(_issuer_identifier(authority.certificate), critical=False)
    )
    for extension, critical in _purposes():
        builder = builder.add_extension(extension, critical=critical)
    return builder.sign(authority.private_key, hashes.SHA256())


def _link(
    *, of: x509.Certificate, by: Authority, now: datetime, until: timedelta, path_length: int | None
) -> x509.Certificate:
    start, issuer = _start(now), by.certificate
    first = start if path_length is None else max(of.not_valid_before_utc, start - LIFETIME)
    builder = authority_certificate(
        of.subject, p256(of.public_key()), issuer.subject, p256(issuer.public_key()), path_length
    )
    builder = (
        # anyPolicy: without it the policy identifiers below would mean nothing to a strict reader.
        builder.add_extension(x509.CertificatePolicies([x509.PolicyInformation(ANY_POLICY, None)]), critical=False)
        .not_valid_before(first)
        .not_valid_after(min(of.not_valid_after_utc, issuer.not_valid_after_utc, start + until))
    )
    return builder.sign(by.private_key, hashes.SHA256())


def _issued_within(authority: Authority, certificate: x509.Certificate) -> bool:
    """Whether this authority or one of its predecessors issued a certificate."""
    return any(signed_by(certificate, each) for each in authority.chain)


def _issuer_identifier(issuer: x509.Certificate) -> x509.AuthorityKeyIdentifier:
    own = issuer.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
    return x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(own)


def _require_in_date(authority: Authority, now: datetime) -> None:
    certificate = authority.certificate
    if not is_in_date(certificate, now):
        raise OutOfDate(certificate.not_valid_after_utc.date())


def _start(now: datetime) -> datetime:
    return now.astimezone(UTC).replace(microsecond=0) - _CLOCK_SLACK


def _as_key(authority: Authority) -> SigningKey:
    return SigningKey(private_key=authority.private_key, certificate=authority.certificate, chain=authority.links)


@contextmanager
def _worded(path: Path) -> Iterator[None]:
    """Errors of the key file within are worded for the authority."""
    try:
        yield
    except NoPassphrase:
        raise
    except WrongPassphrase as error:
        raise AuthorityLocked(path) from error
    except NotAKeyFile as error:
        raise NotTheFile(path, error.found) from error


def _as_authority(key: SigningKey, path: Path) -> Authority:
    if not is_authority(key.certificate):
        raise NotAnAuthority(path)
    return Authority(private_key=key.private_key, certificate=key.certificate, links=key.chain)
