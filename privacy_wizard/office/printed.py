"""Checklists for a meeting and for the staff room: as rows of a table, and as paper to tick and sign."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from enum import StrEnum

from attrs import frozen

from .. import __version__
from ..attestation.paper_sheet import PaperQuestion, PaperSection, PaperSheet, draw_paper
from ..domain.audit import Account, Declaration, Person
from ..domain.model import Catalogue, Check, Checklist, Option, PolicyPack, Steps
from ..domain.questions import Question, all_questions
from ..domain.vocabulary import AccountKind, Kind, Level, Occasion, PersonKind, Subject
from ..machine import Trouble
from ..staff import to_csv, to_xlsx

HEADINGS = (
    *("Number", "Question", "Only if", "Control", "Level", "Clauses", "What the policy asks", "Where to look", "Link"),
    *("Options", "Why", "What to do", "Source", "Date of the source", "How sure", "Last seen on screen", "Check"),
)
_DEVICES = {"anywhere": "", "web": "Web: ", "iphone": "iPhone: ", "android": "Android: "}
_SECTIONS = {Level.MUST: "Rules", Level.SHOULD: "Advice", Level.INFORM: "To be known"}
_LEVELS = {Level.MUST: "A rule", Level.SHOULD: "Advice", Level.INFORM: "To be known"}
_NOT_SURE, _DOES_NOT_APPLY = "Not sure, or cannot find it", "Does not apply"


class NothingToAsk(Trouble):
    """The policy has no question about this."""

    def __init__(self) -> None:
        super().__init__(
            "This policy asks nothing about that, so there is no sheet to make. Choose another policy or platform."
        )


class SheetKind(StrEnum):
    """As what a checklist is handed on."""

    CSV = "csv"
    XLSX = "xlsx"
    PDF = "pdf"


@frozen(kw_only=True)
class Asked:
    """What a sheet is about: one account on a platform, an account run for the school, or the person."""

    pack: PolicyPack
    checklist: Checklist  # of a platform, or of the person
    official: bool = False
    person: PersonKind = PersonKind.EMPLOYEE


def make_sheet(catalogue: Catalogue, asked: Asked, kind: SheetKind, now: datetime) -> bytes:
    """The file. Raises NothingToAsk where the policy has no such question, and Unprintable for a PDF."""
    questions = questions_of(catalogue, asked)
    if not questions:
        raise NothingToAsk
    if kind is SheetKind.PDF:
        paper = paper_sheet(asked, questions)
        return draw_paper(paper, author=asked.pack.issuer, version=__version__, created=now)
    rows = [_row(number, question, questions) for number, question in enumerate(questions, 1)]
    return to_csv(HEADINGS, rows) if kind is SheetKind.CSV else to_xlsx(HEADINGS, rows, _title(asked))


def questions_of(catalogue: Catalogue, asked: Asked) -> tuple[Question, ...]:
    """What the policy asks about it, in the wizard's order."""
    is_person = asked.checklist.subject is Subject.PERSON
    kind = AccountKind.OFFICIAL if asked.official else AccountKind.PERSONAL
    account = None if is_person else Account(id=asked.checklist.id, checklist=asked.checklist.id, kind=kind)
    declaration = Declaration(
        person=Person(name="", role="", kind=asked.person, identifier=""),
        occasion=Occasion.ANNUAL_REVIEW,
        pack=asked.pack.id,
        accounts=() if account is None else (account,),
    )
    return tuple(question for question in all_questions(catalogue, declaration) if question.account == account)


def _title(asked: Asked) -> str:
    if asked.checklist.subject is Subject.PERSON:
        return "You and the policy"
    return asked.checklist.title + (", run for the school" if asked.official else "")


def _row(number: int, question: Question, questions: Sequence[Question]) -> list[str | int]:
    check, strictest = question.check, question.requirements[0]
    seen = check.last_seen.isoformat() if check.last_seen else ""
    return [
        number,
        check.ask,
        _only_if(check, questions),
        strictest.control.title,
        question.level,
        _refs(question),
        " ".join((strictest.summary, *strictest.details)),
        "; ".join(_where(check.steps)),
        check.link or "",
        "; ".join(option.label for option in check.options),
        check.why,
        check.fix,
        check.source.title,
        check.source.date,
        check.confidence,
        seen,
        check.id,
    ]


def _refs(question: Question) -> str:
    strictest = question.requirements[0]
    return ", ".join(dict.fromkeys(clause.ref for clause in strictest.clauses))


