"""What people with certain accounts are asked under each pack, as text; `python -m tests.golden` writes it anew."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from itertools import groupby
from pathlib import Path

from privacy_wizard.domain.audit import Account, Declaration, Person
from privacy_wizard.domain.checklist_index import platforms
from privacy_wizard.domain.expectation import expected_set
from privacy_wizard.domain.model import Catalogue, Checklist
from privacy_wizard.domain.questions import Question, all_questions
from privacy_wizard.domain.vocabulary import AccountKind, Occasion, PersonKind, ServiceGroup

FOLDER = Path(__file__).parent
EMPLOYEE = Person(name="Anna Example", role="Teaching assistant", kind=PersonKind.EMPLOYEE, identifier="1001")
OFFICIAL = "official-"

# A usual mix of accounts under every pack, and every service once under the pack that asks for the most.
USUAL = ("facebook", "whatsapp", "official-instagram")
MOST_ASKED = "helsby-hillside-primary-2023"
IDENTIFIERS = "every-identifier-ever.txt"


def texts(catalogue: Catalogue) -> Mapping[str, Callable[[], str]]:
    """By file name, how its text is made."""
    usual = {f"{pack}-{'-'.join(USUAL)}.txt": partial(as_text, catalogue, pack, USUAL) for pack in catalogue.packs}
    groups = {f"services-{_slug(group)}.txt": partial(services_as_text, catalogue, group) for group in ServiceGroup}
    return {**usual, **groups, IDENTIFIERS: partial(identifiers_as_text, catalogue)}


def _slug(group: ServiceGroup) -> str:
    return group.value.replace(" ", "-")


def account(name: str) -> Account:
    """The account of that platform; run for the school where the name says official."""
    kind = AccountKind.OFFICIAL if name.startswith(OFFICIAL) else AccountKind.PERSONAL
    return Account(id=name, checklist=name.removeprefix(OFFICIAL), kind=kind)


def declaration(pack: str, accounts: Iterable[str]) -> Declaration:
    """An employee with these accounts at an annual review."""
    declared = tuple(account(name) for name in accounts)
    return Declaration(person=EMPLOYEE, occasion=Occasion.ANNUAL_REVIEW, pack=pack, accounts=declared)


def questions(catalogue: Catalogue, pack: str, accounts: Iterable[str]) -> tuple[Question, ...]:
    """What an employee with these accounts is asked at an annual review."""
    return all_questions(catalogue, declaration(pack, accounts))


# ---- an audit


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
    further = ", further" if question.check.control and not question.own_requirement.is_core else ""
    return f"{question.level}{further} | {question.area} | {question.check.id}{waits}", f"    {question.check.ask}"


# ---- the services, group by group


def services_as_text(catalogue: Catalogue, group: ServiceGroup) -> str:
    """Of each service in the group: what became of it, its own questions, and what it cannot answer and why."""
    pack = catalogue.packs[MOST_ASKED]
    lines = [f"Services: {group}", f"{pack.title}, {pack.issuer}; only the questions of the services themselves"]
    for head in platforms(catalogue):
        if head.group is group:
            lines += ["", *_service(catalogue, catalogue.checklists[head.id])]
    return "\n".join(lines) + "\n"


def _service(catalogue: Catalogue, checklist: Checklist) -> Iterable[str]:
    declared = declaration(MOST_ASKED, (checklist.id,))
    of_account = [q for q in all_questions(catalogue, declared) if q.account is not None]
    own = [q for q in of_account if q.check in checklist.checks]
    shared = len(of_account) - len(own)
    yield f"== {checklist.title}: {len(own)} questions, and {shared} that are asked of every account"
    if checklist.status is not None:
        since = f" since {checklist.status.since}" if checklist.status.since else ""
        yield f"{checklist.status.state}{since}: {checklist.status.summary}"
    for question in own:
        yield from _lines(question)
    reasons = {lack.control: lack.reason for lack in checklist.lacks}
    left_out: dict[str, list[str]] = {}
    for pair in expected_set(catalogue, declared).all:
        if pair.account is not None and not pair.checks:
            left_out.setdefault(reasons[pair.requirement.control.id], []).append(pair.requirement.control.id)
    for reason, controls in left_out.items():
        yield f"not applicable | {', '.join(controls)}"
        yield f"    {reason}"


# ---- identifiers


def identifiers(catalogue: Catalogue) -> set[str]:
    """Of every check that is asked, and of every one that was and is now replaced or retired."""
    lists = catalogue.checklists.values()
    used = {check.id for checklist in lists for check in checklist.checks}
    replaced = {old for checklist in lists for check in checklist.checks for old in check.replaces}
    return used | replaced | {old for checklist in lists for old in checklist.retired}


def identifiers_as_text(catalogue: Catalogue) -> str:
    """Every identifier that was ever kept here, and those that are new; none is ever taken out."""
    return "".join(f"{name}\n" for name in sorted(identifiers(catalogue) | kept_identifiers()))


def kept_identifiers() -> set[str]:
    """Those that were ever shipped."""
    path = FOLDER / IDENTIFIERS
    return set(path.read_text(encoding="utf-8").split()) if path.exists() else set()
