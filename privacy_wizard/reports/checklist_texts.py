"""Every text of a paper checklist."""

from collections.abc import Iterator, Sequence

from ..domain.model import Check, Checklist
from ..domain.questions import Question
from ..domain.vocabulary import Area, Kind, Level, Subject
from .checklist_sheet import PaperQuestion, PaperSection, PaperSheet
from .checklist_table import PrintedQuestion, only_if, references, where

_SECTIONS = {Level.MUST: "Rules", Level.SHOULD: "Advice", Level.INFORM: "To be known"}
_LEVELS = {Level.MUST: "a rule", Level.SHOULD: "advice", Level.INFORM: "to be known"}
_AREAS = {
    Area.VISIBILITY: "Who sees what",
    Area.TAGGING: "Tags and mentions",
    Area.CONNECTIONS: "Connections",
    Area.IDENTITY: "The school and you",
    Area.DISCOVERABILITY: "Being found",
    Area.CONTENT: "What is published",
    Area.SECURITY: "Security",
    Area.CONDUCT: "Conduct",
}
_NOT_SURE, _DOES_NOT_APPLY = "Not sure, or cannot find it", "Does not apply"


def paper_sheet(asked: PrintedQuestion, questions: Sequence[Question]) -> PaperSheet:
    """The paper for these questions."""
    pack, checklist = asked.pack, asked.checklist
    is_person = checklist.subject is Subject.PERSON
    about = () if is_person else ("Which of your accounts here, if you have several (1, 2, 3)",)
    policy = f"policy {pack.id} {pack.version}" if pack is not None else "no policy"
    return PaperSheet(
        eyebrow="PAPER CHECKLIST",
        title=asked.title,
        lead=f"{pack.title}, {pack.issuer}"
        if pack is not None
        else "Everything that can be looked up, whatever the policy",
        lines=("Name", "Staff number", "Role", "Date", *about),
        guidance=tuple(_guidance(checklist, is_person=is_person)),
        sections=tuple(_sections(asked, questions)),
        declaration_heading="Declaration",
        declaration=(
            "I have answered these questions myself, truthfully, and as far as I could find out.",
            "I know that this paper goes into my personnel file.",
        ),
        signature_lines=("Signature", "Date of the signature"),
        office_heading="For the office",
        office_lines=("Entered by", "Entered on"),
        foot=f"Checklist {checklist.id} {checklist.version}, {policy}. {_age(questions)}",
        page="Page {number} of {of}",
        box="Box to tick",
        subject=f"A checklist to be filled in by hand: {asked.title}",
        identifier=f"{policy} {checklist.id} {checklist.version}",
    )


def _guidance(checklist: Checklist, *, is_person: bool) -> Iterator[str]:
    yield "Tick one box for each question. To change an answer, cross it out and put your initials beside it."
    if not is_person:
        yield "Look at the setting itself, on your phone or on any computer, rather than answer from memory."
        yield "Put right what you want to put right first. Then tick how it is now."
        yield "Menus change. If a step does not match your screen, look for the words in the app's own settings."
        if checklist.status is not None:
            yield checklist.status.summary
        if checklist.fallback:
            yield checklist.fallback
    yield "“Not sure” is an honest answer. It counts as open, and someone will help you with it."
    yield "Write no passwords, no user names and no names of other people on this paper."


def _sections(asked: PrintedQuestion, questions: Sequence[Question]) -> Iterator[PaperSection]:
    """By level, without a policy by area; what lies behind a gate stays with its gate."""
    made: list[PaperQuestion] = []
    heading = ""
    for number, question in enumerate(questions, 1):
        own = _SECTIONS[question.level] if asked.pack is not None else _AREAS[question.area]
        begins = own if question.check.gate is None else heading
        if begins != heading and made:
            yield PaperSection(heading=heading, questions=tuple(made))
            made = []
        heading = begins
        made.append(_question(asked, number, question, questions))
    yield PaperSection(heading=heading, questions=tuple(made))


def _question(asked: PrintedQuestion, number: int, question: Question, questions: Sequence[Question]) -> PaperQuestion:
    check, strictest = question.check, question.requirements[0]
    kind = strictest.control.kind
    escapes = [] if kind is Kind.ACK else [_NOT_SURE]
    escapes += [] if kind.subject is Subject.PERSON else [_DOES_NOT_APPLY]
    level = f": {_LEVELS[question.level]} ({references(question)})" if asked.pack is not None else ""
    return PaperQuestion(
        number=number,
        ask=check.ask,
        only_if=only_if(check, questions),
        asked=f"{strictest.control.title}{level}. {strictest.summary}",
        details=strictest.details,
        where=where(check.steps),
        remedy="" if kind is Kind.ACK else f"To put it right: {check.fix}",
        options=tuple(option.label for option in check.options),
        escapes=tuple(escapes),
    )


def _age(questions: Sequence[Question]) -> str:
    dates = sorted({_day(question.check) for question in questions})
    return f"Guidance from {dates[0]} to {dates[-1]}." if len(dates) > 1 else f"Guidance from {dates[0]}."


def _day(check: Check) -> str:
    return check.last_seen.isoformat()[:7] if check.last_seen else check.source.date[:7]
