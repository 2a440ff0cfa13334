"""The steps of an audit as the sidebar shows them."""

from typing import TYPE_CHECKING

from ...audit.steps import Step, StepId, steps_of
from ...i18n import _
from .context import WizardContext
from .pages import make_page
from .steps import StepState, WizardStep

if TYPE_CHECKING:
    from ...audit.session import AuditSession

_BEFORE_QUESTIONS = (StepId.YOU, StepId.SCHOOL, StepId.ACCOUNTS)
_QUESTIONS = (StepId.ACCOUNT, StepId.CONNECTIONS, StepId.POLICY)


def name_of(step: Step) -> str:
    """The identifier under which the window knows a step."""
    return f"{step.id.value}:{step.account}" if step.account else step.id.value


def first_steps(desk: WizardContext) -> tuple[WizardStep, ...]:
    """The steps of an audit that is not begun: no account is known yet."""
    return tuple(_wizard_step(desk, step) for step in steps_of(()))


def wizard_steps(desk: WizardContext) -> tuple[WizardStep, ...]:
    """All steps of the audit as it is now."""
    return tuple(_wizard_step(desk, step) for step in desk.session.steps)


def _wizard_step(desk: WizardContext, step: Step) -> WizardStep:
    return WizardStep(
        id=name_of(step),
        title=lambda: _title(desk, step),
        make_page=lambda: make_page(desk, step),
        depth=1 if step.id is StepId.ACCOUNT else 0,
    )


def _title(desk: WizardContext, step: Step) -> str:
    if step.id is StepId.ACCOUNT:
        return _account_title(desk.session, step)
    return {
        StepId.WELCOME: _("Welcome"),
        StepId.YOU: _("You"),
        StepId.SCHOOL: _("School and policy"),
        StepId.ACCOUNTS: _("Accounts"),
        StepId.CONNECTIONS: _("Connections"),
        StepId.POLICY: _("You and the policy"),
        StepId.RESULTS: _("Results"),
        StepId.SIGN: _("Sign"),
        StepId.DONE: _("Done"),
    }[step.id]


def _account_title(session: "AuditSession", step: Step) -> str:
    from .words import account_name

    account = next((a for a in session.audit.accounts if a.id == step.account), None)
    return account_name(session, account) if account else ""


def first_state(step: Step) -> StepState:
    """How far a step of an audit is that is not begun."""
    return StepState.OPEN if step.id in (StepId.WELCOME, StepId.YOU) else StepState.AHEAD


def state_of(session: "AuditSession", step: Step) -> StepState:
    """How far a step is: what comes before the questions opens one after the other, then all is open."""
    first = next((s for s in _BEFORE_QUESTIONS if session.obstacle(Step(id=s)) is not None), None)
    if step.id is StepId.WELCOME:
        return StepState.DONE if session.audit.person is not None else StepState.OPEN
    if step.id in _BEFORE_QUESTIONS:
        return _in_order(step.id, first)
    if first is not None:
        return StepState.AHEAD
    if step.id in _QUESTIONS:
        progress = session.progress_at(step)
        return StepState.OPEN if progress.open or progress.waiting else StepState.DONE
    return _at_the_end(session, step.id)


def _in_order(step: StepId, first: StepId | None) -> StepState:
    if first is None:
        return StepState.DONE
    here, there = _BEFORE_QUESTIONS.index(step), _BEFORE_QUESTIONS.index(first)
    return StepState.DONE if here < there else StepState.OPEN if here == there else StepState.AHEAD


def _at_the_end(session: "AuditSession", step: StepId) -> StepState:
    signed = session.audit.signed is not None
    if step is StepId.DONE:
        return StepState.OPEN if signed else StepState.AHEAD
    return StepState.DONE if signed else StepState.OPEN
