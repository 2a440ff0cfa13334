"""Page *Results*: how it stands, why, and what to do about it."""

from datetime import date

from ....domain.judgement import Finding
from ....i18n import _, ngettext
from ...kit.layouts import add_all
from ...kit.widgets.notice import NoticeBox
from ..audit_page import DeskPage
from .actions import Actions
from .comment import Comment
from .findings import Findings
from .overview import Parts, ResultsOverview


class ResultsPage(DeskPage):
    """Shows what the session judges; nothing is judged here."""

    @property
    def accept_label(self) -> str:
        """On to the signature."""
        return _("Go to signing")

    def build(self) -> None:
        """The picture first, then what to do, then everything."""
        self.title = _("Your results")
        self.lead = _("You can sign whatever the score is. What is open then stands on your statement.")
        self._open = NoticeBox()
        self._open.acted.connect(self._on_first_open)
        self._overview, self._parts = ResultsOverview(), Parts()
        self._actions, self._findings, self._comment = Actions(), Findings(), Comment()
        self._actions.fix_wanted.connect(self._on_fix)
        self._actions.dated.connect(self._on_dated)
        self._findings.fix_wanted.connect(self._on_fix)
        self._comment.written.connect(lambda text: self.do(lambda: self.session.comment(text)))
        add_all(self.body, self._open, self._overview, self._parts, self._actions, self._findings, self._comment)

    def refresh(self) -> None:
        """Show how it stands now."""
        left = self.session.progress.open
        waiting = (
            ngettext(
                "{n} question without an answer counts as not met.",
                "{n} questions without an answer count as not met.",
                left,
            )
            if left
            else ""
        )
        self._open.say("warn", waiting, _("Go to the first") if left else "")
        for part in (self._overview, self._parts, self._actions, self._findings):
            part.show_results(self.session)
        self._comment.show_text(self.session.audit.comment)

    def left(self) -> None:
        """Nothing that was typed is lost."""
        self._comment.flush()

    def _on_first_open(self) -> None:
        first = self.session.first_open
        if first is not None:
            self.went_to.emit(*first)

    def _on_fix(self, finding: Finding) -> None:
        place = self.session.place_of(finding)
        if place is not None:
            self.went_to.emit(*place)

    def _on_dated(self, finding: Finding, due: date | None) -> None:
        before = next((a.due for a in self.session.actions() if a.finding == finding), None)
        done = self.do(lambda: self.session.set_due(finding, due))
        if done and (before is None or due is None):  # else a date is being typed: the field must stay
            self._actions.show_results(self.session, focus_on=finding)
