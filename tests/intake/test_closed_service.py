"""A service that has closed has two questions left: nobody leaves the rest out by not naming it."""

import pytest
from attrs import evolve

from privacy_wizard.attestation.reasons import Reason
from privacy_wizard.attestation.sign import sign
from privacy_wizard.attestation.statement import AccountPart, ChecklistPart, FindingPart, LeftOutPart, Statement
from privacy_wizard.attestation.wording import worded
from privacy_wizard.audit.batch import NotKept
from privacy_wizard.audit.session import AuditSession
from privacy_wizard.domain.audit import OTHER, Person, School
from privacy_wizard.domain.checklist_index import heads, platforms
from privacy_wizard.domain.vocabulary import HowKnown, Occasion, PersonKind, ServiceState
from privacy_wizard.intake.report import FileVerdict
from tests.attestation.authority import TestKey

from .world import NAME, NUMBER, PACK, SIGNED, reasons, report, shipped, stated

CLOSED = sorted(head.id for head in platforms(shipped()) if head.state is ServiceState.CLOSED)
WITHOUT_SETTING = "The service does not have this setting."


def audited_on(checklist: str, *, hidden: bool) -> AuditSession:
    """One account, each question answered as the policy wants it."""
    session = AuditSession(shipped(), NotKept(), lambda: SIGNED)
    person = Person(name=NAME, role="Caretaker", kind=PersonKind.EMPLOYEE, identifier=NUMBER, has_staff_number=True)
    session.describe_person(person, Occasion.INDUCTION)
    session.choose_school(School(name="St Brigid's Primary School"))
    session.choose_policy(PACK)
    account = session.add_account(checklist)
    session.change_account(evolve(account, shown_as_other=hidden))
    while (place := session.first_open) is not None:
        session.respond(place[1], session.checks[place[1][0]].options[0].id, HowKnown.LOOKED)
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
    named = [part for part in statement.checklists if part.id != closed]
    for each in (shipped().checklists[which] for which in (OTHER, *asked)):
        named.append(ChecklistPart(id=each.id, title=each.title, version=each.version, sha256=each.sha256))
    return worded(
        evolve(
            statement,
            accounts=tuple(map(account, statement.accounts)),
            findings=tuple(map(finding, statement.findings)),
            left_out=tuple(map(left_out, statement.left_out)),
            checklists=tuple(sorted(named, key=lambda part: part.id)),
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
