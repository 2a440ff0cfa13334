"""Answers copied from paper: which question is next, and the result. The questions are those of the wizard."""

from collections.abc import Mapping
from datetime import date

from attrs import define, field

from ..domain.audit import Account, Declaration, Response, Waiver
from ..domain.expectation import expected_set
from ..domain.judgement import Finding, judge, option_verdict
from ..domain.model import Catalogue, Check, Requirement
from ..domain.questions import Question, all_questions, is_asked, needed
from ..domain.scoring import Score, score
from ..domain.vocabulary import HowKnown, NotApplicable, Unresolved

Key = tuple[str, str | None]  # check, account
Answer = str | Unresolved | NotApplicable


@define
class Transcript:
    """One paper checklist while it is copied. `signed` is the date on it."""

    catalogue: Catalogue
    declaration: Declaration
    signed: date
    responses: dict[Key, Response] = field(factory=dict, init=False)
    questions: tuple[Question, ...] = field(init=False)
    _checks: Mapping[str, Check] = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.questions = needed(all_questions(self.catalogue, self.declaration))
        lists = self.catalogue.checklists.values()
        self._checks = {check.id: check for checklist in lists for check in checklist.checks}

    @property
    def asked(self) -> tuple[Question, ...]:
        """The questions that the answers so far leave open or answered; those behind a closed gate are not asked."""
        return tuple(each for each in self.questions if is_asked(each, self.responses, self._checks))

    @property
    def first_open(self) -> Question | None:
        """The first question asked but not answered; None if all are."""
        return next((each for each in self.asked if each.key not in self.responses), None)

    def after(self, question: Question) -> Question | None:
        """The question after this one on the paper; None after the last."""
        asked = self.asked
        at = next((at for at, each in enumerate(asked) if each.key == question.key), -1)
        return asked[at + 1] if at + 1 < len(asked) else None

    def before(self, question: Question) -> Question | None:
        """The question before this one; None at the first."""
        asked = self.asked
        at = next((at for at, each in enumerate(asked) if each.key == question.key), 0)
        return asked[at - 1] if at > 0 else None

    def answer(self, question: Question, given: Answer, waiver: Waiver | None = None) -> None:
        """Note an answer as it stands on the paper."""
        check, account = question.key
        self.responses[question.key] = Response(
            check=check, account=account, answer=given, known=HowKnown.LOOKED, waiver=waiver
        )

    def account(self, identifier: str | None) -> Account | None:
        """The account of that identifier."""
        return next((each for each in self.declaration.accounts if each.id == identifier), None)

    def findings(self) -> tuple[Finding, ...]:
        """The findings, as of the date on the paper."""
        pairs = expected_set(self.catalogue, self.declaration).core
        return tuple(judge(each, self.responses, self._checks, self.signed) for each in pairs)

    def score(self) -> Score:
        """The same figures as an attestation would have."""
        return score(self.findings())


def with_exception(question: Question) -> Requirement | None:
    """The requirement behind a question from which the policy allows an exception; None if there is none."""
    return next((each for each in question.requirements if each.exception is not None), None)


def may_be_excepted(question: Question, given: Answer) -> bool:
    """Whether an exception may be declared with that answer: the policy allows one, and the answer leaves it open."""
    requirement = with_exception(question)
    option = next((each for each in question.check.options if each.id == given), None)
    return requirement is not None and option is not None and option_verdict(requirement, option).is_open
