"""Where something is in a file: paths such as `profile_v2.emails.emails[]`, and how to follow them.

Between dots stand keys, compared without capitals; `a|b` is either of two, `*` any. `[]` is each item of a list, or
the one value that stands there without a list around it.
"""

from functools import cache
from typing import Any

from .export_texts import folded, repaired

EACH = None  # the step into a list
ANY = frozenset({"*"})
Step = frozenset[str] | None
Steps = tuple[Step, ...]


@cache
def steps_of(path: str) -> Steps:
    """The steps of a path."""
    found: list[Step] = []
    for part in path.split(".") if path else ():
        key = part.removesuffix("[]")
        if key:
            found.append(ANY if key == "*" else frozenset(map(folded, key.split("|"))))
        if part.endswith("[]"):
            found.append(EACH)
    return tuple(found)


def leads_to(step: Step, key: str) -> bool:
    """Whether a step into a dictionary goes to that key."""
    return step is not None and (step is ANY or folded(key) in step)


def below(key: str, inner: str) -> str:
    """The key of something in a dictionary."""
    shown = repaired(inner)
    return f"{key}.{shown}" if key else shown


def follow(value: Any, steps: Steps, key: str = "") -> list[tuple[str, Any]]:
    """What the steps lead to from a value, each with its key."""
    found = [(key, value)]
    for step in steps:
        before, found = found, []
        for place, each in before:
            if step is EACH:
                if isinstance(each, list):
                    found += [(f"{place}[{number}]", inner) for number, inner in enumerate(each)]
                elif each is not None:
                    found.append((place, each))
            elif isinstance(each, dict):
                wanted = each if step is ANY else [name for name in each if folded(name) in step]
                found += [(below(place, name), each[name]) for name in wanted]
    return found


def at(value: Any, path: str) -> Any:
    """The first value that is no empty text, list or dictionary at the end of a path; None if there is none."""
    return _first(value, steps_of(path))


def _first(value: Any, steps: Steps) -> Any:
    """As `follow` would, without a generator for every step: it is asked many times for each entry of a list."""
    if not steps:
        return None if value in ("", [], {}) else value
    first, rest = steps[0], steps[1:]
    if first is EACH:
        inner = value if isinstance(value, list) else [value]
        return next((found for each in inner if (found := _first(each, rest)) is not None), None)
    if not isinstance(value, dict):
        return None
    for name in value:
        if leads_to(first, name) and (found := _first(value[name], rest)) is not None:
            return found
    return None
