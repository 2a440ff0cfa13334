"""`attestation accept`, `send-back`, `not-ours`, `judge-again`, `countersign`, `copy`, `correct`: an officer's acts."""

from argparse import Namespace
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from attrs import frozen

from ..audit.answers import read_answers
from ..domain.event_sentences import CORRECTION_RECORDED
from ..domain.model import PolicyPack
from ..domain.names import outcome_name, score_name
from ..domain.register_events import AttestationStanding
from ..domain.register_views import AttestationRow, PersonRow
from ..domain.vocabulary import Outcome
from ..i18n import _
from ..identity import SigningKey, load_key
from ..intake.countersigning import Countersigning
from ..intake.decisions import Acceptance, Decisions
from ..intake.facts import SchoolRules
from ..intake.file_checker import FileChecker
from ..intake.handing_back import HandingBack
from ..intake.receiving import judge_again, judged_anew_sentence
from ..intake.renderer import NotDrawn, Renderer
from ..intake.trust import Trust
from ..office.corrections import look_again, move_attestation, say_not_ours, strike_attestation
from ..office.paper_attestations import (
    MOST_PAGES,
    SCAN_LIMIT,
    PaperAnswers,
    PaperChecklist,
    ScanFault,
    ScanRefused,
    answers_of,
    enter,
    scan_kind,
)
from ..office.paper_transcript import Transcript
from ..office.sending import draft
from ..register import Register, SchoolRegister, queries
from ..school.profile_file import read_some
from ..serialization import PrintedDocument, given
from ..system import outgoing_files
from .context import DONE, FAILED, SOME_NEED_A_LOOK, WRONG_USE, CliContext, passphrase, say, stop
from .judging_options import judged_by
from .pack_options import find_pack
from .register_acts import MANY, known_person, no_campaign, say_entered


@frozen(kw_only=True)
class AttestationAct:
    """One attestation and the result; `problem` is empty if it was done."""

    attestation: str
    done: str
    problem: str = ""
    file: str | None = None


def accept_one(arguments: Namespace, tools: CliContext, register: Register) -> int:
    """Accept one attestation; exits with 0 once that is on record."""
    school = judged_by(arguments, tools, register)
    given = Acceptance(
        reason=arguments.reason,
        confirmed=arguments.confirm,
        words=arguments.words.split(),
        key_not_compared=arguments.key_not_compared,
        number=arguments.number,
    )
    with FileChecker(school.trust, workers=1, own=school.own) as checker:
        _decisions(arguments, tools, register, checker, school.rules).accept(arguments.attestation, given, tools.now())
    say_done(arguments, [_done(arguments.attestation, "accepted")], [_("It is accepted.")])
    return DONE


def send_one_back(arguments: Namespace, tools: CliContext, register: Register) -> int:
    """Return one: the draft of the mail is written first, then the decision is recorded."""
    school = judged_by(arguments, tools, register)
    name = school.rules.names[0] if school.rules.names else arguments.school
    with FileChecker(school.trust, workers=1, own=school.own) as checker, outgoing_files() as files:

        def write(row: AttestationRow) -> tuple[()]:
            with register.reading() as connection:
                person = queries.person_by_id(connection, arguments.school, row.person) if row.person else None
            if arguments.out is not None and person is not None and person.member.email:
                what = {"occasion": _("privacy check"), "officer": arguments.officer, "school": name}
                files.private(arguments.out, draft(person.member, arguments.reason, **what))
            return ()

        decisions = _decisions(arguments, tools, register, checker, school.rules)
        decisions.send_back(arguments.attestation, arguments.reason, tools.now(), write)
    said, written = [_("It is on record as sent back.")], next(iter(files.written), None)
    if written is None:
        said.append(_("No draft was written: name a file with --out, and see that the staff list has an address."))
    else:
        said.append(_("The draft of the mail is {written}.", written=written))
    say_done(arguments, [_done(arguments.attestation, "sent back", written)], said)
    return DONE


