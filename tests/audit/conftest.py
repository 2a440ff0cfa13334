"""A real catalogue, a real store, and a clock that the tests set."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from privacy_wizard.audit.session import AuditSession
from privacy_wizard.domain.audit import Person, School
from privacy_wizard.domain.model import Catalogue
from privacy_wizard.domain.vocabulary import Occasion, PersonKind, Verdict
from privacy_wizard.drafts import DraftStore
from tests.settling import answer_and_settle, responded
from tests.shipped import shipped

SAM = Person(name="Sam Lee", role="Teaching assistant", kind=PersonKind.EMPLOYEE, identifier="P-1")
SCHOOL = School(name="Hill Street School")


class Clock:
    """Stands still until a test moves it."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return shipped()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path) -> DraftStore:
    return DraftStore(tmp_path / "audits")


@pytest.fixture
def open_session(catalogue: Catalogue, store: DraftStore, clock: Clock) -> Callable[[], AuditSession]:
    """Each call is the program started once more over the same folder."""
    return lambda: AuditSession(catalogue, store, clock)


@pytest.fixture
def session(open_session: Callable[[], AuditSession]) -> AuditSession:
    """Sam at Hill Street School under the Bradley policy, with an Instagram account."""
    found = open_session()
    found.describe_person(SAM, Occasion.INDUCTION)
    found.choose_school(SCHOOL)
    found.choose_policy("bradley-primary-2023")
    found.add_account("instagram")
    return found


def answer_all(session: AuditSession, prefer: tuple[Verdict, ...] = (Verdict.MET, Verdict.ACKNOWLEDGED)) -> None:
    """Answer everything that is asked, gates as they come, each with an option of a preferred verdict if it has one."""
    answer_and_settle(session, lambda audit, key: responded(session, audit, key, preferred(session, key, prefer)))


def preferred(session: AuditSession, key: tuple[str, str | None], verdicts: tuple[Verdict, ...]) -> str:
    check = session.checks[key[0]]
    if check.id == "person.runs-for-school":
        return "no"
    question = next(q for q in session.questions if q.key == key)
    for verdict in verdicts:
        for option in check.options:
            judged = {r.judge(option.fact) for r in question.requirements} if option.fact else {option.verdict}
            if verdict in judged:
                return option.id
    return check.options[-1].id
