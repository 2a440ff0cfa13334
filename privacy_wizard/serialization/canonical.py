"""How documents are written: the one form whose bytes are signed, with the strict way back, and one for people."""

import json
from typing import Any, TypeVar

from .strict import Refused, from_plain, to_plain

T = TypeVar("T")


def canonical_text(plain: object) -> str:
    """The one JSON spelling of JSON values: sorted keys, no spaces; the same text each time."""
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def to_canonical(value: object) -> bytes:
    """The one JSON spelling of a value, in UTF-8; the same bytes each time."""
    return canonical_text(to_plain(value)).encode()


def to_readable(value: object, indent: int = 2) -> str:
    """The JSON of a value over many lines, for people and their scripts."""
    return json.dumps(to_plain(value), ensure_ascii=False, indent=indent)


def from_canonical(content: bytes, kind: type[T], limit: int) -> T:
    """The value in those bytes. Raises Refused: nothing is converted or skipped, no second spelling read."""
    if len(content) > limit:
        raise Refused("", "is larger than any of its kind")
    try:
        value: T = from_plain(parsed(content), kind)
    except ValueError:  # from a value that checks itself
        raise Refused("", "holds a value that cannot be") from None
    if to_canonical(value) != content:
        raise Refused("", "is spelt in another way than this program writes it")
    return value


def parsed(content: bytes) -> Any:
    """The JSON values in those bytes; a field that is named twice and what is no number are refused. Raises Refused."""
    try:
        return json.loads(content.decode("utf-8"), object_pairs_hook=_once_each, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise Refused("", "is not JSON of this format") from None


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Refused("", "names a field twice")
    return found


def _no_constant(name: str) -> None:
    raise Refused("", f"contains {name}, which is not a number")
