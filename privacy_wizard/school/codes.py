"""One-time codes: handed over on paper, typed once, and proved without being sent."""

import hashlib
import hmac
import secrets

from ..domain.invitation import Invitation
from ..serialization import to_canonical
from .errors import CodeMistyped

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
