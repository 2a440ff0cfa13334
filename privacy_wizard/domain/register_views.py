"""What the register answers: frozen values that reflect all events so far."""

from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum

from attrs import field, frozen

from .campaign import CampaignState
from .register_events import AttestationStanding, Corrected, DocumentKind, Event
from .staff import StaffMember
from .vocabulary import Outcome


@frozen(kw_only=True)
class RecordedEvent:
    """One event at its place in its school's chain."""

    school: str
    number: int  # from 1, without gaps
    at: datetime  # by the register's clock, UTC
    officer: str  # SHA-256 of the officer's certificate, in hex
    event: Event


def corrected(records: Iterable[RecordedEvent]) -> frozenset[int]:
    """The numbers of entries that a later one corrects."""
    return frozenset(each.event.wrong for each in records if isinstance(each.event, Corrected))


@frozen(kw_only=True)
class ChainHead:
    """The end of a school's chain, signed by an officer: with it, anyone can tell if the chain was cut."""

    register: str
    school: str
    number: int  # of the last event
    digest: str  # of the last event's row: 64 hex digits
    signed_at: datetime
    officer: str  # SHA-256 of the certificate, in hex
    signature: bytes = field(repr=False)


class FaultKind(StrEnum):
    """What a check can find."""

    CHANGED = "changed"
    MISSING = "missing"
    OUT_OF_ORDER = "out of order"
    CUT_OFF = "cut off"
    NOT_SIGNED = "not signed"
    SIGNATURE_WRONG = "signature wrong"
    OFFICER_UNKNOWN = "officer unknown"
    HEAD_DIFFERS = "head differs"
    CONTENT_CHANGED = "content changed"
    CONTENT_MISSING = "content missing"
    CONTENT_NOT_ERASED = "content not erased"
    DOCUMENT_CHANGED = "document changed"
    DOCUMENT_MISSING = "document missing"
    TABLE_DIFFERS = "table differs"
    DATABASE_DAMAGED = "database damaged"
    FOREIGN_RULE = "rule of another program"
    NOT_BY_AN_OFFICER = "not by an officer"
    OWN_CASE = "own case"


@frozen(kw_only=True)
class RegisterFault:
    """One thing that is wrong; `number` is the event's, or 0 if it is not about a single one."""

    kind: FaultKind
    school: str
    number: int = 0
    what: str = ""  # a table, or a document's SHA-256


