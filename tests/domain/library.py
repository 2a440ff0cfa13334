"""A small library of controls, checks and a pack, for tests that need no file."""

from attrs import evolve

from privacy_wizard.domain.audit import Account, Declaration, Person, Response
from privacy_wizard.domain.model import (
    AppliesTo,
    Catalogue,
    Check,
    Checklist,
    Clause,
    Control,
    Fact,
    Gate,
    NamedPlatforms,
    Option,
    PolicyPack,
    Requirement,
    Source,
)
from privacy_wizard.domain.vocabulary import (
    AccountKind,
    Confidence,
    Kind,
    Level,
    NotApplicable,
    Occasion,
    PersonKind,
    Severity,
    Subject,
    Verdict,
)

SOURCE = Source(id="S", title="A test", date="2026-11")
CLAUSE = Clause(id="c", ref="1", asks="Something.")
GRADED = (
    Option(id="good", label="Good", verdict=Verdict.MET),
    Option(id="half", label="Half", verdict=Verdict.PARTLY_MET),
    Option(id="bad", label="Bad", verdict=Verdict.NOT_MET),
    Option(id="none", label="Not offered", not_applicable=NotApplicable.NOT_OFFERED),
)


def control(control_id: str, kind: Kind = Kind.SETTING, severity: Severity = Severity.HIGH, **rest: object) -> Control:
    return Control(id=control_id, title=control_id, kind=kind, severity=severity, statement="It holds.", **rest)


def check(
    check_id: str, control_id: str | None, options: tuple[Option, ...] = GRADED, gate: Gate | None = None
) -> Check:
    return Check(
        id=check_id,
        control=control_id,
        ask=f"{check_id}?",
        options=options,
        why="Because.",
        fix="Do it.",
        source=SOURCE,
        confidence=Confidence.WEAK,
        gate=gate,
    )


def checklist(checklist_id: str, subject: Subject, checks: tuple[Check, ...], **rest: object) -> Checklist:
    return Checklist(
        id=checklist_id, title=checklist_id, subject=subject, version="1", sha256="0" * 64, checks=checks, **rest
    )


CONTROLS = (
    control("visibility.audience"),
    control("tagging.control", severity=Severity.MEDIUM),
    control("content.blog-content", Kind.ACCOUNT, Severity.LOW),
    control(
        "identity.school-name",
        facts=(
            Fact(id="absent", label="Absent", verdict=Verdict.MET),
            Fact(id="disclaimer", label="With a note", verdict=Verdict.PARTLY_MET),
            Fact(id="present", label="Present", verdict=Verdict.NOT_MET),
        ),
    ),
    control("conduct.professional", Kind.PERSON),
    control("conduct.ack-permanence", Kind.ACK, Severity.LOW),
    control("conduct.official-approval", Kind.OFFICIAL),
)
YES_NO = (Option(id="yes", label="Yes"), Option(id="no", label="No"))
ACK = (
    Option(id="ack", label="I acknowledge this", verdict=Verdict.ACKNOWLEDGED),
    Option(id="refuse", label="I do not", verdict=Verdict.NOT_MET),
)
NAME = tuple(Option(id=fact, label=fact, fact=fact) for fact in ("absent", "disclaimer", "present"))
PLATFORM = checklist(
    "alpha",
    Subject.PERSONAL_ACCOUNT,
    (
        check("alpha.posts", "visibility.audience"),
        check("alpha.stories", "visibility.audience"),
        check("alpha.tags", "tagging.control"),
        check("alpha.name", "identity.school-name", NAME),
    ),
)
SPARSE = checklist("beta", Subject.PERSONAL_ACCOUNT, (check("beta.posts", "visibility.audience"),))
EVERY = checklist(
    "every",
    Subject.PERSONAL_ACCOUNT,
    (
        check("every.blog", None, YES_NO),
        check("every.blog-content", "content.blog-content", gate=Gate(check="every.blog", opens_on=("yes",))),
    ),
    every_account=True,
)
PERSON = checklist(
    "person",
    Subject.PERSON,
    (check("person.conduct", "conduct.professional"), check("person.permanence", "conduct.ack-permanence", ACK)),
)
OFFICIAL = checklist("official", Subject.OFFICIAL_ACCOUNT, (check("official.approval", "conduct.official-approval"),))


def requirement(required: Control, level: Level = Level.MUST, **rest: object) -> Requirement:
    return Requirement(control=required, level=level, clauses=(CLAUSE,), summary="It asks this.", **rest)


def pack(*requirements: Requirement) -> PolicyPack:
    return PolicyPack(
        id="policy",
        title="A policy",
        issuer="A school",
        date="2026",
        next_review=None,
        version="1",
        sha256="1" * 64,
        inherits=None,
        applies_to=AppliesTo(summary="Everyone", people=tuple(PersonKind)),
        platforms=NamedPlatforms(summary="All", names=()),
        personal_use_at_work="Own time.",
        tell=(),
        clauses=(CLAUSE,),
        requirements=requirements,
    )


LEVELS = (Level.MUST, Level.SHOULD, Level.SHOULD, Level.MUST, Level.MUST, Level.INFORM, Level.MUST)
PACK = pack(*(requirement(c, level) for c, level in zip(CONTROLS, LEVELS, strict=True)))
CATALOGUE = Catalogue(
    controls={c.id: c for c in CONTROLS},
    checklists={c.id: c for c in (PLATFORM, SPARSE, EVERY, PERSON, OFFICIAL)},
    packs={PACK.id: PACK},
)
CHECKS = {c.id: c for checklist in CATALOGUE.checklists.values() for c in checklist.checks}
ACCOUNTS = (
    Account(id="alpha-1", checklist="alpha"),
    Account(id="alpha-2", checklist="alpha", number=2),
    Account(id="beta-1", checklist="beta"),
    Account(id="alpha-school-1", checklist="alpha", kind=AccountKind.OFFICIAL),
)
SOMEONE = Person(name="Sam Lee", role="Teacher", kind=PersonKind.EMPLOYEE, identifier="P-1")
DECLARED = Declaration(person=SOMEONE, occasion=Occasion.INDUCTION, pack="policy", accounts=ACCOUNTS)


def with_pack(changed: PolicyPack) -> Catalogue:
    return evolve(CATALOGUE, packs={changed.id: changed})


def response(check_id: str, account: str | None, answer: object, **rest: object) -> Response:
    return Response(check=check_id, account=account, answer=answer, **rest)
