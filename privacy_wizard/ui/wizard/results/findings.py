"""Every finding with its reason and clause, account by account, the weakest first."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ....audit.session import AuditSession
from ....domain.judgement import Finding
from ....domain.names import verdict_name
from ....i18n import _
from ...kit.layouts import clear, row
from ...kit.tag import Tag
from ...kit.typing_pause import TypingPause
from ...kit.widgets.button import Button, shortened
from ...kit.widgets.card import Card
from ...kit.widgets.disclosure import Disclosure
from ...kit.widgets.option_group import OptionChoice, OptionGroup
from ...kit.widgets.text import Divider, TextLabel
from ..words import account_name
from .words import reason_sentence, tag_mood

_OPEN, _ALL = "open", "all"


class Findings(Card):
    """`fix_wanted(Finding)`. Lists are made when they are unfolded."""

    fix_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.set_title(_("Every finding, with its reason and clause"))
        choices = (OptionChoice(_OPEN, _("Open only")), OptionChoice(_ALL, _("All")))
        self._filter = OptionGroup(_("Which findings are shown"), choices)
        self._filter.choose(_OPEN)
        self._filter.chosen.connect(self._on_filter)
        self._search = QLineEdit()
        self._search.setPlaceholderText(_("Search"))
        self._search.setAccessibleName(_("Search the findings"))
        self._search.setClearButtonEnabled(True)
        self._typing = TypingPause(self._on_filter, self)
        self._search.textChanged.connect(self._typing.touch)
        self._nothing = TextLabel("", "muted")
        self._groups = QVBoxLayout()
        self._groups.setSpacing(4)
        self.body.addWidget(self._filter)
        self.body.addWidget(self._search)
        self.body.addWidget(self._nothing)
        self.body.addLayout(self._groups)
        self._session: AuditSession | None = None
        self._unfolded: set[str | None] = set()

    def show_results(self, session: AuditSession) -> None:
        """Show the findings as they are now; what was unfolded stays so."""
        self._session = session
        clear(self._groups)
        scores = session.score().by_account
        shown = self._found(session)
        self._nothing.setText(_("Nothing found.") if self._sought else _("Nothing is open."))
        self._nothing.setVisible(not shown)
        subjects = {f.account.id if f.account else None: f.account for f in shown}
        for key in sorted(subjects, key=lambda k: (scores.get(k) is None, scores.get(k) or 0)):
            account = subjects[key]
            title = account_name(session, account) if account else _("You and the policy")
            mine = [f for f in shown if (f.account.id if f.account else None) == key]
            self._groups.addWidget(self._group(key, title, mine))

    @property
    def _sought(self) -> list[str]:
        return self._search.text().casefold().split()

    def _found(self, session: AuditSession) -> list[Finding]:
        """What the filter lets through and what holds every word that is sought."""
        sought = self._sought
        wanted = (f for f in session.findings() if self._filter.current() == _ALL or f.verdict.is_open)
        return [f for f in wanted if not sought or all(word in words_of(session, f) for word in sought)]

    def _group(self, key: str | None, title: str, findings: list[Finding]) -> Disclosure:
        counted = _("{account}: {count}", account=shortened(title), count=len(findings))
        group = Disclosure(counted)
        group.body.setSpacing(10)

        def fill(is_open: bool) -> None:
            self._unfolded = self._unfolded | {key} if is_open else self._unfolded - {key}
            if is_open and group.body.isEmpty():
                self._fill(group, findings)

        group.opened.connect(fill)
        if self._sought:
            group.set_open(True)
            self._fill(group, findings)
        elif key in self._unfolded:
            group.set_open(True)
            fill(True)
        return group

    def _fill(self, group: Disclosure, findings: Iterable[Finding]) -> None:
        assert self._session is not None  # noqa: S101  (groups are made from it)
        for at, finding in enumerate(findings):
            if at:
                group.body.addWidget(Divider())
            line = FindingRow(finding, self._session)
            line.fix_wanted.connect(self.fix_wanted)
            group.body.addWidget(line)

    def _on_filter(self) -> None:
        if self._session is not None:
            self.show_results(self._session)


def words_of(session: AuditSession, finding: Finding) -> str:
    """All that is said of a finding, to search in."""
    clauses = " ".join(f"{clause.ref} {clause.asks}" for clause in finding.requirement.clauses)
    where = account_name(session, finding.account) if finding.account else ""
    parts = (finding.requirement.summary, verdict_name(finding.verdict), reason_sentence(session, finding))
    return " ".join((*parts, where, clauses)).casefold()


class FindingRow(QWidget):
    """What is asked, how it stands and why; the clauses below."""

    fix_wanted = Signal(object)

    def __init__(self, finding: Finding, session: AuditSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(26, 0, 0, 0)
        column.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(TextLabel(finding.requirement.summary, "strong"), 1)
        tag = Tag(verdict_name(finding.verdict), tag_mood(finding.verdict))
        head.addWidget(tag, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        column.addWidget(TextLabel(reason_sentence(session, finding)))
        for clause in finding.requirement.clauses:
            column.addWidget(TextLabel(f"{clause.ref}: {clause.asks}", "small"))
        if finding.verdict.is_open and session.place_of(finding) is not None:
            fix = Button(_("Fix it now"), "link", "arrow-right")
            fix.setAccessibleDescription(finding.requirement.summary)
            fix.clicked.connect(lambda: self.fix_wanted.emit(finding))
            column.addLayout(row(fix))