def tell_not_ours(arguments: Namespace, _tools: CliContext, register: Register) -> int:
    """Mark files as no attestations of the school's, all of them or none; or unmark them."""
    own = SchoolRegister(register=register, school=arguments.school)
    if arguments.undo:
        for each in arguments.attestations:
            look_again(own, each)
        return _told_of(arguments, "to be looked at", _("It stands as it did before."))
    say_not_ours(own, arguments.attestations)
    return _told_of(arguments, "no attestation", _("It is on record as no attestation of yours."))


def judge_waiting_again(arguments: Namespace, tools: CliContext, register: Register) -> int:
    """Judge again what waits, by the school's profile in use here; exits with 2 if one could not be checked."""
    school, own = judged_by(arguments, tools, register), SchoolRegister(register=register, school=arguments.school)
    with FileChecker(school.trust, own=school.own) as checker:
        found = judge_again(own, school.rules, checker, tools.now())
    waiting = [_done(each.attestation, "waits") for each in own.attestations.waiting()]
    told = judged_anew_sentence(found) or ("" if waiting else _("Nothing waits."))
    say_done(arguments, waiting, filter(None, [told]))
    return SOME_NEED_A_LOOK if found.unchecked else DONE


def _told_of(arguments: Namespace, done: str, sentence: str) -> int:
    say_done(arguments, [_done(each, done) for each in arguments.attestations], [sentence])
    return DONE


def countersign_many(arguments: Namespace, tools: CliContext, register: Register) -> int:
    """Countersign attestations; exits with 1 if one of them failed."""
    school = judged_by(arguments, tools, register)
    key = _key(arguments, tools)
    own = SchoolRegister(register=register, school=arguments.school)
    signing = Countersigning(register=own, key=key, trust=school.trust or Trust(()), now=tools.now, own=school.own)
    chosen = [*arguments.attestations, *(_ready(register, arguments.school) if arguments.all else ())]
    out = []
    for each in signing.all(dict.fromkeys(chosen)):
        word = "countersigned" if each.document is not None else "not countersigned"
        out.append(AttestationAct(attestation=each.attestation, done=word, problem=each.problem))
        told = _("countersigned") if each.document is not None else _("not countersigned")
        if not arguments.json:
            say(f"{each.attestation}: {each.problem or told}")
    say_done(arguments, out, [] if chosen else [_("There is nothing to countersign.")])
    return FAILED if any(each.problem for each in out) else DONE


def hand_on(arguments: Namespace, tools: CliContext, register: Register) -> int:
    """Write copies, or drafts of mails with them, into a folder."""
    rules = judged_by(arguments, tools, register).rules
    name = rules.names[0] if rules.names else arguments.school
    own = SchoolRegister(register=register, school=arguments.school)
    back = HandingBack(register=own, school_name=name, pattern=arguments.pattern)
    if arguments.how == "mails":
        written = back.to_drafts(arguments.attestations, arguments.out, arguments.officer)
    else:
        write = back.to_folder if arguments.how == "files" else back.to_folders_of_people
        written = write(arguments.attestations, arguments.out)
    out = [_done(each, "copied", path) for each, path in zip(arguments.attestations, written, strict=True)]
    say_done(arguments, out, map(str, written))
    return DONE


def correct_attestation(arguments: Namespace, _tools: CliContext, register: Register) -> int:
    """Take an attestation back, or say that it is somebody else's or answers another campaign."""
    school_register = SchoolRegister(register=register, school=arguments.school)
    if arguments.take_back == bool(arguments.number or arguments.campaign):
        stop(
            _("Say what is right: --take-back, or whose it is (--number) and what it answers (--campaign)."), WRONG_USE
        )
    if arguments.take_back:
        strike_attestation(school_register, arguments.attestation, arguments.reason)
        return say_entered(arguments, str(CORRECTION_RECORDED))
    row = school_register.attestations.one(arguments.attestation)
    whose = known_person(arguments, register).person if arguments.number else row.person if row else None
    if row is None or whose is None:
        stop(_("The register has no such attestation, or does not know whose it is. Nothing was changed."))
    campaign = arguments.campaign or row.campaign
    if campaign is not None and campaign not in {each.id for each in school_register.campaigns()}:
        stop(_("There is no campaign {campaign}. Nothing was changed.", campaign=campaign), WRONG_USE)
    move_attestation(school_register, row.attestation, whose, campaign, arguments.reason)
    return say_entered(arguments, str(CORRECTION_RECORDED))


