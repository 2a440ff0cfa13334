"""Files that were handed in or lie on the disk, opened and checked in the sandbox, one or many."""

import base64
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import suppress
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any, Self, TypeVar

from attrs import evolve

from ..attestation.reasons import Reason
from ..i18n import Message, spoken_language
from ..pdf.strict_reader import SIZE_LIMIT
from ..sandbox import Limits, WorkerDied, WorkerNotStarted, WorkerPool
from ..serialization import Refused, from_plain
from ..system import Trouble, read_at_most
from .checking import ToCountersign, opened_from
from .facts import NOTHING_KNOWN, Checked
from .opening import Opened, OpeningRefusal, is_container
from .opening_limits import MAKE_ROOM, OpeningFault
from .reference_library import SchoolLibrary
from .report import FileVerdict, VerificationReport, failed, plain_text, worded
from .trust import Trust, as_der

T = TypeVar("T")
_TASK = "privacy_wizard.intake.checking:prepare"
_LARGEST_REVISION = 1_000_000  # bytes


class NotChecked(Trouble):
    """No check could be begun: that says nothing of the file."""

    def __init__(self) -> None:
        super().__init__(
            Message(
                "The program could not begin to check it, so nothing is known about it yet, and nothing "
                "was changed. {remedy}, and try again.",
                remedy=MAKE_ROOM,
            )
        )


class FileChecker:
    """Opens and checks files in workers of its own; a context manager. Every method may be called from any thread.

    Without `trust` nobody is trusted yet. `own` is what the school's profile brings, where there is one.
    """

    def __init__(
        self,
        trust: Trust | None = None,
        *,
        own: SchoolLibrary | None = None,
        workers: int = 2,
        limits: Limits | None = None,
    ) -> None:
        trusted = None if trust is None else [base64.b64encode(each).decode() for each in as_der(trust)]
        start = {"trust": trusted, "language": spoken_language()}
        self.trust = trust
        self.workers = workers
        self._pool = WorkerPool(_TASK, start, b"" if own is None else own.to_bytes(), workers=workers, limits=limits)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.close()

    def open(self, name: str, content: bytes) -> Opened:
        """What an archive or an e-mail holds. Never raises for what is in it."""
        try:
            return opened_from(*self._pool.ask({"act": "open", "name": name[-1000:]}, content))
        except WorkerNotStarted:
            fault = OpeningFault.NOT_STARTED
        except WorkerDied as died:
            fault = OpeningFault.TOO_LARGE if died.too_slow else OpeningFault.DAMAGED
        except (Refused, ValueError, RecursionError):
            fault = OpeningFault.DAMAGED
        return Opened(members=(), aside=(), refused=(OpeningRefusal(name=plain_text(name)[:1000], fault=fault),))

    def check(self, name: str, content: bytes, now: datetime) -> Checked:
        """What a file comes to; `now` is aware. Never raises for what is in it; NotChecked where it was not begun."""
        try:
            found = understood(self._pool.ask({"act": "check", "now": now.isoformat()}, content, 0)[0])
        except WorkerNotStarted:
            raise NotChecked from None
        except WorkerDied as died:
            found = _failed(Reason.TOO_SLOW if died.too_slow else Reason.CRASHED)
        return evolve(found, report=evolve(found.report, file=plain_text(name)[:1000]))

    def countersignature(
        self, content: bytes, now: datetime, *, name: str, at: datetime, stamped: bool
    ) -> tuple[ToCountersign, bytes]:
        """What a file comes to, and what an officer of that name adds to it at that moment, see
        `attestation.sign.countersignature`; empty where it may not be countersigned. Never raises for what is in it;
        NotChecked where it was not begun.
        """
        question = {"act": "countersign", "now": now.isoformat(), "name": name, "at": at.isoformat()}
        try:
            head, revision = self._pool.ask({**question, "stamped": stamped}, content, _LARGEST_REVISION)
            found: ToCountersign = from_plain(head, ToCountersign)
        except WorkerNotStarted:
            raise NotChecked from None
        except WorkerDied as died:
            return _not_ready(Reason.TOO_SLOW if died.too_slow else Reason.CRASHED), b""
        except (Refused, ValueError, RecursionError):
            return _not_ready(Reason.CRASHED), b""
        return evolve(found, checked=evolve(found.checked, report=worded(found.checked.report))), revision

    def check_all(self, files: Iterable[tuple[T, str, bytes]], now: datetime) -> Iterator[tuple[T, Checked | None]]:
        """Many files, as they are done; each with what it was given with, and None where its check was not begun.

        Stop asking, and nothing more is begun.
        """
        waiting: dict[Future[Checked | None], T] = {}
        coming = iter(files)
        with ThreadPoolExecutor(max_workers=self.workers) as threads:
            while True:
                for given, name, content in islice(coming, self.workers * 2 - len(waiting)):
                    waiting[threads.submit(self._checked, name, content, now)] = given
                if not waiting:
                    return
                done, _ = wait(waiting, return_when=FIRST_COMPLETED)
                for each in done:
                    yield waiting.pop(each), each.result()

    def _checked(self, name: str, content: bytes, now: datetime) -> Checked | None:
        with suppress(NotChecked):
            return self.check(name, content, now)
        return None


