"""How everyone should stand by what was done, worked out from scratch, without the program's own judgement."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from attrs import define, field, frozen

from privacy_wizard.domain.register_events import AttestationStanding
from privacy_wizard.domain.vocabulary import Occasion

ACCEPTED, WAITING = AttestationStanding.ACCEPTED, AttestationStanding.NEEDS_A_LOOK
NOT_OURS = AttestationStanding.NOT_OURS
NEW_STARTER = timedelta(days=30)  # so long before the first day an audit may be made


@frozen
class Row:
    """One person in the home table."""

    standing: str
    is_late: bool = False
    since: date | None = None
    outcome: str | None = None
    score: int | None = None
    is_countersigned: bool | None = None
    is_on_paper: bool = False
    file: str | None = None


@define
class Member:
    """On the staff list, leavers too."""

    first: str
    last: str
    start: date | None
    last_day: date | None = None
    former: set[str] = field(factory=set)

    @property
    def name(self) -> str:
        return f"{self.first} {self.last}"

    def works_here(self, on: date) -> bool:
        return self.last_day is None or on <= self.last_day


@define
class Asking:
    """A campaign, with the people whom it asked."""

    occasion: Occasion
    opens: date
    due: date | None = None
    days: int = 0
    asked: dict[str, date] = field(factory=dict)  # staff number → by when

    def asks(self, member: Member) -> bool:
        if self.occasion is Occasion.INDUCTION:
            return member.start is not None and self.opens <= member.start
        return member.start is None or self.due is None or member.start <= self.due

    def opens_for(self, member: Member) -> date:
        return self.opens if member.start is None else max(self.opens, member.start)

    def due_for(self, member: Member) -> date:
        if self.occasion is Occasion.INDUCTION:
            return self.opens_for(member) + timedelta(days=self.days)
        assert self.due is not None
        return self.due

    def takes(self, member: Member, audited: date) -> bool:
        first = self.opens
        if self.occasion is Occasion.INDUCTION and member.start is not None:
            first = max(first, member.start - NEW_STARTER)
        return self.asks(member) and audited >= first


@define
class Held:
    """A file on record."""

    sha256: str
    came: datetime
    standing: AttestationStanding
    of: str | None  # a staff number
    campaign: str | None
    outcome: str = ""
    score: int | None = None
    is_on_paper: bool = False
    is_countersigned: bool = False
    came_as: AttestationStanding = WAITING  # how it stood when it came in


@define
class School:
    """What was done, act by act."""

    people: dict[str, Member] = field(factory=dict)  # by staff number
    campaigns: dict[str, Asking] = field(factory=dict)
    files: dict[str, Held] = field(factory=dict)  # by SHA-256
    excused: dict[tuple[str, str], list[date | None]] = field(factory=dict)  # person and campaign → until when, each
    reminded: dict[tuple[str, str], date] = field(factory=dict)  # when last

    def ask_everyone(self, today: date, only: str = "") -> None:
        """The staff list or a campaign changed: whoever works here is asked, and whom it is no longer about is not."""
        for of, campaign in self.campaigns.items():
            if only not in ("", of):
                continue
            for number, member in self.people.items():
                if not member.works_here(today):
                    continue
                if campaign.asks(member):
                    campaign.asked[number] = campaign.due_for(member)
                elif number in campaign.asked and not self._answered(number, of) and not self._waits(number, of):
                    del campaign.asked[number]
                    self.excused.pop((number, of), None)

    def forget(self, number: str) -> None:
        """A person whose record was erased."""
        del self.people[number]
        for campaign in self.campaigns.values():
            campaign.asked.pop(number, None)
        self.files = {sha256: each for sha256, each in self.files.items() if each.of != number}
        for about in (self.excused, self.reminded):
            for key in [each for each in about if each[0] == number]:
                del about[key]

    def answers(self, number: str, occasion: Occasion, audited: date, *, besides: str) -> str | None:
        """The campaign that a file of that day answers: one that is still open, else the last to open."""
        member = self.people[number]
        found = [of for of, each in self.campaigns.items() if each.occasion is occasion and each.takes(member, audited)]
        found.sort(key=lambda of: (self.campaigns[of].opens, of), reverse=True)
        return next(iter((*(of for of in found if self.is_free(number, of, besides)), *found)), None)

    def is_free(self, number: str, campaign: str, besides: str) -> bool:
        """Whether no other file answers it."""
        return all(each.sha256 == besides for each in self._answered(number, campaign))

    def rows(self, campaign: str | None, today: date) -> dict[str, Row]:
        """The home table, by staff number."""
        found = ((number, self._row(number, campaign, today)) for number in self.people)
        return {number: row for number, row in found if row is not None}

    def to_remind(self, campaign: str, today: date) -> set[str]:
        """Whoever has not handed in, is not excused and was not reminded today."""
        waiting = {number for number, row in self.rows(campaign, today).items() if row.standing in _TO_REMIND}
        return {number for number in waiting if self.reminded.get((number, campaign)) != today}

    def came_in(self) -> int:
        """How many attestations came in, as a figure counts them."""
        return sum(each.standing is not NOT_OURS for each in self.files.values())

    def _row(self, number: str, campaign: str | None, today: date) -> Row | None:
        member = self.people[number]
        if campaign is None:
            return self._shown(self._best(number), "missing") if member.works_here(today) else None
        about = self.campaigns[campaign]
        answered, waiting = self._answered(number, campaign), self._waits(number, campaign)
        if number not in about.asked or not (answered or member.works_here(today)):
            return None
        if answered or waiting:
            return self._shown(_last(answered or waiting), "")
        said = self.excused.get((number, campaign))
        if said and (said[-1] or today) >= today:
            return Row("excused")
        if today < about.opens_for(member):
            return Row("later")
        due = about.due_for(member) if about.asks(member) else about.asked[number]
        refused = [each for each in self._of(number, campaign) if each.standing is not ACCEPTED]
        row = self._shown(_last(refused), "missing")
        return Row(row.standing, due < today, row.since or (due if due < today else None), file=row.file)

    def _best(self, number: str) -> Held | None:
        held = [each for each in self.files.values() if each.of == number]
        best = [each for each in held if each.standing is ACCEPTED]
        return _last(best or [each for each in held if each.standing is WAITING] or held)

    def _shown(self, file: Held | None, otherwise: str) -> Row:
        if file is None:
            return Row(otherwise)
        standing = {ACCEPTED: "done", WAITING: "handed in"}.get(file.standing, "problem")
        counts = standing != "problem" and file.outcome != ""
        signed = file.is_countersigned if standing == "done" and not file.is_on_paper else None
        return Row(
            standing,
            since=file.came.date(),
            outcome=file.outcome if counts else None,
            score=file.score if counts else None,
            is_countersigned=signed,
            is_on_paper=file.is_on_paper,
            file=file.sha256,
        )

    def _of(self, number: str, campaign: str) -> Iterator[Held]:
        return (each for each in self.files.values() if each.of == number and each.campaign in (campaign, None))

    def _answered(self, number: str, campaign: str) -> list[Held]:
        return [
            each
            for each in self.files.values()
            if (each.of, each.campaign, each.standing) == (number, campaign, ACCEPTED)
        ]

    def _waits(self, number: str, campaign: str) -> list[Held]:
        return [each for each in self._of(number, campaign) if each.standing is WAITING]


_TO_REMIND = ("missing", "problem")


def _last(files: Iterable[Held]) -> Held | None:
    return max(files, key=lambda each: each.came, default=None)


def done_of(rows: Iterable[Row]) -> tuple[int, int]:
    """*Done: N of M*."""
    shown = [each.standing for each in rows]
    return shown.count("done"), len(shown) - shown.count("later") - shown.count("excused")
