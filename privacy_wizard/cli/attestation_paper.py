"""`attestation paper`: a signed paper checklist of somebody who cannot use a computer, with its scan."""

from argparse import Namespace
from datetime import date
from pathlib import Path

from ..audit.answers import read_answers
from ..domain.model import PolicyPack
from ..domain.names import outcome_name, score_name
from ..domain.register_views import PersonRow
from ..domain.vocabulary import Outcome
from ..i18n import _
from ..intake.renderer import NotDrawn, Renderer
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
from ..register import Register, SchoolRegister, queries
from ..school.profile_file import read_some
from .attestation_decisions import DONE_TO_THEM, AttestationAct
from .context import DONE, WRONG_USE, CliContext, say, stop
from .pack_options import find_pack
from .register_acts import known_person, no_campaign


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
