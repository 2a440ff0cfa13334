"""The command line: which commands there are, argparse's own texts, and how errors end."""

import argparse
import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import NoReturn

from .. import __version__, i18n
from ..i18n import Message, _
from ..system.trouble import why_of
from .context import FAILED, WRONG_USE, CliContext, Stop, complain, plain
from .output_place import require_apart

Command = Callable[[Namespace, CliContext], int]
STOPPED = 130  # as every program says it

# Each is a module of this package, whose `add_options` says what may follow it.
COMMANDS = {
    "audit": Message("make an answers file, or sign one, without a window"),
    "score": Message("score an answers file without signing it"),
    "verify": Message("check attestations; exit 0 accepted, 1 rejected, 2 needs a look"),
    "key": Message("make, back up, restore and show the signing key"),
    "checklists": Message("work on checklists and policy packs"),
    "exchange": Message("hand checklists and results on in the standards of the field"),
    "evidence": Message("what your own data downloads show; nothing leaves this computer"),
    "policy": Message("begin, compare and explain policy packs; see what they cover"),
    "school": Message("set up a school, its authority and file; invite, issue, revoke"),
    "campaign": Message("the staff list, campaigns, excusals and reminders"),
    "register": Message("make, check and look after the register"),
    "intake": Message("take attestations in: PDFs, folders, zips, e-mails, a watched folder"),
    "attestation": Message("see, accept, send back, countersign and hand on attestations"),
}
# What argparse says itself is marked here, because its own catalogue is no part of this program.
ARGPARSE_TEXTS = (
    Message("usage: "),
    Message("positional arguments"),
    Message("options"),
    Message("%(heading)s:"),
    Message("show this help message and exit"),
    Message("unrecognized arguments: %s"),
    Message("argument %(argument_name)s: %(message)s"),
    Message("ambiguous option: %(option)s could match %(matches)s"),
    Message("invalid choice: %(value)r (choose from %(choices)s)"),
    Message("invalid %(type)s value: %(value)r"),
    Message("can't open '%(filename)s': %(error)s"),
    Message("expected one argument"),
    Message("expected at most one argument"),
    Message("expected at least one argument"),
    Message("expected %s argument", "expected %s arguments", 2),
    Message("the following arguments are required: %s"),
    Message("one of the arguments %s is required"),
    Message("not allowed with argument %s"),
    Message("ignored explicit argument %r"),
    Message("unexpected option string: %s"),
)


class Parser(ArgumentParser):
    """Wrong use exits with 3, so that 1 and 2 stay free for a command's findings."""

    def error(self, message: str) -> NoReturn:
        """Print usage and the sentence."""
        self.print_usage(sys.stderr)
        self.exit(WRONG_USE, plain(f"{self.prog}: {message}") + "\n")


def parser(first: str) -> Parser:
    """All commands; only the one typed is loaded with its options."""
    vars(argparse).update(_=i18n._, ngettext=i18n.ngettext)  # it speaks the language of the program from now on
    found = Parser(prog="privacy-wizard", description=_("Check your social media privacy and sign an attestation."))
    found.add_argument(
        "--version", action="version", version=f"Privacy Wizard {__version__}", help=_("show the version and exit")
    )
    commands = found.add_subparsers(dest="command", title=_("commands"), metavar="COMMAND")
    wizard = commands.add_parser("wizard", help=_("open the wizard (the same as no command)"))
    wizard.add_argument("files", type=Path, nargs="*", metavar="FILE", help=_("a file from your school, to be opened"))
    commands.add_parser("console", help=_("open the office: who has handed in what, and is it genuine"))
    for name, what in COMMANDS.items():
        command = commands.add_parser(name, help=str(what))
        if name == first:
            import_module(f".{name}", __package__).add_options(command)
    return found


def run(arguments: Namespace, tools: CliContext) -> int:
    """The exit code of one command; a failure is a sentence on standard error."""
    try:
        command: Command = arguments.run
        require_apart(arguments, tools.key_file.parent)
        with tools.closing:
            return _done(command, arguments, tools)
    except Stop as stopped:
        complain(f"privacy-wizard: {stopped}")
        return stopped.code
    except KeyboardInterrupt:
        complain(_("Stopped. What was begun is whole or not done at all, so you can type it again."))
        return STOPPED
    except BrokenPipeError:  # whoever read our output has had enough: not a fault
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except OSError as error:  # of something without which the command cannot do, such as the folder it was typed in
        place = error.filename or ""
        complain(_("The system refused: {why}. Nothing more was done. {file}", why=why_of(error), file=place))
        return FAILED
    except Exception as error:
        if not isinstance(error, _expected()):
            raise
        complain(str(error))
        return FAILED


def _done(command: Command, arguments: Namespace, tools: CliContext) -> int:
    try:
        return command(arguments, tools)
    except Exception as error:
        trouble = None if isinstance(error, (Stop, *_expected())) else tools.trouble_behind(error)
        if trouble is None:
            raise
        raise trouble from error


def _expected() -> tuple[type[Exception], ...]:
    """The errors that carry a sentence for the reader."""
    from ..catalogue import CatalogueFaults
    from ..system import Trouble

    return (CatalogueFaults, Trouble)
