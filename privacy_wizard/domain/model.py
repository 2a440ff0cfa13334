"""What checklists and policy packs contain, as frozen values."""

from collections.abc import Mapping
from datetime import date

from attrs import field, frozen

from .vocabulary import (
    Area,
    Basis,
    Confidence,
    ExceptionReason,
    Kind,
    Level,
    NotApplicable,
    PersonKind,
    ServiceGroup,
    ServiceState,
    Severity,
    Subject,
    Verdict,
)

ACKNOWLEDGED = "conduct.ack-"
"""How the identifier of every control begins that is only acknowledged."""


@frozen(kw_only=True)
class Fact:
    """A state that policies judge differently, with the verdict for policies that say nothing."""

    id: str
    label: str
    verdict: Verdict


@frozen(kw_only=True)
class Topic:
    """How a control is asked for all accounts at once."""

    heading: str
    ask: str


@frozen(kw_only=True)
class AnswerFix:
    """What to do after one answer to a control, whichever checklist asks."""

    answer: str  # its fact, or the identifier of its option
    fix: str


@frozen(kw_only=True)
class Control:
    """One thing to hold true, whatever the platform."""

    id: str  # "connections.no-pupils": area, dot, name
    title: str
    kind: Kind
    severity: Severity
    statement: str  # what holds when it is met, in one sentence
    facts: tuple[Fact, ...] = ()  # empty: the checks' options carry verdicts
    fixes: tuple[AnswerFix, ...] = ()  # for answers that the checks' own advice does not fit
    topic: Topic | None = None  # None: it is asked account by account, among the account's settings
    critical: bool = False  # a breach of it holds the score down, where a policy demands it

    @property
    def area(self) -> Area:
        """The group it belongs to, which its identifier begins with."""
        return Area(self.id.partition(".")[0])


@frozen(kw_only=True)
class Source:
    """Where a checklist's facts come from."""

    id: str
    title: str
    date: str  # ISO 8601, as exact as known: "2026", "2026-05" or "2026-05-02"; where it bears none, when it was read
    read: str | None = None  # when it was last read, written in the same way
    undated: bool = False  # the source bears no date of its own
    url: str | None = None


@frozen(kw_only=True)
class Option:
    """One choice as the platform shows it; exactly one of verdict, fact, not_applicable, or none on a pure gate."""

    id: str
    label: str
    verdict: Verdict | None = None
    fact: str | None = None
    not_applicable: NotApplicable | None = None
    as_far_as_seen: bool = False  # the platform shows only a part, and the answer is about that part
    fix: str | None = None  # what to do after this answer, where the advice of its check does not fit it


@frozen(kw_only=True)
class Gate:
    """A check is asked only where another was answered with one of these options."""

    check: str
    opens_on: tuple[str, ...]


@frozen(kw_only=True)
class Steps:
    """A menu path such as "Settings > Privacy > Tagging"; `anywhere` if all devices have the same."""

    anywhere: str | None = None
    web: str | None = None
    iphone: str | None = None
    android: str | None = None


@frozen(kw_only=True)
class Screen:
    """A screen of a platform that shows several settings together."""

    id: str
    title: str
    path: Steps = Steps()
    link: str | None = None


@frozen(kw_only=True)
class Check:
    """How a control is looked up on one platform."""

    id: str
    control: str | None  # None: a pure gate
    ask: str
    options: tuple[Option, ...]
    steps: Steps = Steps()
    link: str | None = None
    screen: str | None = None  # the screen of the checklist on which it stands
    screening: bool = False  # asked before everything else, since its answer rules other questions out
    once: bool = False  # asked once for all accounts; the answer is kept for each of them
    why: str
    fix: str
    source: Source
    confidence: Confidence
    last_seen: date | None = None  # the day on which a person last saw the screen
    gate: Gate | None = None
    replaces: tuple[str, ...] = ()  # the earlier checks whose answers it takes over

    def option(self, option_id: str) -> Option | None:
        """The option of that identifier, or None."""
        return next((option for option in self.options if option.id == option_id), None)

    def fix_after(self, answer: str) -> str:
        """What to do after an answer: what is said of that one, else of all."""
        option = self.option(answer)
        return (option.fix if option is not None else None) or self.fix


# Why a platform cannot answer a control, where its checklist gives no reason. It stands on signed pages: never changed.
NO_SUCH_SETTING = "The service does not have this setting."


@frozen(kw_only=True)
class Lack:
    """A control that a platform cannot answer, and why."""

    control: str
    reason: str


@frozen(kw_only=True)
class OwnTitle:
    """What a control is called on one platform, which asks less, or something else, than its title says."""

    control: str
    title: str


@frozen(kw_only=True)
class Status:
    """What became of a service, and what may still be public on it."""

    state: ServiceState
    since: str | None = None  # as exact as known, like a source's date
    summary: str
    source: Source


@frozen(kw_only=True)
class Change:
    """What one version of a checklist or pack changed."""

    version: str
    date: date
    summary: str
    checks: tuple[str, ...] = ()  # in a checklist: the checks that it touches, those that are gone among them
    controls: tuple[str, ...] = ()  # in a pack: the controls whose requirements it touches


@frozen(kw_only=True)
class Withdrawn:
    """A version that must not be relied on any more."""

    version: str
    date: date
    reason: str


