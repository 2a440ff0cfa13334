"""The three kinds of file as written: the model's values, with names where the model has the object itself.

The strict reading and the JSON Schemas both come from these classes and from `notes`, so they cannot disagree.
"""

from collections.abc import Mapping
from datetime import date

from attrs import field, frozen

from ..domain.model import (
    AllowedException,
    AppliesTo,
    Change,
    Clause,
    Contact,
    Control,
    Departure,
    Gate,
    Lack,
    NamedPlatforms,
    Option,
    OwnStatement,
    OwnTitle,
    Screen,
    Steps,
    Withdrawn,
)
from ..domain.vocabulary import Basis, Confidence, Level, PersonKind, ServiceGroup, ServiceState, Subject, Verdict

_ANYWHERE_AT_ALL = Steps()


@frozen(kw_only=True)
class ControlsForm:
    """Every control of the library."""

    kind: str
    version: str
    controls: tuple[Control, ...]


@frozen(kw_only=True)
class SourceForm:
    """Where a checklist's facts come from."""

    id: str
    title: str
    date: str | None = None
    read: str | None = None
    url: str | None = None


@frozen(kw_only=True)
class StatusForm:
    """What became of a service, and what may still be public of it."""

    state: ServiceState
    since: str | None = None
    summary: str
    source: str


@frozen(kw_only=True)
class CheckForm:
    """How a control is looked up on one platform."""

    id: str
    control: str | None = None
    ask: str
    options: tuple[Option, ...]
    steps: Steps = _ANYWHERE_AT_ALL
    link: str | None = None
    screen: str | None = None
    screening: bool = False
    once: bool = False
    why: str
    fix: str
    source: str
    confidence: Confidence
    last_seen: date | None = None
    gate: Gate | None = None
    replaces: tuple[str, ...] = ()


@frozen(kw_only=True)
class ChecklistForm:
    """The checks of one platform, of every account, of the person, or of an official account."""

    kind: str
    id: str
    title: str
    subject: Subject
    version: str
    hosts: tuple[str, ...] = ()
    also_known_as: tuple[str, ...] = ()
    every_account: bool = False
    review_after_months: int = 6
    fallback: str = ""
    group: ServiceGroup = ServiceGroup.OTHER
    status: StatusForm | None = None
    sources: tuple[SourceForm, ...]
    lacks: tuple[Lack, ...] = ()
    titles: tuple[OwnTitle, ...] = ()
    nothing_else: str | None = None
    screens: tuple[Screen, ...] = ()
    checks: tuple[CheckForm, ...]
    retired: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    withdrawn: tuple[Withdrawn, ...] = ()


@frozen(kw_only=True)
class RequirementForm:
    """One control as one policy requires it."""

    control: str
    level: Level
    clauses: tuple[str, ...]
    summary: str
    details: tuple[str, ...] = ()
    judges: Mapping[str, Verdict] = field(factory=dict)
    people: tuple[PersonKind, ...] = ()
    exception: AllowedException | None = None
    basis: Basis | None = None
    words: tuple[str, ...] = ()
    statement: OwnStatement | None = None


@frozen(kw_only=True)
class PackForm:
    """Which controls a policy requires, how strictly, citing which clauses."""

    kind: str
    id: str
    title: str
    issuer: str
    date: str
    next_review: str | None
    version: str
    inherits: str | None = None
    applies_to: AppliesTo
    platforms: NamedPlatforms
    personal_use_at_work: str
    tell: tuple[Contact, ...]
    clauses: tuple[Clause, ...]
    requirements: tuple[RequirementForm, ...]
    departures: tuple[Departure, ...] = ()
    critical: tuple[str, ...] = ()
    earlier: Mapping[str, Level] = field(factory=dict)
    changes: tuple[Change, ...] = ()
    withdrawn: tuple[Withdrawn, ...] = ()
