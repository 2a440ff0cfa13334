"""Every finding in a sentence, with its reason and clause, account by account, the weakest first."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ....audit.session import AuditSession
from ....domain.audit import Response, Waiver
from ....domain.judgement import Finding, FindingReason
from ....domain.names import level_name
from ....domain.scoring import (
    CRITICAL_LIMIT,
    Score,
    count_open,
    limiting_findings,
    outcome_of,
    place_of,
    still_open,
    weakest_first,
)
from ....domain.vocabulary import ExceptionReason, HowKnown, Level, NotApplicable, Outcome, Unresolved, Verdict
from ....i18n import Message, _, long_date, ngettext
from ...kit.layouts import clear, row
from ...kit.tag import Tag
from ...kit.widgets.button import Button, shortened
from ...kit.widgets.card import Card, Disclosure
from ...kit.widgets.field import TypingPause
from ...kit.widgets.scores import ScoreMood
from ...kit.widgets.text import Divider, TextLabel
from ..standing import standing_of
from ..words import account_name, option_label

CRITICAL = Message("Critical")

_RINGS: dict[Outcome, ScoreMood] = {
    Outcome.MEETS: "good",
    Outcome.MEETS_WITH_RECOMMENDATIONS: "accent",
    Outcome.ACTION_NEEDED: "bad",
    Outcome.NOT_SCORED: "muted",
}


def ring_mood(outcome: Outcome) -> ScoreMood:
    """The colour of an outcome, the same as on the attestation."""
    return _RINGS[outcome]


def bar_mood(score: int | None) -> ScoreMood:
    """The colour of one part of the score."""
    return ring_mood(outcome_of(score))


def outcome_sentence(score: Score, findings: tuple[Finding, ...]) -> str:
    """What the outcome means."""
    match score.outcome:
        case Outcome.MEETS:
            return _("Well done: nothing that was asked is open.")
        case Outcome.MEETS_WITH_RECOMMENDATIONS:
            musts = any(f.weight and f.requirement.level is Level.MUST and not f.left_the_set for f in findings)
            first = _("Everything that must hold, does.") if musts else _("Nothing was asked that must hold.")
            return f"{first} {open_sentence(findings)}"
        case Outcome.ACTION_NEEDED:
            return f"{open_sentence(findings)} {_of_which_must(findings)}"
        case Outcome.NOT_SCORED:
            return _("Nothing that counts was asked for what you declared.")


def open_sentence(findings: Sequence[Finding]) -> str:
    """How much is still open, in the statement's own count."""
    count = count_open(map(place_of, still_open(findings)))
    if count.places == count.points:
        return ngettext("{n} point is still open.", "{n} points are still open.", count.points)
    return ngettext(
        "{n} point is still open, in {places} places.",
        "{n} points are still open, in {places} places.",
        count.points,
        places=count.places,
    )


def _of_which_must(findings: Sequence[Finding]) -> str:
    found = still_open(findings)
    musts = count_open(place_of(each) for each in found if each.requirement.level is Level.MUST).points
    if musts < count_open(map(place_of, found)).points:
        return ngettext("{n} of them must hold.", "{n} of them must hold.", musts)
    return ngettext("It must hold.", "All of them must hold.", musts)


def limit_sentence(score: Score) -> str:
    """What holds the score below or above what its points give; empty where nothing does.

    The one figure here is the score itself: the statement names the points beside it.
    """
    if score.value is None or score.raw is None or score.raw == score.value:
        return ""
    if score.held_at is None:
        return _("As nothing that must hold is open, the score is at least {limit}.", limit=score.value)
    if score.held_at == CRITICAL_LIMIT:
        return _("While something critical is open, the score is at most {limit}.", limit=score.held_at)
    return _("While something that must hold is open, the score is at most {limit}.", limit=score.held_at)


