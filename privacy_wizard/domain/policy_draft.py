"""A draft policy pack: where it starts, how it is changed, and how much it asks. Pure."""

from collections.abc import Collection, Iterable
from datetime import date

from attrs import evolve, frozen

from .audit import Account, Declaration, Person
from .model import AppliesTo, Catalogue, Change, Clause, Departure, NamedPlatforms, PolicyPack, Requirement
from .questions import all_questions
from .vocabulary import Basis, Level, Occasion, PersonKind

BASELINE = "baseline"
USUAL_ACCOUNTS = ("facebook", "instagram", "whatsapp")
"""The platforms of the person whose questions are counted, where no others are named."""


def start_pack(source: PolicyPack, *, pack_id: str, title: str, issuer: str, on: date) -> PolicyPack:
    """A pack to be edited, with all that `source` asks. It has no digest before it is a file.

    From the baseline it takes over nothing as its own: what the baseline asks goes on to be asked by the baseline, and
    what the baseline says of itself is no school's word. Its history begins with where it came from.
    """
    version = f"{on.year}.{on.month}.1"
    begun = Change(version=version, date=on, summary=f"Begun from {source.id}, version {source.version}.")
    return evolve(
        source if source.inherits is not None else _unsaid(source),
        id=pack_id,
        title=title,
        issuer=issuer,
        date=f"{on:%Y-%m}",
        next_review=None,
        version=version,
        sha256="",
        inherits=BASELINE,
        changes=(begun,),
        withdrawn=(),
    )


def _unsaid(baseline: PolicyPack) -> PolicyPack:
    """The baseline as a policy that says nothing of its own yet."""
    return evolve(
        baseline,
        applies_to=AppliesTo(summary="Everyone who works with the school.", people=baseline.applies_to.people),
        platforms=NamedPlatforms(summary="Every service on which you have an account.", names=()),
        personal_use_at_work="The policy does not say when you may use your own accounts at work.",
        tell=(),
        clauses=(),
        requirements=baseline.requirements,
    )


def with_baseline(pack: PolicyPack, baseline: PolicyPack) -> PolicyPack:
    """The pack with what it inherits as it is now: all that it neither states itself nor departs from."""
    own = pack.own_requirements
    stated = {each.control.id for each in own}
    inherited = inherited_from(baseline, stated, pack.departures)
    critical = (evolve(each, made_critical=each.control.id in pack.critical) for each in (*own, *inherited))
    return evolve(pack, requirements=tuple(critical))


def inherited_from(
    baseline: PolicyPack, stated: Collection[str], departures: Iterable[Departure]
) -> tuple[Requirement, ...]:
    """What a pack takes over that states these controls itself: at a lower level where the school decided so."""
    levels = {each.control: each.level for each in departures}
    taken = (each for each in baseline.requirements if each.control.id not in stated)
    at_level = ((each, levels.get(each.control.id, each.level)) for each in taken)
    return tuple(evolve(each, level=level) for each, level in at_level if level is not None)


def with_requirement(pack: PolicyPack, requirement: Requirement) -> PolicyPack:
    """The pack with this requirement, replacing the one for the same control, if any."""
    stated = evolve(requirement, basis=Basis.NAMED) if requirement.basis is Basis.BASELINE else requirement
    control = stated.control.id
    own = [stated if each.control.id == control else each for each in pack.own_requirements]
    own += [] if stated in own else [stated]
    inherited = [each for each in pack.requirements if each.basis is Basis.BASELINE and each.control.id != control]
    return evolve(pack, requirements=(*own, *inherited))


def with_clauses(pack: PolicyPack, clauses: Iterable[Clause]) -> PolicyPack:
    """The pack with these clauses; requirements cite them as they are now, and no longer those that are gone."""
    now = {clause.id: clause for clause in clauses}
    requirements = tuple(
        each
        if each.basis is Basis.BASELINE
        else evolve(each, clauses=tuple(now[clause.id] for clause in each.clauses if clause.id in now))
        for each in pack.requirements
    )
    return evolve(pack, clauses=tuple(now.values()), requirements=requirements)


def uncarried_clauses(pack: PolicyPack) -> tuple[Clause, ...]:
    """Clauses on which nothing in the pack rests; the linter rejects a pack that has any."""
    carried = {*pack.applies_to.clauses, *pack.platforms.clauses, *(each.clause for each in pack.departures)}
    carried |= {clause.id for each in pack.own_requirements for clause in each.clauses}
    return tuple(clause for clause in pack.clauses if clause.id not in carried)


def with_pack(catalogue: Catalogue, pack: PolicyPack) -> Catalogue:
    """The catalogue with this pack, replacing the one with the same identifier, if any."""
    return evolve(catalogue, packs={**catalogue.packs, pack.id: pack})


@frozen(kw_only=True)
class QuestionCount:
    """How many questions one person gets."""

    most: int  # where every earlier answer leads on to the next
    least: int  # without those that are asked only after certain answers
    must: int  # of the most; the rest advise or inform
    should: int
    inform: int


def count_questions(
    catalogue: Catalogue,
    pack: PolicyPack,
    accounts: Iterable[str] = USUAL_ACCOUNTS,
    kind: PersonKind = PersonKind.EMPLOYEE,
) -> QuestionCount:
    """The questions for somebody with one personal account on each of these platforms; `pack` may still be a draft."""
    declaration = Declaration(
        person=Person(name="", role="", kind=kind, identifier=""),
        occasion=Occasion.ANNUAL_REVIEW,
        pack=pack.id,
        accounts=tuple(Account(id=f"{name}-{at}", checklist=name, number=at) for at, name in enumerate(accounts, 1)),
    )
    questions = all_questions(with_pack(catalogue, pack), declaration)
    levels = [question.level for question in questions]
    return QuestionCount(
        most=len(questions),
        least=sum(question.check.gate is None for question in questions),
        must=levels.count(Level.MUST),
        should=levels.count(Level.SHOULD),
        inform=levels.count(Level.INFORM),
    )
