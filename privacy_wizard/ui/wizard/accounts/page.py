"""Page *Accounts*: which accounts there are, old and forgotten ones included, each on a card."""

from attrs import evolve
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from ....audit.flow import Obstacle
from ....audit.steps import Step, StepId
from ....domain.audit import NEVER_NAMED, OTHER, Account
from ....domain.checklist_index import heads
from ....domain.vocabulary import AccountKind
from ....i18n import Message, _, ngettext
from ...kit.layouts import add_all, clear
from ...kit.widgets.button import Button, IconButton
from ...kit.widgets.card import Card, Disclosure
from ...kit.widgets.choice import CheckRow
from ...kit.widgets.field import TextField, TypingPause
from ...kit.widgets.notice import NoticeBox
from ...kit.widgets.option_group import OptionChoice, OptionGroup
from ...kit.widgets.text import Heading
from ..connections.card import ConnectionsCard
from ..page import AuditPage
from ..words import account_name
from .adding import DATING, MemoryJogger, PlatformSearch, is_dating_app
from .downloads import DownloadsCard

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


class AccountsPage(AuditPage):
    """Adds, changes and removes accounts; a removal can be taken back."""

    starts_in_a_field = True

    @property
    def blocked_reason(self) -> str:
        if self.session.obstacle(Step(id=StepId.ACCOUNTS)) is Obstacle.ACCOUNTS_MISSING:
            return _("Tick a service, or say that you have none.")
        return ""

    def build(self) -> None:
        """Lay out the search, the accounts, *I have none* and the memory jogger."""
        self.title = _("Your accounts")
        self.lead = _("Name every account that is yours or that you run, even if you hardly use it.")
        self._search = PlatformSearch(self.context.catalogue)
        self._search.ticked.connect(self._on_ticked)
        self._search.named.connect(self._on_named)
        self._none = CheckRow(
            _("I have no social media accounts"), _("This is a declaration and appears on your statement.")
        )
        self._none.clicked.connect(lambda on: self.do(lambda: self.session.declare_no_accounts(on)))
        self._removed, self._undo_steps = NoticeBox(), 0
        self._removed.acted.connect(self._on_undo)
        self._heading, self._cards = Heading(_("The accounts you named"), "section"), QVBoxLayout()
        self._cards.setSpacing(12)
        self._shown: list[AccountCard] = []
        memory = MemoryJogger(self.context.catalogue)
        memory.named.connect(self._on_named)
        for part in (self._search, self._none, self._removed, self._heading):
            self.body.addWidget(part)
        self.body.addLayout(self._cards)
        self.downloads = DownloadsCard(self.session)
        self.connections = ConnectionsCard(self)
        self.downloads.taken.connect(self.connections.refresh)
        self.downloads.taken.connect(self.changed)  # what they show is a step of its own
        self.downloads.named.connect(self._on_named_by_download)
        self.body.addWidget(self.downloads)
        self.body.addWidget(self.connections)
        self.body.addWidget(memory)

    def refresh(self) -> None:
        """Show the accounts that are named."""
        accounts = self.session.audit.accounts
        named = [account_name(self.session, account) for account in accounts]
        self._search.show_ticked({account.checklist for account in accounts}, named)
        self._none.setVisible(not accounts)
        self._none.setChecked(self.session.audit.no_accounts)
        self._heading.setVisible(bool(accounts))
        clear(self._cards)
        self._shown = [self._card(account) for account in accounts]
        add_all(self._cards, *self._shown)
        self.downloads.refresh()
        self.connections.refresh()

    def left(self) -> None:
        """Save what is being typed, and no longer offer to take a removal back."""
        for card in self._shown:
            card.flush()
        self._removed.say("info", "")

    def _card(self, account: Account) -> AccountCard:
        title = account_name(self.session, account)
        platform = heads(self.context.catalogue)[account.checklist].title
        card = AccountCard(account, title, platform)
        card.changed.connect(self._on_changed)
        card.kind_chosen.connect(self._on_kind)
        card.removed.connect(lambda which: self._remove((which,)))
        card.another_wanted.connect(self._on_another)
        return card

    def _add(self, checklist: str, label: str = "") -> None:
        self._flush()
        if self.do(lambda: self.session.add_account(checklist, label=label)):
            self._removed.say("info", "")
            self._show_anew()

    def _on_ticked(self, checklist: str, on: bool) -> None:
        if on:
            self._add(checklist)
        else:
            self._remove(tuple(a for a in self.session.audit.accounts if a.checklist == checklist))

    def _on_named(self, name: str) -> None:
        dating = DATING if is_dating_app(name) and DATING in self.context.catalogue.checklists else OTHER
        known = self._search.checklist_of(name) or dating
        self._add(known, name if known in (OTHER, *NEVER_NAMED) else "")

    def _on_named_by_download(self) -> None:
        self._flush()
        self._removed.say("info", "")
        self._show_anew()

    def _on_another(self, checklist: str) -> None:
        self._add(checklist)
        self._shown[-1].take_focus()

    def _on_changed(self, account: Account) -> None:
        self.do(lambda: self.session.change_account(account))
        for card in self._shown:
            card.show_title(account_name(self.session, card.account))

    def _on_kind(self, account: Account, kind: str) -> None:
        """Replace the account: the other kind has questions of its own. The new one is the last of the list."""
        answers = self._answers(account)
        self._flush()

        def act() -> None:
            self.session.remove_account(account.id)
            new = self.session.add_account(account.checklist, AccountKind(kind), account.label)
            if account.shown_as_other:
                self.session.change_account(evolve(new, shown_as_other=True))

        if self.do(act):
            self._show_anew()
            self._shown[-1].take_focus()
            if answers:
                self._undo_steps = 3 if account.shown_as_other else 2
                self._removed.say(
                    "info",
                    ngettext(
                        "{n} answer given for it no longer fits and was removed.",
                        "{n} answers given for it no longer fit and were removed.",
                        answers,
                    ),
                    _("Undo"),
                )

    def _remove(self, accounts: tuple[Account, ...]) -> None:
        self._flush()
        titles = ", ".join(account_name(self.session, account) for account in accounts)

        def act() -> None:
            for account in accounts:
                self.session.remove_account(account.id)

        if accounts and self.do(act):
            self._undo_steps = len(accounts)
            self._show_anew()
            self._removed.say("info", _("{accounts} removed.", accounts=titles), _("Undo"))
            self._removed.button.setFocus()

    def _on_undo(self) -> None:
        def act() -> None:
            for _step in range(self._undo_steps):
                self.session.undo()

        self.do(act)
        self._removed.say("info", "")
        self._show_anew()

    def _answers(self, account: Account) -> int:
        return sum(key[1] == account.id for key in self.session.audit.responses)

    def _flush(self) -> None:
        for card in self._shown:
            card.flush()

    def _show_anew(self) -> None:
        self.refresh()
        self.changed.emit()
