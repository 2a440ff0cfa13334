"""What the questions' closed vocabularies are called. Asked anew at each use, so that they follow the language."""

from ....domain.model import Check
from ....domain.names import not_applicable_name, unresolved_name
from ....domain.vocabulary import NotApplicable, Unresolved

Answer = str | Unresolved | NotApplicable


def answer_name(check: Check, answer: Answer) -> str:
    """An answer as the reader chose it; one that the checklist no longer knows is shown as it was kept."""
    if isinstance(answer, Unresolved):
        return unresolved_name(answer)
    if isinstance(answer, NotApplicable):
        return not_applicable_name(answer)
    option = check.option(answer)
    return option.label if option else answer
