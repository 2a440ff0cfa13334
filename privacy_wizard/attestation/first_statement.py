"""Statements of the first format, whose findings only said whether they came from the baseline.

They are read into the present values, and written as they were: what they signed is compared byte by byte.
"""

from typing import Any

from ..domain.versions import FIRST_RULES
from ..domain.vocabulary import Basis
from ..serialization import Refused

FORMAT = "privacy-wizard-attestation/1"

_NEW: dict[str, Any] = {"rules_version": FIRST_RULES, "raw_score": None, "further": None}
_NEW_IN: dict[str, dict[str, Any]] = {
    "findings": {"critical": False, "as_far_as_seen": False, "looked_on": None},
    "left_out": {"basis": Basis.NAMED.value},
    "actions": {"lifts": None},
}


def as_present(raw: Any) -> Any:
    """A document of the first format with the fields that were new after it; anything else as it is. Raises Refused."""
    if not isinstance(raw, dict) or raw.get("format") != FORMAT:
        return raw
    found = _with(raw, _NEW, "")
    for name, new in _NEW_IN.items():
        if isinstance(raw.get(name), list):
            found[name] = [_with(each, new, f"{name}[{at}]") for at, each in enumerate(raw[name])]
    if isinstance(raw.get("findings"), list):
        found["findings"] = [_based(each, f"findings[{at}]") for at, each in enumerate(found["findings"])]
    return found


def _with(part: Any, new: dict[str, Any], place: str) -> Any:
    if not isinstance(part, dict):
        return part
    for name in new.keys() & part.keys():
        raise Refused(f"{place}.{name}".lstrip("."), "is not a field of this format")
    return {**part, **new}


def _based(part: Any, place: str) -> Any:
    if not isinstance(part, dict):
        return part
    if "basis" in part:
        raise Refused(f"{place}.basis", "is not a field of this format")
    if not isinstance(part.get("from_baseline"), bool):
        raise Refused(f"{place}.from_baseline", "must be true or false")
    basis = Basis.BASELINE if part["from_baseline"] else Basis.NAMED
    return {name: value for name, value in part.items() if name != "from_baseline"} | {"basis": basis.value}


def as_first(plain: dict[str, Any]) -> dict[str, Any]:
    """The document as the first format has it: the inverse of `as_present`."""
    found = {name: value for name, value in plain.items() if name not in _NEW}
    for name, new in _NEW_IN.items():
        found[name] = [{key: value for key, value in each.items() if key not in new} for each in plain[name]]
    found["findings"] = [_unbased(each) for each in found["findings"]]
    return found


def _unbased(part: dict[str, Any]) -> dict[str, Any]:
    left = {name: value for name, value in part.items() if name != "basis"}
    return left | {"from_baseline": part["basis"] == Basis.BASELINE}
