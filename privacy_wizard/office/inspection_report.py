"""What an inspection is told of everybody or of one group: policy, coverage, outcomes, what is open, and the check of
the register.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cached_property

from attrs import evolve, frozen

from ..domain.campaign import Campaign, CampaignState
from ..domain.certificate_events import AuthorityHandedOver, AuthorityMade, ProfileSigned
from ..domain.register_events import AttestationStanding, Decided, EventKind
from ..domain.register_views import AttestationRow, ChainHead, CheckReport, Overview, PeopleAsked
from ..domain.versions import PolicyVersion
from ..i18n import Message, local_time
from ..identity import fingerprint_words
from ..register import SchoolRegister
from ..system.progress import UNWATCHED, WorkProgress, WorkStopped
from .authority_store import AuthoritySummary
from .home_table import HomeRow, home_rows
from .open_actions import OpenAction, open_actions
from .school_figures import LEAST


def groups_to_report(register: SchoolRegister, today: date) -> Sequence[str]:
    """The groups of at least five people: the figures of fewer would point at somebody."""
    asked = PeopleAsked(schools=(register.school,))
    groups = register.people.groups()
    return [each for each in groups if register.people.count(evolve(asked, group=each), today) >= LEAST]


@frozen(kw_only=True, slots=False)
class InspectedPeople:
    """Those of one group, as the staff list has it today; of everybody where `group` is empty."""

    register: SchoolRegister
    today: date
    group: str = ""

    @cached_property
    def _asked(self) -> PeopleAsked:
        return PeopleAsked(schools=(self.register.school,), group=self.group or None)

    @cached_property
    def _members(self) -> frozenset[str]:
        """Leavers too: what they answered was accepted."""
        found = self.register.people.keys(evolve(self._asked, with_leavers=True), self.today)
        return frozenset(person for _school, person in found)

    def count(self) -> int:
        """How many work there now."""
        return self.register.people.count(self._asked, self.today)

    def of(self, rows: Iterable[AttestationRow]) -> Sequence[AttestationRow]:
        """What is theirs; of a group nothing of which it is unknown whose it is."""
        return [each for each in rows if not self.group or each.person in self._members]

    def rows(self) -> Sequence[HomeRow]:
        """How each stands."""
        found = home_rows(self.register, None, self.today)
        return [each for each in found if not self.group or each.person.person in self._members]

    def campaigns(self) -> Sequence[tuple[Campaign, Overview]]:
        """Those that ask any of them, and how far they are."""
        found = [(each, self._overview(each)) for each in self.register.campaigns()]
        return [each for each in found if not self.group or each[1] != Overview()]

    def _overview(self, campaign: Campaign) -> Overview:
        if not self.group:
            return self.register.overview(campaign.id, self.today)
        asked = evolve(self._asked, campaign=campaign.id)
        people, today = self.register.people, self.today
        return Overview(**{each.name.lower(): people.count(evolve(asked, state=each), today) for each in CampaignState})


_MOST = 100_000  # entries of a kind


class InspectionStopped(WorkStopped):
    """The user stopped it. A report on part of the record would prove nothing."""

    sentence = Message("Stopped, so there is no document. Nothing was saved. Make it again when you are ready.")


@frozen(kw_only=True)
class AcceptedKeys:
    """What is known of the keys of the accepted attestations, each counted once; nobody signs on paper."""

    signed: int
    compared: int  # their owners read the words of the key to the office
    certified: int  # the school vouches for them, and has not revoked that
    together: int  # of the attestations: accepted with others, by one act


@frozen(kw_only=True)
class InspectionReport:
    """The findings at one moment."""

    at: datetime
    school: str
    group: str = ""  # of the staff list, where only its people are counted
    policies: Mapping[str, str]  # identifier → title
    people: int
    campaigns: Sequence[tuple[Campaign, Overview]]
    accepted: Sequence[AttestationRow]
    needs_a_look: int
    sent_back: int
    keys: AcceptedKeys
    still_open: Sequence[OpenAction]  # by the accepted attestations of whoever works there now
    policy_changes: Sequence[tuple[date, Sequence[str]]]  # when which policies began to apply, the oldest first
    report: CheckReport
    words: tuple[str, ...]  # of the school's authority; empty where there is none
    fingerprint: str

    def titles(self, policies: Sequence[str]) -> Sequence[str]:
        """Of policies, by identifier."""
        return [self.policies.get(each, each) for each in policies]

    def by_policy(self) -> Sequence[tuple[str, str, int]]:
        """Title, version and the number accepted under it, largest first."""
        named = (PolicyVersion.recorded(each.policy) for each in self.accepted)
        counted = Counter(policy for policy in named if policy is not None)
        return [
            (self.policies.get(policy.id, policy.id), policy.version, count) for policy, count in counted.most_common()
        ]


def read_inspection(
    register: SchoolRegister,
    *,
    at: datetime,
    policies: Mapping[str, str],
    card: AuthoritySummary | None,
    known: Sequence[ChainHead],
    group: str = "",
    school_key: AuthoritySummary | None = None,
    progress: WorkProgress = UNWATCHED,
) -> InspectionReport:
    """Goes through the whole record, so it is slow; `known` are the heads that this computer saw signed, `school_key`
    signs the school's file and vouches for nobody. With a `group` its people alone are counted.

    Raises InspectionStopped.
    """
    progress = progress.ending_in(InspectionStopped)
    people = InspectedPeople(register=register, today=at.date(), group=group)
    sent_back: list[AttestationRow] = []
    while page := register.attestations.listed(AttestationStanding.SENT_BACK, offset=len(sent_back), limit=1000):
        sent_back += page
    fingerprint = _authority(register, card, school_key.fingerprint if school_key is not None else "")
    accepted = people.of(register.attestations.accepted())
    return InspectionReport(
        at=at,
        school=register.name(),
        group=group,
        policies=policies,
        people=people.count(),
        campaigns=people.campaigns(),
        accepted=accepted,
        needs_a_look=len(people.of(register.attestations.waiting())),
        sent_back=len(people.of(sent_back)),
        keys=_keys(register, accepted),
        still_open=open_actions(register, people.rows(), progress.stopped),
        policy_changes=_policy_changes(register),
        report=register.check(known, progress),
        words=fingerprint_words(bytes.fromhex(fingerprint)) if fingerprint else (),
        fingerprint=fingerprint,
    )


def _keys(register: SchoolRegister, accepted: Sequence[AttestationRow]) -> AcceptedKeys:
    signed = {(each.person, each.fingerprint) for each in accepted if not each.on_paper}
    good = (each for each in register.certificates.listed() if each.revoked_from is None)
    certified = {(each.person, each.fingerprint) for each in good}
    decided: dict[str, int] = {}  # with how many, the last time
    for record in reversed(register.records_of((EventKind.DECIDED,), _MOST)):
        if isinstance(record.event, Decided):
            decided[record.event.attestation] = record.event.together
    return AcceptedKeys(
        signed=len(signed),
        compared=len(signed & register.certificates.compared()),
        certified=len(signed & certified),
        together=sum(decided.get(each.attestation, 1) > 1 for each in accepted),
    )


def _authority(register: SchoolRegister, card: AuthoritySummary | None, school_key: str) -> str:
    """The fingerprint of the school's authority, or nothing: on record, even where its file lies on no disk at hand."""
    if card is not None:
        return card.fingerprint
    last = register.records_of((EventKind.AUTHORITY_MADE, EventKind.AUTHORITY_HANDED_OVER), 1)
    events = [each.event for each in last if isinstance(each.event, AuthorityMade | AuthorityHandedOver)]
    return events[0].fingerprint if events and events[0].fingerprint != school_key else ""


def _policy_changes(register: SchoolRegister) -> Sequence[tuple[date, Sequence[str]]]:
    """Of each day what applied at its end; what was signed without a change is none. Earlier versions did not say."""
    by_day: dict[date, Sequence[str]] = {}
    for record in reversed(register.records_of((EventKind.PROFILE_SIGNED,), _MOST)):
        if isinstance(record.event, ProfileSigned) and record.event.policies:
            by_day[local_time(record.at).date()] = record.event.policies
    days = list(by_day.items())
    return [each for before, each in zip((None, *days), days, strict=False) if before is None or before[1] != each[1]]
