"""How a process that looks into hostile bytes is talked to, and what it may not do.

Questions and answers are each a head of JSON and the bytes that it announces.
"""

import json
import os
import struct
import sys
from typing import IO, Any

from .worker import MEMORY_LIMIT, PROCESSOR_LIMIT

_HEAD = struct.Struct(">I")
_HEAD_LIMIT = 4_000_000
# What nothing in here ever does, whatever a library makes of hostile bytes.
_FORBIDDEN = (
    *("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "socket.sendmsg"),
    *("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.fork", "os.forkpty", "os.startfile"),
    *("urllib.Request", "http.client.connect", "ftplib.connect", "smtplib.connect", "webbrowser.open"),
    *("os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.chmod", "os.truncate"),
)
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND


class Ended(Exception):
    """The other side has nothing more to say, or said something that cannot be understood."""


def receive(source: IO[bytes], most: int | None = None) -> tuple[dict[str, Any], bytes]:
    """A question with the bytes that come with it, at most so many. Raises Ended."""
    head = source.read(_HEAD.size)
    if len(head) != _HEAD.size:
        raise Ended
    length = _HEAD.unpack(head)[0]
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


def send(target: IO[bytes], head: dict[str, Any], *parts: bytes) -> None:
    """A head with its bytes."""
    written = json.dumps({**head, "bytes": sum(map(len, parts))}).encode()
    target.write(_HEAD.pack(len(written)) + written)
    for part in parts:
        target.write(part)
    target.flush()


def _exactly(source: IO[bytes], length: int) -> bytes:
    found = source.read(length)
    if len(found) != length:
        raise Ended
    return found


def refuse_all_else() -> None:
    """From now on, for this process: nothing is written, started, or sent anywhere, whatever a library tries."""
    sys.addaudithook(_refuse)


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    writes = event == "open" and isinstance(arguments[2], int) and bool(arguments[2] & _WRITING)
    if writes or event in _FORBIDDEN:
        raise PermissionError(event)


def limit_memory() -> None:
    """Where the system can: a bound on memory, and no files written."""
    try:
        import resource
    except ImportError:  # Windows: the limit on time alone
        return
    for which, most in ((resource.RLIMIT_AS, MEMORY_LIMIT), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0)):
        _, hard = resource.getrlimit(which)
        bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
        try:
            resource.setrlimit(which, (bound, bound))
        except (ValueError, OSError):  # some systems know the limit but do not take it
            continue


def limit_work() -> None:
    """So many seconds of work for each file, counted from now; then the system ends this process."""
    try:
        import resource
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    bound = int(used.ru_utime + used.ru_stime) + PROCESSOR_LIMIT
    try:
        resource.setrlimit(resource.RLIMIT_CPU, (bound if hard == resource.RLIM_INFINITY else min(bound, hard), hard))
    except (ValueError, OSError):
        return
