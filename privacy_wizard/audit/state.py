"""One audit as it stands: a frozen value that every act replaces by a new one."""

import hashlib
import secrets
from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum

from attrs import evolve, field, frozen

from ..domain.audit import Account, Declaration, Person, Response, School
from ..domain.invitation import NamedInvitation
from ..domain.model import Check
from ..domain.vocabulary import NotApplicable, Occasion, Unresolved

Key = tuple[str, str | None]  # (check, account); the person is None


class StepId(StrEnum):
    """The steps of the wizard."""

    WELCOME = "welcome"
    YOU = "you"
    SCHOOL = "school"
    ACCOUNTS = "accounts"
    ACCOUNT = "account"
    CONNECTIONS = "connections"
    POLICY = "policy"
    RESULTS = "results"
    SIGN = "sign"
    DONE = "done"


@frozen(kw_only=True)
class Step:
    """One step; `account` only with StepId.ACCOUNT."""

    id: StepId
    account: str | None = None


@frozen(kw_only=True)
class Place:
    """Where someone stopped: a step and, within it, a question."""

    step: Step = Step(id=StepId.WELCOME)
    question: Key | None = None


@frozen(kw_only=True)
class Earlier:
    """An answer that does not count until it is confirmed: last year's, or one to a question that has changed."""

    answer: str | Unresolved | NotApplicable
    on: date
    question_changed: bool = False


@frozen(kw_only=True)
class Signed:
    """The attestation that ended this audit."""

    identifier: str
    on: date


@frozen(kw_only=True)
class Audit:
    """Everything that a draft keeps. Private: only the signed outcomes ever leave the machine."""

    id: str
    started: datetime
    person: Person | None = None
    occasion: Occasion = Occasion.INDUCTION
    school: School | None = None
    invitation: NamedInvitation | None = None  # the one that it answers
    pack: str | None = None
    accounts: tuple[Account, ...] = ()
    no_accounts: bool = False
    responses: Mapping[Key, Response] = field(factory=dict)
    asked_as: Mapping[Key, str] = field(factory=dict)  # digest of the question that was answered
    earlier: Mapping[Key, Earlier] = field(factory=dict)
    due: Mapping[tuple[str, str | None], date] = field(factory=dict)  # (control, account) → by when
    comment: str = ""
    place: Place = Place()
    checklist_versions: Mapping[str, str] = field(factory=dict)
    signed: Signed | None = None

    @property
    def declaration(self) -> Declaration | None:
        """What fixes the expected set, once it is known."""
        if self.person is None or self.pack is None:
            return None
        return Declaration(
            person=self.person,
            occasion=self.occasion,
            pack=self.pack,
            accounts=self.accounts,
            no_accounts=self.no_accounts,
        )


def new_audit(now: datetime) -> Audit:
    """An empty audit under a random identifier."""
    return Audit(id=secrets.token_hex(8), started=now)


def question_digest(check: Check) -> str:
    """Tells whether a question is still the one that was answered: its wording, options and control."""
    options = "\x1f".join(f"{o.id}={o.label}={o.verdict}={o.fact}={o.not_applicable}" for o in check.options)
    return hashlib.sha256(f"{check.control}\x1e{check.ask}\x1e{options}".encode()).hexdigest()[:16]


def carried_over(audit: Audit, checks: Mapping[str, Check], today: date) -> Audit:
    """The audit under today's checklists: an answer to a question that has changed must be given again."""
    kept: dict[Key, Response] = {}
    earlier = dict(audit.earlier)
    for key, response in audit.responses.items():
        check = checks.get(key[0])
        if check is None:
            continue
        if audit.asked_as.get(key) == question_digest(check):
            kept[key] = response
        else:
            earlier[key] = Earlier(answer=response.answer, on=today, question_changed=True)
    return evolve(audit, responses=kept, earlier=earlier)


def next_years(audit: Audit, checks: Mapping[str, Check], now: datetime) -> Audit:
    """An annual review from last year's accounts: every earlier answer is shown, and none counts yet."""
    on = audit.signed.on if audit.signed else audit.started.date()
    return evolve(
        new_audit(now),
        person=audit.person,
        occasion=Occasion.ANNUAL_REVIEW,
        school=audit.school,
        pack=audit.pack,
        accounts=audit.accounts,
        no_accounts=False,
        earlier={
            key: Earlier(answer=response.answer, on=on, question_changed=_has_changed(audit, key, checks))
            for key, response in audit.responses.items()
        },
    )


def _has_changed(audit: Audit, key: Key, checks: Mapping[str, Check]) -> bool:
    check = checks.get(key[0])
    return check is not None and audit.asked_as.get(key) != question_digest(check)
