"""What a download of one's own data shows of a page: one look, one click. It never answers by itself."""

from PySide6.QtWidgets import QWidget

from ....audit.interview.page import QuestionBlock, QuestionPage, QuestionRow
from ....audit.session import AuditSession
from ....i18n import _, long_date, ngettext
from ...kit.widgets.notice import NoticeBox
from .blocks import ask_of


class FromDownload(NoticeBox):
    """`acted` when somebody says that all of it is still right."""

    def __init__(self, session: AuditSession, parent: QWidget | None = None) -> None:
        super().__init__("info", "", parent=parent)
        self._session = session

    def show_page(self, page: QuestionPage | None) -> None:
        """Say what the download shows of the rows that are still open; nothing where there is none."""
        if page is None or not self._session.downloads:
            self.say("info", "")
            return
        shown, given = self._session.shown, self._session.audit.responses
        rows = [(block, row) for block in page.blocks for row in block.rows if row.question.key in shown]
        is_open = [(block, row) for block, row in rows if row.question.key not in given]
        if is_open:
            self._say(is_open)
        elif rows:
            words = ngettext(
                "{n} answer here is from your download.", "{n} answers here are from your download.", len(rows)
            )
            self.say("good", words)
        else:
            self.say("info", "")

    def _say(self, rows: list[tuple[QuestionBlock, QuestionRow]]) -> None:
        shown = self._session.shown
        day = max(shown[row.question.key].made for _block, row in rows)
        lines = [_("Your download of {day} shows:", day=long_date(day))]
        for block, row in rows:
            option = row.question.check.option(shown[row.question.key].option)
            asked = f"{ask_of(block)} {row.label}".strip()
            lines.append(f"• {asked} {option.label if option is not None else ''}")
        lines.append(_("A download is as old as its date. Where the screen says something else, the screen counts."))
        self.say("info", "\n".join(lines), ngettext("This is still right", "These are still right", len(rows)))
