"""One account: whose it is, what its owner calls it, how it is shown."""

from attrs import evolve
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from ....domain.audit import NEVER_NAMED, OTHER, Account
from ....domain.vocabulary import AccountKind
from ....i18n import Message, _
from ...kit.widgets.button import Button, IconButton
from ...kit.widgets.card import Card, Disclosure
from ...kit.widgets.choice import CheckRow
from ...kit.widgets.field import TextField, TypingPause
from ...kit.widgets.option_group import OptionChoice, OptionGroup
from ...kit.widgets.text import Heading
from .adding import is_dating_app

_NOT_NAMED_THERE = Message(
    "Your statement will say “Another platform” anyway. Dating apps and fan sites are never named there."
)
_SHOW_AS_OTHER = Message("Show it as “Another platform” on the statement")


class AccountCard(Card):
    """`changed(Account)`: label or how it is shown; `kind_chosen(Account, str)`; `removed(Account)`."""

    changed = Signal(object)
    kind_chosen = Signal(object, str)
    removed = Signal(object)
    another_wanted = Signal(str)

    def __init__(self, account: Account, title: str, platform: str) -> None:
        super().__init__()
        self.account = account
        self._platform, self._is_other = platform, account.checklist == OTHER
        self._name = Heading("", "question")
        self._typing = TypingPause(self._save_label, self)
        self.body.addLayout(self._head())
        self.body.addWidget(self._whose())
        self.body.addWidget(self._more())
        self.show_title(title)

    def show_title(self, title: str) -> None:
        """Show the name by which its owner knows it."""
        self._name.setText(title)
        self.setAccessibleName(title)
        self._remove.set_name(_("Remove {account}", account=title))

    def take_focus(self) -> None:
        """Set the focus on the first thing to choose."""
        self._group.row(self.account.kind).setFocus()

    def flush(self) -> None:
        """Save a label that is still being typed."""
        self._typing.flush()

    def _head(self) -> QHBoxLayout:
        self._remove = IconButton("", "bin")
        self._remove.clicked.connect(lambda: self.removed.emit(self.account))
        another = Button(_("Add another"), "link", "plus")
        another.setAccessibleName(_("Add another account on {platform}", platform=self._platform))
        another.clicked.connect(lambda: self.another_wanted.emit(self.account.checklist))
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self._name, 1)
        line.addWidget(another)
        line.addWidget(self._remove)
        return line

    def _whose(self) -> OptionGroup:
        choices = (
            OptionChoice(AccountKind.PERSONAL, _("My own account")),
            OptionChoice(AccountKind.OFFICIAL, _("Run for the school")),
        )
        self._group = OptionGroup(_("Whose account is it?"), choices)
        self._group.choose(self.account.kind)
        self._group.chosen.connect(self._on_kind)
        return self._group

    def _more(self) -> Disclosure:
        account = self.account
        is_open = self._is_other or bool(account.label) or account.shown_as_other
        more = Disclosure(_("Private label, and how it is shown"), is_open=is_open)
        name = _("Name of the platform (private)") if self._is_other else _("Private label (optional)")
        hint = _("Only you see it, to tell your accounts apart. It is never on the statement.")
        self._label = TextField(name, hint, longest=200)
        self._label.show_text(account.label)
        self._label.typed.connect(self._typing.touch)
        self._shown = CheckRow(*self._shown_words())
        self._shown.clicked.connect(self._on_shown)
        self._show_how()
        more.body.setSpacing(12)
        more.body.addWidget(self._label)
        more.body.addWidget(self._shown)
        return more

    def _shown_words(self) -> tuple[str, str]:
        if self._is_other:
            return (
                _("This is a dating app or a fan site"),
                str(_NOT_NAMED_THERE),
            )
        if self.account.checklist in NEVER_NAMED:
            return (
                str(_SHOW_AS_OTHER),
                str(_NOT_NAMED_THERE),
            )
        return (
            str(_SHOW_AS_OTHER),
            _(
                "Which services you use can itself be private. You are then asked everything that the "
                "policy asks about any account, so that nothing is left out by not naming one."
            ),
        )

    def _show_how(self) -> None:
        known = self.account.checklist in NEVER_NAMED or (self._is_other and is_dating_app(self.account.label))
        self._shown.setChecked(self.account.shown_as_other or known)
        self._shown.setEnabled(not known)

    def _on_kind(self, kind: str) -> None:
        if kind != self.account.kind:
            self.kind_chosen.emit(self.account, kind)

    def _on_shown(self, on: bool) -> None:
        self._change(evolve(self.account, shown_as_other=on))

    def _save_label(self) -> None:
        label = self._label.text
        hidden = self.account.shown_as_other or (self._is_other and is_dating_app(label))
        self._change(evolve(self.account, label=label, shown_as_other=hidden))
        self._show_how()

    def _change(self, account: Account) -> None:
        if account != self.account:
            self.account = account
            self.changed.emit(account)
