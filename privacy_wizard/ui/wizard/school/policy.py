"""The choice of the policy, what speaks against it, and what it asks on one page, to read here or on paper."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout

from ....audit.flow import covers
from ....audit.summary import SummaryBlock, SummaryLine, further_lines, plain_summary
from ....domain.audit import Person
from ....domain.model import Catalogue, PolicyPack
from ....domain.names import area_name, level_name, person_kind_name
from ....domain.versions import names_a_year, review_is_over
from ....domain.vocabulary import Level
from ....i18n import Message, _, readable_date
from ....reports.report_sheet import Items, Letterhead, ReportDocument, Section, draw_report
from ...kit.layouts import clear, row
from ...kit.printing import print_pdf
from ...kit.tag import Tag, TagMood
from ...kit.widgets.button import Button
from ...kit.widgets.card import Card, Disclosure
from ...kit.widgets.notice import NoticeBox, explain
from ...kit.widgets.option_group import OptionChoice, OptionGroup
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


_BASELINE = "baseline"
_WHICH_POLICY = Message("Which policy does your school follow?")


class PolicyChoice(Card):
    """One row for each policy, the general baseline last; `chosen(str)` carries the pack's identifier.

    `own` are the packs that the school names for this person: then the others are shown only on demand.
    """

    chosen = Signal(str)

    def __init__(self, catalogue: Catalogue, today: date, own: Sequence[str] = ()) -> None:
        super().__init__()
        self._today = today
        self.set_title(str(_WHICH_POLICY))
        packs = sorted(catalogue.packs.values(), key=lambda p: (p.id not in own, p.id == _BASELINE, p.issuer))
        self._own = frozenset(own) & catalogue.packs.keys()
        self._group = OptionGroup(str(_WHICH_POLICY), map(self._choice, packs))
        self._group.chosen.connect(self.chosen)
        self._all = Button(_("Another policy"), "link", "chevron-down")
        self._all.clicked.connect(self._show_all)
        if self._own:
            self.set_lead(_("Your school names the policy that is for you."))
        self._cover = NoticeBox("warn")
        self._panel = Disclosure(_("What this policy asks"))
        room = self._panel.sizePolicy()
        room.setRetainSizeWhenHidden(True)  # nothing below moves when a policy is chosen
        self._panel.setSizePolicy(room)
        self._panel.opened.connect(self._fill_panel)
        self.body.addWidget(self._group)
        self.body.addLayout(row(self._all))
        for part in (self._cover, self._panel):
            self.body.addWidget(part)
        self._packs = packs
        self._shown: PolicyPack | None = None
        self._all.setVisible(bool(self._own))

    def show_choice(self, pack: PolicyPack | None, person: Person | None) -> None:
        """Show a policy as chosen, and what its reader should know before going on."""
        self._group.choose(pack.id if pack else None)
        if self._own and not self._all.isHidden():
            for each in self._packs:
                self._group.row(each.id).setVisible(each.id in self._own or each is pack)
        self._panel.setVisible(pack is not None)
        self._cover.say("warn", self._uncovered(pack, person))
        if pack is not self._shown:
            self._shown = pack
            clear(self._panel.body)
            self._fill_panel()

    def _show_all(self) -> None:
        self._all.hide()
        for each in self._packs:
            self._group.row(each.id).show()
        first = next((each.id for each in self._packs if each.id not in self._own), None)
        if first is not None:
            self._group.row(first).setFocus()

    def _choice(self, pack: PolicyPack) -> OptionChoice:
        if pack.id == _BASELINE:
            return OptionChoice(
                pack.id,
                _("Another policy, or none"),
                _("A short baseline that fits any school. Your statement names it, not your school's policy."),
            )
        parts = (pack.title, self._dated(pack.date), self._next(pack.next_review))
        return OptionChoice(pack.id, pack.issuer, " · ".join(part for part in parts if part))

    def _dated(self, when: str) -> str:
        return _("No date") if not names_a_year(when) else readable_date(when)

    def _next(self, when: str | None) -> str:
        if when is None:
            return ""
        if review_is_over(when, self._today):
            return _("Its review was due: {when}", when=readable_date(when))
        return _("Next review: {when}", when=readable_date(when))

    def _uncovered(self, pack: PolicyPack | None, person: Person | None) -> str:
        if pack is None or person is None or covers(pack, person):
            return ""
        sentence = _(
            "You said: {kind}. This policy does not say that it is for you. It covers: {who} You can go on, but ask "
            "your school first whether it is the right one."
        )
        return sentence.format(kind=person_kind_name(person.kind), who=pack.applies_to.summary)

    def _fill_panel(self) -> None:
        if self._shown is not None and self._panel.is_open and self._panel.body.isEmpty():
            self._panel.body.addWidget(PolicySummary(self._shown))


def overdue_sentence(pack: PolicyPack | None, today: date) -> str:
    """That the policy's own review is over; empty where it is not, or is not known."""
    if pack is None or not review_is_over(pack.next_review, today):
        return ""
    return _(
        "This policy was to be reviewed by: {when}. There may be a newer one: ask your school.",
        when=readable_date(pack.next_review or ""),
    )
