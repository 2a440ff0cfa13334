"""`attestation`: see what came in, accept it, send it back, countersign it, hand it on, or enter one from paper."""

from argparse import ArgumentParser, Namespace, _SubParsersAction
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from ..domain.register_events import AttestationStanding
from ..domain.register_views import AttestationRow
from ..domain.vocabulary import Outcome
from ..i18n import _
from ..identity import SigningKey, load_key
from ..intake.countersigning import Countersigning
from ..intake.decisions import Acceptance, Decisions
from ..intake.file_checker import FileChecker
from ..intake.handing_back import DEFAULT_PATTERN, HandingBack
from ..intake.known_facts import SchoolRules
from ..intake.trust import Trust
from ..office.send_back import draft
from ..register import Register, SchoolRegister, queries
from ..system import outgoing_files
from .attestation import list_all, show
from .attestation_outputs import PRINTER, ActOut, DoneOut
from .attestation_paper import enter_paper
from .context import DONE, FAILED, CliContext, a_day, passphrase, say
from .intake import Act, Opener, judging_options
from .options import json_option
from .register_people import correct_attestation
from .trust_options import judged_by


def add_attestation(command: ArgumentParser, open_register: Opener) -> None:
    """The acts of the command."""
    acts = command.add_subparsers(dest="act", required=True, metavar="ACT")
    _add_looking(acts)
    _add_deciding(acts)
    _add_paper(acts)
    doing: dict[str, Act] = {"list": list_all, "show": show, "accept": accept_one, "send-back": send_one_back}
    doing |= {"countersign": countersign_many, "copy": hand_on, "paper": enter_paper, "correct": correct_attestation}
    for name, act in acts.choices.items():
        json_option(act)
        judging_options(act, open_register, doing[name], writes=name not in ("list", "show"))


def _add_looking(acts: "_SubParsersAction[Any]") -> None:
    found = acts.add_parser("list", help=_("what came in, with the digest by which the other acts take it"))
    found.add_argument("--standing", choices=[*AttestationStanding], default="", help=_("left out: whatever it is"))
    found.add_argument("--campaign", default="", metavar="ID")
    shown = acts.add_parser("show", help=_("one of them: how it stands, why, what to confirm, and its history"))
    shown.add_argument("attestation", metavar="SHA256")


def _add_deciding(acts: "_SubParsersAction[Any]") -> None:
    accept = acts.add_parser("accept", help=_("accept what needs a look"))
    accept.add_argument("attestation", metavar="SHA256")
    accept.add_argument("--words", default="", help=_("the words of an unknown key, as the person read them out"))
    accept.add_argument(
        "--key-not-compared", action="store_true", help=_("accept it without the words; it is recorded so")
    )
    accept.add_argument(
        "--confirm", action="append", default=[], metavar="EXCEPTION", help=_("an exception, as it was shown")
    )
    accept.add_argument(
        "--number", default="", metavar="STAFF-NUMBER", help=_("whose it is, where the file does not say")
    )
    accept.add_argument("--reason", default="")
    send_back = acts.add_parser("send-back", help=_("ask for it again; writes the draft of a mail"))
    send_back.add_argument("attestation", metavar="SHA256")
    send_back.add_argument("--reason", required=True)
    send_back.add_argument("--out", type=Path, metavar="FILE.eml")
    send_back.add_argument("--officer", default="", help=_("who signs the mail"))
    countersign = acts.add_parser("countersign", help=_("countersign what was accepted, one or many"))
    countersign.add_argument("attestations", nargs="*", metavar="SHA256")
    countersign.add_argument("--all", action="store_true", help=_("all that are accepted and not countersigned"))
    copy = acts.add_parser(
        "copy", help=_("hand the files on: into a folder, a folder per person, or as drafts of mails")
    )
    copy.add_argument("attestations", nargs="+", metavar="SHA256")
    copy.add_argument("--out", type=Path, required=True, metavar="DIR")
    copy.add_argument("--as", dest="how", choices=["files", "folder-per-person", "mails"], default="files")
    copy.add_argument(
        "--pattern", default=DEFAULT_PATTERN, help=_("how the files are called: {number} {last} {date} …")
    )
    copy.add_argument("--officer", default="", help=_("for mails: who signs them"))


def _add_paper(acts: "_SubParsersAction[Any]") -> None:
    wrong = acts.add_parser("correct", help=_("take one back, or say whose it is; what was written stays on record"))
    wrong.add_argument("attestation", metavar="SHA256")
    wrong.add_argument("--reason", required=True)
    wrong.add_argument("--take-back", action="store_true", help=_("as if it had never come in"))
    wrong.add_argument("--number", default="", metavar="STAFF-NUMBER", help=_("whose it is"))
    wrong.add_argument("--campaign", default="", metavar="ID", help=_("what it answers"))
    paper: ArgumentParser = acts.add_parser("paper", help=_("enter a signed paper checklist, with its scan"))
    paper.add_argument("number", metavar="STAFF-NUMBER")
    paper.add_argument("--scan", type=Path, required=True, metavar="FILE", help=_("a PDF, JPEG or PNG"))
    paper.add_argument(
        "--signed", type=a_day, required=True, metavar="DAY", help=_("the day on the paper, as 2026-11-20")
    )
    paper.add_argument("--campaign", default="", metavar="ID", help=_("the campaign that it answers"))
    paper.add_argument("--answers", type=Path, metavar="FILE", help=_("what was ticked, as audit --template makes it"))
    paper.add_argument("--policy", default="", metavar="PACK", help=_("without answers: the policy on the paper"))
    outcomes = [each.value for each in Outcome if each is not Outcome.NOT_SCORED]
    paper.add_argument("--outcome", choices=outcomes, default="", help=_("without answers: what it comes to"))


