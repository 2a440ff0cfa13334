"""Checklists for a meeting and for the staff room: as rows of a table, and as paper to tick and sign.

Under a policy, as the policy asks them; without one, everything that a checklist can ask.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from enum import StrEnum

from attrs import evolve, frozen

from .. import __version__
from ..domain.audit import Account, Declaration, Person
from ..domain.coverage import lack_of
from ..domain.model import Catalogue, Check, Checklist, Option, PolicyPack, Requirement, Steps
from ..domain.policy_draft import BASELINE, with_pack
from ..domain.questions import Question, all_questions
from ..domain.vocabulary import AccountKind, Level, Occasion, PersonKind, Subject
from ..i18n import Message
from ..system import Trouble

HEADINGS = (
    *("Number", "Question", "Only if", "Control", "Level", "Clauses", "What the policy asks", "Where to look", "Link"),
    *("Options", "Why", "What to do", "Source", "Date of the source", "How sure", "Last seen on screen", "Check"),
)
CANNOT_BE_SET = "Cannot be set on this service"
_DEVICES = {"anywhere": "", "web": "Web", "iphone": "iPhone", "android": "Android"}


class NothingToAsk(Trouble):
    """The policy has no question about this."""

    def __init__(self) -> None:
        super().__init__(
            Message(
                "This policy asks nothing about that, so there is no sheet to make. Choose another policy or platform."
            )
        )


class SheetKind(StrEnum):
    """As what a checklist is handed on."""

    CSV = "csv"
    XLSX = "xlsx"
    PDF = "pdf"


@frozen(kw_only=True)
class PrintedQuestion:
    """What a sheet is about: an account on a platform, an account run for the school, or the person."""

    checklist: Checklist  # of a platform, of accounts run for the school, or of the person
    pack: PolicyPack | None = None  # None: everything that the checklist can ask
    official: bool = False  # a platform's account that is run for the school
    person: PersonKind = PersonKind.EMPLOYEE

    @property
    def title(self) -> str:
        """What it is called at the head of a sheet."""
        if self.checklist.subject is not Subject.PERSONAL_ACCOUNT:
            return {Subject.PERSON: "You", Subject.OFFICIAL_ACCOUNT: "An account run for the school"}[
                self.checklist.subject
            ]
        return self.checklist.title + (", run for the school" if self.official else "")


def make_sheet(catalogue: Catalogue, asked: PrintedQuestion, kind: SheetKind, now: datetime) -> bytes:
    """The file. Raises NothingToAsk where the policy has no such question, and Unprintable for a PDF."""
    questions = questions_of(catalogue, asked)
    if not questions:
        raise NothingToAsk
    if kind is SheetKind.PDF:
        from .checklist_sheet import draw_paper
        from .checklist_texts import paper_sheet

        author = asked.pack.issuer if asked.pack is not None else "Privacy Wizard"
        return draw_paper(paper_sheet(asked, questions), author=author, version=__version__, created=now)
    from .spreadsheet import to_csv, to_xlsx

    rows = [*_rows(asked, questions), *_lacks(catalogue, asked)]
    return to_csv(HEADINGS, rows) if kind is SheetKind.CSV else to_xlsx(HEADINGS, rows, asked.title)


def questions_of(catalogue: Catalogue, asked: PrintedQuestion) -> tuple[Question, ...]:
    """What is asked about it, in the wizard's order."""
    pack = asked.pack or _everything(catalogue)
    is_official = asked.official or asked.checklist.subject is Subject.OFFICIAL_ACCOUNT
    kind = AccountKind.OFFICIAL if is_official else AccountKind.PERSONAL
    is_person = asked.checklist.subject is Subject.PERSON
    account = None if is_person else Account(id=asked.checklist.id, checklist=asked.checklist.id, kind=kind)
    declaration = Declaration(
        person=Person(name="", role="", kind=asked.person, identifier=""),
        occasion=Occasion.ANNUAL_REVIEW,
        pack=pack.id,
        accounts=() if account is None else (account,),
    )
    found = all_questions(with_pack(catalogue, pack), declaration)
    return tuple(question for question in found if question.account == account)


def _everything(catalogue: Catalogue) -> PolicyPack:
    """A pack that asks for every control and says nothing of its own."""
    asked = tuple(
        Requirement(control=control, level=Level.MUST, clauses=(), summary=control.statement)
        for control in catalogue.controls.values()
    )
    return evolve(catalogue.packs[BASELINE], id="", requirements=asked)


def _rows(asked: PrintedQuestion, questions: Sequence[Question]) -> Iterator[list[str | int]]:
    for number, question in enumerate(questions, 1):
        check, strictest = question.check, question.requirements[0]
        has_policy = asked.pack is not None
        yield [
            number,
            check.ask,
            only_if(check, questions),
            strictest.control.title,
            question.level if has_policy else "",
            references(question),
            " ".join((strictest.summary, *strictest.details)) if has_policy else "",
            "; ".join(where(check.steps)),
            check.link or "",
            "; ".join(option.label for option in check.options),
            check.why,
            check.fix,
            check.source.title,
            check.source.date,
            check.confidence,
            check.last_seen.isoformat() if check.last_seen else "",
            check.id,
        ]


def _lacks(catalogue: Catalogue, asked: PrintedQuestion) -> Iterator[list[str | int]]:
    """What the policy asks, or anyone could, and this platform does not have: with the reason."""
    if asked.checklist.subject is not Subject.PERSONAL_ACCOUNT or asked.official:
        return
    pack = asked.pack or _everything(catalogue)
    for requirement in pack.requirements:
        reason = lack_of(asked.checklist, requirement.control)
        if reason:
            level = requirement.level if asked.pack is not None else ""
            row: list[str | int] = ["", CANNOT_BE_SET, "", requirement.control.title, level]
            yield [*row, *[""] * (HEADINGS.index("Why") - len(row)), reason, *[""] * 6]


def references(question: Question) -> str:
    """The clauses of the strictest requirement, as the policy numbers them."""
    return ", ".join(dict.fromkeys(clause.ref for clause in question.requirements[0].clauses))


def where(steps: Steps) -> tuple[str, ...]:
    """The menu paths, one for several devices where they do not differ."""
    by_path: dict[str, list[str]] = {}
    for device, label in _DEVICES.items():
        path: str | None = getattr(steps, device)
        if path:
            by_path.setdefault(path, []).append(label)
    return tuple(f"{', '.join(labels)}: {path}".removeprefix(": ") for path, labels in by_path.items())


def only_if(check: Check, questions: Sequence[Question]) -> str:
    """After which answer it is asked; empty where it always is."""
    gate = check.gate
    if gate is None:
        return ""
    for number, question in enumerate(questions, 1):
        if question.check.id == gate.check:
            options: Mapping[str, Option] = {option.id: option for option in question.check.options}
            opening = " or ".join(f"“{options[each].label}”" for each in gate.opens_on if each in options)
            return f"Only if the answer to question {number} is {opening}."
    return ""
