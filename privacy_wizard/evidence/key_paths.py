"""Where something is in a file: paths such as `profile_v2.emails.emails[]`, and how to follow them.

Between dots stand keys, compared without capitals; `a|b` is either of two, `*` any. `[]` is each item of a list, or
the one value that stands there without a list around it.
"""

from collections.abc import Iterator, Mapping
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
            found.append(frozenset(folded(each) if each != "*" else each for each in key.split("|")))
        if part.endswith("[]"):
            found.append(EACH)
    return tuple(found)


def leads_to(step: Step, key: str) -> bool:
    """Whether a step into a dictionary goes to that key."""
    return step is not None and (step == ANY or folded(key) in step)


def below(key: str, inner: str) -> str:
    """The key of something in a dictionary."""
    shown = repaired(inner)
    return f"{key}.{shown}" if key else shown


def follow(value: Any, steps: Steps, key: str = "") -> Iterator[tuple[str, Any]]:
    """What the steps lead to from a value, each with its key."""
    if not steps:
        yield key, value
        return
    first, rest = steps[0], steps[1:]
    if first is EACH:
        if isinstance(value, list) and not rest:  # as below, without a generator for each of many
            yield from ((f"{key}[{at}]", each) for at, each in enumerate(value))
        elif isinstance(value, list):
            for at, each in enumerate(value):
                yield from follow(each, rest, f"{key}[{at}]")
        elif value is not None:
            yield from follow(value, rest, key)
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            if leads_to(first, name):
                yield from follow(inner, rest, below(key, name))


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