def accept_one(arguments: Namespace, tools: CliContext, register: Register) -> int:
    """Exit 0 when it is on record."""
    school = judged_by(arguments, tools)
    given = Acceptance(
        reason=arguments.reason,
        confirmed=arguments.confirm,
        words=arguments.words.split(),
        key_not_compared=arguments.key_not_compared,
        number=arguments.number,
    )
    with FileChecker(school.trust, workers=1, own=school.own) as checker:
        _decisions(arguments, tools, register, checker, school.rules).accept(arguments.attestation, given, tools.now())
    _told(arguments, [_done(arguments.attestation, "accepted")], [_("It is accepted.")])
    return DONE


def send_one_back(arguments: Namespace, tools: CliContext, register: Register) -> int:
    """The draft first, then the decision on record."""
    school = judged_by(arguments, tools)
    name = school.rules.names[0] if school.rules.names else arguments.school
    with FileChecker(school.trust, workers=1, own=school.own) as checker, outgoing_files() as files:

        def write(row: AttestationRow) -> None:
            with register.reading() as connection:
                person = queries.person_by_id(connection, arguments.school, row.person) if row.person else None
            if arguments.out is not None and person is not None and person.member.email:
                what = {"occasion": _("privacy check"), "officer": arguments.officer, "school": name}
                files.private(arguments.out, draft(person.member, arguments.reason, **what))

        decisions = _decisions(arguments, tools, register, checker, school.rules)
        decisions.send_back(arguments.attestation, arguments.reason, tools.now(), write)
    said, written = [_("It is on record as sent back.")], next(iter(files.written), None)
    if written is None:
        said.append(_("No draft was written: name a file with --out, and see that the staff list has an address."))
    else:
        said.append(_("The draft of the mail is {written}.", written=written))
    _told(arguments, [_done(arguments.attestation, "sent back", written)], said)
    return DONE


def countersign_many(arguments: Namespace, tools: CliContext, register: Register) -> int:
    """Exit 1 where one of them was not countersigned."""
    school = judged_by(arguments, tools)
    key = _key(arguments, tools)
    own = SchoolRegister(register=register, school=arguments.school)
    signing = Countersigning(register=own, key=key, trust=school.trust or Trust(()), now=tools.now, own=school.own)
    chosen = [*arguments.attestations, *(_ready(register, arguments.school) if arguments.all else ())]
    out = []
    for each in signing.all(dict.fromkeys(chosen)):
        word = "countersigned" if each.document is not None else "not countersigned"
        told = _("countersigned") if each.document is not None else _("not countersigned")
        out.append(DoneOut(attestation=each.attestation, done=word, problem=each.problem, file=None))
        if not arguments.json:
            say(f"{each.attestation}: {each.problem or told}")
    _told(arguments, out, [] if chosen else [_("There is nothing to countersign.")])
    return FAILED if any(each.problem for each in out) else DONE


def hand_on(arguments: Namespace, tools: CliContext, register: Register) -> int:
    """Files or drafts in a folder."""
    rules = judged_by(arguments, tools).rules
    name = rules.names[0] if rules.names else arguments.school
    own = SchoolRegister(register=register, school=arguments.school)
    back = HandingBack(register=own, school_name=name, pattern=arguments.pattern)
    if arguments.how == "mails":
        arguments.out.mkdir(parents=True, exist_ok=True)
        with outgoing_files() as files:
            for attestation in arguments.attestations:
                stem = back.copy(attestation).file_name.removesuffix(".pdf")
                files.private(arguments.out / f"{stem}.eml", back.mail(attestation, arguments.officer))
        written = files.written
    else:
        write = back.to_folder if arguments.how == "files" else back.to_folders_of_people
        written = write(arguments.attestations, arguments.out)
    out = [_done(each, "copied", path) for each, path in zip(arguments.attestations, written, strict=True)]
    _told(arguments, out, map(str, written))
    return DONE


def _done(attestation: str, done: str, file: Path | None = None) -> DoneOut:
    return DoneOut(attestation=attestation, done=done, problem="", file=str(file) if file is not None else None)


def _told(arguments: Namespace, done: Iterable[DoneOut], sentences: Iterable[str]) -> None:
    if arguments.json:
        say(PRINTER.text(ActOut(school=arguments.school, attestations=tuple(done))))
        return
    for sentence in sentences:
        say(sentence)


def _ready(register: Register, school: str) -> list[str]:
    with register.reading() as connection:
        rows = queries.attestations(connection, [school], standing=AttestationStanding.ACCEPTED, limit=100_000)
    return [row.attestation for row in reversed(rows) if not row.countersigned and not row.on_paper]


def _decisions(
    arguments: Namespace, tools: CliContext, register: Register, checker: FileChecker, rules: SchoolRules
) -> Decisions:
    own = SchoolRegister(register=register, school=arguments.school)
    return Decisions(register=own, rules=rules, checker=checker, officer=_key(arguments, tools).certificate)


def _key(arguments: Namespace, tools: CliContext) -> SigningKey:
    return load_key(arguments.key or tools.key_file, passphrase(arguments.passphrase_file))
