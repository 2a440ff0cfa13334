"""What comes after a signed audit: handing it in, what is left to do, the next review."""

from collections.abc import Iterable
from datetime import date, timedelta
from enum import IntEnum

from attrs import frozen

from .saved_audits import SavedAudit, is_of_an_earlier_school_year

REVIEW_AFTER = timedelta(days=365)


class NextAct(IntEnum):
    """What to do, the most pressing first."""

    HAND_IN = 1
    REVIEW = 2  # another school year has begun
    DO = 3
    WAIT = 4  # until the next review


@frozen(kw_only=True)
class Next:
    """What to do about one signed audit."""

    entry: SavedAudit
    act: NextAct
    left: int  # things to do
    review_on: date


def what_is_next(kept: Iterable[SavedAudit], today: date) -> tuple[Next, ...]:
    """The most pressing first. `kept` has the last signed first; of each school, that one counts."""
    latest: dict[str, SavedAudit] = {}
    for entry in kept:
        if entry.trouble is None:
            latest.setdefault(entry.school, entry)
    return tuple(sorted((_next(entry, today) for entry in latest.values()), key=lambda each: each.act))


def signed_on(entry: SavedAudit) -> date:
    """The day on which it was signed, as precisely as it is known."""
    return entry.signed_on or entry.saved_at.date()


def _next(entry: SavedAudit, today: date) -> Next:
    left, signed = len(entry.reminders) + entry.undated, signed_on(entry)
    if is_of_an_earlier_school_year(signed, today):
        act = NextAct.REVIEW
    elif entry.to_hand_in:
        act = NextAct.HAND_IN
    else:
        act = NextAct.DO if left else NextAct.WAIT
    return Next(entry=entry, act=act, left=left, review_on=signed + REVIEW_AFTER)
