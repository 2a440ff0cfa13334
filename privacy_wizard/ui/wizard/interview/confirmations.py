"""Answers that are there to be confirmed or set aside: last year's, and what downloads of one's own data show."""

from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from ....audit.connections.who import asks_who
from ....audit.interview.page import PageKind, QuestionBlock, QuestionPage, QuestionRow, source_of
from ....audit.session import AuditSession
from ....audit.state import Key
from ....i18n import _, listed, long_date, ngettext
from ...kit.accessible import give_role
from ...kit.layouts import row
from ...kit.widgets.button import Button
from ...kit.widgets.notice import NoticeBox
from ...kit.widgets.text import Heading, TextLabel
from ..page import AuditPage
from ..standing import VerdictMark
from .blocks import BlockCard, ask_of

if TYPE_CHECKING:
    from ....audit.downloads import Shown

_LINE = 20  # as tall as a line of text


class LastYearCard(BlockCard):
    """`confirmed` when all that is shown still holds; `set_aside(keys)` for what does not, which is asked afresh."""

    confirmed = Signal()
    set_aside = Signal(object)

    def __init__(self, session: AuditSession, block: QuestionBlock) -> None:
        super().__init__(2, 5)
        self._session = session
        self.keys: tuple[Key, ...] = tuple(row.question.key for row in block.rows)
        self.setAccessibleName(block.heading)
        self.still_true = Button(_("Still true"), "plain", "check")
        self.still_true.make_compact()
        self.still_true.setAccessibleDescription(block.heading)
        self.still_true.clicked.connect(self.confirmed)
        heading, self.mark = Heading(block.heading, "question"), VerdictMark(has_words=True)
        self.body.addLayout(row(heading, self.mark, self.still_true, stretch=heading))
        self.body.addSpacing(2)
        for line in block.lines:
            self._add(line)
        self.refresh()

    @property
    def field(self) -> QWidget:
        """The widget with which it is answered."""
        return self.still_true

    def refresh(self, *, is_missing: bool = False) -> None:
        """Show what the session holds, and that it was passed by."""
        done = all(key in self._session.audit.responses for key in self.keys)
        self.still_true.setEnabled(not done)
        self.still_true.setText(_("Confirmed") if done else _("Still true"))
        self.mark.show_missing(is_missing=is_missing and not done)

    def _add(self, rows: tuple[QuestionRow, ...]) -> None:
        first = rows[0]
        told = first.question.is_acknowledgement
        label, said = (_("What you acknowledged"), _("All of it.")) if told else (first.label, first.said)
        self._line(label, said or "", tuple(each.question.key for each in rows))

    def _line(self, label: str, said: str, keys: tuple[Key, ...]) -> None:
        line = SaidLine(label, said)
        line.set_aside.connect(lambda: self.set_aside.emit(keys))
        self.body.addWidget(line)


class ShownCard(BlockCard):
    """What downloads show of one account, or of several alike: `set_aside(keys)` for what is no longer so.

    Beside each answer stands what it rests on; of several downloads, with the pointer over it.
    """

    set_aside = Signal(object)

    def __init__(self, block: QuestionBlock) -> None:
        super().__init__(2, 5)
        self.setAccessibleName(block.heading)
        self.body.addWidget(Heading(block.heading, "question"))
        self.body.addSpacing(2)
        for rows in block.lines:
            self._add(rows)

    def _add(self, rows: tuple[QuestionRow, ...]) -> None:
        keys = tuple(each.question.key for each in rows)
        line = SaidLine(rows[0].label, rows[0].said or "", source_of(rows))
        line.setToolTip("\n".join(each.source for each in rows))
        line.set_aside.connect(lambda: self.set_aside.emit(keys))
        self.body.addWidget(line)


class SaidLine(QWidget):
    """A thing and what was said of it: `set_aside` when that is true no more."""

    set_aside = Signal()

    def __init__(self, label: str, said: str, source: str = "") -> None:
        super().__init__()
        give_role(self, "group")
        self.setAccessibleName(f"{label}: {said}")
        self.setAccessibleDescription(source)
        inside = QHBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(12)
        inside.addWidget(TextLabel(label, "muted"), 1)
        inside.addWidget(TextLabel(said, "strong"), 1)
        if source:
            inside.addWidget(TextLabel(source, "small"), 1)
        changed = Button(_("No longer true"), "link")
        changed.setAccessibleDescription(label)
        changed.clicked.connect(self.set_aside)
        changed.make_compact()
        changed.setFixedHeight(_LINE)
        inside.addWidget(changed)


