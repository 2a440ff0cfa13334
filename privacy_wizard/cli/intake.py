"""`intake`: files into the register, once or from a watched folder; `attestation`: what an officer does with them."""

import sys
import time
from argparse import ArgumentParser, Namespace, _SubParsersAction
from collections.abc import Callable
from pathlib import Path
from typing import Any

from attrs import frozen
from cryptography import x509

from ..domain.vocabulary import PersonKind
from ..identity import SigningKey, load_key
from ..intake.countersigning import Countersigning
from ..intake.deciding import Acceptance, Desk
from ..intake.grounds import SchoolsOwn
from ..intake.handing_back import DEFAULT_PATTERN, HandingBack
from ..intake.judges import Judges
from ..intake.on_record import SchoolRules
from ..intake.register_door import RegisterDoor
from ..intake.take_in import Intake, Outcome, Progress, Taken
from ..intake.trust import Trust, TrustUnreadable, load_trust
from ..intake.watching import Watching
from ..machine import shipped_folder, write_whole
from ..office.profiles import profile_in_use
from ..office.sending_back import draft
from ..register import Register, queries
from ..school.known import KnownSchool
from .intake_outputs import intake_out
from .outputs import as_json
from .registers import register_options
from .tools import DONE, FAILED, SOME_NEED_A_LOOK, WRONG_USE, Tools, passphrase, say, stop

Opener = Callable[[Namespace, Tools], Register]
_Act = Callable[[Namespace, Tools, Register], int]


def add_intake(commands: "_SubParsersAction[Any]", open_register: Opener) -> None:
    """The command `intake`; `open_register` finds the register that the arguments name."""
    command = commands.add_parser("intake", help="take attestations in: PDFs, folders, zips, e-mails, a watched folder")
    command.add_argument("paths", type=Path, nargs="*", metavar="PATH", help="a file or a folder")
    command.add_argument("--watch", type=Path, metavar="DIR", help="and go on with whatever is put there")
    command.add_argument(
        "--every", type=float, default=5.0, metavar="SECONDS", help="how often the folder is looked into"
    )
    command.add_argument("--json", action="store_true", help="print the result as JSON")
    _options(command, open_register, take_in)


def add_attestation(commands: "_SubParsersAction[Any]", open_register: Opener) -> None:
    """The command `attestation` with its acts."""
    command = commands.add_parser("attestation", help="accept, send back, countersign and hand on what came in")
    acts = command.add_subparsers(dest="act", required=True, metavar="ACT")
    accept = acts.add_parser("accept", help="accept what needs a look")
    accept.add_argument("attestation", metavar="SHA256")
    accept.add_argument("--words", default="", help="the words of an unknown key, as the person read them out")
    accept.add_argument(
        "--confirm", action="append", default=[], metavar="EXCEPTION", help="an exception, as it was shown"
    )
    accept.add_argument("--number", default="", metavar="STAFF-NUMBER", help="whose it is, where the file does not say")
    accept.add_argument("--reason", default="")
    send_back = acts.add_parser("send-back", help="ask for it again; writes the draft of a mail")
    send_back.add_argument("attestation", metavar="SHA256")
    send_back.add_argument("--reason", required=True)
    send_back.add_argument("--out", type=Path, metavar="FILE.eml")
    send_back.add_argument("--officer", default="", help="who signs the mail")
    countersign = acts.add_parser("countersign", help="countersign what was accepted, one or many")
    countersign.add_argument("attestations", nargs="*", metavar="SHA256")
    countersign.add_argument("--all", action="store_true", help="all that are accepted and not countersigned")
    copy = acts.add_parser("copy", help="hand the files on: into a folder, a folder per person, or as drafts of mails")
    copy.add_argument("attestations", nargs="+", metavar="SHA256")
    copy.add_argument("--out", type=Path, required=True, metavar="DIR")
    copy.add_argument("--as", dest="how", choices=["files", "folder-per-person", "mails"], default="files")
    copy.add_argument("--pattern", default=DEFAULT_PATTERN, help="how the files are called: {number} {last} {date} …")
    copy.add_argument("--officer", default="", help="for mails: who signs them")
    doing: dict[str, _Act] = {"accept": accept_one, "send-back": send_one_back, "copy": hand_on}
    doing["countersign"] = countersign_many
    for name, act in acts.choices.items():
        _options(act, open_register, doing[name])


