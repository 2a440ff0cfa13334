"""The command line: which commands there are, and what becomes of their errors."""

import os
import sys
from argparse import ArgumentParser, Namespace, _SubParsersAction
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from .. import __version__
from ..domain.vocabulary import PersonKind
from ..i18n import _
from .argparse_texts import translate_argparse
from .checklists import add_checklists
from .context import FAILED, WRONG_USE, CliContext, Stop
from .options import ASKED_FOR, PACK_OR_FILE, PACK_UNKNOWN, json_option
from .school_commands import add_school

if TYPE_CHECKING:
    from .register import Opener

Command = Callable[[Namespace, CliContext], int]


class Parser(ArgumentParser):
    """Wrong use ends with 3, so that 1 and 2 stay free for what a command finds."""

    def error(self, message: str) -> NoReturn:
        """Print usage and the sentence."""
        self.print_usage(sys.stderr)
        self.exit(WRONG_USE, f"{self.prog}: {message}\n")


def parser(first: str, open_register: "Opener") -> Parser:
    """All commands; what takes long to load has its options only where it is the first word that was typed."""
    translate_argparse()
    found = Parser(prog="privacy-wizard", description=_("Check your social media privacy and sign an attestation."))
    found.add_argument(
        "--version", action="version", version=f"Privacy Wizard {__version__}", help=_("show the version and exit")
    )
    commands = found.add_subparsers(dest="command", title=_("commands"), metavar="COMMAND")
    wizard = commands.add_parser("wizard", help=_("open the wizard (the same as no command)"))
    wizard.add_argument("files", type=Path, nargs="*", metavar="FILE", help=_("a file from your school, to be opened"))
    commands.add_parser("console", help=_("open the office: who has handed in what, and is it genuine"))
    _add_audit(commands)
    _add_verify(commands)
    _add_keys(commands)
    add_checklists(commands)
    _add_exchange(commands)
    _add_evidence(commands, first)
    _add_policy(commands, first)
    add_school(commands, open_register)
    _add_campaign(commands, first, open_register)
    _add_register(commands, first, open_register)
    _add_intake(commands, first, open_register)
    return found


def _add_audit(commands: "_SubParsersAction[Any]") -> None:
    audit = commands.add_parser("audit", help=_("make an answers file, or sign one, without a window"))
    audit.add_argument("--template", action="store_true", help=_("write an answers file to fill in"))
    audit.add_argument("--policy", metavar="PACK", default="", help=str(PACK_OR_FILE))
    audit.add_argument("--account", metavar="PLATFORM", action="append", default=[], help=_("a personal account"))
    audit.add_argument(
        "--official", metavar="PLATFORM", action="append", default=[], help=_("an account run for school")
    )
    audit.add_argument("--person-kind", choices=[*PersonKind], default=PersonKind.EMPLOYEE.value)
    audit.add_argument("--answers", type=Path, metavar="FILE", help=_("a filled-in answers file"))
    _key_options(audit)
    audit.add_argument("--out", type=Path, metavar="FILE", help=_("where to write"))
    json_option(audit)
    audit.set_defaults(run=_audits("audit"))
    score = commands.add_parser("score", help=_("score an answers file without signing it"))
    score.add_argument("--answers", type=Path, metavar="FILE", required=True)
    score.add_argument("--policy", metavar="PACK", default="", help=str(PACK_UNKNOWN))
    json_option(score)
    score.set_defaults(run=_audits("score"))


def _add_verify(commands: "_SubParsersAction[Any]") -> None:
    verify = commands.add_parser("verify", help=_("check attestations; exit 0 accepted, 1 rejected, 2 needs a look"))
    verify.add_argument("files", type=Path, nargs="+", metavar="FILE")
    verify.add_argument(
        "--trust", type=Path, action="append", default=[], metavar="CERT", help=_("a certificate to trust")
    )
    json_option(verify)
    verify.set_defaults(run=_verify)


