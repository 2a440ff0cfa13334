"""The pages of the wizard. Each is imported when its step is first shown."""

from collections.abc import Callable

from ...audit.steps import Step, StepId
from .context import WizardContext
from .page import StepPage


def make_page(desk: WizardContext, step: Step) -> StepPage:
    """The page of a step."""
    return _MAKERS[step.id](desk, step)


def _welcome(desk: WizardContext, _step: Step) -> StepPage:
    from .welcome.page import WelcomePage

    return WelcomePage(desk)


def _you(desk: WizardContext, _step: Step) -> StepPage:
    from .you_page import YouPage

    return YouPage(desk)


def _school(desk: WizardContext, _step: Step) -> StepPage:
    from .school.page import SchoolPolicyPage

    return SchoolPolicyPage(desk)


def _accounts(desk: WizardContext, _step: Step) -> StepPage:
    from .accounts.page import AccountsPage

    return AccountsPage(desk)


def _account(desk: WizardContext, step: Step) -> StepPage:
    from .question_pages import AccountPage

    return AccountPage(desk, step)


def _connections(desk: WizardContext, step: Step) -> StepPage:
    from .question_pages import ConnectionsPage

    return ConnectionsPage(desk, step)


def _policy(desk: WizardContext, step: Step) -> StepPage:
    from .question_pages import YouAndPolicyPage

    return YouAndPolicyPage(desk, step)


def _results(desk: WizardContext, _step: Step) -> StepPage:
    from .results.page import ResultsPage

    return ResultsPage(desk)


def _sign(desk: WizardContext, _step: Step) -> StepPage:
    from .sign.page import SignPage

    return SignPage(desk)


def _done(desk: WizardContext, _step: Step) -> StepPage:
    from .done.page import DonePage

    return DonePage(desk)


_MAKERS: dict[StepId, Callable[[WizardContext, Step], StepPage]] = {
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
