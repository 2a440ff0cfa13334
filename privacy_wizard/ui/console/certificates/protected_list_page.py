"""The page *Protected list*: its risks, the file, who was understood in it, and the signed list for all staff."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from pathlib import Path

from attrs import frozen
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout

from ....domain.protected_list import LONGEST, USUAL, ProtectedList
from ....domain.staff_plan import HeldBack
from ....i18n import _, long_date, ngettext
from ....office.protected_lists import (
    BEFORE_ONE_IS_MADE,
    IT_WAS_WEIGHED,
    LIST_IN_USE,
    OF_NUMBERS,
    MadeList,
    protected_list_in_use,
)
from ....office.staff_sentences import NOTES
from ....staff_import import StaffTable, read_table
from ....staff_import.protected_rows import (
    ProtectedField,
    ProtectedRows,
    protected_columns,
    tells_people_apart,
    understand_protected,
)
from ....system.progress import WorkProgress
from ...kit.chooser import Chooser
from ...kit.files import ask_where
from ...kit.layouts import clear, row
from ...kit.table import RowsModel, TableView
from ...kit.widgets.button import Button, shortened
from ...kit.widgets.card import Card
from ...kit.widgets.choice import CheckRow
from ...kit.widgets.date_field import DateField
from ...kit.widgets.field import Field
from ...kit.widgets.file_drop import FileDrop
from ...kit.widgets.notice import NoticeBox
from ...kit.widgets.passphrase_field import PassphraseField
from ...kit.widgets.text import TextLabel
from ..page import ConsolePage, ConsolePlace, PlaceId
from ..people.staff_columns import held_back_columns
from ..words import PROTECTED_LIST, READING_FILE, STAFF_LIST_FILES, WHOLE_NAME
from .authority_card import secret_label

_MOST_LETTERS = 40


class ProtectedColumns(Card):
    """Which column means what: suggested by its heading, corrected by hand. `changed` when the officer matches anew."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.set_title(_("Who is in the file?"))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(10)
        self._grid.setColumnStretch(1, 1)
        self.choosers: dict[ProtectedField, Chooser] = {}
        self.body.addLayout(self._grid)

    @property
    def columns(self) -> Mapping[ProtectedField, int]:
        """The current choice."""
        return {field: int(chooser.value) for field, chooser in self.choosers.items() if chooser.value}

    def show_table(self, table: StaffTable) -> None:
        """Show a file and what is suggested for it."""
        clear(self._grid)
        suggested = protected_columns(table.headings)
        headings = [(str(at), shortened(heading or "–", _MOST_LETTERS)) for at, heading in enumerate(table.headings)]
        self.choosers = {}
        for line, field in enumerate(ProtectedField):
            chooser = Chooser(self._name(field))
            chooser.offer([("", _("Left out")), *headings])
            chooser.choose(str(suggested.get(field, "")))
            chooser.chosen.connect(self.changed)
            self.choosers[field] = chooser
            self._grid.addWidget(TextLabel(self._name(field)), line, 0)
            self._grid.addWidget(chooser, line, 1)

    def _name(self, field: ProtectedField) -> str:
        return {
            ProtectedField.FIRST_NAME: _("First name"),
            ProtectedField.LAST_NAME: _("Last name"),
            ProtectedField.FULL_NAME: str(WHOLE_NAME),
            ProtectedField.HANDLE: _("User name on a platform"),
            ProtectedField.EMAIL: _("E-mail"),
            ProtectedField.MOBILE: _("Mobile number"),
        }[field]


@frozen(kw_only=True)
class _Signer:
    """Signs a list here."""

    is_there: bool
    by_itself: bool
    on_token: bool


