"""An audit as a plain document for the draft store, and back."""

from collections.abc import Iterable, Mapping
from enum import Enum
from functools import cache
from typing import Any, get_args, get_origin

from cattrs import Converter

from ..domain.vocabulary import NotApplicable, Unresolved
from ..i18n import Message
from ..serialization import new_converter
from ..system import Trouble
from .actions import Action
from .interview.interview import Progress
from .state import Audit, Key
from .steps import StepId

FORMAT = 1


class DocumentFault(Trouble):
    """A saved audit that this version cannot read; `found` gives the reason for the log."""

    sentence = Message(
        "This saved audit cannot be opened: this version of the program cannot read it. Nothing was changed. "
        "Install the newest version, or delete this audit and start a new one."
    )

    def __init__(self, found: str) -> None:
        super().__init__(found)
        self.found = found


Answer = str | Unresolved | NotApplicable
_ANSWERS: Mapping[str, type[Enum]] = {"unresolved": Unresolved, "not applicable": NotApplicable}


def to_document(audit: Audit) -> dict[str, Any]:
    """Plain JSON values only; `from_document` gives the same audit back."""
    document: dict[str, Any] = _converter().unstructure(audit)
    return {"format": FORMAT, **document}


def with_summary(audit: Audit, policy: str, progress: Progress, left: Iterable[Action]) -> dict[str, Any]:
    """The document with what a list of saved audits shows of this one; `left` is what is still to be done."""
    days = [audit.reminders.get(action.key, action.due) for action in left if action.key not in audit.done]
    handed_in = audit.handed_in
    summary = {
        "name": audit.person.name if audit.person else "",
        "school": audit.school.name if audit.school else "",
        "occasion": audit.occasion.value if audit.occasion else None,
        "policy": policy,
        "answered": progress.answered,
        "asked": progress.asked,
        "handed_in": {"way": handed_in.way.value, "on": handed_in.on.isoformat()} if handed_in else None,
        "to_hand_in": audit.signed is not None and handed_in is None,
        "reminders": sorted(day.isoformat() for day in days if day is not None),
        "undated": days.count(None),
        "signed": audit.signed.on.isoformat() if audit.signed else None,
    }
    return {**to_document(audit), "summary": summary}


def from_document(document: Mapping[str, Any]) -> Audit:
    """The audit in a saved document. Raises DocumentFault where the document is not one of ours."""
    if document.get("format") != FORMAT:
        raise DocumentFault(f"format {document.get('format')!r}, not {FORMAT}")
    kept = {name: value for name, value in document.items() if name not in ("format", "summary")}
    try:
        return _converter().structure({**kept, "place": _place_of_today(kept["place"])}, Audit)
    except Exception as fault:
        raise DocumentFault("not the shape of a saved audit") from fault


_STEPS_OF_TODAY = {"connections": StepId.PEOPLE, "policy": StepId.CONDUCT}
"""Steps that drafts of before may have stopped at."""


def _place_of_today(place: dict[str, Any]) -> dict[str, Any]:
    step = place["step"]
    return {**place, "step": {**step, "id": _STEPS_OF_TODAY.get(step["id"], step["id"])}}


@cache
def _converter() -> Converter:
    converter = new_converter()
    converter.register_unstructure_hook_func(lambda kind: kind == Answer, _answer_to_document)
    converter.register_structure_hook_func(lambda kind: kind == Answer, lambda value, _: _answer_from_document(value))
    # JSON has no keys of two parts: a mapping under (what, account) becomes a list of [what, account, value].
    converter.register_unstructure_hook_func(_is_keyed, lambda mapping: _keyed_to_document(converter, mapping))
    converter.register_structure_hook_func(_is_keyed, lambda rows, kind: _keyed_from_document(converter, rows, kind))
    return converter


def _answer_to_document(answer: Answer) -> Any:
    for name, kind in _ANSWERS.items():
        if isinstance(answer, kind):
            return {name: answer.value}
    return str(answer)


def _answer_from_document(value: Any) -> Any:
    if isinstance(value, str):
        return value
    ((name, word),) = value.items()
    return _ANSWERS[name](word)


def _is_keyed(kind: Any) -> bool:
    return get_origin(kind) is Mapping and get_args(kind)[0] == Key


def _keyed_to_document(converter: Converter, mapping: Mapping[Key, Any]) -> list[Any]:
    return [[*key, converter.unstructure(value)] for key, value in mapping.items()]


def _keyed_from_document(converter: Converter, rows: Any, kind: Any) -> dict[Key, Any]:
    value_kind = get_args(kind)[1]
    return {(row[0], row[1]): converter.structure(row[2], value_kind) for row in rows}
