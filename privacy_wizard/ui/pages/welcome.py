"""Page *Welcome*: what this is, what to go on with, what was finished before."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ...audit.desk import Desk
from ...audit.state import Step, StepId
from ..page import Page
from ..widgets.button import Button
from ..widgets.notice import Notice
from ..widgets.text import Heading
from .parts.acts import attempt
from .parts.layouts import clear, row
from .welcome_audits import DraftCard, KeptCard, no_audits
from .welcome_facts import Facts

_YOU = Step(id=StepId.YOU)


class WelcomePage(Page):
    """Begins, resumes, reviews; lists the finished audits."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._notice = Notice()

    @property
    def accept_label(self) -> str:
        """Begin, or go on with what is open."""
        return self.tr("Continue this audit") if self._is_under_way else self.tr("Start a new audit")

    @property
    def can_go_back(self) -> bool:
        """This is the first page."""
        return False

    def accept(self) -> bool:
        """A finished audit is left as it is: what begins now is another one."""
        if self._desk.session.audit.signed is not None:
            self._desk.session.begin()
            self.went_to.emit(_YOU, None)
            return False
        return True

    def entered(self) -> None:
        """Show what is saved now."""
        self.retranslate()
        self.changed.emit()

    def retranslate(self) -> None:
        """Build the page anew."""
        self.title = self.tr("Check your social media privacy, step by step")
        self.lead = self.tr(
            "Schools ask their staff to keep personal accounts private. Here you see where each setting is and why it "
            "matters, you put it right, and at the end you sign a statement for your school."
        )
        clear(self.body)
        self._notice = Notice()
        self.body.addWidget(self._notice)
        self._notice.hide()
        self._add_drafts()
        self.body.addWidget(Facts(encrypted=self._desk.shelf.encrypted))
        self._add_kept()

    @property
    def _is_under_way(self) -> bool:
        audit = self._desk.session.audit
        return audit.person is not None and audit.signed is None

    def _add_drafts(self) -> None:
        drafts, current = self._desk.shelf.drafts(), self._desk.session.audit.id
        others = [entry for entry in drafts if entry.id != current]
        if others:
            self.body.addWidget(Heading(self.tr("Go on where you stopped"), "section"))
        for entry in others:
            card = DraftCard(entry)
            card.resumed.connect(self._on_resumed)
            card.deleted.connect(self._on_draft_deleted)
            self.body.addWidget(card)
        if self._is_under_way:
            another = Button(self.tr("Start another audit instead"), "link", "plus")
            another.clicked.connect(self._on_another)
            self.body.addLayout(row(another))

    def _add_kept(self) -> None:
        self.body.addSpacing(8)
        self.body.addWidget(Heading(self.tr("My finished audits"), "section"))
        kept = self._desk.shelf.kept()
        if not kept:
            self.body.addWidget(no_audits())
        for entry in kept:
            card = KeptCard(entry, lambda wanted=entry.id: self._desk.shelf.pdf(wanted), self._notice)
            card.reviewed.connect(self._on_reviewed)
            card.deleted.connect(self._on_kept_deleted)
            self.body.addWidget(card)

    def _on_resumed(self, draft: str) -> None:
        if self._do(lambda: self._desk.session.resume(draft)):
            place = self._desk.session.audit.place
            at_start = place.step.id is StepId.WELCOME
            self.went_to.emit(_YOU if at_start else place.step, None if at_start else place.question)

    def _on_reviewed(self, kept: str) -> None:
        if self._do(lambda: self._desk.session.review(kept)):
            self.went_to.emit(_YOU, None)

    def _on_another(self) -> None:
        self._desk.session.begin()
        self.went_to.emit(_YOU, None)

    def _on_draft_deleted(self, draft: str) -> None:
        if self._do(lambda: self._desk.shelf.delete_draft(draft)):
            self.entered()
            self._notice.say("good", self.tr("The unfinished audit was deleted."))

    def _on_kept_deleted(self, kept: str) -> None:
        if self._do(lambda: self._desk.shelf.delete_kept(kept)):
            self.entered()
            self._notice.say("good", self.tr("The audit and its PDF were deleted from this computer."))

    def _do(self, act: Callable[[], object]) -> bool:
        return attempt(act, self._notice)
