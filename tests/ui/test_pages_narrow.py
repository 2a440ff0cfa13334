"""However long a name is, a page fits the narrowest window that the wizard is made for."""

from collections.abc import Callable
from pathlib import Path

import pytest
from attrs import evolve
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from privacy_wizard.audit.state import Signed
from privacy_wizard.audit.steps import Step, StepId
from privacy_wizard.domain.audit import School
from privacy_wizard.domain.vocabulary import Occasion
from privacy_wizard.ui.kit.widgets.button import shortened
from privacy_wizard.ui.kit.widgets.text import Heading, breakable
from privacy_wizard.ui.wizard.accounts.page import AccountsPage
from privacy_wizard.ui.wizard.done.page import DonePage
from privacy_wizard.ui.wizard.interview.blocks import RowsCard
from privacy_wizard.ui.wizard.page import AuditPage
from privacy_wizard.ui.wizard.results.page import ResultsPage
from privacy_wizard.ui.wizard.school.page import SchoolPolicyPage
from privacy_wizard.ui.wizard.way_back import WayBack
from privacy_wizard.ui.wizard.welcome.page import WelcomePage
from privacy_wizard.ui.wizard.you_page import YouPage
from tests.ui import contexts
from tests.ui.hands import User

ROOM = 683 - 40 - 12  # pixels: a small laptop at 200 %, less margins and scroll bar


@pytest.mark.parametrize("name", ["very long " * 20, "x" * 200], ids=["words", "one word"])
@pytest.mark.parametrize("page_class", [WelcomePage, YouPage, SchoolPolicyPage, AccountsPage, ResultsPage, DonePage])
def test_names_of_two_hundred_letters_fit(qtbot: QtBot, tmp_path: Path, page_class: type[AuditPage], name: str) -> None:
    context = contexts.context_with_school(tmp_path)
    session = context.session
    session.describe_person(evolve(contexts.SAM, name=name, role=name, identifier=name[:60]), Occasion.INDUCTION)
    session.choose_school(School(name=name, other_names=(name,), email_domains=("a" * 60 + ".org",)))
    session.add_account("instagram", label=name)
    session.add_account("other", label=name)
    contexts.answer_all(context)
    if page_class in (DonePage, WelcomePage):
        session.finish(Signed(identifier="ab" * 16, on=contexts.TODAY), b"%PDF-1.7")
    page = page_class(context)
    contexts.opened(qtbot, page)
    QApplication.processEvents()
    assert page.minimumSizeHint().width() <= ROOM


def test_whoever_is_led_to_a_question_at_twice_the_size_sees_what_is_asked_above_its_row(
    sit: Callable[..., User],
) -> None:
    user = sit(context_with=("bradley-primary-2023", "instagram", "whatsapp"))
    user.shell.resize(683, 384)
    people = user.context.session.interview.pages_at(Step(id=StepId.PEOPLE))[0]
    for key in people.keys:
        user._controller.show(Step(id=StepId.PEOPLE), key)
        row = user.questions.rows[key]
        card = next(each for each in user.page.findChildren(RowsCard) if each.isAncestorOf(row))
        asked = next(each for each in card.findChildren(Heading) if each.text())
        user.qtbot.waitUntil(lambda both=(row, asked): all(map(user.in_view, both)))


def test_whoever_mends_one_row_after_the_other_sees_each_with_its_way_and_none_of_those_before(
    sit: Callable[..., User],
) -> None:
    user = sit(context_with=("helsby-hillside-primary-2023", "facebook", "instagram", "whatsapp", "x"))
    user.shell.resize(1280, 696)
    user._controller.show(Step(id=StepId.PROFILE))
    page = user.questions
    back = WayBack(to=Step(id=StepId.RESULTS))
    for key in page.pages[0].keys[:4]:
        page.show_question(key, back)
        user.settle()
        user.settle()
        assert [each.question.key for each in page.rows.values() if each.is_open] == [key]
        assert user.in_view(page.rows[key].answers)


def test_only_long_words_are_given_places_to_break() -> None:
    assert breakable("Bradley Primary School") == "Bradley Primary School"
    assert breakable("x" * 60).replace("\u200b", "") == "x" * 60
    assert len(breakable("x" * 60).split("\u200b")) == 3
    assert shortened("x" * 61) == "x" * 59 + "…"
