"""Forms turned into tokens: hashed with a list's salt, slowly on purpose, on all cores."""

import os
from collections.abc import Collection, Mapping
from concurrent.futures import ThreadPoolExecutor

from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from ...domain.protected_list import TOKEN_BYTES
from ...i18n import Message
from ...system.progress import WorkProgress, WorkStopped
from .forms import NameForm

# scrypt (RFC 7914) over 16 MB: some 20 ms on a computer of an office, and never under 10 ms on one of these years.
# Whoever has the file pays it for each name that they try; a thousand connections still take less than a minute.
_COST = {"n": 2**14, "r": 8, "p": 1}
_MOST_THREADS = 4  # of 16 MB each
_AT_A_TIME = 64


class MatchingStopped(WorkStopped):
    """The user stopped the matching."""

    sentence = Message("Stopped: your school's protected list was not compared.")


def cost() -> int:
    """The cost of a new list's tokens: the rounds (n) of scrypt, with r = 8 and p = 1."""
    return _COST["n"]


def token(form: NameForm, salt: bytes, rounds: int) -> bytes:
    """One form as a token of one list."""
    slow = Scrypt(salt=salt, length=TOKEN_BYTES, n=rounds, r=_COST["r"], p=_COST["p"])
    return slow.derive(f"{form.kind}\n{form.text}".encode())


def tokens(
    forms: Collection[NameForm], salt: bytes, rounds: int, progress: WorkProgress | None = None
) -> Mapping[NameForm, bytes]:
    """The token of each. The hash leaves other threads alone, so windows stay quick. Raises MatchingStopped."""
    told = (progress or WorkProgress()).ending_in(MatchingStopped)
    each, found = list(dict.fromkeys(forms)), dict[NameForm, bytes]()
    with ThreadPoolExecutor(min(os.cpu_count() or 1, _MOST_THREADS)) as threads:
        for some in told.in_parts(each, _AT_A_TIME):
            found.update(zip(some, threads.map(lambda form: token(form, salt, rounds), some), strict=True))
    return found
