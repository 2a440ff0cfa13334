"""The answers file: an audit written down in YAML, for those who work without a window."""

from datetime import date

from attrs import field, frozen

from ..catalogue.field_rules import FieldRule
from ..domain.vocabulary import AccountKind, ExceptionReason, HowKnown, NotApplicable, Occasion, PersonKind

NOT_SURE, CANNOT_FIND, DOES_NOT_APPLY = "not sure", "cannot find it", "does not apply"
_ID = FieldRule(pattern=r"[a-z0-9]+([-.][a-z0-9]+)*", about="Small letters, digits and hyphens.")


def _noted(note: FieldRule) -> dict[str, FieldRule]:
    return {"note": note}


@frozen(kw_only=True)
class PersonForm:
    """Who makes the audit."""

    name: str
    role: str
    kind: PersonKind = PersonKind.EMPLOYEE
    staff_number: str | None = field(
        default=None, metadata=_noted(FieldRule(about="Left out: a random identifier is made."))
    )


@frozen(kw_only=True)
class SchoolForm:
    """The school."""

    name: str
    other_names: tuple[str, ...] = ()
    email_domains: tuple[str, ...] = ()
    logo: str | None = field(default=None, metadata=_noted(FieldRule(about="A PNG or JPEG file, beside this file.")))
    time_authority: str | None = field(
        default=None,
        metadata=_noted(FieldRule(pattern=r"https?://[^\s\\]+", about="The school's time-stamping service.")),
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
    approver_role: str
    approver_name: str
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
    answer: str = field(
        metadata=_noted(
            FieldRule(
                blank=True, about="An option's id, or: not sure, cannot find it, does not apply. Empty: not answered."
            )
        )
    )
    known: HowKnown = HowKnown.REMEMBERED
    before: str | None = field(default=None, metadata=_noted(FieldRule(about="The option's id before it was changed.")))
    reason: NotApplicable | None = field(default=None, metadata=_noted(FieldRule(about="Why it does not apply.")))
    exception: ExceptionForm | None = None


@frozen(kw_only=True)
class DueForm:
    """By when an open action is to be done."""

    control: str
    account: str | None = None
    due: date


@frozen(kw_only=True)
class AnswersForm:
    """An audit: who, where, which accounts, and the answers."""

    person: PersonForm
    school: SchoolForm
    occasion: Occasion = Occasion.INDUCTION
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
