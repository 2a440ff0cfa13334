"""The subject of a checklist on paper or in a table, its questions, and its rows as a table."""

from collections.abc import Iterator, Mapping, Sequence

from attrs import evolve, frozen

from ..domain.audit import Account, Declaration, Person
from ..domain.coverage import lack_of
from ..domain.model import Catalogue, Check, Checklist, Option, PolicyPack, Requirement, Steps
from ..domain.names import confidence_name
from ..domain.policy_draft import BASELINE, with_pack
from ..domain.questions import Question, all_questions
from ..domain.vocabulary import AccountKind, Level, Occasion, PersonKind, Subject
from ..i18n import Message, _

_DEVICES = {"anywhere": "", "web": Message("Web"), "iphone": "iPhone", "android": "Android"}
_TITLES = {
    Subject.PERSON: Message("You"),
    Subject.OFFICIAL_ACCOUNT: Message("An account run for the school"),
}


@frozen(kw_only=True)
class PrintedQuestion:
    """The subject of a sheet: an account on a platform, an account run for the school, or the person."""

    checklist: Checklist  # of a platform, of accounts run for the school, or of the person
    pack: PolicyPack | None = None  # None: everything that the checklist can ask
    official: bool = False  # a platform's account that is run for the school
    person: PersonKind = PersonKind.EMPLOYEE

    @property
    def title(self) -> str:
        """The heading of its sheet."""
        if self.checklist.subject is not Subject.PERSONAL_ACCOUNT:
            return str(_TITLES[self.checklist.subject])
        title = self.checklist.title
        return _("{account}, run for the school", account=title) if self.official else title


def questions_of(catalogue: Catalogue, asked: PrintedQuestion) -> tuple[Question, ...]:
    """What is asked about it, in the wizard's order: what counts, then what is asked beyond it."""
    pack = asked.pack or everything(catalogue)
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
    mine = (question for question in found if question.account == account)
    return tuple(sorted(mine, key=lambda question: question.is_further))


def everything(catalogue: Catalogue) -> PolicyPack:
    """A policy that asks for every control and says nothing of its own."""
    asked = tuple(
        Requirement(control=control, level=Level.MUST, clauses=(), summary=control.statement)
        for control in catalogue.controls.values()
    )
    return evolve(catalogue.packs[BASELINE], id="", requirements=asked)


def references(question: Question) -> str:
    """The clauses of the strictest requirement, as the policy numbers them."""
    return ", ".join(dict.fromkeys(clause.ref for clause in question.requirements[0].clauses))


def where(steps: Steps) -> tuple[str, ...]:
    """The menu paths; devices with the same path share one."""
    by_path: dict[str, list[str]] = {}
    for device, label in _DEVICES.items():
        path: str | None = getattr(steps, device)
        if path:
            by_path.setdefault(path, []).append(str(label))
    return tuple(f"{', '.join(labels)}: {path}".removeprefix(": ") for path, labels in by_path.items())


def only_if(check: Check, questions: Sequence[Question]) -> str:
    """The answer after which it is asked; empty if it always is."""
    gate = check.gate
    if gate is None:
        return ""
    for number, question in enumerate(questions, 1):
        if question.check.id == gate.check:
            options: Mapping[str, Option] = {option.id: option for option in question.check.options}
            opening = _(" or ").join(f"“{options[each].label}”" for each in gate.opens_on if each in options)
            return _("Only if the answer to question {number} is {answer}.", number=number, answer=opening)
    return ""


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
