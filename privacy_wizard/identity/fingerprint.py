"""The words by which a key is recognised and compared in person."""

from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.types import PublicKeyTypes

from ..certificates import fingerprint
from ..system import shipped_folder

WORDS = 7  # of ten bits each: 70 bits, beyond what anyone can make a second key for
_BITS = 10


def fingerprint_words(
    key: bytes | PublicKeyTypes | x509.Certificate | x509.CertificateSigningRequest,
) -> tuple[str, ...]:
    """The first 70 bits of the fingerprint as seven words, to be read aloud and compared.

    Takes the 32 bytes that `fingerprint` gives, or the key itself. The list behind it never changes.
    """
    digest = key if isinstance(key, bytes) else fingerprint(key)
    number = int.from_bytes(digest, "big") >> (8 * len(digest) - WORDS * _BITS)
    picks = [(number >> (_BITS * place)) & (2**_BITS - 1) for place in reversed(range(WORDS))]
    return tuple(word_list()[pick] for pick in picks)


@cache
def word_list() -> tuple[str, ...]:
    """The 1,024 words, in the order that gives them their numbers."""
    text = (shipped_folder("resources") / "fingerprint-words.txt").read_text(encoding="ascii")
    return tuple(text.split())
