"""The steps of the wizard and their order. Light to load: the window shows them before there is an audit."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum


class StepId(StrEnum):
    """The steps of the wizard."""

    WELCOME = "welcome"
    YOU = "you"
    SCHOOL = "school"
    ACCOUNTS = "accounts"
    SCREENING = "screening"
    DOWNLOADS = "downloads"
    LAST_YEAR = "last year"
    PEOPLE = "people"
    PROFILE = "profile"
    ACCOUNT = "account"
    DEVICES = "devices"
    CONDUCT = "conduct"
    ACKNOWLEDGEMENTS = "acknowledgements"
    RESULTS = "results"
    FURTHER = "further"
    SIGN = "sign"
    DONE = "done"


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step; `account` only with StepId.ACCOUNT."""

    id: StepId
    account: str | None = None


_BEFORE = (StepId.WELCOME, StepId.YOU, StepId.SCHOOL, StepId.ACCOUNTS)
USUAL = tuple(
    Step(id=step)
    for step in (
        StepId.SCREENING,
        StepId.PEOPLE,
        StepId.PROFILE,
        StepId.CONDUCT,
        StepId.ACKNOWLEDGEMENTS,
        StepId.FURTHER,
    )
)
"""The steps with questions, as long as it is not known what is asked: those of most audits."""


def steps_of(asking: Iterable[Step] = USUAL) -> tuple[Step, ...]:
    """All steps in order, given those with questions; the further questions come after the result."""
    questions = tuple(dict.fromkeys(asking))
    return (
        *(Step(id=step) for step in _BEFORE),
        *(step for step in questions if step.id is not StepId.FURTHER),
        Step(id=StepId.RESULTS),
        *(step for step in questions if step.id is StepId.FURTHER),
        Step(id=StepId.SIGN),
        Step(id=StepId.DONE),
    )


def step_after(steps: Sequence[Step], step: Step) -> Step:
    """The next step; a step that is gone (its account was removed) leads on from the accounts."""
    return _neighbour(steps, step, 1)


def step_before(steps: Sequence[Step], step: Step) -> Step:
    """The step before; the first leads to itself."""
    return _neighbour(steps, step, -1)


def _neighbour(steps: Sequence[Step], step: Step, by: int) -> Step:
    if step not in steps:
        return Step(id=StepId.ACCOUNTS)
    return steps[min(max(steps.index(step) + by, 0), len(steps) - 1)]
