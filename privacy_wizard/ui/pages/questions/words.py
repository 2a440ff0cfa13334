"""What the questions' closed vocabularies are called. Asked anew at each use, so that they follow the language."""

from ....domain.model import Check
from ....domain.vocabulary import ExceptionReason, Known, NotApplicable, Unresolved
from ....i18n import _

Answer = str | Unresolved | NotApplicable


def known_name(known: Known) -> str:
    """How someone knows an answer."""
    return {
        Known.REMEMBERED: _("I remember it"),
        Known.LOOKED: _("I looked at it"),
        Known.LOOKED_AS_STRANGER: _("I looked as a stranger"),
    }[known]


def unresolved_name(answer: Unresolved) -> str:
    """An answer that is none."""
    return {
        Unresolved.NOT_SURE: _("I am not sure"),
        Unresolved.CANNOT_FIND: _("I cannot find it"),
    }[answer]


def not_applicable_name(reason: NotApplicable) -> str:
    """Why a question does not apply."""
    return {
        NotApplicable.NOT_OFFERED: _("It is not offered to me"),
        NotApplicable.NOT_USED: _("I have never used this"),
        NotApplicable.GATE: _("An earlier answer rules it out"),
        NotApplicable.OTHER_DEVICE: _("It is only on a device that I do not have here"),
    }[reason]


def exception_name(reason: ExceptionReason) -> str:
    """Why an exception is declared."""
    return {
        ExceptionReason.RELATIVE: _("A relative"),
        ExceptionReason.FRIEND_BEFORE: _("A friend from before"),
        ExceptionReason.COMMUNITY_ROLE: _("A role in the community"),
        ExceptionReason.APPROVED_WORK_USE: _("Use for work that was approved"),
    }[reason]


def answer_name(check: Check, answer: Answer) -> str:
    """An answer as the reader chose it; one that the checklist no longer knows is shown as it was kept."""
    if isinstance(answer, Unresolved):
        return unresolved_name(answer)
    if isinstance(answer, NotApplicable):
        return not_applicable_name(answer)
    option = check.option(answer)
    return option.label if option else answer
