"""Messages between the program and a worker: a head of JSON and the bytes that it announces."""

import json
import struct
from typing import IO, Any

_HEAD = struct.Struct(">I")
_HEAD_LIMIT = 4_000_000


class Ended(Exception):
    """The other side has nothing more to say, or said something that cannot be understood."""


def receive(source: IO[bytes], most: int | None = None) -> tuple[dict[str, Any], bytes]:
    """A head with the bytes that come with it, at most so many. Raises Ended."""
    length = _HEAD.unpack(_exactly(source, _HEAD.size))[0]
    if length > _HEAD_LIMIT:
        raise Ended
    try:
        found = json.loads(_exactly(source, length))
    except (ValueError, RecursionError):
        raise Ended from None
    if not isinstance(found, dict):
        raise Ended
    size = found.pop("bytes", 0)
    if type(size) is not int or size < 0 or (most is not None and size > most):
        raise Ended
    return found, _exactly(source, size)


def send(target: IO[bytes], head: dict[str, Any], content: bytes = b"") -> None:
    """A head with its bytes."""
    written = json.dumps({**head, "bytes": len(content)}).encode()
    target.write(_HEAD.pack(len(written)) + written)
    target.write(content)
    target.flush()


def _exactly(source: IO[bytes], length: int) -> bytes:
    found = source.read(length)
    if len(found) != length:
        raise Ended
    return found
