"""Which questions stand on one screen together. Pure."""

from collections.abc import Callable, Hashable, Sequence

from ....audit.state import Key
from ....domain.model import Requirement
from ....domain.questions import Question
from ....domain.vocabulary import Kind

SHORT, LONG = 2, 6
Heading = Callable[[Question], Hashable]


def groups(questions: Sequence[Question], heading: Heading) -> tuple[tuple[Question, ...], ...]:
    """Short groups in the given order; what stands under one heading is kept together as far as it fits."""
    found: list[list[Question]] = []
    for run in _runs(questions, heading):
        most = LONG if is_acknowledgement(run[0]) else SHORT
        fits = bool(found) and len(found[-1]) + len(run) <= most and is_acknowledgement(found[-1][0]) is (most == LONG)
        if fits:
            found[-1] += run
        else:
            found += [run[at : at + most] for at in range(0, len(run), most)]
    return tuple(map(tuple, found))


def group_with(all_groups: Sequence[Sequence[Question]], key: Key) -> int | None:
    """The place of the group in which a question stands, or None."""
    return next((at for at, group in enumerate(all_groups) if any(q.key == key for q in group)), None)


def _runs(questions: Sequence[Question], heading: Heading) -> list[list[Question]]:
    runs: list[list[Question]] = []
    for question in questions:
        if runs and _sort(runs[-1][0], heading) == _sort(question, heading):
            runs[-1].append(question)
        else:
            runs.append([question])
    return runs


def _sort(question: Question, heading: Heading) -> tuple[Hashable, bool]:
    return heading(question), is_acknowledgement(question)


def own_requirement(question: Question) -> Requirement:
    """The requirement that the question answers itself; for a mere gate, the strictest of those behind it."""
    own = (r for r in question.requirements if r.control.id == question.check.control)
    return next(own, question.requirements[0])


def is_acknowledgement(question: Question) -> bool:
    """Whether something is only to be read and acknowledged."""
    return own_requirement(question).control.kind is Kind.ACK


def is_looked_up(question: Question) -> bool:
    """Whether it makes a difference how the answer is known."""
    return own_requirement(question).control.kind in (Kind.SETTING, Kind.ACCOUNT)
