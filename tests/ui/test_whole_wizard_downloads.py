"""The whole way with downloads of one's own data: dropped, confirmed page by page, and named in the signed file."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleActionInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from privacy_wizard.audit.state import Key
from privacy_wizard.domain.vocabulary import HowKnown
from privacy_wizard.ui.wizard.accounts.page import AccountsPage

from ..evidence.samples import facebook, instagram
from ..evidence.samples.building import write_zip
from .hands import SLOW, User, good
from .test_whole_wizard import Sit, accepted_elsewhere, everything_in, introduce, kept_by, sign_for_the_first_time


def confirm(user: User) -> bool:
    """What the downloads show on this page is still right: whether the page was turned with that."""
    page = user.questions
    if page.from_download.button.isVisible():
        user.click(page.from_download.button)
    if not page.from_download.accept_label:
        return False
    user.go_on()
    return True


def change_ones_mind(user: User) -> None:
    """Undo takes all of it back, and Back leads to where it is still asked. It is confirmed with the button alone, and
    by no press that was meant for the page before.
    """
    before, button = confirmed(user), user.shell.footer.accept
    reader = QAccessible.queryAccessibleInterface(button).actionInterface()

    def press_by_key() -> None:
        press_twice_from_the_page_before(user)
        assert user.tab_to(lambda focused: focused is button)
        user.key(Qt.Key.Key_Space)

    for press in (press_by_key, lambda: reader.doAction(QAccessibleActionInterface.pressAction())):
        user.click(user.shell.footer.undo)
        user.go_back()
        press()
        user.qtbot.waitUntil(lambda: user.step != "downloads")
        assert confirmed(user) == before


def press_twice_from_the_page_before(user: User) -> None:
    """What follows the click that turns the page comes at once, or too late for a double click."""
    button, left = user.shell.footer.accept, Qt.MouseButton.LeftButton
    click, space = partial(QTest.mouseClick, button, left), partial(QTest.keyClick, button, Qt.Key.Key_Space)
    second_click = partial(QTest.mouseDClick, button, left), partial(QTest.mouseRelease, button, left)
    enter = partial(QTest.keyClick, user.shell, Qt.Key.Key_Return)
    ctrl_enter = partial(enter, Qt.KeyboardModifier.ControlModifier)
    alt_right = partial(QTest.keyClick, user.shell, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    for interval, presses in ((60_000, (click, space)), (0, (*second_click, enter, ctrl_enter, alt_right))):
        user.go_back()
        assert user.step != "downloads"
        QApplication.setDoubleClickInterval(interval)
        for press in (click, *presses):
            press()
            assert (user.step, confirmed(user)) == ("downloads", set()), press
        user.settle()
        assert not button.hasFocus()
    QApplication.setDoubleClickInterval(0)


def confirmed(user: User) -> set[Key]:
    return {key for key, each in user.context.session.audit.responses.items() if each.known is HowKnown.FROM_EXPORT}


def test_an_audit_with_two_downloads_goes_from_the_first_page_to_the_signed_file(sit: Sit, tmp_path: Path) -> None:
    user = sit()
    session = user.context.session
    introduce(user, "Helsby Hillside Primary School")
    user.press("Instagram")
    user.press("Facebook")
    assert isinstance(user.page, AccountsPage)
    drop = user.page.downloads.drop
    for sample, name in ((instagram.YEAR_2026, instagram.NAME), (facebook.YEAR_2026, facebook.NAME)):
        drop.several_picked.emit([write_zip(tmp_path / name, sample.files)])
        user.qtbot.waitUntil(drop.isEnabled, timeout=SLOW)
    assert set(session.downloads) == {"instagram-1", "facebook-1"}
    user.go_on()
    while user.step != "results":
        is_first = user.step == "downloads"
        if confirm(user):
            if is_first:
                change_ones_mind(user)
            continue
        user.answer_this_screen(good(user))
        user.go_on()
    known = confirmed(user)
    assert {account for _check, account in known} == {"instagram-1", "facebook-1"}
    assert len(known) > 3
    user.go_on()
    sign_for_the_first_time(user, drawn=False)
    file = kept_by(user, tmp_path)
    accepted_elsewhere(user, file)
    told = " ".join(everything_in(file).split())
    assert "data export" in told
    assert "2 September 2026" in told
    assert not any(private in told for private in ("ann.lee", "Ann Lee", "bob_k"))