def lifting_sentence(score: Score, findings: tuple[Finding, ...]) -> str:
    """That the limit is lifted only by several together; empty where one alone lifts it, or nothing limits."""
    limiting = limiting_findings(findings)
    if score.held_at is None or len(limiting) == 1:
        return ""
    if any(each.verdict is Verdict.NOT_ANSWERED for each in limiting):  # which stand in no card
        return _("The score can rise above {limit} once all that limits it is closed.", limit=score.held_at)
    kind = str(CRITICAL) if score.held_at == CRITICAL_LIMIT else level_name(Level.MUST)
    return _(
        "The score can rise above {limit} once all that are marked “{kind}” are closed.", limit=score.held_at, kind=kind
    )


def left_out_sentence(score: Score) -> str:
    """How much was left out of the score; empty where everything counts."""
    if not score.left_the_set:
        return ""
    return ngettext(
        "{n} question is left out of the score: it does not apply to you, or cannot be asked.",
        "{n} questions are left out of the score: they do not apply to you, or cannot be asked.",
        score.left_the_set,
    )


def is_unfinished(session: AuditSession) -> bool:
    """Whether questions have no answer yet: until then neither a score nor how much is open says anything."""
    return session.audit.signed is None and session.progress.open > 0


def reason_sentence(session: AuditSession, finding: Finding) -> str:
    """Why a finding has its verdict."""
    match finding.reason:
        case FindingReason.NOT_ANSWERED:
            return _("Not answered yet. It counts as not met.")
        case FindingReason.NOT_SURE:
            return _("You were not sure. It counts as not met until you know.")
        case FindingReason.UNSUPPORTED_NOT_APPLICABLE:
            return _("You said that it does not apply. Here that is not among the reasons that count.")
        case FindingReason.PLATFORM_LACKS_IT:
            return _lack(session, finding)
        case FindingReason.RULED_OUT:
            return _("An earlier answer of yours rules it out. It does not count.")
        case FindingReason.EXCEPTION_DECLARED:
            waiver = finding.response.waiver if finding.response else None
            return _exception(waiver) if waiver else ""
        case _:
            return _answer(finding)


def gain_text(gain: int, lifts: int | None, held_at: int | None) -> str:
    """What an action brings on its own; empty while a limit that it does not lift holds the score."""
    if lifts is not None:
        return _("lifts the limit of {limit}", limit=lifts)
    if held_at is not None:
        return ""
    return ngettext("+{n} point", "+{n} points", gain) if gain >= 1 else _("under 1 point")


def _answer(finding: Finding) -> str:
    response = finding.response
    if finding.check is None or response is None:
        return ""
    now = _label(finding, response.answer)
    if response.before is not None:
        before = _label(finding, response.before)
        return _("Before: {before} → now: {now}. You changed it.", before=before, now=now)
    return _("You answered: {answer}.", answer=now.rstrip(".")) + _known(finding, response)


def _known(finding: Finding, response: Response) -> str:
    if finding.account is None or response.known is None:
        return ""
    return {
        HowKnown.REMEMBERED: " " + _("You remembered it."),
        HowKnown.LOOKED: " " + _("You looked at the setting."),
        HowKnown.LOOKED_AS_STRANGER: " " + _("You looked as a stranger."),
        HowKnown.STATED_TOGETHER: " " + _("You looked at the screen, and said so of all its settings together."),
        HowKnown.CONFIRMED: " " + _("You said that it is still true, and did not look again."),
        HowKnown.FROM_EXPORT: " " + _("Your data download showed it, and you said that it is still right."),
    }[response.known]


def _label(finding: Finding, answer: str | Unresolved | NotApplicable) -> str:
    if isinstance(answer, Unresolved):
        return _("Not sure")
    if isinstance(answer, NotApplicable):
        return _("Does not apply")
    option = finding.check.option(answer) if finding.check is not None else None
    return option_label(option, finding.requirement) if option else _("An answer that is no longer offered")


def _lack(session: AuditSession, finding: Finding) -> str:
    checklist = session.catalogue.checklists[finding.account.checklist] if finding.account else None
    control = finding.requirement.control.id
    reason = next((lack.reason for lack in checklist.lacks if lack.control == control), "") if checklist else ""
    return reason or _("The service does not have this.")


