"""A service may have few questions, one that has closed two: nobody leaves the rest out by not naming it."""

from functools import cache

import pytest
from attrs import evolve

from privacy_wizard.attestation.answer_space import AskedRequirement, Said, Subjects
from privacy_wizard.attestation.reasons import Reason
from privacy_wizard.attestation.sign import sign
from privacy_wizard.attestation.statement import AccountPart, ChecklistPart, FindingPart, LeftOutPart, Statement
from privacy_wizard.attestation.wording import worded
from privacy_wizard.audit.batch import NotKept
from privacy_wizard.audit.session import AuditSession
from privacy_wizard.audit.state import Audit, Key
from privacy_wizard.domain.audit import OTHER, Account, Person, School
from privacy_wizard.domain.checklist_index import heads, platforms
from privacy_wizard.domain.expectation import checklists_for, checks_asked
from privacy_wizard.domain.versions import CURRENT_RULES, FIRST_RULES
from privacy_wizard.domain.vocabulary import (
    HowKnown,
    NotApplicable,
    Occasion,
    PersonKind,
    ServiceState,
    Subject,
    Verdict,
)
from privacy_wizard.intake.report import FileVerdict
from tests.attestation.authority import TestKey
from tests.settling import answer_and_settle, responded

from .world import NAME, NUMBER, PACK, SIGNED, reasons, report, shipped, stated

CLOSED = sorted(head.id for head in platforms(shipped()) if head.state is ServiceState.CLOSED)
SHORTEST = "messenger"  # of the open ones; its own checklist leaves out most
WITHOUT_SETTING = "The service does not have this setting."


@cache
def audited_on(checklist: str, *, hidden: bool) -> AuditSession:
    """One account, each question answered as the policy wants it; only read by the tests."""
    session = AuditSession(shipped(), NotKept(), lambda: SIGNED)
    person = Person(name=NAME, role="Caretaker", kind=PersonKind.EMPLOYEE, identifier=NUMBER, has_staff_number=True)
    session.describe_person(person, Occasion.INDUCTION)
    session.choose_school(School(name="St Brigid's Primary School"))
    session.choose_policy(PACK)
    account = session.add_account(checklist)
    session.change_account(evolve(account, shown_as_other=hidden))

    def answer(audit: Audit, key: Key) -> Audit:
        return responded(session, audit, key, session.checks[key[0]].options[0].id, HowKnown.LOOKED)

    answer_and_settle(session, answer)
    return session


def hidden_by_hand(statement: Statement, closed: str) -> Statement:
    """The attestation of a closed service, made over by its signer so that it is not named any more."""
    other = shipped().checklists[OTHER]
    old = f"{closed}-1"

    def account(part: AccountPart) -> AccountPart:
        return evolve(part, id="other-1", platform=other.title, checklist=OTHER)

    def finding(part: FindingPart) -> FindingPart:
        return evolve(part, account="other-1") if part.account == old else part

    def left_out(part: LeftOutPart) -> LeftOutPart:
        return evolve(part, account="other-1", reason=WITHOUT_SETTING) if part.account == old else part

    asked = [head.id for head in heads(shipped()).values() if head.every_account]
    named = {part.id: part for part in statement.checklists if part.id != closed}
    for each in (shipped().checklists[which] for which in (OTHER, *asked)):
        named[each.id] = ChecklistPart(id=each.id, title=each.title, version=each.version, sha256=each.sha256)
    return worded(
        evolve(
            statement,
            accounts=tuple(map(account, statement.accounts)),
            findings=tuple(map(finding, statement.findings)),
            left_out=tuple(map(left_out, statement.left_out)),
            checklists=tuple(named[each] for each in sorted(named)),
            actions=tuple(
                evolve(part, account="other-1") if part.account == old else part for part in statement.actions
            ),
        )
    )


def on_account(parts: tuple[FindingPart, ...] | tuple[LeftOutPart, ...]) -> int:
    return sum(part.account is not None for part in parts)


@pytest.mark.parametrize("closed", CLOSED)
def test_a_closed_service_that_is_not_named_is_asked_every_question_like_any_other(closed: str, key: TestKey) -> None:
    named, hidden, other = (
        stated(audited_on(which, hidden=how), key) for which, how in ((closed, False), (closed, True), (OTHER, False))
    )
    asked = {part.control for part in hidden.findings if part.account}
    assert asked == {part.control for part in other.findings if part.account}
    assert on_account(hidden.left_out) == on_account(other.left_out) < on_account(named.left_out)
    assert closed not in {part.id for part in hidden.checklists}
    unnamed = Account(id="x", checklist=closed, shown_as_other=True)
    assert checklists_for(shipped(), unnamed)[0].id == OTHER
    assert report(sign(hidden, key).pdf).reasons == ()


@pytest.mark.parametrize("closed", CLOSED)
def test_questions_that_were_left_out_because_an_unnamed_service_has_closed_are_noticed(
    closed: str, key: TestKey
) -> None:
    honest = stated(audited_on(closed, hidden=False), key)
    assert report(sign(honest, key).pdf).reasons == (), "named, it has nothing else to ask"
    found = report(sign(hidden_by_hand(honest, closed), key).pdf)
    assert found.verdict is FileVerdict.REJECTED
    # No open service asks what is answered here and leaves out what is left out; some leave out as much.
    assert {Reason.LEFT_OUT_WRONG, Reason.FINDING_WRONG} & reasons(found)


def test_an_account_that_is_not_named_is_asked_all_that_any_policy_asks_of_any_account() -> None:
    for pack in shipped().packs.values():
        needed = {r.control.id for r in pack.requirements if r.control.kind.subject is Subject.PERSONAL_ACCOUNT}
        for head in platforms(shipped()):
            account = Account(id="x", checklist=head.id, shown_as_other=head.id != OTHER)
            asked = checks_asked(shipped(), pack, account)
            assert needed <= {check.control for check in asked}, (pack.id, head.id)
            assert len(asked) == len({check.id for check in asked})


def test_a_service_with_few_questions_of_its_own_hides_no_other_one(key: TestKey) -> None:
    named, hidden, other = (
        stated(audited_on(which, hidden=how), key)
        for which, how in ((SHORTEST, False), (SHORTEST, True), (OTHER, False))
    )
    asked = {part.control for part in hidden.findings if part.account}
    assert asked == {part.control for part in other.findings if part.account}
    assert on_account(hidden.left_out) == on_account(other.left_out) < on_account(named.left_out)
    assert report(sign(hidden, key).pdf).reasons == ()
    found = report(sign(hidden_by_hand(named, SHORTEST), key).pdf)
    assert found.verdict is FileVerdict.REJECTED
    assert Reason.LEFT_OUT_WRONG in reasons(found)


def test_what_a_service_lacks_was_left_out_in_silence_under_the_first_rules_alone() -> None:
    pack = shipped().packs[PACK]
    account = Account(id="other-1", checklist=SHORTEST, shown_as_other=True)
    own = {check.control for check in shipped().checklists[SHORTEST].checks}
    lacked = next(
        r for r in pack.requirements if r.control.id not in own and r.control.kind.subject is Subject.PERSONAL_ACCOUNT
    )
    said = Said(verdict=Verdict.NOT_APPLICABLE, sentence=WITHOUT_SETTING, left_out=NotApplicable.NOT_OFFERED)
    for rules in (FIRST_RULES, CURRENT_RULES):
        asked = AskedRequirement(policy=PACK, people=PersonKind.EMPLOYEE, rules=rules)
        subject = Subjects().subject(shipped(), asked, account, named=False)
        assert subject.is_possible([(lacked, said)]) == (rules == FIRST_RULES)
