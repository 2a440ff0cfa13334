"""`intake`: files into the register, once or from a watched folder."""

import sys
import time
from argparse import ArgumentParser, Namespace, _SubParsersAction
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ..i18n import _
from ..intake.file_checker import FileChecker
from ..intake.intake_run import Intake, IntakeOutcome, IntakeProgress, Taken
from ..intake.sentences import left_aside
from ..intake.watching import Watching
from ..register import Register, SchoolRegister
from .context import DONE, FAILED, SOME_NEED_A_LOOK, WRONG_USE, CliContext, say, stop
from .intake_outputs import PRINTER, IntakeOut
from .register_options import register_options
from .trust_options import judged_by

Opener = Callable[[Namespace, CliContext], Register]
Act = Callable[[Namespace, CliContext, Register], int]


def add_intake(commands: "_SubParsersAction[Any]", open_register: Opener) -> None:
    """The command `intake`; `open_register` finds the register that the arguments name."""
    command = commands.add_parser(
        "intake", help=_("take attestations in: PDFs, folders, zips, e-mails, a watched folder")
    )
    command.add_argument("paths", type=Path, nargs="*", metavar="PATH", help=_("a file or a folder"))
    command.add_argument("--watch", type=Path, metavar="DIR", help=_("and go on with whatever is put there"))
    command.add_argument(
        "--every", type=float, default=5.0, metavar="SECONDS", help=_("how often the folder is looked into")
    )
    command.add_argument("--json", action="store_true", help=_("print the result as JSON"))
    judging_options(command, open_register, take_in)


def judging_options(act: ArgumentParser, open_register: Opener, do: Act, *, writes: bool = True) -> None:
    """The options of every command that checks files; one that only reads asks for no key."""
    act.add_argument("--school", required=True, metavar="ID")
    act.add_argument(
        "--trust", type=Path, action="append", default=[], metavar="CERT", help=_("left out: the school's profile says")
    )
    register_options(act)

    def run(arguments: Namespace, tools: CliContext) -> int:
        return do(arguments, tools, open_register(arguments, tools))

    act.set_defaults(run=run, writes=writes)


def take_in(arguments: Namespace, tools: CliContext, register: Register) -> int:
    """Once, and then whenever something new lies in the watched folder, until it is interrupted."""
    if not arguments.paths and arguments.watch is None:
        stop(_("Name a file or a folder, or a folder to watch: --watch DIR."), WRONG_USE)
    if arguments.watch is not None and not arguments.watch.is_dir():
        stop(_("{watch} is not a folder, so it cannot be watched. Check its name.", watch=arguments.watch), WRONG_USE)
    school = judged_by(arguments, tools)
    own = SchoolRegister(register=register, school=arguments.school)
    worst = DONE
    with FileChecker(school.trust, own=school.own) as checker:
        intake = Intake(own, school.rules, checker, tools.now, _shown_progress if sys.stderr.isatty() else _silent)
        try:
            if arguments.paths:
                worst = _told(arguments, intake.take_in(arguments.paths), intake.aside)
            watching = Watching(arguments.watch) if arguments.watch else None
            while watching is not None:
                if taken := list(watching.look(intake.take_in)):
                    worst = max(worst, _told(arguments, taken, intake.aside))
                time.sleep(max(arguments.every, 0.1))
        except KeyboardInterrupt:
            if not arguments.json:
                say(_("Stopped. What was not judged yet waits for the next time."))
    return worst


def _told(arguments: Namespace, taken: list[Taken], aside: int) -> int:
    if arguments.json:
        say(PRINTER.text(IntakeOut(school=arguments.school, files=tuple(taken), aside=aside)))
    else:
        for each in taken:
            _say(each)
        if aside:
            say(left_aside(aside))
    outcomes = {each.outcome for each in taken}
    if outcomes & {IntakeOutcome.REJECTED, IntakeOutcome.NOT_TAKEN}:
        return FAILED
    return SOME_NEED_A_LOOK if IntakeOutcome.NEEDS_A_LOOK in outcomes else DONE


def _say(taken: Taken) -> None:
    say(f"{taken.name}: {taken.outcome}")
    if taken.sha256:
        say(f"  {taken.sha256}")
    if taken.problem:
        say(f"  - {taken.problem}")
    for each in taken.judgement.findings if taken.judgement else ():
        say(f"  - {each.sentence}" + (f" ({each.detail})" if each.detail else ""))


def _silent(_progress: IntakeProgress) -> None:
    return


def _shown_progress(progress: IntakeProgress) -> None:
    print("\r" + _("{done} of {known}", done=progress.done, known=progress.known), end="", file=sys.stderr, flush=True)
