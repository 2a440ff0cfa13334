"""The answers file: an audit written in YAML, for people who work without a window, and a blank one to fill in."""

from collections.abc import Sequence
from datetime import date

import yaml
from attrs import evolve, field, frozen

from ..catalogue.field_rules import FieldRule
from ..domain.audit import Account, Declaration, Person
from ..domain.model import Catalogue, Steps
from ..domain.questions import Question, all_questions
from ..domain.vocabulary import AccountKind, ExceptionReason, HowKnown, NotApplicable, Occasion, PersonKind
from ..i18n import Message, _

_YAML = getattr(yaml, "CSafeDumper", yaml.SafeDumper)  # libyaml's writes the same, in a fifth of the time
NOT_SURE, CANNOT_FIND, DOES_NOT_APPLY = "not sure", "cannot find it", "does not apply"
_ID = FieldRule(pattern=r"[a-z0-9]+([-.][a-z0-9]+)*", about="Small letters, digits and hyphens.")

_NAME = FieldRule(longest=200)  # as long as a statement takes it


_SAID_OF_ONE = (HowKnown.REMEMBERED, HowKnown.LOOKED, HowKnown.LOOKED_AS_STRANGER)


def _noted(note: FieldRule) -> dict[str, FieldRule]:
    return {"note": note}


@frozen(kw_only=True)
class PersonForm:
    """Who makes the audit."""

    name: str = field(metadata=_noted(_NAME))
    role: str = field(metadata=_noted(_NAME))
    kind: PersonKind = PersonKind.EMPLOYEE
    staff_number: str | None = field(
        default=None, metadata=_noted(FieldRule(longest=64, about="Left out: a random identifier is made."))
    )


@frozen(kw_only=True)
class SchoolForm:
    """What the file says of the school."""

    name: str = field(metadata=_noted(_NAME))
    other_names: tuple[str, ...] = field(default=(), metadata=_noted(_NAME))
    email_domains: tuple[str, ...] = field(default=(), metadata=_noted(_NAME))
    logo: str | None = field(default=None, metadata=_noted(FieldRule(about="A PNG or JPEG file, beside this file.")))
    time_authority: str | None = field(
        default=None,
        metadata=_noted(FieldRule(pattern=r"https?://[^\s\\]+", about="The school's time-stamping service.")),
    )
    further: bool = field(
        default=False, metadata=_noted(FieldRule(about="The school asks for the further questions as well."))
    )


@frozen(kw_only=True)
class AccountForm:
    """One account; `id` is how the questions refer to it."""

    id: str = field(metadata=_noted(_ID))
    platform: str = field(metadata=_noted(FieldRule(about="The id of a platform's checklist, or other.")))
    kind: AccountKind = AccountKind.PERSONAL
    number: int = field(
        default=1, metadata=_noted(FieldRule(between=(1, 99), about="Running number on this platform."))
    )
    shown_as_other: bool = field(
        default=False, metadata=_noted(FieldRule(about='Show it as "another platform" on the attestation.'))
    )


@frozen(kw_only=True)
class OptionForm:
    """One choice; for the reader, and checked against the checklist when given."""

    id: str
    label: str


@frozen(kw_only=True)
class ExceptionForm:
    """A declared exception; only where the policy allows one."""

    reason: ExceptionReason
    approver_role: str = field(default="", metadata=_noted(evolve(_NAME, blank=True)))
    approver_name: str = field(default="", metadata=_noted(evolve(_NAME, blank=True)))
    until: date


