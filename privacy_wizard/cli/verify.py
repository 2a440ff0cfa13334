"""`verify`: what is known about attestations, in words or as JSON."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from ..attestation.reasons import Reason
from ..audit.school_files import profile_in_use
from ..domain.names import standing_name
from ..domain.register_events import AttestationStanding
from ..i18n import Message, _
from ..intake.file_checker import exit_code, verify_files
from ..intake.reference_library import SchoolLibrary
from ..intake.report import VerificationReport
from ..intake.trust import Trust, TrustUnreadable, load_trust
from ..school.known_school import KnownSchool
from ..serialization import PrintedDocument, given
from ..system import shipped_folder
from .context import WRONG_USE, CliContext, say, say_words, stop
from .options import json_option

_ASKED = (
    ("intact", Message("intact")),
    ("valid", Message("valid")),
    ("trusted", Message("trusted")),
    ("covers_whole_file", Message("covers the whole file")),
    ("page_agrees", Message("page agrees with data")),
    ("score_agrees", Message("score agrees with findings")),
)
_WORDS = {True: Message("yes"), False: Message("no"), None: Message("cannot be told")}


def add_options(verify: ArgumentParser) -> None:
    """Add the acts and options of the command."""
    verify.add_argument("files", type=Path, nargs="+", metavar="FILE")
    verify.add_argument(
        "--trust", type=Path, action="append", default=[], metavar="CERT", help=_("a certificate to trust")
    )
    json_option(verify)
    verify.set_defaults(run=check_files)


def check_files(arguments: Namespace, tools: CliContext) -> int:
    """Each file is looked into in the sandbox; the exit code says the worst that was found.

    On a computer that knows a school, that one's authority is trusted unless others are named, and its checklists,
    wording and revoked certificates count.
    """
    profile = profile_in_use(KnownSchool(tools.key_file.parent), shipped=shipped_folder("checklists"), now=tools.now())
    named = _trust(arguments.trust)
    trust = named or (None if profile is None else Trust(profile.file.certificates()))
    own = None if profile is None else SchoolLibrary.of(profile.file)
    shown = None if arguments.json else _say_report
    reports = verify_files(arguments.files, trust, now=tools.now(), own=own)
    if shown is None:
        say(REPORTS.text(reports=reports))
    else:
        for report in reports:
            shown(report)
    return exit_code(reports)


def _trust(files: list[Path]) -> Trust | None:
    if not files:
        return None
    try:
        return load_trust(files)
    except TrustUnreadable as unreadable:
        stop(str(unreadable), WRONG_USE)


def _say_report(report: VerificationReport) -> None:
    say(f"{report.file}: {standing_name(AttestationStanding(report.verdict))}")
    for name, asked in _ASKED:
        say(f"  {asked}: {_WORDS[getattr(report, name)]}")
    if report.signer:
        say(_("  signed by: {signer}, {identifier}", signer=report.signer.name, identifier=report.signer.identifier))
        say_words(report.signer.words)
        say(
            _(
                "  time: {signed_at} ({whose_time})",
                signed_at=report.signer.signed_at.isoformat(sep=" "),
                whose_time=_whose_time(report),
            )
        )
    say(_("  countersigned: {WORDS}", WORDS=_WORDS[report.countersigned]))
    if report.officer:
        by = report.officer
        say(_("  countersigned by: {officer}, {identifier}", officer=by.name, identifier=by.identifier))
    for reason in report.reasons:
        detail = f" ({reason.detail})" if reason.detail else ""
        say(f"  - {reason.sentence}{detail}")


def _whose_time(report: VerificationReport) -> str:
    if report.signer is None or report.signer.time_stamp is None:
        return _("the signer's own clock")
    if any(reason.code is Reason.TIME_SERVICE_UNKNOWN for reason in report.reasons):
        return _("the signer's own clock; with a time stamp, whose service nobody here vouches for")
    return _("confirmed by {time_stamp_by}, a service that the school names", time_stamp_by=report.signer.time_stamp_by)


REPORTS = PrintedDocument(
    "privacy-wizard-verify-all/1",
    "What `verify --json` prints.",
    given("reports", tuple[VerificationReport, ...]),
    file="verify-1",
)
