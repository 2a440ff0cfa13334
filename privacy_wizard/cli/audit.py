"""`audit` and `score`: the wizard's work from an answers file."""

from argparse import Namespace
from collections import Counter
from pathlib import Path

from .. import identity
from ..audit.answers import platforms
from ..audit.answers_form import template
from ..audit.batch import score_answers, sign_answers
from ..audit.session import AuditSession
from ..domain.audit import Account, numbered_account
from ..domain.names import outcome_name, score_name, verdict_name
from ..domain.vocabulary import AccountKind, PersonKind, Verdict
from ..i18n import _, ngettext
from ..system import write_whole
from .context import DONE, WRONG_USE, CliContext, passphrase, say, stop
from .outputs import PRINTER, audit_out, score_out
from .pack_options import find_pack, library_for, require_policy


def audit(arguments: Namespace, tools: CliContext) -> int:
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
        write_whole(arguments.out, text.encode())
    return DONE


def _accounts(wanted: list[str], kind: AccountKind, tools: CliContext) -> list[Account]:
    known, counted = platforms(tools.catalogue), Counter[str]()
    found = []
    for name in wanted:
        platform = _platform(name, known, tools)
        if platform is None:
            stop(
                _('There is no checklist for "{name}". Known are {known}.', name=name, known=", ".join(known)),
                WRONG_USE,
            )
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
    require_policy(arguments.policy, finished.session.pack, tools)
    write_whole(arguments.out, finished.pdf)
    if arguments.json:
        say(PRINTER.text(audit_out(finished, arguments.out)))
        return DONE
    _say_score(finished.session)
    say(_("The signed attestation is {out}.", out=arguments.out))
    say(_("Words of the signing key: {words}", words=" ".join(finished.words)))
    return DONE


def score(arguments: Namespace, tools: CliContext) -> int:
    """Judge the answers so far."""
    session = score_answers(arguments.answers, library_for(arguments.policy, tools), tools.now)
    require_policy(arguments.policy, session.pack, tools)
    if arguments.json:
        say(PRINTER.text(score_out(session)))
        return DONE
    _say_score(session)
    for finding in session.findings():
        if finding.verdict.is_open:
            where = f" ({finding.account.id})" if finding.account else ""
            say(f"  {verdict_name(finding.verdict)}: {finding.requirement.control.title}{where}")
    return DONE


def _say_score(session: AuditSession) -> None:
    result = session.score()
    value = _("not scored") if result.value is None else score_name(result.value)
    say(f"{value}: {outcome_name(result.outcome)}")
    unanswered = sum(f.verdict is Verdict.NOT_ANSWERED for f in session.findings())
    if unanswered:
        say(
            ngettext(
                "{n} of {expected} requirements is not answered yet, and counts as open.",
                "{n} of {expected} requirements are not answered yet, and count as open.",
                unanswered,
                expected=result.expected,
            )
        )
