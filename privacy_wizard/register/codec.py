"""Events as text and back. What counts as recorded is what is read back from the text, never the value passed in."""

import json
import re
from typing import Any, cast

from attrs import frozen
from cattrs.errors import BaseValidationError
from cattrs.gen import make_dict_unstructure_fn, override

from ..domain.campaign import Campaign
from ..domain.register_event_index import EVENTS, attestation_of, person_of
from ..domain.register_events import Event, EventKind
from ..serialization import canonical_text, new_converter
from .errors import NewerRegister
from .schema import moment_text, read_moment

# What PostgreSQL cannot keep (NUL) or nobody can encode (lone surrogates, as in broken file names).
_UNWRITABLE = re.compile("[\x00\ud800-\udfff]")


@frozen
class EncodedEvent:
    """An event as it is stored."""

    event: Event
    body: str  # canonical JSON
    person: str | None
    attestation: str | None


def write(event: Event) -> EncodedEvent:
    """The event as text, and as it will be read back."""
    body = canonical_text({"kind": event.kind.value, "event": _cleaned(_plain(event))})
    found = read(body)
    return EncodedEvent(found, body, person_of(found), attestation_of(found))


def read(body: str) -> Event:
    """The event in a body. Raises NewerRegister where this version does not know it."""
    try:
        return _event(json.loads(body))
    except (ValueError, KeyError, TypeError, BaseValidationError) as error:
        raise NewerRegister from error


def plain(value: object) -> Any:
    """Any of the domain's values as JSON values."""
    return _converter.unstructure(value)


def as_text(value: object) -> str:
    """Any of the domain's values as canonical JSON."""
    return canonical_text(_cleaned(plain(value)))


def from_text(text: str, kind: type) -> Any:
    """A value of the domain from its text."""
    return _converter.structure(json.loads(text), kind)


def _cleaned(found: Any) -> Any:
    if isinstance(found, str):
        return _UNWRITABLE.sub("\ufffd", found)
    if isinstance(found, list | tuple):
        return [_cleaned(each) for each in found]
    if isinstance(found, dict):
        return {key: _cleaned(each) for key, each in found.items()}
    return found


def _plain(event: Event) -> dict[str, Any]:
    return cast(dict[str, Any], _converter.unstructure(event, type(event)))


def _tagged(event: Event) -> dict[str, Any]:
    return {"kind": event.kind.value, "event": _plain(event)}


def _event(found: Any) -> Event:
    kind = EVENTS[EventKind(found["kind"])]
    event: Event = _converter.structure(found["event"], kind)
    return event


_converter = new_converter(write_moment=moment_text, read_moment=read_moment)
# What was recorded before campaigns named their rules stays as it is, byte by byte.
_campaign = make_dict_unstructure_fn(Campaign, _converter, rules=override(omit_if_default=True))
_converter.register_unstructure_hook(Campaign, _campaign)
_converter.register_unstructure_hook_func(lambda kind: kind is Event, _tagged)
_converter.register_structure_hook_func(lambda kind: kind is Event, lambda found, _: _event(found))
_converter.register_unstructure_hook_func(
    lambda kind: kind == Event | None, lambda event: None if event is None else _tagged(event)
)
