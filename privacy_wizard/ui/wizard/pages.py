"""The pages of the wizard. Each is imported when its step is first shown."""

from collections.abc import Callable

from ...audit.steps import Step, StepId
from .context import WizardContext
from .page import StepPage


def make_page(context: WizardContext, step: Step) -> StepPage:
    """The page of a step."""
    return _MAKERS[step.id](context, step)


def _welcome(context: WizardContext, _step: Step) -> StepPage:
    from .welcome.page import WelcomePage

    return WelcomePage(context)


def _you(context: WizardContext, _step: Step) -> StepPage:
    from .you_page import YouPage

    return YouPage(context)


def _school(context: WizardContext, _step: Step) -> StepPage:
    from .school.page import SchoolPolicyPage

    return SchoolPolicyPage(context)


def _accounts(context: WizardContext, _step: Step) -> StepPage:
    from .accounts.page import AccountsPage

    return AccountsPage(context)


def _questions(context: WizardContext, step: Step) -> StepPage:
    from .interview.page import InterviewPage

    return InterviewPage(context, step)


def _results(context: WizardContext, _step: Step) -> StepPage:
    from .results.page import ResultsPage

    return ResultsPage(context)


def _sign(context: WizardContext, _step: Step) -> StepPage:
    from .sign.page import SignPage

    return SignPage(context)


def _done(context: WizardContext, _step: Step) -> StepPage:
    from .done.page import DonePage

    return DonePage(context)


_MAKERS: dict[StepId, Callable[[WizardContext, Step], StepPage]] = {
    StepId.WELCOME: _welcome,
    StepId.YOU: _you,
    StepId.SCHOOL: _school,
    StepId.ACCOUNTS: _accounts,
    StepId.SCREENING: _questions,
    StepId.DOWNLOADS: _questions,
    StepId.LAST_YEAR: _questions,
    StepId.PEOPLE: _questions,
    StepId.PROFILE: _questions,
    StepId.ACCOUNT: _questions,
    StepId.DEVICES: _questions,
    StepId.CONDUCT: _questions,
    StepId.ACKNOWLEDGEMENTS: _questions,
    StepId.FURTHER: _questions,
    StepId.RESULTS: _results,
    StepId.SIGN: _sign,
    StepId.DONE: _done,
}