def _options(act: ArgumentParser, open_register: Opener, do: _Act) -> None:
    act.add_argument("--school", required=True, metavar="ID")
    act.add_argument(
        "--trust", type=Path, action="append", default=[], metavar="CERT", help="left out: the school's profile says"
    )
    register_options(act)

    def run(arguments: Namespace, tools: Tools) -> int:
        return do(arguments, tools, open_register(arguments, tools))

    act.set_defaults(run=run, writes=True)


def take_in(arguments: Namespace, tools: Tools, register: Register) -> int:
    """Once, and then whenever something new lies in the watched folder, until it is interrupted."""
    if not arguments.paths and arguments.watch is None:
        stop("Name a file or a folder, or a folder to watch: --watch DIR.", WRONG_USE)
    if arguments.watch is not None and not arguments.watch.is_dir():
        stop(f"{arguments.watch} is not a folder, so it cannot be watched. Check its name.", WRONG_USE)
    school = _school(arguments, tools)
    door = RegisterDoor(register, arguments.school, school.rules)
    worst = DONE
    with Judges(school.trust, own=school.own) as judges:
        intake = Intake(door, judges, tools.now, _shown_progress if sys.stderr.isatty() else _silent)
        try:
            if arguments.paths:
                worst = _told(arguments, intake.take_in(arguments.paths))
            watching = Watching(arguments.watch) if arguments.watch else None
            while watching is not None:
                if taken := list(watching.look(intake.take_in)):
                    worst = max(worst, _told(arguments, taken))
                time.sleep(max(arguments.every, 0.1))
        except KeyboardInterrupt:
            if not arguments.json:
                say("Stopped. What was not judged yet waits for the next time.")
    return worst


def accept_one(arguments: Namespace, tools: Tools, register: Register) -> int:
    """Exit 0 when it is on record."""
    school = _school(arguments, tools)
    given = Acceptance(
        reason=arguments.reason, confirmed=arguments.confirm, words=arguments.words.split(), number=arguments.number
    )
    with Judges(school.trust, at_once=1, own=school.own) as judges:
        _desk(arguments, tools, register, judges, school.rules).accept(arguments.attestation, given, tools.now())
    say("It is accepted.")
    return DONE


def send_one_back(arguments: Namespace, tools: Tools, register: Register) -> int:
    """The decision on record first, then the draft."""
    school = _school(arguments, tools)
    with Judges(school.trust, at_once=1, own=school.own) as judges:
        desk = _desk(arguments, tools, register, judges, school.rules)
        row = desk.send_back(arguments.attestation, arguments.reason, tools.now())
    say("It is on record as sent back.")
    with register.reading() as connection:
        person = queries.person_by_id(connection, arguments.school, row.person) if row.person else None
    if arguments.out is None or person is None or not person.member.email:
        say("No draft was written: name a file with --out, and see that the staff list has the person's address.")
        return DONE
    school_name = school.rules.names[0] if school.rules.names else arguments.school
    content = draft(
        person.member, arguments.reason, occasion="privacy check", officer=arguments.officer, school=school_name
    )
    write_whole(arguments.out, content)
    say(f"The draft of the mail is {arguments.out}.")
    return DONE


def countersign_many(arguments: Namespace, tools: Tools, register: Register) -> int:
    """Exit 1 where one of them was not countersigned."""
    school = _school(arguments, tools)
    key = _key(arguments, tools)
    door = RegisterDoor(register, arguments.school, school.rules)
    signing = Countersigning(door=door, key=key, trust=school.trust or Trust(()), now=tools.now)
    chosen = [*arguments.attestations, *(_ready(register, arguments.school) if arguments.all else ())]
    if not chosen:
        say("There is nothing to countersign.")
    failed = 0
    for done in signing.all(dict.fromkeys(chosen)):
        failed += done.document is None
        say(f"{done.attestation}: {done.problem or 'countersigned'}")
    return FAILED if failed else DONE


