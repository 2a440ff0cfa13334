"""Python as the program meets it on Windows, as far as another system can imitate it.

`pytest -p tests.windows.imitation`. Modules that Windows lacks cannot be imported. The program's own modules, and they
alone, see `sys.platform` as there and an `os` without what it lacks there; libraries go on as they are. A file that is
open cannot be replaced or removed, and now and then a virus scanner holds one that was just written. A pair of sockets
is made over the network. Locks are those of this system, which hold as long as their process, as Windows' own do.
"""

import os
import socket
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from pathlib import Path
from types import ModuleType
from typing import Any

LACKING = ("fcntl", "grp", "pty", "pwd", "resource", "syslog", "termios", "tty")
LACKING_IN_OS = frozenset(
    (
        *("chown", "fchmod", "fchown", "fork", "forkpty", "geteuid", "getgid", "getuid", "killpg", "mkfifo"),
        *("posix_spawn", "setsid", "statvfs", "sysconf", "O_DIRECTORY", "O_NOCTTY", "O_NOFOLLOW", "O_NONBLOCK"),
    )
)
SCANNED_ONCE = 3  # every so many files are held by the scanner when they are first to be replaced
OURS = "privacy_wizard"


class _Seen(ModuleType):
    """Another module as Windows has it; what is set goes to the module itself."""

    def __init__(self, real: ModuleType, differs: dict[str, Any], lacks: frozenset[str] = frozenset()) -> None:
        self.__dict__.update(_real=real, _differs=differs, _lacks=lacks, __name__=real.__name__)

    def __getattr__(self, name: str) -> Any:
        if name in self._lacks:
            raise AttributeError(name)
        return self._differs[name] if name in self._differs else getattr(self._real, name)

    def __setattr__(self, name: str, value: Any) -> None:
        setattr(self._real, name, value)


class _Loading(Loader):
    """Loads a module while `sys` and `os` are what that module is to see."""

    def __init__(self, loader: Loader, *, ours: bool) -> None:
        self._loader, self._seen = loader, _WINDOWS if ours else _REAL

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        return self._loader.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        before = {name: sys.modules[name] for name in self._seen}
        sys.modules.update(self._seen)
        try:
            self._loader.exec_module(module)
        finally:
            sys.modules.update(before)
        if module.__name__ == f"{OURS}.sandbox.windows_job":
            module.limit_process = lambda _memory: None  # there is no kernel of Windows to ask

    def __getattr__(self, name: str) -> Any:
        return getattr(self._loader, name)


class _Finder(MetaPathFinder):
    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        spec = PathFinder.find_spec(name, path, target)
        if spec is not None and spec.loader is not None and hasattr(spec.loader, "exec_module"):
            spec.loader = _Loading(spec.loader, ours=name.partition(".")[0] == OURS)
        return spec


_REAL = {"sys": sys, "os": os}
_WINDOWS = {"sys": _Seen(sys, {"platform": "win32"}), "os": _Seen(os, {"name": "nt"}, LACKING_IN_OS)}
_replace, _unlink = os.replace, os.unlink
_held: set[str] = set()


def _open_here(path: Any) -> bool:
    """Whether this process has the file open, without which Windows replaces and removes it."""
    with suppress(OSError, TypeError, ValueError):
        wanted = Path(path).stat()
        return any(_is_same(link, wanted) for link in Path("/proc/self/fd").iterdir())
    return False


def _is_same(link: Path, wanted: os.stat_result) -> bool:
    with suppress(OSError):
        return os.path.samestat(link.stat(), wanted)
    return False


def _replace_as_there(source: Any, target: Any, **more: Any) -> None:
    place = os.fspath(source)
    if place.endswith(".part") and place not in _held:
        _held.add(place)
        if len(_held) % SCANNED_ONCE == 0:
            raise PermissionError(13, "The process cannot access the file", place)
    if _open_here(source) or _open_here(target):
        raise PermissionError(13, "The process cannot access the file", place)
    _replace(source, target, **more)


def _unlink_as_there(path: Any, **more: Any) -> None:
    if not more and not Path(path).is_symlink() and _open_here(path):
        raise PermissionError(13, "The process cannot access the file", os.fspath(path))
    _unlink(path, **more)


def _pair_over_the_network(*_: Any, **__: Any) -> tuple[socket.socket, socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        one = socket.create_connection(listening.getsockname())
        other, _address = listening.accept()
    return one, other


def begin() -> None:
    """From now on. The program must not have been imported yet."""
    assert not any(name.partition(".")[0] == OURS for name in sys.modules)
    import filelock  # noqa: F401 - takes the system's locks while it still finds them

    for name in LACKING:
        sys.modules[name] = None  # type: ignore[assignment]
    os.replace = _replace_as_there  # type: ignore[assignment]
    os.unlink = os.remove = _unlink_as_there  # type: ignore[assignment]
    socket.socketpair = _pair_over_the_network  # type: ignore[assignment]
    sys.meta_path.insert(0, _Finder())


def begin_in_workers() -> None:
    """The program's workers are processes of their own; they see the same."""
    from privacy_wizard.sandbox import worker_process

    here = str(Path(__file__).resolve().parents[2])
    first = f"import sys; sys.path.insert(0, {here!r}); from tests.windows import imitation; imitation.begin(); "
    worker_process._START = first + worker_process._START


begin()
if "pytest" in sys.modules:
    begin_in_workers()