@frozen(kw_only=True)
class CheckReport:
    """The result of checking one school's chain."""

    school: str
    events: int
    erased: int
    documents: int
    head: ChainHead | None
    faults: tuple[RegisterFault, ...]

    @property
    def holds(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults


@frozen(kw_only=True)
class SchoolRow:
    """A school in the register."""

    school: str
    name: str


@frozen(kw_only=True)
class PersonRow:
    """A person in the list; `state` only where one campaign was asked for."""

    school: str
    person: str
    member: StaffMember
    state: CampaignState | None = None
    due: date | None = None
    attestation: "AttestationRow | None" = None  # in lists: the last accepted one, else the last that waits


class ListOrder(StrEnum):
    """How a list of people or attestations is sorted; empty values always come last."""

    NAME = "name"
    NUMBER = "number"
    JOB = "job"
    GROUPS = "groups"
    STATE = "state"
    DUE = "due"
    OUTCOME = "outcome"
    SCORE = "score"
    COUNTERSIGNED = "countersigned"
    PAPER = "paper"
    RECEIVED = "received"
    REASON = "reason"
    FILE = "file"


_OF_RESULTS = (ListOrder.OUTCOME, ListOrder.SCORE, ListOrder.COUNTERSIGNED, ListOrder.PAPER)
_OUTCOMES = {each.value: each for each in Outcome}
PersonKey = tuple[str, str]
"""The school and the register's own identifier of a person."""


class HowSigned(StrEnum):
    """Whether an accepted attestation is countersigned; a paper one never is."""

    COUNTERSIGNED = "countersigned"
    NOT_COUNTERSIGNED = "not countersigned"
    ON_PAPER = "on paper"


@frozen(kw_only=True)
class ResultAsked:
    """Which results to list; whatever is left out does not narrow the list."""

    outcome: Outcome | None = None
    signed: HowSigned | None = None

    def takes(self, row: "AttestationRow | None") -> bool:
        """Whether an attestation, or None, belongs in the list."""
        if row is None:
            return self == ResultAsked()
        found = {True: HowSigned.COUNTERSIGNED, False: HowSigned.NOT_COUNTERSIGNED, None: None}[row.is_countersigned]
        signed = HowSigned.ON_PAPER if row.on_paper else found
        return self.outcome in (None, row.result) and self.signed in (None, signed)


@frozen(kw_only=True)
class PeopleAsked:
    """Which people to list; whatever is left out does not narrow the list. `search` is part of a name, number or
    address.
    """

    schools: tuple[str, ...] = ()
    search: str = ""
    group: str | None = None
    campaign: str | None = None
    state: CampaignState | None = None  # needs a campaign
    but: CampaignState | None = None  # those in this state are left out; needs a campaign
    result: ResultAsked = ResultAsked()
    with_leavers: bool = False
    among: tuple[str, ...] = ()  # the identifiers of some of the list
    order: ListOrder = ListOrder.NAME
    descending: bool = False

    @property
    def is_by_results(self) -> bool:
        """Whether the attestations of each person have to be read before the list can start."""
        return self.result != ResultAsked() or self.order in _OF_RESULTS


@frozen(kw_only=True)
class AttestationsAsked:
    """Which attestations to list; whatever is left out does not narrow the list. `search` is for owner or file."""

    standing: AttestationStanding | None = None
    search: str = ""
    result: ResultAsked = ResultAsked()
    order: ListOrder = ListOrder.RECEIVED
    descending: bool = True


@frozen(kw_only=True)
class AttestationRow:
    """One attestation as it stands now."""

    school: str
    attestation: str
    person: str | None
    campaign: str | None
    standing: AttestationStanding
    reasons: tuple[str, ...]
    identifier: str
    invitation: str | None  # that the statement names
    policy: str
    score: int | None
    outcome: str
    audited: date | None
    signed: datetime | None
    received: datetime
    fingerprint: str
    evidence: str
    file_name: str
    on_paper: bool
    decision: str  # why it was decided so; empty before
    countersigned: str | None  # SHA-256 of the countersigned file

    @property
    def result(self) -> Outcome | None:
        """The result; None if it does not count because it was rejected or returned."""
        counts = self.standing in (AttestationStanding.ACCEPTED, AttestationStanding.NEEDS_A_LOOK)
        return _OUTCOMES.get(self.outcome) if counts else None

    @property
    def counted_score(self) -> int | None:
        """The score, if the result has one."""
        return None if self.result in (None, Outcome.NOT_SCORED) else self.score

    @property
    def is_countersigned(self) -> bool | None:
        """Whether an accepted one is; None for what is not accepted, and for paper, which never is."""
        return None if self.on_paper or self.standing is not AttestationStanding.ACCEPTED else bool(self.countersigned)


@frozen(kw_only=True)
class InvitationRow:
    """One invitation; `end` is empty while it can be answered."""

    school: str
    invitation: str
    person: str
    campaign: str
    expires: datetime
    code_check: str
    tries: int
    end: str


class CertificateState(StrEnum):
    """How a certificate stands."""

    LIVE = "live"
    RUN_OUT = "run out"
    SUPERSEDED = "superseded"
    REVOKED = "revoked"


def certificate_state(ends: datetime, now: datetime, *, superseded: bool, revoked: bool) -> CertificateState:
    """How a certificate stands; one that another took the place of is superseded, also where it was revoked for that.

    Both moments are aware.
    """
    if superseded:
        return CertificateState.SUPERSEDED
    if revoked:
        return CertificateState.REVOKED
    return CertificateState.LIVE if ends > now else CertificateState.RUN_OUT


@frozen(kw_only=True)
class CertificateRow:
    """One certificate of the school's authority."""

    school: str
    serial: str
    person: str
    fingerprint: str
    starts: datetime
    ends: datetime
    issued: str
    replaces: str | None
    superseded: bool
    revoked_from: datetime | None
    reason: str

    def state(self, now: datetime) -> CertificateState:
        """How it stands at an aware moment."""
        return certificate_state(self.ends, now, superseded=self.superseded, revoked=self.revoked_from is not None)


@frozen(kw_only=True)
class Holder:
    """The owner of a certificate, according to the staff list."""

    staff_number: str
    name: str


@frozen(kw_only=True)
class DocumentRow:
    """One kept file."""

    school: str
    number: int  # of the event that brought it
    document: str
    of: DocumentKind
    size: int
    name: str
    person: str | None
    attestation: str | None
    kept: datetime


@frozen(kw_only=True)
class Overview:
    """Figures for a school: people per state of its campaigns, and attestations that need a look."""

    done: int = 0
    open: int = 0
    due: int = 0  # not open yet
    overdue: int = 0
    excused: int = 0
    handed_in: int = 0  # not decided yet
    problem: int = 0  # rejected or sent back
    needs_a_look: int = 0

    @property
    def asked(self) -> int:
        """Everyone who is to answer by now, and those who have."""
        return self.done + self.handed_in + self.problem + self.missing

    @property
    def missing(self) -> int:
        """Everyone who is to answer by now and of whom nothing came in, whether late or not."""
        return self.open + self.overdue
