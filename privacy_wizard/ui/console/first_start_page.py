"""The first page of an office: the school's name, its staff, its policy; after that everybody can be asked."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication

from ...domain.names import occasion_name, policy_name
from ...domain.vocabulary import Occasion
from ...i18n import Message, _, ngettext
from ...office.first_start import FirstStart, begin_office, first_campaign, usual_due
from ...office.login import Login
from ...system.progress import WorkProgress
from ..kit.application import AfterFirstPaint
from ..kit.background import run_in_background
from ..kit.chooser import Chooser
from ..kit.layouts import flow, row
from ..kit.page import Page
from ..kit.widgets.button import Button
from ..kit.widgets.card import Card
from ..kit.widgets.date_field import DateField
from ..kit.widgets.field import Field, TextField
from ..kit.widgets.file_drop import FileDrop
from ..kit.widgets.notice import NoticeBox, mood_of
from ..kit.widgets.option_group import OptionChoice, OptionGroup
from ..kit.widgets.progress import CountedProgress
from ..kit.widgets.text import TextLabel
from ..kit.words import NAME_OF_YOUR_SCHOOL
from .page import sentence_of
from .words import (
    CHOOSE_STAFF_LIST,
    PUT_BACK_A_BACKUP,
    READING_LIST,
    STAFF_LIST_FILES,
    TO_BE_HANDED_IN_BY,
    WHAT_KIND,
    WRITE_SCHOOL_NAME,
)

# What reads a list is slow to load, and there is none until one is chosen.
if TYPE_CHECKING:
    from ...domain.model import Catalogue
    from ...domain.staff_plan import HeldBack, ImportPlan, RowFault, StaffList
    from ...staff_import import Matching, StaffTable
    from .people.staff_columns import StaffColumns

_COPY_FIRST = Message("Copy the rows in your spreadsheet first, with the line of headings. Then press this.")
_MOST_LINES = 8  # of one kind that are named


class _Understood(NamedTuple):
    """A list, and how many of its rows are people."""

    table: "StaffTable"
    matching: "Matching"
    staff: "StaffList | None"  # None: a column is still to be named
    plan: "ImportPlan | None"


class StaffCard(Card):
    """`changed` when the list is another one, or understood otherwise, or cannot be read."""

    changed = Signal()

    def __init__(self, today: date) -> None:
        super().__init__()
        self._today = today
        self._found: _Understood | None = None
        self._file: Path | None = None
        self.set_title(_("2. Who works there"))
        patterns = str(STAFF_LIST_FILES)
        self.drop = FileDrop(str(CHOOSE_STAFF_LIST), _("Or drop it here: CSV, XLS, XLSX or ODS, as it is."), patterns)
        self.drop.lay_flat()  # all three things and the button below them are to be seen at once
        self.drop.picked.connect(self._read)
        self.paste = Button(_("Paste it from a spreadsheet"), "link", "clipboard")
        self.counting = CountedProgress()
        self.paste.setToolTip(str(_COPY_FIRST))
        self.paste.clicked.connect(lambda: self.take_text(QGuiApplication.clipboard().text()))
        self._words = NoticeBox()
        self._columns: StaffColumns | None = None  # once there is a list of which something is to be said
        self.body.addWidget(self.drop)
        self.body.addLayout(row(self.paste))
        self.body.addWidget(self.counting)
        self.body.addWidget(self._words)

    @property
    def staff(self) -> "StaffList | None":
        """The list, once it is understood."""
        return None if self._found is None else self._found.staff

    @property
    def count(self) -> int:
        """How many people are in it."""
        return 0 if self._found is None or self._found.plan is None else len(self._found.plan.changes)

    def take_text(self, text: str) -> None:
        """Read what was copied from a spreadsheet."""
        if not text.strip():
            self._words.say("info", str(_COPY_FIRST))
            return

        def read(progress: WorkProgress) -> _Understood:
            with TemporaryDirectory() as folder:
                path = Path(folder) / "pasted.txt"
                path.write_text(text, encoding="utf-8")
                return _read_list(path, self._today, progress)

        self._work(read)

    def _read(self, path: Path, sheet: str = "") -> None:
        self._file, today = path, self._today
        self._work(lambda told: _read_list(path, today, told, sheet))

    def _on_sheet(self, sheet: str) -> None:
        if self._file is not None:
            self._read(self._file, sheet)

    def _work(self, read: "Callable[[WorkProgress], _Understood]") -> None:
        self.counting.run(
            read,
            on_done=self._show,
            on_failed=self._on_failed,
            saying=str(READING_LIST),
            held=[self.drop, self.paste],
        )

    def _on_failed(self, error: Exception) -> None:
        self._found = None
        if self._columns is not None:
            self._columns.hide()
        self._words.say(mood_of(error), sentence_of(error))
        self.changed.emit()

    def _on_matched(self) -> None:
        if self._found is not None and self._columns is not None:
            from attrs import evolve

            found, matching = self._found, self._columns.matching
            matched, today = evolve(matching, preset=found.matching.preset), self._today
            self.counting.run(
                lambda told: _understood(found.table, matched, today, told),
                on_done=self._tell,
                on_failed=self._on_failed,
                saying=str(READING_LIST),
            )

    def _show(self, found: _Understood) -> None:
        if self._columns is None:
            self._columns = self._make_columns()
        self._columns.show_table(found.table, found.matching)
        self._columns.setVisible(found.staff is None or len(found.table.lists) > 1)  # only where something is unclear
        self._tell(found)

    def _make_columns(self) -> "StaffColumns":
        from .people.staff_columns import StaffColumns

        columns = StaffColumns(is_first=True)
        columns.changed.connect(self._on_matched)
        columns.sheet_wanted.connect(self._on_sheet)
        self.body.insertWidget(self.body.indexOf(self._words), columns)
        return columns

    def _tell(self, found: _Understood) -> None:
        self._found = found
        if self._columns is not None:
            self._columns.show_faults(found.matching.faults(len(found.table.headings)))
        if found.plan is None:
            self._words.say("info", "")
        else:
            left = found.plan.held_back
            from ...office.staff_sentences import NOTES, notice_sentence, what_was_read

            people = [each.after for each in found.plan.changes]
            counted = [ngettext("{n} person.", "{n} people.", self.count), what_was_read(people, found.matching)]
            if len(found.table.lists) > 1:
                counted.append(
                    _(
                        "They are on the sheet “{sheet}”. If that is not the right one, choose another above.",
                        sheet=found.table.sheet,
                    )
                )
            told = [str(NOTES[note]) for note in sorted(found.table.notes)]
            told += map(notice_sentence, found.plan.notices)
            self._words.say("warn" if left or told else "good", "\n".join([" ".join(counted), *told, *_left_out(left)]))
        self.changed.emit()


class FirstStartPage(Page):
    """`begun(LoggedIn)` when the office is there; `elsewhere` for whoever has a register or a key of their own,
    `backed_up` for whoever has a backup.
    """

    begun = Signal(object)
    elsewhere = Signal()
    backed_up = Signal()

    def __init__(self, login: Login, load_catalogue: "Callable[[], Catalogue]") -> None:
        super().__init__()
        self._login, self._today = login, login.now().date()
        self.title = _("Set up the office")
        self.lead = _("Three things, and you can ask your staff. Everything stays on this computer.")
        self.notice, self.counting = NoticeBox(), CountedProgress()
        self.counting.appeared.connect(lambda: self.bring_into_view(self.counting))
        self.school = TextField(
            str(NAME_OF_YOUR_SCHOOL), _("In full, as on your letterhead: it appears on every attestation.")
        )
        first = Card(_("1. Your school"))
        first.body.addWidget(self.school)
        self.staff = StaffCard(self._today)
        self.staff.changed.connect(self._refresh)
        self.school.line.textChanged.connect(lambda _text: self._refresh())
        for part in (self.notice, first, self.staff):
            self.body.addWidget(part)
        self._build_policy()
        self._build_foot()
        self._refresh()
        offer = partial(run_in_background, on_done=self._offer, on_failed=self._explain, parent=self)
        AfterFirstPaint(self, lambda: offer(load_catalogue))

    def _build_policy(self) -> None:
        card = Card(_("3. What they are asked"))
        self.policy = Chooser(_("Policy"))
        self.policy.setMinimumContentsLength(44)
        self.policy.chosen.connect(self._refresh)
        self.kind = OptionGroup(
            str(WHAT_KIND),
            [
                OptionChoice(Occasion.ANNUAL_REVIEW, occasion_name(Occasion.ANNUAL_REVIEW), _("Everyone")),
                OptionChoice(Occasion.INDUCTION, occasion_name(Occasion.INDUCTION), _("Each new starter")),
            ],
        )
        self.kind.choose(Occasion.ANNUAL_REVIEW)
        self.kind.chosen.connect(lambda _kind: self._refresh())
        self.due = DateField(usual_due(self._today), earliest=self._today)
        self._due_field = Field(str(TO_BE_HANDED_IN_BY), self.due)
        self._days = TextLabel(_("Due four weeks after the first day. This can be changed later."), "muted")
        hint = _(
            "School or issuer, title, year. Is yours not here? Take the baseline, good practice for any school without "
            "a policy of its own; you can make your own later."
        )
        policy = Field(_("Policy"), self.policy, hint)
        kind = Field(str(WHAT_KIND), self.kind)
        card.body.addWidget(policy)
        beside = row(kind, self._due_field, spacing=16, stretch=kind)
        beside.setAlignment(self._due_field, Qt.AlignmentFlag.AlignTop)
        card.body.addLayout(beside)
        card.body.addWidget(self._days)
        self.body.addWidget(card)

    def _build_foot(self) -> None:
        self._why_not = TextLabel("", "muted")
        self.begin = Button(_("Begin"), "accent")
        self.begin.clicked.connect(self._on_begin)
        other = Button(_("Our office is set up already"), "link")
        other.clicked.connect(self.elsewhere)
        restore = Button(str(PUT_BACK_A_BACKUP), "link")
        restore.clicked.connect(self.backed_up)
        self._other_ways = (other, restore)
        self.body.addWidget(self.counting)
        self.body.addLayout(row(self.begin, self._why_not, stretch=self._why_not))
        self.body.addLayout(flow(*self._other_ways, gap=24))
        same = _(
            "Does a colleague have your office's register already, on another computer? Then press “Our office is set "
            "up already” to work in the same one."
        )
        self.body.addWidget(TextLabel(same, "muted"))

    @property
    def missing(self) -> str:
        """What is still to be filled in, in a sentence; empty where nothing is."""
        if not self.school.text:
            return str(WRITE_SCHOOL_NAME)
        if not self.staff.count:
            return _("Choose the staff list.")
        return "" if self.policy.value else _("Choose the policy.")

    def _offer(self, catalogue: "Catalogue") -> None:
        offered = sorted((policy_name(pack), pack.id) for pack in catalogue.packs.values())
        self.policy.offer([("", _("Choose the policy")), *((identifier, label) for label, identifier in offered)])
        self._refresh()

    def _refresh(self) -> None:
        review = self.kind.current() == Occasion.ANNUAL_REVIEW
        self._due_field.setVisible(review)
        self._days.setVisible(not review)
        self.begin.setEnabled(not self.missing)
        self.begin.setAccessibleDescription(self.missing)
        self._why_not.setText(self.missing)

    def _on_begin(self) -> None:
        staff = self.staff.staff
        if self.missing or staff is None:
            return
        campaign = first_campaign(Occasion(self.kind.current() or ""), self.due.value, self._today)
        given = FirstStart(school=self.school.text, staff=staff, policy=self.policy.value, campaign=campaign)
        self.notice.say("info", "")
        self.counting.run(
            lambda told: begin_office(self._login, given, told),
            on_done=self.begun.emit,
            on_failed=self._explain,
            saying=_("Setting up …"),
            held=[self.begin, *self._other_ways],
        )

    def _explain(self, error: Exception) -> None:
        self._refresh()
        self.notice.say(mood_of(error), sentence_of(error))
        self.bring_into_view(self.notice)


def _left_out(rows: "Sequence[HeldBack]") -> Iterable[str]:
    """Which rows, and why; those of one kind together."""
    from ...office.staff_sentences import ROW_FAULTS

    kinds: dict[tuple[str, RowFault], list[HeldBack]] = {}
    for each in rows:
        kinds.setdefault((each.column, each.fault), []).append(each)
    if rows:
        yield ngettext("{n} row is left out:", "{n} rows are left out:", len(rows))
    for (column, fault), alike in kinds.items():
        lines = ", ".join([*(str(each.line) for each in alike[:_MOST_LINES]), *(["…"] if alike[_MOST_LINES:] else [])])
        where = ": ".join(part for part in (column, alike[0].shown) if part)
        about = f" ({where})" if where else ""
        told = {"lines": lines, "about": about, "why": str(ROW_FAULTS[fault])}
        yield ngettext("Line {lines}{about}. {why}", "Lines {lines}{about}. {why}", len(alike), **told)
    if rows:
        yield _("Correct the list and choose it again, or begin: a corrected list can be read in later.")


def _read_list(path: Path, today: date, progress: WorkProgress, sheet: str = "") -> _Understood:
    from ...staff_import import read_table, suggest

    table = read_table(path, sheet=sheet, progress=progress)
    return _understood(table, suggest(table.headings), today, progress)


def _understood(table: "StaffTable", matching: "Matching", today: date, progress: WorkProgress) -> _Understood:
    from ...domain.staff_plan import plan
    from ...staff_import import understand

    if matching.faults(len(table.headings)):
        return _Understood(table=table, matching=matching, staff=None, plan=None)
    staff = understand(table, matching, is_whole=False, progress=progress)
    return _Understood(table=table, matching=matching, staff=staff, plan=plan((), staff, today))
