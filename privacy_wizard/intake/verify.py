"""Verifies files on the disk, two at a time, each looked into in the sandbox."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

from attrs import evolve

from ..attestation.reasons import Reason
from ..i18n import Message
from ..pdf.strict_reader import SIZE_LIMIT
from ..sandbox import Limits
from ..system import read_at_most
from .file_checker import FileChecker
from .opening import is_container
from .reference_library import SchoolLibrary
from .report import FileVerdict, VerificationReport, failed, plain_text
from .trust import Trust

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
