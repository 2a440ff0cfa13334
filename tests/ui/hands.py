"""A user at the window: looks for words, clicks what can be seen, types. Never calls the program's own functions."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

import shiboken6
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFileDialog,
    QLineEdit,
    QMainWindow,
    QPlainTextEdit,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

from privacy_wizard.domain.names import known_name
from privacy_wizard.domain.vocabulary import HowKnown, Verdict
from privacy_wizard.ui.kit.background import is_busy
from privacy_wizard.ui.kit.event_watch import EventWatch
from privacy_wizard.ui.kit.widgets.signature_pad import SignatureCanvas
from privacy_wizard.ui.wizard.context import WizardContext
from privacy_wizard.ui.wizard.controller import WizardController
from privacy_wizard.ui.wizard.interview.answer_row import AnswerRow
from privacy_wizard.ui.wizard.interview.blocks import ToldCard
from privacy_wizard.ui.wizard.interview.confirmations import LastYearCard
from privacy_wizard.ui.wizard.interview.page import InterviewPage
from privacy_wizard.ui.wizard.interview.shared_answers import WhichAccountsCard
from privacy_wizard.ui.wizard.page import StepPage
from tests.audit.conftest import preferred
from tests.ui import contexts

GOOD, BAD = (Verdict.MET, Verdict.ACKNOWLEDGED), (Verdict.NOT_MET,)
SLOW = 20_000
_WINDOW = Qt.WindowType.Window
_NOTHING_HELD = Qt.KeyboardModifier.NoModifier
Wish = Callable[[AnswerRow], str]  # the identifier of the option that the user has in mind


def draw_on(canvas: SignatureCanvas, places: Sequence[tuple[int, int]]) -> None:
    """A stroke through these places, with the left button held."""
    left, points = Qt.MouseButton.LeftButton, [QPoint(*place) for place in places]
    QTest.mousePress(canvas, left, _NOTHING_HELD, points[0])
    for point in points[1:]:
        QTest.mouseMove(canvas, point)
    QTest.mouseRelease(canvas, left, _NOTHING_HELD, points[-1])


class Windows:
    """Watches for parts of a page that flash up as windows of their own before they are put into it."""

    def __init__(self) -> None:
        self.flashed: list[str] = []

    def see(self, shown: QWidget, _event: QShowEvent) -> bool:
        """Only looks on."""
        if shown.windowType() is _WINDOW and not isinstance(shown, QMainWindow):
            self.flashed.append(f"{type(shown).__name__} {shown.accessibleName()}")
        return False

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Each call that shows a part is noted: to watch every event takes a twentieth of a walk."""
        set_visible = QWidget.setVisible

        def noted(shown: QWidget, visible: bool) -> None:
            if visible and shown.isWindow():
                self.see(shown, QShowEvent())
            set_visible(shown, visible)

        with patch.object(QWidget, "setVisible", noted):
            yield


