"""`audit`: the wizard's work from an answers file."""

import hashlib
from argparse import ArgumentParser, Namespace
from collections import Counter
from pathlib import Path

from .. import identity
from ..audit.answers import no_checklist, platforms
from ..audit.answers_form import template
from ..audit.batch import Finished, sign_answers
from ..domain.audit import Account, numbered_account
from ..domain.vocabulary import AccountKind, PersonKind
from ..i18n import _
from ..serialization import PrintedDocument, given, the, worked_out
from ..system import write_whole
from .context import DONE, WRONG_USE, CliContext, passphrase, say, stop
from .options import PACK_OR_FILE, json_option, key_options
from .output_place import require_new
from .pack_options import find_pack, library_for, require_policy
from .score import say_score

_SHA256 = {"pattern": "[0-9a-f]{64}"}


def add_options(audit: ArgumentParser) -> None:
    """Add the acts and options of the command."""
    audit.add_argument("--template", action="store_true", help=_("write an answers file to fill in"))
    audit.add_argument("--policy", metavar="PACK", default="", help=str(PACK_OR_FILE))
    audit.add_argument("--account", metavar="PLATFORM", action="append", default=[], help=_("a personal account"))
    audit.add_argument(
        "--official", metavar="PLATFORM", action="append", default=[], help=_("an account run for school")
    )
    audit.add_argument("--person-kind", choices=[*PersonKind], default=PersonKind.EMPLOYEE.value)
    audit.add_argument("--answers", type=Path, metavar="FILE", help=_("a filled-in answers file"))
    key_options(audit)
    audit.add_argument("--out", type=Path, metavar="FILE", help=_("where to write"))
    json_option(audit)
    audit.set_defaults(run=make_or_sign)


def make_or_sign(arguments: Namespace, tools: CliContext) -> int:
    """Write a template, or sign a filled-in one."""
    return _template(arguments, tools) if arguments.template else _sign(arguments, tools)


def _template(arguments: Namespace, tools: CliContext) -> int:
    if not arguments.policy:
        known = ", ".join(sorted(tools.catalogue.packs))
        stop(_("Name a policy with --policy, by its id or its file. Known are {known}.", known=known), WRONG_USE)
    catalogue, pack = find_pack(arguments.policy, tools)
    accounts = [
        *_accounts(arguments.account, AccountKind.PERSONAL, tools),
        *_accounts(arguments.official, AccountKind.OFFICIAL, tools),
    ]
    text = template(catalogue, pack.id, accounts, PersonKind(arguments.person_kind))
    if arguments.out is None:
        say(text.rstrip("\n"))
    else:
        require_new(arguments.out)
        write_whole(arguments.out, text.encode())
    return DONE


def _accounts(wanted: list[str], kind: AccountKind, tools: CliContext) -> list[Account]:
    known, counted = platforms(tools.catalogue), Counter[str]()
    found = []
    for name in wanted:
        platform = _platform(name, known, tools)
        if platform is None:
            stop(no_checklist(name, known), WRONG_USE)
        counted[platform] += 1
        found.append(numbered_account(platform, kind, counted[platform]))
    return found


def _platform(name: str, known: tuple[str, ...], tools: CliContext) -> str | None:
    """The identifier of a platform by whichever of its names was typed."""
    for platform in known:
        checklist = tools.catalogue.checklists[platform]
        if name.casefold() in {n.casefold() for n in (platform, checklist.title, *checklist.also_known_as)}:
            return platform
    return None


def _sign(arguments: Namespace, tools: CliContext) -> int:
    if arguments.answers is None or arguments.out is None:
        stop(_("Name the answers with --answers FILE and the attestation with --out FILE.pdf."), WRONG_USE)
    key_file: Path = arguments.key or tools.key_file
    key = identity.load_key(key_file, passphrase(arguments.passphrase_file))
    catalogue = library_for(arguments.policy, tools)
    finished = sign_answers(arguments.answers, catalogue, key, tools.now, tools.own_school)
    require_policy(arguments.policy, finished.judged.policy, tools)
    write_whole(arguments.out, finished.pdf)
    if arguments.json:
        say(SIGNED.text(finished, file=str(arguments.out)))
        return DONE
    say_score(finished.judged)
    say(_("The signed attestation is {out}.", out=arguments.out))
    say(_("Words of the signing key: {words}", words=" ".join(finished.words)))
    return DONE


def _sha256(finished: Finished) -> str:
    return hashlib.sha256(finished.pdf).hexdigest()


SIGNED = PrintedDocument(
    "privacy-wizard-audit/1",
    "What `audit --json` prints.",
    given("file", str),
    worked_out("sha256", _sha256, **_SHA256),
    the("identifier", pattern="[0-9a-f]{32}"),
    the("score=judged.score.value", most=100),
    "outcome=judged.score.outcome",
    the("fingerprint", **_SHA256),
    "words",
    of=Finished,
)
