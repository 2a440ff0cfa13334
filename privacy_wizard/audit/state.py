"""One audit at one moment: a frozen value that every act replaces with a new one; and what owners call their
accounts.
"""

import hashlib
import secrets
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum

from attrs import evolve, field, frozen

from ..domain.audit import Account, Declaration, Person, Response, School
from ..domain.invitation import NamedInvitation
from ..domain.model import Catalogue, Check
from ..domain.vocabulary import Device, HowKnown, NotApplicable, Occasion, Unresolved
from .steps import Step, StepId

Key = tuple[str, str | None]  # (check, account); the person is None
ActionKey = tuple[str, str | None]  # (control, account)


_FIRST = Step(id=StepId.WELCOME)


@frozen(kw_only=True)
class StepPlace:
    """The place where somebody stopped: a step and, within it, a question."""

    step: Step = _FIRST
    question: Key | None = None


@frozen(kw_only=True)
class Earlier:
    """An answer that does not count until it is confirmed: last year's, or one to a question that has changed."""

    answer: str | Unresolved | NotApplicable
    on: date
    question_changed: bool = False
    looked_on: date | None = None
    excepted: bool = False  # an exception covered it
    set_aside: bool = False  # it is true no more


@frozen(kw_only=True)
class Signed:
    """The attestation that ended this audit."""

    identifier: str
    on: date


class HandInWay(StrEnum):
    """How an attestation reached the school, according to its owner."""

    FOLDER = "put into a folder"
    E_MAIL = "sent by e-mail"
    PAPER = "printed"


@frozen(kw_only=True)
class HandInNote:
    """That it was handed in."""

    way: HandInWay
    on: date


@frozen(kw_only=True)
class Audit:
    """Everything that a draft keeps. Private: only the signed outcomes ever leave this computer."""

    id: str
    started: datetime
    person: Person | None = None
    occasion: Occasion | None = None  # until it is said: an audit is never taken for an induction
    school: School | None = None
    invitation: NamedInvitation | None = None  # the one that it answers
    pack: str | None = None
    accounts: tuple[Account, ...] = ()
    no_accounts: bool = False
    responses: Mapping[Key, Response] = field(factory=dict)
    how_known: Mapping[Key, HowKnown] = field(factory=dict)  # said of a page, whether its questions are answered or not
    device: Device | None = None  # on which things are looked up; asked once
    asked_as: Mapping[Key, str] = field(factory=dict)  # digest of the question that was answered
    earlier: Mapping[Key, Earlier] = field(factory=dict)
    earlier_versions: Mapping[str, str] = field(factory=dict)  # the checklists that asked for them
    due: Mapping[ActionKey, date] = field(factory=dict)  # by when, as the attestation says
    comment: str = ""
    place: StepPlace = StepPlace()
    checklist_versions: Mapping[str, str] = field(factory=dict)
    signed: Signed | None = None
    handed_in: HandInNote | None = None
    reminders: Mapping[ActionKey, date | None] = field(factory=dict)  # by when, where that was set after signing
    done: Mapping[ActionKey, date] = field(factory=dict)  # since when its owner has it done, after signing

    @property
    def anywhere(self) -> "Audit":
        """The same answers, wherever one stands in them."""
        return evolve(self, place=StepPlace())

    @property
    def asks_further(self) -> bool:
        """Whether the school asks for the further questions as well."""
        return self.school is not None and self.school.asks_further

    @property
    def declaration(self) -> Declaration | None:
        """The facts that determine the expected set, once known."""
        if self.person is None or self.pack is None or self.occasion is None:
            return None
        return Declaration(
            person=self.person,
            occasion=self.occasion,
            pack=self.pack,
            accounts=self.accounts,
            no_accounts=self.no_accounts,
        )


def unsigned(audit: Audit, identifier: str) -> Audit:
    """The same answers as another audit, which nobody has signed yet."""
    return evolve(audit, id=identifier, signed=None, handed_in=None, reminders={}, done={})


def new_audit(now: datetime) -> Audit:
    """An empty audit with a random identifier."""
    return Audit(id=secrets.token_hex(8), started=now)


def answered(
    old: Response | None,
    key: Key,
    answer: str | Unresolved | NotApplicable,
    known: HowKnown | None,
    *,
    just_changed: bool,
) -> Response:
    """The response that follows `old`; with `just_changed` the option before is kept beside the new one."""
    before = old.before if old else None
    was = old.answer if old else Unresolved.NOT_SURE
    if just_changed and before is None and not isinstance(was, Unresolved | NotApplicable):
        before = was
    return Response(
        check=key[0],
        account=key[1],
        answer=answer,
        known=known or (old.known if old else HowKnown.REMEMBERED),
        before=None if before == answer else before,
        note=old.note if old else "",
        waiver=old.waiver if old else None,
    )


def answer_digest(check: Check, answer: str | Unresolved | NotApplicable) -> str:
    """Tells whether an answer still means what it meant: the question's wording and control, and the chosen label.

    What an option counts for, and which others there are, may change: the answer stays true.
    """
    option = check.option(answer)
    label = option.label if option is not None else str(answer)
    return hashlib.sha256(f"{check.control}\x1e{check.ask}\x1e{label}".encode()).hexdigest()[:16]


def question_digest(check: Check) -> str:
    """As answers were marked before `answer_digest`: the question's wording and control, and all of its options."""
    options = "\x1f".join(f"{o.id}={o.label}={o.verdict}={o.fact}={o.not_applicable}" for o in check.options)
    return hashlib.sha256(f"{check.control}\x1e{check.ask}\x1e{options}".encode()).hexdigest()[:16]


def account_titles(accounts: Sequence[Account], catalogue: Catalogue) -> Mapping[str, str]:
    """By identifier, as their owner sees them: "Instagram (family)", "Instagram 2"."""
    same = Counter((account.checklist, account.kind) for account in accounts)
    found = {}
    for account in accounts:
        title = catalogue.checklists[account.checklist].title
        numbered = f"{title} {account.number}" if same[account.checklist, account.kind] > 1 else title
        found[account.id] = f"{title} ({account.label})" if account.label else numbered
    return found