class User:
    """Sits before a window. `context` is only read: to know what is asked, and to see what was kept."""

    def __init__(self, qtbot: QtBot, context: WizardContext, controller: WizardController, *, closely: bool) -> None:
        self.qtbot, self.context, self._controller, self.shell = qtbot, context, controller, controller.shell
        if not closely:
            self.look_away()
        self.shell.show()
        self._to_the_front()

    @property
    def is_there(self) -> bool:
        """Whether the window is still open."""
        return shiboken6.isValid(self.shell) and self.shell.isVisible()

    def look_away(self) -> None:
        """Nothing is painted, no page prepared that is not opened, no place saved that is only looked at, and no event
        watched: for all that ask only what comes of an act.
        """
        QApplication.instance().removeEventFilter(QApplication.instance().findChild(EventWatch))
        self.shell.setUpdatesEnabled(False)
        self._controller._settling.blockSignals(True)

    def leave(self) -> None:
        """Close the window, as its frame does; the program ends with it."""
        if shiboken6.isValid(self.shell):
            self.shell.close()
            self.wait_for_work()
            for part in (self._controller, self.shell):
                part.deleteLater()
            self.settle()

    def _to_the_front(self) -> None:
        """What a window manager does after a dialog was closed; the off-screen display has none."""
        with self.qtbot.waitActive(self.shell):
            self.shell.activateWindow()
        self.settle()

    # ---- eyes

    @property
    def step(self) -> str:
        """Where the window stands: "you", "account:instagram-1"."""
        return str(self.shell.current_step)

    @property
    def page(self) -> StepPage:
        return self.shell.page(self.step)

    @property
    def questions(self) -> InterviewPage:
        assert isinstance(self.page, InterviewPage), self.step
        return self.page

    def words(self) -> str:
        return contexts.words_on(self.page)

    def sees(self, words: str) -> bool:
        return words in self.words()

    def row(self, at: int = 0) -> AnswerRow:
        return list(self.questions.rows.values())[at]

    def in_view(self, widget: QWidget) -> bool:
        """Whether any of it can be seen without scrolling."""
        area = _scroll_area(widget)
        if area is None:
            return widget.isVisible()
        top = widget.mapTo(area.viewport(), QPoint(0, 0))
        return widget.isVisible() and area.viewport().rect().intersects(widget.rect().translated(top))

    def settle(self) -> None:
        """Let the window show what it has to show."""
        for _turn in range(2):
            QApplication.processEvents()
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def wait_for_work(self) -> None:
        self.qtbot.waitUntil(lambda: not is_busy(), timeout=SLOW)
        self.settle()

    # ---- hands

    def click(self, widget: QWidget, *, at: QPoint | None = None) -> None:
        """Scroll there, and click what lies on top at that place."""
        self.settle()
        assert widget.isVisible(), widget
        assert widget.isEnabled(), widget
        area = _scroll_area(widget)
        spot = at or _spot(widget)
        if area is not None:
            inside = widget.mapTo(area.widget(), spot)
            area.ensureVisible(inside.x(), inside.y(), 0, 60)
        top = widget.window().childAt(widget.mapTo(widget.window(), spot))
        assert top is widget or (top is not None and widget.isAncestorOf(top)), f"{widget} lies under {top}"
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, _NOTHING_HELD, spot)
        self.settle()

    def press(self, text: str, within: QWidget | None = None) -> None:
        """Click the one button of that text, or of that spoken name."""
        self.click(self.button(text, within))

    def button(self, text: str, within: QWidget | None = None) -> QAbstractButton:
        self.settle()
        where = within or self.shell
        found = [b for b in where.findChildren(QAbstractButton) if b.isVisible() and text in (b.text(), _spoken(b))]
        assert found, f"no {text!r} among {sorted({b.text() for b in where.findChildren(QAbstractButton)})}"
        return found[0]

    def has_button(self, text: str) -> bool:
        self.settle()
        return any(b.isVisible() and text in (b.text(), _spoken(b)) for b in self.shell.findChildren(QAbstractButton))

    def go_on(self) -> None:
        """The accent button."""
        self.click(self.shell.footer.accept)

    def go_back(self) -> None:
        self.click(self.shell.footer.back)

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = _NOTHING_HELD) -> None:
        """On the keyboard: whatever has the focus gets it."""
        QTest.keyClick(QApplication.focusWidget() or self.shell, key, modifier)
        self.settle()

    def ctrl(self, key: Qt.Key) -> None:
        self.key(key, Qt.KeyboardModifier.ControlModifier)

    def tab_to(self, wanted: Callable[[QWidget], bool], most: int = 60) -> QWidget:
        """Press Tab until the focus is where it is wanted."""
        for _press in range(most):
            focused = QApplication.focusWidget()
            if focused is not None and wanted(focused):
                return focused
            self.key(Qt.Key.Key_Tab)
        raise AssertionError(f"Tab does not lead there; it ends at {QApplication.focusWidget()}")

    def write(self, label: str, text: str, within: QWidget | None = None) -> None:
        """Type into the field of that name, over what stands there."""
        field = self.field(label, within)
        self.click(field)
        assert field.hasFocus(), label
        self.ctrl(Qt.Key.Key_A)
        for letter in text:
            if letter.isascii():
                QTest.keyClick(field, letter)
            else:  # QTest knows no keys for these
                QApplication.sendEvent(field, QKeyEvent(QEvent.Type.KeyPress, 0, _NOTHING_HELD, letter))
        self.settle()

    def field(self, label: str, within: QWidget | None = None) -> QLineEdit | QPlainTextEdit:
        where = within or self.page
        fields: Iterable[QLineEdit | QPlainTextEdit] = [
            *where.findChildren(QLineEdit),
            *where.findChildren(QPlainTextEdit),
        ]
        return next(f for f in fields if f.isVisible() and f.accessibleName() == label)

    def draw(self, canvas: SignatureCanvas) -> None:
        """A wave and a dot, with the left button held."""
        self.settle()
        _scroll_to(canvas)
        wide, middle = canvas.width(), canvas.height() // 2
        draw_on(canvas, [(wide // 6 + at * wide // 12, middle + (20 if at % 2 else -20)) for at in range(7)])
        QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, _NOTHING_HELD, QPoint(wide - wide // 6, middle))
        self.settle()

    def save_as(self, path: Path) -> None:
        """Answer the open file dialog with a path that is typed."""
        self.settle()
        dialog = next(d for d in self.shell.findChildren(QFileDialog) if d.isVisible())
        line = dialog.findChild(QLineEdit, "fileNameEdit")
        line.setFocus()
        line.selectAll()
        QTest.keyClicks(line, str(path))
        QTest.keyClick(line, Qt.Key.Key_Escape if _has_popup(line) else Qt.Key.Key_End)
        QTest.keyClick(line, Qt.Key.Key_Return)
        self.qtbot.waitUntil(lambda: not any(d.isVisible() for d in self.shell.findChildren(QFileDialog)))
        self._to_the_front()

    # ---- questions

    def answer(self, row: AnswerRow, option: str) -> None:
        """Click an option."""
        self.click(row.answers.row(option))

    def answer_by_key(self, row: AnswerRow, option: str) -> None:
        """Focus the row's options and press the option's digit."""
        place = [each.id for each in row.question.check.options].index(option)
        first = row.answers.row(row.question.check.options[0].id)
        _scroll_to(first)
        first.setFocus(Qt.FocusReason.TabFocusReason)
        self.key(Qt.Key(Qt.Key.Key_1 + place))

    def escape(self, row: AnswerRow, label: str) -> None:
        """ "I am not sure", "I cannot find it"."""
        self.press(label, row.escapes)

    def say_looked(self) -> None:
        """Once for the page, where it is asked and not said yet."""
        bar = self.questions.how_known
        if bar.isVisible() and bar.options.current() is None:
            self.press(known_name(HowKnown.LOOKED), bar)

    def answer_this_screen(self, wish: Wish) -> None:
        """Every question that is shown and open, also those that an answer brings up; mouse and keys in turn."""
        self.settle()
        self.say_looked()
        turn = 0
        while (row := next(filter(_is_open, self.questions.rows.values()), None)) is not None:
            (self.answer, self.answer_by_key)[turn % 2](row, wish(row))
            turn += 1
        for which in self.questions.findChildren(WhichAccountsCard):
            if which.isVisible() and which.isEnabled() and not any(which.tick(key).isChecked() for key in which.keys):
                self.click(which.tick(which.keys[turn % len(which.keys)]))
        for card in self.questions.findChildren(ToldCard):
            if card.isVisible() and not card.box.isChecked():
                self.click(card.box)
        for last in self.questions.findChildren(LastYearCard):
            if last.isVisible() and last.still_true.isEnabled():
                self.click(last.still_true)

    def answer_this_step(self, wish: Wish) -> None:
        """Screen by screen, until another step is shown."""
        here = self.step
        while self.step == here:
            self.answer_this_screen(wish)
            self.go_on()


def _is_open(row: AnswerRow) -> bool:
    """Whether it has no answer, not even one of which it is to be said in which accounts it is so."""
    return not row.is_answered and not row.awaits_accounts


def good(user: User) -> Wish:
    """Whatever the policy asks."""
    return lambda row: preferred(user.context.session, row.question.key, GOOD)


def _spot(widget: QWidget) -> QPoint:
    """Where one clicks: the middle of what is painted."""
    return widget.rect().center() if widget.height() < 200 else QPointF(widget.width() / 2, 20).toPoint()


def _spoken(button: QAbstractButton) -> str:
    return button.accessibleName()


def _has_popup(line: QLineEdit) -> bool:
    completer = line.completer()
    return completer is not None and completer.popup().isVisible()


def _scroll_to(widget: QWidget) -> None:
    area = _scroll_area(widget)
    if area is not None:
        area.ensureWidgetVisible(widget)


def _scroll_area(widget: QWidget) -> QScrollArea | None:
    above = widget.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    return above