_Rows = list[tuple[QuestionBlock, QuestionRow]]


class FromDownload(NoticeBox):
    """What a download shows of a page: one look, one click. It never answers by itself.

    `acted` when somebody says that all of it is still right.

    Where that leaves nothing to answer on a page, the button that goes on says so: `accept_label` is its name then.
    """

    def __init__(self, page: AuditPage) -> None:
        super().__init__("info", "", parent=page)
        self._context, self._session = page.context, page.session
        self._page_id = self.accept_label = ""
        self._shown = QElapsedTimer()
        self._shown.start()

    @property
    def is_just_shown(self) -> bool:
        """Whether it came into view so lately that what is pressed now may have been meant for the page before."""
        return self._shown.elapsed() < QApplication.doubleClickInterval()

    def showEvent(self, event: QShowEvent) -> None:
        """From now on it can be read."""
        super().showEvent(event)
        self._shown.start()

    def shown_on(self, page: QuestionPage) -> "Mapping[Key, Shown]":
        """What downloads show; of whom one is connected with, what the review of their lists came to."""
        session = self._session
        asks = [row.question for row in page.rows if asks_who(row.question)]
        if not asks or not session.downloads:
            return session.shown
        from ....audit.connections.shown_by_review import shown_by_review

        self._context.connections.open()
        return {**session.shown, **shown_by_review(self._context.connections, session.downloads, asks)}

    def show_page(self, page: QuestionPage | None, left: Collection[Key], *, goes_on: bool) -> None:
        """Say what is shown of the rows that are still open; nothing where there is none. `left` is what the page has
        still to ask, `goes_on` whether its button leads to the next page.

        While the same page is shown it stays as tall as it was, so that nothing below it moves.
        """
        is_same, self._page_id = page is not None and page.id == self._page_id, page.id if page is not None else ""
        self.setMinimumHeight(self.height() if is_same and self.isVisible() else 0)
        if not is_same:
            self._shown.start()
        self.accept_label = ""
        if page is None or not self._session.downloads:
            self.say("info", "")
            return
        shown, given = self.shown_on(page), self._session.audit.responses
        rows = [(block, row) for block in page.blocks for row in block.rows if row.question.key in shown]
        is_open = [(block, row) for block, row in rows if row.question.key not in given]
        if is_open:
            is_all = {*left} == {row.question.key for _block, row in is_open}
            self.accept_label = _("All of this is still right: go on") if goes_on and is_all else ""
            self.say("info", _words(page, is_open, shown), "" if self.accept_label else _still_right(len(is_open)))
        elif rows:
            words = ngettext(
                "{n} answer here is from your download.", "{n} answers here are from your download.", len(rows)
            )
            self.say("good", words)
        else:
            self.say("info", "")


def _words(page: QuestionPage, rows: _Rows, shown: "Mapping[Key, Shown]") -> str:
    if page.kind is PageKind.DOWNLOADS:
        return _(
            "A download shows how things were on its date, and posts are not read. If your screen "
            "says something else, the screen counts."
        )
    day = max(shown[row.question.key].made for _block, row in rows)
    lines = [_("Your download of {day} shows:", day=long_date(day)), *_lines(rows, shown)]
    lines.append(
        _("A download shows how things were on its date. If your screen says something else, the screen counts.")
    )
    return "\n".join(lines)


def _still_right(rows: int) -> str:
    return ngettext("This is still right", "These are still right", rows)


def _lines(rows: _Rows, shown: "Mapping[Key, Shown]") -> Iterator[str]:
    """What is shown of each row; of several accounts alike, once."""
    alike: dict[tuple[str, str, str], list[str]] = {}
    for block, line in rows:
        found = shown[line.question.key]
        option = line.question.check.option(found.option)
        asked, account = (ask_of(block), line.label) if block.is_topic else (line.label, "")
        alike.setdefault((asked, option.label if option is not None else "", found.source), []).append(account)
    for (asked, answer, source), accounts in alike.items():
        of = listed(list(filter(None, accounts)))
        yield " ".join(filter(None, ("•", f"{of}:" if of else "", asked, f"{answer} ({source})")))
