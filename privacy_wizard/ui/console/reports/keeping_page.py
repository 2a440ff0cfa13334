"""The page *Backup and deleting*: the backup, what has been kept long enough, and what one person may ask for."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QPlainTextEdit

from ....domain.names import kept_name
from ....domain.register_views import PersonRow
from ....domain.retention import DEFAULT_RULES, FallsDue, KeepingRule, Kept, Rules, Starts
from ....i18n import _, ngettext
from ....office.backup import back_up
from ....office.backup_content import Backup
from ....system.progress import WorkProgress
from ...kit.files import ask_where
from ...kit.key_copy import KeyCopyCard
from ...kit.layouts import row
from ...kit.table import RowColumn, RowsModel, TableView
from ...kit.widgets.button import Button
from ...kit.widgets.card import Card
from ...kit.widgets.field import Field
from ...kit.widgets.new_passphrase import NewPassphrase, WrittenDown
from ...kit.widgets.notice import Confirm
from ...kit.widgets.text import TextLabel
from ..page import ConsolePage
from ..people.person_picker import PersonPicker
from ..words import DELETING, PUT_BACK_A_BACKUP, WRITING, short_date


class BackupCard(Card):
    """Asks for a passphrase of the file's own, and where it goes; the page does the work."""

    def __init__(self, page: ConsolePage) -> None:
        super().__init__(
            _("Back up everything"),
            _(
                "Register, documents, keys, the school's file, certificates and settings in one encrypted file. Keep "
                "it on another computer or a stick, and write its passphrase down: nobody can open the file without "
                "it. To put it back, start the office on a new computer and press “{button}” there.",
                button=PUT_BACK_A_BACKUP,
            ),
        )
        self._page = page
        self.passphrase = NewPassphrase(_("Choose a passphrase for the file"))
        self.save = Button(_("Back up…"), "accent", "save")
        self.save.clicked.connect(self._on_save)
        self.kept = WrittenDown()
        self.kept.changed.connect(self._forget)
        self.body.addWidget(self.passphrase)
        self.body.addLayout(row(self.save))
        self.body.addWidget(self.kept)

    def _on_save(self) -> None:
        if missing := self.passphrase.missing:
            self._page.notice.say("warn", missing)
            return
        name = _("Privacy Wizard backup {day}.age", day=self._page.context.today.isoformat())
        ask_where(self, _("Back up everything"), name, self.write, kinds=_("Backups (*.age)"), suffix="age")

    def write(self, out: Path) -> None:
        """Write it, and say what is in it."""
        context, secret = self._page.context, self.passphrase.text

        def work(progress: WorkProgress) -> Backup:
            return back_up(context.register.register, context.home, out, secret, context.now(), progress=progress)

        self._page.count(
            work,
            lambda made: self._on_written(made, out, secret),
            _("Reading the register and its files …"),
            held=[self.save, self.passphrase],
        )

    def _on_written(self, made: Backup, out: Path, secret: str) -> None:
        """`secret` opens the file, whatever the field holds by now."""
        if self.passphrase.is_written_down:
            self._forget()
        else:
            self.passphrase.show_openly(secret)
            self.kept.ask(secret, _why())
        documents = len(made.register.documents) if made.register is not None else 0
        told = ngettext(
            "Everything is in “{file}”: the register with {n} document, and the office's own files.",
            "Everything is in “{file}”: the register with {n} documents, and the office's own files.",
            documents,
            file=out.name,
        )
        where = _("It is in {folder}, and opens only with the passphrase that you chose.", folder=out.parent)
        told = f"{told}\n{where}"
        self._page.say(told)
        if made.lacks:
            self._page.notice.say("warn", f"{told} {made.lacks}")
        self._page.register_changed.emit()

    def _forget(self) -> None:
        self.kept.forget()
        self.passphrase.clear()


def _why() -> str:
    return _(
        "Write the passphrase of the file down now. It stands above, and is kept nowhere else. Without it nobody can "
        "open the backup: all that is in it is then lost for good."
    )


