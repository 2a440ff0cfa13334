"""The steps of the wizard and their order. Light to load: the window shows them before there is an audit."""

from collections.abc import Iterable
from enum import StrEnum
from typing import TYPE_CHECKING

from attrs import frozen

if TYPE_CHECKING:
    from ..domain.audit import Account


class StepId(StrEnum):
    """The steps of the wizard."""

    WELCOME = "welcome"
    YOU = "you"
    SCHOOL = "school"
    ACCOUNTS = "accounts"
    ACCOUNT = "account"
    CONNECTIONS = "connections"
    POLICY = "policy"
    RESULTS = "results"
    SIGN = "sign"
    DONE = "done"


@frozen(kw_only=True)
class Step:
    """One step; `account` only with StepId.ACCOUNT."""

    id: StepId
    account: str | None = None


def steps_of(accounts: "Iterable[Account]") -> tuple[Step, ...]:
    """The steps of an audit of these accounts, in order; one for each account."""
    own = tuple(accounts)
    personal = any(account.kind == "personal" for account in own)
    connections = (Step(id=StepId.CONNECTIONS),) if personal else ()
    return (
        Step(id=StepId.WELCOME),
        Step(id=StepId.YOU),
        Step(id=StepId.SCHOOL),
        Step(id=StepId.ACCOUNTS),
        *(Step(id=StepId.ACCOUNT, account=account.id) for account in own),
        *connections,
        Step(id=StepId.POLICY),
        Step(id=StepId.RESULTS),
        Step(id=StepId.SIGN),
        Step(id=StepId.DONE),
    )


def step_after(accounts: "Iterable[Account]", step: Step) -> Step:
    """The next step; a step that is gone (its account was removed) leads on from the accounts."""
    return _neighbour(accounts, step, 1)


def step_before(accounts: "Iterable[Account]", step: Step) -> Step:
    """The step before; the first leads to itself."""
    return _neighbour(accounts, step, -1)


def _neighbour(accounts: "Iterable[Account]", step: Step, by: int) -> Step:
    all_steps = steps_of(accounts)
    if step not in all_steps:
        return Step(id=StepId.ACCOUNTS)
    return all_steps[min(max(all_steps.index(step) + by, 0), len(all_steps) - 1)]
