"""The protected list: people to whom staff should not be connected, as tokens that name nobody."""

import base64
from collections.abc import Collection, Iterator
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import pairwise

from attrs import field, frozen

from ..i18n import local_time

FORMAT = "privacy-wizard-protected-list/1"
TOKEN_BYTES = 8
MOST_TOKENS = 2**17
FEWEST_TOKENS = 2**10  # what is fewer is filled up with random ones, as any other number is to the next power of two
LONGEST = timedelta(days=400)
USUAL = timedelta(days=90)  # a check of all staff takes a term
_MOST_ROUNDS = 2**17  # a hostile file must not make a computer work for days


@frozen(kw_only=True)
class ProtectedList:
    """What the school signs. `tokens` are eight bytes each, sorted, in base64; some are random padding."""

    format: str = field(default=FORMAT, metadata={"pattern": FORMAT})
    school: str = field(metadata={"limit": 200})
    made: datetime
    expires: datetime
    salt: str = field(metadata={"pattern": "[0-9a-f]{32}"})
    rounds: int = field(metadata={"least": 2, "most": _MOST_ROUNDS})  # of scrypt, with r of 8 and p of 1
    tokens: str = field(
        repr=False, metadata={"pattern": "[A-Za-z0-9+/]+={0,2}", "limit": (MOST_TOKENS * TOKEN_BYTES * 4 // 3) + 4}
    )

    def token_set(self) -> frozenset[bytes]:
        """For looking up."""
        return frozenset(_each(base64.b64decode(self.tokens)))

    @property
    def last_day(self) -> date:
        """The last day on which it may be used, in this computer's time zone."""
        return last_day(self.expires)

    def has_expired(self, now: datetime) -> bool:
        """Whether it has to be deleted."""
        return now >= self.expires


def last_day(expires: datetime) -> date:
    """The day before a moment that is midnight, where this computer stands; else the day of the moment."""
    return (local_time(expires) - timedelta(seconds=1)).date()


@frozen(kw_only=True)
class ProtectedPerson:
    """Somebody in the officer's file, while a list is made from it; never kept."""

    first: str = field(default="", repr=False)
    last: str = field(default="", repr=False)
    handle: str = field(default="", repr=False)
    email: str = field(default="", repr=False)
    mobile: str = field(default="", repr=False)


class ProtectedListFault(StrEnum):
    """What can be wrong with a list's content."""

    DATES = "it has expired before it was made, or would be kept too long"
    COST = "its work factor is not one"
    TOKENS = "its tokens are not in order"


def list_faults(protected: ProtectedList) -> tuple[ProtectedListFault, ...]:
    """Everything wrong with it, in the order of the vocabulary; empty if nothing is."""
    found = set(_faults(protected))
    return tuple(fault for fault in ProtectedListFault if fault in found)


def packed(found: Collection[bytes]) -> str:
    """Tokens in the form a list holds them."""
    return base64.b64encode(b"".join(sorted(found))).decode()


def filled_up_to(count: int) -> int:
    """How many tokens a list of this many people is padded to: it shows no more than the order of a school's size."""
    return max(FEWEST_TOKENS, 1 << max(count - 1, 0).bit_length())


def _faults(protected: ProtectedList) -> Iterator[ProtectedListFault]:
    if not timedelta(0) < protected.expires - protected.made <= LONGEST:
        yield ProtectedListFault.DATES
    if protected.rounds & (protected.rounds - 1):
        yield ProtectedListFault.COST
    try:
        content = base64.b64decode(protected.tokens, validate=True)
    except ValueError:
        yield ProtectedListFault.TOKENS
        return
    each = list(_each(content))
    in_order = all(before < after for before, after in pairwise(each))
    if len(content) % TOKEN_BYTES or not in_order or filled_up_to(len(each)) != len(each) or len(each) > MOST_TOKENS:
        yield ProtectedListFault.TOKENS


def _each(content: bytes) -> Iterator[bytes]:
    return (content[at : at + TOKEN_BYTES] for at in range(0, len(content), TOKEN_BYTES))