def _exception(waiver: Waiver) -> str:
    reason = {
        ExceptionReason.RELATIVE: _("a relative"),
        ExceptionReason.FRIEND_BEFORE: _("a friend from before"),
        ExceptionReason.COMMUNITY_ROLE: _("a role in the community"),
        ExceptionReason.APPROVED_WORK_USE: _("approved use for work"),
    }[waiver.reason]
    if not waiver.approver_role:
        return _("Declared exception: {reason}, until {day}.", reason=reason, day=long_date(waiver.until))
    return _(
        "Declared exception: {reason}. Approved by {name}, {role}, until {day}.",
        reason=reason,
        name=waiver.approver_name,
        role=waiver.approver_role,
        day=long_date(waiver.until),
    )


class Findings(Card):
    """`fix_wanted(Finding)`. Lists are made when they are unfolded."""

    fix_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.set_title(_("Every point, with its reason and clause"))
        self._search = QLineEdit()
        self._search.setPlaceholderText(_("Search"))
        self._search.setAccessibleName(_("Search the points"))
        self._search.setClearButtonEnabled(True)
        self._typing = TypingPause(self._on_sought, self)
        self._search.textChanged.connect(self._typing.touch)
        self._nothing = TextLabel(_("Nothing found."), "muted")
        self._groups = QVBoxLayout()
        self._groups.setSpacing(4)
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
        self._nothing.setVisible(not shown)
        subjects = {f.account.id if f.account else None: f.account for f in shown}
        for key in weakest_first({each: scores.get(each) for each in subjects}):
            account = subjects[key]
            title = account_name(session, account)
            mine = [f for f in shown if (f.account.id if f.account else None) == key]
            self._groups.addWidget(self._group(key, title, mine))

    @property
    def _sought(self) -> list[str]:
        return self._search.text().casefold().split()

    def _found(self, session: AuditSession) -> list[Finding]:
        """The findings that contain every word searched for, open ones first."""
        ordered = sorted(session.findings(), key=lambda f: not f.verdict.is_open)
        return [f for f in ordered if all(word in words_of(session, f) for word in self._sought)]

    def _group(self, key: str | None, title: str, findings: list[Finding]) -> Disclosure:
        group = Disclosure(self._counted(title, findings))
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

    def _counted(self, title: str, findings: Sequence[Finding]) -> str:
        """How many there are, and how many are open once nothing is merely unanswered."""
        account, count = shortened(title), len(findings)
        if self._session is not None and is_unfinished(self._session):
            return ngettext("{account}: {n} point", "{account}: {n} points", count, account=account)
        still = len(still_open(findings))
        return ngettext(
            "{account}: {n} point, {open} open",
            "{account}: {n} points, {open} open",
            count,
            account=account,
            open=still,
        )

    def _fill(self, group: Disclosure, findings: Iterable[Finding]) -> None:
        assert self._session is not None  # noqa: S101  (groups are made from it)
        for at, finding in enumerate(findings):
            if at:
                group.body.addWidget(Divider())
            line = FindingRow(finding, self._session)
            line.fix_wanted.connect(self.fix_wanted)
            group.body.addWidget(line)

    def _on_sought(self) -> None:
        if self._session is not None:
            self.show_results(self._session)


def words_of(session: AuditSession, finding: Finding) -> str:
    """The text of a finding, for searching."""
    clauses = " ".join(f"{clause.ref} {clause.asks}" for clause in finding.requirement.clauses)
    where = account_name(session, finding.account) if finding.account else ""
    standing = standing_of(finding.verdict, finding.requirement)
    parts = (finding.requirement.summary, standing.word, reason_sentence(session, finding))
    return " ".join((*parts, where, clauses)).casefold()


class FindingRow(QWidget):
    """One finding: what is asked, the verdict and why, and the clauses."""

    fix_wanted = Signal(object)

    def __init__(self, finding: Finding, session: AuditSession) -> None:
        super().__init__()
        self.finding = finding
        column = QVBoxLayout(self)
        column.setContentsMargins(26, 0, 0, 0)
        column.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(TextLabel(finding.requirement.summary, "strong"), 1)
        standing = standing_of(finding.verdict, finding.requirement)
        tag = Tag(standing.word, standing.mood)
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
