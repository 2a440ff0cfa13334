"""Answers that may rest on the same thing as one that was just put right: what shows the school. Pure."""

from collections.abc import Sequence

from ...domain.judgement import Responses
from ...domain.questions import Question
from .contradictions import Answered, answered, shows_the_school

_BECAUSE_IT_SHOWS = {
    "identity.disclaimer": ("sometimes", "missing"),
    "identity.fitting-when-identifiable": ("fitting", "not-fitting"),
}
"""By control, the facts that are only so because an account shows the school."""


def left_behind(questions: Sequence[Question], before: Responses, now: Responses) -> tuple[Answered, ...]:
    """What else was said of an account because it shows the school, where something in it showed that and does not now:
    of these questions, those that are asked now.

    One picture is often behind several answers, and mending one of them leaves the others as they were.
    """
    hidden = [each for each in questions if _showed(each, before) and not _showed(each, now)]
    accounts = {each.key[1] for each in hidden if each.key in now}
    found = ((each, answered(each, now)) for each in questions if each.key[1] in accounts)
    others = {each.check.control: (each, said) for each, said in found if said is not None and _rests(each, now)}
    return tuple(others.values())  # of one matter one: where it is asked once, it is put right for all accounts


def _rests(question: Question, given: Responses) -> bool:
    option = answered(question, given)
    because = _BECAUSE_IT_SHOWS.get(question.check.control or "", ())
    return _showed(question, given) or (option is not None and option.fact in because)


def _showed(question: Question, given: Responses) -> bool:
    option = answered(question, given)
    return option is not None and shows_the_school(question, option)