@frozen(kw_only=True)
class Checklist:
    """The checks of one platform, of every account, of the person, or of an official account."""

    id: str
    title: str
    subject: Subject
    version: str
    sha256: str
    hosts: tuple[str, ...] = ()
    also_known_as: tuple[str, ...] = ()
    every_account: bool = False  # asked for each personal account beside its platform's checklist
    review_after_months: int = 6
    fallback: str = ""
    group: ServiceGroup = ServiceGroup.OTHER
    status: Status | None = None  # None: open, with nothing to be said about it
    lacks: tuple[Lack, ...] = ()  # those of `nothing_else` among them
    titles: tuple[OwnTitle, ...] = ()
    nothing_else: str | None = None  # why whatever no check answers cannot be set: the same reason for all of it
    screens: tuple[Screen, ...] = ()  # in the platform's own order
    checks: tuple[Check, ...]
    retired: tuple[str, ...] = ()  # checks that are gone without a successor; their identifiers are never used again
    changes: tuple[Change, ...] = ()  # newest first
    withdrawn: tuple[Withdrawn, ...] = ()

    @property
    def state(self) -> ServiceState:
        """Whether the service still exists."""
        return self.status.state if self.status is not None else ServiceState.OPEN


@frozen(kw_only=True)
class Clause:
    """One thing that a policy asks, in our own words."""

    id: str  # unique in the pack: several clauses may share a reference
    ref: str  # as the policy numbers it: "B.3"
    asks: str


@frozen(kw_only=True)
class AllowedException:
    """Which exceptions a pack allows from a requirement."""

    reasons: tuple[ExceptionReason, ...]
    approver: str | None = None  # the role that approves; None: nobody has to, which a critical control never allows


@frozen(kw_only=True)
class OwnStatement:
    """What one policy alone asks, in its own words: no control of the library says it, and no checklist asks it."""

    title: str
    says: str  # in the first person, to be accepted or answered
    severity: Severity = Severity.MEDIUM

    def as_control(self, identifier: str) -> Control:
        """The control that it stands for: "conduct.ack-…" is accepted, any other is answered."""
        kind = Kind.ACK if identifier.startswith(ACKNOWLEDGED) else Kind.PERSON
        return Control(id=identifier, title=self.title, kind=kind, severity=self.severity, statement=self.says)


@frozen(kw_only=True)
class Requirement:
    """One control as one policy requires it."""

    control: Control
    level: Level
    clauses: tuple[Clause, ...]
    summary: str
    details: tuple[str, ...] = ()
    judges: Mapping[str, Verdict] = field(factory=dict)  # fact → verdict, where it departs from the control's
    people: tuple[PersonKind, ...] = ()  # empty: everyone to whom the pack applies
    exception: AllowedException | None = None
    basis: Basis = Basis.NAMED
    words: tuple[str, ...] = ()  # of the clauses, as they stand in the policy: what names the thing
    made_critical: bool = False  # by the pack, whatever the control says
    statement: OwnStatement | None = None  # where the control is the pack's own

    @property
    def weight(self) -> int:
        """Level times severity, or nothing for a reading; determined before the first answer."""
        return self.level.weight * self.control.severity.weight if self.is_core else 0

    @property
    def is_core(self) -> bool:
        """Whether it decides score and outcome; what does not is offered beyond them."""
        return self.basis is not Basis.READING

    @property
    def is_critical(self) -> bool:
        """Whether a breach of it holds the score down."""
        return self.is_core and self.level is Level.MUST and (self.made_critical or self.control.critical)

    @property
    def references(self) -> tuple[str, ...]:
        """The clauses as the policy numbers them, each once."""
        return tuple(dict.fromkeys(clause.ref for clause in self.clauses))

    def judge(self, fact_id: str) -> Verdict:
        """The verdict on a fact: this policy's own, else the control's."""
        own = self.judges.get(fact_id)
        return own if own is not None else next(fact.verdict for fact in self.control.facts if fact.id == fact_id)


@frozen(kw_only=True)
class SchoolDecision:
    """What a school decided where its policy says nothing."""

    by: str  # the role: nobody is named
    on: date


@frozen(kw_only=True)
class Departure:
    """Where a pack lowers or omits what the baseline asks: the clause or the school's decision, and the reason."""

    control: str
    level: Level | None  # None: left out
    clause: str = ""  # empty where the school decided it
    decision: SchoolDecision | None = None
    reason: str


@frozen(kw_only=True)
class AppliesTo:
    """Who a policy covers."""

    summary: str
    people: tuple[PersonKind, ...]
    clauses: tuple[str, ...] = ()


@frozen(kw_only=True)
class NamedPlatforms:
    """Which services a policy names."""

    summary: str
    names: tuple[str, ...]
    clauses: tuple[str, ...] = ()


@frozen(kw_only=True)
class Contact:
    """Who a policy tells its readers to contact."""

    role: str
    about: str


@frozen(kw_only=True)
class PolicyPack:
    """Which controls a policy requires, how strictly, citing which clauses."""

    id: str
    title: str
    issuer: str
    date: str
    next_review: str | None
    version: str
    sha256: str
    inherits: str | None
    applies_to: AppliesTo
    platforms: NamedPlatforms
    personal_use_at_work: str
    tell: tuple[Contact, ...]
    clauses: tuple[Clause, ...]
    requirements: tuple[Requirement, ...]
    departures: tuple[Departure, ...] = ()
    critical: tuple[str, ...] = ()  # the controls that it makes critical beyond those that are so anyway
    changes: tuple[Change, ...] = ()  # newest first
    withdrawn: tuple[Withdrawn, ...] = ()

    @property
    def own_requirements(self) -> tuple[Requirement, ...]:
        """What the policy itself requires, without what it inherits."""
        return tuple(each for each in self.requirements if self.inherits is None or each.basis is not Basis.BASELINE)


@frozen(kw_only=True)
class Catalogue:
    """Everything that was loaded without faults."""

    controls: Mapping[str, Control]
    checklists: Mapping[str, Checklist]
    packs: Mapping[str, PolicyPack]
