"""Everyone in a campaign, or on the staff list if there is none, and where each stands now."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum

from attrs import evolve, frozen

from ..domain.campaign import Campaign, CampaignStanding, CampaignState, standings
from ..domain.register_events import AttestationStanding
from ..domain.register_views import AttestationRow, PersonRow
from ..domain.staff import folded
from ..domain.vocabulary import Outcome
from ..register import SchoolRegister


class Standing(StrEnum):
    """Where somebody stands, in the words of the home page."""

    MISSING = "missing"
    HANDED_IN = "handed in"  # and not decided yet
    PROBLEM = "problem"  # what came in was rejected or sent back, and nothing better has come since
    EXCUSED = "excused"
    DONE = "done"
    LATER = "later"  # not asked yet


@frozen(kw_only=True)
class HomeRow:
    """One person."""

    person: PersonRow
    standing: Standing
    due: date | None  # None: no campaign asks
    is_late: bool = False
    attestation: AttestationRow | None = None  # the one that says how they stand
    is_namesake: bool = False  # somebody else here has the same name, so that the job is said with it

    @property
    def since(self) -> date | None:
        """Since when they stand so: since it came in, or since it was due; until then, nobody is late."""
        if self.attestation is not None:
            return self.attestation.received.date()
        return self.due if self.is_late else None

    @property
    def outcome(self) -> Outcome | None:
        """The outcome of their attestation, if it counts."""
        return None if self.attestation is None else self.attestation.result


_FIRST = (AttestationStanding.ACCEPTED, AttestationStanding.NEEDS_A_LOOK)  # whatever came in after them
_FEW = 3  # that can be spoken to
STANDINGS = {
    CampaignState.DUE: Standing.LATER,
    CampaignState.OPEN: Standing.MISSING,
    CampaignState.OVERDUE: Standing.MISSING,
    CampaignState.PROBLEM: Standing.PROBLEM,
    CampaignState.HANDED_IN: Standing.HANDED_IN,
    CampaignState.EXCUSED: Standing.EXCUSED,
    CampaignState.DONE: Standing.DONE,
}


def home_rows(register: SchoolRegister, campaign: Campaign | None, today: date) -> Sequence[HomeRow]:
    """One row for each person, in the order of last names. Raises NoSuchSchool."""
    held = _held(register.attestations.everything(), campaign)
    with register.staff.reading() as facts:
        people = {row.member.key: row for row in facts.people()}
        if campaign is None:
            rows = [_unasked(row, held.get(row.person)) for row in people.values() if row.member.is_active(today)]
        else:
            answers = facts.answers(campaign.id)
            found = standings(campaign, (row.member for row in people.values()), answers, today)
            rows = [_asked(people[each.member.key], each, held, today) for each in found]
    names = Counter(folded(row.person.member.name) for row in rows)
    rows = [evolve(row, is_namesake=names[folded(row.person.member.name)] > 1) for row in rows]
    return sorted(rows, key=lambda row: row.person.member.sort_key)


def done_of_asked(rows: Iterable[HomeRow]) -> tuple[int, int]:
    """How many are done, out of how many; people who are excused or not asked yet do not count."""
    counted = Counter(each.standing for each in rows)
    return counted[Standing.DONE], counted.total() - counted[Standing.LATER] - counted[Standing.EXCUSED]


def last_ones(rows: Sequence[HomeRow]) -> Sequence[HomeRow]:
    """The few who are missing where everybody else is done; none while anything waits to be decided, or is far off."""
    counted = Counter(each.standing for each in rows)
    left = [each for each in rows if each.standing in (Standing.MISSING, Standing.PROBLEM)]
    is_nearly_done = counted[Standing.DONE] > len(left) and not counted[Standing.HANDED_IN]
    return left if is_nearly_done and len(left) <= _FEW else ()


def _asked(person: PersonRow, stands: CampaignStanding, held: Mapping[str, AttestationRow], today: date) -> HomeRow:
    standing = STANDINGS[stands.state]
    speaks = standing in (Standing.DONE, Standing.HANDED_IN, Standing.PROBLEM)
    return HomeRow(
        person=person,
        standing=standing,
        due=stands.due,
        is_late=stands.state.is_awaited and stands.due < today,
        attestation=held.get(person.person) if speaks else None,
    )


def _unasked(person: PersonRow, found: AttestationRow | None) -> HomeRow:
    if found is None:
        return HomeRow(person=person, standing=Standing.MISSING, due=None)
    standing = {AttestationStanding.ACCEPTED: Standing.DONE, AttestationStanding.NEEDS_A_LOOK: Standing.HANDED_IN}
    return HomeRow(person=person, standing=standing.get(found.standing, Standing.PROBLEM), due=None, attestation=found)


def _held(rows: Iterable[AttestationRow], campaign: Campaign | None) -> Mapping[str, AttestationRow]:
    """Of each person the one that counts most, then the last to come in; `rows` come with the last first."""
    found: dict[str, AttestationRow] = {}
    for row in rows:
        of_another = campaign is not None and row.campaign not in (campaign.id, None)
        if row.person is None or of_another or row.standing is AttestationStanding.NOT_OURS:
            continue
        if row.person not in found or _rank(row, campaign) < _rank(found[row.person], campaign):
            found[row.person] = row
    return found


def _rank(row: AttestationRow, campaign: Campaign | None) -> int:
    if row.standing is AttestationStanding.ACCEPTED and campaign is not None and row.campaign != campaign.id:
        return len(_FIRST) + 1  # accepted, for another time: it says nothing of what was refused this time
    return _FIRST.index(row.standing) if row.standing in _FIRST else len(_FIRST)
