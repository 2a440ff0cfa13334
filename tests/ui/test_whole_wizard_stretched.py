"""Every page with texts half as long again, dark, on the smallest screen: nothing is cut, nothing scrolls sideways."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QPushButton, QScrollArea, QWidget

from privacy_wizard.audit.signing import VisibleSignature
from privacy_wizard.audit.steps import Step, StepId
from privacy_wizard.ui.kit.background import is_busy
from privacy_wizard.ui.kit.theme import Appearance, Theme
from privacy_wizard.ui.kit.widgets.button import Button
from privacy_wizard.ui.kit.widgets.card import Disclosure
from privacy_wizard.ui.kit.widgets.choice import CheckRow, OptionRow
from privacy_wizard.ui.kit.widgets.passphrase_field import PassphraseField
from privacy_wizard.ui.wizard.interview.answer_row import AnswerRow
from privacy_wizard.ui.wizard.interview.page import InterviewPage
from privacy_wizard.ui.wizard.page import StepPage
from tests.ui import contexts
from tests.ui.conftest import STILL
from tests.ui.hands import SLOW, User
from tests.ui.longer import Longer, lengthened, spoken

SIZES = {
    "small": (683, 384),  # 1366 by 768 at 200 %
    "large": (1280, 648),  # 1920 by 1080 at 150 %, with a task bar and a frame
}
SCALE = "1.5"  # no whole number: each place is rounded


@pytest.fixture
def longer(qapp: QApplication, theme: Theme) -> Iterator[None]:
    with spoken(Longer()):
        yield


def faults_on(page: StepPage) -> list[str]:
    """What is wider than its room, and what is cut."""
    column = page.parentWidget()
    while not isinstance(column, QScrollArea):
        column = column.parentWidget()
    found = (
        [f"scrolls sideways by {column.horizontalScrollBar().maximum()}"]
        if column.horizontalScrollBar().maximum()
        else []
    )
    if column.widget().width() > column.viewport().width():
        found.append(f"page is {column.widget().width() - column.viewport().width()} too wide")
    return found + [fault for widget in page.findChildren(QWidget) for fault in _faults_of(widget, page)]


def _faults_of(widget: QWidget, page: QWidget) -> list[str]:
    if not widget.isVisibleTo(page) or _within_scroll_area(widget, page):
        return []
    name = f"{type(widget).__name__} {_text(widget)[:40]!r}, {widget.width()} by {widget.height()},"
    left = widget.mapTo(page, QPoint(0, 0)).x()
    sticks_out = left < 0 or left + widget.width() > page.width()
    return ([f"{name} sticks out"] if sticks_out else []) + ([f"{name} is cut"] if _is_cut(widget) else [])


def _within_scroll_area(widget: QWidget, page: QWidget) -> bool:
    """The preview of the document has a scroll area of its own, and is meant to."""
    above = widget.parentWidget()
    while above is not None and above is not page:
        if isinstance(above, QScrollArea):
            return True
        above = above.parentWidget()
    return False


def _text(widget: QWidget) -> str:
    return widget.text() if isinstance(widget, QLabel | QAbstractButton) else widget.accessibleName()


def _is_cut(widget: QWidget) -> bool:
    if isinstance(widget, QLabel) and widget.text():
        wide = max(widget.fontMetrics().horizontalAdvance(word) for word in widget.text().split() or [""])
        room = widget.contentsRect()
        return wide > room.width() or (widget.wordWrap() and widget.heightForWidth(widget.width()) > widget.height())
    if isinstance(widget, OptionRow | CheckRow):
        return widget.heightForWidth(widget.width()) > widget.height()
    return isinstance(widget, QPushButton) and widget.width() < widget.minimumSizeHint().width()


def faults_at_each_size(user: User) -> list[str]:
    """What is wrong with the page and the foot, be the window small or large; first at the size that it has."""
    found: list[str] = []
    for size in sorted(SIZES.values(), key=lambda each: user.shell.size().toTuple() != each):
        user.shell.resize(*size)
        user.settle()
        found += faults_as_it_stands(user)
    return found


def faults_as_it_stands(user: User) -> list[str]:
    size = user.shell.size().toTuple()
    return [f"{size}: {fault}" for fault in (*faults_on(user.page), *footer_faults(user))]


def unfold(page: StepPage, user: User) -> None:
    """Open whatever can be opened, and what is in it."""
    for row in page.findChildren(AnswerRow):
        row.show_details()
    for _depth in range(2):
        for each in page.findChildren(Disclosure):
            if not each.is_open and each.isVisible():
                each.button.click()
        user.settle()


@pytest.mark.usefixtures("longer")
def walk_through_all_pages(sit: Callable[..., User]) -> None:
    """Run by the test below, in a process of its own: the scale is that of a whole process."""
    user = sit(context_with=("helsby-hillside-primary-2023", "instagram", "other"))
    user.shell._menu._theme.choose(STILL._replace(appearance=Appearance.DARK))
    found = {user.step: faults_at_each_size(user)}
    session = user.context.session
    for step in session.steps[1:-2]:
        if step.id is StepId.RESULTS:
            contexts.answer_all(user.context)
            session.set_due(session.actions()[0].finding, session.today + timedelta(days=7))
        found |= look_at(user, step)
    user._controller.show(Step(id=StepId.SIGN))
    user.qtbot.waitUntil(lambda: not is_busy() and len(user.page.findChildren(PassphraseField)) > 1, timeout=SLOW)
    found["sign"] = faults_at_each_size(user)
    user.context.signing.sign(VisibleSignature(text="Sam Lee"), "lemon teapot gravel windmill")
    found |= look_at(user, Step(id=StepId.DONE)) | look_at(user, Step(id=StepId.WELCOME))
    assert {name: faults for name, faults in found.items() if faults} == {}
    assert lengthened("Back") in user.shell.footer.back.text()


def look_at(user: User, step: Step) -> dict[str, list[str]]:
    """A page, each of its screens: as it comes at the size of the one before, and at both when all of it is shown."""
    user._controller.show(step)
    user.settle()
    found, here, screen = {}, user.step, 0
    while user.step == here:
        found[f"{here} {screen}"] = faults_as_it_stands(user)
        unfold(user.page, user)
        if not isinstance(user.page, InterviewPage):
            found[f"{here} {screen} unfolded"] = faults_at_each_size(user)
            break
        for row in user.page.rows.values():
            if not row.is_answered:
                says_that_one_is_missing = row.question.check.id == "person.runs-for-school"
                row.answers.row(row.question.check.options[0 if says_that_one_is_missing else -1].id).click()
        user.settle()
        found[f"{here} {screen} unfolded, answered"] = faults_at_each_size(user)
        screen += 1
        user.go_on()
    return found


def footer_faults(user: User) -> list[str]:
    footer, window = user.shell.footer, user.shell
    shown = [each for each in footer.findChildren(Button) if each.isVisible()]
    out = [b.text() for b in shown if not window.rect().contains(b.rect().translated(b.mapTo(window, QPoint(0, 0))))]
    cut = [b.text() for b in shown if b.width() < b.minimumSizeHint().width()]
    return [f"footer: {text!r}" for text in out + cut]


def test_no_page_is_cut_or_scrolls_sideways_when_texts_are_half_as_long_again() -> None:
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "-o",
        f"python_functions={walk_through_all_pages.__name__}",
        __file__,
    ]
    environment = {**os.environ, "QT_SCALE_FACTOR": SCALE}
    done = subprocess.run(
        command, env=environment, cwd=Path(__file__).parents[2], capture_output=True, text=True, check=False
    )
    assert (done.returncode, "1 passed" in done.stdout) == (0, True), done.stdout
