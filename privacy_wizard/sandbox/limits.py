"""What a worker may use, and what it may not do at all. Each system enforces what it can."""

import os
import sys
from collections.abc import Iterable
from typing import Any

from attrs import frozen

# What nothing in a worker ever does, whatever a library makes of hostile bytes. `socket.__new__` is every socket, so
# that no event loop can be made there either.
_FORBIDDEN = frozenset(
    (
        *("socket.__new__", "socket.connect", "socket.bind", "socket.getaddrinfo", "socket.gethostbyname"),
        *("socket.gethostbyaddr", "socket.sendto", "socket.sendmsg", "urllib.Request", "webbrowser.open"),
        *("http.client.connect", "ftplib.connect", "smtplib.connect"),
        *("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.fork", "os.forkpty"),
        *("os.startfile", "os.startfile/2", "pty.spawn", "_winapi.CreateProcess"),
        *("os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.chmod", "os.chown"),
        *("os.truncate", "os.utime", "os.setxattr", "os.removexattr", "sqlite3.connect"),
    )
)
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_TRUNC


@frozen(kw_only=True)
class Limits:
    """What one question to a worker may use."""

    seconds: float = 60.0  # by the clock
    work: int = 60  # seconds of the processor
    memory: int = 1_500_000_000  # bytes of the worker's whole process
    questions: int = 2000  # after so many a worker is replaced, so that nothing it keeps can grow for ever


def enter_sandbox(memory: int) -> None:
    """From now on, for this process: bounded memory; nothing is written, started, or sent anywhere."""
    if sys.platform == "win32":
        from .windows_job import limit_process

        limit_process(memory)
    else:
        _limit_resources({"RLIMIT_AS": memory, "RLIMIT_FSIZE": 0, "RLIMIT_CORE": 0}.items())
    sys.addaudithook(_refuse)


def limit_work(seconds: int) -> None:
    """So many seconds of work from now on; then the system ends this process. Windows has the clock alone."""
    if sys.platform != "win32":
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        _set(resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime) + seconds, hard)


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    writes = event == "open" and isinstance(arguments[2], int) and bool(arguments[2] & _WRITING)
    if writes or event in _FORBIDDEN:
        raise PermissionError(event)


def _limit_resources(limits: Iterable[tuple[str, int]]) -> None:
    import resource

    for name, most in limits:
        which = getattr(resource, name)
        _, hard = resource.getrlimit(which)
        bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
        _set(which, bound, bound)


def _set(which: int, soft: int, hard: int) -> None:
    import resource

    bound = soft if hard == resource.RLIM_INFINITY else min(soft, hard)
    try:
        resource.setrlimit(which, (bound, hard))
    except (ValueError, OSError):  # some systems know the limit but do not take it
        return
