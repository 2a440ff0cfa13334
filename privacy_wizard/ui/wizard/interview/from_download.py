"""What a download of one's own data shows of a page: one look, one click. It never answers by itself."""

from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING

from ....audit.connections.who import asks_who
from ....audit.interview.page import PageKind, QuestionBlock, QuestionPage, QuestionRow
from ....audit.state import Key
from ....i18n import _, listed, long_date, ngettext
from ...kit.widgets.notice import NoticeBox
from ..page import AuditPage
from .blocks import ask_of

if TYPE_CHECKING:  # only for whoever has a download
    from ....audit.downloads import Shown

_Rows = list[tuple[QuestionBlock, QuestionRow]]


class FromDownload(NoticeBox):
    """`acted` when somebody says that all of it is still right.

    Where that leaves nothing to answer on a page, the button that goes on says so: `accept_label` is its name then.
    """

    def __init__(self, page: AuditPage) -> None:
        super().__init__("info", "", parent=page)
        self._context, self._session = page.context, page.session
        self._page_id = self.accept_label = ""

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
    for block, row in rows:
        found = shown[row.question.key]
        option = row.question.check.option(found.option)
        asked, account = (ask_of(block), row.label) if block.is_topic else (row.label, "")
        alike.setdefault((asked, option.label if option is not None else "", found.source), []).append(account)
    for (asked, answer, source), accounts in alike.items():
        of = listed(list(filter(None, accounts)))
        yield " ".join(filter(None, ("•", f"{of}:" if of else "", asked, f"{answer} ({source})")))
