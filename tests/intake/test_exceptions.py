"""A policy that allows exceptions, as a school may write one: they count as long as it allows them, and no longer."""

from datetime import date, timedelta

import pytest
from attrs import evolve

from privacy_wizard.attestation.reasons import Reason
from privacy_wizard.attestation.statement import Statement
from privacy_wizard.attestation.verify import Doubt
from privacy_wizard.audit.batch import NotKept
from privacy_wizard.audit.session import AuditSession
from privacy_wizard.domain.audit import Waiver
from privacy_wizard.domain.model import AllowedException, Catalogue
from privacy_wizard.domain.vocabulary import ExceptionReason, Verdict
from privacy_wizard.intake.findings import findings_doubts
from tests.attestation.authority import TestKey
from tests.settling import respond

from .world import PACK, SIGNED, audited, shipped, stated

CONTROL = "connections.no-pupils"
ALLOWED = AllowedException(reasons=(ExceptionReason.RELATIVE,), approver="Head teacher")
NEXT_YEAR = SIGNED.date() + timedelta(days=365)


def _catalogue() -> Catalogue:
    pack = shipped().packs[PACK]
    milder = tuple(evolve(r, exception=ALLOWED) if r.control.id == CONTROL else r for r in pack.requirements)
    return evolve(shipped(), packs={**shipped().packs, PACK: evolve(pack, requirements=milder)})


@pytest.fixture(scope="module")
def excepted(key: TestKey) -> Statement:
    """A relative among the contacts of every account, approved for a year."""
    session = AuditSession(_catalogue(), NotKept(), lambda: SIGNED)
    session.audit = audited().audit
    waiver = Waiver(
        reason=ExceptionReason.RELATIVE, approver_role="Head teacher", approver_name="R. Okonkwo", until=NEXT_YEAR
    )
    for question in session.questions:
        if question.check.control == CONTROL:
            options = (option.id for option in question.check.options if option.verdict is Verdict.NOT_MET)
            respond(session, question.key, next(options))
            session.declare_exception(question.key, waiver)
    return stated(session, key)


def _reasons(doubts: tuple[Doubt, ...]) -> set[Reason]:
    return {doubt.reason for doubt in doubts}


def test_an_exception_that_the_policy_allows_is_not_doubted(excepted: Statement) -> None:
    assert excepted.exceptions
    assert findings_doubts(excepted, _catalogue()) == ()


def test_the_same_exception_under_a_policy_that_allows_none_is_not_accepted(excepted: Statement) -> None:
    assert _reasons(findings_doubts(excepted, shipped())) == {Reason.EXCEPTION_WRONG}


@pytest.mark.parametrize(
    "change",
    [
        {"reason": ExceptionReason.FRIEND_BEFORE},
        {"until": date(2020, 1, 1)},
        {"until": SIGNED.date() + timedelta(days=4 * 366)},
        {"approver_role": "Deputy head"},
        {"approver_name": " "},
        {"approver_role": ""},
        {"account": None},
    ],
    ids=lambda change: " ".join(map(str, next(iter(change.items())))),
)
def test_an_exception_beyond_what_the_policy_allows_is_not_accepted(
    excepted: Statement, change: dict[str, object]
) -> None:
    parts = (evolve(excepted.exceptions[0], **change), *excepted.exceptions[1:])  # type: ignore[arg-type]
    found = findings_doubts(evolve(excepted, exceptions=parts), _catalogue())
    assert _reasons(found) == {Reason.EXCEPTION_WRONG}


def test_an_excepted_finding_without_its_exception_is_not_accepted(excepted: Statement) -> None:
    found = findings_doubts(evolve(excepted, exceptions=excepted.exceptions[1:]), _catalogue())
    assert _reasons(found) == {Reason.EXCEPTION_WRONG}
