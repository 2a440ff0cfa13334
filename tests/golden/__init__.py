"""What people with certain accounts are asked under each pack, as text; `python -m tests.golden` writes it anew."""

from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

from privacy_wizard.domain.audit import Account, Declaration, Person
from privacy_wizard.domain.model import Catalogue
from privacy_wizard.domain.questions import Question, all_questions
from privacy_wizard.domain.vocabulary import AccountKind, Occasion, PersonKind

FOLDER = Path(__file__).parent
EMPLOYEE = Person(name="Anna Example", role="Teaching assistant", kind=PersonKind.EMPLOYEE, identifier="1001")
OFFICIAL = "official-"

# A usual mix of accounts under every pack, and every platform once under the pack that asks for the most.
USUAL = ("facebook", "whatsapp", "official-instagram")
EVERY_PLATFORM = ("instagram", "linkedin", "other", "snapchat", "tiktok", "x", "youtube")
MOST_ASKED = "helsby-hillside-primary-2023"


def cases(catalogue: Catalogue) -> dict[str, tuple[str, tuple[str, ...]]]:
    """By file name: the pack, and the accounts."""
    usual = {f"{pack}-{'-'.join(USUAL)}.txt": (pack, USUAL) for pack in sorted(catalogue.packs)}
    return {**usual, f"{MOST_ASKED}-every-other-platform.txt": (MOST_ASKED, EVERY_PLATFORM)}


def account(name: str) -> Account:
    """The account of that platform; run for the school where the name says official."""
    kind = AccountKind.OFFICIAL if name.startswith(OFFICIAL) else AccountKind.PERSONAL
    return Account(id=name, checklist=name.removeprefix(OFFICIAL), kind=kind)


def questions(catalogue: Catalogue, pack: str, accounts: Iterable[str]) -> tuple[Question, ...]:
    """What an employee with these accounts is asked at an annual review."""
    declared = tuple(account(name) for name in accounts)
    declaration = Declaration(person=EMPLOYEE, occasion=Occasion.ANNUAL_REVIEW, pack=pack, accounts=declared)
    return all_questions(catalogue, declaration)


def as_text(catalogue: Catalogue, pack: str, accounts: Iterable[str]) -> str:
    """The questions step by step: level, area, check, what it waits for, and the question itself."""
    asked = questions(catalogue, pack, accounts)
    lines = [f"{catalogue.packs[pack].title}, {catalogue.packs[pack].issuer}", f"{len(asked)} questions"]
    for subject, group in groupby(asked, key=lambda question: question.account):
        found = list(group)
        lines += ["", f"== {_heading(catalogue, subject)}: {len(found)} questions"]
        lines += [line for question in found for line in _lines(question)]
    return "\n".join(lines) + "\n"


def _heading(catalogue: Catalogue, subject: Account | None) -> str:
    if subject is None:
        return "You and the policy"
    title = catalogue.checklists[subject.checklist].title
    return f"{title}, run for the school" if subject.kind is AccountKind.OFFICIAL else title


def _lines(question: Question) -> tuple[str, str]:
    gate = question.check.gate
    waits = f" (after {gate.check}: {', '.join(gate.opens_on)})" if gate else ""
    return f"{question.level} | {question.area} | {question.check.id}{waits}", f"    {question.check.ask}"
