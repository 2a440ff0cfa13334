"""What the questions' closed vocabularies are called. Asked anew at each use, so that they follow the language."""

from PySide6.QtCore import QCoreApplication

from ....domain.model import Check
from ....domain.vocabulary import ExceptionReason, Known, NotApplicable, Unresolved

Answer = str | Unresolved | NotApplicable


def known_name(known: Known) -> str:
    """How someone knows an answer."""
    translate = QCoreApplication.translate
    return {
        Known.REMEMBERED: translate("Words", "I remember it"),
        Known.LOOKED: translate("Words", "I looked at it"),
        Known.LOOKED_AS_STRANGER: translate("Words", "I looked as a stranger"),
    }[known]


def unresolved_name(answer: Unresolved) -> str:
    """An answer that is none."""
    translate = QCoreApplication.translate
    return {
        Unresolved.NOT_SURE: translate("Words", "I am not sure"),
        Unresolved.CANNOT_FIND: translate("Words", "I cannot find it"),
    }[answer]


def not_applicable_name(reason: NotApplicable) -> str:
    """Why a question does not apply."""
    translate = QCoreApplication.translate
    return {
        NotApplicable.NOT_OFFERED: translate("Words", "It is not offered to me"),
        NotApplicable.NOT_USED: translate("Words", "I have never used this"),
        NotApplicable.GATE: translate("Words", "An earlier answer rules it out"),
        NotApplicable.OTHER_DEVICE: translate("Words", "It is only on a device that I do not have here"),
    }[reason]


def exception_name(reason: ExceptionReason) -> str:
    """Why an exception is declared."""
    translate = QCoreApplication.translate
    return {
        ExceptionReason.RELATIVE: translate("Words", "A relative"),
        ExceptionReason.FRIEND_BEFORE: translate("Words", "A friend from before"),
        ExceptionReason.COMMUNITY_ROLE: translate("Words", "A role in the community"),
        ExceptionReason.APPROVED_WORK_USE: translate("Words", "Use for work that was approved"),
    }[reason]


def answer_name(check: Check, answer: Answer) -> str:
    """An answer as the reader chose it; one that the checklist no longer knows is shown as it was kept."""
    if isinstance(answer, Unresolved):
        return unresolved_name(answer)
    if isinstance(answer, NotApplicable):
        return not_applicable_name(answer)
    option = check.option(answer)
    return option.label if option else answer
