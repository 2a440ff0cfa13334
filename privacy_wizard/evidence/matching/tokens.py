"""Forms turned into tokens: hashed with a list's salt, slowly on purpose, on all cores; and lists made of them."""

import os
import secrets
from collections.abc import Collection, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from ...domain.protected_list import TOKEN_BYTES, ProtectedList, ProtectedPerson, filled_up_to, packed
from ...i18n import Message
from ...system.progress import UNWATCHED, WorkProgress, WorkStopped
from .forms import NameForm, forms_of_entry

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
    forms: Collection[NameForm], salt: bytes, rounds: int, progress: WorkProgress = UNWATCHED
) -> Mapping[NameForm, bytes]:
    """The token of each. The hash leaves other threads alone, so windows stay quick. Raises MatchingStopped."""
    progress = progress.ending_in(MatchingStopped)
    each, found = list(dict.fromkeys(forms)), dict[NameForm, bytes]()
    with ThreadPoolExecutor(min(os.cpu_count() or 1, _MOST_THREADS)) as threads:
        for some in progress.in_parts(each, _AT_A_TIME):
            found.update(zip(some, threads.map(lambda form: token(form, salt, rounds), some), strict=True))
    return found


def made_list(
    people: Iterable[ProtectedPerson],
    *,
    school: str,
    made: datetime,
    expires: datetime,
    progress: WorkProgress = UNWATCHED,
) -> ProtectedList:
    """A list with its own salt; slow. Raises MatchingStopped."""
    salt, rounds = secrets.token_bytes(16), cost()
    forms = {form for person in people for form in forms_of_entry(person)}
    found = set(tokens(forms, salt, rounds, progress).values())
    wanted = filled_up_to(len(found))
    while len(found) < wanted:
        found.add(secrets.token_bytes(TOKEN_BYTES))
    return ProtectedList(
        school=school,
        made=made.replace(microsecond=0),
        expires=expires.replace(microsecond=0),
        salt=salt.hex(),
        rounds=rounds,
        tokens=packed(found),
    )
