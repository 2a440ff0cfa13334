"""The logic of an OCIL document: what each choice gives, which question leads to which, and remarks."""

import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum

from attrs import Factory, define, field, frozen

from ..domain.model import Checklist
from .xml_document import OCIL, visible


class RemarkKind(Enum):
    """What could not be taken over as it was; the value is the sentence."""

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
    """One thing that could not be taken over, or has to be filled in."""

    kind: RemarkKind
    place: str = field(converter=_shown)  # a check's identifier, or an identifier or element of the document

    def __str__(self) -> str:
        return f"{self.place} {self.kind.value}"


@frozen(kw_only=True)
class ChecklistDraft:
    """A checklist as far as the document gives it. Text that it does not give is empty, and remarked upon."""

    checklist: Checklist
    remarks: tuple[Remark, ...]


_WHEN_BOOLEAN = {f"{{{OCIL}}}when_true": "true", f"{{{OCIL}}}when_false": "false"}
_WHEN_CHOICE = f"{{{OCIL}}}when_choice"


def ocil(*path: str) -> str:
    """A path of OCIL elements for `find`."""
    return "/".join(f"{{{OCIL}}}{name}" for name in path)


def text_of(element: ET.Element | None) -> str:
    """The text of an element and of what is in it, made safe; empty without one."""
    return visible("".join(element.itertext())) if element is not None else ""


def children(element: ET.Element | None) -> Iterable[ET.Element]:
    """What is in an element; nothing without one. Asking an element for its truth value is deprecated."""
    return element if element is not None else ()


@define
class Flow:
    """What the test actions say, by the document's own identifiers."""

    results: dict[tuple[str, str], str] = field(factory=dict)  # (question, choice) → PASS, FAIL, ...
    gates: dict[str, tuple[str, list[str]]] = field(factory=dict)  # question → (the one before it, opening choices)
    remarks: list[Remark] = Factory(list)

    @classmethod
    def of(cls, root: ET.Element) -> "Flow":
        """Read all actions of a document."""
        actions = {action.get("id", ""): action for action in children(root.find(ocil("test_actions")))}
        flow = cls()
        for action in actions.values():
            flow._read(action, actions)
        return flow

    @property
    def leading(self) -> frozenset[str]:
        """The questions that lead to others."""
        return frozenset(before for before, _ in self.gates.values())

    def _read(self, action: ET.Element, actions: Mapping[str, ET.Element]) -> None:
        question = action.get("question_ref", "")
        whens = list(_whens(action))
        branches = any(leads_to for _, _, leads_to in whens)
        for choice, result, leads_to in whens:
            if leads_to:
                self._lead(question, choice, actions.get(leads_to), leads_to)
            elif result in ("PASS", "FAIL") or not branches:
                self.results.setdefault((question, choice), result)

    def _lead(self, question: str, choice: str, target: ET.Element | None, name: str) -> None:
        behind = target.get("question_ref", "") if target is not None else ""
        if not behind:  # it leads to a questionnaire, or nowhere
            self.remarks.append(Remark(kind=RemarkKind.COMBINED, place=name))
            return
        before, choices = self.gates.setdefault(behind, (question, []))
        if before != question or self._is_behind(question, behind):
            self.remarks.append(Remark(kind=RemarkKind.ASKED_ELSEWHERE, place=behind))
            if not choices:
                del self.gates[behind]
        elif choice not in choices:
            choices.append(choice)

    def _is_behind(self, question: str, other: str) -> bool:
        """Whether a question is asked after another, or is that other."""
        seen = set()
        while question not in seen:
            if question == other:
                return True
            seen.add(question)
            question = self.gates.get(question, (question, []))[0]
        return False


def _whens(action: ET.Element) -> Iterator[tuple[str, str, str]]:
    """(choice, result, action it leads to): one of the last two is empty."""
    for when in action:
        result, leads_to = text_of(when.find(ocil("result"))), text_of(when.find(ocil("test_action_ref")))
        if when.tag in _WHEN_BOOLEAN:
            yield _WHEN_BOOLEAN[when.tag], result, leads_to
        elif when.tag == _WHEN_CHOICE:
            for choice in when.iterfind(ocil("choice_ref")):
                yield text_of(choice), result, leads_to
