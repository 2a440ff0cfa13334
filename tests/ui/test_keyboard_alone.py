"""A whole audit without a mouse: from the first page to the signed file, by Tab, Space, digits and Enter."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QRadioButton, QWidget

from privacy_wizard.intake.file_checker import verify_files
from privacy_wizard.intake.report import FileVerdict
from privacy_wizard.intake.trust import Trust
from privacy_wizard.ui.wizard.interview.blocks import ToldCard
from privacy_wizard.ui.wizard.interview.page import InterviewPage
from tests.ui import contexts
from tests.ui.hands import SLOW, User, good

SECRET = "lemon teapot gravel windmill"
FAR = 300  # presses of Tab, at most


def named(name: str) -> Callable[[QWidget], bool]:
    """A button of that text, or a field of that name."""
    return lambda widget: (
        name in (widget.accessibleName(), widget.text() if isinstance(widget, QAbstractButton) else "")
    )


def choose(user: User, name: str) -> None:
    """Tab leads to a group of options, the arrows within it."""
    user.tab_to(lambda widget: isinstance(widget, QRadioButton) and name in beside(widget), FAR)
    for _option in range(FAR):
        focused = QApplication.focusWidget()
        if named(name)(focused):
            break
        user.key(Qt.Key.Key_Down)
        if QApplication.focusWidget() is focused:  # they stand side by side
            user.key(Qt.Key.Key_Right)
    user.key(Qt.Key.Key_Space)


def beside(option: QRadioButton) -> set[str]:
    return {each.text() for each in option.parentWidget().findChildren(QRadioButton)}


def write(user: User, name: str, words: str) -> None:
    field = user.tab_to(lambda widget: isinstance(widget, QLineEdit) and named(name)(widget), FAR)
    QTest.keyClicks(field, words)
    user.settle()


def answer_this_page(user: User) -> None:
    """Each question by its digit; what is only told by Space."""
    page, wish = user.questions, good(user)
    if page.how_known.isVisible() and page.how_known.options.current() is None:
        choose(user, "I looked at it")
    while (row := next((r for r in page.rows.values() if not r.is_answered), None)) is not None:
        options = [each.id for each in row.question.check.options]
        buttons = [row.answers.row(option) for option in options]
        user.tab_to(lambda widget, own=buttons: widget in own, FAR)
        user.key(Qt.Key(Qt.Key.Key_1 + options.index(wish(row))))
    for card in page.findChildren(ToldCard):
        if card.isVisible() and not card.box.isChecked():
            user.tab_to(lambda widget, box=card.box: widget is box, FAR)
            user.key(Qt.Key.Key_Space)


def test_the_keyboard_alone_leads_from_the_first_page_to_the_signed_file(
    sit: Callable[..., User], tmp_path: Path
) -> None:
    user = sit(closely=True)
    user.key(Qt.Key.Key_Return)
    write(user, "Your full name", "Sam Lee")
    write(user, "Your role", "Teacher")
    choose(user, "Employee")
    choose(user, "Induction")
    user.ctrl(Qt.Key.Key_Return)
    write(user, "Name of your school", "Hill Street School")
    choose(user, "Helsby Hillside Primary School")
    user.ctrl(Qt.Key.Key_Return)
    assert user.step == "accounts"
    write(user, "Search for a service", "WhatsApp")
    user.key(Qt.Key.Key_Return)
    user.ctrl(Qt.Key.Key_Return)
    while isinstance(user.page, InterviewPage):
        answer_this_page(user)
        user.ctrl(Qt.Key.Key_Return)
    assert user.step == "results"
    user.ctrl(Qt.Key.Key_Return)
    assert user.step == "sign"
    user.qtbot.waitUntil(lambda: user.sees("I, Sam Lee, declare"), timeout=SLOW)
    choose(user, "Type it")
    write(user, "Choose a passphrase", SECRET)
    write(user, "Type it again", SECRET)
    user.key(Qt.Key.Key_Return)
    user.qtbot.waitUntil(lambda: user.step == "done", timeout=SLOW)
    user.wait_for_work()
    file = tmp_path / "signed.pdf"
    file.write_bytes(user.context.saved_audits.pdf(user.context.session.audit.id))
    certificate = user.context.signing.key_store.certificate()
    assert certificate is not None
    (found,) = verify_files([file], Trust((certificate,)), now=contexts.NOW + timedelta(hours=1))
    assert (found.verdict, found.reasons) == (FileVerdict.ACCEPTED, ())
    assert QApplication.focusWidget() is not None
