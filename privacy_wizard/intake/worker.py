"""One file, checked in a process of its own with limits on time and memory; the report goes to standard output.

Started by `verify` with a path as its argument and the rest as JSON on standard input. What it reads may be hostile:
it is the one place where such a file is opened.
"""

import base64
import hashlib
import json
import logging
import os
import stat
import sys
from datetime import datetime
from typing import TYPE_CHECKING, Any

from attrs import evolve

from ..attestation.plain_pdf import SIZE_LIMIT
from ..attestation.reasons import Reason
from .report import Report, failed, report_to_json

if TYPE_CHECKING:
    from .grounds import Grounds

MEMORY_LIMIT = 1_500_000_000  # bytes of address space
PROCESSOR_LIMIT = 60  # seconds of work, whatever the clock on the wall says


def main() -> None:
    """Read, check, report."""
    logging.disable(logging.CRITICAL)  # libraries would write names into logs
    request = json.load(sys.stdin)
    from .grounds import Grounds

    grounds = Grounds.here(request["own"].encode())  # while files may still be written
    _limit()
    report = check(sys.argv[1], request["trust"], datetime.fromisoformat(request["now"]), grounds)
    sys.stdout.buffer.write(report_to_json(report).encode())


def check(path: str, trust: list[str] | None, now: datetime, grounds: "Grounds") -> Report:
    """The report on one file; `trust` are certificates (DER, base64), None where nobody was named as trusted."""
    content = _read(path)
    if isinstance(content, Reason):
        return failed(content)
    from ..attestation.verify import examine
    from .judge import judge
    from .trust import trust_from_der

    trusted = None if trust is None else trust_from_der([base64.b64decode(each) for each in trust])
    report = judge(examine(content, grounds.declaration), grounds, trusted, now)
    return evolve(report, sha256=hashlib.sha256(content).hexdigest())


def _read(path: str) -> bytes | Reason:
    """The bytes of a regular file; of a folder, a pipe, a device nothing is read, and nothing is waited for."""
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOCTTY", 0)
    try:
        descriptor = os.open(path, flags)
    except (OSError, ValueError):
        return Reason.NOT_READABLE
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        return Reason.NOT_READABLE
    with os.fdopen(descriptor, "rb") as file:
        try:
            content = file.read(SIZE_LIMIT + 1)
        except OSError:
            return Reason.NOT_READABLE
    return Reason.TOO_LARGE if len(content) > SIZE_LIMIT else content


def _limit() -> None:
    """Where the system can: a bound on memory and work, and no files written."""
    try:
        import resource
    except ImportError:  # Windows: the limit on time alone
        return
    limits: dict[int, Any] = {
        resource.RLIMIT_AS: MEMORY_LIMIT,
        resource.RLIMIT_CPU: PROCESSOR_LIMIT,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
    }
    for which, most in limits.items():
        _, hard = resource.getrlimit(which)
        bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
        try:
            resource.setrlimit(which, (bound, bound))
        except (ValueError, OSError):  # some systems know the limit but do not take it
            continue