def _where(steps: Steps) -> tuple[str, ...]:
    """The menu paths, one for several devices where they do not differ."""
    by_path: dict[str, list[str]] = {}
    for device, label in _DEVICES.items():
        path: str | None = getattr(steps, device)
        if path:
            by_path.setdefault(path, []).append(label.removesuffix(": "))
    return tuple(f"{', '.join(labels)}: {path}".removeprefix(": ") for path, labels in by_path.items())


def _only_if(check: Check, questions: Sequence[Question]) -> str:
    """“Only if question 3 was answered: Yes.” Empty where it is always asked."""
    gate = check.gate
    if gate is None:
        return ""
    for number, question in enumerate(questions, 1):
        if question.check.id == gate.check:
            options: Mapping[str, Option] = {option.id: option for option in question.check.options}
            opening = " or ".join(f"“{options[each].label}”" for each in gate.opens_on if each in options)
            return f"Only if the answer to question {number} is {opening}."
    return ""


def paper_sheet(asked: Asked, questions: Sequence[Question]) -> PaperSheet:
    """Every text of the paper."""
    pack, checklist = asked.pack, asked.checklist
    is_person = checklist.subject is Subject.PERSON
    about = () if is_person else ("Which account this is, if you have several here",)
    return PaperSheet(
        eyebrow="PAPER CHECKLIST",
        title=_title(asked),
        lead=f"{pack.title}, {pack.issuer}",
        lines=("Name", "Staff number", "Role", "Date", *about),
        guidance=tuple(_guidance(checklist, is_person=is_person)),
        sections=tuple(_sections(questions)),
        declaration_heading="Declaration",
        declaration=(
            "I have answered these questions myself, truthfully, and as far as I could find out.",
            "I know that this paper goes into my personnel file.",
        ),
        signature_lines=("Signature", "Date of the signature"),
        office_heading="For the office",
        office_lines=("Entered by", "Entered on"),
        foot=f"Checklist {checklist.id} {checklist.version}, policy {pack.id} {pack.version}. {_age(questions)}",
        page="Page {number} of {of}",
        box="Box to tick",
        subject=f"A checklist to be filled in by hand: {_title(asked)}",
        identifier=f"{pack.id} {pack.version} {checklist.id} {checklist.version}",
    )


def _guidance(checklist: Checklist, *, is_person: bool) -> Iterator[str]:
    yield "Tick one box for each question. To change an answer, cross it out and put your initials beside it."
    if not is_person:
        yield "Look at the setting itself, on your phone or on any computer, rather than answer from memory."
        yield "Put right what you want to put right first. Then tick how it is now."
        yield "Menus change. If a step does not match your screen, look for the words in the app's own settings."
        if checklist.fallback:
            yield checklist.fallback
    yield "“Not sure” is an honest answer. It counts as open, and someone will help you with it."
    yield "Write no passwords, no user names and no names of other people on this paper."


def _sections(questions: Sequence[Question]) -> Iterator[PaperSection]:
    """By level; what lies behind a gate stays with its gate."""
    made: list[PaperQuestion] = []
    heading = ""
    for number, question in enumerate(questions, 1):
        begins = _SECTIONS[question.level] if question.check.gate is None else heading
        if begins != heading and made:
            yield PaperSection(heading=heading, questions=tuple(made))
            made = []
        heading = begins
        made.append(_question(number, question, questions))
    yield PaperSection(heading=heading, questions=tuple(made))


def _question(number: int, question: Question, questions: Sequence[Question]) -> PaperQuestion:
    check, strictest = question.check, question.requirements[0]
    kind = strictest.control.kind
    escapes = [] if kind is Kind.ACK else [_NOT_SURE]
    escapes += [] if kind.subject is Subject.PERSON else [_DOES_NOT_APPLY]
    origin = f"{strictest.control.title}: {_LEVELS[question.level].lower()} ({_refs(question)})."
    return PaperQuestion(
        number=number,
        ask=check.ask,
        only_if=_only_if(check, questions),
        asked=f"{origin} {strictest.summary}",
        details=strictest.details,
        where=_where(check.steps),
        remedy="" if kind is Kind.ACK else f"To put it right: {check.fix}",
        options=tuple(option.label for option in check.options),
        escapes=tuple(escapes),
    )


def _age(questions: Sequence[Question]) -> str:
    dates = sorted({_day(question.check) for question in questions})
    return f"Guidance from {dates[0]} to {dates[-1]}." if len(dates) > 1 else f"Guidance from {dates[0]}."


def _day(check: Check) -> str:
    return check.last_seen.isoformat()[:7] if check.last_seen else check.source.date[:7]
