"""Whatever somebody answers honestly, the attestation of it is not doubted."""

import random
from datetime import UTC, datetime

import pytest
from attrs import evolve

from privacy_wizard.attestation.reconstruct import platforms
from privacy_wizard.attestation.statement import from_json, to_json
from privacy_wizard.attestation.wording import wording_difference
from privacy_wizard.audit.batch import NotKept
from privacy_wizard.audit.session import AuditSession
from privacy_wizard.audit.state import Audit, Key
from privacy_wizard.domain.audit import Person, School
from privacy_wizard.domain.vocabulary import AccountKind, HowKnown, NotApplicable, Occasion, PersonKind, Unresolved
from privacy_wizard.intake.findings import findings_doubts
from tests.attestation.authority import TestKey
from tests.settling import answer_and_settle, responded

from .world import NAME, NUMBER, SIGNED, audited, shipped, stated


def _answered(seed: int) -> AuditSession:
    """Any policy, any person, any accounts, any answers."""
    chance = random.Random(seed)
    session = AuditSession(shipped(), NotKept(), lambda: SIGNED)
    person = Person(name=NAME, role="Caretaker", kind=chance.choice(list(PersonKind)), identifier=NUMBER)
    session.describe_person(person, chance.choice(list(Occasion)))
    session.choose_school(School(name="Hill {{ name }} School"))
    pack = chance.choice(sorted(shipped().packs))
    for _ in range(chance.randrange(5)):
        kind = chance.choice([AccountKind.PERSONAL, AccountKind.PERSONAL, AccountKind.OFFICIAL])
        account = session.add_account(chance.choice(sorted(platforms(shipped()))), kind)
        session.change_account(evolve(account, shown_as_other=chance.random() < 0.4))
    session.declare_no_accounts(not session.audit.accounts)
    session.choose_policy(pack)  # last: from then on each act puts on pages all that is asked

    def answer(audit: Audit, key: Key) -> Audit:
        options = [option.id for option in session.checks[key[0]].options]
        answers = [*options * 4, Unresolved.CANNOT_FIND, *NotApplicable]
        first = responded(session, audit, key, chance.choice(answers), chance.choice(list(HowKnown)))
        return responded(session, first, key, chance.choice(answers), just_changed=chance.random() < 0.3)

    answer_and_settle(session, answer)
    session.comment(chance.choice(["", "{% if x %}", "I will see to it."]))
    return session


@pytest.mark.parametrize("seed", range(30))
def test_no_honest_audit_is_doubted(seed: int, key: TestKey) -> None:
    statement = stated(_answered(seed), key, datetime(2026, 11, 20, 9, 30, tzinfo=UTC))
    assert from_json(to_json(statement)) == statement
    assert findings_doubts(statement, shipped()) == ()
    assert wording_difference(statement, timestamped=False) is None


@pytest.mark.parametrize("pack", ["aspire-academies-trust-2017", "devon-maintained-schools-2011"])
def test_an_account_counts_the_same_under_its_own_name_and_as_another_platform(pack: str, key: TestKey) -> None:
    shown, hidden = (stated(audited(pack, hidden=each), key) for each in (False, True))
    assert (shown.score, shown.outcome) == (hidden.score, hidden.outcome)
    assert findings_doubts(hidden, shipped()) == findings_doubts(shown, shipped()) == ()
    assert "facebook-1" not in to_json(hidden).decode()
