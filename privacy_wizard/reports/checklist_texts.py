"""Every text of a paper checklist."""

from collections.abc import Iterator, Sequence

from ..domain.model import Check, Checklist
from ..domain.names import area_name
from ..domain.questions import Question
from ..domain.vocabulary import Kind, Level, Subject
from ..i18n import Message, _
from ..pdf.metadata import PRODUCER
from .checklist_questions import PrintedQuestion, only_if, references, where
from .checklist_sheet import PaperQuestion, PaperSection, PaperSheet

_SECTIONS = {Level.MUST: Message("Rules"), Level.SHOULD: Message("Advice"), Level.INFORM: Message("To be known")}
_LEVELS = {Level.MUST: Message("a rule"), Level.SHOULD: Message("advice"), Level.INFORM: Message("to be known")}
_FURTHER, _BEYOND = Message("Further protection"), Message("beyond what counts")
_NOT_SURE, _DOES_NOT_APPLY = Message("Not sure, or cannot find it"), Message("Does not apply")
_GUIDANCE = Message(
    "Tick one box for each question. To change an answer, cross it out and put your initials beside it."
)
_ON_ACCOUNTS = (
    Message("Look at the setting itself, on your phone or on any computer, rather than answer from memory."),
    Message("First put right whatever you want to. Then tick how it is now."),
    Message("Menus change. If a step does not match your screen, look for the words in the app's own settings."),
)
_ON_HONESTY = (
    Message("“Not sure” is an honest answer. It counts as open, and someone will help you with it."),
    Message("Write no passwords, no user names and no names of other people on this paper."),
)


def paper_sheet(asked: PrintedQuestion, questions: Sequence[Question]) -> PaperSheet:
    """The paper for these questions."""
    pack, checklist = asked.pack, asked.checklist
    is_person = checklist.subject is Subject.PERSON
    about = () if is_person else (_("Which of your accounts here, if you have several (1, 2, 3)"),)
    policy = f"policy {pack.id} {pack.version}" if pack is not None else "no policy"
    return PaperSheet(
        eyebrow=_("Paper checklist").upper(),
        title=asked.title,
        lead=f"{pack.title}, {pack.issuer}"
        if pack is not None
        else _("Everything that can be looked up, whatever the policy"),
        lines=(_("Name"), _("Staff number"), _("Role"), _("Date"), *about),
        guidance=tuple(_guidance(checklist, is_person=is_person)),
        sections=tuple(_sections(asked, questions)),
        declaration_heading=_("Declaration"),
        declaration=(
            _("I have answered these questions myself, truthfully, and as far as I could find out."),
            _("I know that this paper goes into my personnel file."),
        ),
        signature_lines=(_("Signature"), _("Date of the signature")),
        office_heading=_("For the office"),
        office_lines=(_("Entered by"), _("Entered on")),
        foot=f"{_origin(asked)} {_age(questions)}",
        box=_("Box to tick"),
        author=pack.issuer if pack is not None else PRODUCER,
        subject=_("A checklist to be filled in by hand: {title}", title=asked.title),
        identifier=f"{policy} {checklist.id} {checklist.version}",
    )


def _guidance(checklist: Checklist, *, is_person: bool) -> Iterator[str]:
    yield str(_GUIDANCE)
    if not is_person:
        yield from map(str, _ON_ACCOUNTS)
        if checklist.status is not None:
            yield checklist.status.summary
        if checklist.fallback:
            yield checklist.fallback
    yield from map(str, _ON_HONESTY)


def _sections(asked: PrintedQuestion, questions: Sequence[Question]) -> Iterator[PaperSection]:
    """By level, what counts first, without a policy by area; what lies behind a gate stays with its gate."""
    made: list[PaperQuestion] = []
    heading = ""
    for number, question in enumerate(questions, 1):
        own = area_name(question.area)
        if asked.pack is not None:
            own = str(_FURTHER if question.is_further else _SECTIONS[question.level])
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
    escapes = [] if kind is Kind.ACK else [str(_NOT_SURE)]
    escapes += [] if question.account is None else [str(_DOES_NOT_APPLY)]
    level = _BEYOND if question.is_further else _LEVELS[question.level]
    said = f": {level} ({references(question)})" if asked.pack is not None else ""
    return PaperQuestion(
        number=number,
        ask=check.ask,
        only_if=only_if(check, questions),
        asked=f"{strictest.control.title}{said}. {strictest.summary}",
        details=strictest.details,
        where=where(check.steps),
        remedy="" if kind is Kind.ACK else _("To put it right: {fix}", fix=check.fix),
        options=tuple(option.label for option in check.options),
        escapes=tuple(escapes),
    )


def _origin(asked: PrintedQuestion) -> str:
    """By which checklist and policy the answers are copied later."""
    pack, checklist = asked.pack, f"{asked.checklist.id} {asked.checklist.version}"
    if pack is None:
        return _("Checklist {checklist}, no policy.", checklist=checklist)
    return _("Checklist {checklist}, policy {policy}.", checklist=checklist, policy=f"{pack.id} {pack.version}")


def _age(questions: Sequence[Question]) -> str:
    dates = sorted({_day(question.check) for question in questions})
    if len(dates) > 1:
        return _("Guidance from {first} to {last}.", first=dates[0], last=dates[-1])
    return _("Guidance from {day}.", day=dates[0])


def _day(check: Check) -> str:
    return check.last_seen.isoformat()[:7] if check.last_seen else check.source.date[:7]
