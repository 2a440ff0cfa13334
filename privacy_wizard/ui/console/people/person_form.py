"""Forms on one person: entered or changed on the staff list by hand; excused from a campaign."""

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from ....domain.campaign import Campaign, excusal_day, excusal_days
from ....domain.names import person_kind_name
from ....domain.staff import StaffMember
from ....domain.vocabulary import PersonKind
from ....i18n import _, long_date
from ....office.campaigns import excuse
from ....office.staff_list import change_person, enter_person
from ...kit.chooser import Chooser
from ...kit.layouts import add_all, row
from ...kit.widgets.button import Button
from ...kit.widgets.card import Card
from ...kit.widgets.choice import CheckRow
from ...kit.widgets.date_field import DateField
from ...kit.widgets.field import Field, TextField
from ..words import CHANGE_STAFF_LIST

if TYPE_CHECKING:
    from ..page import ConsolePage

_LONGEST_NUMBER = 64


class DayIfAny(QWidget):
    """An optional date: a box to tick, and then the date."""

    def __init__(self, label: str, today: date) -> None:
        super().__init__()
        self.check, self.day = CheckRow(label), DateField(today)
        self.day.setAccessibleName(label)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.check)
        column.addWidget(self.day)
        self.check.toggled.connect(self.day.setVisible)
        self.day.hide()

    @property
    def value(self) -> date | None:
        """The date; None if the box is not ticked."""
        return self.day.value if self.check.isChecked() else None

    def suggest(self, day: date) -> None:
        """What stands there once the box is ticked."""
        if not self.check.isChecked():
            self.day.set_value(day)

    def show_day(self, day: date | None) -> None:
        """Show a day, or that there is none."""
        self.check.setChecked(day is not None)
        if day is not None:
            self.day.set_value(day)


class StaffEntryForm(Card):
    """`kept(staff number)` once it is on record; hidden until it is asked for."""

    kept = Signal(str)

    def __init__(self, page: "ConsolePage") -> None:
        super().__init__(parent=page)
        self._page = page
        self._before: StaffMember | None = None
        self._begun: dict[StaffMember, tuple[StaffMember, bool]] = {}  # of others than is in view, by how they stand
        today = page.context.today
        self.number = TextField(_("Staff number"), longest=_LONGEST_NUMBER)
        self.first, self.last = TextField(_("First name")), TextField(_("Last name"))
        self.email, self.role = TextField(_("E-mail")), TextField(_("Job"))
        self.groups = TextField(_("Groups"), _("Separate several with semicolons."))
        capacity = _("Works here as")
        self.kind = Chooser(capacity)
        self.kind.offer([(each.value, person_kind_name(each)) for each in PersonKind])
        self.start = DayIfAny(_("The first day is known"), today)
        self.last_day = DayIfAny(_("The last day is known"), today)
        self.correction = CheckRow(_("The name was misspelt: do not keep it as a former name"))
        self.keep = Button("", "accent", "save")
        cancel = Button(_("Not now"), "quiet")
        self.keep.clicked.connect(self._on_keep)
        cancel.clicked.connect(lambda: page.put_away(self))
        for part in (self.number, self.first, self.last, self.correction, self.email, self.role):
            self.body.addWidget(part)
        self.body.addWidget(Field(capacity, self.kind))
        for more in (self.groups, self.start, self.last_day):
            self.body.addWidget(more)
        self.body.addLayout(row(self.keep, cancel))
        for name in (self.first, self.last):
            name.typed.connect(self._refresh)
        self.hide()

    def begin(self, member: StaffMember | None = None, *, is_new: bool = False) -> None:
        """Show the form: empty, for somebody on the list, or (`is_new`) for somebody of whom only that is known.

        What is open about them already stays as it was filled in.
        """
        if is_new or member is None or self.isHidden() or self._before != member:
            self._fill_in(member, is_new=is_new)
        self.show()
        self._page.bring_into_view(self)
        (self.number if self._before is None else self.first).line.setFocus()

    def turn_to(self, member: StaffMember) -> None:
        """What was begun about somebody else waits until they are in view again, unless they have changed since."""
        if self._before == member:
            return
        if self._before is not None and not self.isHidden():
            self._begun[self._before] = self.member, self.correction.isChecked()
        begun = self._begun.pop(member, None)
        self.setVisible(begun is not None)
        if begun is not None:
            self._fill_in(member)
            self._show_entry(begun[0])
            self.correction.setChecked(begun[1])
            self._refresh()

    def _fill_in(self, member: StaffMember | None, *, is_new: bool = False) -> None:
        self._before = None if is_new else member
        shown = member or StaffMember(number="", first_name="", last_name="")
        self.set_title(_("Add a person") if self._before is None else str(CHANGE_STAFF_LIST))
        self.keep.setText(_("Add them") if self._before is None else _("Keep the changes"))
        self.number.line.setEnabled(self._before is None)
        self.number.line.setToolTip("" if self._before is None else _("It cannot change: certificates name it."))
        self._show_entry(shown)
        self.correction.setChecked(False)
        self._refresh()

    def _show_entry(self, shown: StaffMember) -> None:
        for field, text in (
            (self.number, shown.number),
            (self.first, shown.first_name),
            (self.last, shown.last_name),
            (self.email, shown.email),
            (self.role, shown.role),
            (self.groups, "; ".join(shown.groups)),
        ):
            field.show_text(text)
        self.kind.choose(shown.kind.value)
        self.start.show_day(shown.start)
        self.last_day.show_day(shown.last_day)

    @property
    def member(self) -> StaffMember:
        """The entry as filled in."""
        return StaffMember(
            number=self.number.text,
            first_name=self.first.text,
            last_name=self.last.text,
            email=self.email.text,
            role=self.role.text,
            kind=PersonKind(self.kind.value),
            groups=tuple(filter(None, (each.strip() for each in self.groups.text.split(";")))),
            start=self.start.value,
            last_day=self.last_day.value,
        )

    def _refresh(self) -> None:
        """Whether the old name was wrong is asked only where the name changes."""
        before = self._before
        self.correction.setVisible(before is not None and self.member.name != before.name)

    def _on_keep(self) -> None:
        context, member, is_new = self._page.context, self.member, self._before is None
        keeps_name = not self.correction.isChecked()

        def work() -> str:
            if is_new:
                enter_person(context.register, member, context.today)
            else:
                change_person(context.register, member, context.today, keeps_former_name=keeps_name)
            return member.number

        self._page.act(work, self._on_kept, _("Recording …"))

    def _on_kept(self, number: str) -> None:
        self._page.put_away(self)
        self._page.register_changed.emit()
        self.kept.emit(number)


