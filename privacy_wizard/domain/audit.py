"""What members of staff declare: accounts, responses, exceptions."""

from datetime import date

from attrs import frozen

from .vocabulary import AccountKind, ExceptionReason, HowKnown, NotApplicable, Occasion, PersonKind, Unresolved


@frozen(kw_only=True)
class Person:
    """Who makes the audit."""

    name: str
    role: str
    kind: PersonKind
    identifier: str  # the staff number, else a random person identifier
    has_staff_number: bool = False


@frozen(kw_only=True)
class School:
    """The school as the attestation names it."""

    name: str
    other_names: tuple[str, ...] = ()
    email_domains: tuple[str, ...] = ()
    logo: bytes | None = None  # PNG or JPEG
    time_authority: str = ""  # address of the time-stamping service (RFC 3161) that the school names
    asks_further: bool = False  # whether the further questions must be answered too, and are stated


OTHER = "other"
"""The checklist in general words, under which any account may be shown."""

NEVER_NAMED = frozenset({"dating", "fan-sites"})
"""Checklists of what is too private to be named: their accounts are always shown as another platform."""


@frozen(kw_only=True)
class Account:
    """One presence on one platform; `label` never leaves this computer."""

    id: str
    checklist: str  # the platform's checklist
    kind: AccountKind = AccountKind.PERSONAL
    number: int = 1  # running number of this platform and kind, as shown on the attestation
    label: str = ""
    shown_as_other: bool = False  # always so where the platform is never named

    def __attrs_post_init__(self) -> None:
        if self.checklist in NEVER_NAMED:
            object.__setattr__(self, "shown_as_other", True)


def account_identifier(checklist: str, kind: AccountKind, number: int) -> str:
    """The identifier of an account within its audit and on the attestation."""
    infix = "" if kind is AccountKind.PERSONAL else "school-"
    return f"{checklist}-{infix}{number}"


def numbered_account(checklist: str, kind: AccountKind, number: int, label: str = "") -> Account:
    """The account with that running number among those of its platform and kind."""
    identifier = account_identifier(checklist, kind, number)
    return Account(id=identifier, checklist=checklist, kind=kind, number=number, label=label)


@frozen(kw_only=True)
class Waiver:
    """A declared exception; the related person is never named."""

    reason: ExceptionReason
    approver_role: str
    approver_name: str
    until: date


@frozen(kw_only=True)
class Response:
    """What was answered to one check of one account (or of the person)."""

    check: str
    account: str | None
    answer: str | Unresolved | NotApplicable  # an option's identifier, or one of the two closed lists
    known: HowKnown | None = HowKnown.REMEMBERED  # None: not said yet
    looked_on: date | None = None  # the day on which it was last looked up
    before: str | None = None  # the option's identifier before it was changed during the audit
    note: str = ""  # private
    waiver: Waiver | None = None

    @property
    def lacks_how_known(self) -> bool:
        """Whether the person still has to say how they know the answer; nobody who cannot find a setting is asked."""
        return self.known is None and not isinstance(self.answer, Unresolved | NotApplicable)


@frozen(kw_only=True)
class Declaration:
    """The facts that determine the expected set."""

    person: Person
    occasion: Occasion
    pack: str
    accounts: tuple[Account, ...] = ()
    no_accounts: bool = False