def _add_keys(commands: "_SubParsersAction[Any]") -> None:
    key = commands.add_parser("key", help=_("make, back up, restore and show the signing key"))
    acts = key.add_subparsers(dest="act", required=True, metavar="ACT")
    new = acts.add_parser("new", help=_("make a key"))
    new.add_argument("--name", required=True, help=_("your name, as on the attestation"))
    new.add_argument("--identifier", default="", help=_("your staff number; left out, a random one is made"))
    new.add_argument("--school", default="", help=_("the school's name"))
    backup = acts.add_parser("backup", help=_("copy the encrypted key"))
    backup.add_argument("--out", type=Path, required=True, metavar="FILE")
    restore = acts.add_parser("restore", help=_("bring a copy back"))
    restore.add_argument("source", type=Path, metavar="COPY")
    acts.add_parser("fingerprint", help=_("the words by which the key is recognised"))
    request = acts.add_parser("request", help=_("a certificate request for the school's authority"))
    request.add_argument("--out", type=Path, metavar="FILE")
    certificate = acts.add_parser("certificate", help=_("add the authority's certificate for the same key"))
    certificate.add_argument(
        "certificates", type=Path, nargs="+", metavar="CERT", help=_("yours first, then its issuers")
    )
    for name, act in acts.choices.items():
        _key_options(act)
        act.set_defaults(run=_keys(name))


def _add_exchange(commands: "_SubParsersAction[Any]") -> None:
    exchange = commands.add_parser("exchange", help=_("hand checklists and results on in the standards of the field"))
    acts = exchange.add_subparsers(dest="act", required=True, metavar="ACT")
    xccdf = acts.add_parser("xccdf", help=_("a policy on one platform as XCCDF 1.2 with OCIL 2.0 questionnaires"))
    xccdf.add_argument("--policy", metavar="PACK", required=True, help=str(PACK_OR_FILE))
    xccdf.add_argument("--platform", metavar="ID", required=True)
    xccdf.add_argument("--official", action="store_true", help=_("for an account that is run for the school"))
    results = acts.add_parser("results", help=_("an answers file as XCCDF results that OpenSCAP can check"))
    results.add_argument("--answers", type=Path, metavar="FILE", required=True)
    results.add_argument("--policy", metavar="PACK", default="", help=str(PACK_UNKNOWN))
    oscal = acts.add_parser("oscal", help=_("controls and a policy as OSCAL catalog and profile, an audit as results"))
    oscal.add_argument("--policy", metavar="PACK", default="", help=str(PACK_OR_FILE))
    oscal.add_argument("--answers", type=Path, metavar="FILE", help=_("an answers file: the audit's results too"))
    for act in (xccdf, results, oscal):
        act.add_argument("--out", type=Path, metavar="DIR", required=True)
    ocil = acts.add_parser("ocil", help=_("a whole checklist as OCIL 2.0"))
    ocil.add_argument("--checklist", metavar="ID", required=True)
    bring_in = acts.add_parser("import", help=_("an OCIL 2.0 document as the draft of a checklist"))
    bring_in.add_argument("document", type=Path, metavar="FILE")
    for act in (ocil, bring_in):
        act.add_argument("--out", type=Path, metavar="FILE", required=True)
    sheet = acts.add_parser(
        "sheet", help=_("the questions for a meeting (CSV, XLSX) or on paper, to tick and sign (PDF)")
    )
    sheet.add_argument(
        "--policy", metavar="PACK", default="", help=_("an id or a file; left out: all that can be asked")
    )
    sheet.add_argument("--platform", metavar="ID", default="", help=_("left out: what is asked once of the person"))
    sheet.add_argument(
        "--official", action="store_true", help=_("an account run for the school; a platform is optional")
    )
    sheet.add_argument("--person-kind", choices=[*PersonKind], default=PersonKind.EMPLOYEE.value)
    sheet.add_argument("--as", dest="kind", choices=["csv", "xlsx", "pdf"], default="", help=_("left out: by its name"))
    sheet.add_argument("--out", type=Path, metavar="FILE", required=True)
    kinds = {"xccdf": xccdf, "results": results, "ocil": ocil, "bring_in": bring_in, "sheet": sheet, "oscal": oscal}
    for name, act in kinds.items():
        act.set_defaults(run=_exchange(name))