def understood(answer: dict[str, Any]) -> Checked:
    """A worker's answer. It has read a hostile file, so its answer is read as strictly as the file was."""
    try:
        found: Checked = from_plain(answer, Checked)
    except (Refused, ValueError, RecursionError):
        return _failed(Reason.CRASHED)
    return evolve(found, report=worded(found.report))


def _not_ready(reason: Reason) -> ToCountersign:
    return ToCountersign(checked=_failed(reason), problem="")


def _failed(reason: Reason) -> Checked:
    return Checked(report=failed(reason), particulars=NOTHING_KNOWN)


_AT_ONCE = 2
_HOLDS_OTHERS = Message("It holds other files, as an e-mail or a zip does. Save what is in it first, and verify that.")


def verify_files(
    paths: Sequence[Path],
    trust: Trust | None = None,
    *,
    now: datetime | None = None,
    limits: Limits | None = None,
    own: SchoolLibrary | None = None,
) -> tuple[VerificationReport, ...]:
    """The reports on these files, in their order.

    Without `trust` nobody is trusted yet, and what is otherwise good needs a look. `now` is aware. `own` is what the
    school's profile brings, where one is in use: checklists, policies, wording, and what it has revoked.
    """
    moment = now or datetime.now(UTC)
    with (
        FileChecker(trust, own=own, workers=_AT_ONCE, limits=limits) as checker,
        ThreadPoolExecutor(max_workers=_AT_ONCE) as threads,
    ):
        return tuple(threads.map(lambda path: _verify(path, checker, moment), paths))


def exit_code(reports: Sequence[VerificationReport]) -> int:
    """0 all accepted, 1 any rejected, 2 none rejected but some need a look."""
    standings = {report.verdict for report in reports}
    if FileVerdict.REJECTED in standings:
        return 1
    return 2 if FileVerdict.NEEDS_A_LOOK in standings else 0


def _verify(path: Path, checker: FileChecker, now: datetime) -> VerificationReport:
    try:
        content = read_at_most(path, SIZE_LIMIT)
    except OSError:
        return failed(Reason.NOT_READABLE, file=plain_text(str(path))[:1000])
    if content is None:
        return failed(Reason.TOO_LARGE, file=plain_text(str(path))[:1000])
    report = checker.check(str(path), content, now).report
    if report.verdict is FileVerdict.REJECTED and is_container(path.name, content):
        first, *others = report.reasons
        return evolve(report, reasons=(evolve(first, detail=str(_HOLDS_OTHERS)), *others))
    return report
