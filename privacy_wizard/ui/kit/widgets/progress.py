"""How far work has come: shown at once if it is counted, otherwise after a moment."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cached_property
from threading import Event
from typing import TYPE_CHECKING, TypeVar

import shiboken6
from PySide6.QtCore import QRectF, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from ....i18n import Message, _, ngettext
from ..accessible import announce
from ..background import run_in_background
from ..layouts import row
from ..theme.theme import motion_is_reduced
from ..theme.tokens import tokens
from ..translation import Retranslated
from .button import Button
from .text import TextLabel, Voice

if TYPE_CHECKING:
    from ....system.progress import WorkProgress

T = TypeVar("T")
_COUNTED = Message("{doing} {done} of {of}")
_MOST_TOLD = 200  # times that the window is told how far one part of the work is
_BLINK = 400  # milliseconds


class _ShownLate(QWidget):
    """A bar and a sentence, shown once work takes more than a moment, when `appeared` is emitted.

    They are made when work first begins: few pages that may have to wait ever do.
    """

    appeared = Signal()
    _voice: Voice = "muted"

    def __init__(self) -> None:
        super().__init__()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_BLINK)
        self._later.timeout.connect(self._appear)
        self.hide()

    @cached_property
    def _words(self) -> TextLabel:
        return TextLabel("", self._voice)

    @cached_property
    def _bar(self) -> QProgressBar:
        bar = QProgressBar()
        bar.setTextVisible(False)
        return bar

    def _lay_out(self, *beside: QWidget) -> None:
        """Put the parts in their places, the first time."""
        if self.layout() is not None:
            return
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._words)
        column.addLayout(row(self._bar, *beside, stretch=self._bar))

    def _appear(self) -> None:
        self.show()
        announce(self, self._words.text())
        self.appeared.emit()


class BusyIndicator(_ShownLate):
    """A moving bar and a sentence; only the sentence if the user wants less motion."""

    def start(self, sentence: str) -> None:
        """Say what is being done; if it ends at once, nothing is shown."""
        self._lay_out()
        self._words.setText(sentence)
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName(sentence)
        self._bar.setVisible(not motion_is_reduced())
        self._later.start()

    def stop(self) -> None:
        self._later.stop()
        self.hide()


class CountedProgress(_ShownLate):
    """How many of how many are done, and a way to stop."""

    _voice: Voice = "strong"
    _came = Signal(int, int)  # from the worker, as the next
    _doing = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._stop = Event()  # of what began last
        self._running: list[Event] = []
        self._what = ""
        self._came.connect(self._show)
        self._doing.connect(self._begin_part)

    @cached_property
    def cancel(self) -> Button:
        """Stops what is running."""
        button = Button()
        button.clicked.connect(self._on_stop)
        return button

    @property
    def was_stopped(self) -> bool:
        """Whether the user stopped the last run."""
        return self._stop.is_set()

    @property
    def is_running(self) -> bool:
        """Whether anything is being done."""
        return bool(self._running)

    def wait(self, seconds: float) -> None:
        """Pause, on a worker; no longer once the user stops."""
        self._stop.wait(seconds)

    def run(
        self,
        task: "Callable[[WorkProgress], T]",
        *,
        on_done: Callable[[T], None],
        on_failed: Callable[[Exception], None],
        saying: str,
        held: Sequence[QWidget] = (),
    ) -> None:
        """Run `task` as `run_in_background` does, and show how far it says that it is until a handler is called.

        What is `held` cannot be pressed meanwhile.
        """
        from ....system.progress import WorkProgress  # a page that waits for nothing needs none of it

        stop = self._begin(saying)
        _enable(held, False)

        def done(result: T) -> None:
            self._end(stop)
            _enable(held, True)
            on_done(result)

        def failed(error: Exception) -> None:
            self._end(stop)
            _enable(held, True)
            on_failed(error)

        told = WorkProgress(came=self._tell, stopped=stop.is_set, doing=self._tell_part)
        run_in_background(lambda: task(told), on_done=done, on_failed=failed, parent=self, stop=stop.set)

    def _tell(self, done: int, of: int) -> None:
        """A window told about each of a million would do nothing else; one that is gone stops no work."""
        if done == of or done % max(of // _MOST_TOLD, 1) == 0:
            with suppress(RuntimeError):
                self._came.emit(done, of)

    def _tell_part(self, sentence: str) -> None:
        with suppress(RuntimeError):
            self._doing.emit(sentence)

    def _begin(self, saying: str) -> Event:
        self._stop = Event()
        self._running.append(self._stop)
        self._lay_out(self.cancel)
        self.cancel.setText(_("Stop"))
        self.cancel.setEnabled(True)
        self._begin_part(saying)
        self._later.start()
        return self._stop

    def _begin_part(self, saying: str) -> None:
        self._what = saying
        self._bar.setAccessibleName(saying)
        self._bar.setRange(0, 0)
        if not self._stop.is_set():
            self._words.setText(saying)

    def _end(self, stop: Event) -> None:
        self._running.remove(stop)
        if not self._running:
            self._later.stop()
            self.hide()

    def _show(self, done: int, of: int) -> None:
        self._bar.setRange(0, max(of, 1))
        self._bar.setValue(done)
        if not self._stop.is_set():
            self._words.setText(_COUNTED.format(doing=self._what, done=f"{done:,}", of=f"{of:,}"))

    def _on_stop(self) -> None:
        for each in self._running:
            each.set()
        self.cancel.setEnabled(False)
        self._words.setText(_("Stopping after this one …"))


def _enable(widgets: Sequence[QWidget], is_enabled: bool) -> None:
    for each in widgets:
        if shiboken6.isValid(each):  # the page may have been made anew meanwhile
            each.setEnabled(is_enabled)


class ProgressLine(Retranslated, QWidget):
    """A thin line with "4 of 11 answered" on the left and "about 5 minutes left" on the right."""

    def __init__(self) -> None:
        super().__init__()
        self._done = self._total = self._minutes = self._unsaid = 0
        self._line, self._count, self._left = _Line(), TextLabel("", "small"), TextLabel("", "small")
        self._left.setWordWrap(False)
        words = QHBoxLayout()
        words.addWidget(self._count, 1)
        words.addWidget(self._left)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._line)
        column.addLayout(words)

    def show_progress(self, done: int, total: int, minutes_left: int, unsaid: int = 0) -> None:
        """`done` of `total` answered, and of `unsaid` more only how they are known is missing; 0 minutes left says
        nothing about time.
        """
        self._done, self._total, self._minutes, self._unsaid = done, total, minutes_left, unsaid
        self._line.fraction = done / total if total else 0.0
        self._line.update()
        self.retranslate()

    @property
    def sentence(self) -> str:
        """Both texts, for screen readers."""
        return ", ".join(part for part in (self._count.text(), self._left.text()) if part)

    def retranslate(self) -> None:
        done = self._done + self._unsaid
        said = ngettext("{done} of {n} answered", "{done} of {n} answered", self._total, done=done)
        self._count.setText(_("{answered}; say how you know", answered=said) if self._unsaid else said)
        left = ngettext("about {n} minute left", "about {n} minutes left", self._minutes)
        self._left.setText(left if self._minutes else "")
        self.setAccessibleName(self.sentence)


class _Line(QWidget):
    fraction = 0.0

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(4)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect())
        painter.setPen(tokens().color("border"))
        painter.setBrush(tokens().color("border"))
        painter.drawRoundedRect(rect, 2, 2)
        if self.fraction > 0:
            rect.setWidth(max(rect.width() * min(self.fraction, 1.0), 4))
            painter.setBrush(tokens().color("accent"))
            painter.setPen(tokens().color("accent"))
            painter.drawRoundedRect(rect, 2, 2)
