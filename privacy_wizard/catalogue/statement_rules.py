"""What must hold of a statement that stands in one policy alone."""

from collections.abc import Mapping

from ..domain.model import ACKNOWLEDGED, Control
from ..domain.vocabulary import Area
from ..i18n import _
from .document import Read, quoted
from .forms import PackForm, RequirementForm

MOST_SAID = 30  # words: it is asked like a question, among others


def with_own_controls(form: PackForm, controls: Mapping[str, Control]) -> Mapping[str, Control]:
    """The controls of the library, and those that the pack brings."""
    brought = {
        each.control: each.statement.as_control(each.control)
        for each in form.requirements
        if each.statement is not None and each.control not in controls
    }
    return {**controls, **brought}


def check_statement(read: Read[PackForm], requirement: RequirementForm, controls: Mapping[str, Control]) -> None:
    """Report a statement that takes the place of a control, or stands where none can be asked."""
    at, report = read.document.at, read.document.report
    if read.form.inherits is None:
        report(at(requirement, "statement"), _("The baseline has no statements of its own. Write a control for it."))
    if requirement.control in controls:
        sentence = _(
            "{id} is a control already. Take the statement out, or give a new id.", id=quoted(requirement.control)
        )
        report(at(requirement, "control"), sentence)
    elif not requirement.control.startswith(f"{Area.CONDUCT}."):
        sentence = _(
            'A statement of your own is answered or accepted: begin its id with "{answered}", or with "{accepted}" '
            "where it is only accepted.",
            answered=f"{Area.CONDUCT}.",
            accepted=ACKNOWLEDGED,
        )
        report(at(requirement, "control"), sentence)
    if requirement.statement is not None and len(requirement.statement.says.split()) > MOST_SAID:
        sentence = _("Say it in {most} words at most; the rest goes to details.", most=MOST_SAID)
        report(at(requirement, "statement", "says"), sentence)
