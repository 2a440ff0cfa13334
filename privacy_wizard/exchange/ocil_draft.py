"""What comes of an OCIL document: a checklist to be finished by hand, and what its reader should know about it."""

from enum import Enum

from attrs import field, frozen

from ..domain.model import Checklist
from .xml_reader import visible


class RemarkKind(Enum):
    """What did not come across as it stood; the value is the sentence."""

    ASKS_FOR_TEXT = "asks for a number or for text. A checklist has choices only, so it was left out."
    ASKED_ELSEWHERE = "is asked after several others, or after itself. Only the first such place was kept."
    COMBINED = "combines answers by OR, by negation or by another questionnaire. A checklist takes the worst answer."
    NOT_CARRIED = "has no place in a checklist, so it was left out."
    RESULT_TAKEN = "has a result that departs from its recorded verdict. The result was taken."
    NO_CONTROL = "does not say which control it answers. Name it."
    NO_RESULT = "does not say what it comes to. Give a verdict."
    NO_REASON = "does not say why it matters. Write it."
    NO_REMEDY = "does not say what to do. Write it."


def _shown(text: str) -> str:
    return visible(text)[:200]


@frozen(kw_only=True)
class Remark:
    """One thing that did not come across, or is to be filled in."""

    kind: RemarkKind
    place: str = field(converter=_shown)  # a check's identifier, or an identifier or element of the document

    def __str__(self) -> str:
        """The sentence for the reader."""
        return f"{self.place} {self.kind.value}"


@frozen(kw_only=True)
class ChecklistDraft:
    """A checklist as far as the document gives it. Text that it does not give is empty, and remarked upon."""

    checklist: Checklist
    remarks: tuple[Remark, ...]
