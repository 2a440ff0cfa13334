"""Which questions stand on one screen together. Pure."""

from collections.abc import Callable, Hashable, Sequence

from ..domain.questions import Question
from .state import Key

SHORT, LONG = 2, 6
Heading = Callable[[Question], Hashable]


def groups(questions: Sequence[Question], heading: Heading) -> tuple[tuple[Question, ...], ...]:
    """Short groups in the given order; what stands under one heading is kept together as far as it fits."""
    found: list[list[Question]] = []
    for run in _runs(questions, heading):
        most = LONG if run[0].is_acknowledgement else SHORT
        fits = bool(found) and len(found[-1]) + len(run) <= most and found[-1][0].is_acknowledgement is (most == LONG)
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
    return heading(question), question.is_acknowledgement