def _done(attestation: str, done: str, file: Path | None = None) -> AttestationAct:
    return AttestationAct(attestation=attestation, done=done, file=str(file) if file is not None else None)


def say_done(arguments: Namespace, done: Sequence[AttestationAct], sentences: Iterable[str]) -> None:
    """What was done to each, or the same in sentences."""
    if arguments.json:
        say(DONE_TO_THEM.text(school=arguments.school, attestations=done))
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


DONE_TO_THEM = PrintedDocument(
    "privacy-wizard-attestation-act/1",
    "What `attestation accept|send-back|not-ours|judge-again|countersign|copy|paper --json` prints.",
    given("school", str),
    given("attestations", tuple[AttestationAct, ...], **MANY),
)


def enter_paper(arguments: Namespace, tools: CliContext, register: Register) -> int:
    """Enter a paper, with its answers or only its outcome: it is recorded as accepted and marked as paper."""
    person = known_person(arguments, register)
    signed: date = arguments.signed
    scan = read_some(arguments.scan, SCAN_LIMIT + 1)
    scan_kind(scan)
    _look_at(scan)
    answers, policy = _answers(arguments, tools, person, signed)
    given = PaperChecklist(
        person=person.person,
        campaign=_campaign(arguments, register),
        policy=policy,
        signed=signed,
        outcome=answers.outcome if answers is not None else Outcome(arguments.outcome),
        scan=scan,
        scan_name=arguments.scan.name,
        answers=answers,
    )
    sha256 = enter(SchoolRegister(register=register, school=arguments.school), given, tools.now().date())
    if arguments.json:
        done = AttestationAct(attestation=sha256, done="entered on paper")
        say(DONE_TO_THEM.text(school=arguments.school, attestations=(done,)))
        return DONE
    score = f"{score_name(answers.score)}, " if answers is not None and answers.score is not None else ""
    say(
        _(
            "The paper of {member} is on record: {score}{outcome}.",
            member=person.member.name,
            score=score,
            outcome=outcome_name(given.outcome),
        )
    )
    say(f"  {sha256}")
    return DONE


def _campaign(arguments: Namespace, register: Register) -> str | None:
    if not arguments.campaign:
        return None
    with register.reading() as connection:
        known = {each.id for each in queries.campaigns(connection, arguments.school)}
    if arguments.campaign not in known:
        stop(no_campaign(arguments.campaign, known), WRONG_USE)
    return str(arguments.campaign)


def _look_at(scan: bytes) -> None:
    """Whether it can be drawn at all, tried in a separate process with limits."""
    renderer = Renderer()
    try:
        if not 0 < renderer.count(scan) <= MOST_PAGES:
            raise ScanRefused(ScanFault.DAMAGED)
    except NotDrawn:
        raise ScanRefused(ScanFault.DAMAGED) from None
    finally:
        renderer.close()


def _answers(
    arguments: Namespace, tools: CliContext, person: PersonRow, signed: date
) -> tuple[PaperAnswers | None, PolicyPack]:
    """From the answers file; else the policy that was named, and the outcome alone."""
    file: Path | None = arguments.answers
    if file is None:
        if not arguments.policy or not arguments.outcome:
            stop(_("Name the answers with --answers FILE, or what it comes to with --policy and --outcome."), WRONG_USE)
        return None, find_pack(arguments.policy, tools)[1]
    if arguments.policy or arguments.outcome:
        stop(_("The answers say which policy it is and what it comes to: leave out --policy and --outcome."), WRONG_USE)
    audit = read_answers(file, tools.catalogue, person.member.number, tools.now(), complete=True)
    said = audit.declaration
    if said is None or said.person.identifier.casefold() != person.member.number.casefold():
        stop(
            _(
                "The answers in {file} are those of another staff number than {number}. Correct one.",
                file=file,
                number=person.member.number,
            )
        )
    transcript = Transcript(tools.catalogue, said, signed)
    known = {each.key for each in transcript.questions}
    transcript.responses.update({key: each for key, each in audit.responses.items() if key in known})
    return answers_of(transcript), tools.catalogue.packs[said.pack]
