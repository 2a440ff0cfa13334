"""A checklist as rows of a table."""

from collections.abc import Iterator, Sequence

from ..domain.coverage import lack_of
from ..domain.model import Catalogue
from ..domain.names import confidence_name
from ..domain.questions import Question
from ..domain.vocabulary import Subject
from ..i18n import Message
from .checklist_questions import PrintedQuestion, everything, only_if, references, where

WHAT_IS_ASKED = Message("What the policy asks")
HEADINGS = (
    Message("Number"),
    Message("Question"),
    Message("Only if"),
    Message("Control"),
    Message("Level"),
    Message("Clauses"),
    WHAT_IS_ASKED,
    Message("Where to look"),
    Message("Link"),
    Message("Options"),
    Message("Why"),
    Message("What to do"),
    Message("Source"),
    Message("Date of the source"),
    Message("How sure"),
    Message("Last seen on screen"),
    Message("Check"),
)
_FURTHER = Message("further")
CANNOT_BE_SET = Message("Cannot be set on this service")


def checklist_rows(
    catalogue: Catalogue, asked: PrintedQuestion, questions: Sequence[Question]
) -> list[list[str | int]]:
    """The questions, then what cannot be set there, under HEADINGS."""
    return [*_rows(asked, questions), *_lacks(catalogue, asked)]


def _rows(asked: PrintedQuestion, questions: Sequence[Question]) -> Iterator[list[str | int]]:
    for number, question in enumerate(questions, 1):
        check, strictest = question.check, question.requirements[0]
        has_policy = asked.pack is not None
        yield [
            number,
            check.ask,
            only_if(check, questions),
            strictest.control.title,
            _level_of(question) if has_policy else "",
            references(question),
            " ".join((strictest.summary, *strictest.details)) if has_policy else "",
            "; ".join(where(check.steps)),
            check.link or "",
            "; ".join(option.label for option in check.options),
            check.why,
            check.fix,
            check.source.title,
            check.source.date,
            confidence_name(check.confidence),
            check.last_seen.isoformat() if check.last_seen else "",
            check.id,
        ]


def _level_of(question: Question) -> str:
    return str(_FURTHER) if question.is_further else question.level


def _lacks(catalogue: Catalogue, asked: PrintedQuestion) -> Iterator[list[str | int]]:
    """What the policy asks, or anyone could, and this platform does not have: with the reason."""
    if asked.checklist.subject is not Subject.PERSONAL_ACCOUNT or asked.official:
        return
    pack = asked.pack or everything(catalogue)
    for requirement in pack.requirements:
        reason = lack_of(asked.checklist, requirement.control)
        if reason:
            level = requirement.level if asked.pack is not None else ""
            row: list[str | int] = ["", str(CANNOT_BE_SET), "", requirement.control.title, level]
            yield [*row, *[""] * (HEADINGS.index(Message("Why")) - len(row)), reason, *[""] * 6]
