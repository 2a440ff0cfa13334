"""The audits saved on this computer, unfinished ones and finished ones with their attestations, and what comes
after a signed one.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from enum import IntEnum
from typing import TYPE_CHECKING

from attrs import frozen

from ..domain.vocabulary import Occasion
from ..drafts import DraftStore, DraftTrouble, Summary
from .state import HandInNote, HandInWay

if TYPE_CHECKING:
    from .connections.review_record import KeptReviews


@frozen(kw_only=True)
class SavedAudit:
    """One saved audit in a list."""

    id: str
    name: str
    school: str
    occasion: Occasion | None
    policy: str
    saved_at: datetime
    answered: int  # of `asked`; both are 0 where that was not kept
    asked: int
    signed_on: date | None
    handed_in: HandInNote | None  # as its owner says; None also where that was not kept
    to_hand_in: bool  # signed here, and not handed in as far as its owner has said; never of what older versions kept
    reminders: tuple[date, ...]  # by when something is to be done, the first first
    undated: int  # what is to be done and has no date
    has_pdf: bool
    trouble: DraftTrouble | None  # why it cannot be opened


_SEPTEMBER = 9


def is_of_an_earlier_school_year(signed_on: date, today: date) -> bool:
    """Whether a review of the year is due: a school year begins with September."""
    return _school_year(signed_on) < _school_year(today)


def _school_year(day: date) -> int:
    return day.year - (day.month < _SEPTEMBER)


class SavedAudits:
    """Lists, opens and deletes saved audits."""

    def __init__(self, store: DraftStore) -> None:
        self._store = store

    @property
    def reviews(self) -> "KeptReviews":
        """What was marked of one's connections, beside each audit."""
        from .connections.review_record import KeptReviews

        return KeptReviews(self._store)

    @property
    def encrypted(self) -> bool:
        """Whether saved audits are locked with a key from the system's keyring."""
        return self._store.encrypted

    def drafts(self) -> tuple[SavedAudit, ...]:
        """The unfinished audits, the last saved first."""
        return tuple(_entry(summary) for summary in self._store.list())

    def kept(self) -> tuple[SavedAudit, ...]:
        """The finished audits, the last signed first."""
        return tuple(_entry(summary) for summary in self._store.kept())

    def pdf(self, audit_id: str) -> bytes:
        """The signed attestation of a finished audit. Raises DraftTrouble."""
        return self._store.kept_pdf(audit_id)

    def delete_draft(self, audit_id: str) -> None:
        """Delete an unfinished audit for good. Raises DraftNotSaved where the disk refuses."""
        self._store.delete(audit_id)

    def delete_kept(self, audit_id: str) -> None:
        """Delete a finished audit with its attestation for good. Raises DraftNotSaved where the disk refuses."""
        self._store.delete_kept(audit_id)


def _entry(summary: Summary) -> SavedAudit:
    shown = summary.summary
    signed = shown.get("signed")
    return SavedAudit(
        id=summary.id,
        name=str(shown.get("name", "")),
        school=str(shown.get("school", "")),
        occasion=Occasion(shown["occasion"]) if shown.get("occasion") in list(Occasion) else None,
        policy=str(shown.get("policy", "")),
        saved_at=summary.saved_at,
        answered=_count(shown.get("answered")),
        asked=_count(shown.get("asked")),
        signed_on=date.fromisoformat(signed) if isinstance(signed, str) else None,
        handed_in=_handed_in(shown.get("handed_in")),
        to_hand_in=shown.get("to_hand_in") is True,
        reminders=tuple(map(date.fromisoformat, shown.get("reminders", ()))),
        undated=_count(shown.get("undated")),
        has_pdf=summary.has_pdf,
        trouble=summary.trouble,
    )


def _handed_in(value: object) -> HandInNote | None:
    match value:
        case {"way": str(way), "on": str(on)} if way in list(HandInWay):
            return HandInNote(way=HandInWay(way), on=date.fromisoformat(on))
    return None


def _count(value: object) -> int:
    return value if isinstance(value, int) else 0


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
