"""`intake`: files into the register, once or from a watched folder."""

import signal
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event

from ..i18n import _
from ..intake.acceptance_rules import RuleFinding, as_finding, described
from ..intake.file_checker import FileChecker
from ..intake.intake_run import Intake, IntakeOutcome, IntakeProgress, Taken, Watching, intake_outcome_name
from ..intake.sentences import left_aside
from ..register import Register, SchoolRegister
from ..register.errors import RegisterBusy, Unreachable
from ..serialization import PrintedDocument, View, given, the, worked_out
from .context import DONE, FAILED, SOME_NEED_A_LOOK, WRONG_USE, CliContext, complain, say, stop
from .judging_options import judged_by, judging_options
from .options import json_option
from .register_acts import MANY, SHA256


def add_options(command: ArgumentParser) -> None:
    """Add the acts and options of the command."""
    command.add_argument("paths", type=Path, nargs="*", metavar="PATH", help=_("a file or a folder"))
    command.add_argument("--watch", type=Path, metavar="DIR", help=_("and go on with whatever is put there"))
    command.add_argument(
        "--every", type=float, default=5.0, metavar="SECONDS", help=_("how often the folder is looked into")
    )
    command.add_argument(
        "--try-again",
        action="store_true",
        help=_("also files that wait, or that no check came to the end of"),
    )
    json_option(command)
    judging_options(command, take_in)


def take_in(arguments: Namespace, tools: CliContext, register: Register) -> int:
    """Once, and then whenever something new is in the watched folder, until interrupted."""
    if not arguments.paths and arguments.watch is None and not arguments.try_again:
        stop(_("Name a file or a folder, or a folder to watch: --watch DIR."), WRONG_USE)
    if arguments.watch is not None and not arguments.watch.is_dir():
        stop(_("{watch} is not a folder, so it cannot be watched. Check its name.", watch=arguments.watch), WRONG_USE)
    school = judged_by(arguments, tools, register)
    own = SchoolRegister(register=register, school=arguments.school)
    if arguments.try_again:
        own.queue.try_again()
    worst = DONE
    with FileChecker(school.trust, own=school.own) as checker, ended_by_interrupt() as stopped:
        intake = Intake(own, school.rules, checker, tools.now, _shown_progress, stopped.is_set)
        if arguments.paths or arguments.try_again:
            worst = _told(arguments, intake.take_in(arguments.paths), intake.aside)
        if arguments.watch:
            worst = max(worst, _watch(arguments, intake, stopped))
        if stopped.is_set() and not arguments.json:
            waiting = own.queue.count()
            say(_("Stopped. Left for the next time: {count}.", count=waiting.waiting + waiting.taken))
    return worst


def _watch(arguments: Namespace, intake: Intake, stopped: Event) -> int:
    """Until it is interrupted. A database that is away for a while is waited for."""
    watching, away, worst, told = Watching(arguments.watch), "", DONE, 0
    while not stopped.is_set():
        try:
            taken = list(watching.look(intake.take_in))
            others, told = max(watching.aside - told, 0), watching.aside
            if taken or others:
                worst = max(worst, _told(arguments, taken, others + (intake.aside if taken else 0)))
            away = ""
        except (Unreachable, RegisterBusy) as trouble:
            if str(trouble) != away:
                away = str(trouble)
                complain(away)
        stopped.wait(max(arguments.every, 0.1))
    return worst


@contextmanager
def ended_by_interrupt() -> Iterator[Event]:
    """Set by Ctrl-C, so that the files at hand are recorded and told before it ends; a second one ends it at once."""
    stopped = Event()

    def interrupted(_number: int, _frame: object) -> None:
        if stopped.is_set():
            raise KeyboardInterrupt
        stopped.set()

    before = signal.signal(signal.SIGINT, interrupted)
    try:
        yield stopped
    finally:
        signal.signal(signal.SIGINT, before)


def _told(arguments: Namespace, taken: list[Taken], aside: int) -> int:
    if arguments.json:
        say(INTAKE.text(school=arguments.school, files=taken, aside=aside))
    else:
        for each in taken:
            _say(each)
        if aside:
            say(left_aside(aside))
    outcomes = {each.outcome for each in taken}
    left = outcomes & {IntakeOutcome.SET_ASIDE, IntakeOutcome.NOT_CHECKED}
    if left and not arguments.json:
        again = "privacy-wizard intake --try-again --school " + arguments.school
        say(_("What waits or was set aside is checked again by: {command}", command=again))
    if left or outcomes & {IntakeOutcome.REJECTED, IntakeOutcome.NOT_TAKEN}:
        return FAILED
    return SOME_NEED_A_LOOK if IntakeOutcome.NEEDS_A_LOOK in outcomes else DONE


def _say(taken: Taken) -> None:
    say(f"{taken.name}: {intake_outcome_name(taken.outcome)}")
    if taken.sha256:
        say(f"  {taken.sha256}")
    if taken.problem:
        say(f"  - {taken.problem}")
    for each in taken.judgement.findings if taken.judgement else ():
        say(f"  - {each.sentence}" + (f" ({each.detail})" if each.detail else ""))


def _shown_progress(progress: IntakeProgress) -> None:
    if sys.stderr.isatty():
        count = _("{done} of {known}", done=progress.done, known=progress.known)
        print("\r" + count, end="", file=sys.stderr, flush=True)


def _words(taken: Taken) -> tuple[str, ...]:
    report = taken.checked.report if taken.checked else None
    return report.signer.words if report and report.signer else ()


def _exceptions(taken: Taken) -> tuple[str, ...]:
    return tuple(described(each) for each in taken.judgement.exceptions) if taken.judgement else ()


def _reasons(taken: Taken) -> tuple[RuleFinding, ...]:
    if taken.judgement is not None:
        return taken.judgement.findings
    return tuple(map(as_finding, taken.checked.report.reasons)) if taken.checked else ()


REASON = View(
    RuleFinding,
    "One reason in words, and where or what in a few.",
    "code",
    "sentence",
    "detail",
    "rejects",
)
TAKEN = View(
    Taken,
    "One file and what became of it; null stands for what could not be told.",
    "file=name",
    "outcome",
    the("sha256", **SHA256),
    "problem",
    "name=checked.report.stated.person",
    "number=checked.report.stated.person_identifier",
    worked_out("words", _words),
    "score=checked.report.stated.score",
    "campaign=judgement.campaign",
    worked_out("exceptions", _exceptions),  # to be confirmed, as they are named when they are
    worked_out("reasons", _reasons),
)
INTAKE = PrintedDocument(
    "privacy-wizard-intake/1",
    "What `intake --json` prints; with --watch, once for each time that something came in.",
    given("school", str),
    given("files", tuple[Taken, ...], **MANY),
    given("aside", int),  # files of other kinds that came with them, and were left
    views=(TAKEN, REASON),
)
