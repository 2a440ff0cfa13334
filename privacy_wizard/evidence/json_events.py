"""Large JSON read event by event: what no path leads to is skipped, what one leads to is built and yielded."""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import IO, Any

import ijson
from attrs import define, field

from .export_notes import CannotReadMember, NoteKind
from .export_texts import folded
from .limits import DEEPEST_JSON, MOST_VALUES, STEP
from .patterns import EACH, Steps, below, follow, leads_to

_OPENING, _CLOSING = ("start_map", "start_array"), ("end_map", "end_array")
Events = Iterator[tuple[str, Any]]
NOBODY = object()  # given out where a list that a path leads into is there, and is empty or null
Alive = list[tuple[int, Steps]]  # the number of a path, and the steps of it that are still to be taken


def streamed(source: IO[bytes], paths: Sequence[Steps]) -> Iterator[tuple[int, str, Any]]:
    """What the paths lead to, as it comes: the path's number, the key, the value. Raises CannotReadMember."""
    events: Events = ijson.basic_parse(source, buf_size=STEP, use_float=True)
    try:
        event, value = _next(events)
        events, alive = _fitting(events, event, list(enumerate(paths)))
        yield from _values(events, event, value, "", alive, 0)
    except (ijson.JSONError, ValueError):
        raise CannotReadMember(NoteKind.DAMAGED) from None


def _values(
    events: Events, event: str, value: Any, key: str, alive: Alive, depth: int
) -> Iterator[tuple[int, str, Any]]:
    """One value of the file, which `event` has begun."""
    if depth > DEEPEST_JSON:
        raise CannotReadMember(NoteKind.TOO_DEEP)
    lists = [number for number, steps in alive if steps == (EACH,)]
    if event == "null":
        yield from ((number, key, NOBODY) for number in lists)
    if not alive:
        _pass_over(events, event)
    elif event == "start_array" and all(steps and steps[0] is EACH for _, steps in alive):
        inner, count = [(number, steps[1:]) for number, steps in alive], 0
        for first, given in _until_end(events):
            yield from _values(events, first, given, f"{key}[{count}]", inner, depth + 1)
            count += 1
        yield from ((number, key, NOBODY) for number in lists if not count)
    elif event == "start_map" and all(steps and steps[0] is not EACH for _, steps in alive):
        left = {name for _, steps in alive for name in steps[0] or ()}
        for _, name in _until_end(events):
            first, given = _next(events)
            inner = [(number, steps[1:]) for number, steps in alive if leads_to(steps[0], name)]
            yield from _values(events, first, given, below(key, name), inner, depth + 1)
            left.discard(folded(name))
            if not left and depth == 0:
                return  # nothing that is wanted can follow; it may be a gigabyte of messages
    else:
        built = _Builder(events).build(event, value)
        for number, steps in alive:
            yield from ((number, place, found) for place, found in follow(built, steps, key))


def _fitting(events: Events, event: str, alive: Alive) -> tuple[Events, Alive]:
    """The paths that lead on into what the file begins with, so that it need not be built whole for the others.

    Where it begins with a key that paths lead to, these do; with another one it may be a lone entry of a list.
    """
    if event == "start_array":
        return events, [each for each in alive if each[1][:1] in ((), (EACH,))]
    if event != "start_map":
        return events, alive
    first, name = _next(events)
    by_key = [each for each in alive if each[1] and each[1][0] is not EACH]
    is_known = first == "map_key" and any(leads_to(steps[0], name) for _, steps in by_key)
    is_by_key = is_known and all(steps for _, steps in alive)
    return chain(((first, name),), events), by_key if is_by_key else alive


def _next(events: Events) -> tuple[str, Any]:
    try:
        return next(events)
    except StopIteration:
        raise CannotReadMember(NoteKind.DAMAGED) from None


def _until_end(events: Events) -> Events:
    for event, value in events:
        if event in _CLOSING:
            return
        yield event, value
    raise CannotReadMember(NoteKind.DAMAGED)


def _pass_over(events: Events, event: str) -> None:
    depth = 1 if event in _OPENING else 0
    while depth:
        event, _ = _next(events)
        if event in _OPENING:
            depth += 1
        elif event in _CLOSING:
            depth -= 1


@define
class _Builder:
    events: Events
    count: int = field(default=0)

    def build(self, event: str, value: Any, depth: int = 0) -> Any:
        self.count += 1
        if self.count > MOST_VALUES:
            raise CannotReadMember(NoteKind.TOO_LARGE)
        if depth > DEEPEST_JSON:
            raise CannotReadMember(NoteKind.TOO_DEEP)
        if event == "start_array":
            return [self.build(first, given, depth + 1) for first, given in _until_end(self.events)]
        if event == "start_map":
            return {name: self.build(*_next(self.events), depth + 1) for _, name in _until_end(self.events)}
        return value
