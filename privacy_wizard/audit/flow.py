"""The map of the wizard: which question belongs to which step, and what still stands in the way. No Qt."""

from collections.abc import Mapping
from enum import Enum

from attrs import frozen

from ..domain.audit import Person
from ..domain.judgement import Finding, Responses
from ..domain.model import Check, PolicyPack
from ..domain.questions import Question, is_asked, is_waiting
from ..domain.vocabulary import Area, Kind, Subject
from .state import Audit, Key
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


@frozen(kw_only=True)
class Progress:
    """How far one step, or the whole audit, is."""

    answered: int
    asked: int
    waiting: int  # questions behind gates that are not answered yet

    @property
    def open(self) -> int:
        """Questions that still need an answer, as far as is known."""
        return self.asked - self.answered

    @property
    def minutes_left(self) -> int:
        """An honest guess: 25 seconds a question, and half of those that wait behind a gate; rounded up."""
        seconds = 25 * (self.open + self.waiting / 2)
        return -(-int(seconds) // 60)


def belongs_to(question: Question) -> Step:
    """The step in which a question is asked."""
    if question.account is None:
        return Step(id=StepId.POLICY)
    controls = [r.control for r in question.requirements]
    personal = all(c.kind.subject is Subject.PERSONAL_ACCOUNT for c in controls)
    if personal and all(c.area is Area.CONNECTIONS and _is_about_people(c.id, c.kind) for c in controls):
        return Step(id=StepId.CONNECTIONS)
    return Step(id=StepId.ACCOUNT, account=question.account.id)


def _is_about_people(control: str, kind: Kind) -> bool:
    """Looking through the people one is connected with, as against a setting about connections."""
    return control.startswith("connections.no-") or (kind is Kind.ACCOUNT and control == "connections.reviewed")


def progress(questions: tuple[Question, ...], responses: Responses, checks: Mapping[str, Check]) -> Progress:
    """Counts over these questions."""
    asked = [q for q in questions if is_asked(q, responses, checks)]
    return Progress(
        answered=sum(q.key in responses for q in asked),
        asked=len(asked),
        waiting=sum(is_waiting(q, responses, checks) for q in questions),
    )


def obstacle(step: Step, audit: Audit, pack: PolicyPack | None, open_question: object) -> Obstacle | None:
    """What keeps one from going on from this step; questions may wait until the signature."""
    match step.id:
        case StepId.YOU if audit.person is None or not audit.person.name.strip():
            return Obstacle.NAME_MISSING
        case StepId.YOU if audit.person is not None and not audit.person.role.strip():
            return Obstacle.ROLE_MISSING
        case StepId.YOU if audit.occasion is None:
            return Obstacle.OCCASION_MISSING
        case StepId.SCHOOL if audit.school is None or not audit.school.name.strip():
            return Obstacle.SCHOOL_MISSING
        case StepId.SCHOOL if pack is None:
            return Obstacle.POLICY_MISSING
        case StepId.ACCOUNTS if not audit.accounts and not audit.no_accounts:
            return Obstacle.ACCOUNTS_MISSING
        case StepId.SIGN if open_question is not None:
            return Obstacle.QUESTIONS_OPEN
    return None


def covers(pack: PolicyPack, person: Person) -> bool:
    """Whether the policy says that it applies to this kind of person."""
    return person.kind in pack.applies_to.people


def first_open(questions: tuple[Question, ...], responses: Responses, checks: Mapping[str, Check]) -> Key | None:
    """The first question without an answer, or None."""
    return next((q.key for q in questions if q.key not in responses and is_asked(q, responses, checks)), None)


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
