"""What an inspection is shown: policy, coverage, open cases in numbers, the register's check. Read at one moment."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

from attrs import frozen

from ..domain.campaign import Campaign
from ..domain.register_events import AttestationStanding, AuthorityHandedOver, AuthorityMade, EventKind
from ..domain.register_views import AttestationRow, ChainHead, CheckReport, Overview, PeopleAsked
from ..identity import fingerprint_words
from .authority_store import AuthoritySummary
from .books import Books


@frozen(kw_only=True)
class InspectionReport:
    """Everything that stands in the document; it names nobody."""

    at: datetime
    school: str
    policies: Mapping[str, str]  # identifier → title
    people: int
    campaigns: Sequence[tuple[Campaign, Overview]]
    accepted: Sequence[AttestationRow]
    needs_a_look: int
    sent_back: int
    report: CheckReport
    words: tuple[str, ...]  # of the school's authority; empty where there is none
    fingerprint: str

    def by_policy(self) -> Sequence[tuple[str, str, int]]:
        """Title, version and how many were accepted under it, the most first."""
        counted = Counter(each.policy for each in self.accepted if each.policy)
        return [
            (self.policies.get(policy.partition(" ")[0], policy), policy.partition(" ")[2], count)
            for policy, count in counted.most_common()
        ]


def read_evidence(
    books: Books,
    *,
    at: datetime,
    policies: Mapping[str, str],
    card: AuthoritySummary | None,
    known: Sequence[ChainHead],
) -> InspectionReport:
    """Goes through the whole record, so it is slow; `known` are the heads that this computer saw signed."""
    today = at.date()
    sent_back: list[AttestationRow] = []
    while page := books.attestations(AttestationStanding.SENT_BACK, offset=len(sent_back), limit=1000):
        sent_back += page
    fingerprint = _authority(books, card)
    return InspectionReport(
        at=at,
        school=books.name(),
        policies=policies,
        people=books.count_people(PeopleAsked(schools=(books.school,)), today),
        campaigns=[(each, books.overview(each.id, today)) for each in books.campaigns()],
        accepted=books.accepted(),
        needs_a_look=books.overview(None, today).needs_a_look,
        sent_back=len(sent_back),
        report=books.check(known),
        words=fingerprint_words(bytes.fromhex(fingerprint)) if fingerprint else (),
        fingerprint=fingerprint,
    )


def _authority(books: Books, card: AuthoritySummary | None) -> str:
    """The fingerprint of the school's authority, or nothing: on record, even where its file lies on no disk at hand."""
    if card is not None:
        return card.fingerprint
    last = books.records_of((EventKind.AUTHORITY_MADE, EventKind.AUTHORITY_HANDED_OVER), 1)
    events = [each.event for each in last if isinstance(each.event, AuthorityMade | AuthorityHandedOver)]
    return events[0].fingerprint if events else ""
