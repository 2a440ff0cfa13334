"""How long things are kept: a rule for each kind, and what falls due. Pure: today is always given."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from enum import StrEnum

from attrs import field, frozen

from .vocabulary import PersonKind


class Kept(StrEnum):
    """The kinds of things covered by the rules."""

    PERSON = "person"  # everything about a person, with their attestations
    ATTESTATION = "attestation"  # an accepted one, of someone who is still in the register
    REJECTED = "rejected file"  # rejected or sent back, with its reasons
    UNJUDGED = "file that was never judged"
    EXPORT = "export"


class Starts(StrEnum):
    """When a period starts."""

    LEFT = "left"  # the person's last day; nothing falls due before
    KEPT = "kept"  # the day it came in


@frozen(kw_only=True)
class KeepingRule:
    """Something is kept for this many years and days, and falls due on the day after."""

    starts: Starts
    years: int = field(default=0)
    days: int = field(default=0)

    @years.validator
    @days.validator
    def _check(self, _attribute: object, number: int) -> None:
        if not 0 <= number <= 36_525:
            raise ValueError("a period of keeping is never negative, nor longer than a century")


Rules = Mapping[Kept, KeepingRule]

DEFAULT_RULES: Rules = {
    Kept.PERSON: KeepingRule(starts=Starts.LEFT, years=6),
    Kept.REJECTED: KeepingRule(starts=Starts.KEPT, days=30),
    Kept.UNJUDGED: KeepingRule(starts=Starts.KEPT, days=30),
    Kept.EXPORT: KeepingRule(starts=Starts.KEPT, days=30),
}
"""While employed and six years; rejected and unjudged files, and copies of exports, for 30 days."""


@frozen(kw_only=True)
class KeptThing:
    """One thing that is held."""

    school: str
    kept: Kept
    identifier: str  # the person's, the attestation's or the document's
    since: date  # the day it came in
    left: date | None = None  # of whose it is: the last day
    person_kind: PersonKind | None = None


@frozen(kw_only=True)
class FallsDue:
    """One thing to delete, and since when it has been due."""

    thing: KeptThing
    due: date
    rule: KeepingRule


def due_on(thing: KeptThing, rules: Rules = DEFAULT_RULES) -> date | None:
    """The first day on which to delete it; None if not known yet, or if no rule covers it."""
    rule = rules.get(thing.kept)
    if rule is None:
        return None
    start = thing.left if rule.starts is Starts.LEFT else thing.since
    if start is None:
        return None
    last = years_later(start, rule.years)
    return last + min(timedelta(days=rule.days + 1), date.max - last)


def falls_due(things: Iterable[KeptThing], today: date, rules: Rules = DEFAULT_RULES) -> tuple[FallsDue, ...]:
    """What has to be deleted today, longest overdue first."""
    found = (
        FallsDue(thing=thing, due=due, rule=rules[thing.kept])
        for thing in things
        if (due := due_on(thing, rules)) is not None and due <= today
    )
    return tuple(sorted(found, key=lambda each: (each.due, each.thing.kept, each.thing.identifier)))


def years_later(day: date, years: int) -> date:
    """The same day so many years later; 29 February becomes 1 March, so that nothing goes a day early."""
    year = day.year + years
    if year > date.max.year:
        return date.max
    try:
        return day.replace(year=year)
    except ValueError:
        return date(year, 3, 1)
