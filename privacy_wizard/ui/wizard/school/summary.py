"""A policy on one page: what it asks, whom to tell, what holds at work; to read here or on paper."""

from collections.abc import Iterator
from datetime import UTC, datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout

from ....audit.summary import SummaryBlock, SummaryLine, further_lines, plain_summary
from ....domain.model import PolicyPack
from ....domain.names import area_name, level_name
from ....domain.vocabulary import Level
from ....i18n import Message, _
from ....reports.report_sheet import Items, Letterhead, ReportDocument, Section, draw_report
from ...kit.layouts import row
from ...kit.printing import print_pdf
from ...kit.tag import Tag, TagMood
from ...kit.widgets.button import Button
from ...kit.widgets.card import Card
from ...kit.widgets.notice import NoticeBox, explain
from ...kit.widgets.text import Heading, TextLabel

_MOODS: dict[Level, TagMood] = {Level.MUST: "accent", Level.SHOULD: "plain", Level.INFORM: "plain"}
_WHO_FOR = Message("Who it is for")
_IN_BRACKETS = Message("In brackets: where the policy says so, or “baseline”: asked although it is silent.")


class PolicySummary(Card):
    """Area by area, musts first, with the clauses."""

    def __init__(self, pack: PolicyPack) -> None:
        super().__init__(quiet=True)
        self._pack = pack
        self.setAccessibleName(_("What {policy} asks", policy=pack.title))
        self.body.addWidget(Heading(str(_WHO_FOR), "question"))
        self.body.addWidget(TextLabel(pack.applies_to.summary))
        self.body.addWidget(TextLabel(str(_IN_BRACKETS), "small"))
        for block in plain_summary(pack):
            self._add_block(block)
        for title, lines in self._rest():
            self.body.addSpacing(6)
            self.body.addWidget(Heading(title, "question"))
            for line in lines:
                self.body.addWidget(TextLabel(line))
        to_print = Button(_("Print this page"), "plain", "print")
        notice = NoticeBox()
        to_print.clicked.connect(lambda: print_pdf(self, self.as_pdf, lambda error: explain(error, notice)))
        self.body.addSpacing(6)
        self.body.addLayout(row(to_print))
        self.body.addWidget(notice)

    def as_pdf(self) -> bytes:
        report = ReportDocument(
            head=Letterhead(school=self._pack.issuer),
            kicker=_("The policy in short"),
            title=self._pack.title,
            below=self._pack.issuer,
            sections=tuple(
                Section(heading=heading, parts=(Items(texts=tuple(lines)),)) for heading, lines in self._paper()
            ),
        )
        return draw_report(report, datetime.now(UTC))

    def _paper(self) -> Iterator[tuple[str, list[str]]]:
        yield str(_WHO_FOR), [self._pack.applies_to.summary, str(_IN_BRACKETS)]
        for block in plain_summary(self._pack):
            yield area_name(block.area), [f"{level_name(x.level)}: {x.text} ({self._refs(x)})" for x in block.lines]
        yield from self._rest()

    def _rest(self) -> Iterator[tuple[str, list[str]]]:
        yield _("Using social media at work"), [self._pack.personal_use_at_work]
        if self._pack.tell:
            lines = [f"{_first_large(contact.role)}: {contact.about}" for contact in self._pack.tell]
            yield _("Who to tell"), lines
        if further := further_lines(self._pack):
            yield _("Further protection, asked beyond what counts"), list(further)

    def _add_block(self, block: SummaryBlock) -> None:
        self.body.addSpacing(6)
        self.body.addWidget(Heading(area_name(block.area), "question"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        grid.setColumnMinimumWidth(0, max(Tag(level_name(level)).sizeHint().width() for level in Level))
        shown: Level | None = None
        for at, line in enumerate(block.lines):
            if line.level is not shown:  # said once for all that follow
                shown = line.level
                grid.addWidget(Tag(level_name(shown), _MOODS[shown]), at, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(TextLabel(f"{line.text} ({self._refs(line)})"), at, 1)
        self.body.addLayout(grid)

    def _refs(self, line: SummaryLine) -> str:
        return _("baseline") if line.from_baseline else ", ".join(line.refs)


def _first_large(text: str) -> str:
    return text[:1].upper() + text[1:]
