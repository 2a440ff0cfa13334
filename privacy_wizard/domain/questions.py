"""Which questions a person is asked, in which order."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property

from attrs import frozen

from .audit import Account, Declaration
from .expectation import Expected, applicable_requirements, checks_asked, expected_set
from .judgement import ChecksById, Gated, Responses, gate_of, judge, option_verdict
from .model import Catalogue, Check, Requirement
from .vocabulary import Area, Kind, Level, Subject, Verdict


@frozen(kw_only=True, slots=False)  # what follows from it is asked for again with every answer
class Question:
    """One check to answer for one account (or the person), and the requirements it serves."""

    check: Check
    account: Account | None
    requirements: tuple[Requirement, ...]  # strictest first; for a gate, those behind it as well

    @cached_property
    def key(self) -> tuple[str, str | None]:
        """The key of its response."""
        return self.check.id, self.account.id if self.account else None

    @property
    def level(self) -> Level:
        """The strictest level it serves."""
        return self.requirements[0].level

    @property
    def area(self) -> Area:
        """The area of the strictest requirement it serves."""
        return self.requirements[0].control.area

    @cached_property
    def own_requirement(self) -> Requirement:
        """The requirement that the question itself answers; for a pure gate, the strictest of those behind it."""
        own = (r for r in self.requirements if r.control.id == self.check.control)
        return next(own, self.requirements[0])

    @cached_property
    def is_further(self) -> bool:
        """Whether it is offered beyond what must be answered; never true for a gate in front of a core question."""
        return not any(requirement.is_core for requirement in self.requirements)

    @property
    def is_acknowledgement(self) -> bool:
        """Whether there is only something to read and acknowledge."""
        return self.own_requirement.control.kind is Kind.ACK

    @cached_property
    def is_looked_up(self) -> bool:
        """Whether the person is asked how they know the answer; topics include that in their answers."""
        control = self.own_requirement.control
        return self.check.control is not None and control.topic is None and control.kind.is_looked_up


def all_questions(catalogue: Catalogue, declaration: Declaration) -> tuple[Question, ...]:
    """Every question of the expected set, gates and what lies behind them included; musts first, then by area."""
    pairs: dict[str | None, list[Expected]] = {}
    for expected in expected_set(catalogue, declaration).all:
        pairs.setdefault(expected.account.id if expected.account else None, []).append(expected)
    found: list[Question] = []
    pack = catalogue.packs[declaration.pack]
    for account in declaration.accounts:
        found += _questions_of(checks_asked(catalogue, pack, account), account, pairs.get(account.id, []), ())
    official = _of_official_accounts(catalogue, declaration)
    return (*found, *_questions_of(checks_asked(catalogue, pack, None), None, pairs.get(None, []), official))


def _of_official_accounts(catalogue: Catalogue, declaration: Declaration) -> tuple[Requirement, ...]:
    """What the policy asks of accounts that are run for the school, whether there is one or not."""
    asked = applicable_requirements(catalogue.packs[declaration.pack], declaration)
    return tuple(each for each in asked if each.control.kind.subject is Subject.OFFICIAL_ACCOUNT)


def _questions_of(
    checks: tuple[Check, ...], account: Account | None, pairs: list[Expected], declared: tuple[Requirement, ...]
) -> list[Question]:
    """`declared` are the requirements that a mere declaration of the person decides upon."""
    by_id = {check.id: check for check in checks}
    gates = {check.gate.check for check in by_id.values() if check.gate is not None}
    served: dict[str, list[Requirement]] = {
        check.id: list(declared)
        for check in by_id.values()
        if declared and check.screening and check.control is None and check.id not in gates
    }
    for pair in pairs:
        for check in pair.checks:
            for asked in (check, *_gates_above(check, by_id)):
                served.setdefault(asked.id, []).append(pair.requirement)
    questions = [
        Question(check=check, account=account, requirements=tuple(sorted(served[check.id], key=lambda r: r.level.rank)))
        for check in by_id.values()
        if check.id in served
    ]
    by_check = {q.check.id: q for q in questions}
    order = list(by_id)
    # What lies behind a gate follows its gate, wherever the gate stands.
    return sorted(
        questions,
        key=lambda q: (_rank(_root(q, by_check)), order.index(_root(q, by_check).check.id), order.index(q.check.id)),
    )


def _rank(question: Question) -> tuple[int, int]:
    return question.level.rank, list(Area).index(question.area)


def _root(question: Question, by_check: Mapping[str, Question]) -> Question:
    while question.check.gate is not None:
        question = by_check[question.check.gate.check]
    return question


def _gates_above(check: Check, by_id: Mapping[str, Check]) -> tuple[Check, ...]:
    if check.gate is None:
        return ()
    gate = by_id[check.gate.check]
    return (gate, *_gates_above(gate, by_id))


def needed(questions: Iterable[Question]) -> tuple[Question, ...]:
    """The questions that must be answered, without those offered beyond them."""
    return tuple(question for question in questions if not question.is_further)


def best_options(question: Question) -> tuple[str, ...]:
    """The options that meet the policy, in order; none for a pure gate."""
    own = question.own_requirement
    if own.control.id != question.check.control:
        return ()
    good = (Verdict.MET, Verdict.ACKNOWLEDGED)
    judged = [option for option in question.check.options if option.verdict is not None or option.fact is not None]
    return tuple(option.id for option in judged if option_verdict(own, option) in good)


def verdict_on(question: Question, responses: Responses, checks: ChecksById, on: date) -> Verdict | None:
    """The verdict on this question alone on that day; None without an answer, and for a pure gate."""
    own = [r for r in question.requirements if r.control.id == question.check.control]
    if not own or question.key not in responses:
        return None
    expected = Expected(requirement=own[0], account=question.account, checks=(question.check,))
    return judge(expected, responses, checks, on).verdict


def is_asked(question: Question, responses: Responses, checks: ChecksById) -> bool:
    """Whether the gates in front of it, if any, are open."""
    return gate_of(question.check, question.key[1], responses, checks) is Gated.OPEN
