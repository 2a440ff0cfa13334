"""Page *Welcome*: what this is, what to go on with, what was finished before."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ....audit.interview.usual_time import WITH_THREE, WITHOUT_ACCOUNTS
from ....audit.steps import Step, StepId
from ....i18n import _
from ....system import Trouble
from ...kit.layouts import clear, row
from ...kit.widgets.button import Button
from ...kit.widgets.card import Card, Disclosure
from ...kit.widgets.notice import IconMark
from ...kit.widgets.progress import ProgressLine
from ...kit.widgets.text import Heading, TextLabel
from ..from_school.panel import FromSchool
from ..page import AuditPage

if TYPE_CHECKING:  # the first page is painted without them
    from ....audit.saved_audits import Next, SavedAudit


class Facts(Card):
    """Answers to three first questions, and the privacy notice, folded."""

    def __init__(self, *, encrypted: Callable[[], bool]) -> None:
        """`encrypted` is asked when the notice is opened: it may have to wake the keyring."""
        super().__init__()
        self._encrypted = encrypted
        self._lines = QWidget()
        self._column = QVBoxLayout(self._lines)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(18)
        self.body.addWidget(self._lines)
        self.setAccessibleName(_("Before you start"))
        self.body.setSpacing(18)
        self._add(
            "document",
            _("What you get"),
            _(
                "A score, a short list of what to change, and a signed PDF that you hand in. It records what you "
                "declare; nobody logs in to your accounts."
            ),
        )
        self._add(
            "clock",
            _("How long it takes"),
            _(
                "{least} to {most} minutes with three accounts, depending on your policy; {none} without any. "
                "Next year it takes a third of that. Stop whenever you like: every answer is saved at once.",
                least=WITH_THREE[0],
                most=WITH_THREE[1],
                none=WITHOUT_ACCOUNTS,
            ),
        )
        self._add(
            "lock",
            _("What stays private"),
            _(
                "Your answers leave this computer only in the PDF that you sign and hand in yourself. User names, "
                "friends, private labels and notes are never on it."
            ),
        )
        self._notice = Disclosure(_("Privacy notice"))
        self._notice.opened.connect(self._on_notice_opened)
        self.body.addWidget(self._notice)

    def _add(self, icon: str, title: str, sentence: str) -> None:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(TextLabel(title, "strong"))
        words.addWidget(TextLabel(sentence, "muted"))
        line = QHBoxLayout()
        line.setSpacing(14)
        line.addWidget(IconMark(icon, "accent", 22), 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)
        self._column.addLayout(line)

    def show_what_to_expect(self, *, shown: bool) -> None:
        """What an audit brings and takes, for whoever has one before them; the privacy notice always stays."""
        self._lines.setVisible(shown)

    def _on_notice_opened(self) -> None:
        if self._notice.body.count():
            return
        locked = _(
            "Your answers are kept in your own folder on this computer, locked with a key that only your login opens."
        )
        plain = _(
            "Your answers are kept in your own folder on this computer, which the logins of other people cannot open. "
            "They are not locked with a key besides: this computer has no safe place for one, or it did not answer."
        )
        lines = (
            locked if self._encrypted() else plain,
            _(
                "The PDF shows: your name and role, your staff number or a random identifier, your school, and each "
                "platform (or “Another platform” where you prefer)."
            ),
            _(
                "It says how you stand on each point of the policy and how you know, your score, what is "
                "still open and by when, exceptions with who approved them, and your comment if you "
                "write one."
            ),
            _("It never shows user names, names of friends or relatives, private labels, notes or screenshots."),
            _(
                "The program sends one thing only, and only if you enter your school's time-stamping service, which "
                "confirms when you signed: a number worked out from your signature, without your answers."
            ),
            _("“Open this setting” opens a page in your own browser, and an e-mail is only prepared: you send it."),
            _("You can delete every audit on this page, at any time. What you handed in stays with your school."),
        )
        for line in lines:
            self._notice.body.addWidget(TextLabel(line))


_YOU, _DONE = Step(id=StepId.YOU), Step(id=StepId.DONE)


class WelcomePage(AuditPage):
    """Begins, resumes, reviews; lists the finished audits."""

    school_changed = Signal()  # its checklists and policies are other ones from now on
    shows_more_than_the_audit = True

    @property
    def accept_label(self) -> str:
        """Go on with what was begun, or with what is signed; begin only where there is neither."""
        if self._goes_on:
            return _("Resume")
        if self._upcoming:
            from .audits import act_label

            return act_label(self._upcoming[0].act)
        return _("Start a new audit")

    @property
    def can_go_back(self) -> bool:
        """False: this is the first page."""
        return False

    def accept(self) -> bool:
        """A finished audit is left as it is: what begins now is another one."""
        if self._is_under_way:
            self._go_on()
        elif self._last_draft is not None:
            self._on_resumed(self._last_draft)
        elif self._upcoming:
            self._on_wanted(self._upcoming[0])
        else:
            self._on_another()
        return False

    def build(self) -> None:
        """Lay out the page; `refresh` fills in the saved audits."""
        self._greet()
        self._in_use = ""  # the draft that another window has open
        self.notice.acted.connect(self._on_read_here)
        self._last_draft: str | None = None  # the one to go on with
        self._upcoming: tuple[Next, ...] = ()  # after what was signed
        self._next, self._drafts, self._kept = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        for part in (self._next, self._drafts, self._kept):
            part.setSpacing(12)
        self._school = FromSchool(self.context)
        self._school.school_changed.connect(self._on_school_changed)
        self._school.audit_changed.connect(self._on_invited)
        self._school.begun.connect(lambda: self.went_to.emit(_YOU, None))
        self.body.addLayout(self._next)
        self.body.addLayout(self._drafts)
        self.body.addWidget(self._school)
        self._facts = Facts(encrypted=lambda: self.context.saved_audits.encrypted)
        self.body.addWidget(self._facts)
        self.body.addSpacing(8)
        self.body.addLayout(self._kept)

    def open_file(self, path: Path) -> None:
        """Open a file that came from the school."""
        self._school.open_file(path)
        self.bring_into_view(self._school)

    def open_last_signed(self) -> None:
        """Open the signed audit that the page leads to, unless another audit is begun."""
        if self._upcoming and not self._goes_on and self.session.audit.person is None:
            kept = self._upcoming[0].entry.id
            with suppress(Trouble):  # pressing the button says what is wrong with it
                self.session.open_kept(kept)
                self.changed.emit()

    def refresh(self) -> None:
        """Show what is saved now."""
        for part in (self._next, self._drafts, self._kept):
            clear(part)
        kept = self.context.saved_audits.kept()
        self._find_upcoming(kept)
        self._add_drafts()
        leads_to_signed = bool(self._upcoming) and not self._goes_on
        self._school.refresh(is_signed=leads_to_signed)
        self._facts.show_what_to_expect(shown=not leads_to_signed)
        self._add_upcoming()
        self._add_kept(kept)

    def _greet(self) -> None:
        self.title = _("Check your social media privacy, step by step")
        self.lead = _(
            "Schools ask their staff to keep personal accounts private. Here you see where each setting is and why it "
            "matters, you put it right, and at the end you sign a statement for your school."
        )

    @property
    def _is_under_way(self) -> bool:
        if not self.context.is_open:
            return False
        audit = self.session.audit
        return audit.person is not None and audit.signed is None

    def _add_drafts(self) -> None:
        from .audits import DraftCard

        others = [entry for entry in self.context.saved_audits.drafts() if entry.id != self.session.audit.id]
        self._last_draft = next((entry.id for entry in others if entry.trouble is None), None)
        if others:
            self._drafts.addWidget(Heading(_("Go on where you stopped"), "section"))
        for entry in others:
            card = DraftCard(entry)
            card.resumed.connect(self._on_resumed)
            card.deleted.connect(self._on_draft_deleted)
            self._drafts.addWidget(card)
        if self._is_under_way and self.session.progress.asked:
            self._drafts.addWidget(TextLabel(_("The audit that you began is not signed yet. Resume leads to it.")))
            line, done = ProgressLine(), self.session.progress
            line.show_progress(done.answered, done.asked, done.minutes_left, done.unsaid)
            self._drafts.addWidget(line)
        if self._goes_on or self._upcoming:
            label = _("Start another audit instead") if self._goes_on else _("Start another audit")
            another = Button(label, "link", "plus")
            another.clicked.connect(self._on_another)
            self._drafts.addLayout(row(another))

    @property
    def _goes_on(self) -> bool:
        """Whether an audit is begun and not signed."""
        return self._is_under_way or self._last_draft is not None

    def _find_upcoming(self, kept: "Sequence[SavedAudit]") -> None:
        from ....audit.saved_audits import what_is_next

        self._upcoming = what_is_next(kept, self.session.today)

    def _add_upcoming(self) -> None:
        """What is signed is the first thing on the page, unless an audit is under way."""
        from .audits import WhatIsNext

        if self._upcoming and not self._goes_on:
            self.title, self.lead = _("What is next"), ""
        else:
            self._greet()
        if self._upcoming:
            upcoming = WhatIsNext(self._upcoming, self.session.today, leads_to_first=not self._goes_on)
            upcoming.wanted.connect(self._on_wanted)
            self._next.addWidget(upcoming)

    def _add_kept(self, kept: "Sequence[SavedAudit]") -> None:
        from .audits import KeptCard

        if kept:
            self._kept.addWidget(Heading(_("My finished audits"), "section"))
        for entry in kept:
            card = KeptCard(entry, partial(self.context.saved_audits.pdf, entry.id), self.session.today)
            card.reviewed.connect(self._on_reviewed)
            card.deleted.connect(self._on_kept_deleted)
            self._kept.addWidget(card)

    def _on_school_changed(self) -> None:
        self.school_changed.emit()
        self.changed.emit()

    def _on_invited(self) -> None:
        self.refresh()
        self.changed.emit()

    def _on_resumed(self, draft: str) -> None:
        self._in_use = ""
        if self.do(lambda: self._resume(draft)) and not self._in_use:
            self._go_on()

    def _resume(self, draft: str) -> None:
        from ....drafts import DraftInUse  # not before the first paint

        try:
            self.session.resume(draft)
        except DraftInUse as elsewhere:
            self._in_use = draft
            self.notice.say("warn", str(elsewhere), _("Read it here"))

    def _on_read_here(self) -> None:
        draft, self._in_use = self._in_use, ""
        if draft and self.do(lambda: self.session.resume(draft, read_only=True)):
            self._go_on()

    def _go_on(self) -> None:
        place = self.session.audit.place
        at_start = place.step.id is StepId.WELCOME
        self.went_to.emit(_YOU if at_start else place.step, None if at_start else place.question)

    def _on_wanted(self, upcoming: "Next") -> None:
        from ....audit.saved_audits import NextAct

        kept = upcoming.entry.id
        if upcoming.act is NextAct.REVIEW:
            self._on_reviewed(kept)
        elif self.do(lambda: self.session.open_kept(kept)):
            self.went_to.emit(_DONE, None)

    def _on_reviewed(self, kept: str) -> None:
        if self.do(lambda: self.session.review(kept, occasion=None)):
            self.went_to.emit(_YOU, None)

    def _on_another(self) -> None:
        self.session.begin()
        self.went_to.emit(_YOU, None)

    def _on_draft_deleted(self, draft: str) -> None:
        if self.do(lambda: self.context.saved_audits.delete_draft(draft)):
            self.refresh()
            self.notice.say("good", _("The unfinished audit was deleted."))

    def _on_kept_deleted(self, kept: str) -> None:
        if self.do(lambda: self.context.saved_audits.delete_kept(kept)):
            if self.session.audit.id == kept:  # it was opened with the page, and is not to be saved again
                self.session.begin()
                self.changed.emit()
            self.refresh()
            self.notice.say("good", _("The audit and its PDF were deleted from this computer."))