class BegunExcuse(NamedTuple):
    """An excuse that is not on record yet."""

    campaign: Campaign | None
    reason: str
    until: date | None


class ExcusalForm(QWidget):
    """Why, and until when. `excused(str)` with a sentence once it is on record."""

    excused = Signal(str)

    def __init__(self, page: "ConsolePage") -> None:
        super().__init__()
        self._page = page
        self._campaign: Campaign | None = None
        self._member: StaffMember | None = None
        self.reason = QPlainTextEdit()
        self.reason.setTabChangesFocus(True)
        self.reason.setMaximumHeight(90)
        self.reason.textChanged.connect(self._refresh)
        self.until = DayIfAny(_("Until a day; they are asked again from the next day on"), page.context.today)
        self.excuse = Button(_("Excuse them"), "plain")
        self.excuse.clicked.connect(self._on_excuse)
        usual = [self._until_button(day) for day in excusal_days(page.context.today)]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        hint = _("Write nothing about illness or other private matters: “long leave” is enough.")
        add_all(column, Field(_("Why?"), self.reason, hint), self.until)
        column.addLayout(row(*usual, spacing=18))
        self.acts = row(self.excuse)
        column.addLayout(self.acts)
        self._refresh()

    def show_campaign(self, campaign: Campaign) -> None:
        """From which; the day that is most likely stands there."""
        self._campaign = campaign
        self.until.suggest(excusal_day(campaign, self._page.context.today))

    def show_member(self, member: StaffMember | None) -> None:
        """Whom."""
        self._member = member
        self._refresh()

    @property
    def begun(self) -> "BegunExcuse":
        """What is filled in."""
        return BegunExcuse(self._campaign, self.reason.toPlainText(), self.until.value)

    def show_begun(self, begun: "BegunExcuse | None") -> None:
        """What was filled in about the person now in view; nothing of what was about somebody else."""
        self.reason.setPlainText(begun.reason if begun is not None else "")
        self.until.show_day(begun.until if begun is not None else None)

    def _until_button(self, day: date) -> Button:
        button = Button(_("Until {day}", day=long_date(day)), "link")
        button.clicked.connect(lambda: self.until.show_day(day))
        return button

    def _refresh(self) -> None:
        self.excuse.setEnabled(self._member is not None and bool(self.reason.toPlainText().strip()))

    def _on_excuse(self) -> None:
        campaign, member, context, reason = self._campaign, self._member, self._page.context, self.reason.toPlainText()
        if campaign is None or member is None:
            return
        until = self.until.value
        self._page.count(
            lambda _told: excuse(context.register, campaign.id, member.number, reason, context.today, until),
            lambda _done: self._on_recorded(member, until),
            _("Recording …"),
            held=[self.excuse],
        )

    def _on_recorded(self, member: StaffMember, until: date | None) -> None:
        self.reason.clear()
        self.until.show_day(None)
        self.show_member(None)
        self._page.register_changed.emit()
        until_then = _("{name} is excused until {day}.", name=member.name, day=long_date(until)) if until else ""
        self.excused.emit(until_then or _("{name} is excused.", name=member.name))