@frozen(kw_only=True)
class AnswerForm:
    """One question and its answer."""

    id: str = field(metadata=_noted(_ID))
    account: str | None = field(
        default=None, metadata=_noted(FieldRule(about="The account's id; left out for the person."))
    )
    ask: str = ""
    where: str = field(default="", metadata=_noted(FieldRule(blank=True)))
    options: tuple[OptionForm, ...] = ()
    asked_only_if: str = field(
        default="", metadata=_noted(FieldRule(blank=True, about="The gate before this question."))
    )
    further: bool = field(
        default=False, metadata=_noted(FieldRule(about="Offered beyond what must be answered; it never scores."))
    )
    answer: str = field(
        metadata=_noted(
            FieldRule(
                blank=True, about="An option's id, or: not sure, cannot find it, does not apply. Empty: not answered."
            )
        )
    )
    known: HowKnown = field(default=HowKnown.REMEMBERED, metadata=_noted(FieldRule(words=_SAID_OF_ONE)))
    before: str | None = field(default=None, metadata=_noted(FieldRule(about="The option's id before it was changed.")))
    reason: NotApplicable | None = field(default=None, metadata=_noted(FieldRule(about="Why it does not apply.")))
    exception: ExceptionForm | None = None


@frozen(kw_only=True)
class DueForm:
    """The date by which an open action has to be done."""

    control: str
    account: str | None = None
    due: date


@frozen(kw_only=True)
class AnswersForm:
    """An audit: who, where, which accounts, and the answers."""

    person: PersonForm
    school: SchoolForm
    occasion: Occasion
    invitation: str | None = field(
        default=None,
        metadata=_noted(FieldRule(about="The invitation that this answers: a .pwinvite file beside this one.")),
    )
    policy: str
    accounts: tuple[AccountForm, ...] = ()
    no_accounts: bool = False
    comment: str = field(default="", metadata=_noted(FieldRule(blank=True)))
    signature: str | None = field(
        default=None, metadata=_noted(FieldRule(about="The name as signed; left out: the name."))
    )
    actions: tuple[DueForm, ...] = field(default=(), metadata=_noted(FieldRule(unique="")))
    questions: tuple[AnswerForm, ...] = field(metadata=_noted(FieldRule(unique="")))


_HEAD = (
    Message('An audit to fill in. Put an option\'s id after each "answer:", in quotes.'),
    Message('"occasion:" is induction, annual review or re-check: say which.'),
    Message('Also possible: "not sure", "cannot find it", or "does not apply" with a line "reason:".'),
    Message('A question with "asked_only_if" may stay empty where the question before rules it out.'),
    Message('A question with "further: true" may stay empty: it is offered beyond what counts.'),
    Message('"known:" may be remembered, looked at the setting, or looked as a stranger.'),
)


def template(catalogue: Catalogue, pack: str, accounts: Sequence[Account], kind: PersonKind) -> str:
    """The YAML text; `accounts` may be empty, which declares that there are none. Raises KeyError for unknown ids."""
    person = Person(name="", role="", kind=kind, identifier="")
    declaration = Declaration(
        person=person, occasion=Occasion.INDUCTION, pack=catalogue.packs[pack].id, accounts=tuple(accounts)
    )
    document = {
        "person": {"name": _("Your name"), "role": _("Your role"), "kind": kind.value},
        "school": {"name": _("Your school")},
        "occasion": "",  # nobody is taken to be new
        "policy": pack,
        "accounts": [_account(account) for account in accounts],
        "no_accounts": not accounts,
        "questions": [_question(q) for q in all_questions(catalogue, declaration)],
    }
    text = yaml.dump(document, Dumper=_YAML, sort_keys=False, allow_unicode=True, width=110)
    return "".join(f"# {line}\n" for line in _HEAD) + str(text)


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
    if question.is_further:
        found["further"] = True
    options = [{"id": option.id, "label": option.label} for option in check.options]
    return found | {"options": options, "answer": ""}


def where(steps: Steps) -> str:
    """The menu paths on one line; devices that share a path are named together."""
    if steps.anywhere:
        return steps.anywhere
    devices: dict[str, list[str]] = {}
    for device, path in ((_("Web"), steps.web), ("iPhone", steps.iphone), ("Android", steps.android)):
        if path:
            devices.setdefault(path, []).append(device)
    return "; ".join(f"{', '.join(named)}: {path}" for path, named in devices.items())
