"""What prevents going on, and which question decided a finding. No Qt."""

from collections.abc import Mapping
from enum import Enum

from attrs import evolve

from ..domain.audit import Person, School
from ..domain.judgement import Finding, Responses
from ..domain.model import Check, PolicyPack
from ..domain.questions import Question, is_asked
from .state import Audit
from .steps import Step, StepId


class Obstacle(Enum):
    """Why a step cannot be left yet; the screen writes the sentence."""

    NAME_MISSING = "name missing"
    ROLE_MISSING = "role missing"
    OCCASION_MISSING = "occasion missing"
    SCHOOL_MISSING = "school missing"
    POLICY_MISSING = "policy missing"
    ACCOUNTS_MISSING = "no account named and none declared"
    QUESTIONS_OPEN = "questions open"


def obstacle(step: Step, audit: Audit, pack: PolicyPack | None, open_question: object) -> Obstacle | None:
    """What prevents leaving this step; questions may wait until the signature."""
    match step.id:
        case StepId.YOU if audit.person is None or not audit.person.name.strip():
            return Obstacle.NAME_MISSING
        case StepId.YOU if audit.person is not None and not audit.person.role.strip():
            return Obstacle.ROLE_MISSING
        case StepId.YOU if audit.occasion is None:
            return Obstacle.OCCASION_MISSING
        case StepId.SCHOOL if pack is None:
            return Obstacle.POLICY_MISSING
        case StepId.SCHOOL if audit.school is None or not audit.school.name.strip():
            return Obstacle.SCHOOL_MISSING
        case StepId.ACCOUNTS if not audit.accounts and not audit.no_accounts:
            return Obstacle.ACCOUNTS_MISSING
        case StepId.SIGN if open_question is not None:
            return Obstacle.QUESTIONS_OPEN
    return None


_ONE_SCHOOL = {"school", "academy", "college", "nursery"}


def with_policy(audit: Audit, pack: PolicyPack, before: PolicyPack | None) -> Audit:
    """Under another policy; where that is a school's own, its name is offered unless another was typed."""
    school = audit.school or School(name="")
    if school.name.strip() in ("", _school_of(before)):
        school = evolve(school, name=_school_of(pack))
    return evolve(audit, pack=pack.id, school=school)


def _school_of(pack: PolicyPack | None) -> str:
    """The school that issued a policy; empty where a trust, a federation or an authority did."""
    issuer = pack.issuer if pack is not None else ""
    return issuer if _ONE_SCHOOL & {*issuer.casefold().split()} else ""


def covers(pack: PolicyPack, person: Person) -> bool:
    """Whether the policy applies to this kind of person."""
    return person.kind in pack.applies_to.people


def deciding_question(
    finding: Finding, questions: tuple[Question, ...], responses: Responses, checks: Mapping[str, Check]
) -> Question | None:
    """The question that decided a finding; while its gate is not open, the gate; None where nothing is asked."""
    account = finding.account.id if finding.account else None
    asked = {q.check.id: q for q in questions if q.key[1] == account and is_asked(q, responses, checks)}
    check: Check | None = finding.check
    while check is not None and check.id not in asked:
        check = checks[check.gate.check] if check.gate else None
    return asked[check.id] if check is not None else None
