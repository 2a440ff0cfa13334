"""One spelling of a document: the bytes that are signed, and the strict way back from bytes to a value."""

import json
from typing import Any, TypeVar

from .shape import Refused, from_plain, to_plain

T = TypeVar("T")


def to_canonical(value: object) -> bytes:
    """The one JSON spelling of a value: UTF-8, sorted keys, no spaces; the same bytes each time."""
    return json.dumps(
        to_plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    ).encode()


def from_canonical(content: bytes, kind: type[T], limit: int) -> T:
    """The value in those bytes. Raises shape.Refused: nothing is converted or skipped, no second spelling read."""
    if len(content) > limit:
        raise Refused("", "is larger than any of its kind")
    try:
        value: T = from_plain(_parsed(content), kind)
    except ValueError:  # from a value that checks itself
        raise Refused("", "holds a value that cannot be") from None
    if to_canonical(value) != content:
        raise Refused("", "is spelt in another way than this program writes it")
    return value


def _parsed(content: bytes) -> Any:
    try:
        return json.loads(content.decode("utf-8"), parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        raise Refused("", "is not JSON of this format") from None


def _refuse_constant(name: str) -> None:
    raise Refused("", f"contains {name}, which is not a number")
