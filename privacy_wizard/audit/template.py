"""An answers file to fill in: every question that a policy asks of some accounts, with empty answers."""

from collections.abc import Sequence

import yaml

from ..domain.audit import Account, Declaration, Person
from ..domain.model import Catalogue, Steps
from ..domain.questions import Question, all_questions
from ..domain.vocabulary import Occasion, PersonKind

_HEAD = """\
# An audit to fill in. Put an option's id behind each "answer:", in quotes.
# Also possible: "not sure", "cannot find it", or "does not apply" with a line "reason:".
# A question with "asked_only_if" may stay empty where the question before rules it out.
# "known:" may be remembered, looked at the setting, or looked as a stranger.
"""


def template(catalogue: Catalogue, pack: str, accounts: Sequence[Account], kind: PersonKind) -> str:
    """The YAML text; `accounts` may be empty, which declares that there are none. Raises KeyError for unknown ids."""
    person = Person(name="", role="", kind=kind, identifier="")
    declaration = Declaration(
        person=person, occasion=Occasion.INDUCTION, pack=catalogue.packs[pack].id, accounts=tuple(accounts)
    )
    document = {
        "person": {"name": "Your name", "role": "Your role", "kind": kind.value},
        "school": {"name": "Your school"},
        "occasion": Occasion.INDUCTION.value,
        "policy": pack,
        "accounts": [_account(account) for account in accounts],
        "no_accounts": not accounts,
        "questions": [_question(q) for q in all_questions(catalogue, declaration)],
    }
    text = yaml.safe_dump(document, sort_keys=False, allow_unicode=True, width=110)
    return _HEAD + str(text)


def _account(account: Account) -> dict[str, object]:
    return {
        "id": account.id,
        "platform": account.checklist,
        "kind": account.kind.value,
        "number": account.number,
        "shown_as_other": account.shown_as_other,
    }


def _question(question: Question) -> dict[str, object]:
    check = question.check
    found: dict[str, object] = {"id": check.id}
    if question.account:
        found["account"] = question.account.id
    found |= {"ask": check.ask, "where": where(check.steps)}
    if check.gate:
        found["asked_only_if"] = f"{check.gate.check}: {' or '.join(check.gate.opens_on)}"
    options = [{"id": option.id, "label": option.label} for option in check.options]
    return found | {"options": options, "answer": ""}


def where(steps: Steps) -> str:
    """The menu paths on one line; devices that share a path are named together."""
    if steps.anywhere:
        return steps.anywhere
    devices: dict[str, list[str]] = {}
    for device, path in (("Web", steps.web), ("iPhone", steps.iphone), ("Android", steps.android)):
        if path:
            devices.setdefault(path, []).append(device)
    return "; ".join(f"{', '.join(named)}: {path}" for path, named in devices.items())