class KeepingPage(ConsolePage):
    """Deleting takes the content for good and leaves a mark that something was deleted, by which rule, and when."""

    def build(self) -> None:
        """What falls due; one person's rights."""
        self.title = _("Backup and deleting")
        self._names: dict[str, str] = {}
        self._due: Sequence[FallsDue] = ()
        self._person: PersonRow | None = None
        self.backup = BackupCard(self)
        self.body.addWidget(self.backup)
        if (own := self.context.own_key) is not None:
            lead = _(
                "With a copy of your own key and its passphrase you can work in the office on another computer, also "
                "should this one break. Nobody can make the key again."
            )
            self.key = KeyCopyCard(own, lead)
            self.body.addWidget(self.key)
        self._build_due()
        self._build_person()

    def refresh(self) -> None:
        """What falls due, read on a worker."""
        self.aside(self._read, self._show)

    @property
    def rules(self) -> Rules:
        """The school's own rules if its profile has any, otherwise the defaults."""
        profile = self.context.school_place.profile()
        own = {each.kept: each.rule for each in profile.keeping} if profile is not None else {}
        return {**DEFAULT_RULES, **own}

    def _build_due(self) -> None:
        card = Card(_("Kept long enough"))
        self._rules_words = TextLabel("", "muted")
        self.model = RowsModel[FallsDue](
            [
                RowColumn(heading=_("What"), text=lambda due: kept_name(due.thing.kept)),
                RowColumn(heading=_("Whose"), text=self._whose),
                RowColumn(heading=_("Kept since"), text=lambda due: short_date(due.thing.since)),
                RowColumn(heading=_("Due since"), text=lambda due: short_date(due.due)),
            ],
            self,
        )
        self._table = TableView(_("Kept long enough"))
        self._table.setModel(self.model)
        self._table.share_width((28, 30, 21, 21))
        self._table.setMinimumHeight(220)
        self._nothing = TextLabel(_("Nothing is due to be deleted today."), "muted")
        self.delete = Button("", "danger", "bin")
        self.delete.clicked.connect(self._on_delete)
        self._sure = Confirm()
        self._sure.confirmed.connect(self.delete_due)
        for part in (self._rules_words, self._table, self._nothing):
            card.body.addWidget(part)
        card.body.addLayout(row(self.delete))
        card.body.addWidget(self._sure)
        self.body.addWidget(card)

    def _build_person(self) -> None:
        card = Card(
            _("About one person"),
            _("Everyone has the right to see what is held about them, and in some cases to have it deleted."),
        )
        self.picker = PersonPicker(self.context.find_people)
        self.picker.picked.connect(self._on_picked)
        self.picker.dropped.connect(lambda: self._on_picked(None))
        self.export = Button(_("Export everything about them"), "plain", "save")
        self.export.clicked.connect(self._on_export)
        self.reason = QPlainTextEdit()
        self.reason.setTabChangesFocus(True)
        self.reason.setMaximumHeight(80)
        self.reason.textChanged.connect(self._refresh_person)
        self.erase = Button(_("Delete everything about them"), "danger", "bin")
        self.erase.clicked.connect(self._on_erase)
        self._sure_of_person = Confirm()
        self._sure_of_person.confirmed.connect(self.erase_person)
        card.body.addWidget(Field(_("Who?"), self.picker))
        card.body.addLayout(row(self.export))
        hint = _("Do not name them: this stays in the register.")
        card.body.addWidget(Field(_("Why is it being deleted?"), self.reason, hint))
        card.body.addLayout(row(self.erase))
        card.body.addWidget(self._sure_of_person)
        self.body.addWidget(card)
        self._refresh_person()

    def _read(self) -> tuple[Sequence[FallsDue], Rules, dict[str, str]]:
        rules, register = self.rules, self.context.register
        due = register.falls_due(self.context.today, rules)
        people = [each.thing.identifier for each in due if each.thing.kept is Kept.PERSON]
        return due, rules, dict(register.people.names(people))

    def _show(self, found: tuple[Sequence[FallsDue], Rules, dict[str, str]]) -> None:
        self._due, rules, self._names = found
        self._rules_words.setText("\n".join(self._rule(kept, rule) for kept, rule in rules.items()))
        self.model.show_rows(self._due)
        some = bool(self._due)
        self._table.setVisible(some)
        self._nothing.setVisible(not some)
        self.delete.setVisible(some)
        self.delete.setText(ngettext("Delete {n} thing", "Delete {n} things", len(self._due)))
        self._sure.hide()

    def _rule(self, kept: Kept, rule: KeepingRule) -> str:
        years = ngettext("{n} year", "{n} years", rule.years) if rule.years else ""
        days = ngettext("{n} day", "{n} days", rule.days) if rule.days else ""
        period = " ".join(part for part in (years, days) if part) or _("no time")
        after = _("{what}: {period} after the last day of work")
        since = _("{what}: {period} from the day it came in")
        made = _("{what}: {period} from the day it was made")
        counted = made if kept is Kept.EXPORT else since
        return (after if rule.starts is Starts.LEFT else counted).format(what=kept_name(kept), period=period)

    def _whose(self, due: FallsDue) -> str:
        if due.thing.kept is Kept.PERSON:
            return self._names.get(due.thing.identifier, "")
        return due.thing.identifier[:16]

    def _on_delete(self) -> None:
        self._sure.ask(
            ngettext(
                "Delete {n} thing with its files, for good? This cannot be undone.",
                "Delete {n} things with their files, for good? This cannot be undone.",
                len(self._due),
            ),
            _("Delete for good"),
            _("Keep it all"),
        )

    def delete_due(self) -> None:
        """Delete exactly what is shown."""
        register, due, today, rules = self.context.register, self._due, self.context.today, self.rules
        self.count(
            lambda told: register.erase_due(due, today, rules, told),
            self._on_deleted,
            str(DELETING),
            held=[self.delete],
        )

    def _on_deleted(self, count: int) -> None:
        self.register_changed.emit()
        self.refresh()
        self.say(
            ngettext(
                "Deleted. {n} note of it stays in the register.",
                "Deleted. {n} notes of it stay in the register.",
                count,
            )
        )

    def _on_picked(self, person: PersonRow | None) -> None:
        self._person = person
        self._sure_of_person.hide()  # what it asks names the one before
        self._refresh_person()

    def _refresh_person(self) -> None:
        chosen = self._person is not None
        self.export.setEnabled(chosen)
        self.erase.setEnabled(chosen and bool(self.reason.toPlainText().strip()))

    def _on_export(self) -> None:
        if self._person is None:
            return
        name = f"{self._person.member.name} {self.context.today.isoformat()}.zip"
        kinds = _("Archives (*.zip)")
        ask_where(self, _("Save the export"), name, self.export_person, kinds=kinds, suffix="zip")

    def export_person(self, path: Path) -> None:
        """Write everything held about the person chosen."""
        register, person = self.context.register, self._person
        if person is None:
            return

        def done(_result: object) -> None:
            self.say(_("Saved as {path}. Give it to nobody else.", path=path))

        self.count(
            lambda told: register.export_person(person.person, path, told), done, str(WRITING), held=[self.export]
        )

    def _on_erase(self) -> None:
        if self._person is not None:
            question = _("Delete everything about {name}, with every attestation? This cannot be undone.")
            name = f"{self._person.member.name} · {self._person.member.number}"
            self._sure_of_person.ask(question.format(name=name), _("Delete for good"), _("Keep it"))

    def erase_person(self) -> None:
        """Delete everything about the person chosen."""
        register, person, reason = self.context.register, self._person, self.reason.toPlainText().strip()
        if person is None or not reason:
            return
        self.count(
            lambda told: register.erase_person(person.person, reason, told),
            self._on_erased,
            str(DELETING),
            held=[self.erase],
        )

    def _on_erased(self, _result: object) -> None:
        self._person = None
        self.reason.clear()
        self.picker.line.clear()
        self._refresh_person()
        self.register_changed.emit()
        self.refresh()
        self.say(_("Everything about them is deleted. A note that names nobody stays in the register."))