def hand_on(arguments: Namespace, tools: Tools, register: Register) -> int:
    """Files or drafts in a folder."""
    rules = _school(arguments, tools).rules
    name = rules.names[0] if rules.names else arguments.school
    door = RegisterDoor(register, arguments.school, rules)
    back = HandingBack(door=door, school_name=name, pattern=arguments.pattern)
    if arguments.how == "mails":
        arguments.out.mkdir(parents=True, exist_ok=True)
        written = []
        for attestation in arguments.attestations:
            path = arguments.out / f"{back.copy(attestation).file_name}.eml"
            write_whole(path, back.mail(attestation, arguments.officer))
            written.append(path)
    else:
        write = back.to_folder if arguments.how == "files" else back.to_folders_of_people
        written = write(arguments.attestations, arguments.out)
    for path in written:
        say(str(path))
    return DONE


def _ready(register: Register, school: str) -> list[str]:
    from ..domain.register import Standing

    with register.reading() as connection:
        rows = queries.attestations(connection, [school], standing=Standing.ACCEPTED, limit=100_000)
    return [row.attestation for row in reversed(rows) if not row.countersigned and not row.on_paper]


def _desk(arguments: Namespace, tools: Tools, register: Register, judges: Judges, rules: SchoolRules) -> Desk:
    door = RegisterDoor(register, arguments.school, rules)
    return Desk(door=door, judges=judges, officer=_key(arguments, tools).certificate)


def _key(arguments: Namespace, tools: Tools) -> SigningKey:
    return load_key(arguments.key or tools.key_file, passphrase(arguments.passphrase_file))


@frozen(kw_only=True)
class _School:
    """What files are judged by."""

    trust: Trust | None
    rules: SchoolRules
    own: SchoolsOwn | None


def _school(arguments: Namespace, tools: Tools) -> _School:
    """From the profile that is in use here; certificates that are named come before the profile's."""
    profile = profile_in_use(KnownSchool(tools.key_file.parent), shipped=shipped_folder("checklists"), now=tools.now())
    certificates: tuple[x509.Certificate, ...] = ()
    rules, own = SchoolRules(), None
    if profile is not None:
        said = profile.file.manifest.profile
        packs = tuple((kind.value, said.packs_for(kind)) for kind in PersonKind)
        rules = SchoolRules(names=(said.name, *said.other_names), packs=packs, number=profile.file.manifest.number)
        certificates, own = profile.file.certificates(), SchoolsOwn.of(profile.file)
    try:
        trust = load_trust(arguments.trust) if arguments.trust else Trust(certificates) if certificates else None
    except TrustUnreadable as unreadable:
        stop(str(unreadable), WRONG_USE)
    return _School(trust=trust, rules=rules, own=own)


def _told(arguments: Namespace, taken: list[Taken]) -> int:
    if arguments.json:
        say(as_json(intake_out(arguments.school, taken)))
    else:
        for each in taken:
            _say(each)
    outcomes = {each.outcome for each in taken}
    if outcomes & {Outcome.REJECTED, Outcome.NOT_TAKEN}:
        return FAILED
    return SOME_NEED_A_LOOK if Outcome.NEEDS_A_LOOK in outcomes else DONE


def _say(taken: Taken) -> None:
    say(f"{taken.name}: {taken.outcome}")
    if taken.sha256:
        say(f"  {taken.sha256}")
    if taken.problem:
        say(f"  - {taken.problem}")
    for each in taken.judgement.findings if taken.judgement else ():
        say(f"  - {each.sentence}" + (f" ({each.detail})" if each.detail else ""))


def _silent(_progress: Progress) -> None:
    return


def _shown_progress(progress: Progress) -> None:
    print(f"\r{progress.done} of {progress.known}", end="", file=sys.stderr, flush=True)
