"""How one answer stands against the policy, as `domain` judges it."""

from ....audit.session import AuditSession
from ....domain.expectation import Expected
from ....domain.judgement import judge
from ....domain.questions import Question
from ....domain.vocabulary import NotApplicable, Unresolved, Verdict


def standing(session: AuditSession, question: Question) -> Verdict | None:
    """The verdict on this question alone; None without an answer, and for a mere gate."""
    own = [r for r in question.requirements if r.control.id == question.check.control]
    if not own or question.key not in session.audit.responses:
        return None
    expected = Expected(requirement=own[0], account=question.account, checks=(question.check,))
    return judge(expected, session.audit.responses, session.checks, session.today).verdict


def is_option(answer: object) -> bool:
    """Whether it is one of the options on the screen."""
    return isinstance(answer, str) and not isinstance(answer, Unresolved | NotApplicable)
