"""The small files: invitations (`.pwinvite`), certificate requests (`.pwrequest`), certificates (`.pwcert`);
and the one-time codes, handed over on paper, typed once, and proved without being sent.
"""

import hashlib
import hmac
import re
import secrets
from collections.abc import Sequence
from typing import TypeVar

from attrs import field, frozen
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from ..domain.invitation import CertificateRequest, Invitation
from ..domain.signature import DetachedSignature
from ..i18n import _
from ..serialization import Refused, from_canonical, to_canonical
from ..system.trouble import FAR_TOO_LARGE
from .errors import CodeMistyped, NotThisKind, SchoolFileKind
from .profile_file import Check, Sign

INVITATION_LIMIT, REQUEST_LIMIT, CERTIFICATE_LIMIT = 600_000, 16_000, 200_000  # bytes
_MOST_CERTIFICATES = 65
_PEM = re.compile(rb"-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\r\n]+-----END CERTIFICATE-----\r?\n?")
T = TypeVar("T")


@frozen(kw_only=True)
class _SignedInvitation:
    """An invitation and the officer's signature over its canonical JSON."""

    format: str = field(default="privacy-wizard-invite/1", metadata={"pattern": "privacy-wizard-invite/1"})
    invitation: Invitation
    signature: DetachedSignature


def write_invitation(invitation: Invitation, sign: Sign) -> bytes:
    """The file's bytes; an officer's key signs."""
    return to_canonical(_SignedInvitation(invitation=invitation, signature=sign(to_canonical(invitation))))


def read_invitation(content: bytes, check: Check) -> Invitation:
    """The invitation in a file's bytes, its signature checked. Raises NotThisKind, and what `check` raises."""
    found = _read(content, _SignedInvitation, INVITATION_LIMIT, SchoolFileKind.INVITATION)
    check(found.signature, to_canonical(found.invitation))
    return found.invitation


def write_request(request: CertificateRequest) -> bytes:
    """The file's bytes. It holds no secret."""
    return to_canonical(request)


def read_request_file(content: bytes) -> CertificateRequest:
    """The request in a file's bytes; nothing in it is proved yet. Raises NotThisKind."""
    return _read(content, CertificateRequest, REQUEST_LIMIT, SchoolFileKind.REQUEST)


def write_certificates(certificates: Sequence[x509.Certificate]) -> bytes:
    """The person's certificate, then its issuers: PEM, with a line before each for people."""
    return b"".join(
        f"{' '.join(each.subject.rfc4514_string().split())}\n".encode() + each.public_bytes(Encoding.PEM)
        for each in certificates
    )


def read_certificates(content: bytes) -> tuple[x509.Certificate, ...]:
    """The person's certificate, then its issuers; whether they are good is not said yet. Raises NotThisKind."""
    if len(content) > CERTIFICATE_LIMIT:
        raise NotThisKind(SchoolFileKind.CERTIFICATE, str(FAR_TOO_LARGE))
    blocks = _PEM.findall(content)
    if not 0 < len(blocks) <= _MOST_CERTIFICATES:
        raise NotThisKind(SchoolFileKind.CERTIFICATE, _("it holds no certificate, or too many"))
    try:
        return tuple(x509.load_pem_x509_certificate(block) for block in blocks)
    except ValueError as error:
        raise NotThisKind(SchoolFileKind.CERTIFICATE, _("it is damaged")) from error


def _read(content: bytes, kind: type[T], limit: int, called: SchoolFileKind) -> T:
    try:
        return from_canonical(content, kind, limit)
    except Refused as refused:
        raise NotThisKind(called, str(refused.fault)) from None


ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # without I, L, O and U, which are misread
RANDOM_SYMBOLS = 11  # of five bits each: 55 random bits
_GROUP = 4
_LOOKALIKES = str.maketrans("ILO", "110")
_BETWEEN = " -–—\t\u00a0"
# scrypt: 32 MB and about a tenth of a second for each guess (RFC 7914).
_COST = {"n": 2**15, "r": 8, "p": 1, "maxmem": 64 * 1024 * 1024, "dklen": 32}
_POLYNOMIAL = 0b100101  # x^5 + x^2 + 1, primitive over GF(2): its powers of two run through all 31 weights


def new_code() -> str:
    """A code in groups of four, such as `7KQF-2MXD-9TB4`; the last symbol checks the others."""
    symbols = [secrets.randbelow(len(ALPHABET)) for _ in range(RANDOM_SYMBOLS)]
    text = "".join(ALPHABET[each] for each in (*symbols, _check_symbol(symbols)))
    return "-".join(text[at : at + _GROUP] for at in range(0, len(text), _GROUP))


def read_code(typed: str) -> str:
    """The symbols of a typed code: small letters, spaces and lookalikes (O for 0) are forgiven.

    Raises CodeMistyped where the check shows a wrong symbol, or two that were swapped.
    """
    text = "".join(each for each in typed.upper() if each not in _BETWEEN).translate(_LOOKALIKES)
    if len(text) != RANDOM_SYMBOLS + 1 or not set(text) <= set(ALPHABET):
        raise CodeMistyped
    *symbols, last = (ALPHABET.index(each) for each in text)
    if last != _check_symbol(symbols):
        raise CodeMistyped
    return text


def binding_key(code: str, invitation: Invitation) -> bytes:
    """The key made from a code (0.1 s of work on purpose), different for each invitation. Raises CodeMistyped."""
    salt = to_canonical(invitation)
    return hashlib.scrypt(read_code(code).encode(), salt=hashlib.sha256(salt).digest(), **_COST)


def proof(key: bytes, *, public_key: bytes, invitation: str, staff_number: str, authority: str) -> str:
    """The proof of the code, in hex: it binds the key (its fingerprint), invitation, staff number and school."""
    bound = ["privacy-wizard certificate request 1", public_key.hex(), invitation, staff_number, authority]
    return hmac.digest(key, to_canonical(bound), "sha256").hex()


def _check_symbol(symbols: list[int]) -> int:
    """The sum of the symbols, each multiplied by another weight of the field with 32 elements.

    One wrong symbol, or any two that changed places, always change it.
    """
    total = 0
    for symbol in symbols:
        total = _doubled(total ^ symbol)
    return total


def _doubled(element: int) -> int:
    """Multiplied by x in GF(32)."""
    doubled = element << 1
    return doubled ^ _POLYNOMIAL if doubled & 0b100000 else doubled
