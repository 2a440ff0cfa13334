"""Versions: of the rules of judgement, of a policy on record, and what changed between those of a checklist;
and how old guidance and policies are. Pure.
"""

import re
from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from attrs import frozen

from .model import Catalogue, Change, Check, Checklist, PolicyPack, Withdrawn
from .vocabulary import Confidence

FIRST_RULES = "1"  # everything counted, without limits
CURRENT_RULES = "2"  # named and baseline requirements count; what must hold limits the score


def are_earlier(version: str, than: str) -> bool:
    """Whether rules of that version came before others."""
    return int(version) < int(than)


@frozen(kw_only=True)
class PolicyVersion:
    """A policy and its version; `version` is empty where a record names only the policy."""

    id: str
    version: str

    def text(self) -> str:
        """The form in which it is recorded and printed."""
        return f"{self.id} {self.version}".rstrip()

    @classmethod
    def recorded(cls, text: str) -> "PolicyVersion | None":
        """The one that a record names; None where it names none. An identifier has no spaces, a version may."""
        identifier, _, version = text.partition(" ")
        return cls(id=identifier, version=version) if identifier else None


def version_order(version: str) -> tuple[int, ...]:
    """The sort key of a version: "2026.9.1" comes before "2026.11.1", and anything that is no number comes first."""
    return tuple(int(part) if part.isdecimal() else 0 for part in version.split("."))


def withdrawn_version(catalogue: Catalogue, identifier: str, version: str) -> Withdrawn | None:
    """Why that version of a checklist or pack must not be relied on any more; None if it may be."""
    found = catalogue.checklists.get(identifier) or catalogue.packs.get(identifier)
    return next((each for each in found.withdrawn if each.version == version), None) if found is not None else None


def changes_since(of: Checklist | PolicyPack, version: str) -> tuple[Change, ...]:
    """The changes after that version, newest first: "what changed since you last answered"."""
    if not version:
        return ()
    return tuple(change for change in of.changes if version_order(change.version) > version_order(version))


_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


class Due(StrEnum):
    """Whether somebody should check the screen again."""

    NOT_YET = "not yet"
    UNCONFIRMED = "unconfirmed"  # no document says so, and nobody has seen it
    OLD = "old"  # the file's period is over


@frozen(kw_only=True)
class Guidance:
    """How old a check's description of its screen is, on one day."""

    as_of: str  # the day on which a person last saw the screen, else the source's date: "2026", "2026-05", "2026-05-02"
    was_seen: bool  # whether `as_of` is such a day
    undated: bool  # whether the source bears no date, and `as_of` is when it was read
    months: int  # whole months since then; a date that is not exact counts from its first day
    review_after: int  # months: the file's period
    confidence: Confidence

    @property
    def is_old(self) -> bool:
        """Whether the period is over: from here on readers are warned."""
        return self.months >= self.review_after

    @property
    def due(self) -> Due:
        """Whether somebody should check it, and why."""
        if self.is_old:
            return Due.OLD
        unconfirmed = self.confidence is Confidence.UNCONFIRMED and not self.was_seen
        return Due.UNCONFIRMED if unconfirmed else Due.NOT_YET


def guidance_of(check: Check, review_after_months: int, on: date) -> Guidance:
    """The age of one check's guidance; `review_after_months` is its file's."""
    as_of = check.last_seen.isoformat() if check.last_seen else check.source.date
    return Guidance(
        as_of=as_of,
        was_seen=check.last_seen is not None,
        undated=check.last_seen is None and check.source.undated,
        months=whole_months(as_of, on),
        review_after=review_after_months,
        confidence=check.confidence,
    )


def whole_months(since: str, on: date) -> int:
    """Months gone by since a date that may be a year or a month alone; 0 where it is still to come.

    What is not known is taken as early as it can be: a guide of 2025 may be from its first day.
    """
    year, month, day = (*(int(part) for part in since.split("-")), 1, 1)[:3]
    gone = (on.year - year) * 12 + on.month - month - (on.day < day)
    return max(gone, 0)


def review_is_over(when: str | None, today: date) -> bool:
    """Whether a review date, however the policy words it, has certainly passed."""
    if when is None or not names_a_year(when):
        return False
    years = _YEAR.findall(when)
    iso = re.fullmatch(r"(\d{4})-(\d\d)(?:-(\d\d))?", when)
    if iso is None:
        return int(years[-1]) < today.year
    last = (int(iso[1]), int(iso[2]), int(iso[3] or 31))
    return last < (today.year, today.month, today.day)


def names_a_year(when: str) -> bool:
    """Whether a date, however it is worded, at least names a year."""
    return _YEAR.search(when) is not None


def shows_a_screen(check: Check) -> bool:
    """Whether it leads to a screen at all; only then does its description grow old."""
    steps = check.steps
    return bool(check.link or steps.anywhere or steps.web or steps.iphone or steps.android)


@frozen(kw_only=True)
class Reviewed:
    """One check that leads to a screen, and how old what it says is."""

    checklist: Checklist
    check: Check
    guidance: Guidance


def to_review(catalogue: Catalogue, on: date) -> tuple[Reviewed, ...]:
    """The checks that somebody should look at, oldest first."""
    due = [each for each in screens(catalogue, on) if each.guidance.due is not Due.NOT_YET]
    return tuple(sorted(due, key=lambda each: (-each.guidance.months, each.checklist.id, each.check.id)))


def screens(catalogue: Catalogue, on: date) -> Iterator[Reviewed]:
    """Every check that leads to a screen."""
    for checklist in catalogue.checklists.values():
        for check in checklist.checks:
            if shows_a_screen(check):
                guidance = guidance_of(check, checklist.review_after_months, on)
                yield Reviewed(checklist=checklist, check=check, guidance=guidance)
