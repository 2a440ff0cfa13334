"""A context as the program builds it, in a folder of the test's own, with the shipped checklists."""

from collections.abc import Hashable
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from attrs import evolve
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from privacy_wizard.app import own_school
from privacy_wizard.audit.batch import session_of
from privacy_wizard.audit.my_school import MySchool
from privacy_wizard.audit.saved_audits import SavedAudits
from privacy_wizard.audit.session import AuditSession
from privacy_wizard.audit.signing import Signing
from privacy_wizard.audit.state import Audit
from privacy_wizard.catalogue import shipped_folder
from privacy_wizard.domain.audit import Person, School
from privacy_wizard.domain.model import Catalogue
from privacy_wizard.domain.vocabulary import HowKnown, Occasion, PersonKind
from privacy_wizard.drafts import DraftStore
from privacy_wizard.identity import KeyStore
from privacy_wizard.ui.wizard.context import WizardContext
from privacy_wizard.ui.wizard.page import StepPage
from tests.settling import respond
from tests.shipped import shipped

TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 14, 5, tzinfo=UTC)
SAM = Person(name="Sam Lee", role="Class teacher", kind=PersonKind.EMPLOYEE, identifier="4711", has_staff_number=True)
SCHOOL = School(name="Bradley Primary School", other_names=("Bradley",), email_domains=("bradley.example.org",))


@cache
def catalogue() -> Catalogue:
    """The checklists as shipped."""
    return shipped()


def new_context(folder: Path, asked: Catalogue | None = None) -> WizardContext:
    """Nothing saved, nothing answered, no key."""
    context = closed_context(folder, asked)
    context.open()
    return context


def closed_context(folder: Path, asked: Catalogue | None = None) -> WizardContext:
    """A context as the program starts with: no audit is open yet."""
    store = DraftStore(folder / "audits")
    school = MySchool(folder, shipped_folder(), lambda: NOW)
    session = AuditSession(asked or catalogue(), store, lambda: NOW, lambda: own_school(school))
    key_store = KeyStore(folder / "signing-key.p12", lambda: NOW)
    signing = Signing(session, key_store, lambda: NOW)
    return WizardContext(
        session=lambda: session, saved_audits=lambda: SavedAudits(store), signing=lambda: signing, school=school
    )


def context_with_school(folder: Path, policy: str = "bradley-primary-2023") -> WizardContext:
    """Sam Lee at Bradley Primary School, no account yet."""
    context = new_context(folder)
    begin(context, policy)
    return context


def begin(context: WizardContext, policy: str) -> None:
    """Sam Lee at Bradley Primary School, under that policy."""
    context.session.describe_person(SAM, Occasion.INDUCTION)
    context.session.choose_school(SCHOOL)
    context.session.choose_policy(policy)


def answer_all(context: WizardContext, *, every: int = 5) -> None:
    """Answer every question: every fifth with its last option, the others with their first; none against another."""
    session = context.session
    audit = session.audit
    if audit.responses or audit.earlier or session.downloads:
        _answer_open(session, every)
        return
    asked = audit.declaration, audit.asks_further, session.today, every, id(session.catalogue)
    if asked not in _answered:
        aside = session_of(session.catalogue, audit, lambda: NOW, session.own_school)
        _answer_open(aside, every)
        _answered[asked] = session.catalogue, aside.audit
    _catalogue, like = _answered[asked]
    session.change(evolve(audit, responses=like.responses, asked_as=like.asked_as))


# Whoever is asked the same answers alike; the catalogue is held, so that no other ever has its `id`.
_answered: dict[Hashable, tuple[Catalogue, Audit]] = {}


def _answer_open(session: AuditSession, every: int) -> None:
    while session.first_open is not None or session.contradictions:
        if session.first_open is None:
            _settle(session)
            continue
        _step, key = session.first_open
        options = session.checks[key[0]].options
        at = len(session.audit.responses)
        respond(session, key, options[-1 if at % every == every - 1 else 0].id, HowKnown.LOOKED)


def _settle(session: AuditSession) -> None:
    """Put the first answer that is at odds with another right, with the first option that is not."""
    odd = session.contradictions[0]
    for option in session.checks[odd.answer[0]].options:
        respond(session, odd.answer, option.id, HowKnown.LOOKED)
        if odd not in session.contradictions:
            return
    raise AssertionError(odd)


def finished_context(folder: Path) -> WizardContext:
    """Two accounts, everything answered, some of it open."""
    context = context_with_school(folder)
    context.session.add_account("instagram", label="family")
    context.session.add_account("whatsapp")
    answer_all(context)
    return context


def opened(qtbot: QtBot, page: StepPage) -> None:
    """Show a page as the shell does, without its window."""
    page.retranslate()
    page.entered()
    page.resize(760, 700)
    qtbot.addWidget(page)
    page.setUpdatesEnabled(False)  # pages of every kind are painted where a user looks closely
    page.show()


def button(within: QWidget, text: str, at: int = 0) -> QAbstractButton:
    """The visible button of that text (or accessible name)."""
    QApplication.processEvents()  # what was just added is shown with the next turn of the event loop
    found = [
        each
        for each in within.findChildren(QAbstractButton)
        if text in (each.text(), each.accessibleName()) and each.isVisible()
    ]
    return found[at]


def press(qtbot: QtBot, within: QWidget, text: str, at: int = 0) -> None:
    """Click the button of that text."""
    qtbot.mouseClick(button(within, text, at), Qt.MouseButton.LeftButton)


def words_on(page: QWidget) -> str:
    """All headings and running text that can be seen."""
    QApplication.processEvents()
    return "\n".join(each.text() for each in page.findChildren(QLabel) if each.isVisible())
