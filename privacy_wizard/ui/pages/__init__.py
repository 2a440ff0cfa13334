"""The pages of the wizard. Each is imported when its step is first shown."""

from collections.abc import Callable

from ...audit.steps import Step, StepId
from ..desk import Desk
from ..page import Page


def make_page(desk: Desk, step: Step) -> Page:
    """The page of a step."""
    return _MAKERS[step.id](desk, step)


def _welcome(desk: Desk, _step: Step) -> Page:
    from .welcome import WelcomePage

    return WelcomePage(desk)


def _you(desk: Desk, _step: Step) -> Page:
    from .you import YouPage

    return YouPage(desk)


def _school(desk: Desk, _step: Step) -> Page:
    from .school import SchoolPage

    return SchoolPage(desk)


def _accounts(desk: Desk, _step: Step) -> Page:
    from .accounts import AccountsPage

    return AccountsPage(desk)


def _account(desk: Desk, step: Step) -> Page:
    from .account import AccountPage

    return AccountPage(desk, step)


def _connections(desk: Desk, step: Step) -> Page:
    from .connections import ConnectionsPage

    return ConnectionsPage(desk, step)


def _policy(desk: Desk, step: Step) -> Page:
    from .policy import PolicyPage

    return PolicyPage(desk, step)


def _results(desk: Desk, _step: Step) -> Page:
    from .results import ResultsPage

    return ResultsPage(desk)


def _sign(desk: Desk, _step: Step) -> Page:
    from .sign import SignPage

    return SignPage(desk)


def _done(desk: Desk, _step: Step) -> Page:
    from .done import DonePage

    return DonePage(desk)


_MAKERS: dict[StepId, Callable[[Desk, Step], Page]] = {
    StepId.WELCOME: _welcome,
    StepId.YOU: _you,
    StepId.SCHOOL: _school,
    StepId.ACCOUNTS: _accounts,
    StepId.ACCOUNT: _account,
    StepId.CONNECTIONS: _connections,
    StepId.POLICY: _policy,
    StepId.RESULTS: _results,
    StepId.SIGN: _sign,
    StepId.DONE: _done,
}
