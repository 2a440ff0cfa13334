"""Verifies files: each in a process of its own, two at a time."""

import base64
import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from datetime import UTC, datetime
from pathlib import Path

from attrs import evolve, frozen

from ..attestation.reasons import Reason
from ..domain.shape import Refused
from .grounds import SchoolsOwn
from .report import Report, Standing, failed, plain_text, report_from_json
from .trust import Trust, as_der

_AT_ONCE = 2
_ANSWER_LIMIT = 1_000_000
_FLOOR = Path(__file__).parents[2]  # where the package itself lies
# Nothing that lies beside the checked file, or where the command was typed, may be imported: hence -I.
_START = "import sys; sys.path.append(sys.argv.pop(1)); from privacy_wizard.intake.worker import main; main()"


@frozen(kw_only=True)
class Limits:
    """What one file may take."""

    seconds: float = 60.0


def verify_files(
    paths: Sequence[Path],
    trust: Trust | None = None,
    on_done: Callable[[Report], None] = lambda _report: None,
    *,
    now: datetime | None = None,
    limits: Limits | None = None,
    own: SchoolsOwn | None = None,
) -> tuple[Report, ...]:
    """The reports on these files, in their order; `on_done` is told each as it comes, in this thread.

    Without `trust` nobody is trusted yet, and what is otherwise good needs a look. `now` is aware. `own` is what the
    school's profile brings, where one is in use: checklists, policies, wording, and what it has revoked.
    """
    moment, bounds = now or datetime.now(UTC), limits or Limits()
    with ThreadPoolExecutor(max_workers=_AT_ONCE) as pool:
        waiting = {pool.submit(_verify, path, trust, moment, bounds, own): at for at, path in enumerate(paths)}
        reports: dict[int, Report] = {}
        for done in as_completed(waiting):
            reports[waiting[done]] = done.result()
            on_done(done.result())
    return tuple(reports[at] for at in range(len(paths)))


def exit_code(reports: Sequence[Report]) -> int:
    """0 all accepted, 1 any rejected, 2 none rejected but some need a look."""
    standings = {report.verdict for report in reports}
    if Standing.REJECTED in standings:
        return 1
    return 2 if Standing.NEEDS_A_LOOK in standings else 0


def _verify(path: Path, trust: Trust | None, now: datetime, limits: Limits, own: SchoolsOwn | None) -> Report:
    shown = plain_text(str(path))[:1000]
    trusted = None if trust is None else [base64.b64encode(each).decode() for each in as_der(trust)]
    request = json.dumps(
        {"trust": trusted, "now": now.isoformat(), "own": "" if own is None else own.to_bytes().decode()}
    )
    try:
        answer = subprocess.run(  # noqa: S603 - our own program, with a path as its only argument
            [sys.executable, "-I", "-B", "-c", _START, str(_FLOOR), str(path)],
            input=request.encode(),
            capture_output=True,
            timeout=limits.seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return failed(Reason.TOO_SLOW, file=shown)
    except (OSError, ValueError) as fault:  # a path with a zero byte in it, no more processes
        return failed(Reason.NOT_READABLE, type(fault).__name__, file=shown)
    return evolve(_understood(answer.returncode, answer.stdout), file=shown)


def _understood(code: int, answer: bytes) -> Report:
    """The worker has read a hostile file: its answer is read as strictly as the file was."""
    if code != 0 or len(answer) > _ANSWER_LIMIT:
        return failed(Reason.CRASHED, f"The check ended with code {code}.")
    try:
        return report_from_json(answer.decode())
    except (Refused, ValueError, RecursionError):
        return failed(Reason.CRASHED, "The check gave no readable answer.")
