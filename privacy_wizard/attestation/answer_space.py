"""Which findings some set of answers could give: the questions, evaluated with every possible answer."""

from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import product

from attrs import evolve, field, frozen

from ..domain.audit import Account, Response, Waiver
from ..domain.expectation import Expected, checks_asked
from ..domain.judgement import Finding, Responses, gate_of, judge
from ..domain.model import AllowedException, Catalogue, Check, Requirement
from ..domain.versions import CURRENT_RULES, FIRST_RULES
from ..domain.vocabulary import NotApplicable, PersonKind, Unresolved, Verdict
from .findings import declared, why_left_out
from .statement import FindingPart, LeftOutPart

_MOST_GATES = 6
_ANY_DAY = date.max  # the exceptions asked about here never run out; when one did is asked of the exception itself
_REMEMBERED = 256  # subjects; an account shown as another platform may be any of dozens


@frozen(kw_only=True)
class Said:
    """What an attestation says about one question."""

    verdict: Verdict
    sentence: str
    left_out: NotApplicable | None = None  # why, for what left the set
    as_far_as_seen: bool = False


def said_of(part: FindingPart | LeftOutPart) -> Said:
    """What an attestation says about one question."""
    if isinstance(part, LeftOutPart):
        return Said(verdict=Verdict.NOT_APPLICABLE, sentence=part.reason, left_out=part.reason_code)
    return Said(verdict=part.verdict, sentence=part.reason, as_far_as_seen=part.as_far_as_seen)


@frozen(kw_only=True)
class AskedAccount:
    """One account (or the person, with None), as one platform, and what policy and checklists ask of it."""

    catalogue: Catalogue
    policy: str
    account: Account | None
    named: bool  # whether the attestation names the platform
    named_or_all: bool = True  # whether one that is not named is asked all that any account is
    _checks: Mapping[str, Check] = field(init=False, eq=False, repr=False)
    _gates: tuple[Responses, ...] = field(init=False, eq=False, repr=False)
    _known: dict[tuple[str, tuple[object, ...]], frozenset[Said]] = field(factory=dict, eq=False, repr=False)

    @_checks.default
    def _all_checks(self) -> Mapping[str, Check]:
        pack = self.catalogue.packs[self.policy]
        asked = checks_asked(self.catalogue, pack, self.account, named_or_all=self.named_or_all)
        return {check.id: check for check in asked}

    @_gates.default
    def _all_gate_answers(self) -> tuple[Responses, ...]:
        """Every way to answer the questions on which others depend."""
        checks = self._checks
        gates = sorted({check.gate.check for check in checks.values() if check.gate is not None})[:_MOST_GATES]
        chosen = product(*(list(self._answers(checks[gate], None)) for gate in gates))
        return tuple({(answer.check, answer.account): answer for answer in answers} for answers in chosen)

    def is_possible(self, stated: Sequence[tuple[Requirement, Said]]) -> bool:
        """Whether some set of answers gives everything stated about this subject."""
        return any(
            all(said in self._outcomes(requirement, gates) for requirement, said in stated) for gates in self._gates
        )

    def impossible(self, stated: Sequence[tuple[Requirement, Said]]) -> tuple[Requirement, ...]:
        """Statements that no answers could give, whatever is said of the others."""
        return tuple(r for r, said in stated if not any(said in self._outcomes(r, gates) for gates in self._gates))

    def _answers(self, check: Check, requirement: Requirement | None) -> Iterator[Response]:
        """Every answer that may be given, with and without an exception where the policy allows one."""
        account = self.account.id if self.account else None
        allowed = requirement.exception if requirement else None
        for answer in (*(option.id for option in check.options), Unresolved.NOT_SURE, *NotApplicable):
            response = Response(check=check.id, account=account, answer=answer)
            yield response
            if allowed is not None:
                yield evolve(response, waiver=_waiver(allowed))

    def _outcomes(self, requirement: Requirement, gates: Responses) -> frozenset[Said]:
        """Everything that could be said of a requirement, given these answers to the gates."""
        checks = self._checks
        own = tuple(check for check in checks.values() if check.control == requirement.control.id)
        key = requirement.control.id, tuple(self._gate_of(check, checks, gates) for check in own)
        if key not in self._known:
            self._known[key] = frozenset(self._asked(requirement, own, gates))
        return self._known[key]

    def _gate_of(self, check: Check, checks: Mapping[str, Check], gates: Responses) -> object:
        """What the gates mean for this check: whether it is asked, and its answer if it is a gate itself."""
        account = self.account.id if self.account else None
        return gate_of(check, account, gates, checks), gates.get((check.id, account))

    def _asked(self, requirement: Requirement, own: tuple[Check, ...], gates: Responses) -> Iterator[Said]:
        """The result of every combination of answers whose results differ."""
        checks = self._checks
        asked = Expected(requirement=requirement, account=self.account, checks=own)
        choices = []
        for check in own:
            alone = evolve(asked, checks=(check,))
            key = (check.id, self.account.id if self.account else None)
            answers = [gates[key]] if key in gates else list(self._answers(check, requirement))
            differing = {
                self._said(judge(alone, {**gates, key: answer}, checks, _ANY_DAY)): answer for answer in answers
            }
            choices.append(list(differing.values()))
        for chosen in product(*choices):
            responses = {**gates, **{(answer.check, answer.account): answer for answer in chosen}}
            yield self._said(judge(asked, responses, checks, _ANY_DAY))

    def _said(self, finding: Finding) -> Said:
        """How an attestation words a finding."""
        if not finding.left_the_set:
            return Said(verdict=finding.verdict, sentence=declared(finding), as_far_as_seen=finding.as_far_as_seen)
        code, reason = why_left_out(finding, self.catalogue, named=self.named)
        return Said(verdict=finding.verdict, sentence=reason, left_out=code)


def _waiver(allowed: AllowedException) -> Waiver:
    """A waiver that counts."""
    role = allowed.approver or ""
    return Waiver(reason=allowed.reasons[0], approver_role=role, approver_name="someone", until=_ANY_DAY)


@frozen(kw_only=True)
class AskedRequirement:
    """What determines the requirements and checks: the policy, the kind of person, the rules."""

    policy: str
    people: PersonKind
    rules: str = CURRENT_RULES


class Subjects:
    """What was asked before: which answers are possible does not depend on what a file states.

    Most staff have the same few platforms under the same policy, so most files ask the same again.
    """

    def __init__(self) -> None:
        self._known: OrderedDict[tuple[int, AskedRequirement, Account | None, bool], AskedAccount] = OrderedDict()

    def subject(
        self, catalogue: Catalogue, asked: AskedRequirement, account: Account | None, *, named: bool
    ) -> AskedAccount:
        """One subject under a policy of that catalogue, which is told from others by being the very same object."""
        key = (id(catalogue), asked, account, named)  # the subject holds the catalogue, so its number is not reused
        found = self._known.pop(key, None)
        self._known[key] = found = found or AskedAccount(
            catalogue=catalogue,
            policy=asked.policy,
            account=account,
            named=named,
            named_or_all=asked.rules != FIRST_RULES,
        )
        while len(self._known) > _REMEMBERED:
            self._known.popitem(last=False)
        return found


SUBJECTS = Subjects()
