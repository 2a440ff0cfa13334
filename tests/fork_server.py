"""Workers that begin with everything loaded: they branch off a process that has it already, on systems that can fork.

To load what a worker needs takes most of a second of the processor, hundreds of times in all tests. What a worker may
do from then on is limited in each of them, as in the program. That one starts by itself is tested in `tests/sandbox`,
and by every command that the tests run as a program.
"""

import gc
import json
import os
import select
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from threading import Lock
from typing import NoReturn

from privacy_wizard.sandbox import file_worker, worker_process
from privacy_wizard.sandbox.file_worker import Answers

CAN_FORK = worker_process.sys.platform == "linux"  # as the program sees it: where Windows is imitated, it is not
_ROOT = Path(__file__).parents[1]
_SERVE = "import sys; sys.path.insert(0, sys.argv[1]); from tests.fork_server import serve; serve(*sys.argv[2:])"
_LOADED_FOR = {"trust": None, "language": "en"}  # a worker is told afterwards what it works with
_CHECKING = "privacy_wizard.intake.checking:prepare"
_ATTESTATION = Path(__file__).parent / "shelf" / "made_before" / "countersigned.pdf"
_LONGEST = 1_000_000  # bytes of the environment that a worker is to have


class ForkedWorker:
    """What `subprocess.Popen` is of a process that is not our own child."""

    def __init__(self, to: int, source: int, told: int) -> None:
        self.stdin, self.stdout = os.fdopen(to, "wb"), os.fdopen(source, "rb")
        self.returncode: int | None = None
        self._told, self._lock = os.fdopen(told, "rb", 0), Lock()
        self.pid = int(self._told.readline())

    def poll(self) -> int | None:
        if self.returncode is None and select.select([self._told], [], [], 0)[0]:
            self.wait()
        return self.returncode

    def wait(self) -> int:
        with self._lock:
            if self.returncode is None:
                self.returncode = os.waitstatus_to_exitcode(int(self._told.readline()))
                self._told.close()
        return self.returncode

    def kill(self) -> None:
        if self.poll() is None:
            with suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)


class ForkServer:
    """A process that has loaded what the workers of one task need, and becomes one as often as it is asked to."""

    def __init__(self, task: str) -> None:
        self._asked, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            command = [sys.executable, "-I", "-c", _SERVE, str(_ROOT), str(theirs.fileno()), task]
            quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
            self._process = subprocess.Popen(command, pass_fds=[theirs.fileno()], **quiet)

    def start(self) -> ForkedWorker:
        """A new worker, in our folder and with our environment as they are now."""
        (their_source, to), (source, their_target), (told, telling) = os.pipe(), os.pipe(), os.pipe()
        theirs = [their_source, their_target, telling]
        surroundings = json.dumps({"folder": str(Path.cwd()), "environment": dict(os.environ)})
        try:
            socket.send_fds(self._asked, [surroundings.encode()], theirs)
        finally:
            for each in theirs:
                os.close(each)
        return ForkedWorker(to, source, told)

    def close(self) -> None:
        """It ends when nothing more can be asked."""
        self._asked.close()
        self._process.wait()


_servers: dict[str, ForkServer] = {}
_starting = Lock()


def forked_worker(task: str) -> ForkedWorker:
    """One that is told next what it works with; its server starts when it is first needed."""
    with _starting:
        server = _servers.get(task) or _servers.setdefault(task, ForkServer(task))
    return server.start()


def end_servers() -> None:
    """All that were started."""
    while _servers:
        _servers.popitem()[1].close()


def serve(ours: str, task: str) -> None:
    """What the server does: load, then fork."""
    asked = socket.socket(fileno=int(ours))
    module, _, prepare = task.partition(":")
    answer = getattr(import_module(module), prepare)(_LOADED_FOR, b"")
    if task == _CHECKING:
        _look_at_one(answer)
    gc.collect()
    gc.freeze()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    while True:
        surroundings, theirs, _flags, _address = socket.recv_fds(asked, _LONGEST, 3)
        if not surroundings:
            return
        if os.fork() == 0:
            asked.close()
            _tell_of_worker(surroundings, *theirs)
        for each in theirs:
            os.close(each)


def _look_at_one(answer: Answers) -> None:
    """What is loaded for the first file is there for all: one of an earlier version, and what those of today need."""
    from privacy_wizard.attestation.wording import shipped_wording
    from privacy_wizard.catalogue import load_shipped

    answer({"act": "check", "now": "2026-11-20T09:00:00+00:00"}, _ATTESTATION.read_bytes())
    shipped_wording()
    list(load_shipped().checklists.values())


def _tell_of_worker(surroundings: bytes, source: int, target: int, telling: int) -> NoReturn:
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    worker = os.fork()
    if worker == 0:
        os.close(telling)
        _work(surroundings, source, target)
    os.close(source)
    os.close(target)
    os.write(telling, b"%d\n" % worker)
    os.write(telling, b"%d\n" % os.waitpid(worker, 0)[1])
    os._exit(0)


def _work(surroundings: bytes, source: int, target: int) -> NoReturn:
    for ours, standard in ((source, 0), (target, 1)):
        os.dup2(ours, standard)
        os.close(ours)
    os.setpgid(0, 0)
    given = json.loads(surroundings)
    os.chdir(given["folder"])
    os.environ.clear()
    os.environ.update(given["environment"])
    time.tzset()
    try:
        file_worker.main()
    except BaseException:  # noqa: BLE001 - nothing of the server's own may go on here
        os._exit(1)
    os._exit(0)