class ProtectedListPage(ConsolePage):
    """Nothing of the file is kept, and nothing is made before somebody says that the risk was weighed."""

    def build(self) -> None:
        self.title = str(PROTECTED_LIST)
        self.lead = _(
            "Your staff's programs can tell them which of their own connections may be a pupil, a former pupil, a "
            "parent or a carer, without anybody being named to them. Most schools do without."
        )
        self._table: StaffTable | None = None
        self._rows: ProtectedRows | None = None
        self._used: ProtectedList | None = None
        self.used, self._first = NoticeBox(), NoticeBox()
        self._way = Button(_("Sign the school's file first"), "plain")
        self._way.clicked.connect(lambda: self.wanted.emit(ConsolePlace(id=PlaceId.SCHOOL)))
        self.weighed = CheckRow(str(IT_WAS_WEIGHED))
        self.weighed.clicked.connect(lambda _on: self._show_parts())
        self._risk = Card(_("First, the risk"))
        for words in (BEFORE_ONE_IS_MADE, OF_NUMBERS):
            self._risk.body.addWidget(TextLabel(str(words)))
        self._risk.body.addWidget(self.weighed)
        hint = _("Pupils, former pupils, parents and carers, as CSV, XLS, XLSX or ODS. Nothing in the file is kept.")
        self.drop = FileDrop(_("Choose the file with the names"), hint, str(STAFF_LIST_FILES))
        self.drop.picked.connect(self.open_file)
        self._about, self.columns = NoticeBox(), ProtectedColumns()
        self.columns.changed.connect(self._understand)
        self._build_making()
        for part in (self.used, self._first, self._way, self._risk, self.drop, self._about, self.columns, self._making):
            self.body.addWidget(part)

    def _build_making(self) -> None:
        self._making, self.counted = Card(_("Make the list")), TextLabel("", "strong")
        self.held_back = RowsModel[HeldBack](held_back_columns(), self)
        self._held = TableView(_("Rows that are not on the list"))
        self._held.setModel(self.held_back)
        self._held.share_width((10, 20, 24, 46))
        today = self.context.today
        self.until = DateField(today + USUAL, today, today + LONGEST - timedelta(days=1))
        ends = _("After this day, this computer and your staff's programs delete the list.")
        self.secret = PassphraseField()
        self._secret = Field(secret_label(on_token=False), self.secret)
        self.make = Button(_("Make the list and save it"), "accent", "pen")
        self.make.clicked.connect(self._on_make)
        for part in (self.counted, self._held, Field(_("Last day"), self.until, ends), self._secret):
            self._making.body.addWidget(part)
        self._making.body.addLayout(row(self.make))

    def refresh(self) -> None:
        place, by_itself = self.context.school_place, self.context.signs_by_itself
        card = place.card()
        self._signer = _Signer(
            is_there=card is not None or by_itself,
            by_itself=by_itself,
            on_token=card is not None and card.on_token,
        )
        self._secret.set_label(secret_label(on_token=self._signer.on_token))
        self._used = None
        try:
            self._used = protected_list_in_use(place)
        finally:  # one that is damaged is told of, and can be made anew
            self._show_parts()

    def open_file(self, path: Path) -> None:
        """Read a file and show who is understood in it."""
        self.notice.say("info", "")
        self.count(lambda told: read_table(path, progress=told), self._show_table, str(READING_FILE), held=[self.drop])

    def _show_parts(self) -> None:
        """Each part once the one before it is done."""
        signer, used = self._signer, self._used
        self.used.say("info", "" if used is None else LIST_IN_USE.format(day=long_date(used.last_day)))
        self._first.say("warn", "" if signer.is_there else _("Only a school whose file is signed can sign a list."))
        self._way.setVisible(not signer.is_there)
        self._risk.setVisible(signer.is_there)
        ready = signer.is_there and self.weighed.isChecked()
        self.drop.setVisible(ready)
        self.columns.setVisible(ready and self._table is not None)
        self._making.setVisible(ready and self._rows is not None)
        self._secret.setVisible(not signer.by_itself)

    def _show_table(self, table: StaffTable) -> None:
        self._table = table
        self.columns.show_table(table)
        self._understand()

    def _understand(self) -> None:
        table, columns = self._table, self.columns.columns
        if table is None:
            return
        enough = tells_people_apart(columns)
        notes = [str(NOTES[note]) for note in sorted(table.notes)]
        few = _("Say in which columns the first and the last names stand.")
        self._about.say("info" if enough else "warn", "\n".join(notes if enough else [*notes, few]))
        self._rows = understand_protected(table, columns) if enough else None
        if self._rows is not None:
            self._show_rows(self._rows)
        self._show_parts()

    def _show_rows(self, rows: ProtectedRows) -> None:
        self.counted.setText(ngettext("{n} person was recognised.", "{n} people were recognised.", len(rows.people)))
        self.held_back.show_rows(rows.held_back)
        self._held.setVisible(bool(rows.held_back))
        self.make.setEnabled(bool(rows.people))

    def _on_make(self) -> None:
        kinds = _("Protected lists (*.pwlist)")
        ask_where(
            self, _("Save the list for your staff"), "school.pwlist", self.make_into, kinds=kinds, suffix="pwlist"
        )

    def make_into(self, path: Path) -> None:
        """Make the list and write the file for the staff, with a count and a way to stop."""
        if self._rows is None:
            return
        context, people, secret = self.context, self._rows.people, self.secret.text
        weighed, expires = self.weighed.isChecked(), self._expires()

        def work(progress: WorkProgress) -> MadeList:
            return context.make_protected_list(
                secret, people, expires=expires, out=path, weighed=weighed, progress=progress
            )

        self.count(work, self._on_made, _("Making the list …"), held=[self.make])

    def _expires(self) -> datetime:
        """At the end of the last day."""
        return datetime.combine(self.until.value + timedelta(days=1), time(), self.context.now().astimezone().tzinfo)

    def _on_made(self, made: MadeList) -> None:
        self.secret.clear()
        self._table = self._rows = None  # nothing of the file stays
        self.weighed.setChecked(False)
        self.refresh()
        self.register_changed.emit()
        self.say(
            ngettext(
                "The list of {n} person is saved as {path}. Give it to your staff and to nobody else.",
                "The list of {n} people is saved as {path}. Give it to your staff and to nobody else.",
                made.people,
                path=made.out.name,
            )
        )
