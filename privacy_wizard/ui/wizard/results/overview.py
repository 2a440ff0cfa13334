"""The score as a picture and in words: all of it, by area, by account."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from ....audit.session import AuditSession
from ....domain.names import area_name, outcome_name
from ....domain.scoring import Score
from ....i18n import _
from ...kit.layouts import add_all
from ...kit.widgets.bar_list import Bar, BarList
from ...kit.widgets.card import Card
from ...kit.widgets.score_ring import ScoreRing
from ...kit.widgets.text import Heading, TextLabel
from ..words import account_name
from .words import bar_mood, left_out_sentence, outcome_sentence, ring_mood

_NARROW = 460


class ResultsOverview(Card):
    """Ring and outcome."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._ring = ScoreRing()
        self._outcome, self._sentence, self._left_out = Heading("", "section"), TextLabel(), TextLabel("", "muted")
        words = QVBoxLayout()
        words.setSpacing(6)
        words.addStretch(1)
        add_all(words, self._outcome, self._sentence, self._left_out)
        words.addStretch(1)
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._line.setSpacing(28)
        self._line.addWidget(self._ring, 0, Qt.AlignmentFlag.AlignCenter)
        self._line.addLayout(words, 1)
        self.body.addLayout(self._line)

    def show_results(self, session: AuditSession) -> None:
        """Show the score as it is now."""
        score, findings = session.score(), session.findings()
        self._ring.show_score(score.value, ring_mood(score.outcome))
        self._outcome.setText(outcome_name(score.outcome))
        self._sentence.setText(outcome_sentence(score, findings))
        self._left_out.setText(left_out_sentence(score))
        self._left_out.setVisible(bool(score.left_the_set))
        self.setAccessibleName(self._outcome.text())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The ring moves above the words where it is narrow."""
        super().resizeEvent(event)
        narrow = event.size().width() < _NARROW
        self._line.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)


class Parts(Card):
    """Bars by area and by account, the weakest first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._areas, self._accounts = BarList(_("By area")), BarList(_("By account"))
        self.setAccessibleName(_("Parts of the score"))
        add_all(self.body, Heading(_("By account"), "question"), self._accounts)
        self.body.addSpacing(10)
        add_all(self.body, Heading(_("By area"), "question"), self._areas)

    def show_results(self, session: AuditSession) -> None:
        """Show the bars as they are now."""
        score = session.score()
        self._areas.show_bars(_bars([(area_name(area), value) for area, value in score.by_area.items()]))
        self._accounts.show_bars(_bars(self._by_account(session, score)))

    def _by_account(self, session: AuditSession, score: Score) -> list[tuple[str, int | None]]:
        titles: dict[str | None, str] = {a.id: account_name(session, a) for a in session.audit.accounts}
        titles[None] = _("You and the policy")
        return [(titles[account], value) for account, value in score.by_account.items()]


def _bars(values: list[tuple[str, int | None]]) -> list[Bar]:
    """Weakest first; what is not scored comes last."""
    ordered = sorted(values, key=lambda pair: (pair[1] is None, pair[1] or 0))
    return [Bar(label, value, bar_mood(value)) for label, value in ordered]
