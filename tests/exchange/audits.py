"""Audits with answers drawn by lot, over the small library and over the shipped one."""

from collections.abc import Collection, Iterator, Mapping
from datetime import UTC, date, datetime
from itertools import cycle
from random import Random
from typing import TypeVar

from attrs import evolve

from privacy_wizard.domain.audit import Account, Declaration, Response, Waiver
from privacy_wizard.domain.expectation import expected_set
from privacy_wizard.domain.judgement import Finding, judge
from privacy_wizard.domain.model import AllowedException, Catalogue, Check
from privacy_wizard.domain.questions import all_questions
from privacy_wizard.domain.vocabulary import AccountKind, ExceptionReason, Level, NotApplicable, Severity, Unresolved
from privacy_wizard.exchange import AuditRecord, ShownAs
from tests.domain.library import CONTROLS, DECLARED, pack, requirement, with_pack

WHEN = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
TODAY = date(2026, 11, 20)
WAIVER = Waiver(
    reason=ExceptionReason.RELATIVE, approver_role="head teacher", approver_name="Pat Roe", until=date(2027, 7, 31)
)

One, Other = TypeVar("One"), TypeVar("Other")


def in_turns(ones: Collection[One], others: Collection[Other]) -> Iterator[tuple[One, Other]]:
    """Each of the others, the ones taking turns beside them."""
    return zip(cycle(ones), others, strict=False)


def small_audit(chance: Random) -> AuditRecord:
    """Other levels, severities, requirements, accounts and answers each time."""
    controls = [evolve(c, severity=chance.choice(list(Severity))) for c in CONTROLS]
    chosen = chance.sample(controls, chance.randint(1, len(controls)))
    allowed = AllowedException(reasons=tuple(ExceptionReason), approver="head teacher")
    asked = [requirement(c, chance.choice(list(Level)), exception=chance.choice([None, allowed])) for c in chosen]
    accounts = chance.sample(DECLARED.accounts, chance.randint(0, len(DECLARED.accounts)))
    return audit(with_pack(pack(*asked)), evolve(DECLARED, accounts=tuple(accounts)), chance)


def shipped_audit(catalogue: Catalogue, chance: Random) -> AuditRecord:
    """One of the policies that come with the program, on a few platforms."""
    platforms = [c.id for c in catalogue.checklists.values() if c.hosts or c.id == "other"]
    accounts = [Account(id=f"own-{at}", checklist=name) for at, name in enumerate(chance.sample(platforms, 2))]
    if chance.random() < 0.5:
        accounts.append(Account(id="school", checklist=chance.choice(platforms), kind=AccountKind.OFFICIAL))
    policy = chance.choice(sorted(catalogue.packs))
    return audit(catalogue, evolve(DECLARED, pack=policy, accounts=tuple(accounts)), chance)


def audit(catalogue: Catalogue, declared: Declaration, chance: Random) -> AuditRecord:
    checks = {c.id: c for checklist in catalogue.checklists.values() for c in checklist.checks}
    willing = chance.choice([0.3, 0.8, 1.0])
    responses = {}
    for question in all_questions(catalogue, declared):
        if chance.random() < willing:
            responses[question.key] = answered(question.key, checks, chance)
    findings = [judge(pair, responses, checks, TODAY) for pair in expected_set(catalogue, declared).all]
    return record(catalogue, declared, findings)


def answered(key: tuple[str, str | None], checks: Mapping[str, Check], chance: Random) -> Response:
    options = [option.id for option in checks[key[0]].options]
    answer = chance.choice([*options, *options, *Unresolved, *NotApplicable])
    return Response(check=key[0], account=key[1], answer=answer, waiver=WAIVER if chance.random() < 0.1 else None)


def record(catalogue: Catalogue, declared: Declaration, findings: list[Finding]) -> AuditRecord:
    shown = {a.id: ShownAs(name=a.id, title=f"{a.checklist} {a.number}") for a in declared.accounts}
    return AuditRecord(
        catalogue=catalogue,
        pack=catalogue.packs[declared.pack],
        findings=findings,
        shown=shown,
        identifier=declared.person.identifier,
        school="Hill Street School",
        when=WHEN,
    )