def _add_policy(commands: "_SubParsersAction[Any]", first: str) -> None:
    command = commands.add_parser("policy", help=_("begin, compare and explain policy packs; see what they cover"))
    if first == "policy":
        from .policy import add_policy

        add_policy(command)


def _add_evidence(commands: "_SubParsersAction[Any]", first: str) -> None:
    command = commands.add_parser("evidence", help=_("what your own data downloads show; nothing leaves this computer"))
    if first == "evidence":
        from .evidence import add_evidence

        add_evidence(command)


def _add_campaign(commands: "_SubParsersAction[Any]", first: str, open_register: "Opener") -> None:
    command = commands.add_parser("campaign", help=_("the staff list, campaigns, excusals and reminders"))
    if first == "campaign":
        from .campaign import add_campaign

        add_campaign(command, open_register)


def _add_intake(commands: "_SubParsersAction[Any]", first: str, open_register: "Opener") -> None:
    intake = commands.add_parser(
        "intake", help=_("take attestations in: PDFs, folders, zips, e-mails, a watched folder")
    )
    attestation = commands.add_parser(
        "attestation", help=_("see, accept, send back, countersign and hand on what came in")
    )
    if first in ("intake", "attestation"):
        from .attestation_decisions import add_attestation
        from .intake import add_intake

        add_intake(intake, open_register)
        add_attestation(attestation, open_register)


def _add_register(commands: "_SubParsersAction[Any]", first: str, open_register: "Opener") -> None:
    command = commands.add_parser("register", help=_("make, check and look after the register"))
    if first == "register":
        from .register import add_register

        add_register(command, open_register)


def _key_options(found: ArgumentParser) -> None:
    found.add_argument("--key", type=Path, metavar="FILE", help=_("the key file; left out: the one on this computer"))
    found.add_argument("--passphrase-file", type=Path, metavar="FILE", help=str(ASKED_FOR))


def _audits(name: str) -> Command:
    def run(arguments: Namespace, tools: CliContext) -> int:
        from . import audit as audits

        command: Command = getattr(audits, name)
        return command(arguments, tools)

    return run


def _keys(name: str) -> Command:
    def run(arguments: Namespace, tools: CliContext) -> int:
        from . import key as keys

        command: Command = getattr(keys, name)
        return command(arguments, tools)

    return run


def _exchange(name: str) -> Command:
    def run(arguments: Namespace, tools: CliContext) -> int:
        from . import exchange

        command: Command = getattr(exchange, name)
        return command(arguments, tools)

    return run


def _verify(arguments: Namespace, tools: CliContext) -> int:
    from .verify import verify

    return verify(arguments, tools)


def run(arguments: Namespace, tools: CliContext) -> int:
    """The exit code of one command; a failure is a sentence on standard error."""
    try:
        command: Command = arguments.run
        with tools.closing:
            return command(arguments, tools)
    except Stop as stopped:
        print(f"privacy-wizard: {stopped}", file=sys.stderr)
        return stopped.code
    except BrokenPipeError:  # whoever read our output has had enough: not a fault
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except Exception as error:
        if not isinstance(error, _expected()):
            raise
        print(str(error), file=sys.stderr)
        return FAILED


def _expected() -> tuple[type[Exception], ...]:
    """The errors that carry a sentence for the reader."""
    from ..catalogue import CatalogueFaults
    from ..system import Trouble

    return (CatalogueFaults, Trouble)
