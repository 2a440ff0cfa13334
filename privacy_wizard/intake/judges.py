"""A few processes that open and check files; one that dies or takes too long is replaced, and the rest goes on."""

import base64
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from datetime import datetime
from itertools import islice
from queue import SimpleQueue
from types import TracebackType
from typing import Self, TypeVar

from attrs import evolve, field, frozen

from ..attestation.reasons import Reason
from ..domain.shape import Refused, from_plain
from .bounded import BoundedProcess, Died, start_of
from .grounds import SchoolsOwn
from .judging import opened_from
from .opening import Opened, OpeningFault, Refusal
from .particulars import NOTHING_KNOWN, Checked
from .report import failed, plain_text
from .trust import Trust, as_der

T = TypeVar("T")
_START = start_of("privacy_wizard.intake.judging")


@frozen(kw_only=True)
class Limits:
    """What one file may take."""

    seconds: float = 60.0
    files: int = 2000  # after so many a process is replaced, so that nothing it keeps can grow for ever


@frozen
class Judges:
    """Processes that open and check; a context manager. Every method may be called from any thread.

    Without `trust` nobody is trusted yet. `own` is what the school's profile brings, where there is one. `fast` False:
    only the full check, for comparison.
    """

    trust: Trust | None = None
    own: SchoolsOwn | None = field(default=None, kw_only=True)
    at_once: int = 2
    limits: Limits = field(factory=Limits)
    fast: bool = True
    _idle: "SimpleQueue[BoundedProcess | None]" = field(factory=SimpleQueue, init=False, repr=False, eq=False)

    def __enter__(self) -> Self:
        for _ in range(self.at_once):
            self._idle.put(None)  # started when first needed
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for _ in range(self.at_once):
            process = self._idle.get()
            if process is not None:
                process.end()

    def open(self, name: str, content: bytes) -> Opened:
        """What an archive or an e-mail holds. Never raises for what is in it."""
        shown = plain_text(name)[:1000]
        try:
            head, inside = self._ask({"act": "open", "name": name[-1000:]}, content)
            return opened_from(head, inside)
        except Died as died:
            fault = OpeningFault.TOO_LARGE if died.too_slow else OpeningFault.DAMAGED
        except (Refused, ValueError, RecursionError):
            fault = OpeningFault.DAMAGED
        return Opened(members=(), aside=(), refused=(Refusal(name=shown, fault=fault),))

    def check(self, name: str, content: bytes, now: datetime) -> Checked:
        """What a file comes to; `now` is aware. Never raises for what is in it."""
        try:
            head, _ = self._ask({"act": "check", "now": now.isoformat()}, content)
            found: Checked = from_plain(head, Checked)
        except Died as died:
            found = _failed(Reason.TOO_SLOW if died.too_slow else Reason.CRASHED)
        except (Refused, ValueError, RecursionError):
            found = _failed(Reason.CRASHED)
        return evolve(found, report=evolve(found.report, file=plain_text(name)[:1000]))

    def check_all(self, files: Iterable[tuple[T, str, bytes]], now: datetime) -> Iterator[tuple[T, Checked]]:
        """Many files, as they are done; each with what it was given with. Stop asking, and nothing more is begun."""
        waiting: dict[Future[Checked], T] = {}
        coming = iter(files)
        with ThreadPoolExecutor(max_workers=self.at_once) as pool:
            while True:
                for given, name, content in islice(coming, self.at_once * 2 - len(waiting)):
                    waiting[pool.submit(self.check, name, content, now)] = given
                if not waiting:
                    return
                done, _ = wait(waiting, return_when=FIRST_COMPLETED)
                for each in done:
                    yield waiting.pop(each), each.result()

    def _ask(self, question: dict[str, object], content: bytes) -> tuple[dict[str, object], bytes]:
        with self._process() as process:
            return process.ask(question, content, self.limits.seconds)

    @contextmanager
    def _process(self) -> Iterator[BoundedProcess]:
        kept: BoundedProcess | None = None
        process = self._idle.get()
        try:
            process = process or BoundedProcess(_START, self._start(), b"" if self.own is None else self.own.to_bytes())
            yield process
            if process.answered < self.limits.files:
                kept = process
        finally:
            if process is not None and kept is None:
                process.end()
            self._idle.put(kept)

    def _start(self) -> dict[str, object]:
        trusted = None if self.trust is None else [base64.b64encode(each).decode() for each in as_der(self.trust)]
        return {"trust": trusted, "fast": self.fast}


def _failed(reason: Reason) -> Checked:
    return Checked(report=failed(reason), particulars=NOTHING_KNOWN)
